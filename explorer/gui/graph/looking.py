"""A widget that looks at a drawing at some zoom and place, alone or linked with another, and finds nodes in it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Signal
from PySide6.QtWidgets import QWidget

from explorer.gui.graph.levels import NAMES_FROM
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.viewport import Viewport

MAX_ZOOM = 8.0
FIT_MARGIN = 14  # px
View = tuple[float, float, float]  # logical zoom, device offset


class LookingView(QWidget):
    """Knows what is in sight, and where nodes are; how it gets from one view to another is `MovingView`."""

    view_moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene: GraphScene | None = None
        self._zoom, self._x, self._y = 1.0, 0.0, 0.0  # logical zoom; device offset
        self._fitted = True  # keep everything in sight until the reader moves
        self._linked: LookingView | None = None
        self._is_following = False

    def _stop(self) -> None:
        """End whatever moves by itself."""
        raise NotImplementedError

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

    def link(self, other: LookingView | None) -> None:
        """Let two views show the same place at the same zoom, whichever is moved; None parts them."""
        if self._linked is not None and self._linked is not other:
            self._linked._linked = None
        self._linked = other
        if other is not None:
            other._linked = self
            self._lead()

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
