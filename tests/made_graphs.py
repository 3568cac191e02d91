"""Object graphs made by hand, and read from golden.json, for the tests and benchmarks of the graph."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

import numpy as np

from explorer.analysis.graph_folding import Choice, sight
from explorer.analysis.graph_repeats import no_stacks
from explorer.analysis.graph_tree import DrawnTree
from explorer.checkpoints.object_graph import Attribute, ObjectGraph
from explorer.checkpoints.roles import ROLE_CODE
from explorer.formats.tensor_table import TensorTable


def make_graph(
    roles: list[str],
    edges: list[tuple[int, str, int]],
    slots: list[tuple[int, int, str, int]] = (),
    *,
    helpers: tuple[int, ...] = (),
    rows: dict[int, int] | None = None,
    attributes: list[tuple[int, Attribute]] = (),
    classes: dict[int, str] | None = None,
) -> ObjectGraph:
    """`edges` are (source, name, target), `slots` are (optimizer, variable, name, slot node)."""
    count = len(roles)
    edges = sorted(edges, key=lambda edge: edge[0])
    parent, parent_edge = np.full(count, -1, np.int32), np.full(count, -1, np.int32)
    seen, waiting = {0}, [0]
    of = {}
    for number, (source, _, target) in enumerate(edges):
        of.setdefault(source, []).append((number, target))
    for node in waiting:
        for number, target in of.get(node, ()):
            if target not in seen:
                seen.add(target)
                parent[target], parent_edge[target] = node, number
                waiting.append(target)
    row = np.full(count, -1, np.int32)
    for node, value in (rows or {}).items():
        row[node] = value
    class_names = ["", *dict.fromkeys((classes or {}).values())]
    class_id = np.zeros(count, np.int32)
    for node, name in (classes or {}).items():
        class_id[node] = class_names.index(name)
    is_helper = np.zeros(count, np.bool_)
    is_helper[list(helpers)] = True
    return ObjectGraph(
        is_scope_tree=False,
        role=np.array([ROLE_CODE[role] for role in roles], np.uint8),
        parent=parent,
        parent_edge=parent_edge,
        row=row,
        edge_source=np.array([edge[0] for edge in edges], np.int32),
        edge_target=np.array([edge[2] for edge in edges], np.int32),
        edge_name=[edge[1] for edge in edges],
        slot_variable=np.array([slot[1] for slot in slots], np.int32),
        slot_node=np.array([slot[3] for slot in slots], np.int32),
        slot_optimizer=np.array([slot[0] for slot in slots], np.int32),
        slot_name=[slot[2] for slot in slots],
        slot_inferred=np.zeros(len(slots), np.bool_),
        attribute_node=np.array([node for node, _ in attributes], np.int32),
        attributes=[attribute for _, attribute in attributes],
        is_helper=is_helper,
        class_id=class_id,
        classes=tuple(class_names),
        class_told=class_id > 0,
    )


def layered_model(layers: int) -> ObjectGraph:
    """A root with model, optimizer and step; each layer has kernel and bias, each of those m and v: 7 nodes a layer."""
    roles = ["container", "container", "optimizer", "bookkeeping"]
    edges = [(0, "model", 1), (0, "optimizer", 2), (0, "step", 3)]
    slots, rows = [], {3: 0}
    for number in range(layers):
        layer = len(roles)
        roles.append("layer")
        edges.append((1, f"layer_{number}", layer))
        for name in ("kernel", "bias"):
            variable = len(roles)
            roles.append("variable")
            rows[variable] = len(rows)
            edges.append((layer, name, variable))
            for slot in ("m", "v"):
                slots.append((2, variable, slot, len(roles)))
                rows[len(roles)] = len(rows)
                roles.append("slot")
    return make_graph(roles, edges, slots, rows=rows)


def encoder_model(blocks: int) -> ObjectGraph:
    """A transformer: an embedding that the output shares, a list of equal blocks of 53 nodes, an optimizer with m and v.

    Node 1 is the net, 2 the optimizer, 3 the list of blocks, 4 the first block.
    """
    roles = ["container", "container", "optimizer", "container"]
    edges = [(0, "net", 1), (0, "optimizer", 2), (1, "blocks", 3)]
    slots, classes = [], {2: "Adam", 3: "list"}

    def add(parent: int, name: str, role: str, class_name: str = "") -> int:
        node = len(roles)
        roles.append(role)
        edges.append((parent, name, node))
        if class_name:
            classes[node] = class_name
        return node

    def variable(parent: int, name: str) -> int:
        node = add(parent, name, "variable")
        for slot in ("m", "v"):
            slots.append((2, node, slot, len(roles)))
            roles.append("slot")
        return node

    def layer(parent: int, name: str, class_name: str, *names: str) -> int:
        node = add(parent, name, "layer", class_name)
        for each in names:
            variable(node, each)
        return node

    for number in range(blocks):
        block = add(3, str(number), "layer", "EncoderBlock")
        attention = add(block, "attention", "layer", "MultiHeadAttention")
        for name in ("query", "key", "value", "output"):
            layer(attention, name, "EinsumDense", "kernel", "bias")
        layer(block, "norm", "LayerNormalization", "gamma", "beta")
        feed = add(block, "feed_forward", "container", "Sequential")
        for name in ("up", "down"):
            layer(feed, name, "Dense", "kernel", "bias")
        layer(block, "norm_after", "LayerNormalization")
        edges.append((block, "layers", feed))
    embedding = layer(1, "embedding", "Embedding", "embeddings")
    head = layer(1, "head", "Dense", "bias")
    edges.append((head, "kernel", embedding + 1))
    for name in ("iter", "learning_rate"):
        add(2, name, "hyperparameter")
    add(0, "step", "bookkeeping")
    rows = {
        node: node
        for node, role in enumerate(roles)
        if role in ("variable", "slot", "hyperparameter", "bookkeeping")
    }
    return make_graph(roles, edges, slots, rows=rows, classes=classes)


def chain(length: int) -> ObjectGraph:
    """A root with one child with one child ..."""
    return make_graph(["container"] * length, [(node, "next", node + 1) for node in range(length - 1)])


def visible_nodes(graph: ObjectGraph, tree: DrawnTree, collapsed: Collection[int], show_helpers: bool):
    """Bool [n]: what is in sight with some nodes folded, where nothing is piled up."""
    choice = Choice(frozenset(collapsed), show_helpers=show_helpers)
    return sight(graph, tree, no_stacks(tree.node_count), choice).visible


def golden_prefixes(golden: Path) -> list[tuple[Path, list[dict]]]:
    """(checkpoint prefix, its object graph as TensorFlow's own reader told it) of all fixtures that have one."""
    found = []
    for path in sorted(golden.glob("*/golden.json")):
        for prefix, facts in json.loads(path.read_text()).get("prefixes", {}).items():
            nodes = facts.get("object_graph")
            if nodes and (path.parent / f"{prefix}.index").exists():
                found.append((path.parent / prefix, nodes))
    return found


def table_of(keys: list[str], shape=(4, 10)) -> TensorTable:
    """float32 tensors of one shape."""
    count = len(keys)
    return TensorTable(
        keys=keys, dtype=np.ones(count, np.int32), shape_id=np.zeros(count, np.int32), shapes=(shape,),
        shard=np.zeros(count, np.int32), offset=np.zeros(count, np.int64),
        size_bytes=np.full(count, 160, np.int64), crc32c=np.arange(count, dtype=np.uint32),
    )  # fmt: skip
