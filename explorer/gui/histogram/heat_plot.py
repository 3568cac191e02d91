"""The heat map: each column a step, each cell's colour how many values lie there."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from explorer.gui.histogram.column_plot import ColumnPlot
from explorer.gui.histogram.gap_item import runs_of
from explorer.gui.histogram.labelling import chosen_steps_legend, label_values, mark_legend
from explorer.gui.histogram.legend import RAMP, LegendEntry
from explorer.gui.histogram.picture import Picture, Readout, bin_readout, percent_text
from explorer.gui.language import tr
from explorer.gui.theme import current_palette, qcolor
from explorer.report.numbers import format_count
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


class _HeatItem(pg.GraphicsObject):
    """Paints the columns, each as wide as its step's place; knows nothing of where they come from."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.edges = np.zeros(1)
        self.window = (0.0, 1.0)
        self.ghosts: tuple[int, ...] = ()

    def set_columns(
        self,
        levels: np.ndarray,
        edges: np.ndarray,
        window: tuple[float, float],
        ghosts: tuple[int, ...],
    ) -> None:
        """`levels`: uint8 [bins, records], the lowest bin first."""
        self.prepareGeometryChange()
        colours = np.full((*levels.shape, 4), 255, np.uint8)
        colours[..., 2::-1] = heat_colours()[levels]
        pixels = np.ascontiguousarray(colours)
        height, width = levels.shape
        made = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGB32)
        self.image = made.copy()  # the array goes
        self.edges, self.window, self.ghosts = edges, window, ghosts
        self.update()

    def boundingRect(self) -> QRectF:
        first, last = self.window
        return QRectF(float(self.edges[0]), first, float(self.edges[-1] - self.edges[0]), last - first)

    def paint(self, painter: QPainter, *_: object) -> None:
        if self.image.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        first, last = self.window
        widths = np.diff(self.edges)
        if len(widths) and np.allclose(widths, widths[0]):
            painter.drawImage(self.boundingRect(), self.image)
        else:
            for index, left in enumerate(self.edges[:-1].tolist()):
                target = QRectF(left, first, float(widths[index]), last - first)
                painter.drawImage(target, self.image, QRectF(index, 0, 1, self.image.height()))
        palette = current_palette()
        pen = QPen(qcolor(palette.muted), 1, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for run in runs_of(self.ghosts):
            left, right = float(self.edges[run[0]]), float(self.edges[run[-1] + 1])
            painter.drawRect(QRectF(left, first, right - left, last - first))


class HeatPlot(ColumnPlot):
    """Steps sideways, values upwards."""

    value_side = 1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("heat", {}, parent)
        self.setAccessibleName(tr("Heat map: steps against values"))
        self.item = _HeatItem()
        self.item.setZValue(-10)
        self.addItem(self.item)
        self.gaps.setZValue(-5)  # in front of the cells, which are drawn empty there
        self.levels = np.zeros((1, 0), np.uint8)

    def show_picture(self, picture: Picture) -> None:
        self.picture = picture
        records, tallest = picture.records, picture.tallest_bin()
        levels = np.zeros((picture.bins, max(len(records), 1)), np.uint8)
        for index in range(len(records)):
            found = picture.heights(index, tallest)
            if found is not None:
                # Any value at all must be visible: level 1 is already a colour.
                shown = np.maximum(np.round(found * (_LEVELS - 1)), 1)
                levels[:, index] = np.where(found > 0, shown, 0).astype(np.uint8)
        self.levels = levels
        ghosts = tuple(index for index, record in enumerate(records) if record.is_ghost)
        self.item.set_columns(levels, picture.places.edges(), (picture.first, picture.last), ghosts)
        label_values(self.axes["left"], picture)
        self._lay_out_steps(picture)
        self.set_notes(self._mark_notes(picture))
        self._mark_steps()

    def legend(self) -> tuple[LegendEntry, ...]:
        picture = self.picture
        tallest = picture.tallest_bin()
        if picture.own_heights:
            text = tr("the most of its own step")
        else:
            share = max((r.statistics.finite for r in picture.records if r.statistics), default=0)
            most = format_count(round(tallest))
            text = tr(f"{most} values in a cell")
            if share:
                part = percent_text(round(tallest), share)
                text = tr(f"{most} values in a cell ({part} of {format_count(share)})")
        text = tr(f"{text}, log scale") if picture.log_counts else text
        colours = tuple("#{:02x}{:02x}{:02x}".format(*rgb) for rgb in heat_colours()[::15].tolist())
        return (
            *((LegendEntry(RAMP, text, colours, before="0"),) if tallest else ()),
            *self.gap_legend(),
            *chosen_steps_legend(picture),
            *mark_legend(picture.records),
        )

    def readout(self, point: QPointF) -> Readout | None:
        self.cursor_place = min(max(point.y(), 0.0), 1.0)
        return bin_readout(self.picture, self.step_at(point), self.cursor_place)
