"""The value axis as numbers: linear, log or symmetric log, from a value to its place and back, with its ticks.

A place is 0 at the low end and 1 at the high end, whatever the values are: pictures then never meet
coordinates of 1e308 or 1e-310, which no graphics library survives.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.report.numbers import format_float

LINEAR, LOG, SYMLOG = "linear", "log", "symmetric log"
KINDS = (LINEAR, LOG, SYMLOG)

_LARGEST = float(np.finfo(np.float64).max)
_WIDEST = 24.0  # decades a symmetric log axis shows on each side of zero
_FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ValueScale:
    """Places 0..1 for the values `low`..`high`; `low` < `high`, and 0 < `low` when the kind is LOG.

    `linear_below` (symmetric log only): around zero, up to this size, the axis is nearly linear.
    """

    kind: str
    low: float
    high: float
    linear_below: float = 1.0

    def place(self, value: Any) -> Any:
        """Where a value (or an array of them) lies; NaN for what has no place on a log axis."""
        raw = self._raw(np.asarray(value, np.float64))
        with np.errstate(invalid="ignore"):
            placed = (raw - self._ends[0]) / (self._ends[1] - self._ends[0])
        return placed if placed.ndim else float(placed)

    def value(self, place: Any) -> Any:
        """The value at a place (or at an array of places)."""
        place = np.asarray(place, np.float64)
        raw = self._ends[0] + place * (self._ends[1] - self._ends[0])
        with np.errstate(over="ignore"):
            if self.kind == LOG:
                found = np.power(10.0, raw)
            elif self.kind == SYMLOG:
                found = np.sign(raw) * (np.power(10.0, np.abs(raw)) - 1.0) * self.linear_below
            else:
                found = raw * self._unit
        return found if found.ndim else float(found)

    def edges(self, bins: int, first: float = 0.0, last: float = 1.0) -> _FloatArray:
        """float64 [bins + 1], strictly ascending: the values that cut places `first`..`last` evenly."""
        edges = np.asarray(self.value(np.linspace(first, last, bins + 1)), np.float64)
        if first == 0.0:
            edges[0] = min(edges[0], self.low)  # rounding must not push the extremes out of the picture
        if last == 1.0:
            edges[-1] = max(edges[-1], self.high)
        most = np.finfo(np.float64).max
        for index in np.flatnonzero(np.diff(edges) <= 0).tolist():
            edges[index + 1] = np.nextafter(edges[index], most)
        for index in reversed(np.flatnonzero(edges[:-1] >= most).tolist()):  # no number is larger
            edges[index] = np.nextafter(edges[index + 1], 0.0)
        return np.maximum.accumulate(edges)

    def ticks(self, first: float, last: float, count: int) -> list[tuple[float, str]]:
        """About `count` round values between two places, with their texts, ascending."""
        # A little beyond the ends of the axis there may be no number any more.
        low, high = (min(max(float(self.value(end)), -_LARGEST), _LARGEST) for end in (first, last))
        values = nice_values(low, high, count) if self.kind == LINEAR else self._decades(low, high, count)
        texts = tick_texts(values)
        return [(float(self.place(value)), text) for value, text in zip(values, texts)]

    @cached_property
    def _unit(self) -> float:
        return max(abs(self.low), abs(self.high)) or 1.0

    @cached_property
    def _ends(self) -> tuple[float, float]:
        low, high = (float(self._raw(np.float64(end))) for end in (self.low, self.high))
        return low, high

    def _raw(self, value: Any) -> Any:
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            if self.kind == LOG:
                return np.where(value > 0, np.log10(np.maximum(value, 5e-324)), np.nan)
            if self.kind == SYMLOG:
                return np.sign(value) * np.log10(1.0 + np.abs(value) / self.linear_below)
            return value / self._unit

    def _decades(self, low: float, high: float, count: int) -> list[float]:
        if self.kind == LOG and high / max(low, 5e-324) < 30:
            return nice_values(low, high, count)
        found: list[float] = []
        floor = self.linear_below if self.kind == SYMLOG else 5e-324
        sides = []
        if high > floor:
            sides.append((1.0, max(low, floor), high))
        if self.kind == SYMLOG and low < -floor:
            sides.append((-1.0, max(-high, floor), -low))
        if self.kind == SYMLOG and low <= 0 <= high:
            found.append(0.0)
        total = sum(math.log10(top) - math.log10(bottom) for _, bottom, top in sides) or 1.0
        every = max(1, math.ceil(total / max(count, 1)))
        for sign, bottom, top in sides:
            first, last = math.ceil(math.log10(bottom) - 1e-9), math.floor(math.log10(top) + 1e-9)
            found += [sign * 10.0**power for power in range(first, last + 1) if power % every == 0]
        if len(found) < 3:
            return nice_values(low, high, count)
        return sorted(found)


def scale_of(kind: str, low: float, high: float, smallest: float | None = None) -> ValueScale | None:
    """The scale that shows `low`..`high`; None when a log axis has nothing positive to show.

    Args:
        kind: one of KINDS.
        low: least finite value.
        high: largest finite value.
        smallest: least magnitude that is not zero, for both log axes; guessed from the range when None.
    """
    largest = max(abs(low), abs(high))
    if kind == LOG:
        if high <= 0:
            return None
        low = low if low > 0 else min(smallest or high / 1e6, high)
        low = max(low, 5e-324)
        return (
            ValueScale(LOG, low / 1.5 or low, min(high * 1.5, 1.7e308))
            if low == high
            else ValueScale(LOG, low, high)
        )
    if low == high:
        margin = abs(low) * 0.1 or 0.5
        low, high = max(low - margin, -_LARGEST), min(high + margin, _LARGEST)
        largest = max(abs(low), abs(high))
    if kind == SYMLOG:
        near_zero = smallest or largest / 1e4
        power = math.floor(math.log10(max(near_zero, 1e-300)))
        power = max(power, math.ceil(math.log10(largest) - _WIDEST))
        return ValueScale(SYMLOG, low, high, linear_below=10.0 ** min(power, 307))
    return ValueScale(LINEAR, low, high)


def nice_values(low: float, high: float, count: int) -> list[float]:
    """About `count` multiples of 1, 2 or 5 times a power of ten between `low` and `high`."""
    span = high / 2 - low / 2
    if not span > 0 or not math.isfinite(span):
        return [low]
    rough = span / max(count, 1) * 2
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 1e-307 else rough
    step = next((power * factor for factor in (1, 2, 5) if power * factor >= rough * 0.999), power * 10)
    if step <= 0 or not math.isfinite(step):
        return [low, high]
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    if last - first > 1000:
        return [low, high]
    return [number * step for number in range(first, last + 1)]


def tick_texts(values: list[float]) -> list[str]:
    """Texts of evenly or geometrically placed ticks, with as many decimals as they need to differ."""
    if not values:
        return []
    gaps = [later - earlier for earlier, later in itertools.pairwise(values)]
    largest = max(map(abs, values))
    even = len(gaps) > 0 and largest > 0 and max(gaps) - min(gaps) < 1e-6 * max(gaps)
    if even and min(gaps) >= 1e-4 and largest < 1e6:
        decimals = max(0, -math.floor(math.log10(min(gaps)) + 1e-9))
        return [f"{value:,.{decimals}f}" if abs(value) > min(gaps) / 2 else "0" for value in values]
    digits = 4
    if even:
        digits = max(2, min(15, math.ceil(math.log10(largest / min(gaps))) + 1))
    texts = [_short(format_float(value, digits)) for value in values]
    if even and any("e" in text for text in texts):  # 0.0001 beside 8e-05 hides that they are alike
        return ["0" if abs(v) < min(gaps) / 2 else _short(f"{v:.{digits - 1}e}") for v in values]
    return texts


def _short(text: str) -> str:
    """1.000e-07 as 1e-07."""
    if "e" not in text:
        return text
    mantissa, exponent = text.split("e")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}e{exponent}"
