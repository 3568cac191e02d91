"""A session over a real run, and pictures made of counts written by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from explorer.analysis.statistics import TensorStatistics, ValueCounts
from explorer.checkpoints.model_dir import CheckpointEntry
from explorer.gui.histogram.histogram_view import HistogramView
from explorer.gui.histogram.history import StepRecord, extent_of
from explorer.gui.session import Session
from tests.builders import VALUE, write_bundle

KERNEL = "model/layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE"
SLOT = "optimizer/_variables/1/.ATTRIBUTES/VARIABLE_VALUE"  # the new Keras optimizers number their slots


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


@pytest.fixture
def show(qtbot, open_session):
    def shown(path, key: str) -> HistogramView:
        session = open_session(path)
        view = HistogramView(session)
        qtbot.addWidget(view)
        view.resize(890, 620)
        view.show()
        view.activate()
        if key:
            session.select(key)
        qtbot.waitUntil(lambda: not view.is_busy(), timeout=20_000)
        return view

    return shown


def at(view: HistogramView, x: float, y: float):
    return view.plot.mapFromScene(view.plot.plotItem.getViewBox().mapViewToScene(QPointF(x, y)))


def wide_run(folder, steps: int = 3):
    """Tensors too large for single values: 5,000 normal numbers that drift; NaN in the second step."""
    rng = np.random.default_rng(4)
    for number in range(1, steps + 1):
        values = (rng.standard_normal(5000) * 0.1 + 0.01 * number).astype(np.float32)
        if number == 2:
            values[:3] = np.nan
        tensors = {
            f"w{VALUE}": values,
            f"other{VALUE}": values[:40] * 2,
            f"save_counter{VALUE}": np.int64(number),
        }
        write_bundle(folder / f"ckpt-{number}", tensors)
    return folder
