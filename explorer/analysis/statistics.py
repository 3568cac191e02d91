"""Statistics and exact value counts of one tensor, in one pass of bounded memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.task import QUIET, Task


@dataclass(frozen=True)
class ValueCounts:
    """How many finite elements lie in each of b adjacent value ranges, exactly; empty ranges left out.

    Range i holds the values v with lower[i] <= v <= upper[i]; ranges ascend and do not overlap.
    For 16-bit floats, integers of few values and bool, lower == upper: each value on its own.
    """

    lower: npt.NDArray[np.float64]  # [b]
    upper: npt.NDArray[np.float64]  # [b]
    count: npt.NDArray[np.int64]  # [b]


@dataclass(frozen=True)
class TensorStatistics:
    """Statistics over the finite elements; None where there are none. std is the population's.

    Complex: of the absolute value. bool: 0 and 1. Strings, variants: `count` alone, the rest None/0.
    """

    key: str
    count: int
    finite: int
    nan: int
    posinf: int
    neginf: int
    zero: int
    denormal: int
    min: float | int | None
    max: float | int | None
    mean: float | None
    std: float | None
    l1: float | None
    l2: float | None
    values: ValueCounts | None


def tensor_statistics(checkpoint: Checkpoint, key: str, task: Task = QUIET) -> TensorStatistics:
    """One pass over one tensor, checksum verified."""
    raise NotImplementedError
