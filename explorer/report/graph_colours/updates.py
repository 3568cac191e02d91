"""Categories that come from values: how much they moved since a step, and whether they are finite."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from explorer.analysis.value_change import ValueChange
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.checkpoints.roles import ROLES
from explorer.formats.tensor_table import TensorTable
from explorer.report.graph_colours.kinds import (
    BY_HEALTH,
    BY_MOVE,
    Categories,
    Codes,
    Kind,
    Places,
    by_verdict_colour,
    codes_of_rows,
    quiet_mark,
    ramp,
)
from explorer.report.palette import DIFFERENCE_MARK, VERDICT_MARK

if TYPE_CHECKING:
    from explorer.analysis.updates.changes import Change

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

UNCHANGED, NOT_COMPARED = 0, 1
LOST = "became NaN or infinite"
_MOVES = ((1e-4, "up to 0.01 %"), (1e-3, "up to 0.1 %"), (0.01, "up to 1 %"), (0.1, "up to 10 %"))
_MOVE_KINDS = (
    Kind("unchanged", DIFFERENCE_MARK["same"], quiet_mark, is_ringed=True),
    Kind("not comparable", VERDICT_MARK["unknown"], by_verdict_colour("unknown")),
    *ramp([name for _, name in _MOVES] + ["more than 10 %"]),
    Kind(LOST, "N", by_verdict_colour("shape differs"), is_ringed=True),
)
_VARIABLE = ROLES.index("variable")

# From harmless to worst, as a folded node shows the worst inside it.
NO_NUMBERS, FINITE, UNREADABLE, INFINITE, HAS_NAN = range(5)
_HEALTH_KINDS = (
    Kind("no numbers", "", lambda palette: palette.as_mark(palette.border)),
    Kind("finite", VERDICT_MARK["restored"], by_verdict_colour("restored")),
    Kind("cannot be read", VERDICT_MARK["damaged"], by_verdict_colour("damaged"), is_ringed=True),
    Kind("infinities", "∞", by_verdict_colour("wrong value silently"), is_ringed=True),
    Kind("NaN", "N", by_verdict_colour("shape differs"), is_ringed=True),
)


def by_move(graph: ObjectGraph, table: TensorTable, changes: Mapping[str, Change]) -> Categories:
    """The norm of the change over the older norm; a folded node shows that of all variables inside it together.

    What stayed the same bit for bit is told apart from what hardly moved, and marked. A norm over finite values
    says nothing of those that became NaN or infinite: they are the worst that can happen, inside a folded node too.
    """
    count = len(table)
    # Squares of the change and of the older value, whether anything changed, and whether anything was lost.
    squares = np.full((4, count), np.nan)
    not_compared = np.zeros(count, np.bool_)
    row_of = table.row_of
    for key, change in changes.items():
        row = row_of.get(key, -1)
        if row < 0:
            continue
        if not isinstance(change, ValueChange):
            not_compared[row] = change is not None
            continue
        moved = change.l2 if change.l2 is not None else math.inf  # past float64, or nothing finite to compare
        squares[:, row] = (
            0.0 if change.is_unchanged else moved * moved,
            (change.older_l2 or 0.0) ** 2,
            not change.is_unchanged,
            change.lost > 0,
        )
    rows = np.where((graph.row >= 0) & (graph.row < count), graph.row, count)
    own = np.append(squares, np.full((4, 1), np.nan), axis=1)[:, rows]
    differs = np.append(not_compared, False)[rows]
    is_weight = graph.role == _VARIABLE
    return Categories(
        BY_MOVE,
        _MOVE_KINDS,
        _judged(own, differs),
        together=lambda nodes, group, groups: _together(own, differs, is_weight, nodes, group, groups),
    )


def by_health(graph: ObjectGraph, table: TensorTable, health: Mapping[str, int]) -> Categories:
    """Whether values are finite: `health` has one of the codes of this module for each key known so far."""
    by_row = np.full(len(table), -1, np.int8)
    row_of = table.row_of
    for key, code in health.items():
        row = row_of.get(key, -1)
        if row >= 0:
            by_row[row] = code
    return Categories(BY_HEALTH, _HEALTH_KINDS, codes_of_rows(graph.row, by_row))


def _together(
    own: Floats, differs: Bools, is_weight: Bools, nodes: Places, group: Places, groups: int
) -> Codes:
    """The category of each group's sums.

    The slots of an optimizer move far more than what they serve: they speak only where no variable does, unless
    they became NaN or infinite.
    """
    known = ~np.isnan(own[0, nodes])
    sums = np.full((4, groups), np.nan)
    for chosen in (known & ~is_weight[nodes], known & is_weight[nodes]):
        there = np.bincount(group[chosen], minlength=groups) > 0
        for column in range(3):
            added = np.bincount(group[chosen], own[column, nodes[chosen]], minlength=groups)
            sums[column, there] = added[there]
    lost = np.bincount(group[known], own[3, nodes[known]], minlength=groups)
    sums[3] = np.where(np.isnan(sums[2]), np.nan, lost)
    some_differ = np.bincount(group[differs[nodes]], minlength=groups) > 0
    return _judged(sums, some_differ)


def _judged(squares: Floats, differs: Bools) -> Codes:
    """The category of each column of sums; -1 where nothing is known."""
    moved, before, changed, lost = squares
    with np.errstate(all="ignore"):
        share = np.sqrt(moved / before)
    share[np.isnan(share) & (changed > 0)] = np.inf  # from zero
    limits = [limit for limit, _ in _MOVES]
    codes: Codes = (2 + np.searchsorted(limits, share, "left")).astype(np.int8)
    codes[changed == 0] = UNCHANGED
    codes[lost > 0] = len(_MOVE_KINDS) - 1
    codes[np.isnan(changed)] = -1
    codes[(codes < 0) & differs] = NOT_COMPARED
    return codes
