"""The list of found nodes by real keys and clicks: walking, completing, ending, and what is out of sight."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QToolButton

from explorer.gui.graph.found_list import FACTS_ROLE, MOST_ROWS, ROW_HEIGHT
from explorer.gui.theme import current_palette
from explorer.report.graph_completions import EXAMPLE
from explorer.report.graph_search import GraphIndex, find_nodes
from tests.gui.graph.conftest import settle
from tests.made_graphs import layered_model, make_graph

# Ids as the file has them.
NET, OPTIMIZER, L1, KERNEL, BIAS, KERNEL_M, BIAS_M, KERNEL_V, BIAS_V = 2, 3, 6, 12, 13, 14, 15, 16, 17


def search(qtbot, view, text):
    view.set_search(text)
    settle(qtbot, view)
    return view.finder


def rows(panel):
    model = panel.list.rows
    return [model.facts(row).node for row in range(model.rowCount())]


def shown(view):
    return set(view.canvas.scene.drawing.layout.node.tolist())


def test_the_list_tells_name_path_and_what_is_stored(qtbot, guide):
    panel = search(qtbot, guide, "l1ker")

    facts = [panel.list.rows.index(row).data(FACTS_ROLE) for row in range(3)]
    assert [(each.name, each.above, each.stored) for each in facts] == [
        ("kernel", "net/l1/", "float32 [1, 5]"),
        ("m", "net/l1/kernel/", "float32 [1, 5]"),
        ("v", "net/l1/kernel/", "float32 [1, 5]"),
    ]
    assert panel.count.text() == "1 of 3"
    assert panel.isVisible()
    assert panel.list.rows.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "net/l1/kernel/m, slot, float32 [1, 5]"
    )


def test_found_letters_are_tinted_on_the_screen(qtbot, guide):
    panel = search(qtbot, guide, "kernel")

    image = panel.list.viewport().grab().toImage()
    accent = QColor(current_palette().accent).rgb()
    marked = [
        sum(image.pixel(x, y) == accent for x in range(30, 90) for y in range(top, top + ROW_HEIGHT // 2))
        for top in (0, ROW_HEIGHT)
    ]
    assert marked[0] > 20  # the name of the first row is underlined, the "m" of the second is not
    assert marked[1] == 0


def test_a_click_on_a_row_flies_there(qtbot, guide):
    panel = search(qtbot, guide, "kernel")

    at = panel.list.visualRect(panel.list.rows.index(2)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settle(qtbot, guide)

    assert guide.session.selected_node == KERNEL_V
    assert panel.count.text() == "3 of 3"


def test_arrows_enter_and_escape_in_the_list(qtbot, guide):
    panel = search(qtbot, guide, "kernel")
    panel.list.setFocus()
    visited = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Home):
        qtbot.keyClick(panel.list, key)
        settle(qtbot, guide)
        visited.append(guide.session.selected_node)

    assert visited == [KERNEL_M, KERNEL_V, KERNEL_M, KERNEL]
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert guide.canvas.hasFocus()
    assert panel.isVisible()
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Escape)
    settle(qtbot, guide)
    assert (panel.isVisible(), guide.canvas.hasFocus(), guide.canvas.searching) == (False, True, False)


def test_f3_and_the_buttons_walk_in_both_directions(qtbot, guide):
    panel = search(qtbot, guide, "kernel")
    guide.canvas.setFocus()

    qtbot.keyClick(guide.canvas, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, guide)
    assert (guide.session.selected_node, panel.count.text()) == (KERNEL_V, "3 of 3")
    qtbot.mouseClick(panel.next, Qt.MouseButton.LeftButton)
    settle(qtbot, guide)
    assert (guide.session.selected_node, panel.count.text()) == (KERNEL, "1 of 3")
    assert panel.list.currentIndex().row() == 0


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("no such thing", "No match"),
        ("kernql", "No exact match; nearest: kernel · 1 of 3"),
        ("role:slut", "No role is called “slut”. Did you mean role:slot?"),
    ],
)
def test_what_is_not_found_is_told(qtbot, guide, query, told):
    panel = search(qtbot, guide, query)

    assert panel.count.text().startswith(told)
    assert panel.accessibleDescription() == panel.count.text()


@pytest.mark.parametrize(
    ("query", "told"),
    [("kernel", "match 1 of 3"), ("kernql", "no match, nearest 1 of 3"), ("no such thing", "no match")],
)
def test_the_sentence_below_calls_only_matches_so(qtbot, guide, query, told):
    search(qtbot, guide, query)

    assert guide.breadcrumbs.note.text().split(" · ")[0] == told


def test_many_matches_out_of_sight_are_counted_before_one_is_shown(qtbot, open_view):
    view = open_view(layered_model(300))

    search(qtbot, view, "kernel")

    assert view.breadcrumbs.note.text().startswith("900 matches · ")


def test_matches_inside_folded_nodes_are_counted_there(qtbot, guide):
    place = guide.canvas.place_of(NET).toPoint()
    qtbot.mouseDClick(guide.canvas, Qt.MouseButton.LeftButton, pos=place)
    settle(qtbot, guide)

    panel = search(qtbot, guide, "dtype:float32 role:slot|")
    assert panel.count.text().startswith("No role")
    panel = search(qtbot, guide, "net")  # the net itself is in sight and the best

    assert KERNEL not in shown(guide)
    assert dict(guide.canvas.folded_matches) == {NET: 7}
    assert panel.hidden_note.text() == "7 in 1 folded node."
    qtbot.keyClick(guide.canvas, Qt.Key.Key_F3)
    settle(qtbot, guide)
    assert L1 in shown(guide)


def test_many_hidden_matches_wait_for_a_key_before_anything_unfolds(qtbot, open_view):
    view = open_view(layered_model(600))
    before = shown(view)

    panel = search(qtbot, view, "role:slot name:m")

    assert len(view.canvas.matches) == 1_200
    assert shown(view) == before
    assert panel.count.text() == f"1,200 found · the best {MOST_ROWS:,} are listed"
    view.find_next(True)
    settle(qtbot, view)
    assert int(view.canvas.matches[0]) in shown(view)
    assert panel.count.text().startswith("1 of 1,200")


def test_matches_among_hidden_helpers_are_told_and_shown(qtbot, open_view):
    graph = make_graph(
        ["container", "variable", "other", "other"], [(0, "w", 1), (0, "w_list", 2), (2, "w_more", 3)],
        helpers=(2, 3), rows={1: 0},
    )  # fmt: skip
    view = open_view(graph)

    panel = search(qtbot, view, "w")

    assert panel.hidden_note.text() == "2 in hidden helper nodes."
    qtbot.mouseClick(panel.show_hidden, Qt.MouseButton.LeftButton)
    settle(qtbot, view)
    assert view.session.selected_node in (2, 3)
    assert view.session.selected_node in shown(view)


def test_no_match_lies_under_the_panel(qtbot, guide):
    panel = search(qtbot, guide, "save_counter")

    place = guide.canvas.place_of(5).toPoint()
    assert not panel.geometry().contains(place)
    assert guide.canvas.rect().contains(place)


@pytest.mark.parametrize("size", [(420, 300), (240, 200), (1100, 760)])
def test_the_panel_stays_inside_the_canvas(qtbot, open_view, golden, size):
    view = open_view(golden / "net_adam_manager_legacy_tf215/tf_ckpts", size=size)
    panel = search(qtbot, view, "e")

    assert view.canvas.rect().contains(panel.geometry())
    view.resize(size[0] + 60, size[1] + 40)
    assert view.canvas.rect().contains(panel.geometry())


def test_hostile_names_are_plain_text(qtbot, open_view):
    name = "<b>kernel</b>\u202e" + "x" * 100_000
    view = open_view(make_graph(["container", "variable"], [(0, name, 1)], rows={1: 0}))

    panel = search(qtbot, view, "kernel")

    facts = panel.list.rows.facts(0)
    assert facts.name.startswith("<b>kernel<")
    assert "\u202e" not in facts.name
    assert len(facts.name) <= 120
    panel.list.viewport().grab()
    assert [facts.name[start:end] for start, end in facts.name_marks] == ["kernel"]


# --- with the window's field -------------------------------------------------------------------


def test_the_windows_field_walks_completes_and_gives_the_focus_back(qtbot, open_window, golden):
    window = open_window(golden / "net_adam_manager_legacy_tf215/tf_ckpts", view="graph")
    window.activateWindow()
    view = window.tabs.current_view
    field = window.findChild(QLineEdit, "search_field")
    settle(qtbot, view)

    window.focus_search()
    qtbot.waitUntil(field.hasFocus)
    qtbot.waitUntil(lambda: view.finder is not None and view.finder.isVisible())
    assert view.finder.count.text() == f"Try {EXAMPLE}"
    offers = [button.text() for button in view.finder.offers.findChildren(QToolButton)]
    assert offers[:3] == ["path:", "name:", "key:"]

    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert not field.hasFocus()  # an empty field is no trap
    assert field.text() == ""
    window.focus_search()
    qtbot.keyClicks(field, "ro")
    settle(qtbot, view)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "role:"
    qtbot.keyClicks(field, "sl")
    settle(qtbot, view)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    settle(qtbot, view)
    assert field.text() == "role:slot "
    assert field.hasFocus()
    assert sorted(view.canvas.matches.tolist()) == [KERNEL_M, BIAS_M, KERNEL_V, BIAS_V]

    first = window.session.selected_node
    qtbot.keyClick(field, Qt.Key.Key_Down)
    settle(qtbot, view)
    second = window.session.selected_node
    qtbot.keyClick(field, Qt.Key.Key_Up)
    settle(qtbot, view)
    assert [first, second, window.session.selected_node] == [*view.canvas.matches[:2], view.canvas.matches[0]]
    assert field.hasFocus()

    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert view.canvas.hasFocus()
    qtbot.keyClick(view.canvas, Qt.Key.Key_Escape)
    settle(qtbot, view)
    assert (field.text(), view.finder.isVisible(), view.canvas.searching) == ("", False, False)


def test_a_clicked_offer_goes_into_the_field(qtbot, open_window, golden):
    window = open_window(golden / "net_adam_manager_legacy_tf215/tf_ckpts", view="graph")
    view = window.tabs.current_view
    field = window.findChild(QLineEdit, "search_field")
    settle(qtbot, view)
    field.setText("dtype:")
    settle(qtbot, view)

    button = view.finder.findChild(QToolButton, "graph_find_offer_0")
    assert button.text() == "dtype:float32"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    settle(qtbot, view)

    assert field.text() == "dtype:float32 "
    assert len(view.canvas.matches) == 10


def test_another_step_is_searched_anew(qtbot, guide):
    search(qtbot, guide, "kernel")

    guide.session.step_by(-1)
    qtbot.waitUntil(lambda: guide.session.newer is not None and guide.session.newer.step == 40)
    settle(qtbot, guide)

    assert guide._index.table is guide.session.newer.table
    assert np.array_equal(np.sort(guide.canvas.matches), [KERNEL, KERNEL_M, KERNEL_V])


def test_nothing_is_kept_of_a_closed_checkpoint(qtbot, guide):
    panel = search(qtbot, guide, "kernel")

    guide.session.newer = None
    guide.session.newer_changed.emit(None)

    assert not panel.isVisible()
    assert guide._index is None


def test_an_answer_about_a_graph_that_is_gone_is_not_shown(qtbot, guide):
    loaded = guide._loaded
    index = GraphIndex(loaded.graph, loaded.table, loaded.tree)
    late = index, find_nodes(index, "kernel"), ()
    guide.session.step_by(-1)
    qtbot.waitUntil(lambda: guide.session.newer is not None and guide.session.newer.step == 40)
    settle(qtbot, guide)

    guide._show_found(late)

    assert guide.canvas.matches.tolist() == []
    assert guide.canvas.selected == -1
    assert guide._index is None


def test_the_canvas_has_the_keyboard_when_the_graph_is_shown(qtbot, open_window, golden):
    window = open_window(golden / "net_adam_manager_legacy_tf215/tf_ckpts", view="graph")
    window.activateWindow()
    view = window.tabs.current_view
    settle(qtbot, view)

    window._go_to_view("variables")
    window._go_to_view("graph")

    assert view.canvas.hasFocus()
