"""A fault in an override of Qt's is reported and survived; unguarded, each of these kills the process."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.gui.guarded import guard_class


class _Faulty(QWidget):
    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        ()[3]  # an exception of the interpreter's own C code

    def sizeHint(self) -> QSize:
        return len(3)  # type: ignore[arg-type,return-value]


@pytest.fixture
def faults(monkeypatch) -> list[type[BaseException]]:
    found: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: found.append(kind))
    return found


def test_faults_in_two_overrides_of_one_layout_are_reported_and_survived(qtbot, faults) -> None:
    guard_class(_Faulty)
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    first, second = _Faulty(), _Faulty()
    layout.addWidget(first)
    layout.addWidget(second)

    window.show()
    window.resize(300, 300)

    assert set(faults) == {IndexError, TypeError}
    assert first.sizeHint() == QWidget.sizeHint(first)


def test_the_classes_of_the_window_are_guarded(open_window) -> None:
    window = open_window()

    assert type(window).resizeEvent.__wrapped__.__qualname__ == "MainWindow.resizeEvent"


class _Listening(QWidget):
    def event(self, event) -> bool:  # type: ignore[no-untyped-def]
        return super().event(event)


def test_a_queued_call_that_fails_runs_once(qtbot, faults) -> None:
    """Handed to Qt a second time it ran twice, and after some hundreds of faults the process died."""
    guard_class(_Listening)
    window = _Listening()
    qtbot.addWidget(window)
    ran: list[int] = []

    def fail(number: int) -> None:
        ran.append(number)
        raise ValueError(number)

    for number in range(20):
        QTimer.singleShot(0, window, lambda chosen=number: fail(chosen))
    qtbot.waitUntil(lambda: len(faults) == 20)

    assert ran == list(range(20))
