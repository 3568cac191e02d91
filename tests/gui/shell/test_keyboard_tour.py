"""A new user without a mouse: from the welcome page through all views to a file."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from explorer.gui.actions import VIEWS

NONE, CONTROL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
KERNEL = "dnn/hiddenlayer_0/kernel"


def test_all_views_are_reached_and_used_by_keys_alone(qtbot, open_window):
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
