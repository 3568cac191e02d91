"""The rows of the three tables: what moved, what stayed, what is not finite; nothing of Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.checkpoints.roles import ROLES
from explorer.gui.moves.notes import all_zero_words, measured_words, what_is_left_out
from explorer.report.numbers import format_label
from explorer.task import breathing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from explorer.analysis.updates import FirstUnhealthy, MoveSummary, RunMoves
    from explorer.checkpoints.model_dir import CheckpointEntry

FROZEN, STOPPED, NEVER = "frozen?", "stopped", "never moved"
FIRST, LATER, ALWAYS = "first of all", "later", "from the first step on"
KIND_WORDS = {
    "trained": "weight",
    "statistics": "statistics",
    "counter": "counter or setting",
    "constant": "constant",
    "state": "state, not trained",
    "empty": "empty tensor",
    "not finite": "NaN or Inf only",
    "slot": "optimizer slot",
}
WEIGHT_KINDS = frozenset({"trained", "statistics", "constant", "state", "empty", "not finite"})


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A tensor that moved. Sizes are norms of a change over the older norm."""

    key: str
    role: str
    kind: str
    mean: float | None  # None: of no measured pair is there a relative change
    largest: float | None
    older: CheckpointEntry  # the two steps between which it moved most, or else between which it moved
    newer: CheckpointEntry
    flipped: float | None  # the largest share of signs that changed at once, 0 to 1
    measured: int  # pairs of neighbouring steps of which the change is known
    pairs: int  # of how many in which it could have moved
    across: AcrossMove | None  # where it moved most over steps that were deleted before they were measured
    note: str


@dataclass(frozen=True, slots=True)
class AcrossMove:
    """A change over several steps at once: those between are deleted, and were not measured while they were there."""

    size: float | None  # the norm of the change over the older norm; None where the older value is all zero
    older: CheckpointEntry
    newer: CheckpointEntry


@dataclass(frozen=True, slots=True)
class StillRow:
    """A tensor that never moved, or stopped moving."""

    key: str
    role: str
    kind: str
    verdict: str  # FROZEN, STOPPED or NEVER
    reason: str
    newer: CheckpointEntry | None  # the last step up to which it moved


@dataclass(frozen=True, slots=True)
class OddRow:
    """A tensor that holds NaN or infinities."""

    key: str
    role: str
    what: str  # FIRST, LATER or ALWAYS
    first: CheckpointEntry
    last_sound: CheckpointEntry | None
    when: str  # at which steps it is not finite


def moved_rows(
    moves: RunMoves,
    summary: MoveSummary,
    across: RunMoves | None = None,
    when: Mapping[str, str] | None = None,
    *,
    is_whole: bool = True,
) -> tuple[MovedRow, ...]:
    """What moved, the most first; weights before slots and counters.

    Args:
        moves: of neighbouring steps.
        summary: of them.
        across: of the steps on either side of deleted ones.
        when: of tensors that became so, at which steps they are not finite; see `when_not_finite`.
        is_whole: whether the measuring is over; what is missing until then is no gap.
    """
    import numpy as np

    stopped = {still.row: still for still in summary.stopped}
    lost = dict(summary.became_nan)
    rows = []
    for one in breathing((*summary.variables, *summary.slots, *summary.counters)):
        over = _across(across, one.key)
        went = np.flatnonzero(moves.went[one.row])
        place = one.largest_pair if one.largest_pair >= 0 else int(went[0]) if len(went) else -1
        if place >= 0:
            older, newer = moves.pairs[place]
        elif over is not None:
            older, newer = over.older, over.newer
        else:
            continue
        flips = moves.flipped[one.row]
        known = flips[np.isfinite(flips)]
        notes = []
        if one.key in lost:
            first = moves.pairs[lost[one.key]][1]
            told = "" if when is None else when.get(one.key, "")
            notes.append(f"not finite {told or f'at {format_label(first.label)}'}")
        if one.row in stopped:
            notes.append(f"not since {format_label(moves.pairs[stopped[one.row].last_moved][1].label)}")
        if is_whole and one.pairs_measured < one.pairs:
            notes.append(measured_words(one.pairs_measured, one.pairs))
        notes += what_is_left_out(moves, one.row)
        if across is not None and one.key in across.row_of:
            notes += all_zero_words(across, across.row(one.key))
        rows.append(
            MovedRow(
                key=one.key,
                role=ROLES[int(moves.role[one.row])],
                kind=one.kind,
                mean=one.mean_relative_l2,
                largest=one.largest_relative_l2,
                older=older,
                newer=newer,
                flipped=float(known.max()) if len(known) else None,
                measured=one.pairs_measured,
                pairs=one.pairs,
                across=over,
                note="; ".join(notes),
            )
        )
    return tuple(rows)


def _across(across: RunMoves | None, key: str) -> AcrossMove | None:
    """Where a tensor moved most over deleted steps; None where it is not known to have."""
    import numpy as np

    row = -1 if across is None else across.row(key)
    if across is None or row < 0 or not across.went[row].any():
        return None
    sizes = across.relative_l2[row]
    if np.isfinite(sizes).any() and np.nanmax(sizes) > 0:
        place = int(np.nanargmax(sizes))
        return AcrossMove(float(sizes[place]), *across.pairs[place])
    return AcrossMove(None, *across.pairs[int(np.argmax(across.went[row]))])


def still_rows(moves: RunMoves, summary: MoveSummary, odd: Collection[str] = ()) -> tuple[StillRow, ...]:
    """What did not move: what looks like an accident first. `odd`: not finite from the first step on."""
    rows = []
    for verdict, group in (
        (FROZEN, summary.frozen),
        (STOPPED, summary.stopped),
        (NEVER, summary.never_moved),
    ):
        for still in breathing(group):
            newer = moves.pairs[still.last_moved][1] if still.last_moved >= 0 else None
            role = ROLES[int(moves.role[still.row])]
            told = what_is_left_out(moves, still.row)
            reason = " ".join((still.reason, *(f"{text[:1].upper()}{text[1:]}." for text in told)))
            if still.key in odd and still.kind != "not finite":
                reason += " It holds NaN or infinities from the first step on."
            rows.append(StillRow(still.key, role, still.kind, verdict, reason, newer))
    return tuple(rows)


def odd_rows(
    entries: Sequence[CheckpointEntry],
    unhealthy: FirstUnhealthy,
    moves: RunMoves | None,
    summary: MoveSummary | None,
    when: Mapping[str, str],
) -> tuple[OddRow, ...]:
    """Where NaN and infinities first appear, then those met later, then those there from the first step on.

    The search by halving may pass over NaN that went away again; the measured changes do not.
    """
    place_of = {entry.path: place for place, entry in enumerate(entries)}
    found: dict[str, tuple[int, CheckpointEntry | None]] = {}  # key -> place of the step, the step before
    if unhealthy.entry is not None and unhealthy.last_healthy is not None:
        for key in unhealthy.keys:
            found[key] = place_of[unhealthy.entry.path], unhealthy.last_healthy
    always = set(unhealthy.from_the_first)
    if moves is not None and summary is not None:
        for key, pair in summary.became_nan:
            older, newer = moves.pairs[pair]
            place = place_of[newer.path]
            if key not in always and (key not in found or place < found[key][0]):
                found[key] = place, older
    earliest = min((place for place, _ in found.values()), default=-1)

    def role(key: str) -> str:
        row = moves.row(key) if moves is not None else -1
        return ROLES[int(moves.role[row])] if moves is not None and row >= 0 else "other"

    rows = [
        OddRow(
            key, role(key), FIRST if place == earliest else LATER, entries[place], before, when.get(key, "")
        )
        for key, (place, before) in sorted(found.items(), key=lambda item: (item[1][0], item[0]))
    ]
    if entries:
        rows += [
            OddRow(key, role(key), ALWAYS, entries[0], None, when.get(key, ""))
            for key in unhealthy.from_the_first
        ]
    return tuple(rows)
