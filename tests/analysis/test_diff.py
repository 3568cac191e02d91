"""What differs between two checkpoints, on cases written by hand and on golden steps."""

from __future__ import annotations

import json
import math
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import pytest

from explorer.analysis.diff import Difference, Side, ValueChange, diff_checkpoints
from explorer.analysis.value_change import change_of_values
from explorer.checkpoints.checkpoint import Checkpoint, checkpoint_at
from explorer.task import Cancelled, Progress, Task
from tests.builders import data_name, entry_bytes, write_bundle

GOLDEN = Path(__file__).parents[1] / "golden"
FLOAT_3 = Side("float32", (3,))


@pytest.fixture
def bundles(tmp_path: Path) -> Any:
    """Writes an older and a newer checkpoint and opens both."""

    def write(
        older: Mapping[Any, Any], newer: Mapping[Any, Any], **options: Any
    ) -> tuple[Checkpoint, Checkpoint]:
        sides = []
        for name, tensors in (("ckpt-1", older), ("ckpt-2", newer)):
            chosen = {key: value[name] for key, value in options.items()}
            sides.append(checkpoint_at(write_bundle(tmp_path / name, tensors, **chosen)))
        return sides[0], sides[1]

    return write


def floats(*values: float) -> np.ndarray[Any, Any]:
    return np.array(values, np.float32)


# --- without values ------------------------------------------------------------------------------


def test_every_kind_of_change_is_told_from_the_columns_alone(bundles: Any) -> None:
    older, newer = bundles(
        {"gone": floats(1, 2, 3), "grown": floats(1), "kind": floats(0), "moved": floats(1, 2, 3), "still": floats(1, 2, 3), "text": b"x"},
        {"come": floats(1, 2, 3), "grown": floats(1, 2, 3), "kind": np.int32([0]), "moved": floats(1, 2, 4), "still": floats(1, 2, 3), "text": b"y"},
    )  # fmt: skip
    for side in (older, newer):
        data_name(side.prefix).unlink()  # nobody may look there

    assert diff_checkpoints(older, newer) == (
        Difference("come", "added", None, FLOAT_3),
        Difference("gone", "removed", FLOAT_3, None),
        Difference("grown", "shape", Side("float32", (1,)), FLOAT_3),
        Difference("kind", "dtype", Side("float32", (1,)), Side("int32", (1,))),
        Difference("moved", "value", FLOAT_3, FLOAT_3, is_certain=False),
        Difference("still", "same", FLOAT_3, FLOAT_3, is_certain=False),
        Difference("text", "value", Side("string", ()), Side("string", ()), is_certain=False),
    )


def test_a_changed_shape_is_named_before_a_changed_dtype(bundles: Any) -> None:
    older, newer = bundles({"w": floats(1)}, {"w": np.int64([1, 2])})

    assert [row.change for row in diff_checkpoints(older, newer, values=True)] == ["shape"]


def test_keys_stand_in_the_order_of_their_bytes(bundles: Any) -> None:
    keys = [b"a\xff", "a\U0001f600".encode(), "aé".encode(), b"b", b"B"]
    older, newer = bundles(dict.fromkeys(keys[:3], floats(0)), dict.fromkeys(keys[2:], floats(0)))

    found = [row.key.encode("utf-8", "surrogateescape") for row in diff_checkpoints(older, newer)]

    assert found == sorted(keys)


TWO_PARTS = [([0, 0], [1, 3]), ([1, 0], [1, 3])]
THREE_PARTS = [([0, 0], [2, 1]), ([0, 1], [2, 1]), ([0, 2], [2, 1])]
MATRIX = np.arange(6, dtype=np.float32).reshape(2, 3)


def test_equal_slices_are_compared_by_their_checksums(bundles: Any) -> None:
    slices = {"ckpt-1": {"w": TWO_PARTS, "v": TWO_PARTS}, "ckpt-2": {"w": TWO_PARTS, "v": TWO_PARTS}}
    older, newer = bundles({"v": MATRIX, "w": MATRIX}, {"v": MATRIX, "w": MATRIX + 1}, slices=slices)
    data_name(older.prefix).unlink()

    found = diff_checkpoints(older, newer)

    assert [(row.key, row.change, row.is_certain) for row in found] == [
        ("v", "same", False),
        ("w", "value", False),
    ]


@pytest.mark.parametrize(("added", "change"), [(0, "same"), (1, "value")])
def test_other_slices_of_one_tensor_are_compared_by_value(bundles: Any, added: int, change: str) -> None:
    slices = {"ckpt-1": {"w": TWO_PARTS}, "ckpt-2": {"w": THREE_PARTS}}
    older, newer = bundles({"w": MATRIX}, {"w": MATRIX + added}, slices=slices)

    found = diff_checkpoints(older, newer)

    assert [(row.change, row.is_certain, row.values) for row in found] == [(change, True, None)]


def test_a_tensor_saved_whole_equals_the_same_saved_in_slices(bundles: Any) -> None:
    older, newer = bundles({"w": MATRIX}, {"w": MATRIX}, slices={"ckpt-1": {}, "ckpt-2": {"w": TWO_PARTS}})

    assert [row.change for row in diff_checkpoints(older, newer)] == ["same"]


def test_without_a_stored_checksum_values_are_read(bundles: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    older, newer = bundles({"v": floats(1), "w": floats(2)}, {"v": floats(1), "w": floats(3)})
    for side in (older, newer):  # as a reader of a format without checksums would be
        monkeypatch.setattr(side, "chunks", partial(side.chunks, verify=False))
        monkeypatch.setattr(side, "table", replace(side.table, crc32c=np.zeros(2, np.uint32)))

    found = diff_checkpoints(older, newer)

    assert [(row.change, row.is_certain) for row in found] == [("same", True), ("value", True)]


# --- with values ---------------------------------------------------------------------------------


def test_the_size_of_a_change_by_hand(bundles: Any) -> None:
    older, newer = bundles({"w": floats(3, 4, 0)}, {"w": floats(3, 0, 3)})

    found = diff_checkpoints(older, newer, values=True)

    change = ValueChange(
        max_abs=4.0,
        l2=5.0,
        relative_l2=1.0,
        cosine=9 / (5 * math.sqrt(18)),
        changed_elements=2,
        compared=3,
        flipped=0,
        older_l2=5.0,
        newer_l2=math.sqrt(18),
    )
    assert found == (Difference("w", "value", FLOAT_3, FLOAT_3, change),)
    assert change_of_values(older, newer, "w") == change


def test_what_is_not_finite_on_either_side_counts_as_bits_alone(bundles: Any) -> None:
    payload = np.array([0x7FC00001], np.uint32).view(np.float32)[0]
    older, newer = bundles(
        {"w": np.array([np.nan, np.nan, np.inf, 1, 2], np.float32)},
        {"w": np.array([np.nan, payload, 7, -np.inf, 5], np.float32)},
    )

    assert change_of_values(older, newer, "w") == ValueChange(
        3.0, 3.0, 1.5, 1.0, 4, compared=1, older_l2=2.0, newer_l2=5.0, lost=1
    )


def test_nothing_finite_in_common_leaves_no_numbers(bundles: Any) -> None:
    older, newer = bundles({"w": floats(np.nan, 1)}, {"w": floats(1, np.inf)})

    assert change_of_values(older, newer, "w") == ValueChange(None, None, None, None, 2, lost=1)


def test_zero_has_no_direction_and_no_relative_change(bundles: Any) -> None:
    older, newer = bundles({"w": floats(0, -0.0)}, {"w": floats(0, 0)})

    found = diff_checkpoints(older, newer, values=True)

    assert found[0].values == ValueChange(0.0, 0.0, None, None, 1, compared=2, older_l2=0.0, newer_l2=0.0)
    assert (found[0].change, found[0].is_certain) == ("value", True)


def test_big_integers_differ_by_what_they_differ(bundles: Any) -> None:
    older, newer = bundles(
        {"i": np.array([2**62, -(2**63)]), "u": np.array([2**64 - 1], np.uint64)},
        {"i": np.array([2**62 + 1, 2**63 - 1]), "u": np.array([0], np.uint64)},
    )

    assert change_of_values(older, newer, "i").max_abs == float(2**64 - 1)
    assert change_of_values(older, newer, "u").max_abs == float(2**64 - 1)
    assert change_of_values(older, newer, "i").changed_elements == 2


def test_a_step_of_one_in_a_huge_integer_is_one(bundles: Any) -> None:
    older, newer = bundles({"i": np.array([2**62])}, {"i": np.array([2**62 + 1])})

    assert change_of_values(older, newer, "i") == ValueChange(
        1.0, 1.0, 2.0**-62, 1.0, 1, compared=1, older_l2=2.0**62, newer_l2=2.0**62
    )


def test_complex_and_bool_and_small_types(bundles: Any) -> None:
    older, newer = bundles(
        {"b": np.array([True, False]), "c": np.array([1 + 1j, 2], np.complex64), "h": np.array([1, 2], ml_dtypes.bfloat16)},
        {"b": np.array([True, True]), "c": np.array([1 - 2j, 2], np.complex64), "h": np.array([1, 3], ml_dtypes.bfloat16)},
    )  # fmt: skip

    assert change_of_values(older, newer, "b").changed_elements == 1
    assert change_of_values(older, newer, "c") == ValueChange(
        3.0, 3.0, 3 / math.sqrt(6), 3 / (math.sqrt(6) * 3), 1, compared=2, older_l2=math.sqrt(6), newer_l2=3.0
    )
    assert change_of_values(older, newer, "h") == ValueChange(
        1.0,
        1.0,
        1 / math.sqrt(5),
        pytest.approx(7 / math.sqrt(50), rel=1e-15),
        1,
        compared=2,
        older_l2=math.sqrt(5),
        newer_l2=math.sqrt(10),
    )


def test_other_dtypes_of_equal_shape_are_compared_as_numbers(bundles: Any) -> None:
    older, newer = bundles({"w": floats(1, 2, np.nan)}, {"w": np.array([1, 2.5, np.nan])})

    found = diff_checkpoints(older, newer, values=True)

    assert [row.change for row in found] == ["dtype"]
    assert found[0].values is not None
    assert (found[0].values.max_abs, found[0].values.changed_elements) == (0.5, 1)


def test_strings_are_compared_by_their_bytes(bundles: Any) -> None:
    older, newer = bundles({"s": [b"\xff", b""], "t": [b"a", b"b"]}, {"s": [b"\xff", b""], "t": [b"a", b"c"]})

    found = diff_checkpoints(older, newer, values=True)

    assert [(row.change, row.values, row.is_certain) for row in found] == [
        ("same", None, True),
        ("value", None, True),
    ]


def test_a_damaged_tensor_is_a_change_with_a_reason_and_hides_no_other(bundles: Any) -> None:
    older, newer = bundles(
        {"v": floats(1, 2, 3), "w": floats(1, 2, 3)}, {"v": floats(1, 2, 3), "w": floats(1, 2, 3)}
    )
    path = data_name(newer.prefix)
    with path.open("r+b") as file:
        file.write(b"\xff")
    os.utime(path)

    found = diff_checkpoints(older, newer, values=True)

    assert [(row.key, row.change) for row in found] == [("v", "value"), ("w", "same")]
    assert "checksum" in found[0].problem
    assert (found[0].values, found[0].is_certain) == (None, False)


def test_a_row_the_index_cannot_vouch_for_is_a_change(bundles: Any) -> None:
    entry = entry_bytes("float32", (3,), offset=10**6, size_bytes=12, crc=7)
    older, newer = bundles(
        {"w": floats(1, 2, 3)},
        {"w": floats(1, 2, 3)},
        extra={"ckpt-1": {b"w": entry}, "ckpt-2": {b"w": entry}},
    )

    found = diff_checkpoints(older, newer, values=True)

    assert [row.change for row in found] == ["value"]
    assert found[0].problem != ""


def test_only_the_keys_asked_for_are_compared(bundles: Any) -> None:
    older, newer = bundles({"w": floats(1), "x": floats(1)}, {"w": floats(2), "x": floats(3)})
    told: list[Progress] = []

    found = diff_checkpoints(older, newer, values=True, keys=lambda key: key == "x", task=Task(told.append))

    assert [(row.key, row.values.max_abs) for row in found] == [("x", 2.0)]
    assert {progress.total for progress in told if progress.doing == "Comparing values"} == {8}


def test_cancelling_and_progress_in_bytes(bundles: Any) -> None:
    tensors = {f"w{i}": np.ones(200_000, np.float32) for i in range(4)}
    older, newer = bundles(tensors, tensors)
    told: list[Progress] = []

    diff_checkpoints(older, newer, values=True, task=Task(told.append))

    values = [p for p in told if p.total == 8 * 800_000]
    assert [p.done for p in values] == sorted(p.done for p in values)
    assert values[-1].done == values[-1].total
    task = Task(lambda progress: task.cancel() if 0 < progress.done < progress.total else None)
    with pytest.raises(Cancelled):
        diff_checkpoints(older, newer, values=True, task=task)


# --- golden steps --------------------------------------------------------------------------------


def sha_changes(fixture: str, older: str, newer: str) -> dict[str, str]:
    """What TensorFlow's own hashes of the values say."""
    prefixes = json.loads((GOLDEN / fixture / "golden.json").read_text())["prefixes"]
    left, right = ({v["name"]: v for v in prefixes[p]["variables"]} for p in (older, newer))
    found = {}
    for key in left.keys() | right.keys():
        if key not in left or key not in right:
            found[key] = "removed" if key in left else "added"
        elif left[key]["shape"] != right[key]["shape"]:
            found[key] = "shape"
        elif left[key]["dtype"] != right[key]["dtype"]:
            found[key] = "dtype"
        elif "sha256" in left[key]:  # TensorFlow cannot say for variants
            found[key] = "same" if left[key]["sha256"] == right[key]["sha256"] else "value"
    return found


@pytest.mark.parametrize("values", [False, True])
@pytest.mark.parametrize(
    ("fixture", "older", "newer"),
    [
        ("iris_dnn_tf115", "models/iris/model.ckpt-1", "models/iris/model.ckpt-200"),
        ("nan_inf_tf215", "model_dir/ckpt-1", "model_dir/ckpt-2"),
        ("sharded_saver_tf115", "model_dir/model.ckpt-100", "model_dir/model.ckpt-200"),
        ("net_adam_manager_tf215", "tf_ckpts/ckpt-9", "tf_ckpts/ckpt-10"),
    ],
)
def test_golden_steps_differ_where_tensorflows_values_do(
    fixture: str, older: str, newer: str, values: bool
) -> None:
    sides = [checkpoint_at(GOLDEN / fixture / prefix) for prefix in (older, newer)]

    found = diff_checkpoints(*sides, values=values)

    expected = sha_changes(fixture, older, newer)
    assert {row.key: row.change for row in found if row.key in expected} == expected
    assert Counter(row.problem for row in found) == {"": len(found)}
