"""What these tests run leaves the home of whoever runs them alone."""

import os
import tempfile
import unittest
import unittest.mock
from pathlib import Path

from project import SHELTER, build, command


class Home(unittest.TestCase):
    def test_nothing_is_kept_there(self):
        with tempfile.TemporaryDirectory() as home:
            elsewhere = {"HOME": home, "XDG_CACHE_HOME": str(Path(home) / "cache")}
            with unittest.mock.patch.dict(os.environ, elsewhere):
                with tempfile.TemporaryDirectory() as folder:
                    build(folder, SHELTER)
                    command("check", "convention_1951")
            self.assertEqual(list(Path(home).iterdir()), [])


if __name__ == "__main__":
    unittest.main()
