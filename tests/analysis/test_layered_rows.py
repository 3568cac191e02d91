"""Layered drawings from left to right: rows are one line high where that reads better, and families stay together."""

from __future__ import annotations

import numpy as np

from explorer.analysis.graph_layout import AUTO_DIRECTION, LAYERED, LEFT_RIGHT, TOP_DOWN
from explorer.report.graph_drawing import GraphState, draw_graph
from tests.made_graphs import layered_model, make_graph, table_of


def drawn(graph, orientation):
    state = GraphState(
        frozenset(), orientation=orientation, form=LAYERED, opened=frozenset(range(graph.node_count))
    )
    rows = int(graph.row.max(initial=-1)) + 1
    return draw_graph(graph, table_of([f"key/{row}" for row in range(rows)]), state)


def height(boxes) -> float:
    return float((boxes[:, 3] - boxes[:, 1]).max())


def test_many_rows_have_details_behind_the_names():
    drawing = drawn(layered_model(12), LEFT_RIGHT)
    layout = drawing.layout

    assert layout.one_line
    assert height(layout.label_box) <= 20
    rank = np.unique(layout.x)
    for x in rank.tolist():  # no two texts of a rank share a line
        y = np.sort(layout.y[layout.x == x])
        assert (np.diff(y) >= 20).all()


def test_few_rows_have_details_below_the_names():
    layout = drawn(layered_model(1), LEFT_RIGHT).layout

    assert not layout.one_line
    assert height(layout.label_box) == 30


def test_from_top_to_bottom_details_stand_below_the_names():
    assert not drawn(layered_model(12), TOP_DOWN).layout.one_line


def test_a_graph_of_some_seventy_nodes_opens_in_ranks_and_one_whose_names_would_not_fit_in_blocks():
    state = GraphState(frozenset(), orientation=AUTO_DIRECTION)

    some, many = draw_graph(layered_model(9), None, state), draw_graph(layered_model(20), None, state)

    assert (some.count > 60, some.layout.is_wrapped, some.layout.orientation) == (True, False, LEFT_RIGHT)
    assert (many.count < 200, many.layout.is_wrapped) == (True, True)


def test_rows_of_different_parents_stand_further_apart_than_those_of_one():
    graph = make_graph(
        ["container", "layer", "layer", *["variable"] * 4],
        [(0, "a", 1), (0, "b", 2), (1, "w", 3), (1, "x", 4), (2, "w", 5), (2, "x", 6)],
    )
    layout = drawn(graph, LEFT_RIGHT).layout

    first, second, third, fourth = np.sort(layout.y[layout.index[[3, 4, 5, 6]]]).tolist()
    assert second - first == fourth - third
    assert third - second > second - first


def test_edges_to_children_are_named_once_from_left_to_right():
    beside, above = drawn(layered_model(1), LEFT_RIGHT), drawn(layered_model(1), TOP_DOWN)

    def named(drawing):
        return int(np.isfinite(drawing.edge_box[:, 0]).sum())

    assert (named(beside), named(above)) == (0, above.count - 1)
