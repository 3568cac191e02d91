"""What a test leaves behind: threads, windows, descriptors, running timers. Used by the fixtures of the GUI's tests."""

from __future__ import annotations

import contextlib
import gc
import os
import re
import threading
from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

DESCRIPTORS = "/proc/self/fd"
ENDS_MS = 4000  # what is held by then is held for good
_INODE = re.compile(r"(?<=:)\[\d+\]$")
_OF_THREADS = "anon_inode:[eventfd]"  # the system takes back a thread's own a moment after it ended
_OWN = ("anon_inode:", "pipe:", "/dev/")


@dataclass(frozen=True, slots=True)
class Held:
    """What the process holds at one moment."""

    threads: frozenset[int]
    windows: int
    descriptors: Counter[str]  # what they lead to


_once: set[str] = set()  # what the process opens for itself the first time it is needed, and keeps


def held() -> Held:
    """Counted in a fraction of a millisecond: asked for twice a test."""
    return Held(
        frozenset(thread.ident or 0 for thread in threading.enumerate()),
        len(QApplication.topLevelWidgets()),
        _descriptors(),
    )


def _descriptors() -> Counter[str]:
    found: Counter[str] = Counter()
    try:
        numbers = os.listdir(DESCRIPTORS)  # noqa: PTH208 - at every test
    except OSError:
        return found
    for number in numbers:
        with contextlib.suppress(OSError):  # the one the list was read from
            found[_INODE.sub("", os.readlink(f"{DESCRIPTORS}/{number}"))] += 1  # noqa: PTH115
    return found


def delete_what_waits() -> None:
    """Without an event loop nothing that was given to `deleteLater` is deleted."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def left_behind(before: Held, after: Held) -> list[str]:
    """Sentences on what there is more of. An import under way cannot be stopped, and ends by itself."""
    told = [
        f"thread {thread.name}"
        for thread in threading.enumerate()
        if thread.ident in after.threads - before.threads and thread.is_alive() and thread.name != "preload"
    ]
    if after.windows > before.windows:
        names = [
            f"{type(widget).__name__} {widget.objectName()}" for widget in QApplication.topLevelWidgets()
        ]
        told.append(f"{after.windows - before.windows} more windows, among {names}")
    for kind, count in (after.descriptors - before.descriptors).items():
        if kind == _OF_THREADS or kind.endswith((".py", ".pyc")):  # the latter of an import under way
            continue
        if kind.startswith(_OWN) and kind not in _once:
            _once.add(kind)
            continue
        told.append(f"{count} more open: {kind}")
    return told


def still_left_behind(before: Held) -> list[str]:
    """What is there for good: a job's thread may hold a closed view a moment longer on a busy machine."""
    told: list[str] = []

    def look() -> None:
        nonlocal told
        collect()
        delete_what_waits()
        told = left_behind(before, held())
        if not told:
            loop.quit()

    loop, timer, end = QEventLoop(), QTimer(interval=50), QTimer(interval=ENDS_MS, singleShot=True)
    timer.timeout.connect(look)
    end.timeout.connect(loop.quit)
    look()
    if told:
        timer.start()
        end.start()
        loop.exec()
    return told


def collect() -> None:
    """Collect all garbage: what stands in a circle of references is no leak, be it that the program froze it."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def running_timers() -> set[int]:
    """Ids of the timers that run now, as far as Python knows them."""
    return {
        id(found)
        for found in gc.get_objects()
        if isinstance(found, QTimer) and isValid(found) and found.isActive()
    }
