"""The example for Python is short, runs, compares two drafts and draws whom they cover."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import matplotlib.image
import numpy as np

from project import SOURCE

SCRIPT = SOURCE / "examples" / "embed" / "python" / "compare_drafts.py"


class Example(unittest.TestCase):
    def test_compares_drafts_and_draws(self):
        with tempfile.TemporaryDirectory() as folder:
            result = subprocess.run(
                [sys.executable, "-W", "error::UserWarning", SCRIPT],
                cwd=folder,
                env={**os.environ, "MPLBACKEND": "Agg", "MPLCONFIGDIR": folder},
                capture_output=True,
                text=True,
            )
            self.assertEqual(result.returncode, 0, result.stderr)
            picture = matplotlib.image.imread(Path(folder) / "compare_drafts.png")
        shares = {}
        for line in result.stdout.splitlines()[1:]:
            impact, *numbers = line.split()
            shares[impact] = [float(number) for number in numbers]
        # As the text stands, only what a disaster brings about; the first draft adds slow changes
        # of the climate and sudden ones, the second sudden ones alone.
        for impact, stands, head, sudden in (
            ("flood", False, True, True),
            ("heat", False, True, True),
            ("salinisation", False, True, False),
            ("sea_level_rise", False, True, False),
            ("storm", True, True, True),
        ):
            found = [share > 0.3 for share in shares[impact]]
            self.assertEqual(found, [stands, head, sudden], impact)
        # Bars of three colours, whole and pale, are in the picture.
        pixels = np.rint(255 * picture[:, :, :3]).astype(int).reshape(-1, 3)
        colours = set(map(tuple, np.unique(pixels, axis=0).tolist()))
        self.assertLessEqual({(31, 119, 180), (255, 127, 14), (44, 160, 44)}, colours)

    def test_is_a_notebook_of_thirty_lines(self):
        lines = SCRIPT.read_text().splitlines()
        self.assertLessEqual(len(lines), 30)
        self.assertGreaterEqual(sum(line.startswith("# %%") for line in lines), 3)


if __name__ == "__main__":
    unittest.main()
