"""Paths of all nodes at once: those of single nodes where they are short, and never the square of a graph."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.graph_paths import nodes_at
from explorer.analysis.path_texts import DEEP, path_finder
from explorer.checkpoints.checkpoint import open_checkpoint
from tests.builders import VALUE, object_graph_bytes, write_bundle
from tests.made_graphs import chain, make_graph


@st.composite
def graphs(draw):
    count = draw(st.integers(1, 9))
    node = st.integers(0, count - 1)
    edges = draw(st.lists(st.tuples(node, st.sampled_from(["a", "b.c", "d/e"]), node), max_size=14))
    slots = draw(st.lists(st.tuples(node, node, st.sampled_from(["m", "v"]), node), max_size=6))
    return make_graph(["container"] * count, edges, slots)


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_short_paths_are_told_whole(graph):
    path = path_finder(graph)

    assert [path(node) for node in range(graph.node_count)] == [
        graph.path(node) for node in range(graph.node_count)
    ]


def test_of_deep_paths_the_end_is_told():
    graph = chain(DEEP + 2)
    path = path_finder(graph)

    assert path(DEEP) == "/".join(["next"] * DEEP)
    assert path(DEEP + 1) == ".../" + "/".join(["next"] * 32)


@pytest.mark.parametrize("reversed_slots", [False, True])
def test_slots_of_variables_deep_down_cost_no_more_than_other_nodes(tmp_path, reversed_slots):
    """Every node of a chain is also listed as a slot: drawn below another one, named by the chain."""
    count = 2_000
    slots = [(node, "m", node + 1 if not reversed_slots else count - node) for node in range(1, count - 1)]
    nodes = [{"has_values": True, "children": [("child", node + 1)]} for node in range(count - 1)]
    nodes[0]["slot_variables"] = slots
    nodes.append({"has_values": True, "attributes": [("VARIABLE_VALUE", "w", "w" + VALUE)]})
    write_bundle(tmp_path / "ckpt-1", {"w" + VALUE: b"x"}, object_graph=object_graph_bytes(nodes))
    graph = open_checkpoint(tmp_path / "ckpt-1").graph
    path = path_finder(graph)

    longest = max(len(path(node)) for node in range(count))

    assert graph.node_count == count
    assert longest <= 2 * (DEEP + 1) * len("child/") + len(".OPTIMIZER_SLOT/m")


def test_many_slots_of_one_variable_are_found_at_once():
    count = 3_000
    roles = ["container", "variable", *["optimizer"] * count, *["slot"] * count]
    edges = [(0, "w", 1), *((0, f"o{number}", 2 + number) for number in range(count))]
    graph = make_graph(roles, edges, [(2 + n, 1, "m", 2 + count + n) for n in range(count)])
    paths = {f"w/.OPTIMIZER_SLOT/o{number}/m": 2 + count + number for number in range(count)}

    assert nodes_at(graph, paths) == paths
