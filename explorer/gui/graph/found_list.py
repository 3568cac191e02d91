"""The list of found nodes: rows made only when they come into sight, the letters that were found marked."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from explorer.gui.graph.own_words import name_told
from explorer.gui.graph.shapes import draw_shape
from explorer.gui.language import tr
from explorer.gui.theme import current_palette, data_font, px, qcolor, ui_font, with_alpha
from explorer.report.found_rows import FoundRow, Spans, found_row
from explorer.report.graph_search import NOTHING_FOUND, Found, GraphIndex
from explorer.report.palette import ROLE_SHAPE

MOST_ROWS = 1_000
ROW_HEIGHT, ICON_WIDTH, MARGIN = 40, 26, 8
FACTS_ROLE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


class FoundModel(QAbstractListModel):
    """The best MOST_ROWS of a search."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.found: Found = NOTHING_FOUND
        self._index: GraphIndex | None = None
        self._rows: dict[int, FoundRow] = {}

    def show_found(self, index: GraphIndex | None, found: Found) -> None:
        """Replace everything."""
        self.beginResetModel()
        self.found, self._index, self._rows = found, index, {}
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else min(len(self.found.nodes), MOST_ROWS)

    def facts(self, row: int) -> FoundRow | None:
        """What a row shows."""
        if self._index is None or not 0 <= row < self.rowCount():
            return None
        if row not in self._rows:
            self._rows[row] = found_row(self._index, self.found, int(self.found.nodes[row]))
        return self._rows[row]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        facts = self.facts(index.row()) if index.isValid() else None
        if facts is None:
            return None
        if role == FACTS_ROLE:
            return facts
        if role == Qt.ItemDataRole.DisplayRole:
            return facts.above + name_told(facts.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (facts.above + name_told(facts.name), tr(facts.role), facts.stored, tr(facts.why))
            return ", ".join(part for part in parts if part)
        return None


class FoundList(QListView):
    """Arrows and clicks move through the rows; what that means the panel decides."""

    row_wanted = Signal(int)  # by a click, an arrow key, Enter
    left = Signal(bool)  # Enter (True: the search goes on), Esc (False)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("graph_found")
        self.setAccessibleName(tr("Nodes found"))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The window's Enter goes from the search field to the graph, not into this list.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.rows = FoundModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_RowDelegate(self))
        self.clicked.connect(lambda index: self.row_wanted.emit(index.row()))

    def keyPressEvent(self, event) -> None:
        key, row = event.key(), self.currentIndex().row()
        page = max(1, self.viewport().height() // px(ROW_HEIGHT) - 1)
        steps = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_Home: -MOST_ROWS, Qt.Key.Key_End: MOST_ROWS,
        }  # fmt: skip
        if key in steps:
            row = min(max(row + steps[Qt.Key(key)], 0), self.rows.rowCount() - 1)
            self.row_wanted.emit(row)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.row_wanted.emit(row)
            self.left.emit(True)
        elif key == Qt.Key.Key_Escape:
            self.left.emit(False)
        else:
            event.ignore()

    def mark_row(self, row: int) -> None:
        """Make a row the current one and bring it into sight; -1 for none."""
        self.setCurrentIndex(self.rows.index(row) if row >= 0 else QModelIndex())


class _RowDelegate(QStyledItemDelegate):
    """Two lines: shape and name with dtype and shape at the right, and the path above it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        facts = index.data(FACTS_ROLE)
        if not isinstance(facts, FoundRow):
            return
        colours = current_palette()
        rect = QRectF(option.rect)
        painter.save()
        painter.setClipRect(rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, qcolor(colours.selection))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), qcolor(colours.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, with_alpha(colours.accent, 0.07))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_shape(
            painter, ROLE_SHAPE.get(facts.role, "circle"), rect.left() + px(ICON_WIDTH) / 2 + 2, rect.top() + px(13), px(11) / 2,
            qcolor(colours.role(facts.role)),
        )  # fmt: skip
        left, right = rect.left() + px(ICON_WIDTH) + 2, rect.right() - MARGIN
        small = data_font(11)
        metrics = QFontMetricsF(small)
        stored = metrics.elidedText(facts.stored, Qt.TextElideMode.ElideRight, (right - left) * 0.55)
        width = metrics.horizontalAdvance(stored)
        painter.setFont(small)
        painter.setPen(qcolor(colours.muted))
        painter.drawText(QPointF(right - width, rect.top() + px(17)), stored)
        room = right - left - (width + 12 if stored else 0)
        self._marked(
            painter, QPointF(left, rect.top() + px(17)), room, name_told(facts.name), facts.name_marks,
            ui_font(13, bold=True), colours.text,
        )  # fmt: skip
        below = facts.above.removesuffix("/") or tr(facts.role)
        marks = facts.above_marks if facts.above else ()
        end = self._marked(
            painter,
            QPointF(left, rect.top() + px(33)),
            right - left,
            below,
            marks,
            ui_font(11),
            colours.muted,
        )
        if facts.why:
            painter.setFont(ui_font(11))
            painter.setPen(qcolor(colours.muted))
            text = QFontMetricsF(ui_font(11)).elidedText(
                f" · {tr(facts.why)}", Qt.TextElideMode.ElideRight, right - end
            )
            painter.drawText(QPointF(end, rect.top() + px(33)), text)
        painter.restore()

    def _marked(
        self, painter: QPainter, at: QPointF, room: float, text: str, marks: Spans, font: QFont, colour: str
    ) -> float:
        """Paint text with some letters on a tint and underlined; too long a text loses its beginning."""
        metrics = QFontMetricsF(font)
        cut, dots = 0, ""
        if metrics.horizontalAdvance(text) > room:
            low, high = 0, len(text)
            while low < high:  # the least cut that fits
                cut = (low + high) // 2
                if metrics.horizontalAdvance("…" + text[cut:]) > room:
                    low = cut + 1
                else:
                    high = cut
            cut, dots = low, "…"
        shown = dots + text[cut:]
        shift = len(dots) - cut
        accent = current_palette().accent
        painter.setFont(font)
        painter.setPen(qcolor(colour))
        painter.drawText(at, shown)
        for start, end in marks:
            start, end = max(start + shift, len(dots)), min(end + shift, len(shown))
            if start >= end:
                continue
            first, last = (at.x() + metrics.horizontalAdvance(shown[:place]) for place in (start, end))
            box = QRectF(first, at.y() - metrics.ascent() + 1, last - first, metrics.height() - 1)
            painter.fillRect(box, with_alpha(accent, 0.16))
            painter.setPen(QPen(qcolor(accent), 1.4))
            painter.drawLine(QPointF(first, at.y() + 2.5), QPointF(last, at.y() + 2.5))
        return at.x() + metrics.horizontalAdvance(shown)
