"""One of the two handles of the time axis: a focusable grip that mouse and keyboard move."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from explorer.gui.language import tr
from explorer.gui.theme import current_palette, qcolor

WIDTH = 15
_KEYS = {
    Qt.Key.Key_Left: "previous",
    Qt.Key.Key_Down: "previous",
    Qt.Key.Key_Right: "next",
    Qt.Key.Key_Up: "next",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
    Qt.Key.Key_PageDown: "far previous",
    Qt.Key.Key_PageUp: "far next",
}


class TimelineHandle(QWidget):
    """Asks to be moved; the timeline decides where it goes."""

    dragged = Signal(float)  # x in the timeline's pixels
    dropped = Signal()
    moved = Signal(str)  # "previous", "next", "first", "last", "far previous", "far next"

    def __init__(self, side: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.side = side  # "older" or "newer"
        self.setObjectName(f"timeline_{side}_handle")
        self.setAccessibleName(tr(f"{side.capitalize()} checkpoint"))
        self.setAccessibleDescription(
            tr("Arrow keys move it from checkpoint to checkpoint; Home and End to the ends")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(float(self.mapToParent(event.position().toPoint()).x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.dropped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        where = _KEYS.get(Qt.Key(event.key()))
        if where is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(where)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_palette()
        colour = qcolor(colours.series(self.side))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.width() / 2
        painter.setPen(QPen(colour, 2.0))
        painter.drawLine(QPointF(middle, 4), QPointF(middle, self.height()))
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.side == "newer":  # the sides differ in shape, not only in colour
            painter.drawPolygon(
                QPolygonF([QPointF(middle - 5, 0), QPointF(middle + 5, 0), QPointF(middle, 7)])
            )
        else:
            painter.drawRect(QRectF(middle - 4, 0, 8, 5))
        if self.hasFocus():
            painter.setPen(QPen(qcolor(colours.accent), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(0.5, 0.5, self.width() - 1, self.height() - 1))
