"""The older side of a picture of two graphs, against the older graph drawn alone and counted node by node."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.graph_tree import drawn_tree
from explorer.analysis.graph_union import union_with_older
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.report.graph_colours import by_difference
from explorer.report.graph_drawing import GraphDrawing, GraphState, draw_graph
from explorer.report.graph_sides import as_newer, as_older, lost_edges, older_side
from explorer.report.graph_texts import LABEL_LIMIT
from tests.builders import write_bundle
from tests.made_graphs import make_graph, table_of

ROLES = ("container", "layer", "optimizer", "slot", "variable")
CLASSES = ("", "Adam", "SGD", "Dense")


def of(graph) -> SimpleNamespace:
    rows = int(graph.row.max(initial=-1)) + 1
    return SimpleNamespace(
        graph=graph, table=table_of([f"key/{row}" for row in range(rows)]), saved_model=None
    )


def older_drawing(older, newer, state: GraphState) -> tuple[GraphDrawing, np.ndarray]:
    """The older side, and of each visible node the older graph's node."""
    union = union_with_older(older, newer)
    apart = union.older_look if (union.older >= 0).any() else None
    drawing = draw_graph(union.graph, union.table, state, apart=apart)
    side = older_side(union.graph, union, older)
    return as_older(drawing, side), union.older[drawing.layout.node]


def test_each_side_names_its_own_optimizer():
    def run(name: str, slot: str):
        roles = ["container", "optimizer", "variable", "slot"]
        edges, classes = [(0, "optimizer", 1), (0, "w", 2)], {1: name}
        return of(make_graph(roles, edges, [(1, 2, slot, 3)], rows={2: 0, 3: 1}, classes=classes))

    older, newer = run("Adam", "m"), run("SGD", "momentum")
    drawing, _ = older_drawing(older, newer, GraphState())

    told = dict(zip(drawing.label, drawing.detail, strict=True))
    assert told["optimizer"] == "Adam"
    assert told["momentum"] == ""  # it is not there
    assert drawing.graph.class_name(int(drawing.layout.node[drawing.label.index("optimizer")])) == "Adam"


def test_piles_of_the_older_side_hold_what_the_older_graph_has(tmp_path):
    def blocks(name: str, count: int):
        tensors = {"head": np.zeros(2, np.float32)}
        for block in range(count):
            tensors |= {f"body/b_{block}/{part}": np.zeros(3, np.float32) for part in ("kernel", "bias")}
        write_bundle(tmp_path / name, tensors)
        return checkpoint_at(tmp_path / f"{name}.index")

    older, newer = blocks("older", 5), blocks("newer", 6)
    union = union_with_older(older, newer)
    body = next(n for n in range(union.graph.node_count) if union.graph.path(n) == "body")
    all_of_them = frozenset(np.flatnonzero(drawn_tree(union.graph).has_children()).tolist()) - {0}

    inner, there = older_drawing(older, newer, GraphState(collapsed=all_of_them - {body}))
    outer, _ = older_drawing(older, newer, GraphState(collapsed=all_of_them))

    told = [(inner.label[place], inner.detail[place]) for place in range(inner.count) if there[place] >= 0]
    assert ("5 × b", "b_0 … b_4 · 3 nodes each") in told
    assert [name for name, _ in told if "b_5" in name or "6" in name] == []
    assert ("body", "15 inside") in list(zip(outer.label, outer.detail, strict=True))


def test_nothing_the_older_graph_holds_is_added():
    older = of(make_graph(["container", "layer", "variable"], [(0, "a", 1), (1, "w", 2)], rows={2: 0}))
    newer = of(
        make_graph(
            ["container", "layer", "variable", "variable"], [(0, "a", 1), (1, "w", 2), (1, "b", 3)], rows={2: 0, 3: 1}
        )
    )  # fmt: skip
    union = union_with_older(older, newer)
    categories = by_difference(union.graph, newer.table, [], union)

    mine = older_side(union.graph, union, older).categories(categories)

    def names(some) -> list[str]:
        return [some.kinds[code].name if code >= 0 else "" for code in some.code.tolist()]

    assert (names(categories)[3], names(mine)[3]) == ("added", "")


def test_edges_that_came_between_objects_of_both_are_not_drawn_beside_the_older_graph():
    roles = ["container", "layer", "layer", "variable"]
    tree = [(0, "a", 1), (0, "b", 2), (1, "w", 3)]
    older, newer = (
        of(make_graph(roles, [*tree, *more], rows={3: 0}))
        for more in ([(2, "tied", 3)], [(2, "tied", 3), (2, "back", 1)])
    )
    union = union_with_older(older, newer)
    drawing = draw_graph(union.graph, union.table, GraphState())

    lost = lost_edges(drawing, older_side(union.graph, union, older))

    names = [union.graph.edge_name[number] for number in drawing.edges.number[lost].tolist()]
    assert names == ["back"]


@st.composite
def trees(draw):
    """A small graph whose nodes have names, roles, classes and values; many of one name in different places."""
    count = draw(st.integers(1, 12))
    edges, used = [], set()
    for node in range(1, count):
        source = draw(st.integers(0, node - 1))
        name = draw(st.sampled_from("abcde"))
        while (source, name) in used:
            name += "x"
        used.add((source, name))
        edges.append((source, name, node))
    roles = ["container", *(draw(st.sampled_from(ROLES)) for _ in range(count - 1))]
    stored = [node for node in range(1, count) if draw(st.booleans())]
    classes = {node: name for node in range(count) if (name := draw(st.sampled_from(CLASSES)))}
    rows = {node: row for row, node in enumerate(stored)}
    return of(make_graph(roles, edges, rows=rows, classes=classes))


@settings(max_examples=60, deadline=None)
@given(trees(), trees(), st.randoms(use_true_random=False))
def test_the_older_side_tells_what_the_older_graph_alone_tells(older, newer, chance):
    union_graph = union_with_older(older, newer).graph
    folded = frozenset(n for n in range(1, union_graph.node_count) if chance.random() < 0.4)
    drawing, mine = older_drawing(older, newer, GraphState(collapsed=folded))
    alone = draw_graph(older.graph, older.table, GraphState(collapsed=frozenset(), show_helpers=True))
    tree, number = drawn_tree(older.graph), union_with_older(older, newer).older
    of_older = {int(node): place for place, node in enumerate(number.tolist()) if node >= 0}

    inside: dict[
        int, int
    ] = {}  # of each folded node, what of the older graph is below the uppermost folded one
    for node in range(older.graph.node_count):
        above = [n for n in tree.ancestors(node) if n != node and of_older[n] in folded]
        if above:
            inside[above[0]] = inside.get(above[0], 0) + 1

    for place, node in enumerate(mine.tolist()):
        if node < 0:
            assert (drawing.inside[place], drawing.detail[place]) == (0, "")
            continue
        at = alone.position(node)
        assert drawing.graph.role_name(int(drawing.layout.node[place])) == older.graph.role_name(node)
        if drawing.stack[place] == 1:
            assert drawing.label[place] == alone.label[at]
            assert drawing.inside[place] == inside.get(node, 0)
            if not inside.get(node):
                assert drawing.detail[place] == alone.detail[at]
            else:
                class_name = older.graph.class_name(node) if older.graph.row[node] < 0 else ""
                counted = f"{inside[node]} inside"
                expected = f"{class_name[:LABEL_LIMIT]} · {counted}" if class_name else counted
                assert drawing.detail[place] == expected


@settings(max_examples=60, deadline=None)
@given(trees(), trees(), st.randoms(use_true_random=False))
def test_the_newer_side_counts_what_the_newer_graph_holds(older, newer, chance):
    union = union_with_older(older, newer)
    folded = frozenset(n for n in range(1, union.graph.node_count) if chance.random() < 0.4)
    both = draw_graph(
        union.graph, union.table, GraphState(collapsed=folded, show_helpers=True), apart=union.older_look
    )
    drawing = as_newer(both, union.table, union.first_ghost)
    tree = drawn_tree(newer.graph)

    inside: dict[int, int] = {}
    for node in range(newer.graph.node_count):
        above = [n for n in tree.ancestors(node) if n != node and n in folded]
        if above:
            inside[above[0]] = inside.get(above[0], 0) + 1

    assert drawing.label == both.label
    assert ((drawing.inside > 0) == (both.inside > 0)).all()
    for place, node in enumerate(drawing.layout.node.tolist()):
        if node >= union.first_ghost or drawing.stack[place] > 1 or not both.inside[place]:
            assert drawing.detail[place] == both.detail[place]
            continue
        assert f"{inside.get(node, 0)} inside" in drawing.detail[place]
        assert drawing.inside[place] == (inside.get(node, 0) or both.inside[place])
