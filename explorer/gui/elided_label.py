"""A label of one line that leaves out its middle when there is no room, and says all in its tool tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from explorer.gui.theme import current_palette, qcolor


class ElidedLabel(QLabel):
    """Plain text in the quiet colour, at the right; at the left and cut at its end with `is_sentence`."""

    def __init__(self, parent: QWidget | None = None, *, is_sentence: bool = False) -> None:
        super().__init__(parent)
        self._is_sentence = is_sentence
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(20, super().minimumSizeHint().height())

    def shown_text(self) -> str:
        """What fits."""
        mode = Qt.TextElideMode.ElideRight if self._is_sentence else Qt.TextElideMode.ElideMiddle
        return self.fontMetrics().elidedText(self.text(), mode, self.width())

    def paintEvent(self, _) -> None:  # type: ignore[no-untyped-def]
        painter = QPainter(self)
        painter.setPen(qcolor(current_palette().muted))
        side = Qt.AlignmentFlag.AlignLeft if self._is_sentence else Qt.AlignmentFlag.AlignRight
        align = side | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), int(align), self.shown_text())
        painter.end()
