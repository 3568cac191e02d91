"""The object graph as columns: both ways of decoding agree, references out of range are dropped and told."""

from __future__ import annotations

import contextlib
import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import CorruptFileError
from explorer.formats import graph_fields
from explorer.formats.object_graph import RawObjectGraph, decode_object_graph
from tests.builders import bytes_field, layered_model, mutants, number_field, object_graph_bytes, varint


def columns(graph: RawObjectGraph) -> dict[str, Any]:
    found = {field.name: getattr(graph, field.name) for field in dataclasses.fields(graph)}
    return {
        name: (value.dtype.name, value.tolist()) if isinstance(value, np.ndarray) else value
        for name, value in found.items()
    }


def test_a_small_graph_reads_as_written():
    nodes = [
        {"children": [("net", 1), ("root", 0)], "has_values": True},
        {"children": [("w", 2)], "attributes": [("VARIABLE_VALUE", "w", "net/w")]},
        {"slot_variables": [(1, "m", 2)], "saver": ("Pkg.Saver", "net"), "has_values": False},
    ]

    graph = decode_object_graph(object_graph_bytes(nodes))

    assert columns(graph) == {
        "node_count": 3,
        "edge_source": ("int32", [0, 0, 1]),
        "edge_target": ("int32", [1, 0, 2]),
        "edge_name": ["net", "root", "w"],
        "slot_optimizer": ("int32", [2]),
        "slot_variable": ("int32", [1]),
        "slot_node": ("int32", [2]),
        "slot_name": ["m"],
        "attribute_node": ("int32", [1]),
        "attribute_name": ["VARIABLE_VALUE"],
        "attribute_full_name": ["w"],
        "attribute_checkpoint_key": ["net/w"],
        "has_values": ("int8", [1, -1, 0]),
        "registered_saver": {2: ("Pkg.Saver", "net")},
        "problems": (),
    }


def test_an_empty_graph_has_no_nodes():
    assert decode_object_graph(b"").node_count == 0


def test_references_to_nodes_that_do_not_exist_are_dropped_and_told():
    nodes = [
        {
            "children": [("a", 1), ("b", 2), ("c", -1)],
            "slot_variables": [(1, "m", 7), (9, "v", 1), (1, "ok", 1)],
        },
        {},
    ]

    graph = decode_object_graph(object_graph_bytes(nodes))

    assert (graph.edge_target.tolist(), graph.edge_name) == ([1], ["a"])
    assert (graph.slot_node.tolist(), graph.slot_name) == ([1], ["ok"])
    assert graph.problems == (
        "In the object graph node 0 has a child 'b' with the number 2, but there are 2 nodes.",
        "In the object graph node 0 has a child 'c' with the number -1, but there are 2 nodes.",
        "In the object graph node 0 has a slot 'm' of variable 1 with the number 7, but there are 2 nodes.",
        "In the object graph node 0 has a slot 'v' of variable 9 with the number 1, but there are 2 nodes.",
    )


def test_a_hundred_thousand_wild_references_are_told_in_a_few_sentences():
    graph = decode_object_graph(object_graph_bytes([{"children": [("x" * 300, 2**31 - 1)] * 100_000}]))

    assert len(graph.edge_name) == 0
    assert len(graph.problems) == 6
    assert graph.problems[-1] == "The object graph has 99995 more references to nodes that do not exist."
    assert max(map(len, graph.problems)) < 300


@pytest.mark.parametrize(
    "damage", [b"\x0a\x05", b"\x0a\x02\x0a\x05", b"\x0b", b"\x0a\xff\xff\xff\xff\xff\x7f", b"\x0a"]
)
def test_bytes_that_are_no_graph_are_refused(damage):
    with pytest.raises(CorruptFileError):
        decode_object_graph(damage)


def test_fields_of_newer_writers_are_skipped():
    node = bytes_field(1, number_field(1, 0) + bytes_field(2, "self") + bytes_field(9, "new")) + number_field(
        12, 5
    )
    data = number_field(7, 3) + bytes_field(1, node) + bytes_field(2, b"new") + b"\x35\0\0\0\0"

    graph = decode_object_graph(data)

    assert (graph.node_count, graph.edge_target.tolist(), graph.edge_name) == (1, [0], ["self"])


names = st.one_of(st.text(max_size=4), st.sampled_from(["VARIABLE_VALUE", "m", "x" * 200, "\udcff"]))
ids = st.one_of(st.integers(0, 12), st.integers(-(2**31), 2**31 - 1))
nodes = st.fixed_dictionaries(
    {},
    optional={
        "children": st.lists(st.tuples(names, ids), max_size=5),
        "attributes": st.lists(st.tuples(names, names, names), max_size=3),
        "slot_variables": st.lists(st.tuples(ids, names, ids), max_size=3),
        "saver": st.tuples(names, names),
        "has_values": st.booleans(),
    },
)


@given(st.lists(nodes, max_size=14))
def test_both_ways_of_decoding_agree(graph):
    data = object_graph_bytes(graph)

    assert _side_by_side(data) == _one_by_one(data)


@pytest.mark.parametrize("seed", range(3))
def test_both_ways_agree_on_damaged_graphs(seed):
    data = object_graph_bytes(layered_model(4)[0])
    for mutant in mutants(data, 200, seed):
        assert _side_by_side(mutant) == _one_by_one(mutant)


def _side_by_side(data: bytes) -> dict[str, Any] | str:
    return _decode(data, 0)


def _one_by_one(data: bytes) -> dict[str, Any] | str:
    return _decode(data, 1 << 60)


def _decode(data: bytes, threshold: int) -> dict[str, Any] | str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph_fields, "_WORTH_NUMPY_FIELDS", threshold)
        with contextlib.suppress(CorruptFileError):
            return columns(decode_object_graph(data))
        return "refused"


def test_deep_and_cyclic_graphs_need_no_stack():
    count = 100_000
    chain = object_graph_bytes({"children": [("next", (n + 1) % count)]} for n in range(count))

    graph = decode_object_graph(chain)

    assert graph.edge_target.tolist() == [*range(1, count), 0]


def test_ids_are_32_bit_numbers_as_protobuf_takes_them():
    node = bytes_field(1, b"\x08" + varint(2**32 + 0) + bytes_field(2, "zero"))

    assert decode_object_graph(bytes_field(1, node)).edge_target.tolist() == [0]
