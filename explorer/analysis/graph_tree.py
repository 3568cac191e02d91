"""The tree a graph drawing hangs on: one drawing parent a node, slots beneath their variables, what is visible.

Arrays in, arrays out. Files may hold cycles, chains of any depth and nodes nobody points at, so
nothing here recurses: ancestors are found by pointer doubling (log2(depth) passes over whole arrays).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.checkpoints.object_graph import ObjectGraph
from explorer.lazily import cached_property
from explorer.natural_sort import natural_key

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

_ROUNDS = 4  # of breaking circles; real files have none
DEEP = 200  # a tree with fewer nodes a level than this is walked node by node: arrays would be too short


@dataclass(frozen=True, eq=False)
class DrawnTree:
    """One drawing parent per node, over all n nodes of the graph, visible or not.

    `children[first_child[i] : first_child[i + 1]]` are node i's children in drawing order: child
    edges in the file's order (names of scopes as people count), then slots in the file's order.
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

    @cached_property
    def levels(self) -> list[Ints]:
        """The nodes of each depth, the root's first; empty for a deep tree (see `is_deep`)."""
        if self.is_deep:
            return []
        starts = np.searchsorted(self.depth[self.top_down], np.arange(self._level_count + 1))
        return [self.top_down[a:b] for a, b in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)]

    @property
    def is_deep(self) -> bool:
        """Whether a pass over whole levels would cost more than one over single nodes."""
        return self._level_count > 16 + self.node_count // DEEP

    @property
    def _level_count(self) -> int:
        return int(self.depth[self.top_down[-1]]) + 1 if self.node_count else 0

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
    for again in range(_ROUNDS):  # slots of slots in a circle: fall back to the file's own edges there
        if reaches_root.all():
            break
        # What only hangs below a circle keeps its place, unless breaking circles makes others again and again.
        lost = _in_circle(parent, ~reaches_root) if again < _ROUNDS - 1 else np.flatnonzero(~reaches_root)
        parent[lost], slot[lost], edge[lost] = canonical[lost], -1, graph.parent_edge[lost]
        depth, reaches_root = _depths(parent)

    rank = np.where(
        edge >= 0,
        _edge_places(graph)[edge],
        np.where(slot >= 0, edge_count + slot, edge_count + slot_count + 1),
    )
    others = np.arange(1, count, dtype=np.int32)
    children = others[np.lexsort((others, rank[1:], parent[1:]))]
    first_child = np.searchsorted(parent[children], np.arange(count + 1)).astype(np.int32)
    top_down = np.argsort(depth, kind="stable").astype(np.int32)
    return DrawnTree(parent, edge, slot, depth, first_child, children, top_down)


def _edge_places(graph: ObjectGraph) -> npt.NDArray[np.int64]:
    """int64 [edges + 1]: where each edge stands among its siblings: as in the file, names of scopes as people count.

    Scopes are made from keys, which are sorted by their bytes: `dense_10` would stand before `dense_2`.
    """
    count = len(graph.edge_source)
    places = np.arange(count + 1)
    if graph.is_scope_tree:
        key = {name: natural_key(name) for name in set(graph.edge_name)}
        keys = [key[name] for name in graph.edge_name]
        places[sorted(range(count), key=keys.__getitem__)] = np.arange(count)
    return places


def _in_circle(parent: Ints, lost: Bools) -> npt.NDArray[np.int64]:
    """The nodes of circles, where `lost` are those that never get to the root: the ones still met after n steps up."""
    up = np.maximum(parent, 0)
    for _ in range(len(parent).bit_length()):
        up = up[up]
    found: npt.NDArray[np.int64] = np.unique(up[lost]).astype(np.int64)
    return found


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


def sums_below(
    tree: DrawnTree, weight: npt.NDArray[np.integer[Any]] | Bools | None = None
) -> npt.NDArray[np.int64]:
    """int64 [n]: the sum of `weight` (one a node if not given) at and below each node."""
    sums = np.ones(tree.node_count, np.int64) if weight is None else weight.astype(np.int64)
    if tree.is_deep:
        total, parent = sums.tolist(), tree.parent.tolist()
        for node in tree.top_down[:0:-1].tolist():
            total[parent[node]] += total[node]
        return np.array(total, np.int64)
    for level in tree.levels[:0:-1]:
        np.add.at(sums, tree.parent[level], sums[level])
    return sums


def sums_above(tree: DrawnTree, step: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.int64]:
    """int64 [n]: the sum of `step` over each node and all its ancestors."""
    sums = step.astype(np.int64)
    if tree.is_deep:
        total, parent = sums.tolist(), tree.parent.tolist()
        for node in tree.top_down[1:].tolist():
            total[node] += total[parent[node]]
        return np.array(total, np.int64)
    for level in tree.levels[1:]:
        sums[level] += sums[tree.parent[level]]
    return sums
