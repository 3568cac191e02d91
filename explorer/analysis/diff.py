"""What differs between two checkpoints: keys, shapes, dtypes and values."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.task import QUIET, Task

CHANGES = ("added", "removed", "shape", "dtype", "value", "same")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference."""

    dtype: str
    shape: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ValueChange:
    """Size of the change of one tensor's values, over elements finite on both sides, in float64."""

    max_abs: float | None
    l2: float | None
    relative_l2: float | None  # norm of the difference over the older norm; None when that is 0
    cosine: float | None
    changed_elements: int  # bitwise


@dataclass(frozen=True, slots=True)
class Difference:
    """One aligned row. `change` is one of CHANGES; `values` is None unless values were compared.

    `is_certain` is False when "same"/"value" rests on stored checksums and sizes alone.
    """

    key: str
    change: str
    older: Side | None
    newer: Side | None
    values: ValueChange | None = None
    problem: str = ""


def diff_checkpoints(
    older: Checkpoint, newer: Checkpoint, *, values: bool = False, task: Task = QUIET
) -> tuple[Difference, ...]:
    """Both checkpoints aligned by key, in byte order of keys."""
    raise NotImplementedError


def compare_values(older: Checkpoint, newer: Checkpoint, key: str, task: Task = QUIET) -> ValueChange | None:
    """The change of one tensor present on both sides with equal shape; None when it has no numbers."""
    raise NotImplementedError
