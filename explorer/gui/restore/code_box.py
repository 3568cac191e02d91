"""A piece of code to copy: as it is, in the data font, as high as its lines up to a bound."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from explorer.gui.language import tr
from explorer.gui.theme import data_font

MOST_LINES = 22


class CodeBox(QWidget):
    """Read-only text with a Copy button beside it."""

    def __init__(self, name: str, code: str, said: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.text = QPlainTextEdit(code, self)
        self.text.setObjectName(f"{name}_text")
        self.text.setAccessibleName(tr(said))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(data_font())
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copy_button = QPushButton(tr("Copy"), self)
        self.copy_button.setObjectName(f"{name}_copy")
        self.copy_button.setAccessibleName(tr(f"Copy {_inside(tr(said))}"))
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self.copy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)
        self.set_code(code)

    def set_code(self, code: str) -> None:
        """Show other code, and be as high as it needs; half the screen at most, for large texts."""
        if code != self.text.toPlainText():
            self.text.setPlainText(code)
        lines = min(code.count("\n") + 1, MOST_LINES)
        wanted = lines * QFontMetrics(self.text.font()).lineSpacing() + 24
        self.text.setFixedHeight(min(wanted, self.screen().availableGeometry().height() // 2))

    def copy(self) -> None:
        """Put the code on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())


def _inside(said: str) -> str:
    """A name as it stands inside a sentence."""
    return f"{said[:1].lower()}{said[1:]}"
