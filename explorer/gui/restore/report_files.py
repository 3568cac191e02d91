"""A restore report as Markdown for the clipboard, as CSV and as JSON."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.gui.item_models.copying import inert
from explorer.gui.restore.verdict_source import VerdictSource, expectation_text
from explorer.report.atomic import atomic_write
from explorer.report.markdown import markdown_text
from explorer.report.numbers import display_name, is_utf8
from explorer.report.palette import VERDICT_MARK
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.analysis.restore import Expectation, RestoreReport

_FIELDS = ("key", "expected", "stored", "verdict", "sentence", "hint")


def markdown_report(report: RestoreReport) -> str:
    """The summary, and a table of all rows."""
    lines = [
        f"**{markdown_text(display_name(report.checkpoint))} into {markdown_text(display_name(report.target))}**",
        "",
        markdown_text(display_name(report.summary, 4096)),
        "",
        "| variable | model expects | checkpoint holds | verdict |",
        "| --- | --- | --- | --- |",
    ]
    for row in report.rows:
        cells = (
            display_name(row.key),
            expectation_text(row.expected) or "–",
            expectation_text(row.stored) or "–",
        )
        verdict = f"{VERDICT_MARK.get(row.verdict, '?')} {row.verdict}"
        lines.append("| " + " | ".join(markdown_text(cell) for cell in (*cells, verdict)) + " |")
    return "\n".join(lines) + "\n"


def write_csv(path: Path, report: RestoreReport, task: Task) -> None:
    """All rows as CSV, whole or not at all."""
    source = VerdictSource(report)
    with atomic_write(path) as file:
        writer = csv.writer(file)
        writer.writerow(_FIELDS)
        for row in range(len(source)):
            if row % 1024 == 0:
                task.report(row, len(source), "Writing the report")
            writer.writerow([inert(source.text(row, field)) for field in _FIELDS])


def write_json(path: Path, report: RestoreReport, task: Task) -> None:
    """The report in the shape `ckptx check --json` has, as far as this form of the check goes."""
    rows = []
    for number, row in enumerate(report.rows):
        if number % 1024 == 0:
            task.report(number, len(report.rows), "Writing the report")
        shown = (
            {"key": row.key}
            if is_utf8(row.key)
            else {"key": display_name(row.key, 1 << 20), "name_is_escaped": True}
        )
        shown |= {
            "expected": _side(row.expected),
            "stored": _side(row.stored),
            "verdict": row.verdict,
            "sentence": row.sentence,
            "hint": row.hint,
        }
        rows.append(shown)
    whole = {
        "checkpoint": report.checkpoint,
        "target": report.target,
        "summary": report.summary,
        "rows": rows,
    }
    with atomic_write(path) as file:
        json.dump(whole, file, indent=1, default=str)
        file.write("\n")


def _side(side: Expectation | None) -> dict[str, object] | None:
    if side is None:
        return None
    return {"dtype": side.dtype, "shape": None if side.shape is None else list(side.shape)}
