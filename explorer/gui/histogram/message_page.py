"""The page in place of a picture: a heading, a sentence that says why, and buttons that lead on. Plain text only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from explorer.gui.language import tr
from explorer.gui.theme import ui_font
from explorer.report.numbers import display_name


class MessagePage(QWidget):
    """Says in words what cannot be drawn."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.heading, self.sentence = QLabel(self), QLabel(self)
        self.heading.setFont(ui_font(15, bold=True))
        self.sentence.setProperty("muted", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(2)
        for label in (self.heading, self.sentence):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            layout.addWidget(label)
        layout.addSpacing(8)
        self._buttons_layout = QVBoxLayout()
        self._buttons_layout.setSpacing(6)
        layout.addLayout(self._buttons_layout)
        layout.addStretch(3)
        self.buttons: list[QPushButton] = []

    def say(
        self, heading: str, sentence: str, buttons: Sequence[tuple[str, Callable[[], object]]] = ()
    ) -> None:
        """Replace what stands here. Texts may hold anything: they are shown as plain text."""
        self.heading.setText(display_name(heading, 160))
        sentence = tr(sentence)
        self.sentence.setText(sentence)
        self.setAccessibleName(f"{self.heading.text()}. {sentence}")
        for button in self.buttons:
            self._buttons_layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for text, act in buttons:
            shown = display_name(text, 90)
            button = QPushButton(shown.replace("&", "&&"), self)
            button.setObjectName(f"{self.objectName()}_button")
            button.setAccessibleName(shown)
            button.clicked.connect(lambda _=False, act=act: act())
            self._buttons_layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            self.buttons.append(button)
