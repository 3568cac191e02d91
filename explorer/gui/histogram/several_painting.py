"""What stands in one small picture: ridges, or a curve of single numbers."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from explorer.gui.histogram.history import StepRecord
from explorer.gui.histogram.picture import Picture
from explorer.gui.theme import current_palette, qcolor
from explorer.report.numbers import format_float


def paint_ridges(
    painter: QPainter,
    area: QRectF,
    shapes: list[tuple[int, np.ndarray]],
    records: dict[int, StepRecord],
    steps: tuple[int, ...],
    picture: Picture,
) -> None:
    """Ridges of some steps one below the other; `shapes` are (index of the record, heights 0..1)."""
    palette, count = current_palette(), max(len(picture.records) - 1, 1)
    rows = max(len(steps), 1)
    reach = area.height() * (0.45 if rows > 1 else 0.95)
    gap = (area.height() - reach) / max(rows - 1, 1)
    places = {index: row for row, index in enumerate(steps)}
    for index, heights in shapes:
        base = area.top() + reach + places[index] * gap if rows > 1 else area.bottom()
        x = np.linspace(area.left(), area.right(), len(heights))
        colour = QColor(palette.step_ramp(index / count))
        points = [QPointF(a, base - b * reach) for a, b in zip(x.tolist(), heights.tolist())]
        outline = QPolygonF([QPointF(area.left(), base), *points, QPointF(area.right(), base)])
        painter.setPen(Qt.PenStyle.NoPen)
        is_ghost = records[index].is_ghost
        painter.setBrush(qcolor(palette.panel) if is_ghost else colour)
        painter.drawPolygon(outline)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = qcolor(palette.panel)
        if index in (picture.newer, picture.older):
            edge = qcolor(palette.series("newer" if index == picture.newer else "older"))
        painter.setPen(QPen(colour, 1.0, Qt.PenStyle.DashLine) if is_ghost else QPen(edge, 1.0))
        painter.drawPolyline(outline)


def paint_curve(painter: QPainter, area: QRectF, values: list[float]) -> None:
    """A curve of single numbers, with the first and the last one."""
    palette = current_palette()
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    points = [
        QPointF(
            area.left() + area.width() * (number / max(len(values) - 1, 1)),
            area.bottom() - area.height() * ((value - low) / span if high > low else 0.5),
        )
        for number, value in enumerate(values)
    ]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(qcolor(palette.accent), 1.0))
    painter.drawPolyline(QPolygonF(points))
    painter.setPen(qcolor(palette.muted))
    line = QRectF(area.left(), area.bottom() + 2, area.width(), 14)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft, format_float(values[0], 5))
    painter.drawText(line, Qt.AlignmentFlag.AlignRight, format_float(values[-1], 5))
