"""The directory panel: its rows, and what clicks and keys do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt

from explorer.checkpoints.model_dir import BEING_WRITTEN, DAMAGED, GONE, OtherFile
from explorer.gui.browser.directory_panel import DirectoryPanel
from explorer.gui.browser.tree import build_rows
from explorer.gui.browser.tree_model import DirectoryModel
from tests.gui.records import entry, run_of

FILES = (
    OtherFile("checkpoint", "state file", 200),
    OtherFile("eval", "directory", 0),
    OtherFile("notes.txt", "other", 12),
)
RUN = run_of(
    entry(1, 10, GONE), entry(2, 20), entry(3, 30, DAMAGED), entry(4, 40), entry(5, None, BEING_WRITTEN),
    latest="ckpt-4", files=FILES,
)  # fmt: skip


def outline(rows):
    return [(row.text, row.note, outline(row.children)) for row in rows]


def test_checkpoints_come_newest_first_with_step_and_status_then_folders_then_files():
    assert outline(build_rows(RUN)) == [
        ("run/", "4 checkpoints, 1 gone", [
            ("ckpt-5", "save 5 · being written", []),
            ("ckpt-4", "step 40 · latest", []),
            ("ckpt-3", "step 30 · damaged", []),
            ("ckpt-2", "step 20", []),
            ("ckpt-1", "step 10 · gone", []),
        ]),
        ("folders", "1", [("eval/", "folder", [("looking into it …", "", [])])]),
        ("other files", "2", [("checkpoint", "state file", []), ("notes.txt", "", [])]),
    ]  # fmt: skip


def test_several_families_are_shown_as_groups():
    rows = build_rows(run_of(entry(1, 1, family="best"), entry(2, 2), entry(3, 3)))

    assert outline(rows)[0][2] == [
        ("ckpt", "2", [("ckpt-3", "step 3", []), ("ckpt-2", "step 2", [])]),
        ("best", "1", [("best-1", "step 1", [])]),
    ]


def test_the_model_keeps_qts_rules(qtmodeltester):
    model = DirectoryModel()
    model.set_rows(build_rows(RUN))

    qtmodeltester.check(model, force_py=True)


def test_names_with_markup_stay_text_in_tool_tips():
    model = DirectoryModel()
    hostile = OtherFile("<img src=x>", "other", 1)
    model.set_rows(build_rows(run_of(entry(1, 1), files=(hostile,))))
    index = model.index(0, 0, model.index(1, 0))

    assert index.data(Qt.ItemDataRole.DisplayRole) == "<img src=x>"
    assert "<img" not in index.data(Qt.ItemDataRole.ToolTipRole)


@pytest.fixture
def panel(qtbot, bare_session):
    panel = DirectoryPanel(bare_session)
    qtbot.addWidget(panel)
    panel.resize(280, 500)
    panel.show()
    bare_session._set_run(RUN)
    return panel


def click(qtbot, panel, prefix, modifier=Qt.KeyboardModifier.NoModifier):
    place = panel.tree.visualRect(panel.model.find(prefix)).center()
    qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def test_a_click_shows_a_checkpoint_and_shift_compares_with_it(qtbot, panel):
    click(qtbot, panel, "ckpt-4")
    click(qtbot, panel, "ckpt-2", Qt.KeyboardModifier.ShiftModifier)

    assert panel.session.newer_entry.prefix == "ckpt-4"
    assert panel.session.older_entry.prefix == "ckpt-2"


def test_enter_on_a_row_shows_that_checkpoint(qtbot, panel):
    panel.tree.setCurrentIndex(panel.model.find("ckpt-2"))

    qtbot.keyClick(panel.tree, Qt.Key.Key_Return)

    assert panel.session.newer_entry.prefix == "ckpt-2"


def test_the_chosen_row_follows_the_session(qtbot, panel):
    panel.session.choose_newer(RUN.checkpoints[1])

    assert panel.tree.currentIndex() == panel.model.find("ckpt-2")


def test_a_double_click_on_a_folder_opens_it(qtbot, panel):
    folders = panel.model.index(1, 0)
    place = panel.tree.visualRect(panel.model.index(0, 0, folders)).center()

    qtbot.mouseDClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert panel.session.opening == RUN.directory / "eval"


def test_a_deleted_checkpoint_cannot_be_shown_from_its_menu(qtbot, panel):
    menu = panel.menu_for(panel.model.find("ckpt-1"))

    enabled = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}

    assert enabled["Show this checkpoint"] is False
    assert enabled["Copy path"] is True


def test_what_is_folded_stays_folded_after_a_reload(qtbot, panel):
    files = panel.model.index(2, 0)
    panel.tree.setExpanded(files, False)

    panel.session._set_run(run_of(*RUN.checkpoints, entry(6, 60), latest="ckpt-6", files=FILES))

    assert panel.tree.isExpanded(panel.model.index(2, 0)) is False
    assert panel.tree.isExpanded(panel.model.index(0, 0)) is True


def test_an_empty_session_shows_no_rows(panel):
    panel.session._set_run(None)

    assert panel.model.rowCount(QModelIndex()) == 0
