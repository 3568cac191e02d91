"""Writing a picture: PNG, and SVG whose texts stay texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.errors import ExplorerError
from explorer.gui.theme import current_palette, qcolor
from explorer.report.atomic import atomic_write
from explorer.report.numbers import escape_name

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGraphicsView
    from PySide6.QtWidgets import QWidget as Widget


def write_png(path: Path, widget: Widget) -> None:
    """The widget as it stands on the screen, at twice the resolution."""
    from PySide6.QtCore import QBuffer, QIODevice, QPoint
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtWidgets import QWidget

    size = widget.size()
    image = QImage(size * 2, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(2.0)
    image.fill(0)
    painter = QPainter(image)
    try:
        QWidget.render(widget, painter, QPoint(0, 0))  # a graphics view has a `render` of another meaning
    finally:
        painter.end()  # an image destroyed under its painter takes the process with it
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):
        raise ExplorerError("the picture could not be made", hint="Make the window smaller and try again.")
    with atomic_write(path, binary=True) as file:
        file.write(bytes(buffer.data()))


def write_svg(path: Path, view: QGraphicsView, title: str) -> None:
    """One plot as vectors; only a heat map inside it is pixels."""
    write_page_svg(path, view, (view,), title)


def write_page_svg(path: Path, page: Widget, pieces: Sequence[Widget], title: str) -> None:
    """The picture with its legend and the rows below it as vectors, texts as texts; a heat map's cells are pixels."""
    from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QRectF
    from PySide6.QtGui import QPainter
    from PySide6.QtSvg import QSvgGenerator
    from PySide6.QtWidgets import QGraphicsView, QScrollArea, QWidget

    whole = page.size()
    for piece in pieces:
        if isinstance(piece, QScrollArea):  # all of it, not only what is scrolled into view
            whole.setHeight(whole.height() + max(piece.widget().height() - piece.viewport().height(), 0))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(whole)
    generator.setViewBox(QRect(QPoint(0, 0), whole))
    generator.setTitle(escape_name(title))
    painter = QPainter(generator)
    try:
        painter.fillRect(QRect(QPoint(0, 0), whole), qcolor(current_palette().canvas))
        for piece in pieces:
            at = piece.mapTo(page, QPoint(0, 0))
            if isinstance(piece, QGraphicsView):
                target = QRectF(at.x(), at.y(), piece.width(), piece.height())
                piece.render(painter, target, piece.viewport().rect())
            else:
                shown = piece.widget() if isinstance(piece, QScrollArea) else piece
                QWidget.render(shown, painter, at)
    finally:
        painter.end()
    with atomic_write(path, binary=True) as file:
        file.write(bytes(buffer.data()))
