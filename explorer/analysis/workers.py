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
from explorer.analysis.statistics import TensorStatistics, tensor_statistics
from explorer.analysis.worker_process import Message, error_of, read_messages
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.errors import ExplorerError
from explorer.task import QUIET, PartOfTask, Task

Answer: TypeAlias = TensorStatistics | tuple[str, ExplorerError]

PROCESS_BYTES = 192 << 20  # below this the work is done sooner than processes have started
MOST_WORKERS = 4  # each costs some 40 MiB; the disk is saturated before that
_BATCH_BYTES = 4 << 20
_OURS_BYTES = 16 << 20  # a tensor up to this size is computed here while workers start
_BATCH_KEYS = 32
_BATCH_LETTERS = 4096  # of keys: a request must fit the pipe, or asking would block
_POLL_SECONDS = 0.05
_BOOT = "from explorer.analysis.worker_process import main; main()"


def many_statistics(checkpoint: Checkpoint, keys: Iterable[str], task: Task = QUIET) -> Iterator[Answer]:
    """Statistics of each of `keys` as they come, roughly in the order asked; the task is told bytes.

    A tensor that cannot be read gives (key, error), and the others go on. Cancelling, or dropping
    the iterator, stops the workers at once.
    """
    jobs = _Jobs(checkpoint, keys)
    count = min(_cores(), MOST_WORKERS, len(jobs.waiting))
    if jobs.total < PROCESS_BYTES or count < 2 or getattr(sys, "frozen", False):
        while jobs.waiting:
            yield jobs.compute_next(task)
        return
    said: queue.SimpleQueue[_Said] = queue.SimpleQueue()
    workers = _start(checkpoint, count, said)
    try:
        yield from _spread(jobs, workers, said, task)
    finally:
        for worker in workers:
            worker.stop()


class _Jobs:
    """What is still to do, and how many bytes of all are done."""

    def __init__(self, checkpoint: Checkpoint, keys: Iterable[str]) -> None:
        self._checkpoint = checkpoint
        self.waiting = deque(dict.fromkeys(keys))
        table = checkpoint.table
        rows = ((key, table.row_of.get(key, -1)) for key in self.waiting)
        self.size = {key: int(table.size_bytes[row]) if row >= 0 else 0 for key, row in rows}
        self.total, self.done = sum(self.size.values()), 0

    def next_batch(self) -> list[str]:
        """Some small tensors or one big one; empty when nothing is left."""
        batch: list[str] = []
        size = letters = 0
        while self.waiting and len(batch) < _BATCH_KEYS and letters < _BATCH_LETTERS:
            size += self.size[self.waiting[0]]
            letters += len(self.waiting[0])
            if batch and size > _BATCH_BYTES:
                break
            batch.append(self.waiting.popleft())
        return batch

    def compute_next(self, task: Task) -> Answer:
        """The next one, here and now."""
        key = self.waiting.popleft()
        answer: Answer
        try:
            answer = tensor_statistics(
                self._checkpoint, key, PartOfTask(task, self.done, self.size[key], self.total)
            )
        except ExplorerError as error:
            answer = (key, error)
        self.done += self.size[key]
        return answer


class _Worker:
    """A child process, what it was asked, and a thread that hands on what it says."""

    def __init__(self, checkpoint: Checkpoint, said: queue.SimpleQueue[_Said]) -> None:
        self.asked: deque[str] = deque()  # in the order they are answered
        self.partly = 0  # bytes of the first of them
        self.is_ready = self.is_gone = False
        root = str(Path(explorer.__file__).resolve().parents[1])
        paths = [root, *(path for path in sys.path if path)]  # "" is whatever directory we are in
        # One thread each: the workers share the cores among themselves.
        settings = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _BOOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | settings | {"PYTHONPATH": os.pathsep.join(paths)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        opening = {
            "prefix": str(checkpoint.prefix),
            "name": checkpoint.name,
            "identity": repr(checkpoint.identity),
        }
        self._send(opening)
        self._listener = threading.Thread(target=self._listen, args=(said,), name="worker", daemon=True)
        self._listener.start()

    def _listen(self, said: queue.SimpleQueue[_Said]) -> None:
        assert self._process.stdout is not None
        try:
            for message in read_messages(self._process.stdout):
                said.put((self, message))
        except (OSError, ValueError):
            pass  # closed under us while stopping
        said.put((self, None))

    def ask(self, keys: list[str]) -> None:
        """Hand over some keys; answers come in the same order."""
        self.asked.extend(keys)
        self._send(keys)

    def finished(self, key: str) -> str:
        """Take note that the first of what was asked is answered; gives its key back."""
        self.partly = 0
        if not self.asked or self.asked.popleft() != key:
            raise RuntimeError(f"a worker process answered {key!r} out of turn")
        return key

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


_Said: TypeAlias = "tuple[_Worker, Message | TensorStatistics | None]"


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
    jobs: _Jobs, workers: list[_Worker], said: queue.SimpleQueue[_Said], task: Task
) -> Iterator[Answer]:
    """Hand out batches, hand on answers; small tensors are computed here while nobody is ready yet."""
    while jobs.waiting or any(worker.asked for worker in workers):
        task.report(jobs.done + sum(w.partly for w in workers), jobs.total, "Reading statistics")
        alive = [worker for worker in workers if not worker.is_gone]
        is_idle = _is_for_us(jobs, alive)
        if is_idle:
            yield jobs.compute_next(task)
        try:
            worker, message = said.get(block=not is_idle, timeout=_POLL_SECONDS)
        except queue.Empty:
            continue
        yield from _heard(worker, message, jobs)
        # The next batch lies ready while this one is computed: no worker waits for us.
        while not worker.is_gone and len(worker.asked) < 2 and jobs.waiting:
            worker.ask(jobs.next_batch())


def _is_for_us(jobs: _Jobs, alive: list[_Worker]) -> bool:
    """Whether to compute the next one here rather than wait for the workers to start."""
    if not jobs.waiting or any(worker.is_ready for worker in alive):
        return False
    return not alive or jobs.size[jobs.waiting[0]] <= _OURS_BYTES


def _heard(worker: _Worker, message: Message | TensorStatistics | None, jobs: _Jobs) -> Iterator[Answer]:
    if message is None:
        worker.is_gone = True
        worker.partly = 0
        lost = list(worker.asked)
        worker.asked.clear()
        if lost:  # the first is what it was at; the others were not touched
            jobs.waiting.extendleft(reversed(lost[1:]))
            jobs.done += jobs.size[lost[0]]
            yield (
                lost[0],
                ExplorerError(
                    "the process that computed the statistics ended unexpectedly",
                    hint="The machine may be short of memory. Ask for this tensor alone.",
                    key=lost[0],
                ),
            )
    elif isinstance(message, TensorStatistics):
        jobs.done += jobs.size[worker.finished(message.key)]
        yield message
    elif "error" in message:
        jobs.done += jobs.size[worker.finished(message["key"])]
        yield message["key"], error_of(message)
    elif "done" in message:
        worker.partly = jobs.size[message["key"]] * message["done"] // max(message["total"], 1)
    elif "ready" in message:
        worker.is_ready = True
    elif "bug" in message:
        raise RuntimeError(f"a worker process failed:\n{message['bug']}")


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
