"""Nansen: who is covered by provisions on international protection, for rows of facts.

    import nansen

    evaluator = nansen.compile("shelter.treaty")     # or nansen.load("shelter.so")
    answers = evaluator.evaluate({"fled": [True, None], "civilian": [True, True]})
    answers["sheltered"]                             # yes, and not determined: masked
    print(evaluator.explain({"fled": [None]}, 0))

Answers are yes, no or not determined where facts are missing. All that goes wrong is a
`nansen.Error`; but a call with arguments that a function does not have, or to copy or pickle an
evaluator, is a TypeError. docs/embedding.md of the project says more.
"""

from ._answers import Answers
from ._errors import (
    BadValueError,
    CannotReadError,
    DamagedError,
    Error,
    InternalError,
    InvalidArgumentError,
    NoCompilerError,
    NotAnArtefactError,
    OutOfMemoryError,
    ProvisionError,
    SchemaMismatchError,
    Status,
    UndecidableError,
    UnknownNameError,
    WrongVersionError,
)
from ._evaluator import Batch, Evaluator, compile, load, version

__version__ = "0.1.0"

__all__ = [
    "Answers",
    "BadValueError",
    "Batch",
    "CannotReadError",
    "DamagedError",
    "Error",
    "Evaluator",
    "InternalError",
    "InvalidArgumentError",
    "NoCompilerError",
    "NotAnArtefactError",
    "OutOfMemoryError",
    "ProvisionError",
    "SchemaMismatchError",
    "Status",
    "UndecidableError",
    "UnknownNameError",
    "WrongVersionError",
    "compile",
    "load",
    "version",
]

# What is raised and printed is named as it is imported.
for _name in __all__:
    globals()[_name].__module__ = __name__
