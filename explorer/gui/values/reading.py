"""Getting a tensor for the values view: whole, in parts while it is looked at, or unverified when asked to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.analysis.sampling_values import LoadedValues, StoredValues, TensorValues, why_not_stored
from explorer.report.numbers import format_count
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint

WHOLE_BYTES = 64 << 20  # up to here a tensor is read whole, its checksum compared
ASK_ABOVE_BYTES = 256 << 20  # what cannot be read in parts is read without asking up to here
PART_BYTES = 16 << 20


@dataclass(frozen=True, eq=False)
class LoadedTensor:
    """A tensor at hand: in memory, or ready to be read in parts.

    `note` is a sentence whenever `values` is not simply the verified tensor.
    """

    key: str
    dtype: str
    shape: tuple[int, ...]  # of the stored tensor
    values: TensorValues
    note: str = ""
    is_part: bool = False  # only its beginning was read
    size_bytes: int = 0
    is_doubtful: bool = False  # its checksum was not compared although it could have been

    @property
    def array(self) -> Any:
        """The numpy array in memory; None for what is read in parts."""
        return self.values.array if isinstance(self.values, LoadedValues) else None

    @property
    def is_text(self) -> bool:
        """Whether its elements are strings."""
        return self.array is not None and self.array.dtype == object

    @property
    def stands_alone(self) -> bool:
        """Whether it is strings or one value: nothing to slice."""
        return self.array is not None and (self.is_text or self.array.size == 1)


def read_tensor(checkpoint: Checkpoint, key: str, verify: bool = True, *, task: Task = QUIET) -> LoadedTensor:
    """Read a whole tensor. Raises what `Checkpoint.read` raises."""
    task.report(0, 1, "Reading the values")
    variable = checkpoint.variable(key)
    sliced = variable.slices is not None
    array = checkpoint.read(key, verify=verify, partial=sliced)
    note = ""
    if not verify:
        note = "Shown without a check of the checksum: these values may be wrong."
    elif sliced and np.ma.is_masked(array):
        missing = int(np.ma.count_masked(array))
        note = f"{format_count(missing)} of {format_count(array.size)} values are in no stored slice and left empty."
    elif sliced and isinstance(array, np.ma.MaskedArray):
        array = array.data
    return LoadedTensor(
        key, variable.dtype, variable.shape, LoadedValues(array), note, False, variable.size_bytes, not verify
    )


def reach_tensor(checkpoint: Checkpoint, key: str, *, task: Task = QUIET) -> LoadedTensor:
    """A tensor too large to be read whole, whose parts are read when they are looked at."""
    task.report(0, 1, "Reading the values")
    variable = checkpoint.variable(key)
    note = (
        "Read in parts, as far as they are looked at: the checksum stands for the whole tensor "
        "and was not compared."
    )
    values = StoredValues(checkpoint, key)
    return LoadedTensor(key, variable.dtype, variable.shape, values, note, size_bytes=variable.size_bytes)


def get_tensor(checkpoint: Checkpoint, key: str, *, task: Task = QUIET) -> LoadedTensor | None:
    """Whole or in parts by its size; None when the reader must be asked first (see ASK_ABOVE_BYTES)."""
    size = checkpoint.variable(key).size_bytes
    if size > WHOLE_BYTES and not why_not_stored(checkpoint, key):
        return reach_tensor(checkpoint, key, task=task)
    return read_tensor(checkpoint, key, task=task) if size <= ASK_ABOVE_BYTES else None


def read_part(checkpoint: Checkpoint, key: str, *, task: Task = QUIET) -> LoadedTensor:
    """Read the beginning of a very large tensor in storage order: whole rows of its first axis where they fit."""
    variable = checkpoint.variable(key)
    shape = variable.shape
    row = math.prod(shape[1:]) if shape else 1
    item = max(variable.size_bytes // max(variable.element_count, 1), 1)
    wanted = min(PART_BYTES // item, variable.element_count)
    if row <= wanted:
        wanted = wanted // row * row
    pieces, have = [], 0
    # The checksum stands for the whole tensor: a part of it cannot be verified.
    for chunk in checkpoint.chunks(key, verify=False, task=task):
        piece = chunk.values[: wanted - have].copy()
        pieces.append(piece)
        have += len(piece)
        task.report(have, wanted, "Reading the first values")
        if have >= wanted:
            break
    array = np.concatenate(pieces)
    if row <= wanted:
        array = array.reshape(wanted // row, *shape[1:])
    array.setflags(write=False)
    note = (
        f"Only the first {format_count(wanted)} of {format_count(variable.element_count)} values were read "
        "(in storage order, not verified)."
    )
    return LoadedTensor(
        key, variable.dtype, shape, LoadedValues(array), note, is_part=True, size_bytes=variable.size_bytes
    )
