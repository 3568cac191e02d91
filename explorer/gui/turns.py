"""Who has the interpreter: the GUI thread's turn comes first, and garbage is collected when nobody waits.

A busy worker thread makes every step of a repaint wait for the interpreter. So threads switch often,
workers pause while the window is at work (`first_turn`), and the collector, which halts everything for up
to a tenth of a second among 200,000 variables, runs in the window's idle moments only.
"""

from __future__ import annotations

import contextlib
import gc
import sys
import threading
import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

from explorer import task

SWITCH_INTERVAL_S = 0.000_1  # measured: 5 microseconds were worse, a millisecond much worse
LONGEST_WAIT_S = 0.02  # a worker goes on although the window is busy ...
FREE_RUN_S = 0.005  # ... and then for this long, so that it is never starved

REST_EVERY_S, REST_S = 0.001, 0.000_05  # measured: a tenth of the speed for half of the waiting

COLLECT_EVERY_MS = 2000
MANY_NEW = 50_000  # objects made since the last look: a checkpoint was read, whose records are no garbage
CHEAP_S = 0.01

_idle = threading.Event()
_idle.set()
_depth = 0
_own = threading.local()


@contextlib.contextmanager
def first_turn() -> Iterator[None]:
    """Workers pause while the GUI thread is in here."""
    global _depth
    _depth += 1
    _idle.clear()
    try:
        yield
    finally:
        _depth -= 1
        if not _depth:
            _idle.set()


def give_way() -> None:
    """Called by workers every few hundred microseconds: wait while the window is at work."""
    if threading.current_thread() is threading.main_thread():
        return
    now = time.monotonic()
    if _idle.is_set():
        # The window may be about to begin: it then waits for the interpreter, with every worker as a rival.
        if now - getattr(_own, "rested_at", 0.0) > REST_EVERY_S:
            _own.rested_at = now
            time.sleep(REST_S)
        return
    if now < getattr(_own, "free_until", 0.0):
        return
    if not _idle.wait(LONGEST_WAIT_S):
        _own.free_until = time.monotonic() + FREE_RUN_S


def set_up(app: QObject) -> None:
    """For the program's one application, on the GUI thread."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    task.give_way = give_way
    if app.findChild(Collector) is None:
        Collector(app)


class Collector(QTimer):
    """Collects garbage on the GUI thread between events, never in the middle of anything.

    What a checkpoint's records are is frozen: looked at never again, and freed by their counts of references
    like nearly everything. After a full collection the rest is frozen too once looking took long.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("collector")
        self._ticks = 0
        gc.disable()
        gc.freeze()
        self.setInterval(COLLECT_EVERY_MS)
        self.timeout.connect(self.collect)
        self.start()

    def collect(self) -> None:
        """One look."""
        new = gc.get_count()[0]
        if new > MANY_NEW:
            gc.freeze()
            return
        self._ticks += 1
        began = time.perf_counter()
        gc.collect(2 if self._ticks % 15 == 0 else 0)
        if time.perf_counter() - began > CHEAP_S:
            gc.freeze()
