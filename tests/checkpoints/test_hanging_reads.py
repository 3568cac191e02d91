"""A read that never answers holds up nobody but itself: other threads go on with the same and other checkpoints."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.model_dir import scan_model_dir
from explorer.task import Cancelled, Task
from tests.builders import write_bundle

PATIENCE_S = 20.0  # a guard only: what hangs would hang for ever


class DeadFile:
    """Reads of files of one name wait until they are let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        self.reached, self.answer = threading.Event(), threading.Event()
        self._threads: list[threading.Thread] = []
        for call in ("pread", "preadv"):
            monkeypatch.setattr(os, call, self._waiting(getattr(os, call), name))

    def _waiting(self, real, name):  # type: ignore[no-untyped-def]
        def call(descriptor, *rest):  # type: ignore[no-untyped-def]
            if Path(f"/proc/self/fd/{descriptor}").readlink().name.startswith(name):
                self.reached.set()
                self.answer.wait(PATIENCE_S)
            return real(descriptor, *rest)

        return call

    def reading(self, function) -> None:  # type: ignore[no-untyped-def]
        """Let a thread run into the dead file."""
        thread = threading.Thread(target=function, daemon=True)
        thread.start()
        self._threads.append(thread)
        assert self.reached.wait(PATIENCE_S)

    def let_go(self) -> None:
        self.answer.set()
        for thread in self._threads:
            thread.join()


@pytest.fixture
def run(tmp_path: Path) -> Path:
    for name in ("dead-1", "live-2"):
        tensors = {"a": np.arange(3.0), "b": np.arange(4.0), "global_step": np.int64(7)}
        write_bundle(tmp_path / name, tensors, num_shards=3)
    return tmp_path


@pytest.fixture
def dead(monkeypatch: pytest.MonkeyPatch) -> Iterator[DeadFile]:
    if not Path("/proc/self/fd").exists():
        pytest.skip("finds out which file is read through /proc")
    file = DeadFile(monkeypatch, "dead-1.data-00002")
    yield file
    file.let_go()


def test_a_counter_that_hangs_does_not_hold_up_another_checkpoint(run, dead):
    hanging, live = open_checkpoint(run / "dead-1"), open_checkpoint(run / "live-2")
    dead.reading(lambda: hanging.counters)
    found: list[object] = []

    other = threading.Thread(
        target=lambda: found.append((live.counters.step, len(live.variables))), daemon=True
    )
    other.start()
    other.join(PATIENCE_S / 4)

    assert found == [(7, 3)]


def test_a_value_that_hangs_does_not_hold_up_other_values_of_the_same_checkpoint(run, dead):
    checkpoint = open_checkpoint(run / "dead-1")
    dead.reading(lambda: checkpoint.read("global_step"))
    found: list[object] = []

    other = threading.Thread(
        target=lambda: found.extend([checkpoint.read("a").tolist(), len(checkpoint.graph.parent)]),
        daemon=True,
    )
    other.start()
    other.join(PATIENCE_S / 4)

    assert found[0] == [0.0, 1.0, 2.0]


def test_a_cancelled_reading_ends_as_soon_as_the_disk_answers(run, dead):
    checkpoint = open_checkpoint(run / "dead-1")
    task, ended = Task(), []

    def read() -> None:
        try:
            list(checkpoint.chunks("global_step", task=task))
        except Cancelled:
            ended.append("cancelled")

    dead.reading(read)
    task.cancel()
    dead.let_go()

    assert ended == ["cancelled"]


def test_a_listing_that_is_cancelled_stops(run):
    task = Task()
    task.cancel()

    with pytest.raises(Cancelled):
        scan_model_dir(run, task)
