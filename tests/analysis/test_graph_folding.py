"""What is in sight: folding, stacks, helpers, focus and isolation, and that every node is accounted for."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.graph_folding import (
    AT_FIRST_SIGHT,
    AT_MOST,
    Choice,
    automatic_folding,
    available_nodes,
    sight,
)
from explorer.analysis.graph_repeats import repeated_blocks
from explorer.analysis.graph_tree import drawn_tree
from tests.made_graphs import chain, layered_model, make_graph

MODEL, FIRST_LAYER, KERNEL, SLOT = 1, 4, 5, 6  # of a layered model


def seen_in(graph, **choice):
    tree = drawn_tree(graph)
    return sight(graph, tree, repeated_blocks(graph, tree), Choice(**choice))


def ids(mask) -> list[int]:
    return np.flatnonzero(mask).tolist()


def layers(graph) -> frozenset[int]:
    return frozenset(node for node in range(graph.node_count) if graph.role_name(node) == "layer")


def test_a_stack_whose_members_are_all_folded_is_one_node():
    graph = layered_model(5)

    seen = seen_in(graph, collapsed=layers(graph))

    assert ids(seen.visible) == [0, 1, 2, 3, FIRST_LAYER]
    assert (seen.stack[FIRST_LAYER], seen.inside[FIRST_LAYER]) == (5, 34)
    assert seen.closed.tolist() == [FIRST_LAYER]


def test_an_opened_stack_shows_its_members_folded():
    graph = layered_model(5)

    seen = seen_in(graph, collapsed=layers(graph), opened=frozenset({FIRST_LAYER}))

    assert ids(seen.visible) == [0, 1, 2, 3, 4, 11, 18, 25, 32]
    assert seen.inside[seen.visible].tolist() == [0, 0, 0, 0, 6, 6, 6, 6, 6]


def test_unfolding_one_member_opens_the_stack():
    graph = layered_model(5)

    seen = seen_in(graph, collapsed=layers(graph) - {11})

    assert seen.closed.tolist() == []
    assert seen.visible[12]
    assert not seen.visible[KERNEL]


def test_what_is_hidden_knows_the_node_it_hides_in():
    graph = layered_model(5)

    stack = seen_in(graph, collapsed=layers(graph))
    model = seen_in(graph, collapsed=layers(graph) | {MODEL})

    assert set(stack.hidden_in[5:].tolist()) == {FIRST_LAYER}
    assert set(model.hidden_in[4:].tolist()) == {MODEL}
    assert stack.hidden_in[:4].tolist() == [0, 1, 2, 3]


def test_the_focus_shows_a_node_and_what_is_below_it_even_if_folded():
    graph = layered_model(2)

    seen = seen_in(graph, collapsed=frozenset({MODEL, FIRST_LAYER}), root=FIRST_LAYER)

    assert ids(seen.visible) == [4, 5, 6, 7, 8, 9, 10]
    assert set(seen.hidden_in.tolist()) == {-1, 4, 5, 6, 7, 8, 9, 10}


def test_the_focus_on_a_member_of_a_stack_is_that_member_alone():
    graph = layered_model(5)

    seen = seen_in(graph, collapsed=layers(graph), root=11)

    assert ids(seen.visible) == list(range(11, 18))
    assert seen.stack[11] == 1


def test_isolating_nodes_keeps_what_leads_to_them():
    graph = layered_model(3)

    seen = seen_in(graph, kept=frozenset({SLOT, 10**9, -4}))

    assert ids(seen.visible) == [0, MODEL, FIRST_LAYER, KERNEL, SLOT]


def test_a_stack_counts_only_members_that_are_kept():
    graph = layered_model(5)

    seen = seen_in(graph, collapsed=layers(graph), kept=frozenset({12, 19, 26}))

    assert ids(seen.visible) == [0, MODEL, 11]
    assert (seen.stack[11], seen.inside[11]) == (3, 5)


def test_helpers_are_neither_shown_nor_counted_until_asked_for():
    graph = make_graph(
        ["container", "layer", "variable", "other"],
        [(0, "a", 1), (1, "w", 2), (1, "helper", 3)],
        helpers=(3,),
    )

    hidden, shown = seen_in(graph, collapsed={1}), seen_in(graph, collapsed={1}, show_helpers=True)

    assert (hidden.inside[1], shown.inside[1]) == (1, 2)
    assert (hidden.hidden_in[3], shown.hidden_in[3]) == (-1, 1)


def test_small_graphs_are_shown_whole_and_large_ones_with_their_stacks_closed():
    small, large = layered_model(10), layered_model(1_000)

    for graph, expected in ((small, small.node_count), (large, 5)):
        tree = drawn_tree(graph)
        stacks = repeated_blocks(graph, tree)
        collapsed, opened = automatic_folding(graph, tree, stacks, Choice())
        assert int(sight(graph, tree, stacks, Choice(collapsed, opened)).visible.sum()) == expected
    assert layers(large) <= collapsed


def different_layers(count: int):
    """Layers of which no two are alike."""
    roles, edges = ["container", "container"], [(0, "model", 1)]
    for number in range(count):
        layer = len(roles)
        roles += ["layer", "variable", "variable"]
        edges += [
            (1, f"layer_{number}", layer),
            (layer, f"kernel_{number}", layer + 1),
            (layer, "bias", layer + 2),
        ]
    return make_graph(roles, edges)


def test_levels_are_folded_where_nothing_repeats():
    graph = different_layers(2_000)
    tree = drawn_tree(graph)
    stacks = repeated_blocks(graph, tree)

    collapsed, opened = automatic_folding(graph, tree, stacks, Choice())

    seen = sight(graph, tree, stacks, Choice(collapsed, opened))
    assert int(seen.visible.sum()) == 2_002
    assert set(seen.inside[seen.visible][2:].tolist()) == {2}


def test_unfolding_a_node_shows_its_small_blocks_whole():
    roles, edges = ["container"], []
    for group in range(30):
        outer = len(roles)
        roles.append("container")
        edges.append((0, f"group_{group}", outer))
        for number in range(20):
            layer = len(roles)
            roles += ["layer", "variable"]
            edges += [(outer, f"layer_{number}", layer), (layer, f"w_{group}_{number}", layer + 1)]
    graph = make_graph(roles, edges)
    tree = drawn_tree(graph)
    stacks = repeated_blocks(graph, tree)

    collapsed, opened = automatic_folding(graph, tree, stacks, Choice())
    seen = sight(graph, tree, stacks, Choice(collapsed, opened))
    after = sight(graph, tree, stacks, Choice(collapsed - {1}, opened))

    assert int(seen.visible.sum()) == 31
    assert int(after.visible.sum()) == 31 + 40


def test_a_chain_is_folded_where_it_gets_long():
    graph = chain(100_000)
    tree = drawn_tree(graph)
    stacks = repeated_blocks(graph, tree)

    seen = sight(graph, tree, stacks, Choice(*automatic_folding(graph, tree, stacks, Choice())))

    assert int(seen.visible.sum()) == AT_FIRST_SIGHT


@st.composite
def choices(draw):
    count = draw(st.integers(1, 60))
    names = st.sampled_from("ab")
    edges = [(draw(st.integers(max(0, node - 9), node - 1)), draw(names), node) for node in range(1, count)]
    nodes = st.frozensets(st.integers(-1, count), max_size=12)
    helpers = tuple(draw(nodes) & set(range(1, count)))
    graph = make_graph(["container"] * count, edges, helpers=helpers)
    choice = Choice(
        draw(nodes),
        draw(nodes),
        draw(st.booleans()),
        draw(st.integers(0, count - 1)),
        draw(st.none() | nodes),
    )
    return graph, choice


@given(choices())
@settings(max_examples=200, deadline=None)
def test_every_available_node_is_visible_or_hidden_in_one_that_counts_it(made):
    graph, choice = made
    tree = drawn_tree(graph)

    seen = sight(graph, tree, repeated_blocks(graph, tree), choice)

    available = available_nodes(graph, tree, choice)
    assert seen.visible[choice.root]
    assert (seen.hidden_in >= 0).tolist() == available.tolist()
    assert seen.visible[seen.hidden_in[available]].all()
    assert int(seen.visible.sum() + seen.inside.sum()) == int(available.sum())
    inner = [node for node in ids(seen.visible) if node != choice.root]
    assert seen.visible[tree.parent[inner]].all()


@given(choices())
@settings(max_examples=60, deadline=None)
def test_the_automatic_folding_shows_the_focus_and_never_too_much(made):
    graph, choice = made
    tree = drawn_tree(graph)
    stacks = repeated_blocks(graph, tree)

    collapsed, opened = automatic_folding(graph, tree, stacks, choice)

    seen = sight(
        graph, tree, stacks, Choice(collapsed, opened, choice.show_helpers, choice.root, choice.kept)
    )
    assert 1 <= int(seen.visible.sum()) <= AT_MOST
    assert choice.root not in collapsed
