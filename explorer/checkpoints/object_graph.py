"""The object graph of a checkpoint in columns: nodes with named child edges, slots and attributes.

The same shape serves name-based checkpoints, whose scope tree is drawn in its place.
Ids are the file's node ids, 0 the root. Walks are iterative: files may hold cycles and
chains of any depth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from explorer.checkpoints.roles import ROLES


@dataclass(frozen=True, slots=True)
class Attribute:
    """A stored value of a node; `checkpoint_key` is the bundle key, or a prefix of it for tables and iterators."""

    name: str
    full_name: str
    checkpoint_key: str


@dataclass(frozen=True, slots=True)
class Trackable:
    """One node, gathered from the columns for whoever wants to look at a single one."""

    id: int
    path: str  # edge names from the root, joined by "/", escaped as in checkpoint keys; "" for the root
    role: str
    attributes: tuple[Attribute, ...]
    children: tuple[tuple[str, int], ...]  # (edge name, node id) in the file's order


@dataclass(frozen=True)
class ObjectGraph:
    """Columns over nodes (n), child edges (e), slot edges (s) and attributes (a). Arrays are read-only."""

    is_scope_tree: bool  # made from the names of a name-based checkpoint
    role: npt.NDArray[np.uint8]  # [n] index into ROLES
    parent: npt.NDArray[np.int32]  # [n] along the canonical (shortest) path; -1 for the root and for slots
    parent_edge: npt.NDArray[np.int32]  # [n] index of the edge from `parent`; -1 if none
    row: npt.NDArray[np.int32]  # [n] the tensor table's row of the node's (first) value; -1 if none
    edge_source: npt.NDArray[np.int32]  # [e]
    edge_target: npt.NDArray[np.int32]  # [e]
    edge_name: Sequence[str]  # [e] as stored, not escaped
    slot_variable: npt.NDArray[np.int32]  # [s] node the slot belongs to
    slot_node: npt.NDArray[np.int32]  # [s] the slot variable's own node
    slot_optimizer: npt.NDArray[np.int32]  # [s]
    slot_name: Sequence[str]  # [s] "m", "v", "momentum" ...
    slot_inferred: npt.NDArray[np.bool_]  # [s] paired by us, not listed in the file
    attribute_node: npt.NDArray[np.int32]  # [a] ascending
    attributes: Sequence[Attribute]  # [a]
    is_helper: npt.NDArray[np.bool_]  # [n] no value at or below it: hidden by default
    problems: tuple[str, ...] = ()

    @property
    def node_count(self) -> int:
        """How many nodes the file lists."""
        return len(self.role)

    @cached_property
    def first_edge(self) -> npt.NDArray[np.int64]:
        """int64 [n + 1]: edges are sorted by source, those of node i are `first_edge[i] : first_edge[i + 1]`."""
        return np.searchsorted(self.edge_source, np.arange(self.node_count + 1))

    def role_name(self, node: int) -> str:
        """The role of a node, one of ROLES."""
        return ROLES[self.role[node]]

    def children(self, node: int) -> tuple[tuple[str, int], ...]:
        """(edge name, node id) of a node's children, in the file's order."""
        first, last = int(self.first_edge[node]), int(self.first_edge[node + 1])
        return tuple((self.edge_name[e], int(self.edge_target[e])) for e in range(first, last))

    def label(self, node: int) -> str:
        """The last edge name of the canonical path ("kernel"), the slot name for slots, "(root)" for node 0."""
        raise NotImplementedError

    def path(self, node: int) -> str:
        """The canonical path, edge names escaped and joined by "/"; "" for the root; for a slot its slot key path."""
        raise NotImplementedError

    def paths(self, node: int, limit: int = 20) -> tuple[str, ...]:
        """Up to `limit` paths to a node that several parents share, shortest first."""
        raise NotImplementedError

    def trackable(self, node: int) -> Trackable:
        """One node with everything the file says of it."""
        raise NotImplementedError
