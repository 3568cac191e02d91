"""Folders in the directory panel: unfolded in place, opened by Enter, and looked into only when asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from explorer.checkpoints.model_dir import KEPT_NOTE, OtherFile, scan_model_dir
from explorer.gui.browser.directory_panel import DirectoryPanel
from explorer.gui.browser.tree import build_rows, entry_note
from explorer.gui.browser.tree_model import DirectoryModel
from explorer.report.numbers import format_time
from tests.builders import write_bundle
from tests.gui.browser.test_directory_panel import outline
from tests.gui.records import entry, run_of


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """ckpt-1 beside best/best-1, best/deep/x-1, eval/ with an event file, and a link."""
    for name in ("ckpt-1", "best/best-1", "best/deep/x-1"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        write_bundle(tmp_path / name, {"w": np.float32([1])})
    (tmp_path / "eval").mkdir()
    (tmp_path / "eval/events.out.tfevents.1.host").write_bytes(b"")
    (tmp_path / "link").symlink_to("best")
    return tmp_path


@pytest.fixture
def panel(qtbot, bare_session, run):
    panel = DirectoryPanel(bare_session)
    qtbot.addWidget(panel)
    panel.resize(280, 500)
    panel.show()
    bare_session._set_run(scan_model_dir(run))
    return panel


def index_of(panel, text):
    numbers = [number for number, row in enumerate(panel.model.rows) if row.text == text]
    assert numbers, [row.text for row in panel.model.rows]
    return panel.model.index_of(numbers[0])


def texts(panel):
    return [row.text for row in panel.model.rows]


def unfold(qtbot, panel, text):
    panel.tree.setCurrentIndex(index_of(panel, text))
    qtbot.keyClick(panel.tree, Qt.Key.Key_Right)


def test_folders_say_what_they_hold_and_start_folded(panel):
    rows = {row.text: row.note for row in panel.model.rows if row.kind == "folder"}

    assert rows == {"best/": "2 checkpoints", "eval/": "1 event file", "link/": "link"}
    assert not panel.tree.isExpanded(index_of(panel, "best/"))
    assert panel.model.rowCount(index_of(panel, "link/")) == 0


def test_the_right_arrow_shows_what_is_in_a_folder_and_in_the_folders_in_it(qtbot, panel):
    unfold(qtbot, panel, "best/")
    qtbot.waitUntil(lambda: "best-1" in texts(panel))
    unfold(qtbot, panel, "deep/")
    qtbot.waitUntil(lambda: "x-1" in texts(panel))

    assert panel.tree.isExpanded(index_of(panel, "best/"))
    assert panel.tree.currentIndex() == index_of(panel, "deep/")


def test_enter_on_a_checkpoint_in_a_folder_opens_it(qtbot, panel, run):
    unfold(qtbot, panel, "best/")
    qtbot.waitUntil(lambda: "best-1" in texts(panel))
    panel.tree.setCurrentIndex(index_of(panel, "best-1"))

    qtbot.keyClick(panel.tree, Qt.Key.Key_Return)

    assert panel.session.opening == run / "best/best-1"


def test_what_is_unfolded_stays_so_and_is_looked_at_again_when_the_folder_changed(qtbot, panel, run):
    unfold(qtbot, panel, "best/")
    qtbot.waitUntil(lambda: "best-1" in texts(panel))
    write_bundle(run / "best/best-2", {"w": np.float32([1])})

    panel.session._set_run(scan_model_dir(run))

    qtbot.waitUntil(lambda: "best-2" in texts(panel))
    assert panel.tree.isExpanded(index_of(panel, "best/"))


def test_a_folder_that_vanished_is_forgotten(qtbot, panel, run):
    unfold(qtbot, panel, "eval/")
    qtbot.waitUntil(lambda: "eval" in panel.contents.known)
    (run / "eval/events.out.tfevents.1.host").unlink()
    (run / "eval").rmdir()

    panel.session._set_run(scan_model_dir(run))

    assert "eval" not in panel.contents.known


def test_unfolded_rows_keep_qts_rules(run, qtmodeltester):
    model = DirectoryModel()
    contents = {"best": scan_model_dir(run / "best"), "best/deep": scan_model_dir(run / "best/deep")}
    model.set_rows(build_rows(scan_model_dir(run), contents))

    qtmodeltester.check(model, force_py=True)


def test_a_large_folder_shows_its_newest_and_says_how_many_more():
    inner = run_of(*(entry(number, number) for number in range(1, 251)))
    outer = run_of(files=(OtherFile("many", "directory", 0, "", 250),))

    folder = build_rows(outer, {"many": inner})[1].children[0]

    assert [row.text for row in folder.children[:2]] == ["ckpt-250", "ckpt-249"]
    assert folder.children[-1].text == "50 more: open the folder"


def test_a_family_of_one_file_needs_no_branch(tmp_path):
    for name in ("best.h5", "w_01.weights.h5", "w_02.weights.h5"):
        (tmp_path / name).write_bytes(b"\x89HDF\r\n\x1a\n")

    assert outline(build_rows(scan_model_dir(tmp_path)))[0][2] == [
        ("w.weights.h5", "2", [("w_02.weights.h5", "epoch 2", []), ("w_01.weights.h5", "epoch 1", [])]),
        ("best.h5", "", []),  # without a number it is not the newest
    ]


def test_exports_are_told_by_the_time_in_their_name():
    made = replace(entry(1), prefix="1576640070/variables/variables", number=None, format="saved_model")

    assert entry_note(made, None) == format_time(1576640070)
    assert entry_note(replace(made, prefix="exported/variables/variables"), None) == "SavedModel"


def test_a_checkpoint_kept_for_good_says_so(tmp_path):
    for number in (1, 2, 3):
        write_bundle(tmp_path / f"ckpt-{number}", {"w": np.float32([1])})
    (tmp_path / "checkpoint").write_text(
        'model_checkpoint_path: "ckpt-3"\nall_model_checkpoint_paths: "ckpt-2"\nall_model_checkpoint_paths: "ckpt-3"\n'
    )
    model = DirectoryModel()
    found = scan_model_dir(tmp_path)
    model.set_rows(build_rows(found))

    assert entry_note(found.checkpoints[0], found.latest_checkpoint) == "save 1 · kept"
    tip = model.find("ckpt-1").data(Qt.ItemDataRole.ToolTipRole)
    assert KEPT_NOTE[1:] in tip
