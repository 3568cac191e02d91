"""F1: the help on what is pointed at, in the window, in its dialogs, and in a menu that is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QCursor, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton, QWidget

from explorer.gui.help_topics import topic_of

HELP_KEY = "F1"
_OWN_KEY = "help_key"  # object name of a dialog's or menu's own F1


class HelpKeys(QObject):
    """Knows what was pointed at last: by the mouse, or by the focus where that moved since the mouse did.

    The main window's own action has the key there. A shortcut reaches no other window and no open menu, so each
    of those gets one of its own, dialogs when they first have the focus.
    """

    def __init__(self, window: QWidget, show: Callable[[str], object], view_topic: Callable[[], str]) -> None:
        super().__init__(window)
        self._window, self._show, self._view_topic = window, show, view_topic
        self._mouse_at_focus = QPoint(-1, -1)

    def focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        """Where the mouse was when the focus moved; a dialog gets its key."""
        if now is None:
            return
        self._mouse_at_focus = QCursor.pos()
        top = QWidget.window(now)  # plots have a `window` of their own
        if top is not self._window and top.objectName() != "main_window" and self._is_ours(top):
            self._equip(top)
        if isinstance(now, (QToolButton, QPushButton)) and now.menu() is not None:
            self._equip(now.menu())

    def equip_menus(self, menus: list[QMenu]) -> None:
        """Menus do not have the focus: theirs is given beforehand."""
        for menu in menus:
            self._equip(menu)

    def show_help(self) -> None:
        """Open the page and section of what was pointed at last, else of the view on show."""
        menu = QApplication.activePopupWidget()
        topic = topic_of(menu) if isinstance(menu, QMenu) else ""
        while isinstance(menu, QMenu):  # the help comes to the front: a menu would keep all keys to itself
            menu.close()
            following = QApplication.activePopupWidget()
            menu = following if following is not menu else None
        self._show(topic or self._topic())

    def _topic(self) -> str:
        window = QApplication.activeWindow() or self._window
        focus, mouse = QApplication.focusWidget(), QCursor.pos()
        under = QApplication.widgetAt(mouse)
        points = under is not None and under.window() is window
        if points and (focus is None or mouse != self._mouse_at_focus or _is_within(under, focus)):
            told = topic_of(under, mouse)
            if told:
                return told
        told = topic_of(focus) if focus is not None and focus.window() is window else ""
        return told or (topic_of(window) if window is not self._window else "") or self._view_topic()

    def _is_ours(self, top: QWidget) -> bool:
        parent = top.parentWidget()
        while parent is not None:
            if parent is self._window:
                return True
            parent = parent.parentWidget()
        return False

    def _equip(self, widget: QWidget) -> None:
        if widget.findChild(QShortcut, _OWN_KEY, Qt.FindChildOption.FindDirectChildrenOnly) is None:
            key = QShortcut(QKeySequence(HELP_KEY), widget)
            key.setObjectName(_OWN_KEY)
            key.activated.connect(self.show_help)


def _is_within(inner: QWidget, outer: QWidget) -> bool:
    return inner is outer or outer.isAncestorOf(inner)
