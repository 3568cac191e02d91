"""The two checksums of HDF5: lookup3 over metadata, Fletcher's over chunks that carry one.

Source: HDF5 file format specification 3.0; Bob Jenkins, lookup3.c (`hashlittle`); HDF5, H5checksum.c.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

_MASK = 0xFFFFFFFF
_SLAB_WORDS = 1 << 16  # sums of products of so many 16-bit words stay far below 63 bits
_MODULUS = 65535


def lookup3(data: bytes) -> int:
    """Jenkins' lookup3 hash of `data`, started at 0: the checksum of every block of newer metadata."""
    a: int = (0xDEADBEEF + len(data)) & _MASK
    b = c = a
    if not data:
        return c
    words: tuple[int, ...] = struct.unpack(f"<{(len(data) + 11) // 12 * 3}I", data + bytes(-len(data) % 12))
    last = len(words) - 3
    for at in range(0, last, 3):
        a = a + words[at] & _MASK
        b = b + words[at + 1] & _MASK
        c = c + words[at + 2] & _MASK
        a = (a - c ^ (c << 4 | c >> 28)) & _MASK
        c = c + b & _MASK
        b = (b - a ^ (a << 6 | a >> 26)) & _MASK
        a = a + c & _MASK
        c = (c - b ^ (b << 8 | b >> 24)) & _MASK
        b = b + a & _MASK
        a = (a - c ^ (c << 16 | c >> 16)) & _MASK
        c = c + b & _MASK
        b = (b - a ^ (a << 19 | a >> 13)) & _MASK
        a = a + c & _MASK
        c = (c - b ^ (b << 4 | b >> 28)) & _MASK
        b = b + a & _MASK
    a, b, c = a + words[last] & _MASK, b + words[last + 1] & _MASK, c + words[last + 2] & _MASK
    c = (c ^ b) - _turned(b, 14) & _MASK
    a = (a ^ c) - _turned(c, 11) & _MASK
    b = (b ^ a) - _turned(a, 25) & _MASK
    c = (c ^ b) - _turned(b, 16) & _MASK
    a = (a ^ c) - _turned(c, 4) & _MASK
    b = (b ^ a) - _turned(a, 14) & _MASK
    return (c ^ b) - _turned(b, 24) & _MASK


def _turned(word: int, count: int) -> int:
    return (word << count | word >> (32 - count)) & _MASK


def is_fletcher32(data: npt.NDArray[np.uint8], stored: int) -> bool:
    """Whether `stored` is the Fletcher checksum of `data`, as big-endian 16-bit words.

    The sums are compared modulo 65535, in which HDF5 writes 0 as either 0 or 65535. Files of
    HDF5 before 1.6.3 hold the halves of the sums with their bytes swapped; both are right.
    """
    if len(data) % 2:
        data = np.append(data, np.uint8(0))
    words = data.view(">u2")
    first = second = 0
    for begin in range(0, len(words), _SLAB_WORDS):
        slab = words[begin : begin + _SLAB_WORDS].astype(np.int64)
        second += first * len(slab) + int(slab @ np.arange(len(slab), 0, -1))
        first += int(slab.sum())
        first %= _MODULUS
        second %= _MODULUS
    swapped = int.from_bytes(struct.pack(">HH", stored >> 16, stored & 0xFFFF), "big")
    swapped = (swapped & 0xFF00FF00) >> 8 | (swapped & 0x00FF00FF) << 8
    return any(
        (value & 0xFFFF) % _MODULUS == first and (value >> 16) % _MODULUS == second
        for value in (stored, swapped)
    )
