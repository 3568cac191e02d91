"""Folding and unfolding as a reader does it: stacks open and close, nodes are brought to sight."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.report.graph_drawing import GraphState, draw_graph
from explorer.report.graph_folds import (
    all_unfolded,
    brought_to_sight,
    folded_below,
    stack_closed,
    toggled,
    unfolded_at,
    unfolded_below,
)
from tests.made_graphs import layered_model, make_graph

MODEL, FIRST_LAYER, SECOND_LAYER, LAST_SLOT = 1, 4, 11, 423


def of(drawing, state):
    return draw_graph(drawing.graph, None, state, tree=drawing.tree)


@pytest.fixture(scope="module")
def large():
    return draw_graph(layered_model(60), None)


def test_a_large_model_opens_as_five_nodes_with_its_layers_on_a_pile(large):
    place = large.position(FIRST_LAYER)

    assert large.count == 5
    assert (large.label[place], large.detail[place]) == ("60 × layer", "layer_0 … layer_59 · 7 nodes each")
    assert (large.stack[place], large.inside[place]) == (60, 419)


def test_a_pile_opens_into_folded_members_and_closes_again(large):
    opened = of(large, toggled(large, FIRST_LAYER))

    assert opened.count == 64
    assert opened.detail[opened.position(SECOND_LAYER)] == "6 inside"
    assert opened.label[opened.position(SECOND_LAYER)] == "layer_1"
    closed = of(opened, stack_closed(opened, SECOND_LAYER))
    assert closed.state == large.state


def test_unfolding_at_a_node_opens_the_next_that_is_closed_below_it(large):
    state, idle = unfolded_at(large, [MODEL])
    opened = of(large, state)
    assert (opened.count, idle) == (64, ())

    state, idle = unfolded_at(opened, [MODEL])
    members = of(opened, state)
    assert members.position(LAST_SLOT) >= 0
    assert (members.count, idle) == (424, ())

    state, idle = unfolded_at(members, [MODEL])
    assert (state, idle) == (members.state, (MODEL,))


def test_unfolding_at_a_node_out_of_sight_brings_its_children_to_sight(large):
    state, idle = unfolded_at(large, [SECOND_LAYER])

    opened = of(large, state)
    assert all(opened.position(child) >= 0 for child in large.tree.children_of(SECOND_LAYER).tolist())
    assert idle == ()


def test_nothing_is_folded_at_a_leaf(large):
    step = 3

    assert unfolded_at(large, [step]) == (large.state, (step,))


def test_the_names_of_a_pile_are_counted_as_people_count():
    names = ["dense", *(f"dense_{number}" for number in (1, 10, 11, 2, 3, 9))]  # as a file sorts them
    roles, edges = ["container"], []
    for name in names:
        layer = len(roles)
        roles += ["layer", "variable", "variable"]
        edges += [(0, name, layer), (layer, "kernel", layer + 1), (layer, "bias", layer + 2)]
    graph = make_graph(roles, edges)
    drawing = draw_graph(graph, None, GraphState(collapsed=frozenset(range(1, len(roles), 3))))

    assert drawing.label[1] == "7 × dense"
    assert drawing.detail[1] == "dense … dense_11 · 3 nodes each"


def test_a_member_of_an_opened_pile_unfolds_alone_and_the_pile_still_closes(large):
    opened = of(large, toggled(large, FIRST_LAYER))

    one = of(opened, toggled(opened, SECOND_LAYER))

    assert one.count == 64 + 6  # kernel and bias, and the slots of each without a click of their own
    assert of(one, stack_closed(one, FIRST_LAYER)).count == 5


def test_everything_can_be_unfolded_and_folded_below_a_node(large):
    whole = of(large, unfolded_below(large, 0))

    assert whole.count == 424
    assert of(large, all_unfolded(large.state)).count == 424
    assert of(whole, folded_below(whole, 0)).count == 4
    assert of(large, unfolded_below(large, FIRST_LAYER)).count == 424


def test_what_is_in_focus_cannot_be_folded(large):
    state = replace(large.state, root=MODEL)

    focused = of(large, state)

    assert toggled(focused, MODEL) == focused.state
    assert focused.count == 2


def test_a_node_is_brought_to_sight_out_of_a_pile(large):
    found = of(large, brought_to_sight(large, [LAST_SLOT]))

    assert found.position(LAST_SLOT) >= 0
    assert found.count == 64 + 2 + 4


def test_a_node_out_of_focus_or_isolation_or_a_hidden_helper_is_brought_to_sight():
    graph = make_graph(
        ["container", "layer", "variable", "other"],
        [(0, "a", 1), (1, "w", 2), (0, "helper", 3)],
        helpers=(3,),
    )
    drawing = draw_graph(graph, None, GraphState(root=1, kept=frozenset({2})))

    state = brought_to_sight(drawing, [3])

    assert (state.root, state.kept, state.show_helpers) == (0, None, True)
    assert draw_graph(graph, None, state).position(3) >= 0


def test_nodes_that_are_not_there_change_nothing(large):
    assert brought_to_sight(large, [-1, 10**6]) == large.state
    assert toggled(large, LAST_SLOT) == large.state
    assert stack_closed(large, MODEL) == large.state


@given(
    st.lists(
        st.tuples(st.sampled_from([toggled, stack_closed, folded_below]), st.integers(0, 423)), max_size=8
    )
)
@settings(max_examples=60, deadline=None)
def test_any_node_can_be_brought_to_sight_after_any_folding(large, steps):
    drawing = large
    for change, node in steps:
        drawing = of(drawing, change(drawing, node))
        assert drawing.count + int(drawing.inside.sum()) == 424

    found = of(drawing, brought_to_sight(drawing, [LAST_SLOT, 100]))

    assert min(found.position(LAST_SLOT), found.position(100)) >= 0
