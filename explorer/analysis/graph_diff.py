"""What differs between the objects of two checkpoints: their graphs aligned by path, node by node.

Name-based checkpoints are compared by their scope trees. Files may hold cycles, chains of any depth and nodes
nobody points at, so both graphs are walked along their drawing trees, level by level, without recursion.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.analysis.graph_diff_reasons import reasons_of
from explorer.analysis.graph_tree import DrawnTree, drawn_tree
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.task import QUIET, Task

GRAPH_CHANGES = ("same", "changed", "added", "removed")
SAME, CHANGED, ADDED, REMOVED = range(4)
MOST_PATH_PARTS = 4096  # of a hostile chain only the last names are told
_REPORT_EVERY = 4096
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class GraphDiff:
    """Columns over n entries, one for each path; entry 0 is the root, a parent comes before its children.

    The children of entry i are the entries `first_child[i]` to `first_child[i + 1]`: those of the newer
    graph in its order, then what was removed. An object that several paths lead to is one entry, at the
    path it is drawn at.
    """

    name: tuple[str, ...]  # [n] what the parent calls it: an edge's name, or the slot's
    is_slot: npt.NDArray[np.bool_]  # [n] hangs below its variable as a slot
    parent: Ints  # [n] -1 for the root
    first_child: npt.NDArray[np.int64]  # [n + 1]
    older: Ints  # [n] node of the older graph, -1 where it is not there
    newer: Ints  # [n] node of the newer graph, -1 where it is not there
    change: npt.NDArray[np.uint8]  # [n] index into GRAPH_CHANGES
    reasons: dict[int, tuple[str, ...]]  # entry -> what changed, each a few words, older before newer
    below: npt.NDArray[np.int64]  # [n, 3] how many entries below each are changed, added, removed

    def __len__(self) -> int:
        return len(self.name)

    @property
    def counts(self) -> dict[str, int]:
        """Change -> number of entries, for all of GRAPH_CHANGES."""
        return dict(zip(GRAPH_CHANGES, np.bincount(self.change, minlength=4).tolist()))

    def path(self, entry: int) -> str:
        """The names from the root, joined by "/"; "" for the root."""
        parts: list[str] = []
        while entry > 0 and len(parts) < MOST_PATH_PARTS:
            parts.append(self.name[entry])
            entry = int(self.parent[entry])
        return "/".join(reversed(parts))


def graph_diff(older: Checkpoint, newer: Checkpoint, task: Task = QUIET) -> GraphDiff:
    """Both object graphs (or scope trees) aligned by path. The task is told entries.

    An object on both sides counts as changed where its role, its class (as far as a SavedModel tells it), its
    stored values, their shape or dtype, the optimizer of a slot, or the objects its other edges lead to differ.
    """
    task.report(0, 1, "Comparing objects")
    sides = _Side(older.graph), _Side(newer.graph)
    names, is_slot, parents, old_nodes, new_nodes, first_child = _walk(*sides, task)
    count = len(names)
    old, new = np.array(old_nodes, np.int32), np.array(new_nodes, np.int32)
    change = np.full(count, SAME, np.uint8)
    change[old < 0], change[new < 0] = ADDED, REMOVED
    reasons = reasons_of(older, newer, old, new, np.array(is_slot, np.bool_))
    change[list(reasons)] = CHANGED
    parent = np.array(parents, np.int32)
    return GraphDiff(
        name=tuple(names),
        is_slot=np.array(is_slot, np.bool_),
        parent=parent,
        first_child=np.array(first_child, np.int64),
        older=old,
        newer=new,
        change=change,
        reasons=reasons,
        below=_below(parents, change),
    )


class _Side:
    """One graph as lists: what each node is called, and its children in drawing order."""

    def __init__(self, graph: ObjectGraph) -> None:
        tree: DrawnTree = drawn_tree(graph)
        self.count = graph.node_count
        self.first, self.children = tree.first_child.tolist(), tree.children.tolist()
        self.is_slot = (tree.slot >= 0).tolist()
        self.name = [
            graph.edge_name[edge] if edge >= 0 else graph.slot_name[slot] if slot >= 0 else ""
            for edge, slot in zip(tree.edge.tolist(), tree.slot.tolist())
        ]
        lost = np.flatnonzero((tree.edge < 0) & (tree.slot < 0) & (tree.parent >= 0)).tolist()
        for node in lost:  # no edge leads there: the file's own number is all it is called
            self.name[node] = f"(node {node})"

    def below(self, node: int) -> list[int]:
        return self.children[self.first[node] : self.first[node + 1]] if node >= 0 else []


def _walk(
    older: _Side, newer: _Side, task: Task
) -> tuple[list[str], list[bool], list[int], list[int], list[int], list[int]]:
    """The aligned entries in breadth-first order: names, slots, parents, nodes of both sides, first children."""
    if not older.count and not newer.count:
        return [], [], [], [], [], [0]
    names, is_slot, parents = ["(root)"], [False], [-1]
    old_nodes, new_nodes = [0 if older.count else -1], [0 if newer.count else -1]
    first_child: list[int] = []
    entry = 0
    while entry < len(names):
        if entry % _REPORT_EVERY == 0:
            task.report(entry, max(older.count, newer.count), "Comparing objects")
        first_child.append(len(names))
        before, after = older.below(old_nodes[entry]), newer.below(new_nodes[entry])
        partner = _partners(older, before, newer, after) if before and after else {}
        for node in after:
            names.append(newer.name[node])
            is_slot.append(newer.is_slot[node])
            new_nodes.append(node)
            old_nodes.append(partner.get(node, -1))
        matched = set(partner.values())
        for node in before:
            if node not in matched:
                names.append(older.name[node])
                is_slot.append(older.is_slot[node])
                old_nodes.append(node)
                new_nodes.append(-1)
        parents += [entry] * (len(names) - first_child[-1])
        entry += 1
    first_child.append(len(names))
    return names, is_slot, parents, old_nodes, new_nodes, first_child


def _partners(older: _Side, before: list[int], newer: _Side, after: list[int]) -> dict[int, int]:
    """Newer child -> older child of the same name; of several of one name the first goes with the first."""
    seen: Counter[tuple[str, bool]] = Counter()
    waiting: dict[tuple[str, bool, int], int] = {}
    for node in before:
        kind = older.name[node], older.is_slot[node]
        waiting[(*kind, seen[kind])] = node
        seen[kind] += 1
    seen.clear()
    found = {}
    for node in after:
        kind = newer.name[node], newer.is_slot[node]
        if (match := waiting.get((*kind, seen[kind]))) is not None:
            found[node] = match
        seen[kind] += 1
    return found


def _below(parents: list[int], change: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """int64 [n, 3]: what the entries below each one are. Children come after their parents: one pass back."""
    codes = change.tolist()
    sums = [[0] * len(codes) for _ in range(3)]
    for code, column in zip((CHANGED, ADDED, REMOVED), sums):
        for entry in range(len(codes) - 1, 0, -1):
            column[parents[entry]] += column[entry] + (codes[entry] == code)
    return np.array(sums, np.int64).T.reshape(len(codes), 3)
