"""The compare tab: two checkpoints aligned row by row, their values read on demand."""

from __future__ import annotations

from collections import Counter

from explorer.analysis.diff import CHANGES, Difference, Side, diff_checkpoints
from explorer.jupyter.widget_messages import Payload, fitting, name, words
from explorer.jupyter.widget_place import Place
from explorer.natural_sort import natural_key
from explorer.report.numbers import format_count, format_float, format_label, format_shape
from explorer.task import Task

MOST_ROWS = 120


class KnownDifferences:
    """The last comparison, so that scrolling and filtering do not compare again."""

    def __init__(self) -> None:
        self._known: tuple[object, tuple[Difference, ...]] | None = None

    def of(self, place: Place, asked: Payload, task: Task) -> tuple[bool, tuple[Difference, ...]]:
        """Whether values were read, and all rows in the natural order of keys."""
        older, newer = place.checkpoint(asked.get("older")), place.checkpoint(asked.get("newer"))
        sides = (older.identity, newer.identity)
        values = asked.get("values") is True
        for measured in (True, False):  # what was read once is not read again
            known = self._known
            serves = measured or not values
            if serves and known is not None and known[0] == (sides, measured):
                return measured, known[1]
        rows = diff_checkpoints(older, newer, values=values, task=task)
        rows = tuple(sorted(rows, key=lambda row: natural_key(row.key)))
        self._known = (sides, values), rows
        return values, rows


def compare_page(place: Place, known: KnownDifferences, asked: Payload, task: Task) -> Payload:
    """Some rows of the comparison, and how many of each kind there are.

    Args:
        place: where both are.
        known: the last comparison.
        asked: `older`, `newer`; `all` (equal rows too), `values` (read them), `filter`, `first`, `count`.
        task: told bytes while values are read.
    """
    measured, rows = known.of(place, asked, task)
    counts = Counter(row.change for row in rows)
    shown = [row for row in rows if asked.get("all") is True or row.change != "same"]
    wanted = str(asked.get("filter") or "")[:200].casefold().split()
    if wanted:
        shown = [row for row in shown if all(word in row.key.casefold() for word in wanted)]
    first = asked.get("first")
    begin = min(max(first, 0), len(shown)) if isinstance(first, int) else 0
    older, newer = place.entry(asked.get("older")), place.entry(asked.get("newer"))

    def built(most: int) -> Payload:
        return {
            "older": name(format_label(older.label), 60),
            "newer": name(format_label(newer.label), 60),
            "values": measured,
            "total": len(shown),
            "first": begin,
            "counts": [[change, format_count(counts[change])] for change in CHANGES if counts[change]],
            "rows": [_row(place, row) for row in shown[begin : begin + most]],
        }

    return fitting(built, MOST_ROWS)


def _row(place: Place, row: Difference) -> list[object]:
    """[key's number, key, change, older side, newer side, how far apart, largest change, problem]."""
    change = row.values
    relative = largest = ""
    if change is not None:
        relative = "0" if change.is_unchanged else format_float(change.relative_l2)
        largest = format_float(change.max_abs)
    return [
        place.keys.of(row.key),
        name(row.key),
        row.change,
        _side(row.older),
        _side(row.newer),
        relative,
        largest,
        words(row.problem)[:400],
    ]


def _side(side: Side | None) -> str:
    return "" if side is None else f"{side.dtype} {format_shape(side.shape)}"[:120]
