"""The rows below a picture that share its axis of steps: the share of a range of values, scalars of event files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.gui.language import tr
from explorer.gui.theme import current_palette, px, qcolor, ui_font, with_alpha

ROW_PX, AXIS_PX, FONT_PX = 62, 18, 11
MOST_ROWS = 4
_LEFT_PX, _RIGHT_PX = 90, 76


@dataclass(frozen=True, eq=False)
class StripRow:
    """One curve. `least` and `most` bound it where it is not exact; all float64 [n] beside x."""

    title: str
    x: np.ndarray
    y: np.ndarray
    low_text: str
    high_text: str
    least: np.ndarray | None = None
    most: np.ndarray | None = None
    has_points: bool = False
    readouts: tuple[str, ...] = ()  # one a record of the picture, for the step pointed at
    note: str = ""


class StepStrip(QWidget):
    """Paints its rows; the step under the cursor is told."""

    pointed = Signal(float)  # place on the steps' axis
    left = Signal()  # nothing is pointed at any more

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("histogram_strip")
        self.setAccessibleName(tr("Curves over the same steps"))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.rows: tuple[StripRow, ...] = ()
        self._ticks: list[tuple[float, str]] = []
        self._frame: tuple[float, float, float, float] | None = None  # px left, px right, place left, right
        self._marks: tuple[tuple[float, str], ...] = ()
        self._names: tuple[str, ...] = ()
        self._newer = -1
        self.hovered = -1
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(200, self._height())

    def _height(self) -> int:
        return px(ROW_PX) * len(self.rows) + (px(AXIS_PX) if self._frame is None else 4)

    def show_rows(
        self,
        rows: tuple[StripRow, ...],
        ticks: list[tuple[float, str]],
        marks: tuple[tuple[float, str], ...],
        frame: tuple[float, float, float, float] | None,
        names: tuple[str, ...] = (),
        newer: int = -1,
    ) -> None:
        """Replace the rows.

        Args:
            rows: the curves.
            ticks: places of the steps with their texts.
            marks: places of the chosen steps with their names.
            frame: where the steps stand in the picture above; None: an axis of its own.
            names: of the records, as read out.
            newer: the record that is read out while none is pointed at.
        """
        self._names, self._newer = names, newer
        self.rows, self._ticks, self._marks, self._frame = rows[:MOST_ROWS], ticks, marks, frame
        self.setFixedHeight(max(self._height(), 1))
        self.setVisible(bool(rows))
        self._describe()
        self.update()

    def set_hovered(self, index: int) -> None:
        """The record the cursor is at; -1 for none."""
        if index != self.hovered:
            self.hovered = index
            self._describe()
            self.update()

    def _describe(self) -> None:
        texts = []
        for row in self.rows:
            ends = tuple(dict.fromkeys((row.low_text, row.high_text)))
            text = f"{row.title}, {ends[0]}"
            if len(ends) > 1:
                text = f"{row.title}, {tr(f'between {ends[0]} and {ends[1]}')}"
            reading = self._reading(row)
            texts.append(f"{text}; {reading}" if reading else text)
        self.setAccessibleDescription(". ".join(texts))

    def _reading(self, row: StripRow) -> str:
        """The number at the step pointed at, else at the newer one, with the step's name."""
        index = self.hovered if self.hovered >= 0 else self._newer
        if not 0 <= index < min(len(row.readouts), len(self._names)) or not row.readouts[index]:
            return ""
        return f"{self._names[index]}: {row.readouts[index]}"

    def shown_text(self, row: StripRow) -> str:
        """What is written above a curve: what it is, a number of it, and what else is to be known where it fits."""
        parts = [text for text in (row.title, self._reading(row), row.note) if text]
        metrics, room = QFontMetricsF(ui_font(FONT_PX)), self.width() - self._places()[0] - 12
        text = "  ·  ".join(parts)
        if row.note and len(parts) > 2 and metrics.horizontalAdvance(text) > room:
            text = "  ·  ".join(parts[:-1])
        return metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room)

    # --- painting ---------------------------------------------------------------------------------

    def _places(self) -> tuple[float, float, float, float]:
        if self._frame is not None:
            return self._frame
        x = np.array([place for place, _ in self._ticks]) if self._ticks else np.zeros(1)
        low, high = float(x.min()), float(x.max())
        pad = (high - low) * 0.02 or 0.5
        return px(_LEFT_PX), self.width() - px(_RIGHT_PX), low - pad, high + pad

    def _to_px(self, x: Sequence[float] | np.ndarray) -> np.ndarray:
        left, right, low, high = self._places()
        return left + (np.asarray(x, np.float64) - low) / max(high - low, 1e-300) * (right - left)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, palette = QPainter(self), current_palette()
        painter.fillRect(self.rect(), qcolor(palette.canvas))
        painter.setPen(qcolor(palette.border))
        painter.drawLine(0, 0, self.width(), 0)
        painter.setFont(ui_font(FONT_PX))
        left, right, *_ = self._places()
        for number, row in enumerate(self.rows):
            self._paint_row(
                painter,
                row,
                QRectF(left, number * px(ROW_PX) + px(20), right - left, px(ROW_PX) - px(20) - 6),
            )
        if self._frame is None:
            self._paint_ticks(painter)
        painter.end()

    def _paint_row(self, painter: QPainter, row: StripRow, area: QRectF) -> None:
        palette = current_palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(qcolor(palette.grid), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        low, high = _range(row)
        xs = self._to_px(row.x)

        def ys(values: np.ndarray) -> np.ndarray:
            return area.bottom() - (values - low) / (high - low) * area.height()

        painter.save()
        painter.setClipRect(area.adjusted(-4, -5, 4, 5))
        for place, name in self._marks:
            pen = QPen(qcolor(palette.series(name)), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            x = float(self._to_px(np.array([place]))[0])
            painter.drawLine(QPointF(x, area.top() - 4), QPointF(x, area.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = palette.accent if row.has_points else palette.as_mark(palette.muted)
        if row.least is not None and row.most is not None:
            _paint_band(painter, xs, ys(row.least), ys(row.most), colour)
        _paint_curve(painter, xs, ys(row.y), colour, has_points=row.has_points)
        painter.restore()
        painter.setPen(qcolor(palette.muted))
        place = QRectF(area.left(), area.top() - px(19), self.width() - area.left() - 12, px(16))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.shown_text(row))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, area.top() - px(7), area.left() - 6, px(14)), right, row.high_text)
        if row.low_text != row.high_text:
            painter.drawText(QRectF(0, area.bottom() - px(8), area.left() - 6, px(14)), right, row.low_text)

    def _paint_ticks(self, painter: QPainter) -> None:
        palette, edge = current_palette(), -1e9
        metrics = QFontMetricsF(painter.font())
        painter.setPen(qcolor(palette.muted))
        for x, (_, text) in zip(self._to_px([place for place, _ in self._ticks]).tolist(), self._ticks):
            if x - 4 <= edge:  # thousands need not be measured
                continue
            half = metrics.horizontalAdvance(text) / 2
            if x - half > edge:
                rect = QRectF(x - half - 2, self.height() - px(AXIS_PX), 2 * half + 4, px(AXIS_PX))
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
                edge = x + half + 10

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        left, right, low, high = self._places()
        part = (event.position().x() - left) / max(right - left, 1)
        self.pointed.emit(low + part * (high - low))


def _range(row: StripRow) -> tuple[float, float]:
    columns = [column for column in (row.y, row.least, row.most) if column is not None]
    numbers = np.concatenate(columns) if columns else np.empty(0)
    numbers = numbers[np.isfinite(numbers)]
    if not len(numbers):
        return 0.0, 1.0
    low, high = float(numbers.min()), float(numbers.max())
    return (low - 0.5, high + 0.5) if low == high else (low, high)


def _paint_band(painter: QPainter, x: np.ndarray, least: np.ndarray, most: np.ndarray, colour: str) -> None:
    known = np.isfinite(least) & np.isfinite(most)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(with_alpha(colour, 0.25))
    points = [QPointF(*pair) for pair in zip(x[known], most[known])]
    points += [QPointF(*pair) for pair in zip(x[known][::-1], least[known][::-1])]
    painter.drawPolygon(QPolygonF(points))


def _paint_curve(painter: QPainter, x: np.ndarray, y: np.ndarray, colour: str, *, has_points: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), 1.0))
    known = np.isfinite(x) & np.isfinite(y)
    order = np.flatnonzero(known)
    if len(order) > 2000:  # more points than pixels: the extremes of each stretch stay
        order = _thinned(y, order, 1000)
    breaks = np.flatnonzero(np.diff(order) > 1) + 1 if has_points else np.empty(0, np.int64)
    for part in np.split(order, breaks):  # a step that is not known leaves a gap
        painter.drawPolyline(QPolygonF([QPointF(float(x[i]), float(y[i])) for i in part]))
    if has_points:
        painter.setBrush(QColor(colour))
        painter.setPen(Qt.PenStyle.NoPen)
        for index in order[:400]:
            painter.drawEllipse(QPointF(float(x[index]), float(y[index])), 2.0, 2.0)


def _thinned(y: np.ndarray, order: np.ndarray, stretches: int) -> np.ndarray:
    kept = [
        part[[int(np.argmin(y[part])), int(np.argmax(y[part]))]] for part in np.array_split(order, stretches)
    ]
    return np.unique(np.concatenate(kept))
