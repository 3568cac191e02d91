"""How all tensors of a family moved over all its steps, and whether they stayed finite; nothing of Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from explorer.gui.moves.notes import when_not_finite
from explorer.gui.moves.rows import MovedRow, OddRow, StillRow, moved_rows, odd_rows, still_rows
from explorer.task import QUIET, PartOfTask, Task

if TYPE_CHECKING:
    from explorer.analysis.updates import FirstUnhealthy, MoveSummary, RunMoves
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir

HEALTH_SHARE = 250  # of 1000: looking for NaN reads a few steps, measuring moves reads all
MOVES_SHARE = 700  # and the rest is for what was deleted or left open
EVERYTHING = 1 << 40  # rows of a list that is not to be cut


@dataclass(frozen=True)
class Overview:
    """What is known of one family of a run by now."""

    family: str
    entries: tuple[CheckpointEntry, ...]  # whose values or record can be had, in order of time
    unhealthy: FirstUnhealthy | None = None  # None: not looked for yet
    moves: RunMoves | None = None
    across: RunMoves | None = None  # of the steps on either side of those deleted before they were measured
    health: Mapping[str, tuple[bool | None, ...]] = field(default_factory=dict)  # see `health_of`
    weights_known: int = 0  # trainable by their looks, and compared between some two steps
    weights_moved: int = 0
    weights_with_gaps: int = 0  # of how many there are pairs of steps whose change is not known
    fewest_measured: int = 0  # of the pairs, in how many the change of each of these is known at least
    most_measured: int = 0
    moved: tuple[MovedRow, ...] = ()
    still: tuple[StillRow, ...] = ()
    odd: tuple[OddRow, ...] = ()
    is_whole: bool = False
    is_looked_through: bool = (
        False  # every value of every step was looked at, or is known to be that of another
    )
    is_assumed: bool = False  # that NaN stays, of steps that nobody looked at
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
    from explorer.analysis.updates import across_gaps, consecutive, first_unhealthy, readable, run_moves

    entries = readable(run, family)
    record = None if record is None or record.problem else record
    overview = Overview(family, entries)
    unhealthy = first_unhealthy(
        entries,
        open_entry,
        None if record is None else record.statistics,
        PartOfTask(task, 0, HEALTH_SHARE, 1000),
    )
    overview = replace(overview, unhealthy=unhealthy, is_assumed=bool(unhealthy.passed_over))
    overview = replace(overview, odd=odd_rows(entries, unhealthy, None, None, _when(overview, None, None)))
    if partly is not None:
        partly(overview)

    def tell(moves: RunMoves) -> None:
        if partly is not None:
            partly(with_moves(overview, moves))

    moves = run_moves(
        consecutive(run, family),
        open_entry,
        record=record,
        task=PartOfTask(task, HEALTH_SHARE, MOVES_SHARE, 1000),
        partly=tell,
    )
    last = PartOfTask(task, HEALTH_SHARE + MOVES_SHARE, 1000 - HEALTH_SHARE - MOVES_SHARE, 1000)
    unmeasured = [moves.keys[row] for row in moves.missing.any(axis=1).nonzero()[0].tolist()]
    if unmeasured and (gaps := across_gaps(run, family)):
        across = run_moves(gaps, open_entry, unmeasured, record=record, task=last)
        overview = replace(overview, across=across)
    overview = replace(overview, health=_health(overview, moves, open_entry, last))
    return with_moves(overview, moves, is_whole=True)


def _health(
    overview: Overview, moves: RunMoves, open_entry: Callable[[CheckpointEntry], Checkpoint], task: Task
) -> dict[str, tuple[bool | None, ...]]:
    """At which steps each tensor is not finite that is so at any, looked at where nothing else tells it."""
    from explorer.analysis.updates import health_of, look_where_unknown

    found, entries = overview.unhealthy, overview.entries
    if found is None:
        return {}
    odd = set(found.states) | {
        moves.keys[row] for row in (moves.not_finite > 0).any(axis=1).nonzero()[0].tolist()
    }
    return {
        key: look_where_unknown(entries, open_entry, health_of(entries, found, moves, key), key, task)
        for key in sorted(odd)
    }


def with_moves(overview: Overview, moves: RunMoves, *, is_whole: bool = False) -> Overview:
    """The overview with these changes and the rows that follow from them."""
    import numpy as np

    from explorer.analysis.updates import summary_of_moves
    from explorer.analysis.updates.kinds import TRAINED, kinds_of
    from explorer.analysis.updates.move_summary import moved_keys

    found, entries = overview.unhealthy, overview.entries
    spoilt = () if found is None else found.nothing_finite
    summary = summary_of_moves(moves, EVERYTHING, spoilt, overview.across)
    across = moved_keys(overview.across)
    kinds = kinds_of(moves, spoilt, across)
    weights = [row for row, kind in enumerate(kinds) if kind == TRAINED]
    moved_across = np.array([moves.keys[row] in across for row in weights], bool)
    has_moved = moves.went[weights].any(axis=1) | moved_across
    measured, has_gaps = moves.measured[weights].sum(axis=1), moves.missing[weights].any(axis=1)
    has_all = is_whole and not moves.missing.any()
    is_finite = has_all and bool(moves.pairs) and not (moves.not_finite > 0).any()
    when = _when(overview, moves, summary)
    return replace(
        overview,
        moves=moves,
        weights_known=int((moves.measured[weights].any(axis=1) | has_moved).sum()),
        weights_moved=int(has_moved.sum()),
        weights_with_gaps=int(has_gaps.sum()) if is_whole else 0,
        fewest_measured=int(measured[has_gaps].min()) if has_gaps.any() else 0,
        most_measured=int(measured[has_gaps].max()) if has_gaps.any() else 0,
        moved=moved_rows(moves, summary, overview.across, when, is_whole=is_whole),
        still=still_rows(moves, summary, frozenset(() if found is None else found.from_the_first)),
        odd=() if found is None else odd_rows(entries, found, moves, summary, when),
        is_whole=is_whole,
        is_assumed=_is_assumed(overview, moves) if is_whole else overview.is_assumed,
        is_looked_through=has_all and bool(moves.pairs),
        is_finite_throughout=is_finite and found is not None and found.entry is None,
    )


def _when(overview: Overview, moves: RunMoves | None, summary: MoveSummary | None) -> dict[str, str]:
    """At which steps each tensor is not finite that is so from the first step on, or became so."""
    from explorer.analysis.updates import health_of

    found, entries = overview.unhealthy, overview.entries
    if found is None:
        return {}
    place_of = {entry.path: place for place, entry in enumerate(entries)}
    starts = dict.fromkeys(found.from_the_first, 0)
    if found.entry is not None and found.last_healthy is not None:
        starts = dict.fromkeys(found.keys, place_of[found.entry.path]) | starts
    for key, pair in () if moves is None or summary is None else summary.became_nan:
        place = place_of[moves.pairs[pair][1].path] if moves is not None else 0
        starts[key] = min(place, starts.get(key, place))
    return {
        key: when_not_finite(
            entries, overview.health.get(key) or health_of(entries, found, moves, key), start
        )
        for key, start in starts.items()
    }


def _is_assumed(overview: Overview, moves: RunMoves) -> bool:
    """Whether anything is still assumed once all was measured: of deleted steps, what no measured pair tells."""
    found = overview.unhealthy
    for entry in () if found is None else found.passed_over:
        beside = [
            place for place, pair in enumerate(moves.pairs) if entry.path in (pair[0].path, pair[1].path)
        ]
        if entry.is_remembered and moves.missing[:, beside].all(axis=1).any():
            return True
    return False
