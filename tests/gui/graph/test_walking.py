"""Walking through the graph by keys: along the tree, and along the edges it does not hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt

from explorer.analysis.graph_tree import drawn_tree
from explorer.gui.graph.walking import first_node, further_ways
from explorer.report.graph_drawing import GraphState, draw_graph
from tests.gui.graph.hands import (
    BIAS,
    CONTROL,
    KERNEL,
    KERNEL_M,
    L1,
    NET,
    OPTIMIZER,
    ROOT,
    SHIFT,
    click,
    key,
    said,
    shown,
)
from tests.made_graphs import layered_model, make_graph

Key = Qt.Key


def test_arrows_walk_to_parent_first_child_and_siblings(qtbot, guide):
    click(qtbot, guide, KERNEL)
    visited = []
    for one in (
        Qt.Key.Key_Right,
        Qt.Key.Key_Left,
        Qt.Key.Key_Down,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Up,
    ):
        key(qtbot, guide, one)
        visited.append(guide.session.selected_node)

    assert visited == [BIAS, KERNEL, KERNEL_M, 16, KERNEL, L1]


@pytest.mark.parametrize("first", [Key.Key_Down, Key.Key_Up, Key.Key_Left, Key.Key_Right])
def test_the_first_arrow_chooses_the_root_and_moves_nothing_out_of_sight(qtbot, guide, first):
    assert guide.canvas.selected == -1
    before = guide.canvas.place_of(ROOT)

    key(qtbot, guide, first)
    assert guide.session.selected_node == ROOT
    assert guide.canvas.place_of(ROOT) == before

    key(qtbot, guide, Key.Key_Down)
    assert guide.session.selected_node == int(guide.canvas.scene.drawing.tree.children_of(ROOT)[0])


@pytest.mark.parametrize("modifier", [CONTROL, SHIFT])
def test_with_shift_or_control_an_arrow_moves_the_picture_and_chooses_nothing(qtbot, guide, modifier):
    before = guide.canvas.place_of(ROOT)

    key(qtbot, guide, Key.Key_Right, modifier=modifier)

    assert guide.canvas.selected == -1
    assert guide.canvas.place_of(ROOT).x() < before.x()


def test_where_the_root_is_out_of_sight_walking_begins_in_the_middle(qtbot, guide):
    canvas = guide.canvas
    canvas.reduced_motion = True
    way = canvas.rect().center() - canvas.place_of(KERNEL).toPoint()
    canvas.zoom_by(4.0, canvas.place_of(KERNEL))
    canvas.pan_by(way.x(), way.y())
    assert ROOT not in canvas.nodes_in(QRectF(canvas.rect()))

    key(qtbot, guide, Key.Key_Down)

    assert guide.session.selected_node == KERNEL


def test_walking_begins_where_a_folded_node_went_and_in_what_is_in_focus():
    graph = layered_model(3)
    drawing = draw_graph(graph, None, GraphState(collapsed=frozenset((1,)), root=0))
    inside = int(drawing.tree.children_of(1)[0])
    assert first_node(drawing, inside, frozenset(), 0.0, 0.0) == 1

    focused = draw_graph(graph, None, GraphState(collapsed=frozenset(), root=1))
    assert first_node(focused, -1, frozenset(), 0.0, 0.0) == 1


def test_left_to_right_turns_the_arrows_too(qtbot, guide):
    key(qtbot, guide, Qt.Key.Key_L)
    click(qtbot, guide, L1)
    visited = []
    for one in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        key(qtbot, guide, one)
        visited.append(guide.session.selected_node)

    assert guide.canvas.scene.drawing.state.orientation == "left-right"
    assert visited == [KERNEL, BIAS, L1]


def test_full_stops_walk_along_a_slots_further_edges_and_back(qtbot, guide):
    click(qtbot, guide, KERNEL_M)
    visited, told = [], []
    for _ in range(3):
        key(qtbot, guide, Key.Key_Period)
        visited.append(guide.session.selected_node)
        told.append(said(guide))

    assert visited == [OPTIMIZER, KERNEL_M, OPTIMIZER]  # its variable is above it in the tree
    assert told[0] == "optimizer ← m · edge 1 of 1"
    assert told[1] == "Back at m."


def test_commas_walk_the_other_way_round_and_a_semicolon_goes_on_from_there(qtbot, guide):
    click(qtbot, guide, KERNEL)
    key(qtbot, guide, Key.Key_Comma)
    last, told = guide.session.selected_node, said(guide)
    key(qtbot, guide, Key.Key_Comma)
    first = guide.session.selected_node

    key(qtbot, guide, Key.Key_Semicolon, Key.Key_Period)

    assert (first, last) == (KERNEL_M, 16)
    assert told == "kernel → v · edge 2 of 2"
    assert guide.session.selected_node == OPTIMIZER
    assert said(guide).startswith("optimizer ← m")


def test_shared_parents_are_reached_and_told_with_the_name_of_the_edge(qtbot, open_view):
    graph = make_graph(
        ["container", "layer", "container", "variable"],
        [(0, "net", 1), (0, "all_weights", 2), (1, "kernel", 3), (2, "0", 3)],
        rows={3: 0},
    )
    view = open_view(graph)
    click(qtbot, view, 3)

    key(qtbot, view, Key.Key_Period)

    assert view.session.selected_node == 2
    assert said(view) == "all_weights ← 0 · edge 1 of 1"


def test_a_folded_end_is_unfolded_and_a_hidden_helper_passed_over(qtbot, open_view):
    graph = make_graph(
        ["container", "layer", "container", "variable", "other"],
        [(0, "net", 1), (0, "list", 2), (0, "helper", 4), (1, "kernel", 3), (2, "0", 3), (4, "0", 3)],
        helpers=(4,), rows={3: 0},
    )  # fmt: skip
    view = open_view(graph)
    click(qtbot, view, 2)
    key(qtbot, view, Key.Key_Period)
    reached = view.session.selected_node
    key(qtbot, view, Key.Key_Semicolon)
    told = said(view)
    key(qtbot, view, Key.Key_Period)

    assert reached == 3
    assert told == "kernel: 1 edge besides the tree's (. and ,)."
    assert view.session.selected_node == 2


def test_a_node_without_further_edges_says_so(qtbot, guide):
    click(qtbot, guide, NET)

    key(qtbot, guide, Key.Key_Period)

    assert guide.session.selected_node == NET
    assert said(guide) == "net has no edges but those of the tree."


def test_page_keys_pass_ten_siblings(qtbot, open_view):
    view = open_view(layered_model(30))
    view.unfold_all()
    key(qtbot, view)
    first = view._loaded.tree.children_of(1).tolist()
    view.session.select("", first[0])
    visited = []
    for one in (Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageUp):
        key(qtbot, view, one)
        visited.append(first.index(view.session.selected_node))

    assert visited == [10, 20, 29, 19]


def test_page_keys_move_the_picture_while_nothing_is_chosen(qtbot, guide):
    before = guide.canvas.place_of(NET)

    key(qtbot, guide, Key.Key_PageDown)

    assert guide.canvas.place_of(NET).y() < before.y()


def test_screen_readers_are_told_everything_about_the_node(qtbot, guide):
    click(qtbot, guide, L1)
    key(qtbot, guide, Key.Key_Return)
    folded = guide.canvas.accessibleDescription()
    key(qtbot, guide, Key.Key_Up)

    assert folded == "l1, Dense, layer, 1 of 1, 2 children, folded, 6 inside"
    assert guide.canvas.accessibleDescription() == "net, container, 2 of 5, 1 child, unfolded"


def test_up_from_what_is_in_focus_leads_nowhere(qtbot, guide):
    click(qtbot, guide, L1)
    key(qtbot, guide, Key.Key_G)

    key(qtbot, guide, Key.Key_Up)

    assert guide.session.selected_node == L1
    assert BIAS in shown(guide)


@given(
    edges=st.lists(st.tuples(st.integers(0, 7), st.sampled_from("ab"), st.integers(0, 7)), max_size=20),
    slots=st.lists(
        st.tuples(st.integers(-1, 7), st.integers(-1, 7), st.sampled_from("mv"), st.integers(1, 7)),
        max_size=6,
    ),
    node=st.integers(0, 7),
)
def test_any_edges_are_walked_each_other_end_once(edges, slots, node):
    graph = make_graph(["container"] * 8, edges, slots)
    tree = drawn_tree(graph)
    above, is_child = int(tree.parent[node]), int(tree.edge[node]) >= 0
    expected = {
        source for source, _, target in edges if target == node and not (is_child and source == above)
    }
    own = next((slot for slot in slots if slot[3] == node), None)
    if own is not None:
        expected |= {owner for owner in own[:2] if owner != above}
    expected |= {slot[3] for slot in slots if node in slot[:2]}
    expected |= {target for source, _, target in edges if source == node and int(tree.parent[target]) != node}

    ways = further_ways(graph, tree, node)

    assert sorted(ways.target.tolist()) == sorted(expected - {node, -1})
    assert all(ways.words(way) for way in range(len(ways)))
