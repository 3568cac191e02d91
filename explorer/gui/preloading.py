"""Modules of the other views, imported in the background once the window has nothing better to do."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from explorer.gui.actions import VIEWS

_VIEW_MODULES = {view_id: dotted.split(":")[0] for view_id, _, dotted in VIEWS}
# The slowest first: whoever clicks it before the others are there would wait longest. Then what a target needs.
_MODULES = (
    "explorer.checkpoints.series",
    "pyqtgraph",
    _VIEW_MODULES["histograms"],
    *(module for view_id, module in _VIEW_MODULES.items() if view_id != "histograms"),
    "explorer.analysis.restore",
    "explorer.gui.moves.moves_dialog",
)
_AFTER_MS = 300  # what the opened directory needs comes first
_LOOK_MS = 40
_LONGEST_REST_S = 1.0  # before a module, however long the window is busy: it may be at work for minutes


class Preloader(QObject):
    """Nothing waits for what it imports; who needs a module earlier imports it by itself.

    Between two modules it rests while the window reads something somebody asked for: an import keeps the
    interpreter from the readers.
    """

    def __init__(self, is_busy: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_busy = is_busy
        self._thread: threading.Thread | None = None
        self._is_over = threading.Event()
        self._may_go_on = threading.Event()
        self._looking = QTimer(self, interval=_LOOK_MS)
        self._looking.timeout.connect(self._look)

    def start(self) -> None:
        """Begin soon; a second call does nothing."""
        if self._thread is None:
            self._thread = threading.Thread(
                target=_import_all, args=(self._is_over, self._may_go_on), name="preload", daemon=True
            )
            QTimer.singleShot(_AFTER_MS, self, self._begin)

    def _begin(self) -> None:
        if not self._is_over.is_set() and self._thread is not None and not self._thread.is_alive():
            self._look()
            self._looking.start()

    def _look(self) -> None:
        if self._thread is None or self._is_over.is_set():
            self._looking.stop()
        elif self._is_busy():
            self._may_go_on.clear()
        else:
            self._may_go_on.set()
            if self._thread.ident is None:
                self._thread.start()
            elif not self._thread.is_alive():
                self._looking.stop()

    def stop(self, timeout_s: float) -> bool:
        """Begin no further module and wait for the one under way; whether it is through.

        An import that goes on in another thread while the interpreter is taken down ends in a crash.
        """
        self._is_over.set()
        self._may_go_on.set()
        if self._thread is None or not self._thread.is_alive():
            return True
        self._thread.join(timeout_s)
        return not self._thread.is_alive()


def _import_all(is_over: threading.Event, may_go_on: threading.Event) -> None:
    os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")
    for name in _MODULES:
        may_go_on.wait(_LONGEST_REST_S)
        if is_over.is_set():
            return
        try:
            import_module(name)
        except Exception:  # whoever needs it meets the same error and can say what for
            continue
