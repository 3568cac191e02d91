"""Small pictures of several tensors in a grid: ridges of some steps each, a curve for single numbers."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from explorer.analysis.histogram import rebin
from explorer.gui.focus_ring import RING
from explorer.gui.histogram.history import StepRecord
from explorer.gui.histogram.picture import Picture, fit_scale
from explorer.gui.histogram.several_painting import paint_curve, paint_ridges
from explorer.gui.histogram.several_reading import Cell
from explorer.gui.histogram.several_words import described, kind_text, odd_text, why_empty
from explorer.gui.histogram.value_scale import ValueScale
from explorer.gui.language import tr
from explorer.gui.plain_text import tool_tip
from explorer.gui.theme import current_palette, px, qcolor, ui_font
from explorer.report.numbers import format_float

_WIDTH, _HEIGHT, _PAD = 250, 168, 10
_BINS = 64


class SeveralCanvas(QWidget):
    """All cells, painted as far as they are in view; arrows walk, Enter or a click chooses."""

    chosen = Signal(object)  # key
    current_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("histogram_several_canvas")
        self.setAccessibleName(tr("Small pictures of several tensors"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(RING, True)
        self.cells: tuple[Cell, ...] = ()
        self.steps: tuple[int, ...] = ()
        self.records: dict[str, dict[int, StepRecord]] = {}
        self.current = 0
        self._columns, self._row_px = 1, px(_HEIGHT)
        self.kind, self.is_common = "linear", False
        self.log_counts = False
        self.own_heights: bool | None = None  # None: as each tensor asks for
        self.picture = Picture()  # for the colours and the chosen steps
        self._common: tuple[ValueScale | None] | None = None
        self._drawn: dict[str, tuple[object, list[tuple[int, np.ndarray]]]] = {}

    # --- layout ------------------------------------------------------------------------------------

    @property
    def columns(self) -> int:
        """How many cells stand side by side."""
        return self._columns

    def _best_columns(self, room: QSize) -> int:
        """As few as let all cells be seen at once, else as many as fit side by side."""
        most, count = max(1, room.width() // px(_WIDTH)), max(len(self.cells), 1)
        for columns in range(1, most + 1):
            wide_enough = room.width() / columns <= 2.6 * room.height() / math.ceil(count / columns)
            if wide_enough and math.ceil(count / columns) * px(_HEIGHT) <= room.height():
                return columns
        return min(most, count)

    def cell_rect(self, number: int) -> QRect:
        """Where a cell stands."""
        width = self.width() // self.columns
        row, column = divmod(number, self.columns)
        return QRect(column * width, row * self._row_px, width, self._row_px)

    def fit(self, room: QSize) -> None:
        """Take the width of the area in view, and its height where all cells find a place in it."""
        self._columns = self._best_columns(room)
        rows = max(math.ceil(len(self.cells) / self._columns), 1)
        self._row_px = max(px(_HEIGHT), min(room.height() // rows, 2 * px(_HEIGHT)))
        self.setFixedSize(max(room.width(), 120), max(rows * self._row_px, 10))

    def cell_at(self, point: QPointF) -> int:
        """The cell at a point; -1 for none."""
        for number in range(len(self.cells)):
            if self.cell_rect(number).contains(point.toPoint()):
                return number
        return -1

    # --- drawing -----------------------------------------------------------------------------------

    def forget_shapes(self) -> None:
        """Axes or heights are others now."""
        self._drawn.clear()
        self._common = None
        self.update()

    def add(self, found: tuple[tuple[str, int, StepRecord], ...]) -> None:
        """Take in what was read."""
        for key, index, record in found:
            self.records.setdefault(key, {})[index] = record
        self._common = None
        self.setAccessibleDescription(self.describe(self.current))
        self.update()

    def _common_scale(self) -> ValueScale | None:
        if self._common is None:
            every = tuple(record for some in self.records.values() for record in some.values())
            self._common = (fit_scale(every, self.kind),)
        return self._common[0]

    def shape_of(self, cell: Cell):  # type: ignore[no-untyped-def]
        """(ValueScale | None, [(record index, heights 0..1)]) of one cell, as drawn."""
        records = self.records.get(cell.key, {})
        known = tuple(records[index] for index in self.steps if index in records)
        scale = self._common_scale() if self.is_common else fit_scale(known, self.kind)
        asked = (scale, tuple(map(id, known)), self.log_counts, self.own_heights)
        remembered = self._drawn.get(cell.key)
        if remembered is not None and remembered[0] == asked:
            return scale, remembered[1]
        shapes: list[tuple[int, np.ndarray]] = []
        if scale is not None:
            most = max((r.statistics.finite for r in known if r.statistics is not None), default=0)
            edges = scale.edges(max(12, min(_BINS, round(2.5 * most**0.5))))
            rows = [
                (index, rebin(records[index].counts, edges))
                for index in self.steps
                if index in records and records[index].has_picture
            ]
            tallest = max((float(row.max(initial=0)) for _, row in rows), default=0.0)
            own = self.own_heights
            if own is None:  # one spike would leave the others flat
                tops = [float(row.max(initial=0)) for _, row in rows]
                own = len(tops) > 2 and float(np.median(tops)) < tallest / 6
            for index, row in rows:
                top = float(row.max(initial=0)) if own else tallest
                heights = np.log1p(row) / np.log1p(top or 1) if self.log_counts else row / (top or 1)
                shapes.append((index, heights))
        self._drawn[cell.key] = (asked, shapes)
        return scale, shapes

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), qcolor(current_palette().canvas))
        for number, cell in enumerate(self.cells):
            rect = self.cell_rect(number)
            if rect.intersects(event.rect()):
                self._paint_cell(painter, QRectF(rect.adjusted(4, 4, -4, -4)), number, cell)
        painter.end()

    def _paint_cell(self, painter: QPainter, rect: QRectF, number: int, cell: Cell) -> None:
        palette = current_palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_current = number == self.current and self.hasFocus()
        is_chosen = cell.key == self.picture.key
        # The cursor of the keys is the thicker frame; the chosen tensor has the ground of a selected row.
        frame = palette.accent if is_current or is_chosen else palette.border
        painter.setPen(QPen(qcolor(frame), 2 if is_current else 1))
        painter.setBrush(qcolor(palette.selection if is_chosen else palette.panel))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(ui_font(11))
        metrics = QFontMetricsF(painter.font())
        inner = rect.adjusted(_PAD, 6, -_PAD, -6)
        painter.setPen(qcolor(palette.text))
        title = metrics.elidedText(cell.title, Qt.TextElideMode.ElideMiddle, inner.width())
        painter.drawText(
            QRectF(inner.left(), inner.top(), inner.width(), 15), Qt.AlignmentFlag.AlignLeft, title
        )
        painter.setPen(qcolor(palette.muted))
        second = QRectF(inner.left(), inner.top() + 15, inner.width(), 15)
        painter.drawText(second, Qt.AlignmentFlag.AlignLeft, kind_text(cell))
        odd = self.odd_text(cell)
        if odd:
            painter.setPen(qcolor(palette.verdict("damaged")))
            painter.drawText(second, Qt.AlignmentFlag.AlignRight, odd)
        area = inner.adjusted(0, 36, 0, -15)
        scale, shapes = self.shape_of(cell)
        records = self.records.get(cell.key, {})
        if math.prod(cell.shape) == 1 and shapes:
            paint_curve(painter, area, [records[index].statistics.mean for index, _ in shapes])
        elif shapes:
            paint_ridges(painter, area, shapes, records, self.steps, self.picture)
            painter.setPen(qcolor(palette.muted))
            line = QRectF(inner.left(), inner.bottom() - 12, inner.width(), 14)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft, format_float(scale.low, 3))
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, format_float(scale.high, 3))
        else:
            painter.setPen(qcolor(palette.muted))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(area, flags, tr(why_empty(records, self.steps, self.kind)))

    # --- words -------------------------------------------------------------------------------------

    def odd_text(self, cell: Cell) -> str:
        """NaN and infinities of the step that has most of them, with its name; "" for none."""
        return odd_text(self.records.get(cell.key, {}))

    def describe(self, number: int) -> str:
        """One cell in words."""
        if not 0 <= number < len(self.cells):
            return ""
        cell = self.cells[number]
        return described(cell, self.records.get(cell.key, {}), self.steps)

    # --- acts --------------------------------------------------------------------------------------

    def go_to(self, number: int) -> None:
        """Make a cell the current one."""
        self.current = min(max(number, 0), max(len(self.cells) - 1, 0))
        self.setAccessibleDescription(self.describe(self.current))
        self.update()
        self.current_changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.cell_at(event.position())
        if number >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.go_to(number)
            self.chosen.emit(self.cells[number].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.columns,
            Qt.Key.Key_Down: self.columns,
            Qt.Key.Key_Home: -len(self.cells),
            Qt.Key.Key_End: len(self.cells),
        }
        key = Qt.Key(event.key())
        if key in moves:
            self.go_to(self.current + moves[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.cells:
            self.chosen.emit(self.cells[self.current].key)
        else:
            event.ignore()

    def event(self, event) -> bool:  # type: ignore[no-untyped-def]
        if isinstance(event, QHelpEvent) and event.type() == event.Type.ToolTip:
            number = self.cell_at(QPointF(event.pos()))
            if number >= 0:
                QToolTip.showText(
                    event.globalPos(), tool_tip(self.describe(number).replace("; ", "\n")), self
                )
            return True
        return bool(super().event(event))

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().focusInEvent(event)
        self.update()
