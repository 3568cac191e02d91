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
    alike: Places  # [m] how many values at and below a folded node are of that category
    total: Places  # [m] how many values at and below it have any category

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
        return Inside(own, none, none)
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
    table = np.bincount(group * kinds + categories.code[inner], minlength=len(folded) * kinds)
    table = table.reshape(len(folded), kinds)
    total = table.sum(axis=1)
    if categories.together is not None:
        shown = categories.together(inner, group, len(folded))
    else:
        shown = np.where(total > 0, kinds - 1 - np.argmax(table[:, ::-1] > 0, axis=1), -1).astype(np.int8)
    code, alike, all_inside = own.copy(), none.copy(), none.copy()
    code[folded] = shown
    alike[folded] = np.where(shown >= 0, table[np.arange(len(folded)), shown], 0)
    all_inside[folded] = total
    return Inside(code, alike, all_inside)
