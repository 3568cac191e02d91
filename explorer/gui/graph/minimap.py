"""The small picture of the whole graph in a corner, with a frame around what is in sight."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from explorer.gui.focus_ring import RING
from explorer.gui.graph.canvas import GraphCanvas
from explorer.gui.graph.canvas_input import WHEEL_STEP
from explorer.gui.graph.far_pixels import averages
from explorer.gui.graph.scene import GraphScene, rgb
from explorer.gui.language import tr
from explorer.gui.theme import current_palette, qcolor, with_alpha
from explorer.report.palette import mix

LONGER, SHORTER, INSET = 176, 104, 6  # px of its sides, whichever way the drawing lies
LEAST_PART = 0.42  # of its sides that a drawing fills, however long and thin: stretched if need be
CROWDED = 4_000  # nodes; as single pixels from there on
AWAY = 10  # px from the canvas's edges
AROUND = (14, 14, 120, 40)  # px of a chosen node and its text: left, above, right, below
KEY_STEP = 0.5  # of what is in sight, per arrow key
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class Minimap(QWidget):
    """Click, drag, wheel and keys move the view; it gives way to the chosen node."""

    def __init__(self, canvas: GraphCanvas) -> None:
        super().__init__(canvas)
        self.setObjectName("graph_minimap")
        self.keep_clear: Callable[[], QRect] = QRect  # what else lies over the canvas
        self.setAccessibleName(tr("Overview of the whole graph"))
        self.setToolTip(
            tr(
                "The whole graph: click or drag to go there, turn the wheel to zoom.\n"
                "By keyboard: Tab leads here, arrows move by half a view, + and - zoom, 0 shows everything, Esc goes back."
            )
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty(RING, True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._canvas = canvas
        self._scene: GraphScene | None = None
        self._picture: QImage | None = None
        self._bounds = (0.0, 0.0, 1.0, 1.0)
        self._scale, self._offset = (1.0, 1.0), (0.0, 0.0)
        self._is_dragged = False
        self.hide()
        canvas.view_moved.connect(self._follow)
        canvas.chosen_changed.connect(lambda _: self._follow())

    def show_scene(self, scene: GraphScene | None) -> None:
        """Draw another scene."""
        self._scene = scene
        self._picture = None
        if scene is not None and scene.drawing.count:
            self._bounds = left, top, right, bottom = scene.drawing.layout.bounds
            wide, high = max(right - left, 1.0), max(bottom - top, 1.0)
            lies = wide >= high
            self.setFixedSize(LONGER if lies else SHORTER, SHORTER if lies else LONGER)
            room = (self.width() - 2 * INSET, self.height() - 2 * INSET)
            even = min(room[0] / wide, room[1] / high)
            self._scale = (
                max(even, LEAST_PART * room[0] / wide),
                max(even, LEAST_PART * room[1] / high),
            )
            self._offset = (
                self.width() / 2 - (left + right) / 2 * self._scale[0],
                self.height() / 2 - (top + bottom) / 2 * self._scale[1],
            )
        self._follow()

    def _drawn(self, scene: GraphScene) -> QImage:
        palette = scene.palette
        ratio = self.devicePixelRatioF()
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        pixels = np.full((height, width), rgb(mix(palette.canvas, palette.panel, 0.7)), np.uint32)
        layout = scene.drawing.layout
        there = ~scene.absent
        x = (layout.x[there] * self._scale[0] + self._offset[0]) * ratio
        y = (layout.y[there] * self._scale[1] + self._offset[1]) * ratio
        fill = scene.fill[there]
        side = max(1, round((2 if layout.count < CROWDED else 1) * ratio))
        cells, colours = [], []
        for down in range(side):
            for across in range(side):
                rows = np.clip(y + down - side / 2, 0, height - 1).astype(np.int64)
                columns = np.clip(x + across - side / 2, 0, width - 1).astype(np.int64)
                cells.append(rows * width + columns)
                colours.append(fill)
        filled, mean = averages(np.concatenate(cells), np.concatenate(colours), width * height)
        pixels.reshape(-1)[filled] = mean
        picture = QImage(pixels.tobytes(), width, height, width * 4, QImage.Format.Format_RGB32).copy()
        picture.setDevicePixelRatio(ratio)
        return picture

    # --- where it is ---------------------------------------------------------------------------

    def _follow(self) -> None:
        canvas, sight = self._canvas, self._canvas.world_rect()
        left, top, right, bottom = self._bounds
        # Of no use while everything is in sight.
        everything = (
            sight.left() <= left and sight.top() <= top and sight.right() >= right and sight.bottom() >= bottom
        )  # fmt: skip
        has_room = canvas.width() > 420 and canvas.height() > 300
        has_nodes = self._scene is not None and self._scene.drawing.count > 0
        shown = has_nodes and not everything and has_room
        if shown:
            self._take_place()
            self.update()
        if shown != self.isVisibleTo(canvas):
            if self.hasFocus():
                canvas.setFocus()
            self.setVisible(shown)

    def make_way(self) -> None:
        """Something else lies over the canvas now."""
        if self.isVisible():
            self._take_place()

    def _take_place(self) -> None:
        """The first corner, the lower right one if possible, with no chosen node beneath."""
        corners = self._corners()
        place = self._canvas.place_of(self._canvas.selected)
        if self._is_dragged and self.pos() in corners:
            return  # it does not run away from the hand that holds it
        clear = self.keep_clear()
        corners = [
            corner for corner in corners if not QRect(corner, self.size()).intersects(clear)
        ] or corners
        if place is not None:
            left, above, right, below = AROUND
            taken = QRect(place.toPoint(), QSize(1, 1)).adjusted(-left, -above, right, below)
            free = [corner for corner in corners if not QRect(corner, self.size()).intersects(taken)]
            corners = free or corners
        if self.pos() != corners[0]:
            self.move(corners[0])

    def _corners(self) -> list[QPoint]:
        right, bottom = (
            self._canvas.width() - self.width() - AWAY,
            self._canvas.height() - self.height() - AWAY,
        )
        return [QPoint(right, bottom), QPoint(AWAY, bottom), QPoint(right, AWAY), QPoint(AWAY, AWAY)]

    def frame(self) -> QRectF:
        """What is in sight, in this widget; at least a few pixels."""
        sight = self._canvas.world_rect()
        (scale_x, scale_y), (x, y) = self._scale, self._offset
        wide, high = max(5.0, sight.width() * scale_x), max(5.0, sight.height() * scale_y)
        middle = QPointF(sight.center().x() * scale_x + x, sight.center().y() * scale_y + y)
        frame = QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)
        return frame.intersected(QRectF(1, 1, self.width() - 2, self.height() - 2))

    # --- Qt ------------------------------------------------------------------------------------

    def paintEvent(self, event) -> None:
        if self._scene is None:
            return
        if self._picture is None or self._picture.devicePixelRatio() != self.devicePixelRatioF():
            self._picture = self._drawn(self._scene)
        palette = current_palette()
        painter = QPainter(self)
        painter.drawImage(0, 0, self._picture)
        has_focus = self.hasFocus()
        painter.setPen(QPen(qcolor(palette.accent if has_focus else palette.border), 2 if has_focus else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        frame = self.frame()
        painter.setPen(QPen(qcolor(palette.canvas), 3.4))  # to be seen on any colour
        painter.drawRect(frame)
        painter.setPen(QPen(qcolor(palette.accent), 1.6))
        painter.setBrush(with_alpha(palette.accent, 0.12))
        painter.drawRect(frame)

    def mousePressEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_dragged = True
            self._go_to(event.position())

    def mouseMoveEvent(self, event) -> None:
        if self._is_dragged:
            self._go_to(event.position())

    def mouseReleaseEvent(self, event) -> None:
        self._is_dragged = False
        self._follow()

    def wheelEvent(self, event) -> None:
        self._canvas.zoom_by(WHEEL_STEP ** (event.angleDelta().y() / 120))
        event.accept()

    def keyPressEvent(self, event) -> None:
        key, canvas = event.key(), self._canvas
        if key in _ARROWS:
            across, down = _ARROWS[Qt.Key(key)]
            sight = canvas.world_rect()
            canvas.centre_on(
                sight.center().x() + across * KEY_STEP * sight.width(),
                sight.center().y() + down * KEY_STEP * sight.height(),
            )
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            canvas.zoom_by(WHEEL_STEP)
        elif key == Qt.Key.Key_Minus:
            canvas.zoom_by(1 / WHEEL_STEP)
        elif key == Qt.Key.Key_0:
            canvas.fit()
        elif key == Qt.Key.Key_Escape:
            canvas.setFocus()
        else:
            super().keyPressEvent(event)

    def _go_to(self, at: QPointF) -> None:
        (scale_x, scale_y), (x, y) = self._scale, self._offset
        self._canvas.centre_on((at.x() - x) / scale_x, (at.y() - y) / scale_y)
