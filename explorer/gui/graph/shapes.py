"""The shapes of nodes, one per role: drawn with a painter, or kept as small pictures for speed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

MAX_SPRITES = 4_000


def draw_shape(painter: QPainter, shape: str, x: float, y: float, radius: float, colour: QColor) -> None:
    """One filled shape around (x, y)."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if shape in ("rounded square", "small square"):
        half = radius * (0.95 if shape == "rounded square" else 0.62)
        corner = half * (0.45 if shape == "rounded square" else 0.15)
        painter.drawRoundedRect(QRectF(x - half, y - half, 2 * half, 2 * half), corner, corner)
    elif shape == "diamond":
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(x, y - radius),
                    QPointF(x + radius, y),
                    QPointF(x, y + radius),
                    QPointF(x - radius, y),
                ]
            )
        )
    elif shape == "triangle":
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(x, y - radius * 0.95),
                    QPointF(x + radius * 0.95, y + radius * 0.75),
                    QPointF(x - radius * 0.95, y + radius * 0.75),
                ]
            )
        )
    else:
        size = radius * {"circle": 1.0, "small circle": 0.68, "dot": 0.48}.get(shape, 1.0)
        painter.drawEllipse(QPointF(x, y), size, size)


class Sprites:
    """Pictures of shapes by (shape, colour, folded, size): drawing one again costs a copy, not a curve."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int, bool, int], QPixmap] = {}

    def get(self, shape: str, colour: int, folded: bool, radius_px: float) -> QPixmap:
        """A square picture with the shape in its middle; `colour` is 0xRRGGBB, the radius in device pixels."""
        key = (shape, colour, folded, round(radius_px * 4))
        sprite = self._kept.get(key)
        if sprite is None:
            if len(self._kept) > MAX_SPRITES:
                self._kept.clear()
            sprite = self._kept[key] = self._made(
                shape, QColor.fromRgb(colour), folded, round(radius_px * 4) / 4
            )
        return sprite

    def _made(self, shape: str, colour: QColor, folded: bool, radius: float) -> QPixmap:
        side = 2 * int(radius * 1.6 + 2) + 1
        sprite = QPixmap(side, side)
        sprite.fill(Qt.GlobalColor.transparent)
        painter = QPainter(sprite)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = side / 2
        draw_shape(painter, shape, middle, middle, radius, colour)
        if folded:  # a second rim: there is more inside
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, max(1.0, radius * 0.16)))
            painter.drawEllipse(QPointF(middle, middle), radius * 1.36, radius * 1.36)
        painter.end()
        return sprite
