"""A slice of a tensor as a matrix: which two axes are shown, and where the others stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

SIZE, REAL, IMAGINARY, PHASE = "size", "real part", "imaginary part", "phase"
COMPLEX_PARTS = (SIZE, REAL, IMAGINARY, PHASE)


@dataclass(frozen=True)
class SliceChoice:
    """`rows` and `columns` are axes of the tensor (None below rank 2, or 1); `at` has one index an axis."""

    rows: int | None
    columns: int | None
    at: tuple[int, ...]

    def with_axis(self, which: str, axis: int) -> SliceChoice:
        """Show another axis as "rows" or "columns"; the two change places when it was the other's."""
        mine, other = (self.rows, self.columns) if which == "rows" else (self.columns, self.rows)
        if axis == other:
            other = mine
        rows, columns = (axis, other) if which == "rows" else (other, axis)
        return replace(self, rows=rows, columns=columns)

    def swapped(self) -> SliceChoice:
        """Rows as columns and columns as rows."""
        return replace(self, rows=self.columns, columns=self.rows)

    def with_index(self, axis: int, index: int) -> SliceChoice:
        """Move along an axis that is not shown."""
        return replace(self, at=(*self.at[:axis], index, *self.at[axis + 1 :]))

    def place(self, row: int, column: int) -> tuple[int, ...]:
        """The index into the tensor of a cell of the slice."""
        index = list(self.at)
        if self.rows is not None:
            index[self.rows] = row
        if self.columns is not None:
            index[self.columns] = column
        return tuple(index)

    def text(self) -> str:
        """The slice as numpy writes it, "[:, :, 0, 3]"."""
        shown = (self.rows, self.columns)
        return "[" + ", ".join(":" if axis in shown else str(at) for axis, at in enumerate(self.at)) + "]"

    def size(self, shape: tuple[int, ...]) -> tuple[int, int]:
        """Rows and columns of the slice; a vector is one row, a scalar one cell."""
        return (
            1 if self.rows is None else shape[self.rows],
            1 if self.columns is None else shape[self.columns],
        )


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
    if array.ndim == 1 or choice.rows is None or choice.columns is None:
        return array.reshape(1, -1)
    shown = (choice.rows, choice.columns)
    index = tuple(slice(None) if axis in shown else at for axis, at in enumerate(choice.at))
    matrix = array[index]
    return matrix if choice.rows < choice.columns else matrix.T


def real_values(values: Any, part: str = SIZE) -> npt.NDArray[np.float64]:
    """Values as float64 for pictures and statistics: one part of complex ones, bool as 0 and 1, masked as NaN."""
    mask = np.ma.getmaskarray(values) if isinstance(values, np.ma.MaskedArray) else None
    values = np.asarray(values)
    if values.dtype.kind == "c":
        if part == REAL:
            values = values.real
        elif part == IMAGINARY:
            values = values.imag
        else:
            with np.errstate(invalid="ignore", over="ignore"):
                values = np.angle(values) if part == PHASE else np.abs(values)
    with np.errstate(invalid="ignore", over="ignore"):
        found: npt.NDArray[np.float64] = values.astype(np.float64)
    if mask is not None:
        found[mask] = np.nan
    return found
