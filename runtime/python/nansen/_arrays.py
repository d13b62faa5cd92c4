"""Arrow arrays in memory: made of NumPy's buffers, taken from other libraries, given to them.

`Column` is an array with its type; nothing in it is copied. `structs_of` lays the two structs of
the Arrow C data interface over it, `column_of` reads such structs, `export` gives them away in
capsules and `import_chunks` takes what comes in them.
"""

from __future__ import annotations

import ctypes
import itertools
from ctypes import POINTER, byref, c_char_p, c_int64, c_void_p, cast, pointer, py_object
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np

from ._errors import InvalidArgumentError, SchemaMismatchError
from ._library import RELEASE, ArrowArray, ArrowArrayStream, ArrowSchema, encoded, release

Array = np.ndarray[Any, Any]

NULLABLE = 2
ORDERED = 1


@dataclass
class Column:
    """An Arrow array: its format string, buffers (None: absent), children by name, dictionary."""

    format: str
    length: int
    buffers: List[Optional[Array]]
    children: List[Tuple[str, "Column"]] = field(default_factory=list)
    dictionary: Optional["Column"] = None
    null_count: int = -1
    offset: int = 0
    flags: int = NULLABLE
    foreign: Optional[Tuple[ArrowSchema, ArrowArray]] = None  # structs that are used as they are
    owner: Any = None  # keeps the buffers alive


def bits(values: Array) -> Array:
    """Truths as a bitmap, the first in the lowest bit."""
    return np.packbits(np.ascontiguousarray(values, dtype=bool), bitorder="little")


def validity(known: Optional[Array]) -> Optional[Array]:
    """The bitmap of what is known; None where everything is."""
    if known is None or bool(known.all()):
        return None
    return bits(known)


def utf8(values: Sequence[str]) -> Column:
    """Texts as an array of utf8."""
    encoded = [value.encode() for value in values]
    offsets = np.zeros(len(encoded) + 1, dtype=np.int64)
    np.cumsum([len(text) for text in encoded], out=offsets[1:])
    data = np.frombuffer(b"".join(encoded) or b"\0", dtype=np.uint8)
    if offsets[-1] <= np.iinfo(np.int32).max:
        return Column("u", len(encoded), [None, offsets.astype(np.int32), data], null_count=0)
    return Column("U", len(encoded), [None, offsets, data], null_count=0)


def struct(length: int, children: List[Tuple[str, Column]]) -> Column:
    """A table: a struct of `children`, none of its rows null."""
    return Column("+s", length, [None], children, null_count=0, flags=0)


@RELEASE
def _release_nothing(address: int) -> None:
    """Of structs that Python's memory holds: whoever looks sees that they are not released."""


_NOTHING = cast(_release_nothing, c_void_p).value


def structs_of(column: Column, name: str, keep: List[Any]) -> Tuple[ArrowSchema, ArrowArray]:
    """The structs of `column`; `keep` gets what must live as long as they are read."""
    if column.foreign is not None:
        schema, array = ArrowSchema(), ArrowArray()
        ctypes.memmove(byref(schema), byref(column.foreign[0]), ctypes.sizeof(schema))
        ctypes.memmove(byref(array), byref(column.foreign[1]), ctypes.sizeof(array))
        schema.name = encoded("a column", name)
        schema.release = array.release = _NOTHING
        keep += [schema, array, column]
        return schema, array
    parts = [structs_of(child, child_name, keep) for child_name, child in column.children]
    schema = ArrowSchema(
        format=column.format.encode(),
        name=encoded("a column", name),
        flags=column.flags,
        n_children=len(parts),
        release=_NOTHING,
    )
    array = ArrowArray(
        length=column.length,
        null_count=column.null_count,
        offset=column.offset,
        n_buffers=len(column.buffers),
        n_children=len(parts),
        release=_NOTHING,
    )
    buffers = (c_void_p * max(1, len(column.buffers)))(
        *[None if buffer is None else buffer.ctypes.data for buffer in column.buffers]
    )
    array.buffers = cast(buffers, POINTER(c_void_p))
    if parts:
        schemas = (POINTER(ArrowSchema) * len(parts))(*[pointer(part[0]) for part in parts])
        arrays = (POINTER(ArrowArray) * len(parts))(*[pointer(part[1]) for part in parts])
        schema.children = cast(schemas, POINTER(POINTER(ArrowSchema)))
        array.children = cast(arrays, POINTER(POINTER(ArrowArray)))
        keep += [schemas, arrays]
    if column.dictionary is not None:
        words = structs_of(column.dictionary, "", keep)
        schema.dictionary = pointer(words[0])
        array.dictionary = pointer(words[1])
    keep += [schema, array, buffers, column]
    return schema, array


# ---- arrays of others ----


class _Imported:
    """Structs that are ours to release, once nothing looks at their buffers any more."""

    def __init__(self) -> None:
        self.schema = ArrowSchema()
        self.array = ArrowArray()

    def __del__(self) -> None:
        release(self.array)
        release(self.schema)


class _Memory:
    """Bytes that `owner` keeps, as NumPy sees them."""

    def __init__(self, address: int, size: int, owner: Any) -> None:
        self.owner = owner
        self.__array_interface__ = {
            "version": 3,
            "data": (address, True),
            "shape": (size,),
            "typestr": "|u1",
        }


_WIDTHS = {"c": 1, "C": 1, "s": 2, "S": 2, "i": 4, "I": 4, "l": 8, "L": 8, "tdD": 4, "tdm": 8}
_WIDTHS.update({"e": 2, "f": 4, "g": 8})


def _view(address: Optional[int], size: int, owner: Any) -> Optional[Array]:
    if not address:
        return None
    if size == 0:
        return np.zeros(0, dtype=np.uint8)
    return np.asarray(_Memory(address, size, owner))


def column_of(schema: ArrowSchema, array: ArrowArray, owner: Any) -> Column:
    """What the structs describe, nothing copied; `owner` keeps it alive."""
    form = (schema.format or b"").decode()
    rows = array.offset + array.length
    addresses = [array.buffers[index] for index in range(array.n_buffers)]
    sizes = [(rows + 7) // 8]
    if form == "b":
        sizes.append((rows + 7) // 8)
    elif form in _WIDTHS:
        sizes.append(_WIDTHS[form] * rows)
    elif form.startswith("d:"):
        sizes.append(16 * rows)
    elif form in ("u", "U"):
        width = 4 if form == "u" else 8
        sizes.append(width * (rows + 1) if rows else 0)
        offsets = _view(addresses[1], sizes[1], owner) if len(addresses) > 1 else None
        kind = np.int32 if form == "u" else np.int64
        sizes.append(int(offsets.view(kind)[-1]) if offsets is not None and rows else 0)
    elif form != "+s":
        raise SchemaMismatchError(f'an array of the Arrow type "{form}" among answers')
    return Column(
        form,
        array.length,
        [_view(address, size, owner) for address, size in zip(addresses, sizes)],
        [
            (
                (schema.children[index].contents.name or b"").decode(),
                column_of(
                    schema.children[index].contents, array.children[index].contents, owner
                ),
            )
            for index in range(array.n_children)
        ],
        column_of(schema.dictionary.contents, array.dictionary.contents, owner)
        if array.dictionary
        else None,
        array.null_count,
        array.offset,
        schema.flags,
        owner=owner,
    )


class Answered(_Imported):
    """Room for the structs that libnansen fills."""

    def column(self) -> Column:
        return column_of(self.schema, self.array, self)


_get_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_get_pointer.restype = c_void_p
_get_pointer.argtypes = [py_object, c_char_p]


def _foreign(schema: Any, array: Any, owner: Any) -> Column:
    return Column(
        (schema.format or b"").decode(), array.length, [], foreign=(schema, array), owner=owner
    )


# Of the types that libnansen reads; it looks at no buffers of others.
_BUFFERS = {"n": 0, "+s": 1, "u": 3, "U": 3}


def _without_rows(schema: ArrowSchema) -> Column:
    """An array of the type that `schema` says, without rows."""
    form = (schema.format or b"").decode()
    # Of lists and texts the second buffer begins with the first offset, even without rows.
    offsets = np.zeros(1, dtype=np.int64)
    children = [schema.children[index].contents for index in range(schema.n_children)]
    return Column(
        form,
        0,
        [None, offsets, offsets][: _BUFFERS.get(form, 2)],
        [((child.name or b"").decode(), _without_rows(child)) for child in children],
        _without_rows(schema.dictionary.contents) if schema.dictionary else None,
        null_count=0,
    )


def _from_stream(capsule: Any) -> List[Column]:
    stream = ArrowArrayStream.from_address(_get_pointer(capsule, b"arrow_array_stream"))
    get = ctypes.CFUNCTYPE(ctypes.c_int, c_void_p, c_void_p)
    last_error = ctypes.CFUNCTYPE(c_char_p, c_void_p)
    address = ctypes.addressof(stream)

    def must(function: int, struct_: ctypes.Structure) -> None:
        if get(function)(address, ctypes.addressof(struct_)) != 0:
            message = last_error(stream.get_last_error)(address) or b"the stream gives no reason"
            raise InvalidArgumentError("an Arrow stream failed: " + message.decode())

    first = _Imported()
    must(stream.get_schema, first.schema)
    found = []
    while True:
        part = _Imported()
        must(stream.get_next, part.array)
        if not part.array.release:
            break
        found.append(_foreign(first.schema, part.array, (first, part)))
    if not found:
        # A table without rows may come so: it is one all the same, of the types that it says.
        keep: List[Any] = [first]
        _, array = structs_of(_without_rows(first.schema), "", keep)
        found.append(_foreign(first.schema, array, keep))
    return found


def is_arrow(data: Any) -> bool:
    """True iff `data` offers itself by the Arrow PyCapsule interface."""
    return hasattr(data, "__arrow_c_array__") or hasattr(data, "__arrow_c_stream__")


def import_chunks(data: Any) -> List[Column]:
    """The arrays that `data` offers by the Arrow PyCapsule interface, as they are."""
    if hasattr(data, "__arrow_c_array__"):
        schema, array = data.__arrow_c_array__()
        return [
            _foreign(
                ArrowSchema.from_address(_get_pointer(schema, b"arrow_schema")),
                ArrowArray.from_address(_get_pointer(array, b"arrow_array")),
                (schema, array),
            )
        ]
    return _from_stream(data.__arrow_c_stream__())


# ---- arrays for others ----

# What exported structs need, by the number in their private data, until they are released; and the
# structs in capsules, by their addresses, until the capsules go.
_exported: Dict[int, Any] = {}
_in_capsules: Dict[int, Any] = {}
_numbers = itertools.count(1)


def _release_exported(kind: Any, address: int) -> None:
    gone = kind.from_address(address)
    for index in range(gone.n_children):
        release(gone.children[index].contents)
    if gone.dictionary:
        release(gone.dictionary.contents)
    _exported.pop(gone.private_data, None)
    gone.release = None


@RELEASE
def _release_schema(address: int) -> None:
    _release_exported(ArrowSchema, address)


@RELEASE
def _release_array(address: int) -> None:
    _release_exported(ArrowArray, address)


@ctypes.PYFUNCTYPE(None, c_void_p)
def _destroy_capsule(capsule: int) -> None:
    # The capsule is being destroyed: it must stay an address, as no reference to it may be taken.
    name = _name_of(capsule)
    held = _in_capsules.pop(_pointer_of(capsule, name), None)
    if held is not None:
        release(held)


_name_of = ctypes.PYFUNCTYPE(c_char_p, c_void_p)(("PyCapsule_GetName", ctypes.pythonapi))
_pointer_of = ctypes.PYFUNCTYPE(c_void_p, c_void_p, c_char_p)(
    ("PyCapsule_GetPointer", ctypes.pythonapi)
)
_new_capsule = ctypes.PYFUNCTYPE(py_object, c_void_p, c_char_p, c_void_p)(
    ("PyCapsule_New", ctypes.pythonapi)
)
_DESTROY = cast(_destroy_capsule, c_void_p).value
# Capsules keep no copy of their names.
_SCHEMA_NAME = c_char_p(b"arrow_schema")
_ARRAY_NAME = c_char_p(b"arrow_array")


def _own(struct_: Any, callback: Any, owner: Any) -> None:
    """Makes `struct_` and all below it structs that may be moved and released one by one."""
    below = [struct_.children[index].contents for index in range(struct_.n_children)]
    if struct_.dictionary:
        below.append(struct_.dictionary.contents)
    for part in below:
        _own(part, callback, owner)
    number = next(_numbers)
    _exported[number] = owner
    struct_.private_data = number
    struct_.release = cast(callback, c_void_p).value


def _capsule(struct_: Any, name: c_char_p) -> Any:
    address = ctypes.addressof(struct_)
    _in_capsules[address] = struct_
    return _new_capsule(address, name, _DESTROY)


def export_schema(column: Column) -> Any:
    """A capsule with the type of `column`."""
    keep: List[Any] = []
    schema, _ = structs_of(column, "", keep)
    _own(schema, _release_schema, keep)
    return _capsule(schema, _SCHEMA_NAME)


def export(column: Column) -> Tuple[Any, Any]:
    """Capsules with the type of `column` and with itself, nothing copied."""
    keep: List[Any] = []
    _, array = structs_of(column, "", keep)
    _own(array, _release_array, keep)
    return export_schema(column), _capsule(array, _ARRAY_NAME)
