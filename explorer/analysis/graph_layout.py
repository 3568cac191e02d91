"""Where each visible node of a graph stands: in ranks while they are few, in wrapped blocks when they are many.

Arrays in, arrays out; all positions in pixels at 100 % zoom, y downwards, the shape's centre. Here is
decided which form and which direction a graph takes; `layered_form` and `wrapped_layout` do the work.
"""

from __future__ import annotations

from collections.abc import Sequence

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
    TOP_DOWN,
    Floats,
    GraphLayout,
)
from explorer.analysis.graph_tree import Bools, DrawnTree, Ints
from explorer.analysis.layered_form import layered_form, layered_sheet
from explorer.analysis.wrapped_layout import HALF_BLOCK, wrapped_layout
from explorer.task import QUIET, Task

__all__ = [
    "AUTO",
    "AUTO_DIRECTION",
    "BELOW_BOTTOM",
    "BELOW_TOP",
    "EDGE_NAME_OFFSET",
    "HALF_BLOCK",
    "LAYERED",
    "LAYERED_UP_TO",
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
AUTO_DIRECTION = "automatic"  # whichever of both reads better
LAYERED_UP_TO = 200  # visible nodes
LAYERED_AT_MOST = 1_000  # visible nodes, also where the layered form was asked for
READABLE = 0.36  # zoom at which rows leave room for names; a layered drawing that needs less is wrapped
PAGE = (720.0, 450.0)  # of the graph in a small window, for that question
FAMILIAR = 1.15  # how much better another form or direction must be than the one before
GUIDE = 1.1  # and how much better than the guide's: root on top


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
    line_width: Floats | None = None,
    earlier: GraphLayout | None = None,
    task: Task = QUIET,
) -> GraphLayout:
    """Place all visible nodes.

    Args:
        tree: from `drawn_tree`.
        visible: bool [n]; every visible node's parent must be visible, but that of the uppermost one.
        text_width: [m] width of each visible node's label, in the order of `visible_order`.
        edge_name_width: [m] width of the name on the edge leading to it; 0 where none is drawn.
        orientation: `TOP_DOWN`, `LEFT_RIGHT` or `AUTO_DIRECTION`.
        form: `LAYERED` (up to `LAYERED_AT_MOST` nodes) or `WRAPPED`; `AUTO` takes the layered form while it
            can be read in a usual window.
        links: what a layered drawing shall route, from `graph_links`; tree edges only where not given.
        link_names: [k] widths of names to keep room for along further edges.
        line_width: [m] width of each label with its details behind the name: rows of a layered drawing
            from left to right may be so much lower, where that reads better.
        earlier: a layout of the same graph: what can stay as it was there, stays.
        task: told of progress, may cancel.
    """
    node = visible_order(tree, visible)
    text = np.asarray(text_width, np.float64)
    directions = (TOP_DOWN, LEFT_RIGHT) if orientation == AUTO_DIRECTION else (orientation,)
    task.report(0, len(node), "Laying out the graph")
    before = earlier
    layered = None
    if form != WRAPPED and len(node) <= (LAYERED_AT_MOST if form == LAYERED else LAYERED_UP_TO):
        names = np.zeros(len(node)) if edge_name_width is None else np.asarray(edge_name_width, np.float64)
        forms = _layered(tree, node, text, names, links, link_names, line_width, before, directions)
        layered = _best(forms, before) if forms else None
        was_layered = before is not None and not before.is_wrapped
        if layered is not None and (
            form == LAYERED or _fitting_zoom(layered) >= READABLE / (FAMILIAR if was_layered else 1.0)
        ):
            return layered
    rows = {before.orientation: before.rows} if before is not None and before.rows is not None else {}
    wrapped = _best(
        [wrapped_layout(tree, node, text, way, rows.get(way), task) for way in directions], before
    )
    if layered is not None and _fitting_zoom(layered) >= 0.9 * _fitting_zoom(wrapped):
        return layered
    return wrapped


def _layered(
    tree: DrawnTree,
    node: Ints,
    text: Floats,
    names: Floats,
    links: GraphLinks | None,
    link_names: Floats | None,
    line: Floats | None,
    before: GraphLayout | None,
    directions: tuple[str, ...],
) -> list[GraphLayout]:
    """The layered form in each direction; nothing where there are too many links for it."""
    index = np.full(tree.node_count, -1, np.int32)
    index[node] = np.arange(len(node), dtype=np.int32)
    parent = np.where(tree.parent[node] >= 0, index[tree.parent[node]], -1).astype(np.int32)
    families = [index[tree.children_of(father)] for father in node.tolist()]
    children = [family[family >= 0].tolist() for family in families]
    links = links or tree_links(tree, node, parent)
    link_names = np.zeros(len(links.kind)) if link_names is None else link_names
    sheet = layered_sheet(node, index, parent, children, text, names, links, link_names, before)
    if sheet is None:
        return []
    forms = [layered_form(sheet, way) for way in directions]
    if line is not None and LEFT_RIGHT in directions:
        forms.append(layered_form(sheet, LEFT_RIGHT, line))
    return forms


def _best(layouts: list[GraphLayout], before: GraphLayout | None) -> GraphLayout:
    """The one that can be read at the largest zoom; the reader's present direction counts for more."""

    def worth(layout: GraphLayout) -> float:
        kind = (layout.orientation, layout.one_line)
        familiar = before is not None and (before.orientation, before.one_line) == kind
        return (
            _fitting_zoom(layout)
            * (FAMILIAR if familiar else 1.0)
            * (GUIDE if layout.orientation == TOP_DOWN else 1.0)
        )

    return max(layouts, key=worth)


def _fitting_zoom(layout: GraphLayout) -> float:
    left, top, right, bottom = layout.bounds
    return min(1.0, PAGE[0] / (right - left), PAGE[1] / (bottom - top))


def visible_order(tree: DrawnTree, visible: Bools) -> Ints:
    """Ids of the visible nodes in the layout's order: parents before children."""
    return tree.top_down[visible[tree.top_down]]
