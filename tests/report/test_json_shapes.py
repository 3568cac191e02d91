"""The JSON shapes scripts rely on; and the fast writer of the longest of them."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.diff import Difference, Side, ValueChange
from explorer.analysis.restore import Expectation, RestoreReport, RestoreRow
from explorer.analysis.statistics import TensorStatistics
from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir
from explorer.formats.dtypes import DATA_TYPES
from explorer.formats.tensor_table import TensorSlice
from explorer.report import json_shapes, list_json
from tests.golden_answers import golden_prefixes
from tests.report.made_checkpoints import made_checkpoint
from tests.report.test_numbers import names

BROKEN = b"\xffw".decode("utf-8", "surrogateescape")


def test_steps():
    entry = CheckpointEntry(
        "ckpt-3", Path("/run/ckpt-3"), "ckpt", 30, 3, None, "tensor_bundle", "complete", 512, 12.5
    )
    gone = CheckpointEntry(
        BROKEN, Path("/run/x"), "x", None, None, 2, "tensor_bundle", "gone", 0, None, ("lost",)
    )
    run = ModelDir(Path("/run"), (entry, gone), "ckpt-3", "", (), ("the state file is cut short",))

    assert json_shapes.steps_shape(run, "../run") == {
        "directory": "../run",
        "latest_checkpoint": "ckpt-3",
        "checkpoints": [
            {
                "prefix": "ckpt-3", "step": 30, "number": 3, "epoch": None, "format": "tensor_bundle",
                "status": "complete", "size_bytes": 512, "modified": 12.5, "problems": [],
            },
            {
                "prefix": "\\xffw", "step": None, "number": None, "epoch": 2, "format": "tensor_bundle",
                "status": "gone", "size_bytes": 0, "modified": None, "problems": ["lost"], "name_is_escaped": True,
            },
        ],
        "problems": ["the state file is cut short"],
    }  # fmt: skip


def test_list_with_slices_problems_and_a_name_that_is_no_utf8():
    part = TensorSlice((0, 0), (2, 3), 1, 64, 24, 9)
    checkpoint = made_checkpoint(
        ("cut", "float32", (4, 3)),
        (BROKEN, "bfloat16", (), 2),
        slices={"cut": (part,)},
        problems={BROKEN: "bad"},
    )

    assert json_shapes.list_shape(checkpoint) == {
        "prefix": "model.ckpt-7", "format": "tensor_bundle", "object_based": False, "step": 7, "number": None,
        "variables": [
            {
                "key": "cut", "name": "cut", "role": "variable", "dtype": "float32", "shape": [4, 3], "element_count": 12,
                "size_bytes": 48, "shard": None, "offset": None,
                "slices": [{"start": [0, 0], "length": [2, 3], "shard": 1, "offset": 64, "size_bytes": 24}],
                "problem": None,
            },
            {
                "key": "\\xffw", "name": "\\xffw", "role": "variable", "dtype": "bfloat16", "shape": [], "element_count": 1,
                "size_bytes": 2, "shard": 0, "offset": 48, "slices": None, "problem": "bad", "name_is_escaped": True,
            },
        ],
    }  # fmt: skip


def test_stats_give_null_where_there_is_no_number():
    empty = TensorStatistics("e", 0, 0, 0, 0, 0, 0, 0, None, None, None, None, None, None, None)

    assert json_shapes.stats_row(empty) == {
        "key": "e", "count": 0, "finite": 0, "nan": 0, "posinf": 0, "neginf": 0, "zero": 0,
        "min": None, "max": None, "mean": None, "std": None,
    }  # fmt: skip
    overflow = TensorStatistics(
        "o", 1, 1, 0, 0, 0, 0, 0, 1.0, 1.0, float("inf"), float("nan"), 1.0, 1.0, None
    )
    assert json_shapes.stats_row(overflow)["mean"] is None
    assert json_shapes.stats_row(overflow)["std"] is None


def test_stats_of_strings_are_a_count_alone():
    strings = TensorStatistics("s", 3, 0, 0, 0, 0, 0, 0, None, None, None, None, None, None, None)

    assert json_shapes.stats_row(strings, is_numeric=False) == {
        "key": "s", "count": 3, "finite": None, "nan": None, "posinf": None, "neginf": None, "zero": None,
        "min": None, "max": None, "mean": None, "std": None,
    }  # fmt: skip


def test_diff_has_numbers_only_when_values_were_compared():
    change = ValueChange(0.5, 1.0, None, 0.9, 3)
    rows = (
        Difference("a", "value", Side("float32", (2,)), Side("float32", (2,)), change),
        Difference("b", "added", None, Side("int64", ())),
    )

    assert json_shapes.diff_shape("m-1", "m-2", rows, values=False) == {
        "older": "m-1",
        "newer": "m-2",
        "rows": [
            {
                "key": "a", "change": "value", "older": {"dtype": "float32", "shape": [2]},
                "newer": {"dtype": "float32", "shape": [2]},
            },
            {"key": "b", "change": "added", "older": None, "newer": {"dtype": "int64", "shape": []}},
        ],
    }  # fmt: skip
    with_values = json_shapes.diff_shape("m-1", "m-2", rows, values=True)["rows"]
    assert {k: with_values[0][k] for k in json_shapes.VALUE_CHANGE_FIELDS} == {
        "max_abs": 0.5, "l2": 1.0, "relative_l2": None, "cosine": 0.9, "changed_elements": 3,
    }  # fmt: skip
    assert with_values[1]["max_abs"] is None


def test_restore_rows():
    row = RestoreRow(
        "k",
        Expectation("float32", (None, 2)),
        Expectation("float32", (4, 3)),
        "shape differs",
        "why",
        "do this",
    )

    assert json_shapes.restore_shape(RestoreReport("c", "t", (row,), "s")) == {
        "checkpoint": "c",
        "target": "t",
        "summary": "s",
        "assumed": [],
        "outcomes": [],
        "unsuitable": [],
        "rows": [
            {
                "key": "k", "expected": {"dtype": "float32", "shape": [None, 2]},
                "stored": {"dtype": "float32", "shape": [4, 3]}, "verdict": "shape differs", "effects": {}, "hint": "do this",
            }
        ],
        "findings": [],
    }  # fmt: skip


# --- the fast writer ---------------------------------------------------------------------------------

part = st.builds(
    TensorSlice,
    st.just((0,)),
    st.just((1,)),
    st.integers(0, 3),
    st.integers(0, 99),
    st.integers(0, 9),
    st.just(0),
)
tensors = st.tuples(
    names, st.one_of(st.sampled_from(sorted(DATA_TYPES)), st.integers(0, 2**31 - 1)),
    st.one_of(st.just(()), st.lists(st.integers(0, 2**62), max_size=4).map(tuple)),
)  # fmt: skip


@settings(max_examples=150)
@given(
    st.lists(tensors, max_size=12, unique_by=lambda row: row[0]),
    st.integers(1, 5),
    st.lists(part, max_size=2).map(tuple),
    names,
)
def test_the_fast_writer_equals_the_plain_one(rows, block_rows, slices, problem):
    keys = [row[0] for row in rows]
    checkpoint = made_checkpoint(
        *rows,
        slices={key: slices for key in keys[:1] if slices},
        problems=dict.fromkeys(keys[1:2], problem),
    )
    old, list_json.BLOCK_ROWS = list_json.BLOCK_ROWS, block_rows
    try:
        text = "".join(list_json.list_json(checkpoint))
    finally:
        list_json.BLOCK_ROWS = old

    assert text == json.dumps(json_shapes.list_shape(checkpoint))


def test_the_fast_writer_gives_chosen_rows_in_their_order():
    checkpoint = made_checkpoint(("a", "float32", ()), ("b", "int32", (2,)), ("c", "float32", ()))

    assert [v["key"] for v in json.loads("".join(list_json.list_json(checkpoint, [2, 0])))["variables"]] == [
        "c",
        "a",
    ]
    assert json.loads("".join(list_json.list_json(checkpoint, [])))["variables"] == []


@pytest.mark.parametrize("prefix", list(golden_prefixes()), ids=str)
def test_lists_agree_with_tensorflow(prefix):
    checkpoint = open_checkpoint(prefix.path)

    text = "".join(list_json.list_json(checkpoint))

    assert text == json.dumps(json_shapes.list_shape(checkpoint))
    found = [(v["key"], v["dtype"], v["shape"]) for v in json.loads(text)["variables"]]
    assert found == [(v["name"], v["dtype"], v["shape"]) for v in prefix.answers["variables"]]
