"""The newer step against the older one: where it has a larger share of its values, and where a smaller one."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from explorer.analysis.distribution_distance import Distance, distance, share_difference
from explorer.gui.histogram.axes import SignedAxis, ValueAxis
from explorer.gui.histogram.labelling import axis_label, label_values, mark_legend, row_mark
from explorer.gui.histogram.legend import BODY, LegendEntry
from explorer.gui.histogram.notes import NOTE_PX, Note
from explorer.gui.histogram.picture import (
    Picture,
    Readout,
    bin_readout,
    exact_count,
    finite_text,
    percent_text,
)
from explorer.gui.histogram.plot_base import ValuePlot
from explorer.gui.language import tr
from explorer.gui.theme import current_palette, px, ui_font, with_alpha
from explorer.report.numbers import format_count, format_float


class DifferencePlot(ValuePlot):
    """Difference of the shares upwards, values sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("difference", {"left": SignedAxis("left"), "bottom": ValueAxis("bottom")}, parent)
        self.setAccessibleName(tr("The newer step's shares less the older step's"))
        self.axes["left"].setWidth(px(78))
        self.sides = {name: self.plot([0.0, 1.0], [0.0], stepMode="center") for name in ("above", "below")}
        self._zero = pg.InfiniteLine(pos=0.0, angle=0, movable=False)
        self.addItem(self._zero, ignoreBounds=True)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.setVisible(False)
        self.addItem(self._cursor, ignoreBounds=True)
        self.difference = np.zeros(0)
        self.distance: Distance | None = None
        self._measured: tuple[object, ...] = ()

    def _pair(self):  # type: ignore[no-untyped-def]
        """The records of the older and the newer step; None for one that is not there."""
        picture = self.picture
        return tuple(
            picture.records[index] if 0 <= index < len(picture.records) else None
            for index in (picture.older, picture.newer)
        )

    def show_picture(self, picture: Picture) -> None:
        self.picture = picture
        palette = current_palette()
        counts = [None if record is None else record.counts for record in self._pair()]
        is_known = all(found is not None and len(found) for found in counts) and picture.edges is not None
        self.difference = share_difference(*counts, picture.edges) if is_known else np.zeros(0)
        if tuple(map(id, counts)) != self._measured:
            self._measured = tuple(map(id, counts))
            self.distance = distance(*counts)
        colours = {"above": palette.series("newer"), "below": palette.series("older")}
        x = np.linspace(picture.first, picture.last, picture.bins + 1)
        for name, curve in self.sides.items():
            curve.setVisible(is_known)
            if is_known:
                side = np.maximum(self.difference, 0) if name == "above" else np.minimum(self.difference, 0)
                curve.setData(x, side)
                curve.setFillLevel(0.0)
                curve.setPen(pg.mkPen(colours[name], width=1.2))
                curve.setBrush(with_alpha(colours[name], 0.45))
        self._zero.setPen(pg.mkPen(palette.muted, width=1))
        most = float(np.abs(self.difference).max(initial=0.0)) or 0.01
        self.plotItem.getViewBox().setYRange(-most * 1.1, most * 1.35, padding=0)
        axis_label(self.axes["left"], tr("difference, percentage points"))
        label_values(self.axes["bottom"], picture)
        self.set_notes(self._texts(most, is_known=is_known))

    def sentences(self) -> tuple[str, ...]:
        """The two distances, each with what is not known of it."""
        found = self.distance
        if found is None:
            return ()
        lines = []
        if len(self.difference):
            drawn = float(np.abs(self.difference).sum()) / 2
            lines.append(f"total variation of these bars: {format_float(drawn)} of 1")
        if found.wasserstein is None:
            lines.append("Wasserstein-1: past the range of numbers")
        else:
            moved = format_float(found.wasserstein)
            if found.wasserstein_error:
                moved = f"{moved} ± {format_float(found.wasserstein_error, 2)}"
            line = f"Wasserstein-1: moved {moved} on average"
            lines.append(f"Wasserstein-1: moved {moved} on average (exact)" if found.is_exact else line)
        return tuple(lines)

    def _of_single_values(self) -> str:
        """The distance that says little of numbers that all changed a little, with what it means."""
        found = self.distance
        if found is None:
            return ""
        variation = format_float(found.total_variation)
        if found.is_exact:
            return (
                f"of single values: total variation {variation} of 1 (every value that changed at all counts)"
            )
        return (
            f"of single values: total variation at least {variation} of 1 "
            "(every value that changed at all counts)"
        )

    def table_lines(self) -> tuple[str, ...]:
        """All that is said of the difference, for a table."""
        return tuple(line for line in (*self.sentences(), self._of_single_values()) if line)

    def _texts(self, most: float, *, is_known: bool) -> list[Note]:
        picture, palette = self.picture, current_palette()
        older, newer = self._pair()
        lines = list(self.sentences())
        if len(picture.records) == 1:
            lines.append("There is one step only: open the directory of a run with several to compare two.")
        elif older is None:
            lines.append("No older step is chosen: choose one with Compare with.")
        elif picture.older == picture.newer:
            lines.append("Older and newer are the same step: choose another with Compare with.")
        for name, record in (("newer", newer), ("older", older)):
            if record is None:
                continue
            words = [text for text in (row_mark(record)[0], record.unusual) if text]
            if words:
                lines.append(f"{tr(name)} {record.entry_label}: {' · '.join(words)}")
        if is_known and not np.abs(self.difference).max(initial=0.0):
            lines.append("No difference in any bin.")
        height = max(self.plotItem.getViewBox().height(), 1)
        line = most * 2.45 * (QFontMetricsF(ui_font(NOTE_PX)).height() + 4) / height
        x = picture.first + (picture.last - picture.first) * 0.01
        top = most * 1.32
        return [
            Note(x, top - number * line, tr(text), palette.text, (0.0, 0.0))
            for number, text in enumerate(lines)
        ]

    def legend(self) -> tuple[LegendEntry, ...]:
        palette = current_palette()
        older, newer = self._pair()
        if older is None or newer is None:
            return ()
        return (
            LegendEntry(
                BODY, tr(f"above 0: more in {newer.entry_label}"), (palette.series("newer"),), alpha=0.7
            ),
            LegendEntry(
                BODY, tr(f"below 0: more in {older.entry_label}"), (palette.series("older"),), alpha=0.7
            ),
            *mark_legend(record for record in self._pair() if record is not None),
        )

    def readout(self, point: QPointF) -> Readout | None:
        picture = self.picture
        self.cursor_place = point.x()
        self._cursor.setPen(pg.mkPen(current_palette().accent, width=1, style=Qt.PenStyle.DashLine))
        self._cursor.setPos(point.x())
        older, newer = self._pair()
        if older is None or newer is None or not (older.has_picture and newer.has_picture):
            return None
        found = bin_readout(picture, picture.newer, point.x())
        if found is None or picture.edges is None or not picture.first <= point.x() <= picture.last:
            return found
        width = (picture.last - picture.first) / picture.bins
        number = min(int((point.x() - picture.first) / width), picture.bins - 1)
        low, high = float(picture.edges[number]), float(picture.edges[number + 1])
        lines = []
        for record in (newer, older):
            _, _, count = exact_count(record.counts, low, high)
            share = percent_text(count, record.statistics.finite)
            told = tr(f"{format_count(count)} of {finite_text(record)} ({share})")
            lines.append(f"{record.heading}: {told}")
        if number < len(self.difference):
            points = f"{100 * self.difference[number]:+.3g}"
            lines.append(tr(f"difference drawn here: {points} percentage points"))
        lines.append(tr(self._of_single_values()).replace(" (", "\n(").replace("(", "\n("))
        where = found.headline.split(" · ", 1)[-1]
        return Readout(where, "\n".join(lines), -1)

    def key_point(self, index: int) -> QPointF:
        return QPointF(self.cursor_place, 0.0)

    def _tell(self, found: Readout | None, at: QPointF) -> None:
        super()._tell(found, at)
        self._cursor.setVisible(found is not None)
