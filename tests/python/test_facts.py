"""Values of Python, NumPy and pandas become Arrow arrays that hold them, or are refused by row."""

import datetime
import unittest
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas

import nansen
from nansen import _facts as facts
from nansen._answers import list_of


def sets_of(column):
    """The lists of a list array."""
    members = list_of(column.children[0][1])
    offsets = column.buffers[1]
    known = [True] * column.length
    if column.buffers[0] is not None:
        known = np.unpackbits(column.buffers[0], count=column.length, bitorder="little")
    return [
        members[offsets[row] : offsets[row + 1]] if known[row] else None
        for row in range(column.length)
    ]


class Unknown(unittest.TestCase):
    def test_is_what_stands_for_no_value(self):
        nothing = [None, float("nan"), np.nan, np.datetime64("NaT"), pandas.NaT, pandas.NA]
        for value in [*nothing, np.ma.masked, np.float32("nan"), Decimal("nan")]:
            self.assertTrue(facts.unknown(value), repr(value))
        for value in [False, 0, "", "nan", [], (), {}, 0.0, datetime.date(2024, 1, 1), b""]:
            self.assertFalse(facts.unknown(value), repr(value))


class Booleans(unittest.TestCase):
    def check(self, values, expected=(True, False, None)):
        column = facts.boolean("fled", values)
        self.assertEqual(column.format, "b")
        self.assertEqual(list_of(column), list(expected))

    def test_come_in_every_form(self):
        self.check([True, False, None])
        self.check([1, 0, None])
        self.check(np.array([1.0, 0.0, np.nan]))
        self.check(np.array([True, False, None], dtype=object))
        self.check(np.ma.array([True, False, False], mask=[0, 0, 1]))
        self.check(np.ma.array([1, 0, 7], mask=[0, 0, 1]))
        self.check(pandas.Series([True, False, None], dtype="boolean"))
        self.check(pandas.Series([True, False, None]))
        self.check(pandas.Series([1, 0, None]))
        self.check(pandas.Series([1, 0, None], dtype="Int8"))

    def test_of_any_number_and_stride(self):
        for rows in (0, 1, 7, 8, 9, 64, 513):
            values = np.arange(rows * 2) % 3 == 0
            self.check(values[::2], values[::2].tolist())

    def test_without_unknowns_have_no_bitmap_of_validity(self):
        self.assertIsNone(facts.boolean("fled", np.array([True, False])).buffers[0])

    def test_are_nothing_else(self):
        for values in (["yes"], [2], np.array([0.5]), np.array(["x"]), [datetime.date.today()]):
            with self.assertRaises(nansen.SchemaMismatchError) as caught:
                facts.boolean("fled", values)
            self.assertIn('"fled"', str(caught.exception))
        with self.assertRaisesRegex(nansen.SchemaMismatchError, "row 1: 'yes' is of the type str"):
            facts.boolean("fled", [True, "yes"])


class Numbers(unittest.TestCase):
    def check(self, values, expected, form, scale=1):
        column = facts.number("years", values, scale)
        self.assertEqual(column.format, form)
        self.assertEqual(list_of(column), expected)
        return column

    def test_whole_ones_lie_where_they_are(self):
        for kind, form in zip(("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"), "cCsSiIlL"):
            values = np.array([1, 2, 3], dtype=kind)
            column = self.check(values, [1, 2, 3], form)
            self.assertTrue(np.shares_memory(column.buffers[1], values), kind)

    def test_doubles_lie_where_they_are(self):
        values = np.array([0.5, 2, np.nan])
        column = self.check(values, [0.5, 2, None], "g", scale=10)
        self.assertTrue(np.shares_memory(column.buffers[1], values))

    def test_come_in_every_form(self):
        self.check([1, None, 3], [1, None, 3], "l")
        self.check([1, float("nan"), 3], [1, None, 3], "l")
        self.check(np.array([1, np.nan, 3]), [1, None, 3], "l")
        self.check(np.ma.array([1, 2, 3], mask=[0, 1, 0]), [1, None, 3], "l")
        self.check(pandas.Series([1, None, 3], dtype="Int16"), [1, None, 3], "s")
        self.check(pandas.Series([1, None, 3]), [1, None, 3], "l")
        self.check(np.array([1, 2], dtype=">i4"), [1, 2], "i")
        self.check(np.array([9, 1, 9, 2])[1::2], [1, 2], "l")
        self.check(np.array([5, "NaT"], dtype="m8[D]"), [5, None], "l")
        self.check(np.array([86400], dtype="m8[s]"), [1], "l")
        self.check([np.int32(4), np.uint8(5)], [4, 5], "l")

    def test_exact_ones_become_decimals(self):
        decimals = [Decimal("0.25"), None, Decimal("-3"), Decimal("1e2")]
        self.check(decimals, [Decimal("0.25"), None, -3, 100], "d:38,2", scale=100)
        self.check([Fraction(1, 8)], [Decimal("0.125")], "d:38,3", scale=1000)
        self.check([Decimal(2), Decimal(3)], [2, 3], "l")
        self.check([0.5, None], [0.5, None], "g", scale=10)
        self.check([10**25, 1], [10**25, 1], "d:38,0")

    def test_are_never_rounded(self):
        for values, scale in (
            (np.array([0.5]), 1),
            ([Fraction(1, 3)], 10),
            (np.array([36], dtype="m8[h]"), 1),
            ([Decimal("inf")], 10),
            ([10**40], 1),
            (np.array([np.inf]), 1),
        ):
            with self.assertRaises(nansen.BadValueError, msg=repr(values)):
                facts.number("years", values, scale)

    def test_are_nothing_else(self):
        for values in (["3"], [True, 3], np.array(["3"]), np.array([True])):
            with self.assertRaises(nansen.SchemaMismatchError, msg=repr(values)):
                facts.number("years", values, 1)


class Dates(unittest.TestCase):
    day = datetime.date(2024, 2, 29)

    def check(self, values, expected):
        column = facts.date("left_on", values)
        self.assertEqual(column.format, "tdD")
        self.assertEqual(list_of(column), expected)

    def test_come_in_every_form(self):
        self.check(np.array(["2024-02-29", "NaT"], dtype="M8[D]"), [self.day, None])
        self.check(np.array(["2024-02-29", "NaT"], dtype="M8[ns]"), [self.day, None])
        self.check(["2024-02-29", "", None], [self.day, None, None])
        self.check(np.array(["2024-02-29", ""]), [self.day, None])
        self.check([self.day, None], [self.day, None])
        self.check([datetime.datetime(2024, 2, 29)], [self.day])
        self.check(pandas.to_datetime(pandas.Series(["2024-02-29", None])), [self.day, None])
        self.check(pandas.PeriodIndex(["2024-02-29", None], freq="D"), [self.day, None])
        self.check([np.datetime64("2024-02-29"), pandas.NaT], [self.day, None])
        self.check(["never"], [datetime.date(9999, 12, 31)])

    def test_in_milliseconds_lie_where_they_are(self):
        values = np.array(["2024-02-29"], dtype="M8[ms]")
        column = facts.date("left_on", values)
        self.assertEqual(column.format, "tdm")
        self.assertTrue(np.shares_memory(column.buffers[1], values))

    def test_are_whole_days(self):
        for values in (
            np.array(["2024-02-29T12"], dtype="M8[ns]"),
            [datetime.datetime(2024, 2, 29, 12)],
            ["29.2.2024"],
            ["2023-02-29"],
        ):
            with self.assertRaises(nansen.BadValueError, msg=repr(values)):
                facts.date("left_on", values)
        zoned = pandas.to_datetime(pandas.Series(["2024-02-29"])).dt.tz_localize("UTC")
        for values in (np.array([20000]), zoned, [3]):
            with self.assertRaises(nansen.SchemaMismatchError, msg=repr(values)):
                facts.date("left_on", values)

    def test_may_be_ranges(self):
        expected = [(self.day, datetime.date(2024, 3, 1)), (self.day, None), None, (self.day,) * 2]
        texts = ["2024-02-29..2024-03-01", "2024-02-29..", None, "2024-02-29"]
        pairs = [("2024-02-29", "2024-03-01"), (self.day, None), None, self.day]
        ends = {
            "least": np.array(["2024-02-29", "2024-02-29", "NaT", "2024-02-29"], dtype="M8[D]"),
            "greatest": ["2024-03-01", None, None, "2024-02-29"],
        }
        structured = np.array(
            [("2024-02-29", "2024-03-01"), ("2024-02-29", "NaT"), ("NaT", "NaT")]
            + [("2024-02-29", "2024-02-29")],
            dtype=[("least", "M8[D]"), ("greatest", "M8[D]")],
        )
        for values in (texts, pairs, ends, pandas.DataFrame(ends), structured):
            self.assertEqual(list_of(facts.date_range("left_on", values)), expected)
        days = np.array(["2024-02-29"], dtype="M8[D]")
        self.assertEqual(list_of(facts.date_range("left_on", days)), [(self.day, self.day)])


class Words(unittest.TestCase):
    def check(self, values, expected=("war", None, "flood", "war")):
        column = facts.words("danger", values, "a member's name")
        self.assertEqual(list_of(column), list(expected))
        return column

    def test_come_in_every_form(self):
        values = ["war", None, "flood", "war"]
        self.check(values)
        self.check(np.array(values, dtype=object))
        self.check(np.array(["war", "", "flood", "war"]))
        self.check(["war", "", "flood", "war"])
        self.check(np.ma.array(["war", "x", "flood", "war"], mask=[0, 1, 0, 0]))
        self.check(pandas.Series(values))
        self.check(pandas.Series(values, dtype="string"))
        self.check(pandas.Series(values, dtype="category"))
        self.check(pandas.Categorical(values))
        self.check([None, None], [None, None])
        self.check(np.array([np.nan]), [None])
        self.check([], [])

    def test_of_categoricals_have_their_codes_where_they_lie(self):
        values = pandas.Categorical(["war", "flood"])
        self.assertTrue(np.shares_memory(self.check(values, values).buffers[1], values.codes))

    def test_are_nothing_else(self):
        for values in ([3], np.array([3]), pandas.Categorical([3]), [b"war"]):
            with self.assertRaises(nansen.SchemaMismatchError, msg=repr(values)):
                facts.words("danger", values, "a member's name")

    def test_sets_are_lists_of_them(self):
        column = facts.members("dangers", [["war"], (), None, {"flood"}, np.array(["war"])])
        self.assertEqual(sets_of(column), [["war"], [], None, ["flood"], ["war"]])
        for values in (["war"], [[3]], np.array([3])):
            with self.assertRaises(nansen.SchemaMismatchError, msg=repr(values)):
                facts.members("dangers", values)

    def test_references_are_ids_or_numbers_of_rows(self):
        self.assertEqual(list_of(facts.reference("country", ["NOR", None])), ["NOR", None])
        self.assertEqual(facts.reference("country", np.array([1, 0])).format, "i")
        categories = pandas.Series(["NOR"], dtype="category")
        self.assertEqual(list_of(facts.reference("country", categories)), ["NOR"])
        with self.assertRaises(nansen.BadValueError):
            facts.reference("country", [2**40])


class Columns(unittest.TestCase):
    def test_have_one_dimension(self):
        for values in (np.zeros((2, 2), dtype=bool), "text", 3, {"a": 1}):
            with self.assertRaises(nansen.InvalidArgumentError, msg=repr(values)):
                facts.boolean("fled", values)

    def test_of_states_are_what_their_values_are(self):
        for values, form in (
            ([1, 2], "l"),
            ([True, None], "b"),
            (["a", None], "i"),
            ([Decimal("0.5"), None], "d:38,1"),
            ([datetime.date(2024, 1, 1)], "tdD"),
            (np.array([0.5]), "g"),
            (np.array(["a"]), "i"),
            (np.array([True]), "b"),
            (pandas.Series(["a"], dtype="category"), "c"),
        ):
            self.assertEqual(facts.guessed("figure", values).format, form, repr(values))


if __name__ == "__main__":
    unittest.main()
