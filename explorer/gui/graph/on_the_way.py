"""A scene with nodes in sight away from their places, texts and edges with them: one moment of a glide after another."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np

from explorer.analysis.graph_edges import GraphEdges
from explorer.analysis.graph_layout import GraphLayout
from explorer.gui.graph.grid_index import Floats, Places
from explorer.gui.graph.scene import GraphScene

MOST_STEMS = 64  # followed from stem to stem; further ones only bend a little otherwise on the way


def places_of(layout: GraphLayout, positions: Places) -> Floats:
    """[k, 2]"""
    return np.stack([layout.x[positions], layout.y[positions]], axis=1)


class OnTheWay:
    """A scene whose nodes in sight are elsewhere; the arrays are copied once and written anew for each moment."""

    def __init__(self, scene: GraphScene, nodes: Places, other: Floats, lines: Places | None = None) -> None:
        """`nodes` come from or go to their `other` places; with `lines`, texts and edges go along."""
        drawing, layout, edges = scene.drawing, scene.drawing.layout, scene.drawing.edges
        self._nodes, self._lines, self._still = nodes, lines, layout
        self._way = other - places_of(layout, nodes)
        self._layout = replace(layout, x=layout.x.copy(), y=layout.y.copy())
        self._curve = edges.curve
        if lines is not None:
            self._shift = np.zeros((layout.count, 2))
            self._layout = replace(
                self._layout,
                label_box=layout.label_box.copy(),
                line=layout.line.copy() if len(lines) else layout.line,
            )
            if len(edges.curve):
                edges = replace(edges, curve=edges.curve.copy())
        self._edges = edges
        self._scene = replace(scene, drawing=replace(drawing, layout=self._layout, edges=edges))

    @cached_property
    def _along(self) -> Floats:
        """[c, 4] how far along its edge each point of a segment is: from the source's way to the target's, evenly."""
        edges = self._edges
        edge, before = edges.edge_of_segment, _borrowed_before(edges)
        count = (np.diff(edges.first) + before)[edge]
        within = np.arange(len(edges.curve)) - edges.first[:-1][edge] + before[edge]
        along: Floats = (within[:, None] + np.arange(4) / 3) / count[:, None]
        return along

    def at(self, part: float) -> GraphScene:
        """So much of the way towards the other places."""
        nodes, lines, still, moved = self._nodes, self._lines, self._still, self._layout
        way = self._way * part
        moved.x[nodes], moved.y[nodes] = still.x[nodes] + way[:, 0], still.y[nodes] + way[:, 1]
        if lines is None:
            return self._scene
        moved.label_box[nodes] = still.label_box[nodes] + np.tile(way, 2)
        self._shift[nodes] = way
        if len(lines):
            moved.line[lines] = still.line[lines] + np.tile(self._shift[still.line_child[lines]], 2)
        edges = self._edges
        if len(self._curve):
            edge, along = edges.edge_of_segment, self._along
            for axis in (0, 1):
                source, target = self._shift[edges.source, axis][edge], self._shift[edges.target, axis][edge]
                ways = source[:, None] * (1 - along) + target[:, None] * along
                edges.curve[:, axis::2] = self._curve[:, axis::2] + ways
        return self._scene


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
