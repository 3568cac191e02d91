"""Checkpoints made of literals: the real `Checkpoint` over a table written down in the test."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.formats.dtypes import BY_NAME
from explorer.formats.tensor_table import TensorTable


class MadeReader:
    """A reader that lists tensors and has no values."""

    format = "tensor_bundle"
    data_files = ()
    problems = ()
    told_names = None
    told_roles = {}
    told_slots = {}

    def __init__(self, table: TensorTable, prefix: Path) -> None:
        self.table, self.prefix = table, prefix

    def object_graph_bytes(self) -> None:
        return None


def made_checkpoint(*rows, name="model.ckpt-7", slices=None, problems=None) -> Checkpoint:
    """`rows`: (key, dtype name or number, shape); stored one behind the other in shard 0."""
    rows = sorted(rows, key=lambda row: row[0].encode("utf-8", "surrogateescape"))
    keys = [row[0] for row in rows]
    numbers = [row[1] if isinstance(row[1], int) else BY_NAME[row[1]].number for row in rows]
    item_sizes = [row[3] if len(row) > 3 else 4 for row in rows]
    shapes = list(dict.fromkeys(tuple(row[2]) for row in rows))
    sizes = [item * int(np.prod(row[2], dtype=object)) for item, row in zip(item_sizes, rows, strict=True)]
    sizes = [size if size < 2**62 else 0 for size in sizes]
    slices, problems = slices or {}, problems or {}
    row_of = {key: row for row, key in enumerate(keys)}
    slices = {row_of[key]: parts for key, parts in slices.items()}
    offsets = np.cumsum([0, *sizes])[:-1]
    table = TensorTable(
        keys=keys,
        dtype=np.array(numbers, np.int32),
        shape_id=np.array([shapes.index(tuple(row[2])) for row in rows], np.int32),
        shapes=tuple(shapes),
        shard=np.array([-1 if row in slices else 0 for row in range(len(rows))], np.int32),
        offset=np.array(offsets, np.int64),
        size_bytes=np.array(sizes, np.int64),
        crc32c=np.arange(len(rows), dtype=np.uint32) + 0xA0,
        slices=slices,
        problems={row_of[key]: problem for key, problem in problems.items()},
    )
    return Checkpoint(MadeReader(table, Path("/run") / name), name)
