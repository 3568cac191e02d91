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
_SLAB = 16384  # strings looked at at one time: what stays in the processor's cache
_ONES = np.uint64(0x0101010101010101)
_TOP_BITS = np.uint64(0x8080808080808080)
_LOW_BITS = np.uint64(0x7F7F7F7F7F7F7F7F)
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
    stop = ~words
    stop &= _TOP_BITS
    # All bits up to that of the lowest byte that ends a varint: its top bit, and those below.
    inside = stop - np.uint64(1)
    inside ^= stop
    value = words & inside
    largest = int(np.bitwise_or.reduce(value)) if len(value) else 0
    value &= _LOW_BITS
    for low, high, shift in _JOINS:
        if largest < 1 << 8 * int(shift):
            break
        upper = value & high
        upper >>= shift
        value &= low
        value |= upper
    inside &= _ONES
    inside *= _ONES
    inside >>= np.uint64(56)
    length = inside.view(np.int64)
    if not stop.all():
        length[stop == 0] = 0
    return value.view(np.int64), length


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


def distinct(words: Words, start: Ints, size: Ints) -> tuple[npt.NDArray[np.int32], Ints] | None:
    """Number equal strings `start[i] : start[i] + size[i]` alike.

    Returns:
        int32 [n] the number of each string, and for each number the row of one string of it;
        None if a string has more than 32 bytes (or two different ones fell on one hash).
    """
    longest = int(size.max()) if len(size) else 33
    if longest > 32:
        return None
    count = max(longest + 7 >> 3, 1)
    hashes = np.empty(len(start), np.uint64)
    numbered = _Numbering(len(start))
    for first in range(0, len(start), _SLAB):
        rows = slice(first, first + _SLAB)
        if longest < 8:  # no hash, the string itself
            total = (size[rows] + 1).view(np.uint64) << np.uint64(56)
            total |= words[start[rows]] & LOW_BYTES.take(size[rows], mode="clip")
        else:
            total = size[rows].astype(np.uint64)
            for word in range(count):
                total ^= _part(words, start[rows], size[rows], word)
                total *= _FACTORS[word]
                total ^= total >> np.uint64(29)
        hashes[rows] = total
        numbered.add(first, total)
    number, row_of = numbered.result() or _number_sorted(hashes)
    if longest >= 8:
        for first in range(0, len(start), _SLAB):
            rows = slice(first, first + _SLAB)
            if (size[rows] != size[row_of][number[rows]]).any():
                return None
            for word in range(count):
                of_number = _part(words, start[row_of], size[row_of], word)
                if (_part(words, start[rows], size[rows], word) != of_number[number[rows]]).any():
                    return None
    return number, row_of


def _part(words: Words, start: Ints, size: Ints, word: int) -> Words:
    part: Words = words[start + 8 * word]
    part &= LOW_BYTES.take(size - 8 * word, mode="clip")
    return part


class _Numbering:
    """Numbers equal hashes alike by a table of slots: a few dozen different ones hardly ever meet in one."""

    def __init__(self, length: int) -> None:
        self._number = np.empty(length, np.int32)
        self._hash_in = np.zeros(1 << 16, np.uint64)
        self._number_in = np.zeros(1 << 16, np.int32)
        self._row_of: list[int] = []
        self._is_sound = True

    def add(self, first: int, hashes: Words) -> None:
        """The next hashes, of the rows from `first` on."""
        if not self._is_sound:
            return
        slot = ((hashes * _FACTORS[0]) >> np.uint64(48)).view(np.int64)
        new = self._hash_in[slot] != hashes
        if new.any():
            rows = np.flatnonzero(new)
            fresh, slots = hashes[rows], slot[rows]
            if (self._hash_in[slots] != 0).any():
                self._is_sound = False
                return
            self._hash_in[slots] = fresh
            if (self._hash_in[slots] != fresh).any():  # two new ones in one slot
                self._is_sound = False
                return
            row_in = dict(zip(slots.tolist(), rows.tolist()))
            for at, row in row_in.items():
                self._number_in[at] = len(self._row_of)
                self._row_of.append(first + row)
        self._number[first : first + len(hashes)] = self._number_in[slot]

    def result(self) -> tuple[npt.NDArray[np.int32], Ints] | None:
        """The numbers, and the row of one hash of each; None if two met."""
        return (self._number, np.array(self._row_of, np.int64)) if self._is_sound else None


def _number_sorted(hashes: Words) -> tuple[npt.NDArray[np.int32], Ints]:
    values = sorted_distinct(hashes)
    number = np.searchsorted(values, hashes)
    row_of = np.empty(len(values), np.int64)
    row_of[number] = np.arange(len(hashes))
    return number.astype(np.int32), row_of
