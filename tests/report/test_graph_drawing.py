"""A graph picture as a whole: its texts, stacks, lifted edges, direction, and what stays when it is drawn anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.graph_layout import (
    AUTO,
    AUTO_DIRECTION,
    LAYERED,
    LAYERED_AT_MOST,
    LEFT_RIGHT,
    TOP_DOWN,
    WRAPPED,
)
from explorer.report.graph_drawing import GraphState, draw_graph
from explorer.report.graph_texts import TYPICAL_FONTS
from tests.made_graphs import chain, encoder_model, layered_model, make_graph, table_of

MODEL, OPTIMIZER, FIRST_LAYER = 1, 2, 4  # of a layered model


@pytest.fixture(scope="module")
def encoder():
    """A model of 24 encoder blocks with shared embeddings, lists and two slots a variable."""
    graph = encoder_model(24)
    return draw_graph(graph, table_of([str(row) for row in range(graph.node_count)]))


def node_named(drawing, label: str) -> int:
    return drawing.label.index(label)


def test_a_transformer_opens_as_a_small_layered_picture(encoder):
    blocks = node_named(encoder, "24 × EncoderBlock")

    assert not encoder.layout.is_wrapped
    assert encoder.count < 40
    assert encoder.detail[blocks] == "0 … 23 · 53 nodes each"
    assert encoder.stack[blocks] == 24
    assert encoder.count + int(encoder.inside.sum()) == encoder.graph.node_count


def test_the_edge_to_a_stack_names_the_first_and_the_last_of_it(encoder):
    blocks = node_named(encoder, "24 × EncoderBlock")
    edge = int(np.flatnonzero((encoder.edges.target == blocks) & (encoder.edges.kind == 0))[0])

    assert encoder.edge_label[edge] == "0 … 23"


def test_the_slots_in_a_stack_are_one_dashed_edge_with_their_number(encoder):
    blocks, optimizer = node_named(encoder, "24 × EncoderBlock"), node_named(encoder, "optimizer")
    edge = np.flatnonzero((encoder.edges.target == blocks) & (encoder.edges.source == optimizer))

    assert [encoder.edge_label[number] for number in edge.tolist()] == ["672 slots"]
    assert encoder.edges.times[edge].tolist() == [672]


def test_the_class_of_a_folded_node_stands_before_what_is_inside():
    graph = encoder_model(2)

    drawing = draw_graph(graph, None, GraphState(frozenset({graph.node_count - 1, 4})))

    assert drawing.detail[drawing.position(4)] == "EncoderBlock · 52 inside"


def test_labels_are_as_wide_alone_as_among_many(encoder):
    few = draw_graph(encoder.graph, None, GraphState(root=OPTIMIZER), tree=encoder.tree)
    many = draw_graph(encoder.graph, None, GraphState(frozenset(), form=WRAPPED), tree=encoder.tree)

    for node in few.layout.node.tolist():
        boxes = [d.layout.label_box[d.position(node)] for d in (few, many)]
        widths = [box[2] - box[0] for box in boxes]
        assert widths[0] == widths[1] or few.inside[few.position(node)]


def test_the_focus_is_drawn_alone_with_its_own_children_in_sight(encoder):
    drawing = draw_graph(encoder.graph, None, replace(encoder.state, root=MODEL), tree=encoder.tree)

    assert drawing.layout.node[0] == MODEL
    assert drawing.layout.parent[0] == -1
    assert OPTIMIZER not in drawing.layout.node
    assert drawing.edges.hidden_slots > 0


def test_a_focus_or_folding_that_is_not_there_is_left_out():
    graph = layered_model(2)

    drawing = draw_graph(
        graph, None, GraphState(frozenset({10**6, -7}), root=10**6, kept=frozenset({5, 10**7}))
    )

    assert sorted(drawing.layout.node.tolist()) == [0, MODEL, FIRST_LAYER, 5]
    assert drawing.state.root == 0


def test_the_direction_that_reads_better_is_taken_and_told():
    wide = make_graph(["container", *["variable"] * 30], [(0, f"variable_{n}", n) for n in range(1, 31)])
    automatic = GraphState(orientation=AUTO_DIRECTION, form=LAYERED)

    drawn = [draw_graph(graph, None, automatic) for graph in (wide, chain(4))]

    assert [drawing.layout.orientation for drawing in drawn] == [LEFT_RIGHT, TOP_DOWN]
    assert [drawing.state.orientation for drawing in drawn] == [AUTO_DIRECTION, AUTO_DIRECTION]


def test_a_large_drawing_keeps_its_direction_until_it_is_asked_for_anew():
    graph = layered_model(2 * LAYERED_AT_MOST // 7)
    automatic = GraphState(frozenset(), orientation=AUTO_DIRECTION)
    best = draw_graph(graph, None, automatic).layout.orientation
    other = LEFT_RIGHT if best == TOP_DOWN else TOP_DOWN
    turned = draw_graph(graph, None, replace(automatic, orientation=other))
    before = replace(turned, state=replace(turned.state, orientation=AUTO_DIRECTION))
    folded = replace(automatic, collapsed=frozenset({FIRST_LAYER}))

    assert draw_graph(graph, None, folded, before=before).layout.orientation == other
    assert draw_graph(graph, None, automatic, before=turned).layout.orientation == best  # newly asked for


def test_the_form_can_be_chosen_within_reason():
    few, many = layered_model(4), layered_model(LAYERED_AT_MOST // 7 + 1)

    assert draw_graph(few, None, GraphState(frozenset(), form=WRAPPED)).layout.is_wrapped
    assert not draw_graph(few, None, GraphState(frozenset(), form=LAYERED)).layout.is_wrapped
    assert draw_graph(many, None, GraphState(frozenset(), form=LAYERED)).layout.is_wrapped


@given(st.lists(st.integers(0, 40), max_size=4), st.sampled_from([TOP_DOWN, LEFT_RIGHT, AUTO_DIRECTION]))
@settings(max_examples=12, deadline=None)
def test_everything_a_picture_says_holds_together_however_one_folds(toggles, direction):
    graph = encoder_model(1)
    drawing = draw_graph(graph, None, GraphState(orientation=direction))
    inner = np.flatnonzero(drawing.tree.has_children())[1:]
    for toggle in toggles:
        collapsed = drawing.state.collapsed ^ {int(inner[toggle % len(inner)])}
        drawing = draw_graph(graph, None, replace(drawing.state, collapsed=collapsed), before=drawing)

        assert drawing.count + int(drawing.inside.sum()) == graph.node_count
        assert len(drawing.label) == len(drawing.detail) == len(drawing.stack) == drawing.count
        assert len(drawing.edge_label) == len(drawing.edge_box) == len(drawing.edges.kind)
        assert drawing.edges.hidden == 0
        shapes = drawing.layout.label_box
        for at in range(drawing.count):
            meets = (
                (shapes[:, 0] < shapes[at, 2]) & (shapes[:, 2] > shapes[at, 0])
                & (shapes[:, 1] < shapes[at, 3]) & (shapes[:, 3] > shapes[at, 1])
            )  # fmt: skip
            assert np.flatnonzero(meets).tolist() == [at]


def test_siblings_keep_their_order_when_one_is_folded_and_unfolded():
    graph = layered_model(12)
    whole = draw_graph(graph, None, GraphState(frozenset()))

    folded = draw_graph(
        graph, None, replace(whole.state, collapsed=frozenset({FIRST_LAYER + 21})), before=whole
    )
    again = draw_graph(graph, None, whole.state, before=folded)

    layers = [node for node in range(graph.node_count) if graph.role_name(node) == "layer"]
    for drawing in (folded, again):
        assert drawing.layout.is_wrapped == whole.layout.is_wrapped
        places = [drawing.position(layer) for layer in layers]
        rows = list(zip(drawing.layout.y[places].tolist(), drawing.layout.x[places].tolist(), strict=True))
        assert rows == sorted(rows)
    assert (again.layout.x == whole.layout.x).all()
    assert (again.layout.y == whole.layout.y).all()


def test_a_pile_of_isolated_siblings_names_only_those(encoder):
    blocks = encoder.stacks.members(
        int(encoder.graph.edge_target[encoder.graph.edge_source == 3][0])
    ).tolist()
    collapsed = frozenset(blocks)

    def pile(*kept):
        state = GraphState(collapsed, kept=frozenset(kept))
        drawing = draw_graph(encoder.graph, None, state, tree=encoder.tree)
        place = int(np.flatnonzero(drawing.stack > 1)[0])
        node = int(drawing.layout.node[place])
        return drawing.label[place], drawing.detail[place], drawing.pile(node).tolist()

    first, second = blocks[5:8], blocks[11:14]

    assert pile(*first) == ("3 × EncoderBlock", "5 … 7 · 2 inside", first)
    assert pile(*second) == ("3 × EncoderBlock", "11 … 13 · 2 inside", second)
    # One block with three nodes below, two alone: two nodes each would be wrong.
    assert pile(*blocks[:3], *range(blocks[2] + 1, blocks[2] + 4))[1] == "0 … 2 · 5 inside"
    assert encoder.pile(0).tolist() == []


SHARED_ENCODER = [
    (0, "encoder", 1), (0, "model", 2), (0, "other", 3), (1, "kernel", 4), (2, "layer_with_weights-0", 1),
    (2, "layer-2", 1), (3, "again", 1), (3, "bias", 5), (2, "me", 2),
]  # fmt: skip


@pytest.mark.parametrize("collapsed", [frozenset(), frozenset({1})], ids=["open", "folded"])
def test_wrapped_drawings_tell_what_other_parents_call_a_shared_node(collapsed):
    graph = make_graph(["container"] * 4 + ["variable"] * 2, SHARED_ENCODER)

    wrapped = draw_graph(graph, None, GraphState(collapsed, form=WRAPPED))
    layered = draw_graph(graph, None, GraphState(collapsed, form=LAYERED))

    told = wrapped.detail[wrapped.position(1)]
    assert told.endswith("also layer_with_weights-0, layer-2 of model …")
    assert told.startswith("1 inside · ") == bool(collapsed)
    assert wrapped.detail[wrapped.position(2)] == "also me of itself"
    assert "also" not in layered.detail[layered.position(1)]  # its edges have their names there
    assert {"layer_with_weights-0", "layer-2", "again"} <= set(layered.edge_label)


def test_a_small_drawing_that_comes_out_in_rows_tells_other_parents_as_well():
    # A comb too wide to be read in layers, and the same leaf at both its ends.
    count = 150
    edges = [(0, f"a_rather_long_name_{number}", number + 1) for number in range(count)]
    graph = make_graph(["container"] * (count + 2), [*edges, (1, "x", count + 1), (count, "y", count + 1)])

    drawing = draw_graph(graph, None, GraphState(frozenset(), show_helpers=True, form=AUTO))

    assert drawing.layout.is_wrapped
    place = drawing.position(count + 1)
    assert drawing.detail[place].startswith("also y of a_rather_")
    room = drawing.layout.label_box[place]
    assert room[2] - room[0] >= TYPICAL_FONTS.detail.widths([drawing.detail[place]])[0]
