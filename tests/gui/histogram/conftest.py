"""A session over a real run, and pictures made of counts written by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer.analysis.statistics import TensorStatistics, ValueCounts
from explorer.checkpoints.model_dir import CheckpointEntry
from explorer.gui.histogram.history import StepRecord, extent_of
from explorer.gui.session import Session


def counts_of(*pairs: tuple[float, int]) -> ValueCounts:
    """Single values with their counts, in ascending order."""
    values = np.array([value for value, _ in pairs], np.float64)
    return ValueCounts(values, values.copy(), np.array([count for _, count in pairs], np.int64))


def record_of(
    step: int, *pairs: tuple[float, int], nan: int = 0, posinf: int = 0, reason: str = "", state: str = "fine"
) -> StepRecord:
    values = counts_of(*pairs)
    finite = int(values.count.sum())
    known = finite > 0
    statistics = TensorStatistics(
        "w", finite + nan + posinf, finite, nan, posinf, 0, 0, 0,
        float(values.lower[0]) if known else None, float(values.upper[-1]) if known else None,
        0.0 if known else None, 1.0 if known else None, 0.0, 0.0, values,
    )  # fmt: skip
    return StepRecord(entry_of(step), state, statistics, "float32", (finite,), reason, extent_of(values))


def entry_of(step: int) -> CheckpointEntry:
    return CheckpointEntry(
        prefix=f"ckpt-{step}", path=Path(f"/run/ckpt-{step}"), family="ckpt", step=step, number=None, epoch=None,
        format="tensor_bundle", status="complete", size_bytes=1, modified=1.0,
    )  # fmt: skip


@pytest.fixture
def open_session(qtbot):
    """Opens a directory and waits until its newest checkpoint is there."""
    sessions = []

    def open_it(path: Path) -> Session:
        session = Session()
        sessions.append(session)
        session.open(path)
        qtbot.waitUntil(lambda: session.newer is not None and not session.is_busy(), timeout=20_000)
        return session

    yield open_it
    for session in sessions:
        session.close_run()
        session.statistics.cancel()
        session.pool.close()
