"""The legend under the graph: what each colour and shape means, how many there are; a click dims a kind."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from explorer.gui.graph.shapes import draw_shape
from explorer.gui.theme import qcolor, ui_font
from explorer.report.graph_colours import Colouring
from explorer.report.numbers import format_count
from explorer.report.palette import Palette

GAP, MARGIN = 6, 8


class Legend(QWidget):
    """A flow of check buttons; `hidden_changed` tells which categories are switched off."""

    hidden_changed = Signal(object)  # frozenset[int]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("graph_legend")
        self.setAccessibleName("Legend and filter")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._buttons: dict[int, QToolButton] = {}
        self._mode = ""
        self.hidden: frozenset[int] = frozenset()

    def show_colouring(self, colouring: Colouring, palette: Palette) -> None:
        """Show the categories that occur; what was switched off stays so while the mode is the same."""
        if colouring.mode != self._mode:
            self._mode, self.hidden = colouring.mode, frozenset()
        for button in self._buttons.values():
            button.deleteLater()
        self._buttons = {}
        ratio = self.devicePixelRatioF()
        for code, entry in enumerate(colouring.entries):
            if not entry.count:
                continue
            button = QToolButton(self)
            button.setObjectName(f"graph_legend_{entry.name.replace(' ', '_')}")
            button.setProperty("flat", True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            mark = f"{entry.mark} " if entry.mark and colouring.mode != "role" else ""
            name = "slot variable" if colouring.mode == "role" and entry.name == "slot" else entry.name
            button.setText(f"{mark}{name}  {format_count(entry.count)}")
            button.setIcon(_icon(entry.shape, entry.colour, ratio))
            button.setIconSize(QSize(14, 14))
            button.setCheckable(True)
            nodes = "1 node" if entry.count == 1 else f"{format_count(entry.count)} nodes"
            button.setAccessibleName(f"{name}, {nodes}")
            button.setToolTip(f"Click to dim or show {name}; Shift+click to show it alone")
            button.setChecked(False)
            if code in self.hidden:
                self._strike(button, True)
            button.clicked.connect(lambda _=False, code=code: self._toggle(code))
            self._buttons[code] = button
            button.show()
        self._arrange(self.width())
        self.updateGeometry()

    def _toggle(self, code: int) -> None:
        if QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._buttons[code].setChecked(False)
            self.show_only(code)
            return
        self.hidden = self.hidden ^ {code}
        button = self._buttons[code]
        button.setChecked(False)  # switched off is shown by the struck-out name, not by a pressed button
        self._strike(button, code in self.hidden)
        self.hidden_changed.emit(self.hidden)

    def show_only(self, code: int) -> None:
        """Dim everything but one category; a second call shows all."""
        others = frozenset(self._buttons) - {code}
        self.hidden = frozenset() if self.hidden == others else others
        for other, button in self._buttons.items():
            self._strike(button, other in self.hidden)
        self.hidden_changed.emit(self.hidden)

    @staticmethod
    def _strike(button: QToolButton, off: bool) -> None:
        font = ui_font()
        font.setStrikeOut(off)
        button.setFont(font)
        button.setAccessibleDescription("dimmed" if off else "shown")

    def _arrange(self, width: int, *, is_placing: bool = True) -> int:
        """Place the buttons in rows; returns the height they need.

        A layout asks for the height at widths it never gives: then nothing may move.
        """
        x, y, row = MARGIN, 3, 0
        for button in self._buttons.values():
            size = button.sizeHint()
            if x + size.width() > width - MARGIN and x > MARGIN:
                x, y, row = MARGIN, y + row + 2, 0
            if is_placing:
                button.setGeometry(QRect(x, y, size.width(), size.height()))
            x += size.width() + GAP
            row = max(row, size.height())
        return y + row + 3

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(30, self._arrange(width, is_placing=False))

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(100, 30)

    def resizeEvent(self, event) -> None:
        self._arrange(self.width())
        self.updateGeometry()


def _icon(shape: str, colour: str, ratio: float) -> QIcon:
    pixmap = QPixmap(round(14 * ratio), round(14 * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_shape(painter, shape, 7, 7, 6.2, qcolor(colour))
    painter.end()
    return QIcon(pixmap)
