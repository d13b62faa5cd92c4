"""Values of Python, NumPy and pandas as Arrow arrays that hold facts; one function a kind of fact.

Integers, doubles, codes of categoricals and days in milliseconds are taken where they lie. Truths
are packed into bits, days that NumPy keeps in 8 bytes into 4, texts into codes.
"""

from __future__ import annotations

import datetime
import sys
from decimal import Decimal
from fractions import Fraction
from typing import Any, Dict, List, Mapping, Optional, Tuple

import numpy as np

from ._arrays import Array, Column, bits, import_chunks, is_arrow, struct, utf8, validity
from ._errors import BadValueError, InvalidArgumentError, SchemaMismatchError

Known = Optional[Array]  # which rows are known; None: all
NEVER = datetime.date(9999, 12, 31)
_DAY = np.dtype("M8[D]")
_EPOCH = datetime.date(1970, 1, 1)
_SEQUENCES = (list, tuple, set, frozenset, dict, np.ndarray)


def unknown(value: Any) -> bool:
    """True iff `value` stands for a fact that is not known: None, NaN, NaT, pandas' NA, masked."""
    if value is None or value is np.ma.masked:
        return True
    if isinstance(value, (str, bool, int, *_SEQUENCES)):
        return False
    if type(value).__name__ == "NAType":
        return True
    try:
        return bool(value != value)
    except (TypeError, ValueError):
        return False  # what cannot be compared is something


def wrong(name: str, row: int, value: Any, wanted: str) -> SchemaMismatchError:
    """The error for a value of a type that cannot be the fact `name`."""
    return SchemaMismatchError(
        f'column "{name}", row {row}: {value!r} is {_what(value)}, but {wanted} is wanted'
    )


def _what(value: Any) -> str:
    return f"of the type {type(value).__name__}"


def _is_pandas(values: Any, kind: str) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(values, getattr(pandas, kind))


def is_frame(values: Any) -> bool:
    """True iff `values` is a DataFrame."""
    return _is_pandas(values, "DataFrame")


def plain(name: str, values: Any) -> Tuple[Array, Known]:
    """`values` as a NumPy array of one dimension, and which of them are known as far as the
    container says so; NaN, NaT and None inside the array are left to the fact's kind."""
    if _is_pandas(values, "Series") or _is_pandas(values, "Index"):
        values = values.array
    if _is_pandas(values, "Categorical"):
        values = values.__array__()
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(values, pandas.api.extensions.ExtensionArray):
        return _extension(name, values)
    known: Known = None
    if isinstance(values, np.ma.MaskedArray):
        if values.mask is not np.ma.nomask:
            known = ~np.ma.getmaskarray(values)
        values = values.data
    if not isinstance(values, np.ndarray):
        if isinstance(values, (str, bytes, Mapping)) or not hasattr(values, "__len__"):
            raise InvalidArgumentError(
                f'column "{name}": {_what(values)}; a column is a list, an array or a series'
            )
        return _of_list(list(values)), None
    if values.ndim != 1:
        raise InvalidArgumentError(f'column "{name}" has {values.ndim} dimensions instead of one')
    if not values.dtype.isnative:
        values = values.astype(values.dtype.newbyteorder("="))
    return values, known


def _of_list(values: List[Any]) -> Array:
    kinds = set(map(type, values))
    if kinds == {bool}:
        return np.array(values, dtype=bool)
    if kinds == {int}:
        try:
            return np.array(values, dtype=np.int64)
        except OverflowError:
            pass
    elif kinds == {float}:
        return np.array(values, dtype=np.float64)
    found = np.empty(len(values), dtype=object)
    for index, value in enumerate(values):
        found[index] = value
    return found


def _extension(name: str, values: Any) -> Tuple[Array, Known]:
    """A column of pandas' own: nullable numbers and truths, texts, days, periods of days."""
    missing = np.asarray(values.isna())
    known = ~missing if missing.any() else None
    kind = str(values.dtype)
    lower = kind.lower()
    if lower == "boolean":
        return np.asarray(values.to_numpy(dtype=bool, na_value=False)), known
    if lower.startswith(("int", "uint", "float")):
        return np.asarray(values.to_numpy(dtype=np.dtype(lower), na_value=0)), known
    if kind.startswith("datetime64[") and "," in kind:
        raise SchemaMismatchError(
            f'column "{name}" holds instants of a time zone; days have none (dt.tz_localize(None))'
        )
    if kind == "period[D]":
        return np.asarray(values.asi8).view(_DAY), known
    if kind.startswith(("datetime64[", "timedelta64[")):
        return np.asarray(values), known
    return np.asarray(values, dtype=object), known


def _both(known: Known, more: Array) -> Known:
    if more.all():
        return known
    return more if known is None else known & more


def _known_objects(values: Array, known: Known) -> Array:
    """Of an array of objects: which are known."""
    found = np.fromiter((not unknown(value) for value in values), dtype=bool, count=len(values))
    return found if known is None else found & known


def _first(rows: Array) -> int:
    return int(np.flatnonzero(rows)[0])


def boolean(name: str, values: Any) -> Column:
    """Truths; whole numbers and floats may be 0 and 1, NaN is unknown."""
    array, known = plain(name, values)
    if array.dtype.kind == "O":
        known = _known_objects(array, known)
        truths = np.zeros(len(array), dtype=bool)
        for row in np.flatnonzero(known):
            value = array[row]
            if not isinstance(value, (bool, np.bool_)) and not (
                isinstance(value, (int, float, np.number)) and value in (0, 1)
            ):
                raise wrong(name, int(row), value, "True, False or None")
            truths[row] = bool(value)
    elif array.dtype.kind in "iuf":
        if array.dtype.kind == "f":
            known = _both(known, ~np.isnan(array))
        bad = (array != 0) & (array != 1)
        bad = bad if known is None else bad & known
        if bad.any():
            row = _first(bad)
            raise wrong(name, row, array[row].item(), "True, False, 1, 0 or NaN")
        truths = array == 1
    elif array.dtype.kind == "b":
        truths = array
    else:
        raise SchemaMismatchError(f'column "{name}" of {array.dtype} cannot hold a truth')
    return Column("b", len(array), [validity(known), bits(truths)])


INTEGERS = {"i1": "c", "u1": "C", "i2": "s", "u2": "S", "i4": "i", "u4": "I", "i8": "l", "u8": "L"}


def _integers(array: Array, known: Known) -> Column:
    return Column(
        INTEGERS[array.dtype.str[1:]],
        len(array),
        [validity(known), np.ascontiguousarray(array)],
    )


def number(name: str, values: Any, scale: int) -> Column:
    """Numbers of a fact that keeps 1/scale; never rounded, NaN is unknown."""
    array, known = plain(name, values)
    kind = array.dtype.kind
    if kind in "iu":
        return _integers(array, known)
    if kind == "f":
        return _floats(name, array, known, scale)
    if kind == "m":
        known = _both(known, ~np.isnat(array))
        days = array.astype("m8[D]")
        _must_be_whole(name, array, days.astype(array.dtype), known, "a whole number of days")
        return _integers(days.view(np.int64), known)
    if kind == "O":
        known = _known_objects(array, known)
        return _exact(name, array, known, scale)
    raise SchemaMismatchError(f'column "{name}" of {array.dtype} cannot hold a number')


def _must_be_whole(
    name: str, array: Array, whole: Array, known: Known, wanted: str
) -> None:
    bad = array != whole
    bad = bad if known is None else bad & known
    if bad.any():
        row = _first(bad)
        raise BadValueError(f'column "{name}", row {row}: {array[row]} is not {wanted}')


def _floats(name: str, array: Array, known: Known, scale: int) -> Column:
    present = ~np.isnan(array)
    known = _both(known, present)
    if scale != 1:
        if array.dtype.itemsize not in (4, 8):
            array = array.astype(np.float32 if array.dtype.itemsize == 2 else np.float64)
        form = "f" if array.dtype.itemsize == 4 else "g"
        return Column(form, len(array), [validity(known), np.ascontiguousarray(array)])
    filled = array if known is None else np.where(known, array, 0)
    with np.errstate(invalid="ignore"):
        whole = filled.astype(np.int64)
    _must_be_whole(name, filled, whole.astype(array.dtype), None, "a whole number")
    return _integers(whole, known)


def _fraction(name: str, row: int, value: Any) -> Fraction:
    if isinstance(value, (bool, np.bool_)) or not isinstance(
        value, (int, float, Decimal, Fraction, np.integer, np.floating)
    ):
        raise wrong(name, row, value, "a number")
    try:
        exact: Any = value.item() if isinstance(value, np.generic) else value
        return Fraction(exact)
    except (ValueError, OverflowError) as infinite:
        raise BadValueError(f'column "{name}", row {row}: {value} is not a number') from infinite


def _exact(name: str, array: Array, known: Array, scale: int) -> Column:
    """Objects that are numbers: as int64 where all are whole, else as decimals of 38 digits."""
    numbers = [
        _fraction(name, row, value) if known[row] else Fraction(0)
        for row, value in enumerate(array)
    ]
    decimals = [value for value in array[known] if not isinstance(value, float)]
    if len(decimals) != int(known.sum()) and scale != 1 and not any(
        isinstance(value, (Decimal, Fraction)) for value in decimals
    ):
        # Floats beside None: as doubles, which libnansen reads as it reads a column of doubles.
        doubles = np.array([float(value) for value in numbers])
        return Column("g", len(array), [validity(known), doubles])
    digits = max((_digits(name, row, value) for row, value in enumerate(numbers)), default=0)
    scaled = [int(value * 10**digits) for value in numbers]
    if digits == 0 and all(-(2**63) <= value < 2**63 for value in scaled):
        return _integers(np.array(scaled, dtype=np.int64), known)
    for row, value in enumerate(scaled):
        if abs(value) >= 10**38:
            raise BadValueError(f'column "{name}", row {row}: {numbers[row]} has too many digits')
    data = b"".join(value.to_bytes(16, "little", signed=True) for value in scaled)
    buffer = np.frombuffer(data or b"\0", dtype=np.uint8)
    return Column(f"d:38,{digits}", len(array), [validity(known), buffer])


def _digits(name: str, row: int, value: Fraction) -> int:
    """How many decimals `value` has."""
    denominator = value.denominator
    for digits in range(38):
        if 10**digits % denominator == 0:
            return digits
    raise BadValueError(f'column "{name}", row {row}: {value} has no end as a decimal')


def date(name: str, values: Any) -> Column:
    """Days: datetime64, dates, "2024-02-29" or "never"."""
    array, known = plain(name, values)
    if array.dtype.kind == "M":
        known = _both(known, ~np.isnat(array))
        if array.dtype == np.dtype("M8[ms]"):
            return Column("tdm", len(array), [validity(known), np.ascontiguousarray(array)])
        days = array.astype(_DAY)
        _must_be_whole(name, array, days.astype(array.dtype), known, "a whole day")
        return _days(name, days.view(np.int64), known)
    if array.dtype.kind not in "OU":
        raise SchemaMismatchError(
            f'column "{name}" of {array.dtype} cannot hold days: give datetime64, dates or texts'
        )
    days = np.zeros(len(array), dtype=np.int64)
    known = _known_objects(array, known)
    for row in np.flatnonzero(known):
        day = _day(name, int(row), array[row])
        if day is None:
            known[row] = False
        else:
            days[row] = day
    return _days(name, days, known)


def _days(name: str, days: Array, known: Known) -> Column:
    narrow = days.astype(np.int32)
    bad = narrow != days
    bad = bad if known is None else bad & known
    if bad.any():
        raise BadValueError(f'column "{name}", row {_first(bad)}: a day outside the calendar')
    return Column("tdD", len(days), [validity(known), narrow])


def _day(name: str, row: int, value: Any) -> Optional[int]:
    """Days since 1970-01-01; None for an empty text."""
    if isinstance(value, (tuple, list)) or (isinstance(value, str) and ".." in value):
        raise SchemaMismatchError(
            f'column "{name}", row {row}: {value!r} is a range of days, which was not compiled for: '
            "compile with ranges=True, or build with --ranges"
        )
    if isinstance(value, str):
        if not value:
            return None
        try:
            value = NEVER if value == "never" else datetime.date.fromisoformat(value)
        except ValueError:
            raise BadValueError(
                f'column "{name}", row {row}: "{value}" is no day like "2024-02-29" or "never"'
            ) from None
    if isinstance(value, np.datetime64):
        return int(value.astype(_DAY).astype(np.int64))
    if isinstance(value, datetime.datetime):
        if value.tzinfo is not None or value.time() != datetime.time(0):
            raise BadValueError(f'column "{name}", row {row}: {value} is not a whole day')
        value = value.date()
    if not isinstance(value, datetime.date):
        raise wrong(name, row, value, "a date")
    return (value - _EPOCH).days


def date_range(name: str, values: Any) -> Column:
    """Days that may be known to lie between two: pairs of days, "2022-02-24..2022-03-31", days; or
    a mapping or table of "least" and "greatest"."""
    if isinstance(values, np.ndarray) and values.dtype.names == ("least", "greatest"):
        masked = isinstance(values, np.ma.MaskedArray)
        values = {end: values[end] if masked else values[end].copy() for end in values.dtype.names}
    if isinstance(values, Mapping) or is_frame(values):
        ends = [date(f"{name}.{end}", values[end]) for end in ("least", "greatest")]
        return _between(ends[0], ends[1])
    if isinstance(values, np.ndarray) and values.ndim == 2 and values.shape[1] == 2:
        return _between(date(name, values[:, 0]), date(name, values[:, 1]))
    array, _ = plain(name, values)
    if array.dtype.kind not in "OU":
        column = date(name, values)
        return _between(column, column)
    firsts: List[Any] = []
    lasts: List[Any] = []
    for row, value in enumerate(array):
        if isinstance(value, str) and ".." in value:
            value = tuple(value.split("..", 1))
        if isinstance(value, (tuple, list)):
            if len(value) != 2:
                raise wrong(name, row, value, "a pair of days")
            firsts.append(value[0])
            lasts.append(value[1])
        else:
            firsts.append(value)
            lasts.append(value)
    return _between(date(name, firsts), date(name, lasts))


def _between(least: Column, greatest: Column) -> Column:
    return struct(least.length, [("least", least), ("greatest", greatest)])


def words(name: str, values: Any, wanted: str) -> Column:
    """Names of members or ids of rows, as codes into a dictionary; an empty text is unknown."""
    if _is_pandas(values, "Series") or _is_pandas(values, "Index"):
        values = values.array
    if _is_pandas(values, "Categorical"):
        return _categorical(name, values, wanted)
    array, known = plain(name, values)
    if array.dtype.kind == "U":
        members, codes = np.unique(array, return_inverse=True)
        known = _both(known, array != "")
        return _codes(name, codes.astype(np.int32), known, [str(member) for member in members])
    if array.dtype.kind != "O":
        if len(array) == 0 or (array.dtype.kind == "f" and np.isnan(array).all()):
            nothing = np.zeros(len(array), dtype=np.int32)
            return _codes(name, nothing, np.zeros(len(array), dtype=bool), [])
        raise SchemaMismatchError(f'column "{name}" of {array.dtype} cannot hold {wanted}')
    found: Dict[str, int] = {}
    known = _known_objects(array, known)
    codes = np.zeros(len(array), dtype=np.int32)
    for row in np.flatnonzero(known):
        codes[row] = _code(name, int(row), array[row], found, wanted)
    if "" in found:
        known &= codes != found[""]
    return _codes(name, codes, known, list(found))


def _code(name: str, row: int, value: Any, found: Dict[str, int], wanted: str) -> int:
    if not isinstance(value, str):
        raise wrong(name, row, value, wanted)
    return found.setdefault(value, len(found))


def _codes(
    name: str, codes: Array, known: Known, members: List[str], ends: Optional[Array] = None
) -> Column:
    """Codes into `members`; a list a row where there are `ends`."""
    # A dictionary without a word for what is masked anyway keeps readers from looking for "".
    column = _integers(codes, known)
    try:
        column.dictionary = utf8(members)
    except UnicodeEncodeError as error:
        place = _first(codes == members.index(error.object)) if len(codes) else 0
        row = place if ends is None else int(np.searchsorted(ends, place, side="right")) - 1
        raise half_a_character(name, row, error.object) from None
    return column


def half_a_character(name: str, row: int, text: str) -> BadValueError:
    """The error for a text that cannot be written as UTF-8."""
    return BadValueError(
        f'column "{name}", row {row}: {text!a} is no text: it holds half of a character '
        "(a lone surrogate)"
    )


def _categorical(name: str, values: Any, wanted: str) -> Column:
    codes = np.asarray(values.codes)
    categories = list(values.categories)
    for category in categories:
        if not isinstance(category, str):
            raise SchemaMismatchError(
                f'column "{name}": the category {category!r} is {_what(category)}, '
                f"but {wanted} is wanted"
            )
    known = codes >= 0
    return _codes(name, codes, None if known.all() else known, categories)


def reference(name: str, values: Any, integer_ids: bool = False) -> Column:
    """Ids of rows of another table. Integers are the rows' numbers, or their ids where the table
    has `integer_ids`."""
    if not _is_pandas(getattr(values, "array", values), "Categorical"):
        array, known = plain(name, values)
        kind = array.dtype.kind
        if integer_ids and kind in "iuf":
            return _written_ids(name, array, known)
        if integer_ids and kind == "O":
            known = _known_objects(array, known)
            texts = [_written_id(value) if known[row] else None for row, value in enumerate(array)]
            return words(name, texts, "the id of a row")
        if kind in "iu":
            rows = array.astype(np.int32)
            _must_be_whole(name, array, rows.astype(array.dtype), known, "the number of a row")
            return _integers(rows, known)
    return words(name, values, "the id of a row")


def _written_id(value: Any) -> Any:
    """An integer as the id that it is; anything else as it is."""
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    return str(value) if whole else value


def _written_ids(name: str, array: Array, known: Known) -> Column:
    """Integers as the ids that they are; floats too, which pandas makes of integers with gaps."""
    if array.dtype.kind == "f":
        known = _both(known, ~np.isnan(array))
        # Larger ones may have been other integers before they were floats.
        exact = np.abs(array) < 2.0 ** (np.finfo(array.dtype).nmant + 1)
        _must_be_whole(name, array, np.where(exact, np.trunc(array), np.nan), known, "an id")
        array = np.where(exact, array, 0).astype(np.int64)
    present = np.ones(len(array), dtype=bool) if known is None else known
    ids, places = np.unique(array[present], return_inverse=True)
    codes = np.zeros(len(array), dtype=np.int32)
    codes[present] = places
    return _codes(name, codes, known, [str(value) for value in ids.tolist()])


def members(name: str, values: Any) -> Column:
    """Sets of members: a list, tuple or set a row; None where the set is not known."""
    array, known = plain(name, values)
    if array.dtype.kind != "O" and len(array) != 0:
        raise SchemaMismatchError(f'column "{name}" of {array.dtype} cannot hold sets of members')
    known = _known_objects(array, known)
    found: Dict[str, int] = {}
    codes: List[int] = []
    offsets = np.zeros(len(array) + 1, dtype=np.int32)
    for row, value in enumerate(array):
        if known[row]:
            if not isinstance(value, (list, tuple, set, frozenset, np.ndarray)):
                raise wrong(name, row, value, "a list of members")
            codes += [_code(name, row, member, found, "a member") for member in value]
        offsets[row + 1] = len(codes)
    items = _codes(name, np.array(codes, dtype=np.int32), None, list(found), offsets)
    return Column("+l", len(array), [validity(known), offsets], [("item", items)])


def guessed(name: str, values: Any) -> Column:
    """A column of which only its values say what it holds: indicators of States."""
    if is_arrow(values) and not _is_pandas(values, "Series"):
        return arrow(name, values)
    if _is_pandas(getattr(values, "array", values), "Categorical"):
        return words(name, values, "a text")
    array, known = plain(name, values)
    kind = array.dtype.kind
    if kind == "O":
        present = array[_known_objects(array, known)]
        if any(isinstance(value, str) for value in present):
            return words(name, values, "a text")
        if any(isinstance(value, (bool, np.bool_)) for value in present):
            return boolean(name, values)
        if any(isinstance(value, datetime.date) for value in present):
            return date(name, values)
        return number(name, values, 10)
    if kind == "U":
        return words(name, values, "a text")
    if kind == "b":
        return boolean(name, values)
    if kind == "M":
        return date(name, values)
    return number(name, values, 10)


def arrow(name: str, values: Any) -> Column:
    """A column that is an Arrow array already."""
    chunks = import_chunks(values)
    if len(chunks) != 1:
        raise InvalidArgumentError(
            f'column "{name}" comes in {len(chunks)} pieces: combine them (combine_chunks)'
        )
    return chunks[0]
