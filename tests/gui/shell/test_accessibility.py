"""Every control is named, shows when it has the keyboard, and is found by it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from shiboken6 import isValid

from explorer.gui.actions import VIEWS
from explorer.gui.settings import Settings
from explorer.gui.theme import apply_theme
from tests.golden_answers import GOLDEN

IRIS = GOLDEN / "iris_dnn_tf115" / "models" / "iris"
KERNEL = "dnn/hiddenlayer_0/kernel"
DIALOGS = (
    "settings", "verify", "explain_error", "audit_resume", "propose_renames", "what_moved", "help", "palette",
)  # fmt: skip
SEEN = 3.0  # contrast of what has the focus with the same without


@pytest.fixture
def window(qtbot, open_window):
    made = open_window(IRIS, view="graph")
    made.resize(1600, 1000)
    made.session.select(KERNEL)
    made.session.choose_older(made.session.run.checkpoints[0])
    made.session.choose_target_entry(made.session.run.checkpoints[0])
    qtbot.waitUntil(lambda: not made.is_busy(), timeout=20_000)
    return made


def reachable(root: QWidget) -> list[QWidget]:
    """What Tab comes to."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if isValid(widget)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and QWidget.window(widget) is root
        and not isinstance(widget, QDialog)
    ]


def said(widget: QWidget) -> str:
    """What a screen reader calls it."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def shown(root: QWidget) -> list[str]:
    """What is wrong with the names below `root`."""
    names: dict[str, list[str]] = {}
    wrong = []
    for widget in reachable(root):
        name = said(widget)
        if not name or not widget.objectName():
            wrong.append(f"{type(widget).__name__} {widget.objectName()!r} is called {name!r}")
        names.setdefault(name, []).append(widget.objectName())
    return wrong + [f"{name}: {', '.join(of)}" for name, of in names.items() if len(of) > 1]


def assert_a_cell_is_read_out_with_its_column(current: QModelIndex) -> None:
    titles = [current.model().headerData(n, Qt.Orientation.Horizontal) for n in range(3)]

    assert titles[0] == "Key"
    assert current.siblingAtColumn(0).data(Qt.ItemDataRole.AccessibleTextRole) == f"Key: {KERNEL}"


def test_every_control_of_every_view_has_a_name_of_its_own(qtbot, window):
    wrong = {}
    for view, _, _ in VIEWS:
        window.tabs.show_view(view)
        qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
        wrong[view] = shown(window)
        if view == "variables":
            assert_a_cell_is_read_out_with_its_column(window.tabs.current_view.table.currentIndex())

    assert wrong == {view: [] for view, _, _ in VIEWS}


def test_dialogs_name_their_controls_close_on_escape_and_give_the_keyboard_back(qtbot, window):
    window.tabs.show_view("variables")
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
    asked = window.tabs.current_view.table
    wrong = {}
    for command in DIALOGS:
        asked.setFocus()
        window.actions_by_id[command].trigger()
        qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(QDialog)))
        qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
        dialog = next(d for d in window.findChildren(QDialog) if d.isVisible())
        qtbot.waitUntil(lambda it=dialog: it.isAncestorOf(QApplication.focusWidget() or window))
        wrong[command] = shown(dialog)
        if not dialog.accessibleName() and not dialog.windowTitle():
            wrong[command].append("has no name")
        for _ in range(2):  # of what is under way the first stops it
            if isValid(dialog) and dialog.isVisible():
                qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        if isValid(dialog) and dialog.isVisible():
            wrong[command].append("stays open")
            dialog.close()
        window.activateWindow()  # as a desktop does; the tests have none
        qtbot.waitUntil(window.isActiveWindow)
        if QApplication.focusWidget() is not asked:
            wrong[command].append(f"leaves the keyboard to {QApplication.focusWidget()}")

    assert wrong == {command: [] for command in DIALOGS}


def luminance(widget: QWidget) -> np.ndarray:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3) / 255
    linear = np.where(pixels <= 0.04045, pixels / 12.92, ((pixels + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def seen_pixels(widget: QWidget) -> int:
    """How many pixels differ by 3:1 once the widget has the focus."""
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
    without = luminance(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    with_focus = luminance(widget)
    lighter, darker = np.maximum(without, with_focus), np.minimum(without, with_focus)
    return int(((lighter + 0.05) / (darker + 0.05) >= SEEN).sum())


@pytest.mark.parametrize(
    ("theme", "views"),
    [("light", ("variables", "histograms", "restore")), ("dark", ("graph", "compare", "values"))],
)
def test_whatever_has_the_keyboard_shows_it(qapp, qtbot, open_window, theme, views):
    settings = Settings(fresh=True)
    settings.theme = theme
    window = open_window(IRIS, view="restore", settings=settings)
    apply_theme(qapp, theme)
    window.session.select(KERNEL)
    window.session.choose_target_entry(window.session.run.checkpoints[0])
    window.activateWindow()
    unseen: dict[str, int] = {}
    done: set[tuple[str, str]] = set()

    def look(root: QWidget) -> None:
        for widget in reachable(root):
            kind = (type(widget).__name__, widget.objectName())
            if kind not in done and isValid(widget) and widget.isVisible():  # or was made anew meanwhile
                done.add(kind)
                seen = seen_pixels(widget)
                if seen < min(widget.width() + widget.height(), 30):
                    unseen[" ".join(kind)] = seen

    try:
        for view in views:
            window.tabs.show_view(view)
            qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
            look(window)
        window.show_settings()
        qtbot.waitUntil(window._settings_dialog.isActiveWindow)
        look(window._settings_dialog)
    finally:
        apply_theme(qapp, "light")

    assert unseen == {}
    assert len(done) > 30
