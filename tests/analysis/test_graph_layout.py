"""Where nodes stand: no overlaps, linear, unmoved by cycles and depth."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest

import explorer
from explorer.analysis.graph_edges import CHILD, OWNER, SHARED, SLOT, graph_edges
from explorer.analysis.graph_layout import (
    LAYERED,
    LEFT_RIGHT,
    NODE_RADIUS,
    TOP_DOWN,
    WRAPPED,
    layout_graph,
)
from explorer.analysis.graph_tree import drawn_tree
from explorer.report.graph_drawing import GraphState, draw_graph
from tests.made_graphs import chain, golden_prefixes, layered_model, make_graph, table_of, visible_nodes

GOLDEN = Path(__file__).parents[1] / "golden"
GRAPHS = golden_prefixes(GOLDEN)
GUIDE = ["container", "layer", "optimizer", "variable", "slot", "variable"]
GUIDE_EDGES = [(0, "net", 1), (0, "optimizer", 2), (1, "kernel", 3), (0, "step", 5)]


def place(graph, **options):
    tree = drawn_tree(graph)
    visible = visible_nodes(graph, tree, (), True)
    count = int(visible.sum())
    return layout_graph(tree, visible, np.full(count, 50.0), np.full(count, 40.0), **options)


def overlaps(boxes: np.ndarray) -> list[tuple[int, int]]:
    found = []
    for first in range(len(boxes)):
        left, top, right, bottom = boxes[first]
        meets = (
            (boxes[:, 0] < right - 0.01) & (boxes[:, 2] > left + 0.01)
            & (boxes[:, 1] < bottom - 0.01) & (boxes[:, 3] > top + 0.01)
        )  # fmt: skip
        found += [(first, int(other)) for other in np.flatnonzero(meets) if other > first]
    return found


def test_a_slot_hangs_under_its_variable_and_children_keep_the_files_order():
    graph = make_graph(GUIDE, GUIDE_EDGES, [(2, 3, "m", 4)])

    tree = drawn_tree(graph)

    assert tree.parent.tolist() == [-1, 0, 0, 1, 3, 0]
    assert tree.depth.tolist() == [0, 1, 1, 2, 3, 1]
    assert tree.children_of(0).tolist() == [1, 2, 5]
    assert (int(tree.slot[4]), int(tree.edge[4])) == (0, -1)


def test_the_root_is_on_top_and_each_level_below_the_last():
    layout = place(make_graph(GUIDE, GUIDE_EDGES, [(2, 3, "m", 4)]), form=LAYERED)

    y = {int(node): float(at) for node, at in zip(layout.node, layout.y, strict=True)}
    x = {int(node): float(at) for node, at in zip(layout.node, layout.x, strict=True)}
    assert y[0] < y[1] == y[2] == y[5] < y[3] < y[4]
    assert x[1] < x[2] < x[5]
    assert x[1] == x[3] == x[4]


def test_left_to_right_turns_the_axes():
    layout = place(make_graph(GUIDE, GUIDE_EDGES, [(2, 3, "m", 4)]), form=LAYERED, orientation=LEFT_RIGHT)

    x = {int(node): float(at) for node, at in zip(layout.node, layout.x, strict=True)}
    y = {int(node): float(at) for node, at in zip(layout.node, layout.y, strict=True)}
    assert x[0] < x[1] == x[2] == x[5] < x[3] < x[4]
    assert y[1] < y[2] < y[5]


@pytest.mark.parametrize("orientation", [TOP_DOWN, LEFT_RIGHT])
@pytest.mark.parametrize("path", [path for path, _ in GRAPHS], ids=lambda p: str(p.relative_to(GOLDEN)))
def test_no_node_label_or_edge_name_overlaps_another(path, orientation):
    checkpoint = explorer.open_checkpoint(path)

    drawing = draw_graph(
        checkpoint.graph,
        checkpoint.table,
        GraphState(frozenset(), show_helpers=True, orientation=orientation),
    )

    layout = drawing.layout
    radius = NODE_RADIUS
    shapes = np.stack([layout.x - radius, layout.y - radius, layout.x + radius, layout.y + radius], axis=1)
    names = drawing.edge_box[~np.isnan(drawing.edge_box[:, 0])]
    boxes = np.concatenate([shapes, layout.label_box, names])
    assert overlaps(boxes) == []


@pytest.mark.parametrize("form", [LAYERED, WRAPPED])
def test_every_block_holds_its_nodes_and_when_wrapped_meets_no_sibling(form):
    layout = place(layered_model(20), form=form)

    inside = layout.block[layout.parent[1:]]
    own = layout.block[1:]
    assert (own[:, :2] >= inside[:, :2] - 0.01).all()
    assert (own[:, 2:] <= inside[:, 2:] + 0.01).all()
    if form == WRAPPED:  # a layered drawing lets the rows of two neighbours reach below each other
        for parent in set(layout.parent[1:].tolist()):
            assert overlaps(layout.block[layout.parent == parent]) == []


def test_a_large_layout_is_near_square_and_every_node_has_a_line():
    layout = place(layered_model(2_000))

    left, top, right, bottom = layout.bounds
    assert layout.is_wrapped
    assert 0.8 < (right - left) / (bottom - top) < 3.5
    assert set(range(1, layout.count)) <= set(layout.line_child.tolist())
    assert (layout.line[:, 0] == layout.line[:, 2]).sum() + (
        layout.line[:, 1] == layout.line[:, 3]
    ).sum() >= len(layout.line)


def test_lines_lead_from_parent_to_child_without_gaps():
    layout = place(layered_model(30), form=WRAPPED)

    # Each drop ends at its child's head; its upper end lies on some other line or under the parent.
    drops = {}
    for x0, y0, x1, y1 in layout.line.tolist():
        drops.setdefault((round(x1, 3), round(y1, 3)), []).append((x0, y0))
    for child in range(1, layout.count):
        end = (round(float(layout.x[child]), 3), round(float(layout.y[child]) - NODE_RADIUS - 1, 3))
        assert end in drops
        _, start = drops[end][0]
        parent = int(layout.parent[child])
        on_line = (
            (np.abs(layout.line[:, 1] - start) < 1e-6) & (np.abs(layout.line[:, 3] - start) < 1e-6)
            & (layout.line[:, 0] <= layout.x[child] + 1e-6) & (layout.line[:, 2] >= layout.x[child] - 1e-6)
            & (np.abs(layout.line[:, 0] - layout.x[parent]) < 1e-6)
        )  # fmt: skip
        assert on_line.any()


def test_cycles_and_self_references_are_laid_out_once_a_node():
    graph = make_graph(
        ["container"] * 4,
        [(0, "a", 1), (1, "b", 2), (2, "back", 0), (2, "self", 2), (1, "c", 3), (3, "up", 1)],
    )

    layout = place(graph, form=LAYERED)
    edges = graph_edges(graph, drawn_tree(graph), layout)

    assert sorted(layout.node.tolist()) == [0, 1, 2, 3]
    assert np.bincount(edges.kind, minlength=4).tolist() == [3, 0, 3, 0]


def test_slots_of_each_other_fall_back_to_the_root():
    graph = make_graph(["container", "slot", "slot"], [], [(-1, 1, "m", 2), (-1, 2, "m", 1)])

    tree = drawn_tree(graph)

    assert tree.parent.tolist() == [-1, 0, 0]
    assert tree.depth.tolist() == [0, 1, 1]


def test_an_empty_graph_has_an_empty_layout():
    graph = make_graph([], [])

    layout = place(graph)

    assert (layout.count, layout.bounds) == (0, (0.0, 0.0, 1.0, 1.0))
    assert draw_graph(graph, None).count == 0


def test_a_chain_of_100000_is_neither_recursed_nor_left_out():
    graph = chain(100_000)

    layout = place(graph)

    assert layout.count == 100_000
    assert (np.diff(layout.y) > 0).all()


def test_names_of_a_megabyte_are_cut():
    graph = make_graph(["container", "variable"], [(0, "\x1b<b>" + "x" * 1_000_000, 1)])

    drawing = draw_graph(graph, None)

    assert len(drawing.label[1]) <= 40
    assert drawing.label[1].startswith("\\x1b<b>")


def test_shared_nodes_get_one_place_and_a_further_edge():
    graph = make_graph(
        ["container", "container", "variable"], [(0, "list", 1), (0, "direct", 2), (1, "0", 2)]
    )
    tree = drawn_tree(graph)
    layout = place(graph, form=LAYERED)

    edges = graph_edges(graph, tree, layout)

    shared = int(np.flatnonzero(edges.kind == SHARED)[0])
    assert np.bincount(edges.kind, minlength=4).tolist() == [2, 0, 1, 0]
    assert edges.name(graph, shared) == "0"
    assert layout.node[edges.source[shared]] == 1


def test_a_second_name_from_the_same_parent_is_told_with_the_node():
    graph = make_graph(["container", "layer"], [(0, "layer_with_weights-0", 1), (0, "layer-1", 1)])

    drawing = draw_graph(graph, None)

    assert (drawing.label[1], drawing.detail[1]) == ("layer_with_weights-0", "also layer-1")
    assert drawing.edges.kind.tolist() == [CHILD]


def test_collapsing_hides_what_is_below_and_counts_it():
    graph = layered_model(3)

    drawing = draw_graph(graph, None, GraphState(frozenset({1})))

    assert sorted(drawing.layout.node.tolist()) == [0, 1, 2, 3]
    assert drawing.detail[drawing.position(1)] == "21 inside"
    assert (drawing.edges.hidden, drawing.edges.times.tolist()) == (0, [1, 1, 1, 12])
    assert drawing.edge_label[3] == "12 slots"


def test_helpers_are_hidden_until_asked_for():
    graph = make_graph(["container", "variable", "other"], [(0, "w", 1), (0, "helper", 2)], helpers=(2,))

    hidden = draw_graph(graph, None)
    shown = draw_graph(graph, None, GraphState(show_helpers=True))

    assert (hidden.count, hidden.helper_count, shown.count) == (2, 1, 3)


def test_the_layout_is_the_same_every_time():
    first, second = place(layered_model(50)), place(layered_model(50))

    assert (first.x == second.x).all()
    assert (first.y == second.y).all()


def test_memory_grows_no_faster_than_the_graph():
    peaks = []
    for layers in (1_000, 2_000):
        graph = layered_model(layers)
        place(graph)
        tracemalloc.start()
        place(graph)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < 2.3 * peaks[0]


def test_the_guides_picture_node_by_node_and_edge_by_edge():
    checkpoint = explorer.open_checkpoint(GOLDEN / "net_adam_manager_legacy_tf215/tf_ckpts/ckpt-3")

    drawing = draw_graph(checkpoint.graph, checkpoint.table)

    node, edges = drawing.layout.node, drawing.edges
    drawn = {
        (int(kind), int(node[s]), edges.name(checkpoint.graph, i), int(node[t]))
        for i, (kind, s, t) in enumerate(zip(edges.kind, edges.source, edges.target, strict=True))
    }
    stored = next(nodes for path, nodes in GRAPHS if path == checkpoint.prefix)
    expected = {(CHILD, n["id"], name, child) for n in stored for name, child in n.get("children", ())}
    slots = [(n["id"], *slot) for n in stored for slot in n.get("slot_variables", ())]
    expected |= {(SLOT, variable, name, slot) for _, variable, name, slot in slots}
    expected |= {(OWNER, optimizer, name, slot) for optimizer, _, name, slot in slots}
    assert drawn == expected
    roles = {checkpoint.graph.label(n): checkpoint.graph.role_name(n) for n in node.tolist()}
    assert roles == {
        "(root)": "container", "iterator": "other", "net": "container", "optimizer": "optimizer",
        "step": "variable", "save_counter": "bookkeeping", "l1": "layer", "iter": "hyperparameter",
        "beta_1": "hyperparameter", "beta_2": "hyperparameter", "decay": "hyperparameter",
        "learning_rate": "hyperparameter", "kernel": "variable", "bias": "variable", "m": "slot", "v": "slot",
    }  # fmt: skip


def test_a_slot_nobody_could_pair_says_so():
    table = table_of(["w", "m"])
    roles = ["container", "variable", "optimizer", "slot"]
    graph = make_graph(
        roles, [(0, "w", 1), (0, "optimizer", 2), (2, "m", 3)], [(2, -1, "m", 3)], rows={1: 0, 3: 1}
    )

    drawing = draw_graph(graph, table)

    assert drawing.detail[drawing.position(3)] == "[4, 10] unpaired"
