"""Timers that gather a burst of events into one act."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from explorer.gui.turns import first_turn


def single_shot(parent: QWidget, interval_ms: int, then: Callable[[], object]) -> QTimer:
    """A timer that calls `then` once, `interval_ms` after its last `start`."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval_ms)

    def act() -> None:
        with first_turn():
            then()

    timer.timeout.connect(act)
    return timer
