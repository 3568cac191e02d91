"""What values say about renamed variables: equal checksums are proof, alike statistics a hint."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.errors import ExplorerError
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    import numpy.typing as npt

PROVEN = 0.99
_MOST_BYTES = 64 << 20  # read of each side for statistics
_LEAST_ELEMENTS = 4  # a zero or a one is equal to many


def rows_of_equal_value(
    checkpoint: Checkpoint,
    target_checkpoint: Checkpoint,
    rows: Sequence[int],
    places: Sequence[tuple[int, str]],
) -> dict[int, tuple[int, float, str]]:
    """Variable -> its row, where the stored checksum, shape and dtype are those of no other on either side."""
    ours: dict[tuple[object, ...], list[int]] = defaultdict(list)
    theirs: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for row in rows:
        if kind := _kind(checkpoint, row):
            ours[kind].append(row)
    for place, key in places:
        row = target_checkpoint.table.find(key)
        if row >= 0 and (kind := _kind(target_checkpoint, row)):
            theirs[kind].append(place)
    return {
        theirs[kind][0]: (found[0], PROVEN, "the stored values are equal")
        for kind, found in ours.items()
        if len(found) == 1 and len(theirs.get(kind, ())) == 1
    }


def _kind(checkpoint: Checkpoint, row: int) -> tuple[object, ...]:
    table = checkpoint.table
    checksum = int(table.crc32c[row])
    shape = table.shape(row)
    count = 1
    for size in shape:
        count *= size
    if not checksum or count < _LEAST_ELEMENTS:
        return ()
    return (checksum, int(table.dtype[row]), shape)


def likeness_of_values(
    checkpoint: Checkpoint,
    target_checkpoint: Checkpoint,
    rows: Sequence[int],
    keys: Sequence[str],
    task: Task = QUIET,
) -> npt.NDArray[np.float64]:
    """float64 [rows, keys] in 0..0.2: how alike mean, spread and range are; 0 where values were not read."""
    ours = _statistics(checkpoint, [checkpoint.table.keys[row] for row in rows], task)
    theirs = _statistics(target_checkpoint, keys, task)
    likeness = np.zeros((len(rows), len(keys)))
    for i, own in enumerate(ours):
        scale = np.abs(own) + np.abs(theirs) + 1e-9
        apart = np.abs(own - theirs) / scale
        likeness[i] = np.nan_to_num(0.2 * np.exp(-4 * apart.mean(1)), nan=0.0)
    return likeness


def _statistics(checkpoint: Checkpoint, keys: Sequence[str], task: Task) -> npt.NDArray[np.float64]:
    """float64 [keys, 4]: mean, standard deviation, minimum, maximum; NaN where there are none."""
    found = np.full((len(keys), 4), np.nan)
    read = 0
    for place, key in enumerate(keys):
        row = checkpoint.table.find(key)
        if row < 0:
            continue
        size = int(checkpoint.table.size_bytes[row])
        if size <= 0 or read + size > _MOST_BYTES:
            continue
        task.report(place, len(keys), "Comparing values")
        read += size
        try:
            value = checkpoint.read(key, verify=False)
        except ExplorerError:
            continue
        if value.dtype.kind not in "fiu" or not value.size:
            continue
        numbers = value.astype(np.float64).ravel()
        numbers = numbers[np.isfinite(numbers)]
        if numbers.size:
            found[place] = numbers.mean(), numbers.std(), numbers.min(), numbers.max()
    return found
