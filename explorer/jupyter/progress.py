"""`explorer.ProgressBar`: how far a long call is, below a notebook's cell or in a line of a terminal.

Nobody is told of work that is done in a moment. Interrupting the cell (or Ctrl+C) ends the call; the bar goes with it.
"""

from __future__ import annotations

import sys
import time
from html import escape
from types import TracebackType
from typing import Any, Self

from explorer.report.numbers import display_name, format_percent
from explorer.task import Progress, Task

_PATIENCE_S = 0.5
_INTERVAL_S = 0.2  # a notebook keeps every message until the page has drawn it
_LONGEST = 160


class ProgressBar(Task):
    """A task that draws its progress: `with explorer.ProgressBar() as task: explorer.verify(path, task=task)`.

    Where there is neither a notebook nor a terminal it draws nothing.
    """

    def __init__(self) -> None:
        super().__init__(self._told)
        self._next = time.monotonic() + _PATIENCE_S
        self._handle: Any = None  # of the notebook's display
        self._is_drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if not self._is_drawn:
            return
        if self._handle is not None:
            self._handle.update({"text/plain": "", "text/html": ""}, raw=True)
        else:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _told(self, progress: Progress) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _INTERVAL_S
            self._draw(progress)

    def _draw(self, progress: Progress) -> None:
        from explorer.jupyter.show import in_notebook  # late: it knows how windows are started

        share = min(max(progress.done / progress.total, 0.0), 1.0) if progress.total > 0 else 0.0
        text = f"{format_percent(share)}  {display_name(progress.doing, _LONGEST)}"
        if self._handle is not None:
            self._handle.update(_bundle(share, text), raw=True)
        elif in_notebook():
            from IPython.display import display

            self._handle = display(_bundle(share, text), raw=True, display_id=True)  # type: ignore[no-untyped-call]
        elif sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{text[:79]}")
            sys.stderr.flush()
        else:
            return
        self._is_drawn = True


def _bundle(share: float, text: str) -> dict[str, str]:
    bar = f'<progress value="{share:.3f}" max="1" style="vertical-align:middle"></progress>'
    return {"text/plain": text, "text/html": f"<div>{bar} {escape(text)}</div>"}
