"""A fault while the graph is painted: told, and the window goes on."""

from __future__ import annotations

import sys

import pytest

from explorer.report.graph_drawing import GraphState
from tests.gui.graph.canvases import canvas_of, scene_of
from tests.made_graphs import layered_model

LAYER, KERNEL = 4, 5


@pytest.fixture
def told(monkeypatch):
    """The exceptions that were told, kept with the frames they came from, as a window keeps them."""
    errors: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: errors.append(error))
    return errors


@pytest.fixture
def near(qtbot):
    """A canvas so near that nodes hold histograms."""
    canvas = canvas_of(qtbot, scene_of(layered_model(2)))
    canvas.show_node(KERNEL, fly=False)
    canvas.zoom_by(4 / canvas.zoom, smooth=False)
    return canvas


def test_histograms_that_cannot_be_had_are_told_once_and_left_out(near, told):
    without = near.grab().toImage()
    asked = []

    def fail(nodes):
        asked.append(nodes)
        raise ValueError("no histogram")

    near.sparks = fail
    near.refresh()
    pictures = [near.grab().toImage() for _ in range(3)]
    near.refresh()

    assert len(asked) == 1
    assert [str(error) for error in told] == ["no histogram"]
    assert near.grab().toImage() == without
    assert pictures[-1].size() == without.size()


@pytest.mark.parametrize(
    "part",
    [
        "explorer.gui.graph.painter.paint_curves",
        "explorer.gui.graph.node_painter.NodePainter.texts",
        "explorer.gui.graph.canvas.paint_marks",
    ],
)
def test_a_fault_in_the_middle_of_a_picture_leaves_no_painter_behind(near, told, monkeypatch, part, capfd):
    sound = near.grab().toImage()
    with monkeypatch.context() as broken:
        broken.setattr(part, _fail)
        near.refresh()
        near.grab()
        near.resize(700, 500)
        shown = near.grab().toImage()
    near.resize(900, 600)
    near.refresh()

    assert {str(error) for error in told} == {"cannot paint"}
    assert shown.size() != sound.size()
    assert near.grab().toImage() == sound
    told.clear()
    assert "QPaint" not in capfd.readouterr().err


def test_a_fault_on_the_way_to_another_drawing_is_told(qtbot, told, monkeypatch):
    graph = layered_model(2)
    canvas = canvas_of(qtbot, scene_of(graph), moves=True)
    canvas.grab()
    after = scene_of(graph, GraphState(collapsed=frozenset({LAYER})))
    with monkeypatch.context() as broken:
        broken.setattr("explorer.gui.graph.node_painter.NodePainter.shapes", _fail)
        canvas.set_scene(after, same_graph=True, animate=True)
        canvas.grab()
    qtbot.waitUntil(lambda: not canvas.is_moving)

    assert {str(error) for error in told} == {"cannot paint"}
    assert canvas.scene is after


def _fail(*_, **__):
    raise ValueError("cannot paint")
