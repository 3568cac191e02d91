"""Columns of the variable table that say how a value changed since an older step, and whether it is sound.

They stand beside those of `report.columns` wherever there are two steps to compare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.report.columns import CellValue, Column
from explorer.report.numbers import format_count, format_float

if TYPE_CHECKING:
    from explorer.analysis.statistics import TensorStatistics
    from explorer.analysis.value_change import ValueChange

CHANGE_COLUMNS = (
    Column("moved", "Moved", "Norm of the change since the older step over the norm of the older value", "float", False, False),
    Column("cosine", "Cosine", "Cosine of the angle between the older and the newer value as vectors", "float", False, False),
    Column("flipped", "Flipped %", "Percentage of the elements that changed their sign since the older step", "float", False, False),
    Column("max_change", "Max |Δ|", "Largest change of one element since the older step", "float", False, False),
    Column("unchanged", "Unchanged", "Marks values that are the same as in the older step, bit for bit", "text", False, False),
)  # fmt: skip
NOT_FINITE = Column(
    "not_finite", "NaN, Inf", "How many elements are NaN or infinite", "int", False, needs_statistics=True
)
OPTIMIZER_STEP = Column(
    "optimizer_step",
    "Last step",
    "How far the optimizer moved the variable with its last step before the save, over the norm of the "
    "value: worked out from its slots",
    "float",
    False,
    False,
)
CHANGE_BY_ID = {column.id: column for column in (*CHANGE_COLUMNS, NOT_FINITE, OPTIMIZER_STEP)}
COMPARING = frozenset(column.id for column in CHANGE_COLUMNS)
SAME = "= unchanged"


def change_value(column_id: str, change: ValueChange | None) -> CellValue:
    """The cell of one of `CHANGE_COLUMNS` as a program wants it; None where there is none."""
    if change is None:
        return None
    if column_id == "unchanged":
        return "same" if change.is_unchanged else ""
    if column_id == "flipped":
        return 100 * change.flipped / change.compared if change.compared else None
    if column_id == "cosine":
        return change.cosine
    if column_id == "max_change":
        return change.max_abs
    return 0.0 if change.is_unchanged else change.relative_l2


def not_finite_count(statistics: TensorStatistics | None) -> int | None:
    """How many elements are NaN or infinite; None where that is not known or the values are no numbers."""
    if statistics is None:
        return None
    count = statistics.nan + statistics.posinf + statistics.neginf
    return count if count or statistics.values is not None else None


def change_text(column_id: str, cell: CellValue) -> str:
    """A value of these columns as a person reads it; "" where there is none."""
    if cell is None:
        return ""
    if column_id == "unchanged":
        return SAME if cell else ""
    if column_id == "not_finite":
        return format_count(int(cell)) if isinstance(cell, (int, float)) else ""
    if not isinstance(cell, (int, float)):
        return str(cell)
    if column_id == "cosine":  # 0.99998 and 1 are worlds apart here
        return format_float(float(cell), 5)
    return format_float(float(cell), 3 if column_id == "flipped" else 4)
