"""What the graph's colours need to know of values: asked in the background, shown while it comes in."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from explorer.analysis.diff import Difference, diff_checkpoints
from explorer.report.graph_colours import BY_DIFFERENCE, BY_HEALTH, BY_MOVE
from explorer.report.graph_colours.stored_health import stored_health
from explorer.report.graph_colours.updates import FINITE, HAS_NAN, INFINITE, UNREADABLE
from explorer.task import QUIET, PartOfTask, Task

if TYPE_CHECKING:
    from explorer.analysis.updates import Change
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.gui.changes_store import ChangesStore
    from explorer.gui.session import Session
    from explorer.gui.statistics_store import StatisticsStore

COMPARING = (BY_DIFFERENCE, BY_MOVE)  # need an older step
ASKED = (*COMPARING, BY_HEALTH)
DOING = {
    BY_DIFFERENCE: "Comparing the two steps…",
    BY_MOVE: "Measuring how much the values moved…",
    BY_HEALTH: "Looking for NaN and infinities…",
}
TELL_EVERY_S = 0.5


class ColourAnswers(QObject):
    """Answers of the current pair of steps by colour mode; a mode is asked for when it is looked at."""

    arrived = Signal(str)  # mode: there is more to colour with
    failed = Signal(object)  # error

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._slot = session.new_slot(self, "Reading values for the graph's colours")
        self._answers: dict[str, Any] = {}
        self._whole: set[str] = set()  # modes that are known to the end
        self._asked = ""

    @property
    def is_busy(self) -> bool:
        """Whether an answer is on its way."""
        return self._slot.is_busy

    def get(self, mode: str) -> Any:
        """What is known for a mode, None for nothing."""
        return self._answers.get(mode)

    def cancel(self) -> None:
        """Stop asking."""
        self._slot.cancel()

    def forget(self, *, health: bool) -> None:
        """Another older step; with `health` another newer one too."""
        for mode in ASKED if health else COMPARING:
            self._answers.pop(mode, None)
            self._whole.discard(mode)
        if health or self._asked in COMPARING:
            self._slot.cancel()

    def ask(self, mode: str) -> bool:
        """Ask for a mode unless it is known or being asked for; whether there is anything to ask."""
        older, newer = self._session.older, self._session.newer
        if newer is None or (older is None and mode in COMPARING):
            return False
        if mode in self._whole or (self._slot.is_busy and self._asked == mode):
            return True
        self._asked = mode
        function: Callable[..., Any] = {
            BY_DIFFERENCE: compare,
            BY_MOVE: measure_changes,
            BY_HEALTH: look_at_health,
        }[mode]
        # The stores are made here: they belong to the window's thread.
        given: tuple[Any, ...] = (older, newer)
        if mode == BY_MOVE:
            given = (older, newer, self._session.changes)
        elif mode == BY_HEALTH:
            given = (newer, self._session.statistics)
        self._slot.start(
            function,
            *given,
            then=lambda answer: self._take(mode, answer, is_whole=True),
            otherwise=self.failed.emit,
            partly=lambda answer: self._take(mode, answer, is_whole=False),
        )
        return True

    def _take(self, mode: str, answer: Any, *, is_whole: bool) -> None:
        self._answers[mode] = answer
        if is_whole:
            self._whole.add(mode)
        self.arrived.emit(mode)


def compare(
    older: Checkpoint,
    newer: Checkpoint,
    task: Task = QUIET,
    partly: Callable[[object], None] | None = None,
) -> tuple[Difference, ...]:
    """On a pool thread: what became of each variable."""
    return diff_checkpoints(older, newer, task=task)


def measure_changes(
    older: Checkpoint,
    newer: Checkpoint,
    store: ChangesStore,
    task: Task = QUIET,
    partly: Callable[[object], None] | None = None,
) -> dict[str, Change]:
    """On a pool thread: how much each value moved, as far as possible from what is known already."""
    from explorer.analysis.updates import changes_between
    from explorer.gui.changes_store import Pair

    pair, unmeasured = Pair(older, newer), object()
    found: dict[str, Any] = {}
    unknown = []
    for key in newer.table.keys:
        known = store.get(older, newer, key, unmeasured)
        if known is unmeasured:
            unknown.append(key)
        else:
            found[key] = known
    told = time.monotonic()
    for key, change in changes_between(older, newer, unknown, record=store.record, task=task):
        found[key] = change
        store.keep(pair, key, change)
        if partly is not None and time.monotonic() - told > TELL_EVERY_S:
            partly(dict(found))
            told = time.monotonic()
    return found


def look_at_health(
    newer: Checkpoint,
    store: StatisticsStore,
    task: Task = QUIET,
    partly: Callable[[object], None] | None = None,
) -> dict[str, int]:
    """On a pool thread: of each value whether it is finite; a code of `graph_colours.updates` a key."""
    table = newer.table
    sizes = [max(int(size), 0) + 1 for size in table.size_bytes.tolist()]
    total, done = sum(sizes), 0
    health: dict[str, int] = {}
    told = time.monotonic()
    for key, size in zip(table.keys, sizes):
        health[key] = _health_of(newer, key, store, PartOfTask(task, done, size, total))
        done += size
        if partly is not None and time.monotonic() - told > TELL_EVERY_S:
            partly(dict(health))
            told = time.monotonic()
    return health


def _health_of(checkpoint: Checkpoint, key: str, store: StatisticsStore, task: Task) -> int:
    known = store.get(checkpoint, key)
    if isinstance(known, Exception):
        return UNREADABLE
    if known is not None and known.values is not None:
        return HAS_NAN if known.nan else INFINITE if known.posinf or known.neginf else FINITE
    return stored_health(checkpoint, key, task)
