"""The one state all views share: the opened run, its newer and older checkpoint, the selection, the target."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from explorer.analysis.restore import RestoreReport
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir
from explorer.checkpoints.spec import ModelSpec


class Session(QObject):
    """Frozen snapshots and typed signals. All members are touched on the GUI thread only."""

    run_changed = Signal(object)  # ModelDir | None: opened, reloaded or resolved further
    newer_changed = Signal(object)  # Checkpoint | None: the current step, index read
    older_changed = Signal(object)  # Checkpoint | None
    target_changed = Signal(object)  # ModelSpec | None
    report_changed = Signal(object)  # RestoreReport | None: newer against target
    selection_changed = Signal(str)  # key of the chosen variable, "" for none
    node_changed = Signal(int)  # node id chosen in the graph, -1 for none
    checkpoint_loaded = Signal(object)  # Checkpoint: one more entry of the run is open
    palette_changed = Signal()  # dark or light, colour-blind set

    run: ModelDir | None
    newer: Checkpoint | None
    older: Checkpoint | None
    newer_entry: CheckpointEntry | None
    older_entry: CheckpointEntry | None
    target: ModelSpec | None
    report: RestoreReport | None
    selected_key: str
    selected_node: int

    def open(self, path: Path) -> None:
        """Open a directory or anything of it, in the background."""
        raise NotImplementedError

    def choose_newer(self, entry: CheckpointEntry) -> None: ...
    def choose_older(self, entry: CheckpointEntry | None) -> None: ...
    def choose_target(self, spec: ModelSpec | None) -> None: ...
    def select(self, key: str, node: int = -1) -> None:
        """Choose a variable everywhere; remembered by back and forward."""
