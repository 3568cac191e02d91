"""The variables as CSV: one step, or all steps of the run in long form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from explorer.report import columns as report_columns


class StepExport:
    """Writes the columns shown, of some checkpoints; runs in a worker."""

    def __init__(self, session: Any, checkpoints: tuple[Any, ...], column_ids: list[str]) -> None:
        self._session, self._checkpoints = session, checkpoints
        self._columns = report_columns.chosen_columns(column_ids)

    def __call__(self, path: Path, task: Any) -> None:
        self._write(path, self._checkpoints, False, task)

    def _write(self, path: Path, checkpoints: Any, all_steps: bool, task: Any) -> None:
        from explorer.report.csv_table import write_variable_table

        store = self._session.statistics
        needs_values = any(column.needs_statistics for column in self._columns)

        def statistics(checkpoint: Any, variables: Any) -> Any:
            for variable in variables:
                answer = store.find(checkpoint, variable.key, task)
                yield None if isinstance(answer, Exception) else answer

        write_variable_table(
            path,
            checkpoints,
            self._columns,
            all_steps=all_steps,
            statistics=statistics if needs_values else None,
            task=task,
        )


class AllStepsExport(StepExport):
    """The same for every checkpoint of the run that can be opened, in long form."""

    def __init__(self, session: Any, column_ids: list[str]) -> None:
        super().__init__(session, (), column_ids)
        self._entries = [entry for entry in session.run.checkpoints if entry.status == "complete"]
        self._cache = session.cache

    def __call__(self, path: Path, task: Any) -> None:
        self._write(path, map(self._cache.open, self._entries), True, task)
