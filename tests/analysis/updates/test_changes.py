"""Changes of many tensors between two steps: the numbers of golden runs, what is not read, errors as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.analysis.statistics import tensor_statistics
from explorer.analysis.updates import ShapesDifferError, changes_between, consecutive, readable
from explorer.analysis.value_change import ValueChange
from explorer.checkpoints.checkpoint import Checkpoint, checkpoint_at
from explorer.checkpoints.entries import CheckpointEntry, ModelDir
from explorer.checkpoints.series import CheckpointCache, open_model_dir
from explorer.errors import CorruptFileError, MissingFileError, NoValueError, UnknownKeyError
from explorer.task import Cancelled, Progress, Task
from tests.analysis.updates.plain_change import GOLDEN, assert_is, plain_change, write_run
from tests.builders import data_name, write_bundle

NUMBERS = "fiub"


def floats(*values: float) -> np.ndarray[Any, Any]:
    return np.array(values, np.float32)


@pytest.fixture
def two(tmp_path: Path) -> Any:
    def write(
        older: Mapping[str, Any], newer: Mapping[str, Any], **options: Any
    ) -> tuple[Checkpoint, Checkpoint]:
        first, second = (
            checkpoint_at(write_bundle(tmp_path / name, tensors, **options))
            for name, tensors in (("ckpt-1", older), ("ckpt-2", newer))
        )
        return first, second

    return write


# --- golden runs ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "folder",
    [
        "history_tf115/model_dir",
        "history_tf215/run",
        "nan_inf_tf215/model_dir",
        "sharded_saver_tf115/model_dir",
        "iris_dnn_tf115/models/iris",
    ],
)
def test_every_change_along_a_golden_run_is_what_numpy_says(folder: str) -> None:
    run = open_model_dir(GOLDEN / folder)
    cache = CheckpointCache()
    pairs = [pair for family in run.families for pair in consecutive(run, family)]
    compared = 0
    for older, newer in (pairs[0], pairs[len(pairs) // 2], pairs[-1]):
        left, right = cache.open(older), cache.open(newer)
        for key, found in changes_between(left, right, left.table.keys):
            old = left.read(key)
            if old.dtype.kind not in NUMBERS:
                continue
            assert isinstance(found, ValueChange)
            truth = plain_change(old, right.read(key))
            compared += 1
            if found.is_read:
                assert_is(found, truth)
            else:
                assert truth["changed_elements"] == found.changed_elements == 0
    assert compared


@pytest.mark.parametrize(
    ("fixture", "older", "newer"),
    [
        ("partitioned_tf115", "model_dir/model.ckpt-7", "sharded_dir/model.ckpt-7"),
        ("dtypes_tf115", "model_dir/model.ckpt-1", "model_dir/model.ckpt-1"),
        ("sharded_policy_tf221", "", ""),
    ],
)
def test_slices_and_odd_dtypes_are_compared_element_by_element(fixture: str, older: str, newer: str) -> None:
    folder = GOLDEN / fixture
    prefixes = sorted(path.with_suffix("") for path in folder.rglob("*.index"))
    left = checkpoint_at(folder / older) if older else checkpoint_at(prefixes[0])
    right = checkpoint_at(folder / newer) if newer else checkpoint_at(prefixes[-1])

    for key, found in changes_between(left, right, [key for key in left.table.keys if key in right]):
        if isinstance(found, ValueChange) and found.is_read and left.read(key).dtype.kind in NUMBERS:
            assert_is(found, plain_change(left.read(key), right.read(key)))
        else:
            assert found is None or isinstance(found, ValueChange)


# --- which steps ---------------------------------------------------------------------------------


def entry(step: int, status: str = "complete", family: str = "ckpt", **facts: Any) -> CheckpointEntry:
    return CheckpointEntry(
        f"{family}-{step}", Path(f"/run/{family}-{step}"), family, step, None, None, "tensor_bundle", status, 1, 1.0, **facts
    )  # fmt: skip


def model_dir(*entries: CheckpointEntry) -> ModelDir:
    return ModelDir(Path("/run"), entries, None, "", (), ())


def test_each_step_is_paired_with_the_next_one_that_can_be_read() -> None:
    steps = [
        entry(1),
        entry(2, "gone"),
        entry(3, "gone", is_remembered=True),
        entry(4, family="best"),
        entry(5, "damaged"),
        entry(6, "being written"),
    ]
    run = model_dir(*steps)

    assert readable(run, "ckpt") == (steps[0], steps[2], steps[4])
    assert consecutive(run, "ckpt") == ((steps[0], steps[2]), (steps[2], steps[4]))
    assert consecutive(run, "best") == ()
    assert consecutive(model_dir(), "ckpt") == ()


# --- what is not read ----------------------------------------------------------------------------


def test_equal_checksums_are_unchanged_without_a_data_file(two: Any) -> None:
    older, newer = two({"v": floats(1, 2), "w": floats(0)}, {"v": floats(1, 2), "w": floats(0)})
    for side in (older, newer):
        data_name(side.prefix).unlink()

    found = dict(changes_between(older, newer, ["w", "v"]))

    assert list(found) == ["w", "v"]
    assert all(isinstance(change, ValueChange) and change.is_unchanged for change in found.values())
    assert found["v"] == ValueChange(0.0, 0.0, 0.0, None, 0, compared=2, is_read=False)


def test_equal_checksums_of_slices_count_as_well(two: Any) -> None:
    values = np.arange(6, dtype=np.float32).reshape(3, 2)
    cut = [((0, 0), (1, 2)), ((1, 0), (2, 2))]
    older, newer = two({"w": values}, {"w": values}, slices={"w": cut})

    (found,) = dict(changes_between(older, newer, ["w"])).values()

    assert isinstance(found, ValueChange)
    assert (found.changed_elements, found.is_read) == (0, False)


def test_where_the_file_has_no_checksum_values_are_read(two: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    older, newer = two({"w": floats(1, 2)}, {"w": floats(1, 2)})
    for side in (older, newer):
        monkeypatch.setattr(side, "table", replace(side.table, crc32c=np.zeros(1, np.uint32)))

    (found,) = dict(changes_between(older, newer, ["w"])).values()

    assert isinstance(found, ValueChange)
    assert (found.changed_elements, found.is_read) == (0, True)


class Memory:
    """A record as `changes_between` uses one."""

    def __init__(self, known: Mapping[str, ValueChange], statistics: Mapping[str, Any] = {}) -> None:
        self.known, self.told, self.kept = known, statistics, {}  # type: ignore[var-annotated]

    def changes(self, older: Checkpoint, newer: Checkpoint, keys: Sequence[str]) -> dict[str, ValueChange]:
        return {key: self.known[key] for key in keys if key in self.known}

    def statistics(self, checkpoint: Checkpoint, keys: Sequence[str]) -> dict[str, Any]:
        return {key: self.told[key] for key in keys if key in self.told}

    def remember_changes(
        self, older: Checkpoint, newer: Checkpoint, changes: Mapping[str, ValueChange]
    ) -> None:
        self.kept.update(changes)


def test_the_record_is_asked_first_and_told_what_was_read(two: Any) -> None:
    older, newer = two(
        {"u": floats(1), "v": floats(1), "w": floats(3, 4)},
        {"u": floats(2), "v": floats(3), "w": floats(3, 4)},
    )
    known = ValueChange(7.0, 7.0, 7.0, 1.0, 1)
    record = Memory({"v": known}, {"w": tensor_statistics(newer, "w")})

    found = list(changes_between(older, newer, ["u", "w", "v"], record=record))

    assert [key for key, _ in found] == ["v", "w", "u"]  # what costs nothing first
    assert found[0][1] is known
    assert found[1][1] == ValueChange(
        0.0, 0.0, 0.0, 1.0, 0, compared=2, older_l2=5.0, newer_l2=5.0, is_read=False
    )
    assert record.kept == {"u": found[2][1]}


def test_a_tensor_of_nan_that_is_known_to_be_unchanged_has_no_numbers(two: Any) -> None:
    older, newer = two({"w": floats(np.nan)}, {"w": floats(np.nan)})
    record = Memory({}, {"w": tensor_statistics(newer, "w")})

    assert list(changes_between(older, newer, ["w"], record=record)) == [
        ("w", ValueChange(None, None, None, None, 0, is_read=False))
    ]


def test_what_was_read_before_a_cancel_is_remembered(two: Any) -> None:
    tensors = {f"w{i}": floats(i) for i in range(5)}
    older, newer = two(tensors, {key: values + 1 for key, values in tensors.items()})
    record = Memory({})
    task = Task(lambda progress: task.cancel() if progress.done >= 16 else None)

    with pytest.raises(Cancelled):
        list(changes_between(older, newer, tensors, record=record, task=task))

    assert set(record.kept) == {"w0", "w1"}


# --- what cannot be compared ---------------------------------------------------------------------


def test_each_reason_is_a_value_and_hides_no_other(two: Any) -> None:
    older, newer = two(
        {"gone": floats(1), "grown": floats(1, 2), "kind": floats(2), "text": b"x", "w": floats(1)},
        {
            "come": floats(1),
            "grown": floats(1, 2, 3),
            "kind": np.array([3], np.int32),
            "text": b"y",
            "w": floats(4),
        },
    )

    found = dict(changes_between(older, newer, ["come", "gone", "grown", "kind", "nowhere", "text", "w"]))

    assert isinstance(found["come"], UnknownKeyError)
    assert "only the newer" in found["come"].problem
    assert isinstance(found["gone"], UnknownKeyError)
    assert "only the older" in found["gone"].problem
    assert isinstance(found["nowhere"], UnknownKeyError)
    assert isinstance(found["grown"], ShapesDifferError)
    assert "from [2] to [3]" in found["grown"].problem
    assert found["text"] is None
    assert isinstance(found["kind"], ValueChange)
    assert found["kind"].max_abs == 1.0
    assert isinstance(found["w"], ValueChange)
    assert found["w"].l2 == 3.0


def test_damage_and_missing_files_are_values(two: Any) -> None:
    older, newer = two({"v": floats(1), "w": floats(2)}, {"v": floats(3), "w": floats(4)})
    path = data_name(newer.prefix)
    path.write_bytes(b"\xff" + path.read_bytes()[1:])

    found = dict(changes_between(older, checkpoint_at(newer.prefix), ["v", "w"]))

    assert isinstance(found["v"], CorruptFileError)
    assert isinstance(found["w"], ValueChange)
    data_name(older.prefix).unlink()
    gone = dict(changes_between(checkpoint_at(older.prefix), newer, ["w"]))
    assert isinstance(gone["w"], MissingFileError)


def test_a_gap_between_slices_is_no_smaller_tensor(two: Any) -> None:
    values = np.arange(6, dtype=np.float32).reshape(3, 2)
    older, newer = two({"w": values}, {"w": values + 1}, slices={"w": [((0, 0), (1, 2))]})

    (found,) = dict(changes_between(older, newer, ["w"])).values()

    assert isinstance(found, CorruptFileError | NoValueError)


def test_the_task_is_told_bytes_of_both_sides(two: Any) -> None:
    older, newer = two({"u": floats(1, 2), "w": floats(1)}, {"u": floats(2, 2), "w": floats(2)})
    told: list[Progress] = []

    list(changes_between(older, newer, ["w", "u"], task=Task(told.append)))

    assert {progress.total for progress in told} == {24}
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
    assert told[-1].done == 24


def test_a_run_is_written_and_opened(tmp_path: Path) -> None:
    run, cache = write_run(tmp_path, [{"w": floats(1)}, {"w": floats(2)}])
    ((older, newer),) = consecutive(run, "model.ckpt")

    assert (older.step, newer.step) == (1, 2)
    assert dict(changes_between(cache.open(older), cache.open(newer), ["w"]))["w"].l2 == 1.0  # type: ignore[union-attr]
