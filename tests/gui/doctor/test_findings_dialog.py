"""The variables behind the self-check's sentence."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from explorer.analysis.self_check import check_directory
from explorer.gui.doctor.findings_dialog import FindingsDialog

CONTINUED = "iris_continued_tf215/models/iris"
KERNEL = "dnn/hiddenlayer_0/kernel"


@pytest.fixture
def dialog(qtbot, session, golden):
    session.open(golden / CONTINUED)
    qtbot.waitUntil(lambda: session.newer is not None, timeout=10_000)
    made = FindingsDialog(check_directory(session.run).findings, session)
    qtbot.addWidget(made)
    made.show()
    return made


def cells(dialog, row):
    model = dialog.table.model()
    return [model.index(row, number).data() for number in range(model.columnCount())]


def test_each_variable_is_shown_with_both_sides(dialog):
    rows = [cells(dialog, row) for row in range(dialog.table.model().rowCount())]

    assert [
        KERNEL,
        "float32 [4, 20]",
        "float32 [4, 10]",
        "model.ckpt-20  step 20",
        "model.ckpt-20.meta",
    ] in rows
    assert "From step 20 on" in dialog.sentence.text()
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)


def test_enter_chooses_the_variable_in_the_window_and_closes(qtbot, dialog, session):
    rows = [cells(dialog, row) for row in range(dialog.table.model().rowCount())]
    row = next(row for row, shown in enumerate(rows) if shown[0] == KERNEL and "step 20" in shown[3])
    dialog.table.go_to(row)

    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)

    assert session.selected_key == KERNEL
    assert session.newer_entry.prefix == "model.ckpt-20"
    assert not dialog.isVisible()


def test_the_filter_and_copying_work_together(qtbot, dialog):
    qtbot.keyClicks(dialog.filter, "hiddenlayer_0/bias pbtxt")

    dialog.table.selectAll()
    dialog.copy_button.click()

    text = QGuiApplication.clipboard().text()
    assert text.splitlines()[0].split("\t") == [
        "Variable", "Graph expects", "Checkpoint holds", "Checkpoint", "Source",
    ]  # fmt: skip
    lines = text.splitlines()[1:]
    assert lines
    assert all("bias" in line and line.endswith("graph.pbtxt") for line in lines)
