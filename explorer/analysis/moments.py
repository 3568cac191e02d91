"""Sums that lose nothing and squares about the mean, gathered block by block in any order.

Totals are kept as integers in units of 2**-1074, float64's smallest step: adding block sums is exact,
cannot overflow, and gives the same total in whatever order chunks, slices and workers are merged.
Squares are taken about each block's own mean and merged by Chan, Golub and LeVeque's formula, so
10**8 values of mean 1e6 and deviation 1 keep all their digits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.analysis.scratch import scratch

BLOCK = 1 << 18  # elements widened at once: fewer would be nearer to the processor, but cost more calls
_DOT = 1 << 13  # BLAS wakes its threads for longer dot products
_ROW = 1 << 10  # elements summed in a row; the sums of the rows are summed pairwise
_ONES = np.ones((_ROW, 1))
_CANCELLED = 0.75  # share of the squares that may be the mean's before they are taken about it
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

    # --- adding ------------------------------------------------------------------------------

    def add_floats(self, values: npt.NDArray[np.floating], low: float, high: float) -> None:
        """Add finite floats of at most 64 bits, flat, the least and the largest of which are known."""
        # Squares past float64 give None, not a warning; sums past it, of both signs maybe, are taken again.
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            for start in range(0, len(values), BLOCK):
                self._add_wide(self._widened(values[start : start + BLOCK]), low, high)

    def _widened(self, block: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
        wide = scratch("wide", len(block), np.float64)
        np.copyto(wide, block)
        return wide

    def _add_wide(self, wide: npt.NDArray[np.float64], low: float | int, high: float | int) -> None:
        """Gather a block of float64, which is used up."""
        size = len(wide)
        if low == high:  # exactly, so that equal values have a deviation of exactly 0
            total = size * exact_units(float(wide[0]))
            self._gather(size, total, abs(total), 0.0, low, high)
            return
        total = _exact_sum(wide)
        squares = _dot(wide)
        mean = total / (size << _UNIT)
        about_zero = size * mean * mean
        about_mean = None
        if about_zero < _CANCELLED * squares < math.inf:
            about_mean = squares - about_zero  # all but two bits are kept, and a pass is saved
        magnitude = None
        if low < 0 < high:
            kept = wide if about_mean is not None else scratch("absolute", size, np.float64)
            magnitude = _exact_sum(np.abs(wide, out=kept))
        if about_mean is None:
            np.subtract(wide, mean, out=wide)
            about_mean = _dot(wide)
            if math.isfinite(about_mean):
                # The sum of what is left over has the digits that rounding took from the sum of large values.
                total = size * exact_units(mean) + _exact_sum(wide)
        if magnitude is None:
            magnitude = abs(total)
        self._gather(size, total, magnitude, about_mean, low, high)

    def add_integers(self, values: npt.NDArray[np.integer]) -> None:
        """Add integers of 32 or 64 bits, flat. Past 2**53 they count as the nearest float64."""
        for start in range(0, len(values), BLOCK):
            block = values[start : start + BLOCK]
            self._add_wide(self._widened(block), int(block.min()), int(block.max()))

    def add_table(self, values: npt.NDArray[Any], counts: npt.NDArray[np.int64]) -> None:
        """Add each of some finite values of at most 16 bits as often as its count says."""
        size = int(counts.sum())
        if not size:
            return
        wide, often = values.astype(np.float64), counts.astype(np.float64)
        weighted = wide * often  # exact: 11 bits times a count below 2**42
        total = exact_units(math.fsum(weighted.tolist()))
        magnitude = exact_units(math.fsum(np.abs(weighted).tolist()))
        apart = wide - total / (size << _UNIT)
        squares = math.fsum((apart * apart * often).tolist())
        self._gather(size, total, magnitude, squares, values.min().item(), values.max().item())

    def packed(self) -> dict[str, Any]:
        """Everything gathered, in plain numbers and text."""
        return {
            "finite": self.count,
            "low": self.low,
            "high": self.high,
            "total": hex(self._total),
            "magnitude": hex(self._magnitude),
            "squares": self._squares,
        }

    @classmethod
    def unpacked(cls, packed: Mapping[str, Any]) -> Moments:
        """What `packed` told of. Raises KeyError, TypeError or ValueError for anything else."""
        moments = cls()
        moments.count = int(packed["finite"])
        moments.low, moments.high = packed["low"], packed["high"]
        moments._total, moments._magnitude = int(packed["total"], 16), int(packed["magnitude"], 16)
        moments._squares = float(packed["squares"])
        return moments

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
    """The sum of a block in units, rounded as a pairwise sum is; past float64's range it is taken of the scaled block."""
    end = len(block) // _ROW * _ROW
    # A dot product with ones reads the block as fast as memory gives it; `sum` takes half as long again.
    total = float(block[end:].sum())
    if end:
        total += float(np.matmul(block[:end].reshape(-1, 1, _ROW), _ONES).sum())
    if math.isfinite(total):
        return exact_units(total)
    return exact_units(float((block * 2.0**-_HEADROOM).sum())) << _HEADROOM


def _dot(block: npt.NDArray[np.float64]) -> float:
    """The sum of squares."""
    end = len(block) // _DOT * _DOT
    whole, rest = block[:end].reshape(-1, 1, _DOT), block[end:]
    if not end:
        return float(rest.dot(rest))
    products = np.matmul(whole, whole.reshape(-1, _DOT, 1))
    return math.fsum((*products.ravel().tolist(), float(rest.dot(rest))))


def _divide(numerator: int, denominator: int) -> float:
    try:
        return numerator / denominator
    except OverflowError:
        return math.inf


def _square(number: float) -> float:
    return number * number  # unlike `**`, gives inf instead of raising


def _known(number: float) -> float | None:
    return number if math.isfinite(number) else None
