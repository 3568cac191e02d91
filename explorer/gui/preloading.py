"""Modules of the other views, imported in the background once the window has nothing better to do."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from explorer.gui.actions import VIEWS

_MODULES = ("explorer.checkpoints.series", *(dotted.split(":")[0] for _, _, dotted in VIEWS))
_AFTER_MS = 300  # what the opened directory needs comes first


class Preloader(QObject):
    """Nothing waits for what it imports; who needs a module earlier imports it by itself."""

    def __init__(self, is_busy: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_busy = is_busy
        self._thread: threading.Thread | None = None
        self._is_over = threading.Event()

    def start(self) -> None:
        """Begin soon; a second call does nothing."""
        if self._thread is None:
            self._thread = threading.Thread(
                target=_import_all, args=(self._is_over,), name="preload", daemon=True
            )
            QTimer.singleShot(_AFTER_MS, self, self._begin)

    def _begin(self) -> None:
        if self._is_over.is_set():
            return
        if self._is_busy():  # imports would fight the readers for the interpreter
            QTimer.singleShot(_AFTER_MS, self, self._begin)
        elif self._thread is not None and not self._thread.is_alive():
            self._thread.start()

    def stop(self, timeout_s: float) -> bool:
        """Begin no further module and wait for the one under way; whether it is through.

        An import that goes on in another thread while the interpreter is taken down ends in a crash.
        """
        self._is_over.set()
        if self._thread is None or not self._thread.is_alive():
            return True
        self._thread.join(timeout_s)
        return not self._thread.is_alive()


def _import_all(is_over: threading.Event) -> None:
    os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")
    for name in _MODULES:
        if is_over.is_set():
            return
        try:
            import_module(name)
        except Exception:  # whoever needs it meets the same error and can say what for
            continue
