"""The whole story of one way of loading: TensorFlow's message, the assertions, what it prints; with Copy."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from explorer.gui.item_models.table_parts import PlainLabel
from explorer.gui.language import tr
from explorer.gui.theme import data_font, px, ui_font

LEAST_HEIGHT, HEIGHT = 92, 170  # px; more is scrolled to


class DetailPanel(QWidget):
    """Hidden until somebody asks; Esc or Close hides it again."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("restore_story")
        self.setMinimumHeight(px(LEAST_HEIGHT))
        self.setMaximumHeight(px(HEIGHT))
        self.heading = PlainLabel("restore_story_title", self)
        self.heading.setFont(ui_font(12, bold=True))
        self.copy_button = QPushButton(tr("Copy"), self)
        self.copy_button.setObjectName("restore_story_copy")
        self.copy_button.setAccessibleName(tr("Copy what this way of loading does"))
        self.close_button = QPushButton(tr("Close"), self)
        self.close_button.setObjectName("restore_story_close")
        self.close_button.setAccessibleName(tr("Hide the details"))
        for button in (self.copy_button, self.close_button):
            button.setProperty("pill", True)
            button.setAutoDefault(False)
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("restore_story_text")
        self.text.setAccessibleName(tr("What this way of loading does, in full"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(data_font())
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        bar = QHBoxLayout()
        bar.setSpacing(6)
        bar.addWidget(self.heading, 1)
        bar.addWidget(self.copy_button)
        bar.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 2, 12, 6)
        layout.setSpacing(4)
        layout.addLayout(bar)
        layout.addWidget(self.text, 1)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        self.close_button.clicked.connect(self.leave)
        self.hide()

    def sizeHint(self) -> QSize:
        """A low window gives it less, down to some lines."""
        return QSize(super().sizeHint().width(), px(HEIGHT))

    def show_story(self, title: str, story: str) -> None:
        """Show a text; the place in it stays when it is the same one."""
        self.heading.say(title)
        if story != self.text.toPlainText():
            self.text.setPlainText(story)

    def leave(self) -> None:
        """Hide, and say so."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def event(self, event) -> bool:
        # Esc closes the panel before it goes back in the window.
        if event.type() == event.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def refresh_theme(self) -> None:
        """The fonts may have changed."""
        self.text.setFont(data_font())
