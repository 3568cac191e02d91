"""How a view of a drawing moves: zoomed around a point, shifted, flown to a node, gliding on after a drag."""

from __future__ import annotations

import math
import time

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtWidgets import QStyle, QWidget

from explorer.gui.graph.levels import BLOCKS_BELOW, FEW_NODES, SHAPES_FROM
from explorer.gui.graph.looking import FIT_MARGIN, LookingView, View
from explorer.gui.theme import text_percent

FRAME_MS = 16
FLIGHT_S = 0.28
ZOOM_HALF_LIFE_S = 0.024  # of what is left of the way to the wheel's aim
GLIDE_HALF_LIFE_S = 0.105  # of the speed after a quick drag
SLOWEST = 24.0  # px a second; a slower glide ends


class MovingView(LookingView):
    """Gets from view to view; paints nothing, hears no mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speed = (0.0, 0.0)  # px a second
        self._aim: tuple[float, QPointF] | None = None  # zoom to reach, around which point
        self._flight: tuple[float, float, View, View] | None = None  # begin, seconds, from, to
        self._flown = 1.0  # how much of the way, eased
        self._ticked = 0.0
        self._wants_motion: bool | None = None
        self._motion = QTimer(self)
        self._motion.setTimerType(Qt.TimerType.PreciseTimer)
        self._motion.setInterval(FRAME_MS)
        self._motion.timeout.connect(self._move_on)

    # --- view --------------------------------------------------------------------------------

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

    def fit(self) -> None:
        """Everything in sight; at most 115 %, of large texts as much more."""
        self._stop()
        self._fitted = True
        if self.scene is not None and self.scene.drawing.count:
            self._set_view(*self._view_for(self.scene.drawing.layout.bounds, 1.15 * text_percent() / 100))

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
        # What fits the view as a whole may stay where it is: its margins are as narrow.
        inside = QRectF(self.rect()).adjusted(FIT_MARGIN, FIT_MARGIN, -3 * FIT_MARGIN, -FIT_MARGIN)
        named_from = SHAPES_FROM if self.scene.drawing.count <= FEW_NODES else BLOCKS_BELOW
        if place is not None and inside.contains(place) and self._zoom >= named_from:
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

    def _zoom_to(self, zoom: float, at: QPointF) -> None:
        ratio = self.devicePixelRatioF()
        x, y = at.x() * ratio, at.y() * ratio
        factor = zoom / self._zoom
        self._set_view(zoom, x - (x - self._x) * factor, y - (y - self._y) * factor)

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
