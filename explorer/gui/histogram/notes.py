"""Short texts inside a picture, at data points, in one item."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTransform

from explorer.gui.histogram.filling_item import FillingItem
from explorer.gui.theme import current_palette, ui_font, with_alpha

NOTE_PX = 11


class Note(NamedTuple):
    """A text at a data point; `anchor` is the part of the text that stands there, (0, 0) its left top."""

    x: float
    y: float
    text: str
    colour: str
    anchor: tuple[float, float]


class NotesItem(FillingItem):
    """Paints all notes at once, unscaled and as plain text.

    One item rather than one a text: items made and dropped while worker threads run would be
    destroyed by whichever thread collects garbage next, which Qt does not survive.
    """

    def __init__(self) -> None:
        super().__init__()
        self.notes: tuple[Note, ...] = ()
        self.setZValue(50)

    def show_notes(self, notes: tuple[Note, ...]) -> None:
        if notes != self.notes:
            self.notes = notes
            self.update()

    def paint(self, painter: QPainter, *_) -> None:  # type: ignore[no-untyped-def]
        font = ui_font(NOTE_PX)
        metrics, to_screen = QFontMetricsF(font), painter.worldTransform()
        room = to_screen.mapRect(self.boundingRect())
        ground = with_alpha(current_palette().canvas, 0.8)
        painter.setFont(font)
        for note in self.notes:
            point = to_screen.map(QPointF(note.x, note.y))
            text = metrics.elidedText(note.text, Qt.TextElideMode.ElideRight, room.width() - 6)
            width, height = metrics.horizontalAdvance(text) + 6, metrics.height() + 2
            painter.setWorldTransform(QTransform())
            # Inside the picture, also where the point lies at its edge.
            left = min(max(point.x() - note.anchor[0] * width, room.left()), room.right() - width)
            patch = QRectF(left, point.y() - note.anchor[1] * height, width, height)
            # On a patch of canvas: a note must be readable in front of a ridge.
            painter.fillRect(patch, ground)
            painter.setPen(QColor(note.colour))
            painter.drawText(patch, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.setWorldTransform(to_screen)
