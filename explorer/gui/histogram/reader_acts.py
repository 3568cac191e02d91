"""What the reader of the histograms does with the controls, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.gui.histogram import modes
from explorer.gui.histogram.history import LOST
from explorer.gui.histogram.statistic_curves import with_choice

if TYPE_CHECKING:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QStackedWidget

    from explorer.gui.histogram.page import PicturePage
    from explorer.gui.histogram.picture import Picture
    from explorer.gui.histogram.plot_base import StepPlot
    from explorer.gui.histogram.range_row import RangeRow
    from explorer.gui.histogram.scalars import Scalars
    from explorer.gui.histogram.several import Several
    from explorer.gui.histogram.toolbar import HistogramBar
    from explorer.gui.session import Session


class ReaderActs:
    """The half of the histogram view that is told what to show; the other half reads and draws."""

    if TYPE_CHECKING:
        session: Session
        bar: HistogramBar
        range_row: RangeRow
        page: PicturePage
        picture: Picture
        scalars: Scalars
        several: Several
        stack: QStackedWidget
        plot: StepPlot
        mode: str
        shown_mode: str
        _drawing: QTimer
        _own_heights: bool | None
        _is_range_open: bool

        def _schedule(self) -> None: ...
        def _show_page(self) -> None: ...

    def _connect_bar(self) -> None:
        bar = self.bar
        bar.mode_chosen.connect(self.set_mode)
        bar.kind_chosen.connect(self._set_kind)
        bar.step_kind_chosen.connect(self._set_step_kind)
        bar.log_counts_chosen.connect(self._set_log_counts)
        bar.own_heights_chosen.connect(self._set_own_heights)
        bar.statistic_toggled.connect(self._toggle_statistic)
        bar.scalars_wanted.connect(self._want_scalars)
        bar.scalar_toggled.connect(self._toggle_scalar)
        bar.set_chosen.connect(self._choose_set)
        bar.common_axes_chosen.connect(self._set_common_axes)
        bar.range_wanted.connect(self._want_range)
        self.range_row.chosen.connect(self._brush)
        self.range_row.cleared.connect(self._leave_range)
        bar.zoom_reset.connect(self.page.reset_zoom)

    def set_mode(self, mode: str) -> None:
        """Show another kind of picture."""
        self.mode = mode
        self.page.forget_cursor()
        if mode != modes.SEVERAL:
            self.several.cancel()
        self._show_page()
        if self.shown_mode != modes.SEVERAL:
            self.plot.set_window(self.picture.first, self.picture.last)
        self._drawing.start(0)  # after the new plot has got its size
        self.stack.currentWidget().setFocus()

    def _set_kind(self, kind: str) -> None:
        self.picture.kind = kind
        self.page.reset_all_zooms()
        self._schedule()

    def _set_step_kind(self, kind: str) -> None:
        self.picture.step_kind = kind
        self._schedule()

    def _set_log_counts(self, log_counts: bool) -> None:
        self.picture.log_counts = log_counts
        self._schedule()

    def _set_own_heights(self, own: bool) -> None:
        self._own_heights = own
        self._schedule()

    def _toggle_statistic(self, name: str, is_on: bool) -> None:
        plot = self.page.plots[modes.CURVES]
        plot.statistics = with_choice(plot.statistics, name, is_on=is_on)
        self._schedule()

    def _want_scalars(self) -> None:
        self.scalars.want()
        self._show_scalars()

    def _toggle_scalar(self, name: str, is_on: bool) -> None:
        self.scalars.toggle(name, is_on)
        self._schedule()

    def _show_scalars(self) -> None:
        choices, why = self.scalars.choices()
        self.bar.scalars.show_choices(choices, self.scalars.chosen, why)
        self._schedule()

    def _choose_set(self, name: str) -> None:
        self.several.chosen_set = name
        self._schedule()

    def _set_common_axes(self, is_common: bool) -> None:
        self.page.several.canvas.is_common = is_common
        self._schedule()

    def _brush(self, values: tuple[float, float] | None) -> None:
        self.picture.brush = values
        self._is_range_open = values is not None
        self._show_range()
        self._schedule()

    def _want_range(self, is_wanted: bool) -> None:
        if not is_wanted:
            self._leave_range()
            return
        self._is_range_open = True
        self._show_range()
        self.range_row.begin()

    def _leave_range(self) -> None:
        self._brush(None)
        self.stack.currentWidget().setFocus()

    def _show_range(self) -> None:
        """The fields of the range stand above the pictures that have an axis of values, while they are wanted."""
        self.range_row.show_range(self.picture.brush)
        has_axis = not self.page.shows_message and self.shown_mode in modes.WITH_RANGE
        self.range_row.setVisible(has_axis and self._is_range_open)
        self.bar.range.setChecked(self._is_range_open)

    def _choose(self, index: int) -> None:
        record = self.picture.records[index]
        if record.state != LOST:
            self.session.choose_newer(record.entry)
