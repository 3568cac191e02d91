"""The sentence below the controls: how exact the heights are, how much is read, what is remarkable."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from explorer.analysis.statistics import TensorStatistics
from explorer.gui.histogram import modes
from explorer.gui.histogram.history import FINE, LOST, QUANTILES, QUIET_STATES, WAITING, StepRecord
from explorer.gui.histogram.picture import Picture
from explorer.gui.histogram.value_scale import LINEAR
from explorer.gui.language import tr
from explorer.report.numbers import format_count

_DRAWN_AS = {modes.RIDGES: "ridges", modes.HEAT: "cells", modes.OVERLAY: "bars", modes.DIFFERENCE: "bars"}
_LOW, _HIGH = QUANTILES.index(0.05), QUANTILES.index(0.95)
_CROWDED = 0.05  # of the axis: less than this holds nine values of ten


def status_sentence(picture: Picture, mode: str, shown_mode: str) -> str:
    """What is true of a picture; a single value is shown as curves whatever `mode` was chosen."""
    records = picture.records
    read = sum(record.state != WAITING for record in records)
    gone = sum(record.state == LOST for record in records)
    ghosts = sum(record.is_ghost for record in records)
    troubled = sum(record.state not in (FINE, *QUIET_STATES) for record in records)
    steps = tr(f"{format_count(len(records))} steps" if len(records) != 1 else "1 step")
    if read < len(records):
        steps = tr(f"{format_count(read)} of {format_count(len(records))} steps read")
    if ghosts:
        steps = tr(f"{steps} ({format_count(ghosts)} gone from disk, remembered)")
    exactness = _exactness(picture, shown_mode)
    parts = [exactness, steps] if picture.is_exact else [steps]
    if gone:
        parts.append(f"{format_count(gone)} gone")
    troubles = []
    if troubled:
        troubles.append(
            "1 step differs or cannot be read"
            if troubled == 1
            else f"{format_count(troubled)} steps differ or cannot be read"
        )
    drawn = len(picture.ridge_rows())
    if mode == modes.RIDGES and drawn < len(records):
        parts.append(f"{drawn} drawn")
    if picture.dtype.startswith("complex"):
        parts.append("complex: absolute values")
    parts.append(_odd(records, "NaN", lambda found: found.nan) or "0 NaN")
    infinite = _odd(records, "Inf", lambda found: found.posinf + found.neginf)
    if infinite:
        parts.append(infinite)
    parts += troubles
    hint = _hint(picture, shown_mode)
    if hint:
        parts.append(hint)
    if not picture.is_exact:
        parts.append(exactness)
    if shown_mode == modes.CURVES != mode:
        parts.append("one value a step has curves only")
    if len(records) == 1 and shown_mode not in (modes.OVERLAY, modes.DIFFERENCE):
        parts.append("one step only: open the directory of a run with several to see changes")
    return " · ".join(parts)


def _odd(records: Sequence[StepRecord], word: str, count_of: Callable[[TensorStatistics], int]) -> str:
    """Where such values are: their number at one step, of several the most at one; "" for none."""
    found = [(count_of(r.statistics), r) for r in records if r.statistics is not None]
    found = [(count, record) for count, record in found if count]
    if not found:
        return ""
    most, first = max(count for count, _ in found), found[0][1]
    if len(found) > 1:
        where = f"{format_count(len(found))} of {format_count(len(records))}"
        return f"{word} in {where} steps, at most {format_count(most)}"
    told = f"{format_count(most)} {word}"
    return tr(f"{told} at {first.entry_label}") if len(records) > 1 else told


def _hint(picture: Picture, shown_mode: str) -> str:
    """What to try where nearly all values share a small part of a linear axis; "" where it shows them well."""
    if picture.kind != LINEAR or picture.scale is None or shown_mode not in _DRAWN_AS:
        return ""
    record = picture.records[picture.newer] if 0 <= picture.newer < len(picture.records) else None
    if record is None or record.extent is None or record.extent.low == record.extent.high:
        return ""
    found = record.extent.quantiles.value
    width = found[_HIGH] / 2 - found[_LOW] / 2
    if width < _CROWDED * (picture.scale.high / 2 - picture.scale.low / 2):
        return "most values lie close together: V for a log axis"
    return ""


def _exactness(picture: Picture, shown_mode: str) -> str:
    """What is true of the heights drawn now; the readout's numbers are exact either way."""
    if shown_mode == modes.CURVES:
        return (
            "exact values"
            if picture.is_exact
            else "exact, the median to within 1/128 of the values beside it"
        )
    if shown_mode == modes.QUANTILES:
        return (
            "exact quantiles"
            if picture.is_exact
            else "ends exact, quantiles to within 1/128 of the values beside them"
        )
    if picture.is_exact:
        return "exact counts"
    return f"heights of {tr(_DRAWN_AS[shown_mode])} to within a bucket, counts under the cursor exact"
