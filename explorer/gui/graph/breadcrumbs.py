"""The path of the chosen node as buttons: each goes to the node it names."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from explorer.gui.plain_text import plain_label, tool_tip
from explorer.report.numbers import display_name

MOST_PARTS = 8
PART_LIMIT = 24


class _ElidedLabel(QLabel):
    """Plain text that ends in "…" where there is no room, rather than widening the window."""

    def __init__(self, side: Qt.AlignmentFlag, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("muted", True)
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self.alignment(), text)


class Breadcrumbs(QWidget):
    """Root first; the middle of long paths is left out."""

    node_chosen = Signal(int)
    outside_chosen = Signal(int)  # one of the parts that are left out of the picture

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("graph_path")
        self.setAccessibleName("Path of the chosen node")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(28)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(12, 0, 12, 0)
        self._layout.setSpacing(0)
        self._on_show: object = None
        self.note = _ElidedLabel(Qt.AlignmentFlag.AlignRight, self)
        self.note.setObjectName("graph_note")

    def say(self, text: str) -> None:
        """The sentence at the right; whole in the tool tip."""
        self.note.setText(text)
        self.note.setToolTip(tool_tip(text))

    def show_path(self, parts: list[tuple[str, int]], nothing: str = "", outside: int = 0) -> None:
        """(label, node id) from the root to the chosen node; or a sentence when nothing is chosen.

        The first `outside` parts lie above what is in focus: in brackets, and leading back there.
        """
        if (parts, nothing, outside) == self._on_show:
            return
        self._on_show = (parts, nothing, outside)
        while (item := self._layout.takeAt(0)) is not None:
            if item.widget() not in (None, self.note):
                item.widget().hide()
                item.widget().deleteLater()
        if not parts:
            hint = _ElidedLabel(Qt.AlignmentFlag.AlignLeft, self)
            hint.setText(nothing)
            self._layout.addWidget(hint, 5)
            self._layout.addSpacing(12)
        shown = [(label, node, place < outside) for place, (label, node) in enumerate(parts)]
        if len(shown) > MOST_PARTS:
            _, node, is_outside = shown[-MOST_PARTS]
            shown = [shown[0], ("…", node, is_outside), *shown[1 - MOST_PARTS :]]
        for place, (label, node, is_outside) in enumerate(shown):
            if place:
                self._layout.addWidget(plain_label("/", self, muted=True))
            self._layout.addWidget(self._button(place, label, node, is_outside))
        self._layout.addWidget(self.note, 4)

    def _button(self, place: int, label: str, node: int, is_outside: bool) -> QToolButton:
        name = display_name(label, PART_LIMIT).replace("&", "&&")
        button = QToolButton(self)
        button.setObjectName(f"graph_path_{place}")
        button.setProperty("flat", True)
        button.setText(f"[{name}]" if is_outside else name)
        if is_outside:
            button.setToolTip(tool_tip(f"{label}: left out now; click to show it and what is below it"))
            button.setAccessibleName(f"Show {display_name(label, 80)} and what is below it")
            button.clicked.connect(lambda _=False: self.outside_chosen.emit(node))
        else:
            button.setToolTip(tool_tip(label))
            button.setAccessibleName(f"Go to {display_name(label, 80)}")
            button.clicked.connect(lambda _=False: self.node_chosen.emit(node))
        return button
