"""Two keys of one tensor as one short text, and what tells two checkpoints apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from explorer.checkpoints.entries import CheckpointEntry
from explorer.report.numbers import display_name, format_label


def renamed_text(older: str, newer: str) -> str:
    """ "{model -> net}/dense/kernel": what two paths share is written once."""
    ours, theirs = older.split("/"), newer.split("/")
    most = min(len(ours), len(theirs))
    start = 0
    while start < most - 1 and ours[start] == theirs[start]:
        start += 1
    end = 0
    while end < most - 1 - start and ours[-1 - end] == theirs[-1 - end]:
        end += 1
    middle = f"{'/'.join(ours[start : len(ours) - end])} -> {'/'.join(theirs[start : len(theirs) - end])}"
    parts = [*ours[:start], f"{{{middle}}}", *ours[len(ours) - end :]]
    return "/".join(parts)


def side_labels(older: Any, newer: Any) -> tuple[str, str]:
    """What both sides are called; with the directory, from where it differs on, if they lie in two.

    `older` and `newer` are entries of a run, or None.
    """
    # The plain label: that of a checkpoint from elsewhere names its directory, but not from where the two differ on.
    labels = [
        display_name(format_label(CheckpointEntry.label.fget(entry)), 60) if entry is not None else word
        for entry, word in ((older, "older"), (newer, "newer"))
    ]
    folders = [Path(getattr(entry, "path", "")).parent for entry in (older, newer)]
    if older is None or newer is None or folders[0] == folders[1]:
        return labels[0], labels[1]
    parts = [folder.parts for folder in folders]
    shared = 0
    while shared < min(map(len, parts)) and parts[0][shared] == parts[1][shared]:
        shared += 1
    shared = min(shared, *(len(side) - 1 for side in parts))  # each is called by one name at least
    names = [display_name("/".join(side[max(shared, 0) :]), 60) for side in parts]
    return f"{names[0]} · {labels[0]}", f"{names[1]} · {labels[1]}"
