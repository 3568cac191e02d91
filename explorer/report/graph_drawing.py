"""Everything a picture of a graph shows, before a pen is chosen: places, texts, edges and their names.

Window and SVG draw the same `GraphDrawing`; making one touches no widget and may run in any thread.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.analysis.graph_edges import (
    CHILD,
    SHARED,
    SLOT,
    GraphEdges,
    graph_edges,
    name_places,
    second_names,
)
from explorer.analysis.graph_layout import TOP_DOWN, Floats, GraphLayout, layout_graph, visible_order
from explorer.analysis.graph_measure import TextMeasure, typical_measure
from explorer.analysis.graph_tree import (
    DrawnTree,
    Ints,
    auto_collapsed,
    drawn_tree,
    subtree_sizes,
    visible_nodes,
)
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.checkpoints.roles import ROLE_CODE
from explorer.formats.dtypes import data_type
from explorer.formats.tensor_table import TensorTable
from explorer.report.numbers import display_name, format_count, format_shape
from explorer.task import QUIET, Task

NAME_PX, DETAIL_PX = 13, 11
LABEL_LIMIT = 40  # characters
NAMED_EDGES_UP_TO = 400


@dataclass(frozen=True)
class Fonts:
    """How wide the three kinds of text are."""

    name: TextMeasure
    detail: TextMeasure
    edge: TextMeasure


TYPICAL_FONTS = Fonts(
    typical_measure(NAME_PX, bold=True), typical_measure(DETAIL_PX), typical_measure(DETAIL_PX)
)


@dataclass(frozen=True, slots=True)
class GraphState:
    """What the reader chose to see."""

    collapsed: frozenset[int] | None = None  # None: let the size of the graph decide
    show_helpers: bool = False
    orientation: str = TOP_DOWN


@dataclass(frozen=True)
class GraphDrawing:
    """One picture: columns over the m visible nodes (`layout.node`) and the k curves (`edges`)."""

    graph: ObjectGraph
    tree: DrawnTree
    state: GraphState  # `collapsed` always filled in
    layout: GraphLayout
    edges: GraphEdges
    label: list[str]  # [m] safe to show as plain text
    detail: list[str]  # [m] dtype and shape, or what is folded away
    inside: Ints  # [m] nodes hidden below by collapsing
    edge_label: list[str]  # [k]
    edge_box: Floats  # [k, 4] NaN: not drawn
    helper_count: int  # of the whole graph

    @property
    def count(self) -> int:
        """Visible nodes."""
        return self.layout.count

    def position(self, node: int) -> int:
        """Where a node is in the columns; -1 if out of sight."""
        return int(self.layout.index[node]) if 0 <= node < len(self.layout.index) else -1


def draw_graph(
    graph: ObjectGraph,
    table: TensorTable | None,
    state: GraphState | None = None,
    fonts: Fonts = TYPICAL_FONTS,
    tree: DrawnTree | None = None,
    task: Task = QUIET,
) -> GraphDrawing:
    """Lay the graph out and gather its texts. A known `tree` of the same graph saves time."""
    state = state or GraphState()
    tree = tree or drawn_tree(graph)
    collapsed = state.collapsed if state.collapsed is not None else auto_collapsed(graph, tree, task=task)
    state = GraphState(collapsed, state.show_helpers, state.orientation)
    visible = visible_nodes(graph, tree, collapsed, state.show_helpers)
    nodes = visible_order(tree, visible)
    inside = _folded_counts(graph, tree, nodes, collapsed, state.show_helpers)
    task.report(0, max(len(nodes), 1), "Naming nodes")
    label = node_labels(graph, tree, nodes)
    detail = node_details(graph, table, nodes, inside)
    _add_second_names(graph, tree, nodes, detail)
    text = np.maximum(fonts.name.widths(label), fonts.detail.widths(detail)) + 2
    names = np.zeros(len(nodes))
    if len(nodes) <= NAMED_EDGES_UP_TO:
        names = fonts.edge.widths(label)
    layout = layout_graph(tree, visible, text, names, orientation=state.orientation, task=task)
    edges = graph_edges(graph, tree, layout)
    edge_label = [""] * len(edges.kind)
    edge_box = np.full((len(edges.kind), 4), np.nan)
    if len(edges.kind) <= 4 * NAMED_EDGES_UP_TO:
        edge_label = [
            display_name(edges.name(graph, i), LABEL_LIMIT) if edges.kind[i] in (CHILD, SLOT, SHARED) else ""
            for i in range(len(edges.kind))
        ]
        edge_box = name_places(layout, edges, fonts.edge.widths(edge_label))
    return GraphDrawing(
        graph,
        tree,
        state,
        layout,
        edges,
        label,
        detail,
        inside,
        edge_label,
        edge_box,
        int(graph.is_helper.sum()),
    )


def node_labels(graph: ObjectGraph, tree: DrawnTree, nodes: Ints) -> list[str]:
    """The short name of each node as plain text."""
    safe: dict[str, str] = {}
    edge, slot = tree.edge[nodes].tolist(), tree.slot[nodes].tolist()
    labels = []
    for node, edge_number, slot_number in zip(nodes.tolist(), edge, slot, strict=True):
        if slot_number >= 0:
            name = graph.slot_name[slot_number]
        elif edge_number >= 0:
            name = graph.edge_name[edge_number]
        else:
            name = graph.label(node)
        shown = safe.get(name)
        if shown is None:
            shown = safe[name] = display_name(name, LABEL_LIMIT) or "(empty)"
        labels.append(shown)
    return labels


def node_details(graph: ObjectGraph, table: TensorTable | None, nodes: Ints, inside: Ints) -> list[str]:
    """The second line: dtype and shape of a tensor (a slot's shape only), a class, or what is folded away."""
    rows, roles = graph.row[nodes].tolist(), graph.role[nodes].tolist()
    slot, optimizer = ROLE_CODE["slot"], ROLE_CODE["optimizer"]
    known: dict[tuple[int, int, bool], str] = {}
    paired = set(graph.slot_node[graph.slot_variable >= 0].tolist())
    details = []
    for node, row, role, folded in zip(nodes.tolist(), rows, roles, inside.tolist(), strict=True):
        text = ""
        if folded:
            text = f"{format_count(folded)} inside"
        elif row >= 0 and table is not None and row < len(table):
            key = (int(table.dtype[row]), int(table.shape_id[row]), role == slot)
            text = known.get(key, "")
            if not text:
                shape = display_name(format_shape(table.shape(row)), LABEL_LIMIT)
                text = known[key] = shape if role == slot else f"{data_type(key[0]).name} {shape}"
            if role == slot and node not in paired:
                text += " unpaired"
        elif role == optimizer:
            text = optimizer_class(graph, node)
        details.append(text)
    return details


def _add_second_names(graph: ObjectGraph, tree: DrawnTree, nodes: Ints, detail: list[str]) -> None:
    """Say "also layer-1" where a parent lists the same child under two names."""
    others = second_names(graph, tree)
    if not len(others):
        return
    position = np.full(tree.node_count, -1, np.int64)
    position[nodes] = np.arange(len(nodes))
    names: dict[int, list[str]] = {}
    for edge, place in zip(others.tolist(), position[graph.edge_target[others]].tolist(), strict=True):
        if place >= 0:
            names.setdefault(place, []).append(graph.edge_name[edge])
    for place, found in names.items():
        shown = ", ".join(display_name(name, LABEL_LIMIT // 2) for name in found[:2])
        more = " …" if len(found) > 2 else ""
        detail[place] = f"{detail[place]} · also {shown}{more}" if detail[place] else f"also {shown}{more}"


def optimizer_class(graph: ObjectGraph, node: int) -> str:
    """ "Adam", as the names of its own variables begin ("Adam/iter"); "" where they do not tell."""
    for _, child in graph.children(node)[:16]:
        for attribute in graph.node_attributes(child)[:1]:
            first, slash, _ = attribute.full_name.partition("/")
            if slash and first:
                return display_name(first, LABEL_LIMIT)
    return ""


def _folded_counts(
    graph: ObjectGraph, tree: DrawnTree, nodes: Ints, collapsed: frozenset[int], show_helpers: bool
) -> Ints:
    """[m] how many nodes each collapsed one hides (helpers not counted while they are hidden anyway)."""
    inside = np.zeros(len(nodes), np.int32)
    if not collapsed:
        return inside
    counted = np.ones(tree.node_count, np.int64) if show_helpers else (~graph.is_helper).astype(np.int64)
    closed = np.zeros(tree.node_count, np.bool_)
    closed[list(collapsed)] = True
    sizes = subtree_sizes(tree, counted) - counted
    return np.where(closed[nodes], sizes[nodes], 0).astype(np.int32)
