"""An object graph as the guide draws it, folded until it is a small picture."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from explorer.jupyter import page as p
from explorer.jupyter.page_html import MOST_PICTURE_BYTES
from explorer.jupyter.run_pages import problem_notes
from explorer.report.numbers import format_count, format_counted
from explorer.report.palette import palette

if TYPE_CHECKING:
    from explorer.checkpoints.object_graph import ObjectGraph
    from explorer.report.graph_drawing import GraphDrawing
    from explorer.report.palette import Palette

_MOST_NODES = 150  # visible ones: more are no small picture
_DEPTHS = (5, 4, 3, 2, 1)


def graph_page(graph: ObjectGraph) -> p.Page:
    """The picture, and what was folded away for it."""
    from explorer.checkpoints.roles import ROLES

    counts = np.bincount(graph.role, minlength=len(ROLES))
    parts = [f"{format_count(int(counts[code]))} {role}" for code, role in enumerate(ROLES) if counts[code]]
    kind = "Scope tree" if graph.is_scope_tree else "Object graph"
    words = ", ".join(parts)
    title = format_counted(graph.node_count, "node")
    if not graph.node_count:
        return p.Page(kind, title, problem_notes(graph.problems))
    drawing = small_drawing(graph)
    picture = p.Picture(
        partial(graph_svg, drawing), f"{kind} of {title}: {words}. Every node: explorer.to_networkx(graph)."
    )
    blocks: list[p.Block] = [*problem_notes(graph.problems), picture]
    hidden = graph.node_count - drawing.count
    if hidden > 0:
        blocks.append(
            p.Note(
                f"{format_counted(drawing.count, 'node')} drawn, {format_count(hidden)} folded or hidden. "
                "The window unfolds them: explorer.show(path).",
                "muted",
            )
        )
    return p.Page(kind, title, tuple(blocks), words, picture)


def small_drawing(graph: ObjectGraph) -> GraphDrawing:
    """The window's first picture, folded further, level by level, until it is small."""
    from explorer.report.graph_drawing import draw_graph

    drawing = draw_graph(graph, None)
    for depth in _DEPTHS:
        if drawing.count <= _MOST_NODES and _size(drawing) <= MOST_PICTURE_BYTES:
            break
        tree = drawing.tree
        deep = np.flatnonzero((tree.depth >= depth) & tree.has_children()).tolist()
        collapsed = (drawing.state.collapsed or frozenset()).union(deep) - {0}
        drawing = draw_graph(graph, None, replace(drawing.state, collapsed=collapsed), tree=tree)
    return drawing


def graph_svg(drawing: GraphDrawing, theme: Palette) -> str:
    """The drawing in the guide's colours, its legend below."""
    from explorer.report.graph_colours import by_role, colour_drawing
    from explorer.report.graph_svg import PictureLook, svg_pieces

    colouring = colour_drawing(drawing, by_role(drawing.graph), theme)
    svg = "".join(svg_pieces(drawing, PictureLook(theme, colouring)))
    return svg.partition("?>\n")[2]  # inside a page there is no XML declaration


def _size(drawing: GraphDrawing) -> int:
    return len(graph_svg(drawing, palette(False)).encode("utf-8", "backslashreplace"))
