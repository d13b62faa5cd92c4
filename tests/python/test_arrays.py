"""Arrow arrays are given away in capsules, taken from them, and released once."""

import ctypes
import gc
import unittest

import numpy as np

import nansen
from nansen import _arrays as arrays
from nansen import _facts as facts
from nansen._answers import Answers, added, concatenate, list_of
from nansen._library import ArrowArray, ArrowSchema, release


def table():
    return arrays.struct(
        3,
        [
            ("fled", facts.boolean("fled", [True, None, False])),
            ("years", facts.number("years", [1, 2, None], 1)),
            ("danger", facts.words("danger", ["war", None, "flood"], "a member")),
            ("left", facts.date("left", ["2024-02-29", "never", None])),
            ("range", facts.date_range("range", ["2024-02-29..", None, "2024-03-01"])),
            ("share", facts.number("share", [facts.Fraction(1, 4), None, 3], 100)),
        ],
    )


def read(column):
    return Answers(column).to_dict()


class Structs(unittest.TestCase):
    def test_say_what_the_column_is(self):
        keep = []
        schema, array = arrays.structs_of(table(), "", keep)
        self.assertEqual((schema.format, schema.n_children, array.length), (b"+s", 6, 3))
        found = arrays.column_of(schema, array, keep)
        self.assertEqual(read(found), read(table()))

    def test_with_offsets_are_read_from_there(self):
        keep = []
        schema, array = arrays.structs_of(table(), "", keep)
        for index in range(array.n_children):
            child = array.children[index].contents
            if child.n_children == 0:
                child.offset, child.length, child.null_count = 1, 2, -1
        found = arrays.column_of(schema, array, keep)
        for name, column in found.children:
            if name != "range":
                self.assertEqual(list_of(column), list_of(dict(table().children)[name])[1:], name)


class Capsules(unittest.TestCase):
    def setUp(self):
        gc.collect()
        self.before = (len(arrays._exported), len(arrays._in_capsules))

    def tearDown(self):
        gc.collect()
        self.assertEqual((len(arrays._exported), len(arrays._in_capsules)), self.before)

    def test_go_there_and_back(self):
        (chunk,) = arrays.import_chunks(Answers(table()))
        keep = []
        schema, array = arrays.structs_of(chunk, "", keep)
        self.assertEqual(read(arrays.column_of(schema, array, keep)), read(table()))

    def test_that_nobody_takes_release_what_they_hold(self):
        capsules = Answers(table()).__arrow_c_array__()
        self.assertGreater(len(arrays._exported), self.before[0])
        del capsules

    def test_that_are_taken_leave_release_to_the_taker(self):
        schema_capsule, capsule = Answers(table()).__arrow_c_array__()
        source = ArrowArray.from_address(arrays._get_pointer(capsule, b"arrow_array"))
        mine = ArrowArray()
        ctypes.memmove(ctypes.byref(mine), ctypes.byref(source), ctypes.sizeof(mine))
        source.release = None
        # A child may be taken away from the table and outlive it.
        child = ArrowArray()
        ctypes.memmove(ctypes.byref(child), mine.children[1], ctypes.sizeof(child))
        mine.children[1].contents.release = None
        del capsule, source
        release(mine)
        self.assertFalse(mine.release)
        gc.collect()
        numbers = (ctypes.c_int64 * 2).from_address(child.buffers[1])
        self.assertEqual(list(numbers), [1, 2])
        release(child)
        del schema_capsule

    def test_of_the_type_alone(self):
        capsule = Answers(table()).__arrow_c_schema__()
        schema = ArrowSchema.from_address(arrays._get_pointer(capsule, b"arrow_schema"))
        names = [schema.children[index].contents.name for index in range(schema.n_children)]
        self.assertEqual(names, [b"fled", b"years", b"danger", b"left", b"range", b"share"])


class Tables(unittest.TestCase):
    def test_stand_one_below_the_other(self):
        twice = concatenate([table(), table()])
        self.assertEqual(
            read(twice), {name: values + values for name, values in read(table()).items()}
        )

    def test_of_counts_are_added_up(self):
        def counts(values):
            numbers = facts.number("yes", np.array(values), 1)
            return arrays.struct(
                2,
                [
                    ("group", facts.words("group", ["war", None], "a member")),
                    ("sheltered", arrays.struct(2, [("yes", numbers)])),
                ],
            )

        self.assertEqual(
            read(added([counts([1, 2]), counts([10, 20])])),
            {"group": ["war", None], "sheltered": [{"yes": 11}, {"yes": 22}]},
        )


class Given(unittest.TestCase):
    def test_answers_are_found_by_either_name(self):
        answers = Answers(arrays.struct(1, [("shelter.sheltered", facts.boolean("", [True]))]))
        self.assertEqual(answers["sheltered"].tolist(), [True])
        self.assertIn("sheltered", answers)
        self.assertEqual(list(answers), ["shelter.sheltered"])
        with self.assertRaisesRegex(nansen.UnknownNameError, "the answers are shelter.sheltered"):
            answers["shelter"]

    def test_to_pandas_has_its_nullable_types(self):
        frame = Answers(table()).to_pandas(index=["a", "b", "c"])
        self.assertEqual(
            [str(kind) for kind in frame.dtypes],
            ["boolean", "Int64", "category", "period[D]", "period[D]", "period[D]", "object"],
        )
        self.assertEqual(list(frame.columns)[4:6], ["range.least", "range.greatest"])
        self.assertEqual(frame.isna().sum().tolist(), [1, 1, 1, 1, 1, 2, 1])
        self.assertEqual(frame["left"]["b"].year, 9999)

    def test_to_numpy_takes_integers_where_they_lie(self):
        column = table()
        years = Answers(column)["years"]
        self.assertTrue(np.shares_memory(years.data, dict(column.children)["years"].buffers[1]))


if __name__ == "__main__":
    unittest.main()
