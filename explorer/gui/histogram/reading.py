"""Reads one tensor at every step of the run in the background, and keeps the picture's records up to date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.gui.choices import content_of
from explorer.gui.histogram.history import WAITING, StepRecord, read_history, reading_order, run_of
from explorer.gui.histogram.picture import Picture
from explorer.gui.histogram.records import carried, index_of
from explorer.gui.histogram.tensor_sets import path_of
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.gui.session import Session


class Reading(QObject):
    """Fills the records of one picture after the other, the step that is looked at first."""

    came = Signal(bool)  # a step was read, or all were; True for the first that can be drawn
    failed = Signal(object)  # the error that ended it

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self._picture = Picture()
        self._slot = session.new_slot(self, "Reading histograms")
        self._being_read: object = None
        self._is_begun = False  # whether anything can be drawn

    @property
    def is_busy(self) -> bool:
        """Whether steps are still being read."""
        return self._slot.is_busy

    def cancel(self) -> None:
        """Stop: nobody looks."""
        self._slot.cancel()

    def ask(self, picture: Picture, key: str) -> None:
        """Give the picture a record for each step, and read those that are not known."""
        self._picture = picture
        session, newer = self.session, self.session.newer
        entries = run_of(session.run.checkpoints, session.newer_entry)
        known = {}
        if key == picture.key:
            known = {record.entry.path: record for record in picture.records}
        records = tuple(carried(entry, known.get(entry.path)) for entry in entries)
        if [r.entry.path for r in records] != [r.entry.path for r in picture.records]:
            picture.counts.clear()  # rows moved: counts are kept by row
        picture.key, picture.title, picture.records = key, display_name(path_of(key)), records
        picture.newer = index_of(entries, session.newer_entry)
        picture.older = index_of(entries, session.older_entry)
        expected = None
        if newer is not None and key in newer.table.row_of:
            variable = newer.variable(key)
            picture.dtype = variable.dtype
            expected = (variable.dtype, variable.shape)
        waiting = {index for index, record in enumerate(records) if record.state == WAITING}
        order = [index for index in reading_order(len(records), picture.newer) if index in waiting]
        asked = (key, expected, tuple(map(content_of, entries)), picture.newer)
        if not order:
            self._slot.cancel()
            return
        if self._slot.is_busy and asked == self._being_read:
            return  # a look at the directory found nothing that matters here: the reading goes on
        self._being_read = asked
        self._is_begun = any(record.has_picture for record in records)
        self._slot.start(
            read_history,
            entries,
            key,
            expected,
            order,
            session.cache,
            session.statistics,
            then=lambda _: self.came.emit(False),
            otherwise=self.failed.emit,
            partly=self._take,
        )

    def _take(self, answer: tuple[int, StepRecord]) -> None:
        index, record = answer
        picture = self._picture
        records = list(picture.records)
        is_first = not self._is_begun
        self._is_begun = self._is_begun or record.has_picture
        if index < len(records):
            records[index] = replace(record, entry=records[index].entry)
            picture.records = tuple(records)
            if not picture.dtype:
                picture.dtype = record.dtype
        self.came.emit(is_first)
