"""The small card that follows the cursor over a picture and says what lies there, in plain text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from explorer.gui.histogram.picture import Readout

_AWAY_PX = 14


class ReadoutCard(QFrame):
    """Two labels on a raised card; never under the cursor, never outside its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.headline, self.detail = QLabel(self), QLabel(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(2)
        for label in (self.headline, self.detail):
            label.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(label)
        self.detail.setProperty("muted", True)
        self.hide()

    def tell(self, readout: Readout | None, at: QPointF) -> None:
        """Show `readout` beside the point `at` of the parent; None hides the card."""
        if readout is None:
            self.hide()
            return
        self.headline.setText(readout.headline)
        self.detail.setText(readout.detail)
        self.detail.setVisible(bool(readout.detail))
        self.adjustSize()
        room = self.parentWidget().rect()
        x, y = at.x() + _AWAY_PX, at.y() - self.height() - _AWAY_PX
        if x + self.width() > room.right():
            x = at.x() - self.width() - _AWAY_PX
        if y < room.top():
            y = at.y() + _AWAY_PX
        x = min(max(x, 0), max(room.right() - self.width(), 0))
        self.move(int(x), int(min(max(y, 0), max(room.bottom() - self.height(), 0))))
        self.show()
        self.raise_()
