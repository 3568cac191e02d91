"""What the canvas looks up in a drawing whatever its colours: boxes, grids over them, edges by their ends."""

from __future__ import annotations

import weakref
from functools import cached_property

import numpy as np
import numpy.typing as npt

from explorer.analysis.graph_layout import LEFT_RIGHT, NODE_RADIUS
from explorer.checkpoints.roles import ROLE_CODE
from explorer.gui.graph.grid_index import BoxGrid, Floats, Places
from explorer.report.graph_drawing import GraphDrawing

World = tuple[float, float, float, float]
REACH = NODE_RADIUS * 1.7  # of a node's shape with its rims


class Geometry:
    """Worked out once per drawing, on first use and in any thread; shared by its scenes in all colours."""

    def __init__(self, drawing: GraphDrawing) -> None:
        self._drawing = weakref.proxy(drawing)
        self.measured: dict[str, Floats] = {}  # [m] widths of texts, by what they are of

    @cached_property
    def reach(self) -> Floats:
        """[m, 4] each node and its text."""
        layout = self._drawing.layout
        reach = layout.label_box.copy()
        if len(reach):
            np.minimum(reach[:, 0], layout.x - REACH, out=reach[:, 0])
            np.minimum(reach[:, 1], layout.y - REACH, out=reach[:, 1])
            np.maximum(reach[:, 2], layout.x + REACH, out=reach[:, 2])
            np.maximum(reach[:, 3], layout.y + REACH, out=reach[:, 3])
        return reach

    @cached_property
    def has_children(self) -> npt.NDArray[np.bool_]:
        """[m] whether a node has visible children."""
        parent = self._drawing.layout.parent
        result = np.zeros(len(parent), np.bool_)
        result[parent[parent >= 0]] = True
        return result

    @cached_property
    def line_is_slot(self) -> npt.NDArray[np.bool_]:
        """[lines] a line leads to a slot when all it leads to are slots: row and trunk with their last child."""
        drawing = self._drawing
        if not len(drawing.layout.line):
            return np.zeros(0, np.bool_)
        result: npt.NDArray[np.bool_] = (
            drawing.graph.role[drawing.layout.node[drawing.layout.line_child]] == ROLE_CODE["slot"]
        )
        return result

    @cached_property
    def segment_reach(self) -> Floats:
        """[c, 4] each segment of an edge."""
        curve = self._drawing.edges.curve
        x, y = curve[:, 0::2], curve[:, 1::2]
        return np.stack([x.min(1), y.min(1), x.max(1), y.max(1)], axis=1)

    @cached_property
    def curve_reach(self) -> Floats:
        """[k, 4] each edge's own segments, and what joins them to texts; NaN where all of its way belongs to others."""
        edges, boxes = self._drawing.edges, self.segment_reach
        reach = np.full((len(edges.kind), 4), np.nan)
        own = np.diff(edges.first) > 0
        if own.any():
            begin = edges.first[:-1][own]
            reach[own, :2] = np.minimum.reduceat(boxes[:, :2], begin)
            reach[own, 2:] = np.maximum.reduceat(boxes[:, 2:], begin)
        layout = self._drawing.layout
        if not layout.is_wrapped and layout.orientation == LEFT_RIGHT:  # lines begin right behind names
            for x in (layout.x[edges.source], layout.x[edges.target]):
                reach[:, 0] = np.minimum(reach[:, 0], x)
        return reach

    @cached_property
    def containers(self) -> Places:
        """Positions with visible children, the largest block first: named in the overview."""
        block = self._drawing.layout.block
        inner = np.flatnonzero(self.has_children)
        area = (block[inner, 2] - block[inner, 0]) * (block[inner, 3] - block[inner, 1])
        return inner[np.argsort(-area, kind="stable")]

    @cached_property
    def node_grid(self) -> BoxGrid:
        """Over `reach`."""
        return BoxGrid(self.reach)

    @cached_property
    def line_grid(self) -> BoxGrid:
        """Over the lines of a wrapped drawing."""
        return BoxGrid(self._drawing.layout.line)

    @cached_property
    def container_grid(self) -> BoxGrid:
        """Over the blocks of `containers`, in their order."""
        return BoxGrid(self._drawing.layout.block[self.containers])

    @cached_property
    def curve_grid(self) -> BoxGrid:
        """Over `curve_reach`."""
        return BoxGrid(self.curve_reach)

    @cached_property
    def curves_of(self) -> tuple[Places, npt.NDArray[np.int32]]:
        """Edges sorted by either end: (edge numbers, their end), for `touching`."""
        edges = self._drawing.edges
        ends = np.concatenate([edges.source, edges.target])
        order = np.argsort(ends, kind="stable")
        return order % max(len(edges.source), 1), ends[order]

    def nodes_near(self, world: World) -> Places:
        """Positions of nodes whose shape or text touches a rectangle."""
        return self._touching("node_grid", self.reach, world)

    def lines_near(self, world: World) -> Places:
        """Lines of a wrapped drawing that touch a rectangle."""
        return self._touching("line_grid", self._drawing.layout.line, world)

    def _touching(self, grid: str, boxes: Floats, world: World) -> Places:
        """By the grid once there is one: to look at every box costs less than to make one for a single frame."""
        if grid in self.__dict__:
            return self.__dict__[grid].touching(*world)
        left, top, right, bottom = world
        inside = boxes[:, 0] <= right
        inside &= boxes[:, 2] >= left
        inside &= boxes[:, 1] <= bottom
        inside &= boxes[:, 3] >= top
        return np.flatnonzero(inside)

    def prepare(self) -> None:
        """What the first frame asks for; worked out with the scene."""
        _ = (
            self.reach,
            self.line_is_slot,
            self.container_grid,
            self.curve_grid,
            self._drawing.edges.segment_times,
        )

    def settle(self) -> None:
        """What every further frame and mouse move are quicker with; once the first frame was painted."""
        _ = (self.node_grid, self.line_grid, self.curves_of)


_KNOWN: dict[int, tuple[weakref.ref[GraphDrawing], Geometry]] = {}


def geometry_of(drawing: GraphDrawing) -> Geometry:
    """The geometry of a drawing, kept as long as the drawing itself."""
    number = id(drawing)
    known = _KNOWN.get(number)
    if known is not None and known[0]() is drawing:
        return known[1]
    made = Geometry(drawing)
    _KNOWN[number] = (weakref.ref(drawing, lambda _: _KNOWN.pop(number, None)), made)
    return made
