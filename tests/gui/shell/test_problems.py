"""Errors as sentences, faults as reports, and the command that opens the window."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from explorer.cli import window
from explorer.errors import CorruptFileError, ExplorerError
from explorer.gui.copying import python_line
from explorer.gui.ending import Ending
from explorer.gui.fuzzy import best_matches
from explorer.gui.plain_text import breakable, tool_tip
from explorer.gui.problems import FaultCatcher, Problem, ReportDialog, describe


def test_an_explained_error_becomes_its_sentence_and_hint():
    error = CorruptFileError("the index ends too early", hint="Copy it again.", path="run/ckpt-1.index")

    assert describe(error, "Opening failed") == Problem(
        "Opening failed: the index ends too early (path run/ckpt-1.index).", "Copy it again."
    )


def test_control_characters_of_a_file_name_are_escaped():
    assert describe(ExplorerError("no\u202egood\n")).sentence == "no\\u202egood\\n."


def test_a_fault_of_ours_comes_with_a_report_without_the_home_directory():
    home = str(Path.home())
    try:
        raise ValueError(f"{home}/secret")
    except ValueError as error:
        problem = describe(error, "Drawing")

    assert problem.is_ours
    assert "ValueError" in problem.report
    assert home not in problem.report


def test_faults_of_slots_and_threads_are_shown_once_each(qtbot, capsys):
    shown: list[BaseException] = []
    catcher = FaultCatcher(shown.append)
    catcher.install()
    try:
        error = ValueError("in a slot")
        sys.excepthook(ValueError, error, None)
        sys.excepthook(ValueError, error, None)
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: len(shown) == 2)
    finally:
        catcher.uninstall()

    assert [type(error) for error in shown] == [ValueError, ZeroDivisionError]
    assert "in a slot" in capsys.readouterr().err


def test_a_fault_is_shown_although_the_terminal_is_gone(qtbot, monkeypatch):
    class Closed:
        def write(self, _: str) -> None:
            raise BrokenPipeError

    shown: list[BaseException] = []
    catcher = FaultCatcher(shown.append)
    catcher.install()
    monkeypatch.setattr(sys, "stderr", Closed())
    try:
        sys.excepthook(ValueError, ValueError("x"), None)
        qtbot.waitUntil(lambda: bool(shown))
    finally:
        catcher.uninstall()


def test_a_fault_in_showing_a_fault_ends_nothing(qtbot, capsys):
    """An exception that leaves a slot of a queued signal took the process along."""

    class OddError(ValueError):
        def __str__(self) -> str:
            raise RuntimeError("not even this")

        def __eq__(self, _: object) -> bool:
            raise RuntimeError("nor this")

        __hash__ = None

    assert "OddError" in describe(OddError()).report
    shown: list[BaseException] = []

    def show(error: BaseException) -> None:
        shown.append(error)
        raise TypeError("in the dialog")

    catcher = FaultCatcher(show)
    catcher.install()
    try:
        sys.excepthook(ValueError, ValueError("x"), None)
        qtbot.waitUntil(lambda: bool(shown))
    finally:
        catcher.uninstall()
    assert "in the dialog" in capsys.readouterr().err


def test_a_fault_that_comes_back_is_printed_once(qtbot, capsys):
    catcher = FaultCatcher(lambda error: None)
    catcher.install()
    try:
        for _ in range(50):
            sys.excepthook(ValueError, ValueError("again"), None)
    finally:
        catcher.uninstall()

    assert capsys.readouterr().err.count("again") == 1


def test_a_window_started_to_outlive_its_terminal_does(qtbot):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    parent = QObject()
    ending = Ending(lambda: None, parent)
    try:
        ending.install()
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
        assert signal.getsignal(signal.SIGTERM) != signal.SIG_DFL
    finally:
        ending.uninstall()
        signal.signal(signal.SIGHUP, before)


def test_a_report_can_be_copied(qtbot):
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QPushButton

    dialog = ReportDialog(Problem("It failed.", "Tell us.", "the report", is_ours=True))
    qtbot.addWidget(dialog)

    qtbot.mouseClick(dialog.findChild(QPushButton, "copy_report_button"), Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text() == "the report"


def test_tool_tips_are_escaped():
    assert "&lt;img src=x&gt;" in tool_tip("<img src=x>")


def test_a_long_name_may_wrap_but_loses_nothing():
    name = "a" * 60 + "/kernel"

    assert breakable(name).replace("\u200b", "") == name
    assert "\u200b" in breakable(name)


def test_letters_in_order_find_a_text_and_whole_words_come_first():
    texts = ["dnn/logits/kernel", "kernel", "knee/orange", "bias"]

    assert [index for _, index in best_matches("kernel", texts, 5)] == [1, 0]
    assert [index for _, index in best_matches("dlk", texts, 5)] == [0]


def test_the_python_line_survives_quotes_and_odd_bytes():
    line = python_line("/it's/ckpt-1", "odd\udcff")

    compile(line, "clipboard", "exec")
    assert line.isascii()


def test_missing_system_libraries_are_named_with_what_to_type(monkeypatch):
    def load(name: str) -> None:
        if name in ("libGL.so.1", "libxcb-cursor.so.0"):
            raise OSError(name)

    monkeypatch.setattr(window.ctypes, "CDLL", load)
    monkeypatch.setattr(window.sys, "platform", "linux")

    assert window.missing_libraries("offscreen") == (("libGL.so.1", "libgl1"),)
    assert "sudo apt-get install libgl1 libxcb-cursor0" in window.why_no_window("xcb")


def test_without_a_display_it_proposes_a_picture(monkeypatch, capsys):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setattr(window, "missing_libraries", lambda platform="": ())
    monkeypatch.setattr(window.sys, "platform", "linux")

    assert window.run([]) == 2
    assert "ckptx screenshot" in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 is Linux's")
def test_a_display_that_does_not_answer_is_told(monkeypatch, capsys):
    monkeypatch.setenv("DISPLAY", ":4711")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setattr(window, "missing_libraries", lambda platform="": ())

    assert window.run([]) == 2
    assert capsys.readouterr().err.startswith("The display :4711 does not answer")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 is Linux's")
def test_x11_asked_for_without_a_display_is_told_as_no_display(monkeypatch, capsys):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setattr(window, "missing_libraries", lambda platform="": ())

    assert window.run([]) == 2
    assert capsys.readouterr().err.startswith("There is no display to open a window on.")


def test_nothing_heavy_is_imported_for_the_window():
    code = (
        "import sys, explorer.gui.app;"
        "print([n for n in ('numpy', 'pyqtgraph', 'networkx', 'google.protobuf', 'ml_dtypes', 'rich') if n in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
