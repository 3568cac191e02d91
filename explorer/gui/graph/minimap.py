"""The small picture of the whole graph in the corner, with a frame around what is in sight."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from explorer.gui.graph.canvas import GraphCanvas
from explorer.gui.graph.scene import GraphScene, rgb
from explorer.gui.theme import current_palette, qcolor, with_alpha
from explorer.report.palette import mix

WIDTH, HEIGHT, INSET = 156, 104, 6
CROWDED = 4_000  # nodes; as single pixels from there on


class Minimap(QWidget):
    """Click or drag moves the view there."""

    def __init__(self, canvas: GraphCanvas) -> None:
        super().__init__(canvas)
        self.setObjectName("graph_minimap")
        self.setAccessibleName("Overview of the whole graph")
        self.setToolTip("The whole graph; click to go there")
        self.setFixedSize(WIDTH, HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._canvas = canvas
        self._picture: QImage | None = None
        self._bounds = (0.0, 0.0, 1.0, 1.0)
        self._scale, self._x, self._y = 1.0, 0.0, 0.0
        canvas.view_moved.connect(self._follow)

    def show_scene(self, scene: GraphScene | None) -> None:
        """Draw another scene."""
        self._picture = None
        if scene is not None and scene.drawing.count:
            self._bounds = left, top, right, bottom = scene.drawing.layout.bounds
            self._scale = min(
                (WIDTH - 2 * INSET) / max(right - left, 1), (HEIGHT - 2 * INSET) / max(bottom - top, 1)
            )
            self._x = WIDTH / 2 - (left + right) / 2 * self._scale
            self._y = HEIGHT / 2 - (top + bottom) / 2 * self._scale
            self._picture = self._drawn(scene)
        self._follow()

    def _drawn(self, scene: GraphScene) -> QImage:
        palette = scene.palette
        ratio = self.devicePixelRatioF()
        width, height = round(WIDTH * ratio), round(HEIGHT * ratio)
        pixels = np.full((height, width), rgb(mix(palette.canvas, palette.panel, 0.7)), np.uint32)
        layout = scene.drawing.layout
        x = (layout.x * self._scale + self._x) * ratio
        y = (layout.y * self._scale + self._y) * ratio
        side = round((2 if layout.count < CROWDED else 1) * ratio)
        for down in range(side):
            for across in range(side):
                rows = np.clip(y + down - side / 2, 0, height - 1).astype(np.int64)
                columns = np.clip(x + across - side / 2, 0, width - 1).astype(np.int64)
                pixels[rows, columns] = scene.fill
        picture = QImage(pixels.tobytes(), width, height, width * 4, QImage.Format.Format_RGB32).copy()
        picture.setDevicePixelRatio(ratio)
        return picture

    def _follow(self) -> None:
        scene = self._canvas.scene
        inside = True
        if scene is not None and scene.drawing.count:
            left, top, right, bottom = self._bounds
            sight = self._canvas.world_rect()
            # Of no use while everything is in sight.
            inside = (
                sight.left() <= left
                and sight.top() <= top
                and sight.right() >= right
                and sight.bottom() >= bottom
            )
        room = self._canvas.width() > 420 and self._canvas.height() > 300
        shown = self._picture is not None and not inside and room
        if shown != self.isVisibleTo(self._canvas):
            self.setVisible(shown)
        self.move(self._canvas.width() - WIDTH - 10, self._canvas.height() - HEIGHT - 10)
        if shown:
            self.update()

    def paintEvent(self, event) -> None:
        if self._picture is None:
            return
        palette = current_palette()
        painter = QPainter(self)
        painter.drawImage(0, 0, self._picture)
        painter.setPen(QPen(qcolor(palette.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(0.5, 0.5, WIDTH - 1, HEIGHT - 1))
        sight = self._canvas.world_rect()
        frame = QRectF(
            sight.left() * self._scale + self._x, sight.top() * self._scale + self._y,
            max(3.0, sight.width() * self._scale), max(3.0, sight.height() * self._scale),
        )  # fmt: skip
        painter.setPen(QPen(qcolor(palette.accent), 1.4))
        painter.setBrush(with_alpha(palette.accent, 0.12))
        painter.drawRect(frame.intersected(QRectF(1, 1, WIDTH - 2, HEIGHT - 2)))

    def mousePressEvent(self, event) -> None:
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton or event.type() == event.Type.MouseButtonPress:
            at = event.position()
            self._canvas.centre_on((at.x() - self._x) / self._scale, (at.y() - self._y) / self._scale)
