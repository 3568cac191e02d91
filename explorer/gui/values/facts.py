"""What the line below the values says: the statistics of what is shown, and how far pixels are means or a sample."""

from __future__ import annotations

from explorer.analysis.sampling_statistics import SliceStatistics
from explorer.gui.language import tr
from explorer.report.numbers import format_count, format_counted, format_float


def facts_sentence(
    found: SliceStatistics, *, of: str = "", total: int = 0, detail: str = "", what: str = "value"
) -> str:
    """Statistics in one line.

    Args:
        found: of the cells shown.
        of: which slice or selection, first in the line.
        total: how many cells there are when only some were looked at.
        detail: how the pixels of the picture are made.
        what: one of the numbers is called.
    """
    counted = _counted(found.count, what)
    if total > found.count:
        counted = tr(f"{format_count(found.count)} of {_counted(total, what)}")
    parts = [of] if of else []
    parts.append(counted)
    if found.min is not None:
        if found.min == found.max:
            parts.append(
                tr(
                    f"all {format_float(found.min)}"
                    if not found.nan
                    else f"the rest {format_float(found.min)}"
                )
            )
        else:
            parts += [
                tr(f"{format_float(found.min)} to {format_float(found.max)}"),
                tr(f"mean {format_float(found.mean)}"),
                tr(f"std {format_float(found.std) or tr('too large')}"),
            ]
    parts += [tr(f"{format_count(found.zero)} zero"), f"{format_count(found.nan)} NaN"]
    parts += [
        f"{format_count(count)} {tr(name)}"
        for name, count in (("+Inf", found.posinf), ("−Inf", found.neginf), ("not stored", found.masked))
        if count
    ]
    if detail:
        parts.append(detail)
    return " · ".join(parts)


def _counted(count: int, what: str) -> str:
    is_difference = what == "difference"
    return tr(format_counted(count, "difference") if is_difference else format_counted(count, "value"))
