"""What the session holds: the opened run, its two checkpoints, the selection, and the stores of what is known of them."""

from __future__ import annotations

import threading
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.errors import ExplorerError
from explorer.gui.jobs import DaemonPool, JobSlot
from explorer.gui.looking import Gate, Looked
from explorer.gui.recording import Recording
from explorer.gui.restore_choice import AS_TOLD, RestoreChoice
from explorer.gui.session_damage import Damage

if TYPE_CHECKING:  # not imported for the first painted window
    from explorer.analysis.restore import RestoreReport
    from explorer.analysis.run_record import RunRecord
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir
    from explorer.checkpoints.spec import ModelSpec
    from explorer.gui.changes_store import ChangesStore
    from explorer.gui.elsewhere import OtherRun
    from explorer.gui.statistics_store import StatisticsStore


class SessionState(QObject):
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
        self._record: RunRecord | None = None
        self._elsewhere: dict[Path, CheckpointEntry] = {}  # checkpoints of other directories, once offered
        self.other_run: OtherRun | None = None  # where the older checkpoint was chosen from, if elsewhere
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
        self.chosen_keys: tuple[str, ...] = ()  # rows selected in the Variables table, for views of several
        self.selected_node = -1
        self.opening: Path | None = None
        self.lost: Exception | None = None  # why the last look could not read the directory
        self._looked: Looked | None = None
        self._gate = Gate()
        self._follow_latest = True
        self._is_older_by_hand = False
        # What of each side was asked for last, so that only other files are opened again.
        self._asked: dict[str, tuple[object, ...] | None] = {"newer": None, "older": None}
        self._newer_opened = threading.Event()  # another one for each opening; set once it ended
        self._newer_opened.set()
        self._shown: dict[str, Path | None] = {"newer": None, "older": None}  # whose content it is
        self._wished_step: tuple[str, int] | None = None
        self._wished_key = ""  # to be chosen once what is being opened is there
        self._partly_from = 0.0
        self._open_slot = self.new_slot(self, "Opening")
        self._resolve_slot = self.new_slot(self, "Reading steps")
        self._look_slot = self.new_slot(self)  # without a name: the status bar is not to flicker
        self._second_look = QTimer(self, singleShot=True)
        self._second_look.timeout.connect(self._look_at_damage_again)
        self._newer_slot = self.new_slot(self, "Opening the checkpoint")
        self._older_slot = self.new_slot(self, "Opening the older checkpoint")
        self._elsewhere_slot = self.new_slot(self, "Opening the other directory")
        self._target_slot = self.new_slot(self, "Reading the target")
        self._report_slot = self.new_slot(self, "Checking the restore")
        self.recording = Recording(self)

    @property
    def cache(self) -> Any:
        """The opened checkpoints (checkpoints.series.CheckpointCache)."""
        with self._making_cache:
            if self._cache is None:
                from explorer.checkpoints.series import CheckpointCache

                self._cache = CheckpointCache(memory=self._record)
            return self._cache

    @property
    def statistics(self) -> StatisticsStore:
        """Statistics of tensors as they arrive."""
        if self._statistics is None:
            from explorer.gui.statistics_store import StatisticsStore

            self._statistics = StatisticsStore(self.pool, self)
            self._statistics.record = self._record
            self._statistics.arrived.connect(self._note_arrival)
        return self._statistics

    @property
    def changes(self) -> ChangesStore:
        """How much values changed between two checkpoints, as it becomes known."""
        if self._changes is None:
            from explorer.gui.changes_store import ChangesStore

            self._changes = ChangesStore(self.pool, self)
            self._changes.record = self._record
        return self._changes

    def use_record(self, record: RunRecord | None) -> None:
        """Ask this record before any file is read; None for none."""
        with self._making_cache:
            self._record = record
            if self._cache is not None:
                self._cache.memory = record
        for store in (self._statistics, self._changes):
            if store is not None:
                store.record = record

    def cancel_wishes(self) -> None:
        """Stop reading values; what is known stays known."""
        for store in (self._statistics, self._changes):
            if store is not None:
                store.cancel()

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
                self._elsewhere_slot,
                self._target_slot,
                self._report_slot,
            )
        )

    def _set_run(self, run: ModelDir | None) -> None:
        self.run = self._damage.shown_in(run) if run is not None else None
        self.run_changed.emit(self.run)

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
