"""The target of a restore: chosen, read in the background, and held against the current checkpoint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.gui.restore_choice import RestoreChoice
from explorer.gui.session_jobs import check_target, spec_of_entry, spec_of_path
from explorer.gui.session_state import SessionState

if TYPE_CHECKING:
    from explorer.analysis.restore import RestoreReport
    from explorer.checkpoints.model_dir import CheckpointEntry
    from explorer.checkpoints.spec import ModelSpec


class SessionTargets(SessionState):
    """The part of the session that knows the target and the report on it."""

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
