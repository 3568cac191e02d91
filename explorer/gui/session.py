"""The one state all views share: the opened run, its newer and older checkpoint, the selection, the target."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.errors import CorruptFileError, ExplorerError, MissingFileError
from explorer.gui.choices import content_of, first_choice, path_of, place_of, previous_entry
from explorer.gui.jobs import DaemonPool, JobSlot
from explorer.gui.looking import Gate, Looked, first_look, look
from explorer.gui.opening import Opened, open_path, resolve_stepwise
from explorer.gui.restore_choice import AS_TOLD, RestoreChoice
from explorer.gui.session_damage import Damage, damage_sentence
from explorer.gui.session_jobs import (
    StillBeingWrittenError,
    check_target,
    open_entry,
    spec_of_entry,
    spec_of_path,
)
from explorer.gui.statuses import BEING_WRITTEN, COMPLETE, GONE
from explorer.task import QUIET, Task

if TYPE_CHECKING:  # not imported for the first painted window
    from explorer.analysis.restore import RestoreReport
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir
    from explorer.checkpoints.spec import ModelSpec
    from explorer.gui.changes_store import ChangesStore
    from explorer.gui.statistics_store import StatisticsStore

__all__ = ("Session", "first_choice", "previous_entry")
PARTLY_SHARE = 20  # one part in so many of the time goes into showing what is known so far


class Session(QObject):
    """Frozen snapshots and typed signals. All members are touched on the GUI thread only."""

    run_changed = Signal(object)  # ModelDir | None: opened, reloaded or resolved further
    newer_changed = Signal(object)  # Checkpoint | None: the current step, index read
    older_changed = Signal(object)  # Checkpoint | None
    entries_changed = Signal()  # newer_entry or older_entry: at once, before anything of them is read
    target_changed = Signal(object)  # ModelSpec | None
    report_changed = Signal(object)  # RestoreReport | None: newer against target
    run_opened = Signal(object)  # ModelDir: a path was opened, be it the same one again
    target_chosen = Signal(object)  # Path | None: by the user, so that it is remembered with the run
    rows_wanted = Signal(object)  # keys: the Restore view is to show these rows
    choice_changed = Signal(object)  # RestoreChoice: the way of loading, and under which conditions
    selection_changed = Signal(
        object
    )  # key of the chosen variable, "" for none (Signal(str) would lose odd bytes)
    node_changed = Signal(int)  # node id chosen in the graph, -1 for none
    checkpoint_loaded = Signal(object)  # Checkpoint: one more entry of the run is open
    damage_found = Signal(object)  # identity of the checkpoint: a value was read whose bytes are damaged
    palette_changed = Signal()  # dark or light, colour-blind set
    problem_met = Signal(object, str)  # error, what was tried: for the banner
    looked = Signal(object)  # Looked, or the error: another look at the directory is over
    directory_returned = Signal()  # it can be read again, after a look that could not
    follow_latest_changed = Signal(bool)

    def __init__(
        self, cache: Any = None, pool: DaemonPool | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.pool = pool or DaemonPool()
        self._cache, self._making_cache = cache, Lock()
        self._statistics: StatisticsStore | None = None
        self._changes: ChangesStore | None = None
        self._damage = Damage()
        self.run: ModelDir | None = None
        self.newer: Checkpoint | None = None
        self.older: Checkpoint | None = None
        self.newer_entry: CheckpointEntry | None = None
        self.older_entry: CheckpointEntry | None = None
        self.newer_error: Exception | None = None  # why `newer` is None although an entry is chosen
        self.older_error: Exception | None = None
        self.target: ModelSpec | None = None
        self.report: RestoreReport | None = None
        self.choice: RestoreChoice = AS_TOLD
        self.wanted_rows: tuple[str, ...] = ()  # until the Restore view has shown them
        self.target_error: Exception | None = None  # why the target chosen last is none
        self.selected_key = ""
        self.selected_node = -1
        self.opening: Path | None = None
        self.lost: Exception | None = None  # why the last look could not read the directory
        self._looked: Looked | None = None
        self._gate = Gate()
        self._follow_latest = True
        self._is_older_by_hand = False
        # What of each side was asked for last, so that only other files are opened again.
        self._asked: dict[str, tuple[object, ...] | None] = {"newer": None, "older": None}
        self._shown: dict[str, Path | None] = {"newer": None, "older": None}  # whose content it is
        self._wished_step: tuple[str, int] | None = None
        self._partly_from = 0.0
        self._open_slot = self.new_slot(self, "Opening")
        self._resolve_slot = self.new_slot(self, "Reading steps")
        self._look_slot = self.new_slot(self)  # without a name: the status bar is not to flicker
        self._second_look = QTimer(self, singleShot=True)
        self._second_look.timeout.connect(self._look_at_damage_again)
        self._newer_slot = self.new_slot(self, "Opening the checkpoint")
        self._older_slot = self.new_slot(self, "Opening the older checkpoint")
        self._target_slot = self.new_slot(self, "Reading the target")
        self._report_slot = self.new_slot(self, "Checking the restore")

    @property
    def cache(self) -> Any:
        """The opened checkpoints (checkpoints.series.CheckpointCache)."""
        with self._making_cache:
            if self._cache is None:
                from explorer.checkpoints.series import CheckpointCache

                self._cache = CheckpointCache()
            return self._cache

    @property
    def statistics(self) -> StatisticsStore:
        """Statistics of tensors as they arrive."""
        if self._statistics is None:
            from explorer.gui.statistics_store import StatisticsStore

            self._statistics = StatisticsStore(self.pool, self)
            self._statistics.arrived.connect(self._note_arrival)
        return self._statistics

    @property
    def changes(self) -> ChangesStore:
        """How much values changed between two checkpoints, as it becomes known."""
        if self._changes is None:
            from explorer.gui.changes_store import ChangesStore

            self._changes = ChangesStore(self.pool, self)
        return self._changes

    def new_slot(self, parent: QObject | None, name: str = "") -> JobSlot:
        """Room for one kind of question of a view."""
        return JobSlot(self.pool, parent, name)

    def is_busy(self) -> bool:
        """Whether the session itself waits for something."""
        return any(
            slot.is_busy
            for slot in (
                self._open_slot,
                self._resolve_slot,
                self._newer_slot,
                self._older_slot,
                self._target_slot,
                self._report_slot,
            )
        )

    # -- opening -------------------------------------------------------------------------------

    def open(self, path: Path, *, step: int | None = None) -> None:
        """Open a directory or anything of it, in the background; `step` chooses the newer checkpoint."""
        path = Path(path)
        self._forget_looks()
        self.opening = path
        self._wished_step = None if step is None else ("step", step)

        def failed(error: Exception) -> None:
            self.opening = None
            self.problem_met.emit(error, "Opening failed")

        self._open_slot.start(open_path, path, then=self._show_opened, otherwise=failed)

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
        self._set_run(None)

    def _forget_looks(self) -> None:
        self._look_slot.cancel()
        self._second_look.stop()
        self._gate = Gate()  # another directory is not held up by a look that hangs in this one
        self.lost = None

    def _show_opened(self, opened: Opened) -> None:
        self.opening = None
        self._resolve_slot.cancel()
        self._forget_looks()
        self._forget_checkpoints()
        self._damage.forget_entries()
        self.select("")
        self._take_target(None)
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
            return

        def failed(error: Exception) -> None:
            self.problem_met.emit(error, "The steps could not be read")

        self._resolve_slot.start(
            resolve_stepwise,
            run,
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

    def _set_run(self, run: ModelDir | None) -> None:
        self.run = self._damage.shown_in(run) if run is not None else None
        self.run_changed.emit(self.run)

    def _adopt_entries(self, run: ModelDir) -> None:
        """Replace the chosen entries by what the directory says of them now."""
        by_prefix = {entry.path: entry for entry in run.checkpoints}
        newer = by_prefix.get(self.newer_entry.path) if self.newer_entry else None
        older = by_prefix.get(self.older_entry.path) if self.older_entry else None
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
        self._asked = {"newer": None, "older": None}
        self.entries_changed.emit()
        if self.newer is not None or self.newer_error is not None:
            self.newer, self.newer_error = None, None
            self.newer_changed.emit(None)
        if self.older is not None or self.older_error is not None:
            self.older, self.older_error = None, None
            self.older_changed.emit(None)

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
            True,
            True,
            then=lambda looked: self._show_look(looked, everything=True),
            otherwise=failed,
        )

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
        if self._statistics is not None:
            self.statistics.forget_failures(returned)
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
            if entry.status in (GONE, BEING_WRITTEN) and (is_kept or not everything):
                continue
            if everything or self._asked[side] != _content(entry):
                load(entry, quiet=not everything)

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

    # -- the two steps -------------------------------------------------------------------------

    def choose_newer(self, entry: CheckpointEntry | None) -> None:
        """Make an entry the current step; the older one moves out of its way when it must."""
        if path_of(entry) != path_of(self.newer_entry):
            self._set_follow_latest(False)
        self._choose_newer(entry)

    def choose_older(self, entry: CheckpointEntry | None) -> None:
        """Choose what the current step is compared with; the later of the two becomes the newer."""
        self._is_older_by_hand = True
        self._choose_older(entry)

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
        """Go to the next (+1) or previous (-1) checkpoint that is there."""
        if self.run is None:
            return
        entries = [entry for entry in self.run.checkpoints if entry.status != GONE]
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
            if not quiet and not is_waiting:
                self.problem_met.emit(error, f"{entry.label if entry else ''} could not be opened")
            self._check()

        if entry is None:
            self._newer_slot.cancel()
            self._asked["newer"] = None
            self.newer, self.newer_error = None, None
            self.newer_changed.emit(None)
            self._check()
        else:
            self._asked["newer"] = _content(entry)
            self._newer_slot.start(self._open_entry, entry, then=opened, otherwise=failed)

    def _open_entry(self, entry: CheckpointEntry, task: Task = QUIET) -> Checkpoint:
        """On a pool thread; the cache too, whose module may take its time to be imported."""
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
            self._asked["older"] = _content(entry)
            self._older_slot.start(self._open_entry, entry, then=opened, otherwise=failed)

    def _forget_replaced(self, before: Checkpoint | None, now: Checkpoint) -> None:
        """The statistics of files that were written over: a run saved a thousand times must not fill the memory."""
        is_replaced = before is not None and before.prefix == now.prefix and before.identity != now.identity
        if is_replaced and self._statistics is not None:
            self.statistics.forget(before)

    # -- damage met while values are read --------------------------------------------------------

    def damage_of(self, checkpoint: Checkpoint) -> dict[str, str]:
        """Key -> sentence of the values that turned out damaged; goes on filling while they are read."""
        return self._damage.of(checkpoint)

    def _note_arrival(self, wish: tuple[object, str]) -> None:
        identity, key = wish
        newer = self.newer
        if newer is None or identity != newer.identity:
            return
        answer = self.statistics.get(newer, key)
        if not isinstance(answer, CorruptFileError) or key in self.damage_of(newer):
            return
        self.damage_of(newer)[key] = damage_sentence(answer)
        self._mark_damage()
        self.damage_found.emit(identity)
        again_in_s = self._damage.wants_another_look(newer)
        if again_in_s is not None:
            self._second_look.start(round(again_in_s * 1000) + 1)

    def _look_at_damage_again(self) -> None:
        """The files had been written just before: they may have been read in between two writes."""
        newer, entry = self.newer, self.newer_entry
        if newer is None or entry is None or not self.damage_of(newer):
            return
        self._damage.forget(newer)
        self._damage.forget_entry(entry)
        self.statistics.forget_failures({newer.prefix})
        if self._looked is not None:
            self._set_run_and_entries(self._looked.run)
        self.newer_changed.emit(newer)

    def _mark_damage(self) -> None:
        """The entry of the current step counts as damaged once a value of it does."""
        entry, run = self.newer_entry, self.run
        if self.newer is None or entry is None or run is None:
            return
        if self._damage.note_entry(entry, self.newer):
            self._set_run_and_entries(run)

    # -- the selection -------------------------------------------------------------------------

    def select(self, key: str, node: int = -1) -> None:
        """Choose a variable everywhere; a node without a value by `select("", node)`."""
        if node < 0 and key and self.newer is not None:
            try:
                found = self.newer.variable(key).node
            except ExplorerError:
                found = None
            node = -1 if found is None else found
        key_changed, node_changed = key != self.selected_key, node != self.selected_node
        self.selected_key, self.selected_node = key, node
        if key_changed:
            self.selection_changed.emit(key)
        if node_changed:
            self.node_changed.emit(node)

    def _keep_selection(self) -> None:
        """Node ids are a file's own: look the chosen key up again in the new checkpoint."""
        if self.selected_key:
            key, self.selected_node = self.selected_key, -2  # so that the node is told anew
            self.select(key)
        elif self.selected_node >= 0:
            self.select("", -1)

    # -- the target ----------------------------------------------------------------------------

    def choose_target(self, spec: ModelSpec | None) -> None:
        """Choose what model the current checkpoint is to be restored into; None for no target."""
        self._take_target(spec)
        if spec is None:
            self.target_chosen.emit(None)

    def choose_target_entry(self, entry: CheckpointEntry) -> None:
        """The model that wrote another checkpoint of this run becomes the target."""
        self._start_target(entry.path, spec_of_entry, self.cache, entry)

    def choose_target_path(
        self, path: Path, *, failing: Callable[[Exception], Exception] = lambda error: error
    ) -> None:
        """What a file or directory tells of a model becomes the target; `failing` says an error otherwise."""
        self._start_target(path, spec_of_path, path, failing=failing)

    def choose_way(self, choice: RestoreChoice) -> None:
        """Choose the way of loading that is looked at, and the conditions it is judged under."""
        before, self.choice = self.choice, choice
        if choice == before:
            return
        self.choice_changed.emit(choice)
        if (choice.tensorflow, choice.variables) != (before.tensorflow, before.variables):
            self._check()

    def show_rows(self, keys: tuple[str, ...]) -> None:
        """Ask the Restore view for these rows, be it that it is made only now."""
        self.wanted_rows = keys
        if keys:
            self.select(keys[0])
        self.rows_wanted.emit(keys)

    def _take_target(self, spec: ModelSpec | None) -> None:
        self._target_slot.cancel()
        self.target_error = None
        if spec is self.target:
            return
        self.target = spec
        self.target_changed.emit(spec)
        self._check()

    def _start_target(
        self,
        path: Path,
        function: Any,
        *args: Any,
        failing: Callable[[Exception], Exception] = lambda error: error,
    ) -> None:
        def read(spec: ModelSpec) -> None:
            self._take_target(spec)
            self.target_chosen.emit(path)

        def failed(error: Exception) -> None:
            self.target_error = said = failing(error)
            self.target_changed.emit(self.target)
            self.problem_met.emit(said, "The target could not be read" if said is error else "")

        self._target_slot.start(function, *args, then=read, otherwise=failed)

    def _check(self) -> None:
        if self.target is None or self.newer is None:
            self._report_slot.cancel()
            self._set_report(None)
            return

        def failed(error: Exception) -> None:
            self._set_report(None)
            self.problem_met.emit(error, "The restore could not be checked")

        self._report_slot.start(
            check_target, self.newer, self.target, self.choice, then=self._set_report, otherwise=failed
        )

    def _set_report(self, report: RestoreReport | None) -> None:
        if report is not self.report:
            self.report = report
            self.report_changed.emit(report)


def _content(entry: CheckpointEntry) -> tuple[object, ...]:
    """What opening an entry depends on: its files, and whether a save of them is under way. The path first."""
    return (entry.path, content_of(entry), entry.status == BEING_WRITTEN)


def _is_later(run: ModelDir, entry: CheckpointEntry, than: CheckpointEntry) -> bool:
    """Whether an entry stands further on in the run, or was written later: a run begun anew counts from 0."""
    if entry.path == than.path:
        return False
    return place_of(run, entry) > place_of(run, than) or (entry.modified or 0.0) > (than.modified or 0.0)
