"""Makes the records of a checkpoint's variables out of its columns, for one row or for many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.roles import ROLES
from explorer.checkpoints.variable import Variable
from explorer.formats.dtypes import data_type

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint


def variable_rows(checkpoint: Checkpoint, rows: Sequence[int]) -> Iterator[Variable]:
    """The variables of `rows`, in that order. Columns become lists once: row by row numpy is slow."""
    table, slots, names = checkpoint.table, checkpoint.slots, checkpoint.names
    keys = table.keys
    index = np.asarray(rows, np.int64)
    dtypes = {number: data_type(number).name for number in np.unique(table.dtype[index]).tolist()}
    no_slot = (-1, "")
    nodes = checkpoint.node_of_row[index]
    columns = zip(
        rows,
        checkpoint.role_codes[index].tolist(),
        _owners(checkpoint, nodes.tolist()),
        table.dtype[index].tolist(),
        table.shape_id[index].tolist(),
        table.element_count[index].tolist(),
        table.size_bytes[index].tolist(),
        table.shard[index].tolist(),
        table.offset[index].tolist(),
        table.crc32c[index].tolist(),
        nodes.tolist(),
        strict=True,
    )
    for row, role, owner, dtype, shape, count, size, shard, offset, crc, node in columns:
        slices = table.slices.get(row)
        of_row, slot_name = slots.get(row, no_slot)
        yield Variable(
            row=row,
            key=keys[row],
            name=names[row],
            role=ROLES[role],
            owner=owner,
            dtype=dtypes[dtype],
            shape=table.shapes[shape],
            element_count=count,
            size_bytes=size,
            shard=None if slices else shard,
            offset=None if slices else offset,
            crc32c=crc or None,  # 0 where the format has none of single tensors
            slices=slices,
            slot_name=slot_name,
            slot_of=keys[of_row] if of_row >= 0 else "",
            node=node if node >= 0 else None,
            problem=table.problems.get(row),
        )


def _owners(checkpoint: Checkpoint, nodes: list[int]) -> Iterator[str]:
    """Path of what each node belongs to: its optimizer for a slot, else the object or scope above it."""
    graph = checkpoint.bare_graph
    path_of: dict[int, str] = {-1: "", 0: ""}
    # One row needs one entry of these columns; many rows are quicker over lists.
    parent: Sequence[int] = graph.parent.tolist() if len(nodes) > 100 else graph.parent  # type: ignore[assignment]
    for node in nodes:
        edge = graph.slot_edge(node) if node >= 0 else -1
        if edge >= 0:
            above = int(graph.slot_optimizer[edge])
        else:
            above = int(parent[node]) if node >= 0 else -1
        path = path_of.get(above)
        if path is None:
            path = path_of[above] = graph.path(above)
        yield path
