"""Whatever is given that makes no sense is a `nansen.Error` in plain words."""

import copy
import gc
import os
import pickle
import unittest
import unittest.mock

import pandas

import nansen
from nansen._evaluator import _Handle
from project import SHELTER

HALF = "half of a character"


class Refusals(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.evaluator = nansen.compile(SHELTER, engine="blockwise")

    @classmethod
    def tearDownClass(cls):
        cls.evaluator.close()

    def refused(self, words, function, *arguments, kind=nansen.InvalidArgumentError, **named):
        with self.assertRaisesRegex(kind, words):
            function(*arguments, **named)

    def test_halves_of_characters(self):
        bad_value = {"kind": nansen.BadValueError}
        evaluate = self.evaluator.evaluate
        for name in ("danger", "country", "id"):
            given = {"fled": [True, True], name: ["NOR" if name != "danger" else "war", "\ud800"]}
            self.refused(f'"{name}", row 1: .*{HALF}', evaluate, given, **bad_value)
        sets = {"dangers": [["war", "flood"], [], ["war", "\udfff"]]}
        self.refused(f'"dangers", row 2: .*{HALF}', evaluate, sets, **bad_value)
        codes = pandas.Categorical.from_codes([0, 1], ["war", "\ud800"])
        self.refused(f'row 1: .*{HALF}', evaluate, {"danger": codes}, **bad_value)
        cases = {"fled": [True]}
        self.refused(HALF, nansen.compile, "instrument \ud800 {\n}")
        self.refused(HALF, nansen.compile, SHELTER, definitions=["\ud800"])
        self.refused(HALF, nansen.compile, SHELTER, readings={"a": "\ud800"})
        self.refused(HALF, self.evaluator.count, cases, by="\ud800")
        self.refused(HALF, self.evaluator.explain, cases, 0, "\ud800")
        self.refused(HALF, self.evaluator.allocate, {"id": ["NOR"], "\ud800": [1]})
        self.refused("no path", nansen.load, "\ud800")

    def test_characters_that_end_texts_of_c(self):
        self.refused("NUL", nansen.load, "a.so\0.txt")
        self.refused("NUL", nansen.compile, "a\0.treaty")
        self.refused("NUL", nansen.compile, SHELTER, files=["a\0.treaty"])
        self.refused("NUL", nansen.compile, SHELTER, definitions=["sheltered\0"])
        self.refused("NUL", self.evaluator.explain, {"fled": [True]}, 0, "sheltered\0")

    def test_arguments_of_other_types(self):
        cases = {"fled": [True]}
        self.refused("path: None is no path", nansen.load, None)
        self.refused("source: 5 is neither a text nor a path", nansen.compile, 5)
        for name in ("definitions", "drafts", "files", "readings"):
            self.refused(f"{name}: 5 is no", nansen.compile, SHELTER, **{name: [5]})
            self.refused(f"{name}: give a list", nansen.compile, SHELTER, **{name: 5})
            self.refused(f"{name}: give a list", nansen.compile, SHELTER, **{name: "text"})
        self.refused("engine", nansen.compile, SHELTER, engine=["native"])
        self.refused("name: 5 is no text", nansen.compile, SHELTER, name=5)
        self.refused("provisions: 5 is no path", nansen.compile, SHELTER, provisions=5)
        self.refused("processor: 5 is no text", nansen.load, "a.so", processor=5)
        for threads in ("x", 1.5, -1, 2**32):
            self.refused("threads: ", self.evaluator.evaluate, cases, threads=threads)
        for row in ("0", 0.0, None, 2**64):
            self.refused("row: ", self.evaluator.explain, cases, row, "sheltered")
        self.refused("width: -1", self.evaluator.explain, cases, 0, "sheltered", width=-1)
        self.refused("format", self.evaluator.explain, cases, 0, "sheltered", format=["text"])
        self.refused("definition: 5 is no text", self.evaluator.explain, cases, 0, 5)
        self.refused("by: 5 is no text", self.evaluator.count, cases, by=5)
        self.refused("tables: give a mapping", self.evaluator.evaluate, cases, 5)
        self.refused("formula: 5 is no text", self.evaluator.allocate, {"id": ["NOR"]}, 5)
        self.refused("digits: 'x'", self.evaluator.allocate, {"id": ["NOR"]}, digits="x")
        self.refused("int is no table", self.evaluator.allocate, 5)
        self.refused("a mapping a State", self.evaluator.allocate, [5])
        self.refused("which is no text", self.evaluator.allocate, {5: [1]})

    def test_what_is_to_be_done_names_arguments(self):
        def said(**named):
            with self.assertRaises(nansen.ProvisionError) as refused:
                nansen.compile(SHELTER, **named)
            self.assertNotIn("--", str(refused.exception))
            return str(refused.exception)

        self.assertIn('name in "definitions"', said(definitions=["shelterd"]))
        self.assertIn('NAME=CHOICE in "readings"', said(readings={"width": "broad"}))
        dated = """
        vocabulary v entity Person { arrived : date "When?" }
        instrument i {
          uses v
          article 1 { define present of Person as the day asked is after arrived }
        }
        """
        self.refused('give the day in "as_of"', nansen.compile, dated, kind=nansen.ProvisionError)

    def test_columns_of_one_name(self):
        twice = pandas.DataFrame([[True, False]], columns=["fled", "fled"])
        for ask in (self.evaluator.evaluate, self.evaluator.allocate):
            self.refused('two columns "fled"', ask, twice, kind=nansen.SchemaMismatchError)

    def test_sets_in_both_forms(self):
        given = {"fled": [True], "dangers": [[]], "dangers.war": [True]}
        self.refused(
            'column "dangers": the set is given twice: here, and by the column "dangers.war"',
            self.evaluator.evaluate,
            given,
            kind=nansen.SchemaMismatchError,
        )

    def test_columns_that_are_no_facts_may_hold_anything(self):
        found = self.evaluator.evaluate({"remark": 5, "fled": [True]})
        self.assertEqual(len(found), 1)

    def test_copies(self):
        with self.evaluator.batch({"fled": [True]}) as batch:
            for copied in (copy.copy, copy.deepcopy, pickle.dumps):
                with self.assertRaisesRegex(TypeError, "an evaluator cannot be copied or pickled"):
                    copied(self.evaluator)
                with self.assertRaisesRegex(TypeError, "a batch cannot be copied or pickled"):
                    copied(batch)

    def test_what_was_never_made_is_left_quietly(self):
        found = []
        with unittest.mock.patch("sys.unraisablehook", found.append):
            _Handle.__new__(_Handle)
            gc.collect()
        self.assertEqual(found, [])

    def test_paths_of_bytes_are_paths(self):
        with self.assertRaises(nansen.CannotReadError):
            nansen.load(os.fsencode("nowhere.so"))


if __name__ == "__main__":
    unittest.main()
