"""Cards, effects, findings and cures, driven by keys and clicks over made-up outcomes."""

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

import explorer.analysis.restore as restore
from explorer.analysis.restoring.finding import Finding
from explorer.gui.restore.restore_view import RestoreView
from explorer.gui.restore_choice import RestoreChoice
from explorer.task import QUIET
from tests.gui.item_models.sessions import column, opened, settled, shown
from tests.gui.restore.made_up import CODE, MESSAGE, UNITS, with_outcomes

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def many(monkeypatch):
    """How many ways of loading there are."""
    count = [5]
    real = restore.check_restore
    monkeypatch.setattr(restore, "check_restore", lambda *a, **k: with_outcomes(real(*a, **k), count[0]))
    return count


@pytest.fixture
def view(qtbot, golden, many):
    session = opened(qtbot, golden / "iris_dnn_tf115/models/iris")
    session.choose_target_path(golden / "iris_dnn_tf115/models/iris20")
    qtbot.waitUntil(lambda: session.report is not None, timeout=10_000)
    return shown(qtbot, RestoreView, session)


def said(view) -> list[tuple[str, str, str]]:
    return [
        (card.said.title, f"{card.said.mark} {card.said.word}", card.said.line) for card in view.cards.cards
    ]


def test_each_way_of_loading_has_a_card(view):
    assert said(view) == [
        ("Saver.restore, ref", "✕ raises InvalidArgumentError", "on dnn/hiddenlayer_0/bias"),
        ("Saver.restore, resource", "! silently wrong", "10 variables take the stored shape"),
        ("Checkpoint.restore", "◐ restores in part", "3 of 13 variables, 10 left alone"),
        ("init_from_checkpoint", "✓ restores", "all 13 variables"),
        ("warm_start", "! silently wrong", "10 variables take other variables' values"),
    ]


def test_a_click_on_a_card_shows_its_effects(qtbot, view):
    assert "effect" not in view.table.shown_columns()

    qtbot.mouseClick(view.cards.cards[1], LEFT)

    assert "effect" in view.table.shown_columns()
    assert column(view, "effect") == ["! stored shape adopted"] * 10 + ["✓ restored"] * 3
    assert view.session.choice == RestoreChoice(api="saver.restore", kind="resource")
    assert [card.isChecked() for card in view.cards.cards] == [False, True, False, False, False]
    assert view.bar.api_button.text() == "API Saver.restore"
    assert view.footer.whole == (
        "13 rows: 10 shape differs, 3 restored  ·  Saver.restore: 3 restored, 10 stored shape adopted"
    )


def test_a_second_click_looks_at_all_again(qtbot, view):
    qtbot.mouseClick(view.cards.cards[1], LEFT)
    qtbot.mouseClick(view.cards.cards[1], LEFT)

    assert view.session.choice == RestoreChoice()
    assert "effect" not in view.table.shown_columns()


def test_rows_are_tinted_by_the_effect_looked_at(qtbot, view):
    qtbot.mouseClick(view.cards.cards[3], LEFT)

    assert [view.model.source.is_problem(row) for row in range(13)] == [False] * 13


def test_the_filter_looks_through_the_effects(qtbot, view):
    qtbot.mouseClick(view.cards.cards[0], LEFT)
    qtbot.keyClicks(view.filter, "effect:restored")

    assert column(view, "key") == ["dnn/logits/bias", "dnn/logits/bias/t_0/Adagrad", "global_step"]


def test_the_keyboard_walks_and_opens_the_cards(qtbot, view):
    view.activateWindow()
    view.cards.cards[0].setFocus()
    qtbot.keyClick(view.cards.cards[0], Qt.Key.Key_Right)
    assert view.cards.cards[1].hasFocus()

    qtbot.keyClick(view.cards.cards[1], Qt.Key.Key_Space)
    assert view.cards.cards[1].isChecked()

    qtbot.keyClick(view.cards.cards[1], Qt.Key.Key_Return)
    assert view.story.isVisible()
    assert "The graph says [20], the variable has [10] afterwards." in view.story.text.toPlainText()


def test_the_whole_message_is_shown_and_copied(qtbot, view):
    qtbot.mouseClick(view.cards.cards[0], LEFT)
    qtbot.mouseClick(view.details_button, LEFT)

    story = view.story.text.toPlainText()
    assert "InvalidArgumentError: " + MESSAGE.replace("\t", "    ").split("\n")[0] in story
    qtbot.mouseClick(view.story.copy_button, LEFT)
    assert QGuiApplication.clipboard().text() == story
    qtbot.mouseClick(view.story.close_button, LEFT)
    assert not view.story.isVisible()
    assert not view.details_button.isChecked()


def test_the_assertions_and_the_log_are_told(qtbot, view):
    qtbot.mouseClick(view.cards.cards[2], LEFT)
    qtbot.mouseClick(view.details_button, LEFT)

    story = view.story.text.toPlainText()
    assert "It returns a NameBasedSaverStatus." in story
    assert "assert_consumed(): raises AssertionError: Some objects had attributes" in story
    assert "assert_nontrivial_match(): passes" in story
    assert "WARNING: a value was not used" in story


def test_what_was_not_judged_is_said_with_its_reason(view):
    assert view.unsuitable.whole == "Not judged: load_weights (TF format): The target tells no objects."


def test_many_cards_leave_room_for_the_table(qtbot, golden, many, open_window):
    many[0] = 8
    window = open_window(golden / "iris_dnn_tf115/models/iris")
    window.resize(1280, 800)
    window.session.choose_target_path(golden / "iris_dnn_tf115/models/iris20")
    qtbot.waitUntil(lambda: window.session.report is not None and not window.is_busy(), timeout=20_000)

    restored = window.tabs.current_view
    assert (window.width(), window.height()) == (1280, 800)
    assert len(restored.cards.cards) == 8
    assert restored.table.viewport().height() >= 5 * 24


def test_a_small_window_says_all_in_whole_lines(qtbot, golden, many, open_window):
    window = open_window(golden / "iris_dnn_tf115/models/iris")
    window.resize(970, 700)
    window.session.choose_target_path(golden / "iris_dnn_tf115/models/iris20")
    qtbot.waitUntil(lambda: window.session.report is not None and not window.is_busy(), timeout=20_000)

    view = window.tabs.current_view
    assert window.height() == 700
    for label in (view.answer.silent, view.answer.headline):
        assert label.isVisible()
        assert label.height() >= label.sizeHint().height()
    assert view.answer.silent.text().endswith("…")
    assert "10 variables take the stored shape" in view.answer.silent.toolTip()
    assert view.table.viewport().height() >= 2 * 24


def test_a_finding_filters_to_its_rows(qtbot, view):
    line = view.findings.lines[1]
    assert (line.title.whole, line.rest.whole) == ("The step is told", "1 variable")

    qtbot.mouseClick(line.show_button, LEFT)
    assert column(view, "key") == ["global_step"]

    qtbot.mouseClick(line.show_button, LEFT)
    assert len(column(view, "key")) == 13


def test_what_goes_wrong_in_silence_is_said_first(view):
    assert view.answer.silent.text() == (
        "! Silently wrong with Saver.restore (resource variables): 10 variables take the stored shape. "
        "Another way of loading is silently wrong, too."
    )
    assert view.answer.silent.isVisible()
    assert view.answer.silent.y() < view.summary.y()


def test_nothing_is_said_of_silence_where_every_error_is_loud(qtbot, golden):
    session = opened(qtbot, golden / "iris_dnn_tf115/models/iris")
    session.choose_target_path(golden / "iris_dnn_tf115/models/iris20")
    qtbot.waitUntil(lambda: session.report is not None, timeout=10_000)

    assert not shown(qtbot, RestoreView, session).answer.silent.isVisible()


def test_the_help_about_a_finding_opens_at_its_section(qtbot, golden, many, open_window):
    window = open_window(golden / "iris_dnn_tf115/models/iris")
    window.session.choose_target_path(golden / "iris_dnn_tf115/models/iris20")
    qtbot.waitUntil(lambda: window.session.report is not None and not window.is_busy(), timeout=20_000)

    line = window.tabs.current_view.findings.lines[0]
    assert line.help_button.accessibleName().startswith("What is this?")
    line.help_button.setFocus()
    qtbot.keyClick(line.help_button, Qt.Key.Key_Space)

    pages, text = window._help.pages, window._help.text
    assert pages.currentItem().text() == "Restore: findings"
    assert (
        text.cursorForPosition(text.rect().topLeft() + QPoint(30, 30))
        .block()
        .text()
        .startswith("units-changed")
    )


def test_many_findings_are_made_a_few_at_a_time(qtbot, view):
    many_findings = tuple(Finding("note", f"Cause {number}", ("global_step",)) for number in range(30))

    view.findings.show_findings(many_findings)
    assert 0 < len(view.findings.lines) < 30
    assert view.is_busy()

    qtbot.waitUntil(lambda: len(view.findings.lines) == 30, timeout=5000)
    qtbot.mouseClick(view.findings.lines[29].show_button, LEFT)
    assert view.findings.pressed == many_findings[29]


def test_the_columns_leave_the_keys_their_room(qtbot, view):
    view.resize(720, 600)
    qtbot.mouseClick(view.cards.cards[0], LEFT)

    header, model = view.table.horizontalHeader(), view.model
    shown_width = sum(header.sectionSize(number) for number in range(header.count()))
    assert shown_width <= view.table.viewport().width()
    assert header.sectionSize(model.column_index("key")) >= 200


def test_a_column_sized_by_hand_stays_so(qtbot, view):
    header, number = view.table.horizontalHeader(), view.model.column_index("verdict")
    header.resizeSection(number, 233)

    qtbot.mouseClick(view.cards.cards[1], LEFT)

    assert header.sectionSize(number) == 233


def test_a_finding_and_a_verdict_filter_together(qtbot, view):
    qtbot.mouseClick(view.findings.lines[0].show_button, LEFT)
    qtbot.mouseClick(view.chips.buttons["restored"], LEFT)

    assert column(view, "key") == []
    assert view.empty.sentence.text().startswith("No row is left")


def test_cures_open_with_code_to_copy(qtbot, view):
    assert view.findings.lines[0].cures_button.text() == "Cures (3)"
    assert not view.findings.lines[1].cures_button.isVisible()
    opened_dialogs = []
    view.show_cures, real = lambda finding: opened_dialogs.append(real(finding)), view.show_cures
    view.findings.cures_wanted.disconnect()
    view.findings.cures_wanted.connect(view.show_cures)

    qtbot.mouseClick(view.findings.lines[0].cures_button, LEFT)

    dialog = opened_dialogs[0]
    assert dialog.accessibleName() == f"Cures for: {UNITS}"
    assert len(dialog.boxes) == 2
    qtbot.mouseClick(dialog.boxes[0].copy_button, LEFT)
    assert QGuiApplication.clipboard().text() == CODE
    dialog.close()


def test_the_copied_report_has_outcomes_findings_and_cures(qtbot, view):
    qtbot.mouseClick(view.copy_button, LEFT)

    text = QGuiApplication.clipboard().text()
    assert "raises InvalidArgumentError on dnn/hiddenlayer\\_0/bias" in text
    assert f"### {UNITS}" in text
    assert CODE in text


def test_the_csv_has_the_effect_and_the_json_the_outcomes(qtbot, view, tmp_path):
    qtbot.mouseClick(view.cards.cards[0], LEFT)
    as_csv, as_json = view.exports()

    as_csv.write(tmp_path / "r.csv", QUIET)
    as_json.write(tmp_path / "r.json", QUIET)

    lines = (tmp_path / "r.csv").read_text().splitlines()
    assert lines[0] == "key,expected,stored,verdict,effect,sentence,hint"
    assert lines[1].startswith("dnn/hiddenlayer_0/bias,float32 [20],float32 [10],shape differs,raises,")
    report = json.loads((tmp_path / "r.json").read_text())
    assert [outcome["api"] for outcome in report["outcomes"]][:2] == ["saver.restore", "saver.restore"]
    assert report["findings"][0]["title"] == UNITS


def test_the_tree_shows_how_many_problems_lie_below_a_scope(qtbot, view):
    qtbot.keyClick(view, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: view.tree.model().rowCount() > 0, timeout=10_000)

    model = view.tree.model()
    rows = [[model.index(row, c).data() for c in (0, 3)] for row in range(model.rowCount())]
    assert rows == [["dnn", "≠ 10 of 12"], ["✓ global_step", "✓ restored"]]
    assert view.pages.currentWidget() is view.tree


def test_the_next_problem_is_found_in_the_tree_too(qtbot, view):
    qtbot.mouseClick(view.mode_button, LEFT)
    qtbot.waitUntil(lambda: view.tree.model().rowCount() > 0, timeout=10_000)

    assert view.next_difference(True)
    assert view.session.selected_key == "dnn/hiddenlayer_0/bias"
    assert view.detail.text().startswith("dnn/hiddenlayer_0/bias: model expects [20]")


def test_a_chosen_generation_is_judged_and_said(qtbot, view, monkeypatch):
    asked = []
    real = restore.check_restore
    monkeypatch.setattr(restore, "check_restore", lambda *a, **k: (asked.append(k), real(*a, **k))[1])
    assert view.bar.tensorflow_button.text() == "TF 2.15 (assumed)"
    menu = view.bar.tensorflow_button.menu()
    menu.aboutToShow.emit()

    next(action for action in menu.actions() if action.text() == "TensorFlow 1.15").trigger()
    settled(qtbot, view)

    assert asked[-1]["tensorflow"] == "1.15"
    assert view.bar.tensorflow_button.text() == "TF 1.15 (chosen)"


def test_a_chosen_kind_of_variables_is_judged_and_said(qtbot, view):
    menu = view.bar.variables_button.menu()
    menu.aboutToShow.emit()

    next(action for action in menu.actions() if action.text() == "ref variables").trigger()
    settled(qtbot, view)

    assert view.bar.variables_button.text() == "Variables ref (chosen)"


def test_an_api_is_chosen_from_the_menu(view):
    menu = view.bar.api_button.menu()
    menu.aboutToShow.emit()
    entries = [action for action in menu.actions() if action.text()]
    assert [action.isEnabled() for action in entries] == [True] * 6 + [False]

    entries[2].trigger()

    assert view.session.choice == RestoreChoice(api="saver.restore", kind="resource")


def test_rows_asked_for_elsewhere_are_shown(view):
    view.chips.buttons["restored"].setChecked(True)

    view.session.show_rows(("dnn/logits/kernel", "dnn/logits/kernel/t_0/Adagrad"))

    assert column(view, "key") == ["dnn/logits/kernel", "dnn/logits/kernel/t_0/Adagrad"]
    assert view.session.selected_key == "dnn/logits/kernel"
    assert view.chips.pressed() == frozenset()


def test_tab_visits_everything_from_the_top(qtbot, view):
    view.activateWindow()
    view.bar.checkpoint_button.setFocus()
    seen = []
    for _ in range(60):
        seen.append(view.focusWidget().objectName())
        qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
        if view.focusWidget() is view.table:
            break

    wanted = [
        "restore_checkpoint", "restore_target", "restore_api", "restore_details", "restore_card_0",
        "restore_card_4", "restore_finding_show_0", "restore_finding_cures_0", "restore_filter", "restore_mode",
    ]  # fmt: skip
    assert [name for name in seen if name in wanted] == wanted
    assert view.focusWidget() is view.table


def test_everything_has_a_name_for_a_screen_reader(view):
    from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit

    nameless = [
        widget.objectName() or type(widget).__name__
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit)
        for widget in view.findChildren(kind)
        if widget.isVisible() and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]

    assert nameless == []


def test_what_the_target_contradicts_itself_in_is_said(qtbot, golden, tmp_path):
    rows = ["name,shape,dtype", 'global_step,"[]",int64', 'global_step,"[3]",int64']
    (tmp_path / "t.csv").write_text("\n".join(rows) + "\n")
    session = opened(qtbot, golden / "iris_dnn_tf115/models/iris")
    session.choose_target_path(tmp_path / "t.csv")
    qtbot.waitUntil(lambda: session.report is not None, timeout=10_000)
    view = shown(qtbot, RestoreView, session)

    assert view.ways.problems.isVisible()
    assert view.ways.problems.whole == "! " + " ".join(session.target.problems)
    assert "global_step" in view.ways.problems.whole


def test_any_table_shows_its_row_in_restore(qtbot, golden, open_window):
    window = open_window(golden / "iris_dnn_tf115/models/iris", view="variables")
    window.session.choose_target_path(golden / "iris_dnn_tf115/models/iris20")
    qtbot.waitUntil(lambda: window.session.report is not None and not window.is_busy(), timeout=20_000)
    variables = window.tabs.current_view
    variables.table.choose("dnn/logits/kernel")
    menu = QMenu()
    variables.fill_menu(menu)

    next(action for action in menu.actions() if action.text() == "Show in Restore").trigger()
    qtbot.waitUntil(lambda: window.tabs.current_id == "restore" and not window.is_busy(), timeout=20_000)

    assert window.tabs.current_view.table.current_key == "dnn/logits/kernel"


def test_a_chosen_api_is_kept_where_only_one_of_its_two_cards_is_left(qtbot, view, many):
    view.session.choose_way(RestoreChoice(api="checkpoint.restore", kind="ref"))

    assert [card.isChecked() for card in view.cards.cards] == [False, False, True, False, False]


def test_an_api_that_cannot_be_judged_is_said_in_the_bar(view):
    view.session.choose_way(RestoreChoice(api="load_weights.tf"))

    assert view.bar.api_button.text() == "API load_weights (TF format) (not judged)"
    assert "effect" not in view.table.shown_columns()
