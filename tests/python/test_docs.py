"""The samples for Python in docs/embedding.md run, and print what the page shows."""

import doctest
import os
import re
import tempfile
import unittest
from pathlib import Path

from project import SOURCE, build

PAGE = SOURCE / "docs" / "embedding.md"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Page(unittest.TestCase):
    maxDiff = None

    def test_shows_what_python_prints(self):
        page = PAGE.read_text()
        here = os.getcwd()
        with tempfile.TemporaryDirectory() as folder:
            samples = []
            for match in BLOCK.finditer(page):
                language, name, text = match.groups()
                line = page.count("\n", 0, match.start(3))
                if language in ("treaty", "csv") and name:
                    (Path(folder) / name).write_text(text)
                    artefact = name.replace(".treaty", ".so")
                    if artefact != name and f'nansen.load("{artefact}")' in page:
                        build(folder, text, name=artefact)
                elif language == "pycon":
                    # An empty line ends what doctest expects, unless it is marked.
                    samples.append((line, re.sub(r"\n(?=\n(?!>>>))", "\n<BLANKLINE>", text)))
            self.assertTrue(samples)
            parser = doctest.DocTestParser()
            runner = doctest.DocTestRunner(
                optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS, verbose=False
            )
            report = []
            values = {}
            try:
                os.chdir(folder)
                for line, text in samples:
                    test = parser.get_doctest(text, values, PAGE.name, str(PAGE), line)
                    runner.run(test, out=report.append, clear_globs=False)
                    values = test.globs
            finally:
                os.chdir(here)
        self.assertEqual(runner.failures, 0, "".join(report))


if __name__ == "__main__":
    unittest.main()
