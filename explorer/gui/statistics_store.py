"""What is known of the values of tensors, computed in the background: asked by wishes, remembered by content.

A view wishes (`want`), goes on drawing, and hears `arrived` for each answer. The newest wish is
served first, because it is what the reader looks at now.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal

from explorer.errors import ExplorerError
from explorer.gui.jobs import DaemonPool, JobSlot
from explorer.task import Cancelled, Task

if TYPE_CHECKING:
    from explorer.analysis.statistics import TensorStatistics
    from explorer.checkpoints.checkpoint import Checkpoint

Answer: TypeAlias = "TensorStatistics | ExplorerError"
Wish: TypeAlias = tuple[tuple[object, ...], str]

MEMORY_BYTES = 192 << 20  # of remembered counts; the least recently asked go first
_BATCH_KEYS = 64
_BATCH_BYTES = 64 << 20
_EMIT_SECONDS = 0.04  # answers of small tensors reach the window in handfuls, not one event each

_log = logging.getLogger(__name__)


class StatisticsStore(QObject):
    """Statistics of (checkpoint identity, key), computed once and remembered up to `MEMORY_BYTES`."""

    arrived = Signal(object)  # (identity, key); on the GUI thread
    progressed = Signal(object)  # Progress, in tensors

    def __init__(self, pool: DaemonPool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._slot = JobSlot(pool, self, "Reading statistics")
        self._slot.progressed.connect(self.progressed)
        self._lock = threading.Lock()
        self._answers: OrderedDict[Wish, Answer] = OrderedDict()
        self._bytes = 0
        self._wishes: OrderedDict[Wish, Checkpoint] = OrderedDict()  # the last is served first
        self._asked: set[Wish] = set()  # being computed
        self._served = 0

    # --- asked by views, on the GUI thread ---------------------------------------------------

    def get(self, checkpoint: Checkpoint, key: str) -> Answer | None:
        """What is known of one tensor; None when nothing yet. Callable from any thread."""
        wish = (checkpoint.identity, key)
        with self._lock:
            answer = self._answers.get(wish)
            if answer is not None:
                self._answers.move_to_end(wish)
            return answer

    def want(self, checkpoint: Checkpoint, keys: Iterable[str]) -> None:
        """Wish for the statistics of `keys`, the first of them first, before all earlier wishes."""
        identity = checkpoint.identity
        with self._lock:
            if not self._slot.is_busy:  # it was cancelled from the status bar: so were its wishes
                self._wishes.clear()
                self._asked.clear()
            for key in reversed(tuple(keys)):
                wish = (identity, key)
                if wish not in self._answers and wish not in self._asked:
                    self._wishes.pop(wish, None)
                    self._wishes[wish] = checkpoint
        self._go_on()

    def cancel(self) -> None:
        """Forget all wishes and stop computing; what is known stays known."""
        self._slot.cancel()
        with self._lock:
            self._wishes.clear()
            self._asked.clear()

    def forget_failures(self, prefixes: Collection[Path]) -> None:
        """Forget what could not be read of checkpoints whose files are there again, or were read too early."""
        wanted = {str(prefix) for prefix in prefixes}
        with self._lock:
            for wish, answer in list(self._answers.items()):
                if isinstance(answer, Exception) and wish[0][0] in wanted:
                    del self._answers[wish]
                    self._bytes -= _weight(answer)

    def forget(self, checkpoint: Checkpoint) -> None:
        """Forget all of a checkpoint whose files were written over: nobody will ask for it again."""
        with self._lock:
            for wish in [wish for wish in self._answers if wish[0] == checkpoint.identity]:
                self._bytes -= _weight(self._answers.pop(wish))

    def is_busy(self) -> bool:
        """Whether wishes are still being served."""
        return self._slot.is_busy

    # --- for jobs that compute by themselves, on any thread ----------------------------------

    def remember(self, checkpoint: Checkpoint, key: str, answer: Answer) -> None:
        """Keep an answer found elsewhere; emits nothing."""
        with self._lock:
            self._keep((checkpoint.identity, key), answer)

    def find(self, checkpoint: Checkpoint, key: str, task: Task) -> Answer:
        """The answer, computed here and now if it is not known: for use inside a job. Raises Cancelled."""
        answer = self.get(checkpoint, key)
        if answer is None:
            from explorer.analysis.statistics import tensor_statistics

            try:
                answer = tensor_statistics(checkpoint, key, task)
            except ExplorerError as error:
                answer = error
            self.remember(checkpoint, key, answer)
        return answer

    # --- on the GUI thread -------------------------------------------------------------------

    def _go_on(self) -> None:
        if self._slot.is_busy or not self._wishes:
            return
        self._served = 0
        self._slot.start(self._serve, then=self._finish, otherwise=self._finish, partly=self._deliver)

    def _deliver(self, found: list[tuple[Wish, Answer]]) -> None:
        with self._lock:
            for wish, answer in found:
                self._keep(wish, answer)
                self._asked.discard(wish)
        for wish, _ in found:
            self.arrived.emit(wish)

    def _finish(self, outcome: object) -> None:
        with self._lock:
            self._asked.clear()
        if isinstance(outcome, Exception):
            _log.error("the statistics could not be served: %r", outcome)
            with self._lock:
                self._wishes.clear()
        self._go_on()  # a wish may have come while the worker was leaving

    def _keep(self, wish: Wish, answer: Answer) -> None:
        known = self._answers.pop(wish, None)
        if known is not None:
            self._bytes -= _weight(known)
        self._answers[wish] = answer
        self._bytes += _weight(answer)
        while self._bytes > MEMORY_BYTES and len(self._answers) > 1:
            _, forgotten = self._answers.popitem(last=False)
            self._bytes -= _weight(forgotten)

    # --- on a pool thread --------------------------------------------------------------------

    def _serve(self, *, task: Task, partly: Callable[[object], None]) -> None:
        while True:
            # Not with the lock: a report lets the window go first, and the window wants the lock.
            task.report(self._served, self._served + len(self._wishes), "Reading statistics")
            with self._lock:
                # Asked before a wish is taken: a cancelled worker must not take those of its successor.
                if task.is_cancelled:
                    raise Cancelled
                batch = self._next_batch()
                if batch is None:
                    return
                self._asked.update((batch[0].identity, key) for key in batch[1])
            self._compute(*batch, task, partly)

    def _next_batch(self) -> tuple[Checkpoint, list[str]] | None:
        """The newest wishes that share a checkpoint, up to a size that still feels prompt."""
        chosen: Checkpoint | None = None
        keys: list[str] = []
        size = 0
        while self._wishes and len(keys) < _BATCH_KEYS and size < _BATCH_BYTES:
            wish, checkpoint = self._wishes.popitem(last=True)
            if chosen is not None and checkpoint.identity != chosen.identity:
                self._wishes[wish] = checkpoint
                break
            chosen = checkpoint
            keys.append(wish[1])
            row = checkpoint.table.row_of.get(wish[1])
            size += int(checkpoint.table.size_bytes[row]) if row is not None else 0
        return None if chosen is None else (chosen, keys)

    def _compute(
        self, checkpoint: Checkpoint, keys: list[str], task: Task, partly: Callable[[object], None]
    ) -> None:
        identity, waiting, emitted_at = checkpoint.identity, set(keys), time.monotonic()
        ready: list[tuple[Wish, Answer]] = []
        part = _Part(task, lambda: (self._served, self._served + len(self._wishes) + len(waiting)))
        try:
            for key, answer in _answers(checkpoint, keys, part):
                waiting.discard(key)
                ready.append(((identity, key), answer))
                self._served += 1
                if time.monotonic() - emitted_at > _EMIT_SECONDS:
                    partly(ready)
                    ready, emitted_at = [], time.monotonic()
        except Cancelled:
            raise
        except Exception as error:
            # One answer for each key, or the views would ask for ever.
            if not isinstance(error, ExplorerError):
                _log.exception("statistics of %d tensors of %s failed", len(waiting), checkpoint.name)
                error = ExplorerError(
                    f"the statistics could not be computed: {error!r}",
                    hint="This is a fault of the program; the log has the details.",
                )
            ready += [((identity, key), error) for key in waiting]
            self._served += len(waiting)
        if ready:
            partly(ready)


class _Part(Task):
    """The task of one tensor inside a longer one: cancelled with it, and counted in tensors."""

    def __init__(self, whole: Task, place: Callable[[], tuple[int, int]]) -> None:
        super().__init__()
        self._whole, self._place = whole, place

    @property
    def is_cancelled(self) -> bool:
        return self._whole.is_cancelled

    def report(self, done: int, total: int, doing: str) -> None:
        self._whole.report(*self._place(), "Reading statistics")


def _answers(checkpoint: Checkpoint, keys: list[str], task: Task) -> Iterator[tuple[str, Answer]]:
    from explorer.analysis.workers import many_statistics  # late: not needed before the first paint

    for found in many_statistics(checkpoint, keys, task):
        yield found if isinstance(found, tuple) else (found.key, found)


def _weight(answer: Answer) -> int:
    """Roughly what an answer takes in memory."""
    values = getattr(answer, "values", None)
    return 600 + (24 * len(values.count) if values is not None else 0)
