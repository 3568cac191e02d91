"""From the decoded object graph and the tensor table to the columns everyone draws: roles, slots, rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.checkpoints.node_classes import node_classes
from explorer.checkpoints.node_roles import (
    assign_roles,
    find_optimizers,
    find_slots,
    gather_facts,
    helper_nodes,
)
from explorer.checkpoints.object_graph import AttributeColumns, ObjectGraph, breadth_first
from explorer.checkpoints.slot_pairing import pair_slots
from explorer.checkpoints.told_kinds import told_kinds
from explorer.formats.object_graph import RawObjectGraph
from explorer.formats.tensor_table import TensorTable

if TYPE_CHECKING:
    import numpy.typing as npt

    from explorer.formats.saved_model import SavedNode

MAX_ROWS_PER_ATTRIBUTE = 64  # a table has two rows, an iterator one; more is no object's value


@dataclass(frozen=True)
class BuiltGraph:
    """The graph, and for each row of the tensor table its node (-1: none) and its program name."""

    graph: ObjectGraph
    node_of_row: npt.NDArray[np.int32]
    name_of_row: Sequence[str]


def frozen_array(values: object, dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    """A read-only array of `values`."""
    array = np.asarray(values, dtype)
    array.setflags(write=False)
    return array


def build_object_graph(
    raw: RawObjectGraph, table: TensorTable, nodes: Sequence[SavedNode] = ()
) -> BuiltGraph:
    """Give nodes their roles, pair slots with variables, and link nodes with rows of the table.

    Args:
        raw: the object graph as stored.
        table: the tensors beside it.
        nodes: what a SavedModel tells of the same nodes; it is used where it fits.
    """
    kinds, mismatch = told_kinds(nodes, raw)
    count = raw.node_count
    first_edge = np.searchsorted(raw.edge_source, np.arange(count + 1)).tolist()
    facts = gather_facts(raw, first_edge, kinds)
    node_of_row, row_of_node, name_of_row = _link_rows(raw, table)

    optimizers = find_optimizers(facts)
    inferred = find_slots(facts, optimizers)
    for slot in facts.listed_slots:
        inferred.pop(slot, None)
    full_names = _full_names(raw)
    pairings = pair_slots(
        facts,
        inferred,
        lambda node: full_names.get(node, ""),
        lambda node: table.shape(row_of_node[node]) if row_of_node[node] >= 0 else None,
    )
    slots = set(facts.listed_slots | set(inferred))
    roles = assign_roles(facts, optimizers, slots)
    shown = breadth_first(first_edge, facts.target, count, postponed=optimizers)
    for node in facts.listed_slots | {p.slot for p in pairings if p.variable >= 0}:
        shown.parent[node] = shown.edge[node] = -1
    helpers = helper_nodes(facts, shown, slots, set(optimizers))

    order = np.argsort(raw.attribute_node, kind="stable")
    columns = (raw.attribute_name, raw.attribute_full_name, raw.attribute_checkpoint_key)
    if not np.array_equal(order, np.arange(len(order))):
        names, full, keys = ([column[i] for i in order.tolist()] for column in columns)
        columns = (names, full, keys)
    listed = len(raw.slot_node)
    graph = ObjectGraph(
        is_scope_tree=False,
        role=frozen_array(np.frombuffer(bytes(roles), np.uint8), np.uint8),
        parent=frozen_array(shown.parent, np.int32),
        parent_edge=frozen_array(shown.edge, np.int32),
        row=frozen_array(row_of_node, np.int32),
        edge_source=frozen_array(raw.edge_source, np.int32),
        edge_target=frozen_array(raw.edge_target, np.int32),
        edge_name=raw.edge_name,
        slot_variable=_joined(raw.slot_variable, [p.variable for p in pairings]),
        slot_node=_joined(raw.slot_node, [p.slot for p in pairings]),
        slot_optimizer=_joined(raw.slot_optimizer, [p.optimizer for p in pairings]),
        slot_name=[*raw.slot_name, *(p.name for p in pairings)],
        slot_inferred=frozen_array([False] * listed + [True] * len(pairings), np.bool_),
        attribute_node=frozen_array(raw.attribute_node[order], np.int32),
        attributes=AttributeColumns(*columns),
        is_helper=frozen_array(helpers, np.bool_),
        problems=(*raw.problems, mismatch) if mismatch else raw.problems,
    )
    class_id, classes, class_told = node_classes(graph, () if mismatch else nodes)
    graph = replace(
        graph,
        class_id=frozen_array(class_id, np.int32),
        classes=classes,
        class_told=frozen_array(class_told, np.bool_),
    )
    return BuiltGraph(graph, node_of_row, name_of_row)


def _joined(listed: npt.NDArray[np.int32], inferred: list[int]) -> npt.NDArray[np.int32]:
    joined: npt.NDArray[np.int32] = frozen_array(
        np.concatenate([listed, np.asarray(inferred, np.int32)]), np.int32
    )
    return joined


def _full_names(raw: RawObjectGraph) -> dict[int, str]:
    found: dict[int, str] = {}
    for node, name in zip(raw.attribute_node.tolist(), raw.attribute_full_name):
        if name:
            found.setdefault(node, name)
    return found


def _link_rows(raw: RawObjectGraph, table: TensorTable) -> tuple[npt.NDArray[np.int32], list[int], list[str]]:
    """Node of each row, first row of each node, program name of each row.

    For variables the attribute's key is the row's key; for tables and iterators it is the
    beginning of one or several rows' keys.
    """
    node_of_row = np.full(len(table), -1, np.int32)
    row_of_node = [-1] * raw.node_count
    name_of_row = [""] * len(table)
    row_of, keys = table.row_of, table.keys
    for node, key, full_name in zip(
        raw.attribute_node.tolist(), raw.attribute_checkpoint_key, raw.attribute_full_name
    ):
        row = row_of.get(key)
        rows: Sequence[int] = (row,) if row is not None else _rows_below(keys, key)
        for row in rows:
            if node_of_row[row] < 0:
                node_of_row[row] = node
                name_of_row[row] = full_name
            if row_of_node[node] < 0:
                row_of_node[node] = row
    return node_of_row, row_of_node, name_of_row


def _rows_below(keys: Sequence[str], prefix: str) -> list[int]:
    if not prefix:
        return []
    rows: list[int] = []
    row = bisect_left(keys, prefix)
    while row < len(keys) and len(rows) < MAX_ROWS_PER_ATTRIBUTE and keys[row].startswith(prefix):
        rest = keys[row][len(prefix) :]
        if rest[:1] in "-_/":
            rows.append(row)
        row += 1
    return rows
