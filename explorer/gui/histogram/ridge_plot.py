"""The ridgeline: one filled outline a step, the first at the back, the last in front."""

from __future__ import annotations

import html
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF, QTransform
from PySide6.QtWidgets import QWidget

from explorer.gui.histogram.axes import StepAxis, ValueAxis
from explorer.gui.histogram.history import FINE, OTHER_SHAPE, QUIET_STATES, STATE_MARK, WAITING, StepRecord
from explorer.gui.histogram.picture import Picture, Readout, bin_readout
from explorer.gui.histogram.plot_base import Note, ValuePlot
from explorer.gui.theme import current_palette, qcolor

_LABEL_ROOM_PX = 12


@dataclass(frozen=True)
class Ridge:
    """One outline in data coordinates: x is the place on the value axis, y the row; up is smaller y."""

    index: int  # of the record
    row: int
    outline: QPolygonF
    colour: str


def tallest_ridge(rows: int) -> float:
    """How many rows the tallest ridge reaches over: more rows lie closer and overlap more."""
    return min(6.0, max(0.9, rows * 0.17))


def make_ridges(picture: Picture, rows: tuple[int, ...]) -> list[Ridge]:
    """The outlines of all rows binned so far, back to front."""
    palette, made = current_palette(), []
    height, tallest = tallest_ridge(len(rows)), picture.tallest_bin()
    width = (picture.last - picture.first) / picture.bins
    x = picture.first + (np.arange(picture.bins) + 0.5) * width
    x = np.concatenate(([picture.first], x, [picture.last]))
    count = max(len(picture.records) - 1, 1)
    for row, index in enumerate(rows):
        heights = picture.heights(index, tallest)
        if heights is None:
            continue
        y = row - np.concatenate(([0.0], heights * height, [0.0]))
        outline = pg.functions.arrayToQPolygonF(x, y)
        made.append(Ridge(index, row, outline, palette.step_ramp(index / count)))
    return made


def row_mark(record: StepRecord) -> tuple[str, str]:
    """(text, colour) written on a row that shows no ridge or a remarkable one; ("", "") for the others."""
    palette = current_palette()
    if record.state in (FINE, WAITING):
        return ("", "") if record.state == FINE and record.has_picture else _without_values(record)
    colour = palette.difference("shape") if record.state == OTHER_SHAPE else palette.verdict("damaged")
    if record.state in QUIET_STATES:
        colour = palette.muted
    return f"{STATE_MARK[record.state]} {record.reason}", colour


def _without_values(record: StepRecord) -> tuple[str, str]:
    palette = current_palette()
    if record.state == WAITING:
        return STATE_MARK[WAITING], palette.muted
    if record.unusual:
        return "No finite value.", palette.verdict("damaged")
    return "No values: the tensor is empty.", palette.muted


class _RidgeItem(pg.GraphicsObject):
    """Paints the ridges; knows nothing of where they come from."""

    def __init__(self) -> None:
        super().__init__()
        self.ridges: list[Ridge] = []
        self.bounds = QRectF(0, -1, 1, 2)
        self.empty_rows: list[int] = []
        self.emphasis: dict[int, tuple[str, float]] = {}  # record index -> outline colour, width
        self._pixels = QPixmap()
        self._pixels_of: tuple[object, ...] = ()

    def set_ridges(self, ridges: list[Ridge], empty_rows: list[int], bounds: QRectF) -> None:
        self.prepareGeometryChange()
        self.ridges, self.empty_rows, self.bounds = ridges, empty_rows, bounds
        self.update()

    def boundingRect(self) -> QRectF:
        return self.bounds

    def paint(self, painter: QPainter, _option: object, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if widget is None:  # an export: vectors stay vectors
            self._paint_ridges(painter)
        else:
            self._paint_from_memory(painter, widget)
        self._paint_emphasis(painter)

    def _paint_from_memory(self, painter: QPainter, widget: QWidget) -> None:
        """Following the cursor must not paint thirty ridges anew: they are kept as pixels."""
        transform, ratio = painter.worldTransform(), widget.devicePixelRatioF()
        asked = (transform, widget.size(), ratio, id(self.ridges), current_palette())
        if asked != self._pixels_of:
            self._pixels_of = asked
            self._pixels = QPixmap(widget.size() * ratio)
            self._pixels.setDevicePixelRatio(ratio)
            self._pixels.fill(Qt.GlobalColor.transparent)
            plain = QPainter(self._pixels)
            plain.setRenderHint(QPainter.RenderHint.Antialiasing)
            plain.setWorldTransform(transform)
            self._paint_ridges(plain)
            plain.end()
        painter.setWorldTransform(QTransform())
        painter.drawPixmap(0, 0, self._pixels)
        painter.setWorldTransform(transform)

    def _paint_ridges(self, painter: QPainter) -> None:
        palette = current_palette()
        painter.setPen(QPen(qcolor(palette.muted), 0, Qt.PenStyle.DotLine))
        for row in self.empty_rows:
            painter.drawLine(QPointF(self.bounds.left(), row), QPointF(self.bounds.right(), row))
        # Any wider, and Qt strokes with its general, twenty times slower engine.
        parting = QPen(qcolor(palette.canvas), 1.0)
        parting.setCosmetic(True)
        for ridge in self.ridges:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ridge.colour))
            painter.drawPolygon(ridge.outline)
            base = QPen(QColor(ridge.colour), 1.0)
            base.setCosmetic(True)
            painter.setPen(base)
            painter.drawLine(ridge.outline[0], ridge.outline[len(ridge.outline) - 1])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(parting)
            painter.drawPolyline(ridge.outline)

    def _paint_emphasis(self, painter: QPainter) -> None:
        """In front of all: a ridge that others hide is still seen whole."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ridge in self.ridges:
            if ridge.index in self.emphasis:
                colour, width = self.emphasis[ridge.index]
                pen = QPen(QColor(colour), width)
                pen.setCosmetic(True)
                painter.setPen(pen)
                painter.drawPolyline(ridge.outline)


class RidgePlot(ValuePlot):
    """Ridges over the value axis, steps at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("ridges", {"bottom": ValueAxis("bottom"), "right": StepAxis("right")}, parent)
        self.setAccessibleName("Ridges: one histogram a step")
        self._item = _RidgeItem()
        self.addItem(self._item)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.setVisible(False)
        self.addItem(self._cursor, ignoreBounds=True)
        self.axes["right"].setWidth(64)
        self._rows: tuple[int, ...] = ()
        self._records: tuple[StepRecord, ...] = ()  # those drawn; after a reload the picture has others
        self.plotItem.getViewBox().invertY(True)

    @property
    def ridges(self) -> list[Ridge]:
        """What is drawn, for whoever asks (tests do)."""
        return self._item.ridges

    def show_picture(self, picture: Picture) -> None:
        self.picture, self._records = picture, picture.records
        self._rows = picture.ridge_rows()
        rows = len(self._rows)
        reach = tallest_ridge(rows)
        top, bottom = -reach - 0.15, max(rows - 1, 0) + 0.6
        ridges = make_ridges(picture, self._rows)
        drawn = {ridge.row for ridge in ridges}
        self._item.set_ridges(
            ridges, [row for row in range(rows) if row not in drawn], QRectF(0, top, 1, bottom - top)
        )
        self.plotItem.getViewBox().setYRange(top, bottom, padding=0)
        axis = self.axes["bottom"]
        axis.set_scale(picture.scale)
        axis.setLabel(
            html.escape(value_label(picture)), color=current_palette().muted, **{"font-size": "11px"}
        )
        self._label_steps()
        self._write_notes()
        self._emphasise()

    def _label_steps(self) -> None:
        palette, picture = current_palette(), self.picture
        places = [(float(row), picture.records[index].label) for row, index in enumerate(self._rows)]
        important = {
            self._rows.index(index): palette.series(name)
            for index, name in ((picture.newer, "newer"), (picture.older, "older"))
            if index in self._rows
        }
        self.axes["right"].heading = picture.step_word
        self.axes["right"].set_steps(places, important)

    def _write_notes(self) -> None:
        picture, palette, notes = self.picture, current_palette(), []
        box = self.plotItem.getViewBox()
        row_px = box.height() / max(len(self._rows) + tallest_ridge(len(self._rows)), 1)
        taken = -1e9
        for row, index in enumerate(self._rows):
            record = self._records[index]
            text, colour = row_mark(record)
            right = record.unusual
            if not text and not right:
                continue
            crowded = (row - taken) * row_px < _LABEL_ROOM_PX
            if crowded:  # the mark stays, the words are under the cursor
                text, right = text[:1], "!" if right else ""
            else:
                taken = row
            if text:
                notes.append(Note(picture.first, row, text, colour, (0.0, 1.0)))
            if right:
                notes.append(Note(picture.last, row, right, palette.verdict("damaged"), (1.0, 1.0)))
        self.set_notes(notes)

    def _emphasise(self) -> None:
        palette, picture = current_palette(), self.picture
        self._item.emphasis = {
            picture.older: (palette.series("older"), 1.6),
            picture.newer: (palette.series("newer"), 2.0),
        }
        if self.hovered_index >= 0:
            self._item.emphasis[self.hovered_index] = (palette.text, 2.0)
        self._item.update()

    def readout(self, point: QPointF) -> Readout | None:
        row = self.row_at(point)
        return None if row is None else self._reading(self._rows[row], point.x())

    def readout_of(self, index: int) -> Readout | None:
        # Not by position: at its base line a ridge may lie behind the next one.
        return self._reading(index, self.cursor_place)

    def _reading(self, index: int, place: float) -> Readout | None:
        self._cursor.setPen(pg.mkPen(current_palette().accent, width=1, style=Qt.PenStyle.DashLine))
        self._cursor.setPos(place)
        self.cursor_place = place
        return bin_readout(self.picture, index, place)

    def row_at(self, point: QPointF) -> int | None:
        """The row in front at a point: the last ridge whose body covers it, else the nearest baseline."""
        if not self._rows:
            return None
        for ridge in reversed(self._item.ridges):
            if ridge.row - tallest_ridge(len(self._rows)) > point.y() or ridge.row < point.y():
                continue
            outline = ridge.outline
            width = (self.picture.last - self.picture.first) / self.picture.bins
            number = int((point.x() - self.picture.first) / width) + 1
            number = min(max(number, 0), outline.count() - 1)
            if outline[number].y() <= point.y() and ridge.row - outline[number].y() > 0.12:
                return ridge.row
        return int(min(max(round(point.y()), 0), len(self._rows) - 1))

    def key_point(self, index: int) -> QPointF:
        row = self._rows.index(index) if index in self._rows else 0
        return QPointF(self.cursor_place, row)

    def set_hovered(self, index: int) -> None:
        super().set_hovered(index)
        self._cursor.setVisible(index >= 0)
        if self.picture is not None:
            self._emphasise()

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        if getattr(self, "picture", None) is not None:
            self._write_notes()


def value_label(picture: Picture) -> str:
    """Text below the value axis."""
    name = picture.title
    if len(name) > 90:
        name = f"{name[:44]}…{name[-45:]}"
    kind = "" if picture.kind == "linear" else f", {picture.kind} axis"
    note = picture.missing_note()
    return f"value of {name} ({picture.dtype}){kind}" + (f" · {note}" if note else "")
