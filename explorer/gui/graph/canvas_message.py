"""A sentence in place of the graph, with what it comes down to above it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from explorer.gui.theme import current_palette, qcolor, ui_font


def paint_message(painter: QPainter, within: QRect, heading: str, message: str) -> None:
    """Centre both texts in a rectangle, filled with the canvas colour first."""
    palette = current_palette()
    painter.fillRect(within, qcolor(palette.canvas))
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    room = within.adjusted(48, 40, -48, -40)
    lines = [
        (heading, ui_font(15, bold=True), palette.text),
        (message, ui_font(), palette.muted),
    ]
    boxes = [QFontMetrics(font).boundingRect(room, flags, text) for text, font, _ in lines]
    gap = 12 if heading else 0
    heights = [boxes[0].height() if heading else 0, boxes[1].height()]
    room.setTop(room.center().y() - (sum(heights) + gap) // 2)
    for (text, font, colour), height in zip(lines, heights, strict=True):
        painter.setFont(font)
        painter.setPen(qcolor(colour))
        painter.drawText(room, flags, text)
        room.setTop(room.top() + height + gap)
