"""Two checkpoints compared, as one result that counts, filters and shows itself: `explorer.compare`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from explorer.analysis.diff import CHANGES, Difference, diff_checkpoints
from explorer.analysis.diff_rule import BITWISE, EqualityRule
from explorer.checkpoints.checkpoint import Checkpoint, as_checkpoint
from explorer.checkpoints.entries import CheckpointEntry
from explorer.showing import Rows, quoted
from explorer.storage.files import PathLike
from explorer.task import QUIET, Task

Comparable = Checkpoint | CheckpointEntry | PathLike


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(Rows[Difference]):
    """What differs between two checkpoints: one row a tensor, in byte order of keys.

    `has_values`: values were read on both sides and the size of their change measured.
    """

    older: str  # how a person calls it: "step 1", or the prefix
    newer: str
    rows: tuple[Difference, ...]
    has_values: bool = False

    def _all_rows(self) -> tuple[Difference, ...]:
        return self.rows

    def _in_short(self) -> str:
        parts = ", ".join(f"{count:,} {change}" for change, count in self.counts.items())
        return f"{quoted(self.older)} → {quoted(self.newer)}: {parts or 'no tensors'}"

    @property
    def counts(self) -> dict[str, int]:
        """Change -> number of rows, for the changes that occur, in the order of CHANGES."""
        counted = Counter(row.change for row in self.rows)
        return {change: counted[change] for change in CHANGES if counted[change]}

    @property
    def changed(self) -> tuple[Difference, ...]:
        """The rows that are not the same on both sides."""
        return tuple(row for row in self.rows if row.change != "same")


def compare(
    older: Comparable,
    newer: Comparable,
    *,
    values: bool = False,
    rtol: float = 0.0,
    atol: float = 0.0,
    keys: Callable[[str], bool] | None = None,
    task: Task = QUIET,
) -> Comparison:
    """What differs between two checkpoints of any format.

    Args:
        older: a checkpoint, an entry of a directory, or the path of one (a directory: its latest).
        newer: the same for the other side.
        values: read every tensor of equal shape on both sides and measure how far its values moved; else
            stored checksums and sizes tell what changed.
        rtol: with `atol`: values within atol + rtol * |older| count as the same; equal means bit for bit
            while both are 0.
        atol: see `rtol`.
        keys: which keys to compare; all when None.
        task: progress in bytes, and cancelling.

    Raises:
        ExplorerError: as `open_checkpoint`.
        ValueError: a tolerance is negative or not finite.
    """
    rule = EqualityRule(rtol, atol) if rtol or atol else BITWISE
    sides = as_checkpoint(older), as_checkpoint(newer)
    rows = diff_checkpoints(*sides, values=values, rule=rule, keys=keys, task=task)
    return Comparison(sides[0].label, sides[1].label, rows, values)
