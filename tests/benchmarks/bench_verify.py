"""Speed and memory of verifying a large checkpoint, beside google_crc32c over the same bytes read plainly.

A name-based checkpoint of two data files: large kernels, thousands of small biases, a vocabulary of
strings. Each run has a process of its own; the best of some rounds counts, taken in turns. The whole
command's time, with the interpreter's start in it, stands beside, and the ratio of CPU times, which
other programs on the machine change less. Once more with 200,000 small tensors.
Run: `python -m tests.benchmarks.bench_verify [--json] [--mib 2048]`.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from tests.builders import (
    crc32c,
    data_name,
    entry_bytes,
    header_bytes,
    mask,
    stored_tensor,
    write_index,
    write_many,
)

ROUNDS = 5
KERNEL_BYTES = 48 << 20
SMALL = 4000
WORDS = 200_000
TARGET_RATIO = 0.8
TARGET_PEAK_MIB = 150

# The same bytes, in the blocks in which plain reads are the quickest here.
PLAIN = """
import json, sys, time
import google_crc32c
started, cpu = time.perf_counter(), time.process_time()
size = 0
for path in sys.argv[1:]:
    crc = 0
    with open(path, "rb", buffering=0) as file:
        while data := file.read(1 << 20):
            crc = google_crc32c.extend(crc, data)
            size += len(data)
print(json.dumps({"wall_s": time.perf_counter() - started, "cpu_s": time.process_time() - cpu, "bytes": size}))
"""

OURS = """
import json, sys, time
from pathlib import Path
from explorer.analysis.doctor import verify
from explorer.task import Task
started, cpu = time.perf_counter(), time.process_time()
found = verify(sys.argv[1], task=Task(lambda progress: None))
wall, cpu = time.perf_counter() - started, time.process_time() - cpu
assert not found.problems, found.problems[:3]
# Not ru_maxrss: a child inherits its parent's.
peak = 1024 * int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
print(json.dumps({
    "wall_s": wall, "cpu_s": cpu, "bytes": found.checked_bytes, "peak_bytes": peak, "tensors": found.tensor_count,
}))
"""


def write_large(prefix: Path, mib: int) -> tuple[Path, Path]:
    """A checkpoint of `mib` MiB in two data files, written piece by piece; gives the data files."""
    random = np.random.default_rng(0)
    entries = {b"": header_bytes(2)}
    small = [random.normal(size=64 + 3 * (at % 7)).astype(np.float32) for at in range(SMALL)]
    words = [b"word %d" % at for at in range(WORDS)]
    kernel = random.normal(size=(KERNEL_BYTES // 4096, 1024)).astype(np.float32)
    count = max((mib << 20) // KERNEL_BYTES, 2)
    files = data_name(prefix, 0, 2), data_name(prefix, 1, 2)
    for shard, path in enumerate(files):
        offset = 0
        with path.open("wb") as file:

            def put(key: bytes, tensor: Any, shard: int = shard) -> None:
                nonlocal offset
                number, shape, data, crc = stored_tensor(tensor)
                entries[key] = entry_bytes(
                    number, shape, shard=shard, offset=offset, size_bytes=len(data), crc=crc
                )
                offset += len(data)
                file.write(data)

            for at, bias in enumerate(small[shard::2]):
                put(b"layer_%05d_%d/bias" % (at, shard), bias)
            if shard:
                put(b"vocabulary", words)
            data = kernel.tobytes()
            crc = mask(crc32c(data))
            for at in range(shard, count, 2):  # the same bytes each time: making others takes minutes
                entries[b"layer_%05d/kernel" % at] = entry_bytes(
                    1, kernel.shape, shard=shard, offset=offset, size_bytes=len(data), crc=crc
                )
                offset += len(data)
                file.write(data)
    write_index(prefix, entries)
    return files


def child(code: str, *arguments: object) -> dict[str, Any]:
    """One run in a fresh process."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def command_seconds(prefix: Path) -> float:
    """The whole of `ckptx verify PREFIX --json`, as a script feels it."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "explorer.cli.main", "verify", str(prefix), "--json"]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def measure(name: str, prefix: Path, files: tuple[Path, ...]) -> dict[str, Any]:
    """Both ways in turns; the best of each counts."""
    plain, ours, commands = [], [], []
    for _ in range(ROUNDS):
        plain.append(child(PLAIN, *files))
        ours.append(child(OURS, prefix))
        commands.append(command_seconds(prefix))
    wall, cpu = (
        [max(row["bytes"] / row[unit] for row in rows) / 1e9 for rows in (plain, ours)]
        for unit in ("wall_s", "cpu_s")
    )
    return {
        "checkpoint": name,
        "MB": round(ours[0]["bytes"] / 1e6, 1),
        "tensors": ours[0]["tensors"],
        "plain GB/s": round(wall[0], 2),
        "verify GB/s": round(wall[1], 2),
        "ratio": round(wall[1] / wall[0], 2),
        "cpu ratio": round(cpu[1] / cpu[0], 2),
        "verify s": round(min(row["wall_s"] for row in ours), 3),
        "peak MiB": round(max(row["peak_bytes"] for row in ours) / 2**20),
        "command s": round(min(commands), 2),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--mib", type=int, default=2048, help="bytes of the large checkpoint")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large"
        rows = [measure("large", large, write_large(large, options.mib))]
        many = write_many(Path(folder) / "many", 200_000)
        rows.append(measure("many", many, (data_name(many),)))
    machine = f"{platform.processor() or platform.machine()}, Python {platform.python_version()}"
    if options.json:
        print(json.dumps({"benchmark": "verify", "machine": machine, "rows": rows}))
        return
    print(f"Verifying a checkpoint ({machine})\n")
    print("  ".join(f"{name:>12}" for name in rows[0]))
    for row in rows:
        print("  ".join(f"{value:>12}" for value in row.values()))
    print(f"\naim for the large one: ratio at least {TARGET_RATIO}, peak below {TARGET_PEAK_MIB} MiB")


if __name__ == "__main__":
    main()
