"""The variables a SavedModel declares, in `saved_model.pb`.

TensorFlow 2 lists its objects, node by node as in the object graph of its variables checkpoint
(same ids); of those that are variables, name, dtype, shape and trainability stand there. One of
TensorFlow 1 (`simple_save`, an Estimator's export) has a graph with a Saver instead, as a `.meta` file.
Source: TensorFlow, core/protobuf/saved_model.proto, saved_object_graph.proto.
"""

from __future__ import annotations

from dataclasses import dataclass

from explorer.errors import CorruptFileError, UnsupportedFileError
from explorer.formats.dtypes import data_type
from explorer.formats.graph_nodes import MAX_RANK, GraphShape
from explorer.formats.message_walk import MessageWalk
from explorer.formats.messages import parse_message
from explorer.formats.meta_graph import MAX_META_BYTES, MetaGraph, parse_meta_graph
from explorer.formats.varint import BYTES
from explorer.storage.files import ByteSource
from explorer.task import QUIET, Task

MAX_OBJECT_BYTES = 1 << 20  # of one object; only functions and Keras metadata come near it
_META_GRAPHS, _OBJECT_GRAPH, _NODES, _VARIABLE = 2, 7, 1, 7
_REPORT_EVERY = 2000


@dataclass(frozen=True, slots=True)
class DeclaredVariable:
    """A variable among a SavedModel's objects; `node` is its id in the object graph."""

    node: int
    name: str
    dtype: str
    shape: GraphShape | None
    trainable: bool


@dataclass(frozen=True, slots=True)
class SavedVariables:
    """What `saved_model.pb` declares: objects of TensorFlow 2, or the graph of TensorFlow 1 (None if objects)."""

    variables: tuple[DeclaredVariable, ...]
    object_count: int
    graph: MetaGraph | None


def read_saved_variables(source: ByteSource, task: Task = QUIET) -> SavedVariables:
    """Read the declarations of the first graph of a SavedModel.

    Raises:
        CorruptFileError: it is no SavedModel.
        UnsupportedFileError: it is larger than any protobuf message.
    """
    if source.size > MAX_META_BYTES:
        raise UnsupportedFileError(
            f"it has {source.size} bytes, a SavedModel's graph at most {MAX_META_BYTES}",
            hint="It cannot be a saved_model.pb as TensorFlow writes them.",
        )
    walk = MessageWalk(source)
    for number, wire, first, last in walk.fields(0, source.size):
        if number == _META_GRAPHS and wire == BYTES:
            return _declared(walk, first, last, task)
    raise CorruptFileError(
        "it holds no graph", hint="The file is empty, cut short, or no saved_model.pb of TensorFlow."
    )


def _declared(walk: MessageWalk, start: int, end: int, task: Task) -> SavedVariables:
    found: list[DeclaredVariable] = []
    count = 0
    for number, wire, first, last in walk.fields(start, end):
        if number != _OBJECT_GRAPH or wire != BYTES:
            continue
        for inner, kind, begin, stop in walk.fields(first, last):
            if inner != _NODES or kind != BYTES:
                continue
            if count % _REPORT_EVERY == 0:
                task.report(begin, last, "Reading the objects of the SavedModel")
            if (variable := _variable(walk, begin, stop, count)) is not None:
                found.append(variable)
            count += 1
    graph = None if count else parse_meta_graph(walk, start, end, task)
    return SavedVariables(tuple(found), count, graph)


def _variable(walk: MessageWalk, start: int, end: int, node: int) -> DeclaredVariable | None:
    for number, wire, first, last in walk.fields(start, end):
        if number != _VARIABLE or wire != BYTES or last - first > MAX_OBJECT_BYTES:
            continue
        message = parse_message("SavedVariable", walk.read(first, last))
        shape: GraphShape | None = None
        if not message.shape.unknown_rank and len(message.shape.dim) <= MAX_RANK:
            shape = tuple(dim.size if dim.size >= 0 else None for dim in message.shape.dim)
        name = message.name.decode("utf-8", "surrogateescape").removesuffix(":0")
        return DeclaredVariable(node, name, data_type(message.dtype).name, shape, message.trainable)
    return None
