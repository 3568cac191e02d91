"""A restore report as CSV and as JSON."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.gui.item_models.copying import inert
from explorer.gui.restore.verdict_source import VerdictSource
from explorer.report.atomic import atomic_write
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.analysis.restore import RestoreReport
    from explorer.analysis.restoring.outcome import Outcome

_FIELDS = ("key", "expected", "stored", "verdict", "sentence", "hint")


def write_csv(path: Path, report: RestoreReport, task: Task, outcome: Outcome | None = None) -> None:
    """All rows as CSV, whole or not at all; with the effect of the way of loading that is looked at."""
    source = VerdictSource(report)
    source.set_outcome(outcome)
    fields = _FIELDS if outcome is None else (*_FIELDS[:4], "effect", *_FIELDS[4:])
    with atomic_write(path) as file:
        writer = csv.writer(file)
        writer.writerow(fields)
        for row in range(len(source)):
            if row % 1024 == 0:
                task.report(row, len(source), "Writing the report")
            writer.writerow([inert(source.text(row, field)) for field in fields])


def write_json(path: Path, report: RestoreReport, task: Task) -> None:
    """The report in the shape `ckptx check --json` has."""
    from explorer.report.json_shapes import restore_shape

    task.report(0, 1, "Writing the report")
    with atomic_write(path) as file:
        json.dump(restore_shape(report), file, indent=1)
        file.write("\n")
