"""A row of controls that goes on in the next line where the window is too narrow for it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from explorer.gui.layouts import delete_items


class FlowLayout(QLayout):
    """Lays its widgets out in lines, each as wide as it wants to be; needs the width of the widest only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._stretched: QWidget | None = None
        self.destroyed.connect(lambda *_, items=self._items: delete_items(items))

    def stretch(self, widget: QWidget) -> None:
        """Let this widget have what is left of its line, up to its maximum width."""
        self._stretched = widget

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), is_placing=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, is_placing=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        margins, shown = self.contentsMargins(), self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self.spacing() * max(len(shown) - 1, 0)
        height = max((item.sizeHint().height() for item in shown), default=0)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def minimumSize(self) -> QSize:
        margins = self.contentsMargins()
        width = max((item.sizeHint().width() for item in self._shown()), default=0)
        height = max((item.sizeHint().height() for item in self._shown()), default=0)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, is_placing: bool) -> int:
        """Place the widgets, or only count: the height they need."""
        margins, gap = self.contentsMargins(), self.spacing()
        room = rect.marginsRemoved(margins)
        lines: list[list[QLayoutItem]] = []
        width = 0
        for item in self._shown():
            wanted = item.sizeHint().width()
            if not lines or width + gap + wanted > room.width():
                lines.append([])
                width = wanted
            else:
                width += gap + wanted
            lines[-1].append(item)
        y = room.top()
        for number, line in enumerate(lines):
            y += gap if number else 0
            height = max(item.sizeHint().height() for item in line)
            x = room.left()
            left = room.width() - sum(item.sizeHint().width() for item in line) - gap * (len(line) - 1)
            for item in line:
                size = item.sizeHint()
                if item.widget() is self._stretched and left > 0:
                    size.setWidth(min(size.width() + left, item.maximumSize().width()))
                if is_placing:
                    above = (height - size.height()) // 2
                    item.setGeometry(QRect(QPoint(x, y + above), size))
                x += size.width() + gap
            y += height
        return y + margins.bottom() - rect.top()
