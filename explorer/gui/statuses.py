"""The four states of a checkpoint, in the words of checkpoints.model_dir.

Said here again because that module brings numpy along, a third of the time to the window's first paint;
a test holds the two equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import CheckpointEntry

COMPLETE, BEING_WRITTEN, DAMAGED, GONE = "complete", "being written", "damaged", "gone"
REMEMBERED = "remembered"  # how a checkpoint is shown that is gone, but whose record is still there


def can_be_chosen(entry: CheckpointEntry) -> bool:
    """Whether anything of a checkpoint can be shown: its files, or what the run's record remembers of them."""
    return entry.status != GONE or entry.is_remembered


def shown_status(entry: CheckpointEntry) -> str:
    """The status as a mark shows it: a checkpoint remembered looks different from one merely gone."""
    return REMEMBERED if entry.status == GONE and entry.is_remembered else entry.status
