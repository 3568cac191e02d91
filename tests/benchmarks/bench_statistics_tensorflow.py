"""Statistics of a checkpoint of 1.7 GB, whole process, against TensorFlow's and numpy's way to the same numbers.

The checkpoint is VGG16 with Adam as real ones are: 138 million float32 parameters and two slots of each,
one tensor of 411 MB among them. Ours is `ckptx stats --json`: all statistics, exact counts in narrow
buckets, checksums verified. Theirs, in one Python that has TensorFlow: `load_checkpoint`, and for each tensor
`get_tensor`, `np.histogram` with 64 bins, mean, std, min and max. Both print as little as they can.

Memory is summed over all processes of a run, sampled every 100 ms (looking takes time on the cores that
are measured): PSS (pages that processes share are divided among them) and, more than there is, RSS. Both
run in turn, as often as `--runs` says. A machine that does other things meanwhile slows down what uses all
cores more than what uses one, so CPU seconds are told too. Run:
`BENCH_TF_PYTHON=... python -m tests.benchmarks.bench_statistics_tensorflow [--json] [--runs 3] [--scale 1]`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.builders import crc32c, data_name, entry_bytes, header_bytes, mask, write_index

PIECE = 1 << 22  # elements made and written at once
CONVOLUTIONS = (
    (3, 64),
    (64, 64),
    (64, 128),
    (128, 128),
    (128, 256),
    *((256, 256),) * 2,
    (256, 512),
    *((512, 512),) * 5,
)
DENSE = ((25088, 4096), (4096, 4096), (4096, 1000))
OURS = "from explorer.cli.main import run; import sys; sys.exit(run())"
THEIRS = """
import sys
import numpy as np
import tensorflow as tf
reader = tf.train.load_checkpoint(sys.argv[1])
rows = []
for key in sorted(reader.get_variable_to_shape_map()):
    value = reader.get_tensor(key)
    counts, edges = np.histogram(value, bins=64)
    rows.append((key, counts, edges, value.mean(), value.std(), value.min(), value.max()))
print(len(rows))
"""


def shapes(scale: float) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Name and shape of each parameter; `scale` shrinks the dense layers for a quick look."""
    for number, (inner, outer) in enumerate(CONVOLUTIONS):
        yield f"vgg16/conv_{number:02d}/kernel", (3, 3, inner, outer)
        yield f"vgg16/conv_{number:02d}/bias", (outer,)
    for number, (inner, outer) in enumerate(DENSE):
        yield f"vgg16/fc{number + 1}/kernel", (max(int(inner * scale), 1), outer)
        yield f"vgg16/fc{number + 1}/bias", (outer,)


def write_vgg16(prefix: Path, scale: float) -> int:
    """Write it piece by piece; gives its stored bytes."""
    random = np.random.default_rng(0)
    noise = random.standard_normal(PIECE, np.float32)
    entries = {b"": header_bytes(1)}
    offset = 0
    with data_name(prefix).open("wb") as file:
        for name, shape in shapes(scale):
            count = int(np.prod(shape))
            deviation = np.float32(np.sqrt(2 / max(count // shape[-1], 1)))
            for slot, factor in (("", deviation), ("/Adam", deviation * 1e-2), ("/Adam_1", deviation * 1e-4)):
                crc = 0
                for start in range(0, count, PIECE):
                    piece = np.roll(noise, int(random.integers(PIECE)))[: count - start] * factor
                    data = (np.square(piece) if slot == "/Adam_1" else piece).tobytes()
                    crc = crc32c(data, crc)
                    file.write(data)
                entry = entry_bytes("float32", shape, offset=offset, size_bytes=4 * count, crc=mask(crc))
                entries[(name + slot).encode()] = entry
                offset += 4 * count
    write_index(prefix, entries)
    return offset


def processes_under(root: int) -> list[int]:
    """A process and all its descendants."""
    found = [root]
    for process in found:
        try:
            for thread in Path(f"/proc/{process}/task").iterdir():
                found += [int(child) for child in (thread / "children").read_text().split()]
        except OSError:
            pass
    return found


def memory_of(processes: list[int]) -> tuple[int, int]:
    """PSS and RSS of all together, in bytes."""
    total = {"Pss:": 0, "Rss:": 0}
    for process in processes:
        try:
            for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
                name, *rest = line.split()
                if name in total:
                    total[name] += int(rest[0]) << 10
        except OSError:
            pass
    return total["Pss:"], total["Rss:"]


def measure(command: list[str], environment: dict[str, str]) -> dict[str, float]:
    """Wall and CPU seconds, and the peaks of memory, of a command with everything it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    peak = [0, 0]
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.1):
            for at, size in enumerate(memory_of(processes_under(process.pid))):
                peak[at] = max(peak[at], size)

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, problem = process.communicate()
    elapsed = time.perf_counter() - started
    ended.set()
    watcher.join()
    if process.returncode:
        raise RuntimeError(problem.decode(errors="replace")[-2000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall_s": elapsed, "cpu_s": cpu, "pss_mib": peak[0] / 2**20, "rss_mib": peak[1] / 2**20}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--scale", type=float, default=1.0, help="of the dense layers; 1 is VGG16 itself")
    options = parser.parse_args()
    tensorflow = os.environ.get("BENCH_TF_PYTHON")
    settings = {name: text for name, text in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    commands = {"ckptx stats --json": [sys.executable, "-c", OURS, "stats"]}
    if tensorflow:
        commands["TensorFlow + numpy"] = [tensorflow, "-c", THEIRS]
    runs: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        prefix = Path(folder) / "vgg16.ckpt-1000"
        size = write_vgg16(prefix, options.scale)
        for number in range(options.runs):
            for name, command in commands.items():
                more = ["--json"] if name.startswith("ckptx") else []
                found = measure([*command, str(prefix), *more], settings | {"TF_CPP_MIN_LOG_LEVEL": "3"})
                runs.append({"run": number + 1, "what": name} | found)
    # The most telling of each: the quickest, with the largest peak.
    best = {
        name: {
            field: (max if field.endswith("mib") else min)(row[field] for row in runs if row["what"] == name)
            for field in ("wall_s", "cpu_s", "pss_mib", "rss_mib")
        }
        for name in commands
    }
    ratios = None
    if tensorflow:
        ours, theirs = (best[name] for name in commands)
        ratios = {field: round(theirs[field] / ours[field], 1) for field in ours}
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    if options.json:
        told = {"benchmark": "statistics_tensorflow", "machine": machine, "size_bytes": size}
        print(json.dumps(told | {"runs": runs, "ratios": ratios}))
        return
    print(f"Statistics of VGG16 with Adam, {size / 1e9:.2f} GB, whole process ({machine})\n")
    print(f"{'run':>3}  {'what':<20}{'wall s':>9}{'CPU s':>9}{'peak PSS MiB':>14}{'peak RSS MiB':>14}")
    for row in runs:
        print(
            f"{row['run']:>3}  {row['what']:<20}{row['wall_s']:>9.2f}{row['cpu_s']:>9.2f}"
            f"{row['pss_mib']:>14.0f}{row['rss_mib']:>14.0f}"
        )
    ours = best["ckptx stats --json"]
    print(f"\n{size / 1e9 / ours['cpu_s']:.2f} GB a CPU second of the whole process")
    if ratios is None:
        print("skipped: the comparison with TensorFlow (set BENCH_TF_PYTHON to a Python that has it)")
    else:
        print(
            f"the quickest of each: {ratios['wall_s']} times faster, {ratios['cpu_s']} times fewer CPU seconds, "
            f"{ratios['pss_mib']} times less memory (RSS: {ratios['rss_mib']})"
        )


if __name__ == "__main__":
    main()
