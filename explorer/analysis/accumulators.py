"""Gather the statistics of one tensor chunk by chunk; what was gathered apart can be merged.

One accumulator for each way a number can be counted: by its whole bit pattern (at most 16 bits),
by log buckets of its float bits, or by distinct integers while they are few.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from explorer.analysis.buckets import (
    Ints,
    KeyCounts,
    float32_keys,
    float32_ranks,
    float64_keys,
    float64_ranks,
    rank_bounds,
)
from explorer.analysis.description import PIECE, Floats, clipped, describe, with_zero
from explorer.analysis.integer_counts import IntegerAccumulator
from explorer.analysis.moments import Moments
from explorer.analysis.pattern_counts import PatternAccumulator
from explorer.analysis.value_counts import TensorStatistics, ValueCounts


class Accumulator(Protocol):
    """Gathers values of one dtype; `merge` takes another one of the same dtype."""

    count: int

    def add(self, values: npt.NDArray[Any]) -> None:
        """Add a flat, native array."""

    def merge(self, other: Any) -> None:
        """Add what another accumulator of the same dtype gathered."""

    def statistics(self, key: str) -> TensorStatistics:
        """What is known of everything added."""


def accumulator_for(dtype: np.dtype[Any]) -> Accumulator:
    """The accumulator that fits a numpy dtype (ml_dtypes' too).

    Raises:
        TypeError: elements of this dtype are no numbers.
    """
    if dtype.kind == "c":
        return ComplexAccumulator(np.float32 if dtype.itemsize == 8 else np.float64)
    if dtype.kind in "iu" and dtype.itemsize > 2:
        return IntegerAccumulator()
    if dtype.kind == "f" and dtype.itemsize in (4, 8):
        return FloatAccumulator(np.float32 if dtype.itemsize == 4 else np.float64)
    if dtype.kind in "biufV" and dtype.itemsize <= 2 and dtype.names is None:
        return PatternAccumulator(dtype)
    raise TypeError(f"values of dtype {dtype} are no numbers")


class FloatAccumulator:
    """float32 and float64: moments in float64, counts by log buckets, special values one by one."""

    def __init__(self, dtype: type[np.float32] | type[np.float64]) -> None:
        self.count = self.nan = self.posinf = self.neginf = 0
        self.zero = self.negative_zero = 0  # zeros of either sign
        self._dtype = dtype
        self._moments = Moments()
        self._buckets = KeyCounts()

    def add(self, values: npt.NDArray[Any]) -> None:
        """Add a flat, native array."""
        for start in range(0, len(values), PIECE):
            self._add_piece(values[start : start + PIECE])

    def _add_piece(self, piece: npt.NDArray[Any]) -> None:
        self.count += len(piece)
        low, high = piece.min(), piece.max()  # NaN if there is one: the cheapest test for all specials
        if not (np.isfinite(low) and np.isfinite(high)):
            piece = self._without_specials(piece)
            if not len(piece):
                return
            low, high = piece.min(), piece.max()
        self._moments.add_floats(piece, float(low), float(high))
        if self._dtype is np.float32:
            lowest = self._buckets.add(float32_keys(piece))
        else:
            lowest = self._buckets.add_close(float64_keys(piece))
        if low <= 0 <= high and lowest:
            self._look_for_zeros(piece)

    def _without_specials(self, piece: npt.NDArray[Any]) -> npt.NDArray[Any]:
        finite = np.isfinite(piece)
        special = piece[~finite]
        posinf, neginf = int((special == np.inf).sum()), int((special == -np.inf).sum())
        self.posinf += posinf
        self.neginf += neginf
        self.nan += len(special) - posinf - neginf
        return np.asarray(piece[finite])

    def _look_for_zeros(self, piece: npt.NDArray[Any]) -> None:
        # By the bits: a library that set "denormals are zero" must not change an answer.
        bits = piece.view(np.uint32 if self._dtype is np.float32 else np.uint64)
        negative_zero = int(np.count_nonzero(bits == bits.dtype.type(1 << (8 * bits.itemsize - 1))))
        self.negative_zero += negative_zero
        self.zero += len(piece) - int(np.count_nonzero(bits)) + negative_zero

    def merge(self, other: FloatAccumulator) -> None:
        """Add what another accumulator of the same dtype gathered."""
        for name in ("count", "nan", "posinf", "neginf", "zero", "negative_zero"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self._moments.merge(other._moments)
        self._buckets.merge(other._buckets)

    def statistics(self, key: str) -> TensorStatistics:
        """What is known of everything added."""
        keys, counts = self._buckets.pairs()
        ranks = float32_ranks(keys) if self._dtype is np.float32 else float64_ranks(keys)
        order = np.argsort(ranks)
        ranks, counts = ranks[order], counts[order]
        counts[ranks == 0] -= self.zero - self.negative_zero
        counts[ranks == -1] -= self.negative_zero
        ranks, counts = ranks[counts > 0], counts[counts > 0]
        lower, upper = rank_bounds(ranks, self._dtype)
        lower, upper, counts = with_zero(lower, upper, counts, self.zero)
        lower, upper = clipped(lower, upper, self._moments)
        return describe(
            key,
            self.count,
            self._moments,
            nan=self.nan,
            posinf=self.posinf,
            neginf=self.neginf,
            zero=self.zero,
            denormal=self._denormals(lower, upper, counts),
            values=ValueCounts(lower, upper, counts),
        )

    def _denormals(self, lower: Floats, upper: Floats, counts: Ints) -> int:
        """How many are denormal: no bucket holds denormals and other numbers together."""
        tiny = float(np.finfo(self._dtype).tiny)
        return int(counts[(upper < tiny) & (lower > -tiny)].sum()) - self.zero


class ComplexAccumulator(FloatAccumulator):
    """Complex numbers by their absolute value, taken in float64. One with a NaN part is NaN, whatever the other."""

    def __init__(self, component: type[np.float32] | type[np.float64]) -> None:
        super().__init__(np.float64)
        self._tiny = float(np.finfo(component).tiny)
        self._small = 0

    def _add_piece(self, piece: npt.NDArray[Any]) -> None:
        with np.errstate(over="ignore", invalid="ignore"):
            magnitude = np.abs(piece.astype(np.complex128))
        magnitude[np.isnan(piece)] = np.nan  # C's hypot calls infinity and NaN infinite
        self._small += int(((magnitude > 0) & (magnitude < self._tiny)).sum())
        super()._add_piece(magnitude)

    def merge(self, other: FloatAccumulator) -> None:
        """Add what another accumulator of the same dtype gathered."""
        super().merge(other)
        if isinstance(other, ComplexAccumulator):
            self._small += other._small

    def _denormals(self, lower: Floats, upper: Floats, counts: Ints) -> int:
        return self._small
