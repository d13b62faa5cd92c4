"""What can go wrong, as exceptions: one class for each status of nansen.h, all of them `Error`."""

from __future__ import annotations

import re
from contextlib import contextmanager
from enum import IntEnum
from typing import Callable, ContextManager, Dict, Iterator, Type


class Status(IntEnum):
    """What became of a call: nansen_status of nansen.h."""

    OK = 0
    INVALID_ARGUMENT = 1
    WRONG_VERSION = 2
    CANNOT_READ = 3
    NOT_AN_ARTEFACT = 4
    DAMAGED = 5
    SCHEMA_MISMATCH = 6
    BAD_VALUE = 7
    UNKNOWN_NAME = 8
    OUT_OF_MEMORY = 9
    PROVISION_ERROR = 10
    NO_COMPILER = 11
    UNDECIDABLE = 12
    INTERNAL = 13


class Error(Exception):
    """Anything that Nansen refuses. `str(error)` is the message, `error.status` its kind."""

    status: Status = Status.INTERNAL


class InvalidArgumentError(Error, ValueError):
    """An argument that makes no sense: a row out of range, columns of different lengths."""

    status = Status.INVALID_ARGUMENT


class WrongVersionError(Error):
    """An artefact or a library of another version."""

    status = Status.WRONG_VERSION


class CannotReadError(Error, OSError):
    """A file that is not there or cannot be read; libnansen itself where it is not found."""

    status = Status.CANNOT_READ


class NotAnArtefactError(Error):
    """A file that is not what `nansen build` wrote, whole and for this machine."""

    status = Status.NOT_AN_ARTEFACT


class DamagedError(Error):
    """An artefact that was changed after it was written."""

    status = Status.DAMAGED


class SchemaMismatchError(Error, TypeError):
    """A column whose type cannot hold the fact."""

    status = Status.SCHEMA_MISMATCH


class BadValueError(Error, ValueError):
    """A value that the vocabulary does not allow; the message names the column and the row."""

    status = Status.BAD_VALUE


class UnknownNameError(Error, LookupError):
    """A definition, formula, table or column that is not there."""

    status = Status.UNKNOWN_NAME


class OutOfMemoryError(Error, MemoryError):
    """There was not enough memory."""

    status = Status.OUT_OF_MEMORY


class ProvisionError(Error):
    """Errors in the text of provisions; the message is what `nansen check` prints, where a help
    names arguments."""

    status = Status.PROVISION_ERROR


class NoCompilerError(Error):
    """libnansen-compiler is not there or belongs to another version."""

    status = Status.NO_COMPILER


class UndecidableError(Error):
    """A formula that has no answer for the table given."""

    status = Status.UNDECIDABLE


class InternalError(Error):
    """A fault of Nansen itself, which the message describes."""

    status = Status.INTERNAL


_CLASSES: Dict[int, Type[Error]] = {
    int(kind.status): kind
    for kind in (
        InvalidArgumentError,
        WrongVersionError,
        CannotReadError,
        NotAnArtefactError,
        DamagedError,
        SchemaMismatchError,
        BadValueError,
        UnknownNameError,
        OutOfMemoryError,
        ProvisionError,
        NoCompilerError,
        UndecidableError,
        InternalError,
    )
}


def error_of(status: int, message: str) -> Error:
    """The exception for a status of libnansen, with its message as it is."""
    return _CLASSES.get(status, InternalError)(message)


# How every message begins that is about one row of the cases, of ours as of libnansen.
_ROW = re.compile(r'(column "[^"]*", )row (\d+)')


@contextmanager
def rows_called(words: Callable[[int], str]) -> Iterator[None]:
    """Errors of rows that are only part of what was given call row N `words(N)`."""
    try:
        yield
    except Error as error:
        found = _ROW.match(str(error))
        if found is not None:
            error.args = (found[1] + words(int(found[2])) + str(error)[found.end() :],)
        raise


def rows_after(rows: int) -> ContextManager[None]:
    """Errors of rows before which `rows` others were given call them by their numbers there."""
    return rows_called(lambda row: f"row {rows + row}")
