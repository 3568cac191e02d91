"""Other content behind the same names, sizes and times is not taken for what is remembered."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from explorer.analysis.run_record import RunRecord
from explorer.checkpoints.series import CheckpointCache
from tests.analysis.run_record.runs import LARGE, LONG_AGO, look, remember_all
from tests.builders import write_bundle
from tests.v1_builders import write_v1


def bundle(run: Path, value: int) -> None:
    write_bundle(run / "ckpt-1", tensors(value))


def one_file(run: Path, value: int) -> None:
    write_v1(run / "model.ckpt-1", tensors(value))


def keras(run: Path, value: int) -> None:
    with h5py.File(run / "weights.h5", "w") as file:
        for name, tensor in tensors(value).items():
            file[f"layer/{name}"] = tensor


def tensors(value: int) -> dict[str | bytes, np.ndarray]:
    return {
        "global_step": np.array(value, np.int64),
        "rate": np.full(3, value, np.float32),
        "weights": np.full(LARGE, value, np.float32),
    }


def one_time(run: Path) -> None:
    """As archives give to everything in them."""
    for path in run.iterdir():
        os.utime(path, (LONG_AGO, LONG_AGO))


def shown(run: Path, cache: Path) -> tuple[set[object], set[object]]:
    """All steps and small values that are shown, and the means of all statistics that are remembered."""
    record = RunRecord(run, cache)
    values: set[object] = set()
    means: set[object] = set()
    for entry in look(run, record).checkpoints:
        if entry.step is not None:
            values.add(entry.step)
        checkpoint = CheckpointCache(memory=record).open(entry)
        for key in checkpoint.table.keys:
            if not key.endswith("weights"):
                values |= set(np.ravel(checkpoint.read(key)).tolist())
        means |= {found.mean for found in record.statistics(checkpoint, checkpoint.table.keys).values()}
    remember_all(run, record, statistics=True)
    record.close()
    return values, means


@pytest.mark.parametrize("is_same_file", [False, True])
@pytest.mark.parametrize("write", [bundle, one_file, keras])
def test_content_replaced_by_other_of_equal_sizes_and_times(
    tmp_path: Path, write: Callable[[Path, int], None], is_same_file: bool
) -> None:
    run, other, cache = tmp_path / "run", tmp_path / "other", tmp_path / "cache"
    for directory, value in ((run, 10), (other, 20)):
        directory.mkdir()
        write(directory, value)
        one_time(directory)
    assert shown(run, cache) == ({10}, set())
    assert shown(run, cache) == ({10}, {10})

    for path in other.iterdir():
        assert path.stat().st_size == (run / path.name).stat().st_size
        if is_same_file:
            with (run / path.name).open("r+b") as file:
                file.write(path.read_bytes())
        else:
            path.replace(run / path.name)
    one_time(run)

    assert shown(run, cache) == ({20}, set())
    assert shown(run, cache) == ({20}, {20})
