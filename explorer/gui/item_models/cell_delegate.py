"""Draws table cells from `Cell` records: plain text, marks, shapes, bars and small histograms.

Nothing here goes through rich text, so a name from a file can only ever appear as letters.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from explorer.gui.item_models.cells import CELL_ROLE, Cell
from explorer.gui.item_models.key_eliding import elided_key
from explorer.gui.sparkline import paint_histogram
from explorer.gui.theme import current_palette, data_font, px, qcolor, with_alpha
from explorer.report.palette import ROLE_SHAPE, ROW_HEIGHT, Palette

if TYPE_CHECKING:
    from explorer.analysis.statistics import ValueCounts

# Joined once: an `|` of flags in Python takes microseconds, and a page of a table has hundreds of cells.
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _MIDDLE, Qt.AlignmentFlag.AlignRight | _MIDDLE
_SELECTED = QStyle.StateFlag.State_Selected
_ELIDE_MIDDLE, _ELIDE_RIGHT = Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight
_ANTIALIASING = QPainter.RenderHint.Antialiasing
KEPT_PICTURES = 600  # small histograms of the last rows seen
LEAST_TIDIED = 64  # so many are kept before anybody looks which are of use
PADDING = 8  # left and right of a cell's content
MARK_WIDTH = 16
BAR_HEIGHT = 7


def tone_colour(tone: str, colours: Palette) -> str:
    """The colour a cell's tone stands for in this theme."""
    if not tone:
        return colours.text
    if tone == "muted":
        return colours.muted
    if tone in ("older", "newer"):
        return colours.series(tone)
    kind, _, name = tone.partition(":")
    return getattr(colours, kind)(name)


@dataclass(frozen=True, slots=True)
class _Picture:
    """Small histograms as drawn once; it does not keep the values alive it shows."""

    picture: QPixmap
    values: tuple[weakref.ref[ValueCounts], ...]
    colours: Palette

    @property
    def is_alive(self) -> bool:
        return all(value() is not None for value in self.values)


class CellDelegate(QStyledItemDelegate):
    """One delegate for all columns of all tables."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: dict[tuple[object, ...], _Picture] = {}
        self._tidy_at = LEAST_TIDIED
        self.refresh_fonts()

    def refresh_fonts(self) -> None:
        """Ask the theme for its fonts again."""
        self._fonts = {}
        self._pictures.clear()
        for is_data in (True, False):
            font = data_font() if is_data else self.parent().font() if self.parent() else data_font()
            bold = type(font)(font)
            bold.setBold(True)
            self._fonts[is_data] = font, bold, QFontMetrics(font)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, Cell):
            return QSize(60, px(ROW_HEIGHT))
        width = self._fonts[cell.is_data][2].horizontalAdvance(cell.text) + 2 * PADDING
        if cell.histograms or cell.fraction is not None:
            width = max(width, 120)
        return QSize(width + (px(MARK_WIDTH) if cell.mark or cell.role else 0), px(ROW_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colours = current_palette()
        cell = index.data(CELL_ROLE)
        table = option.widget
        painter.save()
        painter.setClipRect(option.rect)
        self._paint_ground(painter, option, index, colours)
        if isinstance(cell, Cell):
            self._paint_cell(painter, option.rect, cell, colours)
        if table is not None and getattr(table, "is_current_row", _no)(index):
            self._paint_current(painter, option.rect, table, index, colours)
        painter.restore()

    def _paint_ground(self, painter, option, index, colours: Palette) -> None:
        rect = option.rect
        if option.state & _SELECTED:
            painter.fillRect(rect, qcolor(colours.selection))
        elif getattr(option.widget, "is_problem_row", _no)(index):
            painter.fillRect(rect, with_alpha(colours.verdict("damaged"), 0.07))
        painter.setPen(QPen(qcolor(colours.grid), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_current(self, painter, rect: QRect, table, index, colours: Palette) -> None:
        """Where the keyboard is: an accent bar at the left of the row."""
        if table.is_first_column(index.column()):
            colour = colours.accent if table.hasFocus() else colours.muted
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height() - 1), qcolor(colour))

    def _paint_cell(self, painter: QPainter, full: QRect, cell: Cell, colours: Palette) -> None:
        rect = full.adjusted(PADDING, 0, -PADDING, -1)
        if rect.width() <= 2:
            return
        colour = qcolor(tone_colour(cell.tone, colours))
        if cell.histograms:
            self._paint_histograms(painter, rect, cell, colours)
            if cell.mark:  # what the outlines leave out, such as NaN
                painter.setFont(self._fonts[False][1])
                painter.setPen(qcolor(colours.verdict("damaged")))
                painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, cell.mark)
            return
        if cell.fraction is not None:
            self._paint_bar(painter, rect, cell, colours)
            return
        if cell.role:
            paint_role(painter, QPointF(rect.left() + 5, rect.center().y() + 0.5), cell.role, colours)
            rect.setLeft(rect.left() + px(MARK_WIDTH))
        font, bold, metrics = self._fonts[cell.is_data]
        if cell.mark:
            painter.setFont(bold)
            painter.setPen(colour)
            painter.drawText(
                QRect(rect.left(), rect.top(), px(MARK_WIDTH), rect.height()),
                Qt.AlignmentFlag.AlignVCenter,
                cell.mark,
            )
            rect.setLeft(rect.left() + px(MARK_WIDTH))
        painter.setFont(font)
        painter.setPen(colour)
        if cell.elide_middle and "/" in cell.text:
            text = elided_key(cell.text, rect.width(), metrics.horizontalAdvance)
        else:
            mode = _ELIDE_MIDDLE if cell.elide_middle else _ELIDE_RIGHT
            text = metrics.elidedText(cell.text, mode, rect.width())
        if cell.spans and text == cell.text:
            self._paint_spans(painter, rect, cell, colours)
            return
        painter.drawText(rect, _RIGHT if cell.is_number else _LEFT, text)

    def _paint_spans(self, painter: QPainter, rect: QRect, cell: Cell, colours: Palette) -> None:
        """Text whose differing parts stand out in bold and colour."""
        font, bold, _ = self._fonts[cell.is_data]
        plain, strong = tone_colour(cell.tone, colours), tone_colour(cell.span_tone, colours)
        position, left = 0, rect.left()
        for start, end in (*cell.spans, (len(cell.text), len(cell.text))):
            pieces = ((cell.text[position:start], font, plain), (cell.text[start:end], bold, strong))
            for text, piece_font, colour in pieces:
                painter.setFont(piece_font)
                painter.setPen(qcolor(colour))
                width = QFontMetrics(piece_font).horizontalAdvance(text)
                painter.drawText(QRect(left, rect.top(), width + 2, rect.height()), _MIDDLE, text)
                left += width
            position = end

    def _paint_bar(self, painter: QPainter, rect: QRect, cell: Cell, colours: Palette) -> None:
        top = rect.center().y() - BAR_HEIGHT // 2
        ground = QRectF(rect.left(), top, rect.width(), BAR_HEIGHT)
        painter.setRenderHint(_ANTIALIASING)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(colours.grid))
        painter.drawRoundedRect(ground, 3, 3)
        if cell.fraction > 0:
            painter.setBrush(qcolor(tone_colour(cell.tone, colours)))
            width = max(3.0, ground.width() * min(cell.fraction, 1.0))
            painter.drawRoundedRect(QRectF(ground.left(), top, width, BAR_HEIGHT), 3, 3)

    def _paint_histograms(self, painter: QPainter, rect: QRect, cell: Cell, colours: Palette) -> None:
        scale = painter.device().devicePixelRatioF()
        known = (rect.width(), rect.height(), scale, id(colours)) + tuple(
            (id(small.values), small.tone) for small in cell.histograms
        )
        found = self._pictures.pop(known, None)
        if found is None or not found.is_alive:  # an id is taken again once its owner is gone
            found = _Picture(
                self._draw_histograms(rect, cell, colours, scale),
                tuple(weakref.ref(small.values) for small in cell.histograms),
                colours,
            )
            self._tidy()
        self._pictures[known] = found
        painter.drawPixmap(rect.topLeft(), found.picture)

    def _tidy(self) -> None:
        """Drop the pictures of values nobody holds any more, and the oldest of too many."""
        if len(self._pictures) < self._tidy_at:
            return
        for known, found in list(self._pictures.items()):
            if not found.is_alive:
                del self._pictures[known]
        while len(self._pictures) >= KEPT_PICTURES:
            del self._pictures[next(iter(self._pictures))]
        self._tidy_at = min(max(LEAST_TIDIED, 2 * len(self._pictures)), KEPT_PICTURES)

    def _draw_histograms(self, rect: QRect, cell: Cell, colours: Palette, scale: float) -> QPixmap:
        """Drawing outlines takes a third of a millisecond a cell; a row is painted again and again."""
        picture = QPixmap(round(rect.width() * scale), round(rect.height() * scale))
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        area = QRectF(QRect(0, 0, rect.width(), rect.height()).adjusted(0, 3, 0, -2))
        lower, upper = common_range(cell)
        for place, small in enumerate(cell.histograms):
            colour = qcolor(tone_colour(small.tone, colours))
            is_filled = place == len(cell.histograms) - 1
            paint_histogram(painter, area, small.values, colour, lower=lower, upper=upper, filled=is_filled)
        painter.end()
        return picture


def common_range(cell: Cell) -> tuple[float | None, float | None]:
    """The value range all outlines of a cell share, so that they can be laid over each other."""
    filled = [small.values for small in cell.histograms if len(small.values.count)]
    if not filled:
        return None, None
    return min(float(v.lower[0]) for v in filled), max(float(v.upper[-1]) for v in filled)


def paint_role(painter: QPainter, centre: QPointF, role: str, colours: Palette, size: float = 9.0) -> None:
    """A role's shape in its colour, about `centre`; the shape alone tells the roles apart."""
    painter.save()
    painter.setRenderHint(_ANTIALIASING)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.role(role)))
    painter.drawPath(role_path(role, centre, size))
    painter.restore()


def role_path(role: str, centre: QPointF, size: float) -> QPainterPath:
    """The outline of a role's shape."""
    shape = ROLE_SHAPE.get(role, "dot")
    half = size / 2 * (0.72 if shape.startswith("small") else 0.45 if shape == "dot" else 1.0)
    box = QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half)
    path = QPainterPath()
    if shape == "rounded square":
        path.addRoundedRect(box, half / 2, half / 2)
    elif shape == "small square":
        path.addRect(box)
    elif shape == "diamond":
        path.addPolygon(_closed((centre.x(), box.top()), (box.right(), centre.y()),
                                (centre.x(), box.bottom()), (box.left(), centre.y())))  # fmt: skip
    elif shape == "triangle":
        path.addPolygon(
            _closed((centre.x(), box.top()), (box.right(), box.bottom()), (box.left(), box.bottom()))
        )
    else:
        path.addEllipse(box)
    return path


def _closed(*points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(*point) for point in (*points, points[0])])


def _no(_: object) -> bool:
    return False
