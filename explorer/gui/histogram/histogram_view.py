"""Histograms over steps: asks for the chosen tensor at every step, draws what has arrived, says what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from explorer.checkpoints.model_dir import BEING_WRITTEN, GONE, CheckpointEntry
from explorer.errors import ExplorerError
from explorer.formats.dtypes import data_type
from explorer.gui.choices import content_of
from explorer.gui.histogram import export, toolbar
from explorer.gui.histogram.curve_plot import CurvePlot
from explorer.gui.histogram.family_strip import FamilyStrip, Member, family_of
from explorer.gui.histogram.heat_plot import HeatPlot
from explorer.gui.histogram.history import (
    DAMAGED,
    FINE,
    LOST,
    QUIET_STATES,
    UNFINISHED,
    WAITING,
    StepRecord,
    read_history,
    reading_order,
    run_of,
    sentence,
)
from explorer.gui.histogram.message_page import MessagePage
from explorer.gui.histogram.overlay_plot import OverlayPlot
from explorer.gui.histogram.picture import Picture, Readout
from explorer.gui.histogram.plot_base import StepPlot
from explorer.gui.histogram.readout_card import ReadoutCard
from explorer.gui.histogram.ridge_plot import RidgePlot
from explorer.gui.histogram.status import status_sentence
from explorer.gui.problems import why_nothing
from explorer.gui.refreshing_view import RefreshingView
from explorer.gui.starters import NO_VARIABLE, offer_largest
from explorer.gui.view import ViewExport
from explorer.report.numbers import display_name
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.gui.session import Session

_BIN_PX = 2.5
_TURN_S = 0.012  # of binning before the event loop gets its turn
_REDRAW_MS = 40
_NO_NUMBERS = {
    "string": "Text has no histogram. The Values tab shows the strings.",
    "variant": "A variant is an object TensorFlow wrote in its own form (a dataset iterator, a list of tensors): "
    "there are no numbers to count.",
    "unknown": "The element type is not known to this program, so its bytes cannot be read as numbers.",
}


_PLOT_CLASSES: dict[str, type[StepPlot]] = {
    toolbar.RIDGES: RidgePlot,
    toolbar.HEAT: HeatPlot,
    toolbar.CURVES: CurvePlot,
    toolbar.OVERLAY: OverlayPlot,
}


class _Plots(dict[str, StepPlot]):
    """The pictures made so far. One takes 40 ms to make, so each is made when it is first shown."""

    def __init__(self, make: Callable[[str], StepPlot]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, mode: str) -> StepPlot:
        self[mode] = self._make(mode)
        return self[mode]


class HistogramView(RefreshingView):
    """The chosen tensor over all steps of the run."""

    view_id = "histograms"
    title = "Histograms"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAccessibleName("Histograms over steps")
        self.picture = Picture()
        self.mode = toolbar.RIDGES
        self._own_heights: bool | None = None  # None: as the data asks for
        self._slot = session.new_slot(self, "Reading histograms")
        self._family_slot = session.new_slot(self)
        self._offer_slot = session.new_slot(self)
        self._members: tuple[Member, ...] = ()
        self._being_read: object = None
        self._drawing = QTimer(self, singleShot=True)
        self._drawing.timeout.connect(self._draw)
        self._lay_out()
        for signal in (
            session.run_changed,
            session.newer_changed,
            session.older_changed,
            session.entries_changed,
            session.selection_changed,
        ):
            signal.connect(self._changed)
        session.palette_changed.connect(self._take_theme)
        session.statistics.arrived.connect(self._member_arrived)

    def _lay_out(self) -> None:
        self.bar = toolbar.HistogramBar(self)
        self.plots = _Plots(self._make_plot)
        self.message = MessagePage("histogram_message", self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.message)
        self.card = ReadoutCard(self.stack)
        self.strip = FamilyStrip(self)
        self.strip.chosen.connect(self.session.select)
        layout = self._new_layout()
        layout.addWidget(self.bar)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.strip)
        self.bar.mode_chosen.connect(self.set_mode)
        self.bar.kind_chosen.connect(self._set_kind)
        self.bar.log_counts_chosen.connect(self._set_log_counts)
        self.bar.own_heights_chosen.connect(self._set_own_heights)
        self.bar.zoom_reset.connect(lambda: self.plot.reset_zoom())
        self.bar.modes[self.mode].setChecked(True)

    def _make_plot(self, mode: str) -> StepPlot:
        plot = _PLOT_CLASSES[mode](self)
        self.stack.addWidget(plot)
        plot.hovered.connect(self._show_readout)
        plot.chosen.connect(self._choose)
        plot.window_changed.connect(partial(self._zoomed, plot))
        return plot

    @property
    def _shown_mode(self) -> str:
        return toolbar.CURVES if self._is_scalar() else self.mode

    @property
    def plot(self) -> StepPlot:
        """The picture shown in the current mode."""
        return self.plots[self._shown_mode]

    # --- what the window asks ----------------------------------------------------------------

    def deactivate(self) -> None:
        self._active = False
        self._slot.cancel()
        self._family_slot.cancel()
        self._offer_slot.cancel()

    def is_busy(self) -> bool:
        slots = (self._slot, self._family_slot, self._offer_slot)
        waiting = self._refreshing.isActive() or self._drawing.isActive()
        members = self.strip.isVisible() and any(button.statistics is None for button in self.strip.buttons)
        return (
            waiting or any(slot.is_busy for slot in slots) or (members and self.session.statistics.is_busy())
        )

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
        if not self.picture.records:
            return ""
        names = ("count", "nan", "posinf", "neginf", "min", "max", "mean", "std")
        lines = ["\t".join(("step", *names, "note"))]
        for record in self.picture.records:
            found = record.statistics
            numbers = [getattr(found, name) if found is not None else None for name in names]
            texts = ("" if number is None else repr(number) for number in numbers)
            lines.append("\t".join((record.label, *texts, display_name(record.reason))))
        return "\n".join(lines)

    def exports(self) -> tuple[ViewExport, ...]:
        if self.stack.currentWidget() is self.message:
            return ()
        key, records, plot = self.picture.key, self.picture.records, self.plot
        return (
            ViewExport("Picture as PNG", ".png", lambda path, task: export.write_png(path, plot), True),
            ViewExport("Picture as SVG", ".svg", lambda path, task: export.write_svg(path, plot, key), True),
            ViewExport(
                "Counts over steps as CSV",
                ".csv",
                lambda path, task: export.write_counts(path, key, records, task),
            ),
            ViewExport(
                "Statistics over steps as CSV",
                ".csv",
                lambda path, task: export.write_statistics(path, key, records, task),
            ),
        )

    # --- asking ------------------------------------------------------------------------------

    def _refresh(self) -> None:
        super()._refresh()
        session, key = self.session, self.session.selected_key
        self._offer_slot.cancel()
        if session.run is None or not session.run.checkpoints:
            self._explain(
                "Nothing opened yet", "Open a directory with checkpoints to see how its tensors moved."
            )
        elif not key:
            self._offer()
        elif not self._explain_no_numbers(key):
            self._ask(key)

    def _explain_no_numbers(self, key: str) -> bool:
        newer = self.session.newer
        row = newer.table.row_of.get(key) if newer is not None else None
        if row is None:
            return False
        kind = data_type(int(newer.table.dtype[row]))
        heading = display_name(key, 120)
        if not kind.is_numeric:
            self._explain(heading, _NO_NUMBERS.get(kind.kind, _NO_NUMBERS["unknown"]))
        elif int(newer.table.element_count[row]) == 0:
            shape = " × ".join(map(str, newer.table.shape(row)))
            self._explain(
                heading, f"The tensor is empty: its shape is {shape}, so there is nothing to count."
            )
        else:
            return False
        return True

    def _ask(self, key: str) -> None:
        session, newer = self.session, self.session.newer
        entries = run_of(session.run.checkpoints, session.newer_entry)
        known = {}
        if key == self.picture.key:
            known = {record.entry.path: record for record in self.picture.records}
        else:
            self.picture = Picture(
                kind=self.picture.kind, log_counts=self.picture.log_counts, bins=self.picture.bins
            )
            self.card.hide()
            for plot in self.plots.values():
                plot.reset_zoom()
        picture = self.picture
        records = tuple(_carried(entry, known.get(entry.path)) for entry in entries)
        if [r.entry.path for r in records] != [r.entry.path for r in picture.records]:
            picture.counts.clear()  # rows moved: counts are kept by row
        picture.key, picture.title, picture.records = key, display_name(key), records
        picture.newer = _index(entries, session.newer_entry)
        picture.older = _index(entries, session.older_entry)
        shape = None
        if newer is not None and key in newer.table.row_of:
            variable = newer.variable(key)
            picture.dtype, shape = variable.dtype, variable.shape
        waiting = {index for index, record in enumerate(records) if record.state == WAITING}
        order = [index for index in reading_order(len(records), picture.newer) if index in waiting]
        asked = (key, shape, tuple(map(content_of, entries)), picture.newer)
        if order and self._slot.is_busy and asked == self._being_read:
            pass  # a look at the directory found nothing that matters here: the reading goes on
        elif order:
            self._being_read = asked
            self._slot.start(
                read_history,
                entries,
                key,
                shape,
                order,
                session.cache,
                session.statistics,
                then=self._finished,
                otherwise=self._failed,
                partly=self._arrived,
            )
        else:
            self._slot.cancel()
        self._ask_family(key)
        self._show_plot()
        self._schedule()

    def _arrived(self, answer: tuple[int, StepRecord]) -> None:
        index, record = answer
        records = list(self.picture.records)
        if index < len(records):
            records[index] = replace(record, entry=records[index].entry)
            self.picture.records = tuple(records)
            if not self.picture.dtype:
                self.picture.dtype = record.dtype
        self._schedule()

    def _finished(self, _: object) -> None:
        self._schedule()

    def _failed(self, error: Exception) -> None:
        text = (
            sentence(error)
            if isinstance(error, ExplorerError)
            else f"The histograms could not be read: {error!r}."
        )
        hint = getattr(error, "hint", "")
        self._explain(display_name(self.session.selected_key, 120), f"{text} {hint}".strip())

    # --- drawing -----------------------------------------------------------------------------

    def _schedule(self) -> None:
        if not self._drawing.isActive():
            self._drawing.start(_REDRAW_MS if self._slot.is_busy else 0)

    def _draw(self) -> None:
        if self.stack.currentWidget() is self.message:
            return
        picture, plot = self.picture, self.plot
        picture.set_scale(picture.kind)
        box = plot.plotItem.getViewBox()
        first, last = (0.0, 1.0) if self._shown_mode == toolbar.CURVES else box.viewRange()[0]
        picture.set_window(first, last, picture.fitting_bins(int(min(max(box.width() / _BIN_PX, 40), 480))))
        more = picture.fill(_TURN_S)
        picture.own_heights = (
            picture.spikes_dwarf_the_rest() if self._own_heights is None else self._own_heights
        )
        self.bar.own_heights.setChecked(picture.own_heights)
        if picture.scale is None and picture.kind == "log" and self._any_finite():
            self._note_log_axis()
        self._show_plot()
        self.plot.show_picture(picture)
        self._tell_status()
        if more:
            self._drawing.start(0)

    def _show_plot(self) -> None:
        scalar = self._is_scalar()
        for mode, button in self.bar.modes.items():
            button.setEnabled(not scalar or mode == toolbar.CURVES)
            button.setChecked(mode == self._shown_mode)
        has_heights = self._shown_mode in (toolbar.RIDGES, toolbar.HEAT)
        self.bar.own_heights.setEnabled(has_heights)
        self.bar.log_counts.setEnabled(has_heights or self._shown_mode == toolbar.OVERLAY)
        self.bar.kinds.setEnabled(True)
        if self.stack.currentWidget() is not self.plot:
            self.stack.setCurrentWidget(self.plot)
        self.strip.show_members(self._members, self.picture.key)

    def _note_log_axis(self) -> None:
        self.bar.kinds.setCurrentIndex(2)  # nothing positive: the symmetric axis shows it all
        self.bar.say("No value is above 0: shown on a symmetric log axis.")

    def _any_finite(self) -> bool:
        return any(record.has_picture for record in self.picture.records)

    def _is_scalar(self) -> bool:
        counts = [r.statistics.count for r in self.picture.records if r.statistics is not None]
        if counts:
            return all(count == 1 for count in counts)
        newer, key = self.session.newer, self.picture.key
        row = newer.table.row_of.get(key) if newer is not None else None
        return row is not None and int(newer.table.element_count[row]) == 1

    def _tell_status(self) -> None:
        text = status_sentence(self.picture, self.mode, self._shown_mode)
        self.bar.say(text)
        self.status_changed.emit(text)

    def _explain(self, heading: str, text: str, buttons=()) -> None:  # type: ignore[no-untyped-def]
        self._slot.cancel()
        self._family_slot.cancel()
        self._drawing.stop()
        self.card.hide()
        self.picture = Picture(kind=self.picture.kind, log_counts=self.picture.log_counts)
        self._members = ()
        self.strip.show_members((), "")
        self.message.say(heading, text, buttons)
        self.stack.setCurrentWidget(self.message)
        for button in (*self.bar.modes.values(), self.bar.kinds, self.bar.log_counts, self.bar.own_heights):
            button.setEnabled(False)
        self.bar.say("")

    # --- acts of the reader ------------------------------------------------------------------

    def set_mode(self, mode: str) -> None:
        """Show another kind of picture."""
        self.mode = mode
        self.card.hide()
        self._show_plot()
        if isinstance(self.plot, RidgePlot | HeatPlot | OverlayPlot):
            box = self.plot.plotItem.getViewBox()
            box.setXRange(self.picture.first, self.picture.last, padding=0)
        self._drawing.start(0)  # after the new plot has got its size
        self.plot.setFocus()

    def _set_kind(self, kind: str) -> None:
        self.picture.kind = kind
        for plot in self.plots.values():
            plot.reset_zoom()
        self._schedule()

    def _set_log_counts(self, log_counts: bool) -> None:
        self.picture.log_counts = log_counts
        self._schedule()

    def _set_own_heights(self, own: bool) -> None:
        self._own_heights = own
        self._schedule()

    def _zoomed(self, plot: StepPlot, first: float, last: float) -> None:
        if plot is self.plot and (first, last) != (self.picture.first, self.picture.last):
            self._schedule()

    def _choose(self, index: int) -> None:
        record = self.picture.records[index]
        if record.state != LOST:
            self.session.choose_newer(record.entry)

    def _show_readout(self, readout: Readout | None, at: QPointF) -> None:
        self.card.tell(readout, QPointF(self.plot.mapTo(self.stack, at.toPoint())))

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        if self.picture.records:
            self._schedule()

    def _take_theme(self) -> None:
        for plot in self.plots.values():
            plot.take_theme()
        if self.picture.records:
            self._schedule()

    # --- the variable's family, and what to look at when nothing is chosen ---------------------

    def _ask_family(self, key: str) -> None:
        newer = self.session.newer
        if newer is None:
            return
        self._family_slot.start(
            _family_job, newer, key, then=partial(self._show_family, newer), otherwise=lambda _: None
        )

    def _show_family(self, checkpoint: Checkpoint, members: tuple[Member, ...]) -> None:
        self._members = members
        self.strip.show_members(members, self.picture.key)
        missing = []
        for member in members:
            known = self.session.statistics.get(checkpoint, member.key)
            self.strip.tell(member.key, known)
            if known is None:
                missing.append(member.key)
        if missing:
            self.session.statistics.want(checkpoint, missing)

    def _member_arrived(self, wish: tuple[tuple[object, ...], str]) -> None:
        newer = self.session.newer
        if newer is not None and wish[0] == newer.identity and self._members:
            self.strip.tell(wish[1], self.session.statistics.get(newer, wish[1]))

    def _offer(self) -> None:
        text = "Choose a variable in the graph or the table to see how its values moved over the steps."
        newer = self.session.newer
        if newer is None:
            self._explain(*why_nothing(self.session, NO_VARIABLE, text))
            return
        self._explain(NO_VARIABLE, text)
        offer_largest(self._offer_slot, newer, self.message, text, self.session.select)


def _family_job(checkpoint: Checkpoint, key: str, *, task: Task) -> tuple[Member, ...]:
    task.report(0, 1, "Looking for slots")
    return family_of(checkpoint, key)


def _carried(entry: CheckpointEntry, known: StepRecord | None) -> StepRecord:
    """What is known of a step stays known while its files are the same, and once they are deleted or saved over."""
    if known is None:
        return StepRecord(entry)
    was_read = known.state not in (WAITING, DAMAGED, LOST, UNFINISHED)
    if was_read and entry.status in (GONE, BEING_WRITTEN):
        return replace(known, entry=entry)
    is_same = content_of(entry) == content_of(known.entry) and known.entry.status != BEING_WRITTEN
    if is_same and (was_read or entry.status == known.entry.status):
        return replace(known, entry=entry)
    return StepRecord(entry)


def _index(entries: tuple[CheckpointEntry, ...], wanted: CheckpointEntry | None) -> int:
    if wanted is None:
        return -1
    return next((index for index, entry in enumerate(entries) if entry.path == wanted.path), -1)
