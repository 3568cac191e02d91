"""Log buckets: counts by the top bits of a float's pattern (sign, exponent, seven bits of the fraction).

128 buckets an octave, no range pass beforehand, and exact counts that add up over chunks, slices,
steps and machines. A bucket is named by its *rank*, an integer that ascends with the values:
rank r >= 0 holds positive values, -1 - r the mirrored negative ones. Zero has its own entry, and
so the two buckets beside it hold only the denormals that share zero's top bits.
"""

from __future__ import annotations

import sys

import numpy as np
import numpy.typing as npt

from explorer.analysis.scratch import scratch

Ints = npt.NDArray[np.int64]

FRACTION_BITS = 7
_SMALL = 1 << 13  # below this many keys, sorting them is cheaper than a table of all buckets
_MANY_KEYS = 512  # from here on a table is quicker than sorting pairs together
_MOST_KEYS = 1 << 20  # no dtype has more
_TOP_HALF = 1 if sys.byteorder == "little" else 0


class KeyCounts:
    """How often each key occurred: a table while it pays, sorted pairs otherwise."""

    def __init__(self) -> None:
        self._table = np.zeros(0, np.int64)
        self._keys = np.empty(0, np.int64)
        self._counts = np.empty(0, np.int64)

    def add(self, keys: npt.NDArray[np.integer]) -> bool:
        """Count keys of at most 16 bits, flat; whether the key 0 or the key of -0.0 is among them."""
        if len(keys) < _SMALL:
            distinct, counts = np.unique(keys, return_counts=True)
            self.add_pairs(distinct, counts)
            return bool((distinct.astype(np.int64) & 0x7FFF == 0).any())
        wide = scratch("keys", len(keys), np.int64)  # what bincount would make, new each time
        np.copyto(wide, keys)
        table = np.bincount(wide)
        self.add_table(table, 0)
        return bool(table[::0x8000].any())

    def add_close(self, keys: Ints) -> bool:
        """Count `float64_keys` (changed by this); whether one of the two buckets beside zero is among them."""
        if len(keys) < _SMALL:
            distinct, counts = np.unique(keys, return_counts=True)
            self.add_pairs(distinct, counts)
            return bool(distinct[0] <= 1)
        least = int(keys.min())
        keys -= least
        self.add_table(np.bincount(keys), least)
        return least <= 1

    def add_table(self, counts: Ints, first: int) -> None:
        """Count `counts[i]` more of key `first + i`."""
        needed = first + len(counts)
        self._reach(needed)
        self._table[first:needed] += counts

    def _reach(self, needed: int) -> None:
        if needed > len(self._table):
            grown = np.zeros(1 << (needed - 1).bit_length(), np.int64)
            grown[: len(self._table)] = self._table
            self._table = grown

    def add_pairs(self, keys: npt.NDArray[np.integer], counts: Ints) -> None:
        """Count `counts[i]` more of `keys[i]`; keys ascend."""
        if not len(self._keys):
            self._keys, self._counts = keys.astype(np.int64), counts.astype(np.int64)
            return
        joined = np.concatenate((self._keys, keys.astype(np.int64)))
        self._keys, inverse = np.unique(joined, return_inverse=True)
        self._counts = _weighted(inverse, np.concatenate((self._counts, counts)), len(self._keys))

    @classmethod
    def of_pairs(cls, keys: npt.NDArray[np.integer], counts: npt.NDArray[np.integer]) -> KeyCounts:
        """What `pairs` gave. Raises ValueError for what it cannot have given."""
        if len(keys) != len(counts) or (counts <= 0).any() or (np.diff(keys) <= 0).any():
            raise ValueError("these are no counts of ascending keys")
        if len(keys) and not 0 <= int(keys[0]) <= int(keys[-1]) < _MOST_KEYS:
            raise ValueError("these are keys of no dtype")
        known = cls()
        known._keys, known._counts = keys.astype(np.int64), counts.astype(np.int64)
        return known

    def merge(self, other: KeyCounts) -> None:
        """Add what another one counted."""
        keys, counts = other.pairs()
        if len(keys) < _MANY_KEYS:
            self.add_pairs(keys, counts)
            return
        self._reach(int(keys[-1]) + 1)
        self._table[keys] += counts  # each key once

    def pairs(self) -> tuple[Ints, Ints]:
        """The keys that occurred, ascending, and how often each did."""
        if len(self._table):
            present = np.flatnonzero(self._table != 0)  # of booleans: twice as fast
            counts, self._table = self._table[present], np.zeros(0, np.int64)
            self.add_pairs(present, counts)
        return self._keys, self._counts


def _weighted(index: npt.NDArray[np.integer], weights: Ints, size: int) -> Ints:
    totals = np.zeros(size, np.int64)
    np.add.at(totals, index, weights)  # bincount would go through float64
    return totals


def float32_keys(values: npt.NDArray[np.float32]) -> npt.NDArray[np.uint16]:
    """The top 16 bits of each pattern: a view, nothing is computed."""
    return values.view(np.uint16)[_TOP_HALF::2]


def float64_keys(values: npt.NDArray[np.float64]) -> Ints:
    """Magnitude's exponent and top fraction bits, times two, plus the sign bit.

    The sign goes last, so that the keys of a tensor lie close together and a table over them is short.
    """
    bits = values.view(np.uint64)
    keys = np.right_shift(
        bits, np.uint64(64 - 12 - FRACTION_BITS - 1), out=scratch("keys", len(bits), np.uint64)
    )
    keys &= np.uint64((1 << (11 + FRACTION_BITS + 1)) - 2)
    keys |= np.right_shift(bits, np.uint64(63), out=scratch("signs", len(bits), np.uint64))
    found: Ints = keys.view(np.int64)
    return found


def float32_by_rank(keys: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """Ranks, ascending, and counts of ascending `float32_keys`."""
    first = int(np.searchsorted(keys, 0x8000))  # of the negative ones, which ascend away from zero
    ranks = np.concatenate((-1 - (keys[first:] & 0x7FFF)[::-1], keys[:first]))
    return ranks, np.concatenate((counts[first:][::-1], counts[:first]))


def float64_by_rank(keys: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """Ranks, ascending, and counts of ascending `float64_keys`."""
    negative = (keys & 1).astype(bool)
    ranks = np.concatenate((-1 - (keys[negative] >> 1)[::-1], keys[~negative] >> 1))
    return ranks, np.concatenate((counts[negative][::-1], counts[~negative]))


def rank_bounds(
    ranks: Ints, dtype: type[np.float32] | type[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The least and the largest value of each bucket, exactly; zero itself is in no bucket."""
    magnitude = np.where(ranks < 0, -1 - ranks, ranks).astype(np.uint64)
    if dtype is np.float32:
        first = (magnitude << np.uint64(23 - FRACTION_BITS)).astype(np.uint32)
        last = first | np.uint32((1 << (23 - FRACTION_BITS)) - 1)
        near = np.maximum(first, np.uint32(1)).view(np.float32).astype(np.float64)
        far = last.view(np.float32).astype(np.float64)
    else:
        start = magnitude << np.uint64(52 - FRACTION_BITS)
        near = np.maximum(start, np.uint64(1)).view(np.float64)
        far = (start | np.uint64((1 << (52 - FRACTION_BITS)) - 1)).view(np.float64)
    return np.where(ranks < 0, -far, near), np.where(ranks < 0, -near, far)


def integer_keys(values: npt.NDArray[np.integer]) -> Ints:
    """`float64_keys` of integers, without rounding: bits past the 53rd are cut off, never carried."""
    if values.dtype.itemsize < 8 or (values.min() > -(2**53) and values.max() < 2**53):
        return float64_keys(values.astype(np.float64))
    negative = values < 0
    wide = values.astype(np.uint64)
    magnitude = np.where(negative, np.uint64(0) - wide, wide)
    magnitude &= np.where(magnitude >> np.uint64(53) > 0, ~np.uint64(0x7FF), ~np.uint64(0))
    return float64_keys(magnitude.astype(np.float64)) | negative
