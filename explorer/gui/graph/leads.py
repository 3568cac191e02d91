"""Where edges begin and end beside texts: right behind what is written of a name and its details at a zoom.

A layout from left to right keeps room for all of a text, in fonts it does not know. From afar details are left out,
and real fonts are narrower: without these bits edges would begin far behind the names, as if they were cut.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QFontMetricsF

from explorer.analysis.graph_edges import OWNER
from explorer.analysis.graph_layout import LEFT_RIGHT, TEXT_OFFSET
from explorer.analysis.graph_places import DETAIL_GAP
from explorer.gui.graph.grid_index import Floats, Places
from explorer.gui.graph.levels import DETAILS_FROM, NAMES_FROM
from explorer.gui.graph.names import NAME_FROM_AFAR_PX
from explorer.gui.graph.node_painter import graph_font, node_radius
from explorer.gui.graph.own_words import counts_told, name_told
from explorer.gui.graph.scene import GraphScene
from explorer.gui.graph.viewport import Viewport
from explorer.gui.theme import ui_font
from explorer.report.graph_texts import DETAIL_PX, NAME_PX

GAP = 5.0  # between a text and a line


def has_leads(scene: GraphScene) -> bool:
    """Whether edges begin behind texts: in layers from left to right."""
    layout = scene.drawing.layout
    return not layout.is_wrapped and layout.orientation == LEFT_RIGHT


def leads(scene: GraphScene, viewport: Viewport, edges: Places) -> tuple[Floats, Floats]:
    """Float64 [k] each, device pixels across: where the first and the last bit of each edge's line begin; NaN: none."""
    drawing = scene.drawing
    every, layout = drawing.edges, drawing.layout
    first, last = np.full(len(edges), np.nan), np.full(len(edges), np.nan)
    own = np.flatnonzero(np.diff(every.first)[edges] > 0)
    mine = edges[own]
    for ends, node, at, may in (
        (first, every.source[mine], every.curve[every.first[mine], 0], every.continues[mine] < 0),
        (last, every.target[mine], every.curve[every.first[mine + 1] - 1, 6], every.kind[mine] == OWNER),
    ):
        behind = text_ends(scene, viewport, node)
        reached = at * viewport.scale + viewport.x
        may = may & (at > layout.x[node] + TEXT_OFFSET) & (behind < reached - 1)
        ends[own[may]] = behind[may]
    return first, last


def text_ends(scene: GraphScene, viewport: Viewport, nodes: Places) -> Floats:
    """Device pixels across, where the text of each node ends that is written at this zoom, and a gap behind it."""
    layout = scene.drawing.layout
    at = layout.x[nodes] * viewport.scale + viewport.x
    if viewport.zoom < NAMES_FROM:
        radius = node_radius(scene, viewport.zoom)
        far = _measured(scene, "from afar")[nodes]
        return at + (radius + 4 + far + GAP * 0.6) * viewport.ratio
    width = _measured(scene, "name")[nodes]
    if viewport.zoom >= DETAILS_FROM:
        detail = _measured(scene, "detail")[nodes]
        if layout.one_line:
            width = width + np.where(detail > 0, DETAIL_GAP + detail, 0.0)
        else:
            width = np.maximum(width, detail)
    return at + (TEXT_OFFSET + width + GAP) * viewport.scale


def _measured(scene: GraphScene, what: str) -> Floats:
    """[m] widths of one kind of text; kept, a drawing in layers has few nodes."""
    kept = scene.geometry.measured
    if what not in kept:
        drawing = scene.drawing
        if what == "detail":
            metrics = QFontMetricsF(graph_font(DETAIL_PX, False))
            widths = [metrics.horizontalAdvance(counts_told(text)) for text in drawing.detail]
        elif what == "name":
            both = [QFontMetricsF(graph_font(NAME_PX, bold)) for bold in (False, True)]
            stored = (drawing.graph.row[drawing.layout.node] >= 0).tolist()
            widths = [
                both[bold].horizontalAdvance(name_told(text))
                for text, bold in zip(drawing.label, stored, strict=True)
            ]
        else:
            metrics = QFontMetricsF(ui_font(NAME_FROM_AFAR_PX))
            widths = [metrics.horizontalAdvance(name_told(text)) for text in drawing.label]
        kept[what] = np.array(widths, np.float64)
    return kept[what]
