"""Sums that lose nothing and squares about the mean, gathered block by block in any order.

Totals are kept as integers in units of 2**-1074, float64's smallest step: adding block sums is exact,
cannot overflow, and gives the same total in whatever order chunks, slices and workers are merged.
Squares are taken about each block's own mean and merged by Chan, Golub and LeVeque's formula, so
10**8 values of mean 1e6 and deviation 1 keep all their digits.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

BLOCK = 1 << 15  # elements: the float64 copy of a block stays in the cache
_UNIT = 1074
_HEADROOM = 64  # bits a sum of float64 may need above the largest float64


def exact_units(number: float) -> int:
    """A finite float64 as an integer number of 2**-1074 steps."""
    numerator, denominator = number.as_integer_ratio()
    return numerator << (_UNIT + 1 - denominator.bit_length())


class Moments:
    """Count, exact sum, sum of magnitudes, squares about the mean, least and largest of what was added."""

    def __init__(self) -> None:
        self.count = 0
        self.low: float | int | None = None
        self.high: float | int | None = None
        self._total = 0  # in units of 2**-1074
        self._magnitude = 0
        self._squares = 0.0
        self._work = np.empty(0)
        self._spare = np.empty(0)

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__ | {"_work": np.empty(0), "_spare": np.empty(0)}

    # --- adding ------------------------------------------------------------------------------

    def add_floats(self, values: npt.NDArray[np.floating]) -> None:
        """Add finite floats of at most 64 bits, flat."""
        for start in range(0, len(values), BLOCK):
            self._add_float_block(values[start : start + BLOCK])

    def _add_float_block(self, block: npt.NDArray[np.floating]) -> None:
        size = len(block)
        if len(self._work) < size:
            self._work, self._spare = np.empty(size), np.empty(size)
        low, high = float(block.min()), float(block.max())
        wide, spare = self._work[:size], self._spare[:size]
        np.copyto(wide, block)
        total = _exact_sum(wide)
        if low >= 0 or high <= 0:
            magnitude = abs(total)
        else:
            magnitude = _exact_sum(np.abs(wide, out=spare))
        np.subtract(wide, total / (size << _UNIT), out=wide)
        # Square and pairwise sum: a BLAS dot would wake threads for every block.
        np.multiply(wide, wide, out=wide)
        self._gather(size, total, magnitude, float(wide.sum()), low, high)

    def add_integers(self, values: npt.NDArray[np.integer]) -> None:
        """Add integers of 32 or 64 bits, flat."""
        for start in range(0, len(values), BLOCK):
            block = values[start : start + BLOCK]
            low, high = int(block.min()), int(block.max())
            total = _integer_sum(block)
            magnitude = (
                abs(total) if low >= 0 or high <= 0 else total - 2 * _integer_sum(np.minimum(block, 0))
            )
            # Distance from the least value: wrapping unsigned arithmetic is exact for every span.
            distance = block.astype(np.uint64) - np.uint64(low % (1 << 64))
            wide = distance.astype(np.float64)
            wide -= (total - low * len(block)) / len(block)
            np.multiply(wide, wide, out=wide)
            self._gather(len(block), total << _UNIT, magnitude << _UNIT, float(wide.sum()), low, high)

    def add_table(self, values: list[float] | list[int], counts: list[int]) -> None:
        """Add each of some finite values as often as its count says."""
        size = sum(counts)
        if not size:
            return
        units = [v << _UNIT if isinstance(v, int) else exact_units(v) for v in values]
        total = sum(unit * count for unit, count in zip(units, counts))
        magnitude = sum(abs(unit) * count for unit, count in zip(units, counts))
        # The deviations in units too: exact before they are rounded once each.
        scale = size << _UNIT
        deviations = np.array([(unit * size - total) / scale for unit in units])
        squares = math.fsum((deviations * deviations * np.array(counts, np.float64)).tolist())
        self._gather(size, total, magnitude, squares, min(values), max(values))

    def merge(self, other: Moments) -> None:
        """Add what another one gathered."""
        if other.low is not None and other.high is not None:
            self._gather(other.count, other._total, other._magnitude, other._squares, other.low, other.high)

    def _gather(
        self, count: int, total: int, magnitude: int, squares: float, low: float | int, high: float | int
    ) -> None:
        if self.count:
            both = self.count * count
            apart = _divide(total * self.count - self._total * count, both << _UNIT)
            weight = both / (self.count + count)
            self._squares += squares + _square(apart) * weight
        else:
            self._squares = squares
        self.count += count
        self._total += total
        self._magnitude += magnitude
        self.low = low if self.low is None else min(self.low, low)
        self.high = high if self.high is None else max(self.high, high)

    # --- asking ------------------------------------------------------------------------------

    @property
    def mean(self) -> float | None:
        """The mean, correctly rounded from the block sums."""
        return self._total / (self.count << _UNIT) if self.count else None

    @property
    def std(self) -> float | None:
        """The population's standard deviation; None when the squares are beyond float64."""
        return _known(math.sqrt(self._squares / self.count)) if self.count else None

    @property
    def l1(self) -> float | None:
        """The sum of magnitudes; None when it is beyond float64."""
        return _known(_divide(self._magnitude, 1 << _UNIT)) if self.count else None

    @property
    def l2(self) -> float | None:
        """The Euclidean norm; None when the squares are beyond float64."""
        if self.mean is None:
            return None
        return _known(math.sqrt(self._squares + self.count * _square(self.mean)))


def _exact_sum(block: npt.NDArray[np.float64]) -> int:
    """Pairwise sum of a block in units; a sum past float64's range is taken of the scaled block."""
    total = float(block.sum())
    if math.isfinite(total):
        return exact_units(total)
    return exact_units(float((block * 2.0**-_HEADROOM).sum())) << _HEADROOM


def _integer_sum(block: npt.NDArray[np.integer]) -> int:
    """The exact sum of at most 2**31 integers: their halves cannot overflow 64 bits."""
    if block.dtype.itemsize < 8:
        return int(block.sum(dtype=np.int64))
    low_half = int((block & block.dtype.type(0xFFFFFFFF)).sum(dtype=np.uint64))
    return (int((block >> block.dtype.type(32)).sum()) << 32) + low_half


def _divide(numerator: int, denominator: int) -> float:
    try:
        return numerator / denominator
    except OverflowError:
        return math.inf


def _square(number: float) -> float:
    return number * number  # unlike `**`, gives inf instead of raising


def _known(number: float) -> float | None:
    return number if math.isfinite(number) else None
