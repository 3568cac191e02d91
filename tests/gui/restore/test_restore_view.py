import csv
import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from explorer.analysis.restore import Expectation, RestoreReport, RestoreRow
from explorer.gui.item_models.cells import CELL_ROLE
from explorer.gui.nearby import directories_beside
from explorer.gui.restore import target_choices
from explorer.gui.restore.restore_view import RestoreView
from explorer.gui.restore.snippet_dialog import SnippetDialog
from explorer.gui.restore.verdict_source import VerdictSource
from explorer.resources import snippet_text
from explorer.task import QUIET
from tests.gui.item_models.sessions import column, opened, settled, shown

REPORT = RestoreReport(
    "model.ckpt-200",
    "mine|<b>",
    (
        RestoreRow(
            "w",
            Expectation("float32", (None, 20)),
            Expectation("float16", (4, 10)),
            "dtype differs",
            "why",
            "cure",
        ),
        RestoreRow("gone", Expectation("float32", (2,)), None, "missing in checkpoint", "", ""),
        RestoreRow("=x", None, Expectation("int64", ()), "unused by model", "", ""),
        RestoreRow("ok", Expectation(None, None), Expectation("int64", ()), "restored", "", ""),
    ),
    "2 of 3 are not restored.",
)


@pytest.fixture
def iris(qtbot, golden):
    """The guide's failed restore: a [10, 10] checkpoint into a [20, 20] model."""
    session = opened(qtbot, golden / "iris_dnn_tf115/models/iris")
    session.choose_target_path(golden / "iris_dnn_tf115/models/iris20")
    qtbot.waitUntil(lambda: session.report is not None, timeout=10_000)
    return shown(qtbot, RestoreView, session)


def test_both_sides_are_shown_with_the_differing_sizes_marked():
    source = VerdictSource(REPORT)

    expected, stored = (source.cell(0, name) for name in ("expected", "stored"))
    assert (expected.text, expected.spans) == ("float32 [?, 20]", ((0, 7), (12, 14)))
    assert (stored.text, stored.spans) == ("float16 [4, 10]", ((0, 7), (12, 14)))
    assert (source.cell(1, "stored").text, source.cell(2, "expected").text) == (
        "not there",
        "not in the model",
    )
    assert source.cell(3, "expected").text == "? ?"


def test_the_failed_restore_of_the_guide_is_seen_row_by_row(iris):
    keys = column(iris, "key")
    rows = dict(
        zip(
            keys,
            zip(column(iris, "expected"), column(iris, "stored"), column(iris, "verdict"), strict=True),
            strict=True,
        )
    )

    assert rows["dnn/hiddenlayer_0/kernel"] == ("float32 [4, 20]", "float32 [4, 10]", "≠ shape differs")
    assert rows["dnn/logits/kernel"] == ("float32 [20, 3]", "float32 [10, 3]", "≠ shape differs")
    assert rows["global_step"] == ("int64 []", "int64 []", "✓ restored")
    assert column(iris, "verdict") == ["≠ shape differs"] * 10 + ["✓ restored"] * 3
    assert iris.summary.text() == iris.session.report.summary


def test_a_chip_filters_by_verdict(qtbot, iris):
    qtbot.mouseClick(iris.chips.buttons["restored"], Qt.MouseButton.LeftButton)

    assert column(iris, "key") == ["dnn/logits/bias", "dnn/logits/bias/t_0/Adagrad", "global_step"]
    assert iris.chips.buttons["shape differs"].text() == "≠ shape differs 10"
    assert not iris.chips.buttons["deferred"].isVisible()


def test_typing_filters_by_both_sides(qtbot, iris):
    qtbot.keyClicks(iris.filter, "expected:[20,3]")

    assert column(iris, "key") == ["dnn/logits/kernel", "dnn/logits/kernel/t_0/Adagrad"]


def test_the_next_problem_says_why_and_what_to_do(iris):
    iris.session.select("global_step")

    assert iris.next_difference(True)
    first = column(iris, "key")[0]
    assert iris.session.selected_key == first
    assert iris.detail.text() == f"{first}: model expects [20], checkpoint holds [10]."
    assert iris.hint.text() != ""
    assert iris.next_difference(False)
    assert iris.table.currentIndex().row() == 9


def test_the_copy_button_copies_the_report(qtbot, iris):
    qtbot.mouseClick(iris.copy_button, Qt.MouseButton.LeftButton)

    text = QGuiApplication.clipboard().text()
    assert text.startswith("**model.ckpt-200 into ")
    assert (
        "| dnn/hiddenlayer\\_0/kernel | float32 \\[4, 20\\] | float32 \\[4, 10\\] | ≠ shape differs |\n"
        in text
    )


def test_the_report_is_exported_as_csv_and_json(iris, tmp_path):
    as_csv, as_json = iris.exports()

    as_csv.write(tmp_path / "r.csv", QUIET)
    as_json.write(tmp_path / "r.json", QUIET)

    with (tmp_path / "r.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["key", "expected", "stored", "verdict", "sentence", "hint"]
    assert rows[1][:4] == ["dnn/hiddenlayer_0/bias", "float32 [20]", "float32 [10]", "shape differs"]
    report = json.loads((tmp_path / "r.json").read_text())
    assert report["rows"][0]["expected"] == {"dtype": "float32", "shape": [20]}
    assert len(report["rows"]) == 13


def test_the_tint_tells_problems_from_the_rest(iris):
    cells = [iris.model.index(row, iris.model.column_index("expected")).data(CELL_ROLE) for row in (0, 12)]

    assert [cell.spans for cell in cells] == [((9, 11),), ()]
    assert [iris.model.source.is_problem(row) for row in (0, 12)] == [True, False]


def test_without_a_target_it_tells_how_to_choose_one(qtbot, golden):
    view = shown(qtbot, RestoreView, opened(qtbot, golden / "iris_dnn_tf115/models/iris"))

    assert view.empty.sentence.text() == "Which model is this checkpoint to be restored into?"
    choices = view.choices
    for button in (
        choices.choose_button,
        choices.program_button,
        choices.browse_button,
        choices.error_button,
    ):
        assert button.isVisible()
    assert not view.summary.isVisible()


def test_the_snippet_is_one_click_away_where_there_is_no_target(qtbot, golden):
    view = shown(qtbot, RestoreView, opened(qtbot, golden / "iris_dnn_tf115/models/iris"))

    qtbot.mouseClick(view.choices.program_button, Qt.MouseButton.LeftButton)

    dialog = view.window().findChild(SnippetDialog)
    assert dialog.isVisible()
    assert QGuiApplication.clipboard().text() == snippet_text()
    dialog.close()


def test_another_step_is_chosen_from_the_menu(qtbot, golden):
    view = shown(qtbot, RestoreView, opened(qtbot, golden / "iris_dnn_tf115/models/iris"))
    menu = QMenu()
    view.fill_target_menu(menu)
    assert [action.text() for action in menu.actions() if action.text()] == [
        "The model that wrote",
        "step 1  (model.ckpt-1)",
        "The program whose graph is",
        "graph.pbtxt",
        "model.ckpt-1.meta",
        "model.ckpt-200.meta",
        "Latest of a directory beside",
        "iris20/",
        "From a program: copy the snippet…",
        "Choose a directory…",
        "Choose a file…",
    ]

    next(action for action in menu.actions() if action.text().startswith("step 1 ")).trigger()
    settled(qtbot, view)

    assert column(view, "verdict") == ["✓ restored"] * 13
    assert not view.next_difference(True)


def test_a_value_that_fails_its_checksum_is_damaged_before_anybody_looked_at_it(qtbot, golden):
    session = opened(qtbot, golden / "corrupt_shared/cases/bit_flip_in_data")
    session.choose_target_path(golden / "corrupt_shared/base/ckpt-2.index")
    view = shown(qtbot, RestoreView, session)
    settled(qtbot, view)

    assert column(view, "verdict").count("✗ damaged") == 1


def test_no_card_is_green_where_a_value_it_reads_is_damaged(qtbot, golden):
    session = opened(qtbot, golden / "corrupt_shared/cases/bit_flip_in_data")
    session.choose_target_path(golden / "corrupt_shared/base/ckpt-2.index")
    view = shown(qtbot, RestoreView, session)
    settled(qtbot, view)

    assert [card.said.mark for card in view.cards.cards] != []
    assert all(card.said.mark in "✗✕" for card in view.cards.cards)
    assert "VARIABLE_VALUE" not in view.findings.lines[0].title.whole


def test_values_of_a_large_checkpoint_are_left_to_verify(qtbot, golden, monkeypatch):
    monkeypatch.setattr("explorer.gui.session_jobs.VERIFIED_BYTES", 100)
    session = opened(qtbot, golden / "corrupt_shared/cases/bit_flip_in_data")
    session.choose_target_path(golden / "corrupt_shared/base/ckpt-2.index")
    view = shown(qtbot, RestoreView, session)
    settled(qtbot, view)

    assert column(view, "verdict").count("✗ damaged") == 0
    assert view.answer.note.whole == "The values were not read: Verify compares their checksums."


def test_the_graph_of_the_directory_serves_as_target(qtbot, golden):
    view = shown(qtbot, RestoreView, opened(qtbot, golden / "iris_continued_tf215/models/iris"))
    menu = QMenu()
    view.fill_target_menu(menu)

    next(action for action in menu.actions() if action.text() == "model.ckpt-20.meta").trigger()
    qtbot.waitUntil(lambda: view.model.rowCount() == 15, timeout=10_000)

    assert column(view, "verdict").count("≠ shape differs") == 10


def test_browse_takes_any_checkpoint(qtbot, golden, monkeypatch):
    view = shown(qtbot, RestoreView, opened(qtbot, golden / "iris_dnn_tf115/models/iris"))
    monkeypatch.setattr(
        target_choices,
        "ask_for_target",
        lambda parent, start: golden / "iris_dnn_tf115/models/iris20/model.ckpt-1.index",
    )

    qtbot.mouseClick(view.choices.browse_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.model.rowCount() == 13, timeout=10_000)

    assert column(view, "verdict").count("≠ shape differs") == 10


def test_the_target_can_be_forgotten(qtbot, iris):
    iris.more_button.menu().aboutToShow.emit()
    clear = [action for action in iris.more_button.menu().actions() if action.text() == "No target"]
    clear[0].trigger()

    assert iris.session.target is None
    assert iris.pages.currentWidget() is iris.empty


def test_a_directory_beside_is_offered_as_target(qtbot, golden):
    view = shown(qtbot, RestoreView, opened(qtbot, golden / "iris_dnn_tf115/models/iris"))
    menu = QMenu()
    view.fill_target_menu(menu)

    next(action for action in menu.actions() if action.text() == "iris20/").trigger()
    qtbot.waitUntil(lambda: view.model.rowCount() == 13, timeout=10_000)

    assert column(view, "verdict").count("≠ shape differs") == 10


def test_a_folder_can_be_chosen_and_the_dialog_opens_beside_the_run(qtbot, golden, monkeypatch):
    run = golden / "iris_dnn_tf115/models/iris"
    view = shown(qtbot, RestoreView, opened(qtbot, run))
    starts = []
    monkeypatch.setattr(
        target_choices,
        "ask_for_target_directory",
        lambda parent, start: starts.append(start) or run.with_name("iris20"),
    )

    qtbot.mouseClick(view.choices.directory_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.model.rowCount() == 13, timeout=10_000)

    assert starts == [run.parent]
    assert column(view, "verdict").count("≠ shape differs") == 10


def test_a_folder_without_checkpoints_as_target_is_explained(qtbot, golden, tmp_path):
    session = opened(qtbot, golden / "iris_dnn_tf115/models/iris")

    session.choose_target_path(tmp_path)
    qtbot.waitUntil(lambda: not session.is_busy(), timeout=10_000)

    assert session.target is None
    assert "there is no checkpoint in this directory" in session.met[-1]


def test_at_most_twelve_directories_are_looked_up(tmp_path):
    for number in range(20):
        (tmp_path / f"run{number}").mkdir()
        (tmp_path / f"run{number}" / "model.index").touch()
    (tmp_path / "empty").mkdir()

    found = directories_beside(tmp_path / "run0")

    assert [path.name for path in found] == [f"run{number}" for number in range(1, 13)]


def test_the_failed_restore_is_predicted_and_its_cause_named(qtbot, iris):
    """With the predictions themselves: what Estimator users meet, and the one cause of all ten rows."""
    words = {card.said.title: card.said.word for card in iris.cards.cards}
    assert words["Saver.restore"] == "raises InvalidArgumentError"
    assert words["Estimator.train"] == "raises InvalidArgumentError"

    assert len(iris.findings.lines) == 1
    qtbot.mouseClick(iris.findings.lines[0].show_button, Qt.MouseButton.LeftButton)

    assert column(iris, "verdict") == ["≠ shape differs"] * 10


def test_a_keras_config_is_a_target(qtbot, golden):
    fixture = golden / "target_spec_tf215"
    session = opened(qtbot, fixture / "base/tf_weights")
    session.choose_target_path(fixture / "targets/units/config.json")
    qtbot.waitUntil(lambda: session.report is not None, timeout=10_000)
    view = shown(qtbot, RestoreView, session)

    words = {card.said.title: card.said.word for card in view.cards.cards}
    assert words["load_weights (TF format)"] == "raises ValueError"
