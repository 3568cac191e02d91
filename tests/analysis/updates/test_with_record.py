"""The lens over steps whose files are long deleted: what the record of the run knows is as good as reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.analysis.run_record import RunRecord
from explorer.analysis.statistics import tensor_statistics
from explorer.analysis.updates import (
    STATES,
    across_gaps,
    consecutive,
    first_unhealthy,
    readable,
    run_moves,
    summary_of_moves,
)
from explorer.checkpoints.series import CheckpointCache, open_model_dir
from tests.analysis.updates.plain_change import write_run

COUNT = 5000  # too many for the record to keep the values themselves


def step_of(number: int) -> dict[str, Any]:
    values = np.linspace(1, 2, COUNT, dtype=np.float32)
    spoilt = values * np.float32(number)
    if number >= 3:
        spoilt[7] = np.nan
    return {"late/kernel": spoilt, "still/kernel": values, "tiny/bias": np.array([number, 1], np.float32)}


@pytest.fixture
def record(tmp_path: Path) -> Iterator[RunRecord]:
    (tmp_path / "run").mkdir()
    found = RunRecord(tmp_path / "run", tmp_path / "records")
    yield found
    found.close()


def test_steps_that_are_gone_keep_their_moves_and_their_health(tmp_path: Path, record: RunRecord) -> None:
    folder = tmp_path / "run"
    run, cache = write_run(folder, [step_of(number) for number in range(1, 6)])
    for entry in run.checkpoints:
        checkpoint = cache.open(entry)
        record.remember_checkpoint(entry, checkpoint)
        record.remember_statistics(
            checkpoint, (tensor_statistics(checkpoint, key) for key in checkpoint.table.keys)
        )
    before = run_moves(consecutive(run, "model.ckpt"), cache.open, record=record)
    record.flush()
    for entry in run.checkpoints[:4]:
        for path in folder.glob(f"{entry.prefix}.*"):
            path.unlink()

    later = record.with_ghosts(open_model_dir(folder))
    memory = CheckpointCache(memory=record)
    pairs = consecutive(later, "model.ckpt")
    after = run_moves(pairs, memory.open, record=record)

    assert [entry.is_remembered for entry in later.checkpoints] == [True] * 4 + [False]
    assert len(pairs) == 4
    assert after.keys == before.keys
    assert np.array_equal(after.state, before.state)
    for name in ("relative_l2", "max_abs", "cosine", "flipped", "changed", "lost"):
        assert np.array_equal(getattr(after, name), getattr(before, name), equal_nan=True), name
    found = first_unhealthy(readable(later, "model.ckpt"), memory.open, record.statistics)
    assert found.entry is not None
    assert (found.entry.prefix, found.keys) == ("model.ckpt-3", ("late/kernel",))
    assert (found.bytes_read, found.is_certain) == (0, True)


def test_what_the_record_does_not_know_of_a_gone_step_is_said_in_its_cell(
    tmp_path: Path, record: RunRecord
) -> None:
    folder = tmp_path / "run"
    run, cache = write_run(folder, [step_of(number) for number in range(1, 4)])
    for entry in run.checkpoints:
        record.remember_checkpoint(entry, cache.open(entry))
    record.flush()
    for path in folder.glob("model.ckpt-2.*"):
        path.unlink()

    later = record.with_ghosts(open_model_dir(folder))
    moves = run_moves(consecutive(later, "model.ckpt"), CheckpointCache(memory=record).open, record=record)

    states = {key: [STATES[code] for code in moves.state[row].tolist()] for row, key in enumerate(moves.keys)}
    assert states == {
        "late/kernel": ["unreadable", "unreadable"],
        "still/kernel": ["unchanged", "unchanged"],  # the remembered tables tell equal checksums
        "tiny/bias": ["moved", "moved"],  # small values are remembered themselves
    }
    assert "gone" in moves.why(0, 0)


def without_steps(tmp_path: Path, record: RunRecord, steps: list[dict[str, Any]], gone: set[int]) -> Any:
    """The run as it is once some of its steps, never measured, are deleted but remembered; and what opens them."""
    folder = tmp_path / "run"
    run, cache = write_run(folder, steps)
    for entry in run.checkpoints:
        record.remember_checkpoint(entry, cache.open(entry))
    record.flush()
    for number in gone:
        for path in folder.glob(f"model.ckpt-{number}.*"):
            path.unlink()
    return record.with_ghosts(open_model_dir(folder)), CheckpointCache(memory=record).open


def test_the_steps_on_either_side_of_deleted_ones_are_a_pair_of_their_own(
    tmp_path: Path, record: RunRecord
) -> None:
    run, open_entry = without_steps(tmp_path, record, [step_of(number) for number in range(1, 7)], {2, 3, 5})

    pairs = across_gaps(run, "model.ckpt")
    across = run_moves(pairs, open_entry, ["late/kernel"], record=record)

    assert [(older.prefix, newer.prefix) for older, newer in pairs] == [
        ("model.ckpt-1", "model.ckpt-4"),
        ("model.ckpt-4", "model.ckpt-6"),
    ]
    assert across.max_abs[0].tolist() == pytest.approx([3 * 2, 2 * 2])
    assert across_gaps(run, "nothing") == ()


def test_a_pair_that_was_never_measured_is_known_to_differ_by_its_checksums(
    tmp_path: Path, record: RunRecord
) -> None:
    """Trained at first, frozen later: with the early steps deleted it must not be told to have never moved."""
    early = [{"w": np.full(COUNT, min(step, 3), np.float32), "v": np.float32([step])} for step in range(1, 7)]
    run, open_entry = without_steps(tmp_path, record, early, {1, 2, 3})

    moves = run_moves(consecutive(run, "model.ckpt"), open_entry, record=record)
    found = summary_of_moves(moves)

    row = moves.row("w")
    assert moves.differs[row].tolist() == [True, True, False, False, False]
    assert moves.why(row, 0).startswith("It changed, as its stored checksums tell")
    assert found.frozen == ()
    assert [(one.key, one.last_moved, one.pairs_known, one.pairs) for one in found.stopped] == [
        ("w", 1, 3, 5)
    ]
    moved = {one.key: one for one in found.variables}
    assert (moved["w"].pairs_measured, moved["w"].pairs, moved["w"].mean_relative_l2) == (3, 5, None)
    assert (moved["v"].pairs_measured, moved["v"].pairs) == (5, 5)


def test_what_moved_across_deleted_steps_is_not_frozen(tmp_path: Path, record: RunRecord) -> None:
    steps = [
        {"w": np.full(COUNT, step in (3, 4), np.float32), "v": np.float32([step])} for step in range(1, 5)
    ]
    run, open_entry = without_steps(tmp_path, record, steps, {2})

    moves = run_moves(consecutive(run, "model.ckpt"), open_entry, record=record)
    across = run_moves(across_gaps(run, "model.ckpt"), open_entry, record=record)
    found = summary_of_moves(moves, across=across)

    assert moves.from_zero[moves.row("w")].tolist() == [False] * 3
    assert across.from_zero[across.row("w")].tolist() == [True]
    assert [one.key for one in found.variables] == ["v", "w"]
    assert found.frozen == ()
