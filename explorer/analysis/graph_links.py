"""Which edges of a graph join two visible nodes: tree edges, further parents, optimizers to their slots.

An edge that ends in a folded node is lifted to that node; lifted edges between the same two nodes are one
link that counts them. Tree edges inside a folded node, and edges from it to itself, are what was folded away.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.analysis.graph_tree import DrawnTree, Ints
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.lazily import KeptWith

# Kinds: child edge, variable to slot, further parent, optimizer to slot.
CHILD, SLOT, SHARED, OWNER = 0, 1, 2, 3

# With the tree, which is of one graph: the same edges for every drawing of it.
_BESIDE_TREE: KeptWith[npt.NDArray[np.int64]] = KeptWith()


@dataclass(frozen=True)
class GraphLinks:
    """Columns over k links, tree edges (CHILD, SLOT) first."""

    kind: npt.NDArray[np.uint8]  # [k] CHILD, SLOT, SHARED or OWNER
    source: Ints  # [k] position among the visible nodes
    target: Ints  # [k]
    number: Ints  # [k] child edge (CHILD, SHARED) or slot edge (SLOT, OWNER) of the graph; -1: none, only hung there
    times: Ints  # [k] edges of the file that a link stands for: lifted ones are merged
    hidden: (
        int  # SHARED and OWNER edges that end at a node no unfolding shows: a hidden helper, or out of focus
    )
    hidden_slots: int  # how many of these are OWNER

    @property
    def is_tree(self) -> npt.NDArray[np.bool_]:
        """[k] CHILD and SLOT."""
        result: npt.NDArray[np.bool_] = self.kind <= SLOT
        return result


def link_name(graph: ObjectGraph, kind: int, number: int) -> str:
    """What the file calls a link."""
    if number < 0:
        return ""
    return graph.edge_name[number] if kind in (CHILD, SHARED) else graph.slot_name[number]


def tree_links(tree: DrawnTree, node: Ints, parent: Ints) -> GraphLinks:
    """The edges of the drawing tree alone; `node` [m] visible nodes, `parent` [m] their parents' positions."""
    child = np.flatnonzero(parent >= 0).astype(np.int32)
    shown = node[child]
    is_slot = (tree.slot[shown] >= 0) & (tree.edge[shown] < 0)
    number = np.where(is_slot, tree.slot[shown], tree.edge[shown]).astype(np.int32)
    order = np.argsort(is_slot, kind="stable")
    kind = np.where(is_slot, SLOT, CHILD).astype(np.uint8)
    has_edge = order[number[order] >= 0]  # a node nobody points at hangs beside the others without a line
    kind, child, number = kind[has_edge], child[has_edge], number[has_edge]
    return GraphLinks(kind, parent[child], child, number, np.ones(len(kind), np.int32), 0, 0)


def graph_links(graph: ObjectGraph, tree: DrawnTree, node: Ints, hidden_in: Ints | None = None) -> GraphLinks:
    """All links between visible nodes.

    Args:
        graph: of the checkpoint.
        tree: its drawing tree.
        node: [m] the visible nodes in the order of the layout.
        hidden_in: [n] the visible node that stands for each node, -1 for none; nodes stand for themselves if
            not given, and what ends at others is hidden.
    """
    index = np.full(tree.node_count + 1, -1, np.int32)  # the last one for parents there are none of
    index[node] = np.arange(len(node), dtype=np.int32)
    own = tree_links(tree, node, index[tree.parent[node]])
    seat = index if hidden_in is None else index[np.append(hidden_in, -1)]
    extra = _BESIDE_TREE.get(tree, SHARED, lambda: further_edges(graph, tree))
    shared, hidden = _between(
        SHARED, graph.edge_source[extra], graph.edge_target[extra], extra, index, seat, own
    )
    slot = _BESIDE_TREE.get(tree, OWNER, lambda: owner_edges(graph, tree))
    owned, hidden_slots = _between(
        OWNER, graph.slot_optimizer[slot], graph.slot_node[slot], slot, index, seat, own
    )
    parts = (own, shared, owned)
    return GraphLinks(
        np.concatenate([part.kind for part in parts]),
        np.concatenate([part.source for part in parts]),
        np.concatenate([part.target for part in parts]),
        np.concatenate([part.number for part in parts]),
        np.concatenate([part.times for part in parts]),
        hidden + hidden_slots,
        hidden_slots,
    )


def _between(
    kind: int,
    sources: Ints,
    targets: Ints,
    numbers: npt.NDArray[np.int64],
    index: Ints,
    seat: Ints,
    own: GraphLinks,
) -> tuple[GraphLinks, int]:
    """Links of one kind, lifted and merged, and how many edges have an end that is nowhere."""
    source, target = seat[sources], seat[targets]
    there = (source >= 0) & (target >= 0)
    lifted = (index[sources] < 0) | (index[targets] < 0)
    above = np.full(int(own.target.max(initial=-1)) + 2, -1, np.int64)
    above[own.target] = own.source
    last = len(above) - 1
    joined = (
        (source == target)
        | (above[np.minimum(source, last)] == target)
        | (above[np.minimum(target, last)] == source)
    )
    drawn = np.flatnonzero(
        there & ~(lifted & joined)
    )  # a lifted edge beside a tree edge would say nothing new
    source, target, number, lifted = source[drawn], target[drawn], numbers[drawn], lifted[drawn]
    times = np.ones(len(drawn), np.int64)
    if lifted.any():
        apart = np.where(lifted, 0, 1 + np.arange(len(drawn)))  # what nothing hides keeps its own name
        key = (source.astype(np.int64) << 32) | target
        order = np.lexsort((np.arange(len(drawn)), apart, key))
        key, apart = key[order], apart[order]
        begins = np.flatnonzero(np.append(True, (key[1:] != key[:-1]) | (apart[1:] != apart[:-1])))
        times = np.diff(np.append(begins, len(order)))
        first = order[begins]
        by_number = np.argsort(first, kind="stable")
        first, times = first[by_number], times[by_number]
        source, target, number = source[first], target[first], number[first]
    code = np.full(len(source), kind, np.uint8)
    links = GraphLinks(
        code,
        source.astype(np.int32),
        target.astype(np.int32),
        number.astype(np.int32),
        times.astype(np.int32),
        0,
        0,
    )
    return links, int((~there).sum())


def owner_edges(graph: ObjectGraph, tree: DrawnTree) -> npt.NDArray[np.int64]:
    """Slot edges whose slot hangs below its variable: the optimizer's side of them is no tree edge."""
    slot = np.flatnonzero(graph.slot_optimizer >= 0)
    # Where the file itself leads to the slot by child edges, our own guess adds nothing.
    slot = slot[(graph.parent[graph.slot_node[slot]] < 0) & (tree.slot[graph.slot_node[slot]] >= 0)]
    owned: npt.NDArray[np.int64] = slot[tree.parent[graph.slot_node[slot]] != graph.slot_optimizer[slot]]
    return owned


def further_edges(graph: ObjectGraph, tree: DrawnTree) -> npt.NDArray[np.int64]:
    """Child edges the tree does not hold, without second names of a tree edge (those are `second_names`)."""
    target = graph.edge_target
    in_tree = tree.edge[target] == np.arange(len(target))
    return np.flatnonzero(~in_tree & ~_is_second_name(graph, tree))


def second_names(graph: ObjectGraph, tree: DrawnTree) -> npt.NDArray[np.int64]:
    """Child edges that lead from a node's drawing parent to it a second time, under another name."""
    return np.flatnonzero(_is_second_name(graph, tree))


def _is_second_name(graph: ObjectGraph, tree: DrawnTree) -> npt.NDArray[np.bool_]:
    source, target = graph.edge_source, graph.edge_target
    result: npt.NDArray[np.bool_] = (
        (tree.parent[target] == source)
        & (tree.edge[target] >= 0)
        & (tree.edge[target] != np.arange(len(target)))
    )
    return result
