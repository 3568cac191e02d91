"""The bar above the graph: nothing jumps or is lost in a narrow window, and every menu names its keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from explorer.report.graph_colours import BY_DTYPE, BY_SIZE, MODES
from tests.gui.graph.conftest import settle
from tests.gui.graph.hands import GUIDE, L1, NONE, click, key, menu_of, said

NARROW, WIDE = 427, 1100


def entry(button: QToolButton, name: str):
    return next(action for action in button.menu().actions() if action.objectName() == name)


def press(qtbot, view, action):
    """An entry of an opened menu, by its place."""
    menu = action.parent()
    menu.popup(view.mapToGlobal(view.rect().center()))
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, NONE, menu.actionGeometry(action).center())
    settle(qtbot, view)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_another_colouring_moves_no_button(qtbot, open_view, golden, width):
    view = open_view(golden / GUIDE, size=(width, 600))
    bar = view.toolbar

    def places():
        return [(button.x(), button.y()) for button in bar.findChildren(QToolButton) if button.isVisible()]

    bar.layout().activate()
    before = places()

    for mode in MODES:
        view.set_mode(mode)
        settle(qtbot, view)
        bar.layout().activate()

        assert places() == before
        assert bar.modes.sizeHint().width() <= bar.modes.width()


def test_what_a_narrow_bar_has_no_room_for_stands_in_a_menu(qtbot, open_view, golden):
    view = open_view(golden / GUIDE, size=(NARROW, 600))
    assert not view.toolbar.fit.isVisible()
    view.toolbar.layout().activate()
    assert len({button.y() for button in view.toolbar.findChildren(QToolButton) if button.isVisible()}) == 1
    key(qtbot, view, Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Plus)
    near = view.canvas.zoom

    press(qtbot, view, entry(view.toolbar.layouts, "graph_layout_fit"))
    fitted = view.canvas.zoom
    press(qtbot, view, entry(view.toolbar.layouts, "graph_layout_zoom_in"))
    qtbot.waitUntil(lambda: not view.canvas.is_moving)

    assert fitted < view.canvas.zoom < near


def test_the_menus_name_the_keys_and_do_the_same(qtbot, guide):
    bar = guide.toolbar
    turned = guide.canvas.scene.drawing.layout.orientation

    press(qtbot, guide, entry(bar.modes, "graph_colour_by_next"))
    by_menu = guide._mode
    press(qtbot, guide, entry(bar.layouts, "graph_layout_next"))

    assert entry(bar.modes, "graph_colour_by_next").text() == "Next of these\tC"
    assert entry(bar.layouts, "graph_layout_next").text() == "Next direction\tL"
    assert by_menu != "role"
    assert guide.canvas.scene.drawing.layout.orientation != turned
    assert bar.modes.accessibleName() == f"Colour by {by_menu}"


def test_the_menu_of_a_node_opens_its_card(qtbot, guide):
    entries = menu_of(guide, L1)

    entries["about"].trigger()

    assert entries["about"].text() == "About this node\tD"
    assert guide.card.isVisible()
    assert guide.card.accessibleDescription().startswith("l1, layer; path: net/l1")


@pytest.mark.parametrize(("mode", "fact"), [(BY_SIZE, "size"), (BY_DTYPE, "dtype")])
def test_a_folded_nodes_card_tells_what_its_colour_says(qtbot, guide, mode, fact):
    guide.set_mode(mode)
    click(qtbot, guide, L1)
    key(qtbot, guide, Qt.Key.Key_Return)
    position = guide.canvas.scene.drawing.position(L1)
    code = int(guide.canvas.scene.colouring.code[position])
    name = guide.canvas.scene.colouring.entries[code].name

    key(qtbot, guide, Qt.Key.Key_D)

    facts = {one.name: one.value for one in guide.card.facts}
    # kernel and bias with an m and a v each.
    assert facts[fact] == f"6 of 6 tensors {name}"


def test_what_is_hidden_is_told_below_and_the_picture_stays_where_it_is(qtbot, guide):
    top = guide.canvas.y()
    click(qtbot, guide, L1)

    key(qtbot, guide, Qt.Key.Key_G)

    assert guide.canvas.y() == top
    assert guide.state_bar.isVisible()
    assert guide.state_bar.y() >= guide.canvas.geometry().bottom()
    assert said(guide) == "7 of 18 nodes"


def test_the_count_of_what_is_hidden_is_never_cut_off(qtbot, open_view, golden):
    view = open_view(golden / GUIDE, size=(300, 600))
    click(qtbot, view, L1)
    key(qtbot, view, Qt.Key.Key_R)

    label = view.state_bar.label

    assert label.text() == "Only what is reachable from net/l1: 5 nodes, 13 hidden."
    assert "…" in label.shown_text()
    assert label.shown_text().startswith("Only ")
    assert label.shown_text().endswith("13 hidden.")


def test_tab_reaches_every_control_and_each_says_what_it_is(qtbot, open_window, golden):
    window = open_window(golden / GUIDE, view="graph")
    window.activateWindow()
    view = window.tabs.current_view
    settle(qtbot, view)
    window.session.select("", L1)
    settle(qtbot, view)
    path = view.breadcrumbs.findChildren(QToolButton)
    qtbot.waitUntil(lambda: path[-1].isVisible())
    view.setFocus()
    assert view.canvas.hasFocus()

    reached = [view.canvas]
    for _ in range(80):
        qtbot.keyClick(reached[-1], Qt.Key.Key_Tab)
        reached.append(window.focusWidget())
        if reached[-1] is view.canvas:
            break

    assert reached[-1] is view.canvas
    inside = [widget for widget in reached[:-1] if view.isAncestorOf(widget)]
    names = [widget.objectName() for widget in inside]
    assert {"graph_colour_by", "graph_layout", "graph_folds", "graph_fit", "graph_path_2"} <= set(names)
    assert {"graph_legend_variable", "graph_legend_other"} <= set(names)
    assert len(names) == len(set(names))
    assert [name for name, widget in zip(names, inside, strict=True) if not widget.accessibleName()] == []
    untold = [name for name, widget in zip(names, inside, strict=True) if not widget.toolTip()]
    assert untold == ["graph_canvas"]
