"""Tables of Python, NumPy, pandas and Arrow as the tables that an evaluator reads."""

from __future__ import annotations

import difflib
import warnings
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from . import _facts
from ._arrays import Array, Column, import_chunks, is_arrow, struct, utf8, validity
from ._errors import InvalidArgumentError, SchemaMismatchError, UnknownNameError, rows_called


class Shape:
    """A table of the schema: which facts its rows have."""

    def __init__(self, table: Mapping[str, Any], all_tables: Sequence[Mapping[str, Any]]) -> None:
        self.facts: Dict[str, Mapping[str, Any]] = {}
        self.ranges = set()
        for column in table["columns"]:
            self.facts.setdefault(column["name"], column)
            if column.get("bound", "exact") != "exact":
                self.ranges.add(column["name"])
        self._tables = all_tables

    def linked(self, fact: Mapping[str, Any]) -> "Shape":
        """The shape of the rows that a link leads to."""
        for table in self._tables:
            if table["domain"] == fact["target"]:
                return Shape(table, self._tables)
        raise UnknownNameError(f'the schema has no table for the rows of "{fact["name"]}"')


def shapes_of(schema: Mapping[str, Any]) -> Dict[str, Shape]:
    """The tables that may be given, by name: "" is that of the cases."""
    tables = schema["tables"]
    return {
        "" if table["kind"] == "main" else table["entity"]: Shape(table, tables)
        for table in tables
        if table["kind"] != "linked"
    }


def convert(name: str, fact: Mapping[str, Any], shape: Shape, values: Any) -> Column:
    """The column of one fact, as its kind has it."""
    if is_arrow(values) and not hasattr(values, "iloc"):
        return _facts.arrow(name, values)
    kind = fact["kind"]
    if kind == "boolean":
        return _facts.boolean(name, values)
    if kind in ("enumeration", "ordered_enumeration"):
        return _facts.words(name, values, "a member's name")
    if kind == "set":
        return _facts.members(name, values)
    if fact["name"] in shape.ranges:
        return _facts.date_range(name, values)
    if kind == "date":
        return _facts.date(name, values)
    if kind == "number":
        return _facts.number(name, values, int(fact.get("scale", 1)))
    if kind == "reference":
        return _facts.reference(name, values)
    return _rows(name, shape.linked(fact), values)


def _rows(name: str, shape: Shape, values: Any) -> Column:
    """Linked rows: for each row a list of mappings, or None where the rows are not known."""
    array, known = _facts.plain(name, values)
    counts = np.zeros(len(array) + 1, dtype=np.int64)
    present = np.ones(len(array), dtype=bool) if known is None else known.copy()
    flat: List[Mapping[str, Any]] = []
    for row, linked in enumerate(array):
        if not present[row] or _facts.unknown(linked):
            present[row] = False
        elif _facts.is_frame(linked):
            flat += linked.to_dict("records")
        elif isinstance(linked, (list, tuple, np.ndarray)):
            flat += linked
        else:
            raise _facts.wrong(name, row, linked, "a list of linked rows")
        counts[row + 1] = len(flat)

    def words(place: int) -> str:
        owner = int(np.searchsorted(counts, place, side="right")) - 1
        return f"row {owner}, linked row {place - counts[owner]}"

    with rows_called(words):
        for place, linked in enumerate(flat):
            if not isinstance(linked, Mapping):
                raise SchemaMismatchError(
                    f'column "{name}", row {place}: {linked!r} is no mapping of facts to values'
                )
        keys = dict.fromkeys(key for linked in flat for key in linked)
        columns = {key: [linked.get(key) for linked in flat] for key in keys}
        items = _struct(columns, keys, len(flat), shape, f"{name}.")
    large = counts[-1] > np.iinfo(np.int32).max
    offsets = counts if large else counts.astype(np.int32)
    return Column(
        "+L" if large else "+l", len(array), [validity(present), offsets], [("item", items)]
    )


def _suggest(keys: Iterable[str], shape: Shape, where: str) -> None:
    """A column that is no fact is passed over; one that looks misspelt is told."""
    absent = [fact for fact in shape.facts if fact not in keys]
    for key in keys:
        if key in shape.facts or key == "id" or "." in key:
            continue
        near = difflib.get_close_matches(key, absent, n=1, cutoff=0.85)
        if near:
            warnings.warn(
                f'column "{where}{key}" is no fact that is asked for; did you mean '
                f'"{where}{near[0]}"?',
                stacklevel=6,
            )


def _struct(
    data: Mapping[str, Any], keys: Iterable[str], rows: Optional[int], shape: Shape, where: str
) -> Column:
    """The facts of `data` that `shape` has, and the rows' ids."""
    children: List[Tuple[str, Column]] = []
    named = [key for key in keys if isinstance(key, str)]
    _suggest(named, shape, where)
    for key in named:
        if key in shape.facts:
            column = convert(where + key, shape.facts[key], shape, data[key])
        elif key == "id":
            column = _ids(where, data[key])
        elif _is_member(key, shape):
            column = _facts.boolean(where + key, data[key])
        else:
            if rows is None and hasattr(data[key], "__len__"):
                rows = len(data[key])
            continue
        children.append((key, column))
    for key, column in children:
        if rows is None:
            rows = column.length
        if column.length != rows:
            raise InvalidArgumentError(
                f'column "{where}{key}" has {column.length} rows, others have {rows}'
            )
    return struct(rows or 0, children)


def _is_member(key: str, shape: Shape) -> bool:
    """True iff `key` is FACT.MEMBER of a set."""
    fact, _, member = key.partition(".")
    return (
        fact in shape.facts
        and shape.facts[fact]["kind"] == "set"
        and member in shape.facts[fact].get("members", ())
    )


def _ids(where: str, values: Any) -> Column:
    if is_arrow(values) and not hasattr(values, "iloc"):
        return _facts.arrow(f"{where}id", values)
    array, known = _facts.plain(f"{where}id", values)
    if array.dtype.kind in "iu":
        return utf8([str(value) for value in array])
    texts = ["" if _facts.unknown(value) else value for value in array]
    for row, text in enumerate(texts):
        if not isinstance(text, str):
            raise _facts.wrong(f"{where}id", row, text, "a text")
    try:
        column = utf8([str(text) for text in texts])
    except UnicodeEncodeError as error:
        row = texts.index(error.object)
        raise _facts.half_a_character(f"{where}id", row, error.object) from None
    column.buffers[0] = validity(known)
    column.null_count = -1
    return column


def chunks_of(data: Any, shape: Shape, where: str) -> List[Column]:
    """The table in the pieces in which `data` has it: one, unless it is a stream of arrays."""
    if _facts.is_frame(data):
        _require_one_each(data)
        return [_struct(data, list(data.columns), len(data), shape, where)]
    if isinstance(data, Mapping):
        return [_struct(data, list(data), None, shape, where)]
    if isinstance(data, np.ndarray) and data.dtype.names:
        return [_struct(_fields(data), data.dtype.names, len(data), shape, where)]
    if is_arrow(data):
        return import_chunks(data)
    if isinstance(data, (list, tuple)):
        if not all(isinstance(row, Mapping) for row in data):
            raise InvalidArgumentError("a list of cases holds a mapping of facts to values a case")
        keys = dict.fromkeys(key for row in data for key in row)
        columns = {key: [row.get(key) for row in data] for key in keys}
        return [_struct(columns, keys, len(data), shape, where)]
    raise InvalidArgumentError(
        f"{type(data).__name__} is no table: give a mapping of columns, a DataFrame, a list of "
        "mappings, or an object with __arrow_c_array__ or __arrow_c_stream__"
    )


def _require_one_each(frame: Any) -> None:
    twice = frame.columns[frame.columns.duplicated()]
    if len(twice) > 0:
        raise SchemaMismatchError(f'there are two columns "{twice[0]}"')


def _fields(data: Array) -> Mapping[str, Any]:
    return {name: data[name] for name in data.dtype.names or ()}


def one(data: Any, shape: Shape, name: str) -> Column:
    """A table that must come in one piece."""
    chunks = chunks_of(data, shape, f"{name}." if name else "")
    if len(chunks) != 1:
        raise InvalidArgumentError(
            f'the table "{name}" comes in {len(chunks)} pieces: combine them (combine_chunks)'
        )
    return chunks[0]


def of_states(data: Any) -> Column:
    """A table of States, whose columns are what their values are."""
    if is_arrow(data) and not _facts.is_frame(data):
        chunks = import_chunks(data)
        if len(chunks) != 1:
            raise InvalidArgumentError("the table of States comes in several pieces: combine them")
        return chunks[0]
    if isinstance(data, (list, tuple)):
        if not all(isinstance(row, Mapping) for row in data):
            raise InvalidArgumentError("a list of States holds a mapping a State")
        keys = dict.fromkeys(key for row in data for key in row)
        data = {key: [row.get(key) for row in data] for key in keys}
    if _facts.is_frame(data):
        _require_one_each(data)
    elif not isinstance(data, Mapping):
        raise InvalidArgumentError(
            f"{type(data).__name__} is no table: give a mapping of columns, a DataFrame or a list "
            "of mappings"
        )
    children: List[Tuple[str, Column]] = []
    make: Callable[[str, Any], Column]
    for key in data.columns if _facts.is_frame(data) else data:
        if not isinstance(key, str):
            raise InvalidArgumentError(f"a column is called {key!r}, which is no text")
        make = (lambda _, values: _ids("", values)) if key == "id" else _facts.guessed
        children.append((key, make(key, data[key])))
    lengths = {column.length for _, column in children}
    if len(lengths) > 1:
        raise InvalidArgumentError("the columns of the table of States have different lengths")
    return struct(lengths.pop() if lengths else 0, children)
