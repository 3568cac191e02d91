"""A line under the graph: what is hidden just now and how to end it, what goes on, what can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from explorer.gui.elided_label import ElidedLabel
from explorer.gui.language import tr
from explorer.gui.plain_text import tool_tip

WORKING, TAKEN_BACK, PARTIAL, EMPTY = "working", "taken back", "partial", "empty"
_ORDER = (WORKING, TAKEN_BACK, PARTIAL, EMPTY)


@dataclass(frozen=True)
class _Told:
    text: str
    button: str
    key: str
    act: Callable[[], object]


class _Sentence(ElidedLabel):
    """Says at its end how much is hidden: what has no room is left out of its middle."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, is_sentence=True)

    def shown_text(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())


class StateBar(QWidget):
    """Shows the most urgent of what it was told; hidden while there is nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("graph_state")
        self.setAccessibleName(tr("What is hidden of the graph"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._told: dict[str, _Told] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 12, 3)
        row.setSpacing(10)
        self.label = _Sentence(self)
        self.label.setObjectName("graph_state_text")
        self.button = QToolButton(self)
        self.button.setObjectName("graph_state_button")
        self.button.clicked.connect(lambda _=False: self.press())
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        self.hide()

    @property
    def kind(self) -> str:
        """What is on show; "" for nothing."""
        return next((kind for kind in _ORDER if kind in self._told), "")

    def tell(self, kind: str, text: str, button: str, key: str, act: Callable[[], object]) -> None:
        """Show a sentence, and the button that ends what it tells of; no button without a text for it."""
        self._told[kind] = _Told(text, button, key, act)
        self._show()

    def clear(self, kind: str) -> None:
        """It is over."""
        if self._told.pop(kind, None) is not None:
            self._show()

    def press(self) -> None:
        """End what is on show."""
        if self.kind:
            self._told[self.kind].act()

    def _show(self) -> None:
        told = self._told.get(self.kind)
        self.setVisible(told is not None)
        if told is None:
            return
        text, button = tr(told.text), tr(told.button)
        self.label.setText(text)
        self.label.setToolTip(tool_tip(text))
        self.button.setVisible(bool(told.button))
        self.button.setText(button)
        self.button.setToolTip(f"{button} ({told.key})" if told.key else button)
        self.button.setAccessibleName(button)
