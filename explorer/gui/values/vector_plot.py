"""A vector as a curve over its index; NaN and infinities in marks of their own."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QWidget

from explorer.analysis.sampling_detail import NAN, NEGINF, POSINF
from explorer.gui.histogram.axes import ValueAxis
from explorer.gui.histogram.value_scale import ValueScale, scale_of
from explorer.gui.language import tr
from explorer.gui.theme import current_palette, px, with_alpha
from explorer.gui.values.heat_map import IndexAxis
from explorer.gui.values.odd_marks import mark_colour

_MOST_FLAWS = 5000
_SYMBOLS = {"NaN": "x", "+Inf": "t1", "−Inf": "t"}  # of pyqtgraph: a cross, triangles up and down


class VectorPlot(pg.PlotWidget):
    """One curve, or two of the same vector."""

    hovered = Signal(object, object)  # (0, index) | None, QPointF
    ranged = Signal()  # zoomed or moved

    def __init__(self, parent: QWidget | None = None) -> None:
        self.axes = {"left": ValueAxis("left"), "bottom": IndexAxis("bottom")}
        super().__init__(parent, axisItems=self.axes, enableMenu=False)
        self.setObjectName("values_vector")
        self.setAccessibleName(tr("Values of the vector over their index"))
        self.hideButtons()
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.plotItem.layout.setContentsMargins(8, 16, 16, 8)
        for side in ("left", "right", "top", "bottom"):
            self.plotItem.showAxis(side, side in self.axes)
        self.axes["left"].setWidth(px(64))
        self._count, self._cursor_index = 0, 0
        self.values: npt.NDArray[np.float64] = np.zeros(0)
        self.first, self.step = 0, 1
        self.curve = self.plot([0.0, 1.0], [0.0], stepMode="center")
        self.curve.setDownsampling(auto=True, method="peak")
        self.older_curve = self.plot([0.0, 1.0], [0.0], stepMode="center")
        self.older_curve.setDownsampling(auto=True, method="peak")
        # NaN a cross on the base line, the infinities triangles at the end they lie at.
        self.flaws = {name: pg.ScatterPlotItem(symbol=symbol, size=9) for name, symbol in _SYMBOLS.items()}
        for flaws in self.flaws.values():
            self.addItem(flaws)
        self._zero = pg.InfiniteLine(angle=0, movable=False)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        for line in (self._zero, self._cursor):
            self.addItem(line, ignoreBounds=True)
            line.setZValue(-10)  # a curve that is zero throughout must be seen
            line.setVisible(False)
        self.plotItem.getViewBox().setMouseEnabled(x=True, y=False)
        self.plotItem.getViewBox().sigXRangeChanged.connect(lambda *_: self.ranged.emit())
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
        self.older_curve.setPen(pg.mkPen(palette.series("older"), width=1.2))
        for name, mark in zip(_SYMBOLS, (NAN, POSINF, NEGINF)):
            self.flaws[name].setPen(pg.mkPen(mark_colour(mark), width=1.6))
            self.flaws[name].setBrush(pg.mkBrush(mark_colour(mark)))
        self._zero.setPen(pg.mkPen(palette.border))
        self._cursor.setPen(pg.mkPen(palette.muted, style=Qt.PenStyle.DashLine))

    def show_values(
        self,
        values: npt.NDArray[np.float64],
        axis_name: str,
        *,
        older: npt.NDArray[np.float64] | None = None,
        first: int = 0,
        step: int = 1,
        count: int | None = None,
        keeps_zoom: bool = False,
    ) -> None:
        """Draw a float64 vector.

        Args:
            values: of the elements `first`, `first + step` ...
            axis_name: what the index is called.
            older: the same of the older step, drawn in grey below.
            first: index of the first value.
            step: above 1 for a sample.
            count: elements of the whole vector; as many as there are values by default.
            keeps_zoom: for another step or another part of the one on show.
        """
        count = len(values) if count is None else count
        keeps_zoom = keeps_zoom and self._count == count
        self._count = count
        self.values, self.first, self.step = values, first, step
        scale = self._scale(values if older is None else np.concatenate([values, older]))
        self.axes["left"].set_scale(scale)
        edges = np.append(first + step * np.arange(len(values), dtype=float), 0.0)
        edges[-1] = min(first + step * len(values), count)
        for curve, shown in ((self.curve, values), (self.older_curve, older)):
            curve.setVisible(shown is not None)
            if shown is not None:
                finite = np.isfinite(shown)
                places = np.where(finite, np.asarray(scale.place(np.where(finite, shown, 0.0))), np.nan)
                curve.setData(edges, places, connect="finite")
        self._show_flaws(values)
        zero = float(scale.place(0.0))
        self._zero.setVisible(0 <= zero <= 1)
        self._zero.setPos(zero)
        # A body that does not stand on zero would tell a wrong size.
        self.curve.setFillLevel(zero if 0 <= zero <= 1 else None)
        self.axes["bottom"].setLabel(
            tr(axis_name), color=current_palette().muted, **{"font-size": f"{px(11)}px"}
        )
        box = self.plotItem.getViewBox()
        box.setLimits(xMin=0, xMax=max(self._count, 1), minXRange=1)
        box.setYRange(-0.1, 1.06, padding=0)
        if not keeps_zoom:
            self.reset_zoom()

    @staticmethod
    def _scale(values: npt.NDArray[np.float64]) -> ValueScale:
        known = values[np.isfinite(values)]
        low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
        scale = scale_of("linear", min(low, 0.0) if low > 0 and low < high / 3 else low, high)
        assert scale is not None
        return scale

    def _show_flaws(self, values: npt.NDArray[np.float64]) -> None:
        tests = (np.isnan(values), values == np.inf, values == -np.inf)
        for flaws, is_odd, height in zip(self.flaws.values(), tests, (-0.05, 1.03, -0.05)):
            found = np.flatnonzero(is_odd)[:_MOST_FLAWS]
            flaws.setData(self.first + self.step * (found + 0.5), np.full(len(found), height))

    def window(self) -> tuple[int, int]:
        """First and end of the elements in view."""
        left, right = self.plotItem.getViewBox().viewRange()[0]
        return max(0, int(left)), min(self._count, int(np.ceil(right)))

    def show_index(self, index: int) -> None:
        """Put the cursor on an element."""
        self._read(index)

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
        elif event.key() == Qt.Key.Key_0:
            self.reset_zoom()
        else:
            event.ignore()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 140)
