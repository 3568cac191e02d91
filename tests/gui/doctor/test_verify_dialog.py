"""Tools > Verify: what is asked, shown while it runs, found, copied and saved."""

import json
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from explorer.gui.doctor import verify_dialog
from explorer.gui.doctor.verify_dialog import VerifyDialog
from tests.snapshots import snapshot

IRIS = "iris_retention_tf115/models/iris"
KERNEL = "dnn/hiddenlayer_0/kernel"


@pytest.fixture
def verified(qtbot, session):
    """`verified(path)`: the window after it verified a directory."""

    def make(path):
        session.open(path)
        qtbot.waitUntil(lambda: session.newer is not None or session.newer_error is not None, timeout=10_000)
        dialog = VerifyDialog(session)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.mouseClick(dialog.run_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not dialog.is_busy(), timeout=10_000)
        return dialog

    return make


@pytest.fixture
def damaged(golden, tmp_path):
    """A directory with a flipped bit, an absent data file and a state file of another machine."""
    run = tmp_path / "run"
    shutil.copytree(golden / IRIS, run)
    data = bytearray((run / "model.ckpt-180.data-00001-of-00002").read_bytes())
    data[5] ^= 1
    (run / "model.ckpt-180.data-00001-of-00002").write_bytes(data)
    (run / "model.ckpt-120.data-00001-of-00002").unlink()
    (run / "checkpoint").write_text('model_checkpoint_path: "/home/train/model.ckpt-200"\n')
    return run


def column(table, column_id):
    model = table.model()
    number = model.column_index(column_id)
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_nothing_is_open_is_said_in_a_sentence(qtbot, session):
    dialog = VerifyDialog(session)
    qtbot.addWidget(dialog)

    assert not dialog.run_button.isEnabled()
    assert dialog.tabs.note.sentence.text() == "No directory is open."


def test_a_sound_directory_is_called_so(verified, golden):
    dialog = verified(golden / IRIS)

    assert dialog.summary.text().startswith("All 65 tensors of 5 checkpoints are safe: ")
    assert column(dialog.tabs.verdicts, "verdict") == ["All 13 tensors are safe"] * 5
    assert not dialog.tabs.tabs.isTabVisible(0)


def test_tensors_of_swapped_data_files_are_called_recoverable(verified, golden):
    dialog = verified(golden / "corrupt_shared/cases/shards_swapped")

    assert column(dialog.tabs.lost, "tensor") == ["v0", "v1"]
    assert column(dialog.tabs.lost, "recovery") == ["by renaming data files"] * 2


def test_what_is_lost_is_listed_and_the_directory_stays_as_it_is(verified, damaged):
    before = snapshot(damaged)

    dialog = verified(damaged)

    assert dialog.summary.text().startswith("13 of 65 tensors of 5 checkpoints are lost, 52 are safe")
    assert "model.ckpt-120.data-00001-of-00002" in column(dialog.tabs.problems, "file")
    assert "12 tensors" in column(dialog.tabs.problems, "tensor")
    assert len(column(dialog.tabs.lost, "tensor")) == 13
    assert dialog.tabs.state.toPlainText().startswith('model_checkpoint_path: "model.ckpt-200"')
    assert snapshot(damaged) == before


def test_one_checkpoint_can_be_chosen(qtbot, verified, damaged, session):
    dialog = verified(damaged)
    dialog.this_button.setChecked(True)

    dialog.start()
    qtbot.waitUntil(lambda: not dialog.is_busy(), timeout=10_000)

    assert [verdict.prefix for verdict in dialog.verification.checkpoints] == ["model.ckpt-200"]


def test_enter_on_a_problem_chooses_its_tensor_and_its_checkpoint(qtbot, verified, damaged, session):
    dialog = verified(damaged)
    dialog.tabs.tabs.setCurrentIndex(2)
    lost = column(dialog.tabs.lost, "tensor")
    row = next(
        row for row, prefix in enumerate(column(dialog.tabs.lost, "checkpoint")) if prefix == "model.ckpt-180"
    )
    dialog.tabs.lost.go_to(row)

    qtbot.keyClick(dialog.tabs.lost, Qt.Key.Key_Return)

    assert session.selected_key == lost[row]
    assert session.newer_entry.prefix == "model.ckpt-180"


def test_the_report_is_copied_as_text(qtbot, verified, damaged):
    dialog = verified(damaged)

    dialog.copy_button.click()
    qtbot.waitUntil(lambda: not dialog.is_busy())

    text = QGuiApplication.clipboard().text()
    assert "13 of 65 tensors" in text
    assert KERNEL in text
    assert "The checkpoint file should read:" in text


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_problems_are_exported(qtbot, verified, damaged, tmp_path, monkeypatch, suffix):
    dialog = verified(damaged)
    target = tmp_path / f"problems{suffix}"
    monkeypatch.setattr(verify_dialog, "ask_for_save_path", lambda *_: target)

    dialog.export_button.click()
    qtbot.waitUntil(lambda: not dialog.is_busy())

    text = target.read_text()
    if suffix == ".json":
        assert {row["key"] for row in json.loads(text)["problems"]} >= {KERNEL, None}
    else:
        assert text.startswith("checkpoint,file,tensor,problem,what to do")
        assert KERNEL in text


def test_the_proposed_text_is_saved_elsewhere_but_never_into_the_directory(
    qtbot, verified, damaged, tmp_path, monkeypatch
):
    dialog = verified(damaged)
    before = snapshot(damaged)
    link = tmp_path / "link"
    link.symlink_to(damaged)
    for target in (damaged / "checkpoint", link / "new"):
        monkeypatch.setattr(verify_dialog, "ask_for_save_path", lambda *_, target=target: target)
        dialog.tabs.save_state_button.click()
        qtbot.waitUntil(lambda: not dialog.is_busy())
        assert "nothing is ever written into the opened directory" in dialog.summary.text()
    assert snapshot(damaged) == before
    monkeypatch.setattr(verify_dialog, "ask_for_save_path", lambda *_: tmp_path / "checkpoint")

    dialog.tabs.save_state_button.click()
    qtbot.waitUntil(lambda: not dialog.is_busy())

    assert (tmp_path / "checkpoint").read_text() == dialog.verification.proposed_state


def test_escape_stops_what_is_under_way_before_it_closes(qtbot, session, golden):
    session.open(golden / IRIS)
    qtbot.waitUntil(lambda: session.newer is not None, timeout=10_000)
    dialog = VerifyDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.start()

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.is_busy()
    assert dialog.isVisible()
    assert "Cancelled" in dialog.summary.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_control_has_a_name_and_can_be_reached_by_tab(verified, damaged):
    from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QTableView

    dialog = verified(damaged)

    kinds = (QAbstractButton, QTableView, QPlainTextEdit)
    controls = [child for kind in kinds for child in dialog.findChildren(kind)]
    ours = [control for control in controls if not control.objectName().startswith("qt_")]
    ours = [control for control in ours if type(control).__module__.startswith(("PySide6", "explorer"))]
    named = [control for control in ours if control.objectName()]
    assert len(named) >= 12
    for control in named:
        assert control.accessibleName() or getattr(control, "text", str)(), control.objectName()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control.objectName()


def test_typing_in_a_table_goes_to_the_tensor(qtbot, verified, damaged):
    dialog = verified(damaged)
    dialog.tabs.tabs.setCurrentIndex(2)

    qtbot.keyClicks(dialog.tabs.lost, "dnn/logits")

    row = dialog.tabs.lost.currentIndex().row()
    assert column(dialog.tabs.lost, "tensor")[row].startswith("dnn/logits")
