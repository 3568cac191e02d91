"""What is told to the record of a run on pool threads: tables of checkpoints, and statistics of their tensors."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.errors import ExplorerError
from explorer.gui.jobs import BOARD
from explorer.gui.statuses import COMPLETE
from explorer.task import QUIET, PartOfTask, Task

if TYPE_CHECKING:
    from explorer.analysis.run_record import RunRecord
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.model_dir import CheckpointEntry

Opener = "Callable[[CheckpointEntry], Checkpoint]"
FLUSH_EVERY_S = 2.0  # so that little is lost when the program is killed
REST_S = 0.000_5  # after each table: the window and its own jobs go first
LONGEST_REST_S = 0.2  # while somebody waits for another job


@dataclass(frozen=True, slots=True)
class Unread:
    """Tensors of one checkpoint whose statistics the record does not know."""

    checkpoint: Checkpoint
    keys: tuple[str, ...]
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """What reading the statistics of many steps came to."""

    steps: int = 0
    tensors: int = 0
    size_bytes: int = 0
    failed: int = 0  # tensors that could not be read


def remember_tables(
    entries: Iterable[CheckpointEntry],
    record: RunRecord,
    is_known: Callable[[CheckpointEntry], bool],
    task: Task,
) -> None:
    """Have the record remember what every complete checkpoint holds; `entries` are served in their order."""
    from explorer.checkpoints.checkpoint import checkpoint_at

    wanted = [entry for entry in entries if entry.status == COMPLETE]
    flushed_at = time.monotonic()
    try:
        for done, entry in enumerate(wanted):
            task.report(done, len(wanted), "Remembering the checkpoints")
            if record.problem:
                return
            if is_known(entry):
                continue
            try:
                # Not by the window's cache: a directory of thousands would empty it.
                record.remember_checkpoint(entry, checkpoint_at(entry.path, entry.prefix))
            except ExplorerError:  # being deleted or written just now: the next look finds out
                continue
            _rest(task)
            if time.monotonic() - flushed_at > FLUSH_EVERY_S:
                record.flush()
                flushed_at = time.monotonic()
    finally:
        record.flush()


def _rest(task: Task) -> None:
    """Let what somebody waits for go first, for a while."""
    until = time.monotonic() + LONGEST_REST_S
    time.sleep(REST_S)
    while BOARD.is_waited_for and time.monotonic() < until and not task.is_cancelled:
        time.sleep(10 * REST_S)


def unread_statistics(
    entries: Iterable[CheckpointEntry],
    record: RunRecord,
    open_entry: Callable[[CheckpointEntry], Checkpoint],
    task: Task,
) -> tuple[Unread, ...]:
    """The tensors of complete checkpoints whose statistics are still to be read, in the order of `entries`."""
    wanted = [entry for entry in entries if entry.status == COMPLETE]
    found = []
    for done, entry in enumerate(wanted):
        task.report(done, len(wanted), "Looking what is still to be read")
        try:
            checkpoint = open_entry(entry)
        except ExplorerError:
            continue
        table = checkpoint.table
        keys = [key for row, key in enumerate(table.keys) if row not in table.problems]
        known = record.statistics(checkpoint, keys)
        keys = [key for key in keys if key not in known]
        if keys:
            size = sum(int(table.size_bytes[table.row_of[key]]) for key in keys)
            found.append(Unread(checkpoint, tuple(keys), size))
    return tuple(found)


def read_statistics(unread: tuple[Unread, ...], record: RunRecord, task: Task = QUIET) -> Gathered:
    """Read the statistics of all that is unread into the record; the task is told bytes."""
    from explorer.analysis.workers import many_statistics

    total = sum(one.size_bytes for one in unread)
    done = tensors = failed = 0
    flushed_at = time.monotonic()
    try:
        for one in unread:
            part = PartOfTask(task, done, one.size_bytes, total)
            for answer in many_statistics(one.checkpoint, one.keys, part):
                if isinstance(answer, tuple):
                    failed += 1
                else:
                    record.remember_statistics(one.checkpoint, (answer,))
                    tensors += 1
                if time.monotonic() - flushed_at > FLUSH_EVERY_S:
                    record.flush()
                    flushed_at = time.monotonic()
            done += one.size_bytes
            task.report(done, total, "Reading statistics")
    finally:
        record.flush()
    return Gathered(len(unread), tensors, done, failed)
