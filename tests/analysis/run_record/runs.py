"""Small runs for the tests of the record: bundles of a few tensors, step by step, with times of our choice."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from explorer.analysis.run_record import RunRecord
from explorer.analysis.statistics import tensor_statistics
from explorer.checkpoints.checkpoint import Checkpoint, checkpoint_at
from explorer.checkpoints.entries import GONE, ModelDir
from explorer.checkpoints.model_dir import scan_model_dir
from explorer.checkpoints.series import resolve
from explorer.errors import ExplorerError
from tests.builders import write_bundle

LONG_AGO = 1_700_000_000
LARGE = 100  # elements: more than the record keeps the values of


def write_step(run: Path, step: int, *, at: int | None = None, value: float | None = None) -> Path:
    """Write `model.ckpt-STEP` as of a second after `LONG_AGO`; `value` changes the weights alone."""
    run.mkdir(exist_ok=True)
    start = float(step) if value is None else value
    prefix = write_bundle(
        run / f"model.ckpt-{step}",
        {
            "global_step": np.int64(step),
            "learning_rate": np.float32(0.5 / (1 + step)),
            "note": b"caf\xe9",
            "weights": np.linspace(-start, start + 1, LARGE, dtype=np.float32),
        },
    )
    (run / f"model.ckpt-{step}.meta").write_bytes(b"a Saver wrote it")
    age(run, prefix.name, step if at is None else at)
    return prefix


def age(run: Path, name: str, at: int) -> None:
    """Set the times of the files of a prefix to so many seconds after `LONG_AGO`."""
    for path in run.iterdir():
        if path.name.startswith(f"{name}."):
            os.utime(path, (LONG_AGO + at, LONG_AGO + at))


def delete_step(run: Path, step: int) -> None:
    """What `max_to_keep` does."""
    for path in list(run.iterdir()):
        if path.name.startswith(f"model.ckpt-{step}."):
            path.unlink()


def look(run: Path, record: RunRecord | None = None) -> ModelDir:
    """The directory as a window sees it."""
    found = resolve(scan_model_dir(run), memory=record)
    return found if record is None else record.with_ghosts(found)


def remember_all(run: Path, record: RunRecord, *, statistics: bool = False) -> list[Checkpoint]:
    """Have a record remember what is on disk now."""
    opened = []
    for entry in look(run).checkpoints:
        if entry.status != GONE:
            try:
                checkpoint = checkpoint_at(entry.path, entry.prefix)
            except ExplorerError:
                continue
            record.remember_checkpoint(entry, checkpoint)
            if statistics:
                found = [tensor_statistics(checkpoint, key) for key in checkpoint.table.keys]
                record.remember_statistics(checkpoint, found)
            opened.append(checkpoint)
    record.flush()
    return opened


def told(run: ModelDir, steps: Iterable[int] | None = None) -> dict[int | None, str]:
    """Step -> "here", "remembered" or "gone"."""
    return {
        entry.step: "remembered" if entry.is_remembered else "gone" if entry.status == GONE else "here"
        for entry in run.checkpoints
        if steps is None or entry.step in steps
    }
