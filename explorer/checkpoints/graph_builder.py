"""From the decoded object graph and the tensor table to the columns everyone draws: roles, slots, rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.checkpoints.graph_problems import graph_problems
from explorer.checkpoints.graph_walk import breadth_first
from explorer.checkpoints.node_classes import CONTAINER_CLASSES, node_classes
from explorer.checkpoints.node_facts import gather_facts
from explorer.checkpoints.node_roles import assign_roles, find_optimizers, find_slots, helper_nodes
from explorer.checkpoints.object_graph import AttributeColumns, ObjectGraph
from explorer.checkpoints.roles import ROLE_CODE
from explorer.checkpoints.slot_pairing import NodeTexts, pair_slots
from explorer.checkpoints.told_kinds import told_kinds
from explorer.formats.object_graph import RawObjectGraph
from explorer.formats.tensor_table import TensorTable
from explorer.formats.text_columns import TextColumn

if TYPE_CHECKING:
    import numpy.typing as npt

    from explorer.formats.saved_model import SavedNode

# What Keras writes into a SavedModel beside each layer's own attributes: the same variables and layers in lists.
REPEATING = (
    "variables",
    "trainable_variables",
    "non_trainable_variables",
    "regularization_losses",
    "keras_api",
)
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
    facts = gather_facts(raw, kinds)
    links = _link_rows(raw, table)
    texts = _node_texts(raw, table, links.row_of_node)

    optimizers = find_optimizers(facts)
    walk = breadth_first(facts.first_edge, facts.target, facts.count, optimizers)
    owner, list_owner = find_slots(facts, optimizers, walk.at_first)
    pairings = pair_slots(facts, owner, list_owner, texts)
    slots = facts.listed_slots | (owner >= 0)
    drawn, repeating = walk, facts.along(np.ones(facts.count, np.bool_), *REPEATING)
    if repeating.any():  # a variable belongs to its layer, not to the list of all variables
        drawn = breadth_first(facts.first_edge, facts.target, facts.count, optimizers | repeating)
    parent, parent_edge = drawn.parent.copy(), drawn.edge.copy()
    hung = facts.listed_slots.copy()  # on their variables
    hung[pairings.slot[pairings.variable >= 0]] = True
    parent[hung] = parent_edge[hung] = -1
    slot_variable = np.concatenate((raw.slot_variable, pairings.variable))
    slot_node = np.concatenate((raw.slot_node, pairings.slot))
    slot_optimizer = np.concatenate((raw.slot_optimizer, pairings.optimizer))
    classes = node_classes(
        facts,
        texts,
        walk,
        optimizers,
        (slot_optimizer, slot_variable, slot_node),
        () if mismatch else nodes,
    )

    roles = assign_roles(facts, optimizers, slots)
    is_container = np.array([name in CONTAINER_CLASSES for name in classes.names])[classes.number]
    roles[is_container & (roles == ROLE_CODE["layer"])] = ROLE_CODE["container"]

    columns = (raw.attribute_name, raw.attribute_full_name, raw.attribute_checkpoint_key)
    attribute_node = raw.attribute_node
    if (attribute_node[1:] < attribute_node[:-1]).any():
        order = np.argsort(attribute_node, kind="stable")
        attribute_node = attribute_node[order]
        columns = (columns[0].take(order), columns[1].take(order), columns[2].take(order))
    graph = ObjectGraph(
        is_scope_tree=False,
        role=frozen_array(roles, np.uint8),
        parent=frozen_array(parent, np.int32),
        parent_edge=frozen_array(parent_edge, np.int32),
        row=frozen_array(links.row_of_node, np.int32),
        edge_source=frozen_array(raw.edge_source, np.int32),
        edge_target=frozen_array(raw.edge_target, np.int32),
        edge_name=raw.edge_name.tolist(),
        slot_variable=frozen_array(slot_variable, np.int32),
        slot_node=frozen_array(slot_node, np.int32),
        slot_optimizer=frozen_array(slot_optimizer, np.int32),
        slot_name=[*raw.slot_name, *pairings.name],
        slot_inferred=frozen_array(np.arange(len(slot_node)) >= len(raw.slot_node), np.bool_),
        attribute_node=frozen_array(attribute_node, np.int32),
        attributes=AttributeColumns(*columns),
        is_helper=frozen_array(helper_nodes(facts, walk, parent, slots, optimizers), np.bool_),
        problems=(*raw.problems, *graph_problems(facts, walk, slots), *filter(None, (mismatch,))),
        class_id=frozen_array(classes.number, np.int32),
        classes=classes.names,
        class_told=frozen_array(classes.is_told, np.bool_),
    )
    return BuiltGraph(graph, links.node_of_row, links.name_of_row)


@dataclass(frozen=True, slots=True)
class _Links:
    """Between nodes and rows of the table; -1 where there is none."""

    node_of_row: npt.NDArray[np.int32]
    row_of_node: npt.NDArray[np.int32]  # the first one of each
    name_of_row: TextColumn


def _link_rows(raw: RawObjectGraph, table: TensorTable) -> _Links:
    """Node of each row, first row of each node, program name of each row.

    For variables the attribute's key is the row's key; for tables and iterators it is the
    beginning of one or several rows' keys.
    """
    keys = raw.attribute_checkpoint_key.tolist()
    row = np.fromiter(map(table.row_of.get, keys, repeat(-1)), np.int64, len(keys))
    attribute = np.arange(len(keys))
    if (row < 0).any():
        several = [
            (at, below)
            for at in np.flatnonzero(row < 0).tolist()
            for below in _rows_below(table.keys, keys[at])
        ]
        more = np.array(several, np.int64).reshape(-1, 2)
        attribute = np.concatenate((attribute[row >= 0], more[:, 0]))
        row = np.concatenate((row[row >= 0], more[:, 1]))
        order = np.argsort(attribute, kind="stable")
        attribute, row = attribute[order], row[order]
    attribute, row = attribute[::-1], row[::-1]  # what is written last is the first in the file
    node = raw.attribute_node[attribute]
    node_of_row = np.full(len(table), -1, np.int32)
    row_of_node = np.full(raw.node_count, -1, np.int32)
    node_of_row[row] = node
    row_of_node[node] = row
    first, last = (np.zeros(len(table), np.int64) for _ in range(2))
    names = raw.attribute_full_name
    first[row], last[row] = names.first[attribute], names.last[attribute]
    node_of_row.setflags(write=False)
    return _Links(node_of_row, row_of_node, TextColumn(names.data, first, last))


def _node_texts(raw: RawObjectGraph, table: TensorTable, row_of_node: npt.NDArray[np.int32]) -> NodeTexts:
    names = raw.attribute_full_name
    named = np.flatnonzero(~names.is_empty)[::-1]
    first, last = (np.zeros(raw.node_count, np.int64) for _ in range(2))
    first[raw.attribute_node[named]], last[raw.attribute_node[named]] = names.first[named], names.last[named]
    shape_id = np.full(raw.node_count, -1, np.int64)
    has_row = row_of_node >= 0
    shape_id[has_row] = table.shape_id[row_of_node[has_row]]
    return NodeTexts(TextColumn(names.data, first, last), shape_id, table.shapes)


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
