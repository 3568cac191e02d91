"""The one state all views share: the opened run, its newer and older checkpoint, the selection, the target."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from explorer.errors import CorruptFileError, ExplorerError, MissingFileError
from explorer.gui.jobs import DaemonPool, JobSlot
from explorer.gui.opening import Opened, open_path, resolve_stepwise
from explorer.gui.statuses import COMPLETE, DAMAGED, GONE
from explorer.report.numbers import display_name
from explorer.task import QUIET, Task

if TYPE_CHECKING:  # not imported for the first painted window
    from explorer.analysis.restore import RestoreReport
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir
    from explorer.checkpoints.spec import ModelSpec
    from explorer.gui.statistics_store import StatisticsStore

VALUE_TAIL = "/.ATTRIBUTES/VARIABLE_VALUE"


class Session(QObject):
    """Frozen snapshots and typed signals. All members are touched on the GUI thread only."""

    run_changed = Signal(object)  # ModelDir | None: opened, reloaded or resolved further
    newer_changed = Signal(object)  # Checkpoint | None: the current step, index read
    older_changed = Signal(object)  # Checkpoint | None
    entries_changed = Signal()  # newer_entry or older_entry: at once, before anything of them is read
    target_changed = Signal(object)  # ModelSpec | None
    report_changed = Signal(object)  # RestoreReport | None: newer against target
    selection_changed = Signal(
        object
    )  # key of the chosen variable, "" for none (Signal(str) would lose odd bytes)
    node_changed = Signal(int)  # node id chosen in the graph, -1 for none
    checkpoint_loaded = Signal(object)  # Checkpoint: one more entry of the run is open
    damage_found = Signal(object)  # identity of the checkpoint: a value was read whose bytes are damaged
    palette_changed = Signal()  # dark or light, colour-blind set
    problem_met = Signal(object, str)  # error, what was tried: for the banner

    def __init__(
        self, cache: Any = None, pool: DaemonPool | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.pool = pool or DaemonPool()
        self._cache, self._making_cache = cache, Lock()
        self._statistics: StatisticsStore | None = None
        self.damage: dict[object, dict[str, str]] = {}  # identity -> key -> what reading the value showed
        self._damaged_paths: dict[Path, str] = {}  # the same for the entries of the run, until a reload
        self.run: ModelDir | None = None
        self.newer: Checkpoint | None = None
        self.older: Checkpoint | None = None
        self.newer_entry: CheckpointEntry | None = None
        self.older_entry: CheckpointEntry | None = None
        self.newer_error: Exception | None = None  # why `newer` is None although an entry is chosen
        self.older_error: Exception | None = None
        self.target: ModelSpec | None = None
        self.report: RestoreReport | None = None
        self.selected_key = ""
        self.selected_node = -1
        self.opening: Path | None = None
        self._wished_step: tuple[str, int] | None = None
        self._open_slot = self.new_slot(self, "Opening")
        self._resolve_slot = self.new_slot(self, "Reading steps")
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
        self.opening = path
        self._wished_step = None if step is None else ("step", step)

        def failed(error: Exception) -> None:
            self.opening = None
            self.problem_met.emit(error, "Opening failed")

        self._open_slot.start(open_path, path, then=self._show_opened, otherwise=failed)

    def reload(self) -> None:
        """Read the directory again; whatever still exists stays chosen."""
        if self.run is None:
            return

        def failed(error: Exception) -> None:
            self.problem_met.emit(error, "The directory could not be read again")

        self._damaged_paths.clear()  # the files may be others by now; who reads them again finds out
        self._open_slot.start(_rescan, self.run.directory, then=self._show_reloaded, otherwise=failed)

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
        self.opening = None
        self._forget_checkpoints()
        self._set_run(None)

    def _show_opened(self, opened: Opened) -> None:
        self.opening = None
        self._resolve_slot.cancel()
        self._forget_checkpoints()
        self.select("")
        self.choose_target(None)
        self._set_run(opened.run)
        if opened.problem is not None:
            self.problem_met.emit(opened.problem, "")
        self._resolve(opened.run)
        if self._wished_step is None or opened.chosen is not None:
            self.choose_newer(opened.chosen or first_choice(opened.run))
        else:
            self._choose_wished(opened.run)

    def _show_reloaded(self, run: ModelDir) -> None:
        self._resolve_slot.cancel()
        self._set_run(run)
        self._resolve(run)
        self._adopt_entries(self.run or run, reopen=True)

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
            partly=self._set_run_and_entries,
        )

    def _set_run_and_entries(self, run: ModelDir) -> None:
        self._set_run(run)
        self._adopt_entries(self.run or run, reopen=False)

    def _show_resolved(self, run: ModelDir) -> None:
        self._set_run_and_entries(run)
        if self._wished_step is not None:
            self._choose_wished(run)
            self._wished_step = None

    def _choose_wished(self, run: ModelDir) -> None:
        _, step = self._wished_step or ("", None)
        for entry in run.checkpoints:
            if step in (entry.step, entry.number):
                self.choose_newer(entry)
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
            self.choose_newer(first_choice(run))

    def _set_run(self, run: ModelDir | None) -> None:
        self.run = _with_damage(run, self._damaged_paths) if run is not None else None
        self.run_changed.emit(self.run)

    def _adopt_entries(self, run: ModelDir, *, reopen: bool) -> None:
        """Replace the chosen entries by what the directory says of them now."""
        by_prefix = {entry.path: entry for entry in run.checkpoints}
        newer = by_prefix.get(self.newer_entry.path) if self.newer_entry else None
        older = by_prefix.get(self.older_entry.path) if self.older_entry else None
        if self.newer_entry is not None and newer is None:
            self.choose_newer(first_choice(run))
            return
        self.newer_entry, self.older_entry = newer, older
        self.entries_changed.emit()
        if reopen and newer is not None:
            self._load_newer(newer)
            self._load_older(older)
        elif newer is None and run.checkpoints and self.newer is None and self._wished_step is None:
            self.choose_newer(first_choice(run))
        elif older is None and newer is not None:
            self.choose_older(previous_entry(run, newer))

    def _forget_checkpoints(self) -> None:
        self._newer_slot.cancel()
        self._older_slot.cancel()
        self.newer_entry = self.older_entry = None
        self.entries_changed.emit()
        if self.newer is not None or self.newer_error is not None:
            self.newer, self.newer_error = None, None
            self.newer_changed.emit(None)
        if self.older is not None or self.older_error is not None:
            self.older, self.older_error = None, None
            self.older_changed.emit(None)

    # -- the two steps -------------------------------------------------------------------------

    def choose_newer(self, entry: CheckpointEntry | None) -> None:
        """Make an entry the current step; the older one moves out of its way when it must."""
        if entry is not None and self.newer_entry is not None and entry.path == self.newer_entry.path:
            return
        self.newer_entry = entry
        older = self.older_entry
        if (
            self.run is not None
            and entry is not None
            and (older is None or _place(self.run, older) >= _place(self.run, entry))
        ):
            older = previous_entry(self.run, entry)
        changed = _path(older) != _path(self.older_entry)
        self.older_entry = older
        self.entries_changed.emit()
        self._load_newer(entry)
        if changed:
            self._load_older(older)

    def choose_older(self, entry: CheckpointEntry | None) -> None:
        """Choose what the current step is compared with; the later of the two becomes the newer."""
        if _path(entry) == _path(self.older_entry):
            return
        if entry is not None and self.newer_entry is not None and self.run is not None:
            if entry.path == self.newer_entry.path:
                return
            if _place(self.run, entry) > _place(self.run, self.newer_entry):
                self.newer_entry, entry = entry, self.newer_entry
                self._load_newer(self.newer_entry)
        self.older_entry = entry
        self.entries_changed.emit()
        self._load_older(entry)

    def step_by(self, offset: int) -> None:
        """Go to the next (+1) or previous (-1) checkpoint that is there."""
        if self.run is None:
            return
        entries = [entry for entry in self.run.checkpoints if entry.status != GONE]
        place = next((i for i, entry in enumerate(entries) if _path(entry) == _path(self.newer_entry)), None)
        if place is None:
            if entries:
                self.choose_newer(entries[-1 if offset > 0 else 0])
        elif 0 <= place + offset < len(entries):
            self.choose_newer(entries[place + offset])

    def _load_newer(self, entry: CheckpointEntry | None) -> None:
        def opened(checkpoint: Checkpoint) -> None:
            same = self.newer is not None and self.newer.identity == checkpoint.identity
            self.newer, self.newer_error = checkpoint, None
            self._mark_damage()
            if same:
                return
            self.checkpoint_loaded.emit(checkpoint)
            self.newer_changed.emit(checkpoint)
            self._keep_selection()
            self._check()

        def failed(error: Exception) -> None:
            self.newer, self.newer_error = None, error
            self.newer_changed.emit(None)
            self.problem_met.emit(error, f"{entry.label if entry else ''} could not be opened")
            self._check()

        if entry is None:
            self._newer_slot.cancel()
            self.newer, self.newer_error = None, None
            self.newer_changed.emit(None)
            self._check()
        else:
            self._newer_slot.start(self._open_entry, entry, then=opened, otherwise=failed)

    def _open_entry(self, entry: CheckpointEntry, task: Task = QUIET) -> Checkpoint:
        """On a pool thread; the cache too, whose module may take its time to be imported."""
        return open_entry(self.cache, entry, task)

    def _load_older(self, entry: CheckpointEntry | None) -> None:
        def opened(checkpoint: Checkpoint) -> None:
            same = self.older is not None and self.older.identity == checkpoint.identity
            self.older, self.older_error = checkpoint, None
            if not same:
                self.checkpoint_loaded.emit(checkpoint)
                self.older_changed.emit(checkpoint)

        def failed(error: Exception) -> None:
            self.older, self.older_error = None, error
            self.older_changed.emit(None)

        if entry is None:
            self._older_slot.cancel()
            if self.older is not None or self.older_error is not None:
                self.older, self.older_error = None, None
                self.older_changed.emit(None)
        else:
            self._older_slot.start(self._open_entry, entry, then=opened, otherwise=failed)

    # -- damage met while values are read --------------------------------------------------------

    def damage_of(self, checkpoint: Checkpoint) -> dict[str, str]:
        """Key -> sentence of the values that turned out damaged; goes on filling while they are read."""
        return self.damage.setdefault(checkpoint.identity, {})

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

    def _mark_damage(self) -> None:
        """The entry of the current step counts as damaged once a value of it does."""
        found = self.damage_of(self.newer) if self.newer is not None else {}
        entry, run = self.newer_entry, self.run
        if not found or entry is None or run is None or entry.status != COMPLETE:
            return
        key, sentence = next(iter(found.items()))
        self._damaged_paths[entry.path] = f"{display_name(key.removesuffix(VALUE_TAIL), 200)}: {sentence}"
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
        """Choose what model the current checkpoint is to be restored into."""
        self._target_slot.cancel()
        if spec is self.target:
            return
        self.target = spec
        self.target_changed.emit(spec)
        self._check()

    def choose_target_entry(self, entry: CheckpointEntry) -> None:
        """The model that wrote another checkpoint of this run becomes the target."""
        self._start_target(_spec_of_entry, self.cache, entry)

    def choose_target_path(self, path: Path) -> None:
        """The model that wrote the checkpoint at a path becomes the target."""
        self._start_target(_spec_of_path, path)

    def _start_target(self, function: Any, *args: Any) -> None:
        def failed(error: Exception) -> None:
            self.problem_met.emit(error, "The target could not be read")

        self._target_slot.start(function, *args, then=self.choose_target, otherwise=failed)

    def _check(self) -> None:
        if self.target is None or self.newer is None:
            self._report_slot.cancel()
            self._set_report(None)
            return

        def failed(error: Exception) -> None:
            self._set_report(None)
            self.problem_met.emit(error, "The restore could not be checked")

        self._report_slot.start(
            _check_restore, self.newer, self.target, then=self._set_report, otherwise=failed
        )

    def _set_report(self, report: RestoreReport | None) -> None:
        if report is not self.report:
            self.report = report
            self.report_changed.emit(report)


def damage_sentence(error: CorruptFileError) -> str:
    """What a row says of a value that cannot be read; the numbers of a checksum help nobody there."""
    if error.problem.startswith("the checksum does not match"):
        return "the value does not match its checksum"
    return error.problem


def _with_damage(run: ModelDir, damaged: dict[Path, str]) -> ModelDir:
    if not any(entry.path in damaged and entry.status == COMPLETE for entry in run.checkpoints):
        return run
    entries = tuple(
        replace(entry, status=DAMAGED, problems=(*entry.problems, damaged[entry.path]))
        if entry.path in damaged and entry.status == COMPLETE
        else entry
        for entry in run.checkpoints
    )
    return replace(run, checkpoints=entries)


def open_entry(cache: Any, entry: CheckpointEntry, task: Task = QUIET) -> Checkpoint:
    """Open a checkpoint and make its rows, all on the pool's thread."""
    task.report(0, 1, f"Opening {entry.label}")
    checkpoint: Checkpoint = cache.open(entry)
    import explorer.analysis.histogram  # noqa: F401 - the inspector draws with it

    # Computed once and kept by the checkpoint: the GUI thread must not wait for any of it.
    _ = (
        checkpoint.variables,
        checkpoint.totals_by_role,
        checkpoint.slots_of,
        checkpoint.graph,
        checkpoint.table.row_of,
        checkpoint.problems,
    )
    return checkpoint


def first_choice(run: ModelDir) -> CheckpointEntry | None:
    """The checkpoint shown when nobody chose: TensorFlow's latest, else the last one that is not gone."""
    if run.latest is not None:
        return run.latest
    there = [entry for entry in run.checkpoints if entry.status != GONE]
    sound = [entry for entry in there if entry.status != DAMAGED]
    return sound[-1] if sound else there[-1] if there else None


def previous_entry(run: ModelDir, entry: CheckpointEntry) -> CheckpointEntry | None:
    """The complete checkpoint before `entry`: of its own family if there is one."""
    place = _place(run, entry)
    before = [other for other in run.checkpoints[: max(place, 0)] if other.status == COMPLETE]
    own = [other for other in before if other.family == entry.family]
    return own[-1] if own else before[-1] if before else None


def _place(run: ModelDir, entry: CheckpointEntry) -> int:
    return next((i for i, other in enumerate(run.checkpoints) if other.path == entry.path), -1)


def _path(entry: CheckpointEntry | None) -> Path | None:
    return entry.path if entry is not None else None


def _rescan(directory: Path, task: Task = QUIET) -> ModelDir:
    from explorer.checkpoints.model_dir import scan_model_dir

    # A directory that is gone by now must not be taken for the name of a checkpoint.
    return open_path(directory, task).run if directory.is_dir() else scan_model_dir(directory, task)


def _spec_of_entry(cache: Any, entry: CheckpointEntry, task: Task = QUIET) -> ModelSpec:
    from explorer.checkpoints.spec import spec_from_checkpoint

    task.report(0, 1, f"Reading {entry.label}")
    return spec_from_checkpoint(cache.open(entry))


def _check_restore(checkpoint: Checkpoint, target: ModelSpec, task: Task = QUIET) -> RestoreReport:
    from explorer.analysis.restore import check_restore
    from explorer.gui.restore.verdict_source import source_of

    report = check_restore(checkpoint, target, task)
    source_of(report)  # made here, so that the window finds it ready
    return report


def _spec_of_path(path: Path, task: Task = QUIET) -> ModelSpec:
    from explorer.checkpoints.checkpoint import open_checkpoint
    from explorer.checkpoints.spec import spec_from_checkpoint

    task.report(0, 1, f"Reading {path.name}")
    if path.is_dir():  # the latest checkpoint of a folder, as if the folder had been opened
        opened = open_path(path, task)
        entry = opened.chosen or first_choice(opened.run)
        if entry is None:
            raise MissingFileError(
                "there is no checkpoint in this directory",
                hint="Choose a folder with .index files, or one of a checkpoint's files.",
                path=path,
            )
        path = entry.path
    return spec_from_checkpoint(open_checkpoint(path))
