"""The verdicts as a tree of scopes: how many problems lie below each scope."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.gui.item_models.cells import Cell
from explorer.gui.language import tr
from explorer.gui.restore.verdict_source import VerdictSource
from explorer.gui.variables.scope_paths import ScopePaths, scope_paths
from explorer.gui.variables.scope_tree import ScopeModel
from explorer.report.numbers import display_name, format_count
from explorer.task import QUIET, Task


def find_verdict_paths(source: VerdictSource, task: Task = QUIET) -> ScopePaths:
    """The tree of the rows' keys, on a worker thread."""
    return scope_paths(source.keys(), task)


class VerdictScopeModel(ScopeModel):
    """Columns as in the table; a scope says how many rows lie below it, and how many of them are problems."""

    titles = ("Scope", "Model expects", "Checkpoint holds", "Verdict", "Effect")
    numbers = ()
    widths = (0, 140, 140, 180, 180)

    def _sum_up(self, source: Any, paths: ScopePaths, rows: np.ndarray | None) -> None:
        self._counts = paths.summed(np.ones(len(source)), rows)
        self._problems = paths.summed(source.problem_mask, rows)

    def _cell(self, node: int, column: int) -> Cell:
        row = int(self._paths.row[node])
        if row >= 0:
            if column:
                return self.source.cell(row, ("", "expected", "stored", "verdict", "effect")[column])
            verdict = self.source.cell(row, "verdict")
            name = display_name(self._paths.names[node]) or tr("(no name)")
            tone = verdict.tone if self.source.is_problem(row) else ""
            return Cell(name, tone, mark=verdict.mark, elide_middle=True)
        if column == 0:
            return Cell(display_name(self._paths.names[node]) or tr("(no name)"), "muted", elide_middle=True)
        if column != 3:
            return Cell()
        count, problems = int(self._counts[node]), int(self._problems[node])
        if problems:
            return Cell(tr(f"{format_count(problems)} of {format_count(count)}"), "verdict:shape differs",
                        mark="≠", is_data=False)  # fmt: skip
        return Cell(tr(f"all {format_count(count)} well") if count > 1 else "", "muted", is_data=False)
