"""Statistics of V1 checkpoints: TensorFlow's, the same in worker processes, bounded in memory, promptly cancelled."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from explorer.analysis import workers
from explorer.analysis.diff import diff_checkpoints
from explorer.analysis.statistics import TensorStatistics, tensor_statistics
from explorer.analysis.workers import many_statistics
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.errors import CorruptFileError, NoValueError
from explorer.task import Cancelled, Progress, Task
from tests.analysis.test_statistics_golden import expected_of, is_wrong
from tests.golden_answers import GOLDEN, golden_answers
from tests.v1_builders import write_v1, write_v1_shards

PREFIXES = golden_answers("v1_format_tf115")["prefixes"]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_statistics_equal_those_of_tensorflow(prefix):
    checkpoint = checkpoint_at(GOLDEN / "v1_format_tf115" / prefix)

    wrong = []
    for variable in PREFIXES[prefix]["variables"]:
        found = tensor_statistics(checkpoint, variable["name"])
        for name, value in (expected_of(variable) or {"count": variable["stats"]["count"]}).items():
            if is_wrong(found, name, value, False):
                wrong.append((variable["name"], name, getattr(found, name), value))

    assert wrong == []


@pytest.mark.parametrize("name", ["m-?????-of-00002", "odd [*]?"])
def test_worker_processes_open_the_same_checkpoint(tmp_path, monkeypatch, name):
    monkeypatch.setattr(workers, "_plan", lambda total: (2, False))
    monkeypatch.setattr(workers, "_is_for_us", lambda alive, shares: not alive)
    first, second = {"a": np.arange(10), "s": b"text"}, {"b": np.float32([1, np.nan]), "c": np.array([True])}
    if name.startswith("m-"):
        write_v1_shards(tmp_path / "m", [first, second])
    else:
        write_v1(tmp_path / name, first | second)
    checkpoint = checkpoint_at(tmp_path / name)

    found = {}
    for answer in many_statistics(checkpoint, checkpoint.table.keys):
        assert isinstance(answer, TensorStatistics), answer
        found[answer.key] = (answer.count, answer.nan, answer.min, answer.max)

    assert found == {
        "a": (10, 0, 0, 9),
        "b": (2, 1, 1.0, 1.0),
        "c": (1, 0, True, True),
        "s": (1, 0, None, None),
    }


def test_damage_and_gaps_have_no_statistics(tmp_path):
    grid = np.arange(6.0).reshape(3, 2)
    path = write_v1(tmp_path / "c", {"gap": grid, "hit": grid}, slices={"gap": [((0, 0), (2, 2))]})
    with pytest.raises(NoValueError, match="4 of the tensor's 6 elements are stored"):
        tensor_statistics(checkpoint_at(path), "gap")
    write_v1(path, {"a": np.zeros(10)} | {"hit": grid}, block_target=60)
    contents = bytearray(path.read_bytes())
    contents[contents.index(np.float64(5).tobytes())] ^= 1
    path.write_bytes(contents)

    with pytest.raises(CorruptFileError, match="does not match its checksum"):
        tensor_statistics(checkpoint_at(path), "hit")


def test_a_tensor_takes_little_more_memory_than_it_takes_in_the_file(tmp_path):
    values = np.arange(2_000_000, dtype=np.int64) % 100_000
    path = write_v1(tmp_path / "c", {"big": values.astype(np.float32)})
    checkpoint = checkpoint_at(path)
    chunks = checkpoint.chunks("big")
    tracemalloc.start()

    total = sum(float(chunk.values.sum(dtype=np.float64)) for chunk in chunks)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total == float(values.sum())
    assert peak < path.stat().st_size + (8 << 20)


def test_reading_is_told_and_cancelled_between_two_pieces(tmp_path):
    checkpoint = checkpoint_at(write_v1(tmp_path / "c", {"big": np.zeros(1000)}))
    told: list[Progress] = []
    task = Task(told.append)

    pieces = 0
    with pytest.raises(Cancelled):
        for _ in checkpoint.chunks("big", chunk_bytes=800, task=task):
            pieces += 1
            if pieces == 3:
                task.cancel()

    assert pieces == 3
    assert (told[0].total, told[0].doing) == (8000, "Reading big")


def test_differences_are_told_by_values_for_there_are_no_checksums(tmp_path):
    older = checkpoint_at(write_v1(tmp_path / "older", {"a": np.arange(4), "b": np.arange(4)}))
    newer = checkpoint_at(write_v1(tmp_path / "newer", {"a": np.arange(4), "b": np.arange(4) + 1}))

    found = diff_checkpoints(older, newer)

    assert [(row.key, row.change) for row in found] == [("a", "same"), ("b", "value")]
