"""Evaluators: opened from artefacts or compiled from provisions, asked about rows of facts."""

from __future__ import annotations

import ctypes
import json
import os
import threading
from contextlib import contextmanager
from ctypes import byref, c_int64, c_size_t, c_void_p, pointer
from typing import (
    Any,
    Callable,
    Dict,
    Iterable,
    Iterator,
    List,
    Mapping,
    NoReturn,
    Optional,
    Sequence,
    Tuple,
    Union,
)

from . import _library
from ._answers import Answers, added, concatenate
from ._arrays import Answered, Column, structs_of
from ._errors import InvalidArgumentError, UnknownNameError, rows_after
from ._library import call, encoded, encoded_path, integer, library
from ._tables import Shape, chunks_of, for_formulas, one, shapes_of, tables_with_integer_ids

_ENGINES = {"automatic": 0, "native": 1, "blockwise": 2, "interpreter": 3}
_COUNTED = {"all": 0, "yes and undetermined": 1, "yes": 2}
_FORMATS = {"text": 0, "json": 1}
_Path = Union[str, "os.PathLike[str]"]


class _Handle:
    """A pointer of libnansen's, freed once it is closed and no call uses it any more."""

    def __init__(self, address: int, free: Callable[[int], None], what: str) -> None:
        self._address = address
        self._free = free
        self._what = what
        self._lock = threading.Lock()
        self._users = 0
        self._closed = False

    @contextmanager
    def use(self) -> Iterator[int]:
        with self._lock:
            if self._closed:
                raise InvalidArgumentError(f"the {self._what} is closed")
            self._users += 1
        try:
            yield self._address
        finally:
            with self._lock:
                self._users -= 1
                last = self._closed and self._users == 0
            if last:
                self._free(self._address)

    def close(self) -> None:
        with self._lock:
            last = not self._closed and self._users == 0
            self._closed = True
        if last:
            self._free(self._address)

    def __del__(self) -> None:
        # What was never made whole holds nothing.
        if "_closed" in vars(self):
            self.close()


class _Given:
    """Tables as nansen.h has them; they live as long as this does."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self._keep: List[Any] = []
        self.count = len(columns)
        self.tables = (_library.Table * max(1, self.count))()
        for place, (name, column) in zip(self.tables, columns.items()):
            schema, array = structs_of(column, "", self._keep)
            place.size = ctypes.sizeof(_library.Table)
            place.version = _library.ABI_VERSION
            place.name = encoded("the name of a table", name)
            place.schema = pointer(schema)
            place.array = pointer(array)


def _answered(function: Callable[..., int], *arguments: Any) -> Column:
    room = Answered()
    call(function, *arguments, byref(room.schema), byref(room.array))
    return room.column()


def _evaluating(threads: int, counted: int = 0) -> Any:
    return byref(
        _library.EvaluateOptions(
            threads=integer("threads", threads, 0, 2**32 - 1), counted=counted
        )
    )


def _counted(answers: str) -> int:
    if not isinstance(answers, str) or answers not in _COUNTED:
        raise InvalidArgumentError(f'answers: "{answers}" is none of {", ".join(_COUNTED)}')
    return _COUNTED[answers]


def _optional(what: str, text: Optional[str]) -> Optional[bytes]:
    return None if text is None else encoded(what, text)


def _mapping(tables: Optional[Mapping[str, Any]]) -> Mapping[str, Any]:
    if tables is not None and not isinstance(tables, Mapping):
        raise InvalidArgumentError("tables: give a mapping of names to tables")
    return tables or {}


class Batch:
    """Rows once read, in the layout that evaluation likes best: for tables that are asked again and
    again. `Evaluator.batch` makes them."""

    def __init__(self, evaluator: "Evaluator", parts: Sequence[_Handle], rows: int) -> None:
        self._evaluator = evaluator
        self._parts = parts
        self._rows = rows

    def __len__(self) -> int:
        return self._rows

    def evaluate(self, *, threads: int = 1) -> Answers:
        """As `Evaluator.evaluate`, of these rows."""
        return Answers(
            concatenate(
                [
                    self._ask(part, library().nansen_batch_evaluate, _evaluating(threads))
                    for part in self._parts
                ]
            )
        )

    def count(
        self, *, by: Optional[str] = None, answers: str = "all", threads: int = 1
    ) -> Answers:
        """As `Evaluator.count`, of these rows."""
        group = _optional("by", by)
        options = _evaluating(threads, _counted(answers))
        return Answers(
            added(
                [
                    self._ask(part, library().nansen_batch_count, options, group)
                    for part in self._parts
                ]
            )
        )

    def __reduce__(self) -> NoReturn:
        raise TypeError("a batch cannot be copied or pickled: make it of its rows where it is used")

    def _ask(
        self, part: _Handle, function: Callable[..., int], options: Any, *more: Any
    ) -> Column:
        with self._evaluator._handle.use() as evaluator, part.use() as batch:
            return _answered(function, evaluator, options, batch, *more)

    def close(self) -> None:
        """Frees the rows; what runs is finished first. Closing twice is allowed."""
        for part in self._parts:
            part.close()

    def __enter__(self) -> "Batch":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


class Evaluator:
    """Answers definitions of provisions for rows of facts. `nansen.load` and `nansen.compile` make
    them. May be used from any number of threads at once, which run side by side: the interpreter's
    lock is not held while libnansen works.

    Data are a mapping of columns, a DataFrame, a list of mappings, a structured array, or an object
    with `__arrow_c_array__` or `__arrow_c_stream__`; a column is a fact by its name. What may be
    unknown is so in NumPy's masked arrays, as None, NaN, NaT or NA, or by having no column.

    | fact | column |
    |---|---|
    | boolean | truths; 0, 1 |
    | enumeration | texts; a Categorical of texts |
    | set | a list, tuple or set of texts a row; or columns FACT.MEMBER of truths |
    | integer, period | whole numbers; timedelta64 of whole days |
    | decimal | numbers; Decimal, Fraction |
    | date | datetime64 of whole days, dates, texts like "2024-02-29" or "never" |
    | date, where ranges were compiled for | also pairs of days; "2022-02-24..2022-03-31" |
    | reference | ids: texts or integers; or the numbers of rows |
    | linked rows | a list of mappings a row |

    Any column may also be an object with `__arrow_c_array__`.

    Integers that refer to rows are ids where the table that they refer to is given with integers in
    its column `id`; where it has other ids or none, or is not given, they are the numbers of rows,
    from 0. Arrow arrays have texts as ids: integers in them are never ids.
    """

    def __init__(self, address: int) -> None:
        self._handle = _Handle(address, library().nansen_close, "evaluator")
        size = c_size_t()
        text = library().nansen_schema(address, byref(size))
        self._schema: Dict[str, Any] = json.loads(ctypes.string_at(text, size.value))
        self._shapes = shapes_of(self._schema)

    @property
    def schema(self) -> Dict[str, Any]:
        """What can be asked and given: definitions, tables with their facts and the questions
        behind them, rules with citations, formulas, and what was compiled from what."""
        return self._schema

    @property
    def definitions(self) -> List[str]:
        """The names of what is answered: `instrument.definition`."""
        return [definition["name"] for definition in self._schema["definitions"]]

    @property
    def facts(self) -> List[str]:
        """The names of the facts of a case that are read."""
        return list(self._shapes[""].facts) if "" in self._shapes else []

    @property
    def processor(self) -> str:
        """What answers: an artefact's code for a processor ("x86-64-v4"), machine code made here
        ("native"), operations over blocks of rows ("blockwise"), or the "interpreter"."""
        with self._handle.use() as evaluator:
            return str(library().nansen_processor(evaluator).decode())

    def __repr__(self) -> str:
        return f"<nansen.Evaluator of {', '.join(self.definitions)}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "an evaluator cannot be copied or pickled: threads share one, and another process "
            "opens or compiles its own (nansen.load, nansen.compile)"
        )

    def _main(self) -> Shape:
        if "" not in self._shapes:
            raise UnknownNameError("the text defines nothing of cases: it has formulas only")
        return self._shapes[""]

    def _read(
        self, data: Any, tables: Optional[Mapping[str, Any]]
    ) -> Tuple[List[Column], Dict[str, Column]]:
        """The cases, in the pieces in which `data` has them, and the further tables."""
        given = _mapping(tables)
        integer_ids = tables_with_integer_ids(given)
        further = {}
        for name, table in given.items():
            if not name or name not in self._shapes:
                names = ", ".join(f'"{known}"' for known in self._shapes if known) or "none"
                raise UnknownNameError(f'no fact refers to a table "{name}"; tables: {names}')
            further[name] = one(table, self._shapes[name].beside(integer_ids), name)
        return chunks_of(data, self._main().beside(integer_ids), ""), further

    def evaluate(
        self, data: Any, tables: Optional[Mapping[str, Any]] = None, *, threads: int = 1
    ) -> Answers:
        """Answers all definitions for every row of `data`.

        `tables` are those of the entities that facts refer to, by the entities' names; each has a
        column `id` where rows are referred to by id. At most `threads` threads work; 0 means as
        many as there are processors. A stream of Arrow arrays is answered array by array.
        """
        chunks, further = self._read(data, tables)
        options = _evaluating(threads)
        found = []
        rows = 0
        for cases in chunks:
            given = _Given({"": cases, **further})
            with rows_after(rows), self._handle.use() as evaluator:
                found.append(
                    _answered(
                        library().nansen_evaluate, evaluator, options, given.tables, given.count
                    )
                )
            rows += cases.length
        return Answers(concatenate(found))

    def batch(self, data: Any, tables: Optional[Mapping[str, Any]] = None) -> Batch:
        """Reads rows once, to be asked again and again; arguments as those of `evaluate`."""
        chunks, further = self._read(data, tables)
        parts = []
        rows = 0
        for cases in chunks:
            given = _Given({"": cases, **further})
            made = c_void_p()
            with rows_after(rows), self._handle.use() as evaluator:
                call(
                    library().nansen_batch_make,
                    evaluator,
                    given.tables,
                    given.count,
                    byref(made),
                )
            parts.append(_Handle(made.value or 0, library().nansen_batch_free, "batch"))
            rows += cases.length
        return Batch(self, parts, rows)

    def count(
        self,
        data: Any,
        tables: Optional[Mapping[str, Any]] = None,
        *,
        by: Optional[str] = None,
        answers: str = "all",
        threads: int = 1,
    ) -> Answers:
        """Counts the answers to every definition that is a truth: a row a group, with the columns
        `group` and, for each definition, a struct of `yes`, `no` and `undetermined`.

        `answers` is "all", or "yes and undetermined" or "yes" where the others are not wanted: to
        know how many are no, the group of every row must be looked at.

        `by` names the enumeration or the reference by whose members or rows cases are grouped; the
        group of cases of which it is not known is masked. Without it all cases are one group.
        """
        with self.batch(data, tables) as batch:
            return batch.count(by=by, answers=answers, threads=threads)

    def explain(
        self,
        data: Any,
        row: int,
        definition: Optional[str] = None,
        *,
        tables: Optional[Mapping[str, Any]] = None,
        format: str = "text",
        whole: bool = False,
        width: int = 100,
    ) -> str:
        """Why row `row` of `data` has the answer to `definition` that it has: the tree of reasons
        with the address of every provision, and what would settle an open answer, as `nansen
        explain` prints it; or the same as JSON, with `format="json"`.

        `definition` may be left out where there is one. `whole` shows also what the answer does not
        turn on; lines of text have at most `width` columns. A column `id` names the row.
        """
        if not isinstance(format, str) or format not in _FORMATS:
            raise InvalidArgumentError(f'format: "{format}" is neither "text" nor "json"')
        chunks, further = self._read(data, tables)
        rows = sum(cases.length for cases in chunks)
        row = integer("row", row, -(2**63), 2**63 - 1)
        if not -rows <= row < rows:
            raise InvalidArgumentError(f"there is no row {row}: the table has {rows}")
        row += rows if row < 0 else 0
        before = 0
        cases = chunks[0]
        for cases in chunks:
            if row - before < cases.length:
                break
            before += cases.length
        given = _Given({"": cases, **further})
        options = _library.ExplainOptions(
            definition=_optional("definition", definition),
            format=_FORMATS[format],
            whole=int(whole),
            width=integer("width", width, 0, 2**32 - 1),
        )
        text = c_void_p()
        with rows_after(before), self._handle.use() as evaluator:
            call(
                library().nansen_explain,
                evaluator,
                byref(options),
                given.tables,
                given.count,
                c_int64(row - before),
                byref(text),
            )
        try:
            return ctypes.string_at(text).decode()
        finally:
            library().nansen_text_free(text)

    def allocate(
        self,
        states: Any,
        formula: Optional[str] = None,
        *,
        total: Union[int, str, None] = None,
        digits: int = 6,
        tables: Optional[Mapping[str, Any]] = None,
    ) -> Answers:
        """Works a formula out over a table of States: a row a State, its `id` and its indicators.

        The answers have a column `id`, and one for each line of the formula and each allocation:
        numbers rounded once to `digits` decimals, whole numbers where something is apportioned;
        masked where a State is not among those asked. `formula` may be left out where there is one;
        `total` stands in the place of the provision's. `tables` are those of rows that are summed
        up by State, or referred to, by their entity's name. Ids of States are texts where these
        tables have integers: else nothing would say whether those are ids or numbers of rows.
        """
        if isinstance(total, (bool, float)):
            raise InvalidArgumentError(f"total: {total} is no whole number")
        given = _Given(for_formulas(states, _mapping(tables), self._shapes.values()))
        options = _library.AllocateOptions(
            formula=_optional("formula", formula),
            total=None if total is None else encoded("total", str(total)),
            digits=integer("digits", digits, -(2**31), 2**31 - 1),
        )
        with self._handle.use() as evaluator:
            return Answers(
                _answered(
                    library().nansen_allocate,
                    evaluator,
                    byref(options),
                    given.tables,
                    given.count,
                )
            )

    def close(self) -> None:
        """Ends the evaluator; what runs is finished first. Closing twice is allowed."""
        self._handle.close()

    def __enter__(self) -> "Evaluator":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def load(path: _Path, *, processor: Optional[str] = None) -> Evaluator:
    """Opens an artefact that `nansen build FILE -o NAME.so` wrote. No compiler is needed.

    `processor` takes the code for that processor ("x86-64-v3") and no other; without it, the best
    that the machine can run.
    """
    options = _library.OpenOptions(
        path=encoded_path("path", path), processor=_optional("processor", processor)
    )
    return _made(library().nansen_open, options)


def compile(
    source: Union[_Path, Sequence[_Path], None] = None,
    *,
    files: Sequence[_Path] = (),
    definitions: Sequence[str] = (),
    drafts: Sequence[str] = (),
    readings: Union[Mapping[str, str], Sequence[str]] = (),
    as_of: Any = None,
    engine: str = "automatic",
    ranges: bool = False,
    name: Optional[str] = None,
    provisions: Optional[_Path] = None,
) -> Evaluator:
    """Checks and compiles provisions. Errors in them are a `ProvisionError` whose message is what
    `nansen check` prints, where a help names arguments of this function.

    `source` is the text of provisions, a path, the name of a file of the library
    ("convention_1951"), or several of the last two: a text has a line end in it or a brace, which
    a path has not; a `pathlib.Path` is always a path. `files` are further ones.

    definitions: what is answered, `instrument.name` or `name`; without any, all of one entity, as
        `nansen run` chooses it.
    drafts: by which the text is amended, in order.
    readings: what was chosen where a provision can be read in two ways, {"reading": "choice"}.
    as_of: the day as of which the law is asked, a date or an ISO text.
    engine: "automatic", "native", "blockwise" or "interpreter"; all give the same answers.
    ranges: of every date but a range may be known; otherwise dates are given whole or not at all.
    name: what messages call the text.
    provisions: the folder of library provisions; without it, the one that came with the package.
    """
    text, paths = _sources(source)
    paths += _listed("files", files, encoded_path)
    if text is None and not paths:
        raise InvalidArgumentError("there is nothing to compile: give a text or a path")
    if not isinstance(engine, str) or engine not in _ENGINES:
        raise InvalidArgumentError(f'engine: "{engine}" is none of {", ".join(_ENGINES)}')
    if isinstance(readings, Mapping):
        readings = [f"{reading}={choice}" for reading, choice in readings.items()]
    amending = _listed("drafts", drafts, encoded)
    asked = _listed("definitions", definitions, encoded)
    chosen = _listed("readings", readings, encoded)
    options = _library.CompileOptions(
        text=text,
        text_bytes=len(text or b""),
        name=_optional("name", name),
        files=_library.texts(paths),
        file_count=len(paths),
        drafts=_library.texts(amending),
        draft_count=len(amending),
        definitions=_library.texts(asked),
        definition_count=len(asked),
        readings=_library.texts(chosen),
        reading_count=len(chosen),
        as_of=None if as_of is None else encoded("as_of", str(as_of)),
        library=None if provisions is None else encoded_path("provisions", provisions),
        engine=_ENGINES[engine],
        ranges=int(ranges),
    )
    return _made(library().nansen_compile, options)


def _sources(source: Union[_Path, Sequence[_Path], None]) -> Tuple[Optional[bytes], List[bytes]]:
    if source is None:
        return None, []
    if isinstance(source, str) and ("\n" in source or "{" in source):
        return encoded("source", source), []
    if isinstance(source, (str, os.PathLike)):
        return None, [encoded_path("source", source)]
    if isinstance(source, (bytes, Mapping)) or not isinstance(source, Iterable):
        raise InvalidArgumentError(f"source: {source!r} is neither a text nor a path nor paths")
    return None, [encoded_path("source", path) for path in source]


def _listed(what: str, values: Any, each: Callable[[str, Any], bytes]) -> List[bytes]:
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise InvalidArgumentError(f"{what}: give a list of texts, not {values!r}")
    return [each(what, value) for value in values]


def _made(function: Callable[..., int], options: Any) -> Evaluator:
    made = c_void_p()
    call(function, byref(options), byref(made))
    return Evaluator(made.value or 0)


def version() -> str:
    """The version of libnansen: "0.1.0"."""
    return str(library().nansen_version().decode())
