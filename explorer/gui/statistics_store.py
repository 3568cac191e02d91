"""What is known of the values of tensors, computed in the background: asked by wishes, remembered by content.

A view wishes (`want`), goes on drawing, and hears `arrived` for each answer. The newest wish is
served first, because it is what the reader looks at now.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal

from explorer.errors import ExplorerError
from explorer.task import Cancelled, Progress, Task

if TYPE_CHECKING:
    from explorer.analysis.statistics import TensorStatistics
    from explorer.checkpoints.checkpoint import Checkpoint

Answer: TypeAlias = "TensorStatistics | ExplorerError"
Identity: TypeAlias = tuple[object, ...]

MEMORY_BYTES = 192 << 20  # of remembered counts; the least recently asked go first
_BATCH_KEYS = 64
_BATCH_BYTES = 64 << 20
_EMIT_SECONDS = 0.04  # answers of small tensors reach the window in handfuls, not one event each

_log = logging.getLogger(__name__)


class StatisticsStore(QObject):
    """Statistics of (checkpoint identity, key), computed once and remembered up to `MEMORY_BYTES`."""

    arrived = Signal(object)  # (identity, key); always emitted on the GUI thread
    progressed = Signal(object)  # Progress, in tensors; done == total when idle again
    _computed = Signal(int, object)  # generation, [((identity, key), answer) ...]
    _worked = Signal(int, object)  # generation, Progress

    def __init__(self, pool: Executor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = pool
        self._lock = threading.Lock()
        self._answers: OrderedDict[tuple[Identity, str], Answer] = OrderedDict()
        self._bytes = 0
        self._wishes: OrderedDict[tuple[Identity, str], Checkpoint] = (
            OrderedDict()
        )  # the last is served first
        self._asked: set[tuple[Identity, str]] = set()  # being computed
        self._task: Task | None = None
        self._generation = 0
        self._served = 0
        self._computed.connect(self._deliver)
        self._worked.connect(self._pass_progress)

    # --- asked by views, on the GUI thread ---------------------------------------------------

    def get(self, checkpoint: Checkpoint, key: str) -> Answer | None:
        """What is known of one tensor; None when nothing yet. Callable from any thread."""
        with self._lock:
            answer = self._answers.get((checkpoint.identity, key))
            if answer is not None:
                self._answers.move_to_end((checkpoint.identity, key))
            return answer

    def want(self, checkpoint: Checkpoint, keys: Iterable[str]) -> None:
        """Wish for the statistics of `keys`, the first of them first, before all earlier wishes."""
        identity = checkpoint.identity
        with self._lock:
            for key in reversed(tuple(keys)):
                wish = (identity, key)
                if wish in self._answers or wish in self._asked:
                    continue
                self._wishes.pop(wish, None)
                self._wishes[wish] = checkpoint
            if self._task is not None or not self._wishes:
                return
            self._served = 0
            self._task = task = Task()
            generation = self._generation
        self._pool.submit(self._serve, task, generation)

    def cancel(self) -> None:
        """Forget all wishes and stop computing; what is known stays known."""
        with self._lock:
            if self._task is not None:
                self._task.cancel()
            self._task = None
            self._generation += 1
            self._wishes.clear()
            self._asked.clear()

    def is_busy(self) -> bool:
        """Whether wishes are still being served."""
        with self._lock:
            return self._task is not None

    # --- for jobs that compute by themselves -------------------------------------------------

    def remember(self, checkpoint: Checkpoint, key: str, answer: Answer) -> None:
        """Keep an answer found elsewhere. Callable from any thread; emits nothing."""
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

    # --- on a pool thread --------------------------------------------------------------------

    def _serve(self, task: Task, generation: int) -> None:
        try:
            while True:
                with self._lock:
                    if generation != self._generation:
                        return
                    batch = self._next_batch()
                    if batch is None:
                        self._task = None
                        break
                    self._asked.update((batch[0].identity, key) for key in batch[1])
                self._compute(*batch, task, generation)
        except Cancelled:
            return
        self._worked.emit(generation, Progress(self._served, self._served, "Statistics read"))

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

    def _compute(self, checkpoint: Checkpoint, keys: list[str], task: Task, generation: int) -> None:
        identity, waiting, emitted_at = checkpoint.identity, set(keys), time.monotonic()
        ready: list[tuple[tuple[Identity, str], Answer]] = []

        def emit() -> None:
            if ready:
                self._computed.emit(generation, list(ready))
                ready.clear()

        try:
            for key, answer in self._answer_all(checkpoint, keys, task):
                waiting.discard(key)
                ready.append(((identity, key), answer))
                self._served += 1
                if time.monotonic() - emitted_at > _EMIT_SECONDS:
                    emit()
                    emitted_at = time.monotonic()
                    with self._lock:
                        left = len(self._wishes)
                    self._worked.emit(
                        generation,
                        Progress(self._served, self._served + left + len(waiting), "Reading statistics"),
                    )
                if task.is_cancelled:
                    raise Cancelled
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
        finally:
            emit()

    @staticmethod
    def _answer_all(checkpoint: Checkpoint, keys: list[str], task: Task) -> Iterator[tuple[str, Answer]]:
        from explorer.analysis.workers import (
            many_statistics,
        )  # late: numpy-heavy, needed after the first paint

        for found in many_statistics(checkpoint, keys, task):
            yield found if isinstance(found, tuple) else (found.key, found)

    # --- back on the GUI thread --------------------------------------------------------------

    def _deliver(self, generation: int, found: list[tuple[tuple[Identity, str], Answer]]) -> None:
        with self._lock:
            for wish, answer in found:
                self._keep(wish, answer)
                self._asked.discard(wish)
        for wish, _ in found:
            self.arrived.emit(wish)

    def _pass_progress(self, generation: int, progress: Progress) -> None:
        if generation == self._generation:
            self.progressed.emit(progress)

    def _keep(self, wish: tuple[Identity, str], answer: Answer) -> None:
        known = self._answers.pop(wish, None)
        if known is not None:
            self._bytes -= _weight(known)
        self._answers[wish] = answer
        self._bytes += _weight(answer)
        while self._bytes > MEMORY_BYTES and len(self._answers) > 1:
            _, forgotten = self._answers.popitem(last=False)
            self._bytes -= _weight(forgotten)


def _weight(answer: Answer) -> int:
    """Roughly what an answer takes in memory."""
    values = getattr(answer, "values", None)
    return 600 + (24 * len(values.count) if values is not None else 0)
