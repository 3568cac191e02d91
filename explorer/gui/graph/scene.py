"""A graph picture ready to paint: colours and pens worked out once, in any thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from explorer.analysis.graph_edges import MOST_STEMS, OWNER, SHARED, SLOT
from explorer.analysis.graph_layout import NODE_RADIUS
from explorer.checkpoints.roles import ROLE_CODE
from explorer.gui.graph.geometry import Geometry, geometry_of
from explorer.gui.graph.grid_index import Floats, Places
from explorer.report.graph_colours import Colouring
from explorer.report.graph_drawing import GraphDrawing
from explorer.report.palette import Palette, mix

Bools = npt.NDArray[np.bool_]
DIMMED = 0.78  # how far filtered nodes fade towards the canvas


def rgb(colour: str) -> int:
    """ "#RRGGBB" as 0xffRRGGBB."""
    return 0xFF000000 | int(colour[1:7], 16)


@dataclass(frozen=True)
class GraphScene:
    """What the canvas paints. `fill` and `line_colour` are 0xffRRGGBB."""

    drawing: GraphDrawing
    colouring: Colouring
    palette: Palette
    geometry: Geometry
    dimmed: Bools  # [m] filtered out by the legend
    absent: Bools  # [m] not there on this side of a pair: a faint dotted outline, without its edges
    fill: npt.NDArray[np.uint32]  # [m]
    line_colour: npt.NDArray[np.uint32]  # [lines]
    lost: Bools | None = None  # [k] edges that are not there on this side, though both of their ends are
    missing: Bools | None = None  # [n] nodes, in sight or not, that are not there on this side of a pair

    @property
    def reach(self) -> Floats:
        """[m, 4] each node and its text, for culling and clicking."""
        return self.geometry.reach

    @property
    def edge_colour(self) -> str:
        """Child edges: quiet, yet 3:1."""
        return self.palette.as_mark(mix(self.palette.muted, self.palette.canvas, 0.25))

    @property
    def slot_colour(self) -> str:
        """Slot edges."""
        return self.palette.role("slot")

    @cached_property
    def edge_is_dashed(self) -> Bools:
        """[k] slot edges are dashed, also where a container lists the slot as its child."""
        edges = self.drawing.edges
        role = self.drawing.graph.role[self.drawing.layout.node[edges.target]]
        result: Bools = (edges.kind == SLOT) | (edges.kind == OWNER)
        result |= (edges.kind == SHARED) & (role == ROLE_CODE["slot"])
        return result

    @cached_property
    def edge_is_absent(self) -> Bools:
        """[k] edges that are not there on this side, or begin or end at a node that is not."""
        edges = self.drawing.edges
        result: Bools = self.absent[edges.source] | self.absent[edges.target]
        return result if self.lost is None else result | self.lost

    @cached_property
    def edge_lost_stem(self) -> Bools:
        """[k] edges that are there, while one whose stem they share is not: they have to draw it themselves."""
        edges, absent = self.drawing.edges, self.edge_is_absent
        lost, stem = np.zeros(len(edges.kind), np.bool_), edges.continues.copy()
        for _ in range(MOST_STEMS if absent.any() else 0):
            on_stem = np.flatnonzero(stem >= 0)
            lost[on_stem] |= absent[stem[on_stem]]
            stem[on_stem] = edges.continues[stem[on_stem]]
        result: Bools = lost & ~absent
        return result

    def child_count(self, node: int) -> int:
        """How many children a node has on this side; one that it lists twice counts twice."""
        children = [child for _, child in self.drawing.graph.children(node)]
        if self.missing is None or not children:
            return len(children)
        return 0 if self.missing[node] else int((~self.missing[children]).sum())

    def touching(self, position: int) -> Places:
        """Edges that begin or end at a node."""
        numbers, ends = self.geometry.curves_of
        first, last = np.searchsorted(ends, [position, position + 1])
        found = numbers[first:last]
        return found[~self.edge_is_absent[found]]

    def node_at(self, x: float, y: float, *, slack: float, with_texts: bool) -> int:
        """The node whose shape (or, asked for, text) is at a point of the drawing; -1 if none."""
        layout = self.drawing.layout
        radius = NODE_RADIUS * 1.4 + slack
        around = self.geometry.node_grid.touching(x - radius, y - radius, x + radius, y + radius)
        distance_x, distance_y = np.abs(layout.x[around] - x), np.abs(layout.y[around] - y)
        near = np.flatnonzero((distance_x < radius) & (distance_y < radius))
        if len(near):
            return int(layout.node[around[near[np.argmin(np.hypot(distance_x[near], distance_y[near]))]]])
        if with_texts:
            reach = self.reach[around]
            inside = (reach[:, 0] <= x) & (x <= reach[:, 2]) & (reach[:, 1] <= y) & (y <= reach[:, 3])
            found = around[inside]
            if len(found):
                return int(layout.node[found[-1]])
        return -1

    def nodes_in(self, left: float, top: float, right: float, bottom: float) -> frozenset[int]:
        """Node ids whose middle lies in a rectangle of the drawing."""
        layout = self.drawing.layout
        around = self.geometry.node_grid.touching(left, top, right, bottom)
        x, y = layout.x[around], layout.y[around]
        inside = (x >= left) & (x <= right) & (y >= top) & (y <= bottom) & ~self.absent[around]
        return frozenset(layout.node[around[inside]].tolist())


def make_scene(
    drawing: GraphDrawing,
    colouring: Colouring,
    palette: Palette,
    hidden: frozenset[int] = frozenset(),
    absent: Bools | None = None,
    missing: Bools | None = None,
    lost: Bools | None = None,
) -> GraphScene:
    """Prepare arrays.

    Args:
        drawing: what to paint.
        colouring: its categories.
        palette: the theme.
        hidden: the legend's categories that were switched off.
        absent: [m] nodes that are not there on this side of a pair; None: all are there.
        missing: [n] the same of all nodes of the graph, in sight or not.
        lost: [k] edges that are not there on this side, though both of their ends are; None: all are there.
    """
    count = drawing.layout.count
    table = np.array([rgb(entry.colour) for entry in colouring.entries] + [rgb(colouring.quiet)], np.uint32)
    off = np.zeros(len(table), np.bool_)
    off[list(hidden)] = True
    faded = np.array(
        [rgb(mix(f"#{c & 0xFFFFFF:06X}", palette.canvas, DIMMED)) for c in table.tolist()], np.uint32
    )
    geometry = geometry_of(drawing)
    quiet, orange = (
        rgb(mix(palette.muted, palette.canvas, 0.45)),
        rgb(mix(palette.role("slot"), palette.canvas, 0.25)),
    )
    scene = GraphScene(
        drawing=drawing,
        colouring=colouring,
        palette=palette,
        geometry=geometry,
        dimmed=off[colouring.code],
        absent=np.zeros(count, np.bool_) if absent is None else absent,
        fill=np.where(off, faded, table)[colouring.code],
        line_colour=np.where(geometry.line_is_slot, np.uint32(orange), np.uint32(quiet)),
        missing=missing,
        lost=lost,
    )
    geometry.prepare()
    return scene
