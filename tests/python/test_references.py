"""Integers that refer to rows are ids where the rows have integers as ids, else numbers of rows."""

import io
import tempfile
import unittest
from pathlib import Path

import numpy as np
import pandas

import nansen
from nansen import _facts as facts
from nansen._answers import Answers
from nansen._tables import one
from project import SHELTER, command


class Integers(unittest.TestCase):
    cases = {"fled": [True] * 3, "danger": ["war"] * 3, "age": [3] * 3}
    states = {"id": [1, 0], "party": [True, False]}
    by_id = [False, True, None]
    by_number = [True, False, None]

    @classmethod
    def setUpClass(cls):
        cls.evaluator = nansen.compile(SHELTER)

    @classmethod
    def tearDownClass(cls):
        cls.evaluator.close()

    def answers(self, country, states):
        answers = self.evaluator.evaluate({**self.cases, "country": country}, {"State": states})
        return answers["sheltered"].tolist()

    def test_are_ids_where_ids_are_integers(self):
        structured = np.array([(1, True), (0, False)], dtype=[("id", "i2"), ("party", "?")])
        for states in (
            self.states,
            pandas.DataFrame(self.states),
            pandas.DataFrame(self.states).astype({"id": "UInt8"}),
            [{"id": 1, "party": True}, {"id": 0, "party": False}],
            structured,
        ):
            for country in (
                [0, 1, None],
                ["0", "1", None],
                [np.int64(0), "1", None],
                np.ma.array([0, 1, 7], mask=[0, 0, 1]),
                pandas.Series([0, 1, None]),
                pandas.Series([0, 1, None], dtype="Int64"),
                pandas.Series(["0", "1", None], dtype="category"),
            ):
                self.assertEqual(self.answers(country, states), self.by_id, repr(country))
        large = {"id": np.array([2**63, 2**64 - 1], dtype="u8"), "party": [True, False]}
        country = np.array([2**64 - 1, 2**63, 2**63], dtype="u8")
        self.assertEqual(self.answers(country, large), [False, True, True])
        self.assertEqual(self.answers(np.full(3, np.nan), self.states), [None] * 3)

    def test_are_numbers_of_rows_where_they_are_not(self):
        texts = {"id": ["1", "0"], "party": [True, False]}
        unnamed = {"party": [True, False]}
        arrow = Answers(one(texts, self.evaluator._shapes["State"], "State"))
        ids = {**texts, "id": Answers(dict(arrow._column.children)["id"])}
        for states in (texts, pandas.DataFrame(texts), unnamed, arrow, ids):
            country = np.ma.array([0, 1, 7], mask=[0, 0, 1])
            self.assertEqual(self.answers(country, states), self.by_number, repr(states))
        self.evaluator.evaluate({**self.cases, "country": [0, 1, 7]})

    def test_answer_as_the_command_does(self):
        texts = {
            "cases": "id,fled,danger,age,country\na,yes,war,3,1\nb,yes,war,3,0\n",
            "State": "id,party\n1,yes\n0,no\n",
        }
        truths = {"true_values": ["yes"], "false_values": ["no"]}
        read = {name: pandas.read_csv(io.StringIO(text), **truths) for name, text in texts.items()}
        with tempfile.TemporaryDirectory() as folder:
            paths = {name: Path(folder) / f"{name}.csv" for name in texts}
            for name, text in texts.items():
                paths[name].write_text(text)
            provisions = Path(folder) / "shelter.treaty"
            provisions.write_text(SHELTER)
            printed = command(
                *["run", provisions, "--cases", paths["cases"], "--format", "csv"],
                *["--table", f"State={paths['State']}"],
            )
        answers = self.evaluator.evaluate(read["cases"], {"State": read["State"]})
        said = pandas.read_csv(io.StringIO(printed))["shelter.sheltered"].tolist()
        self.assertEqual(said, ["yes", "no"])
        self.assertEqual(answers["sheltered"].tolist(), [True, False])

    def test_that_are_no_ids_are_told(self):
        for country, message in (
            ([0, 2, 1], 'row 1: there is no "2" in the table "State"'),
            ([0, 1, True], "row 2: True is of the type bool"),
            (np.array([0, 0.5, 1]), "row 1: 0.5 is not an id"),
            (np.array([0, 1, 2.0**53]), "row 2: 9007199254740992.0 is not an id"),
            (np.array([0, 1, np.inf]), "row 2: inf is not an id"),
        ):
            with self.assertRaisesRegex(nansen.Error, f'^column "country", {message}'):
                self.answers(country, self.states)
        gone = pandas.DataFrame({"id": pandas.Series([1, None], dtype="Int8"), "party": [True] * 2})
        with self.assertRaisesRegex(nansen.BadValueError, '"id", row 1: it is null'):
            self.answers([1, 1, 1], gone)

    def test_of_arrow_are_never_ids(self):
        country = Answers(facts.reference("country", np.array([0, 1, 0])))
        texts = Answers(facts.words("country", ["0", "1", None], "an id"))
        cases = one({**self.cases, "country": country}, self.evaluator._shapes[""], "")
        message = '^column "country": integers of an Arrow array are numbers of rows'
        with self.assertRaisesRegex(nansen.SchemaMismatchError, message):
            self.answers(country, self.states)
        with self.assertRaisesRegex(nansen.SchemaMismatchError, message):
            self.evaluator.evaluate(Answers(cases), {"State": self.states})
        self.assertEqual(self.answers(texts, self.states), self.by_id)

    def test_of_other_rows_are_read_alike(self):
        text = """
        vocabulary v
        entity Region { safe : boolean "Is it safe?" }
        entity State { region : Region "Where is it?" ally : State "Which is its ally?" }
        entity Stay { country : State "In which State?" }
        entity Person { stays : rows of Stay "Which stays?" home : State "Where is home?" }
        instrument i { uses v article 1 {
          define safe of Person as for some stay in stays : stay.country.region.safe
          define near of Person as home.ally.region.safe
        } }
        """
        tables = {
            "Region": {"id": [1, 0], "safe": [True, False]},
            "State": {"id": [7, 3], "region": [0, 1], "ally": [3, 7]},
        }
        cases = {"stays": [[{"country": 7}], [{"country": 7}, {"country": 3}]], "home": [7, 3]}
        with nansen.compile(text, engine="blockwise") as evaluator:
            answers = evaluator.evaluate(cases, tables).to_dict()
            self.assertEqual(answers, {"i.safe": [False, True], "i.near": [True, False]})
            arrow = Answers(one(cases, evaluator._shapes[""], ""))
            only_stays = Answers(one({"stays": cases["stays"]}, evaluator._shapes[""], ""))
            for given, name in ((arrow, "(stays.country|home)"), (only_stays, "stays.country")):
                with self.assertRaisesRegex(
                    nansen.SchemaMismatchError, f'^column "{name}": integers of an Arrow array'
                ):
                    evaluator.evaluate(given, tables)

    def test_to_rows_of_which_nothing_is_read_are_compared(self):
        text = """
        vocabulary v
        entity State { party : boolean "Is it a party?" }
        entity Person { home : State "Where is home?" here : State "Where is the person?" }
        instrument i { uses v article 1 { define at_home of Person as home is here } }
        """
        with nansen.compile(text, engine="blockwise") as evaluator:
            cases = {"home": [1, 0], "here": ["1", "1"]}
            answers = evaluator.evaluate(cases, {"State": self.states})
            self.assertEqual(answers["at_home"].tolist(), [True, False])
            cases = {"home": [1, 0], "here": [1, 1]}
            self.assertEqual(evaluator.evaluate(cases)["at_home"].tolist(), [True, False])


if __name__ == "__main__":
    unittest.main()
