"""The path of the chosen node as buttons: each goes to the node it names."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from explorer.gui.plain_text import plain_label, tool_tip
from explorer.report.numbers import display_name

MOST_PARTS = 8
PART_LIMIT = 24
SEPARATOR = " · "
LINE, PADDING = 26, 8  # px
ONE_LINE_FROM = 900  # px; below, the sentence has a line of its own


class _PartsLabel(QLabel):
    """Parts of a sentence, the most important first: where there is no room the last ones are left out whole."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("muted", True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setContentsMargins(PADDING, 0, 0, 0)  # as the buttons have

    def minimumSizeHint(self) -> QSize:
        return QSize(20, super().minimumSizeHint().height())

    def shown_text(self) -> str:
        """What fits."""
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        if metrics.horizontalAdvance(self.text()) <= room:
            return self.text()
        parts = self.text().split(SEPARATOR)
        for count in range(len(parts) - 1, 0, -1):
            text = SEPARATOR.join([*parts[:count], "…"])
            if metrics.horizontalAdvance(text) <= room:
                return text
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.contentsRect(), self.alignment(), self.shown_text())


class Breadcrumbs(QWidget):
    """Root first; the middle of long paths is left out."""

    node_chosen = Signal(int)
    outside_chosen = Signal(int)  # one of the parts that are left out of the picture

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("graph_path")
        self.setAccessibleName("Path of the chosen node")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._lines = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lines.setContentsMargins(12 - PADDING, 0, 12, 0)
        self._lines.setSpacing(0)
        path = QWidget(self)
        self._layout = QHBoxLayout(path)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._on_show: object = None
        self.note = _PartsLabel(self)
        self.note.setObjectName("graph_note")
        self._lines.addWidget(path, 0)
        self._lines.addWidget(self.note, 1)
        self._arrange(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def _arrange(self, width: int) -> None:
        """Path and sentence in one line, or below each other: by the width alone, so that nothing jumps."""
        is_wide = width >= ONE_LINE_FROM
        ways, side = QBoxLayout.Direction, Qt.AlignmentFlag
        self._lines.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        self._lines.setSpacing(16 if is_wide else 0)
        self.note.setAlignment((side.AlignRight if is_wide else side.AlignLeft) | side.AlignVCenter)
        line = max(LINE, self.fontMetrics().height() + 10)
        self.setFixedHeight(line + 2 if is_wide else 2 * line - 4)

    def say(self, text: str) -> None:
        """The sentence beside or below the path, its parts with " · " between; whole in the tool tip."""
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
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        if not parts:
            hint = _PartsLabel(self)
            hint.setObjectName("graph_hint")
            hint.setText(nothing)
            hint.setToolTip(tool_tip(nothing))
            self._layout.addWidget(hint)
        shown = [(label, node, place < outside) for place, (label, node) in enumerate(parts)]
        if len(shown) > MOST_PARTS:
            _, node, is_outside = shown[-MOST_PARTS]
            shown = [shown[0], ("…", node, is_outside), *shown[1 - MOST_PARTS :]]
        for place, (label, node, is_outside) in enumerate(shown):
            if place:
                self._layout.addWidget(plain_label("/", self, muted=True))
            self._layout.addWidget(self._button(place, label, node, is_outside))
        if parts:
            self._layout.addStretch(1)

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
