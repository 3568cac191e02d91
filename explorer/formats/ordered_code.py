"""The keys under which the slices of partitioned variables are stored: EncodeTensorNameSlice.

    key = num(0) string(name) num(rank) { signed(start) signed(length) } for each dimension

The encoding keeps the order of what it encodes when keys are compared as bytes.
Source: TensorFlow, lib/strings/ordered_code.cc and core/util/saved_tensor_slice_util.cc.
"""

from __future__ import annotations

from collections.abc import Sequence

FULL_EXTENT = -1  # the length that stands for a whole dimension; its start is 0
_ESCAPED = {0x00: b"\x00\xff", 0xFF: b"\xff\x00"}


def encode_num(value: int) -> bytes:
    """An unsigned number: the count of its significant bytes, then those bytes, highest first."""
    size = (value.bit_length() + 7) // 8
    return bytes([size]) + value.to_bytes(size, "big")


def encode_string(text: bytes) -> bytes:
    """A string with 00 written 00 ff and ff written ff 00, ended by 00 01."""
    if 0x00 in text or 0xFF in text:
        text = b"".join(_ESCAPED.get(byte) or bytes([byte]) for byte in text)
    return text + b"\x00\x01"


def encode_signed(value: int) -> bytes:
    """A signed number in n bytes of two's complement, its first n bits turned over."""
    size = 1
    while not -(1 << (7 * size - 1)) <= value < 1 << (7 * size - 1):
        size += 1
    bits = 8 * size
    header = ((1 << size) - 1) << (bits - size)
    return ((value & (1 << bits) - 1) ^ header).to_bytes(size, "big")


def encode_slice_key(name: bytes, start: Sequence[int], length: Sequence[int]) -> bytes:
    """The table key of one slice of the variable `name`."""
    parts = [encode_num(0), encode_string(name), encode_num(len(start))]
    for first, count in zip(start, length):
        parts += (encode_signed(first), encode_signed(count))
    return b"".join(parts)
