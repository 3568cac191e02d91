"""Answers computed in the background: asked by wishes, remembered by content, in memory and in the run's record.

A view wishes (`want`), goes on drawing, and hears `arrived` for each answer. The newest wish is
served first, because it is what the reader looks at now.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal

from explorer.errors import ExplorerError
from explorer.gui.jobs import DaemonPool, JobSlot
from explorer.gui.turns import give_way
from explorer.task import Cancelled, StepOfTask, Task

Wish: TypeAlias = tuple[tuple[object, ...], str]  # (identity of the subject, key)

_BATCH_KEYS = 64
_BATCH_BYTES = 64 << 20
_EMIT_SECONDS = 0.04  # answers of small tensors reach the window in handfuls, not one event each
_HANDFUL = 512  # answers looked up before the window may go first
_MISSING = object()

_log = logging.getLogger(__name__)


class WishStore(QObject):
    """Answers about (subject, key), computed once and kept up to `memory_bytes`.

    A subject is what is asked about: it has an `identity`, equal as long as its files are untouched, and a
    `table` that tells the sizes of its tensors. A kind of store says how answers are computed, and how the
    record of a run is asked for them and told of them.
    """

    arrived = Signal(object)  # a Wish; on the GUI thread
    progressed = Signal(object)  # Progress, in tensors
    doing = "Reading"
    memory_bytes = 64 << 20  # of answers; the least recently asked go first

    def __init__(self, pool: DaemonPool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.record: Any = None  # of the opened run: asked before anything is computed; None for none
        self._slot = JobSlot(pool, self, self.doing)
        self._slot.progressed.connect(self.progressed)
        self._lock = threading.Lock()
        self._answers: OrderedDict[Wish, Any] = OrderedDict()
        self._bytes = 0
        self._wishes: OrderedDict[Wish, Any] = OrderedDict()  # the last is served first
        self._later: Iterator[tuple[Any, str]] | None = (
            None  # (subject, key) of `wish_for_all`, after all wishes
        )
        self._later_of: object = None  # whose keys those are or were
        self._later_left = 0
        self._asked: set[Wish] = set()  # being computed
        self._served = 0

    # --- what a kind of store says ----------------------------------------------------------

    def _compute(self, subject: Any, keys: list[str], task: Task) -> Iterator[tuple[str, Any]]:
        """(key, answer) for each of `keys`, as they come; an answer may be an `ExplorerError`."""
        raise NotImplementedError

    def _recorded(self, record: Any, subject: Any, keys: list[str]) -> Mapping[str, Any]:
        """What the record knows of `keys`."""
        raise NotImplementedError

    def _tell_record(self, record: Any, subject: Any, answers: Mapping[str, Any]) -> None:
        """Hand computed answers, none of them an error, to the record."""
        raise NotImplementedError

    def _weight(self, answer: Any) -> int:
        """Roughly what an answer takes in memory, bytes."""
        return 600

    # --- asked by views, on the GUI thread ---------------------------------------------------

    def answer(self, subject: Any, key: str, default: Any = None) -> Any:
        """What is known in memory of one tensor; `default` when nothing yet. Callable from any thread."""
        wish = (subject.identity, key)
        with self._lock:
            answer = self._answers.get(wish, _MISSING)
            if answer is _MISSING:
                return default
            self._answers.move_to_end(wish)
            return answer

    def answers(self, subject: Any, keys: Iterable[str], default: Any = None) -> list[Any]:
        """What is known in memory of each of `keys`; `default` where nothing yet. Callable from any thread.

        For looking at very many: none of them counts as asked for.
        """
        identity, found = subject.identity, []
        source = iter(keys)
        while handful := list(islice(source, _HANDFUL)):
            give_way()
            with self._lock:
                known = self._answers
                found += [known.get((identity, key), default) for key in handful]
        return found

    def wish(self, subject: Any, keys: Iterable[str]) -> None:
        """Wish for the answers of `keys`, the first of them first, before all earlier wishes."""
        identity = subject.identity
        with self._lock:
            self._heed_cancel()
            for key in reversed(tuple(keys)):
                wish = (identity, key)
                if wish not in self._answers and wish not in self._asked:
                    self._wishes.pop(wish, None)
                    self._wishes[wish] = subject
        self._go_on()

    def wish_for_all(self, subject: Any, keys: Iterable[str], count: int, of: object) -> None:
        """Wish for very many answers after all other wishes; `keys` are not looked at here, but on a worker thread.

        Args:
            subject: what is asked about.
            keys: `count` of them, or fewer; those of an earlier call are not looked at any further.
            count: for telling progress.
            of: where they come from; asking again for those of the very same object changes nothing.
        """
        with self._lock:
            self._heed_cancel()
            if self._later_of is of:
                return
            self._later = ((subject, key) for key in keys)
            self._later_of, self._later_left = of, count
        self._go_on()

    def _heed_cancel(self) -> None:
        """If it was cancelled from the status bar, so were its wishes."""
        if not self._slot.is_busy:
            self._wishes.clear()
            self._asked.clear()
            if self._later is not None:
                self._forget_later()

    def _forget_later(self) -> None:
        self._later, self._later_of, self._later_left = None, None, 0

    def cancel(self) -> None:
        """Forget all wishes and stop computing; what is known stays known."""
        self._slot.cancel()
        with self._lock:
            self._wishes.clear()
            self._asked.clear()
            self._forget_later()

    def forget_where(self, is_stale: Callable[[tuple[object, ...], Any], bool]) -> None:
        """Forget the answers of which `is_stale(identity, answer)` holds."""
        with self._lock:
            if self._later is None:
                self._later_of = None  # they may be asked for again
            for wish, answer in list(self._answers.items()):
                if is_stale(wish[0], answer):
                    del self._answers[wish]
                    self._bytes -= self._weight(answer)

    def is_busy(self) -> bool:
        """Whether wishes are still being served."""
        return self._slot.is_busy

    # --- for jobs that compute by themselves, on any thread ----------------------------------

    def keep(self, subject: Any, key: str, answer: Any) -> None:
        """Keep an answer found elsewhere in memory; emits nothing."""
        with self._lock:
            self._keep((subject.identity, key), answer)

    def look_up(self, subject: Any, key: str, task: Task) -> Any:
        """The answer, computed here and now if nothing knows it: for use inside a job. Raises Cancelled."""
        for _, answer in self.look_up_all(subject, [key], task):
            return answer
        raise LookupError(key)

    def look_up_all(self, subject: Any, keys: Sequence[str], task: Task) -> Iterator[tuple[str, Any]]:
        """(key, answer) for each of `keys`: what is known first, the others as they are computed. See `look_up`."""
        known = dict(zip(keys, self.answers(subject, keys, _MISSING), strict=True))
        left = [key for key, answer in known.items() if answer is _MISSING]
        record = self.record
        recorded = self._ask_record(record, subject, left) if left else {}
        for key in keys:
            answer = recorded.get(key, _MISSING) if known[key] is _MISSING else known[key]
            if answer is not _MISSING:
                self.keep(subject, key, answer)
                yield key, answer
        waiting = dict.fromkeys(key for key in left if key not in recorded)
        computed: dict[str, Any] = {}
        try:
            for key, answer in self._compute(subject, list(waiting), task) if waiting else ():
                waiting.pop(key, None)
                computed[key] = answer
                self.keep(subject, key, answer)
                yield key, answer
        except ExplorerError as error:
            for key in waiting:
                self.keep(subject, key, error)
                yield key, error
        finally:  # also what was computed before a cancel
            self._record(record, subject, computed)

    # --- the record --------------------------------------------------------------------------

    def _ask_record(self, record: Any, subject: Any, keys: list[str]) -> Mapping[str, Any]:
        return {} if record is None or record.problem else self._recorded(record, subject, keys)

    def _record(self, record: Any, subject: Any, answers: Mapping[str, Any]) -> None:
        sound = {key: answer for key, answer in answers.items() if not isinstance(answer, Exception)}
        if sound and record is not None and not record.problem:
            self._tell_record(record, subject, sound)

    # --- on the GUI thread -------------------------------------------------------------------

    def _go_on(self) -> None:
        if self._slot.is_busy or not (self._wishes or self._later is not None):
            return
        self._served = 0
        self._slot.start(self._serve, then=self._finish, otherwise=self._finish, partly=self._deliver)

    def _deliver(self, found: list[tuple[Wish, Any]]) -> None:
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
            _log.error("%s: the wishes could not be served: %r", self.doing, outcome)
            with self._lock:
                self._wishes.clear()
                self._forget_later()
        self._go_on()  # a wish may have come while the worker was leaving

    def _keep(self, wish: Wish, answer: Any) -> None:
        known = self._answers.pop(wish, _MISSING)
        if known is not _MISSING:
            self._bytes -= self._weight(known)
        self._answers[wish] = answer
        self._bytes += self._weight(answer)
        while self._bytes > self.memory_bytes and len(self._answers) > 1:
            _, forgotten = self._answers.popitem(last=False)
            self._bytes -= self._weight(forgotten)

    # --- on a pool thread --------------------------------------------------------------------

    def _serve(self, *, task: Task, partly: Callable[[object], None]) -> None:
        record = self.record
        try:
            while True:
                # Not with the lock: a report lets the window go first, and the window wants the lock.
                task.report(self._served, self._served + self._left(), self.doing)
                with self._lock:
                    # Asked before a wish is taken: a cancelled worker must not take those of its successor.
                    if task.is_cancelled:
                        raise Cancelled
                    batch = self._next_batch()
                    if batch is None:
                        return
                    self._asked.update((batch[0].identity, key) for key in batch[1])
                if batch[1]:
                    self._serve_batch(record, *batch, task, partly)
        finally:
            if record is not None:
                record.flush()

    def _left(self) -> int:
        return len(self._wishes) + self._later_left

    def _next_batch(self) -> tuple[Any, list[str]] | None:
        """The newest wishes that share a subject, up to a size that still feels prompt; an empty one: ask again."""
        if not self._wishes and self._later is not None:
            return self._next_of_all(self._later)
        chosen: Any = None
        keys: list[str] = []
        size = 0
        while self._wishes and len(keys) < _BATCH_KEYS and size < _BATCH_BYTES:
            wish, subject = self._wishes.popitem(last=True)
            if chosen is not None and subject.identity != chosen.identity:
                self._wishes[wish] = subject
                break
            chosen = subject
            keys.append(wish[1])
            row = subject.table.row_of.get(wish[1])
            size += int(subject.table.size_bytes[row]) if row is not None else 0
        return None if chosen is None else (chosen, keys)

    def _next_of_all(self, source: Iterator[tuple[Any, str]]) -> tuple[Any, list[str]]:
        """Some of what is wished for after all else, looking at a handful: the lock must not be held for long."""
        chosen: Any = None
        keys: list[str] = []
        size = looked_at = 0
        for subject, key in islice(source, _HANDFUL):
            looked_at += 1
            wish = (subject.identity, key)
            if wish in self._answers or wish in self._asked:
                continue
            chosen = subject
            keys.append(key)
            row = subject.table.row_of.get(key)
            size += int(subject.table.size_bytes[row]) if row is not None else 0
            if len(keys) >= _BATCH_KEYS or size >= _BATCH_BYTES:
                break
        self._later_left = max(self._later_left - looked_at, 0)
        if not looked_at:
            self._later, self._later_left = None, 0
        return chosen, keys

    def _serve_batch(
        self, record: Any, subject: Any, keys: list[str], task: Task, partly: Callable[[object], None]
    ) -> None:
        identity, waiting, emitted_at = subject.identity, dict.fromkeys(keys), time.monotonic()
        ready: list[tuple[Wish, Any]] = []
        computed: dict[str, Any] = {}
        part = StepOfTask(
            task, lambda: (self._served, self._served + self._left() + len(waiting)), self.doing
        )

        def take(key: str, answer: Any) -> None:
            waiting.pop(key, None)
            ready.append(((identity, key), answer))
            self._served += 1

        try:
            for key, answer in self._ask_record(record, subject, keys).items():
                take(key, answer)
            if ready and waiting:
                partly(ready)
                ready = []
            for key, answer in self._compute(subject, list(waiting), part) if waiting else ():
                take(key, answer)
                computed[key] = answer
                if time.monotonic() - emitted_at > _EMIT_SECONDS:
                    partly(ready)
                    self._record(record, subject, computed)
                    ready, computed, emitted_at = [], {}, time.monotonic()
        except Cancelled:
            raise
        except Exception as error:
            # One answer for each key, or the views would ask for ever.
            if not isinstance(error, ExplorerError):
                _log.exception("%s of %d tensors failed", self.doing, len(waiting))
                error = ExplorerError(
                    f"{self.doing.lower()} failed: {error!r}",
                    hint="This is a fault of the program; the log has the details.",
                )
            ready += [((identity, key), error) for key in waiting]
            self._served += len(waiting)
        finally:  # also what was computed before a cancel
            self._record(record, subject, computed)
        if ready:
            partly(ready)
