"""Random cases of the library's instruments are answered as `nansen run` answers them."""

import csv
import tempfile
import unittest
from pathlib import Path

import pandas

import nansen
from project import command

DEFINITIONS = [
    "convention_1951.refugee",
    "oau_1969.refugee",
    "cartagena_1984.refugee",
    "mimc_2017.forced_migrant",
]
TRUTHS = {"yes": True, "no": False, "": None}


def cell(text, kind):
    """A cell of a table of cases, as Python has it."""
    if text == "":
        return None
    if kind == "boolean":
        return TRUTHS[text]
    if kind == "set":
        return [] if text == "none" else text.split("|")
    return int(text) if kind == "number" else text


def columns_of(rows, table):
    """The facts of `table` in rows of a CSV file."""
    kinds = {column["name"]: column["kind"] for column in table["columns"]}
    return {
        name: [cell(row[name], kind) for row in rows]
        for name, kind in kinds.items()
        if kind != "rows" and rows and name in rows[0]
    }


class Library(unittest.TestCase):
    def test_answers_as_the_command_does(self):
        instruments = [name.split(".")[0] for name in DEFINITIONS]
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            cases, links = folder / "cases.csv", folder / "nationalities.csv"
            tables = ["--table", f"nationalities={links}"]
            sampled = ["--rows", "3000", "--seed", "1951", "--unknown", "15%", "--out", cases]
            command("sample", "protection", "--entity", "Person", *sampled, *tables)
            printed = command(
                "run", *instruments, "--cases", cases, *tables, "--format", "csv", "--engine",
                "interpreter", *[f"--define={name}" for name in DEFINITIONS],
            )
            rows = list(csv.DictReader(cases.read_text().splitlines()))
            linked = list(csv.DictReader(links.read_text().splitlines()))
        expected = pandas.DataFrame(csv.DictReader(printed.splitlines()))
        with nansen.compile(instruments, definitions=DEFINITIONS) as evaluator:
            by_name = {table["name"]: table for table in evaluator.schema["tables"]}
            data = columns_of(rows, by_name[""])
            of_case = {}
            facts = columns_of(linked, by_name["nationalities"])
            for index, row in enumerate(linked):
                found = {name: values[index] for name, values in facts.items()}
                of_case.setdefault(row["case"], []).append(found)
            data["nationalities"] = [
                None if row["nationalities"] == "" else of_case.get(row["id"], []) for row in rows
            ]
            # Where not all rows are listed, there is no list that says so: those are passed over.
            whole = [row["nationalities"] != "" or row["id"] not in of_case for row in rows]
            data["id"] = [row["id"] for row in rows]
            frame = pandas.DataFrame(data)
            words = {True: "yes", False: "no", None: "undetermined"}
            for answers in (evaluator.evaluate(data), evaluator.evaluate(frame, threads=2)):
                for name, values in answers.to_dict().items():
                    kinds = set()
                    for index, value in enumerate(values):
                        if whole[index]:
                            kinds.add(value)
                            self.assertEqual(words[value], expected[name][index], (name, index))
                    self.assertEqual(kinds, {True, False, None}, name)


if __name__ == "__main__":
    unittest.main()
