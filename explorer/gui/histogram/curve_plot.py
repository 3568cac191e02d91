"""Curves of chosen statistics over the steps; one axis for each unit, at most two."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QWidget

from explorer.gui.histogram.axes import ValueAxis
from explorer.gui.histogram.column_plot import LANE_BELOW, ROOM_ABOVE, ColumnPlot
from explorer.gui.histogram.labelling import axis_label, chosen_steps_legend, mark_legend, value_label
from explorer.gui.histogram.legend import DASHED, LINE, LegendEntry
from explorer.gui.histogram.notes import NOTE_PX, Note
from explorer.gui.histogram.picture import Picture, Readout
from explorer.gui.histogram.statistic_curves import (
    BY_NAME,
    COUNT,
    DEFAULT,
    STATISTICS,
    VALUE,
    curve_values,
    scale_for,
    units_of,
)
from explorer.gui.histogram.value_scale import ValueScale
from explorer.gui.language import tr
from explorer.gui.theme import current_palette, px, ui_font
from explorer.report.numbers import format_count, format_float

_LABEL_GAP_PX = 14
# Told apart by those who do not see all colours; every second one is dashed as well.
_HUES = ("#e69f00", "#009e73", "#cc79a7", "#d55e00", "#8c6bb1", "#56b4e9", "#a6761d")
_MANY_POINTS = 60
_ABOVE_LANE = 0.03  # of the height: the names of curves keep out of the marks of the steps


class CurvePlot(ColumnPlot):
    """Statistics upwards, steps sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("curves", {"right": ValueAxis("right")}, parent)
        self.setAccessibleName(tr("Curves of statistics over the steps"))
        self.axes["right"].setWidth(px(78))
        self.statistics: tuple[str, ...] = DEFAULT
        self.curves = {s.name: self.plot([], [], connect="finite", antialias=True) for s in STATISTICS}
        self.scales: dict[str, ValueScale | None] = {}
        self.values: dict[str, np.ndarray] = {}
        box = self.plotItem.getViewBox()
        box.setMouseEnabled(x=True, y=False)
        box.setYRange(-LANE_BELOW, 1 + ROOM_ABOVE, padding=0)

    @property
    def is_scalar(self) -> bool:
        """Whether the tensor is one number a step: then its value is the only curve."""
        records = [r for r in self.picture.records if r.statistics is not None] if self.picture else []
        return bool(records) and all(record.statistics.count == 1 for record in records)

    @property
    def shown(self) -> tuple[str, ...]:
        """The statistics drawn."""
        return ("mean",) if self.is_scalar else self.statistics

    def show_picture(self, picture: Picture) -> None:
        self.picture = picture
        shown = self.shown
        self.values = {name: curve_values(picture.records, name) for name in shown}
        units = units_of(shown)
        self.scales = {
            unit: scale_for([self.values[n] for n in shown if BY_NAME[n].unit == unit], picture.kind)
            for unit in units
        }
        x = picture.places.x
        ends: list[tuple[float, str]] = []
        for name, curve in self.curves.items():
            curve.setVisible(name in shown)
            if name not in shown:
                continue
            scale = self.scales[BY_NAME[name].unit]
            places = np.full(len(x), np.nan) if scale is None else np.asarray(scale.place(self.values[name]))
            finite = np.flatnonzero(np.isfinite(places))
            pen = self._pen(name)
            curve.setData(x, places, pen=pen, **self._points(finite, pen))
            if len(finite):
                ends.append((float(places[finite[-1]]), name))
        self._label_axes(picture, units)
        self._lay_out_steps(picture, self._room_for_names())
        self._write_notes(picture, ends)
        self._mark_steps()

    def _points(self, finite: np.ndarray, pen) -> dict[str, object]:  # type: ignore[no-untyped-def]
        """Points where they can be told apart, hollow for checkpoints that are gone; alone ones always."""
        records = self.picture.records
        if not len(finite) or (len(finite) > _MANY_POINTS and not any(records[i].is_ghost for i in finite)):
            return {"symbol": None}  # pyqtgraph warns about symbols without a finite place
        ground = QColor(current_palette().canvas)
        return {
            "symbol": "o",
            "symbolSize": 8 if len(finite) == 1 else 5,
            "symbolBrush": [pg.mkBrush(ground if r.is_ghost else pen.color()) for r in records],
            "symbolPen": pg.mkPen(pen.color(), width=1),
        }

    def _room_for_names(self) -> float:
        """The part of the width that the names at the ends of the curves take."""
        if self.is_scalar or len(self.shown) < 2:
            return 0.0
        metrics = QFontMetricsF(ui_font(NOTE_PX))
        widest = max(metrics.horizontalAdvance(tr(name)) for name in self.shown) + 16
        room = widest / max(self.plotItem.getViewBox().width(), 1)
        return min(room / max(1 - room, 0.2), 1.0)

    def _pen(self, name: str):  # type: ignore[no-untyped-def]
        palette = current_palette()
        number = self.shown.index(name)
        if name == "mean":
            return pg.mkPen(palette.accent, width=2.2)
        colour = palette.as_mark(_HUES[number % len(_HUES)])
        style = Qt.PenStyle.DashLine if number % 2 else Qt.PenStyle.SolidLine
        return pg.mkPen(colour, width=1.5, style=style)

    def _label_axes(self, picture: Picture, units: tuple[str, ...]) -> None:
        for side, unit in zip(("left", "right"), (*units, None)[:2]):
            axis: ValueAxis = self.axes[side]
            axis.set_scale(None if unit is None else self.scales[unit])
            text = "" if unit is None else tr(unit)
            if unit == VALUE:
                text = value_label(picture, is_short=True)
            elif unit is not None and self.scales[unit] is not None and self.scales[unit].kind != "linear":
                text = tr(f"{text}, {tr(self.scales[unit].kind)} axis")
            axis_label(axis, text)
        self.plotItem.showAxis("right", len(units) > 1)

    def _write_notes(self, picture: Picture, ends: list[tuple[float, str]]) -> None:
        palette = current_palette()
        height = max(self.plotItem.getViewBox().height(), 1)
        notes = self._mark_notes(picture)
        if len(ends) > 1:
            x = float(picture.places.x[-1])
            for place, name in _spread(ends, px(_LABEL_GAP_PX) * 1.15 / height):
                colour = palette.as_text(self._pen(name).color().name())
                notes.append(Note(x, place, f"   {tr(name)}", colour, (0.0, 0.5)))
        self.set_notes(notes)

    def legend(self) -> tuple[LegendEntry, ...]:
        entries = []
        for name in self.shown:
            pen = self._pen(name)
            sign = DASHED if pen.style() == Qt.PenStyle.DashLine else LINE
            text = tr("value" if self.is_scalar else name)
            if len(units_of(self.shown)) > 1:
                side = "left" if BY_NAME[name].unit == units_of(self.shown)[0] else "right"
                text += f" ({tr(side)})"
            entries.append(LegendEntry(sign, text, (pen.color().name(),)))
        return (
            *entries,
            *self.gap_legend(),
            *chosen_steps_legend(self.picture),
            *mark_legend(self.picture.records),
        )

    def readout(self, point: QPointF) -> Readout | None:
        index = self.step_at(point)
        if index < 0:
            return None
        record = self.picture.records[index]
        if record.statistics is None or record.state == "no numbers":
            return Readout(record.heading, tr(record.reason or "Not read yet."), index)
        if record.statistics.count == 1 and record.has_picture:
            return Readout(record.heading, tr(f"value {format_float(record.statistics.mean, 8)}"), index)
        parts = []
        for name in self.shown:
            number = self.values[name][index] if name in self.values else np.nan
            if np.isnan(number):
                text = "–"
            elif BY_NAME[name].unit == COUNT:
                text = format_count(int(number))
            else:
                text = format_float(float(number), 5)
            parts.append(f"{tr(name)} {text}")
        lines = [" · ".join(parts[at : at + 3]) for at in range(0, len(parts), 3)]
        lines += [more for more in (record.unusual, tr(record.reason)) if more]
        return Readout(record.heading, "\n".join(lines), index)

    def reset_zoom(self) -> None:
        if getattr(self, "picture", None) is not None:
            self._lay_out_steps(self.picture, self._room_for_names())

    def zoom(self, factor: float) -> None:
        """Curves stand on the steps' axis: zoom that, around the newer step."""
        box = self.plotItem.getViewBox()
        low, high = box.viewRange()[0]
        x = self.picture.places.x
        at = float(x[self.picture.newer]) if 0 <= self.picture.newer < len(x) else (low + high) / 2
        box.setXRange(at - (at - low) * factor, at + (high - at) * factor, padding=0)


def _spread(ends: list[tuple[float, str]], gap: float) -> list[tuple[float, str]]:
    """Moves labels apart, as little as possible from below upwards, so that none touches another."""
    placed: list[tuple[float, str]] = []
    for place, name in sorted((max(place, _ABOVE_LANE), name) for place, name in ends):
        if placed and place < placed[-1][0] + gap:
            place = placed[-1][0] + gap
        placed.append((place, name))
    over = placed[-1][0] - 1.02 if placed else 0.0
    if over > 0:
        limit = 1.02
        for index in reversed(range(len(placed))):
            placed[index] = (min(placed[index][0], limit), placed[index][1])
            limit = placed[index][0] - gap
    return placed
