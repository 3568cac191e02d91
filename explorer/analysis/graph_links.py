"""Which edges of a graph join two visible nodes: tree edges, further parents, optimizers to their slots."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.analysis.graph_tree import DrawnTree, Ints
from explorer.checkpoints.object_graph import ObjectGraph

# Kinds: child edge, variable to slot, further parent, optimizer to slot.
CHILD, SLOT, SHARED, OWNER = 0, 1, 2, 3


@dataclass(frozen=True)
class GraphLinks:
    """Columns over k links, tree edges (CHILD, SLOT) first."""

    kind: npt.NDArray[np.uint8]  # [k] CHILD, SLOT, SHARED or OWNER
    source: Ints  # [k] position among the visible nodes
    target: Ints  # [k]
    number: Ints  # [k] child edge (CHILD, SHARED) or slot edge (SLOT, OWNER) of the graph; -1: none, only hung there
    hidden: int  # SHARED and OWNER edges that end at a node out of sight

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
    return GraphLinks(kind[has_edge], parent[child][has_edge], child[has_edge], number[has_edge], 0)


def graph_links(graph: ObjectGraph, tree: DrawnTree, node: Ints) -> GraphLinks:
    """All links between visible nodes, `node` [m] in the order of the layout."""
    index = np.full(tree.node_count + 1, -1, np.int32)  # the last one for parents there are none of
    index[node] = np.arange(len(node), dtype=np.int32)
    own = tree_links(tree, node, index[tree.parent[node]])
    extra = further_edges(graph, tree)
    source, target = index[graph.edge_source[extra]], index[graph.edge_target[extra]]
    seen = (source >= 0) & (target >= 0)
    slot = np.flatnonzero(graph.slot_optimizer >= 0)
    # Where the file itself leads to the slot by child edges, our own guess adds nothing.
    slot = slot[(graph.parent[graph.slot_node[slot]] < 0) & (tree.slot[graph.slot_node[slot]] >= 0)]
    slot = slot[tree.parent[graph.slot_node[slot]] != graph.slot_optimizer[slot]]
    owner, owned = index[graph.slot_optimizer[slot]], index[graph.slot_node[slot]]
    owns = (owner >= 0) & (owned >= 0)
    count, owners = int(seen.sum()), int(owns.sum())
    return GraphLinks(
        np.concatenate([own.kind, np.repeat(np.array([SHARED, OWNER], np.uint8), [count, owners])]),
        np.concatenate([own.source, source[seen], owner[owns]]).astype(np.int32),
        np.concatenate([own.target, target[seen], owned[owns]]).astype(np.int32),
        np.concatenate([own.number, extra[seen], slot[owns]]).astype(np.int32),
        int((~seen).sum()) + int((~owns).sum()),
    )


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
