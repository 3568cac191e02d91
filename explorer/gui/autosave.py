"""Saves where the window stands now and then, for the case that the program does not end as it should."""

from __future__ import annotations

import contextlib
import json
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from explorer.errors import ExplorerError
from explorer.gui.running import MAX_STATE, OPEN, OPENING, RunningMark
from explorer.gui.window_state import WindowState, state_from_json, state_of
from explorer.report.atomic import atomic_write

if TYPE_CHECKING:
    from explorer.gui.main_window import MainWindow

EVERY_MS = 3000


class Autosave(QObject):
    """Looks every few seconds, writes on a thread of its own when anything changed; one that hangs is not joined by others."""

    def __init__(self, window: MainWindow, mark: RunningMark) -> None:
        super().__init__(window)
        self._window, self._mark = window, mark
        self._saved: WindowState | None = None
        self._writer: threading.Thread | None = None
        window.session.run_opened.connect(self._tell)
        window.session.newer_changed.connect(self._tell)
        window.session.run_changed.connect(self._tell)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.save)
        self._timer.start()

    def stop(self) -> None:
        """The window closes."""
        self._timer.stop()

    def opening(self, directory: str) -> None:
        """A path is about to be opened: should the program die of it, it is not opened again by itself."""
        self._mark.tell(directory, OPENING)

    def _tell(self, *_: object) -> None:
        session = self._window.session
        if session.run is None:
            if session.opening is None:
                self._mark.tell("", OPEN)
        elif session.newer is not None or session.newer_entry is None or session.newer_error is not None:
            self._mark.tell(str(session.run.directory), OPEN)

    def save(self) -> None:
        """Write the state if it is another one than was written last."""
        file = self._mark.state_file
        if file is None or (self._writer is not None and self._writer.is_alive()):
            return
        state = state_of(self._window)
        if state == self._saved:
            return
        self._saved = state

        def write() -> None:
            with contextlib.suppress(ExplorerError, OSError), atomic_write(file) as out:
                json.dump(state.as_json(), out)

        self._writer = threading.Thread(target=write, name="autosave", daemon=True)
        self._writer.start()


def saved_state(data: bytes) -> WindowState:
    """What was saved, as far as it can be read."""
    try:
        return state_from_json(json.loads(data[:MAX_STATE]))
    except (ValueError, RecursionError):
        return WindowState()
