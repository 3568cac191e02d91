"""How much the values of one tensor changed between two checkpoints, chunk by chunk."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from explorer.analysis.change_sums import ChangeSums
from explorer.analysis.side_by_side import side_by_side
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.errors import NoValueError, locating
from explorer.task import QUIET, Task

_AT_ONCE = 1 << 20  # elements between two looks at whether anybody still waits
_SHOWN = 200  # characters of a key in what a task says


@dataclass(frozen=True, slots=True)
class ValueChange:
    """Size of the change of one tensor's values, over elements finite on both sides, in float64.

    None where there is no such element, or where a sum of squares is beyond float64. Differences of
    integers of one dtype are taken before they are rounded; a complex difference counts with its
    absolute value. `changed_elements` compares bit patterns, so a NaN that stayed is unchanged and
    0.0 that became -0.0 is changed; between different dtypes it compares numbers (NaN equals NaN).
    Squares too small for float64 count as 0, as in TensorStatistics; complex numbers have no sign to flip.
    """

    max_abs: float | None
    l2: float | None
    relative_l2: float | None  # norm of the difference over the older norm; None when that is 0
    cosine: float | None  # of both as vectors (real part, for complex); None when one of them is 0
    changed_elements: int  # bitwise
    compared: int = 0  # elements finite on both sides: what the numbers above are over
    flipped: int = 0  # of them, how many changed their sign (from or to zero is no flip)
    older_l2: float | None = None  # norms of both sides over the same elements
    newer_l2: float | None = None
    # Elements outside the tolerance asked for (NaN or an infinity against anything but itself is); None: none was.
    beyond: int | None = None
    # False: equal stored checksums and sizes told it, no byte was read; then `compared` counts all elements.
    is_read: bool = True
    lost: int = 0  # elements finite on the older side that are NaN or infinite on the newer

    @property
    def is_unchanged(self) -> bool:
        """Whether every element is the same, bit for bit."""
        return self.changed_elements == 0


def change_of_values(
    older: Checkpoint,
    newer: Checkpoint,
    key: str,
    task: Task = QUIET,
    *,
    older_key: str = "",
    tolerance: tuple[float, float] | None = None,
) -> ValueChange:
    """The change of one numeric tensor of equal shape on both sides. The task is told elements.

    `older_key` is its key on the older side, where it was renamed. With a `tolerance` (rtol, atol)
    elements are counted that are beyond it: |newer - older| > atol + rtol * |older|.

    One chunk of each side is held at a time, unless the two sides are cut into different slices:
    then both tensors are read whole.

    Raises:
        CorruptFileError, MissingFileError, FileAccessError: a side cannot be read as it was saved.
        NoValueError: slices are missing.
        Cancelled: through the task.
    """
    sums = ChangeSums(tolerance)
    total = max(int(newer.table.element_count[newer.table.row_of[key]]), 0)
    doing = f"Comparing {key[:_SHOWN]}"
    done = 0
    for old, new in side_by_side(((older, older_key or key), (newer, key))):
        for start in range(0, len(old), _AT_ONCE):
            task.report(done, total, doing)
            sums.add(old[start : start + _AT_ONCE], new[start : start + _AT_ONCE])
            done += min(_AT_ONCE, len(old) - start)
    if done != total:
        with locating(key=key):
            raise NoValueError(
                f"{done:,} of the tensor's {total:,} elements are stored",
                hint="A part of a partitioned variable is missing from a checkpoint, or stored twice.",
            )
    task.report(total, total, doing)
    return value_change_of(sums)


def equal_strings(older: Checkpoint, newer: Checkpoint, key: str, *, older_key: str = "") -> bool:
    """Whether a string tensor holds the same bytes on both sides."""
    return bool(np.array_equal(older.read(older_key or key), newer.read(key)))


def value_change_of(sums: ChangeSums) -> ValueChange:
    """The record of what was summed up."""
    beyond = None if sums.tolerance is None else sums.beyond
    if not sums.compared:
        return ValueChange(None, None, None, None, sums.changed, beyond=beyond, lost=sums.lost)
    l2, old_l2, new_l2 = (math.sqrt(total) for total in (sums.squares, sums.old_squares, sums.new_squares))
    return ValueChange(
        max_abs=_known(sums.largest),
        l2=_known(l2),
        relative_l2=_known(l2 / old_l2) if old_l2 else None,
        cosine=_cosine(sums, old_l2 * new_l2),
        changed_elements=sums.changed,
        compared=sums.compared,
        flipped=sums.flipped,
        older_l2=_known(old_l2),
        newer_l2=_known(new_l2),
        beyond=beyond,
        lost=sums.lost,
    )


def _cosine(sums: ChangeSums, norms: float) -> float | None:
    if not norms or not math.isfinite(norms) or not math.isfinite(sums.product):
        return None
    if not sums.largest:
        return 1.0  # what rounding in the square roots would leave a little short of it
    return max(-1.0, min(1.0, sums.product / norms))  # nor may rounding show a similarity past 1


def _known(number: float) -> float | None:
    return number if math.isfinite(number) else None
