"""Canvases over graphs made by hand, for the tests of painting and moving."""

from __future__ import annotations

import numpy as np

from explorer.checkpoints.object_graph import ObjectGraph
from explorer.gui.graph.canvas import GraphCanvas
from explorer.gui.graph.scene import GraphScene, make_scene
from explorer.gui.theme import current_palette
from explorer.report.graph_colours import colour_by_role
from explorer.report.graph_drawing import GraphState, draw_graph
from tests.made_graphs import make_graph, table_of

UNFOLDED = GraphState(collapsed=frozenset())


def scene_of(
    graph: ObjectGraph, state: GraphState = UNFOLDED, absent: np.ndarray | None = None
) -> GraphScene:
    """A picture of a graph, in the colours of roles."""
    rows = int(graph.row.max(initial=-1)) + 1
    drawing = draw_graph(graph, table_of([f"key/{row}" for row in range(rows)]), state)
    palette = current_palette()
    return make_scene(drawing, colour_by_role(drawing, palette), palette, absent=absent)


def canvas_of(
    qtbot, scene: GraphScene, size: tuple[int, int] = (900, 600), *, moves: bool = False
) -> GraphCanvas:
    """A canvas on the screen that shows a scene; everything jumps to its place unless it `moves`."""
    canvas = GraphCanvas()
    canvas.reduced_motion = not moves
    qtbot.addWidget(canvas)
    canvas.resize(*size)
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.set_scene(scene)
    return canvas


def crossed(count: int) -> ObjectGraph:
    """A root with `count` children, and one that lists each of them once more: `count` further edges."""
    roles = ["container", "container", *["variable"] * count]
    edges = [(0, "all", 1)]
    edges += [(0, f"child_{number}", 2 + number) for number in range(count)]
    edges += [(1, f"again_{number}", 2 + number) for number in range(count)]
    rows = {2 + number: number for number in range(count)}
    return make_graph(roles, edges, rows=rows)
