"""Which remembered checkpoints belong to the history of what a directory holds now.

A program that is started again writes over its checkpoints. The steps of the run before must not
stand on the axis as if they led to what is there now. So, family by family, all contents ever seen
are put in the order in which they came to be seen (those that were there together, when the
directory was opened, in the order of their steps: times of copied files tell nothing). As long as
the steps ascend it is one run; where they go back in a newer file, the program was begun anew. A
remembered checkpoint is shown if

- its prefix is not on disk: what is there now under its name took its place;
- every later run began at a later step than its own: whoever went back further wrote it anew;
- and, for every later run, a checkpoint on disk from before that run shows that the run began from
  there: it lies at the same or a later step. Without one the run began from nothing, for all we know.

The same content written again, as a Saver does at the step it restored, is no new beginning.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from explorer.analysis.run_record.told import Told, first_sight, ghost_of
from explorer.checkpoints.entries import GONE, CheckpointEntry

Place = tuple[float, ...]
_UNKNOWN = float("inf")  # as in `CheckpointEntry.sort_key`
_EVERYWHERE: Place = (_UNKNOWN, _UNKNOWN, _UNKNOWN, _UNKNOWN)
_NOWHERE: Place = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    """One content at a place in time."""

    place: Place
    seen: float  # seconds since 1970, see `first_sight`
    modified: float  # seconds since 1970
    told: Told | None  # None of what is on disk


@dataclass(frozen=True, slots=True)
class _Limits:
    """What a content seen before a later run may lie at: before `begins`, and not behind `reach`."""

    seen: float  # when the first of that run was
    begins: Place
    reach: Place


def remembered_ghosts(
    entries: Sequence[CheckpointEntry],
    known: Mapping[str, Sequence[Told]],
    is_same_content: Callable[[CheckpointEntry, Told], bool],
    opened_at: float,
    layout_number: Callable[[Told], int],
) -> dict[str, CheckpointEntry]:
    """Prefix -> entry of each remembered checkpoint that is gone and belongs to what is there.

    Args:
        entries: the directory as scanned, and as far as it goes resolved.
        known: all remembered contents by prefix.
        is_same_content: whether an entry on disk is this remembered content, whatever its files' times.
        opened_at: when the record was, seconds since 1970.
        layout_number: see `CheckpointEntry.layout`.
    """
    gone = {entry.prefix: entry for entry in entries if entry.status == GONE}
    families: dict[str, list[_Mark]] = {}
    on_disk: set[str] = set()
    for entry in entries:
        if entry.status == GONE:
            continue
        on_disk.add(entry.prefix)
        same = [told.first_seen for told in known.get(entry.prefix, ()) if is_same_content(entry, told)]
        seen = min(same, default=first_sight(entry, opened_at))
        mark = _Mark(entry.sort_key[:3], seen, entry.modified or seen, None)
        families.setdefault(entry.family, []).append(mark)
    live = {entry.prefix: entry for entry in entries if entry.prefix in on_disk}
    for prefix, contents in known.items():
        for told in contents:
            if prefix not in live or not is_same_content(live[prefix], told):
                modified = told.entry.modified or told.first_seen
                mark = _Mark(told.entry.sort_key[:3], told.first_seen, modified, told)
                families.setdefault(told.entry.family, []).append(mark)
    return {
        told.content.prefix: ghost_of(told, gone.get(told.content.prefix), layout_number(told))
        for marks in families.values()
        for told in _of_family(marks)
        if told.content.prefix not in on_disk
    }


def _of_family(marks: list[_Mark]) -> Iterator[Told]:
    """The last content of each prefix that is not on disk, if it belongs to what is there."""
    marks.sort(key=lambda mark: (mark.seen, mark.place))
    # One whose step is unknown, being written or damaged, tells nothing of the order of the others.
    placed = [mark for mark in marks if mark.place[0] != _UNKNOWN]
    limits = _limits(placed or marks)
    times = [limit.seen for limit in limits]
    last = {mark.told.content.prefix: mark for mark in marks if mark.told is not None}
    for mark in last.values():
        later = bisect_right(times, mark.seen)
        if later < len(limits) and not (
            mark.place < limits[later].begins and mark.place <= limits[later].reach
        ):
            continue
        assert mark.told is not None
        yield mark.told


def _limits(marks: list[_Mark]) -> list[_Limits]:
    """For each run but the first, ascending in time: the narrowest limits that it and those after it set."""
    begun: list[_Limits] = []
    furthest, written, reach = _NOWHERE, 0.0, _NOWHERE
    for mark in marks:
        # A file no newer than the furthest only came to be seen late: another window was slower to tell.
        is_back = mark.place < furthest and mark.modified > written
        if is_back:
            begun.append(_Limits(mark.seen, mark.place, reach))
        if is_back or mark.place >= furthest:
            furthest, written = mark.place, mark.modified
        if mark.told is None:
            reach = max(reach, mark.place)
    begins = limit = _EVERYWHERE
    for number in range(len(begun) - 1, -1, -1):
        begins, limit = min(begins, begun[number].begins), min(limit, begun[number].reach)
        begun[number] = _Limits(begun[number].seen, begins, limit)
    return begun
