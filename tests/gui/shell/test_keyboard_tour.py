"""A new user without a mouse: from the welcome page through all views to a file."""

from __future__ import annotations

import csv
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from explorer.gui import export_dialog
from explorer.gui.actions import VIEWS

NONE, CONTROL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
KERNEL = "dnn/hiddenlayer_0/kernel"


def test_all_views_a_target_and_a_file_are_reached_by_keys_alone(qtbot, open_window, tmp_path, monkeypatch):
    window = open_window()
    session, tabs = window.session, window.tabs
    qtbot.waitUntil(window.isActiveWindow)

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)
        qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)

    def tab_to(name: str) -> QWidget:
        for _ in range(60):
            if QApplication.focusWidget().objectName() == name:
                break
            press(Qt.Key.Key_Tab)
        assert QApplication.focusWidget().objectName() == name
        return QApplication.focusWidget()

    tab_to("welcome_demo_iris")
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: session.run is not None and not window.is_busy(), timeout=20_000)

    press(Qt.Key.Key_2, ALT)
    assert QApplication.focusWidget() is tabs.current_view.table
    press(Qt.Key.Key_F, CONTROL)
    qtbot.keyClicks(QApplication.focusWidget(), KERNEL)
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is tabs.current_view.table
    press(Qt.Key.Key_Home, CONTROL)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    assert session.selected_key == KERNEL

    for number, (view, _, _) in enumerate(VIEWS):
        press(Qt.Key(Qt.Key.Key_1 + number), ALT)
        assert tabs.current_id == view
        if QApplication.focusWidget() is tabs.tabBar():  # its picture was still being read
            press(Qt.Key.Key_Tab)
        assert tabs.current_view.isAncestorOf(QApplication.focusWidget()), view

    newer = session.newer_entry.step
    press(Qt.Key.Key_2, ALT)
    press(Qt.Key.Key_BracketLeft)
    assert session.newer_entry.step < newer
    press(Qt.Key.Key_BracketRight)
    tab_to("timeline_older_handle")
    press(Qt.Key.Key_Home)
    assert session.older_entry.step < session.newer_entry.step

    press(Qt.Key.Key_2, ALT)
    tab_to("variables_table")
    press(Qt.Key.Key_Return)  # on a variable: its histograms
    assert tabs.current_id == "histograms"
    assert tabs.current_view.isAncestorOf(QApplication.focusWidget())

    def answer(asked: Callable[[], QWidget | None], *keys: Qt.Key) -> None:
        """Press keys in what keeps all else waiting, once it is there."""

        def type_them() -> None:
            qtbot.waitUntil(lambda: asked() is not None)
            waiting = asked()
            try:
                for key in keys:
                    qtbot.keyClick(waiting, key)
            finally:
                if isValid(waiting) and waiting.isVisible():
                    waiting.close()

        QTimer.singleShot(0, type_them)

    def back_in_the_window() -> None:
        window.activateWindow()  # as a desktop does; the tests have none
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)

    tab_to("toolbar_target")
    answer(QApplication.activePopupWidget, Qt.Key.Key_Down, Qt.Key.Key_Return)
    press(Qt.Key.Key_Space)
    assert session.target is not None
    back_in_the_window()
    assert QApplication.focusWidget().objectName() == "toolbar_target"
    press(Qt.Key.Key_5, ALT)
    assert tabs.current_id == "restore"
    asked = QApplication.focusWidget()
    assert tabs.isAncestorOf(asked)

    written = tmp_path / "verdicts.csv"
    monkeypatch.setattr(export_dialog, "ask_for_save_path", lambda *_: written)  # the system's own dialog
    answer(QApplication.activeModalWidget, Qt.Key.Key_Return)
    press(Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(written.exists)
    back_in_the_window()
    assert QApplication.focusWidget() is asked
    with written.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 13
    assert KERNEL in {value for row in rows for value in row.values()}
