"""Wrapped drawings: rows and blocks, the same whichever way they are worked out, and steady under folding."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis import graph_rows
from explorer.analysis.graph_layout import LEFT_RIGHT, TOP_DOWN, visible_order
from explorer.analysis.graph_rows import INDENT, LINE_GAP, SIBLING_GAP, SLACK, Shape, families, pack
from explorer.analysis.graph_tree import drawn_tree
from explorer.analysis.wrapped_layout import wrapped_layout
from tests.made_graphs import chain, layered_model, make_graph, visible_nodes


def drawn(graph, collapsed=(), before=None, orientation=TOP_DOWN, seed=0):
    tree = drawn_tree(graph)
    node = visible_order(tree, visible_nodes(graph, tree, collapsed, True))
    text = np.random.default_rng(seed).integers(20, 120, graph.node_count).astype(float)[node]
    return wrapped_layout(tree, node, text, orientation, before.rows if before is not None else None)


def by_hand(parent, widths, lengths, head, shortest, aspect):
    """Greedy rows, one family after another, as plainly as can be: node -> (across, along) in its parent's block."""
    places, widths, lengths = {}, list(widths), list(lengths)
    for father in range(len(parent) - 1, -1, -1):
        kids = [kid for kid in range(len(parent)) if parent[kid] == father]
        if not kids:
            continue
        steps = [widths[kid] + SIBLING_GAP for kid in kids]
        area = sum(step * (lengths[kid] + 2 * LINE_GAP) for step, kid in zip(steps, kids, strict=True))
        limit = max(math.floor(max(shortest, math.sqrt(area * aspect)) * 256) / 256, *steps)
        single = sum(steps) <= limit * SLACK
        rows = [[]]
        for kid in kids:
            taken = sum(widths[other] + SIBLING_GAP for other in rows[-1])
            if not single and rows[-1] and taken + widths[kid] > limit:
                rows.append([])
            rows[-1].append(kid)
        at = head[father]
        for row in rows:
            across = 0.0 if single else INDENT
            for kid in row:
                places[kid] = (across, at + LINE_GAP)
                across += widths[kid] + SIBLING_GAP
            widths[father] = max(widths[father], across - SIBLING_GAP)
            at += max(lengths[kid] for kid in row) + 2 * LINE_GAP
        lengths[father] = at - LINE_GAP
    return places, widths, lengths


@st.composite
def trees(draw):
    """Parents (before their children, level by level), sizes and heads."""
    count = draw(st.integers(1, 40))
    raw = [-1] + [draw(st.integers(max(0, node - 12), node - 1)) for node in range(1, count)]
    depth = [0] * count
    for node in range(1, count):
        depth[node] = depth[raw[node]] + 1
    order = sorted(range(count), key=lambda node: depth[node])
    place = {node: at for at, node in enumerate(order)}
    parent = [-1 if raw[node] < 0 else place[raw[node]] for node in order]
    sizes = st.lists(st.integers(1, 4000).map(lambda units: units / 16), min_size=count, max_size=count)
    return (
        np.array(parent),
        np.array(sorted(depth)),
        np.array(draw(sizes)),
        np.array(draw(sizes)),
        np.array(draw(sizes)),
    )


@given(trees())
@settings(max_examples=150, deadline=None)
def test_level_by_level_and_one_by_one_give_the_same_rows_as_by_hand(made):
    parent, depth, width, length, head = made
    family = families(parent, depth, np.arange(1, len(parent)))
    shape, nothing = Shape(head, 340.0, 1.7), (np.zeros(len(parent)), np.zeros(len(parent), np.bool_))

    by_level = graph_rows._pack_by_level(
        family, width.copy(), length.copy(), shape, nothing, graph_rows.QUIET
    )
    one_by_one = graph_rows._pack_one_by_one(
        family, width.copy(), length.copy(), shape, nothing, graph_rows.QUIET
    )
    places, widths, lengths = by_hand(parent.tolist(), width, length, head, 340.0, 1.7)

    for packing in (by_level, one_by_one):
        assert packing.width.tolist() == widths
        assert packing.length.tolist() == lengths
        assert {kid: (packing.across[kid], packing.along[kid]) for kid in places} == places
    for column in ("line", "ends_row", "begins_row", "limit"):
        assert getattr(by_level, column).tolist() == getattr(one_by_one, column).tolist()


@given(trees(), trees())
@settings(max_examples=150, deadline=None)
def test_both_ways_remember_rows_alike(made, other):
    parent, depth, width, length, head = made
    family = families(parent, depth, np.arange(1, len(parent)))
    shape = Shape(head, 340.0, 1.7)
    first = pack(family, width, length, shape)
    changed = width.copy()
    changed[: len(other[2])] = other[2][: len(changed)]  # some nodes have become wider or narrower
    known = (first.limit, first.begins_row)

    by_level = graph_rows._pack_by_level(
        family, changed.copy(), length.copy(), shape, known, graph_rows.QUIET
    )
    one_by_one = graph_rows._pack_one_by_one(
        family, changed.copy(), length.copy(), shape, known, graph_rows.QUIET
    )

    for column in ("across", "along", "line", "ends_row", "begins_row", "width", "length", "limit"):
        assert getattr(by_level, column).tolist() == getattr(one_by_one, column).tolist()


@pytest.mark.parametrize("orientation", [TOP_DOWN, LEFT_RIGHT])
def test_a_drawing_made_anew_is_the_same(orientation):
    graph = layered_model(300)
    first = drawn(graph, orientation=orientation)

    again = drawn(graph, before=first, orientation=orientation)

    assert (again.x == first.x).all()
    assert (again.y == first.y).all()
    assert (again.line == first.line).all()


def offsets(layout) -> dict[int, tuple[float, float]]:
    """Node -> its place relative to its parent."""
    parent = layout.parent
    inner = np.flatnonzero(parent >= 0)
    return {
        int(layout.node[at]): (
            float(layout.x[at] - layout.x[parent[at]]), float(layout.y[at] - layout.y[parent[at]])
        )
        for at in inner.tolist()
    }  # fmt: skip


def test_unfolding_one_of_many_moves_no_row_above_it_and_folding_it_again_restores_everything():
    graph = layered_model(400)
    layers = [node for node in range(graph.node_count) if graph.role_name(node) == "layer"]
    folded = drawn(graph, layers)
    chosen = layers[150]

    unfolded = drawn(graph, set(layers) - {chosen}, before=folded)
    again = drawn(graph, layers, before=unfolded)

    before, after = offsets(folded), offsets(unfolded)
    rows = {at[1] for at in before.values()}
    assert before[chosen] == after[chosen]
    assert all(before[layer] == after[layer] for layer in layers[:150])
    # Whoever does not share its row keeps its place in its own row.
    own_row = {layer for layer in layers if before[layer][1] == before[chosen][1]}
    assert all(before[layer][0] == after[layer][0] for layer in layers if layer not in own_row)
    assert len(rows) > 5
    assert (again.x == folded.x).all()
    assert (again.y == folded.y).all()


@given(st.lists(st.integers(0, 139), max_size=12), st.integers(0, 5))
@settings(max_examples=60, deadline=None)
def test_blocks_hold_what_is_below_them_and_never_meet_however_one_folds(toggles, seed):
    graph = layered_model(20)
    inner = np.flatnonzero(drawn_tree(graph).has_children())
    collapsed, layout = set(), drawn(graph, seed=seed)
    for toggle in toggles:
        collapsed ^= {int(inner[toggle % (len(inner) - 1) + 1])}
        layout = drawn(graph, collapsed, before=layout, seed=seed)

        own, above = layout.block[1:], layout.block[layout.parent[1:]]
        assert (own[:, :2] >= above[:, :2]).all()
        assert (own[:, 2:] <= above[:, 2:]).all()
        box = layout.block
        for at in range(1, layout.count):
            others = np.flatnonzero(layout.parent == layout.parent[at])
            meets = (
                (box[others, 0] < box[at, 2]) & (box[others, 2] > box[at, 0])
                & (box[others, 1] < box[at, 3]) & (box[others, 3] > box[at, 1])
            )  # fmt: skip
            assert others[meets].tolist() == [at]


def test_deep_trees_are_laid_out_node_by_node():
    layout = drawn(chain(5_000))

    assert (np.diff(layout.y) > 0).all()
    assert (layout.x == layout.x[0]).all()
    assert len(layout.line) == 3 * 4_999


def test_one_node_has_a_block_and_no_lines():
    layout = drawn(make_graph(["container"], []))

    assert layout.count == 1
    assert (layout.block[0, 2:] > layout.block[0, :2]).all()
    assert len(layout.line) == 0


def test_what_is_folded_remembers_its_rows():
    graph = layered_model(400)
    layers = [node for node in range(graph.node_count) if graph.role_name(node) == "layer"]
    kept_open = drawn(graph, set(layers) - {layers[7]}, before=drawn(graph, layers))

    model_folded = drawn(graph, {1, *layers} - {layers[7]}, before=kept_open)
    again = drawn(graph, set(layers) - {layers[7]}, before=model_folded)

    assert (again.x == kept_open.x).all()
    assert (again.y == kept_open.y).all()


def test_rows_are_remembered_for_a_graph_with_other_nodes_too():
    smaller, larger = drawn(layered_model(300)), drawn(layered_model(310))

    more = drawn(layered_model(310), before=smaller)
    fewer = drawn(layered_model(300), before=larger)

    assert more.count == larger.count
    assert fewer.count == smaller.count
