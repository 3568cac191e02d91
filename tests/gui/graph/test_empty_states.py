"""Where there is nothing, or next to nothing, to draw: a sentence, and what to do."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt

from explorer.errors import ExplorerError
from explorer.gui.settings import Settings
from tests.gui.graph.conftest import settle
from tests.gui.graph.hands import shown
from tests.made_graphs import make_graph


def told(view):
    return view.state_bar.label.text() if view.state_bar.isVisible() else ""


def test_a_graph_without_variables_says_so_and_offers_its_helpers(qtbot, open_view):
    graph = make_graph(["container", "other", "other"], [(0, "a", 1), (1, "b", 2)], helpers=(1, 2))
    view = open_view(graph)
    before = told(view), shown(view)

    qtbot.mouseClick(view.state_bar.button, Qt.MouseButton.LeftButton)
    settle(qtbot, view)

    assert before == ("No variables are stored here; 2 helpers hidden.", [0])
    assert (told(view), shown(view)) == ("No variables are stored here.", [0, 1, 2])
    assert view.state_bar.button.isHidden()
    assert view.toolbar.helpers.isChecked()


def test_a_graph_without_nodes_says_so(qtbot, open_view):
    view = open_view(make_graph([], []))

    assert view.canvas.message == "This checkpoint's graph has no nodes."
    assert told(view) == ""
    assert view.exports() == ()
    for act in (view.choose_all, view.choose_below, view.unfold_all, view.undo, view.show_everything):
        act()
    view.unfold_to(2)
    settle(qtbot, view)
    assert view.canvas.chosen == frozenset()


def test_everything_filtered_out_says_where_it_went(qtbot, guide):
    before = shown(guide)
    for button in list(guide.legend._buttons.values()):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        settle(qtbot, guide)

    assert shown(guide) == [0]
    assert told(guide) == "The legend filters everything out."

    qtbot.mouseClick(guide.state_bar.button, Qt.MouseButton.LeftButton)
    settle(qtbot, guide)
    assert shown(guide) == before
    assert guide.legend.hidden == frozenset()
    assert told(guide) == ""


def test_commands_without_a_graph_do_nothing(qtbot, session):
    from explorer.gui.graph.graph_view import GraphView

    view = GraphView(session)
    qtbot.addWidget(view)
    view.show()
    view.activate()
    for keys in (Qt.Key.Key_Period, Qt.Key.Key_G, Qt.Key.Key_R, Qt.Key.Key_I, Qt.Key.Key_N, Qt.Key.Key_1,
                 Qt.Key.Key_P, Qt.Key.Key_PageDown, Qt.Key.Key_Semicolon, Qt.Key.Key_Escape):  # fmt: skip
        qtbot.keyClick(view.canvas, keys)
    view.choose_all()
    view.copy_text()

    assert view.canvas.scene is None
    assert view.copy_job()[0] == 0
    assert np.array_equal(view.selected_keys(), [])


def test_form_and_direction_are_those_chosen_last(qtbot, guide, tmp_path, monkeypatch):
    settings = Settings(tmp_path / "window.ini")
    monkeypatch.setattr(guide, "settings", settings, raising=False)  # the view is its own window here
    entries = {action.text(): action for action in guide.toolbar.layouts.menu().actions()}

    entries["left to right"].trigger()
    settle(qtbot, guide)
    kept = settings.graph_layout
    settings.graph_layout = ("nonsense", "top-down")
    guide._take_up_layout()

    assert kept == ("auto", "left-right")
    assert (guide._state.form, guide._state.orientation) == ("auto", "top-down")


def test_a_step_that_cannot_be_read_leaves_nothing_of_the_one_before(qtbot, guide):
    guide._cannot_load(ExplorerError("the file ends too early", hint="Copy it again."))
    guide.set_search("kernel")
    settled = guide.is_busy()
    guide._search()

    assert settled  # a search was wished for
    assert guide.canvas.scene is None
    assert guide.canvas.message == "The graph cannot be shown: the file ends too early\nCopy it again."
    assert guide.canvas.matches.tolist() == []
    assert guide.copy_text() == ""
