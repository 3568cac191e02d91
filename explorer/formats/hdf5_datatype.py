"""Datatypes and dataspaces of HDF5, as far as TensorFlow has a dtype for them.

A datatype: u8 class (low 4 bits) and version, 3 bytes of class bits, u32 size, then what the class
adds. Nested types are taken apart one level deep: an array, an enumeration, a complex pair.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from explorer.errors import CorruptFileError, UnsupportedFileError
from explorer.formats.dtypes import BY_NAME, STRING
from explorer.formats.hdf5_bytes import DAMAGED_HINT, REPACK_HINT, Fields, bytes_needed

_INTEGER, _FLOAT, _TEXT, _BITS, _OPAQUE, _COMPOUND, _REFERENCE, _ENUMERATION = 0, 1, 3, 4, 5, 6, 7, 8
_VARIED, _ARRAY, _COMPLEX = 9, 10, 11
MOST_DIMENSIONS = 32  # also HDF5's own limit

# (bytes, sign at, exponent at, exponent bits, mantissa bits, exponent bias) of the floats we know.
_FLOATS = {
    (8, 63, 52, 11, 52, 1023): "float64",
    (4, 31, 23, 8, 23, 127): "float32",
    (2, 15, 10, 5, 10, 15): "float16",
    (2, 15, 7, 8, 7, 127): "bfloat16",
    (1, 7, 2, 5, 2, 15): "float8_e5m2",
    (1, 7, 3, 4, 3, 7): "float8_e4m3fn",
}


@dataclass(frozen=True, slots=True)
class Datatype:
    """How the elements of a dataset or an attribute are stored.

    `number`: TensorFlow's enum; 0 where it has none. `item_size`: bytes of one element.
    `dimensions`: of an array type, which lie behind those of the dataset.
    `is_varied`: strings of varied length, whose bytes lie in a global heap.
    `padding`: of fixed strings: 0 ends at a zero byte, 1 filled up with zeros, 2 with spaces.
    """

    number: int
    item_size: int
    name: str  # for messages
    is_big_endian: bool = False
    dimensions: tuple[int, ...] = ()
    is_varied: bool = False
    padding: int = 0
    is_opaque: bool = False


@dataclass(frozen=True, slots=True)
class Dataspace:
    """The dimensions; () of a scalar, (0,) of a null space. `most`: how far each may grow, -1 without end."""

    shape: tuple[int, ...]
    most: tuple[int, ...]


def parse_dataspace(fields: Fields) -> Dataspace:
    """Decode a dataspace message.

    Raises:
        CorruptFileError: more dimensions than HDF5 allows, or bytes missing.
        UnsupportedFileError: a version we do not know.
    """
    version, rank, flags = fields.number(1), fields.number(1), fields.number(1)
    if version == 1:
        fields.take(5)
        is_null = False
    elif version == 2:
        is_null = fields.number(1) == 2
    else:
        raise UnsupportedFileError(f"a dataspace is of version {version}", hint=REPACK_HINT)
    if rank > MOST_DIMENSIONS:
        raise CorruptFileError(f"a dataspace has {rank} dimensions", hint=DAMAGED_HINT)
    shape = tuple(fields.length() for _ in range(rank))
    if any(size >= 2**63 for size in shape):
        raise CorruptFileError("a dataspace has a dimension beyond 63 bits", hint=DAMAGED_HINT)
    # A length of all ones says without end, as an undefined address does.
    most = tuple(fields.most_length() for _ in range(rank)) if flags & 1 else shape
    return Dataspace((0,), (0,)) if is_null else Dataspace(shape, most)


def parse_datatype(fields: Fields) -> Datatype:
    """Decode a datatype message. What TensorFlow has no dtype for gets the number 0 and a name.

    Raises:
        CorruptFileError: it contradicts itself or ends too early.
    """
    kind, version, bits, size = _head(fields)
    if kind == _ARRAY:
        rank = fields.number(1)
        if rank > MOST_DIMENSIONS:
            raise CorruptFileError(f"an array type has {rank} dimensions", hint=DAMAGED_HINT)
        if version < 3:
            fields.take(3)
        dimensions = tuple(fields.number(4) for _ in range(rank))
        if version < 3:
            fields.take(4 * rank)
        kind, version, bits, item_size = _head(fields)
        found = _simple(fields, kind, version, bits, item_size)
        count = 1
        for dimension in dimensions:
            count *= dimension
        if count * found.item_size != size:
            raise CorruptFileError(
                f"an array type of {size} bytes has {count} elements of {found.item_size}", hint=DAMAGED_HINT
            )
        return replace(found, dimensions=dimensions)
    return _simple(fields, kind, version, bits, size)


def _head(fields: Fields) -> tuple[int, int, int, int]:
    first = fields.number(1)
    bits, size = fields.number(3), fields.number(4)
    if not size:
        raise CorruptFileError("a datatype has elements of 0 bytes", hint=DAMAGED_HINT)
    return first & 15, first >> 4, bits, size


def _simple(fields: Fields, kind: int, version: int, bits: int, size: int) -> Datatype:
    if kind in (_INTEGER, _BITS):
        return _integer(fields, bits, size, is_signed=kind == _INTEGER and bool(bits & 8))
    if kind == _FLOAT:
        return _float(fields, bits, size)
    if kind == _TEXT:
        return Datatype(STRING, size, "strings", padding=bits & 15)
    if kind == _VARIED:
        if bits & 15 == 1 and size >= 8:
            return Datatype(STRING, size, "strings", is_varied=True)
        return Datatype(0, size, "sequences of varied length")
    if kind == _OPAQUE:
        # Without a tag it is how h5py writes the dtypes of ml_dtypes; of these bfloat16 alone has two bytes.
        number = BY_NAME["bfloat16"].number if size == 2 and not bits & 0xFF else 0
        return Datatype(number, size, f"opaque elements of {size} bytes", is_opaque=True)
    if kind == _ENUMERATION:
        return _enumeration(fields, version, bits, size)
    if kind == _COMPOUND:
        return _compound(fields, version, bits, size)
    if kind == _COMPLEX:
        part_kind, part_version, part_bits, part_size = _head(fields)
        return (
            _pair([_simple(fields, part_kind, part_version, part_bits, part_size)] * 2, size)
            if (part_kind == _FLOAT)
            else Datatype(0, size, "complex numbers of an unusual type")
        )
    return Datatype(0, size, {_REFERENCE: "references", 2: "times"}.get(kind, f"a type of class {kind}"))


def _integer(fields: Fields, bits: int, size: int, *, is_signed: bool) -> Datatype:
    first, precision = fields.number(2), fields.number(2)
    name = f"{'int' if is_signed else 'uint'}{8 * size}"
    if first or precision != 8 * size or name not in BY_NAME:
        return Datatype(0, size, f"integers of {precision} bits in {size} bytes", bool(bits & 1))
    return Datatype(BY_NAME[name].number, size, name, bool(bits & 1))


def _float(fields: Fields, bits: int, size: int) -> Datatype:
    first, precision = fields.number(2), fields.number(2)
    exponent_at, exponent_bits = fields.number(1), fields.number(1)
    mantissa_at, mantissa_bits = fields.number(1), fields.number(1)
    bias = fields.number(4)
    pattern = (size, bits >> 8 & 0xFF, exponent_at, exponent_bits, mantissa_bits, bias)
    name = _FLOATS.get(pattern, "")
    is_plain = not first and precision == 8 * size and not mantissa_at and bits >> 4 & 3 == 2
    if not name or not is_plain or bits & 0x40:
        return Datatype(0, size, f"floats of {precision} bits in {size} bytes", bool(bits & 1))
    return Datatype(BY_NAME[name].number, size, name, bool(bits & 1))


def _enumeration(fields: Fields, version: int, bits: int, size: int) -> Datatype:
    """h5py stores booleans as an enumeration of FALSE and TRUE; of others the numbers are what counts."""
    kind, base_version, base_bits, base_size = _head(fields)
    base = _simple(fields, kind, base_version, base_bits, base_size) if kind == _INTEGER else None
    if base is None or base.item_size != size:
        return Datatype(0, size, "an enumeration of an unusual type")
    count = bits & 0xFFFF
    if count != 2 or size != 1:
        return base
    names = []
    for _ in range(count):
        start = fields.position
        names.append(fields.text())
        if version < 3:
            fields.take(-(fields.position - start) % 8)
    if names == [b"FALSE", b"TRUE"] and fields.take(2) == b"\0\1":
        return Datatype(BY_NAME["bool"].number, 1, "bool")
    return base


def _compound(fields: Fields, version: int, bits: int, size: int) -> Datatype:
    """h5py stores complex numbers as a pair of floats called r and i."""
    other = Datatype(0, size, "records of several fields")
    if bits & 0xFFFF != 2:
        return other
    parts = []
    for expected_name, turn in ((b"r", 0), (b"i", 1)):
        start = fields.position
        name = fields.text()
        if version < 3:
            fields.take(-(fields.position - start) % 8)
        offset = fields.number(bytes_needed(size) if version >= 3 else 4)
        if version == 1:
            fields.take(28)  # an array in the member, which a complex number has none of
        if name != expected_name or 2 * offset != turn * size:
            return other
        kind, part_version, part_bits, part_size = _head(fields)
        if kind != _FLOAT:
            return other
        parts.append(_simple(fields, kind, part_version, part_bits, part_size))
    return _pair(parts, size)


def _pair(parts: list[Datatype], size: int) -> Datatype:
    name = {"float32": "complex64", "float64": "complex128"}.get(parts[0].name, "")
    if not name or parts[0] != parts[1] or 2 * parts[0].item_size != size:
        return Datatype(0, size, f"complex numbers of two {parts[0].name}")
    return Datatype(BY_NAME[name].number, size, name, parts[0].is_big_endian)
