"""Curves over steps: least, largest, mean and median value, the middle half and nine tenths, the spread."""

from __future__ import annotations

import html
import itertools
import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from explorer.gui.histogram.axes import StepAxis, ValueAxis
from explorer.gui.histogram.history import STATE_MARK, StepRecord
from explorer.gui.histogram.picture import Picture, Readout
from explorer.gui.histogram.plot_base import Note, StepPlot
from explorer.gui.theme import current_palette, with_alpha
from explorer.report.numbers import format_float

_CURVES = ("max", "mean", "median", "min", "std")
_LABEL_GAP_PX = 14


def step_places(records: tuple[StepRecord, ...]) -> list[float]:
    """Place of each record: its step where all have one and they ascend, else its number in the series."""
    steps = [record.entry.step for record in records]
    if None not in steps and all(later > earlier for earlier, later in itertools.pairwise(steps)):
        return [float(step) for step in steps]
    return [float(index) for index in range(len(records))]


def curve_values(picture: Picture) -> dict[str, np.ndarray]:
    """float64 [steps] of each curve in values; NaN where a step has none."""
    names = (*_CURVES, "5 %", "25 %", "75 %", "95 %")
    found = {name: np.full(len(picture.records), np.nan) for name in names}
    for index, record in enumerate(picture.records):
        if not record.has_picture:
            continue
        statistics = record.statistics
        for name in ("max", "mean", "min", "std"):
            value = getattr(statistics, name)
            found[name][index] = math.nan if value is None else float(value)
        low, lower, middle, upper, high = record.extent.quantiles
        for name, value in zip(("5 %", "25 %", "median", "75 %", "95 %"), (low, lower, middle, upper, high)):
            found[name][index] = value
    return found


class CurvePlot(StepPlot):
    """Statistics upwards, steps sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("curves", {"left": ValueAxis("left"), "bottom": StepAxis("bottom")}, parent)
        self.setAccessibleName("Curves of least, largest, mean, median and standard deviation over steps")
        self.axes["left"].setWidth(64)
        self.curves = {name: self.plot([], [], connect="finite", antialias=True) for name in _CURVES}
        # Without a pen pyqtgraph makes no path, and then there is nothing to fill.
        self._edges = {
            name: self.plot([], [], pen=pg.mkPen(0, 0, 0, 0)) for name in ("5 %", "25 %", "75 %", "95 %")
        }
        self._bands = [
            pg.FillBetweenItem(self._edges[low], self._edges[high])
            for low, high in (("5 %", "95 %"), ("25 %", "75 %"))
        ]
        for band in self._bands:
            band.setZValue(-10)
            self.addItem(band)
        self._marks = {
            name: pg.InfiniteLine(angle=90, movable=False) for name in ("older", "newer", "hovered")
        }
        for mark in self._marks.values():
            self.addItem(mark, ignoreBounds=True)
        self._x: list[float] = []
        box = self.plotItem.getViewBox()
        box.setMouseEnabled(x=True, y=False)

    @property
    def is_scalar(self) -> bool:
        """Whether the tensor is one number a step: then its value is the only curve."""
        records = [r for r in self.picture.records if r.statistics is not None] if self.picture else []
        return bool(records) and all(record.statistics.count == 1 for record in records)

    def show_picture(self, picture: Picture) -> None:
        self.picture = picture
        palette, scale = current_palette(), picture.scale
        self._x = step_places(picture.records)
        values = curve_values(picture)
        scalar = self.is_scalar
        shown: dict[str, np.ndarray] = {}
        for name, curve in self.curves.items():
            visible = scale is not None and (name == "mean" if scalar else True)
            curve.setVisible(visible)
            places = np.asarray(scale.place(values[name])) if visible else np.full(len(self._x), np.nan)
            if name == "std" and visible:  # a spread may lie outside the range of the values themselves
                places = np.where((places >= -0.02) & (places <= 1.02), places, np.nan)
            if not np.isfinite(places).any():
                curve.setSymbol(None)  # pyqtgraph warns about symbols without a finite place
            curve.setData(self._x, places)
            if visible:
                shown[name] = places
        pens = {
            "max": pg.mkPen(palette.muted, width=1.2),
            "min": pg.mkPen(palette.muted, width=1.2),
            "mean": pg.mkPen(palette.accent, width=2.2),
            "median": pg.mkPen(palette.accent, width=1.2, style=Qt.PenStyle.DashLine),
            "std": pg.mkPen(palette.role("slot"), width=1.6, style=Qt.PenStyle.DotLine),
        }
        for name, curve in self.curves.items():
            curve.setPen(pens[name])
            alone = 0 < np.isfinite(shown.get(name, np.empty(0))).sum() <= 60
            curve.setSymbol("o" if (scalar or len(self._x) == 1) and alone else None)
            curve.setSymbolSize(5)
            curve.setSymbolBrush(pens[name].color())
            curve.setSymbolPen(None)
        for name, edge in self._edges.items():
            places = np.asarray(scale.place(values[name])) if scale is not None and not scalar else []
            finite = np.isfinite(places) if len(places) else np.zeros(0, bool)
            edge.setData(
                np.asarray(self._x)[finite] if len(places) else [], places[finite] if len(places) else []
            )
        for band, alpha in zip(self._bands, (0.12, 0.22)):
            band.setVisible(not scalar)
            band.setBrush(with_alpha(palette.accent, alpha))
        self._axes(picture)
        self._write_notes(shown, values)
        self._mark()

    def _axes(self, picture: Picture) -> None:
        palette = current_palette()
        self.axes["left"].set_scale(picture.scale)
        important = {
            index: palette.series(name)
            for index, name in ((picture.newer, "newer"), (picture.older, "older"))
            if index >= 0
        }
        self.axes["bottom"].set_steps(
            [(x, record.label) for x, record in zip(self._x, picture.records)], important
        )
        name = picture.title if len(picture.title) <= 90 else f"{picture.title[:44]}…{picture.title[-45:]}"
        text = f"{picture.step_word or 'step'} · value of {name} ({picture.dtype})"
        self.axes["bottom"].setLabel(html.escape(text), color=palette.muted, **{"font-size": "11px"})
        box = self.plotItem.getViewBox()
        box.setYRange(-0.09, 1.06, padding=0)
        if self._x:
            span = (self._x[-1] - self._x[0]) or 1.0
            # Room at the right for the names of the curves.
            room = 0.11 if not self.is_scalar else 0.03
            box.setXRange(self._x[0] - span * 0.02, self._x[-1] + span * room, padding=0)

    def _write_notes(self, shown: dict[str, np.ndarray], values: dict[str, np.ndarray]) -> None:
        palette, picture, notes = current_palette(), self.picture, []
        colours = {"mean": palette.accent, "median": palette.accent, "std": palette.role("slot")}
        height = max(self.plotItem.getViewBox().height(), 1)
        gap = _LABEL_GAP_PX * 1.15 / height
        ends = []
        for name, places in shown.items():
            finite = np.flatnonzero(np.isfinite(places))
            if len(finite) and len(shown) > 1:
                ends.append((float(places[finite[-1]]), name))
        if not self.is_scalar and ends and picture.scale is not None:
            for name in ("5 %", "95 %"):
                finite = np.flatnonzero(np.isfinite(values[name]))
                if len(finite):
                    ends.append((float(picture.scale.place(values[name][finite[-1]])), name))
        for place, name in _spread(ends, gap):
            colour = palette.as_text(colours.get(name, palette.muted))
            notes.append(Note(self._x[-1], place, f" {name}", colour, (0.0, 0.5)))
        for index, record in enumerate(picture.records):
            mark = STATE_MARK.get(record.state, "")
            if record.unusual:
                mark = "NaN" if record.statistics.nan else "Inf"
            if mark:
                colour = palette.muted if record.state in ("waiting", "gone") else palette.verdict("damaged")
                notes.append(Note(self._x[index], -0.06, mark, colour, (0.5, 0.5)))
        self.set_notes(notes)

    def _mark(self) -> None:
        palette, picture = current_palette(), self.picture
        for name, index, colour, width in (
            ("older", picture.older, palette.series("older"), 1.0),
            ("newer", picture.newer, palette.series("newer"), 1.0),
            ("hovered", self.hovered_index, palette.text, 1.0),
        ):
            mark = self._marks[name]
            mark.setVisible(0 <= index < len(self._x))
            if 0 <= index < len(self._x):
                mark.setPos(self._x[index])
            style = Qt.PenStyle.DashLine if name != "hovered" else Qt.PenStyle.SolidLine
            mark.setPen(pg.mkPen(QColor(colour), width=width, style=style))

    def readout(self, point: QPointF) -> Readout | None:
        if not self._x:
            return None
        index = int(np.argmin(np.abs(np.asarray(self._x) - point.x())))
        record = self.picture.records[index]
        found = record.statistics
        heading = f"step {record.label}" if record.entry.step is not None else record.entry.label
        if not record.has_picture:
            return Readout(heading, record.reason or record.unusual or "Not read yet.", index)
        if found.count == 1:
            return Readout(heading, f"value {format_float(found.mean, 8)}", index)
        median = record.extent.quantiles[2]
        lines = (
            f"mean {format_float(found.mean)} · std {format_float(found.std)} · median {format_float(median)}\n"
            f"{format_float(found.min)} to {format_float(found.max)}"
        )
        for more in (record.unusual, record.reason):
            lines += f"\n{more}" if more else ""
        return Readout(heading, lines, index)

    def key_point(self, index: int) -> QPointF:
        return QPointF(self._x[index], 0.5)

    def set_hovered(self, index: int) -> None:
        super().set_hovered(index)
        if self.picture is not None:
            self._mark()

    def reset_zoom(self) -> None:
        if self.picture is not None:
            self._axes(self.picture)


def _spread(ends: list[tuple[float, str]], gap: float) -> list[tuple[float, str]]:
    """Moves labels apart, as little as possible from below upwards, so that none touches another."""
    placed: list[tuple[float, str]] = []
    for place, name in sorted(ends):
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
