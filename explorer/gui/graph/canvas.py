"""The graph itself: one widget that paints arrays, moved by mouse, wheel and keys.

The last frame is kept. Panning shifts it and paints only the uncovered strips, so its cost does
not depend on how much the graph holds; zooming paints anew. Panning glides on after a quick drag,
zooming eases towards the wheel's aim at the cursor.
"""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from explorer.analysis.graph_layout import HALF_BLOCK, LEFT_RIGHT, LINE_HEIGHT, NODE_RADIUS, TEXT_OFFSET
from explorer.gui.graph.painter import BLOCKS_BELOW, NAMES_FROM, GraphPainter, Viewport
from explorer.gui.graph.scene import GraphScene
from explorer.gui.theme import current_palette, qcolor, ui_font, with_alpha

MAX_ZOOM = 4.0
FIT_MARGIN = 28  # px
WHEEL_STEP = 1.25  # zoom per notch
FRAME_MS = 16
PAN_STEP = 80  # px per arrow key
MAX_OVERVIEW_NAMES = 90
NAMED_FROM_AFAR = 300  # nodes: so few are named one by one, as far as there is room
HOVER_MS = 350
_COMMANDS = {Qt.Key.Key_H: "helpers", Qt.Key.Key_L: "turn", Qt.Key.Key_C: "colours"}


class GraphCanvas(QWidget):
    """Paints a `GraphScene`; tells which node is meant, decides nothing."""

    node_chosen = Signal(int)  # node id; -1: none
    fold_asked = Signal(int)  # double click or Enter on a node
    menu_asked = Signal(int, QPoint)  # node id or -1, global position
    hovered = Signal(int, QPoint)  # node id or -1, position in the canvas
    view_moved = Signal()
    next_match_asked = Signal(bool)  # forward
    command_asked = Signal(str)  # "helpers", "turn", "colours", "unfold": what the view does, by key

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("graph_canvas")
        self.setAccessibleName("Object graph")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 120)
        self.scene: GraphScene | None = None
        self.message = ""
        self.selected = -1  # node id
        self.pointed = -1  # node id under the mouse
        self.matches: np.ndarray = np.zeros(0, np.int32)  # node ids found by the search
        self.searching = False
        self.frame_s: list[float] = []  # how long the last frames took; for benchmarks
        self._painter = GraphPainter()
        self._zoom, self._x, self._y = 1.0, 0.0, 0.0  # logical zoom; device offset
        self._frame: QImage | None = None
        self._spare: QImage | None = None
        self._frame_view: Viewport | None = None
        self._fitted = True  # keep everything in sight until the reader moves
        self._press: QPointF | None = None
        self._press_offset = (0.0, 0.0)
        self._moved = False
        self._trail: list[tuple[float, QPointF]] = []
        self._speed = (0.0, 0.0)
        self._aim: tuple[float, QPointF] | None = None  # zoom to reach, around which point
        self._flight: tuple[float, tuple[float, float, float], tuple[float, float, float]] | None = None
        self._motion = QTimer(self)
        self._motion.setInterval(FRAME_MS)
        self._motion.timeout.connect(self._move_on)
        self._hover = QTimer(self)
        self._hover.setSingleShot(True)
        self._hover.setInterval(HOVER_MS)
        self._hover.timeout.connect(self._tell_hover)

    # --- content -----------------------------------------------------------------------------

    def set_scene(self, scene: GraphScene | None, *, keep: int = -1, same_graph: bool = False) -> None:
        """Show another scene; node `keep` stays where it is on the screen, and everything if the graph is the same."""
        before = self._place(keep) if keep >= 0 else None
        self.scene = scene
        self._frame = None
        self._stop()
        if not same_graph:
            self.selected, self.pointed = -1, -1
            self._fitted = True
        if before is not None and not self._fitted:
            after = self._place(keep)
            if after is not None:
                self._x += (before.x() - after.x()) * self.devicePixelRatioF()
                self._y += (before.y() - after.y()) * self.devicePixelRatioF()
        elif self._fitted:
            self.fit()
        self.update()
        self.view_moved.emit()

    def set_message(self, message: str) -> None:
        """A sentence in place of the graph."""
        self.message = message
        self.update()

    def set_matches(self, nodes: np.ndarray, searching: bool) -> None:
        """Mark what the search found; everything else steps back."""
        self.matches, self.searching = nodes, searching
        self.update()

    def select(self, node: int) -> None:
        """Mark a node; no signal."""
        if node != self.selected:
            self.selected = node
            self.setAccessibleDescription(self.describe(node))
            self.update()

    def describe(self, node: int) -> str:
        """A node in words, for screen readers."""
        position = self._position(node)
        if self.scene is None or position < 0:
            return ""
        drawing = self.scene.drawing
        role = drawing.graph.role_name(node)
        parts = [f"{drawing.label[position]}, {role}", drawing.detail[position]]
        parts += (
            [f"{drawing.graph.children(node).__len__()} children"] if drawing.graph.children(node) else []
        )
        return ", ".join(part for part in parts if part)

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

    # --- painting ----------------------------------------------------------------------------

    def _device_size(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def paintEvent(self, event) -> None:
        begun = time.perf_counter()
        painter = QPainter(self)
        palette = current_palette()
        if self.scene is None or not self.scene.drawing.count:
            painter.fillRect(self.rect(), qcolor(palette.canvas))
            painter.setPen(qcolor(palette.muted))
            painter.drawText(
                self.rect().adjusted(40, 40, -40, -40),
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                self.message,
            )
            return
        self._refresh_frame()
        painter.drawImage(0, 0, self._frame)
        self._paint_marks(painter)
        if self._zoom < BLOCKS_BELOW:
            self._paint_names(painter)
        if self.hasFocus():
            painter.setPen(QPen(qcolor(palette.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        self.frame_s.append(time.perf_counter() - begun)
        del self.frame_s[:-2000]

    def _refresh_frame(self) -> None:
        """Shift the last frame where only the offset changed by whole pixels, paint what is new."""
        view, (width, height) = self.viewport, self._device_size()
        old, frame = self._frame_view, self._frame
        whole = QRect(0, 0, width, height)
        if frame is None or old is None or frame.width() != width or frame.height() != height:
            frame = self._frame = QImage(width, height, QImage.Format.Format_RGB32)
            self._spare = QImage(
                width, height, QImage.Format.Format_RGB32
            )  # panning writes into it, then they swap
            dirty = [whole]
        elif old == view:
            return
        else:
            right, down = view.x - old.x, view.y - old.y
            shift_x, shift_y = round(right), round(down)
            only_moved = (
                old.scale == view.scale and abs(right - shift_x) < 1e-6 and abs(down - shift_y) < 1e-6
            )
            if only_moved and abs(shift_x) < width and abs(shift_y) < height:
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
            self._painter.paint(frame, region, self.scene, view)
        frame.setDevicePixelRatio(view.ratio)
        self._frame_view = view

    def _paint_marks(self, painter: QPainter) -> None:
        """What changes without a new frame: matches, the pointed and the chosen node with their edges."""
        scene, palette = self.scene, current_palette()
        layout = scene.drawing.layout
        ratio = self.devicePixelRatioF()
        logical = Viewport(self._zoom, self._x / ratio, self._y / ratio, 1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        radius = max(NODE_RADIUS * self._zoom, 2.0)
        for node in (self.pointed, self.selected):
            position = self._position(node)
            if position >= 0 and self._zoom > 0.1:
                self._painter.curves(painter, scene, logical, scene.touching(position)[:200], chosen=True)
        if self.searching and len(self.matches):
            positions = layout.index[self.matches]
            positions = positions[positions >= 0]
            x, y = layout.x[positions] * self._zoom + logical.x, layout.y[positions] * self._zoom + logical.y
            inside = (x > -20) & (x < self.width() + 20) & (y > -20) & (y < self.height() + 20)
            painter.setPen(QPen(qcolor(palette.accent), 2))
            painter.setBrush(with_alpha(palette.accent, 0.18))
            ring = radius + 4
            for at_x, at_y in zip(x[inside][:800].tolist(), y[inside][:800].tolist(), strict=True):
                painter.drawEllipse(QPointF(at_x, at_y), ring, ring)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for node, width in ((self.pointed, 1.5), (self.selected, 2.5)):
            place = self._place(node)
            if place is None:
                continue
            painter.setPen(QPen(qcolor(palette.accent), width))
            # Between the node and its label, which begins TEXT_OFFSET beside the node's middle.
            ring = min(
                radius + 3.5 + width, max(TEXT_OFFSET * self._zoom - width / 2 - 1.5, radius + width / 2)
            )
            painter.drawEllipse(place, ring, ring)

    def _paint_names(self, painter: QPainter) -> None:
        """Names of the big containers, kept inside the view while their block is."""
        scene, palette = self.scene, current_palette()
        if scene.drawing.count <= NAMED_FROM_AFAR:
            self._paint_all_names(painter)
            return
        ratio = self.devicePixelRatioF()
        block = scene.drawing.layout.block
        chosen = scene.containers[:6000]
        scaled = block[chosen] * self._zoom + np.array([self._x, self._y] * 2) / ratio
        big = (scaled[:, 2] - scaled[:, 0] > 72) & (scaled[:, 3] - scaled[:, 1] > 24)
        big &= (
            (scaled[:, 2] > 0)
            & (scaled[:, 0] < self.width())
            & (scaled[:, 3] > 0)
            & (scaled[:, 1] < self.height())
        )
        painter.setFont(ui_font(11, bold=True))
        metrics = painter.fontMetrics()
        background, text_colour = with_alpha(palette.canvas, 0.86), qcolor(palette.text)
        painter.setPen(text_colour)
        layout, labels = scene.drawing.layout, scene.drawing.label
        across = layout.orientation == LEFT_RIGHT
        beside = ((HALF_BLOCK if across else NODE_RADIUS + 4) + TEXT_OFFSET - 2) * self._zoom
        within = max(0.0, (LINE_HEIGHT / 2 + 1 if across else HALF_BLOCK) * self._zoom - 8)
        # A name keeps inside its block, so only those of the blocks around it can be in its way.
        taken: dict[int, tuple[float, float]] = {}
        for position, (left, top, right, bottom) in zip(
            chosen[big][: 3 * MAX_OVERVIEW_NAMES].tolist(), scaled[big].tolist(), strict=False
        ):
            if position == 0:
                continue
            # Beside the node, or at the edge of the view once the node has left it.
            x = max(left + beside, 4.0)
            y = max(top + within, 2.0)
            text = labels[position]
            width = metrics.horizontalAdvance(text)
            if width > right - x - 6:
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(right - x - 6))
                width = metrics.horizontalAdvance(text)
            if len(text) < 3 or y + 16 > bottom + 2:
                continue
            above, free = int(layout.parent[position]), True
            while above > 0 and free:
                other = taken.get(above)
                free = other is None or x > other[0] or abs(y - other[1]) >= 16
                above = int(layout.parent[above])
            if not free:
                continue
            taken[position] = (x + width + 4, y)
            painter.fillRect(QRectF(x - 3, y, width + 7, 16), background)
            painter.drawText(QPointF(x, y + 12), text)
            if len(taken) >= MAX_OVERVIEW_NAMES:
                break

    def _paint_all_names(self, painter: QPainter) -> None:
        """A small drawing seen from afar: as many names as find room, upper levels first."""
        scene, palette = self.scene, current_palette()
        layout = scene.drawing.layout
        painter.setFont(ui_font(11))
        metrics = painter.fontMetrics()
        taken: list[QRectF] = []
        for position in range(layout.count):
            place = self._place(int(layout.node[position]))
            if not self.rect().contains(place.toPoint()):
                continue
            text = scene.drawing.label[position]
            box = QRectF(
                place.x() + NODE_RADIUS * self._zoom + 3,
                place.y() - 8,
                metrics.horizontalAdvance(text) + 4,
                16,
            )
            if any(box.intersects(other) for other in taken):
                continue
            taken.append(box)
            painter.fillRect(box, with_alpha(palette.canvas, 0.8))
            painter.setPen(qcolor(palette.muted if scene.dimmed[position] else palette.text))
            painter.drawText(QPointF(box.left() + 1, place.y() + 4), text)

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

    # --- mouse -------------------------------------------------------------------------------

    def mousePressEvent(self, event) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._stop()
            self._press, self._moved = event.position(), False
            self._press_offset = (self._x, self._y)
            self._trail = [(time.perf_counter(), event.position())]
            self._leave_hover()

    def mouseMoveEvent(self, event) -> None:
        if self._press is None:
            node = self.node_at(event.position())
            if node != self.pointed:
                self.pointed = node
                self.hovered.emit(-1, QPoint())
                self.setCursor(Qt.CursorShape.PointingHandCursor if node >= 0 else Qt.CursorShape.ArrowCursor)
                self.update()
            self._hover_at = event.position().toPoint()
            self._hover.start()
            return
        way = event.position() - self._press
        if not self._moved and abs(way.x()) + abs(way.y()) > 4:
            self._moved = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._moved:
            self._fitted = False
            ratio = self.devicePixelRatioF()
            self._trail = [*self._trail[-5:], (time.perf_counter(), event.position())]
            x, y = self._press_offset
            self._set_view(self._zoom, x + round(way.x() * ratio), y + round(way.y() * ratio))

    def mouseReleaseEvent(self, event) -> None:
        if self._press is None:
            return
        self._press = None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if not self._moved:
            if event.button() == Qt.MouseButton.LeftButton:
                self.node_chosen.emit(self.node_at(event.position()))
            return
        begun, start = self._trail[0]
        elapsed = time.perf_counter() - begun
        if time.perf_counter() - self._trail[-1][0] < 0.05 and elapsed > 0.005:
            factor = FRAME_MS / 1000 / elapsed
            way = event.position() - start
            self._speed = (way.x() * factor, way.y() * factor)
            self._motion.start()

    def mouseDoubleClickEvent(self, event) -> None:
        node = self.node_at(event.position())
        if node >= 0:
            self.fold_asked.emit(node)
        else:
            self.zoom_by(1.8, event.position())

    def wheelEvent(self, event) -> None:
        delta = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan_by(delta.y() or delta.x(), 0)
        elif delta.y():
            self.zoom_by(WHEEL_STEP ** (delta.y() / 120), event.position())
        elif delta.x():
            self.pan_by(delta.x(), 0)
        event.accept()

    def contextMenuEvent(self, event) -> None:
        by_mouse = event.reason() == event.Reason.Mouse
        node = self.node_at(QPointF(event.pos())) if by_mouse else self.selected
        place = self._place(node)
        at = event.globalPos() if by_mouse or place is None else self.mapToGlobal(place.toPoint())
        if by_mouse and node >= 0:
            self.node_chosen.emit(node)
        self.menu_asked.emit(node, at)

    def leaveEvent(self, event) -> None:
        if self.pointed >= 0:
            self.pointed = -1
            self.update()
        self._leave_hover()

    def _leave_hover(self) -> None:
        self._hover.stop()
        self.hovered.emit(-1, QPoint())

    def _tell_hover(self) -> None:
        if self.pointed >= 0 and self._press is None:
            self.hovered.emit(self.pointed, self._hover_at)

    # --- keys --------------------------------------------------------------------------------

    def keyPressEvent(self, event) -> None:
        key, modifiers = event.key(), event.modifiers()
        arrows = {
            Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
        }  # fmt: skip
        if key in arrows:
            free = modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
            if free or self._position(self.selected) < 0:
                right, down = arrows[key]
                self.pan_by(right * PAN_STEP, down * PAN_STEP)
            else:
                self._walk(key)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(WHEEL_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / WHEEL_STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_F and not modifiers:
            self.show_node(self.selected if self.selected >= 0 else 0, closer=True)
        elif key == Qt.Key.Key_Home:
            self._choose(0)
        elif key == Qt.Key.Key_F3:
            self.next_match_asked.emit(not modifiers & Qt.KeyboardModifier.ShiftModifier)
        elif key in _COMMANDS and not modifiers:
            self.command_asked.emit(_COMMANDS[Qt.Key(key)])
        elif (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and modifiers & Qt.KeyboardModifier.ShiftModifier
            and not self.searching
        ):
            self.command_asked.emit("unfold")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.searching:
                self.next_match_asked.emit(not modifiers & Qt.KeyboardModifier.ShiftModifier)
            elif self.selected >= 0:
                self.fold_asked.emit(self.selected)
        elif key == Qt.Key.Key_Space and self.selected >= 0:
            self.fold_asked.emit(self.selected)
        elif key == Qt.Key.Key_Escape and self.selected >= 0:
            self.node_chosen.emit(-1)
        else:
            super().keyPressEvent(event)

    def _walk(self, key: int) -> None:
        """Parent, first child, siblings, whichever way the tree lies."""
        layout, position = self.scene.drawing.layout, self._position(self.selected)
        if layout.orientation == LEFT_RIGHT:
            turned = {
                Qt.Key.Key_Left: Qt.Key.Key_Up, Qt.Key.Key_Right: Qt.Key.Key_Down,
                Qt.Key.Key_Up: Qt.Key.Key_Left, Qt.Key.Key_Down: Qt.Key.Key_Right,
            }  # fmt: skip
            key = turned[Qt.Key(key)]
        tree = self.scene.drawing.tree
        parent = int(tree.parent[self.selected])
        if key == Qt.Key.Key_Up:
            self._choose(parent)
            return
        if key == Qt.Key.Key_Down:
            family = [node for node in tree.children_of(self.selected).tolist() if layout.index[node] >= 0]
            if family:
                self._choose(family[0])
            elif self.scene.drawing.inside[position]:
                self.fold_asked.emit(self.selected)
            return
        if parent < 0:
            return
        family = [node for node in tree.children_of(parent).tolist() if layout.index[node] >= 0]
        step = family.index(self.selected) + (1 if key == Qt.Key.Key_Right else -1)
        if 0 <= step < len(family):
            self._choose(family[step])

    def _choose(self, node: int) -> None:
        if node >= 0:
            self.node_chosen.emit(node)
            self.show_node(node)

    # --- Qt ----------------------------------------------------------------------------------

    def resizeEvent(self, event) -> None:
        if self._fitted:
            self.fit()
        self.view_moved.emit()

    def hideEvent(self, event) -> None:
        self._stop()
        self._leave_hover()

    def refresh(self) -> None:
        """Paint everything anew (colours changed)."""
        self._frame = None
        self.update()


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
