"""The variables as CSV: one step, or all steps of the run in long form, with the columns that are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.errors import ExplorerError
from explorer.gui.comparable import why_not_compared
from explorer.report import columns as report_columns
from explorer.report.change_columns import (
    CHANGE_BY_ID,
    COMPARING,
    NOT_FINITE,
    OPTIMIZER_STEP,
    change_value,
    not_finite_count,
)

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.variable import Variable
    from explorer.report.columns import CellValue
    from explorer.task import Task

    Steps = Iterable[tuple[Checkpoint | None, Checkpoint]]  # older, newer


class StepExport:
    """Writes one checkpoint, and its changes since an older one; runs in a worker."""

    def __init__(
        self, session: Any, newer: Checkpoint, older: Checkpoint | None, column_ids: list[str]
    ) -> None:
        self._rows = TableRows(session, column_ids)
        self._steps = ((older, newer),)

    def __call__(self, path: Path, task: Task) -> None:
        self._rows.write(path, self._steps, all_steps=False, task=task)


class AllStepsExport:
    """The same for every checkpoint of the run that can be opened, each with the one before it of its family."""

    def __init__(self, session: Any, column_ids: list[str]) -> None:
        self._rows = TableRows(session, column_ids)
        self._entries = [entry for entry in session.run.checkpoints if entry.status == "complete"]
        self._cache = session.cache

    def __call__(self, path: Path, task: Task) -> None:
        self._rows.write(path, self._steps(), all_steps=True, task=task)

    def _steps(self) -> Iterator[tuple[Checkpoint | None, Checkpoint]]:
        before: dict[str, Any] = {}
        for entry in self._entries:
            older = before.get(entry.family)
            yield None if older is None else self._cache.open(older), self._cache.open(entry)
            before[entry.family] = entry


class TableRows:
    """The cells of chosen columns, variable by variable."""

    def __init__(self, session: Any, column_ids: Iterable[str]) -> None:
        self._session, self._ids = session, list(column_ids)
        columns = [report_columns.BY_ID.get(name) or CHANGE_BY_ID[name] for name in self._ids]
        self._needs_statistics = any(column.needs_statistics for column in columns)
        self._needs_change = bool(COMPARING.intersection(self._ids))

    def write(self, path: Path, steps: Steps, *, all_steps: bool, task: Task) -> None:
        """Write the file, whole or not at all."""
        from explorer.report.atomic import atomic_write
        from explorer.report.csv_table import STEP_FIELDS, format_of, row_writer

        fields = [*(STEP_FIELDS if all_steps else ()), *self._ids]
        with atomic_write(path) as file:
            writer = row_writer(format_of(path), file, fields)
            for older, newer in steps:
                where = [newer.step, newer.number, newer.name] if all_steps else []
                last = self._last_steps(newer, task)
                for place, variable in enumerate(newer.variables):
                    task.report(place, len(newer.variables), f"Writing {newer.name[:80]}")
                    writer.row([*where, *self._cells(older, newer, variable, last, task)])

    def _last_steps(self, newer: Checkpoint, task: Task) -> Any:
        if OPTIMIZER_STEP.id not in self._ids:
            return {}
        from explorer.gui.variables.change_cells import last_steps

        try:
            return last_steps(newer, None, task)
        except ExplorerError:  # the column stays empty, as on the screen
            return {}

    def _cells(
        self, older: Checkpoint | None, newer: Checkpoint, variable: Variable, last: Any, task: Task
    ) -> Iterator[CellValue]:
        statistics = self._sound(
            self._session.statistics.find(newer, variable.key, task) if self._needs_statistics else None
        )
        change = None
        if self._needs_change and older is not None and not why_not_compared(older, newer, variable.key):
            change = self._sound(self._session.changes.find(older, newer, variable.key, task))
        for name in self._ids:
            if name in COMPARING:
                yield change_value(name, change)
            elif name == NOT_FINITE.id:
                yield not_finite_count(statistics)
            elif name == OPTIMIZER_STEP.id:
                yield last.get(variable.key)
            else:
                yield report_columns.value(name, variable, statistics)

    @staticmethod
    def _sound(answer: Any) -> Any:
        return None if isinstance(answer, Exception) else answer
