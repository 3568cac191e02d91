"""The layered form of a graph drawing: `layered_layout` with the sizes of nodes and texts, turned either way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.analysis.graph_links import SHARED, GraphLinks
from explorer.analysis.graph_places import (
    BELOW_BOTTOM,
    BELOW_TOP,
    EDGE_NAME_OFFSET,
    LINE_HEIGHT,
    NODE_RADIUS,
    ONE_LINE_HEIGHT,
    TEXT_OFFSET,
    TEXT_PADDING,
    TOP_DOWN,
    Floats,
    GraphLayout,
    Routes,
)
from explorer.analysis.graph_tree import Bools, Ints
from explorer.analysis.layered_layout import Links, Plan, Room, layered_layout, plan

SIBLING_GAP, LINE_GAP = 14.0, 3.0  # between nodes of a rank, beside and below each other
FAMILY_GAP = 6.0  # more of it between rows of different parents
NAME_HALF = 7.0  # of an edge's name, with air


@dataclass(frozen=True)
class Sheet:
    """Visible nodes before they are placed: what both directions have in common."""

    node: Ints  # [m]
    index: Ints  # [n]
    parent: Ints  # [m]
    text: Floats  # [m] widths of labels
    names: Floats  # [m] widths of the names of tree edges
    drawn: int  # k: so many of the plan's links are drawn
    plan: Plan


def layered_sheet(
    node: Ints,
    index: Ints,
    parent: Ints,
    children: Sequence[Sequence[int]],
    text: Floats,
    names: Floats,
    links: GraphLinks,
    link_names: Floats,
    earlier: GraphLayout | None = None,
) -> Sheet | None:
    """Choose ranks and orders; None where there are too many links for this form.

    `link_names` [k] are widths of names; nodes of an `earlier` layout keep their order.
    """
    known = None
    if earlier is not None and earlier.count:
        known = np.full(len(node), np.nan)
        both = np.flatnonzero(node < len(earlier.index))
        place = earlier.index[node[both]]
        across = earlier.x if earlier.orientation == TOP_DOWN else earlier.y
        known[both[place >= 0]] = across[place[place >= 0]]
    # A node nobody points at hangs below its drawing parent without a line: a link that is not drawn keeps it there.
    hung = parent >= 0
    hung[links.target[links.is_tree]] = False
    loose = np.flatnonzero(hung).astype(np.int32)
    is_tree = np.concatenate([links.is_tree, np.ones(len(loose), np.bool_)])
    asked = Links(
        np.concatenate([links.source, parent[loose]]),
        np.concatenate([links.target, loose]),
        is_tree,
        ~is_tree,
        np.concatenate(
            [np.where((links.kind == SHARED) | (links.times > 1), link_names, 0.0), np.zeros(len(loose))]
        ),
    )
    chosen = plan(len(node), asked, children, known)
    return None if chosen is None else Sheet(node, index, parent, text, names, len(links.kind), chosen)


def layered_form(sheet: Sheet, orientation: str, line: Floats | None = None) -> GraphLayout:
    """Place nodes and curves, root on top or on the left; in rows of `line` [m] wide texts, where given, one line high."""
    top_down = orientation == TOP_DOWN
    below = sheet.plan.is_leaf & top_down
    high = LINE_HEIGHT if line is None else ONE_LINE_HEIGHT
    if line is not None:
        sheet = replace(sheet, text=line)
    drawn = layered_layout(sheet.plan, _room(sheet, below, top_down, high))
    across, turn = ([0, 1], [0, 1, 2, 3]) if top_down else ([1, 0], [1, 0, 3, 2])
    x, y = (drawn.cross, drawn.main) if top_down else (drawn.main, drawn.cross)
    curve = drawn.curve.reshape(-1, 4, 2)[:, :, across].reshape(-1, 8)
    half = sheet.text / 2
    box = np.where(
        below[:, None],
        np.stack([x - half, y + BELOW_TOP, x + half, y + BELOW_BOTTOM], axis=1),
        np.stack([x + TEXT_OFFSET, y - high / 2, x + TEXT_OFFSET + sheet.text, y + high / 2], axis=1),
    )
    count = sheet.drawn
    routes = Routes(
        drawn.first[: count + 1],
        curve[: drawn.first[count]],
        drawn.continues[:count],
        drawn.borrowed[:count],
        drawn.name_box[:count, turn],
        drawn.crossings,
    )
    return GraphLayout(
        sheet.node, sheet.index, sheet.parent, x, y, _blocks(sheet, x, y, box, routes, top_down), box, below, False,
        orientation, np.zeros((0, 4)), np.zeros(0, np.int32), routes, one_line=line is not None,
    )  # fmt: skip


def _room(sheet: Sheet, below: Bools, top_down: bool, high: float) -> Room:
    text, names = sheet.text, sheet.names
    count = len(text)
    if top_down:
        half_name = np.where(names > 0, names / 2 + 5, 0.0)
        half_text = np.maximum(text / 2 + 4, NODE_RADIUS + 4)
        before = np.maximum(half_name, np.where(below, half_text, NODE_RADIUS + 4))
        after = np.maximum(half_name, np.where(below, half_text, TEXT_OFFSET + text + TEXT_PADDING))
        head = np.where(names > 0, EDGE_NAME_OFFSET + NAME_HALF, NODE_RADIUS + 3)
        tail = np.where(below, BELOW_BOTTOM, LINE_HEIGHT / 2 + 2)
        leave = np.full(count, NODE_RADIUS + 1)
        end = np.full(count, BELOW_BOTTOM)
    else:
        before = after = np.full(count, high / 2)
        # No edge names of the tree: the node's own text, in line with the edge, begins with the same word.
        head = np.full(count, NODE_RADIUS + 6)
        tail = TEXT_OFFSET + text + TEXT_PADDING
        leave = np.where(sheet.plan.is_leaf, NODE_RADIUS + 1, TEXT_OFFSET + text + 4)
        end = TEXT_OFFSET + text + 4
    arrive = np.full(count, NODE_RADIUS + 2)
    return Room(
        before,
        after,
        head,
        tail,
        leave,
        arrive,
        end,
        SIBLING_GAP if top_down else LINE_GAP,
        names_across=top_down,
        family_gap=0.0 if top_down else FAMILY_GAP,
    )


def _blocks(sheet: Sheet, x: Floats, y: Floats, box: Floats, routes: Routes, top_down: bool) -> Floats:
    """Around each node, its texts and everything below it in the tree; the root's holds all curves as well."""
    radius = NODE_RADIUS + 2
    if top_down:
        half = sheet.names / 2
        left, top = (
            np.minimum(x - half, x - radius),
            y - np.where(half > 0, EDGE_NAME_OFFSET + NAME_HALF, radius),
        )
        right = np.maximum(x + half, x + radius)
    else:
        left, top, right = x - radius, box[:, 1], x + radius
    block = np.stack(
        [
            np.minimum(left, box[:, 0] - 4), np.minimum(top, box[:, 1]),
            np.maximum(right, box[:, 2] + 4), np.maximum(y + radius, box[:, 3]),
        ],
        axis=1,
    )  # fmt: skip
    ends = block.tolist()
    parent = sheet.parent.tolist()
    for position in range(len(ends) - 1, 0, -1):
        above = parent[position]
        if above >= 0:
            own, outer = ends[position], ends[above]
            ends[above] = [
                min(outer[0], own[0]),
                min(outer[1], own[1]),
                max(outer[2], own[2]),
                max(outer[3], own[3]),
            ]
    result = np.array(ends).reshape(-1, 4)
    if len(routes.curve):
        points = routes.curve.reshape(-1, 2)
        corners = np.concatenate([points, routes.name_box[~np.isnan(routes.name_box[:, 0])].reshape(-1, 2)])
        result[0, :2] = np.minimum(result[0, :2], corners.min(0))
        result[0, 2:] = np.maximum(result[0, 2:], corners.max(0))
    return result
