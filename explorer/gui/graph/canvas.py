"""The graph itself: one widget that paints arrays, moved by mouse, wheel and keys.

Panning shifts the last frame, so its cost does not depend on how much the graph holds; zooming paints
anew. Panning glides on after a quick drag, zooming eases towards the wheel's aim at the cursor.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from explorer.gui.graph.canvas_input import CanvasInput
from explorer.gui.graph.canvas_message import paint_message
from explorer.gui.graph.kept_frame import KeptFrame
from explorer.gui.graph.marks import Marks, paint_marks
from explorer.gui.graph.names import paint_names
from explorer.gui.graph.painter import BLOCKS_BELOW, GraphPainter
from explorer.gui.graph.scene import GraphScene
from explorer.gui.theme import current_palette, qcolor

Sparks = Callable[[Sequence[int]], Mapping[int, np.ndarray]]


class GraphCanvas(CanvasInput):
    """Paints a `GraphScene`.

    `sparks`, where set, is asked for the small histograms (counts) of the variables in sight at high
    zoom; what it does not know yet it leaves out, and calls `refresh` once it does.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("graph_canvas")
        self.setAccessibleName("Object graph")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 120)
        self.message = self.heading = ""
        self.matches: np.ndarray = np.zeros(0, np.int32)  # node ids found by the search
        self.sparks: Sparks | None = None
        self.frame_s: list[float] = []  # how long the last frames took; for benchmarks
        self._notes: Mapping[int, str] = {}
        self._painter = GraphPainter()
        self._frame = KeptFrame(self._painter)

    # --- content -----------------------------------------------------------------------------

    def set_scene(
        self,
        scene: GraphScene | None,
        *,
        keep: int = -1,
        same_graph: bool = False,
        animate: bool = False,
    ) -> None:
        """Show another scene; node `keep` stays where it is on the screen, and everything if the graph is the same.

        With `animate` the nodes glide from their old to their new places; any input ends that.
        """
        before = self._place(keep) if keep >= 0 else None
        self._stop()
        self.scene = scene
        self._frame.forget()
        if not same_graph:
            self.selected, self.pointed, self.chosen = -1, -1, frozenset()
            self._fitted = True
        if before is not None and not self._fitted:
            after = self._place(keep)
            if after is not None:
                self._x += round((before.x() - after.x()) * self.devicePixelRatioF())
                self._y += round((before.y() - after.y()) * self.devicePixelRatioF())
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

    @property
    def notes(self) -> Mapping[int, str]:
        """The reader's notes by node id, shown as pins."""
        return self._notes

    @notes.setter
    def notes(self, notes: Mapping[int, str]) -> None:
        self._notes = dict(notes)
        self.update()

    def select(self, node: int) -> None:
        """Mark a node as the primary one; no `node_chosen`."""
        if node != self.selected:
            self.selected = node
            self.setAccessibleDescription(self.describe(node))
            self.update()
        if node not in self.chosen and (node >= 0 or self.chosen):
            self.chosen = frozenset((node,)) if node >= 0 else frozenset()
            self.chosen_changed.emit(self.chosen)

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
        if self.scene.absent[position]:
            parts.append("not in this checkpoint")
        if node in self._notes:
            parts.append(f"note: {self._notes[node]}")
        return ", ".join(part for part in parts if part)

    def refresh(self) -> None:
        """Paint everything anew (colours or histograms changed)."""
        self._frame.forget()
        self.update()

    # --- Qt ----------------------------------------------------------------------------------

    def paintEvent(self, event) -> None:
        begun = time.perf_counter()
        painter = QPainter(self)
        if self.scene is None or not self.scene.drawing.count:
            paint_message(painter, self.rect(), self.heading, self.message)
            return
        view = self.viewport
        painter.drawImage(0, 0, self._frame.refreshed(self.scene, view, self._device_size()))
        marks = Marks(
            self.pointed, self.selected, self.chosen, self.matches, self.searching, self._notes, self._band
        )
        paint_marks(painter, self._painter, self.scene, view.logical, self.size(), marks)
        if self._zoom < BLOCKS_BELOW:
            paint_names(painter, self.scene, view.logical, self.rect())
        if self.hasFocus():
            painter.setPen(QPen(qcolor(current_palette().accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        self.frame_s.append(time.perf_counter() - begun)
        del self.frame_s[:-2000]

    def resizeEvent(self, event) -> None:
        if self._fitted:
            self.fit()
        self.view_moved.emit()
