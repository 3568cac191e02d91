"""The graph itself: one widget that paints arrays, moved by mouse, wheel and keys.

Panning shifts the last frame, so its cost does not depend on how much the graph holds; zooming paints
anew. Panning glides on after a quick drag, zooming eases towards the wheel's aim at the cursor.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from explorer.gui.focus_ring import RING
from explorer.gui.graph.canvas_input import CanvasInput
from explorer.gui.graph.canvas_message import paint_message
from explorer.gui.graph.gliding import GLIDE_S, Glide, glide_between
from explorer.gui.graph.grid_index import Places
from explorer.gui.graph.kept_frame import KeptFrame
from explorer.gui.graph.levels import NAMES_FROM
from explorer.gui.graph.looking import View
from explorer.gui.graph.marks import Marks, folded_matches, paint_marks
from explorer.gui.graph.names import paint_names
from explorer.gui.graph.own_words import counts_told
from explorer.gui.graph.painter import GraphPainter
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.sight import World, undrawn_edges
from explorer.gui.graph.spark_painter import Sparks
from explorer.gui.language import tr
from explorer.gui.theme import current_palette, qcolor
from explorer.report.numbers import format_count

COUNT_MS = 120  # the view is at rest
CANNOT_PAINT = "This picture could not be painted. Another step or another folding may be."
NO_MATCHES = (np.zeros(0, np.int64), np.zeros(0, np.int64))


class GraphCanvas(CanvasInput):
    """Paints a `GraphScene`.

    `sparks`, where set, is asked for the small histograms (counts) of the variables in sight at high
    zoom; what it does not know yet it leaves out, and calls `refresh` once it does.
    """

    undrawn_changed = Signal(int)  # another number of edges in sight is left out

    def __init__(self, parent: QWidget | None = None) -> None:
        self._glide: Glide | None = None  # to another scene, while its nodes are on their way
        self._fading: QImage | None = None  # the picture before, where they are too many
        super().__init__(parent)
        self.setObjectName("graph_canvas")
        self.setAccessibleName(tr("Object graph"))
        self.setProperty(RING, True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 120)
        self.message = self.heading = ""
        self.matches: np.ndarray = np.zeros(0, np.int32)  # node ids found by the search
        self.sparks: Sparks | None = None
        self.frame_s: list[float] = []  # how long the last frames took; for benchmarks
        self.undrawn_edges = 0  # in sight, left out of the picture
        self._folded: tuple[Places, Places] | None = None  # matches inside folded nodes
        self._notes: Mapping[int, str] = {}
        self._painter = GraphPainter()
        self._frame = KeptFrame(self._painter)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(COUNT_MS)
        self._counting.timeout.connect(self._count_undrawn)
        self.view_moved.connect(self._counting.start)

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
        self._stop()
        before, view = self.scene, (self._zoom, self._x, self._y)
        sight = self.viewport.world(QRect(0, 0, *self._device_size()))
        kept = self._place(keep) if keep >= 0 else None
        self.scene, self._folded = scene, None
        if not same_graph:
            self.selected, self.pointed, self.chosen = -1, -1, frozenset()
            self._fitted = True
        elif scene is not None:  # nodes that only another side has may be gone
            count = scene.drawing.graph.node_count
            self.pointed = self.pointed if self.pointed < count else -1
            self.chosen = self._there(self.chosen)
        if kept is not None and not self._fitted:
            after = self._place(keep)
            if after is not None:
                self._x += round((kept.x() - after.x()) * self.devicePixelRatioF())
                self._y += round((kept.y() - after.y()) * self.devicePixelRatioF())
        elif self._fitted:
            self.fit()
        if animate and same_graph and before is not None and scene is not None and self._can_move:
            self._set_off(before, scene, view, sight)
        self._frame.forget()
        self.update()
        self.view_moved.emit()

    def _set_off(self, before: GraphScene, scene: GraphScene, view: View, sight: World) -> None:
        """Let the nodes glide from where they were, or the old picture fade where they are too many."""
        if before.drawing is scene.drawing:
            return
        aim = (self._zoom, self._x, self._y)
        there = self.viewport.world(QRect(0, 0, *self._device_size()))
        self._glide = glide_between(before, scene, (sight, there))
        if self._glide is not None:
            self._zoom, self._x, self._y = view
        else:
            self._fading = self._frame.picture()
        self._fly(aim, GLIDE_S)

    def _stop(self) -> None:
        """A glide that is ended is at its end."""
        glide, flight = self._glide, self._flight
        self._glide = self._fading = None
        super()._stop()
        if glide is not None and flight is not None:
            self._zoom, self._x, self._y = flight[3]
            self._frame.forget()
            self.update()

    def set_message(self, message: str, *, heading: str = "") -> None:
        """A sentence in place of the graph, and what it comes down to above it."""
        self.message, self.heading = tr(message), tr(heading)
        self.update()

    def set_matches(self, nodes: np.ndarray, searching: bool) -> None:
        """Mark what the search found; everything else steps back."""
        self.matches, self.searching, self._folded = nodes, searching, None
        self.update()

    def _folded_matches(self) -> tuple[Places, Places]:
        if self._folded is None and self.scene is not None:
            self._folded = folded_matches(self.scene, np.asarray(self.matches, np.int64))
        return self._folded or NO_MATCHES

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
        parts = [f"{drawing.label[position]}, {tr(role)}", counts_told(drawing.detail[position])]
        if children := self.scene.child_count(node):
            parts.append(tr("1 child" if children == 1 else f"{format_count(children)} children"))
        if self.scene.absent[position]:
            parts.append(tr("not in this checkpoint"))
        if node in self._notes:
            parts.append(tr(f"note: {self._notes[node]}"))
        return ", ".join(part for part in parts if part)

    def refresh(self) -> None:
        """Paint everything anew (colours or histograms changed)."""
        self._frame.forget()
        self.update()

    def _count_undrawn(self) -> None:
        """Once the view is at rest: tell how many edges in sight the picture leaves out."""
        count = 0
        if self.scene is not None:
            self.scene.geometry.settle()
        if self.scene is not None and self.scene.drawing.count and self._glide is None:
            count = undrawn_edges(self.scene, self.viewport, self._device_size(), self._painter.sight)
        if count != self.undrawn_edges:
            self.undrawn_edges = count
            self.undrawn_changed.emit(count)

    # --- Qt ----------------------------------------------------------------------------------

    def paintEvent(self, event) -> None:
        begun = time.perf_counter()
        painter = QPainter(self)
        try:
            self._paint(painter)
        except Exception:  # nothing may leave this, least of all with a painter at work
            sys.excepthook(*sys.exc_info())
            self._frame.forget()
            painter.end()
            painter.begin(self)  # as it was at first, whatever the fault left it in
            paint_message(painter, self.rect(), "", tr(CANNOT_PAINT))
        finally:
            painter.end()
        self.frame_s.append(time.perf_counter() - begun)
        del self.frame_s[:-2000]

    def _paint(self, painter: QPainter) -> None:
        if self.scene is None or not self.scene.drawing.count:
            paint_message(painter, self.rect(), self.heading, self.message)
            return
        view, size = self.viewport, self._device_size()
        self._painter.sparks = self._asked_sparks if self.sparks is not None else None
        scene = self.scene
        if self._glide is not None:
            scene = self._glide.scene(self._flown)
            painter.drawImage(0, 0, self._frame.gliding(self._glide, self._flown, view, size))
        else:
            painter.drawImage(0, 0, self._frame.refreshed(scene, view, size))
        if self._fading is not None:
            painter.setOpacity(1 - self._flown)
            painter.drawImage(0, 0, self._fading)
            painter.setOpacity(1.0)
        marks = Marks(
            self.pointed, self.selected, self.chosen, self.matches, self.searching, self._notes, self._band,
            self._folded_matches() if self.searching else NO_MATCHES,
        )  # fmt: skip
        paint_marks(painter, scene, view.logical, self.size(), marks)
        if self._zoom < NAMES_FROM:
            paint_names(painter, scene, view.logical, self.rect())
        if self.hasFocus():
            painter.setPen(QPen(qcolor(current_palette().accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _asked_sparks(self, nodes: Sequence[int]) -> Mapping[int, np.ndarray]:
        """Small histograms; after a fault, which is told, the picture does without them."""
        try:
            return self.sparks(nodes) if self.sparks is not None else {}
        except Exception:
            self.sparks = None
            sys.excepthook(*sys.exc_info())
            return {}

    def resizeEvent(self, event) -> None:
        if self._fitted:
            self.fit()
        self.view_moved.emit()
