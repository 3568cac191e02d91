"""The graph itself: one widget that paints arrays, moved by mouse, wheel and keys.

Panning shifts the last frame, so its cost does not depend on how much the graph holds; zooming paints
anew. Panning glides on after a quick drag, zooming eases towards the wheel's aim at the cursor.
"""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from explorer.analysis.graph_layout import NODE_RADIUS, TEXT_OFFSET
from explorer.gui.graph.kept_frame import KeptFrame
from explorer.gui.graph.moving import FRAME_MS, MovingView
from explorer.gui.graph.names import paint_names
from explorer.gui.graph.painter import BLOCKS_BELOW, GraphPainter, Viewport
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.walking import neighbour
from explorer.gui.theme import current_palette, qcolor, ui_font, with_alpha

WHEEL_STEP = 1.25  # zoom per notch
PAN_STEP = 80  # px per arrow key
HOVER_MS = 350
_COMMANDS = {Qt.Key.Key_H: "helpers", Qt.Key.Key_L: "turn", Qt.Key.Key_C: "colours"}


class GraphCanvas(MovingView):
    """Paints a `GraphScene`; tells which node is meant, decides nothing."""

    node_chosen = Signal(int)  # node id; -1: none
    fold_asked = Signal(int)  # double click or Enter on a node
    menu_asked = Signal(int, QPoint)  # node id or -1, global position
    hovered = Signal(int, QPoint)  # node id or -1, position in the canvas
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
        self.message = self.heading = ""
        self.selected = -1  # node id
        self.pointed = -1  # node id under the mouse
        self.matches: np.ndarray = np.zeros(0, np.int32)  # node ids found by the search
        self.searching = False
        self.frame_s: list[float] = []  # how long the last frames took; for benchmarks
        self._painter = GraphPainter()
        self._frame = KeptFrame(self._painter)
        self._press: QPointF | None = None
        self._press_offset = (0.0, 0.0)
        self._moved = False
        self._trail: list[tuple[float, QPointF]] = []
        self._hover = QTimer(self)
        self._hover.setSingleShot(True)
        self._hover.setInterval(HOVER_MS)
        self._hover.timeout.connect(self._tell_hover)

    # --- content -----------------------------------------------------------------------------

    def set_scene(self, scene: GraphScene | None, *, keep: int = -1, same_graph: bool = False) -> None:
        """Show another scene; node `keep` stays where it is on the screen, and everything if the graph is the same."""
        before = self._place(keep) if keep >= 0 else None
        self.scene = scene
        self._frame.forget()
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

    def set_message(self, message: str, *, heading: str = "") -> None:
        """A sentence in place of the graph, and what it comes down to above it."""
        self.message, self.heading = message, heading
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

    # --- painting ----------------------------------------------------------------------------

    def _paint_message(self, painter: QPainter) -> None:
        palette = current_palette()
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        room = self.rect().adjusted(48, 40, -48, -40)
        lines = [
            (self.heading, ui_font(15, bold=True), palette.text),
            (self.message, ui_font(), palette.muted),
        ]
        boxes = [QFontMetrics(font).boundingRect(room, flags, text) for text, font, _ in lines]
        gap = 12 if self.heading else 0
        heights = [boxes[0].height() if self.heading else 0, boxes[1].height()]
        room.setTop(room.center().y() - (sum(heights) + gap) // 2)
        for (text, font, colour), height in zip(lines, heights, strict=True):
            painter.setFont(font)
            painter.setPen(qcolor(colour))
            painter.drawText(room, flags, text)
            room.setTop(room.top() + height + gap)

    def paintEvent(self, event) -> None:
        begun = time.perf_counter()
        painter = QPainter(self)
        palette = current_palette()
        if self.scene is None or not self.scene.drawing.count:
            painter.fillRect(self.rect(), qcolor(palette.canvas))
            self._paint_message(painter)
            return
        painter.drawImage(0, 0, self._frame.refreshed(self.scene, self.viewport, self._device_size()))
        self._paint_marks(painter)
        if self._zoom < BLOCKS_BELOW:
            paint_names(painter, self.scene, self._logical_view(), self.rect())
        if self.hasFocus():
            painter.setPen(QPen(qcolor(palette.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        self.frame_s.append(time.perf_counter() - begun)
        del self.frame_s[:-2000]

    def _logical_view(self) -> Viewport:
        ratio = self.devicePixelRatioF()
        return Viewport(self._zoom, self._x / ratio, self._y / ratio, 1.0)

    def _paint_marks(self, painter: QPainter) -> None:
        """What changes without a new frame: matches, the pointed and the chosen node with their edges."""
        scene, palette = self.scene, current_palette()
        layout = scene.drawing.layout
        logical = self._logical_view()
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
        node = neighbour(self.scene.drawing, self.selected, key)
        if node == self.selected:
            self.fold_asked.emit(node)
        else:
            self._choose(node)

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
        self._frame.forget()
        self.update()
