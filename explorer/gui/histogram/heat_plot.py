"""The heat map of steps against values: each row a step, each cell's colour its share of the values."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsRectItem, QWidget

from explorer.gui.histogram.labelling import label_steps, label_values, row_notes
from explorer.gui.histogram.picture import Picture, Readout, bin_readout
from explorer.gui.histogram.row_plot import RowPlot
from explorer.gui.theme import current_palette
from explorer.report.palette import mix

_LEVELS = 256


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


class HeatPlot(RowPlot):
    """Steps downwards, values sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("heat", parent)
        self.setAccessibleName("Heat map: steps against values")
        self.image = pg.ImageItem(axisOrder="row-major")
        self.addItem(self.image)
        self._frames: dict[str, QGraphicsRectItem] = {}
        for name in ("older", "newer", "hovered"):
            frame = QGraphicsRectItem()
            frame.setZValue(20)
            self._frames[name] = frame
            self.addItem(frame, ignoreBounds=True)

    def show_picture(self, picture: Picture) -> None:
        self.picture = picture
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
        label_values(self.axes["bottom"], picture)
        places = [(float(index), record.label) for index, record in enumerate(picture.records)]
        label_steps(self.axes["right"], picture, places, range(rows))
        self._write_notes()
        self._frame()

    def _write_notes(self) -> None:
        records = self.picture.records
        row_px = self.plotItem.getViewBox().height() / max(len(records) + 1, 1)
        self.set_notes(row_notes(self.picture, records, row_px, above=0.5))

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
