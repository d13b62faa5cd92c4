"""Answers as libnansen gave them, and as NumPy, pandas, plain Python and Arrow have them."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple

import numpy as np

from ._arrays import Array, Column, bits, export, export_schema, struct, utf8, validity
from ._errors import UnknownNameError

_KINDS = {"c": "i1", "C": "u1", "s": "i2", "S": "u2", "i": "i4", "I": "u4", "l": "i8", "L": "u8"}
_KINDS.update({"f": "f4", "g": "f8", "tdD": "i4", "tdm": "i8"})
_EXACT = Context(prec=60)
Masked = np.ma.MaskedArray[Any, Any]


def _buffer(column: Column) -> Array:
    """The bytes of the values; an array without rows may have none."""
    buffer = column.buffers[1]
    return np.zeros(0, dtype=np.uint8) if buffer is None else buffer


def _bits_of(column: Column, buffer: Array) -> Array:
    end = column.offset + column.length
    return np.unpackbits(buffer, count=end, bitorder="little")[column.offset :].view(bool)


def _unknown(column: Column) -> Any:
    """NumPy's mask: which rows are null."""
    if not column.buffers or column.buffers[0] is None or column.null_count == 0:
        return np.zeros(column.length, dtype=bool)
    return ~_bits_of(column, column.buffers[0])


def _values(column: Column) -> Array:
    """The values of a column of fixed width, where they lie."""
    values = _buffer(column).view(_KINDS[column.format])
    return values[column.offset : column.offset + column.length]


def _texts(column: Column) -> List[str]:
    if column.length == 0 or column.buffers[1] is None:
        return [""] * column.length
    offsets = column.buffers[1].view(np.int32 if column.format == "u" else np.int64)
    data = b"" if column.buffers[2] is None else column.buffers[2].tobytes()
    rows = range(column.offset, column.offset + column.length)
    return [data[offsets[row] : offsets[row + 1]].decode() for row in rows]


def _objects(values: Sequence[Any], mask: Array) -> Masked:
    array = np.empty(len(values), dtype=object)
    for row, value in enumerate(values):
        array[row] = None if mask[row] else value
    return np.ma.MaskedArray(array, mask)


def _decimals(column: Column) -> List[Decimal]:
    digits = int(column.format.split(",")[1])
    pairs = _buffer(column).view(np.int64).reshape(-1, 2)
    pairs = pairs[column.offset : column.offset + column.length]
    low, high = pairs[:, 0].view(np.uint64), pairs[:, 1]
    return [
        _EXACT.scaleb(Decimal((int(above) << 64) + int(below)), -digits)
        for below, above in zip(low, high)
    ]


def numpy_of(column: Column) -> Masked:
    """A column as a masked array; masked is what is not determined."""
    mask = _unknown(column)
    if column.dictionary is not None:
        words = _texts(column.dictionary)
        codes = np.where(mask, 0, _values(column))
        return _objects([words[code] for code in codes] if words else [None] * len(codes), mask)
    if column.format == "b":
        return np.ma.MaskedArray(_bits_of(column, _buffer(column)), mask)
    if column.format in ("u", "U"):
        return _objects(_texts(column), mask)
    if column.format == "tdD":
        return np.ma.MaskedArray(_values(column).astype("M8[D]"), mask)
    if column.format.startswith("d:"):
        return _objects(_decimals(column), mask)
    if column.format == "+s":
        return _struct_of(column, mask)
    return np.ma.MaskedArray(_values(column), mask)


def _struct_of(column: Column, mask: Array) -> Masked:
    parts = {name: numpy_of(child) for name, child in column.children}
    if list(parts) == ["numerator", "denominator"]:
        above, below = (part.filled(1) for part in parts.values())
        return _objects([Fraction(int(a), int(b) or 1) for a, b in zip(above, below)], mask)
    form = np.dtype([(name, part.dtype) for name, part in parts.items()])
    found: Masked = np.ma.MaskedArray(np.zeros(column.length, dtype=form), mask=False)
    for name, part in parts.items():
        found.data[name] = part.data
        found.mask[name] = np.ma.getmaskarray(part) | mask
    return found


def _python(value: Any) -> Any:
    if value is np.ma.masked:
        return None
    if isinstance(value, np.ma.core.mvoid):
        names = value.dtype.names
        parts = tuple(_python(value[name]) for name in names)
        if all(part is None for part in parts):
            return None
        return parts if names == ("least", "greatest") else dict(zip(names, parts))
    return value.item() if isinstance(value, np.generic) else value


def list_of(column: Column) -> List[Any]:
    """A column as plain values; None is what is not determined."""
    values = numpy_of(column)
    if values.dtype.names or values.dtype == object:
        return [_python(value) for value in values]
    return list(values.tolist())


def _series(column: Column, index: Any) -> Any:
    import pandas

    mask = _unknown(column)
    if column.dictionary is not None:
        words = _texts(column.dictionary)
        codes = np.where(mask, -1, _values(column))
        return pandas.Series(pandas.Categorical.from_codes(codes, words), index=index)
    values = numpy_of(column)
    if values.dtype == bool:
        return pandas.Series(pandas.arrays.BooleanArray(values.data.copy(), mask), index=index)
    if values.dtype.kind in "iu":
        return pandas.Series(pandas.arrays.IntegerArray(values.data.copy(), mask), index=index)
    if values.dtype.kind == "M":
        # Days reach to 9999-12-31, which datetime64[ns] cannot hold.
        days = values.data.astype(np.int64)
        days[mask] = pandas.NaT.value
        return pandas.Series(pandas.arrays.PeriodArray(days, dtype="period[D]"), index=index)
    return pandas.Series(_objects(list(values.data), mask).data, index=index, dtype=object)


class Answers:
    """A table of answers, a column a definition: what `Evaluator.evaluate` gives.

    `len(answers)` is the number of rows, and going through it goes through the names, as with a
    DataFrame. What is not determined is masked in NumPy's arrays, <NA> in pandas', None in lists
    and null in Arrow's. The value of an enumeration that certainly has none is "no value".

    | answer | NumPy | pandas | plain | Arrow |
    |---|---|---|---|---|
    | truth | bool | boolean | bool | boolean |
    | enumeration | object of str | category | str | dictionary of utf8 |
    | whole number | int64 | Int64 | int | int64 |
    | decimal | object of Decimal | object | Decimal | decimal128 |
    | fraction | object of Fraction | object | Fraction | struct of `numerator`, `denominator` |
    | date | datetime64[D] | period[D] | datetime.date | date32 |
    | range of dates | structured, `least` and `greatest` | two columns | a pair | struct |

    Nothing is copied from libnansen into NumPy's integers and nothing at all into Arrow; truths
    are unpacked from bits, days widened to NumPy's 8 bytes.
    """

    def __init__(self, column: Column) -> None:
        self._column = column
        self._columns: Dict[str, Column] = dict(column.children)

    @property
    def names(self) -> List[str]:
        """The columns' names: `instrument.definition`."""
        return list(self._columns)

    def __len__(self) -> int:
        return self._column.length

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._find(name) is not None

    def __repr__(self) -> str:
        return f"<nansen.Answers: {len(self)} rows of {', '.join(self.names)}>"

    def _find(self, name: str) -> Optional[str]:
        if name in self._columns:
            return name
        ending = [full for full in self._columns if full.endswith("." + name)]
        return ending[0] if len(ending) == 1 else None

    def __getitem__(self, name: str) -> Masked:
        """The answers to one definition as a masked array. The instrument's name may be left out
        where that leaves one definition."""
        full = self._find(name)
        if full is None:
            raise UnknownNameError(
                f'there is no answer "{name}"; the answers are {", ".join(self.names)}'
            )
        return numpy_of(self._columns[full])

    def to_numpy(self) -> Dict[str, Masked]:
        """All columns as masked arrays, by name."""
        return {name: numpy_of(column) for name, column in self._columns.items()}

    def to_dict(self) -> Dict[str, List[Any]]:
        """All columns as lists of plain values, by name."""
        return {name: list_of(column) for name, column in self._columns.items()}

    def to_pandas(self, index: Any = None) -> Any:
        """A DataFrame with the nullable types of pandas; `index` becomes its index. A range of
        dates becomes the columns NAME.least and NAME.greatest, counts NAME.yes and so on."""
        import pandas

        found: Dict[str, Any] = {}
        for name, column in self._columns.items():
            names = [part for part, _ in column.children]
            if names and names != ["numerator", "denominator"]:
                for part, child in column.children:
                    found[f"{name}.{part}"] = _series(child, index)
            else:
                found[name] = _series(column, index)
        if not found and index is None:
            index = range(len(self))
        return pandas.DataFrame(found, index=index, copy=False)

    def __arrow_c_schema__(self) -> object:
        """The type of the table, as the Arrow PyCapsule interface has it."""
        return export_schema(self._column)

    def __arrow_c_array__(self, requested_schema: object = None) -> Tuple[object, object]:
        """The table, as the Arrow PyCapsule interface has it; nothing is copied."""
        del requested_schema  # answers come in one type only, which the interface allows
        return export(self._column)


def concatenate(tables: Sequence[Column]) -> Column:
    """Tables of answers one below the other, as one."""
    if len(tables) == 1:
        return tables[0]
    first = tables[0]
    length = sum(table.length for table in tables)
    known = ~np.concatenate([_unknown(table) for table in tables])
    mask = validity(known)
    if first.format == "+s":
        children = [
            (name, concatenate([table.children[position][1] for table in tables]))
            for position, (name, _) in enumerate(first.children)
        ]
        return Column("+s", length, [mask], children, flags=first.flags)
    if first.dictionary is not None:
        return _concatenated_words(tables, mask)
    if first.format == "b":
        truths = [_bits_of(table, _buffer(table)) for table in tables]
        return Column("b", length, [mask, bits(np.concatenate(truths))], flags=first.flags)
    if first.format in ("u", "U"):
        joined = utf8([text for table in tables for text in _texts(table)])
        joined.buffers[0] = mask
        joined.null_count = -1
        return joined
    if first.format.startswith("d:"):
        pieces = [
            _buffer(table)[16 * table.offset : 16 * (table.offset + table.length)]
            for table in tables
        ]
    else:
        pieces = [_values(table) for table in tables]
    return Column(first.format, length, [mask, np.concatenate(pieces)], flags=first.flags)


def _concatenated_words(tables: Sequence[Column], mask: Optional[Array]) -> Column:
    found: Dict[str, int] = {}
    pieces = []
    for table in tables:
        assert table.dictionary is not None
        places = [found.setdefault(word, len(found)) for word in _texts(table.dictionary)]
        codes = np.where(_unknown(table), 0, _values(table))
        pieces.append(np.array(places or [0], dtype=np.int32)[codes])
    codes = np.concatenate(pieces).astype(np.int32)
    return Column(
        "i", len(codes), [mask, codes], dictionary=utf8(list(found)), flags=tables[0].flags
    )


def added(tables: Sequence[Column]) -> Column:
    """Tables of counts with the same groups, added up."""
    if len(tables) == 1:
        return tables[0]
    children = []
    for position, (name, column) in enumerate(tables[0].children):
        same = [table.children[position][1] for table in tables]
        if column.format == "+s":
            children.append((name, added(same)))
        elif column.format == "l":
            total = np.sum([_values(part) for part in same], axis=0)
            children.append((name, Column("l", column.length, [None, total], null_count=0)))
        else:
            children.append((name, column))
    return struct(tables[0].length, children)
