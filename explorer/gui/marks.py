"""The small drawn marks: a checkpoint's status and a role, the same in panel, timeline and inspector."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from explorer.gui.theme import current_palette, qcolor
from explorer.report.palette import ROLE_SHAPE


def paint_status(
    painter: QPainter, centre: QPointF, radius: float, status: str, colour: str | None = None
) -> None:
    """Filled disc: complete; ring in a ring: gone, yet remembered; dotted ring: gone; ring with "!": damaged;
    half disc: being written."""
    colours = current_palette()
    shade = qcolor(colour or colours.status(status))
    ground = qcolor(colours.panel)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(shade, 1.4 if radius > 3 else 1.0)
    circle = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    if status == "complete":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawEllipse(circle)
    elif status == "gone":
        pen.setDashPattern([1.2, 1.6])
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawEllipse(circle.adjusted(0.7, 0.7, -0.7, -0.7))
    elif status == "remembered":
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawEllipse(circle.adjusted(0.7, 0.7, -0.7, -0.7))
        if radius > 3:
            painter.setPen(QPen(shade, 1.0))
            painter.drawEllipse(centre, radius * 0.32, radius * 0.32)
    elif status == "being written":
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawEllipse(circle.adjusted(0.7, 0.7, -0.7, -0.7))
        painter.setBrush(shade)
        painter.drawPie(circle.adjusted(0.7, 0.7, -0.7, -0.7), 90 * 16, 180 * 16)
    else:
        bad = qcolor(colours.verdict("damaged"))
        painter.setPen(QPen(bad, 1.4))
        painter.setBrush(ground)
        grown = circle.adjusted(-1, -1, 1, 1) if radius > 3 else circle
        painter.drawEllipse(grown)
        if radius > 3:
            painter.drawLine(
                QPointF(centre.x(), centre.y() - radius * 0.55),
                QPointF(centre.x(), centre.y() + radius * 0.1),
            )
            painter.drawPoint(QPointF(centre.x(), centre.y() + radius * 0.55))
    painter.restore()


def paint_role(painter: QPainter, centre: QPointF, radius: float, role: str) -> None:
    """The shape and colour of a role."""
    colour = QColor(current_palette().role(role))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    shape = ROLE_SHAPE.get(role, "dot")
    if shape.startswith("small") or shape == "dot":
        radius *= 0.78 if shape != "dot" else 0.55
    x, y = centre.x(), centre.y()
    square = QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
    if shape == "rounded square":
        painter.drawRoundedRect(square, radius * 0.4, radius * 0.4)
    elif shape == "small square":
        painter.drawRect(square)
    elif shape == "diamond":
        far = radius * 1.2
        painter.drawPolygon(
            QPolygonF([QPointF(x, y - far), QPointF(x + far, y), QPointF(x, y + far), QPointF(x - far, y)])
        )
    elif shape == "triangle":
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(x, y - radius),
                    QPointF(x + radius, y + radius * 0.8),
                    QPointF(x - radius, y + radius * 0.8),
                ]
            )
        )
    else:
        painter.drawEllipse(square)
    painter.restore()
