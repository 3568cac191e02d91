"""The one state all views share: the opened run, its newer and older checkpoint, the selection, the target."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.errors import ExplorerError
from explorer.gui.choices import first_choice, path_of, previous_entry
from explorer.gui.looking import Gate, Looked, first_look, look
from explorer.gui.opening import Opened, resolve_stepwise
from explorer.gui.restore_choice import AS_TOLD
from explorer.gui.session_jobs import open_with_record
from explorer.gui.session_steps import SessionSteps, content
from explorer.gui.statistics_store import is_gone
from explorer.gui.statuses import BEING_WRITTEN, GONE, REMEMBERED, shown_status

if TYPE_CHECKING:  # not imported for the first painted window
    from explorer.analysis.run_record import RunRecord
    from explorer.checkpoints.model_dir import ModelDir

__all__ = ("Session", "first_choice", "previous_entry")
PARTLY_SHARE = 20  # one part in so many of the time goes into showing what is known so far


class Session(SessionSteps):
    """Opens a directory, looks at it again, and shares what is chosen in it."""

    def open(self, path: Path, *, step: int | None = None) -> None:
        """Open a directory or anything of it, in the background; `step` chooses the newer checkpoint."""
        path = Path(path)
        self._forget_looks()
        self.opening = path
        self._wished_step = None if step is None else ("step", step)

        def failed(error: Exception) -> None:
            self.opening = None
            self.problem_met.emit(error, "Opening failed")

        self._open_slot.start(
            open_with_record, path, self.recording.policy, then=self._show_opened, otherwise=failed
        )

    def open_anew(self) -> None:
        """Open the directory as if for the first time, with nothing known of it; step and selection stay if they can."""
        run, newer, key = self.run, self.newer_entry, self.selected_key
        if run is None:
            return
        is_there = newer is not None and newer.status != GONE and not self.follow_latest
        self.cache.clear()  # its checkpoints may ask a record that is gone
        self._wished_key = key
        self.open(run.directory, step=newer.step if is_there else None)

    def close_run(self) -> None:
        """Forget the opened directory."""
        for slot in (
            self._open_slot,
            self._resolve_slot,
            self._newer_slot,
            self._older_slot,
            self._report_slot,
        ):
            slot.cancel()
        self._forget_looks()
        self._looked = None
        self.opening = None
        self._forget_checkpoints()
        self.recording.take(None)
        self._set_run(None)

    def _forget_looks(self) -> None:
        self._look_slot.cancel()
        self._second_look.stop()
        self._gate = Gate()  # another directory is not held up by a look that hangs in this one
        self.lost = None

    def _show_opened(self, found: tuple[Opened, RunRecord | None]) -> None:
        opened, record = found
        self.opening = None
        self._resolve_slot.cancel()
        self._forget_looks()
        self._forget_checkpoints()
        self._damage.forget_entries()
        self.select(self._wished_key)
        self._wished_key = ""
        self._take_target(None)
        self.recording.take(record)
        self._looked = first_look(opened.run)
        self._set_run(opened.run)
        self.run_opened.emit(opened.run)
        self.choose_way(AS_TOLD)  # only now: what was chosen for the run before stays remembered with it
        if opened.problem is not None:
            self.problem_met.emit(opened.problem, "")
        self._resolve(opened.run)
        self._set_follow_latest(self._wished_step is None and opened.chosen is None)
        if self._wished_step is None or opened.chosen is not None:
            self._choose_newer(opened.chosen or first_choice(opened.run))
        else:
            self._choose_wished(opened.run)

    def _resolve(self, run: ModelDir) -> None:
        if all(entry.is_resolved for entry in run.checkpoints):
            self.recording.show_run(run)
            return

        def failed(error: Exception) -> None:
            self.problem_met.emit(error, "The steps could not be read")

        self._resolve_slot.start(
            resolve_stepwise,
            run,
            self.recording.record,
            then=self._show_resolved,
            otherwise=failed,
            partly=self._show_partly,
        )

    def _show_partly(self, run: ModelDir) -> None:
        """Some more steps are known: shown at times only where showing thousands of them takes its time."""
        began = time.monotonic()
        if began < self._partly_from:
            return
        self._set_run_and_entries(run)
        took_s = time.monotonic() - began
        self._partly_from = began + PARTLY_SHARE * took_s

    def _set_run_and_entries(self, run: ModelDir) -> None:
        self._set_run(run)
        self._adopt_entries(self.run or run)

    def _show_resolved(self, run: ModelDir) -> None:
        self._looked = first_look(run)
        self._set_run_and_entries(run)
        self.recording.show_run(run)
        if self._wished_step is not None:
            self._choose_wished(run)
            self._wished_step = None

    def _choose_wished(self, run: ModelDir) -> None:
        _, step = self._wished_step or ("", None)
        for entry in run.checkpoints:
            if step in (entry.step, entry.number):
                self._choose_newer(entry)
                return
        if all(entry.is_resolved for entry in run.checkpoints):
            known = ", ".join(str(entry.step) for entry in run.checkpoints[-20:] if entry.step is not None)
            self.problem_met.emit(
                ExplorerError(
                    f"there is no checkpoint of step {step}",
                    hint=f"Steps here: {known}." if known else "No step is known here.",
                ),
                "",
            )
            self._choose_newer(first_choice(run))

    # -- looking again -------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the directory again, all of it; whatever still exists stays chosen."""
        if self.run is None:
            return

        def failed(error: Exception) -> None:
            self.lost = error
            self.problem_met.emit(error, "The directory could not be read again")

        before = self._looked or first_look(self.run)
        self._resolve_slot.cancel()
        self._forget_looks()
        self._damage.forget_entries()  # the files may be others by now; who reads them again finds out
        self._open_slot.start(
            look,
            self._gate,
            self.run.directory,
            before,
            self.recording.record,
            True,
            True,
            then=lambda looked: self._show_look(looked, everything=True),
            otherwise=failed,
        )
        self._look_elsewhere_again()

    @property
    def is_looking(self) -> bool:
        """Whether another look at the directory is under way, be it that it hangs."""
        return self._gate.is_taken or self._look_slot.is_busy

    @property
    def is_being_written(self) -> bool:
        """Whether the last look saw a save under way."""
        return self._looked is not None and self._looked.is_being_written

    def refresh(self, *, force: bool = False) -> bool:
        """Look quietly whether the directory changed; False when this is not the moment to.

        Nothing is told when nothing changed, and only what changed is read. `looked` tells of the end.

        Args:
            force: scan the directory even if its files seem untouched.
        """
        busy = self.opening is not None or self._open_slot.is_busy or self._resolve_slot.is_busy
        if self.run is None or self._looked is None or busy or self.is_looking:
            return False
        self._look_slot.start(
            look,
            self._gate,
            self.run.directory,
            self._looked,
            self.recording.record,
            force,
            then=self._show_look,
            otherwise=self._cannot_look,
        )
        return True

    def _cannot_look(self, error: Exception) -> None:
        """The window keeps what it has; said once, until the directory can be read again."""
        if self.lost is None:
            self.lost = error
            self.problem_met.emit(error, "The directory could not be read again")
        self.looked.emit(error)

    def _show_look(self, looked: Looked, everything: bool = False) -> None:
        was_lost, self.lost = self.lost is not None, None
        self._looked = looked
        if looked.is_new or everything:
            returned = self._returned(looked.run)
            self._set_run_and_entries(looked.run)
            self._ask_again(returned)
            self.recording.show_run(looked.run)
        if was_lost:
            self.directory_returned.emit()
            self._ask_again({path for path in map(path_of, (self.newer_entry, self.older_entry)) if path})
        self._open_what_changed(everything)
        self._go_to_the_latest()
        self.looked.emit(looked)

    def _returned(self, now: ModelDir) -> set[Path]:
        """Prefixes that were gone, or their directory was, and are there again."""
        if self.run is None:
            return set()
        gone = {entry.path for entry in self.run.checkpoints if entry.status == GONE}
        return {entry.path for entry in now.checkpoints if entry.path in gone and entry.status != GONE}

    def _ask_again(self, returned: set[Path]) -> None:
        """What could not be read while files were away is read now."""
        if not returned:
            return
        for store in (self._statistics, self._changes):
            if store is not None:
                store.forget_failures(returned)
        for side, checkpoint, changed in (
            ("newer", self.newer, self.newer_changed),
            ("older", self.older, self.older_changed),
        ):
            if self._shown[side] in returned and checkpoint is not None:
                self._damage.forget(checkpoint)
                changed.emit(checkpoint)

    def _open_what_changed(self, everything: bool) -> None:
        """Open the two steps again where their files are others now; what is gone stays as it was read."""
        for side, load in (("newer", self._load_newer), ("older", self._load_older)):
            entry = self.newer_entry if side == "newer" else self.older_entry
            shown = self.newer if side == "newer" else self.older
            if entry is None:
                continue
            is_kept = shown is not None and self._shown[side] == entry.path
            if is_kept and shown_status(entry) == REMEMBERED and not is_gone(shown):
                load(entry, quiet=True)  # the record speaks for it from now on
                continue
            if entry.status in (GONE, BEING_WRITTEN) and (is_kept or not everything):
                continue
            if everything or self._asked[side] != content(entry):
                load(entry, quiet=not everything)
