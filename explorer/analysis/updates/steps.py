"""Which checkpoints of a run are compared with which: each with the next one of its family."""

from __future__ import annotations

from itertools import pairwise

from explorer.checkpoints.model_dir import COMPLETE, DAMAGED, CheckpointEntry, ModelDir

StepPair = tuple[CheckpointEntry, CheckpointEntry]


def readable(run: ModelDir, family: str) -> tuple[CheckpointEntry, ...]:
    """The entries of a family of which values or a record of them can be had, in order of time.

    Damaged ones are among them: most of their tensors may be sound. So are those that left the disk
    but are remembered. Neither those that are being written nor those that are gone for good are.
    """
    return tuple(
        entry
        for entry in run.checkpoints
        if entry.family == family and (entry.status in (COMPLETE, DAMAGED) or entry.is_remembered)
    )


def consecutive(run: ModelDir, family: str) -> tuple[StepPair, ...]:
    """(older, newer) for every two neighbours of a family, in order of time; see `readable`."""
    entries = readable(run, family)
    return tuple(pairwise(entries))


def across_gaps(run: ModelDir, family: str) -> tuple[StepPair, ...]:
    """(older, newer) of the steps on either side of those that were deleted but are remembered, in order of time.

    What was never measured of the deleted ones is known at least from one side of the gap to the other.
    """
    entries = readable(run, family)
    there = [place for place, entry in enumerate(entries) if entry.status in (COMPLETE, DAMAGED)]
    return tuple((entries[first], entries[last]) for first, last in pairwise(there) if last > first + 1)
