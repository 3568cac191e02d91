"""What the line below the values says: the statistics of the slice shown, and how far pixels are means."""

from __future__ import annotations

from explorer.gui.values.slicing import Detail, SliceChoice, SliceStatistics
from explorer.report.numbers import format_count, format_float


def facts_sentence(found: SliceStatistics, choice: SliceChoice | None, detail: Detail | None) -> str:
    """`choice` where the tensor has further slices, `detail` where a picture is shown."""
    parts = [f"{format_count(found.count)} values"]
    if choice is not None:
        parts.insert(0, f"slice {choice.text()}")
    if found.min is not None:
        parts += [
            f"{format_float(found.min)} to {format_float(found.max)}",
            f"mean {format_float(found.mean)}",
            f"std {format_float(found.std)}",
        ]
    parts += [f"{format_count(found.zero)} zero", f"{format_count(found.nan)} NaN"]
    if found.infinite:
        parts.append(f"{format_count(found.infinite)} Inf")
    if found.masked:
        parts.append(f"{format_count(found.masked)} not stored")
    if detail is not None and max(detail.row_step, detail.column_step) > 1:
        parts.append(f"each pixel the mean of {detail.row_step} × {detail.column_step} values")
    return " · ".join(parts)
