"""A ring around the table, tree, picture or text that has the keyboard; smaller controls show it by their edge.

Not around what was just clicked: whoever clicks knows where.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from explorer.gui.theme import current_palette, qcolor

RING = "focus_ring"  # property of painted widgets that want one
WIDTH = 2


class FocusRing(QWidget):
    """Lies over a widget's edge and takes no mouse."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        around.installEventFilter(self)
        self._fit()
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        around = self.parentWidget()
        if around is None:
            return
        self.setGeometry(around.rect())
        # Only the edge: what lies in the middle is painted without asking for the ring.
        inside = around.rect().adjusted(WIDTH, WIDTH, -WIDTH, -WIDTH)
        self.setMask(QRegion(around.rect()).subtracted(QRegion(inside)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(qcolor(current_palette().accent), 2 * WIDTH))
        painter.drawRect(self.rect())


class FocusRings(QObject):
    """Puts the ring where the focus goes, within one window and its dialogs."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._ring: FocusRing | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def _moved(self, before: object, now: object) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.setParent(None)
            self._ring.deleteLater()
        self._ring = None
        is_clicked = bool(QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton)
        if isinstance(now, QWidget) and not is_clicked and self._is_ours(now) and _wants_ring(now):
            self._ring = FocusRing(now)

    def _is_ours(self, widget: QWidget) -> bool:
        parent: QWidget | None = widget
        while parent is not None and parent is not self._window:
            parent = QWidget.parentWidget(parent)
        return parent is self._window


def _wants_ring(widget: QWidget) -> bool:
    top = QWidget.window(widget)  # plots have a `window` of their own
    is_popup = top.windowType() == Qt.WindowType.Popup
    return not is_popup and (isinstance(widget, QAbstractScrollArea) or bool(widget.property(RING)))
