"""Nodes on their way from one drawing to the next: who glides, who grows out of a node, who shrinks into one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from explorer.analysis.graph_edges import GraphEdges
from explorer.gui.graph.curve_painter import paint_curves
from explorer.gui.graph.grid_index import Floats, Places
from explorer.gui.graph.levels import NAMES_FROM
from explorer.gui.graph.node_painter import NodePainter
from explorer.gui.graph.painter import paint_lines
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.sight import MOST_CURVES, World
from explorer.gui.graph.viewport import Viewport
from explorer.gui.theme import qcolor

GLIDE_S = 0.22
MOST_GLIDING = 1_500  # nodes in sight; more of them cross-fade instead
NO_LINES = np.zeros(0, np.int64)
MOST_STEMS = 64  # followed from stem to stem; further ones only bend a little otherwise on the way
SMALLEST = 0.25  # of its size, when a node begins to grow


@dataclass(frozen=True)
class Glide:
    """The way from one scene to the next one of the same graph."""

    before: GraphScene
    after: GraphScene
    start: Floats  # [m after, 2] where each node of the new drawing comes from
    end: Floats  # [m before, 2] where each node of the old drawing goes to
    staying: Places  # positions in the new drawing of nodes in sight that were there before
    growing: Places  # in the new drawing
    vanishing: Places  # in the old drawing

    @cached_property
    def arriving(self) -> Places:
        """Nodes in sight of the new drawing."""
        return np.concatenate([self.staying, self.growing])

    @cached_property
    def lines(self) -> Places:
        """Lines of a wrapped drawing that lead to them."""
        seen = np.zeros(self.after.drawing.count, np.bool_)
        seen[self.arriving] = True
        return np.flatnonzero(seen[self.after.drawing.layout.line_child])

    def scene(self, part: float) -> GraphScene:
        """The new scene with its nodes and edges on their way, 0 to 1; colours and numbers as they will be."""
        return _moved(self.after, self.start, 1 - part, self.arriving, self.lines)

    def paint(self, image: QImage, nodes: NodePainter, viewport: Viewport, part: float) -> None:
        """Paint the whole picture of a moment."""
        painter = QPainter(image)
        painter.fillRect(QRect(0, 0, image.width(), image.height()), qcolor(self.after.palette.canvas))
        leaving = _moved(self.before, self.end, part, self.vanishing, NO_LINES)
        painter.setOpacity(1 - part)
        nodes.shapes(painter, leaving, viewport, self.vanishing, 1 - (1 - SMALLEST) * part)
        scene = self.scene(part)
        self._edges(painter, scene, viewport, part)
        painter.setOpacity(1.0)
        nodes.shapes(painter, scene, viewport, self.staying)
        nodes.rings(painter, scene, viewport, self.staying)
        if viewport.zoom >= NAMES_FROM:
            nodes.texts(painter, scene, viewport, self.staying)
        painter.setOpacity(part)
        nodes.shapes(painter, scene, viewport, self.growing, SMALLEST + (1 - SMALLEST) * part)
        if viewport.zoom >= NAMES_FROM:
            nodes.texts(painter, scene, viewport, self.growing)
        painter.end()

    def _edges(self, painter: QPainter, scene: GraphScene, viewport: Viewport, part: float) -> None:
        count, edges = scene.drawing.count, scene.drawing.edges
        is_staying, is_seen = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
        is_staying[self.staying] = True
        is_seen[self.staying] = is_seen[self.growing] = True
        if scene.drawing.layout.is_wrapped:
            painter.setOpacity(
                part * part
            )  # right angles bend on the way: they come in as they fall into place
            paint_lines(painter, scene, viewport, self.lines)
        drawn = np.flatnonzero(~scene.edge_is_absent)
        source, target = edges.source[drawn], edges.target[drawn]
        staying = is_staying[source] & is_staying[target]
        others = (is_seen[source] | is_seen[target]) & ~staying
        old, new = self.before.drawing.layout, self.after.drawing.layout
        # Ways that were drawn otherwise, or in right angles, come in only as they fall into place.
        alike = not new.is_wrapped and (old.is_wrapped, old.orientation) == (False, new.orientation)
        for chosen, opacity in ((staying, 1.0 if alike else part * part), (others, part * part)):
            painter.setOpacity(opacity)
            few = int(chosen.sum()) < 100
            paint_curves(painter, scene, viewport, drawn[chosen][:MOST_CURVES], fineness=0 if few else 1)


def glide_between(before: GraphScene, after: GraphScene, views: tuple[World, World]) -> Glide | None:
    """How the nodes get from one drawing of a graph to the next.

    Args:
        before: what is on the screen.
        after: what is to be; of the same graph.
        views: the part of the drawing in sight before and after.

    Returns:
        None if nothing in sight moves, or too much of it.
    """
    old, new = before.drawing, after.drawing
    if len(old.layout.index) != len(new.layout.index):
        return None
    old_places = np.stack([old.layout.x, old.layout.y], axis=1)
    new_places = np.stack([new.layout.x, new.layout.y], axis=1)
    come_from = _standing_in(old.layout.index, old.hidden_in, new.layout.node)
    go_to = _standing_in(new.layout.index, new.hidden_in, old.layout.node)
    start = np.where((come_from >= 0)[:, None], old_places[come_from], new_places)
    end = np.where((go_to >= 0)[:, None], new_places[go_to], old_places)
    was_there = old.layout.index[new.layout.node] >= 0
    will_be_there = new.layout.index[old.layout.node] >= 0
    seen = _in_sight(start, views[0]) | _in_sight(new_places, views[1])
    leaving = np.flatnonzero(~will_be_there & (_in_sight(old_places, views[0]) | _in_sight(end, views[1])))
    staying, growing = np.flatnonzero(seen & was_there), np.flatnonzero(seen & ~was_there)
    if len(staying) + len(growing) + len(leaving) > MOST_GLIDING:
        return None
    if not len(growing) and not len(leaving) and np.allclose(start[staying], new_places[staying], atol=0.5):
        return None
    return Glide(before, after, start, end, staying, growing, leaving)


def _standing_in(index: np.ndarray, hidden_in: np.ndarray, nodes: np.ndarray) -> np.ndarray:
    """[k] the position of each node, or of the one that hides it, in the other drawing; -1 if neither."""
    holder = hidden_in[nodes]
    return np.where(index[nodes] >= 0, index[nodes], np.where(holder >= 0, index[holder], -1))


def _in_sight(places: Floats, view: World) -> np.ndarray:
    left, top, right, bottom = view
    return (places[:, 0] > left) & (places[:, 0] < right) & (places[:, 1] > top) & (places[:, 1] < bottom)


def _moved(scene: GraphScene, other: Floats, part: float, nodes: Places, lines: Places) -> GraphScene:
    """A scene with some nodes so much of the way towards their other places; texts and edges go along."""
    drawing, layout, edges = scene.drawing, scene.drawing.layout, scene.drawing.edges
    way = np.zeros((layout.count, 2))
    way[nodes] = (other[nodes] - np.stack([layout.x[nodes], layout.y[nodes]], axis=1)) * part
    way_x, way_y = way[:, 0], way[:, 1]
    label_box, line = layout.label_box.copy(), layout.line
    label_box[nodes] += np.tile(way[nodes], 2)
    if len(lines):
        line = line.copy()
        line[lines] += np.tile(way[layout.line_child[lines]], 2)
    curve = edges.curve
    if len(curve):
        edge = edges.edge_of_segment
        before = _borrowed_before(edges)
        count = (np.diff(edges.first) + before)[edge]
        within = np.arange(len(curve)) - edges.first[:-1][edge] + before[edge]
        # From the source's way to the target's, evenly along the edge.
        along = (within[:, None] + np.arange(4) / 3) / count[:, None]
        source, target = edges.source[edge], edges.target[edge]
        curve = curve.copy()
        for axis, way in ((0, way_x), (1, way_y)):
            curve[:, axis::2] += way[source][:, None] * (1 - along) + way[target][:, None] * along
    moved = replace(layout, x=layout.x + way_x, y=layout.y + way_y, label_box=label_box, line=line)
    return replace(scene, drawing=replace(drawing, layout=moved, edges=replace(edges, curve=curve)))


def _borrowed_before(edges: GraphEdges) -> Places:
    """[k] segments on each edge's way that belong to others, before its own."""
    borrowed = np.where(edges.continues >= 0, edges.borrowed, 0).astype(np.int64)
    above, total = edges.continues, borrowed.copy()
    for _ in range(MOST_STEMS):
        has_more = above >= 0
        if not has_more.any():
            break
        total[has_more] += borrowed[above[has_more]]
        above = np.where(has_more, edges.continues[above], -1)
    return total
