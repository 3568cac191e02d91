"""What is imported in the background ends before the program does."""

from __future__ import annotations

import threading

from explorer.gui import preloading
from explorer.gui.preloading import Preloader


def test_a_stopped_preloader_begins_no_further_module_and_is_waited_for(qtbot, qapp, monkeypatch):
    begun, go_on = threading.Event(), threading.Event()
    imported = []

    def slow_import(name: str) -> None:
        imported.append(name)
        begun.set()
        go_on.wait(10)

    monkeypatch.setattr(preloading, "import_module", slow_import)
    monkeypatch.setattr(preloading, "_AFTER_MS", 0)
    preloader = Preloader(lambda: False, qapp)
    preloader.start()
    qtbot.waitUntil(begun.is_set, timeout=5000)
    while_importing = preloader.stop(0.0)
    go_on.set()
    at_the_end = preloader.stop(5.0)

    assert (while_importing, at_the_end) == (False, True)
    assert imported == [preloading._MODULES[0]]


def test_one_that_was_stopped_before_it_began_imports_nothing(qtbot, qapp, monkeypatch):
    imported = []
    monkeypatch.setattr(preloading, "import_module", imported.append)
    monkeypatch.setattr(preloading, "_AFTER_MS", 0)
    preloader = Preloader(lambda: False, qapp)
    preloader.start()

    assert preloader.stop(0.0)
    qtbot.wait(50)
    assert imported == []


def test_it_rests_while_the_window_reads_what_somebody_asked_for(qtbot, qapp, monkeypatch):
    imported, is_reading, is_told = [], threading.Event(), threading.Event()

    def import_and_be_clicked(name: str) -> None:
        imported.append(name)
        if len(imported) == 2:
            is_reading.set()
            is_told.wait(10)  # a long module: the window looks meanwhile

    class Flag(threading.Event):
        def clear(self) -> None:
            super().clear()
            is_told.set()

    monkeypatch.setattr(preloading, "import_module", import_and_be_clicked)
    monkeypatch.setattr(preloading, "_AFTER_MS", 0)
    monkeypatch.setattr(preloading, "_LONGEST_REST_S", 60)
    preloader = Preloader(is_reading.is_set, qapp)
    preloader._may_go_on = Flag()
    preloader.start()
    qtbot.waitUntil(is_told.is_set, timeout=5000)
    qtbot.wait(100)
    while_reading = list(imported)
    is_reading.clear()
    qtbot.waitUntil(lambda: len(imported) == len(preloading._MODULES), timeout=5000)

    assert preloader.stop(5.0)
    assert while_reading == list(preloading._MODULES[:2])
