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
from typing import TYPE_CHECKING

import numpy as np

from explorer.errors import locating
from explorer.formats.graph_fields import (
    ATTRIBUTE,
    CHILD,
    HAS_VALUES,
    SAVER,
    SLOT,
    GraphFields,
    find_fields,
)
from explorer.formats.text_columns import NameColumn, TextColumn

if TYPE_CHECKING:
    import numpy.typing as npt

    from explorer.formats.wide_words import Ints

_NAMED_PROBLEMS = 5  # how many dropped references are told one by one


@dataclass(frozen=True)
class RawObjectGraph:
    """The object graph as stored. All arrays are read-only; edges keep the file's order."""

    node_count: int
    edge_source: npt.NDArray[np.int32]  # [e] ascending
    edge_target: npt.NDArray[np.int32]
    edge_name: NameColumn
    slot_optimizer: npt.NDArray[np.int32]  # [s] the node that lists the slot
    slot_variable: npt.NDArray[np.int32]
    slot_node: npt.NDArray[np.int32]
    slot_name: NameColumn
    attribute_node: npt.NDArray[np.int32]  # [a] ascending
    attribute_name: NameColumn
    attribute_full_name: TextColumn
    attribute_checkpoint_key: TextColumn
    has_values: npt.NDArray[np.int8]  # [n] -1 where the file does not say
    registered_saver: dict[int, tuple[str, str]] = field(default_factory=dict)  # node -> (name, object name)
    problems: tuple[str, ...] = ()


def decode_object_graph(data: bytes) -> RawObjectGraph:
    """Decode a TrackableObjectGraph. References to nodes that do not exist are dropped and told in `problems`.

    Raises:
        CorruptFileError: the bytes are no such message.
    """
    with locating(part="object graph"):
        return _build(data, find_fields(data))


def _build(data: bytes, fields: GraphFields) -> RawObjectGraph:
    count = fields.node_count

    def names(span: tuple[Ints, Ints]) -> NameColumn:
        return NameColumn.of_bytes(data, fields.octets, *span)

    (edge_target, _), edge_text = fields.read(CHILD)
    edge_source, edge_name = fields.node(CHILD), names(edge_text)
    (slot_variable, _), slot_text, (slot_node, _) = fields.read(SLOT)
    slot_optimizer, slot_name = fields.node(SLOT), names(slot_text)
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
        edge_source, edge_target, edge_name = edge_source[sound], edge_target[sound], edge_name.take(sound)
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
        slot_optimizer, slot_variable = slot_optimizer[sound], slot_variable[sound]
        slot_node, slot_name = slot_node[sound], slot_name.take(sound)

    has_values = np.full(count, -1, np.int8)
    has_values[fields.node(HAS_VALUES)] = fields.read(HAS_VALUES)[0][0] != 0
    has_values.setflags(write=False)
    saver_texts = [TextColumn(data, *span).tolist() for span in fields.read(SAVER)]
    name, full_name, checkpoint_key = fields.read(ATTRIBUTE)
    return RawObjectGraph(
        node_count=count,
        edge_source=_column(edge_source),
        edge_target=_column(edge_target),
        edge_name=edge_name,
        slot_optimizer=_column(slot_optimizer),
        slot_variable=_column(slot_variable),
        slot_node=_column(slot_node),
        slot_name=slot_name,
        attribute_node=_column(fields.node(ATTRIBUTE)),
        attribute_name=names(name),
        attribute_full_name=TextColumn(data, *full_name),
        attribute_checkpoint_key=TextColumn(data, *checkpoint_key),
        has_values=has_values,
        registered_saver=dict(zip(fields.node(SAVER).tolist(), zip(*saver_texts))),
        problems=tuple(problems),
    )


def _dropped(named: list[str], total: int, node_count: int) -> list[str]:
    sentences = [f"In the object graph {text}, but there are {node_count} nodes." for text in named]
    if total > len(named):
        sentences.append(
            f"The object graph has {total - len(named)} more references to nodes that do not exist."
        )
    return sentences


def _column(values: Ints) -> npt.NDArray[np.int32]:
    array = values.astype(np.int32)
    array.setflags(write=False)
    return array
