"""A new save of a followed run: every view shows it, and stands where it stood."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

from explorer.gui.main_window import MainWindow
from tests.builders import VALUE
from tests.gui.shell.test_following import idle, look, put, unfollowed_window
from tests.writing_order import checkpoint_files

LAYERS = 40
SAVES = ("ckpt-1", "ckpt-2", "ckpt-3")
KERNEL = f"net/layer_with_weights-9/kernel{VALUE}"
BIAS = f"net/layer_with_weights-9/bias{VALUE}"


@pytest.fixture(scope="module")
def saves() -> list[dict[str, bytes]]:
    return [checkpoint_files(100 * n, number=n, layers=LAYERS, units=40) for n in (1, 2, 3)]


@pytest.fixture
def run(tmp_path, saves) -> Path:
    directory = tmp_path / "run"
    directory.mkdir()
    for number in (1, 2):
        put(directory, f"ckpt-{number}", saves[number - 1], SAVES[:number])
    return directory


def save_again(qtbot, window: MainWindow, run: Path, saves) -> None:
    """The trainer writes its third checkpoint, and the window moves on to it."""
    put(run, "ckpt-3", saves[2], SAVES)
    look(qtbot, window.session)
    idle(qtbot, window)
    assert window.session.newer_entry.step == 300
    assert window.session.newer.step == 300


def test_the_variables_table_keeps_place_selection_order_and_filter(qtbot, open_window, run, saves):
    window = unfollowed_window(open_window, run)
    view = window.tabs.view("variables")
    view.filter.setText("kernel")
    view.table.sortByColumn(view.model.column_index("key"), Qt.SortOrder.DescendingOrder)
    view.table.choose(KERNEL)
    window.session.select(KERNEL)
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    view.table.selectionModel().select(view.model.index(1, 0), flags)
    view.table.verticalScrollBar().setValue(40)
    before = view.table.visible_rows(), view.table.chosen_keys(), view.table.current_key
    top = view.model.key_at(40)

    save_again(qtbot, window, run, saves)

    assert (view.table.visible_rows(), view.table.chosen_keys(), view.table.current_key) == before
    assert view.model.key_at(view.table.verticalScrollBar().value()) == top
    assert view.filter.text() == "kernel"
    assert view.model.is_descending
    assert view.model.source.checkpoint.step == 300


def test_the_tree_of_scopes_keeps_what_was_unfolded(qtbot, open_window, run, saves):
    window = unfollowed_window(open_window, run)
    view = window.tabs.view("variables")
    view.mode_button.click()
    tree, model = view.tree, view.tree.model()
    idle(qtbot, window)
    net = next(model.index(r, 0) for r in range(model.rowCount()) if "net" in model.index(r, 0).data())
    tree.expand(net)
    layer = model.index(7, 0, net)
    tree.expand(layer)
    tree.executeDelayedItemsLayout()
    tree.verticalScrollBar().setValue(5)
    name, top = layer.data(), tree.verticalScrollBar().value()

    save_again(qtbot, window, run, saves)

    net = next(model.index(r, 0) for r in range(model.rowCount()) if "net" in model.index(r, 0).data())
    assert tree.isExpanded(net)
    assert model.index(7, 0, net).data() == name
    assert tree.isExpanded(model.index(7, 0, net))
    assert tree.verticalScrollBar().value() == top > 0
    assert model.source.checkpoint.step == 300


def test_the_graph_keeps_its_camera_and_what_is_folded(qtbot, open_window, run, saves):
    window = unfollowed_window(open_window, run, view="graph")
    view = window.tabs.view("graph")
    window.session.select(KERNEL)
    view.canvas.zoom_by(1.7, smooth=False)
    view.canvas.pan_by(-120, -60)
    idle(qtbot, window)
    before = view.canvas.zoom, view.canvas.viewport, view._state, view.canvas.selected

    save_again(qtbot, window, run, saves)

    assert (view.canvas.zoom, view.canvas.viewport, view._state, view.canvas.selected) == before
    assert view._loaded.checkpoint.step == 300


def test_compare_keeps_place_filter_and_chips(qtbot, open_window, run, saves):
    window = unfollowed_window(open_window, run, view="compare")
    view = window.tabs.view("compare")
    view.filter.setText("kernel")
    window.session.select(KERNEL)
    view.table.verticalScrollBar().setValue(30)
    idle(qtbot, window)
    before = view.table.visible_rows(), view.table.current_key, view.table.chosen_keys()

    save_again(qtbot, window, run, saves)

    assert (view.table.visible_rows(), view.table.current_key, view.table.chosen_keys()) == before
    assert before[0].start == 30
    assert view.filter.text() == "kernel"
    assert (view._source.older.step, view._source.newer.step) == (200, 300)


def test_restore_keeps_place_and_pressed_verdicts(qtbot, open_window, run, saves):
    window = unfollowed_window(open_window, run, view="restore")
    view, session = window.tabs.view("restore"), window.session
    session.choose_target_entry(session.run.checkpoints[0])
    idle(qtbot, window)
    verdict = next(iter(view._source.counts()))
    view.chips.buttons[verdict].click()
    session.select(KERNEL)
    view.table.verticalScrollBar().setValue(20)
    before = view.table.verticalScrollBar().value(), view.chips.pressed(), view.table.current_key

    save_again(qtbot, window, run, saves)

    shown = view.table.verticalScrollBar().value(), view.chips.pressed(), view.table.current_key
    assert shown == before == (20, frozenset({verdict}), KERNEL)
    assert window.session.report.checkpoint == "ckpt-3"


def test_histograms_keep_their_zoom_and_get_a_row_more(qtbot, open_window, run, saves):
    window = unfollowed_window(open_window, run, view="histograms")
    view = window.tabs.view("histograms")
    window.session.select(KERNEL)
    idle(qtbot, window)
    box = view.plot.plotItem.getViewBox()
    box.setXRange(0.4, 0.6, padding=0)
    idle(qtbot, window)
    before = box.viewRange()[0]

    save_again(qtbot, window, run, saves)

    assert box.viewRange()[0] == before
    assert [record.label for record in view.picture.records] == ["100", "200", "300"]
    assert all(record.statistics is not None for record in view.picture.records)


def test_steps_that_are_deleted_stay_in_the_histograms(qtbot, open_window, run, saves):
    window = unfollowed_window(open_window, run, view="histograms")
    view = window.tabs.view("histograms")
    window.session.select(KERNEL)
    idle(qtbot, window)
    for path in run.glob("ckpt-1.*"):
        path.unlink()

    look(qtbot, window.session)
    idle(qtbot, window)

    assert [record.entry.status for record in view.picture.records] == ["gone", "complete"]
    assert all(record.statistics is not None for record in view.picture.records)


def test_the_numbers_keep_place_and_selection(qtbot, open_window, run, saves):
    window = unfollowed_window(open_window, run, view="values")
    view = window.tabs.view("values")
    window.session.select(KERNEL)
    idle(qtbot, window)
    view.set_mode("grid")
    idle(qtbot, window)
    grid = view.pages.page("grid")
    grid.grid.selectionModel().select(grid.model.index(12, 3), QItemSelectionModel.SelectionFlag.Select)
    grid.grid.verticalScrollBar().setValue(9)
    grid.grid.horizontalScrollBar().setValue(4)
    old = grid.model.value_at(12, 3)
    place = grid.grid.verticalScrollBar().value(), grid.grid.horizontalScrollBar().value()

    save_again(qtbot, window, run, saves)

    assert (grid.grid.verticalScrollBar().value(), grid.grid.horizontalScrollBar().value()) == place
    assert min(place) > 0
    assert [(i.row(), i.column()) for i in grid.grid.selectedIndexes()] == [(12, 3)]
    assert grid.model.value_at(12, 3) != old


@pytest.mark.parametrize("key", [KERNEL, BIAS])
def test_the_picture_of_values_keeps_its_zoom(qtbot, open_window, run, saves, key):
    window = unfollowed_window(open_window, run, view="values")
    view = window.tabs.view("values")
    window.session.select(key)
    idle(qtbot, window)
    plot = view.heat_map if key == KERNEL else view.pages.page("vector").plot
    box = plot.plotItem.getViewBox()
    box.setXRange(5, 15, padding=0)
    idle(qtbot, window)
    before = box.viewRange()[0]

    save_again(qtbot, window, run, saves)

    assert box.viewRange()[0] == before
    assert before != [0, 40]
