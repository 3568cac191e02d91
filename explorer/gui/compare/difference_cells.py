"""The cells of the compare table: words, marks and colours of one row of differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.gui.compare.change_words import CHANGE_WORD, IGNORED, MARKS, NAN_MARK, RENAMED_MARK
from explorer.gui.compare.key_words import renamed_text
from explorer.gui.compare.measure_words import LEFT_OUT_MARK, OF_CHANGE
from explorer.gui.item_models.cells import Cell, SmallHistogram, without_tail
from explorer.gui.language import tr
from explorer.report.numbers import display_name, format_count, format_float, format_shape

if TYPE_CHECKING:
    from explorer.analysis.diff import Side
    from explorer.gui.compare.difference_source import DifferenceSource


def key_cell(source: DifferenceSource, row: int) -> Cell:
    """The key; of a renamed row both."""
    pair, change = source.pair_of(row), source.change(row)
    if pair is not None:
        text = renamed_text(display_name(pair.older_key), display_name(source.key(row)))
        head, tail = without_tail(text)
        return Cell(head, "newer", mark=RENAMED_MARK, elide_middle=True, tail=tail)
    tone = f"difference:{change}" if change in ("added", "removed") else ""
    text, tail = without_tail(display_name(source.key(row)))
    return Cell(text, tone, elide_middle=True, tail=tail)


def change_cell(source: DifferenceSource, row: int) -> Cell:
    """What became of the row, as mark and word."""
    change = source.change(row)
    if source.is_problem(row):
        return Cell(tr("damaged"), "verdict:damaged", mark="✗", is_data=False)
    if change == "same" and source.is_renamed[row]:
        return Cell(tr("renamed?"), "newer", mark=RENAMED_MARK, is_data=False)
    is_quiet = change in ("same", "pending", "ignored")
    return Cell(
        tr(CHANGE_WORD[change]),
        "muted" if is_quiet else f"difference:{change}",
        mark=MARKS[change],
        is_data=False,
    )


def number_cell(source: DifferenceSource, row: int, column_id: str) -> Cell:
    """A measure of the change, a dash where there is none, dots while it is on its way."""
    number = source.number(row, column_id)
    is_pending = source.is_awaited(row)
    if column_id == "moved":
        if number is None or source.change_codes[row] == IGNORED:
            return Cell("…" if is_pending and not source.is_counter[row] else "", "muted")
        share = number / source.largest_move if source.largest_move > 0 and np.isfinite(number) else 0.0
        return Cell(tone="difference:value", fraction=min(share, 1.0))
    if number is None:
        return Cell("…" if is_pending else "–", "muted", is_number=True)
    if number == 0:
        return Cell("0", "muted", is_number=True)
    if column_id == "changed":
        return Cell(format_count(int(number)), is_number=True)
    mark = LEFT_OUT_MARK if column_id in OF_CHANGE and source.left_out(row) else ""
    return Cell(format_float(float(number)), is_number=True, mark=mark)


def side_cell(source: DifferenceSource, row: int, side_name: str) -> Cell:
    """Shape of one side, with the dtype where it differs; what differs stands out."""
    side = source.side(row, side_name)
    other = source.side(row, "older" if side_name == "newer" else "newer")
    if side is None:
        return Cell(tr("not there"), "muted", is_data=False)
    if other is None:
        return Cell(side_text(side))
    # An equal dtype goes without saying; the tool tip and the panel below have it.
    is_told = side.dtype != other.dtype
    text = side_text(side) if is_told else format_shape(side.shape)
    start = len(side.dtype) + 1 if is_told else 0
    spans = [(0, len(side.dtype))] if is_told else []
    spans += [(start + a, start + b) for a, b in differing_parts(side.shape, other.shape)]
    return Cell(
        text,
        "muted" if not spans else "",
        spans=tuple(spans),
        span_tone=f"difference:{'shape' if side.shape != other.shape else 'dtype'}",
    )


def values_cell(source: DifferenceSource, row: int) -> Cell:
    """Both outlines over each other."""
    pictures, has_odd = [], False
    for answer, tone in zip(source.answers(row), ("older", "newer"), strict=True):
        values = getattr(answer, "values", None)
        has_odd = has_odd or bool(getattr(answer, "nan", 0))
        if values is not None and len(values.count):
            pictures.append(SmallHistogram(values, tone))
    if pictures:
        return Cell(histograms=tuple(pictures), mark=NAN_MARK if has_odd else "")
    return Cell(tr("NaN only"), "verdict:damaged", is_data=False) if has_odd else Cell()


def side_text(side: Side | None) -> str:
    """ "float32 [4, 10]", or "" for a side that is not there."""
    return "" if side is None else f"{side.dtype} {format_shape(side.shape)}"


def differing_parts(
    shape: tuple[int | None, ...], other: tuple[int | None, ...] | None
) -> tuple[tuple[int, int], ...]:
    """Where in `format_shape(shape)` the sizes stand that differ from `other`; all of it for another rank."""
    text = format_shape(shape)
    if other is None or shape == other:
        return ()
    if len(shape) != len(other):
        return ((0, len(text)),)
    parts, position = [], 1
    for size, other_size in zip(shape, other, strict=True):
        length = len("?" if size is None else str(size))
        if size != other_size:
            parts.append((position, position + length))
        position += length + 2
    return tuple(parts)
