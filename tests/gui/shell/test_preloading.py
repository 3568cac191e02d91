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
