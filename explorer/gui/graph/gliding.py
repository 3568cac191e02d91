"""Nodes on their way from one drawing to the next: who glides, who grows out of a node, who shrinks into one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from explorer.gui.graph.curve_painter import paint_curves
from explorer.gui.graph.grid_index import Floats, Places
from explorer.gui.graph.levels import NAMES_FROM
from explorer.gui.graph.node_painter import NodePainter
from explorer.gui.graph.on_the_way import OnTheWay, places_of
from explorer.gui.graph.painter import paint_lines
from explorer.gui.graph.scene import Bools, GraphScene
from explorer.gui.graph.sight import MOST_CURVES, World
from explorer.gui.graph.viewport import Viewport
from explorer.gui.theme import qcolor
from explorer.report.graph_drawing import GraphDrawing

GLIDE_S = 0.22
MOST_GLIDING = 1_500  # nodes in sight; more of them cross-fade instead
SMALLEST = 0.25  # of its size, when a node begins to grow


@dataclass(frozen=True)
class Glide:
    """The way from one scene to the next one of the same graph."""

    before: GraphScene
    after: GraphScene
    staying: Places  # positions in the new drawing of nodes in sight that were there before
    growing: Places  # in the new drawing
    vanishing: Places  # in the old drawing
    start: Floats  # [staying and growing, 2] where each of them comes from
    end: Floats  # [vanishing, 2] where each of them goes to

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

    @cached_property
    def _coming(self) -> OnTheWay:
        return OnTheWay(self.after, self.arriving, self.start, self.lines)

    @cached_property
    def _leaving(self) -> OnTheWay:
        return OnTheWay(self.before, self.vanishing, self.end)

    def scene(self, part: float) -> GraphScene:
        """The new scene with its nodes and edges on their way, 0 to 1; colours and numbers as they will be.

        Good until the next moment is asked for, which is written into the same arrays.
        """
        return self._coming.at(1 - part)

    def paint(self, image: QImage, nodes: NodePainter, viewport: Viewport, part: float) -> None:
        """Paint the whole picture of a moment."""
        with QPainter(image) as painter:
            self._paint(painter, QRect(0, 0, image.width(), image.height()), nodes, viewport, part)

    def _paint(
        self, painter: QPainter, region: QRect, nodes: NodePainter, viewport: Viewport, part: float
    ) -> None:
        painter.fillRect(region, qcolor(self.after.palette.canvas))
        if len(self.vanishing):
            painter.setOpacity(1 - part)
            leaving = self._leaving.at(part)
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
    old_places, new_places = old.layout, new.layout
    was_there = old_places.index[new_places.node] >= 0
    will_be_there = new_places.index[old_places.node] >= 0
    # Few nodes are in sight, and few come or go, of all there are: only theirs are followed to the other drawing.
    old_seen = np.flatnonzero(_in_sight(old_places.x, old_places.y, views[0]) & will_be_there)
    seen = _in_sight(new_places.x, new_places.y, views[1])
    seen[new_places.index[old_places.node[old_seen]]] = True
    staying = np.flatnonzero(seen & was_there)
    growing, growing_from = _appearing(new, old, np.flatnonzero(~was_there), seen, views[0])
    seen = _in_sight(old_places.x, old_places.y, views[0])
    leaving, leaving_to = _appearing(old, new, np.flatnonzero(~will_be_there), seen, views[1])
    if len(staying) + len(growing) + len(leaving) > MOST_GLIDING:
        return None
    come_from = places_of(old_places, old_places.index[new_places.node[staying]])
    comes_or_goes = len(growing) or len(leaving)
    if not comes_or_goes and np.allclose(come_from, places_of(new_places, staying), atol=0.5):
        return None
    start = np.concatenate([come_from, growing_from])
    return Glide(before, after, staying, growing, leaving, start, leaving_to)


def _appearing(
    drawing: GraphDrawing, other: GraphDrawing, positions: Places, seen: Bools, view: World
) -> tuple[Places, Floats]:
    """Which of the nodes that only one drawing shows can be seen in either, and their places in the other.

    That is where the node which hides it there stands; its own place where none does.
    """
    holder = other.hidden_in[drawing.layout.node[positions]]
    at = np.where(holder >= 0, other.layout.index[holder], -1)
    places = np.where((at >= 0)[:, None], places_of(other.layout, at), places_of(drawing.layout, positions))
    chosen = seen[positions] | _in_sight(places[:, 0], places[:, 1], view)
    return positions[chosen], places[chosen]


def _in_sight(x: Floats, y: Floats, view: World) -> Bools:
    left, top, right, bottom = view
    inside: Bools = x > left
    inside &= x < right
    inside &= y > top
    inside &= y < bottom
    return inside
