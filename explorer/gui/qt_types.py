"""Makes PySide's classes before any other thread could.

PySide makes a class (and its enums) when the name is first looked up, in whatever thread that
happens, and two threads doing so at once crash the process (measured with PySide6 6.11: one
start in four, in `createPythonEnum`). View modules and pyqtgraph are imported by pool threads, so
all classes are made here first, on the GUI thread, a few milliseconds at a time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer

SLICE_S = 0.008


class TypeMaker(QObject):
    """Looks up every name of the Qt modules between events; tells when done."""

    def __init__(self, then: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._then = then
        self._names = _names()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._make_some)

    def start(self) -> None:
        """Begin with the next turn of the event loop."""
        self._timer.start(0)

    def _make_some(self) -> None:
        until = time.perf_counter() + SLICE_S
        for module, name in self._names:
            getattr(module, name, None)
            if time.perf_counter() > until:
                return
        self._timer.stop()
        self._then()


def _names() -> Iterator[tuple[object, str]]:
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            yield module, name
