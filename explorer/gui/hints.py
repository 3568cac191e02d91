"""First-run hints: one quiet line at the window's foot, each shown once, and none to who wants none.

A hint takes a line of its own and covers nothing. It goes by itself when what it speaks of is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolBar, QWidget

from explorer.gui.dialog_parts import push_button
from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label
from explorer.gui.statuses import can_be_chosen
from explorer.gui.theme import px

if TYPE_CHECKING:
    from explorer.gui.main_window import MainWindow

AFTER_MS = 1500  # what was opened is looked at first


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing worth knowing where `view` is on show ("" for any), when it applies; `topic` tells more."""

    id: str
    text: str
    topic: str
    view: str = ""


HINTS = (
    Hint(
        "timeline",
        "Drag the two handles on the time axis: all views show the newer step and compare it with the older one.",
        "directory-and-timeline.md#timeline",
    ),
    Hint(
        "graph",
        "Double-click a node to fold or unfold it; press D for what it holds.",
        "graph.md#fold",
        "graph",
    ),
    Hint(
        "variables",
        "A right click on the table's head chooses its columns; a double click on a row shows its values.",
        "variables.md#columns",
        "variables",
    ),
    Hint(
        "histograms",
        "Keys 1 to 7 change the picture; point at it to read values and steps.",
        "histograms.md",
        "histograms",
    ),
    Hint(
        "compare",
        "F7 goes to the next difference; a click on a heading sorts by it.",
        "compare.md#the-table",
        "compare",
    ),
    Hint(
        "restore",
        "Choose a target, the model that will read this checkpoint: a step, a directory, a graph or a Keras file.",
        "restore.md#in-three-steps",
        "restore",
    ),
    Hint("values", "G goes to a cell, N to the next NaN or infinity.", "values.md#picture", "values"),
    Hint("help", "Press F1 on anything: help on what the mouse points at.", "first-steps.md#hints"),
)


class HintLine(QWidget):
    """The words and the buttons, as high as the words need: a toolbar does not ask for a height by width."""

    def __init__(self, label: QLabel, buttons: tuple[QPushButton, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("hint_line")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._label, self._buttons = label, buttons
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(label, 1)
        for button in buttons:
            row.addWidget(button)

    def sizeHint(self) -> QSize:
        beside = 40 + sum(button.sizeHint().width() + 8 for button in self._buttons)
        words = self._label.heightForWidth(max(self.window().width() - beside, px(160)))
        return QSize(px(300), max(words, self._buttons[0].sizeHint().height()) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), self.sizeHint().height())


class HintBar(QToolBar):
    """The line of the hint on show; takes no room while there is none."""

    def __init__(self, window: QWidget, close: Callable[[], object], more: Callable[[], object]) -> None:
        super().__init__(tr("Hints"), window)
        self.setObjectName("hint_bar")
        self.setAccessibleName(tr("Hint"))
        self.setMovable(False)
        self.setStyleSheet("QToolBar { padding: 0; border: none; spacing: 0; }")
        self.setContentsMargins(0, 0, 0, 0)
        self.layout().setContentsMargins(0, 0, 0, 0)
        self._close = close
        self.shown: Hint | None = None
        self.label = plain_label(name="hint_text", muted=True)
        self.label.setWordWrap(True)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.more_button = push_button("More", "hint_more", self, "The help about this")
        self.never_button = push_button(
            "No more hints", "hint_never", self, "Edit > Settings > Look shows them again"
        )
        self.close_button = push_button("✕", "hint_close", self, "Close this hint (Esc)")
        self.more_button.setAccessibleName(tr("More about this hint"))
        self.close_button.setAccessibleName(tr("Close this hint"))
        self.close_button.setFixedWidth(px(34))
        self.more_button.clicked.connect(more)
        self.close_button.clicked.connect(close)
        buttons = (self.more_button, self.never_button, self.close_button)
        self.line = HintLine(self.label, buttons, self)
        self._line = self.addWidget(self.line)
        self.visibilityChanged.connect(self._stay_away)  # what is remembered of tool bars may show it
        self.show_hint(None)

    def show_hint(self, hint: Hint | None) -> None:
        """Show a hint, or none."""
        self.shown = hint
        if hint is not None:
            self.label.setText(tr(f"Hint: {tr(hint.text)}"))
            self.setAccessibleDescription(self.label.text())
            self.line.updateGeometry()
        self._line.setVisible(hint is not None)
        self.setVisible(hint is not None)

    def _stay_away(self, is_visible: bool) -> None:
        if is_visible and self.shown is None:
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)


class Hints(QObject):
    """Chooses the hint for what is on show, and remembers which were seen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.bar = HintBar(window, self.close, self._more)
        self.bar.never_button.clicked.connect(lambda: self._switch(False))
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(self.look)
        actions, settings = window.actions_by_id, window.settings
        actions["show_hints"].setChecked(settings.show_hints)
        actions["show_hints"].toggled.connect(self._switch)
        actions["show_hints_again"].triggered.connect(self._again)

    def later(self, *_: object) -> None:
        """Something else is on show: take away what does not fit it, and look in a while."""
        shown = self.bar.shown
        if shown is not None and not self._fits(shown):
            self.bar.show_hint(None)
        if self._window.gives_hints and self._window.settings.show_hints:
            self._soon.start()

    def look(self) -> None:
        """Show the first hint that fits and was not seen; nothing while another one is there."""
        settings = self._window.settings
        if self.bar.shown is not None or not settings.show_hints:
            return
        seen = settings.seen_hints
        hint = next((hint for hint in HINTS if hint.id not in seen and self._fits(hint)), None)
        if hint is not None:
            settings.seen_hints = (*seen, hint.id)
            self.bar.show_hint(hint)

    def know(self, hint_id: str) -> None:
        """What a hint says was done already: it need not come, nor stay."""
        settings = self._window.settings
        if hint_id not in settings.seen_hints:
            settings.seen_hints = (*settings.seen_hints, hint_id)
        if self.bar.shown is not None and self.bar.shown.id == hint_id:
            self.close()

    def close(self) -> None:
        """Take the hint away; the next one comes when something else is shown."""
        had_focus = self.bar.isAncestorOf(self._window.focusWidget()) if self._window.focusWidget() else False
        self.bar.show_hint(None)
        if had_focus:
            self._window._focus_view()

    def _fits(self, hint: Hint) -> bool:
        window, session = self._window, self._window.session
        if session.run is None or window.stack.currentWidget() is not window.tabs:
            return False
        if hint.id == "timeline":
            return sum(map(can_be_chosen, session.run.checkpoints)) > 1
        if hint.id == "restore" and session.target is not None:
            return False
        return not hint.view or window.tabs.current_id == hint.view

    def _switch(self, is_on: bool) -> None:
        self._window.settings.show_hints = is_on
        self._window.actions_by_id["show_hints"].setChecked(is_on)
        if is_on:
            self.later()
        else:
            self._soon.stop()
            self.close()

    def _again(self) -> None:
        self._window.settings.seen_hints = ()
        self._window.gives_hints = True
        self._window.actions_by_id["show_hints"].setChecked(True)
        self._window.settings.show_hints = True
        self.bar.show_hint(None)
        self.look()

    def _more(self) -> None:
        if self.bar.shown is not None:
            self._window.show_topic(self.bar.shown.topic)
