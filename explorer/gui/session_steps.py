"""The two steps all views show: the newer one, and the older one it is compared with."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.errors import MissingFileError
from explorer.gui.choices import content_of, first_choice, path_of, place_of, previous_entry
from explorer.gui.session_jobs import CheckpointGoneError, StillBeingWrittenError, open_elsewhere, open_entry
from explorer.gui.session_values import SessionValues
from explorer.gui.statuses import BEING_WRITTEN, COMPLETE, can_be_chosen
from explorer.report.numbers import format_label
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir
    from explorer.gui.elsewhere import OtherRun

FIRST_S = 1.5  # for so long at most the older step waits until the newer one is open: a disk may hang


class SessionSteps(SessionValues):
    """The part of the session that chooses and opens the two checkpoints."""

    @property
    def follow_latest(self) -> bool:
        """Whether the newer handle moves on to each new latest checkpoint; a step chosen by hand ends it."""
        return self._follow_latest

    @follow_latest.setter
    def follow_latest(self, wanted: bool) -> None:
        self._set_follow_latest(wanted)
        self._go_to_the_latest()

    def choose_latest(self) -> None:
        """Go to the latest checkpoint, and stay at the latest from now on."""
        if self.run is not None:
            self._choose_newer(first_choice(self.run))
            self._set_follow_latest(True)

    def _set_follow_latest(self, wanted: bool) -> None:
        if wanted != self._follow_latest:
            self._follow_latest = wanted
            self.follow_latest_changed.emit(wanted)

    def _go_to_the_latest(self) -> None:
        latest = self.run.latest if self.run is not None else None
        if not self._follow_latest or latest is None or latest.status != COMPLETE:
            return
        if self.newer_entry is not None and not _is_later(self.run, latest, self.newer_entry):
            return  # not back to an earlier one when the latest is deleted
        older = None if self._is_older_by_hand else previous_entry(self.run, latest)
        self._choose_newer(latest, quiet=True)
        if older is not None and older.path != path_of(self.older_entry):
            self._choose_older(older)

    def choose_newer(self, entry: CheckpointEntry | None) -> None:
        """Make an entry the current step; the older one moves out of its way when it must."""
        if path_of(entry) != path_of(self.newer_entry):
            self._set_follow_latest(False)
        self._choose_newer(entry)

    def choose_older(self, entry: CheckpointEntry | None) -> None:
        """Choose what the current step is compared with; the later of the two becomes the newer."""
        self._is_older_by_hand = True
        self._choose_older(entry)

    def choose_older_path(self, path: Path) -> None:
        """Compare with a checkpoint that lies elsewhere: any file of it, or a directory, whose equal step is taken."""
        if self.run is None:
            return
        step = self.newer_entry.step if self.newer_entry is not None else None

        def failed(error: Exception) -> None:
            self.problem_met.emit(error, "The checkpoint to compare with could not be opened")

        self._elsewhere_slot.start(
            open_elsewhere, Path(path), step, self.run.directory, then=self._take_elsewhere, otherwise=failed
        )

    @property
    def older_is_elsewhere(self) -> bool:
        """Whether the older checkpoint does not lie in the opened directory."""
        return self.older_entry is not None and self.older_entry.path in self._elsewhere

    def elsewhere(self, path: Path | None) -> CheckpointEntry | None:
        """The checkpoint of another directory at a prefix, if it was among those offered; None for none."""
        return self._elsewhere.get(path) if path is not None else None

    def _take_elsewhere(self, other: OtherRun) -> None:
        run = self.run
        if run is None:
            return
        if other.directory == run.directory:
            own = next((entry for entry in run.checkpoints if entry.path == other.chosen.path), None)
            if own is not None:
                self.choose_older(own)
            return
        self.other_run = other
        self._elsewhere.update((entry.path, entry) for entry in other.entries)
        if path_of(self.older_entry) == other.chosen.path:  # looked at again: its files may be others
            self.older_entry = other.chosen
            self.entries_changed.emit()
            self._load_older(other.chosen)
        else:
            self.choose_older(other.chosen)

    def _look_elsewhere_again(self) -> None:
        """After a reload: the other directory may have changed as well."""
        if self.older_is_elsewhere and self.older_entry is not None:
            self.choose_older_path(_file_of(self.older_entry))

    def _choose_newer(self, entry: CheckpointEntry | None, *, quiet: bool = False) -> None:
        if entry is not None and self.newer_entry is not None and entry.path == self.newer_entry.path:
            return
        self.newer_entry = entry
        older = self.older_entry
        if (
            self.run is not None
            and entry is not None
            and (older is None or place_of(self.run, older) >= place_of(self.run, entry))
        ):
            older = previous_entry(self.run, entry)
            self._is_older_by_hand = False
        changed = path_of(older) != path_of(self.older_entry)
        self.older_entry = older
        self.entries_changed.emit()
        self._load_newer(entry, quiet=quiet)
        if changed:
            self._load_older(older)

    def _choose_older(self, entry: CheckpointEntry | None) -> None:
        if path_of(entry) == path_of(self.older_entry):
            return
        if entry is not None and self.newer_entry is not None and self.run is not None:
            if entry.path == self.newer_entry.path:
                return
            if place_of(self.run, entry) > place_of(self.run, self.newer_entry):
                self.newer_entry, entry = entry, self.newer_entry
                self._set_follow_latest(False)
                self._load_newer(self.newer_entry)
        self.older_entry = entry
        self.entries_changed.emit()
        self._load_older(entry)

    def step_by(self, offset: int) -> None:
        """Go to the next (+1) or previous (-1) checkpoint that is there, or remembered."""
        if self.run is None:
            return
        entries = [entry for entry in self.run.checkpoints if can_be_chosen(entry)]
        here = path_of(self.newer_entry)
        place = next((i for i, entry in enumerate(entries) if entry.path == here), None)
        if place is None:
            if entries:
                self.choose_newer(entries[-1 if offset > 0 else 0])
        elif 0 <= place + offset < len(entries):
            self.choose_newer(entries[place + offset])

    def _load_newer(self, entry: CheckpointEntry | None, *, quiet: bool = False) -> None:
        """Open an entry for the newer side; `quiet` keeps what is shown while a trainer is at its files."""

        def opened(checkpoint: Checkpoint) -> None:
            self._shown["newer"] = path_of(entry)
            _ = self.statistics, self.changes  # made here: jobs use them too, and must not make them
            same = self.newer is not None and self.newer.identity == checkpoint.identity
            self._forget_replaced(self.newer, checkpoint)
            self.newer, self.newer_error = checkpoint, None
            self._mark_damage()
            if same:
                return
            self.checkpoint_loaded.emit(checkpoint)
            self.newer_changed.emit(checkpoint)
            self._keep_selection()
            self._check()

        def failed(error: Exception) -> None:
            is_waiting = isinstance(error, StillBeingWrittenError)
            if is_waiting or (quiet and isinstance(error, MissingFileError)):
                self._asked["newer"] = None if entry is None else (entry.path,)  # the next look tries again
                if quiet and self.newer is not None and self._shown["newer"] == path_of(entry):
                    return
            self.newer, self.newer_error = None, error
            self.newer_changed.emit(None)
            if not quiet and not is_waiting and not isinstance(error, CheckpointGoneError):
                self.problem_met.emit(
                    error, f"{format_label(entry.label) if entry else ''} could not be opened"
                )
            self._check()

        if entry is None:
            self._newer_slot.cancel()
            self._asked["newer"] = None
            self.newer, self.newer_error = None, None
            self.newer_changed.emit(None)
            self._check()
        else:
            self._asked["newer"] = content(entry)
            self._newer_opened = threading.Event()
            self._newer_slot.start(self._open_newer, entry, self._newer_opened, then=opened, otherwise=failed)

    def _open_newer(self, entry: CheckpointEntry, opened: threading.Event, task: Task = QUIET) -> Checkpoint:
        """On a pool thread; the cache too, whose module may take its time to be imported."""
        try:
            return open_entry(self.cache, entry, task)
        finally:
            opened.set()

    def _open_older(self, entry: CheckpointEntry, newer: threading.Event, task: Task = QUIET) -> Checkpoint:
        """On a pool thread, once the newer one is there: side by side, what is looked at first would come last."""
        until = time.monotonic() + FIRST_S
        while not newer.wait(0.05) and time.monotonic() < until and not task.is_cancelled:
            pass
        return open_entry(self.cache, entry, task)

    def _load_older(self, entry: CheckpointEntry | None, *, quiet: bool = False) -> None:
        def opened(checkpoint: Checkpoint) -> None:
            self._shown["older"] = path_of(entry)
            same = self.older is not None and self.older.identity == checkpoint.identity
            self._forget_replaced(self.older, checkpoint)
            self.older, self.older_error = checkpoint, None
            if not same:
                self.checkpoint_loaded.emit(checkpoint)
                self.older_changed.emit(checkpoint)

        def failed(error: Exception) -> None:
            if isinstance(error, (StillBeingWrittenError, MissingFileError)):
                self._asked["older"] = None if entry is None else (entry.path,)
                if quiet and self.older is not None and self._shown["older"] == path_of(entry):
                    return
            self.older, self.older_error = None, error
            self.older_changed.emit(None)

        if entry is None:
            self._older_slot.cancel()
            self._asked["older"] = None
            if self.older is not None or self.older_error is not None:
                self.older, self.older_error = None, None
                self.older_changed.emit(None)
        else:
            self._asked["older"] = content(entry)
            self._older_slot.start(self._open_older, entry, self._newer_opened, then=opened, otherwise=failed)

    def _forget_replaced(self, before: Checkpoint | None, now: Checkpoint) -> None:
        """The statistics of files that were written over: a run saved a thousand times must not fill the memory."""
        is_replaced = before is not None and before.prefix == now.prefix and before.identity != now.identity
        for store in (self._statistics, self._changes):
            if is_replaced and store is not None:
                store.forget(before)

    def _adopt_entries(self, run: ModelDir) -> None:
        """Replace the chosen entries by what the directory says of them now."""
        by_prefix = {entry.path: entry for entry in run.checkpoints}
        newer = by_prefix.get(self.newer_entry.path) if self.newer_entry else None
        older = by_prefix.get(self.older_entry.path) if self.older_entry else None
        if self.older_is_elsewhere:
            older = self.older_entry
        if self.newer_entry is not None and newer is None:
            self._choose_newer(first_choice(run))
            return
        self.newer_entry, self.older_entry = newer, older
        self.entries_changed.emit()
        if newer is None and run.checkpoints and self.newer is None and self._wished_step is None:
            self._choose_newer(first_choice(run))
        elif older is None and newer is not None:
            self._choose_older(previous_entry(run, newer))

    def _forget_checkpoints(self) -> None:
        self._newer_slot.cancel()
        self._older_slot.cancel()
        self.newer_entry = self.older_entry = None
        self._is_older_by_hand = False
        self._elsewhere_slot.cancel()
        self.other_run = None
        self._elsewhere.clear()
        self._asked = {"newer": None, "older": None}
        self.entries_changed.emit()
        if self.newer is not None or self.newer_error is not None:
            self.newer, self.newer_error = None, None
            self.newer_changed.emit(None)
        if self.older is not None or self.older_error is not None:
            self.older, self.older_error = None, None
            self.older_changed.emit(None)


def content(entry: CheckpointEntry) -> tuple[object, ...]:
    """What opening an entry depends on: its files, and whether a save of them is under way. The path first."""
    return (entry.path, content_of(entry), entry.status == BEING_WRITTEN)


def _is_later(run: ModelDir, entry: CheckpointEntry, than: CheckpointEntry) -> bool:
    """Whether an entry stands further on in the run, or was written later: a run begun anew counts from 0."""
    if entry.path == than.path:
        return False
    return place_of(run, entry) > place_of(run, than) or (entry.modified or 0.0) > (than.modified or 0.0)


def _file_of(entry: CheckpointEntry) -> Path:
    """A path by which the checkpoint is found again: a prefix alone is no file."""
    index = entry.path.with_name(f"{entry.path.name}.index")
    return index if any(name == index.name for name, *_ in entry.stamp) else entry.path
