"""At which steps a tensor holds NaN or infinities, by all that is known: the search's looks and the measured changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from explorer.analysis.updates.moves import MOVED, UNCHANGED, RunMoves
from explorer.analysis.updates.non_finite import look_for_non_finite
from explorer.analysis.updates.unhealthy import FirstUnhealthy
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.entries import CheckpointEntry
from explorer.errors import ExplorerError
from explorer.task import QUIET, Task

States = tuple[bool | None, ...]  # of each step: not finite or finite; None where it is not known


@dataclass(frozen=True, slots=True)
class BadSpan:
    """Steps next to each other at which a tensor is not finite: places `first` to `last`."""

    first: int
    last: int
    finite_again: int = -1  # the place of the first step after it known to be finite; -1 if there is none
    is_sure: bool = True  # False: of some step of it, or after it to the end of the run, it is not known


def health_of(
    entries: Sequence[CheckpointEntry], found: FirstUnhealthy, moves: RunMoves | None, key: str
) -> States:
    """Whether a tensor holds NaN or infinities at each of `entries`, those `found` was searched among."""
    states = list(found.states.get(key, (None,) * len(entries)))
    row = -1 if moves is None else moves.row(key)
    if moves is None or row < 0:
        return tuple(states)
    place_of = {entry.path: place for place, entry in enumerate(entries)}
    same: list[tuple[int, int]] = []
    for pair, (old_entry, new_entry) in enumerate(moves.pairs):
        older, newer = place_of.get(old_entry.path, -1), place_of.get(new_entry.path, -1)
        if min(older, newer) < 0 or moves.state[row, pair] not in (MOVED, UNCHANGED):
            continue
        spoilt, lost = float(moves.not_finite[row, pair]), float(moves.lost[row, pair])
        if spoilt == spoilt:  # what is not finite on either side, less what only the newer side lost
            states[older] = spoilt > lost
            if spoilt == 0 or lost > 0:
                states[newer] = lost > 0
        if moves.state[row, pair] == UNCHANGED:
            same.append((older, newer))
    for pairs in (same, same[::-1]):  # what is the same on both sides is as finite on both
        for older, newer in pairs:
            if states[newer] is None:
                states[newer] = states[older]
            elif states[older] is None:
                states[older] = states[newer]
    return tuple(states)


def look_where_unknown(
    entries: Sequence[CheckpointEntry],
    open_entry: Callable[[CheckpointEntry], Checkpoint],
    states: States,
    key: str,
    task: Task = QUIET,
) -> States:
    """The states with the unknown ones looked at, as far as the values can be had. Raises Cancelled through the task."""
    filled = list(states)
    for place, state in enumerate(states):
        if state is None:
            task.report(place, len(states), f"Looking for NaN at {entries[place].label}")
            try:
                checkpoint = open_entry(entries[place])
                filled[place] = not look_for_non_finite(checkpoint, key).is_healthy
            except ExplorerError:
                continue  # stays unknown, as it is told
    return tuple(filled)


def bad_spans(states: States, start: int) -> tuple[BadSpan, ...]:
    """The spans of steps that are not finite, the first of which begins at `start`; unknown steps between such belong to them."""
    spans: list[BadSpan] = []
    first = last = -1
    is_sure = True
    for place in range(start, len(states)):
        is_bad = True if place == start else states[place]
        if is_bad:
            is_sure = is_sure and (first < 0 or last == place - 1)
            first, last = (place if first < 0 else first), place
        elif is_bad is False and first >= 0:
            spans.append(BadSpan(first, last, place, is_sure))
            first, is_sure = -1, True
    if first >= 0:
        spans.append(BadSpan(first, last, -1, is_sure and last == len(states) - 1))
    return tuple(spans)
