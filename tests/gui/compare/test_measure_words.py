"""What stands beside a measure, and in place of one there is not."""

import csv

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from explorer.gui.compare.compare_view import CompareView
from explorer.task import QUIET
from tests.builders import write_bundle
from tests.gui.item_models.sessions import opened, settled, shown

ODD = np.float32([np.nan, np.inf, -np.inf, 3, 4, np.nan])
F3 = np.float32([1, 2, 3])


@pytest.fixture
def view(qtbot, tmp_path):
    steps = (
        {"odd": ODD, "zero": F3 * 0, "void": F3[:0], "lost": F3 * np.nan, "gone": F3, "text": [b"a"], "grown": F3, "large": F3},
        {"odd": np.float32([1, 1, 1, 3, 8, 1]), "zero": F3, "void": F3[:0], "lost": F3, "text": [b"b"],
         "grown": np.float32([1, 2]), "new": F3, "large": F3 * 2},
    )  # fmt: skip
    for number, tensors in enumerate(steps, 1):
        write_bundle(tmp_path / f"model.ckpt-{number}", tensors)
    return shown(qtbot, CompareView, opened(qtbot, tmp_path), width=1280)


def tip(view, key: str, column: str) -> str:
    return view._source.tool_tip(view._source.row_of(key), column)


def test_values_that_are_not_finite_are_counted_beside_the_measures(qtbot, view):
    view.session.select("odd")
    settled(qtbot, view)

    facts = dict(view.detail.facts)
    assert facts["left out"] == "! 4 values not finite"
    assert facts["‖w‖ of the rest"] == "5 → 8.544"
    assert facts["‖Δ‖ / ‖w‖"] == "0.8"
    columns = {word: (older, newer) for word, older, newer in view.detail.columns}
    assert [columns[word] for word in ("NaN", "+Inf", "−Inf")] == [("2", "0"), ("1", "0"), ("1", "0")]


def test_the_panel_has_room_for_all_it_says(qtbot, view):
    view.session.select("odd")
    settled(qtbot, view)

    assert view.detail.height() >= 40 + 17 * max(len(view.detail.facts), len(view.detail.columns) + 1)


def test_the_cell_marks_what_its_tool_tip_tells(view):
    row = view._source.row_of("odd")

    assert view._source.cell(row, "relative_l2").mark == "!"
    assert tip(view, "odd", "relative_l2").splitlines()[1] == (
        "! over 2 of 6 elements: 4 values left out, not finite on a side"
    )
    assert view._source.cell(view._source.row_of("large"), "relative_l2").mark == ""
    assert tip(view, "large", "relative_l2") == "1.0"


@pytest.mark.parametrize(
    ("key", "column", "sentence"),
    [
        ("zero", "relative_l2", "The older value is all zero: there is no norm to compare with."),
        ("zero", "cosine", "The older value is all zero: it has no direction."),
        ("zero", "moved", "The older value is all zero: there is no norm to compare with."),
        ("lost", "relative_l2", "No element is finite on both sides."),
        ("gone", "relative_l2", "It is on the older side only."),
        ("new", "max_abs", "It is on the newer side only."),
        ("text", "cosine", "It has no numbers to compare."),
        ("grown", "relative_l2", "Its shape differs: there are no pairs of elements to compare."),
        ("void", "cosine", "It is the same, bit for bit: its values were not read."),
    ],
)
def test_a_dash_says_why_there_is_no_number(view, key, column, sentence):
    assert tip(view, key, column) == sentence


def test_files_carry_how_many_values_were_left_out(view, tmp_path):
    as_csv, as_markdown = view.exports()
    as_csv.write(tmp_path / "diff.csv", QUIET)
    as_markdown.write(tmp_path / "diff.md", QUIET)

    with (tmp_path / "diff.csv").open(newline="") as file:
        counts = {row["key"]: row["left_out"] for row in csv.DictReader(file)}
    assert {key: counts[key] for key in ("odd", "lost", "large", "new")} == {
        "odd": "4", "lost": "3", "large": "0", "new": "",
    }  # fmt: skip
    lines = (tmp_path / "diff.md").read_text().splitlines()
    assert lines[2].endswith("| Left out, not finite |")
    assert next(line for line in lines if line.startswith("| odd ")).endswith("| 4 |")


def test_one_checkpoint_alone_offers_another_directory(qtbot, golden):
    view = shown(qtbot, CompareView, opened(qtbot, golden / "lenet5_tf1_tf215/tf_ckpt"))
    asked = []
    action = QAction(view, objectName="action_compare_directory")
    action.triggered.connect(lambda: asked.append("directory"))

    assert "another directory" in view.empty.hint.text()
    assert view.directory_button.isVisible()
    qtbot.mouseClick(view.directory_button, Qt.MouseButton.LeftButton)
    view.directory_button.setFocus()
    qtbot.keyClick(view.directory_button, Qt.Key.Key_Space)

    assert asked == ["directory", "directory"]


def test_in_steps_a_dash_says_which_of_its_reasons_it_has(qtbot, view):
    view.set_mode("steps")
    settled(qtbot, view)
    source = view.steps_page.source

    def said(key: str, place: int) -> str:
        return source.tool_tip(source.row_of(key), f"step{place}")

    assert said("odd", 0) == "This is the first step shown."
    assert said("odd", 1) == "0.8\n! over 2 of 6 elements: 4 values left out, not finite on a side"
    assert source.cell(source.row_of("odd"), "step1").mark == "!"
    assert said("zero", 1) == "The older value is all zero: there is no norm to compare with."
    assert said("text", 1) == "It has no numbers."
    assert said("new", 1).startswith("It is not in the column before: rows are matched by key alone here")
    assert said("grown", 1) == "It has another shape than in the column before, or no numbers there."
    assert said("gone", 1) == "This step does not hold it."


def test_steps_say_that_renamed_variables_are_not_matched(qtbot, view):
    view.set_mode("steps")
    settled(qtbot, view)

    assert view.page_summary.whole == (
        "9 variables, 2 steps · matched by key: a renamed variable has a row for each name"
    )


def test_a_chosen_row_of_steps_keeps_its_heat(qtbot, view):
    view.set_mode("steps")
    settled(qtbot, view)
    page = view.steps_page
    row = page.model.row_of("large")
    cell = page.table.visualRect(page.model.index(row, 2)).adjusted(1, 1, -60, -2).topLeft()
    cold = page.table.visualRect(page.model.index(row, 1)).adjusted(1, 1, -60, -2).topLeft()

    view.session.select("large")
    settled(qtbot, view)
    picture = page.table.viewport().grab().toImage()

    assert picture.pixelColor(cell) != picture.pixelColor(cold)


def test_a_step_deleted_while_one_looks_at_it_is_said_to_be_gone(qtbot, tmp_path):
    for number in (1, 2):
        write_bundle(tmp_path / f"model.ckpt-{number}", {"w": F3 * number, "v": F3})
    view = shown(qtbot, CompareView, opened(qtbot, tmp_path), width=1280)
    view.deactivate()
    write_bundle(tmp_path / "model.ckpt-3", {"w": F3 * 3, "v": F3 * 2})
    session = view.session
    qtbot.waitUntil(lambda: session.refresh(force=True), timeout=5000)
    qtbot.waitUntil(lambda: not session.is_looking, timeout=5000)
    session.choose_newer(session.run.checkpoints[2])
    session.choose_older(session.run.checkpoints[0])
    qtbot.waitUntil(lambda: not session.is_busy(), timeout=5000)
    for path in tmp_path.glob("model.ckpt-1.*"):
        path.unlink()

    view.activate()
    settled(qtbot, view)
    session.select("w")
    settled(qtbot, view)

    assert dict(view.detail.facts)["values"] == (
        "Files of one of the steps are not there any more: its values cannot be compared."
    )
    assert tip(view, "w", "cosine") == dict(view.detail.facts)["values"]
    qtbot.waitUntil(lambda: session.refresh(force=True), timeout=5000)
    qtbot.waitUntil(lambda: not session.is_looking, timeout=5000)
    settled(qtbot, view)
    assert view.sides.whole == "older: step 1 (gone) · newer: step 3"
