"""Speed, growth, memory and cancelling of statistics with value counts.

GB per CPU second of each dtype in memory, beside np.max on the same data; whole checkpoints of float32
on disk, checksums verified, N and 2N bytes, in many tensors and in a single one, each in a process of its own;
N and 2N small tensors; how long cancelling takes; and what mean and deviation of 10**8 values of mean 1e6
and deviation 1 are off by. Memory is the RSS of all processes together over that of the first one idle.
Run: `python -m tests.benchmarks.bench_statistics [--json] [--mib 192]`.
"""

from __future__ import annotations

import argparse
import json
import math
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from explorer.analysis.accumulators import accumulator_for
from tests.builders import write_bundle

DTYPES = ("float32", "float64", "float16", "bfloat16", "int32", "int64", "uint8", "bool", "complex64")
CHUNK_BYTES = 1 << 20
ROUNDS = 3
TENSORS = 64
SMALL_TENSORS = 5000
FAR_VALUES = 10**8

WHOLE = """
import json, os, resource, sys, threading, time
from pathlib import Path
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.analysis import workers
from explorer.task import Cancelled, Task

checkpoint = checkpoint_at(Path(sys.argv[1]))
if sys.argv[2] == "one process":
    workers.PROCESS_BYTES = 1 << 60
def resident():
    total = 0
    children = [c for t in os.listdir("/proc/self/task") for c in Path(f"/proc/self/task/{t}/children").read_text().split()]
    for process in ("self", *children):
        try:
            total += int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except OSError:
            pass
    return total
def watch():
    global peak
    while True:
        peak = max(peak, resident())
        time.sleep(0.02)
idle = peak = resident()
threading.Thread(target=watch, daemon=True).start()
if sys.argv[2] == "cancel":
    task = Task()
    answers = workers.many_statistics(checkpoint, checkpoint.table.keys, task)
    for _ in range(int(sys.argv[3])):
        next(answers)
    started = time.perf_counter()
    task.cancel()
    try:
        for _ in answers:
            pass
    except Cancelled:
        pass
    print(json.dumps({"cancel_ms": 1000 * (time.perf_counter() - started)}))
    sys.exit()
started, cpu, first, seen = time.perf_counter(), time.process_time(), None, 0
for found in workers.many_statistics(checkpoint, checkpoint.table.keys):
    first = first or time.perf_counter() - started
    seen += found.count
wall = time.perf_counter() - started
theirs = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({
    "wall_s": wall, "first_s": first, "elements": seen,
    "cpu_s": time.process_time() - cpu + theirs.ru_utime + theirs.ru_stime,
    "peak_bytes": peak - idle,
}))
"""


def sample(dtype: str, size_bytes: int) -> np.ndarray[Any, Any]:
    """Values as weights have them; integers small, as counters and tables have them."""
    import ml_dtypes

    kind = np.dtype(getattr(ml_dtypes, dtype)) if dtype == "bfloat16" else np.dtype(dtype)
    wide = np.random.default_rng(0).normal(0, 0.05, size_bytes // kind.itemsize)
    if kind.kind == "b":
        return wide > 0
    return np.abs(wide * 2000).astype(kind) if kind.kind in "iu" else wide.astype(kind)


def in_memory(dtype: str, mib: int) -> dict[str, Any]:
    """GB per CPU second of our pass and of np.max, in chunks as a reader hands them out."""
    values = sample(dtype, mib << 20)
    step = CHUNK_BYTES // values.itemsize
    chunks = [values[start : start + step] for start in range(0, len(values), step)]

    def ours() -> None:
        gathered = accumulator_for(values.dtype)
        for chunk in chunks:
            gathered.add(chunk)
        gathered.statistics("k")

    def numpys() -> None:
        for chunk in chunks:
            chunk.max()

    speed = [values.nbytes / 1e9 / best_cpu_seconds(run) for run in (ours, numpys)]
    return {"dtype": dtype, "GB/cpu s": round(speed[0], 2), "np.max GB/cpu s": round(speed[1], 2)}


def best_cpu_seconds(run: Any) -> float:
    """The quickest of some rounds, in CPU time of this process."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        run()
        best = min(best, time.process_time() - started)
    return best


def whole(prefix: Path, *arguments: object) -> dict[str, Any]:
    """One run over a checkpoint in a fresh process."""
    command = [sys.executable, "-c", WHOLE, str(prefix), *map(str, arguments)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def far_mean() -> dict[str, Any]:
    """Errors, relative, on values whose deviation is a millionth of their mean; known exactly from integers."""
    gathered = accumulator_for(np.dtype(np.float32))
    total = squares = 0
    random = np.random.default_rng(1)
    step = 1 << 20
    started = time.process_time()
    spent = 0.0
    for start in range(0, FAR_VALUES, step):
        # float32 near 1e6 are whole sixteenths: integers say what sum and squares are.
        sixteenths = np.rint(random.standard_normal(min(step, FAR_VALUES - start)) * 16).astype(np.int64)
        total += int(sixteenths.sum())
        squares += int((sixteenths * sixteenths).sum())
        values = (sixteenths / 16 + 1e6).astype(np.float32)
        started = time.process_time()
        gathered.add(values)
        spent += time.process_time() - started
    found = gathered.statistics("k")
    mean = 1e6 + total / FAR_VALUES / 16
    deviation = math.sqrt((squares - total * total / FAR_VALUES) / FAR_VALUES) / 16
    assert found.mean is not None
    assert found.std is not None
    return {
        "values": found.count,
        "mean off by": abs(found.mean / mean - 1),
        "std off by": abs(found.std / deviation - 1),
        "GB/cpu s": round(4 * FAR_VALUES / 1e9 / spent, 2),
    }


def small_tensors(folder: Path) -> list[dict[str, Any]]:
    """Seconds for N and 2N tensors of 64 values."""
    rows = []
    for factor in (1, 2):
        count = SMALL_TENSORS * factor
        values = sample("float32", 256)
        prefix = write_bundle(folder / f"small-{factor}", {f"w{i}": values for i in range(count)})
        found = min((whole(prefix, "one process") for _ in range(2)), key=lambda row: float(row["wall_s"]))
        rows.append(
            {
                "tensors": count,
                "wall s": round(found["wall_s"], 3),
                "us each": round(1e6 * found["cpu_s"] / count),
            }
        )
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--mib", type=int, default=192, help="bytes of the smaller checkpoint")
    options = parser.parse_args()
    memory = [in_memory(dtype, 32) for dtype in DTYPES]
    disk: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        for factor, tensors in ((1, TENSORS), (2, TENSORS), (2, 1)):
            mib = options.mib * factor
            values = sample("float32", (mib << 20) // tensors)
            prefix = write_bundle(
                Path(folder) / f"ckpt-{factor}-{tensors}", {f"w{i}": values for i in range(tensors)}
            )
            for way in ("one process", "workers"):
                found = min((whole(prefix, way) for _ in range(2)), key=lambda row: float(row["wall_s"]))
                assert found["elements"] == tensors * len(values)
                disk.append(
                    {
                        "MiB": mib,
                        "tensors": tensors,
                        "way": way,
                        "wall s": round(found["wall_s"], 3),
                        "GB/cpu s": round((mib << 20) / 1e9 / found["cpu_s"], 2),
                        "first answer ms": round(1000 * found["first_s"]),
                        "peak MiB over idle": round(found["peak_bytes"] / 2**20),
                    }
                )
        many = Path(folder) / f"ckpt-2-{TENSORS}"
        cancel = max(whole(many, "cancel", answers)["cancel_ms"] for answers in (1, 20, 50))
        small = small_tensors(Path(folder))
    far = far_mean()
    growth = {
        way: round(disk[at + 2]["wall s"] / disk[at]["wall s"], 2)
        for at, way in enumerate(("one process", "workers"))
    }
    machine = f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}"
    if options.json:
        rows = {
            "memory": memory,
            "disk": disk,
            "growth": growth,
            "small": small,
            "far": [far],
            "cancel_ms": round(cancel, 1),
        }
        print(json.dumps({"benchmark": "statistics", "machine": machine} | rows))
        return
    print(f"Statistics and value counts ({machine})\n")
    for rows_of in (memory, disk, small, [far]):
        print("  ".join(f"{name:>18}" for name in rows_of[0]))
        for row in rows_of:
            print("  ".join(f"{value:>18}" for value in row.values()))
        print()
    print(
        f"twice the bytes take {growth['one process']} (one process) and {growth['workers']} (workers) times as long"
    )
    print(f"cancelling took at most {cancel:.0f} ms")


if __name__ == "__main__":
    main()
