"""How much many tensors changed between two checkpoints, with as little read as possible."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from typing import Protocol, TypeAlias

from explorer.analysis.value_change import ValueChange, change_of_values
from explorer.analysis.value_counts import TensorStatistics
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.shape_text import shape_text
from explorer.errors import ExplorerError, NoValueError, UnknownKeyError
from explorer.formats.dtypes import data_type
from explorer.task import QUIET, PartOfTask, Task

Change: TypeAlias = ValueChange | ExplorerError | None
_REMEMBERED_AT_ONCE = 64  # changes handed to the record together


class ShapesDifferError(NoValueError):
    """A tensor has another shape in each of two checkpoints: there is no change to compute."""


class ChangeRecord(Protocol):
    """What remembers changes and statistics beyond the files."""

    def changes(self, older: Checkpoint, newer: Checkpoint, keys: Sequence[str]) -> dict[str, ValueChange]:
        """Of these keys, the changes that are known."""

    def statistics(self, checkpoint: Checkpoint, keys: Sequence[str]) -> dict[str, TensorStatistics]:
        """Of these keys, the statistics that are known."""

    def remember_changes(
        self, older: Checkpoint, newer: Checkpoint, changes: Mapping[str, ValueChange]
    ) -> None:
        """Keep them for the next time."""


def changes_between(
    older: Checkpoint,
    newer: Checkpoint,
    keys: Iterable[str],
    *,
    record: ChangeRecord | None = None,
    task: Task = QUIET,
) -> Iterator[tuple[str, Change]]:
    """The change of each key, as it becomes known.

    What costs nothing comes first: what the record knows, tensors whose stored checksums, sizes and
    dtypes are equal (unchanged, and not read: `ValueChange.is_read`), what cannot be compared. The
    others follow in the order asked, read on both sides. The task is told bytes.

    Yields:
        (key, its change). The change is None for tensors without numbers (strings, variants); an
        ExplorerError where there is none: a key that one side lacks (UnknownKeyError), shapes that
        differ (ShapesDifferError), a value that cannot be read.

    Raises:
        Cancelled: through the task.
    """
    wanted = list(dict.fromkeys(keys))
    known = {} if record is None else record.changes(older, newer, wanted)
    unread: list[str] = []
    untouched: list[str] = []
    for key in wanted:
        if (found := known.get(key)) is not None:
            yield key, found
        elif (why_not := _why_not(older, newer, key)) is not None:
            yield key, why_not
        elif not (_is_numeric(older, key) and _is_numeric(newer, key)):
            yield key, None
        elif is_told_unchanged(older, newer, key):
            untouched.append(key)
        else:
            unread.append(key)
    statistics = {} if record is None else record.statistics(newer, untouched)
    for key in untouched:
        yield key, unchanged(newer, key, statistics.get(key))
    yield from _read(older, newer, unread, record, task)


def _read(
    older: Checkpoint, newer: Checkpoint, keys: Sequence[str], record: ChangeRecord | None, task: Task
) -> Iterator[tuple[str, Change]]:
    sizes = [_size(older, key) + _size(newer, key) for key in keys]
    done, total = 0, sum(sizes)
    fresh: dict[str, ValueChange] = {}
    try:
        with ExitStack() as stack:
            for side in (older, newer):
                stack.enter_context(_kept_open(side))
            for key, size in zip(keys, sizes, strict=True):
                found: Change
                try:
                    found = change_of_values(older, newer, key, PartOfTask(task, done, size, total))
                except ExplorerError as error:
                    found = error
                else:
                    fresh[key] = found
                done += size
                yield key, found
                if record is not None and len(fresh) >= _REMEMBERED_AT_ONCE:
                    record.remember_changes(older, newer, fresh)
                    fresh = {}
    finally:  # also what was measured before a cancel
        if record is not None and fresh:
            record.remember_changes(older, newer, fresh)


def _kept_open(checkpoint: Checkpoint) -> AbstractContextManager[None]:
    """Data files are opened once for many tensors, where the reader can do so."""
    keep: Callable[[], AbstractContextManager[None]] = getattr(checkpoint.reader, "keeping_open", nullcontext)
    return keep()


def is_told_unchanged(older: Checkpoint, newer: Checkpoint, key: str) -> bool:
    """Whether the index of both says that a tensor is the same: equal dtypes, shapes, sizes and checksums, none of it doubtful.

    False where the files tell no checksum.
    """
    told = _told(older, key)
    return told is not None and told == _told(newer, key)


def is_told_changed(older: Checkpoint, newer: Checkpoint, key: str) -> bool:
    """Whether the index of both says that a tensor holds other bytes, of one dtype and shape: only its checksums differ."""
    sides = [_told(side, key) if key in side.table.row_of else None for side in (older, newer)]
    if sides[0] is None or sides[1] is None:
        return False
    return sides[0][:-1] == sides[1][:-1] and sides[0][-1] != sides[1][-1]


def _told(side: Checkpoint, key: str) -> tuple[object, ...] | None:
    """What the index says of a tensor's place and, last, its checksums; None where it tells none, or is doubtful."""
    table, row = side.table, side.table.row_of[key]
    if row in table.problems:
        return None
    parts = table.slices.get(row, ())
    checks = [int(table.crc32c[row])] if not parts else [part.crc32c for part in parts]
    if not all(checks):
        return None
    cut = tuple((part.start, part.length, part.size_bytes) for part in parts)
    return int(table.dtype[row]), table.shape(row), int(table.size_bytes[row]), cut, checks


def unchanged(checkpoint: Checkpoint, key: str, statistics: TensorStatistics | None = None) -> ValueChange:
    """The change of a tensor known to be the same on both sides; its norm only where `statistics` tell it."""
    if statistics is None:
        count = max(int(checkpoint.table.element_count[checkpoint.table.row_of[key]]), 0)
        return ValueChange(0.0, 0.0, 0.0, None, 0, compared=count, is_read=False)
    norm = statistics.l2
    if not statistics.finite:
        return ValueChange(None, None, None, None, 0, is_read=False)
    return ValueChange(
        max_abs=0.0,
        l2=0.0,
        relative_l2=0.0 if norm else None,
        cosine=1.0 if norm else None,
        changed_elements=0,
        compared=statistics.finite,
        older_l2=norm,
        newer_l2=norm,
        is_read=False,
    )


def _why_not(older: Checkpoint, newer: Checkpoint, key: str) -> ExplorerError | None:
    """Why there can be no change of a key; None where there can be."""
    rows = [side.table.row_of.get(key, -1) for side in (older, newer)]
    if max(rows) < 0:
        return UnknownKeyError("neither checkpoint holds this tensor", key=key)
    if min(rows) < 0:
        has_older = rows[0] >= 0
        absent = newer if has_older else older
        side = "older" if has_older else "newer"
        return UnknownKeyError(
            f"only the {side} checkpoint holds this tensor",
            hint="It was removed from the program." if has_older else "It was added to the program.",
            checkpoint=absent.name,
            key=key,
        )
    shapes = [side.table.shape(row) for side, row in zip((older, newer), rows)]
    if shapes[0] != shapes[1]:
        return ShapesDifferError(
            f"the shape changed from {shape_text(shapes[0])} to {shape_text(shapes[1])}",
            hint="The program that saved the newer checkpoint is another one.",
            key=key,
        )
    return None


def _is_numeric(checkpoint: Checkpoint, key: str) -> bool:
    return data_type(int(checkpoint.table.dtype[checkpoint.table.row_of[key]])).is_numeric


def _size(checkpoint: Checkpoint, key: str) -> int:
    return max(int(checkpoint.table.size_bytes[checkpoint.table.row_of[key]]), 0)
