"""What a graph says of its variables and of what its Saver stores, whichever way the graph was written.

A graph is a list of nodes (name, op, inputs, attributes). Three kinds matter here:

    VarHandleOp (resource), VariableV2, Variable    attributes `dtype`, `shape`; the name is the variable's
    SaveV2, SaveSlices, Save                        inputs: file name, tensor_names, (shape_and_slices,) tensors...
    Const                                           attribute `value`; the names a save node asks for

A `shape_and_slices` entry is empty for a whole tensor, else `10 3 4,3:0,3`: the full shape, then
`start,length` of each dimension (`-` for all of it).
Source: TensorFlow, core/ops/io_ops.cc, core/framework/tensor_slice.cc, python/training/saver.py.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from explorer.errors import CorruptFileError, UnsupportedFileError
from explorer.formats.dtypes import data_type
from explorer.task import QUIET, Task, breathing

VARIABLE_OPS = frozenset({"VarHandleOp", "VariableV2", "Variable"})
SAVE_OPS = frozenset({"SaveV2", "SaveSlices", "Save"})
FOLLOWED_OPS = frozenset(
    {"Identity", "ReadVariableOp", "Cast", "Snapshot", "Enter", "RefEnter", "RefIdentity", "StopGradient"}
)
MAX_RANK = 254  # TensorFlow's own limit
MAX_NODES = 400_000  # of the kinds that are kept; the largest graphs we know have some 100,000
_SMALL_NODE_BYTES = 4096  # of an initializer that is decoded: one number, not a vocabulary
ASSIGN_OPS = frozenset({"AssignVariableOp", "Assign"})
_OP_NAMES = {op.encode(): op for op in ("Const", *VARIABLE_OPS, *SAVE_OPS, *FOLLOWED_OPS, *ASSIGN_OPS)}
_KEPT_OPS = frozenset(_OP_NAMES) - frozenset(op.encode() for op in ASSIGN_OPS)
_MOST_NOTES = 10
_ASSIGNS = frozenset(op.encode() for op in ASSIGN_OPS)
_MAX_STEPS = 64  # from a save node back to the variable
_REPORT_EVERY = 1000

GraphShape = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Constant:
    """The value of a Const node, as far as it is wanted: all strings, or the one number every element has."""

    dtype: int
    shape: GraphShape | None
    strings: tuple[bytes, ...] = ()
    number: int | float | bool | None = None


@dataclass(frozen=True, slots=True)
class GraphNode:
    """One decoded node. `dtypes` are those of a save node's tensors, as DataType numbers."""

    name: str
    op: str
    inputs: tuple[str, ...] = ()
    dtype: int | None = None
    shape: GraphShape | None = None
    dtypes: tuple[int, ...] = ()
    constant: Constant | None = None


@dataclass(frozen=True, slots=True)
class Partition:
    """Which part of a partitioned variable a variable of the graph is; in elements of the full shape."""

    full_name: str
    full_shape: tuple[int, ...]
    offset: tuple[int, ...]
    shape: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GraphVariable:
    """One variable node. `shape` is None when the rank is open; an open dimension is None.

    `key` is where a Saver without a var_list stores it: the full name of a partitioned variable,
    else its own. `trainable` is None where the file does not tell (a graph without collections).
    `initial_number` is the value it starts with, when that is one constant for all elements.
    """

    name: str
    key: str
    dtype: str | None
    shape: GraphShape | None
    op: str
    is_resource: bool
    trainable: bool | None = None
    initializer: str = ""
    initializer_op: str = ""
    initial_number: int | float | bool | None = None
    partition: Partition | None = None
    collections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """One tensor a save node writes, and its Saver restores.

    `shape` is the full shape (of a slice: of the whole tensor), None when the graph does not tell.
    `part` is set for a slice: starts and lengths. `variable` names the node it comes from, "" for
    what is no variable (a table, a constant).
    """

    key: str
    dtype: str | None
    shape: GraphShape | None
    part: tuple[tuple[int, ...], tuple[int, ...]] | None
    variable: str
    node: str  # the save node

    @property
    def scope(self) -> str:
        """The name scope of the save node: one for each Saver of the program, "save", "save_1"."""
        return self.node.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Definition:
    """What the collections of a MetaGraphDef add to a variable (VariableDef)."""

    partition: Partition | None
    initial_value: str
    collections: tuple[str, ...]


class NodeTable(ABC):
    """The nodes of one graph that can matter to variables and saves: their places, decoded when asked for."""

    def __init__(self) -> None:
        self.op_of: dict[str, str] = {}  # in the order of the file
        self.count = 0  # of all nodes
        self.notes: list[str] = []
        self._place: dict[str, int] = {}  # offset and size in one number: a table of 400,000 stays small

    @abstractmethod
    def _decode(self, offset: int, size: int) -> GraphNode | None:
        """The node whose text or bytes stand there."""

    def add(self, name: bytes, op: bytes, offset: int, size: int) -> None:
        """Note where a node stands, if it is of a kind that matters. Of two of one name the first counts.

        Raises:
            UnsupportedFileError: there are more than `MAX_NODES` of them.
        """
        if not (
            op in _KEPT_OPS or b"/Initializer/" in name or (op in _ASSIGNS and name.endswith(b"/Assign"))
        ):
            return
        text = name.decode("utf-8", "surrogateescape")
        if text in self.op_of:
            return
        if len(self.op_of) == MAX_NODES:
            raise UnsupportedFileError(
                f"its graph has over {MAX_NODES:,} variables, constants and saved tensors",
                hint="No program we know makes such a graph.",
            )
        self.op_of[text] = _OP_NAMES.get(op) or op.decode("utf-8", "surrogateescape")
        self._place[text] = offset << 32 | size

    def node(self, name: str, most_bytes: int = 1 << 32) -> GraphNode | None:
        """Decode the node of that name; None if there is none that matters, or it is larger than `most_bytes`."""
        place = self._place.get(name)
        if place is None or (size := place & 0xFFFFFFFF) > most_bytes:
            return None
        return self._decode(place >> 32, size)

    def note(self, sentence: str) -> None:
        """Tell what was passed over, once, and not of every node."""
        if sentence not in self.notes and len(self.notes) < _MOST_NOTES:
            self.notes.append(sentence)


def node_name(tensor: str) -> str:
    """The node that gives a tensor: `w/read:0` -> `w/read`, a control input `^w` -> `w`."""
    return tensor.removeprefix("^").partition(":")[0]


def graph_variables(
    nodes: NodeTable, definitions: Mapping[str, Definition] | None, requests: Iterable[SaveRequest]
) -> tuple[GraphVariable, ...]:
    """Every variable node, in the order of the file. `definitions` is None for a graph without collections."""
    parts: dict[str, Partition] = {}
    for request in requests:
        if request.part is not None and request.variable and _is_known(request.shape):
            full = tuple(size for size in request.shape or () if size is not None)
            parts.setdefault(request.variable, Partition(request.key, full, *request.part))
    found = []
    for name, op in breathing(nodes.op_of.items()):
        if op not in VARIABLE_OPS or (node := nodes.node(name)) is None:
            continue
        defined = (definitions or {}).get(name)
        partition = defined.partition if defined else parts.get(name)
        initializer = defined.initial_value if defined else _assigned_first(nodes, name)
        start = nodes.node(initializer, _SMALL_NODE_BYTES)
        collections = defined.collections if defined else ()
        found.append(
            GraphVariable(
                name=name,
                key=partition.full_name if partition else name,
                dtype=None if node.dtype is None else data_type(node.dtype).name,
                shape=node.shape,
                op=op,
                is_resource=op == "VarHandleOp",
                trainable=None if definitions is None else "trainable_variables" in collections,
                initializer=initializer,
                initializer_op=nodes.op_of.get(initializer, ""),
                initial_number=start.constant.number if start and start.constant else None,
                partition=partition,
                collections=collections,
            )
        )
    return tuple(found)


def _assigned_first(nodes: NodeTable, variable: str) -> str:
    """The node whose value a variable starts with, as TensorFlow names the assignment; "" if there is none."""
    name = f"{variable}/Assign"
    assign = nodes.node(name) if nodes.op_of.get(name) in ASSIGN_OPS else None
    return node_name(assign.inputs[1]) if assign is not None and len(assign.inputs) > 1 else ""


def save_requests(nodes: NodeTable, task: Task = QUIET) -> tuple[SaveRequest, ...]:
    """What all save nodes of the graph write, in the order of the file.

    Raises:
        CorruptFileError: a slice is told in a way TensorFlow does not read.
    """
    sources = _Sources(nodes)
    found: list[SaveRequest] = []
    for place, (name, op) in enumerate(nodes.op_of.items()):
        if place % _REPORT_EVERY == 0:
            task.report(place, len(nodes.op_of), "Looking for what the graph saves")
        if op in SAVE_OPS and (node := nodes.node(name)) is not None:
            found += _requests_of(node, sources)
    return tuple(found)


def _requests_of(node: GraphNode, sources: _Sources) -> Iterator[SaveRequest]:
    first = 2 if node.op == "Save" else 3
    if len(node.inputs) < first:
        return
    tensors = [tensor for tensor in node.inputs[first:] if not tensor.startswith("^")]
    names = sources.strings(node.inputs[1], len(tensors))
    slices = sources.strings(node.inputs[2], len(tensors)) if first == 3 else None
    for place, tensor in enumerate(tensors[: len(names)]):
        dtype = node.dtypes[place] if place < len(node.dtypes) else None
        source = sources.find(node_name(tensor))
        shape, part = (None if source is None else source.shape), None
        text = slices[place] if slices and place < len(slices) else b""
        if text:
            shape, part = parse_shape_and_slice(text)
        if dtype is None and source is not None:
            dtype = source.dtype
        yield SaveRequest(
            key=names[place].decode("utf-8", "surrogateescape"),
            dtype=None if dtype is None else data_type(dtype).name,
            shape=shape,
            part=part,
            variable=source.name if source is not None and source.op in VARIABLE_OPS else "",
            node=node.name,
        )


def parse_shape_and_slice(text: bytes) -> tuple[tuple[int, ...], tuple[tuple[int, ...], tuple[int, ...]]]:
    """`10 3 4,3:-` -> the full shape (10, 3) and (starts (4, 0), lengths (3, 3)).

    Raises:
        CorruptFileError: it is not of that form, or the slice leaves the shape.
    """
    *sizes, extents = text.split(b" ")
    if len(sizes) > MAX_RANK:
        raise _bad_slice(text)
    shape = tuple(_count(size, text) for size in sizes)
    parts = extents.split(b":", MAX_RANK + 1) if extents else []
    if len(parts) != len(shape):
        raise _bad_slice(text)
    start, length = [], []
    for size, extent in zip(shape, parts, strict=True):
        if extent == b"-":
            begin, count = 0, size
        else:
            first, _, second = extent.partition(b",")
            begin, count = _count(first, text), _count(second, text)
        if begin + count > size:
            raise _bad_slice(text)
        start.append(begin)
        length.append(count)
    return shape, (tuple(start), tuple(length))


def _count(digits: bytes, text: bytes) -> int:
    if not digits.isdigit() or len(digits) > 19:
        raise _bad_slice(text)
    return int(digits)


def _bad_slice(text: bytes) -> CorruptFileError:
    return CorruptFileError(
        f"a save node tells a slice as {text[:60]!r}, which names no part of a shape",
        hint="The graph file is damaged; the checkpoint beside it can still be opened.",
    )


class _Sources:
    """Where the tensors of save nodes come from. Each node is decoded once, so no graph is too tangled."""

    def __init__(self, nodes: NodeTable) -> None:
        self._nodes = nodes
        self._known: dict[str, GraphNode | None] = {}
        self._strings: dict[str, tuple[bytes, ...]] = {}

    def find(self, name: str) -> GraphNode | None:
        """The node the tensor of `name` comes from, through reads, copies and casts; None if that leads nowhere."""
        passed = []
        found: GraphNode | None = None
        for _ in range(_MAX_STEPS):
            if name in self._known:
                found = self._known[name]
                break
            node = self._nodes.node(name)
            if node is None:
                break
            passed.append(name)
            if node.op not in FOLLOWED_OPS or not node.inputs:
                if node.op in VARIABLE_OPS:
                    found = node
                elif node.constant is not None:
                    found = GraphNode(node.name, node.op, (), node.constant.dtype, node.constant.shape)
                break
            name = node_name(node.inputs[0])
        for step in passed:
            self._known[step] = found
        return found

    def strings(self, tensor: str, count: int) -> tuple[bytes, ...]:
        """The strings of a Const, at most `count`; the last stands for those left out, as in every TensorProto."""
        name = node_name(tensor)
        if name not in self._strings:
            node = self._nodes.node(name) if self._nodes.op_of.get(name) == "Const" else None
            self._strings[name] = node.constant.strings if node and node.constant else ()
        known = self._strings[name]
        if known and len(known) < count:
            known += (known[-1],) * (count - len(known))
        return known[:count]


def _is_known(shape: GraphShape | None) -> bool:
    return shape is not None and None not in shape
