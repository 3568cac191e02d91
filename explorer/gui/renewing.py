"""The window furnished anew around the same session, for texts are said when they are put up.

Nothing is read again: the session, its opened checkpoints and what was computed of them stay, and so do the
chosen step, variable, view and target, the panels' places, the search and the way back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QDockWidget, QToolBar, QWidget

if TYPE_CHECKING:
    from explorer.gui.main_window import MainWindow

FURNITURE = "furniture"  # property of what is made anew with the window's language


def mark_furniture(window: MainWindow, before: list[QObject]) -> None:
    """Everything in the window that was not there before is made anew with its language."""
    for child in window.children():
        if child not in before:
            child.setProperty(FURNITURE, True)


def renew(window: MainWindow, *, keep_panels: bool = True) -> None:
    """Take everything out of the window, make it again, and put it where it was, the panels only if wished."""
    settings = window.settings
    settings.docks = window._docks.state if keep_panels else b""
    settings.view = window.tabs.current_id
    search, history = window.tool_bar.search.text(), window.history
    focus = window.focusWidget()
    focused = focus.objectName() if focus is not None else ""
    problems, memory = window.problems, window._target_memory
    timeline, dialog = window.timeline, window._settings_dialog
    page = dialog.list.currentRow() if dialog is not None and dialog.isVisible() else -1
    is_active = window.isActiveWindow()
    window.setUpdatesEnabled(False)
    try:
        _clear(window)
        window._furnish()
        window.problems.take_over(problems)
        window._target_memory.take_over(memory)
        window._travels.history = window.history = history
        window._travels.enable()
        window.timeline.take_over(timeline)
        window.inspector.renew()
        if window._types_made and (window.session.run is not None or window.session.opening is not None):
            window.tabs.start()
        window.tool_bar.search.setText(search)
    finally:
        window.setUpdatesEnabled(True)
    if is_active:  # what was taken out may have taken the keyboard along
        window.activateWindow()
    again = window.findChild(QWidget, focused) if focused else None
    if again is not None and again.isVisible():
        again.setFocus(Qt.FocusReason.OtherFocusReason)
    elif window.stack.currentWidget() is window.welcome:
        window.welcome.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
    elif window._types_made:
        window._focus_view()
    if page >= 0:
        window.show_settings()
        window._settings_dialog.list.setCurrentRow(page)


def _clear(window: MainWindow) -> None:
    window.follower.stop()
    window._preloader.stop(0.0)
    window.session.cancel_wishes()
    for signal, method in window._heard:
        signal.disconnect(method)
    window._heard.clear()
    window.removeToolBarBreak(window._banner_bar)
    window.setMenuBar(None)
    gone = [child for child in window.children() if child.property(FURNITURE) or isinstance(child, QDialog)]
    for child in gone:
        if isinstance(child, QToolBar):
            window.removeToolBar(child)
        elif isinstance(child, QDockWidget):
            window.removeDockWidget(child)
        elif isinstance(child, QAction):
            window.removeAction(child)  # two with the same key answer to none
        if isinstance(child, QWidget):
            child.hide()
        # Without a parent at once: what is made anew has the same names. Deleted later, for one of them may
        # be the control that was pressed.
        child.setParent(None)
        child.deleteLater()
