"""A graph picture ready to paint: colours, boxes and pens worked out once, in any thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from explorer.analysis.graph_edges import OWNER, SHARED, SLOT
from explorer.analysis.graph_layout import NODE_RADIUS
from explorer.checkpoints.roles import ROLE_CODE
from explorer.report.graph_colours import Colouring
from explorer.report.graph_drawing import GraphDrawing
from explorer.report.palette import Palette, mix

Floats = npt.NDArray[np.float64]
DIMMED = 0.78  # how far filtered nodes fade towards the canvas
ALWAYS_DRAWN_CURVES = 400  # further parents and optimizer edges; beyond this only those of the chosen node

ALWAYS_DRAWN_WRAPPED = 40


def rgb(colour: str) -> int:
    """ "#RRGGBB" as 0xffRRGGBB."""
    return 0xFF000000 | int(colour[1:7], 16)


@dataclass(frozen=True)
class GraphScene:
    """What the canvas paints. `fill` and `line_colour` are 0xffRRGGBB."""

    drawing: GraphDrawing
    colouring: Colouring
    palette: Palette
    dimmed: npt.NDArray[np.bool_]  # [m] filtered out by the legend
    fill: npt.NDArray[np.uint32]  # [m]
    reach: Floats  # [m, 4] the node and its text, for culling and clicking
    line_colour: npt.NDArray[np.uint32]  # [k lines]
    line_is_slot: npt.NDArray[np.bool_]
    has_children: npt.NDArray[np.bool_]  # [m] visible ones
    curve_reach: Floats  # [k, 4]
    drawn_curves: npt.NDArray[np.int64]  # indices of curves always drawn
    unshown: int  # curves drawn only for the chosen node

    @property
    def edge_colour(self) -> str:
        """Child edges: quiet, yet 3:1."""
        return self.palette.as_mark(mix(self.palette.muted, self.palette.canvas, 0.25))

    @property
    def slot_colour(self) -> str:
        """Slot edges."""
        return self.palette.role("slot")

    @cached_property
    def containers(self) -> npt.NDArray[np.int64]:
        """Positions with visible children, the largest block first: named in the overview."""
        block = self.drawing.layout.block
        area = (block[:, 2] - block[:, 0]) * (block[:, 3] - block[:, 1])
        inner = np.flatnonzero(self.has_children)
        return inner[np.argsort(-area[inner], kind="stable")]

    @cached_property
    def curves_of(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
        """Curves sorted by either end: (curve numbers, their end), for `touching`."""
        edges = self.drawing.edges
        ends = np.concatenate([edges.source, edges.target])
        order = np.argsort(ends, kind="stable")
        return order % max(len(edges.source), 1), ends[order]

    def touching(self, position: int) -> npt.NDArray[np.int64]:
        """Curves that begin or end at a node."""
        numbers, ends = self.curves_of
        first, last = np.searchsorted(ends, [position, position + 1])
        return numbers[first:last]


def make_scene(
    drawing: GraphDrawing, colouring: Colouring, palette: Palette, hidden: frozenset[int] = frozenset()
) -> GraphScene:
    """Prepare arrays; `hidden` are the legend's categories that were switched off."""
    layout = drawing.layout
    count = layout.count
    table = np.array([rgb(entry.colour) for entry in colouring.entries] + [rgb(colouring.quiet)], np.uint32)
    off = np.zeros(len(table), np.bool_)
    off[list(hidden)] = True
    dimmed = off[colouring.code]
    fill = table[colouring.code]
    faded = np.array(
        [rgb(mix(f"#{c & 0xFFFFFF:06X}", palette.canvas, DIMMED)) for c in table.tolist()], np.uint32
    )
    fill = np.where(dimmed, faded[colouring.code], fill).astype(np.uint32)

    radius = NODE_RADIUS * 1.7
    reach = layout.label_box.copy()
    if count:
        reach[:, 0] = np.minimum(reach[:, 0], layout.x - radius)
        reach[:, 1] = np.minimum(reach[:, 1], layout.y - radius)
        reach[:, 2] = np.maximum(reach[:, 2], layout.x + radius)
        reach[:, 3] = np.maximum(reach[:, 3], layout.y + radius)
    has_children = np.zeros(count, np.bool_)
    has_children[layout.parent[layout.parent >= 0]] = True

    # A line leads to a slot when all it leads to are slots: the drop always, trunk and row with their last child.
    leads_to_slot = (
        drawing.graph.role[layout.node[layout.line_child]] == ROLE_CODE["slot"]
        if len(layout.line)
        else np.zeros(0, np.bool_)
    )
    quiet, orange = (
        rgb(mix(palette.muted, palette.canvas, 0.45)),
        rgb(mix(palette.role("slot"), palette.canvas, 0.25)),
    )
    line_colour = np.where(leads_to_slot, orange, quiet).astype(np.uint32)

    edges = drawing.edges
    points_x, points_y, begin = edges.curve[:, 0::2], edges.curve[:, 1::2], edges.first[:-1]
    curve_reach = (
        np.stack(
            [
                np.minimum.reduceat(points_x.min(1), begin), np.minimum.reduceat(points_y.min(1), begin),
                np.maximum.reduceat(points_x.max(1), begin), np.maximum.reduceat(points_y.max(1), begin),
            ],
            axis=1,
        )
        if len(edges.curve)
        else np.zeros((0, 4))
    )  # fmt: skip
    extra = (edges.kind == SHARED) | (edges.kind == OWNER)
    # Among the right-angled lines of a wrapped drawing many curves only hide what they cross.
    always = ~extra
    if not layout.is_wrapped:
        always |= extra if int(extra.sum()) <= ALWAYS_DRAWN_CURVES else False
    elif int((edges.kind == SHARED).sum()) <= ALWAYS_DRAWN_WRAPPED:
        always |= edges.kind == SHARED
    drawn = np.flatnonzero(always)
    return GraphScene(
        drawing, colouring, palette, dimmed, fill, reach, line_colour, leads_to_slot, has_children,
        curve_reach, drawn, len(always) - len(drawn),
    )  # fmt: skip


def is_dashed(scene: GraphScene, curve: int) -> bool:
    """Slot edges are dashed, also where a container lists the slot as its child."""
    edges = scene.drawing.edges
    if edges.kind[curve] in (SLOT, OWNER):
        return True
    target = scene.drawing.layout.node[edges.target[curve]]
    return bool(edges.kind[curve] == SHARED and scene.drawing.graph.role[target] == ROLE_CODE["slot"])
