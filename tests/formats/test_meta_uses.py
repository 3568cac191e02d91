"""Which ops read the variables of a graph: found through reads, in any order of nodes, and in bounded work."""

from __future__ import annotations

from typing import Any

import pytest

from explorer.errors import CorruptFileError
from explorer.formats import meta_uses
from explorer.formats.meta_uses import VariableUse, variable_uses
from tests.builders import bytes_field, mutants

NODES = [
    ("c/kernel", "VarHandleOp", []),
    ("c/Assign", "AssignVariableOp", ["c/kernel", "init"]),
    ("c/Conv2D", "Conv2D", ["x", "c/Conv2D/Read:0"]),  # before what it reads
    ("c/Conv2D/Read", "ReadVariableOp", ["c/kernel"]),
    ("gradients/c/Conv2D_grad", "Conv2DBackpropInput", ["c/Conv2D/Read"]),
    ("cell/kernel", "VariableV2", []),
    ("while/Enter", "Enter", ["cell/kernel"]),
    ("while/MatMul", "MatMul", ["y", "while/Enter"]),
    ("while/BiasAdd", "BiasAdd", ["while/MatMul", "b"]),
    ("while/split", "Split", ["four", "while/BiasAdd"]),
    ("part/w/part_0", "VariableV2", []),
    ("part/w/part_1", "VariableV2", []),
    ("part/w", "ConcatV2", ["part/w/part_0", "part/w/part_1", "axis"]),
    ("part/MatMul", "MatMul", ["x", "part/w"]),
    ("line/w", "VariableV2", []),
    ("line/more", "ExpandDims", ["line/w", "zero"]),
    ("line/conv", "Conv2D", ["x", "line/more"]),
]
NAMES = ["c/kernel", "cell/kernel", "part/w", "line/w", "absent"]


class Bytes:
    """A file in memory."""

    name = "model.meta"

    def __init__(self, data: bytes) -> None:
        self.data, self.size = data, len(data)

    def read(self, offset: int, size: int) -> bytes:
        return self.data[offset : offset + size]


def meta(nodes: list[tuple[str, str, list[str]]]) -> bytes:
    graph = b"".join(
        bytes_field(
            1, bytes_field(1, name) + bytes_field(2, op) + b"".join(bytes_field(3, i) for i in inputs)
        )
        for name, op, inputs in nodes
    )
    return bytes_field(1, b"") + bytes_field(2, graph) + bytes_field(3, b"")


def uses(data: bytes, names: list[str] = NAMES) -> dict[str, VariableUse]:
    source: Any = Bytes(data)
    return variable_uses(source, names)


@pytest.mark.parametrize("nodes", [NODES, NODES[::-1]], ids=["as written", "backwards"])
def test_each_variable_is_followed_to_the_ops_that_read_it(nodes) -> None:
    assert uses(meta(nodes)) == {
        "c/kernel": VariableUse({"Conv2D"}),
        "cell/kernel": VariableUse({"MatMul"}, in_loop=True, is_split=True),
        "part/w": VariableUse({"MatMul"}),
        "line/w": VariableUse({"~Conv2D"}),
    }


def test_reads_in_a_circle_end() -> None:
    nodes = [
        ("w", "VariableV2", []),
        ("a", "Identity", ["w", "b"]),
        ("b", "Identity", ["a"]),
        ("c", "Mul", ["b"]),
    ]

    assert uses(meta(nodes), ["w"]) == {"w": VariableUse({"Mul"})}


def test_no_more_nodes_are_looked_at_than_a_bound(monkeypatch) -> None:
    monkeypatch.setattr(meta_uses, "MAX_GRAPH_NODES", 4)

    assert uses(meta(NODES)) == {"c/kernel": VariableUse({"Conv2D"})}


def test_damaged_graphs_are_refused_or_tell_less() -> None:
    data = meta(NODES)
    for mutant in mutants(data, 300, 1):
        try:
            found = uses(mutant)
        except CorruptFileError:
            continue
        assert set(found) <= set(NAMES)
