"""Further edges: lifted to what hides their ends, merged and counted, and bundled along the tree of blocks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.graph_bundles import CLIMB, FURTHER_UP_TO, SLOTS_UP_TO
from explorer.analysis.graph_edges import graph_edges, points_on
from explorer.analysis.graph_folding import Choice, sight
from explorer.analysis.graph_layout import (
    LEFT_RIGHT,
    NODE_RADIUS,
    TOP_DOWN,
    WRAPPED,
    layout_graph,
    visible_order,
)
from explorer.analysis.graph_links import OWNER, SHARED, graph_links
from explorer.analysis.graph_repeats import repeated_blocks
from explorer.analysis.graph_tree import drawn_tree
from tests.made_graphs import chain, layered_model, make_graph

MODEL, OPTIMIZER, FIRST_LAYER = 1, 2, 4  # of a layered model


def wrapped(graph, orientation=TOP_DOWN, **choice):
    """Layout, links and curves of the wrapped form."""
    tree = drawn_tree(graph)
    seen = sight(graph, tree, repeated_blocks(graph, tree), Choice(**choice))
    node = visible_order(tree, seen.visible)
    layout = layout_graph(tree, seen.visible, np.full(len(node), 50.0), form=WRAPPED, orientation=orientation)
    links = graph_links(graph, tree, node, seen.hidden_in)
    return layout, links, graph_edges(graph, tree, layout, links)


def drawn_as(layout, edges) -> set[tuple[int, int, int, int]]:
    """(kind, source id, target id, times)."""
    source, target = layout.node[edges.source], layout.node[edges.target]
    rows = zip(edges.kind.tolist(), source.tolist(), target.tolist(), edges.times.tolist(), strict=True)
    return set(rows)


def layers(graph) -> frozenset[int]:
    return frozenset(node for node in range(graph.node_count) if graph.role_name(node) == "layer")


def test_slots_in_a_folded_node_are_one_edge_that_counts_them():
    graph = layered_model(3)

    layout, _, edges = wrapped(graph, collapsed=frozenset({MODEL}))

    assert drawn_as(layout, edges) == {(OWNER, OPTIMIZER, MODEL, 12)}
    assert edges.hidden == 0


def test_slots_in_a_closed_stack_are_one_edge_to_the_stack():
    graph = layered_model(5)

    layout, _, edges = wrapped(graph, collapsed=layers(graph))

    assert drawn_as(layout, edges) == {(OWNER, OPTIMIZER, FIRST_LAYER, 20)}


def test_edges_to_further_parents_are_lifted_and_merged_by_the_two_nodes_they_join():
    graph = make_graph(
        ["container", "container", "layer", "variable", "variable", "container", "container"],
        [
            (0, "model", 1), (1, "dense", 2), (2, "w", 3), (2, "b", 4),
            (0, "state", 6), (6, "list", 5), (5, "0", 3), (5, "1", 4), (5, "2", 2),
        ],
    )  # fmt: skip

    whole, folded = wrapped(graph), wrapped(graph, collapsed=frozenset({1}))

    assert drawn_as(whole[0], whole[2]) == {(SHARED, 5, 3, 1), (SHARED, 5, 4, 1), (SHARED, 5, 2, 1)}
    assert drawn_as(folded[0], folded[2]) == {(SHARED, 5, 1, 3)}


def test_what_is_inside_a_folded_node_is_neither_drawn_nor_called_hidden():
    graph = make_graph(
        ["container"] * 4,
        [(0, "a", 1), (1, "b", 2), (1, "c", 3), (2, "again", 3), (3, "up", 1), (3, "top", 0)],
    )

    _, links, edges = wrapped(graph, collapsed=frozenset({1}))

    assert len(edges.kind) == 0
    assert links.hidden == 0


def test_edges_to_hidden_helpers_or_out_of_focus_are_counted_by_kind():
    graph = layered_model(2)
    helper = make_graph(
        ["container", "variable", "other"], [(0, "w", 1), (0, "helper", 2), (1, "see", 2)], helpers=(2,)
    )

    _, outside, _ = wrapped(graph, root=FIRST_LAYER)
    _, hidden, _ = wrapped(helper)

    assert (outside.hidden, outside.hidden_slots) == (8, 8)
    assert (hidden.hidden, hidden.hidden_slots) == (1, 0)


def test_very_many_slots_are_one_bundle_an_optimizer_and_container():
    graph = layered_model(SLOTS_UP_TO // 4 + 1)

    layout, links, edges = wrapped(graph)

    assert int((links.kind == OWNER).sum()) == SLOTS_UP_TO + 4
    assert drawn_as(layout, edges) == {(OWNER, OPTIMIZER, MODEL, SLOTS_UP_TO + 4)}


def test_very_many_further_edges_are_merged_into_larger_blocks():
    roles, edges = ["container"] * 4, [(0, "left", 1), (0, "right", 2), (2, "list", 3)]
    for group in range(40):
        block = len(roles)
        roles += ["layer"] + ["variable"] * 100
        edges.append((1, f"layer_{group}", block))
        edges += [(block, f"w{number}", block + 1 + number) for number in range(100)]
        edges += [(3, f"{group}/{number}", block + 1 + number) for number in range(100)]
    graph = make_graph(roles, edges)

    layout, links, found = wrapped(graph)

    assert int((links.kind == SHARED).sum()) == 4_000 > FURTHER_UP_TO
    assert len(found.kind) == 40
    assert set(found.times.tolist()) == {100}
    assert {graph.role_name(node) for node in layout.node[found.target].tolist()} == {"layer"}


def ends_of(layout, edges, edge):
    way = edges.curve[edges.whole(edge)]
    return way[0, :2], way[-1, 6:], way


def reaches(layout, edges, orientation):
    """Every edge begins beside its source, ends beside its target, and has no gap and no kink on its way."""
    across = 0 if orientation == TOP_DOWN else 1
    for edge in range(len(edges.kind)):
        begin, end, way = ends_of(layout, edges, edge)
        for point, node in ((begin, edges.source[edge]), (end, edges.target[edge])):
            place = np.array([layout.x[node], layout.y[node]])
            place[across] -= NODE_RADIUS + 1
            assert np.allclose(point, place)
        assert np.allclose(way[1:, :2], way[:-1, 6:])
        if edges.source[edge] != edges.target[edge]:
            after, before = way[1:, 2:4] - way[1:, :2], way[:-1, 6:] - way[:-1, 4:6]
            assert np.allclose(after[:, 0] * before[:, 1], after[:, 1] * before[:, 0])
            assert ((after * before).sum(axis=1) >= -1e-6).all()


@pytest.mark.parametrize("orientation", [TOP_DOWN, LEFT_RIGHT])
def test_edges_reach_from_source_to_target_in_one_smooth_way(orientation):
    layout, _, edges = wrapped(layered_model(20), orientation)

    assert len(edges.kind) == 80
    reaches(layout, edges, orientation)


def test_slots_of_one_layer_share_the_way_to_it():
    _, _, edges = wrapped(layered_model(20))

    # Whatever two edges have in common at their beginning is there once.
    assert (edges.continues >= 0).sum() == 79
    assert len(edges.curve) < 0.75 * sum(len(edges.whole(edge)) for edge in range(80))
    segments = {tuple(np.round(row, 6)) for row in edges.curve.tolist()}
    assert len(segments) == len(edges.curve)


@pytest.mark.parametrize("orientation", [TOP_DOWN, LEFT_RIGHT])
def test_the_way_keeps_to_the_gutters_between_blocks(orientation):
    layout, _, edges = wrapped(layered_model(20), orientation)

    radius = NODE_RADIUS
    nodes = np.stack([layout.x - radius, layout.y - radius, layout.x + radius, layout.y + radius], axis=1)
    box = np.concatenate([layout.label_box, nodes])
    for part in np.linspace(0, 1, 7):
        for x, y in points_on(edges.curve, float(part)).tolist():
            assert not ((box[:, 0] < x) & (x < box[:, 2]) & (box[:, 1] < y) & (y < box[:, 3])).any()


@st.composite
def tangled(draw):
    """A random tree with random further edges, loops and cycles among them."""
    count = draw(st.integers(2, 40))
    edges = [(draw(st.integers(max(0, node - 6), node - 1)), "c", node) for node in range(1, count)]
    nodes = st.integers(0, count - 1)
    edges += draw(st.lists(st.tuples(nodes, st.just("x"), nodes), max_size=30))
    return make_graph(["container"] * count, edges), draw(st.frozensets(nodes, max_size=5))


@given(tangled(), st.sampled_from([TOP_DOWN, LEFT_RIGHT]))
@settings(max_examples=120, deadline=None)
def test_any_tangle_is_drawn_complete(made, orientation):
    graph, collapsed = made

    layout, links, edges = wrapped(graph, orientation, collapsed=collapsed)

    assert int(edges.times.sum()) == int(links.times[~links.is_tree].sum())
    assert edges.first[-1] == len(edges.curve)
    assert np.isfinite(edges.curve).all()
    reaches(layout, edges, orientation)


def test_a_way_through_a_deep_tree_is_cut_short():
    count = 2_000
    graph = chain(count)
    edges = list(zip(graph.edge_source.tolist(), graph.edge_name, graph.edge_target.tolist(), strict=True))
    graph = make_graph(["container"] * count, [*edges, (count - 1, "back", 5), (7, "skip", count - 2)])

    layout, _, found = wrapped(graph)

    assert len(found.kind) == 2
    assert len(found.curve) <= 2 * (8 * CLIMB + 8)
    reaches(layout, found, TOP_DOWN)


def test_thousands_of_edges_far_down_are_merged_without_a_walk_along_the_depth():
    depth = 20_000
    roles, edges = ["container"] * depth, [(node, "next", node + 1) for node in range(depth - 1)]
    edges += [(depth - 1 - number, "far", number) for number in range(FURTHER_UP_TO + 500)]

    layout, _, found = wrapped(make_graph(roles, edges))

    assert 0 < len(found.kind) <= FURTHER_UP_TO
    assert layout.count == depth
