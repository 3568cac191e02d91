"""Two steps laid over each other: the older in grey, the newer in the accent colour."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QWidget

from explorer.gui.histogram.axes import CountAxis, ValueAxis
from explorer.gui.histogram.labelling import axis_label, label_values, mark_legend, row_mark
from explorer.gui.histogram.legend import BODY, LegendEntry
from explorer.gui.histogram.notes import Note
from explorer.gui.histogram.picture import Picture, Readout, bin_readout, finite_text
from explorer.gui.histogram.plot_base import ValuePlot
from explorer.gui.language import tr
from explorer.gui.theme import current_palette, px, with_alpha


class OverlayPlot(ValuePlot):
    """Counts upwards, values sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("overlay", {"left": CountAxis("left"), "bottom": ValueAxis("bottom")}, parent)
        self.setAccessibleName(tr("Two steps laid over each other"))
        self.axes["left"].setWidth(px(64))
        self.outlines = {name: self.plot([0.0, 1.0], [0.0], stepMode="center") for name in ("older", "newer")}
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.setVisible(False)
        self.addItem(self._cursor, ignoreBounds=True)

    def show_picture(self, picture: Picture) -> None:
        self.picture = picture
        palette = current_palette()
        axis: CountAxis = self.axes["left"]
        axis.is_log = picture.log_counts
        x = np.linspace(picture.first, picture.last, picture.bins + 1)
        tallest = 1.0
        for name, index in (("older", picture.older), ("newer", picture.newer)):
            counts = picture.counts.get(index)
            outline = self.outlines[name]
            outline.setVisible(counts is not None)
            if counts is None:
                continue
            tallest = max(tallest, float(counts.max(initial=0)))
            shown = np.log10(np.maximum(counts, 0.5)) if picture.log_counts else counts
            outline.setData(x, shown)
            outline.setFillLevel(np.log10(0.5) if picture.log_counts else 0.0)
            style = Qt.PenStyle.DashLine if picture.records[index].is_ghost else Qt.PenStyle.SolidLine
            outline.setPen(pg.mkPen(palette.series(name), width=1.4, style=style))
            outline.setBrush(with_alpha(palette.series(name), 0.28))
        low = float(np.log10(0.5)) if picture.log_counts else 0.0
        high = float(np.log10(tallest)) if picture.log_counts else tallest
        self.plotItem.getViewBox().setYRange(low, high + (high - low) * 0.16, padding=0)
        axis_label(axis, tr("values in a bin, log scale" if picture.log_counts else "values in a bin"))
        axis.redraw()
        label_values(self.axes["bottom"], picture)
        self._write_notes(high + (high - low) * 0.15, (high - low) * 1.16)

    def _write_notes(self, top: float, span: float) -> None:
        picture, palette, notes = self.picture, current_palette(), []
        line = span * 16 / max(self.plotItem.getViewBox().height(), 1)
        right = picture.last - (picture.last - picture.first) * 0.01
        for number, (name, index) in enumerate((("newer", picture.newer), ("older", picture.older))):
            if not 0 <= index < len(picture.records):
                text = "no older step chosen: choose one with Compare with"
                if len(picture.records) == 1:
                    text = "one step only: open the directory of a run with several"
                elif name == "newer":
                    text = "no step chosen"
                notes.append(Note(right, top - number * line, tr(text), palette.muted, (1.0, 0.0)))
                continue
            record = picture.records[index]
            words = [more for more in (record.unusual, row_mark(record)[0]) if more]
            if words:
                text = f"{tr(name)}: {' · '.join(words)}"
                colour = palette.verdict("damaged") if record.unusual else row_mark(record)[1]
                notes.append(Note(right, top - number * line, text, colour, (1.0, 0.0)))
        self.set_notes(notes)

    def legend(self) -> tuple[LegendEntry, ...]:
        palette, picture, found, shown = current_palette(), self.picture, [], []
        for name, index in (("newer", picture.newer), ("older", picture.older)):
            if 0 <= index < len(picture.records):
                record = picture.records[index]
                shown.append(record)
                text = f"{tr(name)}: {record.entry_label}"
                if record.statistics is not None:
                    text += f", {finite_text(record)}"
                found.append(LegendEntry(BODY, text, (palette.series(name),), alpha=0.6))
        return (*found, *mark_legend(shown))

    def readout(self, point: QPointF) -> Readout | None:
        picture = self.picture
        self.cursor_place = point.x()
        self._cursor.setPen(pg.mkPen(current_palette().accent, width=1, style=Qt.PenStyle.DashLine))
        self._cursor.setPos(point.x())
        found = [
            reading
            for index in (picture.newer, picture.older)
            if (reading := bin_readout(picture, index, point.x())) is not None
        ]
        if not found:
            return None
        detail = found[0].detail
        if len(found) > 1:
            detail += f"\n{found[1].headline}\n{found[1].detail}"
        return Readout(found[0].headline, detail, -1)

    def key_point(self, index: int) -> QPointF:
        return QPointF(self.cursor_place, 0.0)

    def _tell(self, found: Readout | None, at: QPointF) -> None:
        super()._tell(found, at)
        self._cursor.setVisible(found is not None)
