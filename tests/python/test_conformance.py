"""tests/conformance through Python: the same answers, to the last bit, in the same words."""

import datetime
import json
import tempfile
import unittest
from fractions import Fraction

import pandas

import nansen
from project import SOURCE, build

TOPICS = sorted((SOURCE / "tests" / "conformance").glob("*/columns.json"))
ENGINES = ("automatic", "native", "blockwise", "interpreter")


def values_of(column):
    """A column of columns.json as Python has it."""
    if column["kind"] == "rows":
        first = column["first"]
        parts = {part["name"]: values_of(part) for part in column["columns"]}
        return [
            None
            if all_listed is None
            else [
                {name: values[row] for name, values in parts.items()}
                for row in range(first[case], first[case + 1])
            ]
            for case, all_listed in enumerate(column["values"])
        ]
    if column["kind"] == "number":
        return [None if text is None else Fraction(text) for text in column["values"]]
    if column["kind"] == "range":
        return [None if ends is None else tuple(ends) for ends in column["values"]]
    return column["values"]


def table_of(table):
    columns = {column["name"]: values_of(column) for column in table["columns"]}
    return {"id": table["ids"], **columns}


def rows_of(table, rows):
    return {name: [values[row] for row in rows] for name, values in table.items()}


def word(value, kind):
    """An answer in the words of expected.csv."""
    if value is None:
        return "undetermined"
    if kind == "truth":
        return "yes" if value else "no"
    if kind == "range":
        first, last = (word(day, "date") if day else "" for day in value)
        if first == "" and last == "never":
            return "undetermined"  # that a day comes before never, or never, says nothing
        return first if first == last else f"{first}..{last}"
    if isinstance(value, datetime.date):
        return "never" if value == datetime.date(9999, 12, 31) else value.isoformat()
    if kind == "number":
        return str(Fraction(value))
    return value


def expected_word(text, kind):
    """Null stands also for an ordered value that is known in part."""
    if kind == "ordered_enumeration" and text.startswith("from "):
        return "undetermined"
    return str(Fraction(text)) if kind == "number" and text != "undetermined" else text


def has_ranges(columns):
    """True iff of some date but a range may be known."""
    return any(
        column["kind"] == "range" or has_ranges(column.get("columns", ())) for column in columns
    )


class Conformance(unittest.TestCase):
    maxDiff = None

    def compare(self, answers, expected, rows):
        self.assertEqual(answers.names, [column["name"] for column in expected])
        found = answers.to_dict()
        for column in expected:
            kind = column["kind"]
            self.assertEqual(
                [word(value, kind) for value in found[column["name"]]],
                [expected_word(column["values"][row], kind) for row in rows],
                column["name"],
            )

    def check(self, topic, evaluator):
        cases, tables = None, {}
        for table in topic["tables"]:
            if table["name"] == "":
                cases = table_of(table)
            else:
                tables[table["name"]] = table_of(table)
        every = range(len(cases["id"]))
        expected = topic["expected"]
        self.compare(evaluator.evaluate(cases, tables), expected, every)
        many = [row for _ in range(1 + 1500 // len(every)) for row in every]
        repeated = rows_of(cases, many)
        self.compare(evaluator.evaluate(repeated, tables, threads=2), expected, many)
        frame = pandas.DataFrame(cases, dtype=object)
        self.compare(evaluator.evaluate(frame, tables), expected, every)
        with evaluator.batch(repeated, tables) as batch:
            self.compare(batch.evaluate(), expected, many)
        for row in every:
            self.compare(evaluator.evaluate(rows_of(cases, [row]), tables), expected, [row])
        for explanation in topic["explanations"]:
            self.assertEqual(
                evaluator.explain(
                    cases, explanation["row"], explanation["definition"], tables=tables
                ),
                explanation["text"],
            )

    def test_there_are_topics(self):
        self.assertGreater(len(TOPICS), 0)

    def test_compiled_here(self):
        for path in TOPICS:
            topic = json.loads(path.read_text())
            question = topic["question"]
            for engine in ENGINES:
                with self.subTest(topic=topic["topic"], engine=engine):
                    with nansen.compile(
                        path.parent / "provisions.treaty",
                        engine=engine,
                        ranges=any(has_ranges(table["columns"]) for table in topic["tables"]),
                        **question,
                    ) as evaluator:
                        self.check(topic, evaluator)

    def test_loaded_from_artefacts(self):
        for path in TOPICS:
            topic = json.loads(path.read_text())
            question = topic["question"]
            flags = [f"--define={name}" for name in question["definitions"]]
            flags += [f"--reading={reading}" for reading in question["readings"]]
            flags += ["--ranges"] * any(has_ranges(table["columns"]) for table in topic["tables"])
            if question["as_of"]:
                flags.append(f"--as-of={question['as_of']}")
            with self.subTest(topic=topic["topic"]), tempfile.TemporaryDirectory() as folder:
                text = (path.parent / "provisions.treaty").read_text()
                with nansen.load(build(folder, text, *flags)) as evaluator:
                    self.check(topic, evaluator)


if __name__ == "__main__":
    unittest.main()
