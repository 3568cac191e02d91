"""The elements of several tensors of one shape, run by run at the same places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.formats.tensor_table import TensorTable

Array = npt.NDArray[Any]


def side_by_side(sides: Sequence[tuple[Checkpoint, str]]) -> Iterator[tuple[Array, ...]]:
    """Flat arrays in native byte order, one of each (checkpoint, key), of equal length and at the same places.

    One chunk of each is held at a time, unless they are cut into different slices: then all are read
    whole. Each is read to its end: then its checksum is compared. An array may be overwritten by the next.
    """
    cuts = {_tiling(checkpoint.table, checkpoint.table.row_of[key]) for checkpoint, key in sides}
    if len(cuts) > 1:
        yield tuple(_flat(checkpoint.read(key)) for checkpoint, key in sides)
        return
    chunks = [_flat_chunks(checkpoint, key) for checkpoint, key in sides]
    rest: list[Array] = [np.empty(0) for _ in chunks]
    while True:
        # A chunk may be overwritten by the next one: only a used-up one is followed by another.
        for place, source in enumerate(chunks):
            if not len(rest[place]):
                rest[place] = next((chunk for chunk in source if len(chunk)), rest[place])
        size = min(len(one) for one in rest)
        if not size:
            break
        yield tuple(one[:size] for one in rest)
        rest = [one[size:] for one in rest]
    for source in chunks:
        for _ in source:
            pass


def _flat_chunks(checkpoint: Checkpoint, key: str) -> Iterator[Array]:
    return (_flat(chunk.values) for chunk in checkpoint.chunks(key))


def _tiling(table: TensorTable, row: int) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    return tuple((part.start, part.length) for part in table.slices.get(row, ()))


def _flat(values: Array) -> Array:
    values = values.reshape(-1)
    return values if values.dtype.isnative else values.astype(values.dtype.newbyteorder("="))
