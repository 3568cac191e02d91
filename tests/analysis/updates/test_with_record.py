"""The lens over steps whose files are long deleted: what the record of the run knows is as good as reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.analysis.run_record import RunRecord
from explorer.analysis.statistics import tensor_statistics
from explorer.analysis.updates import STATES, consecutive, first_unhealthy, readable, run_moves
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
