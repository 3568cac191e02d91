"""A widget that looks at a drawing: zoomed around a point, shifted, flown to a node, gliding on after a drag."""

from __future__ import annotations

import math
import time

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtWidgets import QStyle, QWidget

from explorer.gui.graph.levels import NAMES_FROM
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.viewport import Viewport

MAX_ZOOM = 8.0
FIT_MARGIN = 28  # px
FRAME_MS = 16
FLIGHT_S = 0.28
ZOOM_HALF_LIFE_S = 0.024  # of what is left of the way to the wheel's aim
GLIDE_HALF_LIFE_S = 0.105  # of the speed after a quick drag
SLOWEST = 24.0  # px a second; a slower glide ends
View = tuple[float, float, float]  # logical zoom, device offset


class MovingView(QWidget):
    """Knows where things are; paints nothing, hears no mouse."""

    view_moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene: GraphScene | None = None
        self._zoom, self._x, self._y = 1.0, 0.0, 0.0  # logical zoom; device offset
        self._fitted = True  # keep everything in sight until the reader moves
        self._speed = (0.0, 0.0)  # px a second
        self._aim: tuple[float, QPointF] | None = None  # zoom to reach, around which point
        self._flight: tuple[float, float, View, View] | None = None  # begin, seconds, from, to
        self._flown = 1.0  # how much of the way, eased
        self._linked: MovingView | None = None
        self._is_following = False
        self._ticked = 0.0
        self._wants_motion: bool | None = None
        self._motion = QTimer(self)
        self._motion.setTimerType(Qt.TimerType.PreciseTimer)
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

    @property
    def reduced_motion(self) -> bool:
        """Whether everything jumps to its place: as set here, else as the platform wishes."""
        if self._wants_motion is not None:
            return not self._wants_motion
        return self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0

    @reduced_motion.setter
    def reduced_motion(self, reduced: bool) -> None:
        self._wants_motion = not reduced

    @property
    def _can_move(self) -> bool:
        return self.isVisible() and not self.reduced_motion

    def world_rect(self) -> QRectF:
        """The part of the drawing that is in sight."""
        view = self.viewport
        left, top, right, bottom = view.world(QRect(0, 0, *self._device_size()))
        return QRectF(left, top, right - left, bottom - top)

    def link(self, other: MovingView | None) -> None:
        """Let two views show the same place at the same zoom, whichever is moved; None parts them."""
        if self._linked is not None and self._linked is not other:
            self._linked._linked = None
        self._linked = other
        if other is not None:
            other._linked = self
            self._lead()

    def fit(self) -> None:
        """Everything in sight; at most 115 %."""
        self._stop()
        self._fitted = True
        if self.scene is not None and self.scene.drawing.count:
            self._set_view(*self._view_for(self.scene.drawing.layout.bounds, 1.15))

    def zoom_by(self, factor: float, at: QPointF | None = None, *, smooth: bool = True) -> None:
        """Zoom around a point of the widget (default: its middle)."""
        centre = at or QPointF(self.width() / 2, self.height() / 2)
        aim = self._allowed((self._aim[0] if self._aim else self._zoom) * factor)
        self._stop()
        self._fitted = False
        if smooth and self._can_move:
            self._aim = (aim, centre)
            self._start_motion()
        else:
            self._zoom_to(aim, centre)

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
        self._set_view(self._zoom, round(width / 2 - x * scale), round(height / 2 - y * scale))

    def show_node(self, node: int, *, closer: bool = False, fly: bool = True) -> None:
        """Bring a node into sight; with `closer`, its whole block fills the view."""
        position = self._position(node)
        if position < 0 or self.scene is None:
            return
        layout = self.scene.drawing.layout
        if closer:
            self._go(self._view_for(tuple(layout.block[position].tolist()), 1.6), fly)
            return
        place = self._place(node)
        inside = QRectF(self.rect()).adjusted(40, 40, -120, -60)
        if place is not None and inside.contains(place) and self._zoom >= NAMES_FROM:
            return
        zoom = max(self._zoom, 0.8)
        scale = zoom * self.devicePixelRatioF()
        width, height = self._device_size()
        x, y = float(layout.x[position]), float(layout.y[position])
        self._go((zoom, round(width / 2 - x * scale), round(height / 2 - y * scale)), fly)

    def show_nodes(self, nodes: frozenset[int], *, fly: bool = True) -> None:
        """Fill the view with some nodes and their texts."""
        positions = [position for position in map(self._position, nodes) if position >= 0]
        if self.scene is None or not positions:
            return
        reach = self.scene.reach[np.array(positions)]
        left, top = reach[:, :2].min(0).tolist()
        right, bottom = reach[:, 2:].max(0).tolist()
        self._go(self._view_for((left, top, right, bottom), 1.6), fly)

    def _go(self, aim: View, fly: bool) -> None:
        self._stop()
        self._fitted = False
        if fly and self._can_move:
            self._fly(aim, FLIGHT_S)
        else:
            self._set_view(*aim)

    def _fly(self, aim: View, seconds: float) -> None:
        self._flight = (time.perf_counter(), seconds, (self._zoom, self._x, self._y), aim)
        self._flown = 0.0
        self._start_motion()

    def _view_for(self, bounds: tuple[float, ...], largest: float) -> View:
        left, top, right, bottom = bounds
        width, height = self._device_size()
        margin = FIT_MARGIN * self.devicePixelRatioF()
        scale = min(
            (width - 2 * margin) / max(right - left, 1.0), (height - 2 * margin) / max(bottom - top, 1.0)
        )
        zoom = self._allowed(min(scale / self.devicePixelRatioF(), largest))
        scale = zoom * self.devicePixelRatioF()
        return (
            zoom,
            round(width / 2 - (left + right) / 2 * scale),
            round(height / 2 - (top + bottom) / 2 * scale),
        )

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
        self._lead()

    def _lead(self) -> None:
        """Take the linked view along: the same zoom, the same place in the middle."""
        other = self._linked
        if other is None or self._is_following:
            return
        width, height = self._device_size()
        other_width, other_height = other._device_size()
        scale = self.viewport.scale
        x, y = (width / 2 - self._x) / scale, (height / 2 - self._y) / scale
        scale = self._zoom * other.devicePixelRatioF()
        other._is_following = True
        other._stop()
        other._fitted = self._fitted
        other._set_view(self._zoom, round(other_width / 2 - x * scale), round(other_height / 2 - y * scale))
        other._is_following = False

    # --- motion ------------------------------------------------------------------------------

    def _stop(self) -> None:
        self._aim, self._flight, self._speed = None, None, (0.0, 0.0)
        self._motion.stop()

    def _start_motion(self) -> None:
        if self._linked is not None:
            self._linked._stop()  # of two linked views the one that was moved last goes on
        self._ticked = time.perf_counter()
        self._motion.start()

    def _glide_on(self, speed_x: float, speed_y: float) -> None:
        """Let the picture run on at so many pixels a second, slowing down."""
        if self._can_move:
            self._speed = (speed_x, speed_y)
            self._start_motion()

    @property
    def is_moving(self) -> bool:
        """Whether the picture is still gliding."""
        return self._motion.isActive()

    def _move_on(self) -> None:
        now = time.perf_counter()
        # A late tick must not throw the picture across the screen.
        elapsed, self._ticked = min(now - self._ticked, 0.1), now
        if self._flight is not None:
            begun, seconds, start, aim = self._flight
            part = min(1.0, (now - begun) / seconds)
            self._flown = eased(part)
            if part >= 1:
                self._stop()
                self._set_view(*aim)
            else:  # zoom grows evenly by factors, and the middle of the screen travels straight
                self._set_view(*_between(start, aim, self._flown, *self._device_size()))
        elif self._aim is not None:
            zoom, at = self._aim
            step = zoom / self._zoom
            if abs(step - 1) < 0.01:
                self._aim = None
                self._zoom_to(zoom, at)
            else:
                self._zoom_to(self._zoom * step ** (1 - 0.5 ** (elapsed / ZOOM_HALF_LIFE_S)), at)
        elif math.hypot(*self._speed) > SLOWEST:
            x, y = self._speed
            self.pan_by(x * elapsed, y * elapsed)
            left = 0.5 ** (elapsed / GLIDE_HALF_LIFE_S)
            self._speed = (x * left, y * left)
        else:
            self._stop()

    def _device_size(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    # --- finding nodes -----------------------------------------------------------------------

    def to_world(self, at: QPointF) -> tuple[float, float]:
        """A point of the widget in the drawing."""
        ratio, scale = self.devicePixelRatioF(), self.viewport.scale
        return (at.x() * ratio - self._x) / scale, (at.y() * ratio - self._y) / scale

    def node_at(self, at: QPointF) -> int:
        """The node whose shape or text is under a point of the widget; -1 if none."""
        if self.scene is None or not self.scene.drawing.count:
            return -1
        return self.scene.node_at(
            *self.to_world(at), slack=5 / self._zoom, with_texts=self._zoom >= NAMES_FROM
        )

    def nodes_in(self, rect: QRectF) -> frozenset[int]:
        """The nodes whose middle lies in a rectangle of the widget."""
        if self.scene is None or not self.scene.drawing.count:
            return frozenset()
        return self.scene.nodes_in(*self.to_world(rect.topLeft()), *self.to_world(rect.bottomRight()))

    def place_of(self, node: int) -> QPointF | None:
        """Where a visible node is in the widget."""
        return self._place(node)

    def _position(self, node: int) -> int:
        return -1 if self.scene is None else self.scene.drawing.position(node)

    def _place(self, node: int) -> QPointF | None:
        position = self._position(node)
        if position < 0 or self.scene is None:
            return None
        ratio = self.devicePixelRatioF()
        layout = self.scene.drawing.layout
        return QPointF(
            float(layout.x[position]) * self._zoom + self._x / ratio,
            float(layout.y[position]) * self._zoom + self._y / ratio,
        )


def eased(part: float) -> float:
    """Quick at first, coming to rest: 0 to 1."""
    return 1 - (1 - part) ** 3


def _between(start: View, aim: View, part: float, width: int, height: int) -> View:
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
