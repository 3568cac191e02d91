"""The path of the chosen node as buttons: each goes to the node it names."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from explorer.gui.graph.own_words import name_told
from explorer.gui.language import tr
from explorer.gui.layouts import clear_layout
from explorer.gui.plain_text import plain_label, tool_tip
from explorer.gui.sentence_parts import tr_parts
from explorer.gui.theme import px
from explorer.report.numbers import display_name

MOST_PARTS = 8
PART_LIMIT = 24
SEPARATOR = " · "
LINE, PADDING, BETWEEN = 26, 8, 16  # px
ONE_LINE_FROM = 560  # px; below, the sentence has a line of its own
MOST_OF_LINE = 0.6  # of it is the sentence's before the path's


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
        self.setAccessibleName(tr("Path of the chosen node"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._lines = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lines.setContentsMargins(12 - PADDING, 0, 12, 0)
        self._lines.setSpacing(0)
        path = QWidget(self)
        self._layout = QHBoxLayout(path)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._parts: list[tuple[str, int, bool]] = []  # label, node id, whether it lies outside
        self._nothing = ""
        self._on_show: object = None
        self._measured = self._probe()
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
        is_wide = width >= px(ONE_LINE_FROM)
        ways, side = QBoxLayout.Direction, Qt.AlignmentFlag
        self._lines.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        self._lines.setSpacing(BETWEEN if is_wide else 0)
        self.note.setAlignment((side.AlignRight if is_wide else side.AlignLeft) | side.AlignVCenter)
        line = max(px(LINE), self.fontMetrics().height() + 10)
        self.setFixedHeight(line + 2 if is_wide else 2 * line - 4)
        self._fit()

    def say(self, text: str) -> None:
        """The sentence beside or below the path, its parts with " · " between; whole in the tool tip."""
        text = tr_parts(text, SEPARATOR)
        self.note.setText(text)
        self.note.setToolTip(tool_tip(text))
        self._fit()

    def show_path(self, parts: list[tuple[str, int]], nothing: str = "", outside: int = 0) -> None:
        """(label, node id) from the root to the chosen node; or a sentence when nothing is chosen.

        The first `outside` parts lie above what is in focus: in brackets, and leading back there.
        """
        self._parts = [(label, node, place < outside) for place, (label, node) in enumerate(parts)]
        self._nothing = nothing
        self._fit()

    def _fit(self) -> None:
        """Share the line out: the sentence first, up to most of it, then as many parts of the path as find room."""
        margins, room = self._lines.contentsMargins(), self.width()
        room -= margins.left() + margins.right()
        self.note.setMinimumWidth(0)
        if self._lines.direction() == QBoxLayout.Direction.LeftToRight:
            wanted = self.note.sizeHint().width() + 1
            path = self._width_of(self._shorter(MOST_PARTS)) if self._parts else 0
            least = min(wanted, max(int(room * MOST_OF_LINE), room - BETWEEN - path))
            self.note.setMinimumWidth(least)
            room -= least + BETWEEN
        ways = (self._shorter(most) for most in range(MOST_PARTS, 0, -1))
        shown = next((way for way in ways if self._width_of(way) <= room), self._shorter(1))
        if (shown, self._nothing) != self._on_show:
            self._on_show = (shown, self._nothing)
            self._show(shown)

    def _shorter(self, most: int) -> list[tuple[str, int, bool]]:
        """So many parts, their middle left out; of one part's room also the root."""
        if len(self._parts) <= most:
            return self._parts
        _, node, is_outside = self._parts[-most - (most == 1)]
        first = self._parts[:1] if most > 1 else []
        return [*first, ("…", node, is_outside), *self._parts[-max(most - 1, 1) :]]

    def _probe(self) -> tuple[QToolButton, QLabel]:
        """What parts are measured with; nobody's child, so that nobody finds it."""
        button = QToolButton()
        button.setProperty("flat", True)
        return button, plain_label("/", None, muted=True)

    def _width_of(self, parts: list[tuple[str, int, bool]]) -> int:
        button, between = self._measured
        width = between.sizeHint().width() * max(len(parts) - 1, 0)
        for label, _, is_outside in parts:
            button.setText(_written(label, is_outside))
            width += button.sizeHint().width()
        return width

    def _show(self, shown: list[tuple[str, int, bool]]) -> None:
        clear_layout(self._layout)
        if not shown:
            hint = _PartsLabel(self)
            hint.setObjectName("graph_hint")
            nothing = tr_parts(self._nothing, SEPARATOR)
            hint.setText(nothing)
            hint.setToolTip(tool_tip(nothing))
            self._layout.addWidget(hint)
            return
        for place, (label, node, is_outside) in enumerate(shown):
            if place:
                self._layout.addWidget(plain_label("/", self, muted=True))
            self._layout.addWidget(self._button(place, label, node, is_outside))
        self._layout.addStretch(1)

    def _button(self, place: int, label: str, node: int, is_outside: bool) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"graph_path_{place}")
        button.setProperty("flat", True)
        button.setText(_written(label, is_outside))
        if is_outside:
            button.setToolTip(tool_tip(tr(f"{label}: left out now; click to show it and what is below it")))
            button.setAccessibleName(tr(f"Show {display_name(label, 80)} and what is below it"))
            button.clicked.connect(lambda _=False: self.outside_chosen.emit(node))
        else:
            button.setToolTip(tool_tip(name_told(label)))
            name = name_told(display_name(label, 80))
            button.setAccessibleName(tr(f"Go to {name}"))
            button.clicked.connect(lambda _=False: self.node_chosen.emit(node))
        return button


def _written(label: str, is_outside: bool) -> str:
    name = name_told(display_name(label, PART_LIMIT)).replace("&", "&&")
    return f"[{name}]" if is_outside else name
