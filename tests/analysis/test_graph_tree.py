"""The tree a drawing hangs on: whose child a node is drawn as, and sums along it however deep it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer import open_checkpoint
from explorer.analysis.graph_tree import drawn_tree, sums_above, sums_below
from tests.builders import write_bundle
from tests.made_graphs import chain, layered_model, make_graph


@pytest.mark.parametrize(
    "graph", [layered_model(3), chain(3_000), make_graph(["container"], []), make_graph([], [])]
)
def test_every_tree_has_levels_or_is_walked_node_by_node(graph):
    tree = drawn_tree(graph)

    assert tree.is_deep == (graph.node_count == 3_000)
    assert sum(map(len, tree.levels)) == (0 if tree.is_deep else graph.node_count)


@given(st.integers(1, 60), st.integers(1, 60), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_sums_are_those_of_the_nodes_above_and_below(count, reach, random):
    edges = [(random.randrange(max(0, node - reach), node), "e", node) for node in range(1, count)]
    tree = drawn_tree(make_graph(["container"] * count, edges))
    weight = np.array([random.randrange(9) for _ in range(count)])
    below = [[node, *tree.below(node)] for node in range(count)]
    above = [tree.ancestors(node) for node in range(count)]

    assert sums_below(tree, weight).tolist() == [int(weight[nodes].sum()) for nodes in below]
    assert sums_above(tree, weight).tolist() == [int(weight[nodes].sum()) for nodes in above]


def test_sums_over_a_chain_of_100000():
    tree = drawn_tree(chain(100_000))

    assert sums_below(tree)[0] == 100_000
    assert sums_above(tree, np.ones(100_000, np.int64))[-1] == 100_000


def test_what_hangs_below_a_circle_of_slots_stays_there():
    graph = make_graph(
        ["container"] + ["variable"] * 4, [], [(0, 1, "a", 2), (0, 2, "a", 1), (0, 1, "m", 3), (0, 3, "m", 4)]
    )

    assert drawn_tree(graph).parent.tolist() == [-1, 0, 0, 1, 3]


def test_scopes_stand_as_people_count_them(tmp_path):
    kernel = np.zeros(1, np.float32)
    write_bundle(tmp_path / "model.ckpt-1", {f"dense_{i}/kernel": kernel for i in (10, 9, 1, 2, 100)})
    graph = open_checkpoint(tmp_path / "model.ckpt-1").graph

    names = [graph.label(node) for node in drawn_tree(graph).children_of(0).tolist()]

    assert names == ["dense_1", "dense_2", "dense_9", "dense_10", "dense_100"]
