"""Histograms over steps: asks for the chosen tensor at every step, draws what has arrived, says what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from explorer.errors import ExplorerError
from explorer.gui.histogram import modes, view_exports
from explorer.gui.histogram.family import Family
from explorer.gui.histogram.family_strip import FamilyStrip
from explorer.gui.histogram.history import (
    FINE,
    QUIET_STATES,
    sentence,
)
from explorer.gui.histogram.pace import LEAST_MS, Pace
from explorer.gui.histogram.page import PicturePage
from explorer.gui.histogram.picture import Picture
from explorer.gui.histogram.plot_base import StepPlot
from explorer.gui.histogram.range_row import RangeRow
from explorer.gui.histogram.reader_acts import ReaderActs
from explorer.gui.histogram.reading import Reading
from explorer.gui.histogram.scalars import Scalars
from explorer.gui.histogram.several import Several
from explorer.gui.histogram.starting import why_no_histogram
from explorer.gui.histogram.status import status_sentence
from explorer.gui.histogram.step_axis import available
from explorer.gui.histogram.toolbar import HistogramBar
from explorer.gui.language import tr
from explorer.gui.problems import why_nothing
from explorer.gui.refreshing_view import RefreshingView
from explorer.gui.sentence_parts import tr_parts
from explorer.gui.starters import NO_VARIABLE, offer_largest
from explorer.gui.theme import px
from explorer.gui.view import ViewExport
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.gui.session import Session

_WARM_MS = 150
_LOW_PX = 540  # of the view: below, the strip of slots takes less room


class HistogramView(ReaderActs, RefreshingView):
    """The chosen tensor over all steps of the run."""

    view_id = "histograms"
    title = "Histograms"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAccessibleName(tr("Histograms over steps"))
        self.picture = Picture()
        self.mode = modes.RIDGES
        self._own_heights: bool | None = None  # None: as the data asks for
        self._is_range_open = False
        self._offer_slot = session.new_slot(self)
        self._drawing = QTimer(self, singleShot=True)
        self._drawing.timeout.connect(self._draw)
        self._pace = Pace(self)
        self._warming = QTimer(self, singleShot=True, interval=_WARM_MS)
        self._warming.timeout.connect(
            lambda: self.page.plots[self.mode] if self.mode != modes.SEVERAL else None
        )
        self._lay_out()
        self.reading = Reading(session, self)
        self.reading.came.connect(self._take)
        self.reading.failed.connect(self._failed)
        for signal in (
            session.run_changed,
            session.newer_changed,
            session.older_changed,
            session.entries_changed,
            session.selection_changed,
        ):
            signal.connect(self._changed)
        session.palette_changed.connect(self._take_theme)

    def _lay_out(self) -> None:
        self.bar = HistogramBar(self)
        self.range_row = RangeRow(self)
        self.page = PicturePage(self)
        self.message, self.stack, self.card = self.page.message, self.page.stack, self.page.card
        self.strip = FamilyStrip(self)
        self.strip.chosen.connect(self.session.select)
        self.family = Family(self.session, self.strip, self)
        self.scalars = Scalars(self.session, self)
        self.several = Several(self.session, self.page.several, self)
        layout = self._new_layout()
        layout.addWidget(self.bar)
        layout.addWidget(self.range_row)
        layout.addWidget(self.page, 1)
        layout.addWidget(self.strip)
        self._connect_bar()
        self.page.chosen.connect(self._choose)
        self.page.brushed.connect(self._brush)
        self.page.zoomed.connect(self._schedule)
        self.page.several.canvas.chosen.connect(self.session.select)
        self.several.found.connect(self._schedule)
        self.several.read.connect(self._tell_status)
        self.scalars.changed.connect(self._show_scalars)
        self.bar.modes[self.mode].setChecked(True)

    @property
    def plots(self) -> dict[str, StepPlot]:
        """The pictures made so far, by mode; asking for another one makes it."""
        return self.page.plots

    @property
    def shown_mode(self) -> str:
        """The mode shown: a single value a step has curves only."""
        if self._is_scalar() and self.mode not in modes.FOR_SCALARS:
            return modes.CURVES
        return self.mode

    @property
    def plot(self) -> StepPlot:
        """The picture shown in the current mode."""
        return self.page.plots[self.shown_mode]

    # --- what the window asks ----------------------------------------------------------------

    def deactivate(self) -> None:
        self._active = False
        for slot in (self.reading, self._offer_slot, self.family, self.several, self.scalars):
            slot.cancel()

    def is_busy(self) -> bool:
        waiting = self._refreshing.isActive() or self._drawing.isActive()
        slots = self.reading.is_busy or self._offer_slot.is_busy
        parts = (self.family, self.several, self.scalars)
        return waiting or slots or any(part.is_busy() for part in parts)

    def selected_keys(self) -> tuple[str, ...]:
        return (self.picture.key,) if self.picture.key else ()

    def next_difference(self, forward: bool) -> bool:
        """Go to the next step with NaN, infinities, another shape or damage."""
        count = len(self.picture.records)
        for offset in range(1, count):
            index = (self.picture.newer + (offset if forward else -offset)) % count
            record = self.picture.records[index]
            if record.state not in (FINE, *QUIET_STATES) or record.unusual:
                self._choose(index)
                return True
        return False

    def copy_text(self) -> str:
        return view_exports.copied(self.picture.records) if self.picture.records else ""

    def exports(self) -> tuple[ViewExport, ...]:
        if self.page.shows_message:
            return ()
        pictures = view_exports.pictures(self.page, self.page.pieces(), self.picture.key)
        if self.shown_mode == modes.SEVERAL:
            return (*pictures, *view_exports.tables_of_several(self.page.several.canvas))
        difference = self.plot if self.shown_mode == modes.DIFFERENCE else None
        return (*pictures, *view_exports.tables(self.picture, self.shown_mode, difference))

    # --- asking ------------------------------------------------------------------------------

    def _refresh(self) -> None:
        super()._refresh()
        session, key = self.session, self.session.selected_key
        self._offer_slot.cancel()
        if session.run is None or not session.run.checkpoints:
            self._explain(
                tr("Nothing opened yet"), "Open a directory with checkpoints to see how its tensors moved."
            )
        elif not key:
            self._offer()
        elif (why := why_no_histogram(session.newer, key)) is not None:
            self._explain(*why)
        else:
            self._ask(key)

    def _ask(self, key: str) -> None:
        if key != self.picture.key:
            self.picture = self._next_picture()
            self.page.forget_cursor()
            self.page.reset_all_zooms()
        self.reading.ask(self.picture, key)
        self.family.ask(key)
        if self.scalars.chosen:
            self.scalars.want()
        self._show_page()
        self._schedule()

    def _next_picture(self) -> Picture:
        """Of another tensor: the axes and the range that were chosen stay."""
        old = self.picture
        return Picture(
            kind=old.kind, step_kind=old.step_kind, log_counts=old.log_counts, bins=old.bins, brush=old.brush
        )

    def _take(self, is_first: bool) -> None:
        if is_first:
            self._drawing.start(0)  # what was clicked for is to be seen at once
        else:
            self._draw_within(self._pace.pause_ms)

    def _failed(self, error: Exception) -> None:
        text = (
            sentence(error)
            if isinstance(error, ExplorerError)
            else f"The histograms could not be read: {error!r}."
        )
        hint = getattr(error, "hint", "")
        self._explain(display_name(self.session.selected_key, 120), f"{tr(text)} {tr(hint)}".strip())

    # --- drawing -----------------------------------------------------------------------------

    def _schedule(self) -> None:
        self._draw_within(LEAST_MS)

    def _draw_within(self, pause_ms: int) -> None:
        pause = pause_ms if self.reading.is_busy else 0
        if not self._drawing.isActive() or self._drawing.remainingTime() > pause:
            self._drawing.start(pause)

    def _draw(self) -> None:
        if self.page.shows_message:
            return
        self._pace.begin()
        picture = self.picture
        kinds = available(picture.records)
        if picture.step_kind not in kinds:
            picture.step_kind = kinds[0]
        self.bar.show_step_kinds(kinds, picture.step_kind)
        self._show_page()
        if self.shown_mode == modes.SEVERAL:
            entries = tuple(record.entry for record in picture.records)
            own = self._own_heights
            self.several.show(picture, entries, log_counts=picture.log_counts, own=own)
            self.bar.own_heights.setChecked(bool(own))
            self.bar.sets.check((self.several.chosen_set,))
            self.page.show_several()
            self._tell_status()
            return
        more = self.page.bin(picture, self._own_heights)
        self.bar.own_heights.setChecked(picture.own_heights)
        if picture.scale is None and picture.kind == "log" and any(r.has_picture for r in picture.records):
            self.bar.kinds.setCurrentIndex(2)  # nothing positive: the symmetric axis shows it all
        self.page.show_picture(picture, self.scalars.rows(picture))
        self._fit_strip()
        self._tell_status()
        if more:
            self._draw_within(self._pace.pause_ms)

    def _show_page(self) -> None:
        self.bar.show_mode(self.shown_mode, is_scalar=self._is_scalar())
        self.page.show_mode(self.shown_mode)
        self._show_range()
        self.family.set_wanted(self.shown_mode != modes.SEVERAL)
        if self.shown_mode == modes.CURVES:
            self.bar.statistics.check(self.plot.statistics)

    def _is_scalar(self) -> bool:
        counts = [r.statistics.count for r in self.picture.records if r.statistics is not None]
        if counts:
            return all(count == 1 for count in counts)
        newer, key = self.session.newer, self.picture.key
        row = newer.table.row_of.get(key) if newer is not None else None
        return row is not None and int(newer.table.element_count[row]) == 1

    def _tell_status(self) -> None:
        if self.page.shows_message:
            return
        if self.shown_mode == modes.SEVERAL:
            text = tr_parts(self.several.sentence())
        else:
            text = tr_parts(status_sentence(self.picture, self.mode, self.shown_mode))
        self.bar.say(text)
        self.page.describe(text)
        self.status_changed.emit(text)

    def _explain(self, heading: str, text: str, buttons=()) -> None:  # type: ignore[no-untyped-def]
        self.reading.cancel()
        self.several.cancel()
        self._drawing.stop()
        self.picture = self._next_picture()
        self.range_row.hide()
        self.family.clear()
        self.page.explain(heading, text, buttons)
        self.bar.switch_off()
        self.bar.say("")
        if self._active:
            self._warming.start()  # a click on a tensor then need not wait for a plot to be made

    def _offer(self) -> None:
        text = "Choose a variable in the graph or the table to see how its values moved over the steps."
        newer = self.session.newer
        if newer is None:
            heading, sentence_shown = why_nothing(self.session, NO_VARIABLE, text)
            self._explain(tr(heading), sentence_shown)
            return
        self._explain(tr(NO_VARIABLE), text)
        offer_largest(self._offer_slot, newer, self.message, text, self.session.select)

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        self._fit_strip()
        if self.picture.records:
            self._schedule()

    def _fit_strip(self) -> None:
        """The strip of slots takes less room where the picture needs it."""
        self.strip.set_compact(self.height() < px(_LOW_PX) or not self.page.rows.isHidden())

    def _take_theme(self) -> None:
        self.page.take_theme()
        if self.picture.records:
            self._schedule()
