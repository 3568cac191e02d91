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

    def start(self) -> None:
        """Begin soon; a second call does nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=_import_all, name="preload", daemon=True)
            QTimer.singleShot(_AFTER_MS, self, self._begin)

    def _begin(self) -> None:
        if self._is_busy():  # imports would fight the readers for the interpreter
            QTimer.singleShot(_AFTER_MS, self, self._begin)
        elif self._thread is not None and not self._thread.is_alive():
            self._thread.start()


def _import_all() -> None:
    os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")
    for name in _MODULES:
        try:
            import_module(name)
        except Exception:  # whoever needs it meets the same error and can say what for
            continue
