"""The graph file of a SavedModel: which class each node of the object graph has, the variables, the signatures.

    SavedModel: 1 saved_model_schema_version, 2 meta_graphs
    MetaGraphDef: 1 meta_info_def, 2 graph_def, 4 collection_def, 5 signature_def, 7 object_graph_def

`saved_model.pb` may be large (constants stand in its graph_def), so only the parts of interest are read.
Its nodes are those of the object graph in `variables/variables`, one to one. A name-based SavedModel
(TensorFlow 1, Estimator exports) has no such nodes and lists its variables in collections.
Source: TensorFlow, core/protobuf/saved_model.proto, meta_graph.proto, saved_object_graph.proto.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from explorer.errors import CorruptFileError, UnsupportedFileError, locating
from explorer.formats.dtypes import data_type
from explorer.formats.keras_metadata import KerasClass, parse_keras_class, read_keras_metadata
from explorer.formats.messages import parse_message
from explorer.formats.saved_model_files import GRAPH_FILE, KERAS_FILE, OPTIMIZERS, TEXT_FILE
from explorer.formats.varint import BYTES, FIXED32, FIXED64, VARINT, read_varint
from explorer.storage.files import ByteSource, FileSource

MAX_PART_BYTES = 256 << 20  # of the object graph; 100,000 nodes make some 20 MB
MAX_SMALL_PART_BYTES = 16 << 20  # of a signature or a list of variables
_MAX_FIELDS = 100_000  # of one message that is walked through
_LONGEST_HEAD = 20  # bytes of a field's number and size
_VARIABLES, _TRAINABLE = b"variables", b"trainable_variables"
_KINDS = (
    "asset", "function", "variable", "bare_concrete_function", "constant", "resource", "captured_tensor",
)  # fmt: skip

Shape = tuple[int | None, ...] | None  # None: a size, or the number of dimensions, that is not known


@dataclass(frozen=True, slots=True)
class SavedVariable:
    """A variable as its program declared it. `dtype` and `shape` are "" and None in name-based SavedModels."""

    name: str
    dtype: str
    shape: Shape
    trainable: bool


@dataclass(frozen=True, slots=True)
class SavedNode:
    """One node of the object graph.

    `kind` is the identifier of a user's object (`_tf_keras_layer`, `experimentalOptimizer`,
    `trackable_list_wrapper`, `_generic_user_object` ...), else what the node is otherwise:
    "variable", "function", "bare_concrete_function", "constant", "resource", "asset", "captured_tensor".
    """

    kind: str
    children: tuple[tuple[str, int], ...]  # (edge name, node id)
    variable: SavedVariable | None
    registered_name: str
    class_name: str  # of the Keras class, "Dense"; "" where none is told
    name: str  # of the Keras layer, "dense_1"; "" where none is told


@dataclass(frozen=True, slots=True)
class SignatureTensor:
    """One argument or result of a signature."""

    name: str
    tensor: str  # name of the tensor in the graph
    dtype: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Signature:
    """One function the SavedModel can be called by; arguments and results in the order of their names."""

    name: str
    inputs: tuple[SignatureTensor, ...]
    outputs: tuple[SignatureTensor, ...]
    method: str


@dataclass(frozen=True, slots=True)
class SavedModel:
    """What `saved_model.pb` (and `keras_metadata.pb` beside it) tells. `nodes` is empty where it is name-based."""

    tensorflow_version: str
    tags: tuple[str, ...]
    signatures: tuple[Signature, ...]
    nodes: tuple[SavedNode, ...]
    variables: tuple[SavedVariable, ...]
    problems: tuple[str, ...] = ()  # sentences on what could not be read


def read_saved_model(folder: Path) -> SavedModel:
    """Read the graph file in a SavedModel's folder.

    Raises:
        MissingFileError, FileAccessError: it cannot be read.
        CorruptFileError: it is no graph file.
        UnsupportedFileError: it is saved as text, or a part of it is larger than we read.
    """
    path = folder / GRAPH_FILE
    if not os.path.lexists(path) and os.path.lexists(folder / TEXT_FILE):
        raise UnsupportedFileError(
            f"the graph is saved as text, in {TEXT_FILE}, which is not read",
            hint="Save it again with as_text=False.",
            path=folder / TEXT_FILE,
        )
    with locating(path=path):
        with FileSource(path) as source:
            parts = _find_parts(source)
        classes, problem = read_keras_metadata(folder / KERAS_FILE)
        return _build(parts, classes, (problem,) if problem else ())


@dataclass(slots=True)
class _Parts:
    """The parts of a MetaGraphDef that are read, undecoded."""

    info: list[bytes] = field(default_factory=list)  # a message given in pieces is their concatenation
    signatures: list[bytes] = field(default_factory=list)
    collections: list[bytes] = field(default_factory=list)
    objects: list[bytes] = field(default_factory=list)


def _find_parts(source: ByteSource) -> _Parts:
    """Of several meta graphs the one with an object graph, else the first."""
    chosen: _Parts | None = None
    is_saved_model = False
    for number, wire, start, end in _fields(source, 0, source.size):
        is_saved_model |= number == 1 and wire == VARINT
        if number != 2 or wire != BYTES:
            continue
        parts = _Parts()
        for inner, inner_wire, a, b in _fields(source, start, end):
            if inner_wire != BYTES:
                continue
            if inner == 1:
                parts.info.append(_read(source, a, b, MAX_SMALL_PART_BYTES, "The description"))
            elif inner == 4 and _key_of(source, a, b) in (_VARIABLES, _TRAINABLE):
                parts.collections.append(_read(source, a, b, MAX_SMALL_PART_BYTES, "A list of variables"))
            elif inner == 5:
                parts.signatures.append(_read(source, a, b, MAX_SMALL_PART_BYTES, "A signature"))
            elif inner == 7:
                parts.objects.append(_read(source, a, b, MAX_PART_BYTES, "The object graph"))
        if chosen is None or (parts.objects and not chosen.objects):
            chosen = parts
    if chosen is None:
        what = "holds no graph" if is_saved_model else "is no SavedModel"
        raise CorruptFileError(
            f"the file {what}", hint="It may still be being written, or a copy of it was cut short."
        )
    return chosen


def _fields(source: ByteSource, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """The fields of a message as `varint.read_fields` gives them, without reading their values."""
    position = start
    for _ in range(_MAX_FIELDS):
        if position >= end:
            return
        head = source.read(position, min(_LONGEST_HEAD, end - position))
        tag, at = read_varint(head, 0, len(head))
        number, wire = tag >> 3, tag & 7
        size, behind = 0, at
        if wire == VARINT:
            _, behind = read_varint(head, at, len(head))
        elif wire == BYTES:
            size, behind = read_varint(head, at, len(head))
        elif wire in (FIXED32, FIXED64):
            size = 4 if wire == FIXED32 else 8
        if wire not in (VARINT, BYTES, FIXED32, FIXED64) or number < 1 or size > end - position - behind:
            raise CorruptFileError(f"the field at byte {position} is damaged or cut off")
        position += behind
        yield number, wire, position, position + size
        position += size
    raise CorruptFileError(f"it has more than {_MAX_FIELDS} fields, no SavedModel has as many")


def _read(source: ByteSource, start: int, end: int, limit: int, what: str) -> bytes:
    if end - start > limit:
        raise UnsupportedFileError(f"{what} has {end - start} bytes, at most {limit} are read")
    return source.read(start, end - start)


def _key_of(source: ByteSource, start: int, end: int) -> bytes:
    """The key of an entry of a map, as far as it is short."""
    for number, wire, a, b in _fields(source, start, end):
        if number == 1 and wire == BYTES:
            return source.read(a, min(b - a, 256))
    return b""


# --- records ---------------------------------------------------------------------------------


def _build(parts: _Parts, classes: dict[int, KerasClass], problems: tuple[str, ...]) -> SavedModel:
    info = parse_message("MetaInfo", b"".join(parts.info))
    signatures = [parse_message("SignatureEntry", data) for data in parts.signatures]
    nodes = _nodes(parse_message("SavedObjectGraph", b"".join(parts.objects)).nodes, classes)
    return SavedModel(
        _text(info.tensorflow_version),
        tuple(map(_text, info.tags)),
        tuple(
            Signature(
                _text(entry.key),
                _tensors(entry.value.inputs),
                _tensors(entry.value.outputs),
                _text(entry.value.method_name),
            )
            for entry in sorted(signatures, key=lambda entry: bytes(entry.key))
        ),
        nodes,
        tuple(node.variable for node in nodes if node.variable) or _listed_variables(parts.collections),
        problems,
    )


def _nodes(stored: Any, classes: dict[int, KerasClass]) -> tuple[SavedNode, ...]:
    nodes = []
    for number, node in enumerate(stored):
        told = classes.get(number)
        variable = None
        if node.HasField("user_object"):
            kind = _text(node.user_object.identifier)
            if told is None and (told := parse_keras_class(node.user_object.metadata)) is not None:
                classes[number] = told  # before TensorFlow 2.5 Keras wrote it here
        else:
            kind = next((name for name in _KINDS if node.HasField(name)), "")
        if kind == "variable" and node.HasField("variable"):
            saved = node.variable
            variable = SavedVariable(
                _text(saved.name), data_type(saved.dtype).name, _shape(saved, "shape"), bool(saved.trainable)
            )
        nodes.append(
            SavedNode(
                kind,
                tuple((_text(child.local_name), child.node_id) for child in node.children),
                variable,
                _text(node.registered_name),
                told.class_name if told else "",
                told.name if told else "",
            )
        )
    optimizers = [number for number, node in enumerate(nodes) if node.kind in OPTIMIZERS]
    compiled = {told.optimizer for told in classes.values() if told.optimizer}
    if len(optimizers) == len(compiled) == 1:  # the model's metadata names it, not the optimizer's own
        (number,) = optimizers
        nodes[number] = replace(nodes[number], class_name=compiled.pop())
    return tuple(nodes)


def _listed_variables(collections: list[bytes]) -> tuple[SavedVariable, ...]:
    """The variables of a name-based SavedModel, by its collections."""
    names: dict[bytes, list[str]] = {}
    for data in collections:
        entry = parse_message("CollectionEntry", data)
        for stored in entry.value.bytes_list.value:
            name = _text(parse_message("Variable", stored).variable_name)
            names.setdefault(bytes(entry.key), []).append(name.rpartition(":")[0] or name)
    trainable = set(names.get(_TRAINABLE, ()))
    every = dict.fromkeys([*names.get(_VARIABLES, ()), *names.get(_TRAINABLE, ())])
    return tuple(SavedVariable(name, "", None, name in trainable) for name in every)


def _tensors(entries: Any) -> tuple[SignatureTensor, ...]:
    return tuple(
        SignatureTensor(
            _text(entry.key),
            _text(entry.value.name),
            data_type(entry.value.dtype).name,
            _shape(entry.value, "tensor_shape"),
        )
        for entry in sorted(entries, key=lambda entry: bytes(entry.key))
    )


def _shape(message: Any, field: str) -> Shape:
    shape = getattr(message, field)
    if shape.unknown_rank or not message.HasField(field):
        return None
    return tuple(None if dim.size < 0 else dim.size for dim in shape.dim)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
