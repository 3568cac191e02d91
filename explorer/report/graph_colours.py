"""What the colours of a graph picture say: a category per node, and the legend that explains it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from explorer.analysis.diff import Difference
from explorer.checkpoints.roles import ROLES
from explorer.formats.tensor_table import TensorTable
from explorer.report.graph_drawing import GraphDrawing
from explorer.report.palette import (
    DIFFERENCE_MARK,
    ROLE_LETTER,
    ROLE_SHAPE,
    VERDICT_MARK,
    VERDICT_OF_MARK,
    Palette,
)

if TYPE_CHECKING:  # what a restore needs takes longer to import than a graph to be drawn
    from explorer.analysis.restoring.report import RestoreReport

Codes = npt.NDArray[np.int8]

BY_ROLE, BY_DIFFERENCE, BY_VERDICT, BY_SIZE, BY_MOVE, BY_HEALTH = (
    "role",
    "difference",
    "restore verdict",
    "size",
    "how much it moved",
    "NaN and infinities",
)
MODES = (BY_ROLE, BY_DIFFERENCE, BY_VERDICT, BY_SIZE, BY_MOVE, BY_HEALTH)

# From harmless to worst: a folded node shows the worst inside it.
DIFFERENCES = ("same", "value", "shape", "dtype", "added")
_CHANGE_WORDS = {"value": "changed", "shape": "shape differs", "dtype": "dtype differs"}
VERDICTS = (
    "restored", "deferred", "unknown", "unused by model", "missing in checkpoint",
    "dtype differs", "shape differs", "wrong value silently", "damaged",
)  # fmt: skip
INCOMPATIBLE = frozenset({"shape differs", "dtype differs", "wrong value silently", "damaged"})
_SIZES = (
    (1 << 10, "below 1 KiB"),
    (1 << 16, "below 64 KiB"),
    (1 << 20, "below 1 MiB"),
    (1 << 24, "below 16 MiB"),
)


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend. `shape` is a shape of the palette; `mark` a letter or sign beside the colour."""

    name: str
    colour: str
    shape: str
    mark: str
    count: int


@dataclass(frozen=True)
class Colouring:
    """Category per visible node; categories are the legend's entries, -1 is "carries no value" (quiet)."""

    mode: str
    code: Codes  # [m]
    entries: tuple[LegendEntry, ...]  # all categories, also those that do not occur
    shape: tuple[str, ...]  # [m] as ROLE_SHAPE says: the role's shape stays whatever the colours mean
    ring: npt.NDArray[
        np.bool_
    ]  # [m] something to look at: a value that cannot be restored or trusted, is NaN, or stayed the same
    ring_mark: dict[int, str]  # position -> mark of the verdict or category
    quiet: str  # colour of nodes without a category


def colour_by_role(drawing: GraphDrawing, palette: Palette, bad: dict[int, str] | None = None) -> Colouring:
    """TensorFlow's colours: optimizers red, variables blue, slots orange, the rest black or quiet."""
    role = drawing.graph.role[drawing.layout.node].astype(np.int8)
    styles = [(name, palette.role(name), ROLE_SHAPE[name], ROLE_LETTER[name]) for name in ROLES]
    return make_colouring(drawing, BY_ROLE, role, styles, palette, bad)


def colour_by_size(
    drawing: GraphDrawing, table: TensorTable, palette: Palette, bad: dict[int, str] | None = None
) -> Colouring:
    """Stored bytes of each value, in five steps; a folded node shows the largest inside."""
    by_row = np.searchsorted([limit for limit, _ in _SIZES], table.size_bytes, "right").astype(np.int8)
    names = [name for _, name in _SIZES] + ["16 MiB and more"]
    return make_colouring(
        drawing, BY_SIZE, worst_inside(drawing, by_row), ramp_styles(names, palette), palette, bad
    )


def colour_by_difference(
    drawing: GraphDrawing,
    table: TensorTable,
    differences: Iterable[Difference],
    palette: Palette,
    bad: dict[int, str] | None = None,
) -> Colouring:
    """What became of each value between older and newer."""
    rank = {name: code for code, name in enumerate(DIFFERENCES)}
    by_row = np.full(len(table), -1, np.int8)
    for difference in differences:
        row = table.row_of.get(difference.key, -1)
        if row >= 0:
            by_row[row] = rank.get(difference.change, -1)
    styles = [
        (_CHANGE_WORDS.get(name, name), palette.difference(name), "circle", DIFFERENCE_MARK[name])
        for name in DIFFERENCES
    ]
    return make_colouring(drawing, BY_DIFFERENCE, worst_inside(drawing, by_row), styles, palette, bad)


def colour_by_verdict(
    drawing: GraphDrawing,
    table: TensorTable,
    report: RestoreReport,
    palette: Palette,
    bad: dict[int, str] | None = None,
) -> Colouring:
    """What restoring this checkpoint into the target makes of each value."""
    rank = {name: code for code, name in enumerate(VERDICTS)}
    by_row = np.full(len(table), -1, np.int8)
    for verdict in report.rows:
        row = table.row_of.get(verdict.key, -1)
        if row >= 0:
            by_row[row] = rank.get(verdict.verdict, -1)
    styles = [(name, palette.verdict(name), "circle", VERDICT_MARK[name]) for name in VERDICTS]
    return make_colouring(drawing, BY_VERDICT, worst_inside(drawing, by_row), styles, palette, bad)


def bad_rows(table: TensorTable, report: RestoreReport | None) -> dict[int, str]:
    """Row -> verdict of all values that cannot be restored as the target wants, or not be trusted."""
    found = dict.fromkeys(table.problems, "damaged")
    if report is not None:
        for verdict in report.rows:
            row = table.row_of.get(verdict.key, -1)
            if row >= 0 and verdict.verdict in INCOMPATIBLE:
                found[row] = verdict.verdict
    return found


Style = tuple[str, str, str, str]  # name, colour, shape and mark of a legend entry


def ring_colour(palette: Palette, mark: str) -> str:
    """Colour of the ring that carries a mark: quiet around what stayed the same, a verdict's around the rest."""
    if mark == DIFFERENCE_MARK["same"]:
        return palette.as_mark(palette.muted)
    return palette.verdict(VERDICT_OF_MARK.get(mark, "shape differs"))


def ramp_styles(names: list[str], palette: Palette) -> list[Style]:
    """Legend entries from little to much, along the palette's ramp."""
    return [(name, palette.step_ramp(i / (len(names) - 1)), "circle", "") for i, name in enumerate(names)]


def make_colouring(
    drawing: GraphDrawing,
    mode: str,
    code: Codes,
    styles: list[Style],
    palette: Palette,
    bad: dict[int, str] | None,
) -> Colouring:
    """The colouring of visible nodes by `code`, int8 [m], an index into `styles`; -1 carries no value."""
    counts = np.bincount(code[code >= 0], minlength=len(styles)).tolist()
    entries = tuple(LegendEntry(*style, count) for style, count in zip(styles, counts, strict=True))
    shapes = [ROLE_SHAPE[name] for name in ROLES]
    shape = tuple(shapes[role] for role in drawing.graph.role[drawing.layout.node].tolist())
    ring, marks = _rings(drawing, bad or {})
    quiet = palette.muted if mode == BY_ROLE else palette.as_mark(palette.border)
    return Colouring(mode, code, entries, shape, ring, marks, quiet)


def _rings(drawing: GraphDrawing, bad: dict[int, str]) -> tuple[npt.NDArray[np.bool_], dict[int, str]]:
    ring = np.zeros(drawing.count, np.bool_)
    if not bad:
        return ring, {}
    rank = {name: code for code, name in enumerate(VERDICTS)}
    by_row = np.full(max(int(drawing.graph.row.max(initial=-1)), max(bad)) + 1, -1, np.int8)
    for row, verdict in bad.items():
        by_row[row] = rank[verdict]
    code = worst_inside(drawing, by_row)
    ring = code >= 0
    return ring, {int(i): VERDICT_MARK[VERDICTS[code[i]]] for i in np.flatnonzero(ring)}


def worst_inside(drawing: GraphDrawing, by_row: Codes) -> Codes:
    """Int8 [m]: each node's own code; a folded node takes the highest of what is hidden below it."""
    graph, tree, nodes = drawing.graph, drawing.tree, drawing.layout.node
    row = graph.row
    code = np.where(
        (row >= 0) & (row < len(by_row)), np.append(by_row, -1)[np.clip(row, -1, len(by_row) - 1)], -1
    )
    if drawing.inside.any():
        worst, parent = code.tolist(), tree.parent.tolist()
        for node in reversed(tree.top_down.tolist()):
            above = parent[node]
            if above >= 0 and worst[node] > worst[above]:
                worst[above] = worst[node]
        code = np.where(folded_nodes(drawing), np.array(worst), code)
    return code[nodes].astype(np.int8)


def folded_nodes(drawing: GraphDrawing) -> npt.NDArray[np.bool_]:
    """Bool [nodes of the tree]: those that hide others below them."""
    folded = np.zeros(drawing.tree.node_count, np.bool_)
    folded[drawing.layout.node[drawing.inside > 0]] = True
    return folded
