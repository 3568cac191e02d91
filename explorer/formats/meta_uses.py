"""Which ops the variables of a `.meta` file feed, from one bounded pass over its graph.

    MetaGraphDef: 2 graph_def;  GraphDef: 1 node;  NodeDef: 1 name, 2 op, 3 input ...

Only name, op and inputs of a node are read, which stand at its start; constants are passed over.
Source: TensorFlow, core/protobuf/meta_graph.proto, core/framework/graph.proto, node_def.proto.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from explorer.errors import CorruptFileError
from explorer.formats.graph_nodes import FOLLOWED_OPS, VARIABLE_OPS
from explorer.formats.message_walk import MessageWalk
from explorer.formats.varint import BYTES, read_fields
from explorer.storage.files import ByteSource

MAX_GRAPH_BYTES = 1 << 28
MAX_GRAPH_NODES = 100_000  # looked at; what stands behind them stays unknown
_GRAPH, _NODE = 2, 1
_NAME, _OP, _INPUT = 1, 2, 3
_HEAD_BYTES = 1 << 12  # of a node: name, op and inputs
_MOST_USES = 16  # noted of one variable
_FOLLOWED = frozenset(op.encode() for op in FOLLOWED_OPS)
_RESHAPING = frozenset((b"Reshape", b"ExpandDims", b"Transpose", b"ConcatV2", b"Concat"))
_VARIABLES = frozenset(op.encode() for op in VARIABLE_OPS)
_ADDING = frozenset((b"BiasAdd", b"Add", b"AddV2"))
_CUTTING = frozenset((b"Split", b"SplitV"))
# Parts of the graph that train, save or restore: what they do with a variable says nothing of its layer.
_ASIDE_OPS = frozenset(
    (b"Assign", b"AssignVariableOp", b"SaveV2", b"VarIsInitializedOp", b"IsVariableInitialized")
)
_ASIDE = (b"save", b"report_uninitialized")


@dataclass(slots=True)
class VariableUse:
    """What reads a variable: the ops, those behind an added dimension with "~" in front; whether that is inside a loop."""

    ops: set[str] = field(default_factory=set)
    in_loop: bool = False
    is_split: bool = False  # its product with the input, plus a bias, is cut in parts: the gates of a cell


def variable_uses(source: ByteSource, names: Iterable[str]) -> dict[str, VariableUse]:
    """The uses of the variables of these names (of partitioned ones: of their parts), as far as they are found.

    Raises:
        CorruptFileError: the file is no MetaGraphDef.
    """
    if source.size > MAX_GRAPH_BYTES:
        return {}
    walk = MessageWalk(source)
    uses = _Uses(names)
    left = MAX_GRAPH_NODES
    for number, wire, start, end in walk.fields(0, source.size):
        if number != _GRAPH or wire != BYTES:
            continue
        for kind, node_wire, first, last in walk.fields(start, end):
            if kind == _NODE and node_wire == BYTES:
                left -= 1
                if left < 0:
                    return uses.result()
                uses.add(*_head(walk.read(first, min(last, first + _HEAD_BYTES))))
    return uses.result()


def _head(data: bytes) -> tuple[bytes, bytes, list[bytes]]:
    """Name, op and inputs of a node, as far as they stand in its first bytes."""
    name, op, inputs = b"", b"", []
    try:
        for number, wire, first, last in read_fields(data, 0, len(data)):
            if number > _INPUT or wire != BYTES:
                break
            if number == _NAME:
                name = data[first:last]
            elif number == _OP:
                op = data[first:last]
            else:
                inputs.append(data[first:last])
    except CorruptFileError:
        pass  # cut off by our own limit
    return name, op, inputs


class _Uses:
    """The nodes that may carry a variable's value, by what they take in. Nodes stand in any order in the file."""

    def __init__(self, names: Iterable[str]) -> None:
        self._wanted = {name.encode("utf-8", "surrogateescape"): name for name in names}
        self._variables: list[tuple[bytes, str]] = []  # node, and the name that was asked for
        self._readers: dict[
            bytes, list[tuple[bytes, bytes]]
        ] = {}  # node -> (name, op) of those that take it in

    def add(self, name: bytes, op: bytes, inputs: list[bytes]) -> None:
        """Look at one node."""
        if op in _VARIABLES:
            base, part, _ = name.rpartition(b"/part_")
            wanted = self._wanted.get(name) or (self._wanted.get(base) if part else None)
            if wanted is not None:
                self._variables.append((name, wanted))
        elif not (
            op in _ASIDE_OPS or name.startswith(_ASIDE) or b"gradient" in name or b"/Initializer/" in name
        ):
            for tensor in inputs:
                self._readers.setdefault(tensor.partition(b":")[0], []).append((name, op))

    def result(self) -> dict[str, VariableUse]:
        """The uses of each variable, found by walking from it along the nodes that only hand its value on."""
        found: dict[str, VariableUse] = {}
        left = MAX_GRAPH_NODES
        for node, name in self._variables:
            use = found.setdefault(name, VariableUse())
            waiting, seen = [(node, "")], {node}
            while waiting and left > 0:
                carrier, mark = waiting.pop()
                for reader, op in self._readers.get(carrier, ()):
                    left -= 1
                    if op in _FOLLOWED or op in _RESHAPING:
                        if reader not in seen:
                            seen.add(reader)
                            waiting.append((reader, "~" if op == b"ExpandDims" else mark))
                        use.in_loop |= op in (b"Enter", b"RefEnter")
                    elif len(use.ops) < _MOST_USES:
                        use.ops.add(mark + op.decode("utf-8", "replace"))
                        use.is_split |= op == b"MatMul" and self._is_split(reader)
        return found

    def _is_split(self, product: bytes) -> bool:
        """Whether a product, plus a bias, is cut in parts."""
        sums = [name for name, op in self._readers.get(product, ()) if op in _ADDING]
        return any(op in _CUTTING for name in sums[:_MOST_USES] for _, op in self._readers.get(name, ()))
