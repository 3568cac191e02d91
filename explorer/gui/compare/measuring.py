"""Measuring how much values changed, tensor after tensor, with what is looked at first."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from explorer.task import Task

if TYPE_CHECKING:
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
    *,
    task: Task,
    partly: Callable[[Any], None],
) -> None:
    """Measure all wishes that `changes` does not know; `partly` gets lists of (key, ValueChange | ExplorerError | None)."""
    found: list[tuple[str, Any]] = []
    told_at, done = time.monotonic(), 0
    try:
        while (key := wishes.take()) is not None:
            task.report(done, wishes.total, "Comparing values")
            found.append((key, changes.find(older, newer, key, _Quietly(task))))
            done += 1
            if not wishes.are_in_view:
                time.sleep(REST_S)
            if time.monotonic() - told_at > TELL_EVERY_S or done == 1:
                partly(found)
                found, told_at = [], time.monotonic()
    finally:
        if found:
            partly(found)


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
