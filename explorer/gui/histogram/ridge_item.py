"""Ridges as painted: bodies from back to front, base lines, ghosts hollow, the chosen ones lifted out."""

from __future__ import annotations

from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF, QTransform
from PySide6.QtWidgets import QWidget

from explorer.gui.theme import current_palette, qcolor, with_alpha

_DENSE_PX, _EVERY = 5.0, 10  # rows closer than this: every tenth base line will do
_BASE_ALPHA = 0.5


@dataclass(frozen=True)
class Ridge:
    """One outline in data coordinates: x is the place on the value axis, y the row; up is smaller y."""

    index: int  # of the record
    row: int
    outline: QPolygonF
    colour: str
    is_ghost: bool = False  # of a checkpoint whose files are gone


class RidgeItem(pg.GraphicsObject):
    """Paints the ridges; knows nothing of where they come from."""

    def __init__(self) -> None:
        super().__init__()
        self.ridges: list[Ridge] = []
        self.bounds = QRectF(0, -1, 1, 2)
        self.empty_rows: list[int] = []
        self.emphasis: dict[int, tuple[str, float]] = {}  # record index -> outline colour, width
        self._pixels = QPixmap()
        self._pixels_of: tuple[object, ...] = ()

    def set_ridges(self, ridges: list[Ridge], empty_rows: list[int], bounds: QRectF) -> None:
        self.prepareGeometryChange()
        self.ridges, self.empty_rows, self.bounds = ridges, empty_rows, bounds
        self.update()

    def boundingRect(self) -> QRectF:
        return self.bounds

    def paint(self, painter: QPainter, _option: object, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if widget is None:  # an export: vectors stay vectors
            self._paint_ridges(painter)
        else:
            self._paint_from_memory(painter, widget)
        self._paint_emphasis(painter)

    def _paint_from_memory(self, painter: QPainter, widget: QWidget) -> None:
        """Following the cursor must not paint thirty ridges anew: they are kept as pixels."""
        transform, ratio = painter.worldTransform(), widget.devicePixelRatioF()
        asked = (transform, widget.size(), ratio, id(self.ridges), current_palette())
        if asked != self._pixels_of:
            self._pixels_of = asked
            self._pixels = QPixmap(widget.size() * ratio)
            self._pixels.setDevicePixelRatio(ratio)
            self._pixels.fill(Qt.GlobalColor.transparent)
            plain = QPainter(self._pixels)
            plain.setRenderHint(QPainter.RenderHint.Antialiasing)
            plain.setWorldTransform(transform)
            self._paint_ridges(plain)
            plain.end()
        painter.setWorldTransform(QTransform())
        painter.drawPixmap(0, 0, self._pixels)
        painter.setWorldTransform(transform)

    def _paint_ridges(self, painter: QPainter) -> None:
        palette = current_palette()
        painter.setPen(QPen(qcolor(palette.muted), 0, Qt.PenStyle.DotLine))
        for row in self.empty_rows:
            painter.drawLine(QPointF(self.bounds.left(), row), QPointF(self.bounds.right(), row))
        # Any wider, and Qt strokes with its general, twenty times slower engine.
        row_px = abs(painter.worldTransform().m22())
        parting = QPen(with_alpha(palette.canvas, 1.0 if row_px >= _DENSE_PX else 0.4), 1.0)
        parting.setCosmetic(True)
        for ridge in self.ridges:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(qcolor(palette.canvas if ridge.is_ghost else ridge.colour))
            painter.drawPolygon(ridge.outline)
            if row_px >= _DENSE_PX or ridge.row % _EVERY == 0:  # closer, they would be a ground of their own
                base = QPen(with_alpha(ridge.colour, _BASE_ALPHA), 1.0)
                base.setCosmetic(True)
                painter.setPen(base)
                painter.drawLine(ridge.outline[0], ridge.outline[len(ridge.outline) - 1])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if ridge.is_ghost:
                hollow = QPen(QColor(ridge.colour), 1.0, Qt.PenStyle.DashLine)
                hollow.setCosmetic(True)
                painter.setPen(hollow)
            else:
                painter.setPen(parting)
            painter.drawPolyline(ridge.outline)

    def _paint_emphasis(self, painter: QPainter) -> None:
        """In front of all: a ridge that others hide is still seen whole."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ridge in self.ridges:
            if ridge.index in self.emphasis:
                colour, width = self.emphasis[ridge.index]
                pen = QPen(QColor(colour), width)
                pen.setCosmetic(True)
                painter.setPen(pen)
                painter.drawPolyline(ridge.outline)
