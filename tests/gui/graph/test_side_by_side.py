"""Two checkpoints' graphs side by side, by real keys, clicks and drags."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel

from explorer.gui.graph.curve_painter import _on_screen, _paths
from explorer.gui.graph.scene import make_scene
from explorer.gui.inspector.inspector import Inspector
from explorer.gui.theme import current_palette
from explorer.report.graph_colours import BY_DIFFERENCE, BY_ROLE
from tests.builders import write_bundle
from tests.gui.graph.conftest import settle

GUIDE = "net_adam_manager_legacy_tf215/tf_ckpts"


@pytest.fixture
def pair(qtbot, open_view, tmp_path):
    """Two steps of a name-based model: a stays, b is of another shape, gone goes and come comes."""
    write_bundle(tmp_path / "model.ckpt-1", {
        "a/kernel": np.ones(3, np.float32), "b/kernel": np.ones(2, np.float32), "gone/kernel": np.ones(4, np.float32),
        "global_step": np.int64(1),
    })  # fmt: skip
    write_bundle(tmp_path / "model.ckpt-2", {
        "a/kernel": np.ones(3, np.float32), "b/kernel": np.ones(5, np.float32), "come/kernel": np.ones(6, np.float32),
        "global_step": np.int64(2),
    })  # fmt: skip
    view = open_view(tmp_path)
    press_b(qtbot, view)
    return view


def press_b(qtbot, view) -> None:
    view.canvas.setFocus()
    qtbot.keyClick(view.canvas, Qt.Key.Key_B)
    settled(qtbot, view)


def settled(qtbot, view) -> None:
    settle(qtbot, view)
    older = view.sides.older
    qtbot.waitUntil(lambda: not view.is_busy() and (older is None or not older.is_moving), timeout=5_000)


def node_of(view, path: str) -> int:
    graph = view.canvas.scene.drawing.graph
    return next(node for node in range(graph.node_count) if graph.path(node) == path)


def absent(canvas) -> set[str]:
    scene = canvas.scene
    graph = scene.drawing.graph
    return {graph.path(int(node)) for node in scene.drawing.layout.node[scene.absent]}


def view_of(canvas) -> tuple[float, float, float]:
    """Zoom and the point of the drawing in the middle."""
    rect = canvas.world_rect()
    return round(canvas.zoom, 6), round(rect.center().x()), round(rect.center().y())


def test_the_key_b_shows_both_steps_in_one_layout(pair):
    older, newer = pair.sides.older, pair.canvas

    assert older.isVisible()
    assert abs(older.height() - newer.height()) <= 1
    assert older.scene.drawing.layout is newer.scene.drawing.layout
    assert absent(older) == {"come", "come/kernel"}
    assert absent(newer) == {"gone", "gone/kernel"}
    titles = [pair.findChild(QLabel, f"graph_title_{side}").text() for side in ("older", "newer")]
    assert titles == ["Older: step 1 · model.ckpt-1", "Newer: step 2 · model.ckpt-2"]


def test_each_side_tells_its_own_shapes(pair):
    position = pair.canvas.scene.drawing.position(node_of(pair, "b/kernel"))

    sides = [canvas.scene.drawing.detail[position] for canvas in (pair.sides.older, pair.canvas)]

    assert sides == ["float32 [2]", "float32 [5]"]


def test_the_key_b_again_goes_back_to_one_graph(qtbot, pair):
    press_b(qtbot, pair)

    assert not pair.sides.older.isVisible()
    graph = pair.canvas.scene.drawing.graph
    assert "gone/kernel" not in {graph.path(node) for node in range(graph.node_count)}
    assert not pair.canvas.scene.absent.any()


def test_a_drag_and_a_wheel_on_one_side_move_the_other(qtbot, pair):
    older, newer = pair.sides.older, pair.canvas
    before = view_of(newer)

    start = QPoint(30, older.height() - 30)
    qtbot.mousePress(older, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(older, start + QPoint(40, -25))
    qtbot.mouseMove(older, start + QPoint(60, -45))
    qtbot.mouseRelease(older, Qt.MouseButton.LeftButton, pos=start + QPoint(60, -45))
    settled(qtbot, pair)

    assert view_of(newer)[1:] != before[1:]
    assert np.allclose(view_of(newer), view_of(older), atol=1.5)
    qtbot.keyClick(newer, Qt.Key.Key_Plus)
    settled(qtbot, pair)
    assert view_of(older)[0] > before[0]
    assert np.allclose(view_of(newer), view_of(older), atol=1.5)


def test_a_click_on_the_older_side_chooses_on_both(qtbot, pair):
    older, newer = pair.sides.older, pair.canvas
    node = node_of(pair, "b/kernel")

    qtbot.mouseClick(older, Qt.MouseButton.LeftButton, pos=older.place_of(node).toPoint())
    settled(qtbot, pair)

    qtbot.waitUntil(lambda: older.selected == node)
    assert (newer.selected, pair.side) == (node, "older")
    assert pair.session.selected_key == "b/kernel"
    qtbot.mouseClick(
        newer, Qt.MouseButton.LeftButton, pos=newer.place_of(node_of(pair, "a/kernel")).toPoint()
    )
    assert pair.side == "newer"


def test_what_only_the_older_side_has_is_told_by_the_inspector(qtbot, pair):
    inspector = Inspector(pair.session)
    qtbot.addWidget(inspector)
    older = pair.sides.older
    node = node_of(pair, "gone/kernel")

    qtbot.mouseClick(older, Qt.MouseButton.LeftButton, pos=older.place_of(node).toPoint())
    settled(qtbot, pair)

    assert (pair.session.selected_key, pair.selected_keys()) == ("gone/kernel", ())
    qtbot.waitUntil(
        lambda: (
            "Step 1 holds it: float32 [4], 16 B."
            in {label.text() for label in inspector.findChildren(QLabel)}
        )
    )


def test_folding_on_one_side_folds_both(qtbot, pair):
    older = pair.sides.older
    node = node_of(pair, "gone")

    qtbot.mouseDClick(older, Qt.MouseButton.LeftButton, pos=older.place_of(node).toPoint())
    settled(qtbot, pair)

    kernel = node_of(pair, "gone/kernel")
    assert older.scene.drawing.position(kernel) == pair.canvas.scene.drawing.position(kernel) == -1


def test_keys_mean_the_same_on_both_sides(qtbot, pair):
    older = pair.sides.older
    older.setFocus()

    qtbot.keyClick(older, Qt.Key.Key_Home)
    settled(qtbot, pair)
    qtbot.keyClick(older, Qt.Key.Key_Down)
    settled(qtbot, pair)
    first = pair.canvas.selected
    qtbot.keyClick(older, Qt.Key.Key_G)
    settled(qtbot, pair)

    assert pair.canvas.scene.drawing.state.root == first > 0
    assert older.scene.drawing.layout is pair.canvas.scene.drawing.layout


def test_pointing_at_a_node_lights_it_up_on_both_sides(qtbot, pair):
    older, newer = pair.sides.older, pair.canvas
    node = node_of(pair, "b/kernel")

    qtbot.mouseMove(older, older.place_of(node).toPoint())

    qtbot.waitUntil(lambda: (older.pointed, newer.pointed) == (node, node), timeout=3_000)


def test_the_search_marks_on_both_sides(qtbot, pair):
    pair.set_search("kernel")
    settled(qtbot, pair)

    qtbot.waitUntil(lambda: pair.sides.older.searching)
    assert sorted(pair.sides.older.matches.tolist()) == sorted(pair.canvas.matches.tolist()) != []


def test_a_difference_is_coloured_alike_on_both_sides(qtbot, pair):
    pair.set_mode(BY_DIFFERENCE)
    settled(qtbot, pair)

    colour = {}
    for name, canvas in (("gone/kernel", pair.sides.older), ("come/kernel", pair.canvas)):
        position = canvas.scene.drawing.position(node_of(pair, name))
        colour[name] = f"#{int(canvas.scene.fill[position]) & 0xFFFFFF:06X}"
    palette = current_palette()
    assert colour == {
        "gone/kernel": palette.difference("removed"),
        "come/kernel": palette.difference("added"),
    }


def test_without_an_older_step_a_sentence_and_a_button(qtbot, open_view, tmp_path):
    write_bundle(tmp_path / "model.ckpt-1", {"a/kernel": np.ones(3, np.float32)})
    view = open_view(tmp_path)

    press_b(qtbot, view)

    assert view.sides.older.message.startswith("No older step to show beside this one")
    assert view.sides.choose.isVisible()
    assert view.canvas.scene.colouring.mode == BY_ROLE


def test_a_step_of_another_directory_is_named_with_it(qtbot, open_view, golden, tmp_path):
    (tmp_path / "other").mkdir()
    write_bundle(
        tmp_path / "other" / "model.ckpt-7", {"step": np.int64(7), "net/l1/kernel": np.ones(3, np.float32)}
    )
    view = open_view(golden / GUIDE)
    view.session.choose_older_path(tmp_path / "other")
    qtbot.waitUntil(lambda: view.session.older_is_elsewhere and not view.session.is_busy())

    press_b(qtbot, view)

    assert "other/model.ckpt-7" in view.sides.older_title.text()
    assert {"net/l1/kernel"} & {
        view.canvas.scene.drawing.graph.path(n) for n in range(view._loaded.graph.node_count)
    }


def test_the_ways_to_it_have_names(pair):
    action = pair.findChild(QAction, "graph_side_by_side")

    assert action in pair.toolbar.layouts.menu().actions()
    assert action.shortcut().toString() == "B"
    assert pair.sides.older.accessibleName() == "Object graph of the older step"


def test_a_side_that_waits_for_another_graph_chooses_nothing_in_it(qtbot, pair):
    older = pair.sides.older
    gone = node_of(pair, "gone/kernel")
    place, late = older.place_of(gone).toPoint(), older.scene
    press_b(qtbot, pair)  # the newer side has a graph without it ...
    pair.sides.show_pair(True)
    older.set_scene(late)  # ... while the older one still shows what was there before
    older.resize(pair.canvas.size())

    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        qtbot.mouseClick(older, Qt.MouseButton.LeftButton, modifier, pos=older.place_of(gone).toPoint())
    older.set_chosen({0, gone})

    assert place is not None
    assert gone >= pair.canvas.scene.drawing.graph.node_count
    assert pair.canvas.chosen == frozenset()
    assert pair.canvas.selected == -1


def test_nodes_of_the_older_side_are_not_chosen_any_more_without_it(qtbot, pair):
    gone, kernel = node_of(pair, "gone/kernel"), node_of(pair, "a/kernel")
    pair.canvas.set_chosen({gone, kernel})
    settled(qtbot, pair)
    before = pair.canvas.chosen

    press_b(qtbot, pair)
    pair.canvas.set_chosen({kernel, gone, 10**9})

    assert before == {gone, kernel}
    assert pair.canvas.chosen == {kernel}
    assert pair.selected_keys() == ("a/kernel",)


def test_a_line_whose_stem_belongs_to_what_is_absent_is_drawn_whole(open_view, golden):
    view = open_view(golden / GUIDE)
    scene = view.canvas.scene
    edges = scene.drawing.edges
    (borrowing, *_) = np.flatnonzero((edges.continues >= 0) & (edges.borrowed > 0)).tolist()
    stem = int(edges.continues[borrowing])
    gone = np.zeros(scene.drawing.layout.count, np.bool_)
    gone[edges.target[stem]] = True

    pair = make_scene(scene.drawing, scene.colouring, scene.palette, absent=gone)

    there = np.flatnonzero(~pair.edge_is_absent)
    ways = {segment for edge in there.tolist() for segment in edges.whole(edge).tolist()}
    own = set(edges.segments_of(there).tolist())
    assert pair.edge_lost_stem[borrowing]
    assert not scene.edge_lost_stem.any()
    assert ways > own  # bits that only the absent edge owns
    ends = {
        tuple(np.round(row, 3))
        for row in _on_screen(pair, view.canvas.viewport, np.array(sorted(ways)))[:, 6:]
    }
    drawn = set()
    for path, _ in _paths(pair, view.canvas.viewport, there, whole=False):
        points = [path.elementAt(place) for place in range(3, path.elementCount(), 3)]
        drawn |= {(round(point.x, 3), round(point.y, 3)) for point in points}
    assert drawn == ends
