"""The wheel is made and installed without a network, and serves where there is no LLVM."""

import base64
import csv
import hashlib
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

from project import BUILD, SHELTER, SOURCE, build

# Asked of the package as it is installed.
QUESTION = """
import sys, nansen
cases = {"fled": [True, False], "danger": ["war", "war"], "country": ["NOR", "NOR"], "age": [1, 1]}
with nansen.%s as evaluator:
    answers = evaluator.evaluate(cases, {"State": {"id": ["NOR"], "party": [True]}})
    print(answers["sheltered"].tolist(), evaluator.processor, nansen.__file__)
with open("/proc/self/maps") as maps:
    print(sorted({line.split("/")[-1].strip() for line in maps if "LLVM" in line}))
"""


class Wheel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.scratch.name)
        script = SOURCE / "runtime" / "python" / "make_wheel.py"
        made = subprocess.run(
            [sys.executable, script, "--build", BUILD, "--output", cls.folder],
            check=True,
            capture_output=True,
            text=True,
        )
        cls.wheel = Path(made.stdout.splitlines()[0])
        # The system's NumPy is seen; the package is the one installed here and nothing else.
        environment = cls.folder / "environment"
        subprocess.run(
            [sys.executable, "-m", "venv", "--system-site-packages", environment], check=True
        )
        cls.python = environment / "bin" / "python3"
        cls.clean = {
            name: value
            for name, value in os.environ.items()
            if name not in ("PYTHONPATH", "NANSEN_LIBNANSEN")
        }
        subprocess.run(
            [cls.python, "-m", "pip", "install", "--quiet", "--no-index", cls.wheel],
            check=True,
            env=cls.clean,
            capture_output=True,
        )
        cls.artefact = build(cls.folder, SHELTER)
        # Where the loader looks first, there is a file of LLVM's name that is no library.
        cls.without = cls.folder / "without_llvm"
        cls.without.mkdir()
        for name in ("libLLVM.so.19.1", "libLLVM-19.so.1", "libLLVM-19.so"):
            (cls.without / name).write_bytes(b"hidden")

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def ask(self, call, **environment):
        result = subprocess.run(
            [self.python, "-c", QUESTION % call],
            cwd=self.folder,
            env={**self.clean, **environment},
            capture_output=True,
            text=True,
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        answers, maps = result.stdout.splitlines()
        self.assertTrue(answers.startswith("[True, False]"), answers)
        self.assertIn(str(self.folder / "environment"), answers)
        return answers, maps

    def test_records_what_it_holds(self):
        with zipfile.ZipFile(self.wheel) as archive:
            names = set(archive.namelist())
            (record,) = [name for name in names if name.endswith("/RECORD")]
            listed = list(csv.reader(archive.read(record).decode().splitlines()))
            self.assertEqual({name for name, _, _ in listed}, names)
            for name, digest, size in listed:
                if name != record:
                    data = archive.read(name)
                    found = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
                    self.assertEqual(digest, "sha256=" + found.decode().rstrip("="), name)
                    self.assertEqual(int(size), len(data), name)
        for name in (
            "nansen/__init__.py",
            "nansen/__init__.pyi",
            "nansen/py.typed",
            "nansen/lib/libnansen.so",
            "nansen/lib/libnansen-compiler.so",
            "nansen/lib/libnansen-native.so",
            "nansen/lib/stdlib/convention_1951.treaty",
        ):
            self.assertIn(name, names)

    def test_compiles_and_loads(self):
        self.ask('compile(open("provisions.treaty").read())')
        answers, maps = self.ask('load("evaluator.so")')
        self.assertEqual(maps, "[]")  # an artefact has no use for LLVM
        self.assertNotIn("blockwise", answers)
        self.ask('compile("provisions.treaty", engine="native")')

    def test_carries_the_library_of_provisions(self):
        result = subprocess.run(
            [
                self.python,
                "-c",
                "import nansen\n"
                "with nansen.compile('convention_1951', definitions=['refugee']) as evaluator:\n"
                "    print(evaluator.definitions)",
            ],
            cwd=self.folder,
            env=self.clean,
            capture_output=True,
            text=True,
        )
        self.assertEqual(result.stdout, "['convention_1951.refugee']\n", result.stderr)

    def test_serves_where_there_is_no_llvm(self):
        hidden = {"LD_LIBRARY_PATH": str(self.without)}
        control = subprocess.run(
            [self.python, "-c", "import ctypes; ctypes.CDLL('libLLVM.so.19.1')"],
            env={**self.clean, **hidden},
            capture_output=True,
            text=True,
        )
        self.assertNotEqual(control.returncode, 0, "LLVM is not hidden")
        answers, maps = self.ask('load("evaluator.so")', **hidden)
        self.assertEqual(maps, "[]")
        self.assertNotIn("blockwise", answers)
        for engine in ("automatic", "blockwise", "interpreter"):
            _, maps = self.ask(f'compile("provisions.treaty", engine="{engine}")', **hidden)
            self.assertEqual(maps, "[]")
        refused = subprocess.run(
            [
                self.python,
                "-c",
                "import nansen\n"
                "try:\n"
                "    nansen.compile('provisions.treaty', engine='native')\n"
                "except nansen.Error as error:\n"
                "    print(error)",
            ],
            cwd=self.folder,
            env={**self.clean, **hidden},
            capture_output=True,
            text=True,
        )
        self.assertIn("LLVM", refused.stdout, refused.stderr)


if __name__ == "__main__":
    unittest.main()
