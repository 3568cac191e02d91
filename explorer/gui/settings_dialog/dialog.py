"""The window of the settings: a list of pages at the left, the chosen one beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
)

from explorer.gui.dialog_parts import foot_row
from explorer.gui.language import tr
from explorer.gui.session import Session
from explorer.gui.settings import Settings
from explorer.gui.settings_dialog.follow_page import FollowPage
from explorer.gui.settings_dialog.look_page import LookPage
from explorer.gui.settings_dialog.memory_page import MemoryPage
from explorer.gui.settings_dialog.parts import Page
from explorer.gui.theme import dialog_size, px

if TYPE_CHECKING:
    from explorer.gui.main_window import MainWindow


class SettingsDialog(QDialog):
    """Stays open beside the window: a change is in force, and seen, at once."""

    def __init__(self, session: Session, settings: Settings, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("settings_dialog")
        self.setWindowTitle(tr("Settings"))
        self.setAccessibleName(tr("Settings"))
        self.resize(dialog_size(780, 560))
        self.look = LookPage(window.actions_by_id, self)
        self.following = FollowPage(session, settings, window.follower, self)
        self.memory = MemoryPage(session, settings, self)
        self._pages: tuple[Page, ...] = (self.look, self.following, self.memory)
        self.list = QListWidget(self)
        self.list.setObjectName("settings_pages")
        self.list.setAccessibleName(tr("Pages of the settings"))
        self.list.addItems([tr(page.title) for page in self._pages])
        metrics = QFontMetrics(self.list.font())
        widest = max(metrics.horizontalAdvance(tr(page.title)) for page in self._pages)
        self.list.setFixedWidth(widest + px(40))
        self.stack = QStackedWidget(self)
        self.stack.setObjectName("settings_stack")
        for page in self._pages:
            self.stack.addWidget(_scrolled(page, self))
        self.list.currentRowChanged.connect(self._show_page)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.list)
        across.addWidget(self.stack, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(across, 1)
        layout.addLayout(foot_row(self))
        self.list.setCurrentRow(0)

    def open_page(self, title: str = "") -> None:
        """Show the dialog, at the page of this title; at the one shown last without."""
        for row, page in enumerate(self._pages):
            if page.title == title:
                self.list.setCurrentRow(row)
        self.show()
        self.raise_()
        self.activateWindow()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._pages[self.list.currentRow()].shown()

    def _show_page(self, row: int) -> None:
        self.stack.setCurrentIndex(row)
        if self.isVisible():
            self._pages[row].shown()


def _scrolled(page: Page, parent: SettingsDialog) -> QScrollArea:
    """A page that can be scrolled where the window is low."""
    scroll = QScrollArea(parent)
    scroll.setObjectName(f"{page.objectName()}_scroll")
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidgetResizable(True)
    scroll.setWidget(page)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return scroll
