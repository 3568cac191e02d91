"""The values of a tensor wherever they are: in memory, or in a file of which only what is looked at is read.

All pictures and tables ask for rectangles: some rows and some columns of a slice. `StoredValues` answers
with exact reads of those elements, so a matrix of 40 GB is looked at with a few MiB of memory.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from explorer.analysis.sampling_slices import SliceChoice, real_values, take_slice
from explorer.errors import locating
from explorer.formats.range_read import RangeReader
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint

RUN_BYTES = 4 << 20  # read at once
_FAR_BYTES = 1 << 16  # elements further apart than this are read one by one


class TensorValues(Protocol):
    """Values of a tensor of any shape, rectangle by rectangle."""

    shape: tuple[int, ...]
    is_stored: bool  # read from the file at each question: not for the GUI thread

    def part(self, choice: SliceChoice, rows: range, columns: range, task: Task = QUIET) -> Any:
        """The cells of some rows and columns of a slice, [rows, columns]; masked where nothing is stored.

        Raises what reading raises.
        """

    def line_cost(self, choice: SliceChoice, columns: range) -> tuple[int, bool]:
        """(bytes that are read for one line, whether a line is a row: else a column); 0 in memory."""


class LoadedValues:
    """An array in memory, masked where slices are missing."""

    is_stored = False

    def __init__(self, array: Any) -> None:
        self.array = array
        self.shape: tuple[int, ...] = tuple(array.shape)

    def part(self, choice: SliceChoice, rows: range, columns: range, task: Task = QUIET) -> Any:
        """A view; see `TensorValues.part`."""
        matrix = take_slice(self.array, choice)
        return matrix[rows.start : rows.stop : rows.step, columns.start : columns.stop : columns.step]

    def line_cost(self, choice: SliceChoice, columns: range) -> tuple[int, bool]:
        """Nothing is read."""
        return 0, True


class StoredValues:
    """A numeric tensor in its file; what is handed out is not verified.

    Raises:
        NoValueError: it cannot be read in part; `why_not_stored` says so beforehand.
    """

    is_stored = True

    def __init__(self, checkpoint: Checkpoint, key: str) -> None:
        from explorer.formats.dtypes import numpy_dtype

        self._checkpoint, self._key, self._row = checkpoint, key, checkpoint.row(key)
        self.shape = checkpoint.table.shape(self._row)
        self.dtype = numpy_dtype(int(checkpoint.table.dtype[self._row]))
        self._strides = tuple(math.prod(self.shape[axis + 1 :]) for axis in range(len(self.shape)))

    def part(self, choice: SliceChoice, rows: range, columns: range, task: Task = QUIET) -> Any:
        """Exactly the elements asked for, and those between them when they are near."""
        by_rows = self._lines_are_rows(choice)
        lines, inner = (rows, columns) if by_rows else (columns, rows)
        line_axis, inner_axis = (choice.rows, choice.columns) if by_rows else (choice.columns, choice.rows)
        line_stride = 0 if line_axis is None else self._strides[line_axis]
        inner_stride = 1 if inner_axis is None else self._strides[inner_axis]
        base = sum(
            at * stride
            for axis, (at, stride) in enumerate(zip(choice.at, self._strides))
            if axis not in (choice.rows, choice.columns)
        )
        found = np.empty((len(lines), len(inner)), self.dtype)
        if not found.size:
            return found if by_rows else found.T
        whole = inner.step * inner_stride == 1 and lines.step == 1 and line_stride == len(inner)
        if whole:  # one run from the first to the last cell
            flat = found.reshape(-1)
            self._fill(flat, base + lines[0] * line_stride, 1, task)
        else:
            first = base + inner[0] * inner_stride
            self._fill_lines(found, lines, first, line_stride, inner.step * inner_stride, task)
        return found if by_rows else found.T

    def line_cost(self, choice: SliceChoice, columns: range) -> tuple[int, bool]:
        """See `TensorValues.line_cost`; `columns` are the cells along a line, rows where lines are columns."""
        by_rows = self._lines_are_rows(choice)
        axis = choice.columns if by_rows else choice.rows
        stride = 1 if axis is None else self._strides[axis]
        item = self.dtype.itemsize
        if columns.step * stride * item > _FAR_BYTES:
            return len(columns) * 4096, by_rows  # a page of the file each
        return len(columns) * columns.step * stride * item, by_rows

    def _lines_are_rows(self, choice: SliceChoice) -> bool:
        if choice.rows is None or choice.columns is None:
            return True
        return self._strides[choice.columns] <= self._strides[choice.rows]

    def _fill(self, flat: Any, start: int, step: int, task: Task) -> None:
        """`flat` gets the elements `start`, `start + step` ..."""
        pieces = list(self._pieces(len(flat), step))
        runs = ((start + first * step, (count - 1) * step + 1) for first, count in pieces)
        for (first, count), values in zip(pieces, self._read(runs)):
            task.report(first, len(flat), "Reading the values")
            flat[first : first + count] = values[::step]

    def _fill_lines(self, found: Any, lines: range, first: int, stride: int, step: int, task: Task) -> None:
        pieces = list(self._pieces(found.shape[1], step))
        runs = (
            (first + line * stride + begin * step, (count - 1) * step + 1)
            for line in lines
            for begin, count in pieces
        )
        values = self._read(runs)
        for number in range(len(lines)):
            if number % 8 == 0:
                task.report(number, len(lines), "Reading the values")
            for begin, count in pieces:
                found[number, begin : begin + count] = next(values)[::step]

    def _pieces(self, count: int, step: int) -> Iterator[tuple[int, int]]:
        """(first, count) of the elements that one read brings in."""
        step_bytes = step * self.dtype.itemsize
        most = max(RUN_BYTES // step_bytes, 1) if step_bytes <= _FAR_BYTES else 1
        for first in range(0, count, most):
            yield first, min(most, count - first)

    def _read(self, runs: Iterator[tuple[int, int]]) -> Iterator[Any]:
        reader = self._checkpoint.reader
        assert isinstance(reader, RangeReader)
        with locating(checkpoint=self._checkpoint.name, key=self._key):
            yield from reader.read_ranges(self._row, runs)


def why_not_stored(checkpoint: Checkpoint, key: str) -> str:
    """Why `StoredValues` cannot show a tensor, as the end of a sentence; "" when it can."""
    reader = checkpoint.reader
    if not isinstance(reader, RangeReader):
        return "a file of this format is read tensor by tensor"
    return reader.why_not_in_ranges(checkpoint.row(key))


class DifferenceValues:
    """Newer minus older, both of one shape: float64, or complex where both are."""

    def __init__(self, newer: TensorValues, older: TensorValues) -> None:
        self.newer, self.older = newer, older
        self.shape = newer.shape
        self.is_stored = newer.is_stored or older.is_stored

    def part(self, choice: SliceChoice, rows: range, columns: range, task: Task = QUIET) -> Any:
        """See `TensorValues.part`; a value that is not stored in one of them has no difference."""
        newer, older = (side.part(choice, rows, columns, task) for side in (self.newer, self.older))
        mask = np.ma.getmaskarray(newer) | np.ma.getmaskarray(older)
        with np.errstate(invalid="ignore", over="ignore"):
            if newer.dtype.kind in "iu" and older.dtype.kind in "iu":
                found = _integers_apart(np.asarray(newer), np.asarray(older))
            elif newer.dtype.kind == "c" or older.dtype.kind == "c":
                found = np.asarray(newer, np.complex128) - np.asarray(older, np.complex128)
            else:
                found = real_values(newer) - real_values(older)
        return np.ma.MaskedArray(found, mask) if mask.any() else found

    def line_cost(self, choice: SliceChoice, columns: range) -> tuple[int, bool]:
        """Of both."""
        newer, by_rows = self.newer.line_cost(choice, columns)
        older, older_by_rows = self.older.line_cost(choice, columns)
        return newer + older, by_rows if self.newer.is_stored else older_by_rows


def _integers_apart(newer: Any, older: Any) -> Any:
    """Float64, from a subtraction in integers: 2**60 + 1 against 2**60 differs by 1."""
    larger = newer >= older
    # The distance of any two 64-bit integers fits in 64 bits without a sign.
    apart = np.where(
        larger,
        newer.astype(np.uint64) - older.astype(np.uint64),
        older.astype(np.uint64) - newer.astype(np.uint64),
    )
    return np.where(larger, 1.0, -1.0) * apart.astype(np.float64)
