"""The checkpoints of a directory as a series in time: their true steps, read from the files."""

from __future__ import annotations

from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir
from explorer.task import QUIET, Task


def resolve_entry(entry: CheckpointEntry) -> CheckpointEntry:
    """Fill in step, save number and status from the index and the small counter tensors. Never raises."""
    raise NotImplementedError


def resolve(run: ModelDir, task: Task = QUIET) -> ModelDir:
    """All entries resolved and sorted anew; entries already resolved are kept."""
    raise NotImplementedError
