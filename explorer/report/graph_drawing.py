"""Everything a picture of a graph shows, before a pen is chosen: places, texts, edges and their names.

Window and SVG draw the same `GraphDrawing`; making one touches no widget and may run in any thread.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from explorer.analysis.graph_edges import GraphEdges, graph_edges, name_places
from explorer.analysis.graph_folding import Choice, Sight, automatic_folding, sight
from explorer.analysis.graph_layout import (
    AUTO,
    AUTO_DIRECTION,
    LAYERED,
    LAYERED_AT_MOST,
    LAYERED_UP_TO,
    TOP_DOWN,
    WRAPPED,
    Floats,
    GraphLayout,
    layout_graph,
    visible_order,
)
from explorer.analysis.graph_links import CHILD, OWNER, GraphLinks, graph_links, link_name
from explorer.analysis.graph_places import DETAIL_GAP
from explorer.analysis.graph_repeats import Hashes, Stacks, repeated_blocks
from explorer.analysis.graph_tree import DrawnTree, Ints, drawn_tree
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.formats.tensor_table import TensorTable
from explorer.lazily import KeptWith
from explorer.report.graph_texts import (
    DETAIL_PX,
    LABEL_LIMIT,
    NAME_PX,
    TYPICAL_FONTS,
    Fonts,
    GraphTexts,
    folded_details,
    graph_texts,
    node_labels,
    stack_texts,
)
from explorer.report.numbers import display_name, format_count, format_counted
from explorer.task import QUIET, Task

__all__ = [
    "DETAIL_PX",
    "NAME_PX",
    "Fonts",
    "GraphDrawing",
    "GraphState",
    "draw_graph",
    "graph_stacks",
    "node_labels",
    "settled",
]

NAMED_EDGES_UP_TO = 400
ALIKE = 2  # a large drawing that gets at most so many times larger or smaller does not turn

# By the ids of the table and of what keeps nodes apart, and with both, so that no others take these ids meanwhile.
_STACKS: KeptWith[tuple[TensorTable | None, Hashes | None, Stacks]] = KeptWith()
_TEXTS: KeptWith[tuple[TensorTable | None, GraphTexts]] = KeptWith()
_PILES: KeptWith[tuple[str, str]] = KeptWith()
_WIDTHS: KeptWith[tuple[Floats, Floats]] = KeptWith()


@dataclass(frozen=True, slots=True)
class GraphState:
    """What the reader chose to see, and which way it lies."""

    collapsed: frozenset[int] | None = None  # None: let the size of the graph decide
    show_helpers: bool = False
    orientation: str = TOP_DOWN  # or LEFT_RIGHT, AUTO_DIRECTION
    opened: frozenset[int] = frozenset()  # stacks shown one by one, by their representative
    form: str = AUTO  # or LAYERED, WRAPPED
    root: int = 0  # the node in focus: only it and what is below it
    kept: frozenset[int] | None = None  # isolate: only these nodes, and what leads to them


@dataclass(frozen=True)
class GraphDrawing:
    """One picture: columns over the m visible nodes (`layout.node`) and the k curves (`edges`)."""

    graph: ObjectGraph
    tree: DrawnTree
    state: GraphState  # `collapsed` and `opened` filled in: see `settled`
    layout: GraphLayout
    edges: GraphEdges
    label: list[str]  # [m] safe to show as plain text
    detail: list[str]  # [m] dtype and shape, or a class and what is folded away
    inside: Ints  # [m] nodes hidden below by folding, or in a stack
    stack: Ints  # [m] how many alike siblings a node stands for; 1: itself only
    stacks: Stacks  # of the whole graph, opened or not
    hidden_in: (
        Ints  # [n] the visible node that hides a node; itself if visible, -1 if unfolding cannot show it
    )
    edge_label: list[str]  # [k]
    edge_box: Floats  # [k, 4] NaN: not drawn
    helper_count: int  # of the whole graph
    apart: Hashes | None = None  # uint64 [n]: blocks that differ in it are no pile
    is_side: bool = False  # of a pair: counts are of what is there on that side

    @property
    def count(self) -> int:
        """Visible nodes."""
        return self.layout.count

    def pile(self, node: int) -> Ints:
        """The alike siblings a visible node stands for, in drawing order; none where it stands for itself only."""
        position = self.position(node)
        if position < 0 or self.stack[position] < 2:
            return np.zeros(0, np.int32)
        return _in_pile(self.stacks, node, self.hidden_in)

    def position(self, node: int) -> int:
        """Where a node is in the columns; -1 if out of sight."""
        return int(self.layout.index[node]) if 0 <= node < len(self.layout.index) else -1


def graph_stacks(
    graph: ObjectGraph, tree: DrawnTree, table: TensorTable | None, apart: Hashes | None = None
) -> Stacks:
    """The repeated blocks of a graph, found once and kept with its tree."""
    question = id(table), id(apart)
    return _STACKS.get(tree, question, lambda: (table, apart, repeated_blocks(graph, tree, table, apart)))[2]


def kept_texts(graph: ObjectGraph, tree: DrawnTree, table: TensorTable | None) -> GraphTexts:
    """The texts of all nodes of a graph, made once and kept with its tree."""
    return _TEXTS.get(tree, id(table), lambda: (table, graph_texts(graph, tree, table)))[1]


def settled(
    graph: ObjectGraph, tree: DrawnTree, stacks: Stacks, state: GraphState, task: Task = QUIET
) -> tuple[GraphState, Sight]:
    """Fill in what a state leaves open, and what it shows.

    Afterwards a stack is closed exactly if it is not in `opened`, and the members of closed stacks are
    folded: putting the representative into `opened` shows them one by one, taking it out again closes them.
    """
    choice = Choice(
        state.collapsed or frozenset(),
        state.opened,
        state.show_helpers,
        state.root if 0 <= state.root < tree.node_count else 0,
        state.kept,
    )
    collapsed, opened = choice.collapsed, choice.opened
    if state.collapsed is None:
        task.report(0, 1, "Looking for repeated blocks")
        collapsed, opened = automatic_folding(graph, tree, stacks, choice)
        choice = replace(choice, collapsed=collapsed, opened=opened)
    seen = sight(graph, tree, stacks, choice)
    opened = frozenset(stacks.heads.tolist()) - frozenset(seen.closed.tolist())
    return replace(state, collapsed=collapsed, opened=opened, root=choice.root), seen


def draw_graph(
    graph: ObjectGraph,
    table: TensorTable | None,
    state: GraphState | None = None,
    fonts: Fonts = TYPICAL_FONTS,
    tree: DrawnTree | None = None,
    task: Task = QUIET,
    before: GraphDrawing | None = None,
    apart: Hashes | None = None,
) -> GraphDrawing:
    """Lay the graph out and gather its texts.

    A known `tree` of the same graph saves time. Of a picture `before`, of this graph or one with the same
    structure, everything that can stay keeps its order, its row and its direction. Blocks with nodes that
    differ in `apart` are not drawn as one.
    """
    tree = tree or drawn_tree(graph)
    stacks = graph_stacks(graph, tree, table, apart)
    state, seen = settled(graph, tree, stacks, state or GraphState(), task)
    nodes = visible_order(tree, seen.visible)
    task.report(0, max(len(nodes), 1), "Naming nodes")
    texts = kept_texts(graph, tree, table)
    wraps = _will_wrap(state.form, len(nodes))
    if wraps:
        texts = texts.with_parents
    drawn = partial(_visible_texts, graph, tree, stacks, fonts=fonts, nodes=nodes, seen=seen, table=table)
    label, detail, text, line, spans = drawn(texts, is_whole=state.kept is None)
    names = np.zeros(len(nodes))
    if len(nodes) <= NAMED_EDGES_UP_TO:
        names = fonts.edge.widths(["" if place in spans else name for place, name in enumerate(label)])
        names[:1] = 0  # nothing leads to the uppermost node
    links = graph_links(graph, tree, nodes, seen.hidden_in)
    named = len(nodes) <= NAMED_EDGES_UP_TO and len(links.kind) <= 4 * NAMED_EDGES_UP_TO
    link_names = fonts.edge.widths(_edge_labels(graph, links, spans)) if named else None
    place = partial(
        layout_graph, tree, seen.visible, orientation=_direction(state, before, len(nodes)), links=links,
        earlier=before.layout if before is not None else None, task=task,
    )  # fmt: skip
    layout = place(text + 2, names, form=state.form, link_names=link_names, line_width=line + 2)
    if layout.is_wrapped and not wraps and texts.elsewhere:
        # Small, but better in rows: there the names of further parents stand beside the nodes.
        label, detail, text, line, spans = drawn(texts.with_parents, is_whole=state.kept is None)
        layout = place(text + 2, names, form=WRAPPED)
    edges = graph_edges(graph, tree, layout, links)
    edge_label = [""] * len(edges.kind)
    edge_box = np.full((len(edges.kind), 4), np.nan)
    if len(edges.kind) <= 4 * NAMED_EDGES_UP_TO:
        edge_label = _edge_labels(graph, edges, spans)
        edge_box = name_places(layout, edges, fonts.edge.widths(edge_label))
        to_piles = (edges.kind == CHILD) & np.isin(edges.target, np.fromiter(spans, np.int64, len(spans)))
        edge_box[to_piles] = np.nan  # the second line of the pile says it
    return GraphDrawing(
        graph, tree, state, layout, edges, label, detail, seen.inside[nodes], seen.stack[nodes], stacks,
        seen.hidden_in, edge_label, edge_box, int(graph.is_helper.sum()), apart,
    )  # fmt: skip


def _will_wrap(form: str, count: int) -> bool:
    """Whether so many visible nodes are drawn in rows, whatever else there is to say."""
    return form == WRAPPED or count > (LAYERED_AT_MOST if form == LAYERED else LAYERED_UP_TO)


def _direction(state: GraphState, before: GraphDrawing | None, count: int) -> str:
    """The direction to lay `count` visible nodes out in.

    A drawing too large to be seen whole keeps the direction it has while it is about as large: it would hardly
    read better in the other one, which need not be laid out then to find that out.
    """
    wished = state.orientation
    if wished != AUTO_DIRECTION or before is None or before.state.orientation != wished:
        return wished
    fewer, more = sorted((before.count, count))
    is_alike = before.layout.is_wrapped and fewer > LAYERED_AT_MOST and more <= ALIKE * fewer
    return before.layout.orientation if is_alike else wished


def _edge_labels(graph: ObjectGraph, edges: GraphLinks | GraphEdges, spans: dict[int, str]) -> list[str]:
    """What stands on each edge; nothing on those from an optimizer to one slot, which is named already."""
    labels = []
    columns = (edges.kind, edges.number, edges.times, edges.target)
    for kind, number, times, target in zip(*(column.tolist() for column in columns), strict=True):
        if kind == CHILD and target in spans:
            labels.append(spans[target])
        elif times > 1:
            labels.append(f"{format_count(times)} {'slots' if kind == OWNER else 'edges'}")
        else:
            labels.append("" if kind == OWNER else display_name(link_name(graph, kind, number), LABEL_LIMIT))
    return labels


def _visible_texts(
    graph: ObjectGraph,
    tree: DrawnTree,
    stacks: Stacks,
    texts: GraphTexts,
    *,
    fonts: Fonts,
    nodes: Ints,
    seen: Sight,
    table: TensorTable | None,
    is_whole: bool,
) -> tuple[list[str], list[str], Floats, Floats, dict[int, str]]:
    """Both lines of each visible node, the widths of the wider one and of both in one, and "layer_0 … layer_47" where a stack stands."""
    label_width, detail_width = _WIDTHS.get(tree, (id(texts), fonts), lambda: texts.widths(fonts))
    label, detail = texts.label[nodes], texts.detail[nodes]
    name_width, more = label_width[nodes], detail_width[nodes]
    folded = np.flatnonzero(seen.inside[nodes])
    detail[folded] = folded_details(texts, graph, nodes[folded], seen.inside[nodes[folded]])
    piles, spans = np.flatnonzero(seen.stack[nodes] > 1), {}
    for place in piles.tolist():
        node = int(nodes[place])
        members = _in_pile(stacks, node, seen.hidden_in)
        ends = int(members[0]), int(members[-1])
        label[place], spans[place] = _PILES.get(
            tree,
            (id(table), len(members), ends, int(stacks.size[ends[0]])),
            partial(stack_texts, graph, tree, stacks, members),
        )
        detail[place] = f"{spans[place]} · {inside_pile(len(members), int(seen.inside[node]), is_whole)}"
    name_width[piles] = fonts.name.widths(label[piles].tolist())
    more[folded] = fonts.detail.widths(detail[folded].tolist())
    line = np.where(more > 0, name_width + DETAIL_GAP + more, name_width)
    return label.tolist(), detail.tolist(), np.maximum(name_width, more), line, spans


def _in_pile(stacks: Stacks, node: int, hidden_in: Ints) -> Ints:
    """The members of a pile that are behind the node drawn for it; isolation may leave others out."""
    members = stacks.members(int(stacks.representative[node]))
    shown: Ints = members[hidden_in[members] == node]
    return shown


def inside_pile(size: int, inside: int, is_whole: bool) -> str:
    """ "7 nodes each"; of members of which different parts may be shown, how many there are in all."""
    each, rest = divmod(inside + 1, size)
    if rest or not is_whole:
        return f"{format_count(inside)} inside"
    return f"{format_counted(each, 'node')} each"
