"""Who goes first: workers pause while the window is at work, never for good; garbage is collected in its idle time."""

import gc
import threading
import time

import pytest
from PySide6.QtCore import QObject

from explorer import task
from explorer.gui import turns


@pytest.fixture
def worker_gives_way(monkeypatch):
    monkeypatch.setattr(task, "give_way", turns.give_way)


def test_a_worker_pauses_while_the_window_is_at_work_and_goes_on_after(worker_gives_way, monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT_S", 30.0)
    seen, reached = [], threading.Event()

    def work():
        for number in task.breathing(range(1000)):
            seen.append(number)
        reached.set()

    with turns.first_turn():
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        came_through = reached.wait(0.1)
        taken_meanwhile = len(seen)

    assert (came_through, taken_meanwhile) == (False, 0)
    assert reached.wait(10)
    assert seen == list(range(1000))


def test_a_window_that_is_always_at_work_does_not_starve_a_worker(worker_gives_way, monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT_S", 0.001)
    reached = threading.Event()

    def work():
        for _ in task.breathing(range(1000)):
            pass
        reached.set()

    with turns.first_turn():
        threading.Thread(target=work, daemon=True).start()

        assert reached.wait(10)


def test_the_gui_thread_never_waits_for_itself(worker_gives_way, monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT_S", 30.0)
    began = time.monotonic()

    with turns.first_turn(), turns.first_turn():
        found = list(task.breathing(range(130), every=64))

    assert found == list(range(130))
    assert time.monotonic() - began < 10


def test_cycles_are_collected_by_the_timer_although_the_collector_is_off(qapp):
    was_on = gc.isenabled()
    parent = QObject()
    try:
        collector = turns.Collector(parent)

        class Node:
            freed = 0

            def __del__(self):
                Node.freed += 1

        first = Node()
        first.itself = first
        del first
        before = Node.freed
        collector.collect()

        assert not gc.isenabled()
        assert (before, Node.freed) == (0, 1)
    finally:
        gc.unfreeze()
        if was_on:
            gc.enable()
        parent.deleteLater()
