"""One graph of two checkpoints, or of a checkpoint and a target: the own part unchanged, each ghost once and at its path."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.analysis.graph_diff import REMOVED
from explorer.analysis.graph_missing import union_with_expected
from explorer.analysis.graph_tree import drawn_tree
from explorer.analysis.graph_union import union_with_older
from explorer.analysis.restore import Expectation, RestoreReport, RestoreRow, check_restore
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY, VALUE_SUFFIX
from tests.made_graphs import chain, make_graph, table_of

GOLDEN = Path(__file__).parents[1] / "golden"
SUBCLASSED = GOLDEN / "target_spec_sub_tf215"
FITTING = {
    entry["label"]: entry
    for entry in json.loads((SUBCLASSED / "golden.json").read_text())["restore"]
    if entry["exception"] is None
}


def side(graph, keys=("k",)):
    return SimpleNamespace(graph=graph, table=table_of(list(keys)), saved_model=None)


def ghost_paths(union) -> set[str]:
    return {union.graph.path(node) for node in range(union.first_ghost, union.graph.node_count)}


@pytest.mark.parametrize("label", FITTING)
def test_what_tensorflow_left_at_its_initial_value_is_missing(label):
    base = checkpoint_at(SUBCLASSED / "base/ckpt-1")
    report = check_restore(base, SUBCLASSED / FITTING[label]["target_checkpoint"])

    union = union_with_expected(base, report)

    with_value = [node for node in np.flatnonzero(union.change == REMOVED) if union.graph.row[node] >= 0]
    found = {union.graph.path(node) + VALUE_SUFFIX for node in with_value}
    # Of a value that was equal before and after TensorFlow cannot say whether it was restored: the file lists it or not.
    equal = set(FITTING[label]["equal_already"]) - set(base.table.keys)
    assert found == set(FITTING[label]["not_restored"]) | equal
    assert all(node >= union.first_ghost for node in with_value)


def test_missing_slots_hang_below_their_variables_and_know_their_optimizer():
    base = checkpoint_at(SUBCLASSED / "base/ckpt-1")

    union = union_with_expected(base, check_restore(base, SUBCLASSED / "targets/optimizer/ckpt/before"))

    slots = [
        node for node in range(union.first_ghost, union.graph.node_count) if union.graph.slot_edge(node) >= 0
    ]
    tree = drawn_tree(union.graph)
    assert {union.graph.label(node) for node in slots} == {"rms"}
    for node in slots:
        edge = union.graph.slot_edge(node)
        assert tree.parent[node] == union.graph.slot_variable[edge] < union.first_ghost
        assert union.graph.role_name(int(union.graph.slot_optimizer[edge])) == "optimizer"


@pytest.mark.parametrize("label", ["attr", "dict_key", "list_shorter", "optimizer", "kwarg", "extra"])
def test_removed_values_are_those_only_the_older_file_lists(label):
    older = checkpoint_at(SUBCLASSED / "base/ckpt-1")
    newer = checkpoint_at(SUBCLASSED / f"targets/{label}/ckpt/before")

    union = union_with_older(older, newer)

    ghosts = range(union.first_ghost, union.graph.node_count)
    keys = sorted(union.table.keys[union.graph.row[node]] for node in ghosts if union.graph.row[node] >= 0)
    assert keys == sorted(set(older.table.keys) - set(newer.table.keys))
    for node in ghosts:
        row, older_row = int(union.graph.row[node]), int(union.older_row[node])
        assert (row >= 0) == (older_row >= 0)
        if row >= 0:
            assert union.table.shape(row) == older.table.shape(older_row)
            assert union.table.dtype[row] == older.table.dtype[older_row]
    assert OBJECT_GRAPH_KEY not in keys


def test_scope_trees_are_joined_by_their_names():
    iris = GOLDEN / "iris_continued_tf215"
    prefixes = sorted(path.with_suffix("") for path in iris.rglob("*.index"))
    older, newer = checkpoint_at(prefixes[0]), checkpoint_at(prefixes[-1])

    union = union_with_older(older, newer)

    only_older = set(older.table.keys) - set(newer.table.keys)
    rows = union.graph.row[union.first_ghost :]
    assert {union.table.keys[row] for row in rows if row >= 0} == only_older
    assert np.array_equal(union.graph.role[: union.first_ghost], newer.graph.role)


def test_a_helper_above_something_removed_comes_into_sight():
    older = make_graph(["container", "container", "variable"], [(0, "a", 1), (1, "kernel", 2)], rows={2: 0})
    newer = make_graph(["container", "container"], [(0, "a", 1)], helpers=(1,))

    union = union_with_older(side(older), side(newer))

    assert union.graph.is_helper.tolist() == [False, False, False]
    assert newer.is_helper.tolist() == [False, True]


def test_the_same_graph_twice_has_no_ghosts():
    graph = make_graph(["container", "variable"], [(0, "kernel", 1)], rows={1: 0})

    union = union_with_older(side(graph), side(graph))

    assert (union.graph.node_count, union.first_ghost, union.older.tolist()) == (2, 2, [0, 1])


@pytest.mark.parametrize("lengths", [(100_000, 3), (3, 100_000)])
def test_a_chain_of_any_depth_is_joined(lengths):
    older, newer = map(chain, lengths)

    union = union_with_older(side(older), side(newer))

    assert union.graph.node_count == 100_000
    assert drawn_tree(union.graph).depth.max() == 99_999


def test_a_target_that_tells_only_names_gives_ghosts_without_a_value():
    graph = make_graph(["container", "variable"], [(0, "kernel", 1)], rows={1: 0})
    expected = Expectation(None, None)
    rows = tuple(
        RestoreRow(key + VALUE_SUFFIX, expected, None, "missing in checkpoint", "", "")
        for key in ("a..b/c.Sd", "kernel/.OPTIMIZER_SLOT/opt/m", "a..b", "", "/" * 5000)
    )

    union = union_with_expected(side(graph), RestoreReport("c", "t", rows, ""))

    assert ghost_paths(union) == {"a..b", "a..b/c.Sd", "kernel/.OPTIMIZER_SLOT//m"}
    assert {union.graph.label(node) for node in range(2, 5)} == {"a.b", "c/d", "m"}
    assert (union.graph.row[2:] == -1).all()


def test_an_empty_graph_on_either_side():
    empty = make_graph([], [])
    full = make_graph(["container", "variable"], [(0, "kernel", 1)], rows={1: 0})

    gone, come = union_with_older(side(full), side(empty)), union_with_older(side(empty), side(full))

    assert (gone.graph.node_count, gone.first_ghost) == (2, 0)
    assert drawn_tree(gone.graph).parent.tolist() == [-1, 0]
    assert (come.graph.node_count, come.older.tolist()) == (2, [-1, -1])


@st.composite
def graphs(draw):
    """Any graph: shared nodes, cycles, equal names, nodes nobody points at, slots of anything."""
    count = draw(st.integers(1, 12))
    node = st.integers(0, count - 1)
    names = st.sampled_from(["a", "b", "c", "a/b", "x.y"])
    edges = draw(st.lists(st.tuples(node, names, node), max_size=20))
    slots = draw(
        st.lists(st.tuples(st.integers(-1, count - 1), st.integers(-1, count - 1), names, node), max_size=5)
    )
    roles = draw(st.lists(st.sampled_from(["variable", "slot", "container"]), min_size=count, max_size=count))
    rows = draw(st.dictionaries(node, st.integers(0, 3)))
    return make_graph(roles, edges, slots, rows=rows)


@given(graphs(), graphs())
def test_the_newer_part_is_unchanged_and_each_removed_node_is_there_once(older, newer):
    keys = [f"k{row}" for row in range(4)]

    union = union_with_older(side(older, keys), side(newer, keys))

    graph, count = union.graph, newer.node_count
    own, theirs, tree = drawn_tree(newer), drawn_tree(older), drawn_tree(graph)
    for column in ("role", "parent", "row", "is_helper"):
        assert getattr(graph, column)[:count].tolist() == getattr(newer, column).tolist()
    assert tree.parent[:count].tolist() == own.parent.tolist()
    for node in range(count):
        assert graph.children(node)[: len(newer.children(node))] == newer.children(node)
        assert graph.path(node) == newer.path(node)
        assert graph.label(node) == newer.label(node)
        kept = [child for child in tree.children_of(node).tolist() if child < count]
        assert kept == own.children_of(node).tolist()
    assert sorted(union.older[union.older >= 0].tolist()) == list(range(older.node_count))
    for node in range(count, graph.node_count):
        origin = int(union.older[node])
        assert union.older[tree.parent[node]] == theirs.parent[origin]
        assert graph.role[node] == older.role[origin]
    assert sorted(tree.children.tolist()) == list(range(1, graph.node_count))
