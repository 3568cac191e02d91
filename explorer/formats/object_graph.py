"""The object graph of an object-based checkpoint: a serialized TrackableObjectGraph as columns.

    TrackableObjectGraph: 1 nodes
    TrackableObject: 1 children {1 node_id, 2 local_name}, 2 attributes {1 name, 2 full_name, 3 checkpoint_key},
      3 slot_variables {1 original_variable_node_id, 2 slot_name, 3 slot_variable_node_id},
      4 registered_saver {1 name, 2 object_name}, 5 has_checkpoint_values {1 value}

Read by hand: importing protobuf costs more than most graphs. Nothing here recurses.
Source: TensorFlow, core/protobuf/trackable_object_graph.proto.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from explorer.errors import CorruptFileError, locating
from explorer.formats.varint import BYTES, VARINT, int32, read_fields, read_varint

_CHILD, _ATTRIBUTE, _SLOT, _SAVER, _HAS_VALUES = 1, 2, 3, 4, 5
_NAMED_PROBLEMS = 5  # how many dropped references are told one by one


@dataclass(frozen=True)
class RawObjectGraph:
    """The object graph as stored. All arrays are read-only; edges keep the file's order."""

    node_count: int
    edge_source: npt.NDArray[np.int32]  # [e] ascending
    edge_target: npt.NDArray[np.int32]
    edge_name: list[str]
    slot_optimizer: npt.NDArray[np.int32]  # [s] the node that lists the slot
    slot_variable: npt.NDArray[np.int32]
    slot_node: npt.NDArray[np.int32]
    slot_name: list[str]
    attribute_node: npt.NDArray[np.int32]  # [a] ascending
    attribute_name: list[str]
    attribute_full_name: list[str]
    attribute_checkpoint_key: list[str]
    has_values: npt.NDArray[np.int8]  # [n] -1 where the file does not say
    registered_saver: dict[int, tuple[str, str]] = field(default_factory=dict)  # node -> (name, object name)
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class _Fields:
    """Where the messages inside the nodes lie: for each kind the node, start and end, in the file's order."""

    node_count: int
    node: dict[int, list[int]]
    start: dict[int, list[int]]
    end: dict[int, list[int]]


def decode_object_graph(data: bytes) -> RawObjectGraph:
    """Decode a TrackableObjectGraph. References to nodes that do not exist are dropped and told in `problems`.

    Raises:
        CorruptFileError: the bytes are no such message.
    """
    with locating(part="object graph"):
        fields = _find_fields(data)
        edges = [_reference(data, s, e) for s, e in zip(fields.start[_CHILD], fields.end[_CHILD])]
        slots = [_slot(data, s, e) for s, e in zip(fields.start[_SLOT], fields.end[_SLOT])]
        attributes = [
            _attribute(data, s, e) for s, e in zip(fields.start[_ATTRIBUTE], fields.end[_ATTRIBUTE])
        ]
        return _build(data, fields, edges, slots, attributes)


def _build(
    data: bytes,
    fields: _Fields,
    edges: list[tuple[int, str]],
    slots: list[tuple[int, str, int]],
    attributes: list[tuple[str, str, str]],
) -> RawObjectGraph:
    count = fields.node_count
    edge_source = _column(fields.node[_CHILD])
    edge_target = _column([target for target, _ in edges])
    edge_name = [name for _, name in edges]
    slot_optimizer = _column(fields.node[_SLOT])
    slot_variable = _column([variable for variable, _, _ in slots])
    slot_node = _column([node for _, _, node in slots])
    slot_name = [name for _, name, _ in slots]
    problems: list[str] = []

    sound = (edge_target >= 0) & (edge_target < count)
    if not sound.all():
        problems += _dropped(
            [
                f"node {edge_source[e]} has a child {edge_name[e]!r:.100} with the number {edge_target[e]}"
                for e in np.flatnonzero(~sound)[:_NAMED_PROBLEMS].tolist()
            ],
            int((~sound).sum()),
            count,
        )
        edge_name = [name for name, keep in zip(edge_name, sound.tolist()) if keep]
        edge_source, edge_target = edge_source[sound], edge_target[sound]
    sound = (slot_variable >= 0) & (slot_variable < count) & (slot_node >= 0) & (slot_node < count)
    if not sound.all():
        problems += _dropped(
            [
                f"node {slot_optimizer[s]} has a slot {slot_name[s]!r:.100} of variable "
                f"{slot_variable[s]} with the number {slot_node[s]}"
                for s in np.flatnonzero(~sound)[:_NAMED_PROBLEMS].tolist()
            ],
            int((~sound).sum()),
            count,
        )
        slot_name = [name for name, keep in zip(slot_name, sound.tolist()) if keep]
        slot_optimizer, slot_variable, slot_node = (
            slot_optimizer[sound],
            slot_variable[sound],
            slot_node[sound],
        )

    has_values = np.full(count, -1, np.int8)
    for node, start, end in zip(fields.node[_HAS_VALUES], fields.start[_HAS_VALUES], fields.end[_HAS_VALUES]):
        has_values[node] = _bool_value(data, start, end)
    savers = {}
    for node, start, end in zip(fields.node[_SAVER], fields.start[_SAVER], fields.end[_SAVER]):
        name, object_name, _ = _attribute(data, start, end)
        savers[node] = (name, object_name)
    graph = RawObjectGraph(
        count,
        edge_source,
        edge_target,
        edge_name,
        slot_optimizer,
        slot_variable,
        slot_node,
        slot_name,
        _column(fields.node[_ATTRIBUTE]),
        [name for name, _, _ in attributes],
        [full_name for _, full_name, _ in attributes],
        [key for _, _, key in attributes],
        has_values,
        savers,
        tuple(problems),
    )
    for array in (edge_source, edge_target, slot_optimizer, slot_variable, slot_node, has_values):
        array.setflags(write=False)
    return graph


def _dropped(named: list[str], total: int, node_count: int) -> list[str]:
    sentences = [f"In the object graph {text}, but there are {node_count} nodes." for text in named]
    if total > len(named):
        sentences.append(
            f"The object graph has {total - len(named)} more references to nodes that do not exist."
        )
    return sentences


def _column(values: list[int]) -> npt.NDArray[np.int32]:
    array = np.array(values, np.int32)
    array.setflags(write=False)
    return array


def _find_fields(data: bytes) -> _Fields:
    """Walk the nodes and the fields in them, looking into no message below."""
    kinds = (_CHILD, _ATTRIBUTE, _SLOT, _SAVER, _HAS_VALUES)
    found = _Fields(0, {k: [] for k in kinds}, {k: [] for k in kinds}, {k: [] for k in kinds})
    # One append method per column and kind: this loop runs once a field.
    add = {k << 3 | BYTES: (found.node[k].append, found.start[k].append, found.end[k].append) for k in kinds}
    position, end = 0, len(data)
    node = -1
    while position < end:
        if data[position] != 0x0A:
            position = _skip_field(data, position, end)
            continue
        size, position = read_varint(data, position + 1, end)
        node_end = position + size
        if node_end > end:
            raise CorruptFileError(f"node {node + 1} says {size} bytes, {end - position} are left")
        node += 1
        while position < node_end:
            tag = data[position]
            if tag not in add:
                position = _skip_field(data, position, node_end)
                continue
            position += 1
            size = data[position] if position < node_end else 0x80
            if size < 0x80:
                position += 1
            else:
                size, position = read_varint(data, position, node_end)
            field_end = position + size
            if field_end > node_end:
                raise CorruptFileError(f"a field of node {node} says {size} bytes, more than the node has")
            add_node, add_start, add_end = add[tag]
            add_node(node)
            add_start(position)
            add_end(field_end)
            position = field_end
    found.node_count = node + 1
    return found


def _skip_field(data: bytes, position: int, end: int) -> int:
    """The position behind one field of no interest."""
    for _, wire, first, last in read_fields(data, position, end):
        del first
        return last
    raise CorruptFileError(f"a field is cut off at byte {position}")


def _text(data: bytes, start: int, end: int) -> str:
    return data[start:end].decode("utf-8", "surrogateescape")


def _reference(data: bytes, start: int, end: int) -> tuple[int, str]:
    node, name = 0, ""
    for number, wire, first, last in read_fields(data, start, end):
        if number == 1 and wire == VARINT:
            node = int32(first)
        elif number == 2 and wire == BYTES:
            name = _text(data, first, last)
    return node, name


def _attribute(data: bytes, start: int, end: int) -> tuple[str, str, str]:
    values = ["", "", ""]
    for number, wire, first, last in read_fields(data, start, end):
        if number <= 3 and wire == BYTES:
            values[number - 1] = _text(data, first, last)
    return values[0], values[1], values[2]


def _slot(data: bytes, start: int, end: int) -> tuple[int, str, int]:
    variable, name, node = 0, "", 0
    for number, wire, first, last in read_fields(data, start, end):
        if number == 1 and wire == VARINT:
            variable = int32(first)
        elif number == 2 and wire == BYTES:
            name = _text(data, first, last)
        elif number == 3 and wire == VARINT:
            node = int32(first)
    return variable, name, node


def _bool_value(data: bytes, start: int, end: int) -> int:
    value = 0
    for number, wire, first, _ in read_fields(data, start, end):
        if number == 1 and wire == VARINT:
            value = int(first != 0)
    return value
