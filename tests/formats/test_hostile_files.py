"""Damaged and hostile checkpoints: no untyped error, no hang, and no more memory than the files can justify."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from explorer.errors import ExplorerError
from explorer.formats.object_graph import decode_object_graph
from explorer.formats.reader import open_reader
from explorer.formats.table import read_data_blocks
from explorer.storage.files import BufferSource
from tests.builders import (
    data_name,
    entry_bytes,
    header_bytes,
    layered_model,
    mutant_tables,
    mutants,
    one_block_table,
    slice_bytes,
    slice_key,
    varint,
    write_bundle,
    write_index,
)

SLOWEST_S = 2.0
GRID = [((0, 0), (2, 3)), ((2, 0), (2, 6)), ((0, 3), (2, 3))]
VARIANTS = {
    "plain": {},
    "snappy": {"snappy": True},
    "sharded": {"num_shards": 3},
    "big endian": {"big_endian": True},
    "sliced": {"slices": {"w": GRID}},
}


def tour(prefix: Path | str) -> bool:
    """Everything a window does with a checkpoint; whether it opened. Only explained errors are let pass."""
    try:
        reader = open_reader(prefix)
    except ExplorerError:
        return False
    _ = reader.table.element_count, reader.table.row_of
    for row in range(min(len(reader.table), 200)):
        for options in ({}, {"verify": False}, {"partial": True}):
            with contextlib.suppress(ExplorerError):
                reader.read(row, **options)
        with contextlib.suppress(ExplorerError):
            for _chunk in reader.chunks(row, chunk_bytes=64):
                pass
    with contextlib.suppress(ExplorerError):
        graph = reader.object_graph_bytes()
        if graph is not None:
            decode_object_graph(graph)
    return True


@pytest.mark.parametrize("variant", VARIANTS)
def test_mutants_of_an_index_open_or_are_explained(tmp_path, variant):
    nodes, tensors = layered_model(1)
    tensors |= {"é/ü": np.arange(5.0), "s": [b"a", b"", b"long" * 40], "w": np.arange(24.0).reshape(4, 6)}
    prefix = write_bundle(tmp_path / "c", tensors, object_graph=nodes, **VARIANTS[variant])
    path = Path(f"{prefix}.index")
    whole = path.read_bytes()
    (block,) = read_data_blocks(BufferSource(whole))
    opened = 0
    for damaged in (*mutant_tables(block.data, 120, 7), *mutants(whole, 60, 7)):
        path.write_bytes(damaged)
        started = time.monotonic()

        opened += tour(prefix)

        assert time.monotonic() - started < SLOWEST_S
    assert opened > 5


def test_mutants_of_data_never_give_another_value_silently(tmp_path):
    tensors = {
        "i": np.arange(40, dtype=np.int32),
        "s": [b"alpha", b"beta" * 50],
        "w": np.arange(24.0).reshape(4, 6),
    }
    prefix = write_bundle(tmp_path / "c", tensors, slices={"w": GRID})
    whole = data_name(prefix).read_bytes()
    truth = [open_reader(prefix).read(row).tolist() for row in range(3)]
    refused = 0
    for damaged in mutants(whole, 300, 3):
        data_name(prefix).write_bytes(damaged)
        reader = open_reader(prefix)
        for row in range(3):
            try:
                assert reader.read(row).tolist() == truth[row]
            except ExplorerError:
                refused += 1
    assert refused > 200


def test_every_truncation_of_an_index_is_refused(tmp_path):
    prefix = write_bundle(tmp_path / "c", {"a": np.zeros(3), "b": [b"x"]})
    path = Path(f"{prefix}.index")
    whole = path.read_bytes()
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        assert not tour(prefix)


def _index(prefix: Path, entries: dict[bytes, bytes], shards: int = 1) -> None:
    write_index(prefix, {b"": header_bytes(shards)} | entries)
    data_name(prefix, 0, shards).write_bytes(b"x" * 64)


def _key_bomb() -> bytes:
    size = 200_000
    header = header_bytes()
    entries = [
        varint(0) * 2 + varint(len(header)) + header,
        varint(0) + varint(size) + varint(0) + b"k" * size,
    ]
    entries += [varint(size) + varint(4) + varint(0) + b"%04d" % n for n in range(3000)]
    return one_block_table(b"".join(entries) + b"\0\0\0\0\1\0\0\0")


BOMBS = {
    "shape 2^62 x 4": lambda p: _index(p, {b"a": entry_bytes(1, (2**62, 4), size_bytes=64)}),
    "empty but 2^62 wide": lambda p: _index(p, {b"a": entry_bytes(1, (0, 2**62, 2**62), crc=0xA282EAD8)}),
    "10^5 dimensions": lambda p: _index(p, {b"a": entry_bytes(1, (1,) * 100_000, size_bytes=4)}),
    "200 dimensions": lambda p: _index(p, {b"a": entry_bytes(1, (1,) * 200, size_bytes=4)}),
    "offset + size over 2^64": lambda p: _index(p, {b"a": entry_bytes(4, (9,), offset=2**63 - 1, size_bytes=2**63 - 1)}),
    "2^31 - 1 data files": lambda p: _index(p, {b"a": entry_bytes(1, (2,), shard=2**31 - 2, size_bytes=8)}, 2**31 - 1),
    "2^40 strings": lambda p: _index(p, {b"a": entry_bytes(7, (2**40,), size_bytes=64)}),
    "10^5 entries on one range": lambda p: _index(
        p, {b"%06d" % n: entry_bytes(1, (16,), size_bytes=64) for n in range(100_000)}
    ),
    "slice of a huge tensor": lambda p: _index(
        p,
        {
            b"a": entry_bytes(1, (2**40,), slices=[slice_bytes((0,), (4,), (2**40,))]),
            slice_key(b"a", (0,), (4,), (2**40,)): entry_bytes(1, (4,), size_bytes=16),
        },
    ),
    "10^5 missing slices": lambda p: _index(
        p, {b"a": entry_bytes(1, (100_000,), slices=[slice_bytes((0,), (1,), (100_000,))] * 100_000)}
    ),
    "snappy preamble 2^32 - 1": lambda p: Path(f"{p}.index").write_bytes(
        one_block_table(varint(2**32 - 1) + bytes(1000), compression=1)
    ),
    "keys that share 200 kB each": lambda p: Path(f"{p}.index").write_bytes(_key_bomb()),
    "2^30 restart points": lambda p: Path(f"{p}.index").write_bytes(one_block_table(bytes(8) + b"\0\0\0\x40")),
}  # fmt: skip


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads its memory from /proc")
def test_no_bomb_takes_more_than_64_mb_or_2_s(tmp_path):
    for number, make in enumerate(BOMBS.values()):
        make(tmp_path / f"bomb{number}")
    script = Path(__file__).with_name("bomb_tour.py")

    done = subprocess.run(
        [sys.executable, str(script), *(str(tmp_path / f"bomb{n}") for n in range(len(BOMBS)))],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    answers = dict(zip(BOMBS, json.loads(done.stdout)))
    assert {name: growth for name, (growth, _) in answers.items() if growth > 64} == {}
    assert {name: cpu for name, (_, cpu) in answers.items() if cpu > SLOWEST_S} == {}
