"""Lines of a drawing from left to right begin right behind what is written of a node at each zoom; arrowheads."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage

from explorer.analysis.graph_layout import LAYERED, LEFT_RIGHT, TOP_DOWN
from explorer.gui.graph.leads import has_leads, leads, text_ends
from explorer.gui.graph.painter import GraphPainter
from explorer.gui.graph.scene import make_scene
from explorer.gui.graph.viewport import Viewport
from explorer.report.graph_colours import colour_by_role
from explorer.report.graph_drawing import GraphState, draw_graph
from explorer.report.palette import palette
from tests.made_graphs import layered_model, make_graph, table_of

LIGHT = palette(False)


def scene_of(graph, orientation=LEFT_RIGHT, table=None):
    drawing = draw_graph(graph, table, GraphState(frozenset(), orientation=orientation, form=LAYERED))
    return make_scene(drawing, colour_by_role(drawing, LIGHT), LIGHT)


def painted(scene, zoom: float) -> tuple[np.ndarray, Viewport]:
    """[height, width] whether a pixel is not the canvas, and where the drawing is."""
    left, top, right, bottom = scene.drawing.layout.bounds
    view = Viewport(zoom, 20 - left * zoom, 20 - top * zoom, 1.0)
    image = QImage(
        int((right - left) * zoom) + 80, int((bottom - top) * zoom) + 40, QImage.Format.Format_RGB32
    )
    image.fill(Qt.GlobalColor.white)
    GraphPainter().paint(image, QRect(0, 0, image.width(), image.height()), scene, view)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)[:, : image.width()]
    canvas = int(LIGHT.canvas[1:], 16)
    return (pixels & 0xFFFFFF) != canvas, view


@pytest.mark.parametrize("zoom", [0.75, 1.0, 1.5])
def test_the_line_behind_a_name_has_no_gap(qapp, zoom):
    # Long details below a short name: from 0.8 on they are written, before that they would leave a gap.
    graph = make_graph(["container", "variable", "slot"], [(0, "w", 1)], [(0, 1, "m", 2)])
    scene = scene_of(graph, table=table_of(["w", "m"]))
    layout = scene.drawing.layout
    slot_edge = int(np.flatnonzero(scene.drawing.edges.kind == 1)[0])
    source = scene.drawing.edges.source[slot_edge]

    filled, view = painted(scene, zoom)

    begin = text_ends(scene, view, np.array([source]))[0]
    curve = scene.drawing.edges.curve[scene.drawing.edges.first[slot_edge]]
    end = curve[0] * view.scale + view.x
    y = layout.y[source] * view.scale + view.y
    row = filled[int(y) - 2 : int(y) + 3, int(begin) + 1 : int(end)].any(0)
    dashes = 8 * zoom  # no gap is longer than one between dashes
    gaps = np.diff(np.flatnonzero(np.concatenate([[True], row, [True]])))
    assert gaps.max() <= dashes


def test_lines_begin_nearer_from_afar_and_only_beside_texts(qapp):
    scene = scene_of(layered_model(3))
    edges = np.arange(len(scene.drawing.edges.kind))

    near, _ = leads(scene, Viewport(1.0, 0, 0, 1.0), edges)
    far, _ = leads(scene, Viewport(0.75, 0, 0, 1.0), edges)

    both = ~np.isnan(near)
    assert both.any()
    assert (far[both] / 0.75 <= near[both] + 0.01).all()
    assert not has_leads(scene_of(layered_model(3), TOP_DOWN))


@pytest.mark.parametrize("zoom", [0.6, 1.0, 2.0])
def test_an_arrowhead_is_painted_where_it_can_be_seen(qapp, zoom):
    graph = make_graph(["container"] * 3, [(0, "a", 1), (1, "b", 2), (2, "back", 0)])
    scene = scene_of(graph, TOP_DOWN)
    heads = scene.drawing.edges.heads
    (tip,), (towards,) = heads.tip, heads.towards

    filled, view = painted(scene, zoom)

    back = (tip - 4.5 * towards) * view.scale + [view.x, view.y]
    aside = np.array([-towards[1], towards[0]]) * 1.7 * view.scale
    sides = [back + aside, back - aside]
    assert all(filled[int(y), int(x)] for x, y in sides)
    assert len(heads.edge) == 1
