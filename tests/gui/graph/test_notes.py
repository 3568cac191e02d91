"""Notes pinned to nodes: written by keys, listed, deleted and had back, kept by directory or for this window only."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from explorer.gui.graph.note_dialogs import NoteDialog
from explorer.gui.graph.note_keeper import NOT_KEPT
from explorer.gui.recording import RecordPolicy
from explorer.report.node_notes import notes_file, read_notes, write_note
from tests.gui.graph.conftest import settle
from tests.gui.graph.hands import CONTROL, GUIDE, KERNEL, KERNEL_M, L1, SHIFT, click, menu_of

Key = Qt.Key


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKPOINT_EXPLORER_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def remembering(session, tmp_path):
    session.recording.set_policy(RecordPolicy(True, tmp_path / "records"))
    return session


def write(qtbot, view, text):
    """Into the dialog that is open."""
    dialog = view.findChild(NoteDialog)
    dialog.text.setPlainText("")
    qtbot.keyClicks(dialog.text, text)
    qtbot.keyClick(dialog.text, Key.Key_Return, CONTROL)
    settle(qtbot, view)


def test_n_pins_a_note_and_keeps_it_outside_the_directory(qtbot, remembering, open_view, golden, folder):
    view = open_view(golden / GUIDE)
    before = sorted((golden / GUIDE).iterdir())
    click(qtbot, view, KERNEL)

    qtbot.keyClick(view.canvas, Key.Key_N)
    write(qtbot, view, "too large?")

    assert view.canvas.notes == {KERNEL: "too large?"}
    assert view.canvas.accessibleDescription().endswith("note: too large?")
    assert {path: note.text for path, note in read_notes(golden / GUIDE).items()} == {
        "net/l1/kernel": "too large?"
    }
    assert notes_file(golden / GUIDE).is_relative_to(folder)
    assert sorted((golden / GUIDE).iterdir()) == before


def test_notes_are_there_again_and_follow_the_path_to_other_steps(qtbot, remembering, open_view, golden):
    write_note(golden / GUIDE, "net/l1", "mine")
    write_note(golden / GUIDE, "net/l1/kernel/.OPTIMIZER_SLOT/optimizer/m", "first moment")
    write_note(golden / GUIDE, "not/here", "of another model")
    view = open_view(golden / GUIDE)
    qtbot.waitUntil(lambda: len(view.canvas.notes) == 2, timeout=5_000)
    first = dict(view.canvas.notes)

    view.session.step_by(-1)
    qtbot.waitUntil(lambda: view.session.newer is not None and view.session.newer.step == 40, timeout=10_000)
    settle(qtbot, view)

    assert first == {L1: "mine", KERNEL_M: "first moment"}
    assert view.canvas.notes == first
    assert (view.toolbar.notes.text(), view.toolbar.notes.isHidden()) == ("3 notes", False)


def test_a_window_that_remembers_nothing_neither_reads_nor_writes(qtbot, open_view, golden, folder):
    write_note(golden / GUIDE, "net/l1", "of another window")
    content = notes_file(golden / GUIDE).read_bytes()
    view = open_view(golden / GUIDE)
    click(qtbot, view, KERNEL)

    qtbot.keyClick(view.canvas, Key.Key_N)
    hint = view.findChild(NoteDialog).findChild(object, "graph_note_not_kept")
    told = hint.text()
    write(qtbot, view, "for now")

    assert told == NOT_KEPT
    assert view.canvas.notes == {KERNEL: "for now"}
    assert notes_file(golden / GUIDE).read_bytes() == content


def test_a_deleted_note_can_be_had_back(qtbot, remembering, open_view, golden):
    write_note(golden / GUIDE, "net/l1", "keep me")
    view = open_view(golden / GUIDE)
    qtbot.waitUntil(lambda: view.canvas.notes == {L1: "keep me"}, timeout=5_000)
    click(qtbot, view, L1)

    menu_of(view, L1)["note"].trigger()
    qtbot.mouseClick(view.findChild(NoteDialog).delete, Qt.MouseButton.LeftButton)
    settle(qtbot, view)
    gone, told = dict(read_notes(golden / GUIDE)), view.state_bar.label.text()
    qtbot.mouseClick(view.state_bar.button, Qt.MouseButton.LeftButton)
    settle(qtbot, view)

    assert (gone, told) == ({}, "The note on net/l1 was deleted.")
    assert view.canvas.notes == {L1: "keep me"}
    assert list(read_notes(golden / GUIDE)) == ["net/l1"]


def test_the_list_goes_to_a_note_and_deletes_by_key(qtbot, remembering, open_view, golden):
    write_note(golden / GUIDE, "net/l1/kernel", "look\nhere")
    write_note(golden / GUIDE, "elsewhere", "not in this step")
    view = open_view(golden / GUIDE)
    qtbot.waitUntil(lambda: view.canvas.notes == {KERNEL: "look\nhere"}, timeout=5_000)

    qtbot.keyClick(view.canvas, Key.Key_N, SHIFT)
    listed = view._note_list
    texts = [listed.list.item(row).text() for row in range(listed.list.count())]
    qtbot.mouseClick(listed.go, Qt.MouseButton.LeftButton)
    settle(qtbot, view)
    went = view.session.selected_node
    listed.list.setCurrentRow(1)
    can_go = listed.go.isEnabled()
    qtbot.keyClick(listed.list, Key.Key_Delete)
    settle(qtbot, view)
    listed.close()

    assert texts == ["net/l1/kernel\n    look here", "elsewhere  (not in this step)\n    not in this step"]
    assert (went, can_go) == (KERNEL, False)
    assert list(read_notes(golden / GUIDE)) == ["net/l1/kernel"]


def test_a_file_that_is_no_notes_is_told_once_and_harms_nothing(qtbot, remembering, open_view, golden):
    file = notes_file(golden / GUIDE)
    file.parent.mkdir(parents=True)
    file.write_bytes(b"\x00garbage")
    told = []
    remembering.problem_met.connect(lambda error, doing: told.append(str(error)))

    view = open_view(golden / GUIDE)
    settle(qtbot, view)

    assert len(told) == 1
    assert told[0].startswith("the notes of this directory cannot be shown: it is damaged")
    assert view.canvas.notes == {}


def test_a_node_no_path_leads_to_takes_no_note(qtbot, open_view):
    from tests.made_graphs import make_graph

    view = open_view(make_graph(["container", "variable", "other"], [(0, "w", 1)], rows={1: 0}))

    entry = menu_of(view, 2)["note"]

    assert (entry.isEnabled(), entry.toolTip()) == (False, "No path leads to this node.")


def test_markup_in_notes_stays_text(qtbot, open_view, golden):
    view = open_view(golden / GUIDE)
    click(qtbot, view, KERNEL)
    qtbot.keyClick(view.canvas, Key.Key_N)
    write(qtbot, view, "<b>bold</b>")

    qtbot.keyClick(view.canvas, Key.Key_N, SHIFT)
    item = view._note_list.list.item(0)

    assert item.text().endswith("<b>bold</b>")
    assert "&lt;b&gt;bold" in item.toolTip()
    view._note_list.close()
