"""The categories of a graph's nodes against what TensorFlow stored and restored, key by key; folded nodes by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from explorer.analysis.diff import Difference, Side, diff_checkpoints
from explorer.analysis.graph_missing import union_with_expected
from explorer.analysis.graph_union import union_with_older
from explorer.analysis.restore import RestoreReport, RestoreRow, check_restore
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.report.graph_colours import (
    bad_values,
    by_difference,
    by_dtype,
    by_role,
    by_size,
    by_verdict,
    colour_drawing,
)
from explorer.report.graph_drawing import GraphState, draw_graph
from explorer.report.palette import palette
from tests.made_graphs import layered_model, make_graph, table_of

GOLDEN = Path(__file__).parents[1] / "golden"
SPECS = ("target_spec_sub_tf215", "target_spec_tf215", "target_spec_keras3_tf221")


def golden(name: str) -> dict:
    return json.loads((GOLDEN / name / "golden.json").read_text())


def told(union, categories) -> dict[str, str]:
    """Key -> category of all nodes with a value."""
    rows = union.graph.row
    return {
        union.table.keys[rows[node]]: categories.kinds[categories.code[node]].name
        for node in np.flatnonzero(rows >= 0).tolist()
    }


def stored(name: str, prefix: str) -> dict[str, tuple]:
    """Key -> what TensorFlow read there: dtype, shape and a digest of the values (None where it could not)."""
    return {
        variable["name"]: (variable["dtype"], variable["shape"], variable.get("sha256"))
        for variable in golden(name)["prefixes"][prefix]["variables"]
        if variable["name"] != OBJECT_GRAPH_KEY
    }


def pairs() -> list[tuple[str, str, str]]:
    """(fixture, older prefix, newer prefix): first and last prefix of histories that TensorFlow read out."""
    found = []
    for name in (
        "history_tf215",
        "history_tf115",
        "iris_continued_tf215",
        "lenet5_tf1_tf215",
        "net_adam_manager_tf215",
    ):
        prefixes = [prefix for prefix, facts in golden(name)["prefixes"].items() if facts.get("variables")]
        there = [prefix for prefix in prefixes if (GOLDEN / name / f"{prefix}.index").exists()]
        if len(there) > 1:
            found.append((name, there[0], there[-1]))
    return found


@pytest.mark.parametrize(("name", "before", "after"), pairs())
def test_values_differ_where_tensorflow_read_other_ones(name, before, after):
    older, newer = (checkpoint_at(GOLDEN / name / prefix) for prefix in (before, after))
    union = union_with_older(older, newer)

    found = told(union, by_difference(union.graph, newer.table, diff_checkpoints(older, newer), union))

    ours, theirs = stored(name, before), stored(name, after)
    for key, category in found.items():
        if key not in ours:
            assert category == "added"
        elif key not in theirs:
            assert category == "removed"
        elif ours[key][:2] == theirs[key][:2] and ours[key][2] is not None:
            assert category == ("same" if ours[key][2] == theirs[key][2] else "changed"), key
    assert set(found) == set(ours) | set(theirs)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        (name, entry["label"])
        for name in SPECS
        for entry in golden(name).get("restore", ())
        if entry.get("exception") is None and "target_checkpoint" in entry and "not_restored" in entry
    ],
)
def test_verdicts_are_what_tensorflow_did(name, label):
    entry = next(entry for entry in golden(name)["restore"] if entry["label"] == label)
    checkpoint = checkpoint_at(GOLDEN / name / entry["checkpoint"])
    report = check_restore(checkpoint, GOLDEN / name / entry["target_checkpoint"])
    union = union_with_expected(checkpoint, report)

    found = told(union, by_verdict(union.graph, checkpoint.table, report, union))

    # Blocks that a list took up in another order get each other's values: restored, and wrong. Slots that the
    # model did not have before are made by the restore.
    in_model = set(checkpoint_at(GOLDEN / name / entry["target_checkpoint"]).table.keys)
    restored = _of(found, "restored", "wrong value silently")
    assert restored >= set(entry["restored_same_key"]) & in_model
    assert _of(found, "missing in checkpoint") >= set(entry["not_restored"]) - set(checkpoint.table.keys)
    assert _of(found, "unused by model") & in_model <= set(entry["checkpoint_keys_not_used"])


def _of(found: dict[str, str], *verdicts: str) -> set[str]:
    return {key for key, verdict in found.items() if verdict in verdicts}


def test_an_object_of_another_class_or_with_other_edges_is_told_apart_from_a_changed_value():
    older = make_graph(["container", "layer", "variable"], [(0, "a", 1), (1, "w", 2)], rows={2: 0})
    newer = make_graph(["container", "optimizer", "variable"], [(0, "a", 1), (1, "w", 2)], rows={2: 0})
    sides = [
        SimpleNamespace(graph=graph, table=table_of(["k"]), saved_model=None) for graph in (older, newer)
    ]
    union = union_with_older(*sides)
    same = Difference("k", "same", Side("float32", (4, 10)), Side("float32", (4, 10)))

    categories = by_difference(union.graph, sides[1].table, [same], union)

    assert [categories.kinds[code].name if code >= 0 else "" for code in categories.code.tolist()] == [
        "", "class or edges differ", "same",
    ]  # fmt: skip


def test_a_folded_node_shows_the_worst_inside_and_its_share():
    graph = layered_model(2)  # layers 4 and 11, each with kernel (m, v) and bias (m, v)
    table = table_of([f"key/{row}" for row in range(13)])
    differences = [
        Difference(key, "value" if key in ("key/1", "key/2") else "same", None, None) for key in table.keys
    ]
    drawing = draw_graph(graph, table, GraphState(collapsed=frozenset({4, 11})))

    colouring = colour_drawing(drawing, by_difference(graph, table, differences), palette(False), table=table)

    first, second = drawing.position(4), drawing.position(11)
    assert colouring.share(first) == "2 of 6 tensors changed"
    assert colouring.share(second) == "6 of 6 tensors same"
    assert colouring.inside.eighths(np.array([first, second])).tolist() == [3, 8]
    assert {entry.name: entry.count for entry in colouring.entries if entry.count} == {
        "same": 11,
        "changed": 2,
    }
    changed = next(entry for entry in colouring.entries if entry.name == "changed")
    assert (changed.value_count, changed.size_bytes) == (80, 320)


def test_what_is_hidden_in_the_legend_does_not_speak_for_a_folded_node():
    graph = layered_model(2)
    table = table_of([f"key/{row}" for row in range(13)])
    differences = [Difference(key, "value" if key == "key/1" else "same", None, None) for key in table.keys]
    drawing = draw_graph(graph, table, GraphState(collapsed=frozenset({4, 11})))

    colouring = colour_drawing(
        drawing, by_difference(graph, table, differences), palette(False), hidden=frozenset({1})
    )

    assert colouring.share(drawing.position(4)) == "5 of 5 tensors same"


def test_a_closed_stack_speaks_for_all_its_members():
    graph = layered_model(12)
    table = table_of([f"key/{row}" for row in range(73)])
    differences = [Difference(key, "value" if key == "key/70" else "same", None, None) for key in table.keys]
    drawing = draw_graph(graph, table, GraphState(collapsed=frozenset()))
    if not (drawing.stack > 1).any():
        drawing = draw_graph(graph, table, GraphState(collapsed=frozenset(range(4, 88, 7))))

    colouring = colour_drawing(drawing, by_difference(graph, table, differences), palette(False))

    heads = np.flatnonzero(drawing.stack > 1)
    assert [colouring.share(int(head)) for head in heads] == ["1 of 72 tensors changed"]


def test_letters_are_written_for_roles_only_on_demand_and_for_other_modes_always():
    graph, table = layered_model(1), table_of([f"key/{row}" for row in range(7)])
    drawing = draw_graph(graph, table)

    plain, lettered = (
        colour_drawing(drawing, by_role(graph), palette(False), has_letters=wanted)
        for wanted in (False, True)
    )
    dtypes = colour_drawing(drawing, by_dtype(graph, table), palette(False))

    kernel = drawing.position(5)
    assert (plain.mark[kernel], lettered.mark[kernel], dtypes.mark[kernel]) == ("", "V", "f32")


def test_every_dtype_number_has_a_category_and_keeps_its_colour():
    graph = make_graph(
        ["container", *["variable"] * 4], [(0, str(i), i) for i in range(1, 5)], rows={1: 0, 2: 1, 3: 2, 4: 3}
    )
    table = replace(table_of(["a", "b", "c", "d"]), dtype=np.array([7, 1, 999, 1], np.int32))

    categories = by_dtype(graph, table)

    names = [categories.kinds[code].name if code >= 0 else "" for code in categories.code.tolist()]
    assert names == ["", "string", "float32", "dtype 999", "float32"]
    colours = {kind.name: (kind.mark, kind.paint(palette(False))) for kind in categories.kinds}
    assert colours["float32"] == ("f32", palette(False).dtype("float32"))
    assert colours["dtype 999"][0] == "?"


def test_thousands_of_invented_dtypes_share_one_category():
    count = 500
    graph = make_graph(
        ["container", *["variable"] * count],
        [(0, str(i), i) for i in range(1, count + 1)],
        rows={i: i - 1 for i in range(1, count + 1)},
    )
    keys = [f"k{i:03d}" for i in range(count)]
    table = replace(table_of(keys), dtype=np.arange(1000, 1000 + count, dtype=np.int32))

    categories = by_dtype(graph, table)

    assert len(categories.kinds) == 121
    assert categories.kinds[-1].name == "other dtypes"
    assert categories.code[1:].min() == 0


def test_rows_and_keys_out_of_range_are_left_alone():
    graph = make_graph(["container", "variable", "variable"], [(0, "a", 1), (0, "b", 2)], rows={1: 0, 2: 77})
    table = table_of(["k"])
    rows = (
        RestoreRow("k", None, None, "shape differs", "", "", row=0),
        RestoreRow("nowhere", None, None, "damaged", "", "", row=55),
    )
    report = RestoreReport("c", "t", rows, "")

    assert by_size(graph, table).code.tolist() == [-1, 0, -1]
    assert by_verdict(graph, table, report).code.tolist()[2] == -1
    assert len(bad_values(table, report)) == 1


def test_an_empty_graph_has_a_colouring():
    graph = make_graph([], [])
    drawing = draw_graph(graph, None)

    colouring = colour_drawing(drawing, by_role(graph), palette(True))

    assert (len(colouring.code), [entry.count for entry in colouring.entries]) == (0, [0] * 9)
