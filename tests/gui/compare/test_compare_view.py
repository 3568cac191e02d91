import csv

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from explorer.analysis.diff import ValueChange, ValueVerdict
from explorer.analysis.diff_renames import KeyPair
from explorer.analysis.diff_rule import BITWISE, EqualityRule
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.errors import CorruptFileError, MissingFileError
from explorer.gui.compare.compare_view import CompareView
from explorer.gui.compare.detail_panel import DetailPanel
from explorer.gui.compare.difference_cells import differing_parts
from explorer.gui.compare.difference_source import DifferenceSource, find_differences
from explorer.gui.compare.measuring import Wishes, measure
from explorer.gui.item_models.cells import CELL_ROLE
from explorer.task import QUIET, Cancelled, Task
from tests.builders import write_bundle
from tests.gui.item_models.sessions import click_row, column, opened, settled, shown

F3 = np.float32([1, 2, 3])
MOVED = ValueChange(0.5, 1.0, 0.25, 0.9, 3)
SIDES = (
    {"dtype": F3, "moved": F3, "removed": np.int64(1), "same": F3, "shape": np.zeros((4, 10), np.float32), "text": [b"a"]},
    {"added": F3, "dtype": F3.astype(np.float16), "moved": F3 + 1, "same": F3, "shape": np.zeros((4, 20), np.float32), "text": [b"b"]},
)  # fmt: skip


@pytest.fixture
def compared(tmp_path):
    """`compared(older tensors, newer tensors, rule)`: the rows of the table, nothing measured yet."""

    def compare(older, newer, rule=BITWISE, renames=()) -> DifferenceSource:
        sides = [
            checkpoint_at(write_bundle(tmp_path / name, tensors))
            for name, tensors in (("ckpt-1", older), ("ckpt-2", newer))
        ]
        return find_differences(*sides, lambda checkpoint, key: None, rule, renames)

    return compare


@pytest.fixture
def source(compared) -> DifferenceSource:
    return compared(*SIDES)


class Known:
    """As much of the store of changes as measuring asks for."""

    def __init__(self):
        self.asked = []

    def find_all(self, older, newer, keys, task):
        for key in keys:
            self.asked.append(key)
            yield key, MOVED


@pytest.fixture
def history(qtbot, golden):
    return shown(qtbot, CompareView, opened(qtbot, golden / "history_tf215/run"), width=1280)


def test_each_kind_of_change_has_its_mark_and_word(source):
    cells = [source.cell(row, "change") for row in range(7)]

    assert [(cell.mark, cell.text) for cell in cells] == [
        ("+", "added"), ("T", "dtype differs"), ("~", "changed"), ("−", "removed"), ("=", "same"),
        ("≠", "shape differs"), ("~", "changed"),
    ]  # fmt: skip
    assert source.summary() == "2 changed · 1 shape differs · 1 dtype differs · 1 added · 1 removed · 1 same"


def test_what_differs_between_the_sides_stands_out(source):
    assert (source.cell(5, "older").text, source.text(5, "older")) == ("[4, 10]", "float32 [4, 10]")
    assert [source.cell(5, side).spans for side in ("older", "newer")] == [((4, 6),), ((4, 6),)]
    assert source.cell(1, "newer").text == "float16 [3]"
    assert source.cell(1, "newer").spans == ((0, 7),)
    assert source.cell(0, "older").text == "not there"
    assert differing_parts((1, 2), (1,)) == ((0, 6),)


def test_numbers_are_pending_then_known_and_a_failure_is_a_dash(source):
    assert source.cell(2, "relative_l2").text == "…"

    source.learn("moved", ValueVerdict(False, MOVED))
    assert [source.text(2, name) for name in ("relative_l2", "max_abs", "cosine", "changed")] == [
        "0.25",
        "0.5",
        "0.9",
        "3",
    ]
    assert source.cell(2, "moved").fraction == 1.0
    assert (source.cell(4, "relative_l2").text, source.cell(0, "relative_l2").text) == ("0", "–")
    assert source.record(2).values == MOVED

    source.learn("text", ValueVerdict(False, error=CorruptFileError("the checksum does not fit")))
    assert source.cell(6, "relative_l2").text == "–"
    assert source.cell(6, "change").text == "damaged"
    assert source.is_problem(6)


def test_the_detail_of_a_damaged_row_tells_the_damage_and_no_numbers(qtbot, source):
    source.learn("text", ValueVerdict(False, error=CorruptFileError("the checksum does not fit")))
    panel = DetailPanel(None)
    qtbot.addWidget(panel)

    panel.show_row(source, 6, ("older", "newer"), (None, None))

    assert panel.facts == (
        ("change", "✗ damaged"),
        ("problem", "the checksum does not fit"),
        ("older", "string [1]"),
        ("newer", "string [1]"),
    )


def test_a_side_whose_files_are_gone_is_not_damaged_and_says_why(source):
    source.learn("moved", ValueVerdict(False, error=MissingFileError("the checkpoint is gone")))

    assert source.cell(2, "change").text == "changed"
    assert not source.is_problem(2)
    assert source.tool_tip(2, "relative_l2") == (
        "Files of one of the steps are not there any more: its values cannot be compared."
    )
    assert not source.is_measured("moved")


def test_within_a_tolerance_rows_turn_out_to_be_the_same(compared):
    found = compared({"w": F3}, {"w": F3 + 1}, EqualityRule(1e-5, 1e-8))
    assert found.cell(0, "change").text == "not yet compared"
    assert found.keys_to_measure() == ["w"]

    found.learn("w", ValueVerdict(True, MOVED))

    assert found.cell(0, "change").text == "same"
    assert found.summary() == "0 changed · 0 added · 0 removed · 1 same"
    assert (found.codes_changed, found.is_difference().tolist()) == (1, [False])


def test_a_renamed_variable_is_one_row_marked_as_a_proposal(compared):
    pair = KeyPair("net/a/w", "net/b/w", 0.94, "`a` -> `b`")
    found = compared({"net/a/w": F3}, {"net/b/w": F3}, BITWISE, (pair,))

    assert found.cell(0, "key").text == "net/{a -> b}/w"
    assert (found.cell(0, "change").mark, found.cell(0, "change").text) == ("↪", "renamed?")
    assert found.tool_tip(0, "key") == "net/a/w -> net/b/w\nProposed as renamed, 94 % sure: `a` -> `b`."
    assert found.text(0, "change") == "same, renamed (proposed)"
    assert found.is_difference().tolist() == [True]
    assert (found.row_of("net/a/w"), found.row_of("net/b/w")) == (0, 0)


def test_wishes_in_view_are_measured_first(source):
    told, store = [], Known()
    wishes = Wishes(["moved", "same", "dtype"])
    wishes.first(["dtype", "same"])

    measure(source.older, source.newer, wishes, store, task=QUIET, partly=told.extend)

    assert store.asked == ["dtype", "same", "moved"]
    assert told == [(key, ValueVerdict(False, MOVED)) for key in store.asked]


def test_what_is_compared_within_a_tolerance_is_measured_anew(source):
    told, store = [], Known()

    measure(
        source.older,
        source.newer,
        Wishes(["moved"]),
        store,
        EqualityRule(0.0, 1.0),
        task=QUIET,
        partly=told.extend,
    )

    ((_, verdict),) = told
    assert store.asked == []
    assert (verdict.is_same, verdict.values.beyond, verdict.values.changed_elements) == (True, 0, 3)


def test_measuring_stops_when_cancelled():
    task = Task()
    task.cancel()

    with pytest.raises(Cancelled):
        measure(None, None, Wishes("ab"), Known(), task=task, partly=lambda found: None)


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

    numbers = [history.model.source.number(int(row), "relative_l2") for row in history.model.rows]
    assert numbers == sorted(numbers, reverse=True)
    assert history.model.index(0, history.model.column_index("moved")).data(CELL_ROLE).fraction == 1.0


def test_the_detail_knows_both_sides_although_no_column_shows_values(qtbot, golden):
    view = CompareView(opened(qtbot, golden / "history_tf215/run"))
    qtbot.addWidget(view)
    view.table.show_column("values", False)
    view.show()
    view.activate()
    settled(qtbot, view)
    statistics, sides = view.session.statistics, (view.session.older, view.session.newer)
    key = "model/layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE"
    assert [statistics.get(side, key) for side in sides] == [None, None]

    view.session.select(key)
    qtbot.waitUntil(lambda: None not in [statistics.get(side, key) for side in sides])
    settled(qtbot, view)

    mean = {word: numbers for word, *numbers in view.detail._columns}["mean"]
    assert mean == [f"{statistics.get(side, key).mean:.4g}" for side in sides]


def test_the_detail_shows_the_row_chosen_anywhere(qtbot, history):
    history.session.select("step/.ATTRIBUTES/VARIABLE_VALUE")
    settled(qtbot, history)

    assert history.detail.facts == (
        ("change", "~ changed"), ("older", "int64 []"), ("newer", "int64 []"), ("‖Δ‖ / ‖w‖", "0.03226"),
        ("max |Δ|", "10"), ("cosine", "1"), ("changed", "1"),
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


def test_the_rows_shown_can_be_exported_with_all_numbers_and_the_rule(history, tmp_path):
    as_csv, as_markdown = history.exports()

    as_csv.write(tmp_path / "diff.csv", QUIET)
    as_markdown.write(tmp_path / "diff.md", QUIET)

    with (tmp_path / "diff.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [
        "key", "older_key", "role", "change", "older", "newer", "relative_l2", "l2", "max_abs", "cosine", "changed",
        "beyond_tolerance", "compared", "sign_flipped", "older_norm", "newer_norm", "left_out", "problem",
        "renamed_because", "rule",
    ]  # fmt: skip
    step = rows[-1]
    assert len(rows) == 15
    assert [step[name] for name in ("key", "role", "change", "older", "max_abs", "changed", "rule")] == [
        "step/.ATTRIBUTES/VARIABLE_VALUE", "variable", "changed", "int64 []", "10.0", "1", "equal means bitwise",
    ]  # fmt: skip
    lines = (tmp_path / "diff.md").read_text().splitlines()
    assert lines[0] == (
        "**step 310** against **step 320**: 15 changed · 0 added · 0 removed · 2 same (equal means bitwise)"
    )
    assert len(lines) == 19


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


def test_counters_have_no_bar_and_do_not_scale_the_others(compared):
    found = compared(
        {"kernel": F3, "global_step": np.int64(1)}, {"kernel": F3 + 1, "global_step": np.int64(200)}
    )
    found.learn("kernel", ValueVerdict(False, MOVED))
    found.learn("global_step", ValueVerdict(False, ValueChange(199.0, 199.0, 199.0, 1.0, 1)))

    assert found.cell(1, "moved").fraction == 1.0
    assert found.cell(0, "moved").fraction is None
    assert np.isnan(found.values("moved")[0])
    assert found.cell(0, "relative_l2").text == "199"


def test_the_panel_tells_the_name_in_the_program(qtbot, golden):
    view = shown(
        qtbot, CompareView, opened(qtbot, golden / "net_adam_manager_legacy_tf215" / "tf_ckpts"), width=1280
    )
    key = "net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"

    view.session.select(key)
    settled(qtbot, view)

    assert view.detail._title == f"{key}  ·  net/dense/kernel"


def click_header(qtbot, view, name: str) -> None:
    header, number = view.table.horizontalHeader(), view.model.column_index(name)
    place = QPoint(header.sectionViewportPosition(number) + 12, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_first_click_shows_the_largest_change_first_and_the_smallest_cosine(qtbot, history):
    click_header(qtbot, history, "relative_l2")
    moved = [float(text) for text in column(history, "relative_l2") if text not in ("–", "")]
    assert moved == sorted(moved, reverse=True)
    assert moved[0] > moved[-1]

    click_header(qtbot, history, "relative_l2")
    assert float(column(history, "relative_l2")[0]) == moved[-1]

    click_header(qtbot, history, "cosine")
    assert not history.model.is_descending

    click_header(qtbot, history, "key")
    assert not history.model.is_descending
