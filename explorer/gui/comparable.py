"""Which tensors of two checkpoints can be compared value by value. Looks at their tables, reads no value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.report.numbers import display_name, format_shape
from explorer.report.sentences import capital

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint


def why_not_compared(older: Checkpoint, newer: Checkpoint, key: str) -> str:
    """Why a tensor has no change between two checkpoints, in a sentence; "" when it has one."""
    before, now = older.table, newer.table
    then_row, row = before.row_of.get(key, -1), now.row_of.get(key, -1)
    if row < 0:
        return f"{_at_first(newer)} does not hold it."
    if then_row < 0:
        return f"{_at_first(older)} does not hold it."
    shapes = before.shape(then_row), now.shape(row)
    if shapes[0] != shapes[1]:
        return f"The shape differs: {format_shape(shapes[0])} then, {format_shape(shapes[1])} now."
    if before.dtype[then_row] != now.dtype[row]:
        dtypes = older.variable(key).dtype, newer.variable(key).dtype
        return f"The dtype differs: {dtypes[0]} then, {dtypes[1]} now."
    return ""


def label_of(checkpoint: Checkpoint) -> str:
    """How a person calls an open checkpoint: "step 200", "save 3", or its name."""
    if checkpoint.step is not None:
        return f"step {checkpoint.step:,}"
    return f"save {checkpoint.number:,}" if checkpoint.number is not None else checkpoint.name


def _at_first(checkpoint: Checkpoint) -> str:
    """Its label at the beginning of a sentence; a name stays as it is."""
    label = display_name(label_of(checkpoint), 60)
    return label if checkpoint.step is None and checkpoint.number is None else capital(label)
