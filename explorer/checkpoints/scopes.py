"""The scope tree of a name-based checkpoint, in the columns of an object graph.

Scopes are the parts of the keys between slashes; ids are given in the order of keys. A slot hangs
on its variable by a slot edge alone, as in an object graph.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from explorer.checkpoints.graph_builder import BuiltGraph, frozen_array
from explorer.checkpoints.keras_classes import optimizer_class
from explorer.checkpoints.name_slots import roles_by_name
from explorer.checkpoints.node_classes import ClassNumbers
from explorer.checkpoints.node_facts import VALUE
from explorer.checkpoints.object_graph import Attribute, ObjectGraph
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY, ROLE_CODE, VALUE_SUFFIX
from explorer.formats.tensor_table import TensorTable

MAX_SCOPE_DEPTH = 256  # a key of 100,000 slashes is one node, not 100,000
_NO_SLOT = (-1, "", "")


def split_key(key: str) -> list[str]:
    """The scopes and the last name of a key; what is nested deeper than any program stays in one piece."""
    return key.split("/", MAX_SCOPE_DEPTH)


def _path_of(key: str, table: TensorTable) -> str:
    """Where a tensor stands: its key, without the end that says nothing.

    Object-based checkpoints come here when their object graph cannot be read.
    """
    path = key.removesuffix(VALUE_SUFFIX)
    return key if path == key or not path or path in table.row_of else path


def build_scope_tree(
    table: TensorTable,
    told_roles: Mapping[int, str] = {},
    told_slots: Mapping[int, tuple[int, str, str]] = {},
    told_names: Sequence[str] | None = None,
) -> BuiltGraph:
    """Nodes for every scope and tensor, child edges between them, slot edges from variable to slot.

    What the format tells (see `CheckpointReader`) counts more than what names look like. A slot
    whose variable is not known stays where its key puts it.
    """
    named = roles_by_name(table, range(len(table)), told_roles, told_slots)
    container, optimizer_code = ROLE_CODE["container"], ROLE_CODE["optimizer"]
    node_of_path: dict[tuple[int, str], int] = {}
    roles, rows = [container], [-1]
    sources: list[int] = []
    targets: list[int] = []
    names: list[str] = []
    node_of_row = np.full(len(table), -1, np.int32)
    slot_rows = []

    for row, key in enumerate(table.keys):
        if key == OBJECT_GRAPH_KEY:
            continue
        if named.slot_of.get(row, _NO_SLOT)[0] >= 0:
            slot_rows.append(row)
            node_of_row[row] = len(roles)
            roles.append(named.codes[row])
            rows.append(row)
            continue
        node = 0
        for part in split_key(_path_of(key, table)):
            child = node_of_path.get((node, part))
            if child is None:
                child = node_of_path[node, part] = len(roles)
                roles.append(container)
                rows.append(-1)
                sources.append(node)
                targets.append(child)
                names.append(part)
            node = child
        roles[node], rows[node] = named.codes[row], row
        node_of_row[row] = node

    node_of_scope = {"": -1}
    for _, _, scope in named.slot_of.values():
        if scope in node_of_scope:
            continue
        node = 0
        for part in scope.split("/"):
            node = node_of_path.get((node, part), -1)
            if node < 0:
                break
        node_of_scope[scope] = node
        if node >= 0 and rows[node] < 0:
            roles[node] = optimizer_code
    numbers = ClassNumbers(len(roles))
    for scope, node in node_of_scope.items():
        if node > 0 and (name := optimizer_class(scope.rpartition("/")[2])):
            numbers.infer(node, name)
    found = numbers.result()
    slot_optimizer = [node_of_scope[named.slot_of[row][2]] for row in slot_rows]

    order = np.argsort(np.asarray(sources, np.int32), kind="stable")
    source, target = np.asarray(sources, np.int32)[order], np.asarray(targets, np.int32)[order]
    parent = np.full(len(roles), -1, np.int32)
    parent_edge = np.full(len(roles), -1, np.int32)
    parent[target] = source
    parent_edge[target] = np.arange(len(target), dtype=np.int32)
    holders = [node for node, row in enumerate(rows) if row >= 0]
    keys = table.keys
    program_names = told_names or keys
    graph = ObjectGraph(
        is_scope_tree=True,
        role=frozen_array(roles, np.uint8),
        parent=frozen_array(parent, np.int32),
        parent_edge=frozen_array(parent_edge, np.int32),
        row=frozen_array(rows, np.int32),
        edge_source=frozen_array(source, np.int32),
        edge_target=frozen_array(target, np.int32),
        edge_name=tuple(names[i] for i in order.tolist()),
        slot_variable=frozen_array([node_of_row[named.slot_of[row][0]] for row in slot_rows], np.int32),
        slot_node=frozen_array([node_of_row[row] for row in slot_rows], np.int32),
        slot_optimizer=frozen_array(slot_optimizer, np.int32),
        slot_name=tuple(named.slot_of[row][1] for row in slot_rows),
        slot_inferred=frozen_array([True] * len(slot_rows), np.bool_),
        attribute_node=frozen_array(holders, np.int32),
        attributes=[Attribute(VALUE, program_names[rows[node]], keys[rows[node]]) for node in holders],
        is_helper=frozen_array([False] * len(roles), np.bool_),
        class_id=frozen_array(found.number, np.int32),
        classes=found.names,
        class_told=frozen_array(found.is_told, np.bool_),
    )
    return BuiltGraph(graph, node_of_row, program_names)


def with_classes(graph: ObjectGraph, classes: Mapping[str, str], source: str = "names") -> ObjectGraph:
    """The scope tree with what is inferred of its scopes, from `source`: a scope of a known class is a layer."""
    node_of: dict[tuple[int, str], int] = {
        (source, name): target
        for source, name, target in zip(
            graph.edge_source.tolist(), graph.edge_name, graph.edge_target.tolist(), strict=True
        )
    }
    number, role = graph.class_id.copy(), graph.role.copy()
    names = list(graph.classes)
    for scope, name in classes.items():
        node = 0
        for part in split_key(scope):
            node = node_of.get((node, part), -1)
            if node < 0:
                break
        if node <= 0 or graph.row[node] >= 0 or role[node] != ROLE_CODE["container"]:
            continue
        if name not in names:
            names.append(name)
        number[node], role[node] = names.index(name), ROLE_CODE["layer"]
    return replace(
        graph,
        role=frozen_array(role, np.uint8),
        class_id=frozen_array(number, np.int32),
        classes=tuple(names),
        class_source=source,
    )
