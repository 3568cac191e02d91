"""The watchdogs of the tests themselves: a stall is seen with its place, and what stays behind is named."""

from __future__ import annotations

import gc
import threading
import time
import weakref

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from tests import leaks
from tests.gaps import GapWatch


def stall(seconds: float) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass


def test_a_stall_of_the_gui_thread_is_seen_with_its_place(qtbot):
    watch, over = GapWatch(), []
    QTimer.singleShot(30, lambda: (stall(0.12), over.append(True)))

    with watch.watching():
        watch.doing = "stalling"
        qtbot.waitUntil(lambda: bool(over) and len(watch.gaps) > 5 and watch.longest_ms > 100, timeout=5000)

    worst = max(watch.gaps, key=lambda gap: gap.wall_ms)
    assert worst.doing == "stalling"
    assert any("test_watchdogs.stall:" in stack for stack in watch.stacks["stalling"])


def test_a_thread_and_a_window_left_behind_are_named(qapp):
    before = leaks.held()
    ends = threading.Event()
    thread = threading.Thread(target=ends.wait, name="forgotten")
    thread.start()
    window = QWidget()
    window.setObjectName("lost")

    told = leaks.left_behind(before, leaks.held())
    ends.set()
    thread.join()
    window.deleteLater()
    leaks.delete_what_waits()

    assert told[0] == "thread forgotten"
    assert told[1].startswith("1 more windows, among")
    assert "QWidget lost" in told[1]
    assert leaks.left_behind(before, leaks.held()) == []


def test_a_descriptor_left_behind_is_named(qapp, tmp_path):
    (tmp_path / "file").write_text("")
    before = leaks.held()

    with (tmp_path / "file").open():
        assert leaks.left_behind(before, leaks.held()) == [f"1 more open: {tmp_path / 'file'}"]


def test_a_closed_window_is_given_back_whole(qtbot, open_window, golden):
    """A session outlived its window once, and what its signals were connected to held the window for ever."""
    from shiboken6 import isValid

    from explorer.gui.main_window import MainWindow
    from explorer.gui.session import Session
    from explorer.gui.settings import Settings

    window = MainWindow(Session(), Settings(fresh=True))
    window.show()
    window.open_path(golden / "iris_dnn_tf115" / "models" / "iris")
    qtbot.waitUntil(lambda shown=window: not shown.is_busy(), timeout=20_000)
    kept = weakref.ref(window)
    window.close()
    window.threads_ended(2.0, 2.0)

    window.deleteLater()
    leaks.delete_what_waits()
    assert not isValid(window)
    del window
    gc.collect()

    assert kept() is None


def test_furnishing_the_window_anew_leaves_nothing_of_the_old(qtbot, open_window, qapp, golden):
    """What a session's signals are connected to would hold every old view, and the translator of every switch stay."""
    window = open_window(golden / "iris_dnn_tf115" / "models" / "iris", view="variables")
    old: list[weakref.ref[QWidget]] = []
    counts: list[tuple[int, int, int]] = []

    for number in range(10):
        shown = [window.tabs, window.tabs.current_view, window.inspector, window.timeline, window.tool_bar]
        old += map(weakref.ref, shown)
        replaced = shown[0]
        del shown
        window.set_language("en" if number % 2 else "zh_CN")
        qtbot.waitUntil(lambda replaced=replaced: window.tabs is not replaced)
        del replaced
        qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
        leaks.delete_what_waits()
        gc.collect()
        if number % 2:
            counts.append((len(qapp.children()), len(qapp.allWidgets()), len(leaks.running_timers())))

    def still_there() -> list[str]:
        leaks.collect()
        return [type(made()).__name__ for made in old if made() is not None]

    qtbot.waitUntil(lambda: still_there() == [])  # a job's thread may hold a view a moment longer
    assert counts[1:] == counts[:1] * 4
