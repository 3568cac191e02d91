"""From numbers to colours: around zero (two hues) or from least to largest (one ramp), NaN never hidden."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor

from explorer.gui.theme import current_palette
from explorer.gui.values.slicing import Detail
from explorer.report.palette import mix

AROUND_ZERO, RISING = "around zero", "from least to largest"
_LEVELS = 256


@dataclass(frozen=True)
class ColourScale:
    """Which value gets which colour; `low` < `high`."""

    kind: str
    low: float
    high: float

    def table(self) -> npt.NDArray[np.uint8]:
        """uint8 [256, 3]: colours from `low` to `high` in the current theme."""
        palette = current_palette()
        colours = []
        for level in range(_LEVELS):
            fraction = level / (_LEVELS - 1)
            if self.kind == AROUND_ZERO:
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
        return np.array(colours, np.uint8)

    def image(self, detail: Detail) -> npt.NDArray[np.uint8]:
        """uint8 [rows, columns, 4] RGBA: NaN or infinities in the colour of damage, what is not stored clear."""
        with np.errstate(invalid="ignore", over="ignore"):
            half_low, half_span = self.low / 2, self.high / 2 - self.low / 2
            place = (detail.mean / 2 - half_low) / half_span
        level = np.nan_to_num(np.clip(place, 0, 1) * (_LEVELS - 1), nan=0.0).astype(np.intp)
        pixels = np.empty((*level.shape, 4), np.uint8)
        pixels[..., :3] = self.table()[level]
        pixels[..., 3] = 255
        damage = QColor(current_palette().verdict("dtype differs"))
        pixels[detail.has_nan] = (damage.red(), damage.green(), damage.blue(), 255)
        pixels[detail.is_masked] = (0, 0, 0, 0)
        return pixels


def scale_for(low: float | None, high: float | None, kind: str | None = None) -> ColourScale | None:
    """The colours for values `low`..`high`: around zero when they lie on both sides, unless `kind` says so."""
    if low is None or high is None:
        return None
    if kind is None:
        kind = AROUND_ZERO if low < 0 < high else RISING
    if kind == AROUND_ZERO:
        size = max(abs(low), abs(high)) or 1.0
        return ColourScale(kind, -size, size)
    if low == high:
        margin = abs(low) * 0.05 or 0.5
        return ColourScale(kind, low - margin, high + margin)
    return ColourScale(kind, low, high)
