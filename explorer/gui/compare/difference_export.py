"""Differences as files and texts: CSV with all numbers and the rule, Markdown with a heading."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.gui.compare.change_words import CHANGE_WORD
from explorer.gui.item_models.copying import as_markdown, inert
from explorer.report.atomic import atomic_write
from explorer.report.markdown import markdown_text
from explorer.report.numbers import display_name
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    import numpy as np

    from explorer.gui.compare.difference_source import DifferenceSource

# CSV column -> field of a ValueChange
_NUMBERS = {
    "relative_l2": "relative_l2",
    "l2": "l2",
    "max_abs": "max_abs",
    "cosine": "cosine",
    "changed": "changed_elements",
    "beyond_tolerance": "beyond",
    "compared": "compared",
    "sign_flipped": "flipped",
    "older_norm": "older_l2",
    "newer_norm": "newer_l2",
}
LEFT_OUT = "Left out, not finite"
CSV_COLUMNS = (
    "key", "older_key", "role", "change", "older", "newer", *_NUMBERS, "left_out", "problem", "renamed_because", "rule",
)  # fmt: skip
_MARKDOWN = ("key", "change", "older", "newer", "relative_l2", "max_abs", "cosine", "left_out")


def write_differences(path: Path, source: DifferenceSource, rows: np.ndarray, task: Task) -> None:
    """The rows as CSV, whole or not at all. Every line has the rule: a CSV file has no other place for it."""
    with atomic_write(path) as file:
        writer = csv.writer(file)
        writer.writerow(CSV_COLUMNS)
        for line in _lines(source, rows, task):
            writer.writerow([inert(cell) for cell in line])


def write_markdown(
    path: Path, source: DifferenceSource, rows: np.ndarray, labels: tuple[str, str], task: Task
) -> None:
    """The rows as a Markdown file."""
    with atomic_write(path) as file:
        file.write(differences_markdown(source, rows, labels, task))


def differences_markdown(
    source: DifferenceSource, rows: np.ndarray, labels: tuple[str, str], task: Task = QUIET
) -> str:
    """A heading with both sides, the rule and the counts, and a table of the rows."""
    columns = {**{column.id: column.title for column in source.columns}, "left_out": LEFT_OUT}

    def lines() -> Iterator[list[str]]:
        for done, row in enumerate(rows.tolist()):
            if done % 256 == 0:
                task.report(done, len(rows), "Writing differences")
            yield [
                source.text(row, name) if name != "left_out" else _left_out(source, row) for name in _MARKDOWN
            ]

    older, newer = (markdown_text(label) for label in labels)
    head = f"**{older}** against **{newer}**: {source.summary()} ({source.rule.sentence})\n\n"
    return head + as_markdown([columns[name] for name in _MARKDOWN], lines())


def _left_out(source: DifferenceSource, row: int) -> str:
    """How many elements no number is over, being NaN or infinite on a side; "" where nothing was measured."""
    count = source.left_out(row)
    return "" if count is None else str(count)


def _lines(source: DifferenceSource, rows: np.ndarray, task: Task) -> Iterator[list[str]]:
    for done, row in enumerate(rows.tolist()):
        if done % 256 == 0:
            task.report(done, len(rows), "Writing differences")
        change, pair = source.change_of(row), source.pair_of(row)
        numbers = [
            getattr(change, field, None) if not isinstance(change, Exception) else None
            for field in _NUMBERS.values()
        ]
        problem = source.problem(row) or (str(change) if isinstance(change, Exception) else "")
        yield [
            display_name(source.key(row), 1 << 20),
            display_name(source.alignment.older_key(row), 1 << 20) if source.side(row, "older") else "",
            source.role(row),
            CHANGE_WORD[source.change(row)],
            source.text(row, "older"),
            source.text(row, "newer"),
            *("" if number is None else repr(number) for number in numbers),
            _left_out(source, row),
            display_name(problem, 4096),
            source.rename_sentence(pair) if pair is not None else "",
            source.rule.sentence,
        ]
