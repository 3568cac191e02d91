"""The objects of a target program, as `tf.train.Checkpoint` would walk them: the model's side of a graph match."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.lazily import cached_property

if TYPE_CHECKING:
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class TargetValue:
    """One value of a target object that a restore assigns: `attribute` is "VARIABLE_VALUE" for a variable.

    `variable` is the place in the spec's `variables`.
    """

    node: int
    attribute: str
    variable: int


@dataclass(frozen=True, slots=True)
class TargetSlot:
    """A slot variable the program's optimizer already has: never reached by an edge, only by this triple."""

    optimizer: int
    variable: int  # node
    name: str
    node: int


@dataclass(frozen=True)
class TargetGraph:
    """Objects by number, 0 the root: edges in the program's order, values, slots, and what comes later.

    `classes` are Python class names ("" where the source does not tell: a checkpoint stores none).
    `created_later`: nodes that the program only makes after the restore call (deferred restoration).
    Files may hold cycles and chains of any depth: walk with a queue, never by recursion.
    """

    node_count: int
    edge_source: npt.NDArray[np.int32]  # [e] ascending; among equals the program's order
    edge_target: npt.NDArray[np.int32]  # [e]
    edge_name: Sequence[str]  # [e] not escaped
    values: Sequence[TargetValue]  # ascending by node
    slots: Sequence[TargetSlot] = ()
    classes: tuple[str, ...] = ()  # [n], or empty: none told
    created_later: frozenset[int] = frozenset()

    @cached_property
    def first_edge(self) -> npt.NDArray[np.int64]:
        """int64 [n + 1]: the edges of node i are `first_edge[i] : first_edge[i + 1]`."""
        return np.searchsorted(self.edge_source, np.arange(self.node_count + 1))

    def children(self, node: int) -> tuple[tuple[str, int], ...]:
        """(edge name, node) of a node's children, in the program's order."""
        first, targets = self._lists
        span = slice(first[node], first[node + 1])
        return tuple(zip(self.edge_name[span], targets[span]))

    @cached_property
    def _lists(self) -> tuple[list[int], list[int]]:
        """`first_edge` and `edge_target` for walks node by node: numbers of numpy are slow one by one."""
        return self.first_edge.tolist(), self.edge_target.tolist()

    def class_name(self, node: int) -> str:
        """The Python class of a node, "" where it is not told."""
        return self.classes[node] if self.classes else ""


def target_graph(
    node_count: int,
    edges: Iterable[tuple[int, str, int]],
    values: Iterable[TargetValue],
    slots: Iterable[TargetSlot] = (),
    classes: Sequence[str] = (),
    created_later: Iterable[int] = (),
) -> TargetGraph:
    """A graph of (source, name, target) edges in the program's order. Numbers must be checked before."""
    ordered = sorted(edges, key=lambda edge: edge[0])
    return TargetGraph(
        node_count,
        np.array([edge[0] for edge in ordered], np.int32),
        np.array([edge[2] for edge in ordered], np.int32),
        tuple(edge[1] for edge in ordered),
        tuple(sorted(values, key=lambda value: value.node)),
        tuple(slots),
        tuple(classes),
        frozenset(created_later),
    )
