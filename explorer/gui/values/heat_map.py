"""A heat map of a matrix: zoomed with wheel, mouse and keys, read cell by cell, odd cells in patterns of their own."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QGraphicsRectItem, QWidget

from explorer.analysis.sampling_detail import Detail, Window
from explorer.gui.histogram.axes import PlainAxis
from explorer.gui.histogram.value_scale import nice_values
from explorer.gui.language import tr
from explorer.gui.theme import current_palette, px
from explorer.gui.values.odd_marks import paint_mark
from explorer.gui.values.painting import Painted


class IndexAxis(PlainAxis):
    """Whole numbers; a cell's number stands at its middle."""

    def ticks(self, low: float, high: float, length_px: float) -> list[tuple[float, str]]:
        first, last = math.ceil(max(low, 0.0)), math.floor(high)
        room = 46 if self.orientation in ("top", "bottom") else 22
        wanted = max(2, int(length_px / room))
        if last - first + 1 <= wanted:
            numbers = list(range(first, last + 1))
        else:
            numbers = sorted({round(value) for value in nice_values(first, last, wanted)})
        return [(number + 0.5, f"{number:,}") for number in numbers if number + 0.5 <= high]


class HeatMap(pg.PlotWidget):
    """One matrix; wheel and drag zoom, and each zoom asks for finer detail."""

    hovered = Signal(object, object)  # (row, column) | None, QPointF in the widget
    ranged = Signal()  # zoomed or moved
    cell_chosen = Signal(int, int)  # clicked, or Enter on the cell under the cursor

    def __init__(self, parent: QWidget | None = None) -> None:
        self.axes = {"left": IndexAxis("left"), "top": IndexAxis("top")}
        super().__init__(parent, axisItems=self.axes, enableMenu=False)
        self.setObjectName("values_heat_map")
        self.setAccessibleName(tr("Heat map of the slice"))
        self.detail: Detail | None = None
        self.rows = self.columns = 0
        self.cursor_cell = (0, 0)
        self._odd: tuple[tuple[int, int, int, int, int], ...] = ()
        self.hideButtons()
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.plotItem.layout.setContentsMargins(8, 8, 8, 8)
        for side in ("left", "right", "top", "bottom"):
            self.plotItem.showAxis(side, side in self.axes)
        self.axes["left"].setWidth(px(56))
        self.axes["top"].setHeight(px(36))
        self.image = pg.ImageItem(axisOrder="row-major")
        self.addItem(self.image)
        self._frame = QGraphicsRectItem()
        self._frame.setZValue(10)
        self._frame.setVisible(False)
        self.addItem(self._frame, ignoreBounds=True)
        box = self.plotItem.getViewBox()
        box.invertY(True)
        box.sigRangeChanged.connect(self._tell_window)
        self.scene().sigMouseMoved.connect(self._mouse_moved)
        self.scene().sigMouseClicked.connect(self._clicked)
        self.take_theme()

    def take_theme(self) -> None:
        """Use the current palette."""
        self.setBackground(QColor(current_palette().canvas))
        for axis in self.axes.values():
            axis.take_theme()
        self._frame.setPen(pg.mkPen(current_palette().text, width=1.5))

    def set_shape(self, rows: int, columns: int, row_name: str, column_name: str) -> None:
        """Another slice: its size, and what its axes are called."""
        if (rows, columns) != (self.rows, self.columns):
            self.rows, self.columns = rows, columns
            self.axes["left"].setWidth(px(56 if rows < 10_000 else 72))  # room for "100,000" beside the name
            box = self.plotItem.getViewBox()
            box.setLimits(xMin=0, xMax=max(columns, 1), yMin=0, yMax=max(rows, 1), minXRange=1, minYRange=1)
            self.reset_zoom()
        palette = current_palette()
        for side, name in (("left", row_name), ("top", column_name)):
            self.axes[side].setLabel(tr(name), color=palette.muted, **{"font-size": f"{px(11)}px"})

    def show_axes(self, *, left: bool, top: bool) -> None:
        """With or without the numbers of the rows and of the columns: beside a map that has them they say it twice."""
        for side, is_shown in (("left", left), ("top", top)):
            self.plotItem.showAxis(side, is_shown)

    def show_painted(self, painted: Painted) -> None:
        """Show the cells given."""
        detail, pixels = painted.detail, painted.pixels
        self.detail, self._odd = detail, painted.odd
        self.image.setImage(pixels, autoLevels=False, levels=(0, 255))
        height = min(pixels.shape[0] * detail.row_step, self.rows - detail.top)
        width = min(pixels.shape[1] * detail.column_step, self.columns - detail.left)
        self.image.setRect(QRectF(detail.left, detail.top, width, height))

    def reset_zoom(self) -> None:
        """The whole slice."""
        box = self.plotItem.getViewBox()
        box.setRange(QRectF(0, 0, max(self.columns, 1), max(self.rows, 1)), padding=0)

    def drawForeground(self, painter: QPainter, _: QRectF) -> None:
        """The patterns of odd cells, in pixels of the screen whatever the zoom."""
        detail = self.detail
        if detail is None or not self._odd:
            return
        box = self.plotItem.getViewBox()
        painter.save()
        painter.setClipRect(box.sceneBoundingRect())
        for mark, top, height, left, width in self._odd:
            first = QPointF(detail.left + left * detail.column_step, detail.top + top * detail.row_step)
            last = QPointF(
                min(first.x() + width * detail.column_step, self.columns),
                min(first.y() + height * detail.row_step, self.rows),
            )
            area = QRectF(box.mapViewToScene(first), box.mapViewToScene(last)).normalized()
            if min(area.width(), area.height()) >= 3:
                paint_mark(painter, mark, area)
        painter.restore()

    def window(self) -> Window:
        """Top, bottom, left, right of the cells in view."""
        (left, right), (top, bottom) = self.plotItem.getViewBox().viewRange()
        return (
            max(0, math.floor(top)),
            min(self.rows, math.ceil(bottom)),
            max(0, math.floor(left)),
            min(self.columns, math.ceil(right)),
        )

    def view_rect(self) -> QRectF:
        """What is in view, in cells."""
        rect: QRectF = self.plotItem.getViewBox().viewRect()
        return rect

    def show_rect(self, rect: QRectF) -> None:
        """Zoom to the same cells as another map."""
        self.plotItem.getViewBox().setRange(rect, padding=0)

    def show_cell(self, row: int, column: int) -> None:
        """Frame a cell, moving there if it is out of view; told like a cell under the mouse."""
        top, bottom, left, right = self.window()
        if not (top <= row < bottom and left <= column < right):
            rect = self.view_rect()
            rect.moveCenter(QPointF(column + 0.5, row + 0.5))
            self.show_rect(rect)
        self._read_cell(row, column)

    def frame_cell(self, cell: tuple[int, int] | None) -> None:
        """Mark the cell that the cursor is on in another map."""
        self._frame.setVisible(cell is not None)
        if cell is not None:
            self.cursor_cell = cell
            self._frame.setRect(QRectF(cell[1], cell[0], 1, 1))

    def _tell_window(self, *_: object) -> None:
        if self.rows and self.columns:
            self.ranged.emit()

    def _clicked(self, event) -> None:  # type: ignore[no-untyped-def]
        if event.double():
            self.reset_zoom()
        elif self.rows and self._frame.isVisible():
            self.cell_chosen.emit(*self.cursor_cell)

    def _mouse_moved(self, scene_point: QPointF) -> None:
        box = self.plotItem.getViewBox()
        if not box.sceneBoundingRect().contains(scene_point) or not self.rows:
            self._leave()
            return
        point = box.mapSceneToView(scene_point)
        self._read_cell(int(point.y()), int(point.x()), QPointF(self.mapFromScene(scene_point)))

    def _read_cell(self, row: int, column: int, at: QPointF | None = None) -> None:
        row, column = min(max(row, 0), self.rows - 1), min(max(column, 0), self.columns - 1)
        self.cursor_cell = (row, column)
        if at is None:
            middle = self.plotItem.getViewBox().mapViewToScene(QPointF(column + 0.5, row + 0.5))
            at = QPointF(self.mapFromScene(middle))
        self._frame.setRect(QRectF(column, row, 1, 1))
        self._frame.setVisible(True)
        self.hovered.emit((row, column), at)

    def _leave(self) -> None:
        self._frame.setVisible(False)
        self.hovered.emit(None, QPointF())

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().leaveEvent(event)
        self._leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }
        if event.key() in moves and self.rows:
            down, right = moves[event.key()]
            wide = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            by = 10 if wide else 1
            row, column = self.cursor_cell[0] + by * down, self.cursor_cell[1] + by * right
            self.show_cell(min(max(row, 0), self.rows - 1), min(max(column, 0), self.columns - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.rows:
            self.cell_chosen.emit(*self.cursor_cell)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            factor = 2.0 if event.key() == Qt.Key.Key_Minus else 0.5
            row, column = self.cursor_cell
            self.plotItem.getViewBox().scaleBy((factor, factor), center=QPointF(column + 0.5, row + 0.5))
        elif event.key() == Qt.Key.Key_0:
            self.reset_zoom()
        else:
            event.ignore()

    def minimumSizeHint(self) -> QSize:
        return QSize(110, 90)
