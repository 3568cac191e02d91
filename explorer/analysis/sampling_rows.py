"""Rows of a matrix against each other: the profiles of a window, and the rows nearest to one by their direction."""

from __future__ import annotations

import heapq
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.analysis.sampling_detail import Detail
from explorer.analysis.sampling_slices import SIZE, SliceChoice, real_values
from explorer.analysis.sampling_values import TensorValues
from explorer.task import QUIET, Task

SCANNED_BYTES = 2 << 30  # read for one search; beyond, a sample of the rows is searched
_BLOCK_ELEMENTS = 1 << 19


@dataclass(frozen=True)
class Profile:
    """Mean, least and largest of the pixels of each row (or column); NaN where there is no finite one."""

    mean: npt.NDArray[np.float64]
    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]


def profile_of(detail: Detail, *, of_rows: bool) -> Profile:
    """The profile of a picture: one entry a row of pixels, or a column."""
    axis = 1 if of_rows else 0
    with warnings.catch_warnings(), np.errstate(invalid="ignore", over="ignore"):
        warnings.simplefilter("ignore")  # rows of NaN alone
        return Profile(
            np.nanmean(detail.mean, axis=axis),
            np.nanmin(detail.mean, axis=axis),
            np.nanmax(detail.mean, axis=axis),
        )


@dataclass(frozen=True)
class Neighbour:
    """A row, and the cosine of its angle to the row asked about (-1 to 1)."""

    row: int
    cosine: float


@dataclass(frozen=True)
class Neighbours:
    """The nearest rows, nearest first; `step` above 1: only every step-th row was compared."""

    row: int
    nearest: tuple[Neighbour, ...]
    step: int = 1


def nearest_rows(
    values: TensorValues, choice: SliceChoice, row: int, count: int, part: str = SIZE, task: Task = QUIET
) -> Neighbours:
    """The rows of a slice with the largest cosine to `row`; rows of length zero or with NaN have none."""
    rows, columns = choice.size(values.shape)
    inside = range(columns)
    wanted = _row_of(values, choice, row, columns, part, task)
    with np.errstate(all="ignore"):  # a row with an infinity is not scaled
        length = float(np.linalg.norm(wanted))
    if not np.isfinite(length) or length == 0:
        return Neighbours(row, ())
    wanted = wanted / length
    cost, by_rows = values.line_cost(choice, inside)
    step = max(1, -(-cost * rows // SCANNED_BYTES)) if by_rows else 1
    compared = range(0, rows, step)
    at_once = max(1, _BLOCK_ELEMENTS // max(columns, 1))
    best: list[tuple[float, int]] = []
    for start in range(0, len(compared), at_once):
        task.report(start, len(compared), "Comparing rows")
        some = compared[start : start + at_once]
        block = real_values(values.part(choice, some, inside, task), part)
        with np.errstate(all="ignore"):
            largest = np.maximum(np.abs(block).max(axis=1), np.finfo(float).tiny)[:, None]
            scaled = block / largest  # squares of 1e200 overflow
            cosines = scaled @ wanted / np.linalg.norm(scaled, axis=1)
        cosines[~np.isfinite(cosines)] = -np.inf
        for place in np.argsort(-cosines, kind="stable")[: count + 1].tolist():
            other = some[place]
            if other != row and np.isfinite(cosines[place]):
                best.append((float(cosines[place]), -other))
        best = heapq.nlargest(count, best)
    return Neighbours(row, tuple(Neighbour(-place, cosine) for cosine, place in best), step)


def _row_of(
    values: TensorValues, choice: SliceChoice, row: int, columns: int, part: str, task: Task
) -> npt.NDArray[np.float64]:
    found: Any = real_values(values.part(choice, range(row, row + 1), range(columns), task), part)
    with np.errstate(all="ignore"):
        largest = float(np.abs(found).max()) if found.size else 0.0
    row_values: npt.NDArray[np.float64] = found[0] / largest if np.isfinite(largest) and largest else found[0]
    return row_values
