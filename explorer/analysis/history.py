"""Statistics of tensors over all steps of a run, in long form: one row a step and tensor.

Checkpoints that are gone from the disk have rows as far as the record of the run remembers them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.analysis.run_record import RunRecord
from explorer.analysis.updates import changes_between
from explorer.analysis.value_change import ValueChange
from explorer.analysis.value_counts import TensorStatistics
from explorer.analysis.workers import many_statistics
from explorer.checkpoints.entries import BEING_WRITTEN, COMPLETE, DAMAGED, GONE, CheckpointEntry, ModelDir
from explorer.checkpoints.model_dir import scan_model_dir
from explorer.checkpoints.series import CheckpointCache, no_checkpoint_in, resolve
from explorer.errors import ExplorerError
from explorer.formats.dtypes import data_type
from explorer.task import QUIET, PartOfTask, Task

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint

KeyFilter = Callable[[str], bool]

NOT_REMEMBERED = "the checkpoint is gone from the disk, and its values were never read while it was there"
_PARTS = 1000  # of the progress a step
_FEW_OPEN = 4  # one checkpoint and the one before it; tables of large ones are not kept for nothing


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One tensor at one step. `note` says why something is missing; "" when nothing is.

    `change` is the change since the checkpoint of the same family before this one, where it was
    asked for and both hold the tensor in one shape.
    """

    entry: CheckpointEntry
    key: str
    name: str
    role: str
    dtype: str
    shape: tuple[int, ...]
    statistics: TensorStatistics | None
    change: ValueChange | None = None
    note: str = ""


@dataclass(eq=False)
class RunHistory:
    """The steps of one directory, those remembered included, and the rows of them as they are read.

    `left_out` fills while the rows are read: checkpoints that could not be opened, a sentence each.
    """

    run: ModelDir
    record: RunRecord | None = None
    left_out: list[str] = field(default_factory=list)

    @property
    def problem(self) -> str:
        """Why nothing is remembered; "" when it is."""
        return "" if self.record is None else self.record.problem

    def rows(
        self, keys: KeyFilter | None = None, *, changes: bool = False, task: Task = QUIET
    ) -> Iterator[HistoryRow]:
        """One row a step and tensor, in the order of the steps and of the keys within each.

        Args:
            keys: which tensors; all when None.
            changes: measure the change since the step before, too.
            task: is told steps, and bytes within each; may cancel.
        """
        cache = CheckpointCache(_FEW_OPEN, self.record)
        before: dict[str, Checkpoint] = {}  # the last checkpoint of each family
        try:
            for number, entry in enumerate(self.run.checkpoints):
                doing = PartOfTask(task, number * _PARTS, _PARTS, len(self.run.checkpoints) * _PARTS)
                checkpoint = self._opened(cache, entry)
                if checkpoint is None:
                    continue
                wanted = [key for key in checkpoint.table.keys if keys is None or keys(key)]
                older = before.get(entry.family) if changes else None
                yield from self._rows_of(entry, checkpoint, older, wanted, doing)
                before[entry.family] = checkpoint
        finally:
            if self.record is not None:
                self.record.flush()

    def close(self) -> None:
        """Give the record back."""
        if self.record is not None:
            self.record.close()

    def _opened(self, cache: CheckpointCache, entry: CheckpointEntry) -> Checkpoint | None:
        if entry.status == GONE and not entry.is_remembered:
            return None
        if entry.status == BEING_WRITTEN:
            self.left_out.append(f"{entry.prefix} is being written and was left out")
            return None
        try:
            checkpoint = cache.open(entry)
        except ExplorerError as error:
            self.left_out.append(f"{entry.prefix} was left out: {error}")
            return None
        if self.record is not None and entry.status in (COMPLETE, DAMAGED):
            self.record.remember_checkpoint(entry, checkpoint)
        return checkpoint

    def _rows_of(
        self,
        entry: CheckpointEntry,
        checkpoint: Checkpoint,
        older: Checkpoint | None,
        keys: list[str],
        task: Task,
    ) -> Iterator[HistoryRow]:
        half = _PARTS // 2 if older is not None else _PARTS
        known, reasons = self._statistics(entry, checkpoint, keys, PartOfTask(task, 0, half, _PARTS))
        changes: dict[str, ValueChange] = {}
        if older is not None:
            shared = [key for key in keys if _is_measurable(older, checkpoint, key)]
            changes = self._changes(older, checkpoint, shared, reasons, PartOfTask(task, half, half, _PARTS))
        variables = checkpoint.variables
        for key in keys:
            variable = variables[checkpoint.table.row_of[key]]
            yield HistoryRow(
                entry,
                key,
                variable.name,
                variable.role,
                variable.dtype,
                variable.shape,
                known.get(key),
                changes.get(key),
                reasons.get(key, ""),
            )

    def _statistics(
        self, entry: CheckpointEntry, checkpoint: Checkpoint, keys: list[str], task: Task
    ) -> tuple[dict[str, TensorStatistics], dict[str, str]]:
        """What is known of the tensors, read where it is not remembered; and why it is not of the others."""
        known = {} if self.record is None else self.record.statistics(checkpoint, keys)
        missing = [key for key in keys if key not in known]
        if entry.status == GONE:
            table = checkpoint.table
            return known, {key: table.problems.get(table.row_of[key], NOT_REMEMBERED) for key in missing}
        reasons: dict[str, str] = {}
        found = []
        for answer in many_statistics(checkpoint, missing, task):
            if isinstance(answer, tuple):
                reasons[answer[0]] = str(answer[1])
            else:
                known[answer.key] = answer
                found.append(answer)
        if self.record is not None and found:
            self.record.remember_statistics(checkpoint, found)
        return known, reasons

    def _changes(
        self,
        older: Checkpoint,
        newer: Checkpoint,
        keys: list[str],
        reasons: dict[str, str],
        task: Task,
    ) -> dict[str, ValueChange]:
        found: dict[str, ValueChange] = {}
        for key, answer in changes_between(older, newer, keys, record=self.record, task=task):
            if isinstance(answer, ExplorerError):
                reasons.setdefault(key, f"the change is not known: {answer.problem}")
            elif answer is not None:
                found[key] = answer
        return found


def open_history(directory: Path | str, *, record: RunRecord | None = None, task: Task = QUIET) -> RunHistory:
    """The steps of a directory, with those that `record` remembers although their files are gone.

    Raises:
        MissingFileError: there is no such directory, or neither files nor memory of a checkpoint.
        FileAccessError: it is no directory, or may not be read.
    """
    run = resolve(scan_model_dir(directory, task), task, memory=record)
    if record is not None:
        run = record.with_ghosts(run)
    if all(entry.status == GONE and not entry.is_remembered for entry in run.checkpoints):
        raise no_checkpoint_in(run)
    return RunHistory(run, record)


def _is_measurable(older: Checkpoint, newer: Checkpoint, key: str) -> bool:
    """Whether both hold the tensor as numbers of one shape."""
    old, new = older.table.row_of.get(key, -1), newer.table.row_of.get(key, -1)
    if old < 0 or new < 0 or older.table.shape(old) != newer.table.shape(new):
        return False
    numbers = (int(older.table.dtype[old]), int(newer.table.dtype[new]))
    return all(data_type(number).is_numeric for number in numbers)
