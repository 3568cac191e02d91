"""The records of the steps across refreshes: what stays known, and which entry is which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from explorer.checkpoints.model_dir import BEING_WRITTEN, GONE, CheckpointEntry
from explorer.gui.choices import content_of
from explorer.gui.histogram.history import DAMAGED, LOST, UNFINISHED, WAITING, StepRecord


def carried(entry: CheckpointEntry, known: StepRecord | None) -> StepRecord:
    """What is known of a step stays known while its files are the same, and once they are deleted or saved over."""
    if known is None:
        return StepRecord(entry)
    was_read = known.state not in (WAITING, DAMAGED, LOST, UNFINISHED)
    if was_read and entry.status in (GONE, BEING_WRITTEN):
        return replace(known, entry=entry)
    is_same = content_of(entry) == content_of(known.entry) and known.entry.status != BEING_WRITTEN
    is_same = is_same and entry.is_remembered == known.entry.is_remembered
    if is_same and (was_read or entry.status == known.entry.status):
        return replace(known, entry=entry)
    return StepRecord(entry)


def index_of(entries: Sequence[CheckpointEntry], wanted: CheckpointEntry | None) -> int:
    """Where an entry stands; -1 for none, and for one that is not among them."""
    if wanted is None:
        return -1
    return next((index for index, entry in enumerate(entries) if entry.path == wanted.path), -1)
