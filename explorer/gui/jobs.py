"""Who starts threads: job slots over one pool of daemon threads, and the board of jobs the status bar shows.

A pool thread never touches a widget. Whatever it has to say goes through one mailbox that lives as
long as the program, so an answer for a view closed meanwhile meets nobody rather than a deleted object.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from shiboken6 import isValid

from explorer.gui.turns import first_turn
from explorer.task import Cancelled, Progress, Task

MAX_THREADS = 12  # more than processors: a thread may hang on a dead disk and must not starve the rest
HUNG_AFTER_S = 10.0
MOST_WITH_HUNG = 60  # a dead disk that is tried again and again is to end somewhere
PROGRESS_EVERY_S = 0.05


class DaemonPool:
    """Runs calls on daemon threads, started when wanted; one hung read holds up neither others nor the exit."""

    def __init__(self, max_threads: int = MAX_THREADS) -> None:
        self._max_threads = max_threads
        self._calls: queue.SimpleQueue[tuple[Callable[..., object], tuple[Any, ...]] | None] = (
            queue.SimpleQueue()
        )
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._waiting = 0  # calls queued or running
        self._running_since: dict[int, float] = {}  # by thread
        self._closed = False

    def submit(self, function: Callable[..., object], *args: Any) -> None:
        """Run `function(*args)` on some thread, soon. Calls after `close` are dropped."""
        with self._lock:
            if self._closed:
                return
            self._waiting += 1
            if self._waiting > len(self._threads) < self._most_now():
                thread = threading.Thread(target=self._work, name=f"job-{len(self._threads)}", daemon=True)
                self._threads.append(thread)
                thread.start()
        self._calls.put((function, args))

    def _most_now(self) -> int:
        """How many threads there may be: those that seem to hang in a dead disk are replaced, within reason."""
        now = time.monotonic()
        hung = sum(now - since > HUNG_AFTER_S for since in tuple(self._running_since.values()))
        return min(self._max_threads + hung, max(self._max_threads, MOST_WITH_HUNG))

    @property
    def is_closed(self) -> bool:
        """Whether calls are dropped from now on."""
        return self._closed

    def close(self, timeout_s: float = 1.0) -> bool:
        """Take no more calls and wait for the running ones, at most `timeout_s`; whether all threads ended."""
        with self._lock:
            self._closed = True
            threads = tuple(self._threads)
        for _ in threads:
            self._calls.put(None)
        deadline = time.monotonic() + timeout_s
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in threads)

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            function, args = call
            self._running_since[threading.get_ident()] = time.monotonic()
            try:
                function(*args)
            except (
                Exception
            ):  # a call that does not catch its own errors is our bug: show it, keep the thread
                threading.excepthook(threading.ExceptHookArgs((*_exc_info(), threading.current_thread())))
            finally:
                with self._lock:
                    del self._running_since[threading.get_ident()]
                    self._waiting -= 1
            del call, function, args  # a closed view must not live on in a thread that waits


class JobSlot(QObject):
    """Room for one question: a new one cancels the old one and drops its answer.

    `function(*args, task=task)` runs on a pool thread; `then(result)` or `otherwise(error)` on the
    GUI thread. With `partly`, the function also gets a `partly=` callable, and what it is given
    arrives at `partly(value)` on the GUI thread in order, before the result.
    """

    progressed = Signal(object)  # Progress

    def __init__(self, pool: DaemonPool, parent: QObject | None, name: str = "") -> None:
        super().__init__(parent)
        self.name = name
        self.is_background = False  # nobody asked for it: it gives way to what somebody did ask for
        self.progress: Progress | None = None
        self._pool, self._serial, self._busy = pool, 0, False
        self._current = [Task()]
        self._then: Callable[[Any], object] = _nothing
        self._otherwise: Callable[[Exception], object] = _nothing
        self._partly: Callable[[Any], object] = _nothing
        _mailbox()  # made here, on the GUI thread
        if parent is not None:
            # A view that goes takes its question along; the box does not keep the slot alive.
            parent.destroyed.connect(lambda *_, box=self._current: box[0].cancel())

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still on its way."""
        return self._busy

    def start(
        self,
        function: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], object],
        otherwise: Callable[[Exception], object],
        partly: Callable[[Any], object] | None = None,
    ) -> None:
        """Ask; whatever was asked before is cancelled and forgotten."""
        self.cancel()
        self._then, self._otherwise, self._partly = then, otherwise, partly or _nothing
        serial = self._serial
        post = _mailbox().posted.emit
        last = [0.0]

        def tell(progress: Progress) -> None:
            now = time.monotonic()
            if now - last[0] >= PROGRESS_EVERY_S:  # a fast loop must not flood the event loop
                last[0] = now
                _post(post, (self, serial, "progress", progress))

        self._current[0] = Task(tell)
        extra = {}
        if partly is not None:
            extra["partly"] = lambda value: _post(post, (self, serial, "partly", value))
        self._busy = True
        BOARD.add(self)
        self._pool.submit(_run, self, serial, self._current[0], function, args, extra, post)

    def cancel(self) -> None:
        """Stop asking; an answer already on its way is dropped."""
        self._current[0].cancel()
        self._serial += 1
        self._settle()

    def _settle(self) -> None:
        if self._busy:
            self._busy, self.progress = False, None
            BOARD.remove(self)

    def _deliver(self, serial: int, kind: str, value: Any) -> None:  # GUI thread
        if serial != self._serial:
            return
        if kind == "progress":
            self.progress = value
            self.progressed.emit(value)
            BOARD.changed.emit()
        elif kind == "partly":
            self._partly(value)
        else:
            self._settle()
            self._then(value) if kind == "result" else self._otherwise(value)


def _run(
    slot: JobSlot, serial: int, task: Task, function: Callable[..., Any], args: Any, extra: Any, post: Any
) -> None:
    """On a pool thread."""
    if task.is_cancelled:
        return
    try:
        result = function(*args, task=task, **extra)
    except Cancelled:
        if not task.is_cancelled:  # something below gave up by itself: the asker must not wait for ever
            _post(post, (slot, serial, "error", Cancelled()))
    except Exception as error:  # every failure must reach the screen
        _post(post, (slot, serial, "error", error))
    else:
        _post(post, (slot, serial, "result", result))


class _Mailbox(QObject):
    posted = Signal(object)  # (slot, serial, kind, value)

    def __init__(self) -> None:
        super().__init__()
        self.posted.connect(self._hand_out, Qt.ConnectionType.QueuedConnection)

    def _hand_out(self, letter: tuple[JobSlot, int, str, Any]) -> None:
        slot, serial, kind, value = letter
        if isValid(slot):
            with first_turn():
                slot._deliver(serial, kind, value)


_the_mailbox: _Mailbox | None = None


def _mailbox() -> _Mailbox:
    global _the_mailbox
    if _the_mailbox is None or not isValid(_the_mailbox):
        _the_mailbox = _Mailbox()
    return _the_mailbox


def _post(post: Callable[[object], None], letter: object) -> None:
    try:
        if QCoreApplication.instance() is not None:
            post(letter)
    except RuntimeError:  # the program is being taken down while a thread still talks
        pass


class JobBoard(QObject):
    """The named jobs under way, oldest first: what the status bar shows and its Cancel button stops."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._slots: list[JobSlot] = []
        self.is_waited_for = False  # whether somebody waits for any of them; read by background jobs

    def add(self, slot: JobSlot) -> None:
        """A slot has begun to wait."""
        self._slots.append(slot)
        self._tell()

    def remove(self, slot: JobSlot) -> None:
        """A slot waits no more."""
        if slot in self._slots:
            self._slots.remove(slot)
            self._tell()

    def _tell(self) -> None:
        self.is_waited_for = any(slot.name and not slot.is_background for slot in self.active())
        self.changed.emit()

    def active(self) -> tuple[JobSlot, ...]:
        """Slots that wait for an answer, with those deleted meanwhile left out."""
        self._slots = [slot for slot in self._slots if isValid(slot)]
        return tuple(self._slots)

    def cancel_all(self) -> None:
        """Stop everything under way: the window closes."""
        for slot in self.active():
            slot.cancel()


BOARD = JobBoard()


def _nothing(_: object) -> None:
    pass


def _exc_info() -> tuple[Any, Any, Any]:
    import sys

    return sys.exc_info()
