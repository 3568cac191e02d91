"""Where the bytes of a tensor bundle's tensors lie: one piece a whole tensor, one for each slice of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.formats.dtypes import DATA_TYPES, STRING, VARIANT
from explorer.formats.tensor_table import TensorTable

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

_MAX_TYPE = 256
_ITEM_SIZE = np.zeros(_MAX_TYPE, np.int64)
for _number, _type in DATA_TYPES.items():
    _ITEM_SIZE[_number] = _type.item_size


@dataclass(frozen=True)
class Pieces:
    """Columns over the n stored pieces of one checkpoint, in row order.

    `is_plausible` is False where dtype, shape and size contradict each other: no checksum can
    make such a piece good.
    """

    row: Ints  # of the tensor in the table
    dtype: Ints
    shard: Ints
    offset: Ints
    size: Ints
    stored: npt.NDArray[np.uint32]  # masked checksum
    element_count: Ints  # -1 where a dimension is unknown or the product passes 63 bits
    is_plausible: npt.NDArray[np.bool_]

    def of_shard(self, shard: int) -> Ints:
        """The pieces in one data file."""
        return np.flatnonzero(self.shard == shard)


def pieces_of(table: TensorTable) -> Pieces:
    """The pieces of all tensors."""
    is_whole = np.ones(len(table), bool)
    is_whole[list(table.slices)] = False
    rows = np.flatnonzero(is_whole)
    parts = [(row, part) for row, slices in table.slices.items() for part in slices]
    if not parts:
        return _checked(
            rows,
            table.dtype[rows].astype(np.int64),
            table.shard[rows].astype(np.int64),
            table.offset[rows],
            table.size_bytes[rows],
            table.crc32c[rows],
            table.element_count[rows],
        )
    of_part = np.array([row for row, _ in parts], np.int64)

    def joined(whole: npt.NDArray[np.integer], of_slices: list[int]) -> Ints:
        return np.concatenate((whole[rows].astype(np.int64), np.array(of_slices, np.int64)))

    return _checked(
        np.concatenate((rows, of_part)),
        joined(table.dtype, table.dtype[of_part].tolist()),
        joined(table.shard, [part.shard for _, part in parts]),
        joined(table.offset, [part.offset for _, part in parts]),
        joined(table.size_bytes, [part.size_bytes for _, part in parts]),
        joined(table.crc32c, [part.crc32c for _, part in parts]).astype(np.uint32),
        joined(table.element_count, [_volume(part.length) for _, part in parts]),
    )


def _checked(
    row: Ints,
    dtype: Ints,
    shard: Ints,
    offset: Ints,
    size: Ints,
    stored: npt.NDArray[np.uint32],
    element_count: Ints,
) -> Pieces:
    known = (dtype > 0) & (dtype < _MAX_TYPE)
    item_size = _ITEM_SIZE[np.where(known, dtype, 0)]
    plausible = known & (element_count >= 0) & (offset >= 0) & (size >= 0)
    small = element_count < 2**58  # times the largest item size still fits 63 bits
    plausible &= (item_size == 0) | (small & (np.where(small, element_count, 0) * item_size == size))
    is_text = (dtype == STRING) | (dtype == VARIANT)
    plausible &= ~is_text | (element_count <= size)
    return Pieces(row, dtype, shard, offset, size, stored, element_count, plausible)


def _volume(shape: tuple[int, ...]) -> int:
    product = 1
    for size in shape:
        product *= size
    return product if 0 <= product < 2**63 else -1
