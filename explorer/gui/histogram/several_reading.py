"""Reads several tensors over some of the steps, those in view first."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.gui.histogram.history import StepRecord, read_step
from explorer.task import StepOfTask, Task

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.model_dir import CheckpointEntry
    from explorer.gui.statistics_store import StatisticsStore

MOST_STEPS = 16  # of a small picture: more lines lie too close to be told apart
_HAND_OUT_S = 0.04


@dataclass(frozen=True)
class Cell:
    """One tensor of the set, as the newer step holds it."""

    key: str
    title: str
    role: str
    dtype: str
    shape: tuple[int, ...]


def shown_steps(count: int, newer: int, older: int) -> tuple[int, ...]:
    """Indices of the steps drawn in small pictures: evenly chosen, the two chosen ones among them."""
    if count <= MOST_STEPS:
        return tuple(range(count))
    chosen = set(np.linspace(0, count - 1, MOST_STEPS).round().astype(int).tolist())
    return tuple(sorted(chosen | {index for index in (newer, older) if 0 <= index < count}))


def find_cells(
    checkpoint: Checkpoint, key: str, name: str, selected: Sequence[str], *, task: Task
) -> tuple[Cell, ...]:
    """The tensors of a set; on a pool thread, for a checkpoint may hold 200,000."""
    from explorer.gui.histogram.tensor_sets import tensors_of, title_of

    task.report(0, 1, "Looking for tensors")
    cells = []
    for other in tensors_of(checkpoint, key, name, selected):
        variable = checkpoint.variable(other)
        cells.append(Cell(other, title_of(checkpoint, other), variable.role, variable.dtype, variable.shape))
    return tuple(cells)


def read_cells(
    entries: Sequence[CheckpointEntry],
    cells: Sequence[Cell],
    order: Sequence[Sequence[int]],
    cache: Any,
    store: StatisticsStore,
    *,
    task: Task,
    partly: Callable[[object], None],
) -> None:
    """Hands out tuples of (key, index of the entry, StepRecord), tensor by tensor; Cancelled is all it raises.

    Args:
        entries: all steps.
        cells: the tensors, those in view first.
        order: which entries of all tensors first, and which of all tensors then.
        cache: opens entries.
        store: remembers statistics.
        task: counts tensors.
        partly: gets what was read, some times a second.
    """
    found: list[tuple[str, int, StepRecord]] = []
    told = time.monotonic()
    rounds = [(cell, index) for some in order for cell in cells for index in some]
    for done, (cell, index) in enumerate(rounds):
        task.report(done, len(rounds), "Reading several tensors")
        part = StepOfTask(task, lambda done=done: (done, len(rounds)), "Reading several tensors")
        expected = (cell.dtype, cell.shape)
        record = read_step(entries[index], cell.key, expected, cache, store, part)
        found.append((cell.key, index, record))
        if time.monotonic() - told > _HAND_OUT_S:
            partly(tuple(found))
            found, told = [], time.monotonic()
    if found:
        partly(tuple(found))
