"""The card beside a node: what is known of it, as plain text, where it covers neither the node nor the window's edge."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from explorer.gui.graph.own_words import fact_value, name_told
from explorer.gui.graph.shapes import draw_shape
from explorer.gui.language import tr
from explorer.gui.layouts import clear_layout
from explorer.gui.plain_text import plain_label
from explorer.gui.sparkline import paint_histogram
from explorer.gui.theme import current_palette, px, qcolor, ui_font
from explorer.report.card_facts import BAD, Fact, role_words
from explorer.report.palette import ROLE_SHAPE

if TYPE_CHECKING:
    from explorer.analysis.statistics import ValueCounts

_LONG_RUN = re.compile(r"[^\s\u200b]{36}")  # may break behind: a name without spaces would widen the card
WIDEST, WRAPPED_FROM, GAP, EDGE, HEAD = 440, 44, 14, 6, 24
NODE_BOX = QRect(-22, -22, 44, 44)  # around a node's middle
LABEL_BOX = QRect(-50, -22, 150, 66)  # and its label, beside or below


class HoverCard(QFrame):
    """Shown by the view, never in the way: it takes no mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(tr("About the node"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMaximumWidth(px(WIDEST))
        self.facts: tuple[Fact, ...] = ()
        self.keep_clear: Callable[[], QRect] = QRect  # what else lies over the canvas
        self._head = _Head(self)
        self._histogram = _Histogram(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 10, 12, 10)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self.hide()

    def show_facts(
        self, name: str, role: str, facts: Sequence[Fact], node: QPoint, values: ValueCounts | None = None
    ) -> None:
        """Show facts beside a node whose middle is at `node` of the parent, inside the parent.

        Of more facts than there is room for the last ones are left out.
        """
        self.facts = tuple(facts)
        name = name_told(name)
        self._head.tell(name, role)
        self._histogram.show_values(values, role)
        count = len(self.facts)
        self._fill(count, with_histogram=True)
        if not self._fits(node):
            self._fill(count, with_histogram=False)
        while not self._fits(node) and count > 2:
            count -= 1
            self._fill(count, with_histogram=False)
        told = (f"{tr(fact.name)}: {fact_value(fact)}" for fact in self.facts)
        spoken = [f"{name}, {tr(role_words(role))}", *told]
        self.setAccessibleDescription("; ".join(spoken).replace("\n", ", "))
        self.follow(node)
        self.raise_()
        self.show()

    def follow(self, node: QPoint) -> None:
        """Stand beside a node that moved."""
        self.move(card_place(self.parentWidget().rect(), self.size(), node, self.keep_clear()))

    def _fits(self, node: QPoint) -> bool:
        """Whether there is a place that leaves the node itself free."""
        room = self.parentWidget().rect()
        place = card_place(room, self.size(), node)
        at = QRect(place, self.size())
        return room.contains(at) and not at.intersects(NODE_BOX.translated(node))

    def _fill(self, count: int, *, with_histogram: bool) -> None:
        """Lay out the first `count` facts, as wide and high as they need."""
        clear_layout(self._grid, but=(self._head, self._histogram))
        width = min(px(WIDEST), max(140, self.parentWidget().width() - 2 * EDGE))
        self._grid.addWidget(self._head, 0, 0, 1, 2)
        bad = current_palette().verdict("damaged")
        for row, fact in enumerate(self.facts[:count], 1):
            label = plain_label(tr(fact.name), self, muted=True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            text = plain_label(_LONG_RUN.sub("\\g<0>\u200b", fact_value(fact)), self)
            longest = max(map(len, fact.value.split("\n")), default=0)
            text.setWordWrap(longest > WRAPPED_FROM or width < px(WIDEST))
            if fact.tone == BAD:
                text.setStyleSheet(f"color: {bad}")
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(text, row, 1)
            label.show()
            text.show()
        with_histogram &= self._histogram.has_values
        self._histogram.setVisible(with_histogram)
        if with_histogram:
            self._grid.addWidget(self._histogram, count + 1, 0, 1, 2)
        self._grid.invalidate()
        self._grid.activate()
        # With the frame: text that wraps has less room by its width.
        wanted = self._grid.totalSizeHint()
        width = min(max(wanted.width(), 200), width)
        height = self._grid.totalHeightForWidth(width) if self._grid.hasHeightForWidth() else wanted.height()
        self.resize(width, height)


def card_place(room: QRect, size: QSize, node: QPoint, other: QRect | None = None) -> QPoint:
    """Where a card stands within `room`: beside a node and its label, clear of what `other` lies there.

    Where there is no such place it stands beside the node alone; over it only where it must.
    """
    choices: list[QPoint] = []
    for box, clear in (
        (LABEL_BOX, other),
        (NODE_BOX, other),
        (LABEL_BOX, None),
        (NODE_BOX, None),
    ):
        choices = _places(room, size, box.translated(node))
        for place in choices:
            card = QRect(place, size)
            if not card.intersects(box.translated(node)) and (clear is None or not card.intersects(clear)):
                return place
    return choices[0]


def _places(room: QRect, size: QSize, box: QRect) -> list[QPoint]:
    """Places beside, below and above a box, moved into `room`; its corners last."""
    left, top = room.left() + EDGE, room.top() + EDGE
    right, bottom = room.right() - EDGE - size.width(), room.bottom() - EDGE - size.height()
    beside, before = box.right() + GAP, box.left() - GAP - size.width()
    below, above = box.bottom() + GAP, box.top() - GAP - size.height()
    wanted = (
        (beside, box.center().y()), (beside, below), (beside, above), (box.left(), below), (box.left(), above),
        (before, box.center().y()), (before, below), (before, above),
        (right, bottom), (right, top), (left, bottom), (left, top),
    )  # fmt: skip
    return [QPoint(max(left, min(x, right)), max(top, min(y, bottom))) for x, y in wanted]


class _Head(QWidget):
    """The shape of the role, the name, and the role in words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = self._role = ""
        self.setFixedHeight(px(HEAD))

    def tell(self, name: str, role: str) -> None:
        self._name, self._role = name, role
        self.update()

    def sizeHint(self) -> QSize:
        name = QFontMetrics(ui_font(14, bold=True)).horizontalAdvance(self._name)
        role = QFontMetrics(ui_font(11)).horizontalAdvance(tr(role_words(self._role)))
        return QSize(min(px(24) + name + 16 + role, px(WIDEST) - 24), px(HEAD))

    def paintEvent(self, event) -> None:
        palette = current_palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_shape(
            painter,
            ROLE_SHAPE.get(self._role, "circle"),
            px(8),
            px(11),
            px(13) / 2,
            qcolor(palette.role(self._role)),
        )
        small, bold = ui_font(11), ui_font(14, bold=True)
        role = tr(role_words(self._role))
        role_width = QFontMetrics(small).horizontalAdvance(role)
        room = max(20, self.width() - px(24) - role_width - 12)
        name = QFontMetrics(bold).elidedText(self._name, Qt.TextElideMode.ElideMiddle, room)
        painter.setFont(bold)
        painter.setPen(qcolor(palette.text))
        painter.drawText(px(24), px(16), name)
        painter.setFont(small)
        painter.setPen(qcolor(palette.muted))
        painter.drawText(self.width() - role_width, px(16), role)


class _Histogram(QWidget):
    """The shape of a tensor's values."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._values: ValueCounts | None = None
        self._role = ""
        self.setFixedHeight(px(44))
        self.hide()

    @property
    def has_values(self) -> bool:
        """Whether there is anything to draw."""
        return self._values is not None

    def show_values(self, values: ValueCounts | None, role: str) -> None:
        self._values, self._role = values, role
        self.update()

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        paint_histogram(
            painter,
            QRectF(self.rect()).adjusted(0, 6, 0, 0),
            self._values,
            current_palette().role(self._role),
        )
