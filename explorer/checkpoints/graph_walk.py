"""A graph walked breadth-first from its root: wide levels in numpy, narrow ones node by node.

A level of 10,000 nodes is a few steps in numpy, a chain of 100,000 levels a plain loop: both are linear.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int32]
    Longs = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

_WIDE = 64  # nodes of a level that is walked through in numpy


@dataclass(frozen=True, slots=True)
class Walk:
    """A breadth-first tree. Parents and edges are -1 for the root and for nodes that are not reached."""

    parent: Ints  # [n]
    edge: Ints  # [n]
    reached: Bools  # [n]
    at_first: Bools  # [n] reached before any postponed node was walked through


def breadth_first(
    first_edge: Longs, edge_target: Ints, node_count: int, postponed: Bools | None = None
) -> Walk:
    """Walk from node 0 along child edges; `postponed` nodes are walked through only when all else is done.

    Args:
        first_edge: int64 [n + 1], the edges of node i are `first_edge[i]:first_edge[i + 1]`.
        edge_target: int32 [e].
        node_count: n.
        postponed: bool [n]; none when left out.
    """
    level = _Levels(first_edge, edge_target, node_count)
    waiting = np.zeros(node_count, np.bool_) if postponed is None else postponed.copy()
    later: list[int] = []
    if node_count:
        level.reached[0] = True
        level.walk(np.zeros(1, np.int32), waiting, later)
    at_first = level.reached.copy()
    done = 0
    while done < len(later):
        node = later[done]
        done += 1
        waiting[node] = False
        level.walk(np.array([node], np.int32), waiting, later)
    return Walk(level.parent, level.edge, level.reached, at_first)


class _Levels:
    """The columns of a walk under way."""

    def __init__(self, first_edge: Longs, edge_target: Ints, node_count: int) -> None:
        self.first, self.target = first_edge, edge_target
        self.parent = np.full(node_count, -1, np.int32)
        self.edge = np.full(node_count, -1, np.int32)
        self.reached = np.zeros(node_count, np.bool_)
        self._place = np.empty(node_count, np.int32)

    def walk(self, front: Ints, waiting: Bools, later: list[int]) -> None:
        """Reach everything below `front`, but leave nodes that wait for later."""
        while len(front):
            if len(front) < _WIDE:
                front = self._narrow(front, waiting, later)
            else:
                front = self._wide(front, waiting, later)

    def _narrow(self, front: Ints, waiting: Bools, later: list[int]) -> Ints:
        """Level after level, until one is wide (or there is none). Views cost half of what arrays do here."""
        first, target = self.first.data, self.target.data
        parent, above = self.parent.data, self.edge.data
        reached, waits = self.reached.data, waiting.data
        nodes: list[int] = front.tolist()
        while nodes and len(nodes) < _WIDE:
            following: list[int] = []
            for node in nodes:
                if waits[node]:
                    later.append(node)
                    continue
                start, end = first[node], first[node + 1]
                if end - start > _WIDE:  # one node with many edges
                    following += self._children(start, end, node)
                    continue
                for edge in range(start, end):
                    child = target[edge]
                    if not reached[child]:
                        reached[child] = True
                        parent[child] = node
                        above[child] = edge
                        following.append(child)
            nodes = following
        return np.array(nodes, np.int32)

    def _children(self, start: int, end: int, node: int) -> list[int]:
        _, targets = self._new(np.arange(start, end))
        self.parent[targets] = node
        found: list[int] = targets.tolist()
        return found

    def _wide(self, front: Ints, waiting: Bools, later: list[int]) -> Ints:
        """One level."""
        waits = waiting[front]
        if waits.any():
            later += front[waits].tolist()
            front = front[~waits]
        start = self.first[front]
        count = self.first[front + 1] - start
        behind = np.cumsum(count)
        edges = np.repeat(start - behind + count, count)
        edges += np.arange(len(edges))
        edges, targets = self._new(edges)
        self.parent[targets] = np.searchsorted(self.first, edges, side="right") - 1
        return targets

    def _new(self, edges: Longs) -> tuple[Longs, Ints]:
        """Of some edges, in order, the first to each node that was not reached yet; it is now."""
        targets = self.target[edges]
        fresh = ~self.reached[targets]
        edges, targets = edges[fresh], targets[fresh]
        numbers = np.arange(len(targets), dtype=np.int32)
        self._place[targets[::-1]] = numbers[::-1]
        is_first = self._place[targets] == numbers
        edges, targets = edges[is_first], targets[is_first]
        self.reached[targets] = True
        self.edge[targets] = edges
        return edges, targets
