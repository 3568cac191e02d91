"""Many statistics at once: the same answers in this process and in workers, promptly cancelled."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from explorer.analysis import worker_process, workers
from explorer.analysis.statistics import TensorStatistics, tensor_statistics
from explorer.analysis.workers import many_statistics
from explorer.checkpoints.checkpoint import Checkpoint, checkpoint_at
from explorer.errors import CorruptFileError, ExplorerError, UnknownKeyError
from explorer.task import Cancelled, Progress, Task
from tests.builders import data_name, write_bundle
from tests.v1_builders import write_v1

TENSORS = {
    "big": np.linspace(-1, 1, 3_000_000, dtype=np.float32),
    "counts": np.arange(5000, dtype=np.int64) - 2**62,
    "flags": np.array([True, False, True]),
    "huge": np.array([2**64 - 1, 0], np.uint64),
    "name": b"a string",
    "odd \udcff key": np.array([np.nan, np.inf, -0.0, 1e-40], np.float32),
}


@pytest.fixture
def checkpoint(tmp_path: Path) -> Checkpoint:
    tensors = {k.encode("utf-8", "surrogateescape"): v for k, v in TENSORS.items()}
    return checkpoint_at(write_bundle(tmp_path / "model.ckpt-1", tensors))


@pytest.fixture
def _always_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_plan", lambda total: (2, False))
    monkeypatch.setattr(workers, "_is_for_us", lambda alive, shares: not alive)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[workers._Worker]:
    """Every worker that was started, in order."""
    found: list[workers._Worker] = []
    original = workers._Worker.__init__

    def remember(self: workers._Worker, *args: object) -> None:
        original(self, *args)  # type: ignore[arg-type]
        found.append(self)

    monkeypatch.setattr(workers._Worker, "__init__", remember)
    return found


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def by_key(answers: Iterator[workers.Answer]) -> dict[str, TensorStatistics | ExplorerError]:
    return dict(a if isinstance(a, tuple) else (a.key, a) for a in answers)


def test_little_work_starts_no_process(checkpoint: Checkpoint, started: list[workers._Worker]) -> None:
    found = by_key(many_statistics(checkpoint, TENSORS))

    assert found == {key: tensor_statistics(checkpoint, key) for key in TENSORS}
    assert started == []


@pytest.mark.usefixtures("_always_processes")
def test_workers_answer_what_this_process_would(
    checkpoint: Checkpoint, started: list[workers._Worker]
) -> None:
    found = by_key(many_statistics(checkpoint, TENSORS))

    assert found == {key: tensor_statistics(checkpoint, key) for key in TENSORS}
    assert len(started) == 2
    assert not any(is_running(worker._process.pid) for worker in started)


@pytest.mark.usefixtures("_always_processes")
def test_small_tensors_are_computed_here_while_workers_start(
    checkpoint: Checkpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(workers, "_plan", lambda total: (2, False))

    first = next(many_statistics(checkpoint, ["flags", *TENSORS]))

    assert first == tensor_statistics(checkpoint, "flags")


@pytest.mark.parametrize("plan", [(2, False), (0, True)])
def test_a_damaged_and_an_unknown_tensor_do_not_hide_the_others(
    checkpoint: Checkpoint, monkeypatch: pytest.MonkeyPatch, plan: tuple[int, bool]
) -> None:
    monkeypatch.setattr(workers, "_plan", lambda total: plan)
    path = data_name(checkpoint.prefix)
    stamp = path.stat()
    with path.open("r+b") as file:
        file.seek(1000)
        file.write(b"damage")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))

    found = by_key(many_statistics(checkpoint, [*TENSORS, "absent"]))

    assert type(found.pop("big")) is CorruptFileError
    assert type(found.pop("absent")) is UnknownKeyError
    assert found == {key: tensor_statistics(checkpoint, key) for key in TENSORS if key != "big"}


@pytest.mark.usefixtures("_always_processes")
def test_workers_refuse_files_that_are_not_those_that_were_opened(checkpoint: Checkpoint) -> None:
    write_bundle(checkpoint.prefix, {"flags": np.zeros(7, np.float32), "big": np.zeros(9, np.float32)})

    found = by_key(many_statistics(checkpoint, ["flags", "big"]))

    assert {str(answer) for answer in found.values()} == {
        f"the files of the checkpoint changed while it was open (checkpoint model.ckpt-1, key {key})"
        for key in ("flags", "big")
    }


@pytest.mark.usefixtures("_always_processes")
def test_what_a_start_up_of_python_prints_is_no_answer(
    checkpoint: Checkpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, started: list[workers._Worker]
) -> None:
    (tmp_path / "sitecustomize.py").write_text("print('hello')\nprint(1)\nprint('{}')\n")
    monkeypatch.syspath_prepend(tmp_path)

    found = by_key(many_statistics(checkpoint, TENSORS))

    assert any(worker.is_ready for worker in started)
    assert found == {key: tensor_statistics(checkpoint, key) for key in TENSORS}


def test_a_worker_that_opens_other_files_than_it_was_told_refuses_them(tmp_path: Path) -> None:
    path = write_v1(tmp_path / "model.ckpt-1", {"a": np.zeros(9, np.float32)})
    checkpoint = checkpoint_at(path)
    answers = io.BytesIO()
    opening = {
        "prefix": str(path),
        "name": "c",
        "files": [[n, s and list(s)] for n, s in checkpoint.stamps.items()],
    }
    far_end = worker_process._FarEnd(opening, answers)

    write_v1(tmp_path / "other", {"a": np.ones(9, np.float32)})
    (tmp_path / "other").replace(path)  # after it looked, before it opened it
    far_end.answer(0, "a", True)

    (message,) = worker_process.read_messages(io.BytesIO(answers.getvalue()))
    assert message["problem"] == "the files of the checkpoint changed while it was open"


@pytest.mark.usefixtures("_always_processes")
def test_cancelling_ends_the_workers(checkpoint: Checkpoint, started: list[workers._Worker]) -> None:
    task = Task()
    answers = many_statistics(checkpoint, TENSORS, task)
    next(answers)

    task.cancel()
    with pytest.raises(Cancelled):
        list(answers)

    assert [worker._process.returncode for worker in started] != [None, None]
    assert not any(is_running(worker._process.pid) for worker in started)


@pytest.mark.usefixtures("_always_processes")
def test_dropping_the_answers_ends_the_workers(
    checkpoint: Checkpoint, started: list[workers._Worker]
) -> None:
    answers = many_statistics(checkpoint, TENSORS)
    next(answers)

    answers.close()  # type: ignore[attr-defined]

    assert len(started) == 2
    assert not any(is_running(worker._process.pid) for worker in started)


@pytest.mark.usefixtures("_always_processes")
def test_a_killed_worker_costs_at_most_the_tensor_it_was_at(
    checkpoint: Checkpoint, started: list[workers._Worker]
) -> None:
    answers = many_statistics(checkpoint, TENSORS)
    first = next(answers)
    for worker in started:
        worker._process.kill()

    rest = list(answers)

    found = by_key(iter([first, *rest]))
    lost = [key for key, answer in found.items() if isinstance(answer, ExplorerError)]
    assert set(found) == set(TENSORS)
    assert len(lost) <= 2
    assert all(found[key] == tensor_statistics(checkpoint, key) for key in TENSORS if key not in lost)


def test_progress_is_told_in_bytes_and_never_runs_back(checkpoint: Checkpoint) -> None:
    told: list[Progress] = []

    list(many_statistics(checkpoint, TENSORS, Task(told.append)))

    done = [progress.done for progress in told]
    assert done == sorted(done)
    assert {progress.total for progress in told} == {checkpoint.size_bytes}
