"""The picture of a slice: a heat map of a matrix with its colour bar, or a curve of a vector."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QLinearGradient, QPainter
from PySide6.QtWidgets import QGraphicsRectItem, QWidget

from explorer.gui.histogram.axes import PlainAxis, ValueAxis
from explorer.gui.histogram.value_scale import nice_values, scale_of, tick_texts
from explorer.gui.theme import current_palette, qcolor, ui_font, with_alpha
from explorer.gui.values.colours import ColourScale
from explorer.gui.values.slicing import Detail

MOST_PIXELS = 1024  # each way; more than a screen shows


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
    window_wanted = Signal(int, int, int, int)  # top, bottom, left, right of the cells in view

    def __init__(self, parent: QWidget | None = None) -> None:
        self.axes = {"left": IndexAxis("left"), "top": IndexAxis("top")}
        super().__init__(parent, axisItems=self.axes)
        self.setObjectName("values_heat_map")
        self.setAccessibleName("Heat map of the slice")
        self.detail: Detail | None = None
        self.rows = self.columns = 0
        self.cursor_cell = (0, 0)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.plotItem.layout.setContentsMargins(8, 8, 8, 8)
        for side in ("left", "right", "top", "bottom"):
            self.plotItem.showAxis(side, side in self.axes)
        self.axes["left"].setWidth(56)
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
        self.scene().sigMouseClicked.connect(lambda event: event.double() and self.reset_zoom())
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
            box = self.plotItem.getViewBox()
            box.setLimits(xMin=0, xMax=max(columns, 1), yMin=0, yMax=max(rows, 1), minXRange=1, minYRange=1)
            self.reset_zoom()
        palette = current_palette()
        for side, name in (("left", row_name), ("top", column_name)):
            self.axes[side].setLabel(name, color=palette.muted, **{"font-size": "11px"})

    def show_detail(self, detail: Detail, scale: ColourScale | None) -> None:
        """Paint the cells given."""
        self.detail = detail
        shown = scale or ColourScale("from least to largest", 0.0, 1.0)
        pixels = shown.image(detail)
        self.image.setImage(pixels, autoLevels=False, levels=(0, 255))
        height = min(pixels.shape[0] * detail.row_step, self.rows - detail.top)
        width = min(pixels.shape[1] * detail.column_step, self.columns - detail.left)
        self.image.setRect(QRectF(detail.left, detail.top, width, height))

    def reset_zoom(self) -> None:
        """The whole slice."""
        box = self.plotItem.getViewBox()
        box.setRange(QRectF(0, 0, max(self.columns, 1), max(self.rows, 1)), padding=0)

    def window(self) -> tuple[int, int, int, int]:
        """Top, bottom, left, right of the cells in view."""
        (left, right), (top, bottom) = self.plotItem.getViewBox().viewRange()
        return (
            max(0, math.floor(top)),
            min(self.rows, math.ceil(bottom)),
            max(0, math.floor(left)),
            min(self.columns, math.ceil(right)),
        )

    def _tell_window(self, *_: object) -> None:
        if self.rows and self.columns:
            self.window_wanted.emit(*self.window())

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
            self._read_cell(self.cursor_cell[0] + down, self.cursor_cell[1] + right)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            factor = 2.0 if event.key() == Qt.Key.Key_Minus else 0.5
            row, column = self.cursor_cell
            self.plotItem.getViewBox().scaleBy((factor, factor), center=QPointF(column + 0.5, row + 0.5))
        elif event.key() == Qt.Key.Key_0:
            self.reset_zoom()
        else:
            event.ignore()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 140)


class ColourBar(QWidget):
    """The colours of a picture with the values they stand for, and those of NaN and of what is not stored."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("values_colour_bar")
        self.setAccessibleName("Colours and their values")
        self.scale: ColourScale | None = None
        self.has_nan = False
        self.setFixedWidth(92)

    def show_scale(self, scale: ColourScale | None, has_nan: bool) -> None:
        """Show another scale."""
        self.scale, self.has_nan = scale, has_nan
        self.update()

    def tick_labels(self) -> list[tuple[float, str]]:
        """(fraction from the low end, text)."""
        if self.scale is None:
            return []
        low, high = self.scale.low, self.scale.high
        values = [value for value in nice_values(low, high, 6) if low <= value <= high]
        if len(values) < 2:
            values = [low, high]
        span = high / 2 - low / 2
        return [((value / 2 - low / 2) / span, text) for value, text in zip(values, tick_texts(values))]

    def paintEvent(self, _) -> None:  # type: ignore[no-untyped-def]
        painter, palette = QPainter(self), current_palette()
        painter.fillRect(self.rect(), qcolor(palette.canvas))
        painter.setFont(ui_font(11))
        bar = QRectF(4, 44, 14, max(self.height() - 110, 20))
        if self.scale is not None:
            gradient = QLinearGradient(bar.bottomLeft(), bar.topLeft())
            table = self.scale.table()
            for level in range(0, 256, 15):
                gradient.setColorAt(level / 255, QColor(*table[level].tolist()))
            painter.fillRect(bar, gradient)
            painter.setPen(qcolor(palette.border))
            painter.drawRect(bar)
            for fraction, text in self.tick_labels():
                y = bar.bottom() - fraction * bar.height()
                painter.setPen(qcolor(palette.muted))
                painter.drawLine(QPointF(bar.right() + 1, y), QPointF(bar.right() + 4, y))
                painter.drawText(
                    QRectF(bar.right() + 7, y - 8, 66, 16), int(Qt.AlignmentFlag.AlignVCenter), text
                )
        if self.has_nan:
            spot = QRectF(4, bar.bottom() + 16, 14, 14)
            painter.fillRect(spot, qcolor(palette.verdict("dtype differs")))
            painter.setPen(qcolor(palette.muted))
            painter.drawText(
                spot.translated(21, -1).adjusted(0, 0, 56, 2), int(Qt.AlignmentFlag.AlignVCenter), "NaN, Inf"
            )
        painter.end()


class VectorPlot(pg.PlotWidget):
    """A vector as a curve over its index; NaN and infinities marked on the base line."""

    hovered = Signal(object, object)  # index | None, QPointF

    def __init__(self, parent: QWidget | None = None) -> None:
        self.axes = {"left": ValueAxis("left"), "bottom": IndexAxis("bottom")}
        super().__init__(parent, axisItems=self.axes)
        self.setObjectName("values_vector")
        self.setAccessibleName("Values of the vector over their index")
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.plotItem.layout.setContentsMargins(8, 16, 16, 8)
        for side in ("left", "right", "top", "bottom"):
            self.plotItem.showAxis(side, side in self.axes)
        self.axes["left"].setWidth(64)
        self._count, self._cursor_index = 0, 0
        self.curve = self.plot([0.0, 1.0], [0.0], stepMode="center")
        self.curve.setDownsampling(auto=True, method="peak")
        self.flaws = pg.ScatterPlotItem(symbol="x", size=9)
        self.addItem(self.flaws)
        self._zero = pg.InfiniteLine(angle=0, movable=False)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        for line in (self._zero, self._cursor):
            self.addItem(line, ignoreBounds=True)
            line.setVisible(False)
        self.plotItem.getViewBox().setMouseEnabled(x=True, y=False)
        self.scene().sigMouseMoved.connect(self._mouse_moved)
        self.scene().sigMouseClicked.connect(lambda event: event.double() and self.reset_zoom())
        self.take_theme()

    def take_theme(self) -> None:
        """Use the current palette."""
        palette = current_palette()
        self.setBackground(QColor(palette.canvas))
        for axis in self.axes.values():
            axis.take_theme()
        self.curve.setPen(pg.mkPen(palette.accent, width=1.4))
        self.curve.setBrush(with_alpha(palette.accent, 0.2))
        self.flaws.setPen(pg.mkPen(palette.verdict("damaged"), width=1.6))
        self._zero.setPen(pg.mkPen(palette.border))
        self._cursor.setPen(pg.mkPen(palette.muted, style=Qt.PenStyle.DashLine))

    def show_values(self, values: np.ndarray, axis_name: str, *, keeps_zoom: bool = False) -> None:
        """Draw a float64 vector; `keeps_zoom` for another step of the one on show."""
        keeps_zoom = keeps_zoom and self._count == len(values)
        self._count = len(values)
        finite = np.isfinite(values)
        known = values[finite]
        low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
        scale = scale_of("linear", min(low, 0.0) if low > 0 and low < high / 3 else low, high)
        self.axes["left"].set_scale(scale)
        places = np.where(finite, np.asarray(scale.place(np.where(finite, values, low))), np.nan)
        self.curve.setData(np.arange(self._count + 1, dtype=float), places, connect="finite")
        flawed = np.flatnonzero(~finite)[:5000]
        self.flaws.setData(flawed + 0.5, np.full(len(flawed), -0.05))
        zero = float(scale.place(0.0))
        self._zero.setVisible(0 <= zero <= 1)
        self._zero.setPos(zero)
        self.curve.setFillLevel(min(max(zero, 0.0), 1.0))
        self.axes["bottom"].setLabel(axis_name, color=current_palette().muted, **{"font-size": "11px"})
        box = self.plotItem.getViewBox()
        box.setLimits(xMin=0, xMax=max(self._count, 1), minXRange=1)
        box.setYRange(-0.1, 1.06, padding=0)
        if not keeps_zoom:
            self.reset_zoom()

    def reset_zoom(self) -> None:
        """The whole vector."""
        self.plotItem.getViewBox().setXRange(0, max(self._count, 1), padding=0)

    def _mouse_moved(self, scene_point: QPointF) -> None:
        box = self.plotItem.getViewBox()
        if not self._count or not box.sceneBoundingRect().contains(scene_point):
            self._leave()
            return
        self._read(int(box.mapSceneToView(scene_point).x()), QPointF(self.mapFromScene(scene_point)))

    def _read(self, index: int, at: QPointF | None = None) -> None:
        index = self._cursor_index = min(max(index, 0), self._count - 1)
        if at is None:
            at = QPointF(
                self.mapFromScene(self.plotItem.getViewBox().mapViewToScene(QPointF(index + 0.5, 0.5)))
            )
        self._cursor.setPos(index + 0.5)
        self._cursor.setVisible(True)
        self.hovered.emit((0, index), at)

    def _leave(self) -> None:
        self._cursor.setVisible(False)
        self.hovered.emit(None, QPointF())

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().leaveEvent(event)
        self._leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._count:
            self._read(self._cursor_index + (1 if event.key() == Qt.Key.Key_Right else -1))
        else:
            event.ignore()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 140)
