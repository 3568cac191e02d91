"""The record of the opened run as the window keeps it: opened with the directory, told of what is read, closed with it."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.gui.jobs import BOARD
from explorer.gui.recording_jobs import (
    Gathered,
    Unread,
    read_statistics,
    remember_tables,
    unread_statistics,
)
from explorer.gui.statuses import COMPLETE
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.analysis.run_record import RunRecord
    from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir
    from explorer.gui.session import Session
    from explorer.gui.settings import Settings

MIB = 1 << 20
AFTER_MS = 250  # what somebody waits for goes first ...
MOST_PUT_OFF = 40  # ... for up to ten seconds
SLOW_MS = 3000  # then the status bar tells of it, and its Cancel stops it


@dataclass(frozen=True, slots=True)
class RecordPolicy:
    """Whether and how runs are remembered."""

    is_on: bool = False
    folder: Path | None = None  # of the records; None for the user's cache directory
    cap_bytes: int = 512 * MIB
    new_limit_bytes: int = 0  # a new checkpoint up to this size has its statistics read by itself; 0: none


NOT_REMEMBERED = RecordPolicy()


def policy_of(settings: Settings) -> RecordPolicy:
    """What the settings say; with fresh ones nothing is remembered."""
    if settings.is_fresh or not settings.remember_runs:
        return NOT_REMEMBERED
    limit = settings.remember_new_mib * MIB if settings.remember_new else 0
    return RecordPolicy(True, None, settings.records_mib * MIB, limit)


def open_record(directory: Path, policy: RecordPolicy) -> RunRecord | None:
    """The record of a directory; None where none is wanted. On a pool thread."""
    if not policy.is_on:
        return None
    from explorer.analysis.run_record import RunRecord

    return RunRecord(directory, policy.folder, cap_bytes=policy.cap_bytes)


class Recording(QObject):
    """One session's record. `record` is None while nothing is remembered."""

    changed = Signal()  # another record, another policy, or why nothing is remembered
    gathered = Signal(object)  # Gathered: the statistics of all steps were read
    asked = Signal(object)  # tuple[Unread, ...]: what reading all statistics would take

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.policy = NOT_REMEMBERED
        self.record: RunRecord | None = None
        self._told: frozenset[object] = frozenset()  # contents the record was told of
        self._seen: set[Path] | None = None  # prefixes of the run when it was shown first; None before
        self._opening = session.new_slot(self)
        self._waiting: dict[Path, CheckpointEntry] = {}  # new ones, whose statistics are to be read
        self._tables = session.new_slot(self)  # without a name as long as it is quick: nobody waits for it
        self._tables.is_background = True
        self._put_off = 0
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(self._tell_of_tables)
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._show_slow)
        self._all = session.new_slot(self, "Reading the statistics of all steps")
        self._new = session.new_slot(self, "Remembering the new checkpoint")

    @property
    def problem(self) -> str:
        """Why nothing can be remembered although it is wanted; "" when all is well."""
        return self.record.problem if self.record is not None else ""

    @property
    def is_busy(self) -> bool:
        """Whether the record is still being told of checkpoints."""
        tables = self._soon.isActive() or self._tables.is_busy
        return self._opening.is_busy or tables or self._all.is_busy or self._new.is_busy

    # -- the record ----------------------------------------------------------------------------

    def set_policy(self, policy: RecordPolicy) -> None:
        """From now on; a directory that is open gets its record, loses it, or opens it anew with another cap."""
        before, self.policy = self.policy, policy
        run = self._session.run
        is_other = replace(before, new_limit_bytes=0) != replace(policy, new_limit_bytes=0)
        if is_other and run is not None:
            self._opening.start(
                _open_anew, run.directory, policy, self.record, then=self._take_again, otherwise=self._failed
            )
            self.record = None  # the job closes it
            self._session.use_record(None)
        self.changed.emit()

    def _take_again(self, record: RunRecord | None) -> None:
        self.take(record)
        self._session.reload()  # ghosts come, or go

    def part_with(self, paths: Container[Path] | None) -> RunRecord | None:
        """The open record if its file is among those to be deleted, None meaning all; whoever does it closes it.

        Nothing is asked of it or told it any more; `start_over` begins another.
        """
        record = self.record
        if record is None or (paths is not None and record.path not in paths):
            return None
        self._let_go_of(None)
        return record

    def start_over(self) -> None:
        """The record of the open run was deleted: nothing it told stays, and the run is remembered anew."""
        self._session.open_anew()

    def take(self, record: RunRecord | None) -> None:
        """The record of a directory just opened; the one before is written out and closed."""
        before = self._let_go_of(record)
        if before is not None and before is not record:
            self._session.pool.submit(before.close)
        self.changed.emit()

    def _let_go_of(self, following: RunRecord | None) -> RunRecord | None:
        """Take another record, or none; gives the one before, which nothing is told any more."""
        for slot in (self._opening, self._tables, self._all, self._new):
            slot.cancel()
        before, self.record = self.record, following
        self._soon.stop()
        self._told, self._seen = frozenset(), None
        self._waiting.clear()
        self._session.use_record(following)
        return before

    def close(self) -> None:
        """The window closes: what is still buffered is written, on a pool thread, for which closing waits a moment."""
        self._soon.stop()
        record, self.record = self.record, None
        if record is not None:
            self._session.pool.submit(record.close)

    # -- telling it ----------------------------------------------------------------------------

    def show_run(self, run: ModelDir) -> None:
        """The steps of a run are known, or changed: have the record told of its checkpoints."""
        record = self.record
        if record is None or record.problem:
            return
        entries = [entry for entry in reversed(run.checkpoints) if entry.status == COMPLETE]
        paths = {entry.path for entry in entries}
        new = [entry for entry in entries if self._seen is not None and entry.path not in self._seen]
        self._seen = paths | (self._seen or set())
        if not self._tables.is_busy and not self._soon.isActive() and self._untold(run):
            self._put_off = 0
            self._soon.start()
        if new:
            self._remember_new(new)

    def _untold(self, run: ModelDir) -> list[CheckpointEntry]:
        """Complete checkpoints the record was not told of, newest first."""
        entries = [entry for entry in reversed(run.checkpoints) if entry.status == COMPLETE]
        return [entry for entry in entries if (entry.path, entry.stamp) not in self._told]

    def _tell_of_tables(self) -> None:
        """Once nobody waits for anything else, or has waited long enough."""
        run, record = self._session.run, self.record
        if run is None or record is None:
            return
        if any(slot.name for slot in BOARD.active()) and self._put_off < MOST_PUT_OFF:
            self._put_off += 1
            self._soon.start()
            return
        news = self._untold(run)
        contents = frozenset((entry.path, entry.stamp) for entry in run.checkpoints)
        self._tables.name = ""
        self._slow.start()
        self._tables.start(
            _tell, news, record, then=lambda _: self._are_told(contents), otherwise=self._failed
        )

    def _show_slow(self) -> None:
        if self._tables.is_busy:
            self._tables.name = "Remembering the checkpoints"
            BOARD.changed.emit()

    def _are_told(self, contents: frozenset[object]) -> None:
        self._told = contents
        run = self._session.run
        if run is not None:
            self.show_run(run)  # what came meanwhile
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._session.problem_met.emit(error, "The checkpoints could not be remembered")

    def _remember_new(self, entries: list[CheckpointEntry]) -> None:
        limit = self.policy.new_limit_bytes
        self._waiting.update((entry.path, entry) for entry in entries if entry.size_bytes <= limit)
        if self._waiting and self.record is not None and not self._new.is_busy:
            small, self._waiting = tuple(self._waiting.values()), {}
            opener = self._session.cache.open
            self._new.start(
                _find_and_read, small, self.record, opener, then=self._new_are_read, otherwise=self._failed
            )

    def _new_are_read(self, _: Gathered) -> None:
        self._remember_new([])  # what came meanwhile
        self.changed.emit()

    # -- everything ----------------------------------------------------------------------------

    def ask_all(self) -> None:
        """Find out what reading the statistics of all steps would take; `asked` tells."""
        run, record = self._session.run, self.record
        if run is None or record is None:
            return
        entries = tuple(reversed(run.checkpoints))
        opener = self._session.cache.open
        self._all.start(
            _find_unread, entries, record, opener, then=self.asked.emit, otherwise=self._cannot_read
        )

    def read_all(self, unread: tuple[Unread, ...]) -> None:
        """Read what `asked` told of; `gathered` tells of the end."""
        if self.record is not None:
            self._all.start(_read, unread, self.record, then=self._are_read, otherwise=self._cannot_read)

    def _are_read(self, gathered: Gathered) -> None:
        self.gathered.emit(gathered)
        self.changed.emit()

    def _cannot_read(self, error: Exception) -> None:
        self._session.problem_met.emit(error, "The statistics of all steps could not be read")


def _open_anew(
    directory: Path, policy: RecordPolicy, before: RunRecord | None, task: Task = QUIET
) -> RunRecord | None:
    if before is not None:
        before.close()
    task.report(0, 1, "Opening what is remembered")  # nobody may be waiting any more
    return open_record(directory, policy)


def _tell(entries: list[CheckpointEntry], record: RunRecord, task: Task = QUIET) -> None:
    remember_tables(entries, record, lambda entry: record.resolved(entry) is not None, task)


def _find_unread(
    entries: tuple[CheckpointEntry, ...], record: RunRecord, opener: Callable, task: Task = QUIET
) -> tuple[Unread, ...]:
    return unread_statistics(entries, record, opener, task)


def _read(unread: tuple[Unread, ...], record: RunRecord, task: Task = QUIET) -> Gathered:
    return read_statistics(unread, record, task)


def _find_and_read(
    entries: tuple[CheckpointEntry, ...], record: RunRecord, opener: Callable, task: Task = QUIET
) -> Gathered:
    return read_statistics(unread_statistics(entries, record, opener, task), record, task)
