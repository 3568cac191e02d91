"""The colours of a picture with the values they stand for, and the marks of what has no finite value."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter
from PySide6.QtWidgets import QWidget

from explorer.gui.language import tr
from explorer.gui.sentence_parts import tr_parts
from explorer.gui.theme import current_palette, px, qcolor, ui_font
from explorer.gui.values.colours import ColourScale
from explorer.gui.values.odd_marks import WORDS, paint_mark

_MARK_PX = 18
_WORDS_PX = 58
_TOP_PX, _LOW_PX = 44, 130


class ColourBar(QWidget):
    """A vertical bar with ticks, a legend below it, and a sentence where colours are clipped or logarithmic."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("values_colour_bar")
        self.scale: ColourScale | None = None
        self.marks: tuple[int, ...] = ()
        self.setFixedWidth(px(92))
        self.show_scale(None, ())

    def show_scale(self, scale: ColourScale | None, marks: tuple[int, ...]) -> None:
        """Show another scale, and the marks that occur."""
        self.scale, self.marks = scale, marks
        told = [tr("no finite values")]
        if scale is not None:
            told = [", ".join(filter(None, (tr(f"colours {tr(scale.kind)}"), tr_parts(scale.words(), "; "))))]
        self.setAccessibleName(tr("Colours and their values"))
        self.setAccessibleDescription(". ".join([*told, *(tr(WORDS[mark]) for mark in marks)]))
        self.update()

    def paintEvent(self, _) -> None:  # type: ignore[no-untyped-def]
        painter, palette = QPainter(self), current_palette()
        painter.fillRect(self.rect(), qcolor(palette.canvas))
        painter.setFont(ui_font(11))
        words = tr_parts(self.scale.words(), "; ") if self.scale is not None else ""
        below = px(16) + px(_MARK_PX) * len(self.marks) + (px(_WORDS_PX) if words else 0)
        top = (
            px(_TOP_PX) if self.height() > px(_LOW_PX) else 8
        )  # in line with the picture; a low one has no numbers above
        bar = QRectF(4, top, 14, max(self.height() - top - below - 14, 20))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        if self.scale is not None:
            self._paint_bar(painter, bar)
            for fraction, text in self.scale.ticks():
                y = bar.bottom() - fraction * bar.height()
                painter.setPen(qcolor(palette.muted))
                painter.drawLine(QPointF(bar.right() + 1, y), QPointF(bar.right() + 4, y))
                painter.drawText(QRectF(bar.right() + 7, y - px(8), px(66), px(16)), middle, text)
        y = bar.bottom() + px(16)
        for mark in self.marks:
            spot = QRectF(4, y, px(14), px(14))
            paint_mark(painter, mark, spot)
            painter.setPen(qcolor(palette.muted))
            painter.drawRect(spot)
            painter.drawText(spot.translated(px(21), -1).adjusted(0, 0, px(56), 2), middle, tr(WORDS[mark]))
            y += px(_MARK_PX)
        if words:
            painter.setPen(qcolor(palette.muted))
            flags = int(Qt.TextFlag.TextWordWrap)
            painter.drawText(QRectF(4, y, self.width() - 8, px(_WORDS_PX)), flags, words)
        painter.end()

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        assert self.scale is not None
        gradient = QLinearGradient(bar.bottomLeft(), bar.topLeft())
        table = self.scale.table()
        for level in range(0, 256, 15):
            gradient.setColorAt(level / 255, QColor(*table[level].tolist()))
        painter.fillRect(bar, gradient)
        painter.setPen(qcolor(current_palette().border))
        painter.drawRect(bar)
