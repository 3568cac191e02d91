"""Bytes at odd places of a buffer looked at eight at a time in numpy: varints, and short strings compared.

Used for large indexes and graphs, where a step in Python for each of 200,000 entries would take longer than all else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]
    Octets = npt.NDArray[np.uint8]
    Words = npt.NDArray[np.uint64]

# The lowest n bytes of a word, n = 0 ... 8.
LOW_BYTES = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64
)
_ONES = np.uint64(0x0101010101010101)
_TOP_BITS = np.uint64(0x8080808080808080)
# Joining the seven-bit groups of a varint: neighbours, pairs, then fours.
_JOINS = tuple(
    (np.uint64(low), np.uint64(high), np.uint64(shift))
    for low, high, shift in (
        (0x007F007F007F007F, 0x7F007F007F007F00, 1),
        (0x00003FFF00003FFF, 0x3FFF00003FFF0000, 2),
        (0x000000000FFFFFFF, 0x0FFFFFFF00000000, 4),
    )
)


def words_at(octets: Octets) -> Words:
    """A view of `octets` (8 at least) as little-endian words, one starting at every byte."""
    view: Words = np.lib.stride_tricks.as_strided(
        octets[:8].view("<u8"), shape=(len(octets) - 7,), strides=(1,), writeable=False
    )
    return view


def varints_in(words: Words) -> tuple[Ints, Ints]:
    """The varint at the low end of each word, and its length in bytes; 0 where it does not end in the word."""
    stop = ~words & _TOP_BITS
    lowest = stop & (~stop + np.uint64(1))
    inside = lowest | (lowest - np.uint64(1))
    value = words & inside
    for low, high, shift in _JOINS:
        value = (value & low) | ((value & high) >> shift)
    length = (((inside & _ONES) * _ONES) >> np.uint64(56)).astype(np.int64)
    length[stop == 0] = 0
    return value.astype(np.int64), length


def read_varints(words: Words, position: Ints, most: int) -> tuple[Ints, Ints, Bools]:
    """The varint at each position, the position behind it, and which have more than `most` (<= 8) bytes."""
    value, length = varints_in(words[position])
    too_long = (length == 0) | (length > most)
    return value, position + np.where(too_long, most, length), too_long


def sorted_distinct(values: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    """What np.unique gives, without its import of numpy.ma (11 ms)."""
    values = np.sort(values)
    is_new = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=is_new[1:])
    return values[is_new]


def distinct(words: Words, start: Ints, end: Ints) -> tuple[npt.NDArray[np.int32], Ints] | None:
    """Number equal strings `start[i] : end[i]` alike.

    Returns:
        int32 [n] the number of each string, and for each number the row of one string of it;
        None if a string has more than 32 bytes (or two different ones fell on one hash).
    """
    size = end - start
    if not len(start) or int(size.max()) > 32:
        return None
    count = max(int(size.max()) + 7 >> 3, 1)
    parts = []
    total = size.astype(np.uint64)
    for word in range(count):
        part = words[start + 8 * word] & LOW_BYTES[np.clip(size - 8 * word, 0, 8)]
        parts.append(part)
        total = (total ^ part) * _FACTORS[word]
        total ^= total >> np.uint64(29)
    values = sorted_distinct(total)
    number = np.searchsorted(values, total)
    row_of = np.empty(len(values), np.int64)
    row_of[number] = np.arange(len(start))
    twin = row_of[number]
    if (size != size[twin]).any() or any((part != part[twin]).any() for part in parts):
        return None
    return number.astype(np.int32), row_of
