"""The stubs name what there is, each with its arguments, and the package is typed throughout."""

import ast
import inspect
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import nansen
from project import SOURCE

PACKAGE = SOURCE / "runtime" / "python" / "nansen"


def public(thing):
    """The names of a class that its users see."""
    dunder = {"__len__", "__iter__", "__contains__", "__getitem__", "__enter__", "__exit__"}
    dunder |= {"__arrow_c_schema__", "__arrow_c_array__"}
    return {name for name in vars(thing) if not name.startswith("_") or name in dunder}


def arguments(function):
    """Names of arguments, whether by name only and whether they have defaults: of the stub."""
    plain = [argument.arg for argument in function.args.args]
    without = len(plain) - len(function.args.defaults)
    found = [(name, False, index >= without) for index, name in enumerate(plain)]
    for argument, default in zip(function.args.kwonlyargs, function.args.kw_defaults):
        found.append((argument.arg, True, default is not None))
    return found


def signature(function):
    """The same of the function itself."""
    return [
        (name, parameter.kind == parameter.KEYWORD_ONLY, parameter.default is not parameter.empty)
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.kind != parameter.VAR_POSITIONAL
    ]


class Stubs(unittest.TestCase):
    stub = ast.parse((PACKAGE / "__init__.pyi").read_text())

    def test_name_all_that_is_public(self):
        named = {
            node.name
            for node in self.stub.body
            if isinstance(node, (ast.ClassDef, ast.FunctionDef))
        }
        self.assertEqual(named, set(nansen.__all__))
        self.assertEqual(nansen.__all__, sorted(nansen.__all__))

    def test_have_the_arguments_that_there_are(self):
        for node in self.stub.body:
            if isinstance(node, ast.FunctionDef):
                self.assertEqual(arguments(node), signature(getattr(nansen, node.name)), node.name)
            if not isinstance(node, ast.ClassDef):
                continue
            kind = getattr(nansen, node.name)
            methods = {part.name: part for part in node.body if isinstance(part, ast.FunctionDef)}
            if node.name not in ("Answers", "Batch", "Evaluator"):
                continue
            self.assertEqual(set(methods), public(kind), node.name)
            for name, method in methods.items():
                if not isinstance(vars(kind)[name], property):
                    self.assertEqual(
                        arguments(method), signature(vars(kind)[name]), f"{node.name}.{name}"
                    )

    def test_stand_beside_what_is_documented(self):
        for name in nansen.__all__:
            self.assertTrue(inspect.getdoc(getattr(nansen, name)), name)
        for kind in (nansen.Answers, nansen.Batch, nansen.Evaluator):
            for name in public(kind):
                if not name.startswith("__") or name.startswith("__arrow"):
                    self.assertTrue(inspect.getdoc(vars(kind)[name]), f"{kind.__name__}.{name}")

    def test_every_status_has_its_class(self):
        kinds = [
            kind
            for kind in vars(nansen).values()
            if inspect.isclass(kind) and issubclass(kind, nansen.Error) and kind is not nansen.Error
        ]
        self.assertEqual(
            sorted(kind.status for kind in kinds), sorted(nansen.Status)[1:]
        )
        header = (SOURCE / "runtime/include/nansen/nansen.h").read_text()
        for status in nansen.Status:
            self.assertRegex(header, rf"NANSEN_{status.name} = {int(status)}\b")


@unittest.skipUnless(shutil.which("mypy"), "mypy is not installed")
class Types(unittest.TestCase):
    def run_mypy(self, folder, *arguments):
        settings = Path(folder) / "mypy.ini"
        settings.write_text(
            "[mypy]\nstrict = True\npython_executable = /usr/bin/python3\n"
            # NumPy's masked arrays and ctypes' callbacks have no types; pandas has none.
            "disallow_untyped_calls = False\ndisallow_untyped_decorators = False\n"
            "ignore_missing_imports = True\n"
        )
        return subprocess.run(
            ["mypy", "--config-file", settings, "--cache-dir", Path(folder) / "cache", *arguments],
            cwd=folder,
            env={**os.environ, "MYPYPATH": str(PACKAGE.parent)},
            capture_output=True,
            text=True,
        )

    def test_hold_in_the_package(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(PACKAGE, Path(folder) / "nansen")
            (Path(folder) / "nansen" / "__init__.pyi").unlink()
            result = self.run_mypy(folder, "nansen")
            self.assertEqual(result.returncode, 0, result.stdout)

    def test_serve_those_who_use_it(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "right.py").write_text(
                "import nansen\n"
                "with nansen.compile('a', drafts=['b'], engine='blockwise') as evaluator:\n"
                "    names: list[str] = evaluator.evaluate({'a': [1]}, threads=2).names\n"
                "    text: str = evaluator.explain({}, 0, format='json')\n"
            )
            result = self.run_mypy(folder, "right.py")
            self.assertEqual(result.returncode, 0, result.stdout)
            (Path(folder) / "wrong.py").write_text(
                "import nansen\nnansen.compile('a', engine='magic')\nnansen.load(3).evaluate()\n"
            )
            result = self.run_mypy(folder, "wrong.py")
            self.assertEqual(result.stdout.count("error:"), 3, result.stdout)


if __name__ == "__main__":
    unittest.main()
