"""What a checkpoint file lists, as columns: one row a tensor, no object per tensor.

Every reader (tensor bundle, V1, HDF5 ...) fills the same columns, so whatever stands above
them never asks which format it is looking at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.lazily import cached_property

if TYPE_CHECKING:
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class TensorSlice:
    """One stored part of a partitioned variable.

    `start` and `length` have one entry a dimension, in elements of the full tensor;
    the bytes are `offset : offset + size_bytes` of data file number `shard`.
    """

    start: tuple[int, ...]
    length: tuple[int, ...]
    shard: int
    offset: int
    size_bytes: int
    crc32c: int  # unmasked is never needed: this is the masked value as stored


@dataclass(frozen=True)
class TensorTable:
    """Columns over the n tensors of one checkpoint, in the byte order of their keys.

    Keys are `str` decoded as UTF-8 with `surrogateescape`: `key.encode("utf-8", "surrogateescape")`
    gives the file's bytes back. All arrays are read-only and of length n.
    """

    keys: Sequence[str]
    dtype: npt.NDArray[np.int32]  # number of the DataType enum, reference types already reduced to their base
    shape_id: npt.NDArray[np.int32]  # index into `shapes`
    shapes: tuple[tuple[int, ...], ...]  # the distinct shapes
    shard: npt.NDArray[np.int32]  # -1 where the tensor is stored as slices
    offset: npt.NDArray[np.int64]
    size_bytes: npt.NDArray[np.int64]  # stored bytes; for sliced tensors the sum over their slices
    crc32c: npt.NDArray[np.uint32]  # masked, as stored; 0 for sliced tensors
    slices: dict[int, tuple[TensorSlice, ...]] = field(default_factory=dict)  # row -> stored slices
    problems: dict[int, str] = field(default_factory=dict)  # row -> why its value cannot be trusted

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Key -> row. Built at the first look-up, not when the table is read."""
        return {key: row for row, key in enumerate(self.keys)}

    def find(self, key: str) -> int:
        """The row of a key, -1 if there is none; for a few keys much cheaper than building `row_of`."""
        if "row_of" in self.__dict__:
            return self.row_of.get(key, -1)
        row = bisect_left(self.keys, _raw(key), key=_raw)
        return row if row < len(self.keys) and self.keys[row] == key else -1

    @cached_property
    def element_count(self) -> npt.NDArray[np.int64]:
        """int64 [n]: the product of each shape; -1 where it does not fit 63 bits or a size is unknown."""
        counts = np.empty(max(len(self.shapes), 1), np.int64)
        for index, shape in enumerate(self.shapes):
            product = 1
            for size in shape:
                product *= size
            counts[index] = product if product < 2**63 and min(shape, default=0) >= 0 else -1
        return counts[self.shape_id]

    def totals(self, rows: npt.NDArray[np.integer[Any]]) -> tuple[int, int]:
        """Elements and stored bytes of some rows together, each row once; what is not known counts as none.

        Numbers of a damaged file may come near 2**63 each: they are added up as Python's own.
        """
        known = np.unique(rows)
        known = known[(known >= 0) & (known < len(self.keys))]
        elements, sizes = (
            sum(np.maximum(column[known], 0).tolist()) for column in (self.element_count, self.size_bytes)
        )
        return elements, sizes

    def shape(self, row: int) -> tuple[int, ...]:
        """The full shape of the tensor in `row`."""
        return self.shapes[self.shape_id[row]]


def _raw(key: str) -> bytes:
    return key.encode("utf-8", "surrogateescape")
