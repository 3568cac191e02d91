"""The graph tab: the library's own drawing, folded and coloured here, the visible part of it sent to the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.analysis.graph_edges import HEAD_SIZE, OWNER, SHARED
from explorer.analysis.graph_layout import AUTO_DIRECTION, LEFT_RIGHT, TOP_DOWN
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.roles import ROLE_CODE
from explorer.errors import ExplorerError
from explorer.jupyter.widget_messages import NAME_LIMIT, Payload, fitting, name
from explorer.jupyter.widget_place import Place
from explorer.report.graph_colours import (
    BY_DTYPE,
    BY_ROLE,
    BY_SIZE,
    Categories,
    Colouring,
    bad_values,
    by_dtype,
    by_role,
    by_size,
    colour_drawing,
    ring_colour,
)
from explorer.report.graph_drawing import GraphDrawing, GraphState, draw_graph
from explorer.report.graph_folds import all_unfolded, brought_to_sight, toggled
from explorer.report.numbers import format_count, format_counted
from explorer.report.palette import palette
from explorer.task import Task

MOST_NODES = 700  # with their texts, in one message
MOST_UNFOLDED = 200_000  # more would take the kernel too long for one click
DIRECTIONS = {"auto": AUTO_DIRECTION, "down": TOP_DOWN, "right": LEFT_RIGHT}
_Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class ShownGraph:
    """One picture: whose it is, where everything stands, and its colours."""

    checkpoint: Checkpoint
    drawing: GraphDrawing
    colouring: Colouring
    categories: Categories


def shown_graph(place: Place, asked: Payload, before: ShownGraph | None, task: Task) -> ShownGraph:
    """The picture after what the page asks for.

    Args:
        place: where the checkpoint is.
        asked: `newer`; `colour` (by "role", "size" or "dtype"); `direction` (of `DIRECTIONS`); `act`: None,
            "fold" (fold or unfold `node`), "reveal" (bring `key` to sight), "unfold all", "start again".
        before: the picture so far: of the same checkpoint its folds are kept.
        task: told of progress.
    """
    checkpoint = place.checkpoint(asked.get("newer"))
    graph, table = checkpoint.graph, checkpoint.table
    kept = before if before is not None and before.checkpoint is checkpoint else None
    state = kept.drawing.state if kept is not None else GraphState(orientation=AUTO_DIRECTION)
    direction = DIRECTIONS.get(str(asked.get("direction")))
    if direction is not None:
        state = replace(state, orientation=direction)
    act = asked.get("act")
    if kept is not None:
        state = replace(_acted(place, kept, asked), orientation=state.orientation)
    drawing = kept.drawing if kept is not None else None
    if drawing is None or state != drawing.state or act == "start again":
        tree = drawing.tree if drawing is not None else None
        drawing = draw_graph(graph, table, state, tree=tree, task=task, before=drawing)
    if act == "reveal" and kept is None:
        drawing = _revealed(place, checkpoint, drawing, asked, task)
    mode = asked.get("colour")
    if mode == BY_SIZE:
        categories = by_size(graph, table)
    else:
        categories = by_dtype(graph, table) if mode == BY_DTYPE else by_role(graph)
    colouring = colour_drawing(
        drawing, categories, palette(False), table=table, bad=bad_values(table, None),
        has_letters=categories.mode == BY_ROLE,
    )  # fmt: skip
    return ShownGraph(checkpoint, drawing, colouring, categories)


def _acted(place: Place, kept: ShownGraph, asked: Payload) -> GraphState:
    drawing, act = kept.drawing, asked.get("act")
    if act == "fold":
        node = asked.get("node")
        if isinstance(node, int) and drawing.position(node) >= 0:
            return toggled(drawing, node)
    elif act == "reveal":
        return brought_to_sight(drawing, _nodes_of(place, kept.checkpoint, asked))
    elif act == "unfold all":
        if drawing.tree.node_count > MOST_UNFOLDED:
            raise ExplorerError(
                f"{format_count(drawing.tree.node_count)} nodes are too many to unfold at once",
                hint="Unfold the parts you want to see.",
            )
        return all_unfolded(drawing.state)
    elif act == "start again":
        return replace(GraphState(), orientation=drawing.state.orientation)
    return drawing.state


def _nodes_of(place: Place, checkpoint: Checkpoint, asked: Payload) -> list[int]:
    row = checkpoint.table.find(place.key(asked.get("key")))
    node = int(checkpoint.node_of_row[row]) if row >= 0 else -1
    return [node] if node >= 0 else []


def _revealed(
    place: Place, checkpoint: Checkpoint, drawing: GraphDrawing, asked: Payload, task: Task
) -> GraphDrawing:
    state = brought_to_sight(drawing, _nodes_of(place, checkpoint, asked))
    if state == drawing.state:
        return drawing
    return draw_graph(drawing.graph, checkpoint.table, state, tree=drawing.tree, task=task, before=drawing)


def whole_payload(place: Place, shown: ShownGraph) -> Payload:
    """What the page needs once a picture: its size, legend and counts, and the part first seen."""
    drawing = shown.drawing
    light, dark = palette(False), palette(True)
    legend = [
        {
            "name": entry.name,
            "mark": entry.mark,
            "shape": entry.shape,
            "light": kind.paint(light),
            "dark": kind.paint(dark),
            "count": entry.counted,
        }
        for kind, entry in zip(shown.categories.kinds, shown.colouring.entries, strict=True)
    ]
    hidden = int(drawing.inside.sum())
    counted = format_counted(drawing.count, "node") + (f", {format_count(hidden)} folded" if hidden else "")
    return {
        "bounds": [round(end) for end in drawing.layout.bounds],
        "legend": legend[:40],
        "used": sorted({int(code) for code in shown.colouring.code.tolist() if 0 <= code < 40}),
        "counted": counted,
        "mode": shown.categories.mode,
        "object_based": shown.checkpoint.object_graph is not None,
        "bad": {"light": ring_colour(light, "✗"), "dark": ring_colour(dark, "✗")},
    }


def part_payload(place: Place, shown: ShownGraph, rect: object) -> Payload:
    """The nodes and edges in a part of the picture (left, top, right, bottom); as many as a message holds."""
    layout = shown.drawing.layout
    box = _box(rect) or (-np.inf, -np.inf, np.inf, np.inf)
    inside = (
        (layout.block[:, 0] <= box[2]) & (layout.x >= box[0] - 400) & (layout.x <= box[2] + 100)
        & (layout.y >= box[1] - 60) & (layout.y <= box[3] + 60)
    )  # fmt: skip
    places = np.flatnonzero(inside)

    def built(most: int) -> Payload:
        return {
            "nodes": _nodes(place, shown, _some(places, most)),
            "left_out": max(len(places) - most, 0),
            "lines": _lines(shown, box, most),
            "curves": _curves(shown, box, 2 * most),
            "names": _edge_names(shown, box, most),
            "heads": _heads(shown, box, most),
            "one_line": layout.one_line,
        }

    return fitting(built, MOST_NODES)


def _some(places: npt.NDArray[np.int64], most: int) -> npt.NDArray[np.int64]:
    """At most so many of some places, from all over: what is left out then shows where there is more."""
    if len(places) <= most:
        return places
    return places[np.linspace(0, len(places) - 1, most).astype(np.int64)]


def _box(rect: object) -> tuple[float, float, float, float] | None:
    if not isinstance(rect, list) or len(rect) != 4:
        return None
    ends = [float(end) for end in rect if isinstance(end, int | float) and abs(end) < 1e12]
    return (ends[0], ends[1], ends[2], ends[3]) if len(ends) == 4 else None


def _nodes(place: Place, shown: ShownGraph, places: npt.NDArray[np.int64]) -> list[list[Any]]:
    """[node, x, y, category, shape, label, detail, inside, stack, foldable, key, ring, mark, below] each."""
    drawing, colouring, keys = shown.drawing, shown.colouring, shown.checkpoint.table.keys
    layout = drawing.layout
    has_children = drawing.tree.has_children()
    found = []
    for at in places.tolist():
        node = int(layout.node[at])
        row = int(drawing.graph.row[node])
        found.append(
            [
                node,
                round(float(layout.x[at])),
                round(float(layout.y[at])),
                int(colouring.code[at]),
                colouring.shape[at],
                name(drawing.label[at], 120),
                name(drawing.detail[at], 160),
                int(drawing.inside[at]),
                int(drawing.stack[at]),
                int(bool(has_children[node]) or int(drawing.stack[at]) > 1),
                place.keys.of(keys[row]) if 0 <= row < len(keys) else -1,
                colouring.ring_mark[at] if colouring.ring[at] else "",
                colouring.mark[at],
                int(layout.label_below[at]),
            ]
        )
    return found


def _lines(shown: ShownGraph, box: tuple[float, ...], most: int) -> list[list[int]]:
    """Straight edges of the wrapped form: x0, y0, x1, y1, and whether it leads to a slot."""
    layout = shown.drawing.layout
    if not len(layout.line):
        return []
    chosen = _some(np.flatnonzero(_touching(layout.line[:, 0::2], layout.line[:, 1::2], box)), most)
    to_slot = shown.drawing.graph.role[layout.node[layout.line_child[chosen]]] == ROLE_CODE["slot"]
    lines = np.rint(layout.line[chosen]).astype(int).tolist()
    return [[*line, int(slot)] for line, slot in zip(lines, to_slot.tolist(), strict=True)]


def _curves(shown: ShownGraph, box: tuple[float, ...], most: int) -> list[list[int]]:
    """Curved edges: kind (0 plain, 1 to a slot, 2 from an optimizer), then the points of joined cubic segments."""
    drawing, edges = shown.drawing, shown.drawing.edges
    found: list[list[int]] = []
    if not len(edges.curve):
        return found
    touching = _touching(edges.curve[:, 0::2], edges.curve[:, 1::2], box)
    to_slot = drawing.graph.role[drawing.layout.node[edges.target]] == ROLE_CODE["slot"]
    points = np.rint(edges.curve).astype(int)
    segments = 0
    for edge in np.unique(edges.edge_of_segment[touching]).tolist():
        own = points[edges.first[edge] : edges.first[edge + 1]].tolist()
        segments += len(own)
        if segments > most:
            break
        is_faded = edges.kind[edge] == OWNER or (edges.kind[edge] == SHARED and to_slot[edge])
        kind = 2 if is_faded else int(to_slot[edge])
        found.append([kind, *own[0][:2], *(end for four in own for end in four[2:])])
    return found


def _edge_names(shown: ShownGraph, box: tuple[float, ...], most: int) -> list[list[Any]]:
    """Names that stand on edges: left, top, right, bottom of the room kept, and the text."""
    drawing = shown.drawing
    boxes = drawing.edge_box
    there = ~np.isnan(boxes[:, 0]) & _touching(boxes[:, 0::2], boxes[:, 1::2], box)
    return [
        [*(round(end) for end in boxes[index].tolist()), name(drawing.edge_label[index], NAME_LIMIT)]
        for index in np.flatnonzero(there)[:most].tolist()
        if drawing.edge_label[index]
    ]


def _heads(shown: ShownGraph, box: tuple[float, ...], most: int) -> list[list[int]]:
    """Arrowheads: the three corners of each."""
    corners = shown.drawing.edges.heads.corners(HEAD_SIZE)
    if not len(corners):
        return []
    there = _touching(corners[:, :, 0], corners[:, :, 1], box)
    heads: list[list[int]] = np.rint(corners[there][:most].reshape(-1, 6)).astype(int).tolist()
    return heads


def _touching(
    across: npt.NDArray[np.float64], along: npt.NDArray[np.float64], box: tuple[float, ...]
) -> _Bools:
    with np.errstate(invalid="ignore"):
        found: _Bools = (
            (across.min(axis=1) <= box[2]) & (across.max(axis=1) >= box[0])
            & (along.min(axis=1) <= box[3]) & (along.max(axis=1) >= box[1])
        )  # fmt: skip
    return found
