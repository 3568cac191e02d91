"""Values in a notebook: one tensor's statistics, and one tensor over all steps as ridges."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from explorer.jupyter import page as p
from explorer.jupyter.drawing import MOST_RIDGES, ridges_svg
from explorer.report.numbers import (
    format_count,
    format_counted,
    format_float,
    format_label,
    format_shape,
)
from explorer.report.sentences import sentence

if TYPE_CHECKING:
    from explorer.analysis.histogram_series import HistogramSeries
    from explorer.analysis.history import HistoryRow
    from explorer.analysis.value_counts import TensorStatistics
    from explorer.report.palette import Palette

_BINS = 48
_NUMBERS = (("Min", "min"), ("Max", "max"), ("Mean", "mean"), ("Std", "std"), ("L2 norm", "l2"))


def series_page(series: HistogramSeries) -> p.Page:
    """The ridges, and the numbers of each step behind a line that opens them."""
    rows = series.rows
    shapes = tuple(dict.fromkeys((row.dtype, row.shape) for row in rows))
    kinds = ", then ".join(f"{dtype} {format_shape(shape)}" for dtype, shape in shapes[:3])
    words = f"{kinds}, {format_counted(len(rows), 'step')}"
    blocks: list[p.Block] = [p.Note(sentence(reason), "bad", "!") for reason in series.left_out[:10]]
    picture = p.Picture(partial(_ridges, series), _in_words(series))
    blocks.append(picture)
    if len(rows) > MOST_RIDGES:
        blocks.append(p.Note(f"{MOST_RIDGES} of {format_count(len(rows))} steps are drawn.", "muted"))
    heads = (
        p.Head("Step"), *(p.Head(title, is_number=True) for title, _ in _NUMBERS),
        p.Head("NaN, Inf", is_number=True), p.Head("", is_prose=True),
    )  # fmt: skip
    table = p.Table(
        heads,
        len(rows),
        lambda index: _row(rows[index]),
        "All of them: series.to_pandas(), or series.rows.",
        "step",
    )
    blocks.append(p.Fold("Statistics of each step", (table,)))
    return p.Page("Histograms", series.key, tuple(blocks), words, picture)


def _ridges(series: HistogramSeries, theme: Palette) -> str:
    counts, edges = series.counts(_BINS)
    labels = [_label(row) for row in series.rows]
    return ridges_svg(f"{series.key} over the steps", labels, counts, edges, theme)


def _label(row: HistoryRow) -> str:
    return format_label(row.entry.label).removeprefix("step ")


def _in_words(series: HistogramSeries) -> str:
    """What the ridges show, for whoever cannot see them."""
    known = [row for row in series.rows if row.statistics is not None and row.statistics.mean is not None]
    if not known:
        return f"Histograms of {series.key}: no step has a finite number."
    ends = [
        f"{format_label(row.entry.label)}: mean {format_float(row.statistics.mean)}, std {format_float(row.statistics.std)}"
        for row in (known[0], known[-1])
        if row.statistics is not None
    ]
    return f"Histograms of {series.key} over {format_counted(len(series.rows), 'step')}. {'; '.join(dict.fromkeys(ends))}."


def _row(row: HistoryRow) -> tuple[str | p.Cell, ...]:
    found = row.statistics
    if found is None:
        return (_label(row), *("" for _ in _NUMBERS), "", p.Cell(sentence(row.note), "!", "bad"))
    odd = found.nan + found.posinf + found.neginf
    return (
        _label(row) + (" (gone)" if row.entry.status == "gone" else ""),
        *(format_float(getattr(found, name)) for _, name in _NUMBERS),
        p.Cell(format_count(odd), "!", "bad") if odd else "0",
        sentence(row.note),
    )


def statistics_page(found: TensorStatistics) -> p.Page:
    """The numbers of one tensor."""
    odd = found.nan + found.posinf + found.neginf
    facts: list[tuple[str, str | p.Cell]] = [
        (title.lower() if title[1:2].islower() else title, format_float(getattr(found, name)) or "–")
        for title, name in _NUMBERS
    ]
    facts += [
        ("zeros", format_count(found.zero)),
        ("NaN", p.Cell(format_count(found.nan), "!", "bad") if found.nan else "0"),
        ("+Inf, −Inf", f"{format_count(found.posinf)}, {format_count(found.neginf)}"),
    ]
    is_counted = found.finite + odd == found.count
    words = format_counted(found.count, "element")
    block = (
        p.Facts(tuple(facts)) if is_counted else p.Note("It holds no numbers that could be counted.", "muted")
    )
    return p.Page("Statistics", found.key, (block,), words)
