"""Several windows and terminals share one record: real processes, and threads of one of them."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from explorer.analysis.run_record import RunRecord
from explorer.analysis.statistics import tensor_statistics
from explorer.checkpoints.checkpoint import checkpoint_at
from tests.analysis.run_record.runs import look, remember_all, write_step

ROOT = Path(__file__).parents[3]
STEPS = 8

_PROCESS = """
import sys
from pathlib import Path
from explorer.analysis.run_record import RunRecord
from tests.analysis.run_record.runs import look, remember_all

run, cache = Path(sys.argv[1]), Path(sys.argv[2])
for _ in range(3):
    record = RunRecord(run, cache)
    for checkpoint in remember_all(run, record, statistics=True):
        found = record.statistics(checkpoint, checkpoint.table.keys)
        assert all(each.count in (1, 100) for each in found.values())
    look(run, record)
    print(repr(record.problem))
    record.close()
"""


@pytest.fixture
def run(tmp_path: Path) -> Path:
    for step in range(1, STEPS + 1):
        write_step(tmp_path / "run", step)
    return tmp_path / "run"


def all_is_known(run: Path, cache: Path) -> None:
    record = RunRecord(run, cache)
    for entry in look(run).checkpoints:
        assert record.reader(entry) is not None
        checkpoint = checkpoint_at(entry.path, entry.prefix)
        keys = checkpoint.table.keys
        assert record.statistics(checkpoint, keys) == {
            key: tensor_statistics(checkpoint, key) for key in keys
        }
    assert record.problem == ""
    record.close()


def test_three_processes(run: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _PROCESS, str(run), str(tmp_path / "cache")]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in running:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
        assert out.splitlines() == ["''"] * 3
    all_is_known(run, tmp_path / "cache")


def test_threads_of_one_window(run: Path, tmp_path: Path) -> None:
    record = RunRecord(run, tmp_path / "cache")
    failed: list[BaseException] = []

    def work() -> None:
        try:
            for checkpoint in remember_all(run, record, statistics=True):
                found = record.statistics(checkpoint, checkpoint.table.keys)
                assert {each.count for each in found.values()} == {1, 100}
            look(run, record)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    record.close()
    all_is_known(run, tmp_path / "cache")


def test_closing_while_others_ask(run: Path, tmp_path: Path) -> None:
    record = RunRecord(run, tmp_path / "cache")
    opened = remember_all(run, record, statistics=True)
    answers: list[int] = []

    def ask() -> None:
        for checkpoint in opened * 5:
            answers.append(len(record.statistics(checkpoint, checkpoint.table.keys)))

    thread = threading.Thread(target=ask)
    thread.start()
    record.close()
    thread.join()
    assert set(answers) <= {0, 4}
    assert len(answers) == 5 * STEPS
    record.remember_statistics(opened[0], [])
    record.flush()
    record.close()
