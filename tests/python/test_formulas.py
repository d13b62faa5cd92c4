"""The topics of formulas in tests/conformance through Python: the same decimals, to the last one."""

import csv
import re
import tempfile
import unittest
from decimal import Decimal

import nansen
from project import SOURCE, build

TOPICS = sorted(path.parent for path in (SOURCE / "tests" / "conformance").glob("*/states.csv"))


def value(cell):
    """A cell of a table as Python has it."""
    if cell in ("yes", "no"):
        return cell == "yes"
    return None if cell == "" else int(cell) if cell.isdigit() else cell


def table_of(path):
    """A table of a topic, by its columns."""
    header, *rows = csv.reader(path.read_text().splitlines())
    names = ["id" if name == "state" else name for name in header]
    return {name: [value(row[at]) for row in rows] for at, name in enumerate(names)}


def word(answer):
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return without_zeros(format(answer, "f") if isinstance(answer, Decimal) else str(answer))


def without_zeros(text):
    """Lines that are whole by their kind are printed without decimals, and have them as Arrow."""
    return text.removesuffix("." + 18 * "0")


def rows_of(answers):
    """What was allocated, in the words of the command, a row a State that was asked for."""
    columns = [[word(one) for one in column] for column in answers.to_dict().values()]
    return [list(row) for row in zip(*columns) if any(row[1:])]


def expected_rows(path):
    header, *rows = csv.reader(path.read_text().splitlines())
    kept = [at for at, name in enumerate(header) if not name.endswith("exact_quota")]
    return [[without_zeros(row[at]) for at in kept] for row in rows]


class Formulas(unittest.TestCase):
    maxDiff = None

    def check(self, topic, evaluator):
        states = table_of(topic / "states.csv")
        tables = {
            path.stem: table_of(path) for path in topic.glob("*.csv") if path.stem != "states"
        }
        for path in sorted(topic.glob("allocations/*.csv")):
            answers = evaluator.allocate(states, path.stem, digits=18, tables=tables)
            self.assertEqual(rows_of(answers), expected_rows(path), path.stem)
        for path in sorted(topic.glob("refusals/*.txt")):
            with self.assertRaises(nansen.UndecidableError) as refused:
                evaluator.allocate(states, path.stem, digits=18, tables=tables)
            number = re.match(r"error N\d+", path.read_text()).group()
            self.assertIn(number, str(refused.exception))

    def test_there_are_topics(self):
        self.assertGreater(len(TOPICS), 0)

    def test_compiled_here(self):
        for topic in TOPICS:
            with self.subTest(topic=topic.name):
                with nansen.compile(topic / "provisions.treaty") as evaluator:
                    self.check(topic, evaluator)

    def test_integers_beside_integer_ids_are_refused(self):
        topic = next(topic for topic in TOPICS if (topic / "Transfer.csv").exists())
        states, transfers = (table_of(topic / f"{name}.csv") for name in ("states", "Transfer"))
        numbers = {state: number for number, state in enumerate(reversed(states["id"]))}
        numbered = {**states, "id": [numbers[state] for state in states["id"]]}
        texts = {**states, "id": [str(number) for number in numbered["id"]]}
        to = [numbers[state] for state in transfers["destination"]]
        with nansen.compile(topic / "provisions.treaty") as evaluator:

            def outstanding(given, to):
                tables = {"Transfer": {**transfers, "destination": to}}
                answers = evaluator.allocate(given, "outstanding", tables=tables)
                return answers["outstanding"].tolist()

            expected = outstanding(states, transfers["destination"])
            self.assertEqual(outstanding(texts, [str(number) for number in to]), expected)
            with self.assertRaisesRegex(
                nansen.InvalidArgumentError, 'table "Transfer", column "destination": .* as text'
            ):
                outstanding(numbered, to)
            # Without further tables nothing refers to States.
            self.assertEqual(len(evaluator.allocate(numbered, "owed_by")), len(numbers))

    def test_integers_that_refer_to_integer_ids_are_refused(self):
        text = """
        vocabulary v
        unit persons
        entity Region { safe : boolean "Is it safe?" }
        entity State {
          population : integer from 0 to 1000 in persons "How many people live there?"
          region : Region "Where is it?"
        }
        instrument i "Safe regions" {
          uses v
          article 1 { define chosen of State as region.safe }
          article 2 {
            formula owed of State among chosen { owed = share of population }
            allocate 9 persons by owed, rounding by Huntington-Hill, ties by smaller share as quota
          }
        }
        """
        states = {"id": [1, 2], "population": [5, 10], "region": [1, 0]}
        texts = {**states, "region": ["1", "0"]}
        with nansen.compile(text) as evaluator:

            def quota(given, ids):
                tables = {"Region": {"id": ids, "safe": [True, False]}}
                return evaluator.allocate(given, "owed", tables=tables)["quota"].tolist()

            self.assertEqual(quota(states, ["1", "0"]), [None, 9])
            for ids in (["1", "0"], [1, 0]):
                self.assertEqual(quota(texts, ids), [9, None])
            with self.assertRaisesRegex(
                nansen.InvalidArgumentError, '^column "region": its integers could be ids'
            ):
                quota(states, [1, 0])

    def test_loaded_from_artefacts(self):
        for topic in TOPICS:
            with self.subTest(topic=topic.name), tempfile.TemporaryDirectory() as folder:
                text = (topic / "provisions.treaty").read_text()
                with nansen.load(build(folder, text)) as evaluator:
                    self.check(topic, evaluator)


if __name__ == "__main__":
    unittest.main()
