"""The checkpoints of a directory as a series in time: their true steps, read from the files."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from explorer.checkpoints.checkpoint import Checkpoint, checkpoint_at
from explorer.checkpoints.entry_reading import carried_over, resolve_entry
from explorer.checkpoints.model_dir import (
    COMPLETE,
    DAMAGED,
    GONE,
    CheckpointEntry,
    ModelDir,
    scan_model_dir,
)
from explorer.checkpoints.placing import place_lost
from explorer.checkpoints.prefix_names import suffix_number
from explorer.errors import MissingFileError
from explorer.storage.files import PathLike, as_path
from explorer.task import QUIET, Task, breathing

if TYPE_CHECKING:
    from explorer.formats.reader import CheckpointReader

__all__ = [
    "CheckpointCache",
    "check_place",
    "choose_entry",
    "latest_of_families",
    "no_checkpoint_in",
    "open_model_dir",
    "previous_of_family",
    "resolve",
    "resolve_entry",
]

_MOST_TOLD = 12  # checkpoints that an error names


def resolve(
    run: ModelDir,
    task: Task = QUIET,
    on_partial: Callable[[ModelDir], None] | None = None,
    known: ModelDir | None = None,
    memory: EntryMemory | None = None,
) -> ModelDir:
    """All entries resolved and sorted anew; entries already resolved are kept.

    Args:
        run: as scanned.
        task: reports one entry at a time.
        on_partial: told a few times a second what is known so far.
        known: the same directory as resolved before: entries whose files did not change are taken over from it.
        memory: what remembers entries beyond this session; asked before files are opened.
    """
    entries = list(run.checkpoints)
    if known is not None:
        before = {entry.path: entry for entry in known.checkpoints}
        entries = [carried_over(entry, before.get(entry.path)) for entry in breathing(entries)]
    open_ones = [index for index, entry in enumerate(entries) if not entry.is_resolved]
    told = time.monotonic()
    # The newest first: that is what people look at while the rest is read.
    for done, index in enumerate(reversed(open_ones)):
        task.report(done, len(open_ones), f"Reading the step of {entries[index].prefix}")
        remembered = None if memory is None else memory.resolved(entries[index])
        entries[index] = resolve_entry(entries[index]) if remembered is None else remembered
        if on_partial is not None and time.monotonic() - told > 0.3:
            told = time.monotonic()
            on_partial(in_order(run, entries))
    return in_order(run, entries)


def in_order(run: ModelDir, entries: list[CheckpointEntry]) -> ModelDir:
    """The directory with these entries, sorted; those without a step beside their siblings."""
    placed = place_lost(entries)
    return replace(run, checkpoints=tuple(sorted(placed, key=lambda entry: entry.sort_key)))


def open_model_dir(directory: PathLike, task: Task = QUIET) -> ModelDir:
    """List a directory and read the true step of every checkpoint in it.

    Raises:
        MissingFileError: there is no such directory.
        FileAccessError: it is no directory, or may not be read.
        TypeError: `directory` is no path.
    """
    return resolve(scan_model_dir(as_path(directory), task), task)


def choose_entry(
    directory: Path | str, *, step: int | None = None, number: int | None = None, task: Task = QUIET
) -> CheckpointEntry:
    """The checkpoint of a directory that a caller means: by step, by save number, else the latest.

    Raises:
        MissingFileError: the directory, or such a checkpoint in it, does not exist.
    """
    _check_whole(step=step, number=number)
    run = scan_model_dir(directory, task)
    if step is None and number is None:
        entry = run.latest
        if entry is None:
            raise no_checkpoint_in(run)
        return entry
    run = resolve(run, task)
    for entry in reversed(run.checkpoints):
        if (
            entry.status != GONE
            and (step is None or entry.step == step)
            and (number is None or entry.number == number)
        ):
            return entry
    if step is not None and number is None and (entry := _named_by(run, step)) is not None:
        return entry
    raise _no_such(run, step, number)


def _check_whole(**asked: object) -> None:
    """Raise TypeError for "200": it would be told that there is no step 200 in a list that names it."""
    for name, value in asked.items():
        if value is not None and not hasattr(value, "__index__"):  # numpy's integers have it, too
            raise TypeError(f"`{name}` is a whole number, not {type(value).__name__}")


def check_place(checkpoint: Checkpoint, path: Path, *, step: int | None, number: int | None) -> None:
    """Raise `MissingFileError` unless one checkpoint that was named itself is of this step, and of this save number.

    As in a directory, the number in a name counts where the files tell neither.
    """
    _check_whole(step=step, number=number)
    named = checkpoint.number is None and checkpoint.step in (None, 0) and suffix_number(checkpoint.name)
    is_step = step is None or step == checkpoint.step or (number is None and named == step)
    if is_step and (number is None or number == checkpoint.number):
        return
    step_told = "tells no step" if checkpoint.step is None else f"is of step {checkpoint.step}"
    number_told = "no save number" if checkpoint.number is None else f"save number {checkpoint.number}"
    hint = f"It {step_told} and has {number_told}. "
    if checkpoint.number is None and checkpoint.step is None:
        hint = "It tells neither a step nor a save number. "
    raise MissingFileError(
        f"this checkpoint is not of {_wanted(step, number)}",
        hint=f"{hint}Leave the option out, or name the directory to choose from it.",
        path=str(path),
    )


def _wanted(step: int | None, number: int | None) -> str:
    told = [] if step is None else [f"step {step}"]
    if number is not None:
        told.append(f"save number {number}")
    return " and ".join(told)


def _at_odds(run: ModelDir, step: int, number: int) -> str:
    """What a step and a save number, asked for together, are each by themselves; "" when there is neither."""
    there = [entry for entry in run.checkpoints if entry.status != GONE]
    numbers = [entry.number for entry in there if entry.step == step]
    steps = [entry.step for entry in there if entry.number == number]
    told = [
        f"step {step} has no save number" if found is None else f"step {step} is save number {found}"
        for found in numbers[:1]
    ]
    told += [
        f"save number {number} tells no step" if found is None else f"save number {number} is of step {found}"
        for found in steps[:1]
    ]
    if not told:
        return ""
    sentence = ", and ".join(told)
    return f"{sentence[0].upper()}{sentence[1:]}: one of the two is enough."


def _no_such(run: ModelDir, step: int | None, number: int | None) -> MissingFileError:
    """The error over a step or save number that no checkpoint on disk has; the hint says what there is instead."""
    if step is not None and number is not None and (hint := _at_odds(run, step, number)):
        return MissingFileError(
            f"there is no checkpoint of {_wanted(step, number)}", hint=hint, path=str(run.directory)
        )
    hint = f"There are: {_choice(run, step)}."
    there = [entry for entry in run.checkpoints if entry.status != GONE]
    if number is None and any(entry.number == step for entry in there):
        hint += f" One of them is save number {step}: ask by number, not by step."
    elif step is None and any(entry.step == number for entry in there):
        hint += f" One of them is of step {number}: ask by step, not by number."
    return MissingFileError(
        f"there is no checkpoint of {_wanted(step, number)}", hint=hint, path=str(run.directory)
    )


def _named_by(run: ModelDir, step: int) -> CheckpointEntry | None:
    """The one checkpoint whose name ends in a number that no file holds as its step; None for none or several.

    A program that never counts its global_step up stores 0 in each checkpoint, and a Saver names them by its own count.
    """
    named = [
        entry
        for entry in run.checkpoints
        if entry.status != GONE and entry.number is None and suffix_number(entry.prefix) == step
    ]
    return named[0] if len(named) == 1 else None


def _choice(run: ModelDir, step: int | None) -> str:
    """What `step`, or else a save number, may be of this directory; by their names where that does not tell them apart."""
    entries = [entry for entry in run.checkpoints if entry.status != GONE]
    word = "step" if step is not None else "save"
    values = [entry.step if step is not None else entry.number for entry in entries]
    known = [value for value in values if value is not None]
    if known and len(set(known)) == len(entries):
        told = [f"{word} {value}" for value in known]
    else:
        told = [
            entry.name if value is None else f"{entry.name} ({word} {value})"
            for entry, value in zip(entries, values, strict=True)
        ]
    more = f" and {len(told) - _MOST_TOLD:,} more before them" if len(told) > _MOST_TOLD else ""
    return ", ".join(told[-_MOST_TOLD:]) + more if told else "none"


def no_checkpoint_in(run: ModelDir) -> MissingFileError:
    """The error to raise over a directory without checkpoints; its hint tells where to look instead."""
    return MissingFileError(
        "there is no checkpoint in this directory",
        hint=_where_else(run) or run.why_no_latest or "Name the checkpoint prefix itself.",
        path=str(run.directory),
    )


def _where_else(run: ModelDir) -> str:
    """Which folders of a directory hold checkpoints; "" when none does."""
    folders = [
        f"{other.name} ({other.checkpoint_count})" for other in run.other_files if other.checkpoint_count
    ]
    if not folders:
        return ""
    names = ", ".join(folders[:8])
    if len(folders) > 8:
        return f"Some of its folders hold checkpoints, open one of them: {names} and {len(folders) - 8} more."
    return f"Some of its folders hold checkpoints, open one of them: {names}."


def previous_of_family(run: ModelDir, entry: CheckpointEntry) -> CheckpointEntry | None:
    """The complete checkpoint of the same family before `entry`, the one to compare it with; None for the first."""
    previous = None
    for other in run.checkpoints:
        if other.path == entry.path:
            return previous
        if other.family == entry.family and other.status == COMPLETE:
            previous = other
    return None


def latest_of_families(run: ModelDir) -> dict[str, CheckpointEntry]:
    """Family -> its newest checkpoint that can be read: TensorFlow's own latest where it is of that family."""
    newest: dict[str, CheckpointEntry] = {}
    for wanted in (COMPLETE, DAMAGED):
        for entry in reversed(run.checkpoints):
            if entry.status == wanted:
                newest.setdefault(entry.family, entry)
    named = run.entry(run.latest_checkpoint) if run.latest_checkpoint is not None else None
    if named is not None:
        newest[named.family] = named
    return newest


class EntryMemory(Protocol):
    """What remembers the resolved entries of checkpoints."""

    def resolved(self, entry: CheckpointEntry) -> CheckpointEntry | None:
        """The entry with what its very files told when they were read before; None when that is not known."""


class ReaderMemory(Protocol):
    """What remembers checkpoints beyond their files."""

    def reader(self, entry: CheckpointEntry) -> CheckpointReader | None:
        """A reader of what is remembered of an entry's very content; None when nothing is."""


class CheckpointCache:
    """Opened checkpoints by prefix, the least recently used dropped; thread safe.

    A checkpoint is opened anew when one of its entry's files has changed.
    """

    def __init__(self, capacity: int = 64, memory: ReaderMemory | None = None) -> None:
        self._capacity = capacity
        self.memory = memory  # exchanged when another directory is opened
        self._lock = Lock()
        self._opened: OrderedDict[Path, tuple[tuple[object, ...], Checkpoint]] = OrderedDict()

    def open(self, entry: CheckpointEntry) -> Checkpoint:
        """The checkpoint of an entry; raises what `open_checkpoint` raises."""
        # One that was deleted meanwhile is opened anew, from memory.
        stamp = (entry.is_remembered, entry.stamp or (entry.size_bytes, entry.modified, entry.prefix))
        with self._lock:
            known = self._opened.get(entry.path)
            if known is not None and known[0] == stamp:
                self._opened.move_to_end(entry.path)
                return known[1]
        reader = None if self.memory is None else self.memory.reader(entry)
        if reader is not None:
            checkpoint = Checkpoint(reader, entry.prefix)
        else:
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
