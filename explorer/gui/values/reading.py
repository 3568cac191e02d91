"""Reading one tensor for the values view: whole, in part when it is very large, or unverified when asked to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.report.numbers import format_count
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint

ASK_ABOVE_BYTES = 256 << 20  # below, a tensor is read without asking
PART_BYTES = 16 << 20


@dataclass(frozen=True)
class LoadedTensor:
    """The value of a tensor in memory, read-only; `array` is masked where slices are missing.

    `note` is a sentence whenever `array` is not simply the verified tensor.
    """

    key: str
    dtype: str
    shape: tuple[int, ...]  # of the stored tensor
    array: Any  # numpy array, of `shape` unless only a part was read
    note: str = ""
    is_part: bool = False


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
    return LoadedTensor(key, variable.dtype, variable.shape, array, note)


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
    return LoadedTensor(key, variable.dtype, shape, array, note, is_part=True)
