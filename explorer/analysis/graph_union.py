"""One graph of two: a checkpoint's graph with all its numbers, and behind them the nodes only another side has.

The other side is an older checkpoint (what was removed) or a target (what is missing). Ghosts, as these
nodes are called here, hang where they hung on their side, so the whole can be drawn as one tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar, overload

import numpy as np
import numpy.typing as npt

from explorer.analysis.graph_diff import GraphDiff, graph_diff
from explorer.analysis.graph_repeats import Hashes, looks
from explorer.analysis.graph_tree import drawn_tree
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.object_graph import Attribute, ObjectGraph
from explorer.formats.tensor_table import TensorTable
from explorer.task import QUIET, Task

Ints = npt.NDArray[np.int32]
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class GraphUnion:
    """Columns over the n nodes of `graph`: first those of the checkpoint under their own numbers, then the ghosts."""

    graph: ObjectGraph
    table: TensorTable  # the checkpoint's rows, then those of the ghosts; not in the order of keys
    first_ghost: int
    older: Ints  # [n] node of the older graph; -1 where it has none (always, for a target)
    change: npt.NDArray[np.uint8]  # [n] index into GRAPH_CHANGES
    reasons: dict[int, tuple[str, ...]]  # node -> what changed in words, older before newer
    older_row: Ints  # [n] row of the older table; -1 where it has none
    # uint64 [n]: role, class, dtype and shape in the older graph as one number, 0 where it has no such node.
    # Blocks that differ in it were not alike there, and are not drawn as one.
    older_look: Hashes

    @property
    def ghost(self) -> npt.NDArray[np.bool_]:
        """Bool [n]: nodes the checkpoint does not have."""
        return np.arange(self.graph.node_count) >= self.first_ghost

    @property
    def added(self) -> npt.NDArray[np.bool_]:
        """Bool [n]: nodes the older graph does not have."""
        return self.older < 0


@dataclass
class Ghosts:
    """Columns over g ghosts, gathered one by one. Parents are numbers of the union; a parent may be a ghost before or after."""

    parent: list[int] = field(default_factory=list)
    name: list[str] = field(default_factory=list)  # of the edge that leads here, or the slot's
    role: list[int] = field(default_factory=list)
    row: list[int] = field(default_factory=list)  # of `table`, -1 for none
    is_helper: list[bool] = field(default_factory=list)
    class_name: list[str] = field(default_factory=list)
    class_told: list[bool] = field(default_factory=list)
    is_slot: list[bool] = field(default_factory=list)  # led to by no edge, but as the slot of `variable`
    variable: list[int] = field(default_factory=list)  # of a slot; -1 where it has none
    optimizer: list[int] = field(default_factory=list)  # of a slot; -1 where there is no node for it
    attributes: list[tuple[Attribute, ...]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.parent)


def union_with_older(older: Checkpoint, newer: Checkpoint, task: Task = QUIET) -> GraphUnion:
    """The newer graph and what was removed since the older one. The task is told entries."""
    diff = graph_diff(older, newer, task)
    count = newer.graph.node_count
    removed = np.flatnonzero(diff.newer < 0)
    number = diff.newer.astype(np.int32, copy=True)  # entry -> node of the union
    number[removed] = count + np.arange(len(removed), dtype=np.int32)
    of_older = np.full(older.graph.node_count + 1, -1, np.int32)
    there = diff.older >= 0
    of_older[diff.older[there]] = number[there]
    ghosts = _removed(diff, removed, older.graph, of_older)
    graph, table = with_ghosts(newer.graph, newer.table, ghosts, older.table)
    total = graph.node_count
    older_node = np.full(total, -1, np.int32)
    older_node[number] = diff.older
    change = np.zeros(total, np.uint8)
    change[number] = diff.change
    return GraphUnion(
        graph,
        table,
        count,
        older_node,
        change,
        {int(number[entry]): reasons for entry, reasons in diff.reasons.items()},
        np.append(older.graph.row, np.int32(-1))[older_node],
        np.append(looks(older.graph, older.table), np.uint64(0))[older_node],
    )


def _removed(diff: GraphDiff, entries: npt.NDArray[np.int64], graph: ObjectGraph, of_older: Ints) -> Ghosts:
    """The entries that only the older graph has; `of_older`: node of the older graph -> node of the union."""
    ghosts = Ghosts()
    nodes = diff.older[entries]
    drawn_by = drawn_tree(graph).slot[nodes] if len(nodes) else nodes
    for entry, node, slot in zip(entries.tolist(), nodes.tolist(), drawn_by.tolist()):
        parent = int(diff.parent[entry])
        above = int(diff.newer[parent]) if parent >= 0 else -1
        if above < 0 and parent >= 0:
            above = int(of_older[diff.older[parent]])
        ghosts.parent.append(above)
        ghosts.name.append(diff.name[entry])
        ghosts.role.append(int(graph.role[node]))
        ghosts.row.append(int(graph.row[node]))
        ghosts.is_helper.append(bool(graph.is_helper[node]))
        ghosts.class_name.append(graph.class_name(node))
        ghosts.class_told.append(graph.class_is_told(node))
        ghosts.is_slot.append(slot >= 0)
        ghosts.variable.append(int(of_older[graph.slot_variable[slot]]) if slot >= 0 else -1)
        ghosts.optimizer.append(int(of_older[graph.slot_optimizer[slot]]) if slot >= 0 else -1)
        ghosts.attributes.append(graph.node_attributes(node))
    return ghosts


def with_ghosts(
    graph: ObjectGraph, table: TensorTable, ghosts: Ghosts, ghost_table: TensorTable
) -> tuple[ObjectGraph, TensorTable]:
    """A graph with further nodes, and a table with the rows of `ghost_table` they refer to behind its own.

    All nodes of `graph` keep number, parent, edges and place among their siblings; ghosts come after them.
    Containers hidden as holding no value come into sight where a ghost with a value is below.
    """
    count, more = graph.node_count, len(ghosts)
    if not more:
        return graph, table
    parent, is_slot = np.array(ghosts.parent, np.int32), np.array(ghosts.is_slot, np.bool_)
    number = np.arange(count, count + more, dtype=np.int32)
    by_edge = np.flatnonzero(~is_slot & (parent >= 0))
    edge_count = len(graph.edge_source)
    source = np.concatenate([graph.edge_source, parent[by_edge]])
    target = np.concatenate([graph.edge_target, number[by_edge]])
    names = [*graph.edge_name, *(ghosts.name[i] for i in by_edge.tolist())]
    order = np.argsort(source, kind="stable")
    new_place = np.empty(len(order), np.int32)
    new_place[order] = np.arange(len(order), dtype=np.int32)
    parent_edge = np.full(count + more, -1, np.int32)
    kept = graph.parent_edge >= 0
    parent_edge[:count][kept] = new_place[graph.parent_edge[kept]]
    parent_edge[count + by_edge] = new_place[edge_count:]

    rows = np.array(ghosts.row, np.int64)
    used = np.unique(rows[(rows >= 0) & (rows < len(ghost_table))])
    place = np.searchsorted(used, rows)
    has_row = np.isin(rows, used)
    row = np.where(has_row, len(table) + place, -1)
    slots = np.flatnonzero(is_slot)
    classes = (
        *graph.classes,
        *dict.fromkeys(name for name in ghosts.class_name if name not in graph.classes),
    )
    class_number = {name: index for index, name in reversed(list(enumerate(classes)))}
    attributes = [attribute for found in ghosts.attributes for attribute in found]
    counts = [len(found) for found in ghosts.attributes]
    joined = replace(
        graph,
        role=np.append(graph.role, np.array(ghosts.role, np.uint8)),
        parent=np.append(graph.parent, np.where(is_slot, np.int32(-1), parent)).astype(np.int32),
        parent_edge=parent_edge,
        row=np.append(graph.row, row).astype(np.int32),
        edge_source=source[order],
        edge_target=target[order],
        edge_name=[names[i] for i in order.tolist()],
        slot_variable=np.append(graph.slot_variable, np.array(ghosts.variable, np.int32)[slots]).astype(
            np.int32
        ),
        slot_node=np.append(graph.slot_node, number[slots]).astype(np.int32),
        slot_optimizer=np.append(graph.slot_optimizer, np.array(ghosts.optimizer, np.int32)[slots]).astype(
            np.int32
        ),
        slot_name=[*graph.slot_name, *(ghosts.name[i] for i in slots.tolist())],
        slot_inferred=np.append(graph.slot_inferred, np.zeros(len(slots), np.bool_)),
        attribute_node=np.append(graph.attribute_node, np.repeat(number, counts)).astype(np.int32),
        attributes=_Joined(graph.attributes, attributes),
        is_helper=np.append(graph.is_helper, np.array(ghosts.is_helper, np.bool_)),
        class_id=np.append(
            graph.class_id, np.array([class_number[name] for name in ghosts.class_name], np.int32)
        ),
        classes=classes,
        class_told=np.append(graph.class_told, np.array(ghosts.class_told, np.bool_)),
    )
    return _without_hidden_ways(joined, count, parent), _joined_tables(table, ghost_table, used)


def _without_hidden_ways(graph: ObjectGraph, first_ghost: int, parent: Ints) -> ObjectGraph:
    """Helpers above a ghost that is none are no helpers here."""
    shown = graph.is_helper.copy()
    up = np.append(graph.parent[:first_ghost], parent)
    at = np.unique(up[first_ghost:][~graph.is_helper[first_ghost:]])
    at = at[at >= 0]
    while len(at := at[shown[at]]):
        shown[at] = False
        at = np.unique(up[at])
        at = at[at >= 0]
    return replace(graph, is_helper=shown)


def _joined_tables(table: TensorTable, other: TensorTable, rows: npt.NDArray[np.int64]) -> TensorTable:
    """The table and behind it some rows of another one; nothing is looked up in it by key."""
    first = len(table)
    return TensorTable(
        keys=_Joined(table.keys, [other.keys[row] for row in rows.tolist()]),
        dtype=np.append(table.dtype, other.dtype[rows]),
        shape_id=np.append(table.shape_id, other.shape_id[rows] + len(table.shapes)).astype(np.int32),
        shapes=table.shapes + other.shapes,
        shard=np.append(table.shard, other.shard[rows]),
        offset=np.append(table.offset, other.offset[rows]),
        size_bytes=np.append(table.size_bytes, other.size_bytes[rows]),
        crc32c=np.append(table.crc32c, other.crc32c[rows]),
        problems=table.problems
        | {
            first + place: other.problems[row]
            for place, row in enumerate(rows.tolist())
            if row in other.problems
        },
    )


class _Joined(Sequence[T], Generic[T]):
    """Two sequences as one; the first, which may make its items when asked for, is not copied."""

    def __init__(self, first: Sequence[T], second: Sequence[T]) -> None:
        self._first, self._second = first, second

    def __len__(self) -> int:
        return len(self._first) + len(self._second)

    def __iter__(self) -> Iterator[T]:
        yield from self._first
        yield from self._second

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        first = len(self._first)
        if index < 0:
            index += len(self)
        return self._first[index] if index < first else self._second[index - first]
