"""Where a checkpoint belongs in time whose own counters cannot be read: as its family's names tell.

The number at the end of a name is the step for some programs and the number of the save for others; both are
stored in the values. A checkpoint without values is placed by what the number means to its siblings.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from explorer.checkpoints.entries import COMPLETE, CheckpointEntry
from explorer.checkpoints.prefix_names import suffix_number

_BEFORE_ALL = -1


def place_lost(entries: Sequence[CheckpointEntry]) -> list[CheckpointEntry]:
    """The entries; of those whose step is not known, step or save number and place by their siblings' relation."""
    lost: dict[str, list[tuple[int, int]]] = {}  # family -> places and the numbers in the names
    for place, entry in enumerate(entries):
        if entry.status != COMPLETE and entry.step is None and entry.format == "tensor_bundle":
            suffix = suffix_number(entry.prefix)
            if suffix is not None:
                lost.setdefault(entry.family, []).append((place, suffix))
    placed = list(entries)
    if not lost:
        return placed
    siblings: dict[str, list[tuple[int, int, int | None]]] = {family: [] for family in lost}
    for entry in entries:
        if entry.family in lost and entry.status == COMPLETE and entry.is_resolved and entry.step is not None:
            suffix = suffix_number(entry.prefix)
            if suffix is not None:
                siblings[entry.family].append((suffix, entry.step, entry.number))
    for family, members in lost.items():
        known = sorted(siblings[family], key=lambda sibling: sibling[0])
        if not known:
            continue
        counts_saves = all(number == suffix for suffix, _, number in known)
        is_step = not counts_saves and all(step == suffix for suffix, step, _ in known)
        for place, suffix in members:
            if is_step:
                placed[place] = replace(placed[place], step=suffix, number=None)
                continue
            before = bisect_left(known, suffix, key=lambda sibling: sibling[0])
            placed[place] = replace(
                placed[place],
                number=suffix if counts_saves else None,
                placed_at=known[before - 1][1] if before else _BEFORE_ALL,
            )
    return placed
