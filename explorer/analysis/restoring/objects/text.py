"""How TensorFlow prints nodes of a stored object graph in its messages."""

from __future__ import annotations

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.graph_walk import breadth_first
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.errors import ExplorerError
from explorer.formats.object_graph import decode_object_graph

MAX_NAME_PARTS = 4096


class NodeNames:
    """ "(root).net.l1" of a node: the shortest path, or whose slot it is. The walk is made once."""

    def __init__(self, graph: ObjectGraph) -> None:
        self._graph = graph
        walk = breadth_first(graph.first_edge, graph.edge_target, graph.node_count)
        self._parent, self._edge = walk.parent.tolist(), walk.edge.tolist()
        self._slot = {
            node: (optimizer, name, variable)
            for node, optimizer, name, variable, inferred in zip(
                graph.slot_node.tolist(),
                graph.slot_optimizer.tolist(),
                graph.slot_name,
                graph.slot_variable.tolist(),
                graph.slot_inferred.tolist(),
            )
            if not inferred
        }

    def __getitem__(self, node: int) -> str:
        if node in self._slot:
            optimizer, name, variable = self._slot[node]
            return f"{self._path(optimizer)}'s state '{name}' for {self._path(variable)}"
        return self._path(node)

    def _path(self, node: int) -> str:
        parts: list[str] = []
        while self._edge[node] >= 0 and len(parts) < MAX_NAME_PARTS:
            parts.append(self._graph.edge_name[self._edge[node]])
            node = self._parent[node]
        return ".".join(["(root)", *reversed(parts)])


def node_proto_text(checkpoint: Checkpoint, graph: ObjectGraph, node: int) -> str:
    """A TrackableObject as protobuf's text format writes it, a line break at its end.

    Source: TensorFlow, core/protobuf/trackable_object_graph.proto; fields of their default value are left out.
    """
    lines: list[str] = []
    for name, child in graph.children(node):
        lines += ["children {", *_field("node_id", child), *_text("local_name", name), "}"]
    for attribute in graph.node_attributes(node):
        lines += [
            "attributes {",
            *_text("name", attribute.name),
            *_text("full_name", attribute.full_name),
            *_text("checkpoint_key", attribute.checkpoint_key),
            "}",
        ]
    for slot in ((graph.slot_optimizer == node) & ~graph.slot_inferred).nonzero()[0].tolist():
        lines += [
            "slot_variables {",
            *_field("original_variable_node_id", int(graph.slot_variable[slot])),
            *_text("slot_name", graph.slot_name[slot]),
            *_field("slot_variable_node_id", int(graph.slot_node[slot])),
            "}",
        ]
    return "".join(line + "\n" for line in [*lines, *_rest(checkpoint, node)])


def _rest(checkpoint: Checkpoint, node: int) -> list[str]:
    """What only the raw message tells: the registered saver, and whether there are values below."""
    try:
        data = checkpoint.reader.object_graph_bytes()
        raw = decode_object_graph(data) if data is not None else None
    except ExplorerError:
        raw = None
    if raw is None or node >= raw.node_count:
        return []
    lines: list[str] = []
    if node in raw.registered_saver:
        name, object_name = raw.registered_saver[node]
        lines += ["registered_saver {", *_text("name", name), *_text("object_name", object_name), "}"]
    if raw.has_values[node] >= 0:
        lines += ["has_checkpoint_values {", *(["  value: true"] if raw.has_values[node] else []), "}"]
    return lines


def _field(name: str, value: int) -> list[str]:
    return [f"  {name}: {value}"] if value else []


_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "'": "\\'", "\\": "\\\\"}


def _text(name: str, value: str) -> list[str]:
    return [f'  {name}: "{"".join(map(_escaped, value))}"'] if value else []


def _escaped(mark: str) -> str:
    if mark in _ESCAPES:
        return _ESCAPES[mark]
    if mark < " " or mark == "\x7f":
        return f"\\{ord(mark):03o}"
    if "\udc80" <= mark <= "\udcff":  # a byte that is no UTF-8
        return f"\\{ord(mark) - 0xDC00:03o}"
    return mark
