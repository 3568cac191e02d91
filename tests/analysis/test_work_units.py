"""A tensor that is read in units, in any order, is the tensor read in one go; damage is found all the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis import work_units, workers
from explorer.analysis.accumulators import accumulator_for
from explorer.analysis.packing import columns_bytes, columns_of, columns_told, told_size
from explorer.analysis.run_record import RunRecord
from explorer.analysis.statistics import TensorStatistics, tensor_statistics
from explorer.analysis.work_units import gather, restored, split
from explorer.analysis.workers import many_statistics
from explorer.checkpoints.checkpoint import Checkpoint, checkpoint_at
from explorer.checkpoints.model_dir import scan_model_dir
from explorer.errors import CorruptFileError, MissingFileError
from explorer.formats.bundle_stream import OpenFiles
from explorer.formats.checksum import crc32c, joined_crc32c
from tests.builders import data_name, write_bundle

RANDOM = np.random.default_rng(11)
TENSORS: dict[str, Any] = {
    "float32": RANDOM.normal(0, 0.1, (300, 101)).astype(np.float32),
    "float64": RANDOM.normal(5, 1, 20_000),
    "float16": RANDOM.normal(0, 1, 9001).astype(np.float16),
    "int64": RANDOM.integers(-(2**62), 2**62, 9000),
    "bool": RANDOM.random(30_000) > 0.3,
    "complex64": (RANDOM.normal(size=9000) + 1j).astype(np.complex64),
    "parts": RANDOM.normal(0, 3, (64, 500)).astype(np.float32),
    "special": np.where(RANDOM.random(20_000) < 0.01, np.nan, np.inf).astype(np.float32),
    "one": np.float32(3.5),
    "empty": np.zeros((0, 4), np.float32),
}
PARTS = [((start, 0), (8, 500)) for start in range(0, 64, 8)]


@pytest.fixture(params=[False, True], ids=["little", "big"])
def checkpoint(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Checkpoint:
    """Three data files, one tensor in slices, in either byte order; units of a few thousand bytes."""
    monkeypatch.setattr(work_units, "UNIT_BYTES", 10_007)
    prefix = write_bundle(
        tmp_path / "m-1", TENSORS, num_shards=3, slices={"parts": PARTS}, big_endian=request.param
    )
    return checkpoint_at(prefix)


def pieced_together(checkpoint: Checkpoint, key: str, order: int) -> TensorStatistics:
    """Statistics from units gathered apart, each sent as between processes, joined in some order."""
    names = list(checkpoint.stamps)
    splitting = split(checkpoint, key, {name: number for number, name in enumerate(names)})
    assert splitting is not None
    files = [checkpoint.prefix.parent / name for name in names]
    numbers = np.random.default_rng(order).permutation(len(splitting.units)).tolist()
    done = []
    for number in numbers:
        with OpenFiles() as opened:
            gathered = gather(splitting.units[number], files, opened)
        plain, columns = gathered.accumulator.packed()
        told = json.loads(json.dumps(columns_told(columns)))
        data = columns_bytes(columns)
        assert len(data) == told_size(told)
        sent = (json.loads(json.dumps(plain)), columns_of(told, data))
        done.append(splitting.add(number, restored(splitting.units[0].dtype, sent, gathered.checksums)))
    assert done == [False] * (len(numbers) - 1) + [True]
    return splitting.statistics()


@pytest.mark.parametrize("key", TENSORS)
@pytest.mark.parametrize("order", [0, 1])
def test_units_in_any_order_make_up_the_whole_tensor(checkpoint: Checkpoint, key: str, order: int) -> None:
    found, whole = pieced_together(checkpoint, key, order), tensor_statistics(checkpoint, key)

    assert found.values == whole.values
    for name in ("count", "finite", "nan", "posinf", "neginf", "zero", "denormal", "min", "max"):
        assert getattr(found, name) == getattr(whole, name), name
    for name in ("mean", "std", "l1", "l2"):
        expected = getattr(whole, name)
        assert getattr(found, name) == (
            None if expected is None else pytest.approx(expected, rel=1e-12, abs=1e-12)
        ), name


def test_long_tensors_are_cut_and_slices_gathered_together(checkpoint: Checkpoint) -> None:
    numbers = {name: number for number, name in enumerate(checkpoint.stamps)}
    cut = {key: split(checkpoint, key, numbers) for key in TENSORS}

    sizes = {key: [unit.size_bytes for unit in found.units] for key, found in cut.items() if found}

    assert sizes["one"] == [4]
    assert sizes["float32"] == [10_004] * 12 + [121_200 - 12 * 10_004]
    assert sizes["complex64"][0] == 10_000
    assert sum(sizes["parts"]) == 128_000
    assert len(sizes["parts"]) == 13


def damage(checkpoint: Checkpoint, key: str, at: int) -> None:
    table = checkpoint.table
    row = table.row_of[key]
    place = table.slices[row][0] if row in table.slices else None
    shard = place.shard if place else int(table.shard[row])
    offset = place.offset if place else int(table.offset[row])
    path = data_name(checkpoint.prefix, shard, 3)
    data = bytearray(path.read_bytes())
    data[offset + at] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("key", ["float32", "bool", "parts"])
@pytest.mark.parametrize("at", [0, 15_000])
def test_damage_in_any_unit_is_found(checkpoint: Checkpoint, key: str, at: int) -> None:
    damage(checkpoint, key, at)

    with pytest.raises(CorruptFileError, match="checksum does not match"):
        pieced_together(checkpoint, key, 0)


def test_what_cannot_be_cut_is_left_whole(checkpoint: Checkpoint, tmp_path: Path) -> None:
    prefix = write_bundle(
        tmp_path / "n-1", {"text": b"word", "gap": TENSORS["parts"]}, slices={"gap": PARTS[:3]}
    )
    other = checkpoint_at(prefix)
    numbers = {name: number for number, name in enumerate(other.stamps)}

    assert [split(other, key, numbers) for key in ("text", "gap", "absent")] == [None, None, None]


@pytest.mark.parametrize("plan", [(2, False), (1, True), (0, True)], ids=["workers", "shared", "here"])
def test_all_ways_of_spreading_give_the_same(
    checkpoint: Checkpoint, monkeypatch: pytest.MonkeyPatch, plan: tuple[int, bool]
) -> None:
    monkeypatch.setattr(workers, "_plan", lambda total: plan)
    if plan == (2, False):
        monkeypatch.setattr(workers, "_is_for_us", lambda alive, shares: not alive)
    damage(checkpoint, "float64", 12_345)
    checkpoint = checkpoint_at(checkpoint.prefix)

    answers = list(many_statistics(checkpoint, [*TENSORS, "absent"]))

    failed = {answer[0]: answer[1] for answer in answers if isinstance(answer, tuple)}
    found = {answer.key: answer for answer in answers if isinstance(answer, TensorStatistics)}
    assert sorted([*failed, *found]) == sorted([*TENSORS, "absent"])
    assert {key: type(error).__name__ for key, error in failed.items()} == {
        "float64": "CorruptFileError",
        "absent": "UnknownKeyError",
    }
    assert failed["float64"].where == {"checkpoint": "m-1", "key": "float64"}
    for key, statistics in found.items():
        whole = tensor_statistics(checkpoint, key)
        assert (statistics.values, statistics.min, statistics.max, statistics.nan) == (
            whole.values,
            whole.min,
            whole.max,
            whole.nan,
        )
        assert statistics.mean == (None if whole.mean is None else pytest.approx(whole.mean, rel=1e-12))


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_joined_checksums_are_those_of_the_joined_bytes(first: bytes, second: bytes) -> None:
    assert joined_crc32c(crc32c(first), crc32c(second), len(second)) == crc32c(first + second)


def test_a_known_checksum_is_joined() -> None:
    # RFC 3720, B.4: 32 bytes of zeros.
    assert joined_crc32c(crc32c(bytes(20)), crc32c(bytes(12)), 12) == 0x8A9136AA
    assert joined_crc32c(crc32c(bytes(32)), 0, 0) == 0x8A9136AA


@pytest.mark.parametrize(
    "told", [None, [["i8", -1]], [["O", 3]], [["i8", 2**40]], [["i8", 1]] * 9, [["i8", "x"]]]
)
def test_columns_that_cannot_be_are_refused(told: Any) -> None:
    with pytest.raises(ValueError, match="column"):
        told_size(told)


@settings(deadline=None)
@given(st.sampled_from(["keys", "counts", "short", "total"]))
def test_counts_that_cannot_be_are_refused(wrong: str) -> None:
    gathered = accumulator_for(np.dtype(np.uint16))
    gathered.add(np.array([1, 5, 5, 9], np.uint16))
    plain, (keys, counts) = gathered.packed()
    columns = {
        "keys": (keys[::-1], counts),
        "counts": (keys, -counts),
        "short": (keys, counts[1:]),
        "total": (keys, counts + 1),
    }[wrong]

    with pytest.raises(ValueError, match="no counts"):
        accumulator_for(np.dtype(np.uint16)).unpack((plain, columns))


@pytest.mark.parametrize("is_gone", [False, True])
def test_a_remembered_checkpoint_is_spread_too_and_a_gone_one_tells_what_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_gone: bool
) -> None:
    run = tmp_path / "run"
    run.mkdir()
    monkeypatch.setattr(work_units, "UNIT_BYTES", 10_007)
    monkeypatch.setattr(workers, "_plan", lambda total: (1, True))
    small = np.arange(5, dtype=np.float32)
    write_bundle(run / "model.ckpt-1", {"large": TENSORS["float32"], "small": small})
    (run / "checkpoint").write_text('model_checkpoint_path: "model.ckpt-1"\n')
    record = RunRecord(run, tmp_path / "records")
    (entry,) = scan_model_dir(run).checkpoints
    live = checkpoint_at(entry.path, entry.prefix)
    record.remember_checkpoint(entry, live)
    record.flush()
    whole = [tensor_statistics(live, key) for key in ("large", "small")]
    if is_gone:
        for path in run.glob("model.ckpt-1.*"):
            path.unlink()
        (entry,) = record.with_ghosts(scan_model_dir(run)).checkpoints
    reader = record.reader(entry)
    assert reader is not None
    checkpoint = Checkpoint(reader, entry.prefix)

    found = dict(
        answer if isinstance(answer, tuple) else (answer.key, answer)
        for answer in many_statistics(checkpoint, ["large", "small"])
    )

    record.close()
    numbers = {name: number for number, name in enumerate(checkpoint.stamps)}
    cut = split(checkpoint, "large", numbers)
    assert found["small"] == whole[1]
    if is_gone:
        assert cut is None
        assert type(found["large"]) is MissingFileError
    else:
        assert cut is not None
        assert len(cut.units) == 13
        assert isinstance(found["large"], TensorStatistics)
        assert found["large"].values == whole[0].values


def test_a_worker_process_imports_little() -> None:
    heavy = ("google.protobuf", "ml_dtypes", "h5py", "PySide6", "sqlite3", "explorer.checkpoints")
    code = "import sys, explorer.analysis.worker_process; print(*sys.modules, sep='\\n')"

    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout

    assert "explorer.analysis.work_units" in loaded.split()
    assert [name for name in loaded.split() if name.startswith(heavy)] == []
