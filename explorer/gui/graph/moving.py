"""A widget that looks at a drawing: zoomed around a point, shifted, flown to a node, gliding on after a drag."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QTimer, Signal
from PySide6.QtWidgets import QWidget

from explorer.analysis.graph_layout import NODE_RADIUS
from explorer.gui.graph.painter import NAMES_FROM, Viewport
from explorer.gui.graph.scene import GraphScene

MAX_ZOOM = 4.0
FIT_MARGIN = 28  # px
FRAME_MS = 16


class MovingView(QWidget):
    """Knows where things are; paints nothing, hears no mouse."""

    view_moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene: GraphScene | None = None
        self._zoom, self._x, self._y = 1.0, 0.0, 0.0  # logical zoom; device offset
        self._fitted = True  # keep everything in sight until the reader moves
        self._speed = (0.0, 0.0)
        self._aim: tuple[float, QPointF] | None = None  # zoom to reach, around which point
        self._flight: tuple[float, tuple[float, float, float], tuple[float, float, float]] | None = None
        self._motion = QTimer(self)
        self._motion.setInterval(FRAME_MS)
        self._motion.timeout.connect(self._move_on)

    # --- view --------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """1.0 is 100 %."""
        return self._zoom

    @property
    def viewport(self) -> Viewport:
        """What the screen shows, in device pixels."""
        ratio = self.devicePixelRatioF()
        return Viewport(self._zoom * ratio, self._x, self._y, ratio)

    def world_rect(self) -> QRectF:
        """The part of the drawing that is in sight."""
        view = self.viewport
        left, top, right, bottom = view.world(QRect(0, 0, *self._device_size()))
        return QRectF(left, top, right - left, bottom - top)

    def fit(self) -> None:
        """Everything in sight; at most 100 %."""
        self._stop()
        self._fitted = True
        if self.scene is not None and self.scene.drawing.count:
            self._set_view(*self._view_for(self.scene.drawing.layout.bounds, 1.15))

    def zoom_by(self, factor: float, at: QPointF | None = None, *, smooth: bool = True) -> None:
        """Zoom around a point of the widget (default: its middle)."""
        centre = at or QPointF(self.width() / 2, self.height() / 2)
        aim = self._aim[0] if self._aim else self._zoom
        self._flight, self._speed = None, (0.0, 0.0)
        self._aim = (self._allowed(aim * factor), centre)
        self._fitted = False
        if smooth:
            self._motion.start()
        else:
            self._zoom_to(self._aim[0], centre)
            self._aim = None

    def pan_by(self, x: float, y: float) -> None:
        """Shift the picture by logical pixels."""
        self._fitted = False
        ratio = self.devicePixelRatioF()
        self._set_view(self._zoom, self._x + round(x * ratio), self._y + round(y * ratio))

    def centre_on(self, x: float, y: float) -> None:
        """Bring a point of the drawing into the middle."""
        self._stop()
        self._fitted = False
        width, height = self._device_size()
        scale = self.viewport.scale
        self._set_view(self._zoom, width / 2 - x * scale, height / 2 - y * scale)

    def show_node(self, node: int, *, closer: bool = False, fly: bool = True) -> None:
        """Bring a node into sight; with `closer`, its whole block fills the view."""
        position = self._position(node)
        if position < 0 or self.scene is None:
            return
        layout = self.scene.drawing.layout
        x, y = float(layout.x[position]), float(layout.y[position])
        if closer:
            aim = self._view_for(tuple(layout.block[position].tolist()), 1.6)
        else:
            place = self._place(node)
            inside = QRectF(self.rect()).adjusted(40, 40, -120, -60)
            if place is not None and inside.contains(place) and self._zoom >= NAMES_FROM:
                return
            zoom = max(self._zoom, 0.8)
            scale = zoom * self.devicePixelRatioF()
            width, height = self._device_size()
            aim = (zoom, width / 2 - x * scale, height / 2 - y * scale)
        self._stop()
        self._fitted = False
        if fly and self.isVisible():
            self._flight = (time.perf_counter(), (self._zoom, self._x, self._y), aim)
            self._motion.start()
        else:
            self._set_view(*aim)

    def _view_for(self, bounds: tuple[float, ...], largest: float) -> tuple[float, float, float]:
        left, top, right, bottom = bounds
        width, height = self._device_size()
        margin = FIT_MARGIN * self.devicePixelRatioF()
        scale = min(
            (width - 2 * margin) / max(right - left, 1.0), (height - 2 * margin) / max(bottom - top, 1.0)
        )
        zoom = self._allowed(min(scale / self.devicePixelRatioF(), largest))
        scale = zoom * self.devicePixelRatioF()
        return zoom, width / 2 - (left + right) / 2 * scale, height / 2 - (top + bottom) / 2 * scale

    def _allowed(self, zoom: float) -> float:
        smallest = 1e-5
        if self.scene is not None and self.scene.drawing.count:
            left, top, right, bottom = self.scene.drawing.layout.bounds
            smallest = min(
                0.25, 0.4 * self.width() / (right - left + 1), 0.4 * self.height() / (bottom - top + 1)
            )
        return float(min(MAX_ZOOM, max(zoom, smallest, 1e-6)))

    def _zoom_to(self, zoom: float, at: QPointF) -> None:
        ratio = self.devicePixelRatioF()
        x, y = at.x() * ratio, at.y() * ratio
        factor = zoom / self._zoom
        self._set_view(zoom, x - (x - self._x) * factor, y - (y - self._y) * factor)

    def _set_view(self, zoom: float, x: float, y: float) -> None:
        self._zoom, self._x, self._y = zoom, x, y
        self.update()
        self.view_moved.emit()

    def _stop(self) -> None:
        self._aim, self._flight, self._speed = None, None, (0.0, 0.0)
        self._motion.stop()

    @property
    def is_moving(self) -> bool:
        """Whether the picture is still gliding."""
        return self._motion.isActive()

    def _move_on(self) -> None:
        if self._flight is not None:
            begun, start, aim = self._flight
            part = min(1.0, (time.perf_counter() - begun) / 0.28)
            eased = 1 - (1 - part) ** 3
            if part >= 1:
                self._flight = None
                self._set_view(*aim)
            else:  # zoom grows evenly by factors, and the middle of the screen travels straight
                self._set_view(*_between(start, aim, eased, *self._device_size()))
        elif self._aim is not None:
            zoom, at = self._aim
            step = zoom / self._zoom
            if abs(step - 1) < 0.01:
                self._aim = None
                self._zoom_to(zoom, at)
            else:
                self._zoom_to(self._zoom * step**0.38, at)
        elif abs(self._speed[0]) + abs(self._speed[1]) > 0.6:
            self.pan_by(*self._speed)
            self._speed = (self._speed[0] * 0.9, self._speed[1] * 0.9)
        else:
            self._motion.stop()

    def _device_size(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    # --- finding nodes -----------------------------------------------------------------------

    def node_at(self, at: QPointF) -> int:
        """The node whose shape or text is under a point of the widget; -1 if none."""
        if self.scene is None or not self.scene.drawing.count:
            return -1
        ratio = self.devicePixelRatioF()
        x = (at.x() * ratio - self._x) / self.viewport.scale
        y = (at.y() * ratio - self._y) / self.viewport.scale
        layout = self.scene.drawing.layout
        reach = self.scene.reach
        slack = 5 / self._zoom
        near = np.flatnonzero(
            (np.abs(layout.x - x) < NODE_RADIUS * 1.4 + slack)
            & (np.abs(layout.y - y) < NODE_RADIUS * 1.4 + slack)
        )
        if len(near):
            best = near[np.argmin(np.hypot(layout.x[near] - x, layout.y[near] - y))]
            return int(layout.node[best])
        if self._zoom >= NAMES_FROM:
            inside = (reach[:, 0] <= x) & (x <= reach[:, 2]) & (reach[:, 1] <= y) & (y <= reach[:, 3])
            found = np.flatnonzero(inside)
            if len(found):
                return int(layout.node[found[-1]])
        return -1

    def place_of(self, node: int) -> QPointF | None:
        """Where a visible node is in the widget."""
        return self._place(node)

    def _position(self, node: int) -> int:
        return -1 if self.scene is None else self.scene.drawing.position(node)

    def _place(self, node: int) -> QPointF | None:
        position = self._position(node)
        if position < 0:
            return None
        ratio = self.devicePixelRatioF()
        layout = self.scene.drawing.layout
        return QPointF(
            float(layout.x[position]) * self._zoom + self._x / ratio,
            float(layout.y[position]) * self._zoom + self._y / ratio,
        )


def _between(
    start: tuple[float, float, float], aim: tuple[float, float, float], part: float, width: int, height: int
) -> tuple[float, float, float]:
    """A view between two views: zoom by even factors, the world point in the middle along a line."""
    zoom = start[0] * (aim[0] / start[0]) ** part
    middle = []
    for axis, size in ((1, width), (2, height)):
        first, last = (size / 2 - start[axis]) / start[0], (size / 2 - aim[axis]) / aim[0]
        # Weighted by zoom, so that the aim does not race across the screen when zooming in.
        weight = (
            part if abs(aim[0] - start[0]) < 1e-9 else (1 / start[0] - 1 / zoom) / (1 / start[0] - 1 / aim[0])
        )
        middle.append(first + (last - first) * weight)
    return zoom, width / 2 - middle[0] * zoom, height / 2 - middle[1] * zoom
