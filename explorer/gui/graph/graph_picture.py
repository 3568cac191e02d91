"""A graph drawing as a PNG file of any size, painted strip by strip as the window paints it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from explorer.errors import ExplorerError
from explorer.gui.graph.levels import NAMES_FROM
from explorer.gui.graph.names import paint_names
from explorer.gui.graph.painter import GraphPainter
from explorer.gui.graph.scene import make_scene
from explorer.gui.graph.shapes import draw_shape
from explorer.gui.graph.viewport import Viewport
from explorer.gui.theme import qcolor, ui_font
from explorer.report.atomic import atomic_write
from explorer.report.graph_drawing import GraphDrawing
from explorer.report.graph_svg import MARGIN, Frame, PictureLook, frame_of, node_fills
from explorer.report.numbers import format_count, format_percent
from explorer.report.png_rows import PngRows
from explorer.task import QUIET, Task

LONGEST_SIDE = 16_000  # pixels; many programs open nothing larger
MOST_PIXELS = 100_000_000
LEAST_SIDE = 40  # pixels; less of a drawing that had to be made smaller is no picture of it
STRIP_PIXELS = 8_000_000
DPI = 96.0
_KEPT: list[QApplication] = []  # one that goes away takes all fonts and pictures with it


@dataclass(frozen=True)
class PictureSize:
    """Pixels of a picture, and how large a unit of the drawing is in it."""

    width: int
    height: int
    scale: float
    wished: float

    @property
    def note(self) -> str:
        """What to say of it: its size, and that it had to be made smaller."""
        told = f"{format_count(self.width)} × {format_count(self.height)} pixels"
        if self.scale < self.wished * 0.999:
            told += (
                f", at {format_percent(self.scale / self.wished)} of the size asked for: a PNG has at most "
            )
            told += (
                f"{format_count(LONGEST_SIDE)} pixels a side and {MOST_PIXELS // 1_000_000} million in all"
            )
        return told


def size_of(frame: Frame, scale: float) -> PictureSize:
    """The size of a picture, made smaller where it would have too many pixels."""
    fits = min(
        LONGEST_SIDE / max(frame.width, frame.height, 1.0),
        math.sqrt(MOST_PIXELS / max(frame.width * frame.height, 1.0)),
    )
    used = min(scale, fits)
    width, height = (max(1, int(side * used)) for side in (frame.width, frame.height))
    return PictureSize(width, height, used, scale)


def _refuse_useless(size: PictureSize) -> None:
    """A picture on which nothing can be told apart is not written at all."""
    if min(size.width, size.height) >= LEAST_SIDE or size.scale >= size.wished * 0.999:
        return
    raise ExplorerError(
        f"a PNG of this drawing would be {format_count(size.width)} × {format_count(size.height)} pixels, "
        "and nothing could be seen in it",
        hint="Write it as SVG, which has no largest size, or only a part of the graph.",
    )


def write_picture(
    path: Path, drawing: GraphDrawing, look: PictureLook, scale: float, task: Task = QUIET
) -> str:
    """Paint a drawing with title and legend into a PNG file; a note on its size.

    Without an application one is made that needs no display.

    Raises:
        ExplorerError: it is so much longer than wide that it would be a line.
    """
    if QApplication.instance() is None:
        _KEPT.append(QApplication([]))
    frame = frame_of(drawing, look)
    size = size_of(frame, scale)
    _refuse_useless(size)
    with atomic_write(path, binary=True) as file:
        rows = PngRows(
            file, size.width, size.height, has_alpha=look.is_transparent, dpi=DPI * max(size.scale, 0.01)
        )
        strips = _Strips(drawing, look, frame, size)
        # Even: what is rounded to whole pixels is rounded to even ones.
        high = max(2, STRIP_PIXELS // size.width // 2 * 2)
        for top in range(0, size.height, high):
            task.report(top, size.height, "Painting the graph")
            rows.add(strips.pixels(top, min(high, size.height - top)))
        rows.close()
    return size.note


class _Strips:
    def __init__(self, drawing: GraphDrawing, look: PictureLook, frame: Frame, size: PictureSize) -> None:
        self._look, self._frame, self._size = look, frame, size
        self._scene = make_scene(drawing, look.colouring, look.palette, look.hidden)
        # Larger than 100 % is a sharper picture, not a nearer look: pens grow with it.
        ratio = max(1.0, size.scale)
        self._view = Viewport(size.scale, -frame.left * size.scale, -frame.top * size.scale, ratio)
        self._painter = GraphPainter()
        if drawing.count:  # what the strips show is chosen once, for all of them together
            self._painter.look(self._scene, self._view, (size.width, size.height))
            sight = self._painter.sight  # a file has the time for every curve
            self._painter.sight = replace(sight, curves=np.arange(len(drawing.edges.kind)), left_out=0)

    def pixels(self, top: int, height: int) -> bytes:
        """RGB or RGBA of some rows."""
        width = self._size.width
        image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        if image.isNull():
            raise MemoryError
        look = self._look
        image.fill(Qt.GlobalColor.transparent if look.is_transparent else qcolor(look.palette.canvas))
        view = replace(self._view, y=self._view.y - top)
        self._painter.paint(image, QRect(0, 0, width, height), self._scene, view)
        painter = QPainter(image)
        painter.translate(0, -top)
        if self._size.scale < NAMES_FROM:
            paint_names(painter, self._scene, self._view, QRect(0, 0, width, self._size.height))
        painter.translate(self._view.x, self._view.y)
        painter.scale(self._size.scale, self._size.scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._around(painter)
        painter.end()
        alpha = look.is_transparent
        image.convertTo(QImage.Format.Format_RGBA8888 if alpha else QImage.Format.Format_RGB888)
        row = width * (4 if alpha else 3)
        data, stride = image.constBits(), image.bytesPerLine()
        return b"".join(bytes(data[line * stride : line * stride + row]) for line in range(height))

    def _around(self, painter: QPainter) -> None:
        """Title and legend, in units of the drawing."""
        look, frame = self._look, self._frame
        text, muted = qcolor(look.palette.text), qcolor(look.palette.muted)
        if look.title:
            x, y = frame.left + MARGIN, frame.top + MARGIN
            _write(painter, x, y + 10, look.title, text, 16, bold=True)
            _write(painter, x, y + 29, look.subtitle, muted, 12)
        fills = dict(zip(look.colouring.entries, node_fills(look), strict=False))
        for entry, told, x, y in frame.legend:
            draw_shape(painter, entry.shape, x + 7, y, 6.2, QColor(fills[entry]))
            _write(painter, x + 20, y + 4.4, told, text, 12)


def _write(
    painter: QPainter, x: float, y: float, text: str, colour: QColor, px: int, *, bold: bool = False
) -> None:
    font = ui_font(px, bold=bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QPointF(x, y), text)
