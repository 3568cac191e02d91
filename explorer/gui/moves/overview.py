"""How all tensors of a family moved over all its steps, and whether they stayed finite; nothing of Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from explorer.gui.moves.rows import MovedRow, OddRow, StillRow, moved_rows, odd_rows, still_rows
from explorer.task import QUIET, PartOfTask, Task

if TYPE_CHECKING:
    from explorer.analysis.updates import FirstUnhealthy, RunMoves
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir

HEALTH_SHARE = 250  # of 1000: looking for NaN reads a few steps, measuring moves reads all
EVERYTHING = 1 << 40  # rows of a list that is not to be cut


@dataclass(frozen=True)
class Overview:
    """What is known of one family of a run by now."""

    family: str
    entries: tuple[CheckpointEntry, ...]  # whose values or record can be had, in order of time
    unhealthy: FirstUnhealthy | None = None  # None: not looked for yet
    moves: RunMoves | None = None
    weights_known: int = 0  # trainable by their looks, and compared between some two steps
    weights_moved: int = 0
    moved: tuple[MovedRow, ...] = ()
    still: tuple[StillRow, ...] = ()
    odd: tuple[OddRow, ...] = ()
    is_whole: bool = False
    is_looked_through: bool = (
        False  # every value of every step was looked at, or is known to be that of another
    )
    is_finite_throughout: bool = False  # every value of every step was looked at and is finite


def look_at_run(
    run: ModelDir,
    family: str,
    open_entry: Callable[[CheckpointEntry], Checkpoint],
    record: Any,
    task: Task = QUIET,
    partly: Callable[[object], None] | None = None,
) -> Overview:
    """On a pool thread: look for NaN first, as that is soon known, then measure every change.

    `record` is the RunRecord or None; what it knows is not read again. Raises Cancelled through the task.
    """
    from explorer.analysis.updates import consecutive, first_unhealthy, readable, run_moves

    entries = readable(run, family)
    record = None if record is None or record.problem else record
    overview = Overview(family, entries)
    unhealthy = first_unhealthy(
        entries,
        open_entry,
        None if record is None else record.statistics,
        PartOfTask(task, 0, HEALTH_SHARE, 1000),
    )
    overview = replace(overview, unhealthy=unhealthy, odd=odd_rows(entries, unhealthy, None, None))
    if partly is not None:
        partly(overview)

    def tell(moves: RunMoves) -> None:
        if partly is not None:
            partly(with_moves(overview, moves))

    moves = run_moves(
        consecutive(run, family),
        open_entry,
        record=record,
        task=PartOfTask(task, HEALTH_SHARE, 1000 - HEALTH_SHARE, 1000),
        partly=tell,
    )
    return with_moves(overview, moves, is_whole=True)


def with_moves(overview: Overview, moves: RunMoves, *, is_whole: bool = False) -> Overview:
    """The overview with these changes and the rows that follow from them."""
    from explorer.analysis.updates import summary_of_moves
    from explorer.analysis.updates.kinds import TRAINED, kinds_of
    from explorer.analysis.updates.moves import MOVED, UNCHANGED, UNKNOWN, UNREADABLE

    summary = summary_of_moves(moves, EVERYTHING)
    kinds = kinds_of(moves)
    state = moves.state[[row for row, kind in enumerate(kinds) if kind == TRAINED]]
    has_all = is_whole and not ((moves.state == UNKNOWN) | (moves.state == UNREADABLE)).any()
    is_finite = has_all and bool(moves.pairs) and not (moves.not_finite > 0).any()
    found = overview.unhealthy
    return replace(
        overview,
        moves=moves,
        weights_known=int(((state == MOVED) | (state == UNCHANGED)).any(axis=1).sum()),
        weights_moved=int((state == MOVED).any(axis=1).sum()),
        moved=moved_rows(moves, summary),
        still=still_rows(moves, summary),
        odd=() if found is None else odd_rows(overview.entries, found, moves, summary),
        is_whole=is_whole,
        is_looked_through=has_all and bool(moves.pairs),
        is_finite_throughout=is_finite and found is not None and found.entry is None,
    )
