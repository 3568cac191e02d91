"""The quantile fan: bands over the steps that hold the middle half, 90 %, 98 % and all of the values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from explorer.gui.histogram.column_plot import ColumnPlot
from explorer.gui.histogram.history import MEDIAN, QUANTILES
from explorer.gui.histogram.labelling import chosen_steps_legend, label_values, mark_legend
from explorer.gui.histogram.legend import BAND, LINE, LegendEntry
from explorer.gui.histogram.picture import Picture, Readout
from explorer.gui.language import tr
from explorer.gui.theme import current_palette, qcolor, with_alpha
from explorer.report.numbers import format_float

BANDS = ((0, 8, "all", 0.13), (1, 7, "98 %", 0.3), (2, 6, "90 %", 0.5), (3, 5, "50 %", 0.75))


@dataclass(frozen=True, eq=False)
class Fan:
    """Quantiles as places, float64 [quantiles, records]; NaN where a step has none."""

    x: np.ndarray
    half_widths: np.ndarray  # of the columns: a step without neighbours is drawn as a bar
    places: np.ndarray
    ghosts: frozenset[int]


def make_fan(picture: Picture) -> Fan:
    """The places of all quantiles read so far."""
    count = len(picture.records)
    values = np.full((len(QUANTILES), count), np.nan)
    for index, record in enumerate(picture.records):
        if record.extent is not None:
            values[:, index] = record.extent.quantiles.value
    places = values if picture.scale is None else np.asarray(picture.scale.place(values))
    if picture.kind == "log":  # what is not above 0 lies below the axis, not nowhere
        places = np.where(np.isnan(places) & ~np.isnan(values), 0.0, places)
    ghosts = frozenset(index for index, record in enumerate(picture.records) if record.is_ghost)
    return Fan(picture.places.x, np.diff(picture.places.edges()) * 0.3, places, ghosts)


class _FanItem(pg.GraphicsObject):
    def __init__(self) -> None:
        super().__init__()
        self.fan: Fan | None = None

    def show_fan(self, fan: Fan) -> None:
        self.prepareGeometryChange()
        self.fan = fan
        self.update()

    def boundingRect(self) -> QRectF:
        fan = self.fan
        if fan is None or not len(fan.x):
            return QRectF()
        left, right = fan.x[0] - fan.half_widths[0], fan.x[-1] + fan.half_widths[-1]
        return QRectF(float(left), 0.0, float(right - left), 1.0)

    def paint(self, painter: QPainter, *_: object) -> None:
        fan, palette = self.fan, current_palette()
        if fan is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for run in _runs(~np.isnan(fan.places[MEDIAN])):
            x, places = fan.x[run], fan.places[:, run]
            if len(x) == 1:  # a step by itself is a bar
                half = fan.half_widths[run][0]
                x, places = np.array([x[0] - half, x[0] + half]), np.repeat(places, 2, axis=1)
            painter.setPen(Qt.PenStyle.NoPen)
            for low, high, _name, alpha in BANDS:
                painter.setBrush(with_alpha(palette.accent, alpha))
                outline = np.concatenate((x, x[::-1])), np.concatenate((places[low], places[high][::-1]))
                painter.drawPolygon(pg.functions.arrayToQPolygonF(*outline))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for row, colour, width in (
                (0, palette.muted, 1.0),
                (8, palette.muted, 1.0),
                (MEDIAN, palette.text, 2.0),
            ):
                pen = QPen(QColor(colour), width)
                pen.setCosmetic(True)
                painter.setPen(pen)
                painter.drawPolyline(pg.functions.arrayToQPolygonF(x, places[row]))
        hollow = QPen(qcolor(palette.muted), 1, Qt.PenStyle.DashLine)
        hollow.setCosmetic(True)
        painter.setPen(hollow)
        for index in fan.ghosts:
            x = float(fan.x[index])
            painter.drawPolyline(
                QPolygonF([QPointF(x, float(fan.places[0, index])), QPointF(x, float(fan.places[-1, index]))])
            )


def _runs(known: np.ndarray) -> list[slice]:
    """The stretches of True."""
    changes = np.flatnonzero(np.diff(np.concatenate(([False], known, [False])).astype(np.int8)))
    return [slice(int(first), int(last)) for first, last in changes.reshape(-1, 2)]


class FanPlot(ColumnPlot):
    """Quantiles upwards, steps sideways."""

    value_side = 1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("quantiles", {}, parent)
        self.setAccessibleName(tr("Quantiles over the steps"))
        self.item = _FanItem()
        self.item.setZValue(-10)
        self.addItem(self.item)

    def show_picture(self, picture: Picture) -> None:
        self.picture = picture
        self.item.show_fan(make_fan(picture))
        label_values(self.axes["left"], picture)
        self._lay_out_steps(picture)
        self.set_notes(self._mark_notes(picture))
        self._mark_steps()

    def legend(self) -> tuple[LegendEntry, ...]:
        palette = current_palette()
        return (
            LegendEntry(LINE, tr("median"), (palette.text,)),
            *(
                LegendEntry(
                    BAND,
                    tr(f"middle {name}" if name != "all" else "least to largest"),
                    (palette.accent,),
                    alpha=alpha,
                )
                for _low, _high, name, alpha in reversed(BANDS)
            ),
            *self.gap_legend(),
            *chosen_steps_legend(self.picture),
            *mark_legend(self.picture.records),
        )

    def readout(self, point: QPointF) -> Readout | None:
        self.cursor_place = min(max(point.y(), 0.0), 1.0)
        index = self.step_at(point)
        if index < 0:
            return None
        record = self.picture.records[index]
        if record.extent is None:
            return Readout(record.heading, tr(record.reason or record.unusual or "Not read yet."), index)
        return Readout(record.heading, quantile_lines(record), index)


def quantile_lines(record) -> str:  # type: ignore[no-untyped-def]
    """All quantiles of a step, those that belong together in a line, and how far off each may be."""
    found = record.extent.quantiles

    def told(row: int) -> str:
        text = format_float(float(found.value[row]))
        off = max(float(found.upper[row] - found.value[row]), float(found.value[row] - found.lower[row]))
        return f"{text} ± {format_float(off, 1)}" if off > 0 else text

    lines = [tr(f"median {told(MEDIAN)}")]
    for low, high, name, _ in reversed(BANDS):
        part = tr("all" if name == "all" else f"middle {name}")
        lines.append(tr(f"{part}: {told(low)} to {told(high)}"))
    if not record.extent.is_exact:
        lines.append(tr("± is a sure bound: quantiles come from counted ranges"))
    lines += [more for more in (record.unusual, tr(record.reason)) if more]
    return "\n".join(lines)
