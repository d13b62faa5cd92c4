#!/usr/bin/env python3
"""Writes the wheel of the package `nansen`, with Python's own library alone.

A wheel is a zip file: the package, the libraries and the provisions it carries, and a folder that
says what they are, with a digest of each file. This one has no extension module and serves every
Python 3, but the libraries in it are of one kind of processor and link with the system's.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import platform
import re
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Dict, List

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
LIBRARIES = ("libnansen.so", "libnansen-compiler.so", "libnansen-native.so")
# So that the same files make the same wheel.
TIME = (2020, 1, 1, 0, 0, 0)


def version_of(package: Path) -> str:
    text = (package / "__init__.py").read_text()
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    if found is None:
        sys.exit("make_wheel: the package has no __version__")
    return found.group(1)


def needed_by(path: Path) -> List[str]:
    """The libraries that a shared library of ELF, 64 bits, names as needed, and its RUNPATH."""
    data = path.read_bytes()
    if data[:5] != b"\x7fELF\x02":
        sys.exit(f"make_wheel: {path} is no shared library of 64 bits")
    order = "<" if data[5] == 1 else ">"
    start, size, count = struct.unpack_from(order + "Q14xHH", data, 32)[0:3]
    segments = [
        struct.unpack_from(order + "IIQQQQ", data, start + index * size) for index in range(count)
    ]

    def place(address: int) -> int:
        for kind, _, offset, virtual, _, length in segments:
            if kind == 1 and virtual <= address < virtual + length:
                return int(offset + address - virtual)
        sys.exit(f"make_wheel: {path} is damaged")

    found: List[str] = []
    for kind, _, offset, _, _, length in segments:
        if kind != 2:
            continue
        entries = list(struct.iter_unpack(order + "qQ", data[offset : offset + length]))
        texts = place(next(value for tag, value in entries if tag == 5))
        for tag, value in entries:
            if tag in (1, 15, 29):
                text = data[texts + value : data.index(b"\0", texts + value)].decode()
                found.append(text if tag == 1 else f"RUNPATH {text}")
    return found


def metadata(version: str, system: List[str]) -> str:
    return (
        "Metadata-Version: 2.1\n"
        "Name: nansen\n"
        f"Version: {version}\n"
        "Summary: Evaluators of provisions on international protection\n"
        "Requires-Python: >=3.10\n"
        "Requires-Dist: numpy\n"
        "Provides-Extra: pandas\n"
        'Requires-Dist: pandas; extra == "pandas"\n'
        + "".join(f"Requires-External: {library}\n" for library in system)
        + "Description-Content-Type: text/markdown\n"
        "\n" + (HERE / "README.md").read_text()
    )


def digest(data: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--build", type=Path, required=True, help="where CMake has built")
    arguments.add_argument("--output", type=Path, required=True, help="folder for the wheel")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        install(given.build, Path(folder))
        make(Path(folder) / "lib", given.output)


def install(build: Path, folder: Path) -> None:
    """Has CMake install the libraries, which then look for each other beside themselves."""
    done = subprocess.run(
        ["cmake", "--install", build, "--prefix", folder, "--component", "python"],
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)


def make(libraries: Path, output: Path) -> None:
    """Writes the wheel with the libraries in `libraries`, and says where and what it needs."""
    package = HERE / "nansen"
    version = version_of(package)
    files: Dict[str, bytes] = {}
    for path in sorted(package.iterdir()):
        if path.suffix in (".py", ".pyi", ".typed"):
            files[f"nansen/{path.name}"] = path.read_bytes()
    system = set()
    for library in LIBRARIES:
        path = libraries / library
        if not path.exists():
            sys.exit(f"make_wheel: {path} is not there")
        names = needed_by(path)
        paths = [name for name in names if name.startswith("RUNPATH ")]
        if any(path != "RUNPATH $ORIGIN" for path in paths):
            sys.exit(f"make_wheel: {library} looks for libraries outside the wheel: {paths}")
        system.update(name for name in names if name not in LIBRARIES and name not in paths)
        files[f"nansen/lib/{library}"] = path.read_bytes()
    # libnansen looks for them in a folder of this name beside itself.
    provisions = SOURCE / "stdlib"
    for path in sorted(provisions.rglob("*")):
        if path.is_file():
            files[f"nansen/lib/stdlib/{path.relative_to(provisions)}"] = path.read_bytes()

    tag = f"py3-none-linux_{platform.machine()}"
    about = f"nansen-{version}.dist-info"
    files[f"{about}/METADATA"] = metadata(version, sorted(system)).encode()
    files[f"{about}/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: nansen\nRoot-Is-Purelib: false\nTag: {tag}\n".encode()
    )
    files[f"{about}/LICENSE"] = (SOURCE / "LICENSE").read_bytes()
    record = "".join(f"{name},{digest(data)},{len(data)}\n" for name, data in files.items())
    files[f"{about}/RECORD"] = f"{record}{about}/RECORD,,\n".encode()

    output.mkdir(parents=True, exist_ok=True)
    wheel = output / f"nansen-{version}-{tag}.whl"
    begun = wheel.with_suffix(".part")
    with zipfile.ZipFile(begun, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, TIME)
            entry.external_attr = (0o755 if name.endswith(".so") else 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    begun.replace(wheel)
    print(wheel)
    print("needs of the system:", ", ".join(sorted(system)))


if __name__ == "__main__":
    main()
