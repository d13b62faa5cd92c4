"""libnansen by ctypes: its structs and functions, as nansen.h declares them.

ctypes lets go of the interpreter's lock while a function of the library runs, so that other threads
of Python run meanwhile.
"""

from __future__ import annotations

import ctypes
import operator
import os
from ctypes import (
    CFUNCTYPE,
    POINTER,
    Structure,
    byref,
    c_char_p,
    c_int32,
    c_int64,
    c_size_t,
    c_uint32,
    c_void_p,
)
from pathlib import Path
from typing import Any, Callable, Iterator, List, Optional, Sequence

from ._errors import CannotReadError, InvalidArgumentError, WrongVersionError, error_of

ABI_VERSION = 1

FOLDER = Path(__file__).resolve().parent / "lib"
"""Where a wheel carries the libraries; a checkout has no such folder."""


class ArrowSchema(Structure):
    """struct ArrowSchema of the Arrow C data interface."""


ArrowSchema._fields_ = [
    ("format", c_char_p),
    ("name", c_char_p),
    ("metadata", c_void_p),
    ("flags", c_int64),
    ("n_children", c_int64),
    ("children", POINTER(POINTER(ArrowSchema))),
    ("dictionary", POINTER(ArrowSchema)),
    ("release", c_void_p),
    ("private_data", c_void_p),
]


class ArrowArray(Structure):
    """struct ArrowArray of the Arrow C data interface."""


ArrowArray._fields_ = [
    ("length", c_int64),
    ("null_count", c_int64),
    ("offset", c_int64),
    ("n_buffers", c_int64),
    ("n_children", c_int64),
    ("buffers", POINTER(c_void_p)),
    ("children", POINTER(POINTER(ArrowArray))),
    ("dictionary", POINTER(ArrowArray)),
    ("release", c_void_p),
    ("private_data", c_void_p),
]


class ArrowArrayStream(Structure):
    """struct ArrowArrayStream of the Arrow C stream interface."""

    _fields_ = [
        ("get_schema", c_void_p),
        ("get_next", c_void_p),
        ("get_last_error", c_void_p),
        ("release", c_void_p),
        ("private_data", c_void_p),
    ]


RELEASE = CFUNCTYPE(None, c_void_p)


def release(struct: Structure) -> None:
    """Calls the release callback of an Arrow struct, if there is one."""
    if struct.release:
        RELEASE(struct.release)(ctypes.addressof(struct))


class _Versioned(Structure):
    """A struct that begins with its size and version."""

    def __init__(self, **values: Any) -> None:
        super().__init__(size=ctypes.sizeof(self), version=ABI_VERSION, **values)


class ErrorStruct(_Versioned):
    _fields_ = [
        ("size", c_uint32),
        ("version", c_uint32),
        ("status", c_int32),
        ("message", c_char_p),
    ]


class OpenOptions(_Versioned):
    _fields_ = [
        ("size", c_uint32),
        ("version", c_uint32),
        ("path", c_char_p),
        ("artefact", c_void_p),
        ("processor", c_char_p),
    ]


class CompileOptions(_Versioned):
    _fields_ = [
        ("size", c_uint32),
        ("version", c_uint32),
        ("text", c_char_p),
        ("text_bytes", c_size_t),
        ("name", c_char_p),
        ("files", POINTER(c_char_p)),
        ("file_count", c_size_t),
        ("drafts", POINTER(c_char_p)),
        ("draft_count", c_size_t),
        ("definitions", POINTER(c_char_p)),
        ("definition_count", c_size_t),
        ("readings", POINTER(c_char_p)),
        ("reading_count", c_size_t),
        ("as_of", c_char_p),
        ("library", c_char_p),
        ("engine", c_int32),
        ("ranges", c_int32),
    ]


class Table(_Versioned):
    _fields_ = [
        ("size", c_uint32),
        ("version", c_uint32),
        ("name", c_char_p),
        ("schema", POINTER(ArrowSchema)),
        ("array", POINTER(ArrowArray)),
    ]


class EvaluateOptions(_Versioned):
    _fields_ = [
        ("size", c_uint32),
        ("version", c_uint32),
        ("threads", c_uint32),
        ("counted", c_int32),
    ]


class ExplainOptions(_Versioned):
    _fields_ = [
        ("size", c_uint32),
        ("version", c_uint32),
        ("definition", c_char_p),
        ("format", c_int32),
        ("whole", c_int32),
        ("width", c_uint32),
    ]


class AllocateOptions(_Versioned):
    _fields_ = [
        ("size", c_uint32),
        ("version", c_uint32),
        ("formula", c_char_p),
        ("total", c_char_p),
        ("digits", c_int32),
    ]


_ANSWERS = [POINTER(ArrowSchema), POINTER(ArrowArray), POINTER(ErrorStruct)]
_TABLES = [POINTER(Table), c_size_t]

# Name, result, arguments.
_FUNCTIONS: List[Any] = [
    ("nansen_version", c_char_p, []),
    ("nansen_abi_version", c_uint32, []),
    ("nansen_error_clear", None, [POINTER(ErrorStruct)]),
    ("nansen_text_free", None, [c_void_p]),
    ("nansen_open", c_int32, [POINTER(OpenOptions), POINTER(c_void_p), POINTER(ErrorStruct)]),
    ("nansen_compile", c_int32, [POINTER(CompileOptions), POINTER(c_void_p), POINTER(ErrorStruct)]),
    ("nansen_close", None, [c_void_p]),
    ("nansen_schema", c_void_p, [c_void_p, POINTER(c_size_t)]),
    ("nansen_processor", c_char_p, [c_void_p]),
    ("nansen_evaluate", c_int32, [c_void_p, POINTER(EvaluateOptions), *_TABLES, *_ANSWERS]),
    ("nansen_batch_make", c_int32, [c_void_p, *_TABLES, POINTER(c_void_p), POINTER(ErrorStruct)]),
    ("nansen_batch_free", None, [c_void_p]),
    ("nansen_batch_evaluate", c_int32, [c_void_p, POINTER(EvaluateOptions), c_void_p, *_ANSWERS]),
    (
        "nansen_batch_count",
        c_int32,
        [c_void_p, POINTER(EvaluateOptions), c_void_p, c_char_p, *_ANSWERS],
    ),
    (
        "nansen_explain",
        c_int32,
        [
            c_void_p,
            POINTER(ExplainOptions),
            *_TABLES,
            c_int64,
            POINTER(c_void_p),
            POINTER(ErrorStruct),
        ],
    ),
    ("nansen_allocate", c_int32, [c_void_p, POINTER(AllocateOptions), *_TABLES, *_ANSWERS]),
]


def _candidates() -> Iterator[str]:
    """Where libnansen may be: NANSEN_LIBNANSEN names it, in this package, where the system looks."""
    named = os.environ.get("NANSEN_LIBNANSEN")
    if named:
        yield named
        return
    bundled = FOLDER / "libnansen.so"
    if bundled.exists():
        yield str(bundled)
    yield "libnansen.so"


def _load() -> ctypes.CDLL:
    problems = []
    for path in _candidates():
        try:
            found = ctypes.CDLL(path)
            break
        except OSError as problem:
            problems.append(str(problem))
    else:
        raise CannotReadError(
            "libnansen.so cannot be loaded: "
            + "; ".join(problems)
            + "\nhelp: install the wheel of nansen, or let NANSEN_LIBNANSEN name the file"
        )
    for name, result, arguments in _FUNCTIONS:
        function = getattr(found, name, None)
        if function is None:
            raise WrongVersionError(f"{path} has no function {name}: it is not this version's")
        function.restype = result
        function.argtypes = arguments
    if found.nansen_abi_version() < ABI_VERSION:
        raise WrongVersionError(
            f"{path} implements version {found.nansen_abi_version()} of its interface; "
            f"this package needs version {ABI_VERSION}"
        )
    return found


_loaded: Optional[ctypes.CDLL] = None


def library() -> ctypes.CDLL:
    """libnansen, loaded when it is first needed."""
    global _loaded
    if _loaded is None:
        _loaded = _load()
    return _loaded


def call(function: Callable[..., int], *arguments: Any) -> None:
    """Calls a function that returns a status and takes an error last; raises what it says."""
    error = ErrorStruct()
    status = function(*arguments, byref(error))
    if status == 0:
        return
    message = (error.message or b"").decode("utf-8", "replace")
    library().nansen_error_clear(byref(error))
    raise error_of(status, message)


def encoded(what: str, value: Any) -> bytes:
    """The argument called `what` as a C string."""
    if not isinstance(value, str):
        raise InvalidArgumentError(f"{what}: {value!r} is no text")
    try:
        found = value.encode()
    except UnicodeEncodeError:
        raise InvalidArgumentError(
            f"{what}: {value!a} is no text: it holds half of a character (a lone surrogate)"
        ) from None
    return _without_nul(what, value, found)


def encoded_path(what: str, value: Any) -> bytes:
    """The path called `what`, as the system has it."""
    if not isinstance(value, (str, bytes, os.PathLike)):
        raise InvalidArgumentError(f"{what}: {value!r} is no path")
    try:
        found = os.fsencode(value)
    except UnicodeEncodeError:
        raise InvalidArgumentError(f"{what}: {os.fspath(value)!a} is no path") from None
    return _without_nul(what, value, found)


def _without_nul(what: str, value: Any, found: bytes) -> bytes:
    if b"\0" in found:
        raise InvalidArgumentError(f"{what}: {value!r} holds a character NUL")
    return found


def integer(what: str, value: Any, least: int, greatest: int) -> int:
    """The argument called `what`, a whole number from `least` to `greatest`."""
    try:
        found = operator.index(value)
    except TypeError:
        raise InvalidArgumentError(f"{what}: {value!r} is no whole number") from None
    if not least <= found <= greatest:
        raise InvalidArgumentError(f"{what}: {found} is not from {least} to {greatest}")
    return found


def texts(values: Sequence[bytes]) -> Any:
    """An array of C strings; null where there are none."""
    return (c_char_p * len(values))(*values) if values else None
