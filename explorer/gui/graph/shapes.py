"""The shapes of nodes, one per role: drawn with a painter, or kept as small pictures for speed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from explorer.report.graph_svg import PILED

MOST_PIXELS = 6_000_000  # kept, of four bytes each
LARGEST_KEPT = 44.0  # device pixels of radius; larger ones are few on a screen and drawn anew
RIM = 1.27  # of the second rim around a folded node, in radii
CARD_STEP = 0.36  # from one card of a pile to the next, in radii
CARDS = 2  # behind the front one
MARK_SIZE = {1: 1.15, 2: 0.95, 3: 0.78}  # of a mark by its letters, in radii: it stays within the shape
FAINT = 0.55  # of an outline that stands for something absent


def shape_path(shape: str, x: float, y: float, radius: float) -> QPainterPath:
    """The outline of a shape around (x, y)."""
    path = QPainterPath()
    if shape in ("rounded square", "small square"):
        half = radius * (0.95 if shape == "rounded square" else 0.62)
        corner = half * (0.45 if shape == "rounded square" else 0.15)
        path.addRoundedRect(QRectF(x - half, y - half, 2 * half, 2 * half), corner, corner)
    elif shape in ("diamond", "triangle"):
        corners = (
            [(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)]
            if shape == "diamond"
            else [(0.0, -0.95), (0.95, 0.75), (-0.95, 0.75)]
        )
        path.addPolygon(
            QPolygonF([QPointF(x + radius * right, y + radius * down) for right, down in corners])
        )
        path.closeSubpath()
    else:
        size = radius * {"circle": 1.0, "small circle": 0.68, "dot": 0.48}.get(shape, 1.0)
        path.addEllipse(QPointF(x, y), size, size)
    return path


def draw_shape(painter: QPainter, shape: str, x: float, y: float, radius: float, colour: QColor) -> None:
    """One filled shape around (x, y)."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPath(shape_path(shape, x, y, radius))


@dataclass(frozen=True, slots=True)
class NodeLook:
    """All that makes one node's picture, but for its size."""

    shape: str
    colour: int  # 0xRRGGBB
    folded: bool = False  # a second rim: there is more inside
    is_pile: bool = False  # it stands for several alike
    hollow: bool = False  # a dotted outline: it is not there
    mark: str = ""  # a letter or sign inside, which says the same as the colour
    canvas: int = 0xFFFFFF
    share: int = (
        8  # eighths of what is folded inside that are of the colour's kind: so much of the rim is strong
    )
    is_ghost: bool = False  # only the other side has it: a dashed outline as strong as its colour


def draw_node(painter: QPainter, look: NodeLook, x: float, y: float, radius: float, font: QFont) -> None:
    """One node around (x, y) with all its trimmings, antialiased; sizes in the painter's pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour, canvas = QColor.fromRgb(look.colour), QColor.fromRgb(look.canvas)
    if look.is_pile:
        shape = PILED.get(look.shape, look.shape)
        edge = QPen(canvas, max(1.0, radius * 0.14))
        for card in range(CARDS, 0, -1):
            away = card * CARD_STEP * radius
            painter.setPen(edge)
            painter.setBrush(_mixed(colour, canvas, 0.28 * card))
            painter.drawPath(shape_path(shape, x + away, y - away, radius))
        painter.setPen(edge)
        painter.setBrush(colour)
        painter.drawPath(shape_path(shape, x, y, radius))
    elif look.hollow:
        pen = QPen(_mixed(colour, canvas, 1 - FAINT), max(1.0, radius * 0.15))
        pen.setDashPattern([1.2, 1.6])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape_path(look.shape, x, y, radius * 0.92))
    elif look.is_ghost:
        pen = QPen(colour, max(1.2, radius * 0.2))
        pen.setDashPattern([1.8, 1.1])
        painter.setPen(pen)
        painter.setBrush(_mixed(colour, canvas, 0.84))
        painter.drawPath(shape_path(look.shape, x, y, radius * 0.92))
    else:
        draw_shape(painter, look.shape, x, y, radius, colour)
    if look.folded and not look.is_pile and not look.hollow:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width, rim = max(1.0, radius * 0.16), radius * RIM
        painter.setPen(QPen(colour if look.share >= 8 else _mixed(colour, canvas, 0.65), width))
        painter.drawEllipse(QPointF(x, y), rim, rim)
        if look.share < 8:
            painter.setPen(QPen(colour, width * 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            arc = QRectF(x - rim, y - rim, 2 * rim, 2 * rim)
            painter.drawArc(arc, 90 * 16, -look.share * 45 * 16)
    if look.mark:
        font = QFont(font)
        font.setPixelSize(max(1, round(radius * MARK_SIZE.get(len(look.mark), MARK_SIZE[3]))))
        painter.setFont(font)
        painter.setPen(
            _mixed(colour, canvas, 1 - FAINT) if look.hollow else colour if look.is_ghost else canvas
        )
        box = QRectF(x - 2 * radius, y - radius, 4 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, look.mark)


def _mixed(colour: QColor, other: QColor, part: float) -> QColor:
    return QColor(
        round(colour.red() + (other.red() - colour.red()) * part),
        round(colour.green() + (other.green() - colour.green()) * part),
        round(colour.blue() + (other.blue() - colour.blue()) * part),
    )


class Sprites:
    """Pictures of nodes by look and size: drawing one again costs a copy, not a curve."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._kept: dict[tuple[NodeLook, int], QPixmap] = {}
        self._pixels = 0

    def get(self, look: NodeLook, radius_px: float) -> QPixmap:
        """A square picture with the shape in its middle; the radius in device pixels."""
        key = (look, round(radius_px * 4))
        sprite = self._kept.get(key)
        if sprite is None:
            sprite = self._made(look, round(radius_px * 4) / 4)
            if self._pixels > MOST_PIXELS:
                self._kept.clear()
                self._pixels = 0
            self._pixels += sprite.width() * sprite.height()
            self._kept[key] = sprite
        return sprite

    def _made(self, look: NodeLook, radius: float) -> QPixmap:
        side = 2 * int(radius * (1 + CARDS * CARD_STEP + 0.15) + 2) + 1
        sprite = QPixmap(side, side)
        sprite.fill(Qt.GlobalColor.transparent)
        painter = QPainter(sprite)
        draw_node(painter, look, side / 2, side / 2, radius, self._font)
        painter.end()
        return sprite
