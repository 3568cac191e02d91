"""The heat map of steps against values: each row a step, each cell's colour its share of the values."""

from __future__ import annotations

import html

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsRectItem, QWidget

from explorer.gui.histogram.axes import StepAxis, ValueAxis
from explorer.gui.histogram.picture import Picture, Readout, bin_readout
from explorer.gui.histogram.plot_base import Note, ValuePlot
from explorer.gui.histogram.ridge_plot import row_mark, value_label
from explorer.gui.theme import current_palette
from explorer.report.palette import mix

_LEVELS = 256
_LABEL_ROOM_PX = 12


def heat_colours() -> np.ndarray:
    """uint8 [256, 3]: the canvas for nothing, then the step ramp, ever stronger against the canvas."""
    palette = current_palette()
    strongest_first = not palette.dark  # on white the dark end is the strong one
    table = []
    for level in range(_LEVELS):
        fraction = level / (_LEVELS - 1)
        ramp = palette.step_ramp(1 - fraction if strongest_first else fraction)
        colour = QColor(mix(palette.canvas, ramp, min(1.0, 0.18 + fraction * 2.2) if level else 0.0))
        table.append((colour.red(), colour.green(), colour.blue()))
    return np.array(table, np.uint8)


class HeatPlot(ValuePlot):
    """Steps downwards, values sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("heat", {"bottom": ValueAxis("bottom"), "right": StepAxis("right")}, parent)
        self.setAccessibleName("Heat map: steps against values")
        self.image = pg.ImageItem(axisOrder="row-major")
        self.addItem(self.image)
        self._frames: dict[str, QGraphicsRectItem] = {}
        for name in ("older", "newer", "hovered"):
            frame = QGraphicsRectItem()
            frame.setZValue(20)
            self._frames[name] = frame
            self.addItem(frame, ignoreBounds=True)
        self.axes["right"].setWidth(64)
        self.plotItem.getViewBox().invertY(True)

    def show_picture(self, picture: Picture) -> None:
        self.picture = picture
        palette = current_palette()
        rows, tallest = len(picture.records), picture.tallest_bin()
        heights = np.zeros((max(rows, 1), picture.bins))
        for index in range(rows):
            found = picture.heights(index, tallest)
            if found is not None:
                # Any value at all must be visible: level 1 is already a colour.
                heights[index] = np.where(found > 0, np.maximum(found, 1.5 / _LEVELS), 0.0)
        self.image.setLookupTable(heat_colours())
        self.image.setImage(heights, autoLevels=False, levels=(0.0, 1.0))
        self.image.setRect(QRectF(picture.first, -0.5, picture.last - picture.first, max(rows, 1)))
        self.plotItem.getViewBox().setYRange(-0.5 - 0.06 * max(rows, 1), max(rows, 1) - 0.45, padding=0)
        self.axes["bottom"].set_scale(picture.scale)
        self.axes["bottom"].setLabel(
            html.escape(value_label(picture)), color=palette.muted, **{"font-size": "11px"}
        )
        important = {
            index: palette.series(name)
            for index, name in ((picture.newer, "newer"), (picture.older, "older"))
            if index >= 0
        }
        self.axes["right"].heading = picture.step_word
        self.axes["right"].set_steps([(float(i), r.label) for i, r in enumerate(picture.records)], important)
        self._write_notes()
        self._frame()

    def _write_notes(self) -> None:
        picture, palette, notes, taken = self.picture, current_palette(), [], -1e9
        row_px = self.plotItem.getViewBox().height() / max(len(picture.records) + 1, 1)
        for index, record in enumerate(picture.records):
            text, colour = row_mark(record)
            right = record.unusual
            if not text and not right:
                continue
            if (index - taken) * row_px < _LABEL_ROOM_PX:
                text, right = text[:1], "!" if right else ""
            else:
                taken = index
            if text:
                notes.append(Note(picture.first, index, text, colour, (0.0, 0.5)))
            if right:
                notes.append(Note(picture.last, index, right, palette.verdict("damaged"), (1.0, 0.5)))
        self.set_notes(notes)

    def _frame(self) -> None:
        palette, picture = current_palette(), self.picture
        for name, index, colour in (
            ("older", picture.older, palette.series("older")),
            ("newer", picture.newer, palette.series("newer")),
            ("hovered", self.hovered_index, palette.text),
        ):
            frame = self._frames[name]
            frame.setVisible(index >= 0)
            frame.setRect(QRectF(picture.first, index - 0.5, picture.last - picture.first, 1))
            pen = pg.mkPen(colour, width=1.5)
            frame.setPen(pen)
            frame.setBrush(Qt.BrushStyle.NoBrush)

    def readout(self, point: QPointF) -> Readout | None:
        index = round(point.y())
        self.cursor_place = point.x()
        if not 0 <= index < len(self.picture.records):
            return None
        return bin_readout(self.picture, index, point.x())

    def set_hovered(self, index: int) -> None:
        super().set_hovered(index)
        if self.picture is not None:
            self._frame()

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        if getattr(self, "picture", None) is not None:
            self._write_notes()
