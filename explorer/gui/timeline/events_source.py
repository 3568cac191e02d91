"""Reads the event files of the opened directory in the background, and again what was appended to them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.gui.session import Session
from explorer.gui.timeline.curve_shape import points_of
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import ModelDir
    from explorer.checkpoints.run_events import RunEvents, SavedCheckpoint, ScalarSeries
    from explorer.gui.timeline.curve_shape import Points

    _Found = tuple[RunEvents, tuple[SavedCheckpoint, ...], tuple[ScalarSeries, Points] | None]

NO_FILES = "No loss curve: this directory has no event files."
WAIT_MS = 100  # the checkpoints come first, and imports would fight them for the interpreter
LONGEST_WAITS = 20


class EventsSource(QObject):
    """The events of the session's run as they are known; tells when there are newer ones."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.events: RunEvents | None = None
        self.deleted: tuple[SavedCheckpoint, ...] = ()  # saved once, and neither on disk nor listed now
        self.prepared: tuple[ScalarSeries, Points] | None = None  # the series most likely drawn
        self.error = ""  # why nothing could be read at all
        self.wished = ""  # the series somebody chose, "" for the best one
        self._directory: Path | None = None
        self._waits = 0
        self._first_slot = session.new_slot(self, "Reading event files")
        self._again_slot = session.new_slot(self)  # without a name: no word in the status bar
        self._soon = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._soon.timeout.connect(self._read)
        session.run_changed.connect(self._follow)
        session.looked.connect(self._look_into_folders)

    def take_over(self, before: EventsSource) -> None:
        """Go on where another stopped: what it read need not be read again."""
        if before.events is None:
            self._follow(self.session.run)
            return
        self.events, self.deleted, self.prepared = before.events, before.deleted, before.prepared
        self.error, self.wished, self._directory = before.error, before.wished, before._directory
        self.changed.emit()

    def is_busy(self) -> bool:
        """Whether events are on their way."""
        return self._soon.isActive() or self._first_slot.is_busy or self._again_slot.is_busy

    def sentence(self) -> str:
        """Why there is no curve; "" when there is one."""
        run = self.session.run
        if run is None or (self.events is not None and self.events.series):
            return ""
        if self.events is not None:
            if self.events.problems:
                return f"No loss curve: {self.events.problems[0]}"
            if self.events.file_count:
                return "No loss curve: the event files hold no scalars."
            return NO_FILES
        if not any(file.kind == "events" for file in run.other_files):
            return NO_FILES
        if self.is_busy():
            return "Reading the event files…"
        return f"No loss curve: {self.error or 'reading the event files was cancelled. Reload reads them.'}"

    def _follow(self, run: ModelDir | None) -> None:
        directory = run.directory if run is not None else None
        if directory != self._directory:
            self._directory = directory
            for slot in (self._first_slot, self._again_slot):
                slot.cancel()
            self.events, self.deleted, self.prepared, self.error = None, (), None, ""
            self._soon.stop()
            self.changed.emit()
        if run is not None and any(file.kind in ("events", "directory") for file in run.other_files):
            self._waits = 0
            if not self._soon.isActive():
                self._soon.start()

    def _look_into_folders(self, _: object) -> None:
        """What is appended in a folder below is no change of the run, so `run_changed` does not tell of it."""
        if self.events is not None and any(series.folder for series in self.events.series):
            self._follow(self.session.run)

    def _read(self) -> None:
        run = self.session.run
        if run is None:
            return
        self._waits += 1
        if (self.session.is_busy() and self._waits < LONGEST_WAITS) or self._slot_is_busy():
            self._soon.start()
            return
        slot = self._first_slot if self.events is None else self._again_slot
        slot.start(_read_events, run, self.events, self.wished, then=self._show, otherwise=self._explain)

    def _slot_is_busy(self) -> bool:
        return self._first_slot.is_busy or self._again_slot.is_busy

    def _show(self, found: _Found) -> None:
        events, deleted, self.prepared = found
        if events is self.events and deleted == self.deleted:
            return
        self.events, self.deleted = events, deleted
        self.error = ""
        self.changed.emit()

    def _explain(self, error: Exception) -> None:
        self.error = str(error)
        self.changed.emit()


def _read_events(run: ModelDir, before: RunEvents | None, wished: str, task: Task = QUIET) -> _Found:
    """On a pool thread."""
    from explorer.checkpoints.run_events import best_loss_tag, read_run_events

    if before is not None:
        events = before.refresh(task)
    else:
        events = read_run_events(run.directory, task, with_histograms=False)
    series = events.series_of(wished) or events.series_of(
        best_loss_tag([series.name for series in events.series]) or ""
    )
    prepared = (series, points_of(series)) if series is not None else None
    return events, deleted_since(run, events), prepared


def deleted_since(run: ModelDir, events: RunEvents) -> tuple[SavedCheckpoint, ...]:
    """The saves the event files tell of whose checkpoint is neither in the run nor on disk by now."""
    known = {entry.prefix.partition("-?????-of-")[0] for entry in run.checkpoints}
    wanted = [saved for saved in events.saved if saved.name not in known]
    if not wanted:
        return ()
    try:
        names = set(os.listdir(run.directory))  # noqa: PTH208 - names only, and it may be any directory
    except OSError:
        return ()
    # One saved after the directory was scanned is on disk although the run does not know it.
    return tuple(saved for saved in wanted if not {saved.name, f"{saved.name}.index"} & names)
