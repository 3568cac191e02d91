"""Folding and unfolding by keys and clicks, piles of alike blocks, levels, and taking it all back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from explorer.gui.graph.state_history import MOST_STATES, StateHistory
from explorer.report.graph_drawing import GraphState
from tests.gui.graph.conftest import settle
from tests.gui.graph.hands import BIAS, CONTROL, KERNEL, L1, NET, SHIFT, click, key, menu_of, shown
from tests.made_graphs import layered_model, make_graph

Key = Qt.Key


def test_a_double_click_folds_and_the_node_stays_in_place(qtbot, guide):
    guide.canvas.zoom_by(1.1, smooth=False)
    before = guide.canvas.place_of(NET)

    click(qtbot, guide, NET, double=True)
    settle(qtbot, guide)

    after = guide.canvas.place_of(NET)
    assert shown(guide) == [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11]
    assert guide.canvas.scene.drawing.detail[guide.canvas.scene.drawing.position(NET)] == "7 inside"
    assert (abs(after.x() - before.x()) < 1.01, abs(after.y() - before.y()) < 1.01) == (True, True)


def test_enter_folds_and_unfolds(qtbot, guide):
    click(qtbot, guide, L1)

    key(qtbot, guide, Qt.Key.Key_Return)
    folded = guide.canvas.scene.drawing.count
    key(qtbot, guide, Qt.Key.Key_Return)

    assert (folded, guide.canvas.scene.drawing.count) == (12, 18)


def test_shift_enter_unfolds_everything_below(qtbot, guide):
    for node in (L1, NET):
        click(qtbot, guide, node)
        key(qtbot, guide, Qt.Key.Key_Return)
    folded = guide.canvas.scene.drawing.count

    key(qtbot, guide, Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ShiftModifier)

    assert (folded, guide.canvas.scene.drawing.count) == (11, 18)


def test_helpers_are_counted_and_shown_on_demand(qtbot, open_view):
    graph = make_graph(
        ["container", "variable", "other"], [(0, "w", 1), (0, "helper", 2)], helpers=(2,), rows={1: 0}
    )
    view = open_view(graph)
    assert (view.toolbar.helpers.text(), shown(view)) == ("1 helper", [0, 1])

    key(qtbot, view, Qt.Key.Key_H)

    assert (view.toolbar.helpers.text(), shown(view)) == ("1 helper", [0, 1, 2])


def test_large_graphs_open_folded_and_say_so(qtbot, open_view):
    view = open_view(layered_model(600))
    note = view.breadcrumbs.note.text()
    folded = view.canvas.scene.drawing.count

    view.toolbar.unfold.trigger()
    settle(qtbot, view)

    assert (note, folded) == ("5 of 4,204 nodes · 1 pile", 5)
    assert view.canvas.scene.drawing.count == 4_204
    assert view.breadcrumbs.note.text().startswith("4,204 of 4,204 nodes")


def test_without_helpers_there_is_no_box_for_them(qtbot, open_view):
    view = open_view(make_graph(["container", "variable"], [(0, "w", 1)], rows={1: 0}))

    assert view.toolbar.helpers.isHidden()


def piled(view):
    drawing = view.canvas.scene.drawing
    return {
        int(node): int(size)
        for node, size in zip(drawing.layout.node, drawing.stack, strict=True)
        if size > 1
    }


def test_enter_opens_a_pile_and_p_closes_it_again(qtbot, open_view):
    view = open_view(layered_model(60))
    head = next(iter(piled(view)))
    members = view._loaded.tree.children_of(1).tolist()
    assert piled(view) == {head: 60}
    click(qtbot, view, head)

    key(qtbot, view, Key.Key_Return)
    opened = shown(view)
    view.session.select("", members[7])
    key(qtbot, view, Key.Key_P)

    assert set(members) <= set(opened)
    assert not set(view._loaded.tree.children_of(members[0]).tolist()) & set(opened)  # each of them folded
    assert piled(view) == {head: 60}
    assert view.session.selected_node == head


def test_a_pile_is_told_and_offers_to_be_opened(qtbot, open_view):
    view = open_view(layered_model(60))
    head = next(iter(piled(view)))

    click(qtbot, view, head)
    entries = menu_of(view, head)

    assert "a pile of 60 alike" in view.canvas.accessibleDescription()
    assert entries["toggle"].text() == "Open the pile of 60\tEnter"
    assert "stack" not in entries
    entries["toggle"].trigger()
    settle(qtbot, view)
    assert menu_of(view, head)["stack"].text() == "Put the 60 alike on their pile again\tP"


def test_control_enter_folds_everything_below(qtbot, guide):
    guide.session.select("", 0)
    key(qtbot, guide, Key.Key_Return, modifier=CONTROL)
    top = shown(guide)
    click(qtbot, guide, NET)

    key(qtbot, guide, Key.Key_Return)

    assert top == [0, 1, 2, 3, 4, 5]
    assert shown(guide) == [0, 1, 2, 3, 4, 5, L1]


@pytest.mark.parametrize(
    ("digit", "deepest"), [(Key.Key_1, 1), (Key.Key_2, 2), (Key.Key_3, 3), (Key.Key_4, 4)]
)
def test_digits_unfold_so_many_levels(qtbot, guide, digit, deepest):
    key(qtbot, guide, digit)

    depth = guide._loaded.tree.depth
    assert shown(guide) == [node for node in range(18) if depth[node] <= deepest]


def test_what_was_folded_can_be_taken_back_and_folded_again(qtbot, guide):
    everything = shown(guide)
    for digit in (Key.Key_3, Key.Key_1):
        key(qtbot, guide, digit)
    states = [shown(guide)]
    for letter, modifier in ((Key.Key_Z, CONTROL), (Key.Key_Z, CONTROL), (Key.Key_Z, CONTROL | SHIFT)):
        key(qtbot, guide, letter, modifier=modifier)
        states.append(shown(guide))

    assert [len(each) for each in states] == [6, 14, 18, 14]
    assert states[2] == everything
    assert (guide.toolbar.undo.isEnabled(), guide.toolbar.redo.isEnabled()) == (True, True)


def test_a_new_change_ends_what_could_be_done_again(qtbot, guide):
    key(qtbot, guide, Key.Key_1)
    key(qtbot, guide, Key.Key_Z, modifier=CONTROL)
    key(qtbot, guide, Key.Key_2)

    key(qtbot, guide, Key.Key_Y, modifier=CONTROL)

    assert len(shown(guide)) == 12
    assert not guide.toolbar.redo.isEnabled()


def test_quick_keys_are_all_carried_out(qtbot, guide):
    guide.session.select("", L1)
    for one in (Key.Key_Return, Key.Key_Return, Key.Key_Return):
        qtbot.keyClick(guide.canvas, one)
    settle(qtbot, guide)

    assert len(shown(guide)) == 12


def test_several_chosen_nodes_are_folded_together(qtbot, guide):
    click(qtbot, guide, KERNEL)
    click(qtbot, guide, BIAS, modifier=CONTROL)

    key(qtbot, guide, Key.Key_Return)

    assert len(shown(guide)) == 14


def test_drawing_that_takes_long_says_so_and_escape_stops_it(qtbot, open_view, monkeypatch):
    view = open_view(layered_model(60))
    before, state = shown(view), view._state

    view.toolbar.unfold.trigger()
    view._tell_slow()  # as if a quarter of a second had passed
    told = view.state_bar.label.text(), view.state_bar.isVisible()
    qtbot.keyClick(view.canvas, Key.Key_Escape)
    settle(qtbot, view)

    assert told == ("Drawing the graph…", True)
    assert (shown(view), view._state) == (before, state)
    assert not view.state_bar.isVisible()
    assert not view._draw_slot.is_busy


def test_the_layout_menu_gives_forms_and_directions(qtbot, guide):
    entries = {action.text(): action for action in guide.toolbar.layouts.menu().actions() if action.text()}
    assert [text for text, action in entries.items() if action.isChecked()] == [
        "automatic form", "automatic direction",
    ]  # fmt: skip

    entries["wrapped"].trigger()
    settle(qtbot, guide)
    wrapped = guide.canvas.scene.drawing.layout.is_wrapped
    entries["left to right"].trigger()
    settle(qtbot, guide)

    assert wrapped
    assert guide.canvas.scene.drawing.layout.orientation == "left-right"
    assert [text for text, action in entries.items() if action.isChecked()] == ["wrapped", "left to right"]


def test_l_goes_through_the_directions(qtbot, guide):
    ways = []
    for _ in range(3):
        key(qtbot, guide, Key.Key_L)
        ways.append(guide.canvas.scene.drawing.state.orientation)

    assert ways == ["left-right", "top-down", "automatic"]


def test_the_history_keeps_states_as_they_were_and_not_too_many():
    history = StateHistory()
    state = GraphState(frozenset({3, 5}), True, kept=frozenset({1}), root=2, opened=frozenset({7}))
    history.leave(state)
    assert history.back(GraphState()) == state
    assert history.forward(state) == GraphState()
    for number in range(MOST_STATES + 20):
        history.leave(GraphState(root=number))

    found = 0
    while history.back(GraphState()) is not None:
        found += 1

    assert found == MOST_STATES
    assert history.back(GraphState()) is None


def test_a_fold_asked_for_while_the_colours_are_on_their_way_is_carried_out(qtbot, guide):
    guide.set_mode("size")
    assert guide._draw_slot.is_busy

    guide.toggle(L1)
    settle(qtbot, guide)

    assert len(shown(guide)) == 12
    assert guide.canvas.scene.colouring.mode == "size"


def test_drawing_cancelled_from_the_status_bar_leaves_the_picture_and_its_controls(qtbot, guide):
    guide.toolbar.helpers.setVisible(True)
    guide.unfold_to(1)
    guide._draw_slot.cancel()
    guide._tell_slow()

    assert len(shown(guide)) == 18
    assert guide._state == guide.canvas.scene.drawing.state
    assert not guide.is_busy()
