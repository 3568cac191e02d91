"""A checkpoint from the record is the checkpoint from the disk, for every format and in every place of the program."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.analysis.diff import diff_checkpoints
from explorer.analysis.restore import check_restore
from explorer.analysis.run_record import RunRecord
from explorer.analysis.run_record.remembered_reader import RememberedReader
from explorer.checkpoints.checkpoint import Checkpoint, checkpoint_at
from explorer.checkpoints.entries import COMPLETE, GONE, CheckpointEntry
from explorer.checkpoints.model_dir import scan_model_dir
from explorer.checkpoints.series import CheckpointCache, resolve
from explorer.checkpoints.spec import spec_from_checkpoint
from explorer.errors import ExplorerError, FileAccessError, MissingFileError
from explorer.storage.files import FileSource
from tests.analysis.run_record.runs import LARGE, delete_step, look, remember_all, write_step
from tests.builders import write_bundle

GOLDEN = Path(__file__).parents[2] / "golden"
_MOST_OF_ONE = 2  # checkpoints of one directory
_LARGE_SETS = frozenset(("oracle_programs", "restore_targets", "program_specs", "targets"))


def golden_directories() -> list[Path]:
    """Every directory of the golden sets that holds checkpoints."""
    found = {path.parent for ending in (".index", ".h5", ".keras") for path in GOLDEN.rglob(f"*{ending}")}
    found |= {path.parent for path in (GOLDEN / "v1_format_tf115").rglob("checkpoint")}
    found |= {path.parent for path in (GOLDEN / "more_v1_tf215").rglob("checkpoint")}
    folders = {path.parent if path.name == "variables" else path for path in found}
    # The sets of many programs hold the same few kinds hundreds of times.
    return sorted(path for path in folders if not _LARGE_SETS.intersection(path.relative_to(GOLDEN).parts))


def opened_entries(directory: Path) -> list[tuple[CheckpointEntry, Checkpoint]]:
    found = []
    for entry in resolve(scan_model_dir(directory)).checkpoints:
        try:
            found.append((entry, checkpoint_at(entry.path, entry.prefix)))
        except ExplorerError:
            continue
    return found[:: max(len(found) // _MOST_OF_ONE, 1)]


def answer(ask: Any) -> Any:
    """What a question answers, or which error it raises."""
    try:
        return ask()
    except ExplorerError as error:
        return type(error), error.problem


def same(one: Any, other: Any) -> bool:
    if isinstance(one, tuple) or isinstance(other, tuple):
        return bool(one == other)
    alike = one.dtype.newbyteorder("=") == other.dtype.newbyteorder("=") and one.shape == other.shape
    if one.dtype == object:
        return alike and one.tolist() == other.tolist()
    return alike and one.tobytes() == other.astype(one.dtype).tobytes()


@pytest.mark.parametrize("directory", golden_directories(), ids=lambda path: str(path.relative_to(GOLDEN)))
def test_every_golden_checkpoint(directory: Path, tmp_path: Path) -> None:
    live = opened_entries(directory)
    record = RunRecord(directory, tmp_path)
    for entry, checkpoint in live:
        record.remember_checkpoint(entry, checkpoint)
    record.close()
    record = RunRecord(directory, tmp_path)
    scanned = {entry.prefix: entry for entry in scan_model_dir(directory).checkpoints}
    for entry, checkpoint in live:
        reader = record.reader(entry)
        assert reader is not None
        remembered = Checkpoint(reader, entry.prefix)
        assert remembered.identity == checkpoint.identity
        assert remembered.stamps == checkpoint.stamps
        assert remembered.counters == checkpoint.counters
        assert remembered.variables == checkpoint.variables
        assert remembered.problems == checkpoint.problems
        assert remembered.slots == checkpoint.slots
        assert remembered.totals_by_role == checkpoint.totals_by_role
        assert answer(reader.object_graph_bytes) == answer(checkpoint.reader.object_graph_bytes)
        assert list(remembered.graph.edge_name) == list(checkpoint.graph.edge_name)
        changes = {found.change for found in diff_checkpoints(checkpoint, remembered) if not found.problem}
        assert changes <= {"same"}
        assert spec_from_checkpoint(remembered) == spec_from_checkpoint(checkpoint)
        for row in range(len(checkpoint.table)):
            assert same(answer(partial(reader.read, row)), answer(partial(checkpoint.reader.read, row)))
        target = spec_from_checkpoint(checkpoint)
        reports = check_restore(remembered, target), check_restore(checkpoint, target)
        assert reports[0].rows == reports[1].rows
        assert repr(reports[0].outcomes) == repr(reports[1].outcomes)
        if entry.status == COMPLETE:
            assert record.resolved(scanned[entry.prefix]) == entry
    record.close()


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return tmp_path / "run"


@pytest.fixture
def record(tmp_path: Path, run: Path) -> Iterator[RunRecord]:
    record = RunRecord(run, tmp_path / "cache")
    yield record
    record.close()


class _Reads:
    """Counts the reads of data files, and refuses them when told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: list[str] = []
        for name in ("_pread", "_preadv"):
            monkeypatch.setattr(FileSource, name, self._noting(getattr(FileSource, name)))

    def _noting(self, read: Any) -> Any:
        def noting(source: FileSource, *args: Any) -> Any:
            self.names.append(source.name)
            return read(source, *args)

        return noting

    @property
    def of_data(self) -> list[str]:
        return [name for name in self.names if ".data-" in name]


@pytest.mark.parametrize("fixture", ["history_tf215/run", "history_tf115/model_dir"])
def test_reopening_a_run_reads_no_tensor_byte(
    fixture: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = tmp_path / "run"
    shutil.copytree(GOLDEN / fixture, run)
    for path in run.iterdir():
        write_times(path)
    record = RunRecord(run, tmp_path / "cache")
    live = remember_all(run, record, statistics=True)
    keys = live[0].table.keys
    wanted = [record.statistics(checkpoint, keys) for checkpoint in live]
    facts = [(c.step, c.variables, c.graph.node_count) for c in live]
    record.close()
    assert len(live) > 30
    assert all(len(found) == len(keys) for found in wanted)

    reads = _Reads(monkeypatch)
    record = RunRecord(run, tmp_path / "cache")
    seen = look(run, record)
    cache = CheckpointCache(memory=record)
    opened = [cache.open(entry) for entry in seen.checkpoints if entry.status != GONE]
    assert [(c.step, c.variables, c.graph.node_count) for c in opened] == facts
    assert [record.statistics(checkpoint, keys) for checkpoint in opened] == wanted
    assert record.changes(opened[0], opened[1], keys) == {}
    assert reads.of_data == []
    record.close()


def write_times(path: Path) -> None:
    import os

    from tests.analysis.run_record.runs import LONG_AGO

    os.utime(path, (LONG_AGO, LONG_AGO))


def test_a_ghost_tells_small_values_and_explains_the_others(run: Path, record: RunRecord) -> None:
    write_step(run, 100)
    write_step(run, 200)
    before = remember_all(run, record, statistics=True)[0]
    delete_step(run, 100)
    ghost = look(run, record).checkpoints[0]
    checkpoint = CheckpointCache(memory=record).open(ghost)
    assert (checkpoint.step, checkpoint.label) == (100, "step 100")
    assert checkpoint.identity == before.identity
    assert float(checkpoint.read("learning_rate")) == float(np.float32(0.5 / 101))
    assert checkpoint.read("note").item() == b"caf\xe9"
    assert [chunk.values.tolist() for chunk in checkpoint.chunks("global_step")] == [[100]]
    assert record.statistics(checkpoint, ["weights"])["weights"].count == LARGE
    with pytest.raises(MissingFileError, match="the checkpoint is gone") as raised:
        checkpoint.read("weights")
    assert "max_to_keep" in raised.value.hint


def test_larger_values_come_from_files_that_are_unchanged(run: Path, record: RunRecord) -> None:
    write_step(run, 100)
    (live,) = remember_all(run, record)
    (entry,) = look(run, record).checkpoints
    reader = record.reader(entry)
    assert isinstance(reader, RememberedReader)
    checkpoint = Checkpoint(reader, entry.prefix)
    assert np.array_equal(checkpoint.read("weights"), live.read("weights"))
    assert np.concatenate([chunk.values.copy() for chunk in checkpoint.chunks("weights")]).tolist() == (
        live.read("weights").tolist()
    )


def test_files_written_anew_are_not_taken_for_those_remembered(run: Path, record: RunRecord) -> None:
    write_step(run, 100)
    remember_all(run, record)
    (entry,) = look(run, record).checkpoints
    held = record.reader(entry)
    assert held is not None
    write_step(run, 100, value=3.0)  # same sizes and times, other values: only the index tells
    (again,) = look(run).checkpoints
    assert [file[:3] for file in again.stamp] == [file[:3] for file in entry.stamp]
    assert record.reader(again) is None
    with pytest.raises(FileAccessError, match="changed while it was open"):
        held.read(held.table.find("weights"))
    write_step(run, 100, at=500, value=3.0)
    (later,) = look(run).checkpoints
    assert record.resolved(later) is None
    assert record.statistics(checkpoint_at(later.path, later.prefix), ["weights"]) == {}


def test_a_sliced_tensor_gives_its_pieces_in_the_order_of_the_file(run: Path, record: RunRecord) -> None:
    run.mkdir()
    value = np.arange(12, dtype=np.float32).reshape(3, 4)
    slices = {"w": [((0, 0), (3, 2)), ((0, 2), (3, 2))]}
    write_bundle(run / "model.ckpt-1", {"w": value}, slices=slices)
    (live,) = remember_all(run, record)
    (entry,) = look(run).checkpoints
    reader = record.reader(entry)
    assert reader is not None
    expected = [(chunk.start, chunk.values.reshape(-1).tolist()) for chunk in live.chunks("w")]
    found = [(chunk.start, chunk.values.tolist()) for chunk in reader.chunks(0)]
    assert [v for _, values in found for v in values] == [v for _, values in expected for v in values]
    assert [start for start, _ in found] == [0, 6]
    assert reader.read(0).tolist() == value.tolist()


def test_odd_names_and_big_endian_numbers(run: Path, record: RunRecord) -> None:
    run.mkdir()
    keys = ["a\nb", "a\0b", "caf\udce9", "größe", "名前", "x" * 300]
    tensors = {key: np.float32(number) for number, key in enumerate(keys)}
    write_bundle(run / "model.ckpt-1", tensors, big_endian=True)
    (live,) = remember_all(run, record)
    (entry,) = look(run).checkpoints
    reader = record.reader(entry)
    assert reader is not None
    assert list(reader.table.keys) == list(live.table.keys)
    assert {key: float(reader.read(reader.table.find(key))) for key in keys} == {
        key: float(number) for number, key in enumerate(keys)
    }


def test_statistics_found_from_disk_are_found_from_memory_and_elsewhere(
    tmp_path: Path, run: Path, record: RunRecord
) -> None:
    write_step(run, 100)
    (live,) = remember_all(run, record, statistics=True)
    copy = tmp_path / "copy"
    shutil.copytree(run, copy)
    elsewhere = RunRecord(copy, tmp_path / "cache")
    assert elsewhere.statistics(checkpoint_at(copy / "model.ckpt-100"), ["weights"]) == {}
    elsewhere.close()
    again = checkpoint_at(run / "model.ckpt-100")
    assert record.statistics(again, ["weights"]) == record.statistics(live, ["weights"]) != {}
