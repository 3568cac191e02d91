import csv
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from explorer.analysis.diff import Difference, Side, ValueChange
from explorer.errors import CorruptFileError
from explorer.gui.compare.compare_view import CompareView
from explorer.gui.compare.difference_source import DifferenceSource, differing_parts
from explorer.gui.compare.measuring import Wishes, measure
from explorer.gui.item_models.cells import CELL_ROLE
from explorer.task import QUIET, Cancelled, Task
from tests.gui.item_models.fakes import FakeCheckpoint, variable
from tests.gui.item_models.sessions import click_row, column, opened, settled, shown

ROWS = (
    Difference("added", "added", None, Side("float32", (3,))),
    Difference("dtype", "dtype", Side("float32", (3,)), Side("float16", (3,))),
    Difference("moved", "value", Side("float32", (3,)), Side("float32", (3,))),
    Difference("removed", "removed", Side("int64", ()), None),
    Difference("same", "same", Side("float32", (3,)), Side("float32", (3,))),
    Difference("shape", "shape", Side("float32", (4, 10)), Side("float32", (4, 20))),
)


def source() -> DifferenceSource:
    older = FakeCheckpoint((variable("moved", (3,)), variable("removed", role="bookkeeping")), "older")
    newer = FakeCheckpoint((variable("moved", (3,), "slot"),), "newer")
    return DifferenceSource(older, newer, ROWS, lambda checkpoint, key: None)


@pytest.fixture
def history(qtbot, golden):
    return shown(qtbot, CompareView, opened(qtbot, golden / "history_tf215/run"), width=1280)


def test_each_kind_of_change_has_its_mark_and_word():
    cells = [source().cell(row, "change") for row in range(6)]

    assert [(cell.mark, cell.text) for cell in cells] == [
        ("+", "added"), ("T", "dtype differs"), ("~", "changed"), ("−", "removed"), ("=", "same"), ("≠", "shape differs"),
    ]  # fmt: skip
    assert (
        source().summary() == "1 changed · 1 shape differs · 1 dtype differs · 1 added · 1 removed · 1 same"
    )


def test_what_differs_between_the_sides_stands_out():
    found = source()

    assert (found.cell(5, "older").text, found.text(5, "older")) == ("[4, 10]", "float32 [4, 10]")
    assert [found.cell(5, side).spans for side in ("older", "newer")] == [((4, 6),), ((4, 6),)]
    assert found.cell(1, "newer").text == "float16 [3]"
    assert found.cell(1, "newer").spans == ((0, 7),)
    assert found.cell(0, "older").text == "not there"
    assert differing_parts((1, 2), (1,)) == ((0, 6),)


def test_numbers_are_pending_then_known_and_a_failure_is_a_dash():
    found = source()
    assert found.cell(2, "relative_l2").text == "…"

    found.learn("moved", ValueChange(0.5, 1.0, 0.25, 0.9, 3))
    assert [found.text(2, name) for name in ("relative_l2", "max_abs", "cosine", "changed")] == [
        "0.25",
        "0.5",
        "0.9",
        "3",
    ]
    assert found.cell(2, "moved").fraction == 1.0
    assert (found.cell(4, "relative_l2").text, found.cell(0, "relative_l2").text) == ("0", "–")

    found.learn("moved", CorruptFileError("the checksum does not fit"))
    assert found.cell(2, "relative_l2").text == "–"


def test_wishes_in_view_are_measured_first():
    asked, told = [], []
    changes = SimpleNamespace(find=lambda older, newer, key, task: asked.append(key))
    wishes = Wishes("abcde")
    wishes.first(["d", "b"])

    measure(None, None, wishes, changes, task=QUIET, partly=told.extend)

    assert asked == ["d", "b", "a", "c", "e"]
    assert told == [(key, None) for key in asked]


def test_measuring_stops_when_cancelled():
    changes = SimpleNamespace(find=lambda older, newer, key, task: None)
    task = Task()
    task.cancel()

    with pytest.raises(Cancelled):
        measure(None, None, Wishes("ab"), changes, task=task, partly=lambda found: None)


def test_two_steps_are_aligned_and_measured(history):
    assert (history.session.older.step, history.session.newer.step) == (310, 320)
    assert history.summary.whole == "15 changed · 0 added · 0 removed · 2 same"
    assert history.sides.whole == "older: step 310 · newer: step 320"
    assert history.model.rowCount() == 15
    step = history.model.row_of("step/.ATTRIBUTES/VARIABLE_VALUE")
    shown_numbers = [column(history, name)[step] for name in ("older", "newer", "max_abs", "changed")]
    assert shown_numbers == ["[]", "[]", "10", "1"]
    assert column(history, "relative_l2")[step] == "0.03226"  # 10 / 310


def test_only_differences_can_be_switched_off(qtbot, history):
    qtbot.mouseClick(history.only_differences, Qt.MouseButton.LeftButton)

    assert history.model.rowCount() == 17
    assert column(history, "change").count("= same") == 2


def test_a_chip_shows_its_kind_alone(qtbot, history):
    qtbot.mouseClick(history.chips.buttons["same"], Qt.MouseButton.LeftButton)

    assert column(history, "change") == ["= same", "= same"]
    assert history.chips.buttons["same"].text() == "= same 2"
    assert not history.chips.buttons["added"].isVisible()


def test_the_next_difference_goes_round_and_skips_what_is_the_same(qtbot, history):
    qtbot.mouseClick(history.only_differences, Qt.MouseButton.LeftButton)
    keys, changes = column(history, "key"), column(history, "change")

    walked = []
    for _ in range(16):
        assert history.next_difference(True)
        walked.append(history.table.currentIndex().row())

    differing = [row for row in range(17) if changes[row] != "= same"]
    assert walked == [*differing, differing[0]]
    assert history.next_difference(False)
    assert history.table.currentIndex().row() == differing[-1]
    assert len(keys) == 17


def test_sorting_by_how_far_it_moved_puts_the_largest_first(history):
    history.table.sortByColumn(history.model.column_index("relative_l2"), Qt.SortOrder.DescendingOrder)

    numbers = [history.model.source._number(int(row), "relative_l2") for row in history.model.rows]
    assert numbers == sorted(numbers, reverse=True)
    assert history.model.index(0, history.model.column_index("moved")).data(CELL_ROLE).fraction == 1.0


def test_the_detail_shows_the_row_chosen_anywhere(qtbot, history):
    history.session.select("step/.ATTRIBUTES/VARIABLE_VALUE")
    settled(qtbot, history)

    assert history.detail.facts == (
        ("change", "~ changed"), ("older", "int64 []"), ("newer", "int64 []"), ("‖Δ‖ / ‖w‖", "0.03226"),
        ("max |Δ|", "10"), ("cosine", "1"), ("elements changed", "1"),
    )  # fmt: skip


def test_copying_gives_whole_numbers_and_no_pictures(qtbot, history):
    qtbot.keyClicks(history.filter, "step")
    click_row(qtbot, history, 0)

    header, row = history.copy_text().splitlines()
    assert header.split("\t") == [
        "Key",
        "Change",
        "Older",
        "Newer",
        "‖Δ‖ / ‖w‖",
        "Moved",
        "Max |Δ|",
        "Cosine",
    ]
    assert row.split("\t")[:4] == ["step/.ATTRIBUTES/VARIABLE_VALUE", "changed", "int64 []", "int64 []"]
    assert float(row.split("\t")[4]) == pytest.approx(10 / 310, rel=1e-12)


def test_the_rows_shown_can_be_exported(history, tmp_path):
    (export,) = history.exports()

    export.write(tmp_path / "diff.csv", QUIET)

    with (tmp_path / "diff.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == [
        "key",
        "role",
        "change",
        "older",
        "newer",
        "relative_l2",
        "max_abs",
        "cosine",
        "changed",
    ]
    assert rows[-1][:5] == ["step/.ATTRIBUTES/VARIABLE_VALUE", "variable", "changed", "int64 []", "int64 []"]
    assert len(rows) == 16


def test_another_older_step_is_compared_at_once(qtbot, history):
    history.session.choose_older(history.session.run.checkpoints[0])
    settled(qtbot, history)

    assert history.sides.whole == "older: step 10 · newer: step 320"
    row = history.model.row_of("step/.ATTRIBUTES/VARIABLE_VALUE")
    assert column(history, "max_abs")[row] == "310"


def test_a_run_of_one_step_says_what_to_do(qtbot, golden):
    view = shown(qtbot, CompareView, opened(qtbot, golden / "lenet5_tf1_tf215/tf_ckpt"))

    assert view.pages.currentWidget() is view.empty
    assert view.empty.sentence.text() == "There is only this checkpoint to look at."
    assert not view.previous_button.isVisible()


def test_a_step_compared_with_none_can_be_compared_with_the_one_before(qtbot, history):
    history.session.choose_older(None)
    assert history.previous_button.isVisible()

    qtbot.mouseClick(history.previous_button, Qt.MouseButton.LeftButton)
    settled(qtbot, history)

    assert history.session.older.step == 310
    assert history.model.rowCount() == 15


def test_leaving_the_tab_stops_measuring(qtbot, golden):
    view = shown(qtbot, CompareView, opened(qtbot, golden / "history_tf215/run"))

    view.deactivate()

    assert not view.is_busy()


def test_counters_have_no_bar_and_do_not_scale_the_others():
    both = (variable("kernel", (3,)), variable("step", (), "bookkeeping"))
    rows = tuple(Difference(v.key, "value", Side("float32", v.shape), Side("float32", v.shape)) for v in both)
    found = DifferenceSource(
        FakeCheckpoint(both, "older"), FakeCheckpoint(both, "newer"), rows, lambda checkpoint, key: None
    )
    found.learn("kernel", ValueChange(0.5, 1.0, 0.25, 0.9, 3))
    found.learn("step", ValueChange(199.0, 1.0, 199.0, 1.0, 1))

    assert found.cell(0, "moved").fraction == 1.0
    assert found.cell(1, "moved").fraction is None
    assert found.values("moved")[1] is None


def test_the_panel_tells_the_name_in_the_program(qtbot, golden):
    view = shown(
        qtbot, CompareView, opened(qtbot, golden / "net_adam_manager_legacy_tf215" / "tf_ckpts"), width=1280
    )
    key = "net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"

    view.session.select(key)
    settled(qtbot, view)

    assert view.detail._title == f"{key}  ·  net/dense/kernel"
