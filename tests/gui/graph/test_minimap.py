"""The minimap by mouse, wheel and keys; where it stands, and that it shows long thin drawings."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor

from explorer.gui.graph.minimap import Minimap
from explorer.gui.theme import current_palette
from tests.gui.graph.canvases import UNFOLDED, canvas_of, scene_of
from tests.gui.graph.test_canvas import wheel
from tests.made_graphs import chain, layered_model

LEFT = Qt.MouseButton.LeftButton


def mapped(qtbot, graph, zoom=2.0):
    canvas = canvas_of(qtbot, scene_of(graph))
    minimap = Minimap(canvas)
    minimap.show_scene(canvas.scene)
    canvas.zoom_by(zoom / canvas.zoom, smooth=False)
    return canvas, minimap


@pytest.fixture
def pair(qtbot):
    return mapped(qtbot, layered_model(40))


def middle(canvas) -> QPointF:
    return canvas.world_rect().center()


def test_it_shows_only_while_something_is_out_of_sight(qtbot, pair):
    canvas, minimap = pair
    near = minimap.isVisible()
    canvas.zoom_by(1e-6, smooth=False)

    assert (near, minimap.isVisible()) == (True, False)


def test_a_click_goes_there_and_a_drag_goes_along(qtbot, pair):
    canvas, minimap = pair
    left, top, right, bottom = canvas.scene.drawing.layout.bounds
    qtbot.mousePress(minimap, LEFT, pos=minimap.rect().center())
    clicked = middle(canvas)
    qtbot.mouseMove(minimap, minimap.rect().center() + QPoint(30, 0))
    dragged = middle(canvas)
    qtbot.mouseRelease(minimap, LEFT, pos=minimap.rect().center())

    step = (right - left) / minimap.width()
    assert clicked.x() == pytest.approx((left + right) / 2, abs=2 * step)
    assert clicked.y() == pytest.approx((top + bottom) / 2, abs=2 * (bottom - top) / minimap.height())
    assert dragged.x() > clicked.x() + 20 * step


def test_the_wheel_zooms_the_canvas(qtbot, pair):
    canvas, minimap = pair
    before = canvas.zoom
    wheel(minimap, QPointF(20, 20), -2)

    assert canvas.zoom == pytest.approx(before / 1.25**2)


def test_it_is_worked_by_keyboard(qtbot, pair):
    canvas, minimap = pair
    canvas.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    qtbot.keyClick(canvas, Qt.Key.Key_Tab)
    focused = minimap.hasFocus()
    before, wide = middle(canvas), canvas.world_rect().width()
    qtbot.keyClick(minimap, Qt.Key.Key_Right)
    moved = middle(canvas).x() - before.x()
    zoom = canvas.zoom
    qtbot.keyClick(minimap, Qt.Key.Key_Minus)
    zoomed = canvas.zoom
    qtbot.keyClick(minimap, Qt.Key.Key_Escape)

    assert focused
    assert moved == pytest.approx(wide / 2, abs=1)
    assert zoomed == pytest.approx(zoom / 1.25)
    assert canvas.hasFocus()


def test_it_moves_to_another_corner_when_the_chosen_node_is_beneath(qtbot, pair):
    canvas, minimap = pair
    home = minimap.pos()
    node = 5
    canvas.select(node)
    layout, place = canvas.scene.drawing.layout, canvas.scene.drawing.position(node)
    canvas.centre_on(float(layout.x[place]), float(layout.y[place]))
    at_home = minimap.pos()
    canvas.pan_by(canvas.width() / 2 - 60, canvas.height() / 2 - 60)
    beneath = QRect(home, minimap.size()).contains(canvas.place_of(node).toPoint())
    away = minimap.geometry()
    canvas.pan_by(-200, -200)

    assert (home, beneath) == (at_home, True)
    assert not away.contains(canvas.place_of(node).toPoint())
    assert canvas.rect().contains(away)
    assert minimap.pos() == home


@pytest.mark.parametrize("orientation", ["top-down", "left-right"])
def test_a_long_thin_drawing_is_more_than_a_line(qtbot, orientation):
    canvas = canvas_of(qtbot, scene_of(chain(400), replace(UNFOLDED, orientation=orientation)))
    minimap = Minimap(canvas)
    minimap.show_scene(canvas.scene)
    canvas.zoom_by(2 / canvas.zoom, smooth=False)
    minimap.grab()
    frame = minimap.frame()

    assert min(minimap.width(), minimap.height()) > 80
    assert min(frame.width(), frame.height()) >= 5
    assert minimap.rect().toRectF().contains(frame)


def test_every_part_of_a_drawing_colours_it(qtbot):
    _, minimap = mapped(qtbot, layered_model(900))
    image = minimap.grab().toImage()
    seen = {
        QColor.fromRgb(image.pixel(x, y)).name() for x in range(8, image.width() - 8, 2)
        for y in range(8, image.height() - 8, 2)
    }  # fmt: skip

    palette = current_palette()
    plain = {palette.role(role).lower() for role in ("variable", "slot", "layer")}
    assert len(seen - plain) > 3  # means of several colours, not the last one written


def test_no_scene_no_minimap(qtbot, pair):
    _, minimap = pair
    minimap.show_scene(None)

    assert not minimap.isVisible()
    assert np.isfinite([minimap.frame().width(), minimap.frame().height()]).all()
