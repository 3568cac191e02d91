"""Nodes that glide to new places: where they are on the way, what ends it, and when there is none."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from explorer.gui.graph.gliding import glide_between
from explorer.report.graph_drawing import GraphState
from tests.gui.graph.canvases import UNFOLDED, canvas_of, scene_of
from tests.made_graphs import layered_model

LAYER, KERNEL, STEP = 4, 5, 3
FOLDED = GraphState(collapsed=frozenset({LAYER}))
EVERYWHERE = (-1e6, -1e6, 1e6, 1e6)


@pytest.fixture
def graph():
    return layered_model(2)


@pytest.fixture
def pair(graph):
    """Before and after folding the first layer."""
    return scene_of(graph), scene_of(graph, FOLDED)


def place(scene, node) -> tuple[float, float]:
    position = scene.drawing.position(node)
    return float(scene.drawing.layout.x[position]), float(scene.drawing.layout.y[position])


def test_a_node_goes_straight_from_its_old_place_to_its_new_one(pair):
    before, after = pair
    glide = glide_between(before, after, (EVERYWHERE, EVERYWHERE))

    halfway = np.add(place(before, STEP), place(after, STEP)) / 2
    assert place(glide.scene(0.0), STEP) == pytest.approx(place(before, STEP))
    assert place(glide.scene(0.5), STEP) == pytest.approx(tuple(halfway))
    assert place(glide.scene(1.0), STEP) == pytest.approx(place(after, STEP))


def test_what_is_folded_shrinks_into_the_node_that_hides_it_and_grows_out_of_it(pair):
    before, after = pair
    folding = glide_between(before, after, (EVERYWHERE, EVERYWHERE))
    unfolding = glide_between(after, before, (EVERYWHERE, EVERYWHERE))

    vanishing = before.drawing.layout.node[folding.vanishing].tolist()
    assert vanishing == [KERNEL, KERNEL + 3, KERNEL + 1, KERNEL + 2, KERNEL + 4, KERNEL + 5]
    assert np.allclose(folding.end, place(after, LAYER))
    assert place(unfolding.scene(0.0), KERNEL) == pytest.approx(place(after, LAYER))


def test_edges_end_at_their_nodes_all_the_way(pair):
    before, after = pair
    still, moving = after.drawing, glide_between(before, after, (EVERYWHERE, EVERYWHERE)).scene(0.3).drawing

    for edge in range(len(still.edges.kind)):
        last = still.edges.first[edge + 1] - 1
        target = still.edges.target[edge]
        from_node = still.edges.curve[last, 6:8] - [still.layout.x[target], still.layout.y[target]]
        moved = moving.edges.curve[last, 6:8] - [moving.layout.x[target], moving.layout.y[target]]
        assert moved == pytest.approx(from_node)


def test_nothing_glides_where_nothing_moves_or_too_much_is_in_sight(graph, pair, monkeypatch):
    before, after = pair
    same = glide_between(before, scene_of(graph), (EVERYWHERE, EVERYWHERE))
    out_of_sight = glide_between(before, after, ((1e7, 1e7, 2e7, 2e7),) * 2)
    monkeypatch.setattr("explorer.gui.graph.gliding.MOST_GLIDING", 5)

    assert same is None
    assert out_of_sight is None
    assert glide_between(before, after, (EVERYWHERE, EVERYWHERE)) is None


@pytest.mark.parametrize("most", [1_500, 3], ids=["gliding", "fading"])
def test_at_the_end_the_picture_is_the_still_one(qtbot, graph, pair, monkeypatch, most):
    monkeypatch.setattr("explorer.gui.graph.gliding.MOST_GLIDING", most)
    canvas = canvas_of(qtbot, pair[0], moves=True)
    canvas.grab()
    canvas.set_scene(pair[1], same_graph=True, animate=True)
    began_moving = canvas.is_moving
    on_the_way = canvas.grab().toImage()
    qtbot.waitUntil(lambda: not canvas.is_moving)
    arrived = canvas.grab().toImage()
    still = canvas_of(qtbot, pair[1])
    still.clearFocus()
    canvas.clearFocus()

    assert began_moving
    assert canvas.grab().toImage() == still.grab().toImage()
    assert on_the_way != arrived


def test_a_node_that_is_kept_stays_where_it_is_all_the_way(qtbot, graph, pair):
    canvas = canvas_of(qtbot, pair[0], moves=True)
    canvas.zoom_by(0.9, smooth=False)
    before = canvas.place_of(LAYER)
    canvas.set_scene(pair[1], keep=LAYER, same_graph=True, animate=True)
    ways = []
    while canvas.is_moving:
        canvas._move_on()
        scene = canvas._glide.scene(canvas._flown) if canvas._glide is not None else canvas.scene
        x, y = place(scene, LAYER)
        ways.append((x * canvas.zoom + canvas.viewport.x, y * canvas.zoom + canvas.viewport.y))

    assert len(ways) > 2
    assert np.abs(np.array(ways) - [before.x(), before.y()]).max() < 2


@pytest.mark.parametrize("act", ["click", "key", "wheel", "another scene"])
def test_any_input_ends_the_glide_at_its_end(qtbot, graph, pair, act):
    canvas = canvas_of(qtbot, pair[0], moves=True)
    canvas.set_scene(pair[1], same_graph=True, animate=True)
    if act == "click":
        qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    elif act == "key":
        qtbot.keyClick(canvas, Qt.Key.Key_Left)
    elif act == "wheel":
        canvas.zoom_by(1.25, smooth=False)
    else:
        canvas.set_scene(scene_of(graph, UNFOLDED), same_graph=True)

    assert not canvas.is_moving
    assert canvas._glide is None


def test_reduced_motion_and_another_graph_do_not_glide(qtbot, pair):
    canvas = canvas_of(qtbot, pair[0])
    canvas.set_scene(pair[1], same_graph=True, animate=True)
    reduced = canvas.is_moving
    canvas.reduced_motion = False
    canvas.set_scene(scene_of(layered_model(3)), animate=True)

    assert (reduced, canvas.is_moving) == (False, False)
