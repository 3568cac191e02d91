"""Which nodes and edges of a graph a file gets: the whole, what a drawing shows, or chosen ones.

Where a drawing folds nodes away, the edges that end at them are lifted to the node that stands for
them, and counted: nothing that crosses a fold is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from explorer.checkpoints.object_graph import ObjectGraph

if TYPE_CHECKING:  # a file of the whole graph needs no drawing
    from explorer.report.graph_drawing import GraphDrawing

WHOLE, VISIBLE, SELECTION = "whole", "visible", "selection"
CHILD, SLOT, OWNER = "child", "slot", "optimizer"

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class PartEdges:
    """Edges of one kind in columns; ends are node ids of the part."""

    kind: str  # CHILD; SLOT, from a variable to its slot; OWNER, from an optimizer to its slot
    source: Ints  # [k]
    target: Ints  # [k]
    number: Ints  # [k] the (first) edge of the graph it stands for: a slot edge, unless it is a CHILD
    count: Ints  # [k] how many edges of the graph it stands for; 1 for one that was not lifted
    is_lifted: Bools  # [k]
    has_name: Bools  # [k] False: it stands for edges of several names

    def rows(self) -> Iterator[tuple[int, int, int, int, bool, bool]]:
        """Source, target, number, count, whether it is lifted, and whether it has a name: edge by edge."""
        columns = (self.source, self.target, self.number, self.count, self.is_lifted, self.has_name)
        return zip(*(column.tolist() for column in columns), strict=True)


@dataclass(frozen=True)
class GraphPart:
    """What is written: some nodes of a graph with the edges among them."""

    graph: ObjectGraph
    scope: str
    nodes: Ints  # [m] node ids, ascending
    folded: Ints  # [m] how many nodes are folded away into it
    alike: Ints  # [m] how many equal blocks it stands for; 1 for itself only
    children: PartEdges
    slots: PartEdges
    owners: PartEdges
    texts: dict[int, tuple[str, str]] = field(
        default_factory=dict
    )  # as drawn: a name and what stands below it

    @property
    def edge_count(self) -> int:
        """Child and slot edges."""
        return len(self.children.source) + len(self.slots.source)


def whole_part(graph: ObjectGraph) -> GraphPart:
    """Every node, every edge."""
    everything = np.arange(graph.node_count)
    return _part(graph, WHOLE, everything, everything, np.zeros(graph.node_count, np.bool_))


def selected_part(graph: ObjectGraph, nodes: Iterable[int]) -> GraphPart:
    """Chosen nodes with the edges among them; ids that do not exist are left out."""
    wanted = np.unique(np.fromiter(nodes, np.int64))
    wanted = wanted[(wanted >= 0) & (wanted < graph.node_count)]
    home = np.full(graph.node_count, -1, np.int64)
    home[wanted] = wanted
    return _part(graph, SELECTION, wanted, home, np.zeros(graph.node_count, np.bool_))


def visible_part(drawing: GraphDrawing) -> GraphPart:
    """What a drawing shows: a folded node says how many it hides, a pile how many blocks it stands for."""
    nodes = drawing.layout.node.astype(np.int64)
    order = np.argsort(nodes, kind="stable")
    home = drawing.hidden_in.astype(np.int64)
    is_lifted = home != np.arange(len(home))
    is_lifted[nodes[drawing.stack > 1]] = True  # the card of a pile stands for all its blocks
    part = _part(drawing.graph, VISIBLE, nodes[order], home, is_lifted)
    return replace(
        part,
        folded=drawing.inside.astype(np.int64)[order],
        alike=drawing.stack.astype(np.int64)[order],
        texts=dict(zip(nodes.tolist(), zip(drawing.label, drawing.detail, strict=True), strict=True)),
    )


def nodes_inside(drawing: GraphDrawing, chosen: Iterable[int]) -> frozenset[int]:
    """Some nodes of a drawing, and all that is folded away into them."""
    home = drawing.hidden_in
    wanted = np.zeros(len(home) + 1, np.bool_)  # the last one is for nodes that nothing stands for
    wanted[[node for node in chosen if 0 <= node < len(home)]] = True
    return frozenset(np.flatnonzero(wanted[home] | wanted[:-1]).tolist())


def _part(graph: ObjectGraph, scope: str, nodes: Ints, home: Ints, is_lifted: Bools) -> GraphPart:
    slots = np.arange(len(graph.slot_node))
    # Where the file itself leads to a slot by child edges, the optimizer's own edge adds nothing.
    owned = slots[(graph.slot_optimizer >= 0) & (graph.parent[graph.slot_node] < 0)]
    return GraphPart(
        graph,
        scope,
        nodes,
        np.zeros(len(nodes), np.int64),
        np.ones(len(nodes), np.int64),
        _edges(CHILD, home, is_lifted, graph.edge_source, graph.edge_target, np.arange(len(graph.edge_source)), graph.edge_name),
        _edges(SLOT, home, is_lifted, graph.slot_variable, graph.slot_node, slots, graph.slot_name),
        _edges(OWNER, home, is_lifted, graph.slot_optimizer[owned], graph.slot_node[owned], owned, graph.slot_name),
    )  # fmt: skip


def _edges(
    kind: str,
    home: Ints,
    is_lifted: Bools,
    source: npt.NDArray[np.int32],
    target: npt.NDArray[np.int32],
    number: Ints,
    names: object,
) -> PartEdges:
    """Edges between homes: those of nodes that are there as they are, then the lifted ones, one a pair of ends."""
    there = (source >= 0) & (target >= 0)
    source, target, number = source[there], target[there], number[there]
    if not len(source):
        none, no = np.zeros(0, np.int64), np.zeros(0, np.bool_)
        return PartEdges(kind, none, none, none, none, no, no)
    begin, end = home[source], home[target]
    moved = is_lifted[source] | is_lifted[target]
    plain = np.flatnonzero((begin >= 0) & (end >= 0) & ~moved)
    lifted = np.flatnonzero((begin >= 0) & (end >= 0) & moved & (begin != end))
    pair = begin[lifted] * (len(home) + 1) + end[lifted]
    _, first, group, count = np.unique(pair, return_index=True, return_inverse=True, return_counts=True)
    has_name = np.ones(len(first), np.bool_)
    if len(lifted):
        name_of: list[str] = [names[i] for i in number[lifted].tolist()]  # type: ignore[index]
        ids: dict[str, int] = {}
        name_id = np.array([ids.setdefault(name, len(ids)) for name in name_of])
        np.logical_and.at(has_name, group, name_id == name_id[first][group])
    chosen = np.concatenate([plain, lifted[first]])
    return PartEdges(
        kind,
        begin[chosen],
        end[chosen],
        number[chosen],
        np.concatenate([np.ones(len(plain), np.int64), count]),
        np.concatenate([np.zeros(len(plain), np.bool_), np.ones(len(first), np.bool_)]),
        np.concatenate([np.ones(len(plain), np.bool_), has_name]),
    )
