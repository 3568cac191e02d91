"""What is said beside the measures of a change: what they are not over, and why one is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.errors import MissingFileError
from explorer.report.numbers import display_name, format_count, format_counted

if TYPE_CHECKING:
    from explorer.analysis.value_change import ValueChange

LEFT_OUT_MARK = "!"
COUNTERS = "Counters and hyperparameters get no bar: they move by much and mean little."
DELETED = "Files of one of the steps are not there any more: its values cannot be compared."
AWAITED = "It is still being measured."
OF_CHANGE = frozenset(("relative_l2", "max_abs", "cosine"))  # taken over elements finite on both sides


def error_words(error: Exception) -> str:
    """Why the values of a row could not be compared; files that were deleted are no damage and need no path."""
    return DELETED if isinstance(error, MissingFileError) else display_name(str(error), 4096)


def left_out(change: ValueChange, element_count: int) -> int:
    """How many of a tensor's elements are NaN or infinite on a side, and so in no measure of its change."""
    return max(element_count - change.compared, 0) if change.is_read else 0


def over_which(change: ValueChange, element_count: int) -> str:
    """Which elements the measures are over, "" for all."""
    missing = left_out(change, element_count)
    if not missing:
        return ""
    return (
        f"{LEFT_OUT_MARK} over {format_count(change.compared)} of {format_count(element_count)} elements: "
        f"{format_counted(missing, 'value')} left out, not finite on a side"
    )


def why_no_measure(field: str, change: ValueChange, element_count: int) -> str:
    """Why a measured change lacks `field`: "relative_l2", "cosine" or "max_abs"."""
    if not element_count:
        return "It has no elements."
    if not change.is_read:
        return "It is the same, bit for bit: its values were not read."
    if not change.compared:
        return "No element is finite on both sides."
    if field == "relative_l2" and change.older_l2 == 0:
        return "The older value is all zero: there is no norm to compare with."
    if field == "cosine" and 0 in (change.older_l2, change.newer_l2):
        sides = [word for word, norm in (("older", change.older_l2), ("newer", change.newer_l2)) if norm == 0]
        return f"The {' and the '.join(sides)} value is all zero: it has no direction."
    return "A sum of squares is beyond what 64-bit numbers hold."
