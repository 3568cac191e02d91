"""How fast the record of a run remembers and tells again: N and 2N of each kind.

    python tests/benchmarks/bench_record.py [--json]

Seconds of processor time: `table` remembers a checkpoint of so many variables and reads it again,
`statistics` those of 30 steps of so many tensors (and opens such a run anew: tables, statistics),
`steps` the resolved entries of so many checkpoints of 100 variables. Bytes are those of the file.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from explorer.analysis.run_record import RunRecord, record_size
from explorer.analysis.statistics import tensor_statistics
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.checkpoints.model_dir import scan_model_dir
from explorer.checkpoints.series import CheckpointCache, resolve
from tests.builders import write_bundle, write_many

LONG_AGO = 1_700_000_000
BUDGETS = {
    "remember 200,000 variables": 1.5,
    "remember statistics of 30 x 100": 0.5,
    "reopen 30 x 100": 0.3,
    "resolve 5,000 steps": 0.5,
}


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time, and the answer."""
    started = time.process_time()
    answer = run()
    return time.process_time() - started, answer


def age(run: Path) -> None:
    """Let the files be old enough for their times to be trusted."""
    for path in run.iterdir():
        os.utime(path, (LONG_AGO, LONG_AGO))


def tables(folder: Path, count: int) -> dict[str, float]:
    """One checkpoint of `count` variables."""
    run = folder / "run"
    run.mkdir()
    write_many(run / "model.ckpt-1", count)
    age(run)
    (entry,) = resolve(scan_model_dir(run)).checkpoints
    checkpoint = checkpoint_at(entry.path, entry.prefix)
    record = RunRecord(run, folder / "cache")
    remember_s, _ = timed(lambda: record.remember_checkpoint(entry, checkpoint))
    record.close()
    record = RunRecord(run, folder / "cache")
    read_s, reader = timed(lambda: record.reader(entry))
    assert reader is not None
    assert reader.table.keys == checkpoint.table.keys
    record.close()
    return {
        f"remember {count:,} variables": remember_s,
        f"read {count:,} variables again": read_s,
        f"bytes of {count:,} variables": record_size(folder / "cache")[0],
    }


def statistics(folder: Path, steps: int, tensors: int) -> dict[str, float]:
    """A run with float32 tensors of 10,000 normal values."""
    run = folder / "run"
    run.mkdir()
    values = np.random.default_rng(1).normal(size=(tensors, 10_000)).astype(np.float32)
    for step in range(steps):
        write_bundle(run / f"model.ckpt-{step}", {f"w{n}": values[n] * (1 + step) for n in range(tensors)})
    age(run)
    entries = resolve(scan_model_dir(run)).checkpoints
    opened = [checkpoint_at(entry.path, entry.prefix) for entry in entries]
    keys = opened[0].table.keys
    first = [
        tensor_statistics(opened[0], key) for key in keys
    ]  # the same for each step: only the coding is timed
    record = RunRecord(run, folder / "cache")
    for entry, checkpoint in zip(entries, opened, strict=True):
        record.remember_checkpoint(entry, checkpoint)

    def remember() -> None:
        for checkpoint in opened:
            record.remember_statistics(checkpoint, first)
        record.flush()

    remember_s, _ = timed(remember)
    record.close()

    def reopen() -> int:
        record = RunRecord(run, folder / "cache")
        seen = record.with_ghosts(resolve(scan_model_dir(run), memory=record))
        cache = CheckpointCache(memory=record)
        found = sum(len(record.statistics(cache.open(entry), keys)) for entry in seen.checkpoints)
        record.close()
        return found

    reopen_s, found = timed(reopen)
    assert found == steps * tensors
    return {
        f"remember statistics of {steps} x {tensors}": remember_s,
        f"reopen {steps} x {tensors}": reopen_s,
        f"bytes of {steps} x {tensors} statistics": record_size(folder / "cache")[0],
    }


def many_steps(folder: Path, steps: int) -> dict[str, float]:
    """A run of `steps` checkpoints of 100 variables; all but the time of the files is the first one's."""
    run = folder / "run"
    run.mkdir()
    first = write_many(run / "model.ckpt-0", 100)
    for step in range(1, steps):
        for ending in (".index", ".data-00000-of-00001"):
            shutil.copy(f"{first}{ending}", run / f"model.ckpt-{step}{ending}")
    age(run)
    scanned = scan_model_dir(run)
    entries = resolve(scanned).checkpoints
    record = RunRecord(run, folder / "cache")

    def remember() -> None:
        for entry in entries:
            record.remember_checkpoint(entry, checkpoint_at(entry.path, entry.prefix))
        record.close()

    remember_s, _ = timed(remember)

    def resolved() -> int:
        record = RunRecord(run, folder / "cache")
        found = sum(record.resolved(entry) is not None for entry in scanned.checkpoints)
        record.close()
        return found

    resolve_s, found = timed(resolved)
    assert found == steps
    record = RunRecord(run, folder / "cache")
    half = replace(scanned, checkpoints=scanned.checkpoints[::2])
    ghosts_s, run_seen = timed(lambda: record.with_ghosts(half))
    assert len(run_seen.checkpoints) == steps
    record.close()
    return {
        f"remember {steps:,} steps": remember_s,
        f"resolve {steps:,} steps": resolve_s,
        f"ghosts among {steps:,} steps": ghosts_s,
        f"bytes of {steps:,} steps": record_size(folder / "cache")[0],
    }


def measure() -> dict[str, float]:
    """Every figure by its name, N and 2N."""
    cases = (
        (tables, (200_000,)),
        (tables, (400_000,)),
        (statistics, (30, 100)),
        (statistics, (60, 100)),
        (many_steps, (5_000,)),
        (many_steps, (10_000,)),
    )
    found: dict[str, float] = {}
    for case, sizes in cases:
        with tempfile.TemporaryDirectory() as folder:
            found |= case(Path(folder), *sizes)
    return found


def main() -> int:
    """Print the figures; exit status 1 when one is over its budget."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found = measure()
    late = [name for name, budget in BUDGETS.items() if found[name] > budget]
    if chosen.json:
        print(json.dumps(found))
    else:
        for name, figure in found.items():
            mark = "  over" if name in late else ""
            value = f"{figure:12,.0f} B" if name.startswith("bytes") else f"{figure:12.3f} s"
            print(f"{name:<42} {value}{mark}")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
