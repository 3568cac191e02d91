"""Blocks that repeat: what counts as alike, what a pile of them is called, and that nothing is taken for granted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.graph_repeats import MIN_BLOCK_SIZE, MIN_REPEATS, common_stem, repeated_blocks
from explorer.analysis.graph_tree import drawn_tree
from explorer.checkpoints.object_graph import Attribute
from tests.made_graphs import chain, layered_model, make_graph, table_of


def stacks_of(graph, table=None):
    return repeated_blocks(graph, drawn_tree(graph), table)


def blocks(names, inner=("kernel", "bias"), roles=None):
    """A root with one block a name, each with the same variables."""
    all_roles, edges = ["container"], []
    for place, name in enumerate(names):
        block = len(all_roles)
        all_roles.append("layer")
        edges.append((0, name, block))
        for variable in inner:
            edges.append((block, variable, len(all_roles)))
            all_roles.append((roles or {}).get(place, "variable"))
    return make_graph(all_roles, edges, rows={n: n for n, role in enumerate(all_roles) if role == "variable"})


def test_the_layers_of_a_model_are_one_stack_named_after_what_their_names_share():
    graph = layered_model(5)
    tree = drawn_tree(graph)

    stacks = repeated_blocks(graph, tree)

    assert stacks.heads.tolist() == [4]
    assert stacks.size[4] == 5
    assert stacks.members(4).tolist() == [4, 11, 18, 25, 32]
    assert stacks.name(graph, tree, 4) == "layer"


def listed(names, held=(("kernel",),)):
    """A list of blocks, each with variables called `<name>/<held>`; of several kinds of blocks in turns."""
    roles, edges, attributes = ["container", "container"], [(0, "_operations", 1)], []
    for place, name in enumerate(names):
        block = len(roles)
        roles.append("layer")
        edges.append((1, str(place), block))
        for inner in held[place % len(held)]:
            edges.append((block, inner, len(roles)))
            attributes.append((len(roles), Attribute("VARIABLE_VALUE", f"{name}/{inner}", f"k{len(roles)}")))
            roles.append("variable")
        edges.append((block, "more", len(roles)))
        roles.append("other")
    return make_graph(roles, edges, attributes=attributes)


def pile_names(graph):
    tree = drawn_tree(graph)
    stacks = repeated_blocks(graph, tree)
    return [stacks.name(graph, tree, head) for head in stacks.heads.tolist()]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["att_0", "att_1", "att_2"], ["att"]),
        (["net/att_0", "net/att_1", "net/att_2"], ["att"]),
        (["block", "block_1", "block_2"], ["block"]),
        (["block_12", "block_13", "block_14"], ["block"]),  # the same run, made again in the same program
        (["one", "two", "three"], ["_operation"]),
        (["same", "same", "same"], ["_operation"]),
        (["", "", ""], ["_operation"]),
    ],
)
def test_a_pile_is_called_as_the_program_called_its_members(names, expected):
    assert pile_names(listed(names)) == expected


def test_piles_of_one_list_are_told_apart_by_their_names_or_by_what_they_hold():
    kinds = (("query", "key"), ("gamma", "beta"))

    given_names = [f"{'att' if place % 2 == 0 else 'ln'}_{place}" for place in range(8)]
    assert pile_names(listed(given_names, kinds)) == ["att", "ln"]
    assert pile_names(listed(["x"] * 8, kinds)) == [
        "_operation with query, key, more",
        "_operation with gamma, beta, more",
    ]


def test_the_siblings_own_names_do_not_count_but_every_name_below_does():
    assert stacks_of(blocks(["query", "key", "value"])).size.max() == 3
    graph = make_graph(
        ["container", *["layer", "variable", "variable"] * 3],
        [
            (0, "a", 1), (1, "kernel", 2), (1, "bias", 3),
            (0, "b", 4), (4, "kernel", 5), (4, "bias", 6),
            (0, "c", 7), (7, "kernel", 8), (7, "scale", 9),
        ],
    )  # fmt: skip
    assert stacks_of(graph).size.max() == 0


def test_another_role_or_shape_below_makes_a_block_another_one():
    assert stacks_of(blocks("abc", roles={2: "metric"})).size.max() == 0
    graph = blocks("abc")
    table = table_of([str(row) for row in range(graph.node_count)])
    assert stacks_of(graph, table).size.max() == 3
    shape_id = table.shape_id.copy()
    shape_id[8] = 1
    other = replace(table, shape_id=shape_id, shapes=((4, 10), (4, 20)))
    assert stacks_of(graph, other).size.max() == 0


def test_two_blocks_or_blocks_of_two_nodes_are_no_stack():
    assert stacks_of(blocks("ab")).size.max() == 0
    assert stacks_of(blocks("abcdef", inner=("kernel",))).size.max() == 0


def test_the_order_of_drawing_decides_who_stands_for_the_others():
    graph = make_graph(
        ["container", *["variable"] * 6, *["layer"] * 3],
        [
            (0, "first", 9), (0, "second", 7), (0, "third", 8),
            (7, "k", 1), (7, "b", 2), (8, "k", 3), (8, "b", 4), (9, "k", 5), (9, "b", 6),
        ],
    )  # fmt: skip

    stacks = stacks_of(graph)

    assert stacks.heads.tolist() == [9]
    assert stacks.representative[[7, 8, 9]].tolist() == [9, 9, 9]


@pytest.mark.parametrize(
    ("names", "stem"),
    [
        (["layer_0", "layer_1", "layer_10"], "layer"), (["conv1", "conv2", "conv3"], "conv"),
        (["0", "1", "2"], ""), (["encoder/block-0", "encoder/block-1"], "encoder/block"),
        (["query", "key"], ""), (["dense", "dense_1", "dense_2"], "dense"), (["a", "b"], ""),
    ],
)  # fmt: skip
def test_what_names_have_in_common(names, stem):
    assert common_stem(names) == stem


def test_members_of_a_list_are_called_what_the_list_is_of_or_by_their_role():
    plain = blocks(["0", "1", "2"])
    edges = list(zip(plain.edge_source.tolist(), plain.edge_name, plain.edge_target.tolist(), strict=True))
    moved = [(source + 1, name, target + 1) for source, name, target in edges]
    roles = ["container", *(plain.role_name(node) for node in range(plain.node_count))]
    named = make_graph(roles, [(0, "blocks", 1), *moved])

    assert stacks_of(plain).name(plain, drawn_tree(plain), 1) == "layer"
    assert stacks_of(named).name(named, drawn_tree(named), 2) == "block"


def test_graphs_without_anything_to_repeat_have_no_stacks():
    assert stacks_of(make_graph([], [])).heads.tolist() == []
    assert stacks_of(make_graph(["container"], [])).heads.tolist() == []
    assert stacks_of(chain(100_000)).heads.tolist() == []


def test_names_of_a_megabyte_that_end_in_numbers_have_a_short_stem():
    names = ["layer_" + "1" * 1_000_000 + str(number) + "x" for number in range(3)]

    assert len(common_stem(names)) <= 200


def test_ten_thousand_stacks_in_one_family_are_told_apart():
    roles, edges = ["container"], []
    for number in range(10_000):
        for copy in range(3):
            block = len(roles)
            roles += ["layer", "variable", "variable"]
            edges += [
                (0, f"{number}/{copy}", block),
                (block, f"w{number}", block + 1),
                (block, "b", block + 2),
            ]

    stacks = stacks_of(make_graph(roles, edges))

    assert len(stacks.heads) == 10_000
    assert stacks.members(1).tolist() == [1, 4, 7]
    assert stacks.members(int(stacks.heads[-1])).tolist() == [89_992, 89_995, 89_998]


def test_a_comb_as_deep_as_it_is_large_is_not_walked_block_by_block():
    # Each tooth is alike, and each stands in a block that differs from all others in its size.
    count = 30_000
    edges = [(node, "next", node + 1) for node in range(count - 1)]
    roles = ["container"] * count
    for node in range(count):
        edges.append((node, "tooth", len(roles)))
        roles.append("variable")

    assert stacks_of(make_graph(roles, edges)).heads.tolist() == []


@st.composite
def small_trees(draw):
    """Random trees over few names, so that much repeats."""
    count = draw(st.integers(1, 30))
    roles = ["container"] + [draw(st.sampled_from(["layer", "variable"])) for _ in range(count - 1)]
    edges = [(draw(st.integers(0, node - 1)), draw(st.sampled_from("ab")), node) for node in range(1, count)]
    return make_graph(roles, edges)


@given(small_trees())
@settings(max_examples=150, deadline=None)
def test_stacks_are_exactly_the_siblings_that_look_alike(graph):
    tree = drawn_tree(graph)

    def look(node):
        below = tuple(
            (graph.edge_name[tree.edge[child]], look(child)) for child in tree.children_of(node).tolist()
        )
        return (int(graph.role[node]), below)

    expected = {}
    for node in range(1, graph.node_count):
        if 1 + len(tree.below(node)) >= MIN_BLOCK_SIZE:
            expected.setdefault((int(tree.parent[node]), look(node)), set()).add(node)
    expected = {frozenset(group) for group in expected.values() if len(group) >= MIN_REPEATS}

    stacks = repeated_blocks(graph, tree)

    found = {
        frozenset(np.flatnonzero(stacks.representative == head).tolist()) for head in stacks.heads.tolist()
    }
    assert found == expected
    assert all(
        stacks.size[min(group, key=lambda n: tree.children.tolist().index(n))] == len(group)
        for group in found
    )
