"""Pieces the inspector is put together from: headings, fact rows, links with a role's mark, a small histogram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPaintEvent, QPixmap, QPixmapCache
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from explorer.gui.language import tr
from explorer.gui.marks import paint_role
from explorer.gui.plain_text import plain_label, tool_tip
from explorer.gui.theme import current_palette, data_font, px, qcolor, ui_font
from explorer.report.numbers import format_float

if TYPE_CHECKING:
    from explorer.analysis.statistics import ValueCounts

LABEL_WIDTH = 70


def heading(text: str, parent: QWidget) -> QLabel:
    """A small grey section title."""
    label = plain_label(tr(text).upper(), parent)
    label.setProperty("heading", True)
    return label


class Facts(QWidget):
    """Rows of "word: value", values in the data font where they are data."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, px(LABEL_WIDTH))
        self._grid.setColumnStretch(1, 1)
        self.values: dict[str, str] = {}

    def add(
        self,
        word: str,
        value: str,
        *,
        data: bool = False,
        name: bool = False,
        tip: str = "",
        colour: str = "",
    ) -> None:
        """One row; nothing when there is no value. What is data, or a `name`, is never translated."""
        if not value:
            return
        shown = value if data or name else tr(value)
        label = plain_label(shown, self, name=f"fact_{word.replace(' ', '_')}")
        label.setAccessibleName(f"{tr(word)}: {shown}")
        label.setWordWrap(True)
        label.setMinimumWidth(0)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # else a row is as high as its text in the narrowest shape
        label.setSizePolicy(policy)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        if data:
            label.setFont(data_font())
            label.setContentsMargins(0, 2, 0, 0)  # the smaller font's baseline on that of the word beside it
        if tip:
            label.setToolTip(tool_tip(tr(tip)))
        if colour:
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, QColor(colour))
            label.setPalette(palette)
        self.values[word] = value
        self.add_widget(word, label)

    def add_widget(self, word: str, widget: QWidget) -> None:
        """One row with a widget for its value."""
        row = self._grid.rowCount()
        title = plain_label(tr(word), self, muted=True)
        self._grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)


class RoleName(QWidget):
    """A role's mark with its name."""

    def __init__(self, role: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.role, self.text = role, text
        self.setAccessibleName(text)
        self.setFixedHeight(px(17))

    def keep_whole(self) -> None:
        """Take the room the whole text needs; not for a text as long as a file wants it."""
        self.setMinimumWidth(19 + QFontMetrics(ui_font()).horizontalAdvance(self.text))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_role(painter, QPointF(6, self.height() / 2), 5, self.role)
        painter.setFont(ui_font())
        painter.setPen(qcolor(current_palette().as_text(current_palette().role(self.role))))
        painter.drawText(
            QRectF(17, 0, self.width() - 17, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text
        )


def link_button(text: str, role: str, parent: QWidget, tip: str = "") -> QPushButton:
    """A flat button that leads to another variable, with its role's mark."""
    button = QPushButton(parent)
    button.setProperty("pill", True)
    button.setText(text.replace("&", "&&"))
    button.setAccessibleName(tr(f"Go to {text}"))
    button.setToolTip(tool_tip(tip))
    button.setIcon(role_icon(role, parent.devicePixelRatioF()))
    button.setIconSize(QSize(px(12), px(12)))
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def role_icon(role: str, ratio: float = 1.0) -> QIcon:
    """A role's mark as an icon, painted once: of every new picture something stays in Qt's cache."""
    known = f"role {role} {ratio} {current_palette().role(role)}"
    picture = QPixmap()
    if QPixmapCache.find(known, picture):
        return QIcon(picture)
    picture = QPixmap(round(12 * ratio), round(12 * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_role(painter, QPointF(6, 6), 4.2, role)
    painter.end()
    QPixmapCache.insert(known, picture)
    return QIcon(picture)


class SmallHistogram(QWidget):
    """The shape of the chosen tensor's values, with the ends of its range."""

    def __init__(self, values: ValueCounts, colour: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._values, self._colour = values, colour
        self.setObjectName("inspector_histogram")
        self.setAccessibleName(tr("Histogram of the values"))
        self.setFixedHeight(px(78))

    def paintEvent(self, event: QPaintEvent) -> None:
        from explorer.gui.sparkline import paint_histogram

        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0, 2, 0, -px(16))
        paint_histogram(painter, box, self._values, self._colour)
        painter.setFont(ui_font(11))
        painter.setPen(qcolor(current_palette().muted))
        below = QRectF(0, self.height() - px(15), self.width(), px(15))
        if len(self._values.count):
            low, high = float(self._values.lower[0]), float(self._values.upper[-1])
            if low == high:
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, format_float(low))
            else:
                painter.drawText(below, Qt.AlignmentFlag.AlignLeft, format_float(low))
                painter.drawText(below, Qt.AlignmentFlag.AlignRight, format_float(high))
