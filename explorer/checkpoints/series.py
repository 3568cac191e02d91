"""The checkpoints of a directory as a series in time: their true steps, read from the files."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Lock

from explorer.checkpoints.checkpoint import Checkpoint, checkpoint_at
from explorer.checkpoints.counters import read_counters
from explorer.checkpoints.model_dir import (
    BEING_WRITTEN,
    COMPLETE,
    DAMAGED,
    GONE,
    STALE_AFTER_S,
    CheckpointEntry,
    ModelDir,
    scan_model_dir,
)
from explorer.errors import CorruptFileError, ExplorerError, MissingFileError
from explorer.formats.reader import open_reader
from explorer.task import QUIET, Task


def resolve_entry(entry: CheckpointEntry) -> CheckpointEntry:
    """Fill in step, save number and status from the index and the small counter tensors. Never raises."""
    if entry.is_resolved or entry.status == GONE:
        return entry
    try:
        reader = open_reader(entry.path)
    except CorruptFileError as error:
        return _unreadable_index(entry, error)
    except ExplorerError as error:
        if entry.status == BEING_WRITTEN:
            return replace(entry, is_resolved=True)
        return replace(entry, status=DAMAGED, problems=_with(entry.problems, str(error)), is_resolved=True)
    counters = read_counters(reader, entry.prefix)
    problems = reader.problems
    damaged = len(reader.table.problems)
    if damaged:
        first = next(iter(reader.table.problems.items()))
        sentence = f"{damaged} of {len(reader.table)} tensors cannot be trusted; {reader.table.keys[first[0]]}: {first[1]}"
        problems = _with(problems, sentence)
    return replace(
        entry,
        step=counters.step,
        number=counters.number,
        epoch=counters.epoch,
        format=reader.format,
        status=DAMAGED if problems else COMPLETE,
        problems=problems,
        is_resolved=True,
    )


def _with(problems: tuple[str, ...], sentence: str) -> tuple[str, ...]:
    return problems if sentence in problems else (*problems, sentence)


def _unreadable_index(entry: CheckpointEntry, error: CorruptFileError) -> CheckpointEntry:
    """A short or torn index: still being written when nothing names the checkpoint yet and it is fresh."""
    is_fresh = entry.modified is not None and time.time() - entry.modified < STALE_AFTER_S
    being_written = entry.status == BEING_WRITTEN or (
        not entry.is_listed and is_fresh and _looks_cut_short(entry)
    )
    status = BEING_WRITTEN if being_written else DAMAGED
    return replace(entry, status=status, problems=_with((), str(error)), is_resolved=True)


def _looks_cut_short(entry: CheckpointEntry) -> bool:
    """Whether the index ends without the table's magic number: cut off, not altered inside."""
    from explorer.formats.table import MAGIC
    from explorer.storage.files import FileSource

    try:
        with FileSource(entry.path.with_name(f"{entry.path.name}.index")) as source:
            tail = source.read(max(source.size - 8, 0), min(source.size, 8))
    except ExplorerError:
        return False
    return int.from_bytes(tail, "little") != MAGIC


def resolve(
    run: ModelDir, task: Task = QUIET, on_partial: Callable[[ModelDir], None] | None = None
) -> ModelDir:
    """All entries resolved and sorted anew; entries already resolved are kept.

    Args:
        run: as scanned.
        task: reports one entry at a time.
        on_partial: told a few times a second what is known so far.
    """
    entries = list(run.checkpoints)
    told = time.monotonic()
    # The newest first: that is what people look at while the rest is read.
    for done, index in enumerate(reversed(range(len(entries)))):
        task.report(done, len(entries), f"Reading the step of {entries[index].prefix}")
        entries[index] = resolve_entry(entries[index])
        if on_partial is not None and time.monotonic() - told > 0.3:
            told = time.monotonic()
            on_partial(_sorted(run, entries))
    return _sorted(run, entries)


def _sorted(run: ModelDir, entries: list[CheckpointEntry]) -> ModelDir:
    return replace(run, checkpoints=tuple(sorted(entries, key=lambda entry: entry.sort_key)))


def open_model_dir(directory: Path | str, task: Task = QUIET) -> ModelDir:
    """List a directory and read the true step of every checkpoint in it.

    Raises:
        MissingFileError: there is no such directory.
        FileAccessError: it is no directory, or may not be read.
    """
    return resolve(scan_model_dir(directory, task), task)


def choose_entry(
    directory: Path | str, *, step: int | None = None, number: int | None = None, task: Task = QUIET
) -> CheckpointEntry:
    """The checkpoint of a directory that a caller means: by step, by save number, else the latest.

    Raises:
        MissingFileError: the directory, or such a checkpoint in it, does not exist.
    """
    run = scan_model_dir(directory, task)
    if step is None and number is None:
        entry = run.latest
        if entry is None:
            raise MissingFileError(
                "there is no checkpoint in this directory",
                hint=_where_else(run) or run.why_no_latest or "Name the checkpoint prefix itself.",
                path=str(directory),
            )
        return entry
    run = resolve(run, task)
    for entry in reversed(run.checkpoints):
        if (
            entry.status != GONE
            and (step is None or entry.step == step)
            and (number is None or entry.number == number)
        ):
            return entry
    wanted = f"step {step}" if step is not None else f"save number {number}"
    have = ", ".join(entry.label for entry in run.checkpoints[-8:]) or "none"
    raise MissingFileError(
        f"there is no checkpoint of {wanted}", hint=f"There are: {have}.", path=str(directory)
    )


def _where_else(run: ModelDir) -> str:
    """Which folders of a directory hold checkpoints; "" when none does."""
    folders = [
        f"{other.name} ({other.checkpoint_count})" for other in run.other_files if other.checkpoint_count
    ]
    if not folders:
        return ""
    more = f" and {len(folders) - 8} more" if len(folders) > 8 else ""
    return f"Some of its folders hold checkpoints, open one of them: {', '.join(folders[:8])}{more}."


class CheckpointCache:
    """Opened checkpoints by prefix, the least recently used dropped; thread safe.

    A checkpoint is opened anew when its entry's size or modification time has changed.
    """

    def __init__(self, capacity: int = 64) -> None:
        self._capacity = capacity
        self._lock = Lock()
        self._opened: OrderedDict[Path, tuple[tuple[object, ...], Checkpoint]] = OrderedDict()

    def open(self, entry: CheckpointEntry) -> Checkpoint:
        """The checkpoint of an entry; raises what `open_checkpoint` raises."""
        stamp = (entry.size_bytes, entry.modified, entry.prefix)
        with self._lock:
            known = self._opened.get(entry.path)
            if known is not None and known[0] == stamp:
                self._opened.move_to_end(entry.path)
                return known[1]
        checkpoint = checkpoint_at(entry.path, entry.prefix)
        with self._lock:
            self._opened[entry.path] = stamp, checkpoint
            self._opened.move_to_end(entry.path)
            while len(self._opened) > self._capacity:
                self._opened.popitem(last=False)
        return checkpoint

    def clear(self) -> None:
        """Forget everything, after a reload."""
        with self._lock:
            self._opened.clear()
