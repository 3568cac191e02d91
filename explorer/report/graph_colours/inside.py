"""What folded nodes hide: which visible node stands for each hidden one, and the worst category among them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.report.graph_colours.kinds import Categories, Codes, Places
from explorer.report.graph_drawing import GraphDrawing


@dataclass(frozen=True, eq=False)
class Inside:
    """Columns over the m visible nodes; the counts are 0 where nothing is folded."""

    code: Codes  # [m] the category a node shows
    alike: Places  # [m] how many nodes at and below a folded node are of that category
    total: Places  # [m] how many nodes at and below it have any category
    alike_tensors: Places  # [m] how many of `alike` hold a value
    tensors: Places  # [m] how many of `total` hold a value

    def eighths(self, positions: Places) -> Places:
        """Of each folded node the share that is of its category, 1 to 8; 8 for others."""
        total = self.total[positions]
        share: Places = -(-8 * self.alike[positions] // np.maximum(total, 1))
        return np.where(total > 0, np.maximum(share, 1), 8)


def standing_for(drawing: GraphDrawing) -> Places:
    """Int64 [n]: the position of the visible node each node of the graph is drawn as, or is folded into; else -1."""
    place = np.append(drawing.layout.index, np.int32(-1))
    found: Places = place[drawing.hidden_in].astype(np.int64)
    return found


def look_inside(
    drawing: GraphDrawing, categories: Categories, hidden: frozenset[int], kind_count: int = 0
) -> Inside:
    """What each visible node shows; of `hidden` categories folded nodes say nothing."""
    nodes, count = drawing.layout.node, drawing.count
    own = categories.code[nodes]
    none = np.zeros(count, np.int64)
    folded = np.flatnonzero(drawing.inside > 0)
    if not len(folded) or not categories.shows_inside:
        return Inside(own, none, none, none, none)
    group_of = np.full(count + 1, -1, np.int64)
    group_of[folded] = np.arange(len(folded))
    group = group_of[standing_for(drawing)]
    speaks = (group >= 0) & (categories.code >= 0)
    if hidden:
        speaks &= ~np.isin(categories.code, list(hidden))
    if not drawing.state.show_helpers:
        speaks &= ~drawing.graph.is_helper
    inner = np.flatnonzero(speaks)
    kinds = kind_count or len(categories.kinds)
    group = group[inner]
    cell, has_value = group * kinds + categories.code[inner], drawing.graph.row[inner] >= 0
    table, tensors = (
        np.bincount(cells, minlength=len(folded) * kinds).reshape(len(folded), kinds)
        for cells in (cell, cell[has_value])
    )
    total = table.sum(axis=1)
    if categories.together is not None:
        shown = categories.together(inner, group, len(folded))
    else:
        shown = np.where(total > 0, kinds - 1 - np.argmax(table[:, ::-1] > 0, axis=1), -1).astype(np.int8)
    code = own.copy()
    code[folded] = shown

    def column(counts: Places) -> Places:
        spread = none.copy()
        spread[folded] = counts
        return spread

    of_that = [np.where(shown >= 0, counts[np.arange(len(folded)), shown], 0) for counts in (table, tensors)]
    return Inside(code, column(of_that[0]), column(total), column(of_that[1]), column(tensors.sum(axis=1)))
