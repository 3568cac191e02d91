"""Colours of a graph picture that come from values: how much they moved since a step, and whether they are finite."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from explorer.analysis.value_change import ValueChange
from explorer.checkpoints.roles import ROLES
from explorer.formats.tensor_table import TensorTable
from explorer.report.graph_colours import (
    BY_HEALTH,
    BY_MOVE,
    Codes,
    Colouring,
    Style,
    folded_nodes,
    make_colouring,
    ramp_styles,
    worst_inside,
)
from explorer.report.graph_drawing import GraphDrawing
from explorer.report.palette import DIFFERENCE_MARK, VERDICT_MARK, Palette

if TYPE_CHECKING:
    from explorer.analysis.updates.changes import Change

Floats = npt.NDArray[np.float64]

UNCHANGED, NOT_COMPARED = 0, 1
_MOVES = ((1e-4, "up to 0.01 %"), (1e-3, "up to 0.1 %"), (0.01, "up to 1 %"), (0.1, "up to 10 %"))
_VARIABLE = ROLES.index("variable")

# From harmless to worst, as a folded node shows the worst inside it.
NO_NUMBERS, FINITE, UNREADABLE, INFINITE, HAS_NAN = range(5)


def colour_by_move(
    drawing: GraphDrawing,
    table: TensorTable,
    changes: Mapping[str, Change],
    palette: Palette,
    bad: dict[int, str] | None = None,
) -> Colouring:
    """The norm of the change over the older norm; a folded node shows that of all variables inside it together.

    What stayed the same bit for bit is told apart from what hardly moved, and marked.
    """
    count = len(table)
    squares = np.full((3, count), np.nan)  # of the change, of the older value, and whether anything changed
    not_compared = np.zeros(count, np.bool_)
    for key, change in changes.items():
        row = table.row_of.get(key, -1)
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
        )
    code = _move_codes(drawing, squares, not_compared)
    names = [name for _, name in _MOVES] + ["more than 10 %"]
    styles: list[Style] = [
        ("unchanged", palette.as_mark(palette.muted), "circle", DIFFERENCE_MARK["same"]),
        ("not comparable", palette.verdict("unknown"), "circle", VERDICT_MARK["unknown"]),
        *ramp_styles(names, palette),
    ]
    return _marked(
        make_colouring(drawing, BY_MOVE, code, styles, palette, bad), {UNCHANGED: DIFFERENCE_MARK["same"]}
    )


def colour_by_health(
    drawing: GraphDrawing,
    table: TensorTable,
    health: Mapping[str, int],
    palette: Palette,
    bad: dict[int, str] | None = None,
) -> Colouring:
    """Whether values are finite: `health` has one of the codes of this module for each key known so far."""
    by_row = np.full(len(table), -1, np.int8)
    for key, code in health.items():
        row = table.row_of.get(key, -1)
        if row >= 0:
            by_row[row] = code
    styles: list[Style] = [
        ("no numbers", palette.as_mark(palette.border), "circle", ""),
        ("finite", palette.verdict("restored"), "circle", VERDICT_MARK["restored"]),
        ("cannot be read", palette.verdict("damaged"), "circle", VERDICT_MARK["damaged"]),
        ("infinities", palette.verdict("wrong value silently"), "circle", "∞"),
        ("NaN", palette.verdict("shape differs"), "circle", "N"),
    ]
    colouring = make_colouring(drawing, BY_HEALTH, worst_inside(drawing, by_row), styles, palette, bad)
    return _marked(colouring, {UNREADABLE: VERDICT_MARK["damaged"], INFINITE: "∞", HAS_NAN: "N"})


def _move_codes(drawing: GraphDrawing, squares: Floats, not_compared: npt.NDArray[np.bool_]) -> Codes:
    """Int8 [m]: of each node its own category, of a folded one that of what it hides."""
    graph = drawing.graph
    row = graph.row
    has_row = (row >= 0) & (row < squares.shape[1])
    own = np.where(has_row, squares[:, np.where(has_row, row, 0)], np.nan)
    differs = has_row & not_compared[np.where(has_row, row, 0)]
    weights, others = own.copy(), own.copy()
    is_weight = graph.role == _VARIABLE
    weights[:, ~is_weight] = np.nan
    others[:, is_weight] = np.nan
    folded = folded_nodes(drawing)
    if folded.any():
        top_down, parent = drawing.tree.top_down.tolist(), drawing.tree.parent.tolist()
        for sums in (weights, others):
            _sum_up(sums, top_down, parent)
        differs = differs.copy()
        for node in reversed(top_down):
            if parent[node] >= 0:
                differs[parent[node]] |= differs[node]
    # The slots of an optimizer move far more than what they serve: they speak only where no variable does.
    chosen = np.where(np.isnan(weights[0]), others, weights)
    used = np.where(folded, chosen, own)
    codes = _categories(used)
    codes[(codes < 0) & differs] = NOT_COMPARED
    visible: Codes = codes[drawing.layout.node].astype(np.int8)
    return visible


def _sum_up(sums: Floats, top_down: list[int], parent: list[int]) -> None:
    """Add every node's numbers to those of its parents; NaN where nothing below has any."""
    columns = [column.tolist() for column in sums]
    for node in reversed(top_down):
        above = parent[node]
        if above < 0 or math.isnan(columns[0][node]):
            continue
        for column in columns:
            column[above] = column[node] if math.isnan(column[above]) else column[above] + column[node]
    for place, column in enumerate(columns):
        sums[place] = column


def _categories(squares: Floats) -> npt.NDArray[np.int64]:
    """Int64 [nodes]: the category of each node's sums, -1 where nothing is known."""
    moved, before, changed = squares
    with np.errstate(all="ignore"):
        share = np.sqrt(moved / before)
    share[np.isnan(share) & (changed > 0)] = np.inf  # from zero
    limits = [limit for limit, _ in _MOVES]
    codes: npt.NDArray[np.int64] = 2 + np.searchsorted(limits, share, "left").astype(np.int64)
    codes[changed == 0] = UNCHANGED
    codes[np.isnan(changed)] = -1
    return codes


def _marked(colouring: Colouring, marks: dict[int, str]) -> Colouring:
    """The same with a ring and a mark around the nodes of some categories."""
    ring, ring_mark = colouring.ring.copy(), dict(colouring.ring_mark)
    for code, mark in marks.items():
        for position in np.flatnonzero((colouring.code == code) & ~colouring.ring).tolist():
            ring[position] = True
            ring_mark[position] = mark
    return replace(colouring, ring=ring, ring_mark=ring_mark)
