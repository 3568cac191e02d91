"""The four jobs people come for, each from a fresh window to its end, with keys and clicks."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from explorer.cli.main import run as ckptx
from explorer.gui import dialogs

IRIS = Path("iris_dnn_tf115/models/iris")
NET = Path("net_adam_manager_legacy_tf215/tf_ckpts")
KERNEL = "net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)


def alt(qtbot, window, number):
    """Go to a view by its key."""
    qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.AltModifier)
    idle(qtbot, window)


def fingerprint(directory: Path):
    return {
        path.name: (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(directory.iterdir())
    }


def test_a_directory_is_opened_and_toured_without_a_byte_of_it_changing(qtbot, open_window, golden):
    before = fingerprint(golden / NET)
    window = open_window(golden / NET)

    window.session.select(KERNEL)
    for number in range(1, 7):
        alt(qtbot, window, number)

    assert window.tabs.current_id == "values"
    assert window.session.selected_key == KERNEL
    assert not window.banner.isVisible()
    assert fingerprint(golden / NET) == before


def test_two_steps_are_compared_and_the_differences_walked_through(qtbot, open_window, golden):
    window = open_window(golden / NET)
    alt(qtbot, window, 4)

    walked = []
    for _ in range(4):
        qtbot.keyClick(window, Qt.Key.Key_F7)
        idle(qtbot, window)
        walked.append(window.session.selected_key)

    assert (window.session.older.step, window.session.newer.step) == (40, 50)
    assert walked == [
        "iterator/.ATTRIBUTES/ITERATOR_STATE",
        "net/l1/bias/.ATTRIBUTES/VARIABLE_VALUE",
        "net/l1/bias/.OPTIMIZER_SLOT/optimizer/m/.ATTRIBUTES/VARIABLE_VALUE",
        "net/l1/bias/.OPTIMIZER_SLOT/optimizer/v/.ATTRIBUTES/VARIABLE_VALUE",
    ]


def test_a_restore_that_will_fail_is_explained_before_it_is_tried(qtbot, open_window, golden, monkeypatch):
    target = golden / "iris_dnn_tf115/models/iris20/model.ckpt-1.index"
    monkeypatch.setattr(dialogs, "ask_for_checkpoint_file", lambda *_: target)
    window = open_window(golden / IRIS)

    window.session.choose_target_path(target)
    alt(qtbot, window, 5)

    verdicts = {row.key: (row.verdict, row.sentence) for row in window.session.report.rows}
    assert verdicts["dnn/hiddenlayer_0/kernel"] == (
        "shape differs",
        "model expects [4, 20], checkpoint holds [4, 10]",
    )
    assert verdicts["global_step"][0] == "restored"
    assert sum(verdict == "shape differs" for verdict, _ in verdicts.values()) == 10


def test_the_variables_are_exported_and_equal_what_tensorflow_wrote(golden, tmp_path, capsys):
    to = tmp_path / "variables.csv"

    status = ckptx(["export", str(golden / IRIS), "--to", str(to), "--all-steps"])

    assert status == 0
    with to.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 26
    columns = {name.lower(): name for name in rows[0]}
    kernel = [row for row in rows if row[columns["key"]] == "dnn/logits/kernel"]
    assert [row[columns["step"]] for row in kernel] == ["1", "200"]
    assert {row[columns["shape"]] for row in kernel} == {"[10, 3]"}


def test_the_table_is_copied_as_text_a_spreadsheet_takes(qtbot, open_window, golden):
    window = open_window(golden / IRIS)
    alt(qtbot, window, 2)
    view = window.tabs.current_view

    qtbot.keyClick(view.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "\t" in QGuiApplication.clipboard().text(), timeout=5_000)

    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 14
    assert lines[0].split("\t")[0] == "Key"
    assert lines[-1].split("\t")[0] == "global_step"
