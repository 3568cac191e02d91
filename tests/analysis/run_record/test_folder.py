"""The folder of all records: private, listed, cleared, and kept to its cap."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import numpy as np
import pytest

from explorer.analysis.run_record import (
    RunRecord,
    clear_records,
    list_records,
    record_folder,
    record_size,
)
from explorer.analysis.run_record.folder import record_path
from explorer.analysis.value_counts import TensorStatistics, ValueCounts
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.entries import GONE
from tests.analysis.run_record.runs import delete_step, look, remember_all, told, write_step
from tests.snapshots import snapshot


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def large_statistics(key: str, size: int = 40_000) -> TensorStatistics:
    """Counts that do not pack."""
    rng = np.random.default_rng(size)
    edges = np.sort(rng.normal(size=size))
    values = ValueCounts(edges, edges.copy(), rng.integers(1, 2**60, size))
    return TensorStatistics(key, 1, 1, 0, 0, 0, 0, 0, None, None, None, None, None, None, values)


def test_where_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert record_folder() == tmp_path / "checkpoint-explorer" / "records"
    monkeypatch.setenv("CHECKPOINT_EXPLORER_CACHE", str(tmp_path / "elsewhere"))
    assert record_folder() == tmp_path / "elsewhere" / "records"


def test_nobody_else_may_read_the_names(tmp_path: Path, cache: Path) -> None:
    write_step(tmp_path / "run", 1)
    record = RunRecord(tmp_path / "run", cache / "records")
    remember_all(tmp_path / "run", record)
    record.close()
    (path,) = (cache / "records").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_opened_directory_is_not_written(tmp_path: Path, cache: Path) -> None:
    run = tmp_path / "run"
    write_step(run, 1)
    before = snapshot(run)
    record = RunRecord(run, cache)
    remember_all(run, record, statistics=True)
    look(run, record)
    record.close()
    assert snapshot(run) == before


def test_listed_with_directory_size_and_last_use(tmp_path: Path, cache: Path) -> None:
    assert (list_records(cache), record_size(cache)) == ((), (0, 0))
    for number, name in enumerate(("one", "caf\udce9")):
        write_step(tmp_path / name, 1)
        record = RunRecord(tmp_path / name, cache)
        remember_all(tmp_path / name, record)
        record.close()
        os.utime(record_path(tmp_path / name, cache), (1e9 + number, 1e9 + number))
    (cache / "notes.txt").write_text("not ours")
    records = list_records(cache)
    assert [record.directory for record in records] == [str(tmp_path / "caf\udce9"), str(tmp_path / "one")]
    assert [record.used for record in records] == [1e9 + 1, 1e9]
    size = sum(record.size_bytes for record in records)
    assert record_size(cache) == (size, 2)
    assert clear_records(cache) == size
    assert [path.name for path in cache.iterdir()] == ["notes.txt"]


def test_the_oldest_used_records_go_first_and_never_the_open_one(tmp_path: Path, cache: Path) -> None:
    for number, name in enumerate(("oldest", "old", "new")):
        write_step(tmp_path / name, 1)
        record = RunRecord(tmp_path / name, cache)
        (checkpoint,) = remember_all(tmp_path / name, record)
        record.remember_statistics(checkpoint, [large_statistics("w")])
        record.close()
        os.utime(record_path(tmp_path / name, cache), (1e9 + number, 1e9 + number))
    one = record_size(cache)[0] // 3
    held = RunRecord(tmp_path / "oldest", cache)
    os.utime(record_path(tmp_path / "oldest", cache), (1, 1))
    last = RunRecord(tmp_path / "new", cache, cap_bytes=int(2.5 * one))
    last.close()
    left = {Path(record.directory).name for record in list_records(cache)}
    assert left == {"oldest", "new"}
    held.close()


def remembered_counts(record: RunRecord, checkpoints: list[Checkpoint]) -> list[bool]:
    return [bool(record.statistics(checkpoint, ["large"])) for checkpoint in checkpoints]


def test_inside_one_record_the_oldest_used_counts_go_first(tmp_path: Path, cache: Path) -> None:
    run = tmp_path / "run"
    for step in range(8):
        write_step(run, step)
    record = RunRecord(run, cache)
    checkpoints = remember_all(run, record)
    for checkpoint in checkpoints:
        record.remember_statistics(checkpoint, [large_statistics("large")])
        record.flush()
    record.statistics(checkpoints[0], ["large"])  # used last
    record.close()
    whole = record_size(cache)[0]
    small = RunRecord(run, cache, cap_bytes=whole // 2)
    small.close()
    assert record_size(cache)[0] < whole // 2
    record = RunRecord(run, cache)
    known = remembered_counts(record, checkpoints)
    assert known[0]
    assert 1 < sum(known) < 6
    assert known[1:] == sorted(known[1:])
    for step in range(7):
        delete_step(run, step)
    assert set(told(look(run, record)).values()) == {"remembered", "here"}
    record.close()


def test_a_cap_too_small_for_the_tables_keeps_the_last_used(tmp_path: Path, cache: Path) -> None:
    run = tmp_path / "run"
    for step in range(30):
        write_step(run, step)
    record = RunRecord(run, cache, cap_bytes=1)
    remember_all(run, record)
    record.close()
    record = RunRecord(run, cache)
    known = [entry.step for entry in look(run).checkpoints if record.reader(entry) is not None]
    assert len(known) == 1
    for entry in look(run).checkpoints:
        assert entry.status != GONE
    record.close()
