"""The curve above the marks of the time axis: a scalar of the event files, with its range and a readout."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from explorer.gui.focus_ring import RING
from explorer.gui.language import tr
from explorer.gui.theme import current_palette, px, qcolor, ui_font, with_alpha
from explorer.gui.timeline.curve_shape import (
    Band,
    Line,
    Points,
    Shape,
    nearest_point,
    points_of,
    shape_of,
    visible,
    y_of,
)
from explorer.report.numbers import display_name, format_count, format_float

if TYPE_CHECKING:
    from explorer.checkpoints.run_events import ScalarSeries

PAD = 8.0  # around the drawn curve, for marks at its ends
FEW_POINTS = 200
RANGE_WIDTH = 56.0  # room for the range, right of the curve
_KEYS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageDown: -10,
    Qt.Key.Key_PageUp: 10,
    Qt.Key.Key_Home: -(1 << 60),
    Qt.Key.Key_End: 1 << 60,
}


class LossCurve(QWidget):
    """Draws one series; the mouse or the arrow keys read its points."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("loss_curve")
        self.setAccessibleName(tr("Curve over the steps"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty(RING, True)
        self.points: Points | None = None
        self.shape_drawn: Shape | None = None
        self.is_log = False
        self.unit = "step"  # what the series counts
        self.note = ""  # said of the scale along the curve, when it has one of its own
        self._series: ScalarSeries | None = None
        self._anchors: tuple[Sequence[float], Sequence[float]] = ((0.0, 1.0), (0.0, 1.0))
        self._pointed = -1  # index of the point read out

    # -- what is shown -------------------------------------------------------------------------

    @property
    def series(self) -> ScalarSeries | None:
        """What is drawn, None for nothing."""
        return self._series

    def show_series(self, series: ScalarSeries | None, points: Points | None = None) -> None:
        """Draw another series, or the same one grown longer; `points` are those of it if they are known."""
        if series is not self._series:
            self._series = series
            self.points = points if points is not None or series is None else points_of(series)
            self._pointed = -1

    def lay_out(self, anchors: tuple[Sequence[float], Sequence[float]], *, is_log: bool, note: str) -> None:
        """Place the curve: steps and their x in this widget's pixels, in between linear."""
        self._anchors, self.note = anchors, note
        if self.points is None:
            return
        self.is_log = is_log and self.points.can_be_log
        top, bottom = self._ends()
        self.shape_drawn = shape_of(self.points, anchors, top, bottom, is_log=self.is_log)
        self._describe()
        self.update()

    def _ends(self) -> tuple[float, float]:
        return 6.0, max(self.height() - 5.0, 12.0)

    def readout(self) -> str:
        """The point under the cursor in words, "" when there is none."""
        if self.points is None or self._series is None or not 0 <= self._pointed < len(self.points.steps):
            return ""
        step, value = int(self.points.steps[self._pointed]), float(self.points.values[self._pointed])
        return (
            tr(f"{self.unit} {format_count(step)}")
            + f" · {display_name(self._series.name, 60)} {format_float(value)}"
        )

    def value_near(self, step: int) -> str:
        """The value last written at or before a step, in words; "" when the curve begins later."""
        if self.points is None or self._series is None or not len(self.points.steps):
            return ""
        import numpy as np

        index = int(np.searchsorted(self.points.steps, step, "right")) - 1
        if index < 0:
            return ""
        at = int(self.points.steps[index])
        text = f"{display_name(self._series.name, 60)} {format_float(float(self.points.values[index]))}"
        return text if at == step else f"{text} at {self.unit} {format_count(at)}"

    def _describe(self) -> None:
        """For those who cannot see it: what it is, its range, its last value, the point read out."""
        points, series = self.points, self._series
        if points is None or series is None or not len(points.steps):
            self.setAccessibleDescription("")
            return
        parts = [
            f"{display_name(series.name, 80)}: {format_count(len(series.steps))} values",
            f"last {format_float(float(points.values[-1]))} at {self.unit} {format_count(int(points.steps[-1]))}",
        ]
        if not math.isnan(points.low):
            parts.append(f"between {format_float(points.low)} and {format_float(points.high)}")
        if points.odd_count:
            parts.append(f"{format_count(points.odd_count)} are NaN or infinite")
        if series.left_out:
            parts.append(f"{format_count(series.left_out)} more are left out of the drawing")
        if self.is_log:
            parts.append("logarithmic scale")
        if self.note:
            parts.append(self.note)
        text = "; ".join(parts) + "."
        readout = self.readout()
        self.setAccessibleDescription(tr(f"{readout}. {text}" if readout else text))

    # -- reading points ------------------------------------------------------------------------

    def point_at(self, index: int) -> None:
        """Read out a point; -1 for none."""
        if index != self._pointed:
            self._pointed = index
            self._describe()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        ends = self._anchors[1]
        inside = self.points is not None and ends[0] - PAD <= x <= ends[-1] + PAD
        self.point_at(nearest_point(self.points, self._anchors, x) if inside and self.points else -1)
        event.ignore()  # the timeline below may want it too

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self.point_at(-1)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)
        if self._pointed < 0 and self.points is not None:
            self.point_at(visible(self.points, self._anchors)[1] - 1)

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)
        self.point_at(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        offset = _KEYS.get(Qt.Key(event.key()))
        if offset is None or self.points is None:
            super().keyPressEvent(event)
            return
        first, last = visible(self.points, self._anchors)
        if first < last:
            self.point_at(min(max(self._pointed + offset, first), last - 1))

    # -- drawing -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.points is None or self.shape_drawn is None:
            return
        colours = current_palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(ui_font(10))
        line = colours.as_mark(colours.muted)
        bottom = self._ends()[1]
        shape, faint = self.shape_drawn, with_alpha(line, 0.45)
        # Below the curve, a pixel column at a time: a polygon of a thousand spikes takes Qt half a second.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(with_alpha(line, 0.09), 1.0))
        painter.drawLines([QLineF(x, y + 1.0, x, bottom) for x, y in shape.ground])
        self._paint_bands(painter, shape.older_bands, faint)
        self._paint_bands(painter, shape.bands, qcolor(line))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_lines(painter, shape.older, faint)
        self._paint_lines(painter, shape.lines, qcolor(line))
        self._paint_odd(painter)
        self._paint_range(painter)
        self._paint_readout(painter)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(qcolor(colours.accent), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(0.5, 0.5, self.width() - px(RANGE_WIDTH) - 1, self.height() - 1))

    def _paint_bands(self, painter: QPainter, bands: tuple[Band, ...], colour: QColor) -> None:
        painter.setPen(QPen(colour, 1.0))
        painter.drawLines([QLineF(x, upper, x, lower + 0.5) for x, upper, lower in bands])

    def _paint_lines(self, painter: QPainter, lines: tuple[Line, ...], colour: QColor) -> None:
        pen = QPen(colour, 1.0)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        for line in lines:
            if len(line) == 1:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawEllipse(QPointF(*line[0]), 1.8, 1.8)
                continue
            places = [QPointF(x, y) for x, y in line]
            painter.setPen(pen)
            if len(places) <= FEW_POINTS:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolyline(places)
            else:  # line by line: a hundred times faster where there are many spikes
                painter.drawLines([QLineF(*pair) for pair in itertools.pairwise(places)])

    def _paint_odd(self, painter: QPainter) -> None:
        """A cross for NaN, an arrow head for infinity, at the upper edge."""
        if self.shape_drawn is None or not self.shape_drawn.odd:
            return
        painter.setPen(QPen(qcolor(current_palette().verdict("damaged")), 1.3))
        last = -math.inf
        for x, is_nan in self.shape_drawn.odd:
            if x - last < 7:  # a run of them is a row of marks, not a smear
                continue
            last, y = x, 4.0
            if is_nan:
                painter.drawLine(QPointF(x - 2.5, y - 2.5), QPointF(x + 2.5, y + 2.5))
                painter.drawLine(QPointF(x - 2.5, y + 2.5), QPointF(x + 2.5, y - 2.5))
            else:
                painter.drawPolyline([QPointF(x - 3, y + 2), QPointF(x, y - 2), QPointF(x + 3, y + 2)])

    def _paint_range(self, painter: QPainter) -> None:
        points = self.points
        if points is None or math.isnan(points.low):
            return
        top, bottom = self._ends()
        left = self.width() - px(RANGE_WIDTH) + 8
        painter.setPen(qcolor(current_palette().muted))
        painter.drawText(QPointF(left, top + px(5)), format_float(points.high, 3))
        if points.low < points.high:
            painter.drawText(QPointF(left, bottom + px(1)), format_float(points.low, 3))
            if self.is_log and bottom - top > px(26):
                painter.drawText(QPointF(left, (top + bottom) / 2 + px(3)), "log")
        if self.note:
            width = QFontMetricsF(painter.font()).horizontalAdvance(self.note)
            painter.drawText(QPointF(self.width() - px(RANGE_WIDTH) - width - 4, top + px(5)), self.note)

    def _paint_readout(self, painter: QPainter) -> None:
        text = self.readout()
        if not text or self.points is None:
            return
        import numpy as np

        colours = current_palette()
        top, bottom = self._ends()
        value = float(self.points.values[self._pointed])
        x = float(np.interp(self.points.steps[self._pointed], *self._anchors))
        painter.setPen(QPen(qcolor(colours.border), 1.0))
        painter.drawLine(QPointF(x, top - 4), QPointF(x, bottom + 4))
        if math.isfinite(value) and (value > 0 or not self.is_log):
            painter.setPen(QPen(qcolor(colours.panel), 1.0))
            painter.setBrush(qcolor(colours.text))
            painter.drawEllipse(
                QPointF(x, y_of(value, self.points, top, bottom, is_log=self.is_log)), 3.0, 3.0
            )
        painter.setFont(ui_font(11))
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 14
        room = self.width() - px(RANGE_WIDTH)
        left = x + 10 if x + 10 + width <= room else x - 10 - width
        card = QRectF(max(left, 0.0), max((top + bottom) / 2 - px(10), 0.0), width, px(20))
        painter.setPen(QPen(qcolor(colours.border), 1.0))
        painter.setBrush(qcolor(colours.raised))
        painter.drawRoundedRect(card, 4, 4)
        painter.setPen(qcolor(colours.text))
        painter.drawText(card, Qt.AlignmentFlag.AlignCenter, text)
