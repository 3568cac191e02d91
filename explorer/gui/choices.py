"""Which checkpoint of a run is meant when nobody says: pure answers over a scanned directory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from explorer.gui.statuses import COMPLETE, DAMAGED, GONE, REMEMBERED, can_be_chosen, shown_status

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir


def first_choice(run: ModelDir) -> CheckpointEntry | None:
    """The checkpoint shown when nobody chose: TensorFlow's latest, else the last on disk, else one remembered."""
    if run.latest is not None:
        return run.latest
    there = [entry for entry in run.checkpoints if entry.status != GONE]
    sound = [entry for entry in there if entry.status != DAMAGED]
    remembered = [entry for entry in run.checkpoints if can_be_chosen(entry)]
    return next((found[-1] for found in (sound, there, remembered) if found), None)


def previous_entry(run: ModelDir, entry: CheckpointEntry) -> CheckpointEntry | None:
    """The checkpoint before `entry`, complete or remembered as such: of its own family if there is one."""
    place = place_of(run, entry)
    sound = (COMPLETE, REMEMBERED)
    before = [other for other in run.checkpoints[: max(place, 0)] if shown_status(other) in sound]
    own = [other for other in before if other.family == entry.family]
    return own[-1] if own else before[-1] if before else None


def place_of(run: ModelDir, entry: CheckpointEntry) -> int:
    """The entry's place in the run's order, -1 when it is not of this run."""
    return next((i for i, other in enumerate(run.checkpoints) if other.path == entry.path), -1)


def path_of(entry: CheckpointEntry | None) -> Path | None:
    """The entry's prefix, None for no entry."""
    return entry.path if entry is not None else None


def content_of(entry: CheckpointEntry) -> tuple[object, ...]:
    """Equal as long as the entry's files are untouched."""
    stamp = getattr(entry, "stamp", ())
    return (entry.path, stamp or (entry.size_bytes, entry.modified))
