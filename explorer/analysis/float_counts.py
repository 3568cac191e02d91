"""float32, float64 and complex numbers: single values while they are few, else log buckets of their bits."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.analysis.buckets import (
    Ints,
    KeyCounts,
    float32_by_rank,
    float32_keys,
    float64_by_rank,
    float64_keys,
    rank_bounds,
)
from explorer.analysis.description import PIECE, Floats, clipped, describe, with_zero
from explorer.analysis.moments import Moments
from explorer.analysis.packing import Packed
from explorer.analysis.value_counts import TensorStatistics, ValueCounts

FEW_FLOATS = 4096  # elements up to which a tensor's floats are counted one by one
_COUNTS = ("count", "nan", "posinf", "neginf", "zero", "negative_zero")


class FloatAccumulator:
    """float32 and float64: moments in float64, counts by log buckets, special values one by one.

    Few values are kept as they are, and so each is counted by itself.
    """

    def __init__(self, dtype: type[np.float32] | type[np.float64]) -> None:
        self.count = self.nan = self.posinf = self.neginf = 0
        self.zero = self.negative_zero = 0  # zeros of either sign
        self._dtype = dtype
        self._moments = Moments()
        self._buckets = KeyCounts()
        self._few: list[npt.NDArray[Any]] | None = []  # the finite ones, while all together are few

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
        lowest = True
        if self._few is not None and self.count <= FEW_FLOATS:
            self._few.append(piece.copy())  # a reader uses its buffer again
        else:
            self._leave_few()
            lowest = self._count(piece)
        if low <= 0 <= high and lowest:
            self._look_for_zeros(piece)

    def _count(self, piece: npt.NDArray[Any]) -> bool:
        """Count by buckets; whether one of the two beside zero is among them."""
        if self._dtype is np.float32:
            return self._buckets.add(float32_keys(piece))
        return self._buckets.add_close(float64_keys(piece))

    def _leave_few(self) -> None:
        """From now on buckets: there are too many values to keep each."""
        if self._few is not None:
            known, self._few = self._few, None
            if known:
                self._count(np.concatenate(known))

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
        for name in _COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self._moments.merge(other._moments)
        if self._few is not None and other._few is not None and self.count <= FEW_FLOATS:
            self._few += other._few
            return
        self._leave_few()
        if other._few is None:
            self._buckets.merge(other._buckets)
        elif other._few:
            self._count(np.concatenate(other._few))

    def packed(self) -> Packed:
        """Everything gathered: plain numbers by name, and columns of 8-byte numbers."""
        numbers = {name: getattr(self, name) for name in _COUNTS} | self._moments.packed()
        if self._few is not None:
            # float64 holds each float32.
            return numbers, (np.concatenate((np.empty(0), *self._few)).astype(np.float64),)
        return numbers, self._buckets.pairs()

    def unpack(self, packed: Packed) -> None:
        """Become what another accumulator of the same dtype packed."""
        numbers, columns = packed
        for name in _COUNTS:
            setattr(self, name, int(numbers[name]))
        self._moments = Moments.unpacked(numbers)
        if len(columns) == 1:
            (few,) = columns
            if few.dtype != np.float64 or len(few) != self._moments.count > FEW_FLOATS:
                raise ValueError("these are no few values")
            self._few = [few.astype(self._dtype)] if len(few) else []
            return
        self._few = None
        self._buckets = KeyCounts.of_pairs(*columns)

    def statistics(self, key: str) -> TensorStatistics:
        """What is known of everything added."""
        lower, upper, counts = self._ranges() if self._few is None else self._single(self._few)
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

    def _single(self, few: list[npt.NDArray[Any]]) -> tuple[Floats, Floats, Ints]:
        """Each value by itself."""
        whole = np.concatenate((np.empty(0), *few)) + 0.0  # -0.0 shows as 0.0
        values, counts = np.unique(whole, return_counts=True)
        return values, values.copy(), counts.astype(np.int64)

    def _ranges(self) -> tuple[Floats, Floats, Ints]:
        """The buckets, zero by itself."""
        keys, counts = self._buckets.pairs()
        by_rank = float32_by_rank if self._dtype is np.float32 else float64_by_rank
        ranks, counts = by_rank(keys, counts)
        counts[ranks == 0] -= self.zero - self.negative_zero
        counts[ranks == -1] -= self.negative_zero
        ranks, counts = ranks[counts > 0], counts[counts > 0]
        lower, upper = rank_bounds(ranks, self._dtype)
        lower, upper, counts = with_zero(lower, upper, counts, self.zero)
        return *clipped(lower, upper, self._moments), counts

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

    def packed(self) -> Packed:
        """Everything gathered: plain numbers by name, and columns of 8-byte numbers."""
        numbers, columns = super().packed()
        return {**numbers, "small": self._small}, columns

    def unpack(self, packed: Packed) -> None:
        """Become what another accumulator of the same dtype packed."""
        super().unpack(packed)
        self._small = int(packed[0]["small"])

    def _denormals(self, lower: Floats, upper: Floats, counts: Ints) -> int:
        return self._small
