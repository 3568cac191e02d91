"""The `.meta` file a Saver writes beside a checkpoint: the program's graph, its variables, its Saver.

A binary MetaGraphDef. Constants may make it hundreds of megabytes large, so its fields are walked
and only what matters is decoded: variables, save nodes and what feeds them, some collections.
Source: TensorFlow, core/protobuf/meta_graph.proto, saver.proto, core/framework/graph.proto, variable.proto.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from explorer.errors import CorruptFileError, UnsupportedFileError
from explorer.formats.dtypes import STRING
from explorer.formats.graph_nodes import (
    MAX_NODES,
    MAX_RANK,
    Constant,
    Definition,
    GraphNode,
    GraphShape,
    GraphVariable,
    Partition,
    SaveRequest,
    graph_variables,
    kept,
    node_name,
    save_requests,
)
from explorer.formats.message_walk import MessageWalk
from explorer.formats.messages import parse_message
from explorer.formats.varint import BYTES, read_fields
from explorer.storage.files import ByteSource
from explorer.task import QUIET, Task

MAX_META_BYTES = 1 << 31  # no protobuf message may be larger
MAX_PART_BYTES = 64 << 20  # of one node or collection that is decoded whole
_HEAD_BYTES = 1 << 12  # name and op stand at the start of a node
_REPORT_EVERY = 2000
_META_GRAPHS = 2  # of a SavedModel
_META_INFO, _GRAPH, _SAVER, _COLLECTION = 1, 2, 3, 4
_NODE = 1
_DAMAGED = "The graph file is damaged or cut short; the checkpoint beside it can still be opened."


@dataclass(frozen=True, slots=True)
class SaverSettings:
    """How the program's Saver was made. `version`: 1 the single-file format, 2 tensor bundles, 0 not told."""

    version: int
    sharded: bool
    max_to_keep: int
    keep_checkpoint_every_n_hours: float
    save_tensor: str  # the tensor whose evaluation saves
    restore_op: str


@dataclass(frozen=True, slots=True)
class MetaGraph:
    """What a MetaGraphDef tells of the program that wrote it.

    `save_requests` are those of the file's own Saver, where it can be told which save nodes are its;
    `other_save_requests` belong to further Savers of the program. `notes` tell what was passed over.
    """

    tensorflow_version: str
    tags: tuple[str, ...]
    variables: tuple[GraphVariable, ...]
    saver: SaverSettings | None
    save_requests: tuple[SaveRequest, ...]
    other_save_requests: tuple[SaveRequest, ...]
    knows_saver: bool  # whether `save_requests` are certainly what was written with this file
    node_count: int
    notes: tuple[str, ...] = ()


def read_meta_graph(source: ByteSource, task: Task = QUIET) -> MetaGraph:
    """Read a whole `.meta` file.

    Raises:
        CorruptFileError: it is no MetaGraphDef.
        UnsupportedFileError: it is larger than any protobuf message, or has too many nodes.
    """
    if source.size > MAX_META_BYTES:
        raise UnsupportedFileError(
            f"it has {source.size} bytes, a graph file at most {MAX_META_BYTES}",
            hint="It cannot be a MetaGraphDef as TensorFlow writes them.",
        )
    if not source.size:
        raise CorruptFileError("the file is empty", hint="It may still be being written.")
    graph = _parse(MessageWalk(source), 0, source.size, task)
    if not graph.node_count and graph.saver is None:
        raise CorruptFileError(
            "it holds neither a graph nor a Saver", hint="It is no .meta file of TensorFlow."
        )
    return graph


def read_saved_graph(source: ByteSource, task: Task = QUIET) -> MetaGraph:
    """Read the first graph in a `saved_model.pb`, for those of TensorFlow 1, which list no objects.

    Raises:
        CorruptFileError: it is no SavedModel.
        UnsupportedFileError: it has too many nodes.
    """
    walk = MessageWalk(source)
    for number, wire, first, last in walk.fields(0, source.size):
        if number == _META_GRAPHS and wire == BYTES:
            return _parse(walk, first, last, task)
    raise CorruptFileError(
        "it holds no graph", hint="It is no saved_model.pb of TensorFlow, or is cut short."
    )


def _parse(walk: MessageWalk, start: int, end: int, task: Task) -> MetaGraph:
    """Decode the MetaGraphDef at `start:end` of a file."""
    nodes = _Nodes(walk)
    version, tags, saver = "", [], None
    collections: list[tuple[str, tuple[bytes, ...]]] = []
    for number, wire, first, last in walk.fields(start, end):
        if wire != BYTES:
            continue
        if number == _META_INFO:
            info = parse_message("MetaInfo", _part(walk, first, last, "MetaInfoDef"))
            version = _text(info.tensorflow_version)
            tags += [_text(tag) for tag in info.tags]
        elif number == _GRAPH:
            nodes.add_graph(first, last, task)
        elif number == _SAVER:
            saver = _saver(parse_message("Saver", _part(walk, first, last, "SaverDef")))
        elif number == _COLLECTION:
            collections += _variable_collection(walk, first, last)
    requests = save_requests(nodes, task)
    own = _nodes_of_saver(nodes, saver, requests)
    return MetaGraph(
        tensorflow_version=version,
        tags=tuple(tags),
        variables=graph_variables(nodes, _definitions(collections), requests),
        saver=saver,
        save_requests=tuple(request for request in requests if own is None or request.node in own),
        other_save_requests=tuple(
            request for request in requests if own is not None and request.node not in own
        ),
        knows_saver=own is not None,
        node_count=nodes.count,
        notes=tuple(nodes.notes),
    )


class _Nodes:
    """The nodes of a GraphDef that matter, by the place where they stand in the file."""

    def __init__(self, walk: MessageWalk) -> None:
        self._walk = walk
        self._place: dict[str, tuple[int, int]] = {}
        self.op_of: dict[str, str] = {}
        self.count = 0
        self.notes: list[str] = []

    def add_graph(self, start: int, end: int, task: Task) -> None:
        """Note where the nodes of the GraphDef at `start:end` stand."""
        walk = self._walk
        for number, wire, first, last in walk.fields(start, end):
            if number != _NODE or wire != BYTES:
                continue
            if self.count % _REPORT_EVERY == 0:
                task.report(first, end, "Reading the graph")
            self.count += 1
            head = walk.read(first, min(last, first + _HEAD_BYTES))
            raw_name, raw_op = _name_and_op(head, last - first)
            if not kept(raw_name, raw_op) or (name := _text(raw_name)) in self.op_of:
                continue
            if len(self.op_of) == MAX_NODES:
                raise UnsupportedFileError(
                    f"its graph has over {MAX_NODES} variables, constants and saved tensors",
                    hint="No program we know makes such a graph.",
                )
            self.op_of[name] = _text(raw_op)
            self._place[name] = first, last

    def node(self, name: str) -> GraphNode | None:
        """Decode one node."""
        place = self._place.get(name)
        if place is None:
            return None
        if place[1] - place[0] > MAX_PART_BYTES:
            self._note(f"The node {name} has {place[1] - place[0]} bytes and was not read.")
            return None
        return _decoded(parse_message("Node", self._walk.read(*place)))

    def inputs(self, name: str) -> tuple[str, ...]:
        node = self.node(name)
        return node.inputs if node is not None else ()

    def _note(self, sentence: str) -> None:
        if sentence not in self.notes and len(self.notes) < 10:
            self.notes.append(sentence)


def _name_and_op(data: bytes, size: int) -> tuple[bytes, bytes]:
    """Name and op from the start of a node of `size` bytes; empty for what does not stand there."""
    if data[:1] == b"\x0a" and len(data) > 2 and data[1] < 0x80:  # as TensorFlow writes them, both short
        at = 2 + data[1]
        if data[at : at + 1] == b"\x12" and at + 1 < len(data) and data[at + 1] < 0x80:
            end = at + 2 + data[at + 1]
            if end <= len(data):
                return data[2:at], data[at + 2 : end]
    found = {1: b"", 2: b""}
    try:
        for number, wire, first, last in read_fields(data, 0, size):
            if number > 2 or last > len(data):
                break
            if wire == BYTES:
                found[number] = data[first:last]
    except (CorruptFileError, IndexError):
        if size == len(data):
            raise CorruptFileError("a node of the graph cannot be decoded", hint=_DAMAGED) from None
    return found[1], found[2]


def _decoded(message: Any) -> GraphNode:
    attributes = {entry.key: entry.value for entry in message.attr}
    dtype, shape, value = attributes.get(b"dtype"), attributes.get(b"shape"), attributes.get(b"value")
    dtypes = attributes.get(b"dtypes") or attributes.get(b"T")
    return GraphNode(
        name=_text(message.name),
        op=_text(message.op),
        inputs=tuple(_text(name) for name in message.input),
        dtype=dtype.type if dtype is not None and dtype.type else None,
        shape=_shape(shape.shape) if shape is not None and shape.HasField("shape") else None,
        dtypes=tuple(dtypes.list.type) if dtypes is not None else (),
        constant=_constant(value.tensor) if value is not None and value.HasField("tensor") else None,
    )


def _shape(message: Any) -> GraphShape | None:
    if message.unknown_rank or len(message.dim) > MAX_RANK:
        return None
    return tuple(dim.size if dim.size >= 0 else None for dim in message.dim)


def _constant(tensor: Any) -> Constant:
    shape = _shape(tensor.tensor_shape)
    if tensor.dtype == STRING:
        return Constant(tensor.dtype, shape, tuple(tensor.string_val))
    number: int | float | bool | None = None
    for values in (tensor.float_val, tensor.double_val, tensor.int_val, tensor.int64_val, tensor.bool_val):
        if len(values) == 1:
            number = values[0]
    return Constant(tensor.dtype, shape, (), number)


def _saver(message: Any) -> SaverSettings:
    return SaverSettings(
        version=message.version,
        sharded=message.sharded,
        max_to_keep=message.max_to_keep,
        keep_checkpoint_every_n_hours=message.keep_checkpoint_every_n_hours,
        save_tensor=_text(message.save_tensor_name),
        restore_op=_text(message.restore_op_name),
    )


def _nodes_of_saver(
    nodes: _Nodes, saver: SaverSettings | None, requests: tuple[SaveRequest, ...]
) -> frozenset[str] | None:
    """The save nodes that run when the file's Saver saves; None when that cannot be told."""
    if saver is None or not saver.save_tensor:
        return None
    scope = saver.save_tensor.partition(":")[0].rpartition("/")[0]
    in_scope = frozenset(request.node for request in requests if request.scope == scope)
    return in_scope or None


def _variable_collection(walk: MessageWalk, start: int, end: int) -> Iterator[tuple[str, tuple[bytes, ...]]]:
    """Name and serialized VariableDefs of a collection entry, if it is one of variables."""
    name = b""
    for number, wire, first, last in walk.fields(start, end):
        if number == 1 and wire == BYTES:
            name = walk.read(first, min(last, first + _HEAD_BYTES))
            break
    if name.endswith(b"variables") or name == b"global_step":
        entry = parse_message("CollectionEntry", _part(walk, start, end, "collection"))
        yield _text(name), tuple(entry.value.bytes_list.value)


def _definitions(collections: list[tuple[str, tuple[bytes, ...]]]) -> dict[str, Definition] | None:
    """Variable name -> what the collections say of it; None when there are none."""
    if not collections:
        return None
    found: dict[str, Definition] = {}
    for collection, items in collections:
        for item in items:
            variable = parse_message("Variable", item)
            name = node_name(_text(variable.variable_name))
            known = found.get(name)
            if known is not None:
                if known.collections[-1] != collection:
                    known = Definition(known.partition, known.initial_value, (*known.collections, collection))
            else:
                known = Definition(
                    _partition(variable), node_name(_text(variable.initial_value_name)), (collection,)
                )
            found[name] = known
    return found


def _partition(variable: Any) -> Partition | None:
    info = variable.save_slice_info_def
    sizes = tuple(info.full_shape), tuple(info.var_offset), tuple(info.var_shape)
    if not info.full_name or not all(len(part) == len(sizes[0]) <= MAX_RANK for part in sizes):
        return None
    return Partition(_text(info.full_name), *sizes)


def _part(walk: MessageWalk, start: int, end: int, what: str) -> bytes:
    if end - start > MAX_PART_BYTES:
        raise CorruptFileError(
            f"its {what} has {end - start} bytes, more than {MAX_PART_BYTES}", hint=_DAMAGED
        )
    return walk.read(start, end)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
