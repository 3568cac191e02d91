"""The page of the histogram view: a legend, the picture of the mode, and the rows that share its axis of steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from explorer.gui.histogram import modes
from explorer.gui.histogram.column_plot import ColumnPlot
from explorer.gui.histogram.curve_plot import CurvePlot
from explorer.gui.histogram.difference_plot import DifferencePlot
from explorer.gui.histogram.fan_plot import FanPlot
from explorer.gui.histogram.heat_plot import HeatPlot
from explorer.gui.histogram.legend import Legend
from explorer.gui.histogram.message_page import MessagePage
from explorer.gui.histogram.overlay_plot import OverlayPlot
from explorer.gui.histogram.picture import Picture, Readout
from explorer.gui.histogram.plot_base import StepPlot
from explorer.gui.histogram.readout_card import ReadoutCard
from explorer.gui.histogram.ridge_plot import RidgePlot
from explorer.gui.histogram.several_view import SeveralView
from explorer.gui.histogram.share_row import share_row
from explorer.gui.histogram.step_strip import StepStrip, StripRow

_BIN_PX = 2.5
_BAR_PX = 6.0  # of a difference, in which narrow bars show mostly chance
_TURN_S = 0.012  # of binning before the event loop gets its turn
_PLOT_CLASSES: dict[str, type[StepPlot]] = {
    modes.RIDGES: RidgePlot,
    modes.HEAT: HeatPlot,
    modes.QUANTILES: FanPlot,
    modes.CURVES: CurvePlot,
    modes.OVERLAY: OverlayPlot,
    modes.DIFFERENCE: DifferencePlot,
}


class _Plots(dict[str, StepPlot]):
    """The pictures made so far. One takes 40 ms to make, so each is made when it is first shown."""

    def __init__(self, make: Callable[[str], StepPlot]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, mode: str) -> StepPlot:
        self[mode] = self._make(mode)
        return self[mode]


class PicturePage(QWidget):
    """What is exported as the picture: all that stands in here."""

    chosen = Signal(int)  # index of a record
    brushed = Signal(object)  # (low, high) in values, or None
    zoomed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("histogram_page")
        self.setProperty("page", True)
        self.plots = _Plots(self._make_plot)
        self.legend = Legend(self)
        self.message = MessagePage("histogram_message", self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.message)
        self.several = SeveralView(self)
        self.stack.addWidget(self.several)
        self.rows = StepStrip(self)
        self.rows.pointed.connect(self._point_at)
        self.rows.left.connect(self.forget_cursor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.legend)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.rows)
        self.card = ReadoutCard(self)  # of the page: over a low picture it reaches into the rows
        self._mode = modes.RIDGES
        self._scalar_rows: tuple[StripRow, ...] = ()

    def _make_plot(self, mode: str) -> StepPlot:
        plot = _PLOT_CLASSES[mode](self)
        self.stack.addWidget(plot)
        plot.hovered.connect(self._show_readout)
        plot.chosen.connect(self.chosen)
        plot.brushed.connect(self.brushed)
        plot.moved.connect(self._show_rows)
        plot.resized.connect(self.zoomed)
        plot.window_changed.connect(partial(self._zoomed, plot))
        return plot

    @property
    def shows_message(self) -> bool:
        """Whether a sentence stands in place of a picture."""
        return self.stack.currentWidget() is self.message

    @property
    def _plot(self) -> StepPlot | None:
        return None if self.shows_message or self._mode == modes.SEVERAL else self.plots[self._mode]

    def pieces(self) -> tuple[QWidget, ...]:
        """The parts of the page, for an export that paints them one by one."""
        return (self.legend, self.stack.currentWidget(), self.rows)

    # --- showing -----------------------------------------------------------------------------------

    def show_mode(self, mode: str) -> None:
        """Bring the picture of a mode to the front."""
        self._mode = mode
        wanted = self.several if mode == modes.SEVERAL else self.plots[mode]
        if self.stack.currentWidget() is not wanted:
            self.stack.setCurrentWidget(wanted)
            self.rows.hide()

    def bin(self, picture: Picture, own_heights: bool | None) -> bool:
        """Put counts into bins for a while, as fine as there is room; whether rows are left for the next turn.

        Args:
            picture: whose counts.
            own_heights: whether each step is as tall as its own most; None: as the data asks for.
        """
        plot = self.plots[self._mode]
        picture.set_scale(picture.kind)
        bin_px = _BAR_PX if self._mode == modes.DIFFERENCE else _BIN_PX
        room = int(min(max(plot.value_px() / bin_px, 40), 480))
        picture.set_window(*plot.window(), picture.fitting_bins(room))
        more = picture.fill(_TURN_S) if self._mode not in (modes.QUANTILES, modes.CURVES) else False
        picture.own_heights = picture.spikes_dwarf_the_rest() if own_heights is None else own_heights
        return more

    def show_picture(self, picture: Picture, scalar_rows: tuple[StripRow, ...]) -> None:
        """Draw what is known of one tensor."""
        plot = self.plots[self._mode]
        self._scalar_rows = scalar_rows
        plot.show_picture(picture)
        plot.show_brush()
        self.legend.show_entries(plot.legend())
        self._show_rows()

    def show_several(self) -> None:
        """Draw the small pictures."""
        self.legend.show_entries(self.several.legend())
        self.rows.hide()
        self.several.canvas.update()

    def _show_rows(self) -> None:
        plot = self._plot
        if plot is None or plot.picture is None or not plot.picture.records:
            self.rows.hide()
            return
        picture = plot.picture
        share = share_row(picture) if self._mode != modes.CURVES else None
        scalars = self._scalar_rows if self._mode not in (modes.OVERLAY, modes.DIFFERENCE) else ()
        places = picture.places
        marks = tuple(
            (float(places.x[index]), name)
            for index, name in ((picture.older, "older"), (picture.newer, "newer"))
            if 0 <= index < len(places.x)
        )
        frame = plot.step_px() if isinstance(plot, ColumnPlot) else None
        ticks = list(zip(places.x.tolist(), places.texts))
        rows = (*((share,) if share else ()), *scalars)
        names = tuple(record.heading for record in picture.records) if rows else ()
        self.rows.show_rows(rows, ticks, marks, frame, names, picture.newer)

    def explain(self, heading: str, text: str, buttons=()) -> None:  # type: ignore[no-untyped-def]
        """A sentence in place of a picture."""
        self.card.hide()
        self.legend.show_entries(())
        self.rows.hide()
        self.message.say(heading, text, buttons)
        self.stack.setCurrentWidget(self.message)

    def describe(self, text: str) -> None:
        """The main numbers, for those who cannot see the picture."""
        plot = self._plot
        if plot is None or plot.picture is None:
            return
        picture = plot.picture
        parts = [text]
        if 0 <= picture.newer < len(picture.records):
            found = plot.readout_in_words(picture.newer)
            parts += [found] if found else []
        parts += [f"{entry.before} {entry.text}".strip() for entry in self.legend.entries]
        plot.setAccessibleDescription(". ".join(parts))

    # --- acts --------------------------------------------------------------------------------------

    def forget_cursor(self) -> None:
        """Point at nothing, in no picture."""
        for plot in self.plots.values():
            plot.forget_cursor()
        self.card.hide()
        self.rows.set_hovered(-1)

    def reset_zoom(self) -> None:
        """Show the whole axis of the picture in front."""
        if self._plot is not None:
            self._plot.reset_zoom()

    def reset_all_zooms(self) -> None:
        """Another tensor or axis: all pictures begin anew."""
        for plot in self.plots.values():
            plot.reset_zoom()

    def take_theme(self) -> None:
        """Use the current palette."""
        for plot in self.plots.values():
            plot.take_theme()
        self.legend.update()
        self.rows.update()
        self.several.canvas.update()

    def _zoomed(self, plot: StepPlot, first: float, last: float) -> None:
        picture = plot.picture
        if plot is self._plot and picture is not None and (first, last) != (picture.first, picture.last):
            self.zoomed.emit()

    def _show_readout(self, readout: Readout | None, at: QPointF) -> None:
        plot = self._plot
        if plot is not None:
            self.card.tell(readout, QPointF(plot.mapTo(self, at.toPoint())))
            self.rows.set_hovered(plot.hovered_index)

    def _point_at(self, place: float) -> None:
        """The cursor is over the rows: their step is lifted out above as well."""
        plot = self._plot
        if plot is not None and plot.picture is not None:
            index = plot.picture.places.nearest(place)
            plot.set_hovered(index)
            self.rows.set_hovered(index)
