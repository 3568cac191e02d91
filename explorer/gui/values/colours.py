"""From numbers to colours: around zero (two hues), from least to largest, or by size on a log scale (one ramp)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor

from explorer.analysis.sampling_detail import MISSING, PLAIN, Detail
from explorer.analysis.sampling_statistics import CLIPPED_PERCENT, SliceStatistics
from explorer.gui.histogram.value_scale import nice_values, tick_texts
from explorer.gui.theme import current_palette
from explorer.gui.values.odd_marks import WORDS, mark_colour
from explorer.report.palette import Palette, mix

AROUND_ZERO, RISING, LOG_SIZE = "around zero", "from least to largest", "by size, log"
_LEVELS = 256
_MOST_DECADES = 12
_BOTH_SIDES = 0.05  # of the larger side: what the smaller one must reach to be worth half of the colours


@dataclass(frozen=True)
class ColourScale:
    """Which value gets which colour; `low` < `high`. For LOG_SIZE they are decimal logarithms of sizes."""

    kind: str
    low: float
    high: float
    is_clipped: bool = False  # values beyond the ends have the colours of the ends
    dtype: str = ""  # of the tensor: whole numbers have no tick between them

    def places(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Fractions from the low to the high end; below 0 and above 1 where clipped."""
        with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
            if self.kind == LOG_SIZE:
                return (np.log10(np.abs(values)) - self.low) / (self.high - self.low)
            return (values / 2 - self.low / 2) / (self.high / 2 - self.low / 2)

    def table(self) -> npt.NDArray[np.uint8]:
        """uint8 [256, 3]: colours from `low` to `high` in the current theme."""
        return _table(self.kind == AROUND_ZERO, current_palette())

    def colours_of(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
        """uint8 [..., 4] RGBA of finite values; what is not finite has the low end's colour."""
        level = np.nan_to_num(np.clip(self.places(values), 0, 1) * (_LEVELS - 1), nan=0.0).astype(np.intp)
        pixels = np.empty((*level.shape, 4), np.uint8)
        pixels[..., :3] = self.table()[level]
        pixels[..., 3] = 255
        return pixels

    def image(self, detail: Detail) -> npt.NDArray[np.uint8]:
        """uint8 [rows, columns, 4] RGBA: what is not finite in the ground colour of its mark."""
        pixels = self.colours_of(detail.mean)
        if (detail.marks != PLAIN).any():
            for mark in WORDS:
                ground = QColor(mark_colour(mark))
                opacity = 0 if mark == MISSING else 255
                pixels[detail.marks == mark] = (ground.red(), ground.green(), ground.blue(), opacity)
        return pixels

    def ticks(self) -> list[tuple[float, str]]:
        """(fraction from the low end, text)."""
        low, high = self.low, self.high
        if self.kind == LOG_SIZE:
            first, last = int(np.ceil(low - 1e-9)), int(np.floor(high + 1e-9))
            every = max(1, (last - first) // 6 + 1)
            powers = list(range(first, last + 1, every)) or [low]
            return [((power - low) / (high - low), f"1e{power:.3g}") for power in powers]
        if self.dtype == "bool" and self.kind == RISING:
            texts = [(0.0, "False"), (1.0, "True")]
            return [(float(self.places(np.array(at))), text) for at, text in texts if low <= at <= high]
        values = [value for value in nice_values(low, high, 6) if low <= value <= high]
        if "int" in self.dtype:
            values = [value for value in values if float(value).is_integer()]
        if len(values) < 2:
            values = [low, high]
        return list(zip(self.places(np.array(values)).tolist(), tick_texts(values)))

    def words(self) -> str:
        """What must be known to read the colours, "" when the ticks say all."""
        parts = []
        if self.kind == LOG_SIZE:
            parts.append("size of the value, log")
        if self.is_clipped:
            parts.append(f"{CLIPPED_PERCENT:g} % clipped at each end")
        return "; ".join(parts)


@cache
def _table(is_around_zero: bool, palette: Palette) -> npt.NDArray[np.uint8]:
    colours = []
    for level in range(_LEVELS):
        fraction = level / (_LEVELS - 1)
        if is_around_zero:
            side = palette.role("variable") if fraction < 0.5 else palette.role("slot")
            strength = abs(fraction - 0.5) * 2
            neutral = mix(palette.canvas, palette.muted, 0.08)
            colour = mix(neutral, side, min(1.0, strength * 1.15))
        else:
            # The end that stands out against the canvas is the large one.
            colour = palette.step_ramp(fraction if palette.dark else 1.0 - fraction)
            colour = mix(palette.canvas, colour, min(1.0, 0.12 + fraction * 1.4))
        made = QColor(colour)
        colours.append((made.red(), made.green(), made.blue()))
    table = np.array(colours, np.uint8)
    table.setflags(write=False)
    return table


def scale_for(
    found: SliceStatistics,
    kind: str | None = None,
    *,
    clipped: bool = False,
    is_difference: bool = False,
    dtype: str = "",
) -> ColourScale | None:
    """The colours for the values of a slice, or None without finite ones.

    Args:
        found: its statistics.
        kind: AROUND_ZERO, RISING or LOG_SIZE. None: around zero when values lie on both sides of it in earnest,
            and always for a difference, whose zero means "unchanged".
        clipped: leave the outermost values out.
        is_difference: whether the values are differences.
        dtype: of the tensor.
    """
    low, high = (found.low_percentile, found.high_percentile) if clipped else (found.min, found.max)
    if low is None or high is None:
        return None
    if clipped and low == high:
        low, high, clipped = found.min, found.max, False
    assert low is not None
    assert high is not None
    if kind is None:
        has_both = min(-low, high) > _BOTH_SIDES * max(-low, high)
        kind = AROUND_ZERO if has_both or (is_difference and low < high) else RISING
    if kind == AROUND_ZERO:
        size = max(abs(low), abs(high)) or 1.0
        return ColourScale(kind, -size, size, clipped, dtype)
    if kind == LOG_SIZE:
        return _log_scale(found, low, high, clipped)
    if low == high:
        margin = abs(low) * 0.05 or 0.5
        return ColourScale(kind, low - margin, high + margin, clipped, dtype)
    return ColourScale(kind, low, high, clipped, dtype)


def _log_scale(found: SliceStatistics, low: float, high: float, clipped: bool) -> ColourScale:
    top = float(np.log10(max(abs(low), abs(high)) or 1.0))
    bottom = float(np.log10(found.smallest)) if found.smallest else top - 1
    bottom = max(bottom, top - _MOST_DECADES)
    return ColourScale(LOG_SIZE, min(bottom, top - 0.1), top, clipped)


def joined(first: SliceStatistics, second: SliceStatistics) -> SliceStatistics:
    """Statistics whose ends hold both: for pictures that share their colours."""

    def least(*values: float | None) -> float | None:
        return min((value for value in values if value is not None), default=None)

    def largest(*values: float | None) -> float | None:
        return max((value for value in values if value is not None), default=None)

    return replace(
        first,
        nan=first.nan + second.nan,
        posinf=first.posinf + second.posinf,
        neginf=first.neginf + second.neginf,
        masked=first.masked + second.masked,
        min=least(first.min, second.min),
        max=largest(first.max, second.max),
        smallest=least(first.smallest, second.smallest),
        low_percentile=least(first.low_percentile, second.low_percentile),
        high_percentile=largest(first.high_percentile, second.high_percentile),
    )
