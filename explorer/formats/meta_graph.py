"""The `.meta` file a Saver writes beside a checkpoint: the program's graph, its variables, its Saver.

A binary MetaGraphDef. Constants may make it hundreds of megabytes large, so its fields are walked
and only what matters is decoded: variables, save nodes and what feeds them, some collections.
Source: TensorFlow, core/protobuf/meta_graph.proto, saver.proto, core/framework/graph.proto, variable.proto.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    NodeTable,
    Partition,
    SaveRequest,
    graph_variables,
    node_name,
    save_requests,
)
from explorer.formats.message_walk import MessageWalk
from explorer.formats.messages import parse_message
from explorer.formats.varint import BYTES, read_fields
from explorer.storage.files import ByteSource
from explorer.task import QUIET, Task

MAX_META_BYTES = 1 << 31  # no protobuf message may be larger
MAX_PART_BYTES = 32 << 20  # of one node that is decoded; the names of 200,000 variables take some 20 MB
_MAX_VARIABLE_BYTES = 1 << 20
_MOST_COLLECTIONS = 32  # that one variable is in
_HEAD_BYTES = 1 << 12  # name and op stand at the start of a node
_REPORT_EVERY = 2000
_BYTES_LIST = 2  # of a collection
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
    definitions: dict[str, Definition] = {}
    has_collections = False
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
            has_collections |= _add_collection(walk, first, last, definitions)
    requests = save_requests(nodes, task)
    own = _nodes_of_saver(nodes, saver, requests)
    return MetaGraph(
        tensorflow_version=version,
        tags=tuple(tags),
        variables=graph_variables(nodes, definitions if has_collections else None, requests),
        saver=saver,
        save_requests=tuple(request for request in requests if own is None or request.node in own),
        other_save_requests=tuple(
            request for request in requests if own is not None and request.node not in own
        ),
        knows_saver=own is not None,
        node_count=nodes.count,
        notes=tuple(nodes.notes),
    )


class _Nodes(NodeTable):
    """The nodes of a GraphDef, found by walking over it."""

    def __init__(self, walk: MessageWalk) -> None:
        super().__init__()
        self._walk = walk

    def add_graph(self, start: int, end: int, task: Task) -> None:
        """Note where the nodes of the GraphDef at `start:end` stand."""
        walk = self._walk
        for number, wire, first, last in walk.fields(start, end):
            if number != _NODE or wire != BYTES:
                continue
            if self.count % _REPORT_EVERY == 0:
                task.report(first, end, "Reading the graph")
            self.count += 1
            name, op = _name_and_op(walk.read(first, min(last, first + _HEAD_BYTES)), last - first)
            self.add(name, op, first, last - first)

    def _decode(self, offset: int, size: int) -> GraphNode | None:
        if size > MAX_PART_BYTES:
            self.note(f"A node of {size} bytes, at byte {offset}, was not read.")
            return None
        return _decoded(parse_message("Node", self._walk.read(offset, offset + size)))


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


def _add_collection(walk: MessageWalk, start: int, end: int, found: dict[str, Definition]) -> bool:
    """Take the VariableDefs of a collection entry, if it is one of variables."""
    fields = {number: (first, last) for number, wire, first, last in walk.fields(start, end) if wire == BYTES}
    key, value = fields.get(1, (0, 0)), fields.get(2, (0, 0))
    name = walk.read(key[0], min(key[1], key[0] + _HEAD_BYTES))
    if not (name.endswith(b"variables") or name == b"global_step"):
        return False
    for number, wire, first, last in walk.fields(*value):
        if number != _BYTES_LIST or wire != BYTES:
            continue
        for _, kind, begin, stop in walk.fields(first, last):
            if kind == BYTES and stop - begin <= _MAX_VARIABLE_BYTES:
                _add_definition(parse_message("Variable", walk.read(begin, stop)), _text(name), found)
    return True


def _add_definition(variable: Any, collection: str, found: dict[str, Definition]) -> None:
    name = node_name(_text(variable.variable_name))
    known = found.get(name)
    if known is None:
        initial = node_name(_text(variable.initial_value_name))
        found[name] = Definition(_partition(variable), initial, (collection,))
    elif collection not in known.collections and len(known.collections) < _MOST_COLLECTIONS:
        found[name] = replace(known, collections=(*known.collections, collection))
    if len(found) > MAX_NODES:
        raise UnsupportedFileError(
            f"it lists over {MAX_NODES:,} variables", hint="No program we know makes such a graph."
        )


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
