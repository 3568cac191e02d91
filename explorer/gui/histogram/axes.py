"""The axes of our plots: values, steps and counts, with plain texts and the theme's colours."""

from __future__ import annotations

import math
from collections.abc import Sequence

# ruff: noqa: N803 - argument names are those of the methods overridden
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPen

from explorer.gui.histogram.value_scale import ValueScale, nice_values, tick_texts
from explorer.gui.theme import current_palette, px, qcolor, ui_font
from explorer.report.numbers import format_count

TICK_PX = 11
_FEWEST = 3


class PlainAxis(pg.AxisItem):
    """An axis whose ticks are our own (place, text) pairs; `highlights` colours some of them."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation, maxTickLength=5)
        self.highlights: dict[str, str] = {}
        self.heading = ""  # a word above the ticks of a vertical axis
        self.enableAutoSIPrefix(False)
        self.setStyle(tickFont=ui_font(TICK_PX), autoExpandTextSpace=True, hideOverlappingLabels=False)
        self.take_theme()

    def take_theme(self) -> None:
        """Use the current palette."""
        palette = current_palette()
        self.setPen(pg.mkPen(palette.border))
        self.setTickPen(pg.mkPen(palette.border))
        self.setTextPen(pg.mkPen(palette.muted))
        self.picture = None
        self.update()

    def ticks(self, low: float, high: float, length_px: float) -> list[tuple[float, str]]:
        """(place, text) of the ticks between two places; overridden by each kind of axis."""
        raise NotImplementedError

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        low, high = sorted((minVal, maxVal))
        self._texts = {place: text for place, text in self.ticks(low, high, size) if low <= place <= high}
        return [(1.0, list(self._texts))]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [self._texts.get(value, "") for value in values]

    def redraw(self) -> None:
        """The ticks changed though the range did not."""
        self.picture = None
        self.update()

    def drawPicture(self, painter, axisSpec, tickSpecs, textSpecs) -> None:  # type: ignore[no-untyped-def]
        super().drawPicture(painter, axisSpec, tickSpecs, [])
        palette = current_palette()
        painter.setFont(ui_font(TICK_PX))
        for rect, flags, text in textSpecs:
            painter.setPen(QPen(qcolor(self.highlights.get(text, palette.muted))))
            painter.drawText(rect, int(flags), text)
        if self.heading:
            painter.setPen(QPen(qcolor(palette.muted)))
            bounds = self.boundingRect()
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            inset = 8 if self.orientation == "right" else 2
            painter.drawText(
                QRectF(bounds.left() + inset, bounds.top() + 1, px(90), px(16)), align, self.heading
            )


class ValueAxis(PlainAxis):
    """Values on a ValueScale; places run from 0 to 1."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.value_scale: ValueScale | None = None
        self._names: Sequence[str] = ()

    def set_scale(self, scale: ValueScale | None, names: Sequence[str] = ()) -> None:
        """Show the ticks of another scale; `names` of the values 0, 1, ... stand in place of numbers."""
        self.value_scale, self._names = scale, names
        self.redraw()

    def ticks(self, low: float, high: float, length_px: float) -> list[tuple[float, str]]:
        if self.value_scale is None:
            return []
        if self._names:
            return [(float(self.value_scale.place(n)), name) for n, name in enumerate(self._names)]
        horizontal = self.orientation in ("bottom", "top")
        room = px(88) if horizontal else px(40)
        wanted = max(2, int(length_px / room))
        found: list[tuple[float, str]] = []
        for count in (wanted, wanted + 1, 2 * wanted, 4 * wanted):  # one number alone is no scale
            found = self.value_scale.ticks(max(low, -0.02), min(high, 1.02), count)
            if sum(low <= place <= high for place, _ in found) >= _FEWEST:
                break
        if horizontal:
            found = _without_collisions(found, low, high, length_px)
        return found


class StepAxis(PlainAxis):
    """Steps at given places; thinned out so that no two texts touch, the important ones kept."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self._places: list[tuple[float, str]] = []
        self._important: list[int] = []

    def set_steps(self, places: list[tuple[float, str]], important: dict[int, str]) -> None:
        """Texts by place in order; `important`: index -> colour of those that must be readable."""
        self._places = places
        self._important = list(important)  # the first is kept first
        self.highlights = {places[index][1]: colour for index, colour in important.items()}
        self.redraw()

    def ticks(self, low: float, high: float, length_px: float) -> list[tuple[float, str]]:
        span = max(high - low, 1e-12)
        metrics = QFontMetricsF(ui_font(TICK_PX))
        horizontal = self.orientation in ("bottom", "top")
        seen = [i for i, (place, _) in enumerate(self._places) if low <= place <= high]
        if not seen:
            return []
        ends, shown = [seen[-1], seen[0]], set(seen)
        room = max(metrics.horizontalAdvance(self._places[i][1]) for i in seen) + 14 if horizontal else px(15)
        every = max(1, math.ceil(room * len(seen) / max(length_px, 1)))
        taken: list[tuple[float, int]] = []
        for index in [*(i for i in self._important if i in shown), *ends, *seen[::every], *seen]:
            at = (self._places[index][0] - low) / span * length_px
            if all(abs(at - other) >= room for other, _ in taken):
                taken.append((at, index))
        return [self._places[index] for _, index in sorted(taken)]


class CountAxis(PlainAxis):
    """Counts; with `is_log`, places are their decimal logarithms."""

    is_log = False

    def ticks(self, low: float, high: float, length_px: float) -> list[tuple[float, str]]:
        if self.is_log:
            powers = range(max(0, math.ceil(low - 1e-9)), math.floor(high + 1e-9) + 1)
            every = max(1, math.ceil(len(powers) * px(24) / max(length_px, 1)))
            return [(float(power), format_count(10**power)) for power in powers if power % every == 0]
        places = nice_values(max(low, 0.0), high, max(2, int(length_px / px(44))))
        return [(place, format_count(round(place))) for place in places if float(place).is_integer()]


class SignedAxis(PlainAxis):
    """Shares above and below zero, in percentage points: "+0.5", "0", "−0.5"."""

    def ticks(self, low: float, high: float, length_px: float) -> list[tuple[float, str]]:
        places = nice_values(low, high, max(2, int(length_px / px(40))))
        texts = [text.lstrip("-") for text in tick_texts([100 * place for place in places])]
        signs = ["" if abs(place) < 1e-15 else "+" if place > 0 else "−" for place in places]
        return [(place, sign + text) for place, sign, text in zip(places, signs, texts)]


def _without_collisions(
    ticks: list[tuple[float, str]], low: float, high: float, length_px: float
) -> list[tuple[float, str]]:
    metrics = QFontMetricsF(ui_font(TICK_PX))
    kept: list[tuple[float, str]] = []
    edge = -1e9
    for place, text in ticks:
        at = (place - low) / max(high - low, 1e-12) * length_px
        half = metrics.horizontalAdvance(text) / 2
        if at - half >= edge:
            kept.append((place, text))
            edge = at + half + 8
    return kept
