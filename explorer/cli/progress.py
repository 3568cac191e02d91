"""A progress line on stderr for long work: only on a terminal, only when it takes longer than a moment."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from explorer.task import Progress, Task

PATIENCE_S = 0.5
INTERVAL_S = 0.1
BAR_WIDTH = 24


@contextmanager
def progress_task() -> Iterator[Task]:
    """A task that draws its progress; the line is gone when the block ends."""
    if not sys.stderr.isatty():
        yield Task()
        return
    line = _Line()
    try:
        yield Task(line.show)
    finally:
        line.clear()


class _Line:
    def __init__(self) -> None:
        self._next = time.monotonic() + PATIENCE_S
        self._is_drawn = False

    def show(self, progress: Progress) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + INTERVAL_S
        self._is_drawn = True
        width = shutil.get_terminal_size().columns - 1
        sys.stderr.write("\r\x1b[K" + progress_text(progress)[:width])
        sys.stderr.flush()

    def clear(self) -> None:
        if self._is_drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def progress_text(progress: Progress) -> str:
    """One line, "[######      ]  25 %  Counting dnn/logits/kernel"."""
    from explorer.report.numbers import display_name

    fraction = min(max(progress.done / progress.total, 0.0), 1.0) if progress.total > 0 else 0.0
    filled = int(fraction * BAR_WIDTH)
    bar = "#" * filled + " " * (BAR_WIDTH - filled)
    return f"[{bar}] {fraction * 100:3.0f} %  {display_name(progress.doing, 200)}"
