"""Being asked to end by the system, at a log-out, by `kill` or Ctrl+C in the terminal, closes the window as its button does."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class Ending(QObject):
    """Turns signals of the system into `close()` on the GUI thread, also while no Python code runs there."""

    def __init__(self, close: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._close = close
        self._before: dict[int, object] = {}
        self._wakeup = -1

    def install(self) -> None:
        """Listen from now on; does nothing where signals are no such thing, or off the main thread."""
        if sys.platform == "win32":
            return
        self._hear, self._tell = socket.socketpair()
        for end in (self._hear, self._tell):
            end.setblocking(False)
        try:
            self._wakeup = signal.set_wakeup_fd(self._tell.fileno(), warn_on_full_buffer=False)
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                if signal.getsignal(number) != signal.SIG_IGN:  # nohup: the window is to outlive its terminal
                    self._before[number] = signal.signal(number, lambda *_: None)
        except ValueError:
            return
        self._notifier = QSocketNotifier(self._hear.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)

    def uninstall(self) -> None:
        """Leave signals as they were."""
        if not self._before:
            return
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        self._before.clear()
        self._notifier.setEnabled(False)
        self._hear.close()
        self._tell.close()

    def _heard(self, *_: object) -> None:
        try:
            self._hear.recv(64)
        except OSError:
            return
        self._close()
