"""What all pictures of this view share: a plot without decoration, in theme colours, that can be zoomed sideways."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QTransform
from PySide6.QtWidgets import QWidget

from explorer.gui.histogram.axes import PlainAxis
from explorer.gui.histogram.picture import Picture, Readout
from explorer.gui.theme import current_palette, ui_font, with_alpha

NOTE_PX = 11


class Note(NamedTuple):
    """A text at a data point; `anchor` is the part of the text that stands there, (0, 0) its left top."""

    x: float
    y: float
    text: str
    colour: str
    anchor: tuple[float, float]


class _NotesItem(pg.GraphicsObject):
    """Paints all notes at once, unscaled and as plain text.

    One item rather than one a text: items made and dropped while worker threads run would be
    destroyed by whichever thread collects garbage next, which Qt does not survive.
    """

    def __init__(self) -> None:
        super().__init__()
        self.notes: tuple[Note, ...] = ()
        self.setZValue(50)

    def show_notes(self, notes: tuple[Note, ...]) -> None:
        if notes != self.notes:
            self.notes = notes
            self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(self.viewRect())

    def viewTransformChanged(self) -> None:
        self.prepareGeometryChange()
        self.update()

    def paint(self, painter: QPainter, *_) -> None:  # type: ignore[no-untyped-def]
        font = ui_font(NOTE_PX)
        metrics, to_screen = QFontMetricsF(font), painter.worldTransform()
        ground = with_alpha(current_palette().canvas, 0.8)
        painter.setFont(font)
        for note in self.notes:
            point = to_screen.map(QPointF(note.x, note.y))
            width, height = metrics.horizontalAdvance(note.text) + 6, metrics.height() + 2
            painter.setWorldTransform(QTransform())
            patch = QRectF(
                point.x() - note.anchor[0] * width, point.y() - note.anchor[1] * height, width, height
            )
            # On a patch of canvas: a note must be readable in front of a ridge.
            painter.fillRect(patch, ground)
            painter.setPen(QColor(note.colour))
            painter.drawText(patch, int(Qt.AlignmentFlag.AlignCenter), note.text)
        painter.setWorldTransform(to_screen)


class StepPlot(pg.PlotWidget):
    """Base of the four pictures. `show_picture` draws; the cursor and the arrow keys ask `readout`."""

    hovered = Signal(object, object)  # Readout | None, QPointF in the widget
    chosen = Signal(int)  # index of the record clicked
    window_changed = Signal(float, float)  # places shown on the value axis

    def __init__(self, name: str, axes: dict[str, PlainAxis], parent: QWidget | None = None) -> None:
        super().__init__(parent, axisItems=axes)
        self.setObjectName(f"histogram_{name}")
        self.axes = axes
        self.picture: Picture | None = None
        self.cursor_place = 0.5  # for the arrow keys, on the value axis
        self.hovered_index = -1
        self._notes = _NotesItem()
        self.addItem(self._notes, ignoreBounds=True)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.plotItem.getViewBox().setBorder(None)
        self.plotItem.layout.setContentsMargins(12, 12, 12, 6)
        for side in ("left", "right", "top", "bottom"):
            self.plotItem.showAxis(side, side in axes)
        self.scene().sigMouseMoved.connect(self._mouse_moved)
        self.scene().sigMouseClicked.connect(self._mouse_clicked)
        self.take_theme()

    def take_theme(self) -> None:
        """Use the current palette."""
        self.setBackground(QColor(current_palette().canvas))
        for axis in self.axes.values():
            axis.take_theme()

    def show_picture(self, picture: Picture) -> None:
        """Draw what is known; called again whenever more is."""
        raise NotImplementedError

    def readout(self, point: QPointF) -> Readout | None:
        """What lies at a point of the data area."""
        raise NotImplementedError

    def set_hovered(self, index: int) -> None:
        """Lift one record out; -1 for none."""
        self.hovered_index = index

    def reset_zoom(self) -> None:
        """Show all places of the value axis."""

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 160)

    # --- notes inside the picture ------------------------------------------------------------

    def set_notes(self, notes: Iterable[Note]) -> None:
        """Plain texts at data points."""
        self._notes.show_notes(tuple(notes))

    def note_texts(self) -> tuple[str, ...]:
        """The texts standing in the picture."""
        return tuple(note.text for note in self._notes.notes)

    # --- cursor, click, keys -----------------------------------------------------------------

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, picture = event.key(), self.picture
        if picture is None or not picture.records:
            super().keyPressEvent(event)
            return
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            here = self.hovered_index if self.hovered_index >= 0 else max(picture.newer, 0)
            self._read_row(
                min(max(here + (1 if key == Qt.Key.Key_Down else -1), 0), len(picture.records) - 1)
            )
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            width = (picture.last - picture.first) / 100
            place = self.cursor_place + (width if key == Qt.Key.Key_Right else -width)
            self.cursor_place = min(max(place, picture.first), picture.last)
            self._read_row(self.hovered_index if self.hovered_index >= 0 else max(picture.newer, 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.hovered_index >= 0:
            self.chosen.emit(self.hovered_index)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(0.5 if key != Qt.Key.Key_Minus else 2.0)
        else:
            event.ignore()  # the window's own shortcuts

    def zoom(self, factor: float) -> None:
        """Show `factor` times as much of the value axis."""

    def readout_of(self, index: int) -> Readout | None:
        """What the arrow keys tell of a record."""
        return self.readout(self.key_point(index))

    def key_point(self, index: int) -> QPointF:
        """Where the cursor of the arrow keys stands for a record, in data coordinates."""
        return QPointF(self.cursor_place, index)

    def _read_row(self, index: int) -> None:
        point = self.key_point(index)
        found = self.readout_of(index)
        scene = self.plotItem.getViewBox().mapViewToScene(point)
        self._tell(found, QPointF(self.mapFromScene(scene)))

    def _tell(self, found: Readout | None, at: QPointF) -> None:
        index = -1 if found is None else found.index
        if index != self.hovered_index:
            self.set_hovered(index)
        self.hovered.emit(found, at)


class ValuePlot(StepPlot):
    """Base of the pictures whose horizontal axis shows values: wheel, drag and plus or minus zoom it."""

    def __init__(self, name: str, axes: dict[str, PlainAxis], parent: QWidget | None = None) -> None:
        super().__init__(name, axes, parent)
        box = self.plotItem.getViewBox()
        box.setMouseEnabled(x=True, y=False)
        box.setLimits(xMin=0.0, xMax=1.0, minXRange=1e-4)
        box.setXRange(0, 1, padding=0)
        box.sigXRangeChanged.connect(lambda _, window: self.window_changed.emit(*window))

    def reset_zoom(self) -> None:
        self.plotItem.getViewBox().setXRange(0, 1, padding=0)

    def zoom(self, factor: float) -> None:
        box = self.plotItem.getViewBox()
        first, last = box.viewRange()[0]
        half = min((last - first) * factor / 2, 0.5)
        middle = min(max(self.cursor_place, half), 1 - half)
        box.setXRange(middle - half, middle + half, padding=0)
