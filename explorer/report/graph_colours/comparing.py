"""Categories that come from two sides: what changed between two steps, and what a restore makes of each value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from explorer.analysis.diff import Difference
from explorer.analysis.graph_diff import ADDED, CHANGED, REMOVED
from explorer.analysis.graph_union import GraphUnion
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.formats.tensor_table import TensorTable
from explorer.report.graph_colours.kinds import (
    BY_DIFFERENCE,
    BY_VERDICT,
    Categories,
    Kind,
    by_verdict_colour,
    codes_of_rows,
    quiet_mark,
)
from explorer.report.palette import DIFFERENCE_MARK, VERDICT_MARK

if TYPE_CHECKING:  # what a restore needs takes longer to import than a graph to be drawn
    from explorer.analysis.restoring.report import RestoreReport

# From harmless to worst: a folded node shows the worst inside it.
DIFFERENCES = ("same", "value", "object", "added", "removed", "dtype", "shape")
_CHANGE_NAMES = {
    "value": "changed",
    "object": "class or edges differ",
    "dtype": "dtype differs",
    "shape": "shape differs",
}
_OBJECT_MARK = "Δ"
VERDICTS = (
    "restored", "deferred", "unknown", "unused by model", "missing in checkpoint",
    "dtype differs", "shape differs", "wrong value silently", "damaged",
)  # fmt: skip


def _difference_kind(change: str) -> Kind:
    if change == "same":
        return Kind("same", DIFFERENCE_MARK["same"], quiet_mark)
    name = _CHANGE_NAMES.get(change, change)
    if change in ("shape", "dtype"):  # their values cannot be compared any more: louder than a change
        return Kind(name, DIFFERENCE_MARK[change], lambda palette: palette.conflict(change))
    kind = "changed" if change == "object" else change
    mark = DIFFERENCE_MARK.get(change, _OBJECT_MARK)
    return Kind(name, mark, lambda palette: palette.difference(kind), is_ghost=change == "removed")


_DIFFERENCE_KINDS = tuple(map(_difference_kind, DIFFERENCES))
_VERDICT_KINDS = tuple(
    Kind(name, VERDICT_MARK[name], by_verdict_colour(name), is_ghost=name == "missing in checkpoint")
    for name in VERDICTS
)


def by_difference(
    graph: ObjectGraph,
    table: TensorTable,
    differences: Iterable[Difference],
    union: GraphUnion | None = None,
) -> Categories:
    """What became of each value between older and newer, and of each object where `union` holds both graphs."""
    rank = {name: code for code, name in enumerate(DIFFERENCES)}
    by_row = np.full(len(table), -1, np.int8)
    row_of = table.row_of
    for difference in differences:
        row = row_of.get(difference.key, -1)
        if row >= 0:
            by_row[row] = rank.get(difference.change, -1)
    code = codes_of_rows(graph.row, by_row)
    if union is not None:
        quiet = code <= rank["same"]
        code[quiet & (union.change == CHANGED)] = rank["object"]
        code[(code < 0) & (union.change == ADDED)] = rank["added"]
        code[union.change == REMOVED] = rank["removed"]
    return Categories(BY_DIFFERENCE, _DIFFERENCE_KINDS, code)


def by_verdict(
    graph: ObjectGraph, table: TensorTable, report: RestoreReport, union: GraphUnion | None = None
) -> Categories:
    """What restoring this checkpoint into the target makes of each value, and what is missing for it."""
    rank = {name: code for code, name in enumerate(VERDICTS)}
    by_row = np.full(len(table), -1, np.int8)
    for verdict in report.rows:
        row = verdict.row if verdict.row >= 0 else table.find(verdict.key)
        if 0 <= row < len(by_row):
            by_row[row] = rank.get(verdict.verdict, -1)
    code = codes_of_rows(graph.row, by_row)
    if union is not None:  # a container that only the target has is there for what is missing in it
        code[union.first_ghost :] = rank["missing in checkpoint"]
    return Categories(BY_VERDICT, _VERDICT_KINDS, code)
