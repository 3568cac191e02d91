"""Speed and growth of the update lens: changes between steps, the first NaN, ranks and the steps of optimizers.

Four tables: GB per CPU second of a change in memory (both sides counted), beside np.max on the same data;
changes between two checkpoints on disk at N and 2N bytes, tensors and steps; the search for the first NaN
beside a look at every value; and the peak memory of it all. Run: `python -m tests.benchmarks.bench_updates [--json]`.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from explorer.analysis.change_sums import ChangeSums
from explorer.analysis.updates import (
    changes_between,
    consecutive,
    effective_rank,
    first_unhealthy,
    optimizer_steps,
    readable,
    run_moves,
)
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.checkpoints.series import CheckpointCache, open_model_dir
from tests.benchmarks.bench_statistics import CHUNK_BYTES, best_cpu_seconds, sample
from tests.builders import write_bundle

DTYPES = ("float32", "float64", "float16", "bfloat16", "int32", "int64", "uint8", "complex64")


def in_memory(dtype: str, mib: int) -> dict[str, Any]:
    """A change of all elements, no change at all, and np.max of both sides, in chunks as a reader hands them out."""
    old = sample(dtype, mib << 20)
    wide = old.astype(np.complex128 if old.dtype.kind == "c" else np.float64)
    new = (wide + np.random.default_rng(1).normal(0, 0.02 * float(np.abs(wide).mean()), len(old))).astype(
        old.dtype
    )
    step = CHUNK_BYTES // old.itemsize
    places = range(0, len(old), step)

    def change(other: np.ndarray[Any, Any]) -> None:
        sums = ChangeSums()
        for start in places:
            sums.add(old[start : start + step], other[start : start + step])

    def numpys() -> None:
        for start in places:
            old[start : start + step].max(), new[start : start + step].max()

    size = 2 * old.nbytes / 1e9
    runs: dict[str, Callable[[], None]] = {
        "changed": lambda: change(new),
        "unchanged": lambda: change(old),
        "np.max": numpys,
    }
    return {
        "dtype": dtype,
        **{f"{name} GB/cpu s": round(size / best_cpu_seconds(run), 2) for name, run in runs.items()},
    }


def timed(run: Callable[[], Any]) -> float:
    """Seconds of wall time, the best of three."""
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - started)
    return best


def write_steps(folder: Path, steps: int, tensors: int, elements: int, nan_from: int = -1) -> Path:
    """A run of checkpoints whose every value moves a little; the last tensor holds a NaN from one step on."""
    folder.mkdir()
    values = sample("float32", 4 * elements)
    for step in range(1, steps + 1):
        moved = values * np.float32(1 + 0.01 * step)
        content = {f"layer_{i}/kernel": moved for i in range(tensors)}
        if 0 < nan_from <= step:
            spoilt = moved.copy()
            spoilt[len(spoilt) // 2] = np.nan
            content[f"layer_{tensors - 1}/kernel"] = spoilt
        write_bundle(folder / f"model.ckpt-{step}", content)
    return folder


def all_changes(folder: Path) -> None:
    """Every change along a run."""
    run = open_model_dir(folder)
    cache = CheckpointCache()
    for older, newer in consecutive(run, "model.ckpt"):
        left, right = cache.open(older), cache.open(newer)
        for _ in changes_between(left, right, left.table.keys):
            pass


def growth(folder: Path) -> list[dict[str, Any]]:
    """What doubles when bytes, tensors or steps double."""
    rows = []
    for name, small, large in (
        ("bytes", (2, 16, 1 << 20), (2, 16, 1 << 21)),
        ("tensors", (2, 2000, 64), (2, 4000, 64)),
        ("steps", (9, 16, 1 << 17), (17, 16, 1 << 17)),
    ):
        seconds = []
        for place, (steps, tensors, elements) in enumerate((small, large)):
            run = write_steps(folder / f"{name}-{place}", steps, tensors, elements)
            seconds.append(timed(lambda run=run: all_changes(run)))  # type: ignore[misc]
        read = 2 * 4 * large[1] * large[2] * (large[0] - 1)
        rows.append(
            {
                "twice the": name,
                "N s": round(seconds[0], 3),
                "2N s": round(seconds[1], 3),
                "ratio": round(seconds[1] / seconds[0], 2),
                "GB/s at 2N": round(read / 1e9 / seconds[1], 2),
            }
        )
    return rows


def questions(folder: Path) -> list[dict[str, Any]]:
    """The other answers, each beside what it would cost to read everything once."""
    run = write_steps(folder / "nan", 16, 8, 1 << 19, nan_from=12)
    directory = open_model_dir(run)
    entries = readable(directory, "model.ckpt")
    everything = sum(entry.size_bytes for entry in entries)
    found = first_unhealthy(entries, CheckpointCache().open)
    assert found.entry is not None
    assert found.entry.step == 12
    moves = run_moves(consecutive(directory, "model.ckpt"), CheckpointCache().open)
    assert (moves.state > 0).all()
    wide = checkpoint_at(
        write_bundle(
            folder / "wide",
            {
                "matrix": sample("float32", 64 << 20).reshape(-1, 1024),
                "square": sample("float32", 16 << 20).reshape(2048, 2048),
            },
        )
    )
    values = sample("float32", 32 << 20)
    adam = checkpoint_at(
        write_bundle(
            folder / "adam",
            {
                "beta1_power": np.float32(0.43046713),
                "beta2_power": np.float32(0.99202806),
                "w": values,
                "w/Adam": values,
                "w/Adam_1": values * values,
            },
        )
    )
    return [
        {"question": "first NaN of 16 steps", "s": round(timed(lambda: first_unhealthy(entries, CheckpointCache().open)), 3), "read MB": round(found.bytes_read / 1e6), "of MB": round(everything / 1e6)},
        {"question": "rank of 16,384 x 1,024", "s": round(timed(lambda: effective_rank(wide, "matrix")), 3), "read MB": 67, "of MB": 67},
        {"question": "rank of 2,048 x 2,048", "s": round(timed(lambda: effective_rank(wide, "square")), 3), "read MB": 17, "of MB": 17},
        {"question": "step of Adam, 8 M elements", "s": round(timed(lambda: optimizer_steps(adam)), 3), "read MB": 101, "of MB": 101},
    ]  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        grown, asked = growth(folder), questions(folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    memory = [in_memory(dtype, 32) for dtype in DTYPES]
    machine = f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}"
    if options.json:
        rows = {"memory": memory, "growth": grown, "questions": asked}
        print(json.dumps({"benchmark": "updates", "machine": machine} | rows))
        return
    print(f"The update lens ({machine})\n")
    for table in (memory, grown, asked):
        print("  ".join(f"{title:>26}" for title in table[0]))
        for row in table:
            print("  ".join(f"{value:>26}" for value in row.values()))
        print()
    print(f"peak memory over idle, what the benchmark itself holds included: {(peak - idle) >> 10} MiB")


if __name__ == "__main__":
    main()
