"""Numbers of at most 16 bits, counted by their whole bit pattern."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.analysis.buckets import Ints, KeyCounts
from explorer.analysis.description import PIECE, describe
from explorer.analysis.moments import Moments
from explorer.analysis.packing import Packed
from explorer.analysis.scratch import scratch
from explorer.analysis.value_counts import TensorStatistics, ValueCounts

_PAIRS_PAY = 1 << 16  # bytes from which a table of all pairs is worth its size


class PatternAccumulator:
    """Counts every bit pattern of a type of at most 16 bits: the whole distribution, nothing lost."""

    def __init__(self, dtype: np.dtype[Any]) -> None:
        self.count = 0
        self._dtype = dtype.newbyteorder("=")
        self._unsigned: type[Any] = np.uint8 if dtype.itemsize == 1 else np.uint16
        self._patterns = KeyCounts()

    def add(self, values: npt.NDArray[Any]) -> None:
        """Add a flat, native array."""
        self.count += len(values)
        patterns = values.view(self._unsigned)
        for start in range(0, len(patterns), PIECE):
            piece = patterns[start : start + PIECE]
            if self._dtype.kind == "b":
                ones = int(np.count_nonzero(piece))
                self._patterns.add_table(np.array([len(piece) - ones, ones]), 0)
            elif self._unsigned is np.uint8:
                self._patterns.add_table(byte_counts(piece), 0)
            else:
                self._patterns.add(piece)

    def merge(self, other: PatternAccumulator) -> None:
        """Add what another accumulator of the same dtype gathered."""
        self.count += other.count
        self._patterns.merge(other._patterns)

    def packed(self) -> Packed:
        """Everything gathered: the count, the patterns that occurred and how often each did."""
        return {"count": self.count}, self._patterns.pairs()

    def unpack(self, packed: Packed) -> None:
        """Become what another accumulator of the same dtype packed."""
        numbers, columns = packed
        self.count, self._patterns = int(numbers["count"]), KeyCounts.of_pairs(*columns)
        patterns, counts = self._patterns.pairs()
        if int(counts.sum()) != self.count or (patterns >> (8 * self._dtype.itemsize)).any():
            raise ValueError("these are no counts of patterns")

    def statistics(self, key: str) -> TensorStatistics:
        """What is known of everything added."""
        patterns, counts = self._patterns.pairs()
        if self._dtype.kind == "b":
            values: npt.NDArray[Any] = (patterns != 0).astype(np.int64)
        elif self._dtype.kind in "iu" or self._dtype.name.startswith(("int", "uint")):  # int4 is of kind V
            values = patterns.astype(self._unsigned).view(self._dtype).astype(np.int64)
        else:
            with np.errstate(invalid="ignore"):  # a signalling NaN is no event here
                values = patterns.astype(self._unsigned).view(self._dtype).astype(np.float64)
        nan, infinite = np.isnan(values), np.isinf(values)
        finite = ~(nan | infinite)
        is_small = (values != 0) & finite & (np.abs(values) < _smallest_normal(self._dtype))
        distinct, inverse = np.unique(values[finite], return_inverse=True)
        totals = np.zeros(len(distinct), np.int64)
        np.add.at(totals, inverse, counts[finite])
        moments = Moments()
        moments.add_table(distinct, totals)
        distinct = distinct.astype(np.float64) + 0.0  # -0.0 shows as 0.0
        return describe(
            key,
            self.count,
            moments,
            nan=int(counts[nan].sum()),
            posinf=int(counts[infinite & (values > 0)].sum()),
            neginf=int(counts[infinite & (values < 0)].sum()),
            zero=int(counts[values == 0].sum()),
            denormal=int(counts[is_small].sum()),
            values=ValueCounts(distinct, distinct.copy(), totals),
        )


def byte_counts(patterns: npt.NDArray[np.uint8]) -> Ints:
    """int64 [256]: how often each byte occurs. Counted in pairs, which takes half the steps."""
    even = len(patterns) & ~1
    if even < _PAIRS_PAY:
        return np.bincount(patterns, minlength=256)
    pairs = scratch("keys", even // 2, np.int64)
    np.copyto(pairs, patterns[:even].view(np.uint16))
    table = np.bincount(pairs, minlength=1 << 16).reshape(256, 256)
    counts: Ints = table.sum(0) + table.sum(1)
    counts[patterns[even:]] += 1  # at most one
    return counts


def _smallest_normal(dtype: np.dtype[Any]) -> float:
    """The least normal magnitude of a float type; 0 for types without denormals."""
    if dtype.kind in "biu":
        return 0.0
    try:
        if dtype == np.float16:
            return float(np.finfo(np.float16).tiny)
        import ml_dtypes  # late: whoever has such values has imported it already

        return float(ml_dtypes.finfo(dtype).smallest_normal)  # type: ignore[no-untyped-call]
    except ValueError:  # int4 and the like
        return 0.0
