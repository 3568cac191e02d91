"""One long computation as it looks from inside: it tells its progress and learns of being cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
_HANDFUL = 64


class Cancelled(Exception):  # noqa: N818 - not an error: nobody waits for the result any more
    """Raised inside a long computation whose result nobody waits for any more."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a computation is: `done` of `total` in its own unit, and what it is doing."""

    done: int
    total: int
    doing: str


def _nobody() -> None:
    pass


give_way: Callable[[], None] = _nobody  # a window puts in here what lets it go first


def breathing(items: Iterable[T], *, every: int = _HANDFUL) -> Iterator[T]:
    """The items, letting a window that wants to paint go first every few of them: for long plain loops."""
    source = iter(items)
    while handful := list(islice(source, every)):
        give_way()
        yield from handful


class Task:
    """One long computation, seen from inside: tell progress, learn of cancelling."""

    def __init__(self, on_progress: Callable[[Progress], None] = lambda _: None) -> None:
        self._on_progress = on_progress
        self._cancelled = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether `cancel` was called; for code that must tidy up rather than raise."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the computation to stop at its next report. Callable from any thread."""
        self._cancelled.set()

    def report(self, done: int, total: int, doing: str) -> None:
        """Say how far we are; raise `Cancelled` if nobody waits for the result any more."""
        if self._cancelled.is_set():
            raise Cancelled
        give_way()
        self._on_progress(Progress(done, total, doing))


class PartOfTask(Task):
    """A share of a longer task: its own progress told as `size` of the whole's units, from `start` on."""

    def __init__(self, whole: Task, start: int, size: int, total: int) -> None:
        super().__init__()
        self._whole, self._start, self._size, self._total = whole, start, size, total

    @property
    def is_cancelled(self) -> bool:
        """Whether the whole task was cancelled."""
        return self._whole.is_cancelled

    def report(self, done: int, total: int, doing: str) -> None:
        """Tell the whole task how far this share is; raise `Cancelled` as it does."""
        self._whole.report(self._start + self._size * done // max(total, 1), self._total, doing)


class StepOfTask(Task):
    """A step inside a longer task: cancelled with it, its own progress kept to itself.

    The whole is told nothing, or, where `place` is given, how far it stands by its own count, in the
    words of the step unless `doing` has others.
    """

    def __init__(
        self, whole: Task, place: Callable[[], tuple[int, int]] | None = None, doing: str = ""
    ) -> None:
        super().__init__()
        self._whole, self._place, self._doing = whole, place, doing

    @property
    def is_cancelled(self) -> bool:
        """Whether the whole task was cancelled."""
        return self._whole.is_cancelled

    def report(self, done: int, total: int, doing: str) -> None:
        """Let a window that wants to paint go first; raise `Cancelled` as the whole does."""
        if self._place is not None:
            self._whole.report(*self._place(), self._doing or doing)
        elif self._whole.is_cancelled:
            raise Cancelled
        else:
            give_way()


QUIET = Task()  # for callers who neither watch nor cancel
