"""The banner under the toolbar: one sentence on what is wrong, the next step, and a way to be rid of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label
from explorer.gui.problems import Problem
from explorer.gui.theme import current_palette, px, qcolor
from explorer.report.palette import mix

ROOM_FOR_WORDS = 480  # beside the buttons, with texts of 100 %


@dataclass(frozen=True, slots=True)
class BannerItem:
    """One problem, and the button that does something about it if there is such a thing."""

    problem: Problem
    action: str = ""
    act: Callable[[], object] | None = None


class Banner(QWidget):
    """Shows one of several problems at a time; who holds it hides it when there is none."""

    changed = Signal()  # shown, hidden, or as high as other words need
    dismissed = Signal(object)  # the Problem somebody has read

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAccessibleName(tr("Problem"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.problem: Problem | None = None
        self.sentence = plain_label(name="banner_sentence")
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hint = plain_label(name="banner_hint", muted=True)
        self.hint.setWordWrap(True)
        self.action_button = QPushButton(self)
        self.action_button.setObjectName("banner_action")
        self.dismiss_button = QPushButton(tr("Dismiss"), self)
        self.dismiss_button.setObjectName("banner_dismiss")
        self.dismiss_button.setAccessibleName(tr("Dismiss the problem"))
        self.dismiss_button.clicked.connect(self.dismiss)
        self.next_button = QPushButton(self)
        self.next_button.setObjectName("banner_next")
        self.next_button.setToolTip(tr("Show the next problem"))
        self.next_button.clicked.connect(self.show_next)
        self._items: tuple[BannerItem, ...] = ()
        self._place = 0
        self.action_button.clicked.connect(self._act)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.sentence)
        words.addWidget(self.hint)
        self._buttons = (self.action_button, self.next_button, self.dismiss_button)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in self._buttons:
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(36, 6, 12, 6)
        self._layout.setSpacing(8)
        self._layout.addLayout(words, 1)
        self._words = words
        self._layout.addLayout(buttons)

    def sizeHint(self) -> QSize:
        """As high as its words need at the window's width: a toolbar does not ask for a height by width."""
        whole, beside = self._rooms()
        is_below = beside < px(ROOM_FOR_WORDS)
        width, low = whole if is_below else beside, self.dismiss_button.sizeHint().height()
        height = self.sentence.heightForWidth(width)
        if self.problem is not None and self.problem.hint:
            height += self.hint.heightForWidth(width)
        return QSize(400, (height + 8 + low if is_below else max(height, low)) + 12)

    def _rooms(self) -> tuple[int, int]:
        """How wide the words are with the buttons below them, and with the buttons beside them."""
        whole = self.window().width() - 64
        buttons = 24 + sum(button.sizeHint().width() for button in self._buttons if not button.isHidden())
        return max(whole, 160), max(whole - buttons, 160)

    def _arrange(self) -> None:
        """Large texts in a small window: buttons beside the words would make the banner as high as a view."""
        is_below = self._rooms()[1] < px(ROOM_FOR_WORDS)
        wanted = QBoxLayout.Direction.TopToBottom if is_below else QBoxLayout.Direction.LeftToRight
        if self._layout.direction() != wanted:
            self._layout.setDirection(wanted)
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def show_items(self, items: Sequence[BannerItem]) -> None:
        """Show these problems, the first of them now; the one on show stays if it is still among them."""
        shown = self.problem
        self._items = tuple(items)
        problems = [item.problem for item in self._items]
        self._place = problems.index(shown) if shown in problems else 0
        self._show()

    def show_next(self) -> None:
        """Go on to the next problem, after the last one to the first."""
        self._place = (self._place + 1) % max(len(self._items), 1)
        self._show()

    def dismiss(self) -> None:
        """Take away the problem on show; the next one takes its place."""
        problem = self.problem
        self._items = tuple(item for item in self._items if item.problem != problem)
        self._place = min(self._place, max(len(self._items) - 1, 0))
        self._show()
        if problem is not None:
            self.dismissed.emit(problem)

    def _act(self) -> None:
        act = self._items[self._place].act if self._items else None
        if act is not None:
            act()

    def _show(self) -> None:
        if not self._items:
            self.problem = None
            self.changed.emit()
            return
        item, count = self._items[self._place], len(self._items)
        self.problem = item.problem
        self.sentence.setText(tr(item.problem.sentence))
        self.hint.setText(tr(item.problem.hint))
        self.hint.setVisible(bool(item.problem.hint))
        self.action_button.setText(tr(item.action))
        self.action_button.setVisible(bool(item.action))
        self.next_button.setText(tr(f"{self._place + 1} of {count}  ›"))
        self.next_button.setAccessibleName(tr(f"Problem {self._place + 1} of {count}, show the next"))
        self.next_button.setVisible(count > 1)
        self._arrange()
        self.updateGeometry()
        self.setAccessibleDescription(tr(f"{item.problem.sentence} {item.problem.hint}".strip()))
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


class BannerBar(QToolBar):
    """The banner's place in the window; it takes no room while there is no problem."""

    def __init__(self, banner: Banner, parent: QWidget) -> None:
        super().__init__(tr("Problems"), parent)
        self.setObjectName("banner_bar")
        self.setMovable(False)
        self.setStyleSheet("QToolBar { padding: 0; border: none; spacing: 0; }")
        self.setContentsMargins(0, 0, 0, 0)
        self.layout().setContentsMargins(0, 0, 0, 0)
        self._banner = banner
        self._action = self.addWidget(banner)
        self.follow_banner()

    def follow_banner(self) -> None:
        """Show or hide with the banner's problem."""
        # A widget in a toolbar is shown and hidden through its action.
        self._action.setVisible(self._banner.problem is not None)
        self.setVisible(self._banner.problem is not None)
