import csv
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from explorer.gui.compare.compare_view import CompareView
from explorer.gui.item_models.cells import CELL_ROLE
from explorer.gui.item_models.table_menu import fill_column_menu
from explorer.gui.variables.variable_source import VariableSource
from explorer.gui.variables.variables_view import VariablesView
from explorer.task import QUIET
from tests.gui.item_models.fakes import FakeCheckpoint, big_checkpoint, statistics, variable
from tests.gui.item_models.sessions import click_row, column, opened, settled, shown

HIDDEN = "dnn/hiddenlayer_0/kernel"


@pytest.fixture
def iris(qtbot, golden):
    return shown(qtbot, VariablesView, opened(qtbot, golden / "iris_dnn_tf115/models/iris"))


def test_the_table_lists_the_latest_step(iris):
    assert column(iris, "key") == [
        "dnn/hiddenlayer_0/bias", "dnn/hiddenlayer_0/bias/t_0/Adagrad",
        "dnn/hiddenlayer_0/kernel", "dnn/hiddenlayer_0/kernel/t_0/Adagrad",
        "dnn/hiddenlayer_1/bias", "dnn/hiddenlayer_1/bias/t_0/Adagrad",
        "dnn/hiddenlayer_1/kernel", "dnn/hiddenlayer_1/kernel/t_0/Adagrad",
        "dnn/logits/bias", "dnn/logits/bias/t_0/Adagrad",
        "dnn/logits/kernel", "dnn/logits/kernel/t_0/Adagrad", "global_step",
    ]  # fmt: skip
    assert column(iris, "shape")[:4] == ["[10]", "[10]", "[4, 10]", "[4, 10]"]
    assert column(iris, "role")[:2] == ["variable", "slot"]
    assert iris.footer.whole == "13 tensors, 1.5 KiB · weights 50 % · slots 50 % · other < 1 %"


def test_typing_filters_and_escape_shows_all_again(qtbot, iris):
    qtbot.keyClicks(iris.filter, "kernel float32 [4,")

    assert column(iris, "key") == [HIDDEN, f"{HIDDEN}/t_0/Adagrad"]
    assert iris.footer.whole == "2 of 13 tensors, 320 B · weights 50 % · slots 50 %"
    qtbot.keyClick(iris.filter, Qt.Key.Key_Escape)
    assert iris.model.rowCount() == 13


def test_a_filter_that_fits_nothing_says_so(qtbot, iris):
    qtbot.keyClicks(iris.filter, "<b>zzz")

    assert iris.pages.currentWidget() is iris.empty
    assert iris.empty.sentence.text() == "No variable has all of: <b>zzz"


def test_enter_on_a_filtered_row_chooses_that_variable_everywhere(qtbot, iris):
    qtbot.keyClicks(iris.filter, "role:slot logits/kernel")
    click_row(qtbot, iris, 0)

    with qtbot.waitSignal(iris.variable_opened) as opened_variable:
        qtbot.keyClick(iris.table, Qt.Key.Key_Return)

    assert opened_variable.args == ["dnn/logits/kernel/t_0/Adagrad"]
    assert iris.session.selected_key == "dnn/logits/kernel/t_0/Adagrad"


def test_a_double_click_opens_the_variable(qtbot, iris):
    with qtbot.waitSignal(iris.variable_opened) as opened_variable:
        click_row(qtbot, iris, 12, double=True)

    assert opened_variable.args == ["global_step"]


def test_the_selection_survives_filter_sort_and_another_step(qtbot, iris):
    click_row(qtbot, iris, 2)
    iris.table.sortByColumn(iris.model.column_index("size_bytes"), Qt.SortOrder.DescendingOrder)
    assert iris.selected_keys() == (HIDDEN,)

    qtbot.keyClicks(iris.filter, "bias")
    assert iris.selected_keys() == ()
    iris.filter.clear()
    assert iris.selected_keys() == (HIDDEN,)

    iris.session.choose_newer(iris.session.run.checkpoints[0])
    settled(qtbot, iris)
    assert iris.session.newer.step == 1
    assert (iris.selected_keys(), iris.table.current_key) == ((HIDDEN,), HIDDEN)


def test_a_variable_chosen_elsewhere_is_chosen_here(iris):
    iris.session.select("global_step")

    assert iris.selected_keys() == ("global_step",)


def test_typing_in_the_table_goes_to_the_row(qtbot, iris):
    iris.table.setFocus()

    qtbot.keyClicks(iris.table, "glo")

    assert iris.session.selected_key == "global_step"


def test_a_click_on_a_header_sorts_and_a_second_one_turns_it_round(qtbot, iris):
    header = iris.table.horizontalHeader()
    number = iris.model.column_index("size_bytes")
    place = header.sectionViewportPosition(number) + 20

    for first in ("400 B", "8 B"):  # the largest first
        qtbot.mouseClick(
            header.viewport(), Qt.MouseButton.LeftButton, pos=header.rect().center().__class__(place, 10)
        )
        assert column(iris, "size_bytes")[0] == first


def test_copying_gives_tsv_with_a_header_of_the_columns_shown(qtbot, iris):
    iris.table.show_column("role", False)
    click_row(qtbot, iris, 2)

    assert iris.copy_text() == (f"Key\tDtype\tShape\tBytes\n{HIDDEN}\tfloat32\t[4, 10]\t160\n")


def test_the_column_menu_shows_and_hides_and_goes_back(iris):
    menu = QMenu()
    fill_column_menu(menu, iris.table)
    by_text = {action.text(): action for action in menu.actions()}

    by_text["Offset"].trigger()
    by_text["Dtype"].trigger()
    assert iris.table.shown_columns() == (
        "key",
        "role",
        "shape",
        "size_bytes",
        "offset",
        "values",
    )
    assert not by_text["Key"].isEnabled()
    by_text["Reset columns"].trigger()
    assert iris.table.shown_columns() == (
        "key",
        "role",
        "dtype",
        "shape",
        "size_bytes",
        "values",
    )


def test_moved_columns_are_found_again_by_a_new_view(qtbot, iris):
    iris.table.horizontalHeader().moveSection(2, 0)
    again = VariablesView(iris.session)
    qtbot.addWidget(again)

    assert again.table.shown_columns()[:2] == ("role", "key")
    again.table.forget_columns()


def test_statistics_of_the_rows_in_view_fill_in(qtbot, iris):
    iris.table.show_column("max", True)
    settled(qtbot, iris)

    assert column(iris, "max")[12] == "200"
    values = iris.model.index(2, iris.model.column_index("values")).data(CELL_ROLE)
    assert [int(small.values.count.sum()) for small in values.histograms] == [40]


def test_the_tree_shows_scopes_with_their_totals_and_opens_variables(qtbot, iris):
    iris.session.select(HIDDEN)
    qtbot.mouseClick(iris.mode_button, Qt.MouseButton.LeftButton)

    model = iris.tree.model()
    top = model.index(0, 0)
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["dnn", "global_step"]
    assert (model.index(0, 4).data(), model.rowCount(top)) == ("12", 3)
    assert iris.selected_keys() == (HIDDEN,)
    with qtbot.waitSignal(iris.variable_opened) as opened_variable:
        qtbot.keyClick(iris.tree, Qt.Key.Key_Return)
    assert opened_variable.args == [HIDDEN]


def test_the_filter_narrows_the_tree(qtbot, iris):
    qtbot.mouseClick(iris.mode_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(iris.filter, "global")

    model = iris.tree.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["global_step"]


def test_a_target_turns_rows_that_do_not_fit_red(qtbot, iris, golden):
    iris.session.choose_target_path(golden / "iris_dnn_tf115/models/iris20")
    settled(qtbot, iris)

    assert column(iris, "verdict") == ["≠ shape differs"] * 8 + ["✓ restored"] * 2 + [
        "≠ shape differs"
    ] * 2 + ["✓ restored"]
    cell = iris.model.index(0, 0).data(CELL_ROLE)
    assert (cell.mark, cell.tone) == ("≠", "verdict:shape differs")
    iris.session.select("dnn/logits/bias")
    assert iris.next_difference(True)
    assert iris.session.selected_key == "dnn/logits/kernel"


def test_damaged_tensors_are_marked_with_their_sentence(qtbot, golden):
    view = shown(qtbot, VariablesView, opened(qtbot, golden / "corrupt_shared/cases/truncated_data"))

    damaged = [
        key for key, problem in zip(column(view, "key"), column(view, "problem"), strict=True) if problem
    ]
    assert damaged == ["✗ _CHECKPOINTABLE_OBJECT_GRAPH"]
    assert view.note.whole == "✗ 1 damaged"
    assert view.next_difference(True)
    assert view.session.selected_key == "_CHECKPOINTABLE_OBJECT_GRAPH"


def test_the_shards_of_a_split_checkpoint_are_all_listed(qtbot, golden):
    view = shown(qtbot, VariablesView, opened(qtbot, golden / "sharded_policy_tf221/max_size"))
    view.table.show_column("shard", True)

    assert view.model.rowCount() == len(view.session.newer.table)
    assert len(set(column(view, "shard"))) > 1


def test_export_writes_the_columns_shown_of_this_step_and_of_all_steps(iris, tmp_path):
    one, all_steps = iris.exports()

    one.write(tmp_path / "one.csv", QUIET)
    all_steps.write(tmp_path / "all.csv", QUIET)

    with (tmp_path / "one.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["key", "role", "dtype", "shape", "size_bytes"]
    assert rows[3] == [HIDDEN, "variable", "float32", "[4, 10]", "160"]
    with (tmp_path / "all.csv").open(newline="") as file:
        steps = [row[0] for row in csv.reader(file)]
    assert steps == ["step"] + ["1"] * 13 + ["200"] * 13


def test_an_empty_session_says_what_to_do(qtbot, session):
    view = VariablesView(session)
    qtbot.addWidget(view)

    assert view.empty.sentence.text() == "Nothing is opened yet."
    assert not view.filter.isEnabled()


def test_a_big_table_can_be_chosen_as_a_whole_filtered_and_searched(qtbot, session):
    view = VariablesView(session)
    qtbot.addWidget(view)
    view.show()
    checkpoint = big_checkpoint(60_000)
    session.newer = checkpoint
    session.newer_changed.emit(checkpoint)
    qtbot.waitUntil(lambda: view.model.rowCount() == 60_000 and not view.is_busy(), timeout=20_000)

    view.table.selectAll()
    view.filter.setText("role:bookkeeping")
    assert view.selected_keys() == tuple(view.model.key_at(row) for row in range(view.model.rowCount()))
    view.filter.setText("layer_99/kernel")
    session.select("model/block_2/layer_99/kernel/Adam")

    assert view.selected_keys() == ("model/block_2/layer_99/kernel/Adam",)


def test_a_value_that_does_not_match_its_checksum_is_told_once_it_is_read(qtbot, golden):
    run = golden / "corrupt_shared/cases/bit_flip_in_data"
    view = shown(qtbot, VariablesView, opened(qtbot, run))
    bad = "layer/kernel/.ATTRIBUTES/VARIABLE_VALUE"

    qtbot.waitUntil(lambda: view.note.whole == "✗ 1 damaged", timeout=10_000)

    row = view.model.source_row_of(bad)
    assert [view._source.key(n) for n in range(len(view._source)) if view._source.is_problem(n)] == [bad]
    assert view._source.cell(row, "key").tone == "verdict:damaged"
    assert view._source.text(row, "problem") == "the value does not match its checksum"
    assert "problem" in view.table.shown_columns()
    entry = view.session.run.checkpoints[0]
    assert (entry.status, entry.problems) == (
        "damaged",
        ("layer/kernel: the value does not match its checksum",),
    )
    view.filter.setText("is:damaged")
    assert column(view, "key") == [f"✗ {bad}"]


def test_damage_met_is_remembered_after_a_reload(qtbot, golden):
    run = golden / "corrupt_shared/cases/bit_flip_in_data"
    view = shown(qtbot, VariablesView, opened(qtbot, run))
    qtbot.waitUntil(lambda: view.session.run.checkpoints[0].status == "damaged", timeout=10_000)

    view.session.reload()
    settled(qtbot, view)

    qtbot.waitUntil(lambda: view.session.run.checkpoints[0].status == "damaged", timeout=10_000)


@pytest.mark.parametrize(
    ("finite", "others", "said"),
    [
        ([], {"posinf": 1, "neginf": 1}, "! Inf only"),
        ([], {"nan": 2}, "! NaN only"),
        ([], {"nan": 1, "posinf": 1}, "! NaN and Inf only"),
        ([], {}, "no numbers"),
        ([5.0], {"nan": 1}, "! 5, NaN"),
        ([7.0], {}, "7"),
    ],
)
def test_values_that_are_no_numbers_are_named(finite, others, said):
    found = replace(statistics("kernel", finite or [0.0]), count=len(finite) + sum(others.values()), **others)
    if not finite:
        found = replace(found, finite=0, values=None)
    source = VariableSource(FakeCheckpoint((variable("kernel", (2,)),)), lambda key: found)

    cell = source.cell(0, "values")

    assert f"{cell.mark} {cell.text}".strip() == said


def test_the_tool_tip_of_a_key_has_the_name_in_the_program(qtbot, golden):
    session = opened(qtbot, golden / "net_adam_manager_legacy_tf215" / "tf_ckpts")
    key = "net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"

    for view in (shown(qtbot, VariablesView, session), shown(qtbot, CompareView, session, width=1280)):
        index = view.model.index(view.model.row_of(key), view.model.column_index("key"))
        assert index.data(Qt.ItemDataRole.ToolTipRole) == f"<span>{key}<br>net/dense/kernel</span>"
