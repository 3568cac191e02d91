"""Where the files of a directory contradict one another: one row a variable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from explorer.analysis.restoring.verdicts import is_compatible, table_content_keys
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY, ROLES
from explorer.checkpoints.spec import ModelSpec, SpecVariable
from explorer.formats.dtypes import STRING, VARIANT, data_type
from explorer.formats.tensor_table import TensorTable
from explorer.task import breathing

Shape = tuple[int | None, ...]

# Optimizers of Keras number their state: when other layers are trained, a number means another variable.
_OPTIMIZER_ROLES = frozenset({"slot", "optimizer", "hyperparameter"})
_NUMBERED_STATE = re.compile(r"(?:\A|/)_?(?:all_|trainable_|non_trainable_)?variables/\d+(?:/|\Z)")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One variable that one file expects otherwise than a checkpoint holds it.

    Both `stored` fields are None when the checkpoint lacks it. `source` is the relative name of the
    file that expects; `prefix` the checkpoint that holds, `step` its step (filled in by whoever knows it).
    """

    key: str
    expected_dtype: str | None
    expected_shape: Shape | None
    stored_dtype: str | None
    stored_shape: tuple[int, ...] | None
    source: str
    prefix: str
    step: int | None


def graph_rows(
    spec: ModelSpec, checkpoint: Checkpoint, source: str, prefix: str
) -> tuple[Contradiction, ...]:
    """What a graph expects otherwise than the checkpoint holds it, in the order of the spec.

    A key the checkpoint lacks counts only where the graph certainly is the one that wrote it
    (`spec.is_complete`): other graphs may declare what no Saver takes.
    """
    find = _finder(spec, checkpoint)
    if find is None:
        return ()
    table = checkpoint.table
    growing = table_content_keys(table.keys)
    found = []
    for variable in breathing(spec.variables):
        row = find(variable)
        if row is None:
            continue
        if row < 0:
            if spec.is_complete:
                found.append(
                    Contradiction(
                        variable.key, variable.dtype, variable.shape, None, None, source, prefix, None
                    )
                )
            continue
        key, dtype, shape = table.keys[row], int(table.dtype[row]), table.shape(row)
        if key in growing or dtype == VARIANT:
            continue
        stored = data_type(dtype).name
        if (variable.dtype or stored) != stored or not is_compatible(variable.shape, shape):
            found.append(
                Contradiction(key, variable.dtype, variable.shape, stored, shape, source, prefix, None)
            )
    return tuple(found)


def _finder(spec: ModelSpec, checkpoint: Checkpoint) -> Callable[[SpecVariable], int | None] | None:
    """How a variable of the spec is looked up: its row, -1 if it is missing, None if that cannot be told."""
    table = checkpoint.table
    if spec.object_based or not checkpoint.object_based:
        return lambda variable: table.find(variable.key)
    if not any(checkpoint.names):
        return None
    # A graph of names beside an object-based checkpoint: its variables' names lead there, unless two share one.
    rows: dict[str, int | None] = {}
    for row, name in enumerate(checkpoint.names):
        if name:
            rows[name] = None if name in rows else row
    return lambda variable: rows.get(variable.key)


def neighbour_rows(
    older: Checkpoint, newer: Checkpoint, older_prefix: str, newer_prefix: str
) -> tuple[Contradiction, ...]:
    """Keys both checkpoints hold, with another dtype or shape in the newer one; in the order of the keys."""
    before, after = older.table, newer.table
    if _same_columns(before, after):
        return ()
    growing = table_content_keys(after.keys) | table_content_keys(before.keys)
    is_numbered = newer.object_based or newer.format not in ("tensor_bundle", "tensor_slice_v1")
    found = []
    for row, old_row in breathing(_common_rows(before, after)):
        key, dtype, old_dtype = after.keys[row], int(after.dtype[row]), int(before.dtype[old_row])
        shape, old_shape = after.shape(row), before.shape(old_row)
        if (dtype == old_dtype and shape == old_shape) or key in growing or key == OBJECT_GRAPH_KEY:
            continue
        if dtype == old_dtype and dtype in (STRING, VARIANT):
            continue  # texts, vocabularies and iterators grow
        if is_numbered and (_NUMBERED_STATE.search(key) or ROLES[newer.role_codes[row]] in _OPTIMIZER_ROLES):
            continue
        found.append(
            Contradiction(
                key,
                data_type(old_dtype).name,
                old_shape,
                data_type(dtype).name,
                shape,
                older_prefix,
                newer_prefix,
                None,
            )
        )
    return tuple(found)


def only_buffers_grow(changes: Sequence[Sequence[Contradiction]], pairs: int) -> bool:
    """Whether all that changes along a series are variables with an open first dimension, as buffers have.

    `changes` are the rows of the neighbours that differ, of `pairs` neighbours. No file tells that a
    dimension is open where there is no graph; a program that was changed changes once or twice, and
    other dimensions with the first.
    """
    return (
        len(changes) > 1
        and 2 * len(changes) > pairs
        and all(_differs_in_first_dimension(row) for rows in changes for row in rows)
    )


def _differs_in_first_dimension(row: Contradiction) -> bool:
    expected, stored = row.expected_shape, row.stored_shape
    if row.expected_dtype != row.stored_dtype or not expected or not stored:
        return False
    return expected[1:] == stored[1:]


def _same_columns(before: TensorTable, after: TensorTable) -> bool:
    return (
        before.shapes == after.shapes
        and np.array_equal(before.dtype, after.dtype)
        and np.array_equal(before.shape_id, after.shape_id)
        and before.keys == after.keys
    )


def _common_rows(before: TensorTable, after: TensorTable) -> Iterator[tuple[int, int]]:
    """(row of the newer, row of the older) of every key both hold; parts of partitioned variables are no keys."""
    old_rows = before.row_of
    for row, key in enumerate(after.keys):
        old_row = old_rows.get(key, -1)
        if old_row >= 0 and not key.startswith("\0"):
            yield row, old_row
