"""How fast an index is decoded: ours, protobuf value by value, and TensorFlow's reader where it is installed.

    python tests/benchmarks/bench_index.py [--json] [--tensors 200,10000,200000]
    BENCH_TF_PYTHON=/path/to/python-with-tensorflow python tests/benchmarks/bench_index.py

Times are CPU milliseconds, the best of several runs; in TensorFlow's process its own start-up is not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from explorer.formats.bundle_index import decode_entry_by_entry, read_index
from explorer.formats.object_graph import decode_object_graph
from explorer.formats.reader import open_reader
from explorer.formats.table import block_entries, read_data_blocks
from explorer.storage.files import FileSource
from tests.builders import layered_model, object_graph_bytes, write_many

TF_SCRIPT = """
import sys, time
import tensorflow as tf
best = 1e9
for _ in range(3):
    started = time.process_time()
    shapes = tf.train.load_checkpoint(sys.argv[1]).get_variable_to_shape_map()
    best = min(best, time.process_time() - started)
print(len(shapes), best * 1e3)
"""


def best_ms(run: Callable[[], object], seconds: float = 1.0) -> float:
    """CPU milliseconds of the fastest run within about `seconds` (at least 3 runs)."""
    best, runs, began = float("inf"), 0, time.monotonic()
    while runs < 3 or (time.monotonic() - began < seconds and runs < 1000):
        started = time.process_time()
        run()
        best = min(best, time.process_time() - started)
        runs += 1
    return best * 1e3


def entry_message() -> Any:
    """BundleEntryProto as protobuf knows it, from a description of our own."""
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

    kinds = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name="bench_bundle.proto", package="bench", syntax="proto3")
    dim = file.message_type.add(name="Dim")
    dim.field.add(name="size", number=1, type=kinds.TYPE_INT64, label=kinds.LABEL_OPTIONAL)
    shape = file.message_type.add(name="Shape")
    shape.field.add(
        name="dim", number=2, type=kinds.TYPE_MESSAGE, type_name=".bench.Dim", label=kinds.LABEL_REPEATED
    )
    entry = file.message_type.add(name="Entry")
    for number, name, kind in (
        (1, "dtype", kinds.TYPE_INT32),
        (2, "shape", kinds.TYPE_MESSAGE),
        (3, "shard_id", kinds.TYPE_INT32),
        (4, "offset", kinds.TYPE_INT64),
        (5, "size", kinds.TYPE_INT64),
        (6, "crc32c", kinds.TYPE_FIXED32),
    ):
        field = entry.field.add(name=name, number=number, type=kind, label=kinds.LABEL_OPTIONAL)
        if kind == kinds.TYPE_MESSAGE:
            field.type_name = ".bench.Shape"
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("bench.Entry"))


def with_protobuf(path: Path, message: Any) -> list[tuple[Any, ...]]:
    """The same facts through protobuf, one message a tensor."""
    with FileSource(path) as source:
        blocks = read_data_blocks(source)
    rows = []
    for block in blocks:
        for key, start, end in block_entries(block, 1 << 40):
            entry = message.FromString(block.data[start:end])
            shape = tuple(dim.size for dim in entry.shape.dim)
            rows.append(
                (key.decode(), entry.dtype, shape, entry.shard_id, entry.offset, entry.size, entry.crc32c)
            )
    return rows


def ours(path: Path) -> object:
    with FileSource(path) as source:
        return read_index(source)


def one_by_one(path: Path) -> object:
    with FileSource(path) as source:
        return decode_entry_by_entry(read_data_blocks(source))


def with_tensorflow(prefix: Path) -> float | None:
    """CPU milliseconds of TensorFlow's reader in its own process; None without a Python that has it."""
    python = os.environ.get("BENCH_TF_PYTHON")
    if not python:
        return None
    done = subprocess.run(
        [python, "-c", TF_SCRIPT, str(prefix)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""},
    )
    return float(done.stdout.split()[-1])


def measure(counts: list[int]) -> list[dict[str, Any]]:
    """One row for each number of tensors, then one for each number of graph nodes."""
    rows: list[dict[str, Any]] = []
    message = entry_message()
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            prefix = write_many(Path(folder) / f"many-{count}", count)
            path = Path(f"{prefix}.index")
            row: dict[str, Any] = {
                "what": f"{count:,} tensors",
                "file_bytes": path.stat().st_size,
                "index_ms": best_ms(lambda path=path: ours(path)),
                "open_ms": best_ms(lambda prefix=prefix: open_reader(prefix)),
                "one_by_one_ms": best_ms(lambda path=path: one_by_one(path)),
                "protobuf_ms": best_ms(lambda path=path: with_protobuf(path, message)),
                "tensorflow_ms": with_tensorflow(prefix),
            }
            if row["tensorflow_ms"]:
                row["tensorflow_ratio"] = row["tensorflow_ms"] / row["open_ms"]
            rows.append(row)
    for layers in (100, 14_000):
        nodes, _ = layered_model(layers)
        data = object_graph_bytes(nodes)
        rows.append(
            {
                "what": f"graph of {len(nodes):,} nodes",
                "file_bytes": len(data),
                "open_ms": best_ms(lambda data=data: decode_object_graph(data)),
            }
        )
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--tensors", default="200,10000,200000", help="numbers of tensors, with commas")
    options = parser.parse_args()
    rows = measure([int(count) for count in options.tensors.split(",")])
    machine = f"{platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}"
    if options.json:
        print(json.dumps({"bench": "index", "machine": machine, "rows": rows}, indent=1))
        return
    names = ("index_ms", "open_ms", "one_by_one_ms", "protobuf_ms", "tensorflow_ms", "tensorflow_ratio")
    print(f"Index decoding, CPU ms, best of several ({machine})")
    if not os.environ.get("BENCH_TF_PYTHON"):
        print("BENCH_TF_PYTHON is not set: TensorFlow's reader is not measured.")
    print(f"{'':24} {'bytes':>12} " + " ".join(f"{name:>16}" for name in names))
    for row in rows:
        cells = " ".join(f"{row[name]:16.2f}" if row.get(name) else " " * 16 for name in names)
        print(f"{row['what']:24} {row['file_bytes']:12,} {cells}")


if __name__ == "__main__":
    main()
