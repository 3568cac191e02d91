"""The wrapped form of a graph drawing: children in rows of near-square blocks, edges along shared right-angled lines.

A node stands at the first corner of its block; no other node enters the block, so nodes and labels
cannot overlap, and the time is linear.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from explorer.analysis.graph_places import (
    LINE_HEIGHT,
    NODE_RADIUS,
    TEXT_OFFSET,
    TEXT_PADDING,
    TOP_DOWN,
    Floats,
    GraphLayout,
    Rows,
)
from explorer.analysis.graph_rows import LINE_GAP, Families, Packing, Shape, families, pack, quantised
from explorer.analysis.graph_tree import DrawnTree, Ints
from explorer.task import QUIET, Task

HALF_BLOCK = 15.0  # from a block's first line to its node's centre
SHORTEST_ROW, SHORTEST_COLUMN = 340.0, 620.0  # of a block, before it wraps
ASPECT = 1.7


def wrapped_layout(
    tree: DrawnTree,
    node: Ints,
    text: Floats,
    orientation: str = TOP_DOWN,
    before: Rows | None = None,
    task: Task = QUIET,
) -> GraphLayout:
    """Place nodes in blocks.

    Args:
        tree: of the whole graph.
        node: [m] the visible nodes in the order of `visible_order`.
        text: [m] width of each node's text.
        orientation: `TOP_DOWN` or `LEFT_RIGHT`.
        before: rows of an earlier drawing of the same graph, to be kept where they still fit.
        task: told of progress, may cancel.
    """
    count = len(node)
    index = np.full(tree.node_count, -1, np.int32)
    index[node] = np.arange(count, dtype=np.int32)
    above = tree.parent[node]
    parent = np.where(above >= 0, index[above], -1).astype(np.int32)
    order = index[tree.children]
    family = families(parent, tree.depth[node], order[order > 0] if count else order)
    text = quantised(text)
    is_top_down = orientation == TOP_DOWN
    if is_top_down:
        beside = NODE_RADIUS + 4
        width, length = beside + TEXT_OFFSET + text + TEXT_PADDING, np.full(count, 2 * HALF_BLOCK)
        tail = np.full(count, NODE_RADIUS + 3)
    else:
        beside = LINE_HEIGHT / 2 + 1
        width, length = np.full(count, 2 * beside), HALF_BLOCK + TEXT_OFFSET + text + TEXT_PADDING
        tail = TEXT_OFFSET + text + 4
    shape = Shape(
        HALF_BLOCK + tail + LINE_GAP,
        SHORTEST_ROW if is_top_down else SHORTEST_COLUMN,
        ASPECT if is_top_down else 1.0,
    )
    rows = _remembered(before, tree.node_count)
    packing = pack(family, width, length, shape, (rows.limit[node], rows.begins[node]), task)
    begin, top = _starts(family, packing.across), _starts(family, packing.along)
    cross, main = begin + beside, top + HALF_BLOCK
    block = np.stack([begin, top, begin + packing.width, top + packing.length], axis=1).reshape(-1, 4)
    line, line_child = _shared_lines(family, cross, main, top - packing.along + packing.line, tail, packing)
    x, y = cross, main
    if not is_top_down:
        x, y = main, cross
        block, line = block[:, [1, 0, 3, 2]], line[:, [1, 0, 3, 2]]
    half = LINE_HEIGHT / 2
    box = np.stack([x + TEXT_OFFSET, y - half, x + TEXT_OFFSET + text, y + half], axis=1)
    inner = packing.limit > 0  # what is folded now will be as it was when it is unfolded again
    rows.limit[node[inner]], rows.begins[node] = packing.limit[inner], packing.begins_row
    return GraphLayout(
        node, index, parent, x, y, block, box, np.zeros(count, np.bool_), True, orientation, line, line_child,
        rows=rows,
    )  # fmt: skip


def _remembered(before: Rows | None, count: int) -> Rows:
    """A copy for `count` nodes; of nodes that were not there before, nothing is known."""
    rows = Rows(np.zeros(count), np.zeros(count, np.bool_))
    if before is not None:
        common = min(count, len(before.limit))
        rows.limit[:common], rows.begins[:common] = before.limit[:common], before.begins[:common]
    return rows


def _starts(family: Families, offset: Floats) -> Floats:
    """Where each block begins, of offsets from the parent's block."""
    if family.is_deep:
        total, parent = offset.tolist(), family.parent.tolist()
        for position in range(1, len(total)):
            total[position] += total[parent[position]]
        return np.array(total)
    starts = offset.copy()
    bounds = family.level.tolist()
    for low, high in pairwise(bounds[1:]):
        starts[low:high] += starts[family.parent[low:high]]
    return starts


def _shared_lines(
    family: Families, cross: Floats, main: Floats, line_main: Floats, tail: Floats, packing: Packing
) -> tuple[Floats, Ints]:
    """Trunk, row lines and drops of all nodes as (cross, main, cross, main) lines, and the (last) child of each."""
    count = len(cross)
    if count < 2:
        return np.zeros((0, 4)), np.zeros(0, np.int32)
    child = np.arange(1, count, dtype=np.int32)
    head = NODE_RADIUS + 1
    drops = np.stack([cross[child], line_main[child], cross[child], main[child] - head], axis=1)
    ends = np.flatnonzero(packing.ends_row).astype(np.int32)
    rows = np.stack([cross[family.parent[ends]], line_main[ends], cross[ends], line_main[ends]], axis=1)
    owners = np.flatnonzero(np.diff(family.first)).astype(np.int32)
    last = family.kids[family.first[owners + 1] - 1]  # of the last row, which lies lowest
    trunks = np.stack([cross[owners], main[owners] + tail[owners], cross[owners], line_main[last]], axis=1)
    return np.concatenate([trunks, rows, drops]), np.concatenate([last, ends, child])
