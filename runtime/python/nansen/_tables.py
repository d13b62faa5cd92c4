"""Tables of Python, NumPy, pandas and Arrow as the tables that an evaluator reads."""

from __future__ import annotations

import difflib
import warnings
from typing import (
    Any,
    Callable,
    Collection,
    Dict,
    Iterable,
    List,
    Mapping,
    Optional,
    Sequence,
    Tuple,
)

import numpy as np

from . import _facts
from ._arrays import Array, Column, import_chunks, is_arrow, struct, structs_of, utf8, validity
from ._errors import InvalidArgumentError, SchemaMismatchError, UnknownNameError, rows_called
from ._library import ArrowSchema


class Shape:
    """A table of the schema: which facts its rows have."""

    def __init__(
        self,
        table: Mapping[str, Any],
        all_tables: Sequence[Mapping[str, Any]],
        integer_ids: Collection[str] = (),
    ) -> None:
        self.facts: Dict[str, Mapping[str, Any]] = {}
        self.ranges = set()
        for column in table["columns"]:
            self.facts.setdefault(column["name"], column)
            if column.get("bound", "exact") != "exact":
                self.ranges.add(column["name"])
        self._table = table
        self._tables = all_tables
        self._integer_ids = integer_ids

    def beside(self, integer_ids: Collection[str]) -> "Shape":
        """The same shape, of a table that comes with others, of which these have integers as
        ids."""
        return Shape(self._table, self._tables, integer_ids)

    def _target(self, fact: Mapping[str, Any]) -> Mapping[str, Any]:
        for table in self._tables:
            if table["domain"] == fact["target"]:
                return table
        raise UnknownNameError(f'the schema has no table for the rows of "{fact["name"]}"')

    def linked(self, fact: Mapping[str, Any]) -> "Shape":
        """The shape of the rows that a link leads to."""
        return Shape(self._target(fact), self._tables, self._integer_ids)

    def refers_by_integers(self, name: str) -> bool:
        """True iff the fact is a reference whose integers are ids, and not the numbers of rows."""
        fact = self.facts.get(name)
        if fact is None or fact["kind"] != "reference":
            return False
        return self._target(fact)["entity"] in self._integer_ids


def shapes_of(schema: Mapping[str, Any]) -> Dict[str, Shape]:
    """The tables that may be given, by name: "" is that of the cases."""
    tables = schema["tables"]
    return {
        "" if table["kind"] == "main" else table["entity"]: Shape(table, tables)
        for table in tables
        if table["kind"] != "linked"
    }


def _is_arrow_column(values: Any) -> bool:
    """True iff `values` is an Arrow array, and not of pandas, which may offer itself as one."""
    return is_arrow(values) and not hasattr(values, "iloc")


def _schema_of(column: Column) -> ArrowSchema:
    """The type of an imported array."""
    assert column.foreign is not None
    return column.foreign[0]


def _is_of_integers(schema: ArrowSchema) -> bool:
    return (schema.format or b"").decode() in _facts.INTEGERS.values() and not schema.dictionary


def _refuse_numbers(
    name: str, fact: Mapping[str, Any], shape: Shape, schema: ArrowSchema
) -> None:
    """Integers of Arrow arrays are numbers of rows; those must not be mistaken for ids."""
    if fact["kind"] == "rows":
        for index in range(schema.n_children):
            _refuse_numbers_in(f"{name}.", shape.linked(fact), schema.children[index].contents)
    elif shape.refers_by_integers(fact["name"]) and _is_of_integers(schema):
        raise SchemaMismatchError(
            f'column "{name}": integers of an Arrow array are numbers of rows, but the rows '
            "referred to have integers as ids; give both as text"
        )


def _refuse_numbers_in(where: str, shape: Shape, schema: ArrowSchema) -> None:
    """The same for all columns of a table."""
    for index in range(schema.n_children):
        child = schema.children[index].contents
        key = (child.name or b"").decode()
        if key in shape.facts:
            _refuse_numbers(where + key, shape.facts[key], shape, child)


def convert(name: str, fact: Mapping[str, Any], shape: Shape, values: Any) -> Column:
    """The column of one fact, as its kind has it."""
    if _is_arrow_column(values):
        column = _facts.arrow(name, values)
        _refuse_numbers(name, fact, shape, _schema_of(column))
        return column
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
        return _facts.reference(name, values, shape.refers_by_integers(fact["name"]))
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


def _has_integer_ids(data: Any) -> bool:
    """True iff the table has a column `id` of integers; in an Arrow table ids are texts."""
    ids: Any = None
    if isinstance(data, (list, tuple)):
        ids = [row.get("id") for row in data if isinstance(row, Mapping)]
    elif isinstance(data, np.ndarray) and data.dtype.names:
        ids = _fields(data).get("id")
    elif isinstance(data, Mapping) or _facts.is_frame(data):
        ids = data["id"] if "id" in data else None
    if ids is None or _is_arrow_column(ids):
        return False
    return _facts.plain("id", ids)[0].dtype.kind in "iu"


def tables_with_integer_ids(tables: Mapping[str, Any]) -> List[str]:
    """The names of those that have."""
    return [name for name, data in tables.items() if _has_integer_ids(data)]


def _ids(where: str, values: Any) -> Column:
    if _is_arrow_column(values):
        return _facts.arrow(f"{where}id", values)
    array, known = _facts.plain(f"{where}id", values)
    if array.dtype.kind in "iu":
        texts = [str(value) for value in array]
    else:
        texts = ["" if _facts.unknown(value) else value for value in array]
    for row, text in enumerate(texts):
        if not isinstance(text, str):
            raise _facts.wrong(f"{where}id", row, text, "a text")
    try:
        column = utf8(texts)
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
        chunks = import_chunks(data)
        _refuse_numbers_in(where, shape, _schema_of(chunks[0]))
        return chunks
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


def _of_states(data: Any) -> Column:
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


def for_formulas(
    states: Any, tables: Mapping[str, Any], shapes: Iterable[Shape]
) -> Dict[str, Column]:
    """The tables that formulas read; "" is that of the States. What the schema knows of facts that
    refer to rows, `shapes` have."""
    integer_ids = tables_with_integer_ids(tables)
    beside = [shape.beside(integer_ids) for shape in shapes]
    of_all = _has_integer_ids(states)
    found = {"": _of_states(states), **{name: _of_states(data) for name, data in tables.items()}}
    keep: List[Any] = []
    for name, table in found.items():
        schema, _ = structs_of(table, "", keep)
        for index in range(schema.n_children):
            child = schema.children[index].contents
            key = (child.name or b"").decode()
            if key == "id" or not _is_of_integers(child):
                continue
            # Nothing says which columns of further tables refer to States.
            if (of_all and name) or any(shape.refers_by_integers(key) for shape in beside):
                where = f'table "{name}", ' if name else ""
                raise InvalidArgumentError(
                    f'{where}column "{key}": its integers could be ids or the numbers of rows, as '
                    "the ids of rows that it may refer to are integers: give ids as text, here and "
                    "there"
                )
    return found
