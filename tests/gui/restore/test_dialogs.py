"""The dialogs beside the Restore view, driven by keys and clicks."""

import csv

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from explorer.analysis.restoring.finding import Cure
from explorer.errors import ExplorerError
from explorer.gui.restore import questions, renames_dialog
from explorer.gui.restore.answer_records import Audit, AuditLine, Explained, Named
from explorer.gui.restore.renames_dialog import RenamesDialog
from explorer.gui.restore.snippet_dialog import SnippetDialog, show_snippet
from tests.gui.item_models.sessions import opened

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot, golden, open_window):
    """The guide's failed restore in the real window."""
    window = open_window(golden / "iris_dnn_tf115/models/iris")
    window.session.choose_target_path(golden / "iris_dnn_tf115/models/iris20")
    qtbot.waitUntil(lambda: window.session.report is not None and not window.is_busy(), timeout=20_000)
    return window


def answered(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=10_000)


# An error explained


def test_a_pasted_error_is_explained_and_its_variables_shown(qtbot, window, monkeypatch):
    answer = Explained(
        "The layer has 20 units in the model and 10 in the checkpoint.",
        "TensorFlow stopped at the first one.",
        True,
        (Named("dnn/hiddenlayer_0/bias", "[20]", "[10]", "named by the error"),),
        ("dnn/hiddenlayer_0/bias", "dnn/hiddenlayer_0/kernel"),
        (Cure("Build it with 10 units.", "units = 10"),),
    )
    asked = []
    monkeypatch.setattr(
        questions,
        "ask_error",
        lambda text, checkpoint, target, task: asked.append((text, checkpoint, target)) or answer,
    )
    window.actions_by_id["explain_error"].trigger()
    dialog = window.findChild(object, "error_dialog")
    QGuiApplication.clipboard().setText("Traceback ...")

    qtbot.mouseClick(dialog.paste_button, LEFT)
    answered(qtbot, dialog)

    assert asked[-1] == ("Traceback ...", window.session.newer, window.session.target)
    assert dialog.sentence.text() == answer.sentence
    model = dialog.table.model()
    assert [model.index(0, c).data() for c in range(4)] == [
        "dnn/hiddenlayer_0/bias", "[20]", "[10]", "named by the error",
    ]  # fmt: skip
    qtbot.mouseClick(dialog.boxes[0].copy_button, LEFT)
    assert QGuiApplication.clipboard().text() == "units = 10"
    qtbot.mouseClick(dialog.show_button, LEFT)
    view = window.tabs.current_view
    assert [view.model.key_at(row) for row in range(view.model.rowCount())] == list(answer.keys)
    dialog.close()


def test_the_shortcut_opens_it_and_nothing_pasted_is_said(qtbot, window):
    qtbot.keyClick(
        window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )

    dialog = window.findChild(object, "error_dialog")
    assert dialog.isVisible()
    assert dialog.sentence.text() == "Nothing is pasted yet."
    assert not dialog.show_button.isEnabled()
    dialog.close()


def test_an_error_that_cannot_be_read_is_a_sentence(qtbot, window, monkeypatch):
    def fail(*_args, task):
        raise ExplorerError("too long")

    monkeypatch.setattr(questions, "ask_error", fail)
    dialog = window.restore_tools.explain_error()
    dialog.text.setPlainText("x")
    answered(qtbot, dialog)

    assert dialog.sentence.text() == "The error could not be read: too long"
    dialog.close()


# Resume


def test_the_audit_shows_each_thing_with_mark_and_word(qtbot, window, monkeypatch):
    audit = Audit(
        "Training would lose its slots.",
        "Optimizer: Adagrad.",
        (
            AuditLine("−", "missing", "missing in checkpoint", "slots", "One has none.", "Save it.", ("global_step",)),
            AuditLine("✓", "fine", "restored", "step", "200 everywhere."),
        ),
    )  # fmt: skip
    monkeypatch.setattr(questions, "ask_audit", lambda checkpoint, target, task: audit)
    window.actions_by_id["audit_resume"].trigger()
    dialog = window.findChild(object, "audit_dialog")
    answered(qtbot, dialog)

    model = dialog.table.model()
    shown = [[model.index(row, c).data() for c in range(3)] for row in range(2)]
    assert shown == [["− missing", "slots", "One has none."], ["✓ fine", "step", "200 everywhere."]]
    assert dialog.sentence.text() == "Training would lose its slots."
    place = dialog.table.visualRect(model.index(0, 1)).center()
    qtbot.mouseClick(dialog.table.viewport(), LEFT, pos=place)
    assert dialog.detail.text() == "slots: One has none. Save it."
    qtbot.mouseClick(dialog.show_button, LEFT)
    assert window.session.selected_key == "global_step"
    dialog.close()


def test_the_audit_needs_no_target(qtbot, golden, open_window):
    window = open_window(golden / "net_adam_manager_legacy_tf215" / "tf_ckpts", view="variables")
    dialog = window.restore_tools.audit_resume()
    answered(qtbot, dialog)

    assert dialog.sentence.text() != ""
    assert dialog.table.model().rowCount() > 0
    dialog.close()


# Renames


@pytest.fixture
def renames(qtbot, golden):
    """An attribute `first` became `entry`: nine variables."""
    base = golden / "target_spec_sub_tf215"
    session = opened(qtbot, base / "base")
    session.choose_target_path(base / "targets/attr/ckpt/before.index")
    qtbot.waitUntil(lambda: session.report is not None, timeout=10_000)
    dialog = RenamesDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    answered(qtbot, dialog)
    return dialog


def test_renames_are_proposed_with_confidence_and_code(renames):
    model = renames.model
    first = [model.index(0, column).data() for column in (1, 2)]
    assert first == [
        "model/first/scale/.ATTRIBUTES/VARIABLE_VALUE",
        "model/entry/scale/.ATTRIBUTES/VARIABLE_VALUE",
    ]
    assert model.rowCount() == 9
    assert "model/first/scale" in renames.box.text.toPlainText()


def test_a_row_is_accepted_by_click_and_by_space(qtbot, renames):
    assert len(renames.model.taken()) == 9
    table, model = renames.table, renames.model
    box = table.visualRect(model.index(0, 0))
    qtbot.mouseClick(table.viewport(), LEFT, pos=QPoint(box.left() + 10, box.center().y()))
    assert len(model.taken()) == 8

    table.selectRow(1)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert len(model.taken()) == 7


def test_none_all_and_the_sure_ones_are_accepted_at_once(qtbot, renames):
    qtbot.mouseClick(renames.none_button, LEFT)
    assert renames.model.taken() == ()
    assert not renames.save_button.isEnabled()
    assert renames.box.text.toPlainText() == "Accept a row to see the code."

    qtbot.mouseClick(renames.sure_button, LEFT)
    assert {rename.confidence > 0.9 for rename in renames.model.taken()} == {True}
    qtbot.mouseClick(renames.all_button, LEFT)
    assert len(renames.model.taken()) == 9


def test_renames_are_saved_as_csv(qtbot, renames, tmp_path, monkeypatch):
    monkeypatch.setattr(renames_dialog, "ask_where_to_save", lambda *_: tmp_path / "renames.csv")
    qtbot.mouseClick(renames.save_button, LEFT)
    answered(qtbot, renames)

    with (tmp_path / "renames.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][:2] == ["checkpoint", "model"]
    assert len(rows) == 10
    assert renames.hint.text().startswith("9 renames were written to ")


def test_without_a_target_there_is_nothing_to_compare(qtbot, golden):
    dialog = RenamesDialog(opened(qtbot, golden / "target_spec_sub_tf215/base"))
    qtbot.addWidget(dialog)
    dialog.show()

    assert dialog.sentence.text() == "There is nothing to compare names with."
    assert not dialog.all_button.isEnabled()


# The snippet


def test_the_snippet_is_copied_and_its_file_chosen(qtbot):
    chosen = []
    dialog = show_snippet(None, lambda: chosen.append(True))
    qtbot.addWidget(dialog)

    assert QGuiApplication.clipboard().text() == dialog.box.text.toPlainText()
    assert "model_spec.json" in dialog.box.text.toPlainText()
    qtbot.mouseClick(dialog.choose_button, LEFT)
    assert chosen == [True]


def test_the_target_menu_offers_the_snippet(qtbot, window):
    button = window.tabs.current_view.target_button
    button.menu().aboutToShow.emit()
    next(a for a in button.menu().actions() if a.text().startswith("From a program")).trigger()

    dialogs = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, SnippetDialog) and one.isVisible()
    ]
    assert len(dialogs) == 1
    dialogs[0].close()
