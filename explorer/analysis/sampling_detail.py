"""A rectangle of a slice reduced to the pixels of a picture: means of blocks, or a sample where reading all is too much."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.analysis.sampling_slices import SIZE, SliceChoice, real_values
from explorer.analysis.sampling_values import TensorValues
from explorer.task import QUIET, Task

EXACT_ELEMENTS = 1 << 22  # of stored values: so many cells are all read
SAMPLE_BYTES = 320 << 20  # read for a whole sample
_BLOCK_ELEMENTS = 1 << 21

# What a pixel is instead of a value; the first that occurs in a block wins.
PLAIN, NAN, POSINF, NEGINF, MISSING = range(5)

Window = tuple[int, int, int, int]  # top, bottom, left, right; ends excluded


@dataclass(frozen=True)
class Detail:
    """A rectangle as pixels, each of `row_step` x `column_step` cells.

    `mean` [rows, columns] of the finite values of a block (NaN for none), `marks` uint8 alike: PLAIN or what
    else the block holds. With `is_sample` a pixel is the first cell of its block, the others were not read.
    """

    mean: npt.NDArray[np.float64]
    marks: npt.NDArray[np.uint8]
    row_step: int
    column_step: int
    top: int  # first row and column of the slice shown
    left: int
    is_sample: bool = False

    def words(self) -> str:
        """How far the pixels are from the cells, "" when each is one."""
        steps = (self.row_step, self.column_step)
        if steps == (1, 1):
            return ""
        if not self.is_sample:
            return f"each pixel the mean of {steps[0]:,} × {steps[1]:,} values"
        # Without ordinals: a translation could not take "40th" over.
        rows = f"one row of {self.row_step:,}" if self.row_step > 1 else ""
        columns = f"one column of {self.column_step:,}" if self.column_step > 1 else ""
        return f"a sample: {rows} and {columns}" if rows and columns else f"a sample: {rows or columns}"


def sample_steps(
    values: TensorValues, choice: SliceChoice, window: Window, most_rows: int, most_columns: int
) -> tuple[int, int]:
    """(row step, column step) of the sample of a window: few enough pixels, and few enough bytes."""
    top, bottom, left, right = window
    row_step = max(1, -(-(bottom - top) // most_rows))
    column_step = max(1, -(-(right - left) // most_columns))
    _, by_rows = values.line_cost(choice, range(left, right, column_step))
    inner = range(left, right, column_step) if by_rows else range(top, bottom, row_step)
    cost, _ = values.line_cost(choice, inner)
    most_lines = max(SAMPLE_BYTES // max(cost, 1), 16)
    if by_rows:
        row_step = max(row_step, -(-(bottom - top) // most_lines))
    else:
        column_step = max(column_step, -(-(right - left) // most_lines))
    return row_step, column_step


def detail_of(
    values: TensorValues,
    choice: SliceChoice,
    window: Window,
    most_rows: int,
    most_columns: int,
    part: str = SIZE,
    task: Task = QUIET,
) -> Detail:
    """The window with at most so many pixels each way; of stored values a sample when it is large.

    Raises what reading the values raises.
    """
    top, bottom, left, right = window
    if values.is_stored and (bottom - top) * (right - left) > EXACT_ELEMENTS:
        row_step, column_step = sample_steps(values, choice, window, most_rows, most_columns)
        block = values.part(choice, range(top, bottom, row_step), range(left, right, column_step), task)
        mean, marks = _pool(block, 1, 1, part)
        return Detail(mean, marks, row_step, column_step, top, left, is_sample=True)
    row_step = max(1, -(-(bottom - top) // most_rows))
    column_step = max(1, -(-(right - left) // most_columns))
    lines = max(row_step, _BLOCK_ELEMENTS // max(right - left, 1) // row_step * row_step)
    means, all_marks = [], []
    for start in range(top, bottom, lines):
        task.report(start - top, bottom - top, "Drawing the slice")
        block = values.part(choice, range(start, min(start + lines, bottom)), range(left, right), task)
        mean, marks = _pool(block, row_step, column_step, part)
        means.append(mean)
        all_marks.append(marks)
    return Detail(np.concatenate(means), np.concatenate(all_marks), row_step, column_step, top, left)


def _pool(
    block: Any, row_step: int, column_step: int, part: str
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.uint8]]:
    """Means and marks of blocks of cells."""
    values = real_values(block, part)
    mask = np.ma.getmaskarray(block) if isinstance(block, np.ma.MaskedArray) else None
    finite = np.isfinite(values)
    marks = np.zeros(values.shape, np.uint8)
    if not finite.all():
        marks[np.isnan(values)] = NAN
        marks[values == np.inf] = POSINF
        marks[values == -np.inf] = NEGINF
    if mask is not None:
        marks[mask] = MISSING
    if row_step == column_step == 1:
        return np.where(finite, values, np.nan), marks
    downs, rights = np.arange(0, values.shape[0], row_step), np.arange(0, values.shape[1], column_step)

    def pooled(array: npt.NDArray[Any], function: Any) -> npt.NDArray[Any]:
        found: npt.NDArray[Any] = function.reduceat(function.reduceat(array, downs, axis=0), rights, axis=1)
        return found

    number = pooled(finite.astype(np.int64), np.add)
    with warnings.catch_warnings(), np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        warnings.simplefilter("ignore")
        mean = pooled(np.where(finite, values, 0.0), np.add) / number
    # A block is missing when all of it is; else the least of its other marks shows.
    shown = np.where((marks == PLAIN) | (marks == MISSING), np.uint8(255), marks)
    least = pooled(shown, np.minimum)
    stored = pooled(marks != MISSING, np.logical_or)
    return mean, np.where(least < 255, least, np.where(stored, PLAIN, MISSING)).astype(np.uint8)
