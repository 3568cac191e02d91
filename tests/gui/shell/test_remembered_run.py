"""A window and the record of its run: what is read once is not read again, and outlives the files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from explorer.analysis.run_record import RunRecord
from explorer.checkpoints.series import open_model_dir
from explorer.errors import MissingFileError
from explorer.gui import dialogs, remembering
from explorer.gui.inspector.inspector import Inspector
from explorer.gui.inspector.parts import Facts
from explorer.gui.main_window import MainWindow
from explorer.gui.recording import RecordPolicy
from explorer.gui.session import Session
from explorer.gui.session_jobs import NOT_READ_GONE
from explorer.gui.settings import Settings
from explorer.gui.statistics_store import is_gone
from explorer.gui.statuses import COMPLETE, REMEMBERED, shown_status
from explorer.gui.theme import apply_theme
from explorer.storage.files import FileSource
from tests.builders import VALUE
from tests.writing_order import checkpoint_files, put, state_bytes

KERNEL = f"net/layer_with_weights-0/kernel{VALUE}"
ALL = ("ckpt-1", "ckpt-2", "ckpt-3", "ckpt-4")


@pytest.fixture
def run(tmp_path) -> Path:
    """Four saves of a manager that keeps all."""
    directory = tmp_path / "run"
    directory.mkdir()
    for number in range(1, 5):
        save(directory, number, ALL[:number])
    return directory


def save(run: Path, number: int, keep: tuple[str, ...]) -> None:
    """Long ago: files written within the clock's tick may change without a trace, and are read again."""
    put(run, f"ckpt-{number}", checkpoint_files(100 * number, number=number, units=12), keep)
    for path in run.glob(f"ckpt-{number}.*"):
        os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))


def delete(run: Path, *names: str) -> None:
    """As `max_to_keep` does it."""
    left = [name for name in ALL if name not in names and (run / f"{name}.index").exists()]
    if left:
        (run / "checkpoint").write_bytes(state_bytes(left))
    else:
        (run / "checkpoint").unlink()
    for name in names:
        for path in run.glob(f"{name}.*"):
            path.unlink()


@pytest.fixture
def open_remembering(qtbot, qapp, tmp_path):
    """`open_remembering(path)`: a window that remembers into a folder of the test, at rest; it does not follow."""
    apply_theme(qapp, "light")
    windows: list[MainWindow] = []

    def open_it(path: Path, *, view: str = "variables", new_limit: int = 0, folder: Path | None = None):
        session, settings = Session(), Settings(fresh=True)
        settings.follow = False
        session.recording.set_policy(
            RecordPolicy(True, folder or tmp_path / "records", new_limit_bytes=new_limit)
        )
        window = MainWindow(session, settings)
        windows.append(window)
        qtbot.addWidget(window)
        window.tabs.show_view(view)
        window.show()
        window.open_path(path)
        rest(qtbot, window)
        return window

    yield open_it
    for window in windows:
        window.close()


def rest(qtbot, window) -> None:
    qtbot.waitUntil(lambda: not window.is_busy() and not window.session.recording.is_busy, timeout=20_000)


def look(qtbot, window) -> None:
    """One look at the directory, with all that follows from it."""
    qtbot.waitUntil(lambda: window.session.refresh(force=True), timeout=5000)
    qtbot.waitUntil(lambda: not window.session.is_looking, timeout=5000)
    rest(qtbot, window)


def marks(window) -> list[tuple[str, str]]:
    return [(entry.prefix, shown_status(entry)) for entry in window.session.run.checkpoints]


def known_of(run: Path, folder: Path, prefix: str) -> set[str]:
    """The keys whose statistics the record tells, asked as another program would."""
    record = RunRecord(run, folder)
    try:
        entry = record.with_ghosts(open_model_dir(run)).entry(prefix)
        reader = record.reader(entry)
        if reader is None:
            return set()
        from explorer.checkpoints.checkpoint import Checkpoint

        checkpoint = Checkpoint(reader, prefix)
        return set(record.statistics(checkpoint, checkpoint.table.keys))
    finally:
        record.close()


@pytest.fixture
def data_reads(monkeypatch) -> list[str]:
    """The names of the data files that were read, one for each read."""
    found: list[str] = []
    for name in ("_pread", "_preadv"):
        real = getattr(FileSource, name)

        def counting(self, *args, _real=real):
            if ".data-" in self.name:
                found.append(self.name)
            return _real(self, *args)

        monkeypatch.setattr(FileSource, name, counting)
    return found


# --- read once ---------------------------------------------------------------------------------


def look_at_everything(qtbot, window) -> None:
    """Graph, variables with statistics, histograms of every mode, and two steps compared with their changes."""
    session = window.session
    session.select(KERNEL)
    rest(qtbot, window)
    session.statistics.want(session.newer, [variable.key for variable in session.newer.variables])
    for view_id in ("variables", "histograms", "compare"):
        window.tabs.show_view(view_id)
        rest(qtbot, window)
        for button in window.tabs.current_view.findChildren(QToolButton):
            if button.objectName().startswith("histogram_mode_"):
                qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
                rest(qtbot, window)


def test_a_remembered_directory_is_shown_without_reading_a_tensor(qtbot, open_remembering, run, data_reads):
    first = open_remembering(run, view="graph")
    look_at_everything(qtbot, first)
    first.close()
    assert set(data_reads) == {f"{name}.data-00000-of-00001" for name in ALL}
    data_reads.clear()

    second = open_remembering(run, view="graph")
    look_at_everything(qtbot, second)

    session = second.session
    assert data_reads == []
    assert [entry.step for entry in session.run.checkpoints] == [100, 200, 300, 400]
    assert session.statistics.get(session.newer, KERNEL).count == 12 * 12
    assert session.changes.get(session.older, session.newer, KERNEL).changed_elements == 12 * 12


def test_every_checkpoint_is_remembered_although_only_two_were_looked_at(open_remembering, run, tmp_path):
    window = open_remembering(run)
    window.close()

    record = RunRecord(run, tmp_path / "records")
    readers = [record.reader(entry) for entry in open_model_dir(run).checkpoints]
    record.close()

    assert [reader.table.keys for reader in readers] == [readers[0].table.keys] * 4


def test_a_step_written_over_is_read_anew(qtbot, open_remembering, run):
    first = open_remembering(run)
    first.session.select(KERNEL)
    rest(qtbot, first)
    first.close()
    put(run, "ckpt-4", checkpoint_files(400, number=4, units=5))

    second = open_remembering(run)
    second.session.statistics.want(second.session.newer, [KERNEL])
    rest(qtbot, second)

    assert second.session.statistics.get(second.session.newer, KERNEL).count == 5 * 5


# --- ghosts ------------------------------------------------------------------------------------


def test_deleted_checkpoints_of_another_session_stay_on_the_axis_and_can_be_chosen(
    qtbot, open_remembering, run
):
    first = open_remembering(run)
    for entry in first.session.run.checkpoints:
        first.session.statistics.want(first.session.cache.open(entry), [KERNEL])
    rest(qtbot, first)
    first.close()
    delete(run, "ckpt-1", "ckpt-2")

    window = open_remembering(run)
    assert marks(window) == [
        ("ckpt-1", REMEMBERED),
        ("ckpt-2", REMEMBERED),
        ("ckpt-3", COMPLETE),
        ("ckpt-4", COMPLETE),
    ]
    for _ in range(2):
        qtbot.keyClick(window, Qt.Key.Key_BracketLeft)
        rest(qtbot, window)
    session = window.session
    session.statistics.want(session.newer, [KERNEL])
    rest(qtbot, window)

    assert (session.older_entry.prefix, session.newer_entry.prefix) == ("ckpt-1", "ckpt-2")
    assert session.newer.step == 200
    assert session.newer.object_graph is not None
    assert session.statistics.get(session.newer, KERNEL).count == 12 * 12
    assert window.status_bar.totals.text().startswith("2 checkpoints, 2 remembered")


def test_what_was_not_remembered_of_a_ghost_says_so(qtbot, open_remembering, run):
    first = open_remembering(run)
    first.close()
    delete(run, "ckpt-1")
    window = open_remembering(run)
    session = window.session

    session.choose_newer(session.run.entry("ckpt-1"))
    rest(qtbot, window)
    session.statistics.want(session.newer, [KERNEL])
    rest(qtbot, window)

    answer = session.statistics.get(session.newer, KERNEL)
    assert isinstance(answer, MissingFileError)
    assert str(answer).startswith("the checkpoint is gone, and this value was not kept")
    assert not window.banner.isVisible()


def test_the_verdicts_of_a_ghost_come_from_what_is_remembered(qtbot, open_remembering, run):
    open_remembering(run).close()
    delete(run, "ckpt-1")
    window = open_remembering(run, view="restore")
    session = window.session
    session.choose_newer(session.run.entry("ckpt-1"))
    session.choose_target_entry(session.run.entry("ckpt-4"))
    rest(qtbot, window)

    assert {row.verdict for row in session.report.rows} == {"restored"}
    assert session.report.summary.endswith(NOT_READ_GONE)


def test_a_checkpoint_deleted_while_it_is_looked_at_becomes_a_ghost_and_stays_chosen(
    qtbot, open_remembering, run
):
    window = open_remembering(run)
    session = window.session
    session.choose_newer(session.run.entry("ckpt-2"))
    session.select(KERNEL)
    rest(qtbot, window)

    delete(run, "ckpt-1", "ckpt-2")
    look(qtbot, window)

    assert marks(window)[:2] == [("ckpt-1", REMEMBERED), ("ckpt-2", REMEMBERED)]
    assert (session.newer_entry.prefix, session.selected_key) == ("ckpt-2", KERNEL)
    assert session.newer.step == 200
    assert (is_gone(session.newer), is_gone(session.older)) == (True, True)
    assert not window.banner.isVisible()


def test_all_checkpoints_may_be_ghosts(qtbot, open_remembering, run):
    open_remembering(run).close()
    delete(run, *ALL)

    window = open_remembering(run)

    assert {status for _, status in marks(window)} == {REMEMBERED}
    assert window.session.newer.step == 400
    assert window.stack.currentWidget() is window.tabs


def test_a_ghost_in_the_directory_tree_says_what_it_is_and_is_chosen_by_a_click(qtbot, open_remembering, run):
    open_remembering(run).close()
    delete(run, "ckpt-1")
    window = open_remembering(run)
    tree, model = window.directory_panel.tree, window.directory_panel.model
    index = model.find("ckpt-1")

    assert model.row(index).note == "step 100 · remembered"
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(index).center())
    rest(qtbot, window)

    assert window.session.newer_entry.prefix == "ckpt-1"


# --- reading ahead -----------------------------------------------------------------------------


def test_the_statistics_of_all_steps_are_read_by_one_action(qtbot, open_remembering, run, tmp_path):
    window = open_remembering(run)

    window.actions_by_id["read_all_statistics"].trigger()
    qtbot.waitUntil(lambda: window.session.recording.is_busy, timeout=2000)
    rest(qtbot, window)
    said = window.status_bar.currentMessage()
    keys = set(window.session.newer.table.keys)
    window.close()

    assert said.startswith("The statistics of 4 steps were read, ")
    assert all(KERNEL in known_of(run, tmp_path / "records", name) for name in ALL)
    assert all(len(known_of(run, tmp_path / "records", name)) >= len(keys) - 1 for name in ALL)


@pytest.mark.parametrize("agreed", [True, False])
def test_much_to_read_is_asked_about_with_its_size(
    qtbot, open_remembering, run, tmp_path, monkeypatch, agreed
):
    asked = []
    monkeypatch.setattr(remembering, "ASKS_FROM_BYTES", 100)
    monkeypatch.setattr(dialogs, "confirm", lambda *words: asked.append(words[2]) or agreed)
    window = open_remembering(run)

    window.actions_by_id["read_all_statistics"].trigger()
    qtbot.waitUntil(lambda: bool(asked), timeout=5000)
    rest(qtbot, window)
    window.close()

    assert len(asked) == 1
    assert asked[0].endswith(" in 4 steps are to be read.")
    assert (KERNEL in known_of(run, tmp_path / "records", "ckpt-1")) == agreed


def test_nothing_is_read_ahead_while_nothing_is_remembered(qtbot, open_window, run):
    window = open_window(run, view="variables")

    window.actions_by_id["read_all_statistics"].trigger()

    assert window.status_bar.currentMessage() == remembering.NOTHING_REMEMBERED


@pytest.mark.parametrize(("limit", "is_known"), [(1 << 20, True), (10, False), (0, False)])
def test_a_new_checkpoint_is_read_while_the_run_is_followed(
    qtbot, open_remembering, run, tmp_path, limit, is_known
):
    delete(run, "ckpt-4")
    window = open_remembering(run, view="graph", new_limit=limit)
    save(run, 4, ALL)

    look(qtbot, window)
    window.session.choose_newer(window.session.run.entry("ckpt-1"))
    window.close()

    assert (KERNEL in known_of(run, tmp_path / "records", "ckpt-4")) == is_known
    assert KERNEL not in known_of(run, tmp_path / "records", "ckpt-2")


# --- trouble -----------------------------------------------------------------------------------


def test_a_folder_that_cannot_be_made_is_told_once_and_all_else_works(qtbot, open_remembering, run, tmp_path):
    blocked = tmp_path / "a file"
    blocked.write_bytes(b"")

    window = open_remembering(run, folder=blocked / "records")
    window.session.select(KERNEL)
    rest(qtbot, window)

    assert window.status_bar.currentMessage() == window.session.recording.problem != ""
    assert window.session.newer.step == 400
    assert not window.banner.isVisible()
    window.show_settings("Memory")
    qtbot.waitUntil(lambda: not window._settings_dialog.memory.is_busy, timeout=5000)
    assert window._settings_dialog.memory.problem.text() == window.session.recording.problem


def test_two_windows_remember_the_same_run(qtbot, open_remembering, run, tmp_path):
    one, two = open_remembering(run), open_remembering(run, view="histograms")
    one.session.statistics.want(one.session.newer, [KERNEL])
    two.session.statistics.want(two.session.older, [KERNEL])
    for window in (one, two):
        rest(qtbot, window)
    for window in (one, two):
        window.close()

    assert KERNEL in known_of(run, tmp_path / "records", "ckpt-4")
    assert KERNEL in known_of(run, tmp_path / "records", "ckpt-3")


def test_the_opened_directory_is_never_written_to(qtbot, open_remembering, run):
    before = {path.name: path.stat().st_mtime_ns for path in run.iterdir()}

    window = open_remembering(run)
    window.actions_by_id["read_all_statistics"].trigger()
    rest(qtbot, window)
    window.close()

    assert {path.name: path.stat().st_mtime_ns for path in run.iterdir()} == before


def test_what_is_forgotten_of_the_open_run_is_gone_from_the_window(
    qtbot, open_remembering, run, tmp_path, monkeypatch
):
    window = open_remembering(run)
    delete(run, "ckpt-1", "ckpt-2")
    look(qtbot, window)
    assert [status for _, status in marks(window)] == [REMEMBERED, REMEMBERED, COMPLETE, COMPLETE]
    window.session.choose_newer(window.session.run.checkpoints[0])
    rest(qtbot, window)
    window.session.select(KERNEL)
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    page = window._settings_dialog.memory
    window._settings_dialog.list.setCurrentRow(
        next(
            row
            for row in range(window._settings_dialog.list.count())
            if window._settings_dialog.list.item(row).text() == "Memory"
        )
    )
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=5000)
    page.table.selectRow(0)
    monkeypatch.setattr(dialogs, "confirm", lambda *words: True)

    qtbot.mouseClick(page.forget_one, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.is_busy, timeout=5000)
    rest(qtbot, window)

    assert marks(window) == [("ckpt-3", COMPLETE), ("ckpt-4", COMPLETE)]
    assert window.session.newer_entry.prefix == "ckpt-4"
    assert window.session.selected_key == KERNEL
    assert page.told.isVisible()
    assert page.told.text().startswith("Forgotten. The run that is open is remembered anew")
    record = RunRecord(run, tmp_path / "records")
    assert record.with_ghosts(open_model_dir(run)).entry("ckpt-1") is None
    record.close()
    qtbot.waitUntil(lambda: not page.is_busy and page.model.rowCount() == 1, timeout=5000)


def test_the_checksum_of_a_deleted_file_was_verified_while_it_was_there(qtbot, open_remembering, run):
    window = open_remembering(run)
    window.session.choose_newer(window.session.run.checkpoints[0])
    window.session.select(KERNEL)
    window.session.statistics.want(window.session.newer, [KERNEL])
    rest(qtbot, window)
    facts = window.findChild(Inspector).findChildren(Facts)[0]
    assert facts.values["checksum"] == "✓ verified"

    delete(run, "ckpt-1")
    look(qtbot, window)
    window.session.choose_newer(window.session.run.checkpoints[1])
    rest(qtbot, window)
    window.session.choose_newer(window.session.run.checkpoints[0])
    rest(qtbot, window)

    facts = window.findChild(Inspector).findChildren(Facts)[0]
    assert facts.values["checksum"] == "✓ verified while it was there"
