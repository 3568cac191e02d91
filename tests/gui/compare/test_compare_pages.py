"""The rule, renamed keys, the map of differences, objects and steps, by keys and clicks."""

import csv

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from explorer.errors import MissingFileError
from explorer.gui.compare.compare_view import CompareView
from explorer.gui.compare.key_words import renamed_text
from explorer.gui.compare.steps_page import open_steps
from explorer.gui.compare.steps_source import QUANTITIES, HeatCell
from explorer.gui.item_models.cells import CELL_ROLE
from explorer.task import QUIET
from tests.builders import write_bundle
from tests.gui.item_models.sessions import click_row, column, opened, settled, shown

F3 = np.float32([1, 2, 3])


@pytest.fixture
def history(qtbot, golden):
    return shown(qtbot, CompareView, opened(qtbot, golden / "history_tf215/run"), width=1280)


@pytest.fixture
def run(qtbot, tmp_path):
    """`run({...}, {...})`: the view on a run of steps with these tensors."""

    def show(*steps):
        for number, tensors in enumerate(steps, 1):
            write_bundle(tmp_path / f"model.ckpt-{number}", tensors)
        return shown(qtbot, CompareView, opened(qtbot, tmp_path), width=1280)

    return show


@pytest.fixture
def elsewhere(qtbot, golden):
    """A model beside the one that wrote the older side, in which `model` is called `net`."""
    folder = golden / "target_spec_sub_tf215"
    session = opened(qtbot, folder / "targets/kwarg/ckpt")
    session.choose_older_path(folder / "base")
    qtbot.waitUntil(lambda: session.older is not None, timeout=10_000)
    return shown(qtbot, CompareView, session, width=1280)


def test_the_rule_is_on_screen_and_the_counts_follow_it(qtbot, run):
    view = run({"near": F3, "far": F3}, {"near": F3 + np.float32(1e-6), "far": F3 + 1})
    assert view.rules.button.text() == "Equal means bitwise"
    assert view.summary.whole == "2 changed · 0 added · 0 removed · 0 same"

    view.rules.tolerant.trigger()
    settled(qtbot, view)

    assert view.rules.button.text() == "Equal means within rtol 1e-05, atol 1e-08"
    assert view.summary.whole == "1 changed · 0 added · 0 removed · 1 same"
    assert column(view, "key") == ["far"]


def test_a_tolerance_is_typed_and_what_is_no_number_changes_nothing(qtbot, run):
    view = run({"w": F3}, {"w": F3 + 1})
    field = view.rules.atol
    field.clear()
    qtbot.keyClicks(field, "2")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settled(qtbot, view)
    assert view.rules.rule.sentence == "equal means within rtol 1e-05, atol 2"
    assert view.empty.sentence.text() == "The two steps are the same: equal means within rtol 1e-05, atol 2."

    field.clear()
    qtbot.keyClicks(field, "much")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert view.rules.problem.text() == "Both are numbers of at least 0, such as 1e-5."
    assert view.rules.rule.atol == 2.0


def test_slots_left_out_are_ignored_rows(qtbot, run):
    tensors = {"w": F3, "w/Adam": F3, "w/Adam_1": F3}
    view = run(tensors, {key: value + 1 for key, value in tensors.items()})

    view.rules.slots.trigger()
    settled(qtbot, view)

    assert view.summary.whole == "1 changed · 2 ignored · 0 added · 0 removed · 0 same"
    assert column(view, "key") == ["w"]


def test_renamed_variables_are_matched_and_a_match_is_undone(qtbot, elsewhere):
    view = elsewhere
    assert view.renames.button.text() == "Renamed: 48 of 48 matched"
    assert view.sides.whole == "older: base · step 3 · newer: targets/kwarg/ckpt · step 1"
    assert "48 renamed" in view.summary.whole
    key = "net/first/d/kernel/.ATTRIBUTES/VARIABLE_VALUE"
    view.session.select(key)
    settled(qtbot, view)
    assert view.table.current_key == key
    assert view.detail.facts[1][0] == "renamed?"

    menu = QMenu()
    view.fill_menu(menu)
    next(action for action in menu.actions() if action.text().startswith("Undo")).trigger()
    settled(qtbot, view)

    assert view.renames.button.text() == "Renamed: 47 of 48 matched"
    assert view._source.change(view._source.row_of(key)) == "added"


def test_matching_none_shows_what_was_added_and_removed(qtbot, elsewhere):
    elsewhere.renames.choices["none"].trigger()
    settled(qtbot, elsewhere)

    assert elsewhere.renames.button.text() == "Match renamed (48)"
    assert elsewhere.summary.whole.endswith("48 added · 49 removed · 4 same")


@pytest.mark.parametrize(
    ("older", "newer", "text"),
    [
        ("model/a/w", "net/a/w", "{model -> net}/a/w"),
        ("net/a/w", "net/b/w", "net/{a -> b}/w"),
        ("w", "net/w", "{w -> net/w}"),
        ("a/b", "a/b/c", "a/{b -> b/c}"),
    ],
)
def test_what_two_keys_share_is_written_once(older, newer, text):
    assert renamed_text(older, newer) == text


def test_the_map_shows_where_differences_lie_and_a_click_goes_there(qtbot, history):
    qtbot.mouseClick(history.only_differences, Qt.MouseButton.LeftButton)
    bands = history.gutter.bands()
    same = [row for row, text in enumerate(column(history, "change")) if text == "= same"]
    height = history.gutter.height()
    assert (bands[:, 0] == -1).all()
    assert [bands[round((row + 0.5) * height / 17), 1] for row in same] == [-1, -1]
    assert (bands[:, 1] == 4).sum() == pytest.approx(height * 15 / 17, abs=4)

    qtbot.mouseClick(history.gutter, Qt.MouseButton.LeftButton, pos=QPoint(8, round(10.5 * height / 17)))

    assert history.table.currentIndex().row() == 10
    assert history.gutter.sentence(0) == "row 1: 1 same. A click goes there."


def test_added_and_removed_rows_have_lanes_of_their_own(run):
    view = run({"gone": F3, "w": F3}, {"come": np.float32([1]), "w": F3})

    bands = view.gutter.bands()

    assert (bands[0].tolist(), bands[-1].tolist()) == ([-1, -1, 0], [1, -1, -1])


def test_the_only_two_of_a_shape_are_not_matched_unasked(qtbot, run):
    view = run({"gone": F3, "w": F3}, {"come": F3 + 1, "w": F3})
    assert view.renames.button.text() == "Match renamed (1)"
    assert view.summary.whole == "0 changed · 1 added · 1 removed · 1 same"

    view.renames.choices["all"].trigger()
    settled(qtbot, view)

    assert column(view, "key") == ["↪ {gone -> come}"]
    assert view.gutter.bands()[0].tolist() == [-1, 4, -1]


def test_the_buttons_walk_from_difference_to_difference(qtbot, history):
    qtbot.mouseClick(history.following_difference, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(history.following_difference, Qt.MouseButton.LeftButton)
    assert history.table.currentIndex().row() == 1

    qtbot.mouseClick(history.previous_difference, Qt.MouseButton.LeftButton)

    assert history.table.currentIndex().row() == 0


def test_the_panel_is_there_only_for_a_chosen_row(qtbot, history):
    assert not history.detail.isVisible()

    click_row(qtbot, history, 12)

    assert history.detail.isVisible()
    assert 12 in history.table.visible_rows()


def test_columns_without_room_are_left_out_until_somebody_asks_for_them(qtbot, history):
    assert "cosine" in history.table.shown_columns()

    history.resize(700, 700)
    assert "cosine" not in history.table.shown_columns()
    assert history.table.horizontalHeader().length() <= history.table.viewport().width()

    history.table.show_column("cosine", True)
    history.resize(710, 700)
    assert "cosine" in history.table.shown_columns()


def test_all_rows_shown_are_copied_as_markdown_with_the_rule(qtbot, run):
    view = run({"w": F3, "b": F3}, {"w": F3 + 1, "b": F3})
    menu = QMenu()
    view.fill_menu(menu)

    next(action for action in menu.actions() if "all rows" in action.text()).trigger()

    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].endswith("1 changed · 0 added · 0 removed · 1 same (equal means bitwise)")
    assert lines[-1].startswith("| w | changed | float32 \\[3\\] | float32 \\[3\\] | 0.4629")
    assert len(lines) == 5


# --- objects ---------------------------------------------------------------------------------------


def test_objects_of_both_sides_are_one_tree(qtbot, elsewhere):
    qtbot.mouseClick(elsewhere.mode_buttons["graph"], Qt.MouseButton.LeftButton)
    settled(qtbot, elsewhere)

    page = elsewhere.graph_page
    top = [page.model.index(row, 0).data() for row in range(page.model.rowCount())]
    assert elsewhere.summary.whole == "objects: 0 changed · 61 added · 62 removed · 7 same"
    assert {"+ net", "− model"} <= set(top)
    assert not elsewhere.filter.isVisible()


def test_the_way_from_object_to_object_and_its_choice_everywhere(qtbot, elsewhere):
    qtbot.mouseClick(elsewhere.mode_buttons["graph"], Qt.MouseButton.LeftButton)
    settled(qtbot, elsewhere)

    chosen = []
    for _ in range(130):
        assert elsewhere.next_difference(True)
        chosen.append(elsewhere.session.selected_key)

    assert "net/first/d/kernel/.ATTRIBUTES/VARIABLE_VALUE" in chosen
    assert elsewhere.copy_text().count("\n") == 1


def test_the_same_objects_say_so(qtbot, history):
    qtbot.mouseClick(history.mode_buttons["graph"], Qt.MouseButton.LeftButton)
    settled(qtbot, history)
    assert history.graph_page.empty.sentence.text() == "Both sides have the same objects."

    qtbot.mouseClick(history.only_differences, Qt.MouseButton.LeftButton)

    assert history.graph_page.model.rowCount() > 0


# --- steps -----------------------------------------------------------------------------------------


def steps_page(qtbot, view):
    qtbot.mouseClick(view.mode_buttons["steps"], Qt.MouseButton.LeftButton)
    settled(qtbot, view)
    return view.steps_page


def cells(page, key):
    row = page.model.row_of(key)
    return [page.model.index(row, number).data() for number in range(1, page.model.columnCount())]


def test_changes_since_the_step_before_stand_side_by_side(qtbot, run):
    view = run({"w": F3}, {"w": F3 * 2}, {"w": F3 * 2}, {"w": F3, "b": F3})

    page = steps_page(qtbot, view)

    assert cells(page, "w") == ["–", "1", "0", "0.5"]
    assert cells(page, "b") == ["not there", "not there", "not there", "–"]
    assert page.model.index(page.model.row_of("w"), 2).data(CELL_ROLE).heat == 1.0
    assert isinstance(page.model.index(page.model.row_of("w"), 4).data(CELL_ROLE), HeatCell)
    assert view.summary.whole == "2 variables, 4 steps"


def test_other_quantities_and_an_order_by_any_step(qtbot, run):
    view = run({"a": F3, "b": -F3, "s": [b"x"]}, {"a": F3 - 5, "b": F3, "s": [b"x"]})
    page = steps_page(qtbot, view)
    page.set_quantity(next(quantity for quantity in QUANTITIES if quantity.id == "mean"))
    settled(qtbot, view)
    assert (cells(page, "a"), cells(page, "b"), cells(page, "s")) == (["2", "-3"], ["-2", "2"], ["–", "–"])

    page.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    settled(qtbot, view)

    assert [page.model.key_at(row) for row in range(3)] == ["a", "b", "s"]
    page.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    settled(qtbot, view)
    assert [page.model.key_at(row) for row in range(3)] == ["b", "a", "s"]


def test_a_shape_that_changes_is_marked(qtbot, run):
    view = run({"w": F3}, {"w": np.zeros((2, 2), np.float32)})
    page = steps_page(qtbot, view)

    page.set_quantity(next(quantity for quantity in QUANTITIES if quantity.id == "shape"))
    settled(qtbot, view)

    assert cells(page, "w") == ["[3]", "≠ [2, 2]"]


def test_chosen_steps_alone_are_columns(qtbot, history):
    page = steps_page(qtbot, history)
    assert page.model.columnCount() == 33
    run = history.session.run

    page.choose_steps(frozenset(entry.path for entry in run.checkpoints[:3]))
    settled(qtbot, history)
    assert [column.title for column in page.model.columns] == ["Key", "step 10", "step 20", "step 30"]

    page.choose_steps("since")
    settled(qtbot, history)
    assert [column.title for column in page.model.columns] == ["Key", "step 310", "step 320"]


def test_one_step_is_nothing_to_show_side_by_side(qtbot, golden):
    view = shown(qtbot, CompareView, opened(qtbot, golden / "lenet5_tf1_tf215/tf_ckpt"))

    page = steps_page(qtbot, view)

    assert page.empty.sentence.text() == "There is one checkpoint only."


def test_a_step_that_cannot_be_read_is_a_column_that_says_why(qtbot, run):
    view = run({"w": F3}, {"w": F3 + 1}, {"w": F3 + 2})
    page, cache = steps_page(qtbot, view), view.session.cache
    entries = page.entries()

    class Failing:
        def open(self, entry):
            if entry == entries[1]:
                raise MissingFileError("its data file is not there")
            return cache.open(entry)

    page._take(open_steps(entries, Failing()))
    settled(qtbot, view)

    assert cells(page, "w") == ["–", "✗", "–"]
    assert "its data file is not there" in page.model.columns[2].explanation
    assert page.source.tool_tip(0, "step1") == "its data file is not there"


def test_steps_are_written_as_csv_and_filtered(qtbot, run, tmp_path):
    view = run({"w": F3, "v": F3}, {"w": F3 * 2, "v": F3})
    steps_page(qtbot, view)
    qtbot.keyClicks(view.filter, "w")
    (export,) = view.exports()

    export.write(tmp_path / "steps.csv", QUIET)

    with (tmp_path / "steps.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][0] == "key"
    assert rows[0][2].endswith(": ‖Δ‖ / ‖w‖ since the step before")
    assert rows[1:] == [["w", "", "1.0"]]


def test_the_pages_have_keys_that_their_tool_tips_tell(qtbot, history):
    for number, mode in enumerate(("table", "graph", "steps"), start=1):
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        qtbot.keyClick(history, getattr(Qt.Key, f"Key_{number}"), keys)

        qtbot.waitUntil(history.mode_buttons[mode].isChecked)  # Qt shows the button pressed for a moment
        assert history.mode_buttons[mode].toolTip().endswith(f"(Ctrl+Alt+{number})")
