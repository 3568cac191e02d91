"""The legend under the graph: what each colour and shape means, how many there are; a click filters a kind."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from explorer.gui.graph.scene import rgb
from explorer.gui.graph.shapes import NodeLook, draw_node
from explorer.gui.language import tr
from explorer.gui.plain_text import tool_tip
from explorer.gui.sentence_parts import tr_parts
from explorer.gui.theme import current_palette, qcolor, ui_font
from explorer.report.graph_colours import BY_DTYPE, BY_ROLE, Colouring, LegendEntry
from explorer.report.numbers import format_bytes, format_count, format_counted
from explorer.report.palette import Palette

GAP, MARGIN, PADDING, ICON = 2, 4, 8, 14  # px
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Legend(QWidget):
    """A flow of buttons; `hidden_changed` tells which categories are switched off.

    A click (Space) hides a category or shows it again; Shift+click (Shift+Space) or a double click shows
    it alone. Tab reaches the legend, arrows walk along it.
    """

    hidden_changed = Signal(object)  # frozenset[int]
    said = Signal(str)  # what a click did, in words

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("graph_legend")
        self.setAccessibleName(tr("Legend and filter"))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hidden: frozenset[int] = frozenset()
        self._before_click: frozenset[int] = frozenset()
        self._buttons: dict[int, LegendButton] = {}  # those in use, in the order of the categories
        self._spare: list[LegendButton] = []
        self._names: tuple[str, ...] = ()
        self._mode = ""
        self._is_dimming = False
        self._all = QToolButton(self)
        self._all.setObjectName("graph_legend_all")
        self._all.setText(tr("Show all"))
        self._all.setAccessibleName(tr("Show all categories"))
        self._all.setToolTip(tr("End the filter"))
        self._all.clicked.connect(lambda _=False: self.show_all())
        self._all.hide()

    def show_colouring(self, colouring: Colouring, palette: Palette, *, is_dimming: bool = False) -> None:
        """Show the categories that occur; what was switched off stays so while the mode is the same."""
        names = tuple(entry.name for entry in colouring.entries)
        if colouring.mode != self._mode:
            self.hidden = frozenset()
        elif names != self._names:  # another step has other dtypes
            off = {self._names[code] for code in self.hidden if code < len(self._names)}
            self.hidden = frozenset(code for code, name in enumerate(names) if name in off)
        self._mode, self._names, self._is_dimming = colouring.mode, names, is_dimming
        focused = next((code for code, button in self._buttons.items() if button.hasFocus()), -1)
        wanted = [code for code, entry in enumerate(colouring.entries) if entry.count or code in self.hidden]
        free = [*self._spare, *(self._buttons[code] for code in self._buttons if code not in wanted)]
        self._buttons = {code: self._buttons.get(code) or self._taken(free) for code in wanted}
        is_mixed = colouring.mode != BY_ROLE and any(entry.object_count for entry in colouring.entries)
        has_marks = colouring.mode != BY_ROLE or bool((colouring.mark.codes >= 0).any())
        for code, button in self._buttons.items():
            button.code = code
            button.show_entry(
                colouring.entries[code],
                colouring.mode,
                palette,
                self.devicePixelRatioF(),
                has_marks,
                is_mixed,
            )
            button.show()
        for button in free:
            button.hide()
        self._spare = free
        self._show_state()
        if focused in self._buttons:
            self._buttons[focused].setFocus()

    def _taken(self, free: list[LegendButton]) -> LegendButton:
        if free:
            return free.pop()
        button = LegendButton(self)
        button.clicked.connect(lambda _=False: self._clicked(button.code))
        button.alone_asked.connect(lambda: self._double_clicked(button.code))
        button.step_asked.connect(lambda key: self._walk(button.code, key))
        return button

    def _clicked(self, code: int) -> None:
        self._before_click = self.hidden
        if QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.show_only(code)
            return
        off = code not in self.hidden
        said = self._buttons[code].said
        hidden = f"{said} dimmed" if self._is_dimming else f"{said} hidden"
        self._filter(self.hidden ^ {code}, hidden if off else f"{said} shown")

    def _double_clicked(self, code: int) -> None:
        self.hidden = self._before_click  # the first click of the two did not mean to hide it
        self.show_only(code)

    def show_all(self) -> None:
        """End the filter."""
        self._filter(frozenset(), "everything is shown")

    def show_only(self, code: int) -> None:
        """Show one category alone; a second call shows all."""
        others = frozenset(self._buttons) - {code}
        if self.hidden == others:
            self.show_all()
        else:
            self._filter(others, f"{self._buttons[code].said} alone")

    def _filter(self, hidden: frozenset[int], sentence: str) -> None:
        was_on_all = self._all.hasFocus()
        self.hidden = hidden
        self._show_state()
        if was_on_all and self._buttons:
            next(iter(self._buttons.values())).setFocus()
        self.hidden_changed.emit(hidden)
        self.said.emit(sentence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _show_state(self) -> None:
        for code, button in self._buttons.items():
            button.show_state(code in self.hidden, self._is_dimming)
        self._all.setVisible(bool(self.hidden))
        self._arrange(self.width())
        self.updateGeometry()

    def _walk(self, code: int, key: int) -> None:
        """To a neighbour's button by the arrows, to the ends by Home and End."""
        codes = list(self._buttons)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            place = 0 if key == Qt.Key.Key_Home else len(codes) - 1
        else:
            place = (codes.index(code) + _STEPS[Qt.Key(key)]) % len(codes)
        self._buttons[codes[place]].setFocus(Qt.FocusReason.TabFocusReason)

    def _shown(self) -> list[QToolButton]:
        return [*self._buttons.values(), *([self._all] if self.hidden else [])]

    def _arrange(self, width: int, *, is_placing: bool = True) -> int:
        """Place the buttons in rows; returns the height they need.

        A layout asks for the height at widths it never gives: then nothing may move.
        """
        x, y, row = MARGIN, 3, 0
        for button in self._shown():
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


class LegendButton(QToolButton):
    """One category: its shape, mark, name and count; struck through while it is switched off."""

    alone_asked = Signal()
    step_asked = Signal(int)  # key

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.code = -1
        self.said = ""  # the name as spoken
        self._look: tuple[Any, ...] = ()
        self.setProperty("flat", True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(ICON, ICON))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_entry(
        self, entry: LegendEntry, mode: str, palette: Palette, ratio: float, has_mark: bool, is_mixed: bool
    ) -> None:
        """Say what a category is and how many there are: of which kind, where `is_mixed` counts are side by side."""
        look = (entry, mode, palette, ratio, has_mark, is_mixed)
        if look == self._look:
            return
        before = self._look[0] if self._look else None
        if before is None or (before.shape, before.colour) != (entry.shape, entry.colour):
            self.setIcon(_icon(entry, palette, ratio))
        self._look = look
        mark = f"{entry.mark} " if entry.mark and has_mark else ""
        name = "slot variable" if mode == BY_ROLE and entry.name == "slot" else entry.name
        self.said = name if mode == BY_DTYPE else tr(name)
        self.setObjectName(f"graph_legend_{entry.name.replace(' ', '_')}")
        told = tr_parts(format_counted(entry.count, "node") if mode == BY_ROLE else entry.counted, " + ")
        self.setText(f"{mark}{self.said}  {told if is_mixed else format_count(entry.count)}")
        counts = [told]
        if entry.value_count:
            counts += [tr(format_counted(entry.value_count, "value")), format_bytes(entry.size_bytes)]
        self.setAccessibleName(f"{self.said}, {told}")
        self.setToolTip(
            tool_tip(
                tr(
                    f"{self.said}: {' · '.join(counts)}, with what is folded away\n"
                    "Click or Space hides it or shows it again; Shift+click or a double click shows it alone."
                )
            )
        )

    def sizeHint(self) -> QSize:
        """Closer than a tool button is: a legend is to take little room."""
        metrics = self.fontMetrics()
        text = metrics.horizontalAdvance(self.text())
        return QSize(2 * PADDING + ICON + 5 + text, max(24, metrics.height() + 8))

    def paintEvent(self, event) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        left, top = PADDING, (self.height() - ICON) // 2
        self.icon().paint(painter, left, top, ICON, ICON)
        room = self.rect().adjusted(left + ICON + 5, 0, 0, 0)
        name, _, count = self.text().rpartition("  ")
        painter.setPen(option.palette.buttonText().color())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        room.setLeft(room.left() + self.fontMetrics().horizontalAdvance(f"{name}  "))
        painter.setPen(qcolor(current_palette().muted))  # "up to 1 %  3": where a number ends shows
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, count)

    def show_state(self, is_off: bool, is_dimming: bool) -> None:
        """Strike the name through while the category is switched off."""
        font = ui_font()
        font.setStrikeOut(is_off)
        self.setFont(font)
        off = "dimmed" if is_dimming else "hidden"
        self.setAccessibleDescription(tr(off if is_off else "shown"))

    def mouseDoubleClickEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.alone_asked.emit()
            event.accept()

    def keyPressEvent(self, event) -> None:
        key = event.key()
        if key in _STEPS or key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.step_asked.emit(key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def _icon(entry: LegendEntry, palette: Palette, ratio: float) -> QIcon:
    pixmap = QPixmap(round(ICON * ratio), round(ICON * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    look = NodeLook(
        entry.shape,
        rgb(entry.colour) & 0xFFFFFF,
        canvas=rgb(palette.panel) & 0xFFFFFF,
        is_ghost=entry.is_ghost,
    )
    draw_node(painter, look, 7, 7, 6.2, ui_font())
    painter.end()
    return QIcon(pixmap)
