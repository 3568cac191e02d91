"""The columns of a bundle's index as the table every format fills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.formats.bundle_index import BundleIndex
from explorer.formats.bundle_slices import Slices
from explorer.formats.tensor_table import TensorTable

if TYPE_CHECKING:
    import numpy.typing as npt


def bundle_table(index: BundleIndex, slices: Slices) -> TensorTable:
    """The public columns: the parts of partitioned variables leave the list, the rest keeps its order."""
    shard, size_bytes = index.shard, index.size_bytes
    for row, parts in slices.of_row.items():
        shard[row] = -1
        size_bytes[row] = min(sum(max(part.size_bytes, 0) for part in parts), 2**63 - 1)
        index.offset[row] = 0
        index.crc32c[row] = 0
    keep = np.ones(len(index.keys), bool)
    keep[list(slices.parts)] = False
    keys = index.keys
    new_row = np.cumsum(keep) - 1
    problems, of_row = index.problems, slices.of_row
    columns: list[npt.NDArray[Any]] = [
        index.dtype,
        index.shape_id,
        shard,
        index.offset,
        size_bytes,
        index.crc32c,
    ]
    if slices.parts:
        keys = [key for key, kept in zip(keys, keep.tolist()) if kept]
        columns = [column[keep] for column in columns]
        problems = {int(new_row[row]): text for row, text in problems.items() if keep[row]}
        of_row = {int(new_row[row]): parts for row, parts in of_row.items() if keep[row]}
    for column in columns:
        column.setflags(write=False)
    dtype, shape_id, shard, offset, size_bytes, checksums = columns
    return TensorTable(
        keys,
        dtype,
        shape_id,
        index.shapes,
        shard,
        offset,
        size_bytes,
        checksums,
        dict(sorted(of_row.items())),
        dict(sorted(problems.items())),
    )
