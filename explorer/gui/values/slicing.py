"""A slice of a tensor as a matrix: which two axes are shown, where the others stand, what the slice amounts to."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.task import QUIET, Task

VECTOR_COLUMNS = 10  # a vector is shown in lines of ten
_BLOCK_ELEMENTS = 1 << 22  # handled at once, so that a cancel is felt


@dataclass(frozen=True)
class SliceChoice:
    """`rows` and `columns` are axes of the tensor (None below rank 2, or 1); `at` has one index an axis."""

    rows: int | None
    columns: int | None
    at: tuple[int, ...]

    def with_axis(self, which: str, axis: int, shape: tuple[int, ...]) -> SliceChoice:
        """Show another axis as "rows" or "columns"; the two change places when it was the other's."""
        mine, other = (self.rows, self.columns) if which == "rows" else (self.columns, self.rows)
        if axis == other:
            other = mine
        rows, columns = (axis, other) if which == "rows" else (other, axis)
        return replace(self, rows=rows, columns=columns)

    def with_index(self, axis: int, index: int) -> SliceChoice:
        """Move along an axis that is not shown."""
        return replace(self, at=(*self.at[:axis], index, *self.at[axis + 1 :]))

    def text(self) -> str:
        """The slice as numpy writes it, "[:, :, 0, 3]"."""
        shown = (self.rows, self.columns)
        return "[" + ", ".join(":" if axis in shown else str(at) for axis, at in enumerate(self.at)) + "]"


def first_choice(shape: tuple[int, ...]) -> SliceChoice:
    """The last two axes that hold more than one element, the others at 0.

    A convolution kernel [3, 3, 1, 16] so shows [1, 3]: a picture with two sides.
    """
    rank = len(shape)
    if rank < 2:
        return SliceChoice(None, rank - 1 if rank else None, (0,) * rank)
    wide = [axis for axis in range(rank) if shape[axis] > 1][-2:]
    narrow = [axis for axis in reversed(range(rank)) if axis not in wide]
    rows, columns = sorted((*wide, *narrow[: 2 - len(wide)]))
    return SliceChoice(rows, columns, (0,) * rank)


def take_slice(array: Any, choice: SliceChoice) -> Any:
    """The chosen matrix as a view [rows, columns]; a vector is [1, n], a scalar [1, 1]."""
    if array.ndim == 0:
        return array.reshape(1, 1)
    if array.ndim == 1:
        return array.reshape(1, -1)
    shown = (choice.rows, choice.columns)
    index = tuple(slice(None) if axis in shown else at for axis, at in enumerate(choice.at))
    matrix = array[index]
    return matrix if choice.rows < choice.columns else matrix.T


def real_values(values: Any) -> npt.NDArray[np.float64]:
    """Values as float64 for pictures and statistics: complex by size, bool as 0 and 1, masked as NaN."""
    mask = np.ma.getmaskarray(values) if isinstance(values, np.ma.MaskedArray) else None
    values = np.asarray(values)
    if values.dtype.kind == "c":
        values = np.abs(values)
    with np.errstate(invalid="ignore", over="ignore"):
        found = values.astype(np.float64)
    if mask is not None:
        found[mask] = np.nan
    return found


@dataclass(frozen=True)
class SliceStatistics:
    """Over the stored elements of a slice; None where no finite one is there."""

    count: int
    masked: int
    nan: int
    infinite: int
    zero: int
    min: float | None
    max: float | None
    mean: float | None
    std: float | None


def slice_statistics(matrix: Any, task: Task = QUIET) -> SliceStatistics:
    """Statistics of a matrix, some million elements at a time."""
    count = masked = nan = infinite = zero = finite = 0
    low, high, mean, squares = np.inf, -np.inf, 0.0, 0.0
    rows = max(1, _BLOCK_ELEMENTS // max(matrix.shape[1], 1))
    for start in range(0, matrix.shape[0], rows):
        task.report(start, matrix.shape[0], "Measuring the slice")
        block = matrix[start : start + rows]
        values = real_values(block)
        count += values.size
        if isinstance(block, np.ma.MaskedArray):
            hidden = np.ma.getmaskarray(block)
            masked += int(hidden.sum())
            values = values[~hidden]
        nan += int(np.isnan(values).sum())
        infinite += int(np.isinf(values).sum())
        zero += int((values == 0).sum())
        values = values[np.isfinite(values)]
        if not values.size:
            continue
        low, high = min(low, float(values.min())), max(high, float(values.max()))
        scale = max(abs(float(values.min())), abs(float(values.max()))) or 1.0
        here = float((values / scale).mean() * scale)  # sums of 1e308 overflow
        with np.errstate(over="ignore"):
            away = float(np.square(values - here).sum())
            gap = here - mean
            total = finite + values.size
            squares += away + gap * gap * finite * values.size / total
        mean += gap * values.size / total
        finite = total
    known = finite > 0
    spread = float(np.sqrt(squares / finite)) if known else 0.0  # overflows beyond 1e154
    return SliceStatistics(
        count, masked, nan, infinite, zero,
        low if known else None,
        high if known else None,
        mean if known else None,
        spread if known and np.isfinite(spread) else None,
    )  # fmt: skip


@dataclass(frozen=True)
class Detail:
    """A matrix reduced to pixels: `mean` of each block's finite values (NaN for none), what else it holds."""

    mean: npt.NDArray[np.float64]  # [rows, columns] of blocks
    has_nan: npt.NDArray[np.bool_]  # NaN or infinities in the block
    is_masked: npt.NDArray[np.bool_]  # nothing of the block is stored
    row_step: int
    column_step: int
    top: int  # first row and column of the matrix shown
    left: int


def reduce_matrix(
    matrix: Any,
    window: tuple[int, int, int, int],
    most_rows: int,
    most_columns: int,
    task: Task = QUIET,
) -> Detail:
    """Rows `window[0]:window[1]`, columns `window[2]:window[3]` with at most so many pixels each way."""
    top, bottom, left, right = window
    row_step = max(1, -(-(bottom - top) // most_rows))
    column_step = max(1, -(-(right - left) // most_columns))
    mean, flawed, hidden = [], [], []
    lines = max(row_step, _BLOCK_ELEMENTS // max(right - left, 1) // row_step * row_step)
    starts = np.arange(0, right - left, column_step)
    for start in range(top, bottom, lines):
        task.report(start - top, bottom - top, "Drawing the slice")
        block = matrix[start : min(start + lines, bottom), left:right]
        values = real_values(block)
        mask = np.ma.getmaskarray(block) if isinstance(block, np.ma.MaskedArray) else None
        finite = np.isfinite(values)
        odd = ~finite if mask is None else ~finite & ~mask
        if row_step == column_step == 1:
            mean.append(np.where(finite, values, np.nan))
            flawed.append(odd)
            hidden.append(mask if mask is not None else np.zeros(values.shape, bool))
            continue
        downs = np.arange(0, values.shape[0], row_step)

        def pooled(array: npt.NDArray[Any], downs: Any = downs) -> npt.NDArray[Any]:
            return np.add.reduceat(np.add.reduceat(array, downs, axis=0), starts, axis=1)

        number = pooled(finite.astype(np.int64))
        with warnings.catch_warnings(), np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            warnings.simplefilter("ignore")
            mean.append(pooled(np.where(finite, values, 0.0)) / number)
        flawed.append(pooled(odd.astype(np.int64)) > 0)
        stored = np.ones(values.shape, np.int64) if mask is None else (~mask).astype(np.int64)
        hidden.append(pooled(stored) == 0)
    return Detail(
        np.concatenate(mean), np.concatenate(flawed), np.concatenate(hidden), row_step, column_step, top, left
    )
