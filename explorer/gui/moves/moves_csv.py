"""All changes of a run as a table in long form: one row a tensor and a pair of neighbouring steps."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.checkpoints.roles import ROLES
from explorer.report.atomic import atomic_write
from explorer.report.csv_table import format_of, row_writer
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.analysis.updates import RunMoves

FIELDS = (
    "key", "role", "older", "newer", "older_step", "newer_step", "state",
    "relative_l2", "max_abs", "cosine", "flipped", "changed", "not_finite", "why",
)  # fmt: skip
_NUMBERS = ("relative_l2", "max_abs", "cosine", "flipped", "changed", "not_finite")


def write_moves(path: Path, moves: RunMoves, task: Task = QUIET) -> None:
    """Write the file, whole or not at all. Raises FileAccessError; Cancelled through the task."""
    from explorer.analysis.updates import STATES

    columns = [getattr(moves, name) for name in _NUMBERS]
    with atomic_write(path) as file:
        writer = row_writer(format_of(path), file, FIELDS)
        for row, key in enumerate(moves.keys):
            task.report(row, len(moves.keys), "Writing what moved")
            for place, (older, newer) in enumerate(moves.pairs):
                numbers = [float(column[row, place]) for column in columns]
                writer.row(
                    [
                        key,
                        ROLES[int(moves.role[row])],
                        older.name,
                        newer.name,
                        older.step,
                        newer.step,
                        STATES[int(moves.state[row, place])],
                        *(None if math.isnan(number) else number for number in numbers),
                        moves.why(row, place),
                    ]
                )
