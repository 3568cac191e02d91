"""The banner under the toolbar: one sentence on what is wrong, the next step, and a way to be rid of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from explorer.gui.plain_text import plain_label
from explorer.gui.problems import Problem
from explorer.gui.theme import current_palette, qcolor
from explorer.report.palette import mix


class Banner(QWidget):
    """Shows one problem at a time, the last one; who holds it hides it when there is none."""

    changed = Signal()  # shown or hidden

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAccessibleName("Problem")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.problem: Problem | None = None
        self.sentence = plain_label(name="banner_sentence")
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hint = plain_label(name="banner_hint", muted=True)
        self.hint.setWordWrap(True)
        self.action_button = QPushButton(self)
        self.action_button.setObjectName("banner_action")
        self.dismiss_button = QPushButton("Dismiss", self)
        self.dismiss_button.setObjectName("banner_dismiss")
        self.dismiss_button.setAccessibleName("Dismiss the problem")
        self.dismiss_button.clicked.connect(self.dismiss)
        self._act: Callable[[], object] | None = None
        self.action_button.clicked.connect(lambda: self._act() if self._act is not None else None)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.sentence)
        words.addWidget(self.hint)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(36, 6, 12, 6)
        layout.setSpacing(8)
        layout.addLayout(words, 1)
        self._words = words
        layout.addWidget(self.action_button)
        layout.addWidget(self.dismiss_button)

    def sizeHint(self) -> QSize:
        """As high as its words need at the window's width: a toolbar does not ask for a height by width."""
        window = self.window()
        buttons = 24 + sum(
            b.sizeHint().width() for b in (self.action_button, self.dismiss_button) if not b.isHidden()
        )
        width = max((window.width() if window is not None else 800) - buttons - 64, 160)
        height = self.sentence.heightForWidth(width)
        if self.problem is not None and self.problem.hint:
            height += self.hint.heightForWidth(width)
        return QSize(400, max(height, self.dismiss_button.sizeHint().height()) + 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def show_problem(
        self, problem: Problem, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Show a problem, with a button that does something about it if there is such a thing."""
        self.problem, self._act = problem, act
        self.sentence.setText(problem.sentence)
        self.hint.setText(problem.hint)
        self.hint.setVisible(bool(problem.hint))
        self.action_button.setText(action)
        self.action_button.setVisible(bool(action))
        self.updateGeometry()
        self.setAccessibleDescription(f"{problem.sentence} {problem.hint}".strip())
        self.changed.emit()

    def dismiss(self) -> None:
        """Hide it."""
        self.problem = None
        self.changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_palette()
        warning = colours.verdict("wrong value silently")
        painter = QPainter(self)
        painter.fillRect(self.rect(), qcolor(mix(colours.panel, warning, 0.14)))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), qcolor(colours.border))
        painter.setPen(qcolor(colours.as_text(warning)))
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(QRectF(8, 0, 24, self.height()), Qt.AlignmentFlag.AlignCenter, "!")
