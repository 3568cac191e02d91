"""The columns of changes since the older step: what they show, how they are asked for, sorted and carried on."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from PySide6.QtCore import Qt

from explorer.gui.item_models.cells import CELL_ROLE
from explorer.gui.variables.table_exports import AllStepsExport, StepExport
from explorer.gui.variables.variables_view import VariablesView
from explorer.report.change_columns import CHANGE_COLUMNS
from explorer.task import QUIET
from tests.builders import write_bundle
from tests.gui.item_models.sessions import column, opened, settled, shown

IDS = tuple(each.id for each in CHANGE_COLUMNS)
OLDER = {
    "grown": np.array([3.0, 4.0], np.float32),
    "turned": np.array([1.0, -2.0, 2.0], np.float32),
    "kept": np.array([5.0], np.float32),
    "shape": np.zeros(2, np.float32),
    "text": b"one",
    "global_step": np.int64(10),
}
NEWER = {
    "grown": np.array([6.0, 8.0], np.float32),
    "turned": np.array([1.0, 2.0, 2.0], np.float32),
    "kept": np.array([5.0], np.float32),
    "shape": np.zeros(3, np.float32),
    "text": b"two",
    "added": np.array([np.nan, 1.0], np.float32),
    "global_step": np.int64(20),
}


@pytest.fixture
def run(tmp_path):
    """Two steps: one value doubled, one turned a sign, one stayed, one is of another shape, one is new."""
    write_bundle(tmp_path / "model.ckpt-10", OLDER)
    write_bundle(tmp_path / "model.ckpt-20", NEWER)
    return tmp_path


@pytest.fixture
def view(qtbot, run):
    view = shown(qtbot, VariablesView, opened(qtbot, run))
    yield view
    view.table.forget_columns()
    view.session.pool.close(1.0)


def shown_by_key(view, column_id: str) -> dict[str, str]:
    return dict(zip(column(view, "key"), column(view, column_id)))


def show_changes(qtbot, view) -> None:
    qtbot.mouseClick(view.changes_button, Qt.MouseButton.LeftButton)
    settled(qtbot, view)
    qtbot.waitUntil(lambda: "…" not in column(view, "moved"))


def test_the_columns_are_hidden_until_the_button_shows_them_beside_the_key(qtbot, view):
    before = set(IDS) & set(view.table.shown_columns())

    show_changes(qtbot, view)
    beside_the_key = view.table.shown_columns()[: 1 + len(IDS)]
    note = view.note.whole
    qtbot.mouseClick(view.changes_button, Qt.MouseButton.LeftButton)

    assert before == set()
    assert beside_the_key == ("key", *IDS) or beside_the_key[1] == "not_finite"
    assert "changes since step 10" in note
    assert set(IDS) & set(view.table.shown_columns()) == set()


def test_the_cells_say_how_far_each_value_moved(qtbot, view):
    show_changes(qtbot, view)

    assert shown_by_key(view, "moved") == {
        "added": "–", "global_step": "1", "grown": "1", "kept": "0", "shape": "–", "text": "–", "turned": "1.333",
    }  # fmt: skip
    assert shown_by_key(view, "flipped")["turned"] == "33.3"
    assert shown_by_key(view, "cosine")["grown"] == "1"
    assert shown_by_key(view, "max_change")["turned"] == "4"
    assert shown_by_key(view, "unchanged")["kept"] == "= unchanged"


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("added", "Step 10 does not hold it."),
        ("shape", "The shape differs: [2] then, [3] now."),
        ("text", "It has no numbers to compare."),
    ],
)
def test_a_dash_says_why_in_its_tool_tip(qtbot, view, key, why):
    show_changes(qtbot, view)
    source = view.model.source

    if key == "text":  # only reading it tells: nobody asked for a string
        view.session.changes.want(view.session.older, view.session.newer, ("text",))
        settled(qtbot, view)
        qtbot.waitUntil(lambda: source.tool_tip(source.row_of(key), "moved") == why)

    assert source.tool_tip(source.row_of(key), "moved") == why


def test_a_nan_brings_its_column_with_a_mark(qtbot, view):
    qtbot.waitUntil(lambda: "not_finite" in view.table.shown_columns())

    row = column(view, "key").index("added")
    cell = view.model.index(row, view.model.column_index("not_finite")).data(CELL_ROLE)

    assert (cell.text, cell.mark) == ("1", "!")


def test_a_click_on_the_header_sorts_by_the_size_of_the_change(qtbot, view):
    show_changes(qtbot, view)

    view.table.sortByColumn(view.model.column_index("moved"), Qt.SortOrder.DescendingOrder)
    settled(qtbot, view)

    qtbot.waitUntil(lambda: column(view, "key")[0] == "turned")
    assert column(view, "key")[-4:-3] == ["kept"]


def test_copied_rows_carry_exact_numbers(qtbot, view):
    show_changes(qtbot, view)
    view.table.selectAll()

    lines = [line.split("\t") for line in view.copy_text().splitlines()]
    at = lines[0].index("Flipped %")

    assert next(line[at] for line in lines if line[0] == "turned") == repr(100 / 3)


def test_the_export_of_a_step_carries_the_columns(view, tmp_path):
    session, target = view.session, tmp_path / "out.csv"

    StepExport(session, session.newer, session.older, ["key", "moved", "not_finite", "unchanged"])(
        target, QUIET
    )

    with target.open(newline="") as file:
        rows = {row["key"]: row for row in csv.DictReader(file)}
    assert rows["grown"] == {"key": "grown", "moved": "1.0", "not_finite": "0", "unchanged": ""}
    assert rows["kept"]["unchanged"] == "same"
    assert rows["added"] == {"key": "added", "moved": "", "not_finite": "1", "unchanged": ""}


def test_the_export_of_all_steps_compares_each_with_the_one_before(view, tmp_path):
    target = tmp_path / "out.csv"

    AllStepsExport(view.session, ["key", "moved"])(target, QUIET)

    with target.open(newline="") as file:
        rows = [(row["step"], row["moved"]) for row in csv.DictReader(file) if row["key"] == "grown"]
    assert rows == [("10", ""), ("20", "1.0")]


def test_without_an_older_step_the_columns_say_so(qtbot, tmp_path):
    write_bundle(tmp_path / "model.ckpt-20", NEWER)
    view = shown(qtbot, VariablesView, opened(qtbot, tmp_path))

    qtbot.mouseClick(view.changes_button, Qt.MouseButton.LeftButton)
    settled(qtbot, view)

    assert set(column(view, "moved")) == {"–"}
    assert "no older step to compare with" in view.note.whole
    view.table.forget_columns()
    view.session.pool.close(1.0)


def test_the_last_step_of_the_optimizer_stands_beside_its_variable(qtbot, golden):
    view = shown(qtbot, VariablesView, opened(qtbot, golden / "net_adam_manager_legacy_tf215/tf_ckpts"))

    view.table.show_column("optimizer_step", True)
    view._look.start()
    qtbot.waitUntil(
        lambda: (
            shown_by_key(view, "optimizer_step")["net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"] not in ("", "…")
        )
    )

    assert shown_by_key(view, "optimizer_step")["save_counter/.ATTRIBUTES/VARIABLE_VALUE"] == ""
    assert 0 < float(shown_by_key(view, "optimizer_step")["net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"]) < 1
    view.table.forget_columns()
    view.session.pool.close(1.0)
