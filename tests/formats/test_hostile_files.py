"""Damaged and hostile checkpoints: no untyped error, no hang, and no more memory than the files can justify."""

from __future__ import annotations

import contextlib
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
    layered_model,
    mutant_tables,
    mutants,
    write_bundle,
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
