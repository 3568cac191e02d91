"""Where each visible node of a graph stands: a layered tree for few nodes, a wrapped tree for many.

Arrays in, arrays out; all positions in pixels at 100 % zoom, y downwards, the shape's centre. Both
forms are tidy trees over `DrawnTree`: every subtree owns a rectangle (its block) that no other node
enters, so nodes and labels cannot overlap by construction, and each node costs the same: the time
is linear. The layered form centres a parent over one row of children and lets edges curve; the wrapped
form puts children in rows of a near-square block and lets edges share right-angled lines.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.analysis.graph_links import GraphLinks, tree_links
from explorer.analysis.graph_places import (
    BELOW_BOTTOM,
    BELOW_TOP,
    EDGE_NAME_OFFSET,
    LEFT_RIGHT,
    LINE_HEIGHT,
    NODE_RADIUS,
    TEXT_OFFSET,
    TEXT_PADDING,
    TOP_DOWN,
    Floats,
    GraphLayout,
)
from explorer.analysis.graph_tree import Bools, DrawnTree, Ints
from explorer.analysis.layered_form import layered_form, layered_sheet
from explorer.task import QUIET, Task

__all__ = [
    "AUTO",
    "BELOW_BOTTOM",
    "BELOW_TOP",
    "EDGE_NAME_OFFSET",
    "HALF_BLOCK",
    "LAYERED",
    "LEFT_RIGHT",
    "LINE_HEIGHT",
    "NODE_RADIUS",
    "TEXT_OFFSET",
    "TOP_DOWN",
    "WRAPPED",
    "Floats",
    "GraphLayout",
    "layout_graph",
    "visible_order",
]

AUTO, LAYERED, WRAPPED = "auto", "layered", "wrapped"
LAYERED_UP_TO = 200  # visible nodes
READABLE = 0.62  # zoom at which names can still be read; a layered drawing that needs less is wrapped
PAGE = (1000.0, 640.0)  # of a usual window, for that question

SIBLING_GAP = 14.0
HALF_BLOCK = 15.0  # from a block's first line to its node's centre
LINE_GAP = 8.0  # between a node and the line its edges share
INDENT = 20.0  # of wrapped rows, room for the trunk
SHORTEST_ROW, SHORTEST_COLUMN = 340.0, 620.0  # of a wrapped block, before it wraps
ASPECT = 1.7


def layout_graph(
    tree: DrawnTree,
    visible: Bools,
    text_width: Sequence[float] | Floats,
    edge_name_width: Sequence[float] | Floats | None = None,
    *,
    orientation: str = TOP_DOWN,
    form: str = AUTO,
    links: GraphLinks | None = None,
    link_names: Floats | None = None,
    earlier: GraphLayout | None = None,
    task: Task = QUIET,
) -> GraphLayout:
    """Place all visible nodes.

    Args:
        tree: from `drawn_tree`.
        visible: bool [n]; every visible node's parent must be visible.
        text_width: [m] width of each visible node's label, in the order of `visible_order`.
        edge_name_width: [m] width of the name on the edge leading to it; 0 where none is drawn.
        orientation: `TOP_DOWN` or `LEFT_RIGHT`.
        form: `LAYERED` or `WRAPPED`; `AUTO` takes the layered form while it can be read in a usual window.
        links: what a layered drawing shall route, from `graph_links`; tree edges only where not given.
        link_names: [k] widths of names to keep room for along further edges.
        earlier: a layout of the same graph; nodes of a layered drawing keep their order from there.
        task: told of progress, may cancel.
    """
    node = visible_order(tree, visible)
    count = len(node)
    index = np.full(tree.node_count, -1, np.int32)
    index[node] = np.arange(count, dtype=np.int32)
    parent = np.where(tree.parent[node] >= 0, index[tree.parent[node]], -1).astype(np.int32)
    shown = tree.children[visible[tree.children]] if count else tree.children
    kids = index[shown]
    first = np.searchsorted(tree.parent[shown], node)  # grouped by parent id, ascending
    last = np.searchsorted(tree.parent[shown], node, "right")
    text = np.asarray(text_width, np.float64)
    names = np.zeros(count) if edge_name_width is None else np.asarray(edge_name_width, np.float64)
    family = _Family(kids.tolist(), first.tolist(), last.tolist(), parent, orientation == TOP_DOWN)
    task.report(0, count, "Laying out the graph")
    layered = None
    if form == LAYERED or (form == AUTO and count <= LAYERED_UP_TO):
        links = links or tree_links(tree, node, parent)
        link_names = np.zeros(len(links.kind)) if link_names is None else link_names
        children = [family.of(position) for position in range(count)]
        sheet = layered_sheet(node, index, parent, children, text, names, links, link_names, earlier)
        layered = layered_form(sheet, orientation)
        if form == LAYERED or _fitting_zoom(layered) >= READABLE:
            return layered
    placed = _wrapped(family, text, task)
    wrapped = _finish(placed, family, node, index, orientation, is_wrapped=True)
    if layered is not None and _fitting_zoom(layered) >= 0.9 * _fitting_zoom(wrapped):
        return layered
    return wrapped


def _fitting_zoom(layout: GraphLayout) -> float:
    left, top, right, bottom = layout.bounds
    return min(1.0, PAGE[0] / (right - left), PAGE[1] / (bottom - top))


def visible_order(tree: DrawnTree, visible: Bools) -> Ints:
    """Ids of the visible nodes in the layout's order: parents before children."""
    return tree.top_down[visible[tree.top_down]]


@dataclass(frozen=True)
class _Family:
    """The visible tree as plain lists, for loops that run once per node."""

    kids: list[int]
    first: list[int]
    last: list[int]
    parent: Ints
    top_down: bool

    def of(self, position: int) -> list[int]:
        return self.kids[self.first[position] : self.last[position]]


@dataclass
class _Placed:
    """Positions along the axis of siblings (`cross`) and the axis of depth (`main`)."""

    cross: Floats
    main: Floats
    block: Floats  # [m, 4] cross start, main start, cross end, main end
    label_below: Bools
    text: Floats
    line: Floats
    line_child: Ints


def _wrapped(family: _Family, text: Floats, task: Task) -> _Placed:
    """Children in rows of a near-square block; the node stands at the block's first corner."""
    count = len(text)
    if family.top_down:
        before, beside = NODE_RADIUS + 4, TEXT_OFFSET + text + TEXT_PADDING
        widths, leaf_length = (before + beside).tolist(), [2 * HALF_BLOCK] * count
        tails = [NODE_RADIUS + 3] * count
    else:
        before = LINE_HEIGHT / 2 + 1
        widths = [2 * before] * count
        tails = (TEXT_OFFSET + text + 4).tolist()
        leaf_length = (HALF_BLOCK + TEXT_OFFSET + text + TEXT_PADDING).tolist()
    cross_offset, main_offset, line_offset = [0.0] * count, [0.0] * count, [0.0] * count
    line_end = bytearray(count)  # the last child of a row: its line reaches to here
    aspect = ASPECT if family.top_down else 1.0
    shortest = SHORTEST_ROW if family.top_down else SHORTEST_COLUMN
    inner = np.flatnonzero(np.array(family.first) != np.array(family.last))[::-1].tolist()
    width, length = list(widths), list(leaf_length)  # right for leaves already
    kids, first, last = family.kids, family.first, family.last
    for done, position in enumerate(inner):
        if not done % 8192:
            task.report(done, 2 * count, "Laying out the graph")
        children = kids[first[position] : last[position]]
        total = area = 0.0
        widest = 0.0
        for child in children:
            step = width[child] + SIBLING_GAP
            total += step
            area += step * (length[child] + 2 * LINE_GAP)
            if step > widest:
                widest = step
        limit = max(shortest, widest, math.sqrt(area * aspect))
        single = total <= limit * 1.2
        indent = 0.0 if single else INDENT
        across, along = indent, HALF_BLOCK + tails[position] + LINE_GAP
        row_length = row_width = 0.0
        previous = -1
        for child in children:
            if not single and across > indent and across + width[child] > limit + indent:
                line_end[previous] = 1
                along += LINE_GAP + row_length + LINE_GAP
                across, row_length = indent, 0.0
            cross_offset[child] = across
            line_offset[child], main_offset[child] = along, along + LINE_GAP
            across += width[child] + SIBLING_GAP
            if length[child] > row_length:
                row_length = length[child]
            if across - SIBLING_GAP > row_width:
                row_width = across - SIBLING_GAP
            previous = child
        line_end[previous] = 1
        width[position] = max(widths[position], row_width)
        length[position] = along + LINE_GAP + row_length
    cross_start, main_start, line_main = [0.0] * count, [0.0] * count, [0.0] * count
    parent = family.parent.tolist()
    for position in range(1, count):
        above = parent[position]
        cross_start[position] = cross_start[above] + cross_offset[position]
        main_start[position] = main_start[above] + main_offset[position]
        line_main[position] = main_start[above] + line_offset[position]
    task.report(count, 2 * count, "Laying out the graph")
    begin, top = np.array(cross_start), np.array(main_start)
    cross, main = begin + before, top + HALF_BLOCK
    block = np.stack([begin, top, begin + np.array(width), top + np.array(length)], axis=1).reshape(-1, 4)
    lines, owners = _shared_lines(family, cross, main, np.array(line_main), np.array(tails), line_end)
    return _Placed(cross, main, block, np.zeros(count, np.bool_), text, lines, owners)


def _shared_lines(
    family: _Family, cross: Floats, main: Floats, line_main: Floats, tails: Floats, line_end: bytearray
) -> tuple[Floats, Ints]:
    """Trunk, row lines and drops of all nodes as (cross, main, cross, main) lines."""
    count = len(cross)
    if count < 2:
        return np.zeros((0, 4)), np.zeros(0, np.int32)
    child = np.arange(1, count, dtype=np.int32)
    above = family.parent[1:]
    head = NODE_RADIUS + 1
    drops = np.stack([cross[child], line_main[child], cross[child], main[child] - head], axis=1)
    ends = np.flatnonzero(np.frombuffer(bytes(line_end), np.uint8)).astype(np.int32)
    rows = np.stack([cross[family.parent[ends]], line_main[ends], cross[ends], line_main[ends]], axis=1)
    lowest = np.full(count, -np.inf)
    np.maximum.at(lowest, above, line_main[1:])
    last_child = np.zeros(count, np.int32)
    last_child[above] = child
    owners = np.flatnonzero(np.isfinite(lowest)).astype(np.int32)
    trunks = np.stack([cross[owners], main[owners] + tails[owners], cross[owners], lowest[owners]], axis=1)
    return np.concatenate([trunks, rows, drops]), np.concatenate([last_child[owners], ends, child])


def _grow(far: Floats, parent: list[int]) -> None:
    """Let each block reach as far as its children's, in place."""
    ends = far.tolist()
    for position in range(len(ends) - 1, 0, -1):
        if ends[position] > ends[parent[position]]:
            ends[parent[position]] = ends[position]
    far[:] = ends


def _finish(
    placed: _Placed, family: _Family, node: Ints, index: Ints, orientation: str, *, is_wrapped: bool
) -> GraphLayout:
    """Turn (cross, main) into (x, y) and keep room for the labels."""
    if family.top_down:
        x, y, block, line = placed.cross, placed.main, placed.block, placed.line
    else:
        x, y, swap = placed.main, placed.cross, [1, 0, 3, 2]
        block, line = placed.block[:, swap], placed.line[:, swap]
    half = placed.text / 2
    box = np.where(
        placed.label_below[:, None],
        np.stack([x - half, y + BELOW_TOP, x + half, y + BELOW_BOTTOM], axis=1),
        np.stack(
            [x + TEXT_OFFSET, y - LINE_HEIGHT / 2, x + TEXT_OFFSET + placed.text, y + LINE_HEIGHT / 2], axis=1
        ),
    )
    return GraphLayout(
        node, index, family.parent, x, y, block, box, placed.label_below, is_wrapped, orientation,
        line, placed.line_child,
    )  # fmt: skip
