"""Measuring how much values changed, tensor after tensor, with what is looked at first."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from explorer.analysis.diff_rule import BITWISE, EqualityRule
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.analysis.diff import ValueVerdict
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.gui.changes_store import ChangesStore

TELL_EVERY_S = 0.1
REST_S = 0.000_1  # after a tensor nobody looks at: the window waits less for the interpreter


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

    @property
    def are_in_view(self) -> bool:
        """Whether somebody looks at what is measured next."""
        return bool(self._first)

    def take(self) -> str | None:
        """The next key; None when all were taken."""
        with self._lock:
            while self._first:
                key = self._first.pop()
                if key in self._left:
                    del self._left[key]
                    return key
            if not self._left:
                return None
            key = next(iter(self._left))
            del self._left[key]
            return key


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
    try:
        while (key := wishes.take()) is not None:
            task.report(done, wishes.total, "Comparing values")
            found.append(
                (key, _verdict(older, newer, key, renamed.get(key, ""), changes, rule, _Quietly(task)))
            )
            done += 1
            if not wishes.are_in_view:
                time.sleep(REST_S)
            if time.monotonic() - told_at > TELL_EVERY_S or done == 1:
                partly(found)
                found, told_at = [], time.monotonic()
    finally:
        if found:
            partly(found)


def _verdict(
    older: Checkpoint,
    newer: Checkpoint,
    key: str,
    older_key: str,
    changes: ChangesStore,
    rule: EqualityRule,
    task: Task,
) -> ValueVerdict:
    from explorer.analysis.diff import ValueVerdict, judge_values  # late: not needed before the view is

    if not older_key and rule.tolerance is None:
        change = changes.find(older, newer, key, task)
        if isinstance(change, Exception):
            return ValueVerdict(False, error=change)
        if change is not None:
            same_dtype = _dtype(older, key) == _dtype(newer, key)
            return ValueVerdict(same_dtype and change.changed_elements == 0, change)
    return judge_values(older, newer, key, older_key=older_key, rule=rule, task=task)


def _dtype(checkpoint: Checkpoint, key: str) -> int:
    return int(checkpoint.table.dtype[checkpoint.table.row_of[key]])


class _Quietly(Task):
    """Passes a cancel on to the work inside, but not its progress: the outer count is the one shown."""

    def __init__(self, outer: Task) -> None:
        super().__init__()
        self._outer = outer

    @property
    def is_cancelled(self) -> bool:
        return self._outer.is_cancelled

    def report(self, done: int, total: int, doing: str) -> None:
        if self._outer.is_cancelled:
            self.cancel()
        super().report(done, total, doing)
