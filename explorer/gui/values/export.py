"""Writing values: the tensor as .npy, piece by piece where it is large, the slice as CSV."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from explorer.analysis.sampling_slices import SliceChoice
from explorer.analysis.sampling_values import TensorValues
from explorer.errors import NoValueError
from explorer.gui.values.element_text import cell_text
from explorer.report.atomic import atomic_write
from explorer.report.csv_table import inert_cell
from explorer.report.numbers import format_count
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint

MOST_CELLS = 50_000_000  # of a CSV: more than any program opens
_BLOCK_ELEMENTS = 1 << 17


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
    array = array.astype(_plain(array.dtype), copy=False)
    with atomic_write(path, binary=True) as file:
        _write_header(file, array.shape, array.dtype)
        flat = np.ascontiguousarray(array).reshape(-1)
        for start in range(0, len(flat), _BLOCK_ELEMENTS):
            task.report(start, len(flat), "Writing the values")
            file.write(flat[start : start + _BLOCK_ELEMENTS].data)


def stream_npy(path: Path, checkpoint: Checkpoint, key: str, task: Task) -> None:
    """A tensor too large to be held, from its file to a .npy; its checksum is compared on the way.

    Raises:
        NoValueError: its slices do not come in the order of the whole.
        CorruptFileError: the checksum does not match; nothing is written then.
    """
    variable = checkpoint.variable(key)
    starts = [part.start for part in variable.slices or ()]
    if starts != sorted(starts):
        raise NoValueError("its slices are not stored in their order", hint="Export slices as CSV.")
    with atomic_write(path, binary=True) as file:
        dtype: np.dtype[Any] | None = None
        for chunk in checkpoint.chunks(key, task=task):
            if dtype is None:
                dtype = _plain(chunk.values.dtype)
                _write_header(file, variable.shape, dtype)
            file.write(np.ascontiguousarray(chunk.values.astype(dtype, copy=False)).data)


def _write_header(file: IO[bytes], shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
    described = {"descr": np.lib.format.dtype_to_descr(dtype), "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(file, described)


def _plain(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """The type itself, or for float8, bfloat16, int4 and the like the next one every numpy reads."""
    if dtype.kind in "biufc":
        return dtype
    import ml_dtypes

    try:
        found = ml_dtypes.iinfo(dtype)
    except ValueError:
        return np.dtype(np.float32)
    return np.dtype(np.int8 if found.min < 0 else np.uint8)


def write_slice(path: Path, values: TensorValues, choice: SliceChoice, task: Task) -> None:
    """The slice as CSV: a line of column indices, then a row index and the values that come back to the bit.

    Raises:
        NoValueError: it has too many cells for a table of text.
    """
    rows, columns = choice.size(values.shape)
    if rows * columns > MOST_CELLS:
        raise NoValueError(
            f"the slice has {format_count(rows * columns)} values, too many for a CSV file",
            hint="Export the tensor as .npy, or copy the cells you need.",
        )
    at_once = max(1, _BLOCK_ELEMENTS // max(columns, 1))
    with atomic_write(path) as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(("", *range(columns)))
        for start in range(0, rows, at_once):
            some = range(start, min(start + at_once, rows))
            block = values.part(choice, some, range(columns), task)
            for row, cells in zip(some, block):
                task.report(row, rows, "Writing the slice")
                writer.writerow((row, *(cell_text(value) for value in cells)))


def write_texts(path: Path, array: Any, task: Task) -> None:
    """A string tensor as CSV: index and text with backslash escapes."""
    with atomic_write(path) as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(("index", "text"))
        for place, element in enumerate(array.reshape(-1)):
            if place % 1000 == 0:
                task.report(place, array.size, "Writing the strings")
            writer.writerow((place, inert_cell(bytes(element).decode("utf-8", "surrogateescape"))))
