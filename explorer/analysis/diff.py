"""What differs between two checkpoints: keys, shapes, dtypes and values."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import repeat

import numpy as np
import numpy.typing as npt

from explorer.analysis.diff_columns import DTYPE, UNKNOWN, Alignment, align
from explorer.analysis.value_change import ValueChange, change_of_values, equal_strings
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.errors import ExplorerError, UnknownKeyError
from explorer.formats.dtypes import STRING, data_type
from explorer.formats.tensor_table import TensorTable
from explorer.task import QUIET, PartOfTask, Task

__all__ = ["CHANGES", "Difference", "Side", "ValueChange", "compare_values", "diff_checkpoints"]

CHANGES = ("added", "removed", "shape", "dtype", "value", "same")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference."""

    dtype: str
    shape: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One aligned row. `change` is one of CHANGES; `values` is None unless values were compared.

    Where several things differ, the first of CHANGES is named. `is_certain` is False when
    "same"/"value" rests on stored checksums and sizes alone, or on a `problem`: a tensor that
    cannot be trusted or read on one side counts as changed, and `problem` is the sentence why.
    """

    key: str
    change: str
    older: Side | None
    newer: Side | None
    values: ValueChange | None = None
    problem: str = ""
    is_certain: bool = True


def diff_checkpoints(
    older: Checkpoint, newer: Checkpoint, *, values: bool = False, task: Task = QUIET
) -> tuple[Difference, ...]:
    """Both checkpoints aligned by key, in byte order of keys.

    Without `values`, tensors of equal dtype and shape are told apart by stored sizes and checksums;
    values are read only where the files tell no checksum or cut a tensor into other slices. With
    `values`, every tensor of equal shape is read on both sides and its change measured.

    The task is told bytes while values are read, rows before that.
    """
    task.report(0, len(older.table) + len(newer.table), "Comparing tables")
    alignment = align(older.table, newer.table)
    found = _differences(older.table, newer.table, alignment)
    wanted = alignment.has_equal_shape if values else alignment.change == UNKNOWN
    chosen = [index for index in np.flatnonzero(wanted).tolist() if index not in alignment.problems]
    sizes = [
        int(older.table.size_bytes[alignment.older[i]] + newer.table.size_bytes[alignment.newer[i]])
        for i in chosen
    ]
    done, total = 0, sum(sizes)
    for index, size in zip(chosen, sizes):
        part = PartOfTask(task, done, size, total)
        found[index] = _by_values(older, newer, found[index], values, part)
        done += size
    if chosen:
        task.report(total, total, "Comparing values")
    return tuple(found)


def compare_values(older: Checkpoint, newer: Checkpoint, key: str, task: Task = QUIET) -> ValueChange | None:
    """The change of one tensor present on both sides with equal shape; None when it has no numbers.

    Raises:
        UnknownKeyError: one side has no such tensor.
        ValueError: the shapes differ.
        ExplorerError: a value cannot be read as it was saved.
    """
    for side in (older, newer):
        if key not in side.table.row_of:
            raise UnknownKeyError(f"the checkpoint holds no tensor {key!r}", checkpoint=side.name)
    old, new = (side.table.shape(side.table.row_of[key]) for side in (older, newer))
    if old != new:
        raise ValueError(f"{key!r} has shape {old} in the older and {new} in the newer checkpoint")
    if not (_is_numeric(older, key) and _is_numeric(newer, key)):
        return None
    return change_of_values(older, newer, key, task)


def _differences(older: TensorTable, newer: TensorTable, alignment: Alignment) -> list[Difference]:
    codes = alignment.change.tolist()
    problems = alignment.problems
    columns: dict[str, Iterable[object]] = {
        "key": alignment.keys,
        "change": [CHANGES[code] for code in codes],
        "older": _sides(older, alignment.older),
        "newer": _sides(newer, alignment.newer),
        "values": repeat(None),
        "problem": [problems.get(index, "") for index in range(len(codes))] if problems else repeat(""),
        "is_certain": [0 <= code <= DTYPE for code in codes],
    }
    # Column by column past the frozen constructor, which would take a second for 200,000 rows.
    found = [object.__new__(Difference) for _ in codes]
    for name, column in columns.items():
        deque(map(getattr(Difference, name).__set__, found, column), maxlen=0)
    return found


def _sides(table: TensorTable, rows: npt.NDArray[np.int64]) -> list[Side | None]:
    """The Side of each row, None for row -1; rows of one dtype and shape share one."""
    width = max(len(table.shapes), 1)
    kinds = np.append(table.dtype.astype(np.int64) * width + table.shape_id, -1)[rows]
    known: dict[int, Side | None] = {-1: None}
    for kind in np.unique(kinds[kinds >= 0]).tolist():
        number, shape = divmod(kind, width)
        known[kind] = Side(data_type(number).name, table.shapes[shape])
    return [known[kind] for kind in kinds.tolist()]


def _by_values(
    older: Checkpoint, newer: Checkpoint, row: Difference, measure: bool, task: Task
) -> Difference:
    """The row again, judged by its values. What cannot be read counts as changed, and says why."""
    key = row.key
    change: ValueChange | None = None
    try:
        if _is_numeric(older, key) and _is_numeric(newer, key):
            change = change_of_values(older, newer, key, task)
            is_same = change.changed_elements == 0
        elif row.change != "dtype" and _number(older, key) == STRING:
            task.report(0, 1, f"Comparing {key}")
            is_same = equal_strings(older, newer, key)
        elif row.change != "dtype" and _has_checksum(older, key) and _has_checksum(newer, key):
            return row  # variants and unknown dtypes: their checksums say all that can be said
        else:
            raise ExplorerError(f"values of dtype {data_type(_number(older, key)).name} cannot be compared")
    except ExplorerError as error:
        return replace(
            row, change=row.change if row.change == "dtype" else "value", problem=str(error), is_certain=False
        )
    if row.change == "dtype":
        return replace(row, values=change if measure else None)
    return replace(
        row, change="same" if is_same else "value", values=change if measure else None, is_certain=True
    )


def _number(checkpoint: Checkpoint, key: str) -> int:
    return int(checkpoint.table.dtype[checkpoint.table.row_of[key]])


def _is_numeric(checkpoint: Checkpoint, key: str) -> bool:
    return data_type(_number(checkpoint, key)).is_numeric


def _has_checksum(checkpoint: Checkpoint, key: str) -> bool:
    return bool(checkpoint.table.crc32c[checkpoint.table.row_of[key]])
