"""Job slots: answers arrive on the GUI thread, old ones never, and nothing hangs."""

from __future__ import annotations

import threading
import time

import pytest

from explorer.gui import jobs
from explorer.gui.jobs import BOARD, DaemonPool, JobSlot
from explorer.task import Progress


@pytest.fixture
def pool():
    pool = DaemonPool()
    yield pool
    pool.close(1.0)


def test_an_answer_arrives_on_the_asking_thread(qtbot, pool):
    slot, answers = JobSlot(pool, None), []

    def work(number, task):
        return number + 1, threading.current_thread().name

    slot.start(
        work, 41, then=lambda a: answers.append((a, threading.current_thread())), otherwise=answers.append
    )
    qtbot.waitUntil(lambda: bool(answers))

    (value, worker), receiver = answers[0]
    assert value == 42
    assert worker.startswith("job-")
    assert receiver is threading.main_thread()


def test_a_new_question_drops_the_answer_to_the_old_one(qtbot, pool):
    slot, answers, gate = JobSlot(pool, None), [], threading.Event()

    def slow(task):
        gate.wait(5)
        return "old"

    slot.start(slow, then=answers.append, otherwise=answers.append)
    slot.start(lambda task: "new", then=answers.append, otherwise=answers.append)
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    qtbot.waitUntil(lambda: not BOARD.active())

    assert answers == ["new"]


def test_a_failure_goes_to_otherwise_as_the_very_error(qtbot, pool):
    slot, errors, error = JobSlot(pool, None), [], ValueError("five")

    def fail(task):
        raise error

    slot.start(fail, then=errors.append, otherwise=errors.append)
    qtbot.waitUntil(lambda: bool(errors))

    assert errors == [error]
    assert not slot.is_busy


def test_parts_arrive_in_order_before_the_result(qtbot, pool):
    slot, heard = JobSlot(pool, None), []

    def work(task, partly):
        for part in range(3):
            partly(part)
        return "done"

    slot.start(work, then=heard.append, otherwise=heard.append, partly=heard.append)
    qtbot.waitUntil(lambda: "done" in heard)

    assert heard == [0, 1, 2, "done"]


def test_cancelling_stops_the_work_at_its_next_report(qtbot, pool):
    slot, begun, ended = JobSlot(pool, None, "Endless"), threading.Event(), threading.Event()

    def endless(task):
        begun.set()
        try:
            while True:
                task.report(0, 1, "still")
                time.sleep(0.001)
        finally:
            ended.set()

    slot.start(endless, then=lambda _: None, otherwise=lambda _: None)
    assert begun.wait(2)
    assert BOARD.active() == (slot,)
    slot.cancel()

    assert ended.wait(2)
    assert BOARD.active() == ()


def test_progress_of_large_numbers_arrives_whole(qtbot, pool):
    slot, seen = JobSlot(pool, None), []
    slot.progressed.connect(seen.append)

    def work(task):
        task.report(5 << 30, 6 << 30, "Reading")

    slot.start(work, then=lambda _: None, otherwise=lambda _: None)
    qtbot.waitUntil(lambda: bool(seen))

    assert seen == [Progress(5 << 30, 6 << 30, "Reading")]


def test_a_hung_read_holds_up_neither_other_jobs_nor_closing(qtbot):
    pool, gate, answers = DaemonPool(), threading.Event(), []
    for _ in range(3):
        JobSlot(pool, None).start(lambda task: gate.wait(30), then=answers.append, otherwise=answers.append)
    slot = JobSlot(pool, None)

    slot.start(lambda task: "prompt", then=answers.append, otherwise=answers.append)
    qtbot.waitUntil(lambda: answers == ["prompt"])
    began = time.monotonic()
    ended = pool.close(0.2)
    waited = time.monotonic() - began
    gate.set()

    assert ended is False
    assert waited < 1.0


def test_a_slot_whose_view_is_gone_hears_nothing_more(qtbot, pool):
    from PySide6.QtCore import QObject
    from shiboken6 import delete

    parent, answers, gate = QObject(), [], threading.Event()
    slot = JobSlot(pool, parent)
    slot.start(lambda task: gate.wait(5), then=answers.append, otherwise=answers.append)
    delete(parent)
    gate.set()
    other = JobSlot(pool, None)
    other.start(lambda task: "after", then=answers.append, otherwise=answers.append)
    qtbot.waitUntil(lambda: bool(answers))

    assert answers == ["after"]


@pytest.mark.parametrize(
    ("name", "is_background", "is_waited_for"),
    [("Reading", False, True), ("", False, False), ("Remembering", True, False)],
    ids=["asked for", "without a name", "in the background"],
)
def test_the_board_knows_whether_somebody_waits(qtbot, pool, name, is_background, is_waited_for):
    slot, gate = JobSlot(pool, None, name), threading.Event()
    slot.is_background = is_background

    slot.start(lambda task: gate.wait(5), then=lambda _: None, otherwise=lambda _: None)
    while_busy = BOARD.is_waited_for
    gate.set()
    qtbot.waitUntil(lambda: not slot.is_busy)

    assert (while_busy, BOARD.is_waited_for) == (is_waited_for, False)


def test_a_thread_that_hangs_is_replaced_within_reason(monkeypatch):
    monkeypatch.setattr(jobs, "HUNG_AFTER_S", 0.0)
    monkeypatch.setattr(jobs, "MOST_WITH_HUNG", 2)
    pool = jobs.DaemonPool(max_threads=1)
    disk, begun, answered, third = (threading.Event() for _ in range(4))
    pool.submit(lambda: (begun.set(), disk.wait(20)))
    assert begun.wait(10)

    pool.submit(lambda: (answered.set(), disk.wait(20)))
    assert answered.wait(10)
    pool.submit(third.set)

    assert not third.is_set()  # two hang, and two are the most
    disk.set()
    assert third.wait(10)
    assert pool.close(10)
