"""Holds the directory's graph files against its checkpoints, in the background, whenever the run has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.analysis.self_check import SelfCheck
    from explorer.checkpoints.model_dir import ModelDir
    from explorer.gui.session import Session


class SelfChecker(QObject):
    """Asks `analysis.self_check` once the steps are known; a new answer replaces the old one."""

    checked = Signal(object)  # SelfCheck

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._slot = session.new_slot(self, "Checking the graph files")
        session.run_changed.connect(self._ask)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is on its way."""
        return self._slot.is_busy

    def _ask(self, run: ModelDir | None) -> None:
        self._slot.cancel()
        if run is None or not run.checkpoints or not all(entry.is_resolved for entry in run.checkpoints):
            return

        def failed(error: Exception) -> None:
            self._session.problem_met.emit(error, "The graph files could not be checked")

        self._slot.start(self._check, run, then=self.checked.emit, otherwise=failed)

    def _check(self, run: ModelDir, task: Task = QUIET) -> SelfCheck:  # on a pool thread
        from explorer.analysis.self_check import check_directory
        from explorer.checkpoints.series import CheckpointCache

        # A cache of its own: in a directory of thousands it would empty the window's.
        cache = CheckpointCache(2, memory=self._session.recording.record)
        return check_directory(run, open_checkpoint=cache.open, task=task)
