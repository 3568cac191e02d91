"""A watchdog of the GUI thread: a 5 ms timer beats, and what kept a beat waiting is told by the stack it was met in.

The stack is taken by a signal in the thread itself: looking from another thread crashed Python 3.11 at times.
"""

from __future__ import annotations

import collections
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QTimer

BEAT_MS = 5
LATE_S = 0.025
LOOK_EVERY_S = 0.003
DEPTH = 7


@dataclass(frozen=True, slots=True)
class Gap:
    """Two beats further apart than they should be."""

    doing: str
    wall_ms: float
    thread_ms: float  # processor time of the GUI thread: work of its own
    process_ms: float  # of all threads: what it may have waited for


class GapWatch:
    """Beats while it is on; `doing` names what is under way."""

    def __init__(self) -> None:
        self.doing = ""
        self.gaps: list[Gap] = []
        self.stacks: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
        self._last: tuple[float, float, float] | None = None
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now = time.perf_counter(), time.thread_time(), time.process_time()
        if self._last is not None:
            wall, thread, process = ((after - before) * 1000 for before, after in zip(self._last, now))
            self.gaps.append(Gap(self.doing, wall, thread, process))
        self._last = now

    def _look(self, _: int, frame: FrameType | None) -> None:
        if self._last is None or time.perf_counter() - self._last[0] < LATE_S:
            return
        lines: list[str] = []
        while frame is not None and len(lines) < DEPTH:
            code = frame.f_code
            lines.append(f"{Path(code.co_filename).stem}.{code.co_name}:{frame.f_lineno}")
            frame = frame.f_back
        self.stacks[self.doing][" < ".join(lines)] += 1

    @contextmanager
    def watching(self) -> Iterator[GapWatch]:
        """Beat until the block ends."""
        before = signal.signal(signal.SIGALRM, self._look)
        signal.setitimer(signal.ITIMER_REAL, LOOK_EVERY_S, LOOK_EVERY_S)
        self._timer.start()
        try:
            yield self
        finally:
            self._timer.stop()
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
            self._last = None

    @property
    def longest_ms(self) -> float:
        """The longest gap; 0 without any."""
        return max((gap.wall_ms for gap in self.gaps), default=0.0)

    @property
    def p99_ms(self) -> float:
        """What 99 of 100 gaps stay below."""
        walls = sorted(gap.wall_ms for gap in self.gaps)
        return walls[int(len(walls) * 0.99)] if walls else 0.0
