"""Long loops on a worker thread that leave the interpreter to the window every few milliseconds.

Every Qt call of a repaint gives the interpreter away and has to wait for it again; a busy worker then
stretches 30 ms of painting to a second. A worker that pauses takes a little longer, and nobody
waits for it. Its own processor time is what counts: waiting for the interpreter is rest enough.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
WORK_S, REST_S = 0.002, 0.001
LOOK_EVERY = 128


def breathing(items: Iterable[T]) -> Iterator[T]:
    """The items, with pauses between them; without any on the main thread."""
    if threading.current_thread() is threading.main_thread():
        yield from items
        return
    begun = time.thread_time()
    for number, item in enumerate(items):
        if number % LOOK_EVERY == 0 and time.thread_time() - begun > WORK_S:
            time.sleep(REST_S)
            begun = time.thread_time()
        yield item
