"""The object graph of a checkpoint in columns: nodes with named child edges, slots and attributes.

The same shape serves name-based checkpoints, whose scope tree is drawn in its place.
Ids are the file's node ids, 0 the root. Walks are iterative: files may hold cycles and
chains of any depth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from explorer.checkpoints.graph_walk import breadth_first
from explorer.checkpoints.roles import ROLES
from explorer.lazily import cached_property
from explorer.showing import Shown, counted

if TYPE_CHECKING:
    import numpy.typing as npt

MAX_PATH_PARTS = 4096  # a hostile chain of 100,000 nodes must not cost 100,000 long paths


@dataclass(frozen=True, slots=True)
class Attribute:
    """A stored value of a node; `checkpoint_key` is the bundle key, or a prefix of it for tables and iterators."""

    name: str
    full_name: str
    checkpoint_key: str


@dataclass(frozen=True, slots=True)
class AttributeColumns(Sequence[Attribute]):
    """Attributes in columns: a record is made only of the one that is looked at."""

    name: Sequence[str]
    full_name: Sequence[str]
    checkpoint_key: Sequence[str]

    def __len__(self) -> int:
        return len(self.name)

    @overload
    def __getitem__(self, index: int) -> Attribute: ...
    @overload
    def __getitem__(self, index: slice) -> list[Attribute]: ...
    def __getitem__(self, index: int | slice) -> Attribute | list[Attribute]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        return Attribute(self.name[index], self.full_name[index], self.checkpoint_key[index])


@dataclass(frozen=True, slots=True)
class Trackable:
    """One node, gathered from the columns for whoever wants to look at a single one."""

    id: int
    path: str  # edge names from the root, joined by "/", escaped as in checkpoint keys; "" for the root
    role: str
    attributes: tuple[Attribute, ...]
    children: tuple[tuple[str, int], ...]  # (edge name, node id) in the file's order


def _zeros(count: int, dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    column = np.zeros(count, dtype)
    column.setflags(write=False)
    return column


def _none_given() -> npt.NDArray[Any]:
    return _zeros(0, np.int32)


@dataclass(frozen=True, repr=False)
class ObjectGraph(Shown):
    """Columns over nodes (n), child edges (e), slot edges (s) and attributes (a). Arrays are read-only."""

    is_scope_tree: bool  # made from the names of a name-based checkpoint
    role: npt.NDArray[np.uint8]  # [n] index into ROLES
    parent: npt.NDArray[np.int32]  # [n] in the tree that is drawn; -1 for the root and for paired slots
    parent_edge: npt.NDArray[np.int32]  # [n] index of the edge from `parent`; -1 if none
    row: npt.NDArray[np.int32]  # [n] the tensor table's row of the node's (first) value; -1 if none
    edge_source: npt.NDArray[np.int32]  # [e] ascending
    edge_target: npt.NDArray[np.int32]  # [e]
    edge_name: Sequence[str]  # [e] as stored, not escaped
    slot_variable: npt.NDArray[np.int32]  # [s] node the slot belongs to; -1 where it could not be paired
    slot_node: npt.NDArray[np.int32]  # [s] the slot variable's own node
    slot_optimizer: npt.NDArray[np.int32]  # [s] -1 where the file has no node for it (name-based)
    slot_name: Sequence[str]  # [s] "m", "v", "momentum" ...
    slot_inferred: npt.NDArray[np.bool_]  # [s] paired by us, not listed in the file
    attribute_node: npt.NDArray[np.int32]  # [a] ascending
    attributes: Sequence[Attribute]  # [a]
    is_helper: npt.NDArray[np.bool_]  # [n] no value at or below it: hidden by default
    problems: tuple[str, ...] = ()
    class_id: npt.NDArray[np.int32] = field(default_factory=_none_given)  # [n] index into `classes`
    classes: tuple[str, ...] = ("",)  # the first is for nodes of which nothing is known
    class_told: npt.NDArray[np.bool_] = field(default_factory=_none_given)  # [n] False: inferred
    class_source: str = "names"  # what classes are inferred from that no file tells

    def __post_init__(self) -> None:
        """Fill in the classes where none are given."""
        count = len(self.role)
        if len(self.class_id) != count:
            object.__setattr__(self, "class_id", _zeros(count, np.int32))
        if len(self.class_told) != count:
            object.__setattr__(self, "class_told", _zeros(count, np.bool_))

    def _in_short(self) -> str:
        return f"{counted(self.node_count, 'node')}, {counted(len(self.edge_target), 'edge')}"

    def __len__(self) -> int:
        return self.node_count

    def __bool__(self) -> bool:  # one without nodes is a graph all the same
        return True

    @property
    def node_count(self) -> int:
        """How many nodes the file lists."""
        return len(self.role)

    @cached_property
    def first_edge(self) -> npt.NDArray[np.int64]:
        """int64 [n + 1]: edges are sorted by source, those of node i are `first_edge[i] : first_edge[i + 1]`."""
        return np.searchsorted(self.edge_source, np.arange(self.node_count + 1))

    @cached_property
    def _first_attribute(self) -> npt.NDArray[np.int64]:
        return np.searchsorted(self.attribute_node, np.arange(self.node_count + 1))

    @cached_property
    def _slot_edge_of(self) -> npt.NDArray[np.int32]:
        """int32 [n]: the (first) slot edge that ends at each node; -1 where there is none."""
        found = np.full(self.node_count, -1, np.int32)
        found[self.slot_node[::-1]] = np.arange(len(self.slot_node), dtype=np.int32)[::-1]
        return found

    @cached_property
    def _incoming(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Edge numbers sorted by target, and where each target's run starts ([n + 1])."""
        order = np.argsort(self.edge_target, kind="stable")
        return order, np.searchsorted(self.edge_target[order], np.arange(self.node_count + 1))

    def role_name(self, node: int) -> str:
        """The role of a node, one of ROLES."""
        return ROLES[self.role[node]]

    def class_name(self, node: int) -> str:
        """ "Dense", "Adam", for containers "list", "tuple", "dict" or "namedtuple"; "" where it is not known."""
        return self.classes[int(self.class_id[node])]

    def class_is_told(self, node: int) -> bool:
        """Whether a file tells the class of a node; False where it was inferred from `class_source` (or is not known)."""
        return bool(self.class_told[node])

    def children(self, node: int) -> tuple[tuple[str, int], ...]:
        """(edge name, node id) of a node's children, in the file's order."""
        span = slice(int(self.first_edge[node]), int(self.first_edge[node + 1]))
        return tuple(zip(self.edge_name[span], self.edge_target[span].tolist()))

    def node_attributes(self, node: int, limit: int | None = None) -> tuple[Attribute, ...]:
        """The stored values of a node in the file's order, or the first few: a hostile node has any number."""
        first, last = int(self._first_attribute[node]), int(self._first_attribute[node + 1])
        return tuple(self.attributes[first : last if limit is None else min(last, first + limit)])

    def slots_of(self, variable: int) -> tuple[int, ...]:
        """Indices of the slot edges that belong to a variable's node, in the file's order."""
        return tuple(int(s) for s in np.flatnonzero(self.slot_variable == variable))

    def slot_edge(self, node: int) -> int:
        """Index of the slot edge that ends at `node`; -1 if it is no slot variable."""
        return int(self._slot_edge_of[node]) if 0 <= node < self.node_count else -1

    def parents(self, node: int) -> tuple[tuple[int, str], ...]:
        """(parent's id, edge name) of all edges that end at `node`."""
        order, first = self._incoming
        edges = order[int(first[node]) : int(first[node + 1])]
        return tuple((int(self.edge_source[e]), self.edge_name[int(e)]) for e in edges)

    def label(self, node: int) -> str:
        """The last edge name of the canonical path ("kernel"), the slot name for slots, "(root)" for node 0."""
        slot = self.slot_edge(node)
        if slot >= 0 and self.slot_name[slot]:
            return self.slot_name[slot]
        edge = int(self.parent_edge[node])
        if edge >= 0:
            return self.edge_name[edge]
        if slot >= 0:
            return "(slot)"
        return "(root)" if node == 0 else f"(node {node})"

    def _edge_path(self, node: int) -> list[str]:
        """Unescaped edge names from the root along canonical parents; cut to the last MAX_PATH_PARTS."""
        parent, edge = self.canonical_tree
        parts: list[str] = []
        while edge[node] >= 0 and len(parts) < MAX_PATH_PARTS:
            parts.append(self.edge_name[edge[node]])
            node = parent[node]
        return parts[::-1]

    @cached_property
    def canonical_tree(self) -> tuple[list[int], list[int]]:
        """Parent and edge of each node on its shortest path, which keys are made of.

        It differs from the drawn tree where the shortest way to a model's variable leads through
        an optimizer (Keras 3).
        """
        if self.is_scope_tree:  # drawn as it is named
            return self.parent.tolist(), self.parent_edge.tolist()
        walk = breadth_first(self.first_edge, self.edge_target, self.node_count)
        return walk.parent.tolist(), walk.edge.tolist()

    def path(self, node: int) -> str:
        """The canonical path, edge names escaped and joined by "/"; "" for the root; for a slot its slot key path."""
        if self.canonical_tree[1][node] < 0 and (slot := self.slot_edge(node)) >= 0:
            owner, optimizer = int(self.slot_variable[slot]), int(self.slot_optimizer[slot])
            if self.is_scope_tree:
                return "".join(attribute.checkpoint_key for attribute in self.node_attributes(node, 1))
            if owner < 0:
                return self.slot_name[slot]
            optimizer_path = "/".join(map(escape, self._edge_path(optimizer))) if optimizer >= 0 else ""
            variable_path = "/".join(map(escape, self._edge_path(owner)))
            return f"{variable_path}/.OPTIMIZER_SLOT/{optimizer_path}/{escape(self.slot_name[slot])}"
        parts = self._edge_path(node)
        return "/".join(parts if self.is_scope_tree else map(escape, parts))

    def paths(self, node: int, limit: int = 20) -> tuple[str, ...]:
        """Up to `limit` paths to a node that several parents share, shortest first.

        Each is a canonical path of one parent plus the edge, so a file with exponentially many
        paths costs no more than the number of its edges into `node`.
        """
        found = [self.path(node)]
        for source, name in self.parents(node):
            prefix = self.path(source)
            last = name if self.is_scope_tree else escape(name)
            path = f"{prefix}/{last}" if prefix else last
            if path not in found:
                found.append(path)
            if len(found) > 4 * limit:
                break
        return (found[0], *sorted(found[1:], key=lambda path: (path.count("/"), path)))[:limit]

    def trackable(self, node: int) -> Trackable:
        """One node with everything the file says of it."""
        return Trackable(
            node, self.path(node), self.role_name(node), self.node_attributes(node), self.children(node)
        )


def escape(edge_name: str) -> str:
    """One edge name as checkpoint keys write it: "." becomes "..", then "/" becomes ".S"."""
    return edge_name.replace(".", "..").replace("/", ".S")
