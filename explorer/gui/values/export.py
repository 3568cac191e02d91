"""Writing values: the tensor as .npy, the slice as CSV."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np

from explorer.errors import NoValueError
from explorer.gui.values.grid_model import exact_text
from explorer.report.atomic import atomic_write
from explorer.report.csv_table import inert_cell
from explorer.task import Task


def write_npy(path: Path, array: Any, task: Task) -> None:
    """The array in numpy's own format; element types numpy does not know are widened to float32 (exactly).

    Raises:
        NoValueError: strings, or gaps between slices in a tensor that cannot hold NaN.
    """
    task.report(0, 1, "Writing the values")
    if array.dtype == object:
        raise NoValueError("text cannot be written as .npy without Python objects", hint="Export it as CSV.")
    if isinstance(array, np.ma.MaskedArray):
        if array.dtype.kind not in "fc":
            raise NoValueError(
                "some slices of this tensor are not stored, and its type has no NaN to mark them",
                hint="Export the slice as CSV, where they stay empty.",
            )
        array = array.filled(np.nan)
    if array.dtype.kind not in "biufc":
        array = _widened(array)
    with atomic_write(path, binary=True) as file:
        np.save(file, np.ascontiguousarray(array) if array.ndim else array, allow_pickle=False)


def _widened(array: Any) -> Any:
    """float8, bfloat16, int4 and the like as the next type every numpy reads."""
    import ml_dtypes

    try:
        ml_dtypes.iinfo(array.dtype)
    except ValueError:
        return array.astype(np.float32)
    return array.astype(np.int8 if ml_dtypes.iinfo(array.dtype).min < 0 else np.uint8)


def write_matrix(path: Path, matrix: Any, task: Task) -> None:
    """The slice as CSV: a line of column indices, then a row index and the values that come back to the bit."""
    with atomic_write(path) as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(("", *range(matrix.shape[1])))
        for row in range(matrix.shape[0]):
            task.report(row, matrix.shape[0], "Writing the slice")
            writer.writerow((row, *(cell_text(value) for value in matrix[row])))


def write_texts(path: Path, array: Any, task: Task) -> None:
    """A string tensor as CSV: index and text with backslash escapes."""
    with atomic_write(path) as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(("index", "text"))
        for place, element in enumerate(array.reshape(-1)):
            if place % 1000 == 0:
                task.report(place, array.size, "Writing the strings")
            writer.writerow((place, inert_cell(bytes(element).decode("utf-8", "surrogateescape"))))


def cell_text(value: Any) -> str:
    """One value for CSV and the clipboard; empty where nothing is stored."""
    return "" if value is None or value is np.ma.masked else exact_text(value)
