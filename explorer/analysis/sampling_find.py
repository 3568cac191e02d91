"""Finding a value in a slice: the next NaN or infinity, the next largest by size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from explorer.analysis.sampling_slices import SIZE, SliceChoice, real_values
from explorer.analysis.sampling_values import TensorValues
from explorer.task import QUIET, Task

FLAWED, LARGEST = "the next NaN or infinity", "the next largest"
_BLOCK_ELEMENTS = 1 << 20


@dataclass(frozen=True)
class FoundCell:
    """Where a search ended."""

    row: int
    column: int


def find_cell(
    values: TensorValues,
    choice: SliceChoice,
    what: str,
    after: tuple[int, int] | None,
    part: str = SIZE,
    task: Task = QUIET,
) -> FoundCell | None:
    """The next cell of a slice in reading order, round the end; None when there is none.

    Args:
        values: of the tensor.
        choice: which slice.
        what: FLAWED, or LARGEST: the largest size below that of the cell `after` (equal ones in reading order).
        after: the cell the search begins behind; None: before the first.
        part: of complex values.
        task: reports and is asked for a cancel.
    """
    if what == LARGEST:
        return _next_largest(values, choice, after, part, task)
    columns = choice.size(values.shape)[1]
    begin = 0 if after is None else after[0] * columns + after[1] + 1
    wrapped: FoundCell | None = None
    for start, block in _blocks(values, choice, part, task):
        flawed = np.flatnonzero(~np.isfinite(block)) + start
        if not len(flawed):
            continue
        ahead = flawed[flawed >= begin]
        if len(ahead):
            return FoundCell(*divmod(int(ahead[0]), columns))
        if wrapped is None:
            wrapped = FoundCell(*divmod(int(flawed[0]), columns))
    return wrapped


def _next_largest(
    values: TensorValues, choice: SliceChoice, after: tuple[int, int] | None, part: str, task: Task
) -> FoundCell | None:
    _, columns = choice.size(values.shape)
    limit, behind = np.inf, -1
    if after is not None:
        row, column = after
        cell = values.part(choice, range(row, row + 1), range(column, column + 1), task)
        size = float(np.abs(real_values(cell, part))[0, 0])
        if np.isfinite(size):
            limit, behind = size, row * columns + column
    best, place = -1.0, -1
    for start, block in _blocks(values, choice, part, task):
        with np.errstate(invalid="ignore"):
            sizes = np.abs(block)
        sizes[~np.isfinite(sizes) | (sizes > limit)] = -1.0
        if np.isfinite(limit):
            seen = max(min(behind + 1 - start, len(sizes)), 0)
            sizes[:seen][sizes[:seen] == limit] = -1.0
        here = int(np.argmax(sizes))
        if sizes[here] > best:
            best, place = float(sizes[here]), start + here
    if place < 0:  # the smallest was reached: begin with the largest again
        return None if after is None else _next_largest(values, choice, None, part, task)
    return FoundCell(*divmod(place, columns))


def _blocks(values: TensorValues, choice: SliceChoice, part: str, task: Task) -> Any:
    """(flat place of the first cell, flat float64 values) of the slice in reading order; not stored is 0."""
    rows, columns = choice.size(values.shape)
    at_once = max(1, _BLOCK_ELEMENTS // max(columns, 1))
    for start in range(0, rows, at_once):
        some = range(start, min(start + at_once, rows))
        for left in range(0, columns, _BLOCK_ELEMENTS):
            task.report(start, rows, "Searching the slice")
            cells = values.part(choice, some, range(left, min(left + _BLOCK_ELEMENTS, columns)), task)
            found = real_values(cells, part)
            if isinstance(cells, np.ma.MaskedArray):
                found[np.ma.getmaskarray(cells)] = 0.0
            yield start * columns + left, found.reshape(-1)
