"""A part of the graph alone: in focus, reachable, or chosen; what is hidden is told, and every way leads back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from tests.gui.graph.conftest import settle
from tests.gui.graph.hands import BIAS, CONTROL, KERNEL, L1, NET, OPTIMIZER, click, key, menu_of, shown
from tests.made_graphs import layered_model

MODEL, STEP = 1, 3  # of a made model

Key = Qt.Key
LAYER = [L1, KERNEL, BIAS, 14, 15, 16, 17]


def path(view):
    buttons = view.breadcrumbs.findChildren(QToolButton)
    return [button for button in buttons if button.isVisibleTo(view)]


def told(view):
    return view.state_bar.label.text() if view.state_bar.isVisible() else ""


def test_g_shows_a_node_and_what_is_below_only_and_says_what_is_hidden(qtbot, guide):
    click(qtbot, guide, L1)

    key(qtbot, guide, Key.Key_G)

    assert shown(guide) == LAYER
    assert told(guide) == "Only net/l1 and below: 7 nodes, 11 hidden."
    qtbot.waitUntil(
        lambda: [button.text() for button in path(guide)] == ["[(root)]", "[net]", "l1"], timeout=2_000
    )


def test_a_part_of_the_path_that_is_left_out_leads_back(qtbot, guide):
    click(qtbot, guide, L1)
    key(qtbot, guide, Key.Key_G)
    qtbot.waitUntil(lambda: len(path(guide)) == 3, timeout=2_000)
    tips = [button.toolTip() for button in path(guide)]

    qtbot.mouseClick(path(guide)[1], Qt.MouseButton.LeftButton)
    settle(qtbot, guide)
    once = shown(guide)
    qtbot.waitUntil(lambda: len(path(guide)) > 1, timeout=2_000)
    qtbot.mouseClick(path(guide)[0], Qt.MouseButton.LeftButton)
    settle(qtbot, guide)

    assert "left out now" in tips[1]
    assert once == sorted([NET, *LAYER])
    assert len(shown(guide)) == 18
    assert told(guide) == ""


def test_backspace_leaves_the_focus_level_by_level(qtbot, guide):
    click(qtbot, guide, KERNEL)
    counts = []
    for one in (Key.Key_G, Key.Key_Backspace, Key.Key_Backspace, Key.Key_Backspace, Key.Key_Backspace):
        key(qtbot, guide, one)
        counts.append(len(shown(guide)))

    assert counts == [3, 7, 8, 18, 18]


def test_r_shows_what_an_optimizer_reaches_with_the_variables_it_serves(qtbot, guide):
    click(qtbot, guide, OPTIMIZER)

    key(qtbot, guide, Key.Key_R)

    # The optimizer, its hyperparameters, slots, their variables, and the layer and net these hang on.
    assert shown(guide) == [0, NET, OPTIMIZER, L1, 7, 8, 9, 10, 11, KERNEL, BIAS, 14, 15, 16, 17]
    assert told(guide) == "Only what is reachable from optimizer: 15 nodes, 3 hidden."


def test_i_shows_the_chosen_nodes_only_and_the_button_ends_it(qtbot, guide):
    click(qtbot, guide, KERNEL)
    click(qtbot, guide, OPTIMIZER, modifier=CONTROL)

    key(qtbot, guide, Key.Key_I)
    alone, said = shown(guide), told(guide)
    qtbot.mouseClick(guide.state_bar.button, Qt.MouseButton.LeftButton)
    settle(qtbot, guide)

    assert alone == [0, NET, OPTIMIZER, L1, 7, 8, 9, 10, 11, KERNEL, 14, 16]
    assert said == "Only 2 chosen nodes and below: 12 nodes, 6 hidden."
    assert len(shown(guide)) == 18


def test_escape_gives_up_the_choice_and_then_shows_everything(qtbot, guide):
    click(qtbot, guide, L1)
    key(qtbot, guide, Key.Key_G)

    key(qtbot, guide, Key.Key_Escape)
    chosen = guide.session.selected_node, len(shown(guide))
    key(qtbot, guide, Key.Key_Escape)

    assert chosen == (-1, 7)
    assert len(shown(guide)) == 18


def test_focus_and_isolation_can_be_taken_back(qtbot, guide):
    click(qtbot, guide, L1)
    for one in (Key.Key_G, Key.Key_A):
        key(qtbot, guide, one)
    everything = len(shown(guide))

    key(qtbot, guide, Key.Key_Z, modifier=CONTROL)

    assert (everything, shown(guide)) == (18, LAYER)
    assert told(guide) == "Only net/l1 and below: 7 nodes, 11 hidden."


def test_going_to_what_is_hidden_ends_the_focus(qtbot, guide):
    click(qtbot, guide, L1)
    key(qtbot, guide, Key.Key_G)

    guide._go_to(OPTIMIZER)
    settle(qtbot, guide)

    assert OPTIMIZER in shown(guide)
    assert told(guide) == ""


def test_the_menu_says_why_something_cannot_be_focused(qtbot, guide):
    click(qtbot, guide, L1)
    key(qtbot, guide, Key.Key_G)

    again, leaf = menu_of(guide, L1)["focus"], menu_of(guide, 14)["focus"]

    assert (again.isEnabled(), again.toolTip()) == (False, "It is in focus already.")
    assert (leaf.isEnabled(), leaf.toolTip()) == (False, "Nothing is below this node.")


def test_a_focus_holds_over_another_step_and_ends_with_another_graph(qtbot, guide, golden):
    click(qtbot, guide, L1)
    key(qtbot, guide, Key.Key_G)

    guide.session.step_by(-1)
    qtbot.waitUntil(
        lambda: guide.session.newer is not None and guide.session.newer.step == 40, timeout=10_000
    )
    settle(qtbot, guide)
    held = shown(guide)
    guide.session.open(golden / "checkpoint_basic_tf215/checkpoints")
    qtbot.waitUntil(
        lambda: guide._loaded is not None and guide._loaded.checkpoint is guide.session.newer
        and "basic" in str(guide.session.newer.prefix),
        timeout=10_000,
    )  # fmt: skip
    settle(qtbot, guide)

    assert held == LAYER
    assert guide.canvas.scene.drawing.state.root == 0
    assert told(guide) == ""
    assert not guide.toolbar.undo.isEnabled()


@pytest.mark.parametrize("letter", ["R", "G", "P", "N", "D", "Return", "Space"])
def test_keys_without_a_chosen_node_say_what_to_do(qtbot, guide, letter):
    key(qtbot, guide, Key[f"Key_{letter}"])

    assert guide.breadcrumbs.note.text() == "Choose a node first: click one, or press Home for the root."
    assert len(shown(guide)) == 18


@pytest.mark.parametrize("way_back", ["A", "Backspace", "going there"])
@pytest.mark.parametrize("part", ["focus", "isolation"])
def test_what_a_part_hid_comes_back_folded_as_it_was(qtbot, open_view, part, way_back):
    view = open_view(layered_model(300))
    before = view.canvas.scene.drawing
    assert int(before.stack.max()) == 300
    if part == "focus":
        view.focus(STEP)
    else:
        view.isolate(frozenset({STEP}))
    settle(qtbot, view)
    assert set(shown(view)) <= {0, STEP}

    if way_back == "A" or (part, way_back) == ("isolation", "Backspace"):
        view.show_everything()
    elif way_back == "Backspace":
        view.focus_up()
    else:
        view._go_to(MODEL)
    settle(qtbot, view)

    drawing = view.canvas.scene.drawing
    assert drawing.layout.node.tolist() == before.layout.node.tolist()
    assert (drawing.state.collapsed, drawing.state.opened) == (before.state.collapsed, before.state.opened)


def test_what_is_unfolded_in_focus_stays_unfolded_outside(qtbot, open_view):
    view = open_view(layered_model(300))
    view.focus(MODEL)
    settle(qtbot, view)
    layer = int(view.canvas.scene.drawing.layout.node[view.canvas.scene.drawing.stack.argmax()])
    view.toggle(layer)
    settle(qtbot, view)
    members = set(shown(view))
    assert len(members) == 301

    view.show_everything()
    settle(qtbot, view)

    assert members < set(shown(view))
    assert len(set(shown(view)) - members) < 20


def test_chosen_objects_stay_chosen_over_another_step_of_the_same_structure(qtbot, guide):
    click(qtbot, guide, L1)
    guide.canvas._toggle(OPTIMIZER)
    settle(qtbot, guide)
    chosen = guide.canvas.chosen
    assert chosen == {L1, OPTIMIZER}

    guide.session.step_by(-1)
    guide.session.step_by(-1)
    qtbot.waitUntil(
        lambda: guide.session.newer is not None and guide.session.newer.step == 30, timeout=10_000
    )
    settle(qtbot, guide)
    held = guide.canvas.selected, guide.canvas.chosen, guide.session.selected_node
    guide.session.select("", -1)
    guide.session.step_by(1)
    qtbot.waitUntil(lambda: guide.session.newer.step == 40, timeout=10_000)
    settle(qtbot, guide)

    assert held == (OPTIMIZER, chosen, OPTIMIZER)
    assert (guide.canvas.selected, guide.session.selected_node) == (-1, -1)
