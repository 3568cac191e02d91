"""The curves of a graph drawing: tree edges of the layered form, shared edges, optimizer to slot; their names' places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from explorer.analysis.graph_bundles import bundles
from explorer.analysis.graph_layout import (
    BELOW_BOTTOM,
    EDGE_NAME_OFFSET,
    NODE_RADIUS,
    TEXT_OFFSET,
    TOP_DOWN,
    Floats,
    GraphLayout,
)
from explorer.analysis.graph_links import CHILD, OWNER, SHARED, SLOT, GraphLinks, graph_links, link_name
from explorer.analysis.graph_tree import DrawnTree, Ints
from explorer.checkpoints.object_graph import ObjectGraph

__all__ = [
    "CHILD",
    "HEAD_SIZE",
    "OWNER",
    "SHARED",
    "SLOT",
    "GraphEdges",
    "Heads",
    "graph_edges",
    "name_places",
    "points_on",
]

TEXT_HEIGHT = 14.0
MOST_STEMS = 64  # followed from stem to stem; beyond, a line is only less strong
HEAD_SIZE, HEAD_HALF = 6.5, 0.48  # of an arrowhead: its length, and half its width in lengths
FEW_COUNTS = 12  # edges to slots that are told by their number; more would only repeat each other


@dataclass(frozen=True)
class Heads:
    """Columns over h arrowheads, in the order of their edges."""

    edge: npt.NDArray[np.int64]  # [h]
    tip: Floats  # [h, 2]
    towards: Floats  # [h, 2] of length one

    def of(self, edges: npt.NDArray[np.int64]) -> Heads:
        """Those of some edges."""
        chosen = np.isin(self.edge, edges)
        return Heads(self.edge[chosen], self.tip[chosen], self.towards[chosen])

    def corners(self, size: float) -> Floats:
        """[h, 3, 2] of triangles `size` long: the tip and both ends of the back."""
        back, aside = self.tip - size * self.towards, HEAD_HALF * size * self.towards[:, ::-1] * [-1, 1]
        return np.stack([self.tip, back + aside, back - aside], axis=1)


@dataclass(frozen=True)
class GraphEdges:
    """Columns over the k curves, tree edges (layered form only) first.

    Wrapped layouts draw their tree edges as `GraphLayout.line`; only SHARED and OWNER are here then.
    """

    kind: npt.NDArray[np.uint8]  # [k] CHILD, SLOT, SHARED or OWNER
    source: Ints  # [k] position in the layout
    target: Ints  # [k]
    number: Ints  # [k] child edge (CHILD, SHARED) or slot edge (SLOT, OWNER) of the graph
    times: Ints  # [k] edges of the file that a curve stands for
    first: Ints  # [k + 1] edge i owns the segments curve[first[i] : first[i + 1]], one or several, joined
    curve: Floats  # [c, 8] four points of a cubic segment
    hidden: int  # further edges that end at a node no unfolding shows: a hidden helper, or out of focus
    hidden_slots: int  # how many of these lead from an optimizer to a slot
    # Edges that share a stem are drawn once each bit: an edge begins with the first `borrowed` segments of
    # the edge it `continues` (after what that one borrows itself), and owns only what is new.
    continues: Ints  # [k] -1: complete by itself
    borrowed: Ints  # [k]
    kept_box: Floats  # [k, 4] room the layout kept for names; NaN: none

    @cached_property
    def edge_of_segment(self) -> Ints:
        """[c] the edge each segment belongs to."""
        return np.repeat(np.arange(len(self.kind), dtype=np.int32), np.diff(self.first))

    @cached_property
    def segment_times(self) -> npt.NDArray[np.int64]:
        """[c] how many edges of the file run over each segment: its own, and all that borrow it."""
        change = np.zeros(len(self.curve) + 1, np.int64)
        times, first = self.times.astype(np.int64), self.first.astype(np.int64)
        np.add.at(change, first[:-1], times)
        np.add.at(change, first[1:], -times)
        # Edge by edge, from stem to stem: the first segments of what it continues, and what that one borrows.
        stem, borrowed = self.continues.astype(np.int64), self.borrowed.astype(np.int64)
        for _ in range(MOST_STEMS):
            on_stem = stem >= 0
            if not on_stem.any():
                break
            times, stem, borrowed = times[on_stem], stem[on_stem], borrowed[on_stem]
            np.add.at(change, first[stem], times)
            np.add.at(change, np.minimum(first[stem] + borrowed, first[stem + 1]), -times)
            stem, borrowed = self.continues[stem].astype(np.int64), self.borrowed[stem].astype(np.int64)
        result: npt.NDArray[np.int64] = np.cumsum(change[:-1])
        return result

    @cached_property
    def heads(self) -> Heads:
        """Arrowheads: where the layout itself does not show which way an edge leads.

        That is on edges to further parents: those of the tree lead away from the root, those from an
        optimizer end at slots, and loops are the same either way.
        """
        last = self.first[1:].astype(np.int64) - 1
        edge = np.flatnonzero(
            (self.kind == SHARED) & (self.source != self.target) & (np.diff(self.first) > 0)
        )
        points = self.curve[last[edge]].reshape(-1, 4, 2)
        tip, towards = points[:, 3], np.zeros((len(edge), 2))
        for before in (0, 1, 2):  # of the points before the tip, the last that is not the tip itself
            away = tip - points[:, before]
            length = np.hypot(away[:, 0], away[:, 1])[:, None]
            np.divide(away, length, out=towards, where=length > 0.01)
        return Heads(edge, tip, towards)

    def whole(self, edge: int) -> npt.NDArray[np.int64]:
        """All segments on the way of one edge from its source to its target, shared stems included."""
        count = int(self.first[edge + 1] - self.first[edge])
        parts = []
        while edge >= 0:
            begin = int(self.first[edge])
            parts.append(np.arange(begin, begin + count))
            count, edge = int(self.borrowed[edge]), int(self.continues[edge])
        return np.concatenate(parts[::-1])

    def segments_of(self, chosen: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Segments of some edges, edge by edge, each edge's from its source to its target."""
        counts = np.diff(self.first)[chosen]
        begin = np.cumsum(counts) - counts
        return np.repeat(self.first[:-1][chosen] - begin, counts) + np.arange(int(counts.sum()))

    def name(self, graph: ObjectGraph, index: int) -> str:
        """What the file calls an edge."""
        return link_name(graph, int(self.kind[index]), int(self.number[index]))


def graph_edges(
    graph: ObjectGraph, tree: DrawnTree, layout: GraphLayout, links: GraphLinks | None = None
) -> GraphEdges:
    """All edges between visible nodes that the layout itself does not draw as lines.

    `links` are those the layout was made with; what it did not route takes one plain curve.
    """
    links = links or graph_links(graph, tree, layout.node)
    if layout.is_wrapped:
        found = bundles(layout, tree.depth[layout.node], links)
        links, no_box = found.links, np.full((len(found.links.kind), 4), np.nan)
        return _edges(links, found.first, found.curve, found.continues, found.borrowed, no_box)
    count, routes = len(links.kind), layout.routes
    routed = min(len(routes.first) - 1, count) if routes is not None else 0
    plain = _curves(layout, links.kind[routed:], links.source[routed:], links.target[routed:])
    continues, borrowed = np.full(count, -1, np.int32), np.zeros(count, np.int32)
    box = np.full((count, 4), np.nan)
    first, curve = np.zeros(1, np.int32), np.zeros((0, 8))
    if routes is not None:
        first, curve = routes.first[: routed + 1], routes.curve[: routes.first[routed]]
        continues[:routed], borrowed[:routed] = routes.continues[:routed], routes.borrowed[:routed]
        box[:routed] = routes.name_box[:routed]
    first = np.concatenate([first, first[-1] + np.arange(1, len(plain) + 1)]).astype(np.int32)
    return _edges(links, first, np.concatenate([curve, plain]), continues, borrowed, box)


def _edges(
    links: GraphLinks, first: Ints, curve: Floats, continues: Ints, borrowed: Ints, box: Floats
) -> GraphEdges:
    return GraphEdges(
        links.kind, links.source, links.target, links.number, links.times, first, curve,
        links.hidden, links.hidden_slots, continues, borrowed, box,
    )  # fmt: skip


def _curves(layout: GraphLayout, kind: npt.NDArray[np.uint8], source: Ints, target: Ints) -> Floats:
    """Leave a node along the axis of depth, arrive along it."""
    if not len(source):
        return np.zeros((0, 8))
    if layout.orientation == TOP_DOWN:
        across, along = layout.x, layout.y
        tail = np.where(layout.label_below, BELOW_BOTTOM, NODE_RADIUS + 1)
    else:
        across, along = layout.y, layout.x
        has_children = np.zeros(layout.count, np.bool_)
        has_children[layout.parent[layout.parent >= 0]] = True
        width = layout.label_box[:, 2] - layout.label_box[:, 0]
        tail = np.where(has_children & ~np.bool_(layout.is_wrapped), TEXT_OFFSET + width + 4, NODE_RADIUS + 1)
    head = NODE_RADIUS + 2
    start_across, start_along = across[source], along[source] + tail[source]
    end_across, end_along = across[target], along[target] - head
    reach = (end_along - start_along) * 0.55
    backwards = end_along < start_along + 8
    # An edge to the side or back up swings out instead of cutting through its own level.
    swing = np.where(backwards, 40.0 + 0.12 * np.abs(end_across - start_across), reach)
    first_along, second_along = start_along + swing, end_along - swing
    points = [
        start_across,
        start_along,
        start_across,
        first_along,
        end_across,
        second_along,
        end_across,
        end_along,
    ]
    if layout.orientation != TOP_DOWN:
        points = [points[i] for i in (1, 0, 3, 2, 5, 4, 7, 6)]
    return np.stack(points, axis=1)


def points_on(curve: Floats, fraction: float) -> Floats:
    """[k, 2] the points of cubics at one parameter."""
    keep = 1 - fraction
    weights = (keep**3, 3 * keep * keep * fraction, 3 * keep * fraction * fraction, fraction**3)
    result = np.zeros((len(curve), 2))
    for place, weight in enumerate(weights):
        result += weight * curve[:, 2 * place : 2 * place + 2]
    return result


def name_places(layout: GraphLayout, edges: GraphEdges, widths: Floats, most: int = 400) -> Floats:
    """[k, 4] room for each edge's name; NaN where it is not drawn.

    Names of tree edges stand above the child, where the layout kept room; from left to right they would
    only repeat the child's own text beside them. Names of shared edges take the first free place along
    their curve and are left out where none is free.
    """
    boxes = np.full((len(edges.kind), 4), np.nan)
    if layout.is_wrapped and len(edges.kind) > most:
        return boxes
    is_tree = edges.kind <= SLOT
    if layout.orientation == TOP_DOWN:
        child = edges.target[is_tree]
        half = widths[is_tree] / 2
        x, y = layout.x[child], layout.y[child] - EDGE_NAME_OFFSET
        boxes[is_tree] = np.stack([x - half, y - TEXT_HEIGHT / 2, x + half, y + TEXT_HEIGHT / 2], axis=1)
    has_room = ~is_tree & (widths > 0) & ~np.isnan(edges.kept_box[:, 0])
    boxes[has_room] = edges.kept_box[has_room]
    radius = NODE_RADIUS + 2
    nodes = np.stack([layout.x - radius, layout.y - radius, layout.x + radius, layout.y + radius], axis=1)
    taken = [nodes, layout.label_box, boxes[is_tree | has_room]]
    counted = (edges.kind == OWNER) & (edges.times > 1)
    named = (edges.kind == SHARED) | (counted if int(counted.sum()) <= FEW_COUNTS else False)
    others = np.flatnonzero(named & ~has_room)[:most]
    lengths = np.diff(edges.first)[others]
    bends = edges.curve[edges.first[others] + lengths // 2]  # the middle segment, between two ranks
    places = [(fraction, points_on(bends, fraction)) for fraction in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)]
    placed: list[Floats] = []
    occupied = np.concatenate(taken)
    for row, edge in enumerate(others.tolist()):
        if widths[edge] <= 0:
            continue
        for _, points in places:
            x0, y0 = points[row]
            box = np.array([x0 - widths[edge] / 2, y0 - 7, x0 + widths[edge] / 2, y0 + 7])
            if not _meets(box, occupied) and not (placed and _meets(box, np.array(placed))):
                boxes[edge] = box
                placed.append(box)
                break
    return boxes


def _meets(box: Floats, others: Floats) -> bool:
    return bool(
        (
            (others[:, 0] < box[2])
            & (others[:, 2] > box[0])
            & (others[:, 1] < box[3])
            & (others[:, 3] > box[1])
        ).any()
    )
