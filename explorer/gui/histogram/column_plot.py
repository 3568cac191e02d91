"""Base of the pictures whose steps run from left to right: their places, marks below them, and the chosen steps."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QWidget

from explorer.gui.histogram.axes import PlainAxis, StepAxis, ValueAxis
from explorer.gui.histogram.gap_item import GapItem, runs_of
from explorer.gui.histogram.history import FINE, QUIET_STATES, STATE_MARK, STATE_WORD, WAITING
from explorer.gui.histogram.labelling import GHOST_MARK, axis_label, state_colour, step_colours, step_words
from explorer.gui.histogram.legend import HATCHED, LegendEntry
from explorer.gui.histogram.notes import NOTE_PX, Note
from explorer.gui.histogram.picture import Picture
from explorer.gui.histogram.plot_base import StepPlot
from explorer.gui.language import tr
from explorer.gui.theme import current_palette, px, ui_font

LANE_BELOW, ROOM_ABOVE = 0.08, 0.03  # of the height of the values: the lane holds the marks of the steps


class ColumnPlot(StepPlot):
    """Steps sideways; what is upwards is left to each picture."""

    def __init__(self, name: str, more_axes: dict[str, PlainAxis], parent: QWidget | None = None) -> None:
        axes = {"left": ValueAxis("left"), "bottom": StepAxis("bottom"), **more_axes}
        super().__init__(name, axes, parent)
        self.axes["left"].setWidth(px(78))
        self._marks = {
            name: pg.InfiniteLine(angle=90, movable=False) for name in ("older", "newer", "hovered")
        }
        for mark in self._marks.values():
            mark.setZValue(20)
            self.addItem(mark, ignoreBounds=True)
        self.gaps = GapItem()
        self.addItem(self.gaps, ignoreBounds=True)
        box = self.plotItem.getViewBox()
        if self.value_side == 1:
            box.setLimits(yMin=-LANE_BELOW, yMax=1 + ROOM_ABOVE)
        self.set_window(0.0, 1.0)
        box.sigXRangeChanged.connect(lambda *_: self.moved.emit())

    # --- the values upwards, above the lane of marks -------------------------------------------

    def set_window(self, first: float, last: float) -> None:
        height = last - first
        box = self.plotItem.getViewBox()
        box.setYRange(first - LANE_BELOW * height, last + ROOM_ABOVE * height, padding=0)

    def window(self) -> tuple[float, float]:
        low, high = self.plotItem.getViewBox().viewRange()[1]
        height = (high - low) / (1 + LANE_BELOW + ROOM_ABOVE)
        first = low + LANE_BELOW * height
        return max(round(first, 9), 0.0), min(round(first + height, 9), 1.0)

    def value_px(self) -> float:
        return super().value_px() / (1 + LANE_BELOW + ROOM_ABOVE)

    # --- the steps sideways ---------------------------------------------------------------------

    def _lay_out_steps(self, picture: Picture, room_right: float | None = None) -> None:
        """The axis of the steps and its range.

        With `room_right`, a part of the width left for words, it ends at the last step instead of its column.
        """
        places = picture.places
        self._mark_gaps(picture)
        bottom: StepAxis = self.axes["bottom"]
        bottom.set_steps(list(zip(places.x.tolist(), places.texts)), step_colours(picture))
        axis_label(bottom, step_words(places))
        edges = places.edges() if room_right is None or len(places.x) < 2 else places.x
        span = float(edges[-1] - edges[0])
        box = self.plotItem.getViewBox()
        margin = 0.01 if room_right is None else 0.03
        asked = (float(edges[0]) - span * margin, float(edges[-1]) + span * (margin + (room_right or 0.0)))
        if not np.allclose(box.viewRange()[0], asked, rtol=0, atol=span * 1e-9):
            box.setXRange(*asked, padding=0)

    def _mark_gaps(self, picture: Picture) -> None:
        """Hatch the columns of the steps that have nothing to draw."""
        gaps = [i for i, r in enumerate(picture.records) if not r.has_picture and r.state != WAITING]
        edges = picture.places.edges()
        self.gaps.show_spans(tuple((float(edges[r[0]]), float(edges[r[-1] + 1])) for r in runs_of(gaps)))

    def gap_legend(self) -> tuple[LegendEntry, ...]:
        """What hatched columns are, where there are any."""
        if not self.gaps.spans:
            return ()
        return (LegendEntry(HATCHED, tr("no values to draw"), (current_palette().muted,)),)

    def _mark_notes(self, picture: Picture) -> list[Note]:
        """The marks in the lane: NaN and infinities with their number, gaps with their sign."""
        palette, notes = current_palette(), []
        metrics = QFontMetricsF(ui_font(NOTE_PX))
        box = self.plotItem.getViewBox()
        (left, right), (low, high) = box.viewRange()
        unit_px = box.width() / max(right - left, 1e-12)
        y = low + (high - low) * LANE_BELOW * 0.4
        wanted = []
        for index, record in enumerate(picture.records):
            sign = STATE_MARK.get(record.state, "") or (GHOST_MARK if record.is_ghost else "")
            is_quiet = record.state in QUIET_STATES or record.state == FINE
            colour = palette.muted if is_quiet else state_colour(record.state)
            before = picture.records[index - 1].state if index else ""
            word = STATE_WORD.get(record.state, "") if record.state != before else ""  # once for several
            texts = (f"{sign} {tr(word)}", sign) if word else (sign,)
            if record.unusual:
                texts, colour = (f"{sign or '!'} {record.unusual}", "!"), palette.verdict("damaged")
            if sign or record.unusual:
                wanted.append((not record.unusual, is_quiet, index, texts, colour))
        taken: list[tuple[float, float]] = []
        steps = picture.places.x  # asked for once: it compares all records
        for _, _, index, texts, colour in sorted(wanted, key=lambda mark: mark[:3]):  # numbers come first
            x = float(steps[index])
            for text in texts:
                half = metrics.horizontalAdvance(text) / 2 + 3
                middle = min(max(x * unit_px, left * unit_px + half), right * unit_px - half)
                ends = middle - half, middle + half
                if all(ends[1] <= low or ends[0] >= high for low, high in taken):
                    taken.append(ends)
                    notes.append(Note(middle / unit_px, y, text, colour, (0.5, 0.5)))
                    break
        return sorted(notes)

    def _mark_steps(self) -> None:
        palette, picture = current_palette(), self.picture
        x = picture.places.x
        for name, index, colour, width in (
            ("older", picture.older, palette.series("older"), 1.4),
            ("newer", picture.newer, palette.series("newer"), 1.4),
            ("hovered", self.hovered_index, palette.text, 1.0),
        ):
            mark = self._marks[name]
            mark.setVisible(0 <= index < len(x))
            if 0 <= index < len(x):
                mark.setPos(float(x[index]))
            style = Qt.PenStyle.DashLine if name != "hovered" else Qt.PenStyle.SolidLine
            mark.setPen(pg.mkPen(QColor(colour), width=width, style=style))

    def set_hovered(self, index: int) -> None:
        super().set_hovered(index)
        if self.picture is not None:
            self._mark_steps()

    def step_at(self, point: QPointF) -> int:
        """Index of the record nearest to a point."""
        return self.picture.places.nearest(point.x())

    def key_point(self, index: int) -> QPointF:
        x = self.picture.places.x
        return QPointF(float(x[index]) if 0 <= index < len(x) else 0.0, self.cursor_place)

    def step_px(self) -> tuple[float, float, float, float]:
        """(left px, right px, left place, right place) of the axis of steps in this widget."""
        box = self.plotItem.getViewBox()
        rect = box.sceneBoundingRect()
        low, high = box.viewRange()[0]
        return rect.left(), rect.right(), float(low), float(high)
