"""What an evaluator answers, explains and refuses; data in every form give the same answers."""

import json
import platform
import tempfile
import unittest
from pathlib import Path

import numpy as np
import pandas

import nansen
from nansen._answers import Answers
from nansen._arrays import struct
from nansen._tables import one
from project import SHELTER, build

STATES = {"id": ["NOR", "SWE"], "party": [True, None]}
CASES = {
    "id": ["ana", "ben", "cem", "dua"],
    "fled": [True, True, None, True],
    "danger": ["war", None, "war", "war"],
    "dangers": [None, ["war", "flood"], [], None],
    "age": [3, 3, 3, 30],
    "country": ["NOR", "NOR", "NOR", "SWE"],
    "papers": [[{"valid": True}], [], None, [{"valid": False, "issued": "2024-02-29"}]],
}
SHELTERED = [True, True, None, False]
DOCUMENTED = [True, False, None, False]


class Stream:
    """Tables as a stream of Arrow arrays, as other libraries give theirs; without any, `like` has
    the type."""

    def __init__(self, arrays, like=None):
        self.arrays = arrays
        self.like = like or arrays[0]

    def __arrow_c_stream__(self, requested_schema=None):
        return make_stream(self.arrays, self.like)


def make_stream(answers, like):
    """A capsule with an ArrowArrayStream over `answers`; it lives as long as the process."""
    import ctypes

    from nansen import _arrays as arrays
    from nansen._library import RELEASE, ArrowArray, ArrowArrayStream, ArrowSchema

    left = list(answers)
    kept = make_stream.kept
    get = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)

    def move(capsule, name, kind, address):
        source = kind.from_address(arrays._get_pointer(capsule, name))
        ctypes.memmove(address, ctypes.addressof(source), ctypes.sizeof(source))
        source.release = None

    def get_schema(_, address):
        move(like.__arrow_c_schema__(), b"arrow_schema", ArrowSchema, address)
        return 0

    def get_next(_, address):
        if not left:
            ctypes.memset(address, 0, ctypes.sizeof(ArrowArray))
        else:
            move(left.pop(0).__arrow_c_array__()[1], b"arrow_array", ArrowArray, address)
        return 0

    callbacks = [get(get_schema), get(get_next), RELEASE(lambda _: None)]
    stream = ArrowArrayStream(
        *[
            ctypes.cast(callback, ctypes.c_void_p).value
            for callback in (callbacks[0], callbacks[1], callbacks[2], callbacks[2])
        ]
    )
    name = ctypes.c_char_p(b"arrow_array_stream")
    kept.append((callbacks, stream, name))
    return arrays._new_capsule(ctypes.addressof(stream), name, None)


make_stream.kept = []


class Shelter(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.evaluator = nansen.compile(SHELTER)
        cls.tables = {"State": STATES}

    @classmethod
    def tearDownClass(cls):
        cls.evaluator.close()

    def check(self, cases, sheltered=tuple(SHELTERED), documented=tuple(DOCUMENTED)):
        answers = self.evaluator.evaluate(cases, self.tables)
        self.assertEqual(answers.to_dict()["shelter.sheltered"], list(sheltered))
        self.assertEqual(answers.to_dict()["shelter.documented"], list(documented))
        return answers


class Data(Shelter):
    def test_in_every_form_give_the_same_answers(self):
        self.check(CASES)
        rows = [dict(zip(CASES, row)) for row in zip(*CASES.values())]
        self.check(rows)
        self.check([{key: row[key] for key in row if row[key] is not None} for row in rows])
        frame = pandas.DataFrame(CASES)
        self.check(frame)
        self.check(
            frame.astype(
                {"fled": "boolean", "danger": "category", "age": "Int8", "country": "string"}
            )
        )
        self.check(
            {
                **CASES,
                "fled": np.ma.array([True, True, True, True], mask=[0, 0, 1, 0]),
                "danger": np.array(["war", "", "war", "war"]),
                "age": np.array([3, 3, 3, 30.0]),
                "country": np.array([0, 0, 0, 1]),
            }
        )

    def test_sets_may_be_columns_of_truths(self):
        cases = {name: values for name, values in CASES.items() if name != "dangers"}
        self.check(
            {
                **cases,
                "dangers.war": [None, True, False, None],
                "dangers.flood": [None, True, False, None],
                "dangers.famine": [None, False, False, None],
            }
        )

    def arrow(self, cases=None):
        return Answers(one(cases or CASES, self.evaluator._shapes[""], ""))

    def test_of_other_libraries_come_by_arrow(self):
        self.check(self.arrow())
        self.tables = {"State": Answers(one(STATES, self.evaluator._shapes["State"], "State"))}
        self.check(self.arrow())
        table = self.arrow()._column
        columns = {
            name: Answers(column) for name, column in table.children if name in ("fled", "danger")
        }
        self.check({**CASES, **columns})

    def test_in_pieces_are_answered_as_one_table(self):
        self.check(Stream([self.arrow()]))
        half = {name: values[:2] for name, values in CASES.items()}
        rest = {name: values[2:] for name, values in CASES.items()}
        stream = [self.arrow(half), self.arrow(rest)]
        answers = self.check(Stream(stream))
        self.assertEqual(len(answers), 4)
        counts = self.evaluator.count(Stream(stream), self.tables, by="danger")
        self.assertEqual(
            counts.to_dict(), self.evaluator.count(CASES, self.tables, by="danger").to_dict()
        )
        self.assertEqual(
            self.evaluator.explain(Stream(stream), 3, "sheltered", tables=self.tables),
            self.evaluator.explain(CASES, 3, "sheltered", tables=self.tables),
        )

    def test_in_no_pieces_are_tables_without_rows(self):
        states = Answers(one(STATES, self.evaluator._shapes["State"], "State"))
        empty = Stream([], like=self.arrow())
        self.check(empty, [], [])
        self.assertEqual(len(self.evaluator.batch(empty, self.tables)), 0)
        for by in (None, "danger", "country"):
            self.assertEqual(
                self.evaluator.count(empty, self.tables, by=by).to_dict(),
                self.evaluator.count({}, self.tables, by=by).to_dict(),
            )
        with self.assertRaisesRegex(nansen.InvalidArgumentError, "row 0: the table has 0"):
            self.evaluator.explain(empty, 0, "sheltered")
        # Of other tables, and of single columns, too; types are looked at all the same.
        no_states = {"State": Stream([], like=states)}
        answers = self.evaluator.evaluate({"fled": [True], "danger": ["war"]}, no_states)
        self.assertEqual(answers["sheltered"].tolist(), [None])
        with self.assertRaisesRegex(nansen.BadValueError, 'no "NOR" in the table "State"'):
            self.evaluator.evaluate(CASES, no_states)
        columns = {
            name: Stream([], like=Answers(column)) for name, column in self.arrow()._column.children
        }
        self.check(columns, [], [])
        with self.assertRaisesRegex(nansen.SchemaMismatchError, '^column "fled"'):
            self.evaluator.evaluate({"fled": columns["papers"]})

    def test_without_rows_or_facts_are_answered(self):
        self.check({name: [] for name in CASES}, [], [])
        self.check({}, [], [])
        self.check({"other": [1, 2]}, [None, None], [None, None])
        self.check(struct_of(3), [None] * 3, [None] * 3)

    def test_are_not_changed(self):
        truths = np.array([True, False])
        truths.flags.writeable = False
        self.check({"fled": truths}, [None, False], [None, None])

    def test_that_are_wrong_are_told_by_column_and_row(self):
        for cases, kind, message in (
            ({"fled": ["yes"]}, nansen.SchemaMismatchError, '"fled", row 0'),
            ({"age": [3, 130]}, nansen.BadValueError, '"age", row 1'),
            ({"danger": ["war", "plague"]}, nansen.BadValueError, '"danger", row 1.*"plague"'),
            ({"dangers": [["plague"]]}, nansen.BadValueError, '"dangers", row 0'),
            ({"country": ["NOR", "DNK"]}, nansen.BadValueError, '"country", row 1'),
            ({"papers": [3]}, nansen.SchemaMismatchError, '"papers", row 0'),
            (
                {"papers": [[], [{"valid": True}, 3]]},
                nansen.SchemaMismatchError,
                '^column "papers", row 1, linked row 1: 3 is no mapping',
            ),
            ({"fled": [True], "age": [1, 2]}, nansen.InvalidArgumentError, "rows"),
            ({"fled": True}, nansen.InvalidArgumentError, '"fled"'),
            ([1, 2], nansen.InvalidArgumentError, "mapping"),
            (7, nansen.InvalidArgumentError, "int is no table"),
        ):
            with self.assertRaisesRegex(kind, message) as caught:
                self.evaluator.evaluate(cases, self.tables)
            self.assertEqual(caught.exception.status, kind.status)
        with self.assertRaisesRegex(nansen.UnknownNameError, 'table "Sate"; tables: "State"'):
            self.evaluator.evaluate(CASES, {"Sate": STATES})

    def test_that_are_wrong_in_linked_rows_are_told_by_the_rows_on_the_way(self):
        good, bad = {"valid": True}, {"valid": 3}
        for papers, row in (
            ([[bad]], "row 0, linked row 0"),
            ([[], [good, good], [good, bad]], "row 2, linked row 1"),
            ([None, [good], None, [], [bad], []], "row 4, linked row 0"),
            ([pandas.DataFrame([good]), pandas.DataFrame([good, bad])], "row 1, linked row 1"),
        ):
            with self.assertRaisesRegex(
                nansen.SchemaMismatchError, f'^column "papers.valid", {row}: 3 is of the type int'
            ):
                self.evaluator.evaluate({"papers": papers})

    def test_that_are_wrong_in_linked_rows_of_linked_rows_are_told_so(self):
        text = """
        vocabulary v
        entity Stamp { valid : boolean "Is it valid?" }
        entity Paper { stamps : rows of Stamp "Which stamps?" pages : integer from 0 to 9 "Pages?" }
        entity Person { papers : rows of Paper "Which papers?" }
        instrument i { uses v article 1 { define stamped of Person as
          for some paper in papers : all of {
            (pages) paper.pages is at least 1
            (stamp) for some stamp in paper.stamps : stamp.valid
          }
        } }
        """
        stamps = [{"stamps": [{"valid": True}]}, {"stamps": [{}, {"valid": "yes"}]}]
        with nansen.compile(text, engine="blockwise") as evaluator:
            for papers, name, row in (
                (stamps, "papers.stamps.valid", "row 1, linked row 1, linked row 1"),
                ([{"pages": 1}, {"pages": "two"}], "papers.pages", "row 1, linked row 1"),
                # As libnansen says it, which looks at what is allowed.
                ([{"pages": 1}, {"pages": 10}], "papers.pages", "row 1, linked row 1"),
            ):
                with self.assertRaisesRegex(nansen.Error, f'^column "{name}", {row}: '):
                    evaluator.evaluate({"papers": [[], papers]})

    def test_that_are_wrong_in_a_later_piece_are_told_by_the_row_of_the_whole(self):
        good = {name: values * 25 for name, values in CASES.items()}
        for name, value in (("age", 130), ("danger", "plague"), ("country", "DNK")):
            pieces = [good, good, {**CASES, name: [*CASES[name][:3], value]}]
            stream = [self.arrow(piece) for piece in pieces]
            for ask in (self.evaluator.evaluate, self.evaluator.batch, self.evaluator.count):
                with self.assertRaisesRegex(
                    nansen.BadValueError, f'^column "{name}", row 203: .*{value}'
                ):
                    ask(Stream(stream), self.tables)
            for row in (203, -1):
                with self.assertRaisesRegex(nansen.BadValueError, f'^column "{name}", row 203: '):
                    self.evaluator.explain(Stream(stream), row, "sheltered", tables=self.tables)
        # Rows of further tables are counted as they were given.
        twice = {"State": {"id": ["NOR", "NOR"]}}
        with self.assertRaisesRegex(nansen.BadValueError, 'table "State", column "id", row 1: '):
            self.evaluator.evaluate(Stream([self.arrow(good), self.arrow()]), twice)

    def test_that_look_misspelt_are_told(self):
        with self.assertWarnsRegex(UserWarning, '"agee" is no fact.*"age"') as told:
            self.evaluator.evaluate({"agee": [3]})
        self.assertEqual(told.filename, __file__)


def struct_of(rows):
    return Answers(struct(rows, []))


class Answering(Shelter):
    def test_has_a_schema(self):
        self.assertEqual(self.evaluator.definitions, ["shelter.sheltered", "shelter.documented"])
        self.assertEqual(
            set(self.evaluator.facts), {"fled", "danger", "dangers", "age", "country", "papers"}
        )
        self.assertTrue(self.evaluator.schema["rules"])
        self.assertIn("sheltered", repr(self.evaluator))

    def test_goes_on_several_threads(self):
        many = {name: values * 5000 for name, values in CASES.items()}
        one_thread = self.evaluator.evaluate(many, self.tables).to_dict()
        for threads in (0, 2, 3):
            answers = self.evaluator.evaluate(many, self.tables, threads=threads)
            self.assertEqual(answers.to_dict(), one_thread)
        with self.assertRaises(nansen.InvalidArgumentError):
            self.evaluator.evaluate(many, self.tables, threads=-1)

    def test_counts_by_members_and_rows(self):
        whole = self.evaluator.count(CASES, self.tables)
        self.assertEqual(
            whole.to_dict()["shelter.sheltered"], [{"yes": 2, "no": 1, "undetermined": 1}]
        )
        by_danger = self.evaluator.count(CASES, self.tables, by="danger").to_pandas()
        counted = by_danger.set_index("group")["shelter.sheltered.yes"].to_dict()
        self.assertEqual(counted["war"], 1)
        self.assertEqual(sum(by_danger["shelter.sheltered.yes"]), 2)
        by_country = self.evaluator.count(CASES, self.tables, by="country").to_dict()
        self.assertEqual(by_country["group"][:2], ["NOR", "SWE"])
        self.assertEqual(
            by_country["shelter.sheltered"][1], {"yes": 0, "no": 1, "undetermined": 0}
        )
        with self.assertRaises(nansen.Error):
            self.evaluator.count(CASES, self.tables, by="colour")

    def test_counts_the_answers_that_are_asked_for(self):
        wanted = {"yes and undetermined": {"yes": 2, "undetermined": 1}, "yes": {"yes": 2}}
        for answers, expected in wanted.items():
            counts = self.evaluator.count(CASES, self.tables, answers=answers)
            self.assertEqual(counts.to_dict()["shelter.sheltered"], [expected])
        with self.assertRaises(nansen.InvalidArgumentError):
            self.evaluator.count(CASES, self.tables, answers="no")

    def test_rows_once_read_answer_again(self):
        with self.evaluator.batch(CASES, self.tables) as batch:
            self.assertEqual(len(batch), 4)
            for _ in range(2):
                self.assertEqual(batch.evaluate()["sheltered"].tolist(), SHELTERED)
            self.assertEqual(batch.count().to_dict()["shelter.documented"][0]["yes"], 1)
        with self.assertRaisesRegex(nansen.InvalidArgumentError, "closed"):
            batch.evaluate()

    def test_explains(self):
        text = self.evaluator.explain(CASES, 3, "sheltered", tables=self.tables)
        self.assertIn("art. 2", text)
        self.assertIn("dua", text)
        self.assertEqual(
            self.evaluator.explain(CASES, -1, "shelter.sheltered", tables=self.tables), text
        )
        found = json.loads(
            self.evaluator.explain(CASES, 3, "sheltered", tables=self.tables, format="json")
        )
        self.assertTrue(found)
        for row in (4, -5):
            with self.assertRaises(nansen.InvalidArgumentError):
                self.evaluator.explain(CASES, row, "sheltered")
        with self.assertRaises(nansen.UnknownNameError):
            self.evaluator.explain(CASES, 0, "shelterd")
        with self.assertRaises(nansen.InvalidArgumentError):
            self.evaluator.explain(CASES, 0, "sheltered", format="xml")

    def test_ends_when_it_is_closed(self):
        with nansen.compile(SHELTER) as evaluator:
            answers = evaluator.evaluate(CASES)
        with self.assertRaisesRegex(nansen.InvalidArgumentError, "closed"):
            evaluator.evaluate(CASES)
        evaluator.close()
        self.assertEqual(len(answers["sheltered"]), 4)  # answers outlive who gave them


class Compiling(unittest.TestCase):
    def test_all_engines_agree(self):
        for engine in ("automatic", "native", "blockwise", "interpreter"):
            with nansen.compile(SHELTER, engine=engine) as evaluator:
                answers = evaluator.evaluate(CASES, {"State": STATES})
                self.assertEqual(answers["sheltered"].tolist(), SHELTERED, engine)
        with self.assertRaises(nansen.InvalidArgumentError):
            nansen.compile(SHELTER, engine="magic")

    def test_takes_texts_paths_and_names_of_the_library(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "shelter.treaty"
            path.write_text(SHELTER)
            for source in (SHELTER, path, str(path), [path]):
                with nansen.compile(source, definitions=["sheltered"]) as evaluator:
                    self.assertEqual(evaluator.definitions, ["shelter.sheltered"])
        with nansen.compile("convention_1951", definitions=["refugee"]) as evaluator:
            self.assertEqual(evaluator.definitions, ["convention_1951.refugee"])

    def test_applies_drafts(self):
        draft = (
            'draft longer "Longer" amends shelter {\n'
            "  article 1 { (1) in article 2 replace the words 18 with 40 }\n}\n"
        )
        with nansen.compile(SHELTER + draft, drafts=["longer"]) as evaluator:
            answers = evaluator.evaluate({**CASES, "country": ["NOR"] * 4}, {"State": STATES})
            self.assertEqual(answers["sheltered"].tolist(), [True, True, None, True])

    def test_takes_ranges_of_days_where_it_is_told(self):
        text = (
            "vocabulary v\nentity Person { left_on : date \"When did the person leave?\" }\n"
            "instrument i { uses v article 1 {\n"
            "  define late of Person as left_on is on or after 2024-01-01\n} }\n"
        )
        days = ["2024-02-01..2024-03-31", "2023-12-31..2024-01-01", ("2024-01-01", None), None]
        with nansen.compile(text, ranges=True) as evaluator:
            answers = evaluator.evaluate({"left_on": days})
            self.assertEqual(answers.to_dict()["i.late"], [True, None, True, None])
        with nansen.compile(text) as evaluator:
            for day in days[:3]:
                with self.assertRaisesRegex(nansen.SchemaMismatchError, "ranges=True"):
                    evaluator.evaluate({"left_on": [day]})

    def test_errors_in_provisions_are_what_check_prints(self):
        with self.assertRaises(nansen.ProvisionError) as caught:
            nansen.compile(SHELTER.replace("age is at least", "agee is at least"))
        self.assertRegex(str(caught.exception), r"error N\d+.*agee")
        self.assertEqual(caught.exception.status, nansen.Status.PROVISION_ERROR)
        self.assertIn("shelter_text:", str(self.named_error()))

    def named_error(self):
        with self.assertRaises(nansen.ProvisionError) as caught:
            nansen.compile("nothing\n", name="shelter_text")
        return caught.exception

    def test_refuses_what_makes_no_sense(self):
        for arguments in ({}, {"files": "a"}, {"definitions": "a"}, {"readings": "a=b"}):
            with self.assertRaises(nansen.InvalidArgumentError):
                nansen.compile(**arguments)
        with self.assertRaises(nansen.Error):
            nansen.compile("nowhere.treaty")


class Loading(unittest.TestCase):
    def test_answers_as_what_was_compiled_here(self):
        with tempfile.TemporaryDirectory() as folder:
            with nansen.load(build(folder, SHELTER)) as evaluator:
                answers = evaluator.evaluate(CASES, {"State": STATES})
                self.assertEqual(answers["sheltered"].tolist(), SHELTERED)
                with nansen.compile(SHELTER) as compiled:
                    self.assertEqual(
                        evaluator.explain(CASES, 3, "sheltered"),
                        compiled.explain(CASES, 3, "sheltered"),
                    )

    @unittest.skipUnless(platform.machine() == "x86_64", "its processors are asked for")
    def test_takes_the_code_for_a_processor(self):
        with tempfile.TemporaryDirectory() as folder:
            path = build(folder, SHELTER)
            with nansen.load(path, processor="x86-64") as evaluator:
                self.assertEqual(evaluator.processor, "x86-64")
                answers = evaluator.evaluate(CASES, {"State": STATES})
                self.assertEqual(answers["sheltered"].tolist(), SHELTERED)
            with self.assertRaisesRegex(nansen.Error, "z80"):
                nansen.load(path, processor="z80")

    def test_refuses_what_is_no_artefact(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "some.so"
            with self.assertRaises(nansen.CannotReadError):
                nansen.load(path)
            path.write_bytes(b"some text")
            with self.assertRaises(nansen.NotAnArtefactError):
                nansen.load(path)
            whole = build(folder, SHELTER).read_bytes()
            path.write_bytes(whole[: len(whole) // 2])
            with self.assertRaises((nansen.DamagedError, nansen.NotAnArtefactError)):
                nansen.load(path)


FORMULA = """
vocabulary v
unit persons
entity State { size : integer in persons "How many people live there?" }
instrument key "Key" { uses v article 1 {
  formula shares of State { shares = share of size }
  allocate 5 persons by shares, rounding by Webster as quota
} }
"""


class Allocating(unittest.TestCase):
    def test_works_formulas_out(self):
        states = {"id": ["A", "B", "C"], "size": [1, 1, 2]}
        with nansen.compile(FORMULA) as evaluator:
            for table in (states, pandas.DataFrame(states), [dict(zip(states, row)) for row in
                                                             zip(*states.values())]):
                answers = evaluator.allocate(table, total=8, digits=3)
                self.assertEqual(answers.to_dict()["id"], ["A", "B", "C"])
                shares = [name for name in answers if name.endswith("shares")]
                self.assertEqual([str(v) for v in answers[shares[0]]], ["0.250", "0.250", "0.500"])
                quota = [name for name in answers if name.endswith("quota")]
                self.assertEqual(answers[quota[0]].tolist(), [2, 2, 4])
            with self.assertRaises(nansen.InvalidArgumentError):
                evaluator.allocate(states, total=0.5)
            with self.assertRaises(nansen.UnknownNameError):
                evaluator.allocate(states, "nowhere.shares")


if __name__ == "__main__":
    unittest.main()
