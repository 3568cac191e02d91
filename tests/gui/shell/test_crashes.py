"""What is left of a program that did not end as it should, and what the next start makes of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from explorer.gui import app, running
from explorer.gui.autosave import Autosave, saved_state
from explorer.gui.bug_report import know_private, report_of, scrubbed
from explorer.gui.crash_dialog import CrashDialog, report_of_crash
from explorer.gui.running import OPEN, OPENING, Crash, RunningMark, crashes
from explorer.gui.window_state import StateRestorer, WindowState

NET = "history_tf215"
STOPPED = "The program was ended from outside: killed by somebody, or by the system for want of memory."


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKPOINT_EXPLORER_DATA", str(tmp_path / "own"))
    return tmp_path / "own" / "state"


def die(how: str) -> None:
    """A program that begins, opens a directory and ends by `how`."""
    code = (
        "import os, signal, faulthandler\n"
        "from explorer.gui.running import *\n"
        "mark = RunningMark(); mark.begin('Checkpoint Explorer 9'); mark.watch_faults()\n"
        f"mark.tell('/data/secret_run', OPENING)\n{how}\n"
    )
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)


def test_a_proper_end_leaves_nothing_and_tells_of_nothing(state):
    mark = RunningMark()
    mark.begin("v")
    mark.tell("/data/run", OPEN)
    assert sorted(path.suffix for path in state.iterdir()) == [".log", ".running"]

    mark.end()

    assert list(state.iterdir()) == []
    assert crashes() == ()


def test_a_running_program_is_no_crash():
    mark = RunningMark()
    mark.begin("v")

    assert crashes() == ()
    assert running.is_another_running()
    mark.end()
    assert not running.is_another_running()


def test_a_fault_of_the_machine_code_is_told_with_its_stack(state):
    die("os.abort()")

    (crash,) = crashes()

    assert crash.cause == "The program crashed: Aborted."
    assert (crash.directory, crash.was_opening, crash.versions) == (
        "/data/secret_run",
        True,
        "Checkpoint Explorer 9",
    )
    assert "most recent call first" in crash.log
    assert list(state.iterdir()) == []


def test_a_killed_program_is_told_too_and_its_state_comes_back(state):
    die("mark.tell('/data/secret_run', OPEN); open(mark.state_file, 'w').write('{\"view\": \"values\"}')"
        "; os.kill(os.getpid(), signal.SIGKILL)")  # fmt: skip

    (crash,) = crashes()

    assert (crash.cause, crash.was_opening) == (STOPPED, False)
    assert saved_state(crash.state) == WindowState(view="values")


@pytest.mark.parametrize("end", ["os._exit(1)", "mark.end()"])
def test_a_display_that_died_is_named(end):
    """Qt ends the event loop then as if somebody had asked for it."""
    die(f"mark.note('The X11 connection broke (error 1). Did the X11 server die?'); {end}")

    assert (
        crashes()[0].cause == "The display went away while the window was open, and took the program along."
    )


@pytest.mark.parametrize("content", [b"", b"\0\xff", b"[1]", b"[" * 60_000, b'{"pid": "x", "directory": 3}'])
def test_a_mark_of_any_content_is_a_crash_nothing_is_known_of(state, content):
    state.mkdir(parents=True)
    (state / "program-1-00000000.running").write_bytes(content)

    (crash,) = crashes()

    assert (crash.directory, crash.was_opening, crash.state) == ("", False, b"")


def test_marks_of_another_computer_are_left_alone(state):
    state.mkdir(parents=True)
    mark = state / "program-1-00000000.running"
    mark.write_text(json.dumps({"pid": 1, "process": "1", "computer": "other", "boot": "x"}))

    assert crashes() == ()
    assert mark.exists()


def test_only_the_newest_crashes_are_kept_and_all_are_taken_away(state):
    state.mkdir(parents=True)
    for number in range(20):
        (state / f"program-{number}-00000000.running").write_bytes(b"")

    assert len(crashes()) == running.KEPT
    assert list(state.iterdir()) == []


def test_what_cannot_be_read_or_taken_away_hides_no_other_crash_and_is_not_told_for_ever(state):
    state.mkdir(parents=True)
    (state / "program-1-00000000.running").symlink_to("/dev/null")
    (state / "program-2-00000000.running").mkdir()
    (state / "program-3-00000000.running").write_text('{"directory": "/run"}')

    assert [crash.directory for crash in crashes()] == ["/run"]
    assert crashes() == ()


def test_a_mark_has_its_name_only_once_it_is_locked(state, monkeypatch):
    """Many starts at once: one without a lock counts as a dead program's."""
    seen: list[str] = []
    lock = running._lock
    monkeypatch.setattr(
        running, "_lock", lambda file: (seen.extend(path.name for path in state.iterdir()), lock(file))
    )
    mark = RunningMark()

    mark.begin("v")

    assert [name.endswith(".running") for name in seen] == [False]
    assert running.is_another_running()
    mark.end()


def test_a_mark_that_cannot_be_finished_is_taken_back(state, monkeypatch):
    state.mkdir(parents=True)
    monkeypatch.setattr(os, "urandom", bytes)
    (state / f"program-{os.getpid()}-00000000.log").mkdir()  # as on a disk without a place for one more file
    mark = RunningMark()

    mark.begin("v")

    assert [path.suffix for path in state.iterdir()] == [".log"]
    assert mark.state_file is None


def test_what_killed_programs_left_without_a_mark_is_swept_in_time(state):
    mark = RunningMark()
    mark.begin("v")
    own = {path.name for path in state.iterdir()}
    old = [".program-1-00000000.state.ckptx-part-0a1b", "program-1-00000000.log", "program-1-00000000.new"]
    kept = ["program-2-00000000.log", "somebody's.log"]
    for name in (*old, *kept):
        (state / name).write_text("")
    for name in (*old, *own, kept[1]):
        os.utime(state / name, (1, 1))

    assert crashes() == ()
    assert {path.name for path in state.iterdir()} == {*own, *kept}
    mark.end()


def test_no_state_folder_is_no_reason_not_to_start(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CHECKPOINT_EXPLORER_DATA", str(tmp_path / "file"))
    mark = RunningMark()

    mark.begin("v")
    mark.tell("/x", OPENING)
    mark.note("text")
    mark.end()

    assert (mark.state_file, crashes(), running.is_another_running()) == (None, (), False)


def test_a_log_has_an_end(state):
    mark = RunningMark()
    mark.begin("v")
    for _ in range(100):
        mark.note("x" * 10_000)

    (log,) = state.glob("*.log")
    assert log.stat().st_size <= running.MAX_NOTES
    mark.end()


# -- reports --------------------------------------------------------------------------------------


def test_a_report_names_no_path_no_user_and_no_file(monkeypatch, tmp_path):
    monkeypatch.setenv("USER", "frieda")
    monkeypatch.setattr("platform.node", lambda: "lab-7")
    know_private(lambda: ["secret_run", "model.ckpt-200", "my run"])
    told = "frieda@lab-7: {}/x y, /data/secret_run/model.ckpt-200.index, model.ckpt-200, my run"
    try:
        try:
            raise KeyError("dnn/hidden/kernel")
        except KeyError as first:
            raise OSError(told.format(tmp_path)) from first
    except OSError as error:
        report = report_of(error)
    finally:
        know_private(tuple)

    for private in ("frieda", "lab-7", str(tmp_path), "secret", "model.ckpt-200", "my run", "/data"):
        assert private not in report
    assert "OSError" in report
    assert 'File "tests/gui/shell/test_crashes.py"' in report


def test_a_report_names_no_variable(open_window, golden):
    session = open_window(golden / NET / "run").session
    keys = session.newer.table.keys
    know_private(lambda: app._private_names(session))
    try:
        for key in keys:
            assert key not in scrubbed(f"ValueError: no {key} here, nor {key.split('/.ATTRIBUTES')[0]}/other")
            assert scrubbed(f"{key} here").endswith(" here")
    finally:
        know_private(tuple)


def test_a_report_comes_even_if_the_names_cannot_be_told():
    def fail() -> list[str]:
        raise RuntimeError("deleted")

    know_private(fail)
    try:
        assert scrubbed("ValueError: secret") == "<message left out>\n"
    finally:
        know_private(tuple)


def test_ordinary_words_stay_in_a_report():
    assert (
        scrubbed("shapes (3, 4) and (4, 3) differ at 0.5/s", ["a"])
        == "shapes (3, 4) and (4, 3) differ at 0.5/s"
    )


# -- the next start -------------------------------------------------------------------------------

LOG = 'Fatal Python error: Aborted\n\nCurrent thread 0x1:\n  File "/home/frieda/env/lib/python3.11/site-packages/explorer/gui/app.py", line 7 in main\nqFatal: /data/secret_run'


def crash(**changes: object) -> Crash:
    known = {"cause": "It crashed.", "directory": "/data/secret_run", "was_opening": False, "log": LOG,
             "versions": "Checkpoint Explorer 9", "state": b""}  # fmt: skip
    return Crash(**(known | changes))


def test_the_report_of_a_crash_names_code_and_nothing_private():
    report = report_of_crash(crash())

    assert 'File "explorer/gui/app.py", line 7 in main' in report
    assert "frieda" not in report
    assert "secret_run" not in report


def test_enter_opens_the_directory_again_and_escape_starts_empty(qtbot):
    asked: list[str] = []
    for key, expected in ((Qt.Key.Key_Escape, []), (Qt.Key.Key_Return, ["again"])):
        dialog = CrashDialog(crash(), lambda: asked.append("again"))
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.keyClick(dialog, key)
        assert asked == expected


def test_after_a_crash_while_opening_enter_does_not_open_it_again(qtbot):
    asked: list[str] = []
    dialog = CrashDialog(crash(was_opening=True), lambda: asked.append("again"))
    qtbot.addWidget(dialog)
    dialog.show()

    qtbot.keyClick(dialog, Qt.Key.Key_Return)

    assert asked == []


def test_the_report_is_copied(qtbot):
    dialog = CrashDialog(crash(), None)
    qtbot.addWidget(dialog)

    qtbot.mouseClick(dialog._copied, Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text() == report_of_crash(crash())
    assert dialog.empty.text() == "Close"


def test_where_the_window_stands_is_saved_and_brought_back(qtbot, open_window, golden, state):
    window = open_window(golden / NET / "run", view="variables")
    session = window.session
    session.choose_newer(session.run.checkpoints[1])
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
    key = session.newer.table.keys[0]
    session.select(key)
    mark = RunningMark()
    mark.begin("v")
    saver = Autosave(window, mark)

    saver.save()
    qtbot.waitUntil(lambda: mark.state_file.exists(), timeout=5000)
    saver._writer.join()
    saved = saved_state(mark.state_file.read_bytes())
    mark.end()
    saver.stop()
    window.session.close_run()
    StateRestorer(window, saved, golden / NET / "run")
    qtbot.waitUntil(lambda: session.selected_key == key and not window.is_busy(), timeout=20_000)

    assert saved.view == "variables"
    assert session.newer_entry.prefix == saved.newer == session.run.checkpoints[1].prefix
    assert session.older_entry.prefix == saved.older
    assert not session.follow_latest


# -- the whole program ----------------------------------------------------------------------------

PROGRAM = """
import os, sys
from PySide6.QtCore import QTimer
from explorer.gui import app, main_window
class Window(main_window.MainWindow):
    def _after_first_paint(self):
        super()._after_first_paint()
        from PySide6.QtWidgets import QApplication
        dialogs = [w.objectName() for w in QApplication.topLevelWidgets() if w.isVisible()]
        print(dialogs, self.session.opening, flush=True)
        {then}
app.MainWindow = Window
sys.exit(app.main(sys.argv[1:]))
"""


def program(then: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = PROGRAM.format(then=then)
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60, check=False
    )


def test_a_program_that_dies_while_opening_a_directory_does_not_open_it_by_itself(golden, state):
    first = program("os.kill(os.getpid(), 9)", str(golden / NET / "run"))
    second = program("QTimer.singleShot(0, self.close)")

    assert first.returncode == -signal.SIGKILL
    assert "'crash_dialog'" in second.stdout
    assert second.stdout.endswith("None\n")
    assert (second.returncode, list(state.iterdir())) == (0, [])
