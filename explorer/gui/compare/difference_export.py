"""The differences shown as a CSV file."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.gui.compare.difference_source import COMPARE_COLUMNS
from explorer.gui.item_models.copying import inert
from explorer.report.atomic import atomic_write
from explorer.task import Task

if TYPE_CHECKING:
    import numpy as np

    from explorer.gui.compare.difference_source import DifferenceSource


def write_differences(path: Path, source: DifferenceSource, rows: np.ndarray, task: Task) -> None:
    """The rows as CSV, whole or not at all."""
    ids = [column.id for column in COMPARE_COLUMNS if column.id not in ("moved", "values")]
    with atomic_write(path) as file:
        writer = csv.writer(file)
        writer.writerow(ids)
        for done, row in enumerate(rows.tolist()):
            if done % 1024 == 0:
                task.report(done, len(rows), "Writing differences")
            writer.writerow([inert(source.text(row, column_id)) for column_id in ids])
