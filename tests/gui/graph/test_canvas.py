"""The canvas by real mouse and keys: choosing, moving, and what is asked for while painting."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from explorer.gui.graph.painter import BESIDE, MOST_LAYERS, _told_apart
from explorer.gui.theme import current_palette
from explorer.report.graph_drawing import GraphState
from tests.gui.graph.canvases import canvas_of, crossed, scene_of
from tests.made_graphs import chain, layered_model, make_graph

LEFT, SHIFT, CONTROL = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
ROOT, MODEL, OPTIMIZER, STEP, LAYER, KERNEL, KERNEL_M, KERNEL_V, BIAS = 0, 1, 2, 3, 4, 5, 6, 7, 8


@pytest.fixture
def canvas(qtbot):
    """Two layers; the node asked for becomes the primary one, as the view has it."""
    made = canvas_of(qtbot, scene_of(layered_model(2)))
    made.node_chosen.connect(made.select)
    return made


def at(canvas, node) -> QPoint:
    return canvas.place_of(node).toPoint()


def wheel(widget, place: QPointF, notches: int, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    event = QWheelEvent(
        place, QPointF(widget.mapToGlobal(place.toPoint())), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def drag(qtbot, canvas, start: QPoint, end: QPoint, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.mousePress(canvas, LEFT, modifiers, start)
    qtbot.mouseMove(canvas, (start + end) / 2)
    qtbot.mouseMove(canvas, end)
    qtbot.mouseRelease(canvas, LEFT, modifiers, end)


# --- choosing ----------------------------------------------------------------------------------


def test_control_and_click_adds_and_takes_away(qtbot, canvas):
    qtbot.mouseClick(canvas, LEFT, pos=at(canvas, KERNEL))
    qtbot.mouseClick(canvas, LEFT, CONTROL, at(canvas, BIAS))
    both, primary = canvas.chosen, canvas.selected
    qtbot.mouseClick(canvas, LEFT, CONTROL, at(canvas, BIAS))

    assert (both, primary) == ({KERNEL, BIAS}, BIAS)
    assert (canvas.chosen, canvas.selected) == ({KERNEL}, KERNEL)


def test_a_plain_click_chooses_one_again_and_an_empty_place_none(qtbot, canvas):
    canvas.set_chosen({KERNEL, BIAS, STEP})
    qtbot.mouseClick(canvas, LEFT, pos=at(canvas, BIAS))
    one = canvas.chosen
    qtbot.mouseClick(canvas, LEFT, pos=QPoint(3, 3))

    assert one == {BIAS}
    assert (canvas.chosen, canvas.selected) == (frozenset(), -1)


def test_shift_and_drag_chooses_what_it_encloses(qtbot, canvas):
    places = [at(canvas, node) for node in (KERNEL_M, KERNEL_V)]
    first, last = places[0] - QPoint(14, 14), places[1] + QPoint(14, 14)
    before = canvas.viewport

    with qtbot.waitSignal(canvas.chosen_changed) as changed:
        drag(qtbot, canvas, first, last, SHIFT)

    assert changed.args == [{KERNEL_M, KERNEL_V}]
    assert canvas.selected in {KERNEL_M, KERNEL_V}
    assert canvas.viewport == before


def test_with_control_too_the_rubber_band_adds(qtbot, canvas):
    qtbot.mouseClick(canvas, LEFT, pos=at(canvas, STEP))
    middle = at(canvas, KERNEL)
    drag(qtbot, canvas, middle - QPoint(14, 14), middle + QPoint(14, 14), SHIFT | CONTROL)

    assert canvas.chosen == {STEP, KERNEL}


def test_the_rubber_band_is_painted_while_it_is_drawn(qtbot, canvas):
    qtbot.mousePress(canvas, LEFT, SHIFT, QPoint(5, 300))
    qtbot.mouseMove(canvas, QPoint(40, 340))
    qtbot.mouseMove(canvas, QPoint(80, 400))
    image = canvas.grab().toImage()
    qtbot.mouseRelease(canvas, LEFT, SHIFT, QPoint(80, 400))

    assert image.pixelColor(40, 350) != QColor(current_palette().canvas)
    assert canvas.grab().toImage().pixelColor(40, 350) == QColor(current_palette().canvas)


def test_several_nodes_are_chosen_by_keyboard(qtbot, canvas):
    qtbot.mouseClick(canvas, LEFT, pos=at(canvas, KERNEL))
    qtbot.keyClick(canvas, Qt.Key.Key_Right, CONTROL | SHIFT)
    walked = canvas.chosen
    qtbot.keyClick(canvas, Qt.Key.Key_Space, CONTROL)

    assert walked == {KERNEL, BIAS}
    assert canvas.chosen == {KERNEL}


def test_control_and_a_is_left_to_the_view_around_it(qtbot, canvas):
    class Around(QWidget):
        heard = ()

        def keyPressEvent(self, event):
            self.heard = (*self.heard, event.key())

    around = Around()
    qtbot.addWidget(around)
    canvas.setParent(around)
    around.show()
    qtbot.keyClick(canvas, Qt.Key.Key_A, CONTROL)
    heard = around.heard
    canvas.setParent(None)

    assert (heard[-1], canvas.chosen) == (Qt.Key.Key_A, frozenset())


def test_what_another_view_chose_becomes_the_only_one(qtbot, canvas):
    canvas.set_chosen({KERNEL, BIAS})
    with qtbot.waitSignal(canvas.chosen_changed) as changed:
        canvas.select(STEP)

    assert changed.args == [{STEP}]


def test_the_menu_on_one_of_several_keeps_them(qtbot, canvas):
    canvas.set_chosen({KERNEL, BIAS})
    asked = []
    canvas.menu_asked.connect(lambda node, _: asked.append(node))
    place = at(canvas, BIAS)
    QApplication.sendEvent(
        canvas, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, canvas.mapToGlobal(place))
    )

    assert (asked, canvas.chosen) == ([BIAS], {KERNEL, BIAS})


# --- moving ------------------------------------------------------------------------------------


def test_the_wheel_zooms_at_the_cursor(qtbot, canvas):
    place = canvas.place_of(STEP)
    before = canvas.zoom
    wheel(canvas, place, 2)

    assert canvas.zoom == pytest.approx(before * 1.25**2)
    assert (canvas.place_of(STEP) - place).manhattanLength() < 1e-6


def test_zoom_ends_at_eight_hundred_percent(qtbot, canvas):
    for _ in range(30):
        qtbot.keyClick(canvas, Qt.Key.Key_Plus)

    assert canvas.zoom == 8.0


def test_a_smooth_zoom_arrives_where_the_wheel_aims(qtbot):
    canvas = canvas_of(qtbot, scene_of(layered_model(2)), moves=True)
    place, before = canvas.place_of(STEP), canvas.zoom
    wheel(canvas, place, 1)
    on_its_way = canvas.zoom
    wheel(canvas, place, 1)
    qtbot.waitUntil(lambda: not canvas.is_moving)

    assert on_its_way == before
    assert canvas.zoom == pytest.approx(before * 1.25**2)
    assert (canvas.place_of(STEP) - place).manhattanLength() < 0.01


def test_after_a_quick_drag_the_picture_glides_on_until_a_click(qtbot):
    canvas = canvas_of(qtbot, scene_of(layered_model(40)), moves=True)
    canvas.zoom_by(4, smooth=False)
    drag(qtbot, canvas, QPoint(300, 300), QPoint(420, 300))
    assert canvas.is_moving
    qtbot.mousePress(canvas, LEFT, pos=QPoint(10, 10))

    assert not canvas.is_moving


def test_f_zooms_to_all_that_is_chosen(qtbot, canvas):
    canvas.set_chosen({KERNEL_M, KERNEL_V})
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_F)

    assert canvas.zoom == pytest.approx(1.6)
    assert all(canvas.rect().contains(at(canvas, node)) for node in (KERNEL_M, KERNEL_V))


def test_reduced_motion_jumps(qtbot, canvas):
    canvas.show_node(KERNEL, closer=True)

    assert not canvas.is_moving
    assert canvas.zoom == pytest.approx(1.6)


def test_linked_canvases_show_the_same_place(qtbot, canvas):
    other = canvas_of(qtbot, scene_of(layered_model(2)), size=(500, 400))
    canvas.link(other)
    canvas.zoom_by(2, smooth=False)
    canvas.pan_by(31, -17)
    followed = other.world_rect().center()
    other.centre_on(120, 90)
    led = canvas.world_rect().center()
    canvas.link(None)
    canvas.pan_by(500, 0)

    assert other.zoom == canvas.zoom
    assert (followed - QPointF(120, 90)).manhattanLength() > 20
    assert (led - QPointF(120, 90)).manhattanLength() < 2
    assert (other.world_rect().center() - QPointF(120, 90)).manhattanLength() < 2


# --- what is painted ---------------------------------------------------------------------------


def test_a_panned_picture_is_the_picture_painted_anew(qtbot):
    canvas = canvas_of(qtbot, scene_of(layered_model(300)))
    for zoom in (0.1, 0.2, 0.45, 0.7, 2.0):
        canvas.zoom_by(zoom / canvas.zoom, smooth=False)
        canvas.centre_on(900, 500)
        canvas.grab()
        for right, down in ((13, 7), (-40, 22), (5, -61)):
            canvas.pan_by(right, down)
            canvas.grab()
        joined = canvas.grab().toImage()
        canvas.refresh()

        assert canvas.grab().toImage() == joined, zoom


def test_histograms_are_asked_for_variables_in_sight_only_and_from_near_only(qtbot, canvas):
    asked = []
    canvas.sparks = lambda nodes: asked.append(set(nodes)) or {}
    canvas.refresh()
    canvas.grab()
    from_afar = list(asked)
    canvas.zoom_by(6 / canvas.zoom, smooth=False)
    layout = canvas.scene.drawing.layout
    place = canvas.scene.drawing.position(KERNEL)
    canvas.centre_on(float(layout.x[place]), float(layout.y[place]))
    canvas.grab()

    assert from_afar == []
    assert set().union(*asked) == {KERNEL}


def test_a_strip_that_comes_into_sight_asks_for_all_that_is_in_sight(qtbot, canvas):
    canvas.zoom_by(2 / canvas.zoom, smooth=False)
    layout = canvas.scene.drawing.layout
    place = canvas.scene.drawing.position(KERNEL)
    canvas.centre_on(float(layout.x[place]), float(layout.y[place]))
    canvas.grab()
    asked = []
    canvas.sparks = lambda nodes: asked.append(set(nodes)) or {}
    for _ in range(80):
        canvas.pan_by(-12, 0)
        canvas.grab()
        if asked:
            break

    in_sight = {
        node for node in (STEP, KERNEL, KERNEL_M, KERNEL_V, BIAS, BIAS + 1, BIAS + 2)
        if canvas.rect().contains(at(canvas, node))
    }  # fmt: skip
    assert len(in_sight) > 1
    assert asked
    assert all(in_sight <= nodes for nodes in asked)


def test_a_histogram_is_drawn_inside_its_node_and_not_beside_it(qtbot, canvas):
    canvas.zoom_by(8 / canvas.zoom, smooth=False)
    layout = canvas.scene.drawing.layout
    place = canvas.scene.drawing.position(KERNEL)
    canvas.centre_on(float(layout.x[place]), float(layout.y[place]))
    blue = QColor(current_palette().role("variable"))
    bare = canvas.grab().toImage()
    canvas.sparks = lambda nodes: {node: np.array([0, 0, 9, 0]) for node in nodes}
    canvas.refresh()
    image = canvas.grab().toImage()

    middle = at(canvas, KERNEL)
    in_bar, in_gap = middle + QPoint(25, 0), middle - QPoint(25, 0)
    changed = [
        (x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
        if image.pixel(x, y) != bare.pixel(x, y)
    ]  # fmt: skip
    assert image.pixelColor(in_bar) != blue
    assert image.pixelColor(in_gap) == blue
    assert changed
    assert all((QPoint(x, y) - middle).manhattanLength() < 2 * 72 for x, y in changed)


def test_a_note_is_pinned_to_its_node(qtbot, canvas):
    bare = canvas.grab().toImage()
    canvas.notes = {STEP: "<b>why</b> so large?", 99_999: "of another graph"}
    pinned = canvas.grab().toImage()

    assert pinned != bare
    assert "note: <b>why</b> so large?" in canvas.describe(STEP)


def test_matches_inside_a_folded_node_are_counted_on_it(qtbot):
    graph = layered_model(2)
    canvas = canvas_of(qtbot, scene_of(graph, GraphState(collapsed=frozenset({LAYER}))))
    canvas.set_matches(np.array([KERNEL, BIAS, STEP, -1, 500]), True)
    bare = canvas.grab().toImage()
    positions, counts = canvas._folded_matches()
    canvas.set_matches(np.array([STEP]), True)

    assert dict(zip(positions.tolist(), counts.tolist(), strict=True)) == {
        canvas.scene.drawing.position(LAYER): 2
    }
    assert canvas.grab().toImage() != bare


def test_what_is_absent_is_an_outline_without_its_edges(qtbot):
    graph = layered_model(1)
    whole = scene_of(graph)
    place = whole.drawing.position(STEP)
    absent = np.zeros(whole.drawing.count, bool)
    absent[place] = True
    scene = replace(whole, absent=absent)
    canvas = canvas_of(qtbot, scene)
    canvas.grab()

    edges = scene.drawing.edges
    missing = [int(edges.target[edge]) for edge in np.flatnonzero(scene.edge_is_absent)]
    middle = canvas.grab().toImage().pixelColor(at(canvas, STEP))
    assert missing == [place]
    assert place not in {int(edges.target[edge]) for edge in canvas._painter.sight.curves}
    assert middle == QColor(current_palette().canvas)
    assert "not in this checkpoint" in canvas.describe(STEP)


def test_edges_left_out_are_told(qtbot, monkeypatch):
    monkeypatch.setattr("explorer.gui.graph.sight.MOST_CURVES", 50)
    canvas = canvas_of(qtbot, scene_of(crossed(80)))
    canvas.grab()
    with qtbot.waitSignal(canvas.undrawn_changed) as told:
        canvas.fit()
    drawn = len(canvas._painter.sight.curves)

    assert told.args == [len(canvas.scene.drawing.edges.kind) - 50]
    assert drawn == 50


def test_lines_too_small_to_draw_are_told_until_the_view_is_closer(qtbot):
    canvas = canvas_of(qtbot, scene_of(layered_model(400)))
    canvas.zoom_by(0.1 / canvas.zoom, smooth=False)
    canvas.grab()
    qtbot.waitUntil(lambda: canvas.undrawn_edges > 0)
    canvas.zoom_by(0.5 / canvas.zoom, smooth=False)
    canvas.grab()

    qtbot.waitUntil(lambda: canvas.undrawn_edges == 0)


def test_a_stem_counts_all_that_runs_over_it(qtbot):
    scene = scene_of(layered_model(40))
    edges, times = scene.drawing.edges, scene.drawing.edges.segment_times

    by_hand = np.zeros(len(edges.curve), int)
    for edge in range(len(edges.kind)):
        by_hand[edges.whole(edge)] += edges.times[edge]
    assert edges.continues.max() >= 0  # there are stems
    assert times.tolist() == by_hand.tolist()


# --- bad and odd graphs ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "graph",
    [
        make_graph(["container"], []),
        make_graph(["container", "other"], [(0, "a", 1), (1, "b", 0), (1, "c", 1)]),
        make_graph(["container", "variable"], [(0, "x" * 1_000_000, 1)], rows={1: 0}),
        chain(2_000),
    ],
    ids=["one node", "cycles", "a name of a megabyte", "a long chain"],
)
def test_odd_graphs_are_painted_at_every_zoom(qtbot, graph):
    canvas = canvas_of(qtbot, scene_of(graph))
    empty = QColor(current_palette().canvas)
    for zoom in (0.02, 0.2, 0.5, 1.0, 8.0):
        canvas.fit()
        canvas.zoom_by(zoom / canvas.zoom, smooth=False)
        canvas.centre_on(float(canvas.scene.drawing.layout.x[0]), float(canvas.scene.drawing.layout.y[0]))
        assert canvas.grab().toImage().pixelColor(canvas.rect().center()) != empty


def test_a_graph_without_nodes_is_a_sentence(qtbot):
    canvas = canvas_of(qtbot, None)
    canvas.set_message("Nothing to see.")

    assert canvas.node_at(QPointF(10, 10)) == -1
    assert canvas.nodes_in(canvas.rect().toRectF()) == frozenset()
    assert canvas.grab().toImage().pixelColor(2, 2) == QColor(current_palette().canvas)


def test_thousands_of_blocks_around_the_picture_are_painted_as_a_few():
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    around = np.array([[-1e6 - depth, -1e6, 1e6, 1e6 + depth] for depth in range(50_000)])
    inner = np.array([[10, 10, 200.0, 90.0], [10, 10, 200.0, 90.0], [12, 10, 200.0, 90.0], [-50, 20, 40, 60]])

    box, times = _told_apart(np.concatenate([around, inner]), image)

    assert box[1:].tolist() == [[10, 10, 200, 90], [12, 10, 200, 90], [-BESIDE, 20, 40, 60]]
    assert (box[0] <= 0).sum() == 2  # left and top of the picture, out of sight
    assert box[0, 2] > 300
    assert box[0, 3] > 200
    assert times.tolist() == [MOST_LAYERS, 2, 1, 1]
