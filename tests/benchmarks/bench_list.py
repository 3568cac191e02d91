"""How long `ckptx list` takes as a whole process, and how much memory, for 200 to 200,000 tensors.

Compared with `python -c "import numpy"` on the same machine in the same minute, with compiled
modules kept as users have them, and, when `BENCH_TF_PYTHON` names a Python that has it, with TensorFlow's
`load_checkpoint` and `get_variable_to_shape_map`. Run: `python -m tests.benchmarks.bench_list [--json] [--runs N]`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import google_crc32c

COUNTS = (200, 10_000, 200_000)
BUDGET_MS = {200: 60, 10_000: 120, 200_000: 500}
BUDGET_MIB = {200: 15, 10_000: 20, 200_000: 90}
BLOCK_SIZE = 262_144  # of the tables that TensorFlow writes
MAGIC = 0xDB4775248B80FB57
CKPTX = "import sys; from explorer.cli.main import run; sys.exit(run())"
TENSORFLOW = "import sys, tensorflow as tf; tf.train.load_checkpoint(sys.argv[1]).get_variable_to_shape_map()"


def varint(number: int) -> bytes:
    """A base-128 varint."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(out + bytes([number]))


def write_checkpoint(prefix: Path, count: int) -> None:
    """A name-based tensor bundle of `count` small float32 tensors, as TensorFlow's writer lays it out."""
    kinds = ("kernel", "kernel/Adam", "kernel/Adam_1", "bias", "bias/Adam", "bias/Adam_1")
    keys = [f"tower_{i // 600}/layer_{i // 6 % 100}/{kinds[i % 6]}" for i in range(count)]
    entries, offset = [(b"", b"\x08\x01\x1a\x02\x08\x01")], 0
    for key in sorted(keys):
        # A slot has its variable's shape; about a dozen shapes in all, as in a real model.
        layer = int(key.split("/")[1].removeprefix("layer_"))
        shape = (16 + layer % 5, 4) if "kernel" in key else (4,)
        size = 4 * shape[0] * (shape[1] if len(shape) > 1 else 1)
        dims = b"".join(b"\x12" + varint(1 + len(varint(d))) + b"\x08" + varint(d) for d in shape)
        value = b"\x08\x01\x12" + varint(len(dims)) + dims
        value += (b"\x20" + varint(offset) if offset else b"") + b"\x28" + varint(size) + b"\x35\1\2\3\4"
        entries.append((key.encode(), value))
        offset += size
    body, index = bytearray(), []
    block: list[tuple[bytes, bytes]] = []
    used = 0
    for entry in entries:
        block.append(entry)
        used += len(entry[0]) + len(entry[1]) + 3
        if used >= BLOCK_SIZE or entry is entries[-1]:
            index.append((block[-1][0], handle(body, packed_block(block))))
            block, used = [], 0
    metaindex = handle(body, packed_block([]))
    footer = metaindex + handle(body, packed_block(index))
    body += footer.ljust(40, b"\0") + MAGIC.to_bytes(8, "little")
    Path(f"{prefix}.index").write_bytes(body)
    with Path(f"{prefix}.data-00000-of-00001").open("wb") as data:
        data.truncate(offset)


def packed_block(entries: list[tuple[bytes, bytes]]) -> bytes:
    """Entries with shared key prefixes, a restart point every 16."""
    out, restarts, last = bytearray(), [], b""
    for number, (key, value) in enumerate(entries):
        shared = 0
        if number % 16 == 0:
            restarts.append(len(out))
        else:
            while shared < min(len(key), len(last)) and key[shared] == last[shared]:
                shared += 1
        out += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        last = key
    for restart in restarts or [0]:
        out += restart.to_bytes(4, "little")
    return bytes(out) + len(restarts or [0]).to_bytes(4, "little")


def handle(body: bytearray, block: bytes) -> bytes:
    """Append a block with its trailer; give its handle."""
    start = len(body)
    crc = google_crc32c.value(block + b"\0")
    masked = ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF
    body += block + b"\0" + masked.to_bytes(4, "little")
    return varint(start) + varint(len(block))


def measured(command: list[str]) -> tuple[float, float, float]:
    """Wall time in ms, peak memory in MiB, CPU time in ms of one process; the last is steadier on a busy machine."""
    start = time.perf_counter()
    # As users run it: compiled modules are kept (the first turn, not counted, makes them).
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    elapsed = (time.perf_counter() - start) * 1000
    return elapsed, usage.ru_maxrss / 1024, (usage.ru_utime + usage.ru_stime) * 1000


def best(commands: dict[str, list[str]], runs: int) -> dict[str, tuple[float, ...]]:
    """The best time and the least peak of each command, taken in turns so that noise hits all alike."""
    found: dict[str, tuple[float, ...]] = {}
    for turn in range(runs + 1):
        for name, command in commands.items():
            figures = measured(command)
            if turn:  # the first turn warms caches and byte code
                found[name] = tuple(map(min, figures, found.get(name, figures)))
    return found


def main() -> None:
    """Measure, print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    tensorflow = os.environ.get("BENCH_TF_PYTHON")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for count in COUNTS:
            prefix = Path(folder) / f"model.ckpt-{count}"
            write_checkpoint(prefix, count)
            python = [sys.executable, "-c"]
            commands = {
                "import numpy": [*python, "import numpy"],
                "--json": [*python, CKPTX, "list", str(prefix), "--json"],
                "table": [*python, CKPTX, "list", str(prefix)],
            }
            found = best(commands, options.runs)
            row: dict[str, object] = {"tensors": count}
            for name in ("--json", "table"):
                row[f"{name} ms above numpy"] = round(found[name][0] - found["import numpy"][0], 1)
                row[f"{name} CPU ms above numpy"] = round(found[name][2] - found["import numpy"][2], 1)
                row[f"{name} MiB above numpy"] = round(found[name][1] - found["import numpy"][1], 1)
            row["budget ms"], row["budget MiB"] = BUDGET_MS[count], BUDGET_MIB[count]
            if tensorflow:
                theirs = best({"tf": [tensorflow, "-c", TENSORFLOW, str(prefix)]}, 3)["tf"]
                row["times faster than TensorFlow"] = round(theirs[0] / found["--json"][0], 1)
                row["times less memory than TensorFlow"] = round(theirs[1] / found["--json"][1], 1)
            rows.append(row)
    if options.json:
        print(json.dumps({"benchmark": "list", "rows": rows, "tensorflow": bool(tensorflow)}))
        return
    for row in rows:
        print("  ".join(f"{name}: {value}" for name, value in row.items()))
    if not tensorflow:
        print("skipped: the comparison with TensorFlow (set BENCH_TF_PYTHON to a Python that has it)")


if __name__ == "__main__":
    main()
