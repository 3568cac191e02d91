"""Short byte strings at odd places of a buffer, compared eight bytes at a time in numpy.

Used for the shapes of large indexes: looking 200,000 of them up one by one takes as long as all other fields.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Octets = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]

# The lowest n bytes of a word, n = 0 ... 8.
_LOW_BYTES = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64
)


def words_at(octets: Octets) -> Words:
    """A view of `octets` as little-endian words, one starting at every byte."""
    view: Words = np.lib.stride_tricks.as_strided(
        octets[:8].view("<u8"), shape=(len(octets) - 7,), strides=(1,), writeable=False
    )
    return view


def distinct(octets: Octets, start: Ints, end: Ints) -> tuple[npt.NDArray[np.int32], Ints] | None:
    """Number equal strings `start[i] : end[i]` alike.

    Returns:
        int32 [n] the number of each string, and for each number the row of one string of it;
        None if a string has more than 32 bytes (or two different ones fell on one hash).
    """
    size = end - start
    if not len(start) or int(size.max()) > 32:
        return None
    words = words_at(octets)
    count = max(int(size.max()) + 7 >> 3, 1)
    parts = []
    total = size.astype(np.uint64)
    for word in range(count):
        part = words[start + 8 * word] & _LOW_BYTES[np.clip(size - 8 * word, 0, 8)]
        parts.append(part)
        total = (total ^ part) * _FACTORS[word]
        total ^= total >> np.uint64(29)
    values = np.sort(np.unique(total))
    number = np.searchsorted(values, total)
    row_of = np.empty(len(values), np.int64)
    row_of[number] = np.arange(len(start))
    twin = row_of[number]
    if (size != size[twin]).any() or any((part != part[twin]).any() for part in parts):
        return None
    return number.astype(np.int32), row_of
