"""The last picture of the graph, kept: panning shifts it and paints only the strips that come into sight."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from explorer.gui.graph.gliding import Glide
from explorer.gui.graph.painter import GraphPainter
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.viewport import Viewport


class KeptFrame:
    """Two images of the widget's size; a shift writes into the spare one, then they swap."""

    def __init__(self, painter: GraphPainter) -> None:
        self._painter = painter
        self._frame: QImage | None = None
        self._spare: QImage | None = None
        self._view: Viewport | None = None

    def forget(self) -> None:
        """Paint everything next time."""
        self._frame = None

    def picture(self) -> QImage | None:
        """The last picture, for keeps."""
        return self._frame.copy() if self._frame is not None else None

    def gliding(self, glide: Glide, part: float, view: Viewport, size: tuple[int, int]) -> QImage:
        """A moment on the way to another scene; the next still picture is painted whole."""
        frame = self._frame
        if frame is None or (frame.width(), frame.height()) != size:
            frame = self._frame = QImage(*size, QImage.Format.Format_RGB32)
        frame.setDevicePixelRatio(1.0)
        glide.paint(frame, self._painter.nodes, view, part)
        frame.setDevicePixelRatio(view.ratio)
        self._view = None
        return frame

    def refreshed(self, scene: GraphScene, view: Viewport, size: tuple[int, int]) -> QImage:
        """The picture of a view, [width, height] device pixels.

        Shifted where only the offset changed by whole pixels; what is new is painted.
        """
        width, height = size
        old, frame = self._view, self._frame
        whole = QRect(0, 0, width, height)
        may_join = self._painter.look(scene, view, size)
        if frame is None or old is None or frame.width() != width or frame.height() != height:
            frame = self._frame = QImage(width, height, QImage.Format.Format_RGB32)
            self._spare = QImage(width, height, QImage.Format.Format_RGB32)
            dirty = [whole]
        elif old == view:
            return frame
        else:
            right, down = view.x - old.x, view.y - old.y
            shift_x, shift_y = round(right), round(down)
            only_moved = (
                old.scale == view.scale and abs(right - shift_x) < 1e-6 and abs(down - shift_y) < 1e-6
            )
            if may_join and only_moved and abs(shift_x) < width and abs(shift_y) < height:
                _shift(frame, self._spare, shift_x, shift_y)
                self._frame, self._spare = self._spare, frame
                frame = self._frame
                dirty = []
                if shift_x:
                    dirty.append(QRect(0 if shift_x > 0 else width + shift_x, 0, abs(shift_x), height))
                if shift_y:
                    dirty.append(QRect(0, 0 if shift_y > 0 else height + shift_y, width, abs(shift_y)))
            else:
                dirty = [whole]
        frame.setDevicePixelRatio(1.0)
        for region in dirty:
            self._painter.paint(frame, region, scene, view)
        frame.setDevicePixelRatio(view.ratio)
        self._view = view
        return frame


def _shift(frame: QImage, spare: QImage, right: int, down: int) -> None:
    """Write one picture into another of its size, moved by whole pixels."""
    height, width = frame.height(), frame.width()
    source = np.frombuffer(frame.constBits(), np.uint32).reshape(height, frame.bytesPerLine() // 4)
    target = np.frombuffer(spare.bits(), np.uint32).reshape(height, spare.bytesPerLine() // 4)
    rows = slice(max(0, -down), min(height, height - down))
    columns = slice(max(0, -right), min(width, width - right))
    target[rows.start + down : rows.stop + down, columns.start + right : columns.stop + right] = source[
        rows, columns
    ]
