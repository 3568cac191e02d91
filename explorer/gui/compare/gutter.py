"""A narrow map beside the table: where in all its rows differences lie, and of which kind."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.gui.compare.change_words import CHANGE_WORD
from explorer.gui.item_models.record_table import RecordTable
from explorer.gui.item_models.table_model import plain_tool_tip
from explorer.gui.language import tr
from explorer.gui.theme import current_palette, qcolor, with_alpha
from explorer.report.numbers import format_count

WIDTH = 16
RENAMED = len(CHANGE_WORD)  # code of rows that are the same but for their key
_CHANGES = tuple(CHANGE_WORD)
# Which third of the width a kind has: removed at the left, changed in the middle, added at the right,
# so that the place tells what the colour does.
_LANE_KINDS = (("removed",), ("shape", "dtype", "value"), ("added",))


class Gutter(QWidget):
    """Listens to the table's model; a click or a drag goes to the rows there."""

    def __init__(self, table: RecordTable, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("compare_gutter")
        self.setAccessibleName(tr("Map of the differences in all rows"))
        self.setAccessibleDescription(tr("F7 and Shift+F7 go to the next and the previous one."))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._table = table
        self._source: Any = None
        self._rows: tuple[tuple[int, int], np.ndarray] | None = None
        table.verticalScrollBar().valueChanged.connect(lambda _: self.update())
        table.model().rows_changed.connect(self.renew)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 60)

    def renew(self) -> None:
        """Other rows, or rows of another kind."""
        self._rows = None
        self.update()

    def bands(self) -> np.ndarray:
        """int8 [height, 3]: in each line of pixels the code of the change in each lane, -1 for none."""
        model, height = self._table.model(), max(self.height(), 1)
        wanted = height, len(model.rows)
        if self._rows is not None and self._rows[0] == wanted:
            return self._rows[1]
        found = np.full((height, 3), -1, np.int8)
        if model.source is not None and len(model.rows):
            codes = model.source.change_codes[model.rows]
            count = len(codes)
            tops = np.arange(count) * height // count
            bottoms = np.maximum((np.arange(count) + 1) * height // count, tops + 1)
            for lane, kinds in enumerate(_LANE_KINDS):
                for kind in reversed(kinds):  # the first of a lane is the one to be seen
                    code = _CHANGES.index(kind)
                    found[_covered(tops, bottoms, codes == code, height), lane] = code
            renamed = model.source.is_renamed[model.rows]
            lines = _covered(tops, bottoms, renamed, height) & (found[:, 1] < 0)
            found[lines, 1] = RENAMED
        self._rows = wanted, found
        return found

    def row_at(self, y: float) -> int:
        """The row of the table a height stands for, -1 without rows."""
        count = self._table.model().rowCount()
        return min(max(int(y * count / max(self.height(), 1)), 0), count - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter = current_palette(), QPainter(self)
        painter.fillRect(self.rect(), qcolor(colours.panel))
        painter.setPen(QPen(qcolor(colours.border), 1))
        painter.drawLine(0, 0, 0, self.height())
        bands, lane_width = self.bands(), (self.width() - 3) / 3
        for lane in range(3):
            column = bands[:, lane]
            edges = np.flatnonzero(np.diff(column, prepend=-2, append=-2))
            for top, bottom in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
                if column[top] >= 0:
                    code = column[top]
                    is_kind = code != RENAMED
                    colour = qcolor(
                        colours.difference(_CHANGES[code]) if is_kind else colours.series("newer")
                    )
                    left = 2 + lane * lane_width
                    gap = 1 if bottom - top > 3 else 0
                    painter.fillRect(QRectF(left, top, lane_width, bottom - top - gap), colour)
        self._paint_window(painter, colours)

    def _paint_window(self, painter: QPainter, colours: Any) -> None:
        """What part of the rows is in view."""
        visible, count = self._table.visible_rows(), self._table.model().rowCount()
        if len(visible) < count:
            top = visible.start * self.height() / count
            height = max(6.0, len(visible) * self.height() / count)
            painter.setPen(QPen(qcolor(colours.muted), 1))
            painter.setBrush(with_alpha(colours.muted, 0.12))
            painter.drawRect(QRectF(0.5, top, self.width() - 1, min(height, self.height() - top - 1)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event)

    def _go_to(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().y())
        if row >= 0:
            self._table.go_to(row)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tool_tip(tr(self.sentence(event.pos().y()))), self)
            return True
        return super().event(event)

    def sentence(self, y: float) -> str:
        """What lies at a height: "rows 1,201 to 1,240: 3 changed, 1 added"."""
        model = self._table.model()
        count = model.rowCount()
        if not count or model.source is None:
            return ""
        first = self.row_at(y)
        last = max(first, self.row_at(y + 1) - 1)
        codes = np.bincount(model.source.change_codes[model.rows[first : last + 1]], minlength=len(_CHANGES))
        words = [
            f"{format_count(number)} {tr(word)}"
            for number, word in zip(codes.tolist(), CHANGE_WORD.values(), strict=True)
            if number
        ]
        where = tr(f"row {first + 1:,}" if first == last else f"rows {first + 1:,} to {last + 1:,}")
        return f"{where}: {', '.join(words)}. A click goes there."


def _covered(tops: np.ndarray, bottoms: np.ndarray, chosen: np.ndarray, height: int) -> np.ndarray:
    """Bool [height]: the lines that the chosen rows cover."""
    steps = np.zeros(height + 1, np.int64)
    np.add.at(steps, tops[chosen], 1)
    np.add.at(steps, np.minimum(bottoms[chosen], height), -1)
    return np.cumsum(steps)[:height] > 0
