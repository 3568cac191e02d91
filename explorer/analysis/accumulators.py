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
    integer_keys,
    rank_bounds,
)
from explorer.analysis.moments import Moments
from explorer.analysis.value_counts import TensorStatistics, ValueCounts

FEW_INTEGERS = 4096  # distinct values up to which 32- and 64-bit integers are counted one by one
_NARROW_SPAN = 1 << 16  # integers this close together are counted by a table instead of sorted
_PIECE = 1 << 18  # elements whose buckets are counted at once: a chunk of any size takes bounded memory

_Floats = npt.NDArray[np.float64]


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
        for start in range(0, len(patterns), _PIECE):
            self._patterns.add(patterns[start : start + _PIECE])

    def merge(self, other: PatternAccumulator) -> None:
        """Add what another accumulator of the same dtype gathered."""
        self.count += other.count
        self._patterns.merge(other._patterns)

    def statistics(self, key: str) -> TensorStatistics:
        """What is known of everything added."""
        patterns, counts = self._patterns.pairs()
        if self._dtype.kind == "b":
            values: npt.NDArray[Any] = (patterns != 0).astype(np.int64)
        elif self._dtype.kind in "iu":
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
        return _statistics(
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
        for start in range(0, len(values), _PIECE):
            self._add_piece(values[start : start + _PIECE])

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
        lower, upper, counts = _with_zero(lower, upper, counts, self.zero)
        lower, upper = _within(lower, upper, self._moments)
        return _statistics(
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

    def _denormals(self, lower: _Floats, upper: _Floats, counts: Ints) -> int:
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

    def _denormals(self, lower: _Floats, upper: _Floats, counts: Ints) -> int:
        return self._small


class IntegerAccumulator:
    """32- and 64-bit integers: exact sums; each value counted while they are few, else log ranges."""

    def __init__(self) -> None:
        self.count = 0
        self._moments = Moments()
        self._distinct: dict[int, int] | None = {}
        self._buckets = KeyCounts()  # of what could not be counted one by one

    def add(self, values: npt.NDArray[Any]) -> None:
        """Add a flat, native array."""
        for start in range(0, len(values), _PIECE):
            piece = values[start : start + _PIECE]
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
            lower, upper = rank_bounds(float64_ranks(keys[keys > 1]), np.float64)
            lower, upper, counts = np.ceil(lower), np.floor(upper), counts[keys > 1]
            lower, upper, counts = _with_zero(lower, upper, counts, zero)
            lower, upper = _within(lower, upper, self._moments)
        return _statistics(key, self.count, self._moments, zero=zero, values=_joined(lower, upper, counts))


def _count_integers(piece: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], Ints]:
    """The distinct values of a piece and how often each occurs."""
    least, largest = piece.min(), piece.max()
    if int(largest) - int(least) >= _NARROW_SPAN or len(piece) < 1 << 10:
        distinct, counts = np.unique(piece, return_counts=True)
        return distinct, counts
    counts = np.bincount((piece - least).astype(np.int64))
    present = np.flatnonzero(counts)
    return present.astype(piece.dtype) + least, counts[present]


def _statistics(
    key: str,
    count: int,
    moments: Moments,
    *,
    values: ValueCounts,
    nan: int = 0,
    posinf: int = 0,
    neginf: int = 0,
    zero: int = 0,
    denormal: int = 0,
) -> TensorStatistics:
    return TensorStatistics(
        key=key,
        count=count,
        finite=moments.count,
        nan=nan,
        posinf=posinf,
        neginf=neginf,
        zero=zero,
        denormal=denormal,
        min=moments.low,
        max=moments.high,
        mean=moments.mean,
        std=moments.std,
        l1=moments.l1,
        l2=moments.l2,
        values=values if moments.count else None,
    )


def _with_zero(lower: _Floats, upper: _Floats, counts: Ints, zero: int) -> tuple[_Floats, _Floats, Ints]:
    order = np.argsort(lower, kind="stable")
    lower, upper, counts = lower[order], upper[order], counts[order]
    if not zero:
        return lower, upper, counts
    at = int(np.searchsorted(lower, 0.0))
    return np.insert(lower, at, 0.0), np.insert(upper, at, 0.0), np.insert(counts, at, zero)


def _within(lower: _Floats, upper: _Floats, moments: Moments) -> tuple[_Floats, _Floats]:
    """The outermost ranges end at the least and the largest value there is."""
    if moments.low is None or moments.high is None:
        return lower, upper
    return np.maximum(lower, float(moments.low)), np.minimum(upper, float(moments.high))


def _joined(lower: _Floats, upper: _Floats, counts: Ints) -> ValueCounts:
    """Integers past 2**53 may share a float64: entries of the same value become one."""
    if not len(lower) or (lower[1:] > upper[:-1]).all():
        return ValueCounts(lower, upper.copy(), counts)
    first = np.flatnonzero(np.concatenate(([True], lower[1:] > upper[:-1])))
    last = np.append(first[1:], len(lower)) - 1
    return ValueCounts(lower[first], upper[last], np.add.reduceat(counts, first))


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
