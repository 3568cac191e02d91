"""Questions of the page answered on threads: the kernel stays free, a newer question ends an older one of its kind."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from explorer.jupyter.widget_messages import Payload, checked, told, words
from explorer.task import Cancelled, Progress, Task

PROGRESS_EVERY_S = 0.15
_EXCLUSIVE = (
    "graph",
    "histogram",
    "compare",
    "restore",
    "directory",
)  # kinds of which only the newest counts


class Jobs:
    """Runs the questions of one page and hands each answer on, checked; threads are daemons: a disk may hang."""

    def __init__(self, answer: Callable[[Payload, Task], Payload], send: Callable[[Payload], object]) -> None:
        self._answer, self._send = answer, send
        self._lock = threading.Lock()
        self._running: dict[object, tuple[str, Task]] = {}
        self._is_closed = False

    def take(self, asked: object) -> threading.Thread | None:
        """Take one message of the page: a question, or that it does not wait for an answer any more."""
        if not isinstance(asked, dict) or self._is_closed:
            return None
        number = asked.get("id")
        if not isinstance(number, int):
            return None
        if asked.get("ask") == "cancel":
            self._cancel(lambda other, _: other == asked.get("job"))
            return None
        kind = str(asked.get("ask"))[:40]
        if kind in _EXCLUSIVE:
            self._cancel(lambda _, other: other == kind)
        task = Task(self._telling(number))
        with self._lock:
            self._running[number] = kind, task
        thread = threading.Thread(
            target=self._run, args=(number, asked, task), name=f"widget {kind}", daemon=True
        )
        thread.start()
        return thread

    def close(self) -> None:
        """End everything: the page is gone."""
        self._is_closed = True
        self._cancel(lambda _number, _kind: True)

    def _cancel(self, is_meant: Callable[[object, str], bool]) -> None:
        with self._lock:
            for number, (kind, task) in self._running.items():
                if is_meant(number, kind):
                    task.cancel()

    def _telling(self, number: int) -> Callable[[Progress], None]:
        last = time.monotonic()

        def tell(progress: Progress) -> None:
            nonlocal last
            if time.monotonic() - last < PROGRESS_EVERY_S:
                return
            last = time.monotonic()
            share = min(max(progress.done / max(progress.total, 1), 0.0), 1.0)
            self._tell({"id": number, "progress": round(share, 3), "doing": words(progress.doing)[:200]})

        return tell

    def _run(self, number: int, asked: Payload, task: Task) -> None:
        try:
            task.report(0, 1, "Beginning")
            message = checked({"id": number, "answer": self._answer(asked, task)})
        except Cancelled:
            message = {"id": number, "cancelled": True}
        except Exception as error:  # every failure must reach the page, as a sentence
            message = {"id": number, "error": told(error)}
        with self._lock:
            self._running.pop(number, None)
        self._tell(message)

    def _tell(self, message: Payload) -> None:
        if not self._is_closed:
            self._send(checked(message))
