"""The line above a picture that says what its signs and colours mean."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.gui.language import tr
from explorer.gui.theme import current_palette, px, qcolor, ui_font

BODY, LINE, DASHED, HOLLOW, RAMP, BAND, MARK, HATCHED = (
    "body",
    "line",
    "dashed",
    "hollow",
    "ramp",
    "band",
    "!",
    "hatched",
)
_SIGN_PX, _GAP_PX, _FONT_PX = 16, 14, 11


class LegendEntry(NamedTuple):
    """One sign, or one letter, and its meaning. A RAMP's colours run from left to right, its ends are in the text."""

    sign: str
    text: str
    colours: tuple[str, ...]
    before: str = ""  # of a RAMP: the text at its low end
    alpha: float = 1.0


class Legend(QWidget):
    """Paints the entries in one line, in two where they need it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("histogram_legend")
        self.setAccessibleName(tr("Legend"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.entries: tuple[LegendEntry, ...] = ()

    def show_entries(self, entries: tuple[LegendEntry, ...]) -> None:
        """Replace what stands here; nothing hides it."""
        if entries != self.entries:
            self.entries = entries
            self.setAccessibleDescription("; ".join(f"{e.before} {e.text}".strip() for e in entries))
            self.updateGeometry()
            self._fit()
            self.update()
        self.setVisible(bool(entries))

    def texts(self) -> tuple[str, ...]:
        """What is written, for whoever asks."""
        return tuple(entry.text for entry in self.entries)

    def sizeHint(self) -> QSize:
        return QSize(200, px(20))

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        rows = max((row for row, _, _ in self._placed()), default=0) + 1
        self.setFixedHeight(6 + px(16) * min(rows, 3))

    def _placed(self) -> list[tuple[int, float, LegendEntry]]:
        """(line, left, entry)."""
        metrics = QFontMetricsF(ui_font(_FONT_PX))
        placed, x, row = [], 14.0, 0
        for entry in self.entries:
            width = _sign_width(entry) + 5 + metrics.horizontalAdvance(entry.text)
            width += metrics.horizontalAdvance(entry.before) + 5 if entry.before else 0
            if x + width > self.width() - 8 and x > 14:
                x, row = 14.0, row + 1
            placed.append((row, x, entry))
            x += width + px(_GAP_PX)
        return placed

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, palette = QPainter(self), current_palette()
        painter.fillRect(self.rect(), qcolor(palette.canvas))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = ui_font(_FONT_PX)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        for row, left, entry in self._placed():
            top = 4 + px(16) * row
            x = left
            if entry.before:
                painter.setPen(qcolor(palette.muted))
                width = metrics.horizontalAdvance(entry.before)
                painter.drawText(
                    QRectF(x, top, width + 2, px(16)), Qt.AlignmentFlag.AlignVCenter, entry.before
                )
                x += width + 5
            sign = QRectF(x, top + px(3), _sign_width(entry), px(10))
            _paint_sign(painter, sign, entry)
            painter.setPen(qcolor(palette.muted))
            place = QRectF(sign.right() + 5, top, self.width() - sign.right(), px(16))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, entry.text)
        painter.end()


def _sign_width(entry: LegendEntry) -> float:
    return px(90) if entry.sign == RAMP else px(_SIGN_PX)


def _paint_sign(painter: QPainter, rect: QRectF, entry: LegendEntry) -> None:
    colour = QColor(entry.colours[0])
    body = QColor(colour)
    body.setAlphaF(entry.alpha)
    middle = rect.center().y()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if entry.sign == RAMP:
        gradient = QLinearGradient(rect.topLeft(), rect.topRight())
        for index, part in enumerate(entry.colours):
            gradient.setColorAt(index / max(len(entry.colours) - 1, 1), QColor(part))
        painter.fillRect(rect, QBrush(gradient))
    elif entry.sign in (BODY, BAND):
        painter.fillRect(rect, body)
    elif entry.sign == HOLLOW:
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    elif entry.sign == HATCHED:
        painter.fillRect(rect, QBrush(colour, Qt.BrushStyle.BDiagPattern))
    elif len(entry.sign) == 1:  # MARK, or what is written at a step
        painter.setPen(QPen(colour, 1.6))
        painter.drawText(rect.adjusted(0, -4, 0, 4), Qt.AlignmentFlag.AlignCenter, entry.sign)
    else:
        style = Qt.PenStyle.DashLine if entry.sign == DASHED else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, 2, style))
        painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle))
