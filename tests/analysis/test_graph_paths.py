"""From paths back to nodes: every node of every graph we have, and what no path leads to."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.analysis.graph_paths import nodes_at
from explorer.checkpoints.checkpoint import open_checkpoint
from tests.made_graphs import chain, golden_prefixes, make_graph


def test_every_node_of_the_golden_graphs_is_found_by_its_path(golden):
    for prefix, _ in golden_prefixes(golden):
        graph = open_checkpoint(prefix).graph
        expected = {}
        for node in range(graph.node_count):
            expected.setdefault(graph.path(node), node)

        found = nodes_at(graph, expected)

        reached = {path: node for path, node in found.items() if path or node == 0}
        assert set(reached) == set(expected), prefix
        assert {graph.path(node) for node in reached.values()} == set(expected)


@pytest.mark.parametrize("name", ["iris_dnn_tf115/models/iris/model.ckpt-200"])
def test_name_based_slots_are_found_by_their_keys(golden, name):
    graph = open_checkpoint(golden / name).graph
    paths = {graph.path(node): node for node in range(graph.node_count)}

    assert nodes_at(graph, paths) == paths
    assert paths["dnn/logits/kernel/t_0/Adagrad"] in graph.slot_node


def test_names_with_slashes_and_dots_are_told_apart():
    graph = make_graph(["container"] * 4, [(0, "a/b", 1), (0, "a", 2), (2, "b", 3)])

    assert nodes_at(graph, ["a.Sb", "a/b", "a.b", ""]) == {"a.Sb": 1, "a/b": 3, "": 0}


def test_of_two_edges_of_one_name_the_first_counts_and_lost_nodes_have_no_path():
    graph = make_graph(["container"] * 4, [(0, "x", 1), (0, "x", 2)])

    assert nodes_at(graph, ["x", "y"]) == {"x": 1}


def test_a_chain_and_an_empty_graph():
    graph = chain(3_000)
    path = "/".join(["next"] * 2_999)
    empty = make_graph([], [])

    assert nodes_at(graph, [path]) == {path: 2_999}
    assert nodes_at(empty, ["", "a"]) == {}
    assert np.array_equal(empty.row, [])
