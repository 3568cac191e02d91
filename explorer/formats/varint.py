"""Base-128 integers and the fields of protobuf messages, read without trusting a byte.

A varint has 7 bits a byte, lowest first, the top bit set on all but the last; at most 10 bytes.
A field is `varint (number << 3 | wire type)` and a value: 0 varint, 1 eight bytes, 2 length and
bytes, 5 four bytes. Groups (3, 4) are older than every file we read.
Source: https://protobuf.dev/programming-guides/encoding
"""

from __future__ import annotations

from collections.abc import Iterator

from explorer.errors import CorruptFileError

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
MAX_VARINT_BYTES = 10


def read_varint(data: bytes, position: int, end: int) -> tuple[int, int]:
    """The unsigned 64-bit value at `position`, and the position behind it.

    Raises:
        CorruptFileError: it runs past `end` or past 10 bytes.
    """
    value = shift = 0
    last = min(end, position + MAX_VARINT_BYTES)
    while position < last:
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value & 0xFFFFFFFFFFFFFFFF, position
        shift += 7
    if position < end:
        raise CorruptFileError(f"a varint of more than {MAX_VARINT_BYTES} bytes ends at byte {position}")
    raise CorruptFileError(f"a varint is cut off at byte {end}")


def write_varint(value: int) -> bytes:
    """The bytes of an unsigned value (of a negative one: its 64-bit two's complement)."""
    value &= 0xFFFFFFFFFFFFFFFF
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def read_fields(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Walk the fields of the message `data[start:end]`.

    Yields (number, wire type, a, b): for VARINT a is the value; for the others the value's
    bytes are `data[a:b]`.

    Raises:
        CorruptFileError: a length passes the end, or a field number or wire type is not allowed.
    """
    position = start
    while position < end:
        tag, position = read_varint(data, position, end)
        number, wire = tag >> 3, tag & 7
        if not 0 < number < 1 << 29:
            raise CorruptFileError(f"field number {number} at byte {position} is not allowed")
        if wire == VARINT:
            value, position = read_varint(data, position, end)
            yield number, wire, value, position
            continue
        if wire == BYTES:
            size, position = read_varint(data, position, end)
        elif wire == FIXED64:
            size = 8
        elif wire == FIXED32:
            size = 4
        else:
            raise CorruptFileError(f"wire type {wire} of field {number} at byte {position} is not allowed")
        if size > end - position:
            raise CorruptFileError(
                f"field {number} at byte {position} says {size} bytes, {end - position} are left"
            )
        yield number, wire, position, position + size
        position += size


def int32(value: int) -> int:
    """The signed 32-bit number in the low bits of a varint, as protobuf takes it."""
    value &= 0xFFFFFFFF
    return value - (1 << 32) if value >> 31 else value


def int64(value: int) -> int:
    """The signed 64-bit number in a varint."""
    return value - (1 << 64) if value >> 63 else value
