"""Measuring how much values changed, tensor after tensor, with what is looked at first."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from explorer.analysis.diff_rule import BITWISE, EqualityRule
from explorer.task import StepOfTask, Task

if TYPE_CHECKING:
    from explorer.analysis.diff import ValueVerdict
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.gui.changes_store import ChangesStore

TELL_EVERY_S = 0.1
BATCH_KEYS = 64  # asked of the record and read together, while they are small
BATCH_BYTES = 1 << 20


class Wishes:
    """Keys still to be measured; the window moves those in view to the front while a worker takes them."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._lock = threading.Lock()
        self._left = dict.fromkeys(keys)
        self._first: list[str] = []
        self.total = len(self._left)

    def first(self, keys: Sequence[str]) -> None:
        """Measure these before all others, in this order. Callable from any thread."""
        with self._lock:
            self._first = [key for key in reversed(keys) if key in self._left]

    def take(self, size_of: Callable[[str], int]) -> list[str]:
        """The next few keys, given how many bytes each of them is; none when all were taken.

        Few enough to be done before somebody who looks at another row wonders.
        """
        taken: list[str] = []
        size = 0
        with self._lock:
            while (key := self._next()) is not None:
                del self._left[key]
                taken.append(key)
                size += size_of(key)
                if len(taken) >= BATCH_KEYS or size >= BATCH_BYTES:
                    break
        return taken

    def _next(self) -> str | None:
        while self._first:
            key = self._first.pop()
            if key in self._left:
                return key
        return next(iter(self._left), None)


def measure(
    older: Checkpoint,
    newer: Checkpoint,
    wishes: Wishes,
    changes: ChangesStore,
    rule: EqualityRule = BITWISE,
    older_keys: Mapping[str, str] | None = None,
    *,
    task: Task,
    partly: Callable[[Any], None],
) -> None:
    """Measure all wishes; `partly` gets lists of (key, ValueVerdict).

    `changes` knows what was measured before and keeps what is new; it is asked where bits are compared and both
    sides have one key. `older_keys` has the older key of those that were renamed.
    """
    renamed = older_keys or {}
    found: list[tuple[str, Any]] = []
    told_at, done = time.monotonic(), 0
    quiet = StepOfTask(task)
    try:
        task.report(done, wishes.total, "Comparing values")
        while keys := wishes.take(lambda key: _size(newer, key)):
            for each in _verdicts(older, newer, keys, renamed, changes, rule, quiet):
                found.append(each)
                done += 1
                if time.monotonic() - told_at > TELL_EVERY_S or done == 1:
                    partly(found)
                    found, told_at = [], time.monotonic()
                task.report(done, wishes.total, "Comparing values")
    finally:
        if found:
            partly(found)


def _verdicts(
    older: Checkpoint,
    newer: Checkpoint,
    keys: Sequence[str],
    renamed: Mapping[str, str],
    changes: ChangesStore,
    rule: EqualityRule,
    task: Task,
) -> Iterator[tuple[str, ValueVerdict]]:
    from explorer.analysis.diff import ValueVerdict, judge_values  # late: not needed before the view is

    asked = [key for key in keys if key not in renamed] if rule.tolerance is None else []
    left = dict.fromkeys(keys)
    for key, change in changes.find_all(older, newer, asked, task):
        if change is None:
            continue
        del left[key]
        if isinstance(change, Exception):
            yield key, ValueVerdict(False, error=change)
        else:
            same_dtype = _dtype(older, key) == _dtype(newer, key)
            yield key, ValueVerdict(same_dtype and change.changed_elements == 0, change)
    for key in left:
        older_key = renamed.get(key, "")
        yield key, judge_values(older, newer, key, older_key=older_key, rule=rule, task=task)


def _size(checkpoint: Checkpoint, key: str) -> int:
    return max(int(checkpoint.table.size_bytes[checkpoint.table.row_of[key]]), 0)


def _dtype(checkpoint: Checkpoint, key: str) -> int:
    return int(checkpoint.table.dtype[checkpoint.table.row_of[key]])
