"""The object graph of an object-based checkpoint: a serialized TrackableObjectGraph as columns.

    TrackableObjectGraph: 1 nodes
    TrackableObject: 1 children {1 node_id, 2 local_name}, 2 attributes {1 name, 2 full_name, 3 checkpoint_key},
      3 slot_variables {1 original_variable_node_id, 2 slot_name, 3 slot_variable_node_id},
      4 registered_saver {1 name, 2 object_name}, 5 has_checkpoint_values {1 value}

Read by hand: importing protobuf costs more than most graphs. Nothing here recurses.
Source: TensorFlow, core/protobuf/trackable_object_graph.proto.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.errors import CorruptFileError, locating
from explorer.formats.message_columns import PADDING, decode_columns
from explorer.formats.varint import BYTES, VARINT, int32, read_fields, read_varint
from explorer.formats.wide_words import varints_in, words_at

if TYPE_CHECKING:
    import numpy.typing as npt

_CHILD, _ATTRIBUTE, _SLOT, _SAVER, _HAS_VALUES = 1, 2, 3, 4, 5
# What is read of each kind of message: (field number, wire type), in ascending order.
_FORMS = {
    _CHILD: ((1, VARINT), (2, BYTES)),
    _ATTRIBUTE: ((1, BYTES), (2, BYTES), (3, BYTES)),
    _SLOT: ((1, VARINT), (2, BYTES), (3, VARINT)),
    _SAVER: ((1, BYTES), (2, BYTES)),
    _HAS_VALUES: ((1, VARINT),),
}
_WORTH_NUMPY_FIELDS = 1000
_WORTH_NUMPY_BYTES = 32768
_STEPS = 24  # fields of all nodes looked at side by side; the few nodes with more go on one by one
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
    """Where the messages inside the nodes lie: of each kind the starts and ends, in the file's order."""

    node_start: list[int]
    start: dict[int, npt.NDArray[np.int64]]
    end: dict[int, npt.NDArray[np.int64]]

    def node(self, kind: int) -> npt.NDArray[np.int32]:
        """The node each message of a kind stands in."""
        nodes = np.searchsorted(np.array(self.node_start, np.int64), self.start[kind], side="right") - 1
        return _column(nodes)


def decode_object_graph(data: bytes) -> RawObjectGraph:
    """Decode a TrackableObjectGraph. References to nodes that do not exist are dropped and told in `problems`.

    Raises:
        CorruptFileError: the bytes are no such message.
    """
    with locating(part="object graph"):
        fields = None
        if len(data) >= _WORTH_NUMPY_BYTES:
            with suppress(CorruptFileError):  # the careful way says what is wrong, and where
                fields = _find_fields_at_once(data)
        if fields is None:
            fields = _find_fields(data)
        read: Callable[[bytes, _Fields, int], list[list[Any]]]
        if sum(map(len, fields.start.values())) >= _WORTH_NUMPY_FIELDS:
            read = partial(_read_side_by_side, np.frombuffer(data + bytes(PADDING), np.uint8))
        else:
            read = _read_one_by_one
        return _build(data, fields, read)


def _read_one_by_one(data: bytes, fields: _Fields, kind: int) -> list[list[Any]]:
    """The columns of one kind of message, in the order of its form."""
    form = _FORMS[kind]
    columns: list[list[Any]] = [[] for _ in form]
    for start, end in zip(fields.start[kind].tolist(), fields.end[kind].tolist()):
        for column, value in zip(columns, _message(data, start, end, form)):
            column.append(value)
    return columns


def _read_side_by_side(
    octets: npt.NDArray[np.uint8], data: bytes, fields: _Fields, kind: int
) -> list[list[Any]]:
    """The same columns, by numpy from the padded bytes; what it finds odd is read one by one."""
    form = _FORMS[kind]
    starts, ends = fields.start[kind], fields.end[kind]
    found = decode_columns(octets, starts, ends, form)
    columns: list[list[Any]] = []
    for (_, wire), first, last in zip(form, found.first, found.last):
        if wire == VARINT:
            columns.append(first.astype(np.uint32).view(np.int32).tolist())
        else:
            columns.append(_texts(data, first, last))
    for row in np.flatnonzero(found.odd).tolist():
        for column, value in zip(columns, _message(data, int(starts[row]), int(ends[row]), form)):
            column[row] = value
    return columns


def _texts(data: bytes, first: npt.NDArray[np.int64], last: npt.NDArray[np.int64]) -> list[str]:
    size = last - first
    if len(size) and 0 < size[0] <= 32 and (size == size[0]).all():
        # One word a thousand times, VARIABLE_VALUE: compared in numpy, and one string for all.
        octets = np.frombuffer(data, np.uint8)
        begin = int(first[0])
        if all((octets[first + at] == octets[begin + at]).all() for at in range(int(size[0]))):
            return [data[begin : int(last[0])].decode("utf-8", "surrogateescape")] * len(size)
    return [data[a:b].decode("utf-8", "surrogateescape") for a, b in zip(first.tolist(), last.tolist())]


def _build(
    data: bytes,
    fields: _Fields,
    read: Callable[[bytes, _Fields, int], list[list[Any]]],
) -> RawObjectGraph:
    count = len(fields.node_start)
    edge_source = fields.node(_CHILD)
    edges, slots = read(data, fields, _CHILD), read(data, fields, _SLOT)
    edge_target = _column(edges[0])
    edge_name = edges[1]
    slot_optimizer = fields.node(_SLOT)
    slot_variable = _column(slots[0])
    slot_name = slots[1]
    slot_node = _column(slots[2])
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
    has_values[fields.node(_HAS_VALUES)] = np.array(read(data, fields, _HAS_VALUES)[0], np.int32) != 0
    savers = dict(zip(fields.node(_SAVER).tolist(), zip(*_read_one_by_one(data, fields, _SAVER))))
    names, full_names, checkpoint_keys = read(data, fields, _ATTRIBUTE)
    graph = RawObjectGraph(
        count,
        edge_source,
        edge_target,
        edge_name,
        slot_optimizer,
        slot_variable,
        slot_node,
        slot_name,
        fields.node(_ATTRIBUTE),
        names,
        full_names,
        checkpoint_keys,
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


def _column(values: npt.ArrayLike) -> npt.NDArray[np.int32]:
    array = np.array(values, np.int32)
    array.setflags(write=False)
    return array


class _FoundFields:
    """Collects where the messages of each kind lie, field by field."""

    def __init__(self) -> None:
        self.node_start: list[int] = []
        self._start: dict[int, list[int]] = {kind: [] for kind in _FORMS}
        self._end: dict[int, list[int]] = {kind: [] for kind in _FORMS}
        # One append method per column and kind: the loop below runs once a field.
        self._add = {k << 3 | BYTES: (self._start[k].append, self._end[k].append) for k in _FORMS}

    def look_at_node(self, data: bytes, position: int, node_end: int) -> None:
        """Find the fields of one node, from one of them on."""
        add = self._add
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
                raise CorruptFileError(
                    f"a field of node {len(self.node_start) - 1} says {size} bytes, more than the node has"
                )
            add_start, add_end = add[tag]
            add_start(position)
            add_end(field_end)
            position = field_end

    def columns(self) -> tuple[dict[int, npt.NDArray[np.int64]], dict[int, npt.NDArray[np.int64]]]:
        """Starts and ends of each kind."""
        return (
            {kind: np.array(starts, np.int64) for kind, starts in self._start.items()},
            {kind: np.array(ends, np.int64) for kind, ends in self._end.items()},
        )


def _find_fields(data: bytes) -> _Fields:
    """Walk the nodes and the fields in them, looking into no message below."""
    found = _FoundFields()
    position, end = 0, len(data)
    while position < end:
        if data[position] != 0x0A:
            position = _skip_field(data, position, end)
            continue
        size, position = read_varint(data, position + 1, end)
        node_end = position + size
        if node_end > end:
            raise CorruptFileError(
                f"node {len(found.node_start)} says {size} bytes, {end - position} are left"
            )
        found.node_start.append(position)
        found.look_at_node(data, position, node_end)
        position = node_end
    return _Fields(found.node_start, *found.columns())


def _find_fields_at_once(data: bytes) -> _Fields | None:
    """The same for a large graph, the nodes side by side in numpy; None if anything is unusual."""
    node_start, node_end = [], []
    position, end = 0, len(data)
    while position + 1 < end:
        if data[position] != 0x0A:
            return None
        size = data[position + 1]
        if size < 0x80:
            position += 2
        else:
            size, position = read_varint(data, position + 1, end)
        node_start.append(position)
        position += size
        node_end.append(position)
    if position != end:
        return None
    words = words_at(np.frombuffer(data + bytes(PADDING), np.uint8))
    at, limit = np.array(node_start, np.int64), np.array(node_end, np.int64)
    kinds, starts, ends = [], [], []
    for _ in range(_STEPS):
        going_on = at < limit
        at, limit = at[going_on], limit[going_on]
        if not len(at):
            break
        head = words[at]
        tag = (head & np.uint64(0xFF)).astype(np.int64)
        size_column, length = varints_in(head >> np.uint64(8))
        kind, start = tag >> 3, at + 1 + length
        at = start + size_column
        usual = (tag & 7 == BYTES) & (kind >= _CHILD) & (kind <= _HAS_VALUES) & (length <= 5) & (at <= limit)
        if not usual.all():
            return None
        kinds.append(kind)
        starts.append(start)
        ends.append(at)
    rest = _FoundFields()
    for first, last in zip(at.tolist(), limit.tolist()):
        rest.look_at_node(data, first, last)
    kind, start, stop = (
        np.concatenate(parts) if parts else np.empty(0, np.int64) for parts in (kinds, starts, ends)
    )
    more_start, more_end = rest.columns()
    found = _Fields(node_start, {}, {})
    for number in _FORMS:
        here = kind == number
        begins = np.concatenate((start[here], more_start[number]))
        order = np.argsort(begins)
        found.start[number] = begins[order]
        found.end[number] = np.concatenate((stop[here], more_end[number]))[order]
    return found


def _skip_field(data: bytes, position: int, end: int) -> int:
    """The position behind one field of no interest."""
    for _, _, _, behind in read_fields(data, position, end):
        return behind
    raise CorruptFileError(f"a field is cut off at byte {position}")


def _message(data: bytes, start: int, end: int, form: Sequence[tuple[int, int]]) -> list[Any]:
    """The fields of `form` of one message: an int32 or a text each; of a repeated field the last."""
    values: list[Any] = [0 if wire == VARINT else "" for _, wire in form]
    for number, wire, first, last in read_fields(data, start, end):
        if (number, wire) in form:
            at = form.index((number, wire))
            values[at] = (
                int32(first) if wire == VARINT else data[first:last].decode("utf-8", "surrogateescape")
            )
    return values
