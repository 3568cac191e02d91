"""What all pictures of this view share: a plot without decoration, in theme colours, that can be zoomed sideways."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from explorer.gui.histogram.axes import PlainAxis
from explorer.gui.histogram.legend import LegendEntry
from explorer.gui.histogram.notes import Note, NotesItem
from explorer.gui.histogram.picture import Picture, Readout
from explorer.gui.histogram.plot_keys import KeyCursor
from explorer.gui.histogram.value_box import ValueBox
from explorer.gui.theme import current_palette, with_alpha


class StepPlot(KeyCursor, pg.PlotWidget):
    """Base of the four pictures. `show_picture` draws; the cursor and the arrow keys ask `readout`."""

    hovered = Signal(object, object)  # Readout | None, QPointF in the widget
    chosen = Signal(int)  # index of the record clicked
    window_changed = Signal(float, float)  # places shown on the value axis
    brushed = Signal(object)  # (low, high) values chosen by a drag or by keys; None: no range any more
    resized = Signal()
    moved = Signal()  # where things stand in the widget changed: what stands below must follow

    value_side = -1  # which axis holds the values: 0 sideways, 1 upwards, -1 none

    def __init__(self, name: str, axes: dict[str, PlainAxis], parent: QWidget | None = None) -> None:
        super().__init__(parent, axisItems=axes, viewBox=ValueBox(self.value_side), enableMenu=False)
        self.setObjectName(f"histogram_{name}")
        self.axes = axes
        self.picture: Picture | None = None
        self.cursor_place = 0.5  # for the arrow keys, on the value axis
        self.hovered_index = -1
        self._notes = NotesItem()
        self.addItem(self._notes, ignoreBounds=True)
        self._brush_from: float | None = None  # a place, while keys widen the range
        self._range = pg.LinearRegionItem(
            orientation="horizontal" if self.value_side == 1 else "vertical", movable=False
        )
        self._range.setZValue(30)
        self._range.setVisible(False)
        self.addItem(self._range, ignoreBounds=True)
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.plotItem.getViewBox().setBorder(None)
        self.plotItem.layout.setContentsMargins(12, 12, 12, 6)
        for side in ("left", "right", "top", "bottom"):
            self.plotItem.showAxis(side, side in axes)
        box = self.plotItem.getViewBox()
        box.brushed.connect(self._brush_places)
        if self.value_side >= 0:
            limits = dict(zip(("Min", "Max"), (0.0, 1.0)))
            letter = "xy"[self.value_side]
            box.setLimits(**{f"{letter}{name}": value for name, value in limits.items()})
            box.setLimits(**{f"min{letter.upper()}Range": 1e-4})
            changed = (box.sigXRangeChanged, box.sigYRangeChanged)[self.value_side]
            changed.connect(lambda _, window: self.window_changed.emit(*window))
            self.reset_zoom()
        self.scene().sigMouseMoved.connect(self._mouse_moved)
        self.scene().sigMouseClicked.connect(self._mouse_clicked)
        self.take_theme()

    def take_theme(self) -> None:
        """Use the current palette."""
        self.setBackground(QColor(current_palette().canvas))
        for axis in self.axes.values():
            axis.take_theme()
        accent = current_palette().accent
        self._range.setBrush(with_alpha(accent, 0.14))
        for line in self._range.lines:
            line.setPen(pg.mkPen(accent, width=1))

    def legend(self) -> tuple[LegendEntry, ...]:
        """What the signs and colours of the picture mean."""
        return ()

    def show_picture(self, picture: Picture) -> None:
        """Draw what is known; called again whenever more is."""
        raise NotImplementedError

    def readout(self, point: QPointF) -> Readout | None:
        """What lies at a point of the data area."""
        raise NotImplementedError

    def set_hovered(self, index: int) -> None:
        """Lift one record out; -1 for none."""
        self.hovered_index = index

    def window(self) -> tuple[float, float]:
        """The places of the value axis that are shown."""
        if self.value_side < 0:
            return 0.0, 1.0
        first, last = self.plotItem.getViewBox().viewRange()[self.value_side]
        return float(first), float(last)

    def set_window(self, first: float, last: float) -> None:
        """Show these places of the value axis."""
        if self.value_side >= 0:
            box = self.plotItem.getViewBox()
            (box.setXRange, box.setYRange)[self.value_side](first, last, padding=0)

    def value_px(self) -> float:
        """The length of the value axis on the screen."""
        box = self.plotItem.getViewBox()
        return float(box.height() if self.value_side == 1 else box.width())

    def reset_zoom(self) -> None:
        """Show all places of the value axis."""
        self.set_window(0.0, 1.0)

    # --- the range of values whose share is followed -------------------------------------------

    def show_brush(self) -> None:
        """Mark the picture's range of values."""
        picture = self.picture
        scale = None if picture is None else picture.scale
        shown = self.value_side >= 0 and scale is not None and picture.brush is not None
        if shown:
            # A range may reach far past the axis: no plot survives such coordinates.
            places = np.clip(np.nan_to_num(scale.place(np.array(picture.brush)), nan=0.0), -1.0, 2.0)
            self._range.setRegion((float(places[0]), float(places[1])))
        self._range.setVisible(bool(shown))

    def _brush_places(self, start: float, end: float, _is_over: bool = True) -> None:
        if self.picture is None or self.picture.scale is None:
            return
        first, last = sorted(min(max(place, 0.0), 1.0) for place in (start, end))
        low, high = (float(value) for value in self.picture.scale.value(np.array([first, last])))
        self.brushed.emit((low, high) if high > low else None)

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        if getattr(self, "picture", None) is not None:
            self.moved.emit()
            self.resized.emit()

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 160)

    # --- notes inside the picture ------------------------------------------------------------

    def set_notes(self, notes: Iterable[Note]) -> None:
        """Plain texts at data points."""
        self._notes.show_notes(tuple(notes))

    def note_texts(self) -> tuple[str, ...]:
        """The texts standing in the picture."""
        return tuple(note.text for note in self._notes.notes)

    # --- cursor, click -----------------------------------------------------------------

    def data_point(self, scene_point: QPointF) -> QPointF | None:
        """Data coordinates of a scene point; None outside the axes."""
        box = self.plotItem.getViewBox()
        if not box.sceneBoundingRect().contains(scene_point):
            return None
        return box.mapSceneToView(scene_point)

    def _mouse_moved(self, scene_point: QPointF) -> None:
        point = self.data_point(scene_point)
        found = None if point is None or self.picture is None else self.readout(point)
        self._tell(found, QPointF(self.mapFromScene(scene_point)))

    def _mouse_clicked(self, event) -> None:  # type: ignore[no-untyped-def]
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if event.double():
            self.reset_zoom()
            return
        point = self.data_point(event.scenePos())
        found = None if point is None or self.picture is None else self.readout(point)
        if found is not None and found.index >= 0:
            event.accept()
            self.chosen.emit(found.index)

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().leaveEvent(event)
        self._tell(None, QPointF())

    def event(self, event: QEvent) -> bool:
        """Take Esc from the window while there is a range to clear: there it lets go of the variable."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
            and self.picture is not None
            and self.picture.brush is not None
        ):
            event.accept()
            return True
        return bool(super().event(event))

    def forget_cursor(self) -> None:
        """Point at nothing."""
        self._brush_from = None
        self._tell(None, QPointF())

    def _tell(self, found: Readout | None, at: QPointF) -> None:
        index = -1 if found is None else found.index
        if index != self.hovered_index:
            self.set_hovered(index)
        self.hovered.emit(found, at)


class ValuePlot(StepPlot):
    """Base of the pictures whose horizontal axis shows values."""

    value_side = 0
