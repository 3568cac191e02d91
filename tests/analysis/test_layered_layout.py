"""Layered drawings: nothing lies on anything else, trees cross nothing, every edge arrives, order stays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import explorer
from explorer.analysis.graph_edges import OWNER, SHARED
from explorer.analysis.graph_layout import LAYERED, LEFT_RIGHT, NODE_RADIUS, TOP_DOWN
from explorer.report.graph_drawing import GraphState, draw_graph
from tests.drawn_crossings import count_crossings, drawing_lines, run_through, sampled
from tests.made_graphs import chain, golden_prefixes, layered_model, make_graph
from tests.made_shapes import chance_graph, keras3_model, shared_model, transformer

GOLDEN = Path(__file__).parents[1] / "golden"
GRAPHS = [path for path, nodes in golden_prefixes(GOLDEN) if len(nodes) <= 200]
DIRECTIONS = [TOP_DOWN, LEFT_RIGHT]


def drawn(graph, table=None, orientation=TOP_DOWN, **options):
    """Everything unfolded, in ranks."""
    everything = frozenset(range(graph.node_count))
    options = {"collapsed": frozenset(), "show_helpers": True, "opened": everything, **options}
    return draw_graph(graph, table, GraphState(orientation=orientation, form=LAYERED, **options))


def node_boxes(layout) -> np.ndarray:
    radius = NODE_RADIUS
    return np.stack([layout.x - radius, layout.y - radius, layout.x + radius, layout.y + radius], axis=1)


def overlaps(drawing) -> list[tuple[int, int]]:
    layout = drawing.layout
    names = drawing.edge_box[~np.isnan(drawing.edge_box[:, 0])]
    boxes = np.concatenate([node_boxes(layout), layout.label_box, names])
    low, high = boxes[:, None], boxes[None]
    meets = (low[..., :2] < high[..., 2:] - 0.01).all(-1) & (low[..., 2:] > high[..., :2] + 0.01).all(-1)
    return np.argwhere(np.triu(meets, 1)).tolist()


def crossed_texts(drawing) -> list[tuple[int, int]]:
    """Edges that run through a node or label they do not belong to."""
    layout, edges = drawing.layout, drawing.edges
    lines, ends = drawing_lines(edges)
    boxes = np.concatenate([layout.label_box, node_boxes(layout)])
    own = [{source, target, source + layout.count, target + layout.count} for source, target in ends]
    return run_through(lines, boxes, own)


def drawn_crossings(drawing) -> int:
    return count_crossings(*drawing_lines(drawing.edges))


@pytest.mark.parametrize("orientation", DIRECTIONS)
@pytest.mark.parametrize("path", GRAPHS, ids=lambda p: str(p.relative_to(GOLDEN)))
def test_no_text_or_node_of_a_stored_graph_lies_on_another_or_under_a_strange_edge(path, orientation):
    checkpoint = explorer.open_checkpoint(path)

    drawing = drawn(checkpoint.graph, checkpoint.table, orientation)

    assert not drawing.layout.is_wrapped
    assert overlaps(drawing) == []
    assert crossed_texts(drawing) == []


@pytest.mark.parametrize("orientation", DIRECTIONS)
@pytest.mark.parametrize(
    "graph",
    [layered_model(3), layered_model(26), chain(40), chance_graph(120, 5, 0.0), transformer(2)],
    ids=["small model", "186 nodes", "chain", "tree by chance", "transformer"],
)
def test_trees_cross_nothing_with_and_without_edges_from_an_optimizer(graph, orientation):
    drawing = drawn(graph, orientation=orientation)

    assert drawing.layout.routes.crossings == 0
    assert drawn_crossings(drawing) == 0
    assert overlaps(drawing) == []
    assert crossed_texts(drawing) == []


@pytest.mark.parametrize("orientation", DIRECTIONS)
@pytest.mark.parametrize(
    "graph",
    [shared_model(20), keras3_model(6), chance_graph(60, 1), chance_graph(60, 2, 0.5, backwards=True)],
    ids=["two towers", "Keras 3", "by chance", "with circles"],
)
def test_graphs_with_further_parents_keep_their_texts_clear(graph, orientation):
    drawing = drawn(graph, orientation=orientation)

    assert overlaps(drawing) == []
    assert crossed_texts(drawing) == []


def test_what_is_planned_is_what_is_drawn():
    drawing = drawn(chance_graph(60, 1))

    assert (drawing.edges.continues == -1).all()
    assert drawn_crossings(drawing) == drawing.layout.routes.crossings > 0


def test_the_only_crossing_of_two_towers_is_found():
    # Both parents of both leaves: K(2, 2) in two ranks crosses once, never less.
    graph = make_graph(
        ["container"] * 5,
        [(0, "a", 1), (0, "b", 2), (1, "x", 3), (1, "y", 4), (2, "x2", 3), (2, "y2", 4)],
    )

    assert drawn_crossings(drawn(graph)) == 1


def test_edges_from_an_optimizer_share_one_stem_and_each_arrives():
    graph = layered_model(4)

    drawing = drawn(graph)

    edges, layout = drawing.edges, drawing.layout
    owners = np.flatnonzero(edges.kind == OWNER)
    assert len(owners) == 16
    assert int((edges.continues[owners] < 0).sum()) == 1
    for edge in owners.tolist():
        line = sampled(edges.curve[edges.whole(edge)], np.array([0, len(edges.whole(edge))]))[0]
        steps = np.hypot(*np.diff(line, axis=0).T)
        source, target = int(edges.source[edge]), int(edges.target[edge])
        assert steps.max() < 400  # joined: no jump from one bit to the next
        assert np.abs(line[0] - [layout.x[source], layout.y[source]]).max() < 20
        assert abs(line[-1][0] - layout.x[target]) < 0.1
        assert 0 < line[-1][1] - layout.y[target] < 60


@pytest.mark.parametrize("orientation", DIRECTIONS)
def test_every_edge_leads_from_its_source_to_its_target(orientation):
    drawing = drawn(chance_graph(40, 3, 0.6, backwards=True), orientation=orientation)

    edges, layout = drawing.edges, drawing.layout
    reach = np.stack([layout.x, layout.y], axis=1)
    for edge in range(len(edges.kind)):
        points = edges.curve[edges.whole(edge)].reshape(-1, 2)
        joints = edges.curve[edges.whole(edge)]
        assert np.allclose(joints[:-1, 6:], joints[1:, :2])
        for end, node in ((points[0], edges.source[edge]), (points[-1], edges.target[edge])):
            width = layout.label_box[node, 2] - layout.label_box[node, 0]
            assert np.abs(end - reach[node]).max() <= 60 + width


def test_edges_without_circles_lead_away_from_the_root():
    drawing = drawn(chance_graph(80, 4, 0.1))

    edges, y = drawing.edges, drawing.layout.y
    single = edges.continues < 0
    assert (y[edges.source[single]] < y[edges.target[single]]).all()


def test_a_second_edge_between_two_nodes_takes_a_way_of_its_own():
    graph = make_graph(
        ["container"] * 4,
        [(0, "a", 1), (0, "b", 2), (1, "c", 3), (2, "first", 3), (2, "second", 3)],
    )

    drawing = drawn(graph)

    shared = np.flatnonzero(drawing.edges.kind == SHARED).tolist()
    one, two = (drawing.edges.curve[drawing.edges.whole(edge)].reshape(-1, 2) for edge in shared)
    assert len(shared) == 2
    assert overlaps(drawing) == []
    assert not (len(one) == len(two) and np.allclose(one, two))


def test_a_loop_swings_out_beside_its_node_with_room_for_its_name():
    graph = make_graph(["container"] * 3, [(0, "left", 1), (0, "right", 2), (2, "again", 2)])

    drawing = drawn(graph)

    edges, layout = drawing.edges, drawing.layout
    loop = int(np.flatnonzero(edges.source == edges.target)[0])
    points = edges.curve[edges.whole(loop)].reshape(-1, 2)
    assert points[:, 0].min() < layout.x[edges.source[loop]] - 2 * NODE_RADIUS
    assert not np.isnan(drawing.edge_box[loop, 0])
    assert overlaps(drawing) == []


def test_folding_and_unfolding_keep_the_order_of_what_stays():
    graph = shared_model(12)
    whole = drawn(graph)
    folded = draw_graph(graph, None, GraphState(frozenset({2}), True, form=LAYERED), before=whole)
    again = draw_graph(graph, None, whole.state, before=folded)

    for changed in (folded, again):
        both = [node for node in changed.layout.node.tolist() if whole.position(node) >= 0]
        x = {
            node: (whole.layout.x[whole.position(node)], changed.layout.x[changed.position(node)])
            for node in both
        }
        siblings = [
            (one, two) for one in both for two in both if one < two and graph.parent[one] == graph.parent[two]
        ]
        assert len(siblings) >= 15
        for one, two in siblings:
            assert (x[one][0] < x[two][0]) == (x[one][1] < x[two][1])


def test_the_same_graph_is_drawn_the_same_way_every_time():
    first, second = (drawn(chance_graph(90, 7, 0.5)) for _ in range(2))

    assert (first.edges.curve == second.edges.curve).all()
    assert (first.layout.x == second.layout.x).all()


@settings(max_examples=40, deadline=None)
@given(
    st.integers(2, 14).flatmap(
        lambda count: st.tuples(
            st.just(count),
            st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=30),
            st.sampled_from(DIRECTIONS),
        )
    )
)
def test_any_graph_with_circles_loops_and_repeated_edges_is_drawn_clearly(case):
    count, pairs, orientation = case
    graph = make_graph(["container"] * count, [(a, f"e{n}", b) for n, (a, b) in enumerate(pairs)])

    drawing = drawn(graph, orientation=orientation)

    edges = drawing.edges
    assert drawing.count == count
    assert np.isfinite(edges.curve).all()
    assert (np.diff(edges.first) > 0).all()
    assert overlaps(drawing) == []
    assert crossed_texts(drawing) == []


def test_links_past_too_many_ranks_are_left_to_the_wrapped_form():
    count = 150
    down = [(node, "next", node + 1) for node in range(count - 1)]
    far = [(node, "far", count - 1 - node) for node in range(count // 2 - 1)]

    drawing = drawn(make_graph(["container"] * count, [*down, *far]))

    assert drawing.layout.is_wrapped
    assert drawing.count == count
    assert int((drawing.edges.kind == SHARED).sum()) == len(far)


def ordered_names(drawing, parent: int) -> list[str]:
    """Names of the tree children of a node along their rank."""
    layout = drawing.layout
    at = [place for place in range(layout.count) if layout.parent[place] == drawing.position(parent)]
    across = layout.x if layout.orientation == TOP_DOWN else layout.y
    return [drawing.label[place] for place in sorted(at, key=across.__getitem__)]


@pytest.mark.parametrize("orientation", DIRECTIONS)
@pytest.mark.parametrize("seed", range(4))
def test_siblings_of_a_tree_stand_as_the_file_has_them(seed, orientation):
    graph = chance_graph(80, seed, 0.0)

    drawing = drawn(graph, orientation=orientation)

    for node in range(graph.node_count):
        stored = [drawing.label[drawing.position(child)] for _, child in graph.children(node)]
        assert ordered_names(drawing, node) == stored


def test_siblings_keep_their_order_beside_a_shared_node_where_no_crossing_is_saved():
    children = [(0, "lists", 1), (0, "mapping", 2), (0, "half", 3), (0, "bad", 4), (0, "shared", 5)]
    deeper = [(1, "0", 6), (1, "1", 7), (2, "a", 5), (2, "b", 8), (6, "0", 9), (6, "1", 10), (8, "c", 11)]
    # Two parents of the same two leaves cross once in any order: the search for fewer begins.
    knot = [(0, "p", 12), (0, "q", 13), (12, "x", 14), (12, "y", 15), (13, "x2", 14), (13, "y2", 15)]
    graph = make_graph(["container"] * 16, children + deeper + knot)

    drawing = drawn(graph)

    assert drawn_crossings(drawing) == 1
    in_rank = [name for name in ordered_names(drawing, 0) if name != "shared"]  # it stands below its parents
    assert in_rank == ["lists", "mapping", "half", "bad", "p", "q"]
    assert ordered_names(drawing, 1) == ["0", "1"]
    assert ordered_names(drawing, 6) == ["0", "1"]


def test_edges_to_further_parents_and_back_have_an_arrowhead_at_their_target():
    children = [(0, "a", 1), (0, "b", 2), (1, "next", 2), (2, "back", 1), (1, "me", 1), (1, "w", 3)]
    graph = make_graph(["container"] * 4, children)

    drawing = drawn(graph)

    heads, edges, layout = drawing.edges.heads, drawing.edges, drawing.layout
    assert sorted(edges.name(graph, edge) for edge in heads.edge.tolist()) == ["back", "next"]
    for edge, tip, towards in zip(heads.edge.tolist(), heads.tip, heads.towards, strict=True):
        target = edges.target[edge]
        assert np.abs(tip - [layout.x[target], layout.y[target]]).max() < 2 * NODE_RADIUS
        assert (towards[1] < 0) == (edges.name(graph, edge) == "back")


@pytest.mark.parametrize("orientation", DIRECTIONS)
def test_an_edge_against_the_ranks_shares_no_line_with_those_that_lead_down(orientation):
    graph = make_graph(
        ["container"] * 4, [(0, "a", 1), (1, "next", 2), (2, "w", 3), (3, "back", 1), (2, "again", 1)]
    )

    drawing = drawn(graph, orientation=orientation)

    edges = drawing.edges
    ends = {}
    for edge in range(len(edges.kind)):
        points = edges.curve[edges.whole(edge)].reshape(-1, 2)
        ends[edges.name(graph, edge)] = (tuple(points[0].tolist()), tuple(points[-1].tolist()))
    downwards = {end for name in ("a", "next", "w") for end in ends[name]}
    assert not downwards & {*ends["back"], *ends["again"]}
