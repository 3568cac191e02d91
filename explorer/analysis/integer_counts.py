"""32- and 64-bit integers, counted one by one while they are few, else by log ranges."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.analysis.buckets import Ints, KeyCounts, float64_by_rank, integer_keys, rank_bounds
from explorer.analysis.description import PIECE, clipped, describe, joined, with_zero
from explorer.analysis.moments import Moments
from explorer.analysis.packing import Packed
from explorer.analysis.value_counts import TensorStatistics

FEW_INTEGERS = 4096  # distinct values up to which 32- and 64-bit integers are counted one by one
_NARROW_SPAN = 1 << 16  # integers this close together are counted by a table instead of sorted


class IntegerAccumulator:
    """32- and 64-bit integers: exact sums; each value counted while they are few, else log ranges."""

    def __init__(self) -> None:
        self.count = 0
        self._moments = Moments()
        self._distinct: dict[int, int] | None = {}
        self._buckets = KeyCounts()  # of what could not be counted one by one

    def add(self, values: npt.NDArray[Any]) -> None:
        """Add a flat, native array."""
        for start in range(0, len(values), PIECE):
            piece = values[start : start + PIECE]
            self.count += len(piece)
            self._moments.add_integers(piece)
            if self._distinct is not None:
                distinct, counts = _count_integers(piece)
                if len(distinct) <= FEW_INTEGERS:
                    self._add_distinct(distinct.tolist(), counts.tolist())
                    continue
                self._leave_distinct()
            self._buckets.add_close(integer_keys(piece))

    def _add_distinct(self, values: list[int], counts: list[int]) -> None:
        if self._distinct is None:
            self._spill(dict(zip(values, counts)))
            return
        for value, count in zip(values, counts):
            self._distinct[value] = self._distinct.get(value, 0) + count
        if len(self._distinct) > FEW_INTEGERS:
            self._leave_distinct()

    def _leave_distinct(self) -> None:
        """From now on ranges: there are too many values to keep each."""
        if self._distinct is not None:
            known, self._distinct = self._distinct, None
            self._spill(known)

    def _spill(self, known: dict[int, int]) -> None:
        """Counts of single values go to the ranges they lie in."""
        # Negative and huge positive ones fit no common dtype.
        for dtype, chosen in (
            (np.int64, [v for v in known if v < 0]),
            (np.uint64, [v for v in known if v >= 0]),
        ):
            if chosen:
                keys = integer_keys(np.array(chosen, dtype))
                order = np.argsort(keys, kind="stable")
                counts = np.array([known[value] for value in chosen], np.int64)
                first = np.flatnonzero(np.diff(keys[order], prepend=-1))
                self._buckets.add_pairs(keys[order][first], np.add.reduceat(counts[order], first))

    def merge(self, other: IntegerAccumulator) -> None:
        """Add what another accumulator of the same dtype gathered."""
        self.count += other.count
        self._moments.merge(other._moments)
        if other._distinct is not None:
            self._add_distinct(list(other._distinct), list(other._distinct.values()))
            return
        self._leave_distinct()
        self._buckets.merge(other._buckets)

    def packed(self) -> Packed:
        """Everything gathered: plain numbers by name, and columns of 8-byte numbers."""
        numbers = {"count": self.count} | self._moments.packed()
        if self._distinct is None:
            return numbers, self._buckets.pairs()
        columns: list[npt.NDArray[Any]] = []
        # Negative and huge positive ones fit no common dtype.
        for dtype, chosen in (
            (np.int64, [value for value in self._distinct if value < 0]),
            (np.uint64, [value for value in self._distinct if value >= 0]),
        ):
            columns.append(np.array(chosen, dtype))
            columns.append(np.array([self._distinct[value] for value in chosen], np.int64))
        return numbers, columns

    def unpack(self, packed: Packed) -> None:
        """Become what another accumulator of the same dtype packed."""
        numbers, columns = packed
        self.count, self._moments = int(numbers["count"]), Moments.unpacked(numbers)
        if len(columns) == 2:
            self._distinct, self._buckets = None, KeyCounts.of_pairs(*columns)
            return
        negative, of_negative, others, of_others = columns
        values = negative.tolist() + others.tolist()
        counts = of_negative.tolist() + of_others.tolist()
        if len(values) != len(counts) or len(values) > FEW_INTEGERS or sum(counts) != self.count:
            raise ValueError("these are no counts of integers")
        self._distinct = dict(zip(values, counts))

    def statistics(self, key: str) -> TensorStatistics:
        """What is known of everything added."""
        if self._distinct is not None:
            distinct = sorted(self._distinct)
            values, counts = (
                np.array(distinct, np.float64),
                np.array([self._distinct[v] for v in distinct], np.int64),
            )
            lower = upper = values
            zero = self._distinct.get(0, 0)
        else:
            keys, counts = self._buckets.pairs()
            zero = int(counts[keys <= 1].sum())  # the lowest bucket holds no integer but zero
            ranks, counts = float64_by_rank(keys[keys > 1], counts[keys > 1])
            lower, upper = rank_bounds(ranks, np.float64)
            lower, upper = np.ceil(lower), np.floor(upper)
            lower, upper, counts = with_zero(lower, upper, counts, zero)
            lower, upper = clipped(lower, upper, self._moments)
        return describe(key, self.count, self._moments, zero=zero, values=joined(lower, upper, counts))


def _count_integers(piece: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], Ints]:
    """The distinct values of a piece and how often each occurs."""
    least, largest = piece.min(), piece.max()
    if int(largest) - int(least) >= _NARROW_SPAN or len(piece) < 1 << 10:
        distinct, counts = np.unique(piece, return_counts=True)
        return distinct, counts
    counts = np.bincount((piece - least).astype(np.int64))
    present = np.flatnonzero(counts)
    return present.astype(piece.dtype) + least, counts[present]
