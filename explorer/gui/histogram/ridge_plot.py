"""The ridgeline: one filled outline a step, the first at the back, the last in front."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QWidget

from explorer.gui.histogram.history import StepRecord
from explorer.gui.histogram.labelling import (
    chosen_steps_legend,
    label_steps,
    label_values,
    mark_legend,
    row_notes,
    step_words,
)
from explorer.gui.histogram.legend import BODY, LINE, RAMP, LegendEntry
from explorer.gui.histogram.picture import Picture, Readout, bin_readout
from explorer.gui.histogram.ridge_item import Ridge, RidgeItem
from explorer.gui.histogram.row_plot import RowPlot
from explorer.gui.language import tr
from explorer.gui.theme import current_palette
from explorer.report.numbers import format_count

_FEW = 6  # rows this far apart need less room below the last


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
        is_ghost = picture.records[index].is_ghost
        # One step alone is neither the first nor the last.
        age = index / count if len(picture.records) > 1 else 0.5
        made.append(Ridge(index, row, outline, palette.step_ramp(age), is_ghost))
    return made


class RidgePlot(RowPlot):
    """Ridges over the value axis, steps at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("ridges", parent)
        self.setAccessibleName(tr("Ridges: one histogram a step"))
        self._item = RidgeItem()
        self.addItem(self._item)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.setVisible(False)
        self.addItem(self._cursor, ignoreBounds=True)
        self._rows: tuple[int, ...] = ()
        self._records: tuple[StepRecord, ...] = ()  # those drawn; after a reload the picture has others

    @property
    def ridges(self) -> list[Ridge]:
        """What is drawn, for whoever asks (tests do)."""
        return self._item.ridges

    def show_picture(self, picture: Picture) -> None:
        self.picture, self._records = picture, picture.records
        self._rows = picture.ridge_rows()
        rows = len(self._rows)
        reach = tallest_ridge(rows)
        below = 0.1 if rows < 2 else 0.25 if rows < _FEW else 0.6
        top, bottom = -reach - 0.15, max(rows - 1, 0) + below
        ridges = make_ridges(picture, self._rows)
        drawn = {ridge.row for ridge in ridges}
        self._item.set_ridges(
            ridges, [row for row in range(rows) if row not in drawn], QRectF(0, top, 1, bottom - top)
        )
        self.plotItem.getViewBox().setYRange(top, bottom, padding=0)
        label_values(self.axes["bottom"], picture)
        self._label_steps()
        self._write_notes()
        self._emphasise()

    def _label_steps(self) -> None:
        texts = self.picture.places.texts
        places = [(float(row), texts[index]) for row, index in enumerate(self._rows)]
        label_steps(self.axes["right"], self.picture, places, self._rows)

    def legend(self) -> tuple[LegendEntry, ...]:
        palette, picture = current_palette(), self.picture
        if not picture.records:
            return ()
        ramp = tuple(palette.step_ramp(part / 8) for part in range(9))
        texts = picture.places.texts
        height = tr("height: values in a bin")
        tallest = picture.tallest_bin()
        if picture.own_heights:
            height = tr("height: values in a bin, each step as tall as its own most")
        elif tallest:
            height = tr(f"height: values in a bin, at most {format_count(round(tallest))}")
        height = tr(f"{height}, log scale") if picture.log_counts else height
        chosen = tuple(entry._replace(sign=LINE) for entry in chosen_steps_legend(picture))
        last = f"{texts[-1]}  {step_words(picture.places)}"
        steps = (LegendEntry(RAMP, last, ramp, before=texts[0]),) if len(texts) > 1 else ()
        return (
            *steps,
            *chosen,
            *mark_legend(picture.records),
            *((LegendEntry(BODY, height, (palette.step_ramp(0.5),)),) if tallest else ()),
        )

    def _write_notes(self) -> None:
        rows = max(len(self._rows) + tallest_ridge(len(self._rows)), 1)
        row_px = self.plotItem.getViewBox().height() / rows
        records = [self._records[index] for index in self._rows]
        self.set_notes(row_notes(self.picture, records, row_px, above=1.0))

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
