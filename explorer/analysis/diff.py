"""What differs between two checkpoints: keys, shapes, dtypes and values."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import repeat

import numpy as np
import numpy.typing as npt

from explorer.analysis.diff_columns import DTYPE, Alignment, align
from explorer.analysis.diff_renames import KeyPair
from explorer.analysis.diff_rule import BITWISE, EqualityRule
from explorer.analysis.value_change import ValueChange, change_of_values, equal_strings
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.errors import ExplorerError
from explorer.formats.dtypes import STRING, data_type
from explorer.formats.tensor_table import TensorTable
from explorer.task import QUIET, PartOfTask, Task

__all__ = [
    "CHANGES",
    "Difference",
    "Side",
    "ValueChange",
    "ValueVerdict",
    "diff_checkpoints",
    "difference_at",
    "judge_values",
]

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
    `renamed` is the pair that aligned two keys, None where both sides have the same one.
    """

    key: str
    change: str
    older: Side | None
    newer: Side | None
    values: ValueChange | None = None
    problem: str = ""
    is_certain: bool = True
    renamed: KeyPair | None = None

    @property
    def older_key(self) -> str:
        """The key on the older side."""
        return self.key if self.renamed is None else self.renamed.older_key


@dataclass(frozen=True, slots=True)
class ValueVerdict:
    """What the values of one tensor say: whether they are equal under a rule, or why nobody can say."""

    is_same: bool
    values: ValueChange | None = None  # None for strings, variants and what cannot be read
    error: ExplorerError | None = None  # why nobody can say
    is_read: bool = True  # False: stored checksums are all there is to say

    @property
    def problem(self) -> str:
        """The error as a sentence, "" for none."""
        return "" if self.error is None else str(self.error)


def diff_checkpoints(
    older: Checkpoint,
    newer: Checkpoint,
    *,
    values: bool = False,
    rule: EqualityRule = BITWISE,
    renames: Iterable[KeyPair] = (),
    keys: Callable[[str], bool] | None = None,
    task: Task = QUIET,
) -> tuple[Difference, ...]:
    """Both checkpoints aligned by key, in byte order of keys; pairs of `renames` are one row under the newer key.

    Without `values`, tensors of equal dtype and shape are told apart by stored sizes and checksums;
    values are read only where the files tell no checksum, cut a tensor into other slices, or where
    the rule has a tolerance. With `values`, every tensor of equal shape is read on both sides and
    its change measured. What the rule ignores is left out, and so are keys (of either side) that `keys`
    does not want.

    The task is told bytes while values are read, rows before that.
    """
    task.report(0, len(older.table) + len(newer.table), "Comparing tables")
    alignment = align(older.table, newer.table, renames)
    found = _differences(older.table, newer.table, alignment)
    kept = _kept(older, newer, alignment, rule)
    if keys is not None:
        kept &= np.fromiter((keys(row.key) or keys(row.older_key) for row in found), np.bool_, len(found))
    unsure = alignment.needs_values(rule)
    wanted = (alignment.has_equal_shape if values else unsure) & kept
    chosen = [index for index in np.flatnonzero(wanted).tolist() if index not in alignment.problems]
    sizes = [
        int(older.table.size_bytes[alignment.older[i]] + newer.table.size_bytes[alignment.newer[i]])
        for i in chosen
    ]
    done, total = 0, sum(sizes)
    for index, size in zip(chosen, sizes):
        part = PartOfTask(task, done, size, total)
        found[index] = _by_values(older, newer, found[index], values, rule, part)
        done += size
    if chosen:
        task.report(total, total, "Comparing values")
    return tuple(found) if kept.all() else tuple(found[index] for index in np.flatnonzero(kept).tolist())


def judge_values(
    older: Checkpoint,
    newer: Checkpoint,
    key: str,
    *,
    older_key: str = "",
    rule: EqualityRule = BITWISE,
    task: Task = QUIET,
) -> ValueVerdict:
    """Whether one tensor of equal shape has equal values on both sides, and how far apart they are.

    What cannot be read counts as changed, and says why; no error is raised for it.
    """
    old_key = older_key or key
    is_one_dtype = _number(older, old_key) == _number(newer, key)
    try:
        if _is_numeric(older, old_key) and _is_numeric(newer, key):
            change = change_of_values(older, newer, key, task, older_key=older_key, tolerance=rule.tolerance)
            apart = change.changed_elements if rule.tolerance is None else change.beyond
            return ValueVerdict(is_one_dtype and apart == 0, change)
        if is_one_dtype and _number(older, old_key) == STRING:
            task.report(0, 1, f"Comparing {key}")
            return ValueVerdict(equal_strings(older, newer, key, older_key=older_key))
        if is_one_dtype and _checksum(older, old_key) and _checksum(newer, key):
            # variants and unknown dtypes: their checksums say all that can be said
            is_same = _stored(older, old_key) == _stored(newer, key)
            return ValueVerdict(is_same, is_read=False)
        name = data_type(_number(older, old_key)).name
        raise ExplorerError(f"values of dtype {name} cannot be compared")
    except ExplorerError as error:
        return ValueVerdict(False, error=error)


def difference_at(older: TensorTable, newer: TensorTable, alignment: Alignment, entry: int) -> Difference:
    """The record of one entry of an alignment, as the columns alone tell it."""
    code = int(alignment.change[entry])
    return Difference(
        alignment.keys[entry],
        CHANGES[code],
        _side(older, int(alignment.older[entry])),
        _side(newer, int(alignment.newer[entry])),
        problem=alignment.problems.get(entry, ""),
        is_certain=0 <= code <= DTYPE,
        renamed=alignment.renamed.get(entry),
    )


def _side(table: TensorTable, row: int) -> Side | None:
    return None if row < 0 else Side(data_type(int(table.dtype[row])).name, table.shape(row))


def _kept(
    older: Checkpoint, newer: Checkpoint, alignment: Alignment, rule: EqualityRule
) -> npt.NDArray[np.bool_]:
    """Of each entry: whether the rule compares it."""
    if not (rule.ignores_slots or rule.ignores_bookkeeping):
        return np.ones(len(alignment.keys), np.bool_)
    return ~alignment.is_ignored(older.role_codes, newer.role_codes, rule)


def _differences(older: TensorTable, newer: TensorTable, alignment: Alignment) -> list[Difference]:
    codes = alignment.change.tolist()
    problems, renamed = alignment.problems, alignment.renamed
    columns: dict[str, Iterable[object]] = {
        "key": alignment.keys,
        "change": [CHANGES[code] for code in codes],
        "older": _sides(older, alignment.older),
        "newer": _sides(newer, alignment.newer),
        "values": repeat(None),
        "problem": [problems.get(index, "") for index in range(len(codes))] if problems else repeat(""),
        "is_certain": [0 <= code <= DTYPE for code in codes],
        "renamed": [renamed.get(index) for index in range(len(codes))] if renamed else repeat(None),
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
    older: Checkpoint, newer: Checkpoint, row: Difference, measure: bool, rule: EqualityRule, task: Task
) -> Difference:
    """The row again, judged by its values. What cannot be read counts as changed, and says why."""
    found = judge_values(older, newer, row.key, older_key=row.older_key, rule=rule, task=task)
    if found.problem:
        change = row.change if row.change == "dtype" else "value"
        return replace(row, change=change, problem=found.problem, is_certain=False)
    values = found.values if measure else None
    if row.change == "dtype":
        return replace(row, values=values)
    change = "same" if found.is_same else "value"
    return replace(row, change=change, values=values, is_certain=found.is_read)


def _number(checkpoint: Checkpoint, key: str) -> int:
    return int(checkpoint.table.dtype[checkpoint.table.row_of[key]])


def _is_numeric(checkpoint: Checkpoint, key: str) -> bool:
    return data_type(_number(checkpoint, key)).is_numeric


def _checksum(checkpoint: Checkpoint, key: str) -> int:
    return int(checkpoint.table.crc32c[checkpoint.table.row_of[key]])


def _stored(checkpoint: Checkpoint, key: str) -> tuple[int, int]:
    row = checkpoint.table.row_of[key]
    return int(checkpoint.table.crc32c[row]), int(checkpoint.table.size_bytes[row])
