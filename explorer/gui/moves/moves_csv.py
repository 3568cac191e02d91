"""All changes of a run as a table in long form: one row a tensor and a pair of steps."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.checkpoints.roles import ROLES
from explorer.report.atomic import atomic_write
from explorer.report.columns import CellValue
from explorer.report.csv_table import format_of, row_writer
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.analysis.updates import RunMoves
    from explorer.checkpoints.model_dir import CheckpointEntry

FIELDS = (
    "key", "role", "older", "newer", "older_step", "newer_step", "deleted_between", "state",
    "relative_l2", "max_abs", "cosine", "flipped_share", "changed_share", "not_finite_share", "why",
    "pairs_measured", "pairs",
)  # fmt: skip
_NUMBERS = ("relative_l2", "max_abs", "cosine", "flipped", "changed", "not_finite")


def write_moves(
    path: Path,
    moves: RunMoves,
    across: RunMoves | None = None,
    entries: Sequence[CheckpointEntry] = (),
    task: Task = QUIET,
) -> None:
    """Write the file, whole or not at all. Raises FileAccessError; Cancelled through the task.

    Args:
        path: where to.
        moves: of neighbouring steps.
        across: of the steps on either side of deleted ones: rows of their own, behind those of the tensor.
        entries: of the family, in order of time: they tell how many steps lie between two.
        task: is told rows.
    """
    places = {entry.path: place for place, entry in enumerate(entries)}
    with atomic_write(path) as file:
        writer = row_writer(format_of(path), file, FIELDS)
        for row, key in enumerate(moves.keys):
            task.report(row, len(moves.keys), "Writing what moved")
            measured, missing = int(moves.measured[row].sum()), int(moves.missing[row].sum())
            tables = [(moves, row)]
            if across is not None and (other := across.row(key)) >= 0:
                tables.append((across, other))
            for table, at in tables:
                for cells in _rows(table, at, places):
                    writer.row([*cells, measured, measured + missing])


def _rows(moves: RunMoves, row: int, places: Mapping[Path, int]) -> Iterator[list[CellValue]]:
    """The cells of one tensor over the pairs of a table."""
    from explorer.analysis.updates import STATES

    for place, (older, newer) in enumerate(moves.pairs):
        numbers = [float(getattr(moves, name)[row, place]) for name in _NUMBERS]
        between = places.get(newer.path, 0) - places.get(older.path, 0) - 1
        why = moves.why(row, place)
        if moves.from_zero[row, place]:
            why = "The older value is all zero: there is no relative change."
        yield [
            moves.keys[row],
            ROLES[int(moves.role[row])],
            older.name,
            newer.name,
            older.step,
            newer.step,
            max(between, 0),
            STATES[int(moves.state[row, place])],
            *(None if math.isnan(number) else number for number in numbers),
            why,
        ]
