"""The tree a graph drawing hangs on: one drawing parent a node, slots beneath their variables, what is visible.

Arrays in, arrays out. Files may hold cycles, chains of any depth and nodes nobody points at, so
nothing here recurses: ancestors are found by pointer doubling (log2(depth) passes over whole arrays).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.checkpoints.object_graph import ObjectGraph
from explorer.task import QUIET, Task

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

AUTO_COLLAPSE_ABOVE = 3_000  # visible nodes; more than that nobody reads at once
MIN_REPEATS = 3  # equal siblings before a block counts as repeated
MIN_BLOCK_SIZE = 3  # nodes below a block before folding it is worth a click


@dataclass(frozen=True)
class DrawnTree:
    """One drawing parent per node, over all n nodes of the graph, visible or not.

    `children[first_child[i] : first_child[i + 1]]` are node i's children in drawing order: child
    edges in the file's order, then slots in the file's order.
    """

    parent: Ints  # [n] -1 for the root only
    edge: Ints  # [n] the child edge that leads here; -1: a slot edge, or none
    slot: Ints  # [n] the slot edge that leads here; -1: a child edge, or none
    depth: Ints  # [n]
    first_child: Ints  # [n + 1]
    children: Ints  # [n - 1] (empty graph: [0])
    top_down: Ints  # [n] nodes by rising depth: every parent before its children

    @property
    def node_count(self) -> int:
        """Nodes of the whole graph."""
        return len(self.parent)

    def children_of(self, node: int) -> Ints:
        """The drawing children of one node, in order."""
        return self.children[self.first_child[node] : self.first_child[node + 1]]

    def has_children(self) -> Bools:
        """Bool [n]."""
        return np.diff(self.first_child) > 0

    def ancestors(self, node: int) -> list[int]:
        """The root first, `node` itself last."""
        chain = [node]
        while (node := int(self.parent[node])) >= 0:
            chain.append(node)
        return chain[::-1]

    def below(self, node: int) -> list[int]:
        """All nodes under `node`, without itself."""
        found: list[int] = []
        waiting = [node]
        while waiting:
            children = self.children_of(waiting.pop()).tolist()
            found += children
            waiting += children
        return found


def drawn_tree(graph: ObjectGraph) -> DrawnTree:
    """Choose each node's drawing parent: its variable for a slot, else its canonical parent, else the root."""
    count, edge_count, slot_count = graph.node_count, len(graph.edge_source), len(graph.slot_node)
    if not count:
        none = np.zeros(0, np.int32)
        return DrawnTree(none, none, none, none, np.zeros(1, np.int32), none, none)
    canonical = graph.parent.astype(np.int32, copy=True)
    canonical[canonical < 0] = 0  # reached by no child edge: kept in sight beside the root's children
    canonical[0] = -1
    parent, edge = canonical.copy(), graph.parent_edge.astype(np.int32, copy=True)
    slot = np.full(count, -1, np.int32)

    owner = np.where(graph.slot_variable >= 0, graph.slot_variable, graph.slot_optimizer)
    usable = (owner >= 0) & (graph.slot_node > 0) & (owner != graph.slot_node)
    # An unpaired slot stays where the file's own edges put it, if they put it anywhere.
    usable &= (graph.slot_variable >= 0) | (graph.parent[graph.slot_node] < 0)
    chosen = np.flatnonzero(usable)[::-1]  # of several slot edges the first one wins
    nodes = graph.slot_node[chosen]
    parent[nodes], slot[nodes], edge[nodes] = owner[chosen], chosen, -1

    depth, reaches_root = _depths(parent)
    if not reaches_root.all():  # slots of slots in a circle: fall back to the file's own edges there
        lost = ~reaches_root
        parent[lost], slot[lost], edge[lost] = canonical[lost], -1, graph.parent_edge[lost]
        depth, _ = _depths(parent)

    rank = np.where(edge >= 0, edge, np.where(slot >= 0, edge_count + slot, edge_count + slot_count + 1))
    others = np.arange(1, count, dtype=np.int32)
    children = others[np.lexsort((others, rank[1:], parent[1:]))]
    first_child = np.searchsorted(parent[children], np.arange(count + 1)).astype(np.int32)
    top_down = np.argsort(depth, kind="stable").astype(np.int32)
    return DrawnTree(parent, edge, slot, depth, first_child, children, top_down)


def _depths(parent: Ints) -> tuple[Ints, Bools]:
    """Depth of every node and whether its parents lead to node 0 at all."""
    ancestor = np.where(parent < 0, 0, parent)
    depth = (parent >= 0).astype(np.int32)
    for _ in range(max(1, len(parent).bit_length())):
        depth = depth + depth[ancestor]
        ancestor = ancestor[ancestor]
        if not ancestor.any():
            break
    return depth, ancestor == 0


def visible_nodes(
    graph: ObjectGraph, tree: DrawnTree, collapsed: Collection[int], show_helpers: bool
) -> Bools:
    """Bool [n]: not a hidden helper, and no collapsed or hidden node above."""
    blocked = np.zeros(tree.node_count, np.bool_)
    if not tree.node_count:
        return blocked
    if not show_helpers:
        blocked |= graph.is_helper
        blocked[0] = False
    closed = np.zeros(tree.node_count, np.bool_)
    if collapsed:
        closed[np.fromiter(collapsed, np.int64, len(collapsed))] = True
    ancestor = np.where(tree.parent < 0, 0, tree.parent)
    blocked[1:] |= closed[ancestor[1:]]
    while True:  # a node is out of sight when anything above it is
        blocked = blocked | blocked[ancestor]
        if not ancestor.any():
            return ~blocked
        ancestor = ancestor[ancestor]


def subtree_sizes(tree: DrawnTree, weight: npt.NDArray[np.int64] | None = None) -> npt.NDArray[np.int64]:
    """int64 [n]: the sum of `weight` (one a node if not given) at and below each node."""
    sizes = [1] * tree.node_count if weight is None else weight.tolist()
    parent = tree.parent.tolist()
    for node in reversed(tree.top_down.tolist()):
        if parent[node] >= 0:
            sizes[parent[node]] += sizes[node]
    return np.array(sizes, np.int64)


def block_kinds(graph: ObjectGraph, tree: DrawnTree) -> npt.NDArray[np.int64]:
    """int64 [n]: two nodes have the same number when everything below them looks alike (names and roles)."""
    numbers: dict[tuple[object, ...], int] = {}
    kind = [0] * tree.node_count
    edge, slot, role = tree.edge.tolist(), tree.slot.tolist(), graph.role.tolist()
    first, children = tree.first_child.tolist(), tree.children.tolist()
    for node in reversed(tree.top_down.tolist()):
        parts: list[object] = [role[node]]
        for child in children[first[node] : first[node + 1]]:
            if slot[child] >= 0:
                parts += (graph.slot_name[slot[child]], kind[child])
            elif edge[child] >= 0:
                parts += (graph.edge_name[edge[child]], kind[child])
            else:
                parts.append(kind[child])
        kind[node] = numbers.setdefault(tuple(parts), len(numbers))
    return np.array(kind, np.int64)


def auto_collapsed(
    graph: ObjectGraph, tree: DrawnTree, limit: int = AUTO_COLLAPSE_ABOVE, task: Task = QUIET
) -> frozenset[int]:
    """What to fold at first sight: nothing up to `limit` visible nodes, then repeated blocks, then whole levels."""
    visible = visible_nodes(graph, tree, (), False)
    if int(visible.sum()) <= limit:
        return frozenset()
    task.report(0, 1, "Looking for repeated blocks")
    kind, size = block_kinds(graph, tree), subtree_sizes(tree)
    foldable = (size > MIN_BLOCK_SIZE) & (np.arange(tree.node_count) > 0)
    # Equal siblings: same parent, same look.
    key = tree.parent.astype(np.int64) * (int(kind.max()) + 1) + kind
    _, inverse, repeats = np.unique(key, return_inverse=True, return_counts=True)
    closed = foldable & (repeats[inverse] >= MIN_REPEATS)
    result = frozenset(np.flatnonzero(closed).tolist())
    if int(visible_nodes(graph, tree, result, False).sum()) <= limit:
        return result
    shown = visible_nodes(graph, tree, result, False)
    per_level = np.bincount(tree.depth[shown])
    deepest = max(1, int(np.searchsorted(np.cumsum(per_level), limit, "right")) - 1)
    level = tree.has_children() & (tree.depth >= deepest)
    level[0] = False
    return result | frozenset(np.flatnonzero(level).tolist())
