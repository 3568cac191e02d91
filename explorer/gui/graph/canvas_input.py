"""What mouse and keys do on the canvas: move it, point at nodes, choose one or several, walk along edges."""

from __future__ import annotations

import time
from collections.abc import Iterable

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from explorer.gui.graph.moving import MovingView
from explorer.gui.graph.walking import first_node, neighbour

WHEEL_STEP = 1.25  # zoom per notch
PAN_STEP = 80  # px per arrow key
HOVER_MS = 350
DRAG_FROM = 4  # px; less is a click
FASTEST = 6_000.0  # px a second; a quicker flick glides no further
_ARROWS = {
    Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
}  # fmt: skip
_COMMANDS = {Qt.Key.Key_H: "helpers", Qt.Key.Key_L: "turn", Qt.Key.Key_C: "colours"}
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class CanvasInput(MovingView):
    """Turns events into moves and signals; tells which nodes are meant, decides nothing."""

    node_chosen = Signal(int)  # node id; -1: none
    chosen_changed = Signal(object)  # frozenset of node ids
    fold_asked = Signal(int)  # double click on a node
    menu_asked = Signal(int, QPoint)  # node id or -1, global position
    hovered = Signal(int, QPoint)  # node id or -1, position in the canvas
    next_match_asked = Signal(bool)  # forward
    command_asked = Signal(str)  # "helpers", "turn", "colours", "fold", "unfold": what the view does, by key

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.selected = -1  # node id, the primary one
        self.chosen: frozenset[int] = frozenset()  # all that are chosen, the primary one among them
        self.pointed = -1  # node id under the mouse
        self.searching = False
        self._press: QPointF | None = None
        self._press_offset = (0.0, 0.0)
        self._moved = False
        self._band: QRectF | None = None  # what a drag with Shift has enclosed
        self._band_kept: frozenset[int] = frozenset()  # chosen before it, with Ctrl
        self._trail: list[tuple[float, QPointF]] = []
        self._hover_at = QPoint()
        self._hover = QTimer(self)
        self._hover.setSingleShot(True)
        self._hover.setInterval(HOVER_MS)
        self._hover.timeout.connect(self._tell_hover)

    # --- choosing ----------------------------------------------------------------------------

    def set_chosen(self, nodes: Iterable[int]) -> None:
        """Choose these nodes; the primary one stays if it is among them, else the first becomes it."""
        chosen = self._there(frozenset(nodes))
        if chosen != self.chosen:
            self.chosen = chosen
            self.update()
            self.chosen_changed.emit(chosen)
        if chosen and self.selected not in chosen:
            self.node_chosen.emit(min(chosen, key=self._position))
        elif not chosen and self.selected >= 0:
            self.node_chosen.emit(-1)

    def _there(self, nodes: frozenset[int]) -> frozenset[int]:
        """Nodes without those that the graph on show does not have."""
        count = self.scene.drawing.graph.node_count if self.scene is not None else 0
        if max(nodes, default=-1) < count:
            return nodes
        return frozenset(node for node in nodes if node < count)

    def _choose_only(self, node: int) -> None:
        chosen = frozenset((node,)) if node >= 0 else frozenset()
        if chosen != self.chosen:
            self.chosen = chosen
            self.update()
            self.chosen_changed.emit(chosen)
        self.node_chosen.emit(node)

    def _toggle(self, node: int) -> None:
        """Add a node to the chosen ones, or take it away."""
        if node < 0:
            return
        if node in self.chosen:
            self.set_chosen(self.chosen - {node})
            return
        self.chosen |= {node}
        self.update()
        self.chosen_changed.emit(self.chosen)
        self.node_chosen.emit(node)

    # --- mouse -------------------------------------------------------------------------------

    def mousePressEvent(self, event) -> None:
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        self._stop()
        self._press, self._moved, self._band = event.position(), False, None
        if event.button() == Qt.MouseButton.LeftButton and event.modifiers() & _SHIFT:
            self._band = QRectF(event.position(), event.position())
            self._band_kept = self.chosen if event.modifiers() & _CONTROL else frozenset()
        self._press_offset = (self._x, self._y)
        self._trail = [(time.perf_counter(), event.position())]
        self._leave_hover()

    def mouseMoveEvent(self, event) -> None:
        at = event.position()
        if self._press is None:
            self._point_at(at)
            return
        way = at - self._press
        if not self._moved and abs(way.x()) + abs(way.y()) > DRAG_FROM:
            self._moved = True
            self.setCursor(
                Qt.CursorShape.ClosedHandCursor if self._band is None else Qt.CursorShape.CrossCursor
            )
        if not self._moved:
            return
        if self._band is not None:
            self._band = QRectF(self._press, at).normalized()
            self.update()
            return
        self._fitted = False
        ratio = self.devicePixelRatioF()
        self._trail = [*self._trail[-5:], (time.perf_counter(), at)]
        x, y = self._press_offset
        self._set_view(self._zoom, x + round(way.x() * ratio), y + round(way.y() * ratio))

    def mouseReleaseEvent(self, event) -> None:
        if self._press is None:
            return
        band, self._band, self._press = self._band, None, None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if self._moved and band is not None:
            self.update()
            self.set_chosen(self._band_kept | self.nodes_in(band))
        elif self._moved:
            self._let_go(event.position())
        elif event.button() == Qt.MouseButton.LeftButton:
            node = self.node_at(event.position())
            if event.modifiers() & (_CONTROL | _SHIFT):
                self._toggle(node)
            else:
                self._choose_only(node)

    def _let_go(self, at: QPointF) -> None:
        """After a quick drag the picture glides on."""
        now = time.perf_counter()
        begun, start = self._trail[0]
        elapsed = now - begun
        if now - self._trail[-1][0] < 0.05 and elapsed > 0:
            way = at - start
            fastest = max(abs(way.x()), abs(way.y())) / elapsed
            factor = min(1.0, FASTEST / max(fastest, 1e-9)) / elapsed
            self._glide_on(way.x() * factor, way.y() * factor)

    def mouseDoubleClickEvent(self, event) -> None:
        node = self.node_at(event.position())
        if node >= 0:
            self.fold_asked.emit(node)
        else:
            self.zoom_by(1.8, event.position())

    def wheelEvent(self, event) -> None:
        delta = event.angleDelta()
        if event.modifiers() & _SHIFT:
            self._stop()
            self.pan_by(delta.y() or delta.x(), 0)
        elif delta.y():
            self.zoom_by(WHEEL_STEP ** (delta.y() / 120), event.position())
        elif delta.x():
            self._stop()
            self.pan_by(delta.x(), 0)
        event.accept()

    def contextMenuEvent(self, event) -> None:
        by_mouse = event.reason() == event.Reason.Mouse
        node = self.node_at(QPointF(event.pos())) if by_mouse else self.selected
        place = self._place(node)
        at = event.globalPos() if by_mouse or place is None else self.mapToGlobal(place.toPoint())
        if by_mouse and node >= 0 and node not in self.chosen:
            self._choose_only(node)
        self.menu_asked.emit(node, at)

    def leaveEvent(self, event) -> None:
        if self.pointed >= 0:
            self.pointed = -1
            self.update()
        self._leave_hover()

    def hideEvent(self, event) -> None:
        self._stop()
        self._leave_hover()

    def _point_at(self, at: QPointF) -> None:
        node = self.node_at(at)
        if node != self.pointed:
            self.pointed = node
            self.hovered.emit(-1, QPoint())
            self.setCursor(Qt.CursorShape.PointingHandCursor if node >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()
        self._hover_at = at.toPoint()
        self._hover.start()

    def _leave_hover(self) -> None:
        self._hover.stop()
        self.hovered.emit(-1, QPoint())

    def _tell_hover(self) -> None:
        if self.pointed >= 0 and self._press is None:
            self.hovered.emit(self.pointed, self._hover_at)

    # --- keys --------------------------------------------------------------------------------

    def keyPressEvent(self, event) -> None:
        key, modifiers = event.key(), event.modifiers()
        control, shift = bool(modifiers & _CONTROL), bool(modifiers & _SHIFT)
        if key in _ARROWS:
            self._stop()
            if control != shift:
                right, down = _ARROWS[Qt.Key(key)]
                self.pan_by(right * PAN_STEP, down * PAN_STEP)
            elif self._position(self.selected) < 0:
                self._begin_to_walk()
            else:
                self._walk(key, adding=control and shift)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(WHEEL_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / WHEEL_STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_F and not modifiers:
            self._show_chosen()
        elif key == Qt.Key.Key_Home:
            self._choose(0)
        elif key == Qt.Key.Key_F3:
            self.next_match_asked.emit(not shift)
        elif key in _COMMANDS and not modifiers:
            self.command_asked.emit(_COMMANDS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and shift and not self.searching:
            self.command_asked.emit("unfold")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.searching:
                self.next_match_asked.emit(not shift)
            else:
                self.command_asked.emit("fold")
        elif key == Qt.Key.Key_Space and control:
            self._toggle(self.selected)
        elif key == Qt.Key.Key_Space:
            self.command_asked.emit("fold")
        else:
            super().keyPressEvent(event)

    def _show_chosen(self) -> None:
        """Zoom to what is chosen: a node with all below it, or several nodes."""
        if len(self.chosen) > 1:
            self.show_nodes(self.chosen)
        else:
            self.show_node(self.selected if self.selected >= 0 else 0, closer=True)

    def _begin_to_walk(self) -> None:
        """Choose a node, so that the next arrow has one to lead from."""
        if self.scene is not None:
            sight = QRectF(self.rect())
            middle = self.to_world(sight.center())
            self._choose(first_node(self.scene.drawing, self.selected, self.nodes_in(sight), *middle))

    def _walk(self, key: int, *, adding: bool) -> None:
        node = neighbour(self.scene.drawing, self.selected, key)
        if node == self.selected:
            self.fold_asked.emit(node)
        elif adding and node >= 0:
            if node not in self.chosen:
                self._toggle(node)
            else:
                self.node_chosen.emit(node)
            self.show_node(node)
        else:
            self._choose(node)

    def _choose(self, node: int) -> None:
        if node >= 0:
            self._choose_only(node)
            self.show_node(node)
