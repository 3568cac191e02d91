"""`graph.pbtxt`: the training graph an Estimator writes as text, read as a stream.

Such a file may have 100 MB. Its nodes are found one after the other; only variables, save nodes and
what feeds them are decoded, so memory holds one node and the places of those that matter.
Source: TensorFlow, core/framework/graph.proto, node_def.proto, attr_value.proto in protobuf text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from explorer.errors import CorruptFileError, UnsupportedFileError
from explorer.formats.dtypes import BY_NAME, STRING
from explorer.formats.graph_nodes import (
    MAX_RANK,
    Constant,
    GraphNode,
    GraphShape,
    GraphVariable,
    NodeTable,
    SaveRequest,
    graph_variables,
    save_requests,
)
from explorer.formats.text_blocks import TextBlock, text_blocks
from explorer.formats.text_message import TextMessage, TextValue, parse_text_message, unescape
from explorer.storage.files import ByteSource
from explorer.task import QUIET, Task

MAX_TEXT_BYTES = 2 << 30
MAX_NODE_BYTES = 32 << 20  # the names of 200,000 variables stand in one node of some 20 MB

_NAME = re.compile(
    rb'\s*+name\s*+:\s*+"((?:[^"\\\n]|\\[^\n])*+)"\s*+op\s*+:\s*+"((?:[^"\\\n]|\\[^\n])*+)"(?!\s*+["\'])'
)  # as it is printed; nodes written otherwise are decoded whole
_FIELDS = {b"node", b"library", b"version", b"versions", b"debug_info"}
_TYPE_NAMES = {"float": "float32", "double": "float64", "half": "float16"}


@dataclass(frozen=True, slots=True)
class GraphText:
    """What a text graph tells. `notes` tell what was passed over."""

    variables: tuple[GraphVariable, ...]
    save_requests: tuple[SaveRequest, ...]
    node_count: int
    notes: tuple[str, ...] = ()


def read_graph_text(source: ByteSource, task: Task = QUIET) -> GraphText:
    """Read a whole text graph.

    Raises:
        CorruptFileError: it is no text graph, or is cut short.
        UnsupportedFileError: it is larger than we read, or has too many nodes.
    """
    if source.size > MAX_TEXT_BYTES:
        raise UnsupportedFileError(
            f"it has {source.size} bytes; text graphs of up to {MAX_TEXT_BYTES} bytes are read",
            hint="The .meta file beside a checkpoint tells the same in a smaller form.",
        )
    nodes = _Nodes(source)
    for block in text_blocks(source, MAX_NODE_BYTES, task):
        if block.name not in _FIELDS:
            name = block.name[:60].decode("ascii", "replace")
            raise CorruptFileError(
                f"it is no text graph: it has a field {name}", hint="A graph is made of fields named node."
            )
        if block.name == b"node":
            nodes.add_block(block)
    if not nodes.count:
        raise CorruptFileError("it holds no node of a graph", hint="It may still be being written.")
    requests = save_requests(nodes, task)
    return GraphText(graph_variables(nodes, None, requests), requests, nodes.count, tuple(nodes.notes))


class _Nodes(NodeTable):
    """The nodes of a text graph, as its blocks come by."""

    def __init__(self, source: ByteSource) -> None:
        super().__init__()
        self._source = source

    def add_block(self, block: TextBlock) -> None:
        """Note one node, if it matters."""
        self.count += 1
        if block.text is None:
            self.note(f"A node of {block.size} bytes, at byte {block.offset}, was not read.")
            return
        match = _NAME.match(block.text)
        if match:
            name, op = unescape(match[1]), match[2]
        else:
            message = parse_text_message(block.text)
            name, op = _bytes(message, b"name"), _bytes(message, b"op")
        self.add(name, op, block.offset, block.size)

    def _decode(self, offset: int, size: int) -> GraphNode | None:
        return _decoded(parse_text_message(self._source.read(offset, size)))


def _decoded(message: TextMessage) -> GraphNode:
    attributes: dict[bytes, TextMessage] = {}
    for entry in message.get(b"attr", ()):
        if isinstance(entry, dict):
            key, value = _last(entry, b"key"), _last(entry, b"value")
            if isinstance(key, bytes) and isinstance(value, dict):
                attributes[key] = value
    dtypes = attributes.get(b"dtypes") or attributes.get(b"T") or {}
    types = _last(dtypes, b"list")
    shape = _last(attributes.get(b"shape", {}), b"shape")
    tensor = _last(attributes.get(b"value", {}), b"tensor")
    return GraphNode(
        name=_text(_bytes(message, b"name")),
        op=_text(_bytes(message, b"op")),
        inputs=tuple(_text(name) for name in message.get(b"input", ()) if isinstance(name, bytes)),
        dtype=_type(_last(attributes.get(b"dtype", {}), b"type")),
        shape=_shape(shape) if isinstance(shape, dict) else None,
        dtypes=tuple(_type(item) or 0 for item in types.get(b"type", ())) if isinstance(types, dict) else (),
        constant=_constant(tensor) if isinstance(tensor, dict) else None,
    )


def _shape(message: TextMessage) -> GraphShape | None:
    if _last(message, b"unknown_rank") == b"true":
        return None
    dims = message.get(b"dim", [])
    if len(dims) > MAX_RANK:
        return None
    sizes = [_whole(_last(dim, b"size")) if isinstance(dim, dict) else None for dim in dims]
    return tuple(size if size is None or size >= 0 else None for size in sizes)


def _constant(tensor: TextMessage) -> Constant:
    dtype = _type(_last(tensor, b"dtype")) or 0
    written = _last(tensor, b"tensor_shape")
    shape = _shape(written) if isinstance(written, dict) else ()
    if dtype == STRING:
        strings = tensor.get(b"string_val", ())
        return Constant(dtype, shape, tuple(text for text in strings if isinstance(text, bytes)))
    number: int | float | bool | None = None
    for name in (b"float_val", b"double_val", b"int_val", b"int64_val", b"bool_val"):
        values = tensor.get(name, ())
        if len(values) == 1 and isinstance(values[0], bytes):
            number = _number(values[0], is_float=name in (b"float_val", b"double_val"))
    return Constant(dtype, shape, (), number)


def _number(word: bytes, *, is_float: bool) -> int | float | bool | None:
    if word in (b"true", b"false"):
        return word == b"true"
    if not is_float:
        return _whole(word)
    try:
        return float(word.removesuffix(b"f") if word[-3:].lower() != b"inf" else word)
    except ValueError:
        return None


def _whole(word: TextValue | None) -> int | None:
    """The integer a word tells; an absent size of a dimension is 0, as everywhere in protobuf."""
    if word is None:
        return 0
    if isinstance(word, bytes) and len(word) <= 20:
        try:
            return int(word)
        except ValueError:
            return None
    return None


def _type(word: TextValue | None) -> int | None:
    """The DataType number of `DT_FLOAT`, `DT_INT64_REF` or a number as text."""
    if not isinstance(word, bytes):
        return None
    if word.isdigit() and len(word) < 10:
        return int(word)
    name = word.decode("ascii", "replace").removeprefix("DT_").removesuffix("_REF").lower()
    row = BY_NAME.get(_TYPE_NAMES.get(name, name))
    return row.number if row is not None else None


def _last(message: TextMessage, name: bytes) -> TextValue | None:
    values = message.get(name)
    return values[-1] if values else None


def _bytes(message: TextMessage, name: bytes) -> bytes:
    value = _last(message, name)
    return value if isinstance(value, bytes) else b""


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
