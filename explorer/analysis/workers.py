"""Statistics of many tensors behind one plain call: in this process for little work, in worker processes for much.

Worker processes, because counting buckets holds the interpreter lock. They are plain child
processes spoken to over pipes: killing them is how cancelling works, and they end by themselves
when this process does, because their input ends.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

import explorer
from explorer.analysis.orders import Answer, Order, Orders
from explorer.analysis.work_units import UNIT_BYTES
from explorer.analysis.worker_process import (
    Message,
    error_of,
    gathered_of,
    read_messages,
    skip_start_up,
    statistics_of,
    unit_told,
)
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.errors import ExplorerError
from explorer.task import QUIET, Task

PROCESS_BYTES = 256 << 20  # below this the work is done sooner than processes have started
MOST_WORKERS = 4  # each costs some 35 MiB; the disk is saturated before that
_MOST_BATCHES = 4  # asked of one worker at a time
_POLL_SECONDS = 0.05
_BOOT = "from explorer.analysis.worker_process import main; main()"
_BUNDLED_BOOT = "--worker-process"  # packaging/bundle/start.py knows it


def many_statistics(checkpoint: Checkpoint, keys: Iterable[str], task: Task = QUIET) -> Iterator[Answer]:
    """Statistics of each of `keys` as they come, roughly in the order asked; the task is told bytes.

    A tensor that cannot be read gives (key, error), and the others go on. Large tensors are cut, so
    that one alone keeps all cores busy. Called from the main thread this process takes its share of
    the work; from any other it only begins, since a window may need it. Cancelling, or dropping the
    iterator, stops the workers at once.
    """
    orders = Orders(checkpoint, keys)
    count, shares = _plan(orders.total)
    workers: list[_Worker] = []
    said: queue.SimpleQueue[_Said] = queue.SimpleQueue()
    try:
        workers += _start(checkpoint, count, said)
        yield from _spread(orders, workers, said, shares, task)
    finally:
        for worker in workers:
            worker.stop()
        orders.close()


def _plan(total_bytes: int) -> tuple[int, bool]:
    """How many workers to start, and whether this process takes its share all along."""
    shares = threading.current_thread() is threading.main_thread()
    if total_bytes < PROCESS_BYTES:
        return 0, shares
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return (0 if cores == 1 else min(cores - shares, MOST_WORKERS)), shares


def worker_command() -> list[str]:
    """What starts a worker: our Python, or in a bundle, which holds none to be called, its terminal program."""
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        return [str(program.with_name("ckptx" + program.suffix)), _BUNDLED_BOOT]
    return [sys.executable, "-P", "-c", _BOOT]


class _Worker:
    """A child process, what it was asked, and a thread that hands on what it says."""

    def __init__(self, checkpoint: Checkpoint, said: queue.SimpleQueue[_Said]) -> None:
        self.asked: deque[Order] = deque()  # in the order they are answered
        self.asked_bytes = 0
        self.partly = 0  # bytes of the first of them
        self.is_ready = self.is_gone = False
        root = str(Path(explorer.__file__).resolve().parents[1])
        paths = [root, *(path for path in sys.path if path)]  # "" is whatever directory we are in
        # One thread each: the workers share the cores among themselves.
        settings = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self._process = subprocess.Popen(
            worker_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | settings | {"PYTHONPATH": os.pathsep.join(paths)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        opening = {
            "prefix": str(checkpoint.prefix),
            "name": checkpoint.name,
            "files": list(checkpoint.stamps.items()),
        }
        self._send(opening)
        self._listener = threading.Thread(target=self._listen, args=(said,), name="worker", daemon=True)
        self._listener.start()

    def _listen(self, said: queue.SimpleQueue[_Said]) -> None:
        assert self._process.stdout is not None
        try:
            if (first := skip_start_up(self._process.stdout)) is not None:
                said.put((self, first))
            for message in read_messages(self._process.stdout):
                said.put((self, message))
        except (OSError, ValueError):
            pass  # closed under us while stopping
        said.put((self, None))

    @property
    def has_room(self) -> bool:
        """Whether to ask more: the next lies ready while one is computed, so that no worker waits for us."""
        return not self.is_gone and self.asked_bytes <= UNIT_BYTES and len(self.asked) <= 2 * _MOST_BATCHES

    def ask(self, orders: list[Order]) -> None:
        """Hand over some orders; answers come in the same order."""
        self.asked.extend(orders)
        self.asked_bytes += sum(order.size_bytes for order in orders)
        self._send([_told(order) for order in orders])

    def finished(self, number: int) -> Order:
        """Take note that the first of what was asked is answered; gives it back."""
        self.partly = 0
        if not self.asked or self.asked[0].number != number:
            raise RuntimeError(f"a worker process answered number {number} out of turn")
        order = self.asked.popleft()
        self.asked_bytes -= order.size_bytes
        return order

    def _send(self, message: object) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(message).encode("ascii") + b"\n")
            self._process.stdin.flush()
        except OSError:
            pass  # it died: the listener says so

    def stop(self) -> None:
        """End the process, whatever it is doing, and leave nothing behind."""
        self._process.kill()
        self._process.wait()
        self._listener.join(1.0)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    pass


_Said: TypeAlias = "tuple[_Worker, Message | None]"


def _told(order: Order) -> tuple[int, object, bool]:
    if order.splitting is None:
        return order.number, order.key, True
    return order.number, unit_told(order.splitting.units[order.unit]), order.splitting.is_whole


def _start(checkpoint: Checkpoint, count: int, said: queue.SimpleQueue[_Said]) -> list[_Worker]:
    """As many workers as the system lets us have; none is an answer too."""
    workers: list[_Worker] = []
    try:
        for _ in range(count):
            workers.append(_Worker(checkpoint, said))
    except OSError:
        pass
    return workers


def _spread(
    orders: Orders, workers: list[_Worker], said: queue.SimpleQueue[_Said], shares: bool, task: Task
) -> Iterator[Answer]:
    """Hand out batches, hand on answers, and do what is for us."""
    while orders.is_left or any(worker.asked for worker in workers):
        orders.done_elsewhere = sum(worker.partly for worker in workers)
        task.report(orders.done + orders.done_elsewhere, orders.total, "Reading statistics")
        alive = [worker for worker in workers if not worker.is_gone]
        ours = orders.next_staying()
        if ours is None and _is_for_us(alive, shares):
            ours = orders.next()
        if ours is not None:
            yield from orders.compute(ours, task)
        if not alive:
            continue
        try:
            worker, message = said.get(block=ours is None, timeout=_POLL_SECONDS)
            while True:
                yield from _heard(worker, message, orders)
                worker, message = said.get_nowait()
        except queue.Empty:
            pass
        for worker in alive:
            while worker.is_ready and worker.has_room and (batch := orders.next_batch()):
                worker.ask(batch)


def _is_for_us(alive: list[_Worker], shares: bool) -> bool:
    """Whether to compute something here: always if we share the work, else only until a worker is ready."""
    return shares or not any(worker.is_ready for worker in alive)


def _heard(worker: _Worker, message: Message | None, orders: Orders) -> Iterator[Answer]:
    if message is None:
        worker.is_gone = True
        worker.partly = worker.asked_bytes = 0
        lost = list(worker.asked)
        worker.asked.clear()
        if lost:  # the first is what it was at; the others were not touched
            orders.give_back(lost[1:])
            yield from orders.failed(
                lost[0],
                ExplorerError(
                    "the process that computed the statistics ended unexpectedly",
                    hint="The machine may be short of memory. Ask for this tensor alone.",
                ),
            )
    elif "ready" in message:
        worker.is_ready = True
    elif "bug" in message:
        raise RuntimeError(f"a worker process failed:\n{message['bug']}")
    elif "done" in message:
        worker.partly = worker.asked[0].size_bytes * message["done"] // max(message["total"], 1)
    elif "error" in message:
        yield from orders.failed(worker.finished(message["number"]), error_of(message))
    elif "statistics" in message:
        order = worker.finished(message["number"])
        yield from orders.finished(order, statistics_of(message, order.key))
    else:
        order = worker.finished(message["number"])
        assert order.splitting is not None
        dtype = order.splitting.units[order.unit].dtype
        yield from orders.gathered(order, gathered_of(message, dtype))
