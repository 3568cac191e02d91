"""Which remembered checkpoints stand on the axis: the history of what is there, never that of another run."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.run_record import RunRecord
from explorer.checkpoints.entries import GONE
from explorer.checkpoints.series import CheckpointCache
from tests.analysis.run_record.runs import LONG_AGO, age, delete_step, look, remember_all, told, write_step
from tests.builders import write_bundle


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return tmp_path / "run"


Opened = Callable[[], RunRecord]


@pytest.fixture
def opened(tmp_path: Path, run: Path) -> Iterator[Opened]:
    """Opens the record as the next start of the program does, some time after the last."""
    held: list[RunRecord] = []

    def open_again() -> RunRecord:
        for record in held:
            record.close()
        held.append(RunRecord(run, tmp_path / "cache"))
        return held[-1]

    yield open_again
    for record in held:
        record.close()


@pytest.fixture
def record(tmp_path: Path, run: Path) -> Iterator[RunRecord]:
    record = RunRecord(run, tmp_path / "cache")
    yield record
    record.close()


def test_deleted_steps_stay_as_ghosts_in_their_place(run: Path, record: RunRecord) -> None:
    for step in (100, 200, 300):
        write_step(run, step)
    remember_all(run, record)
    delete_step(run, 100)
    delete_step(run, 200)
    write_step(run, 400)
    seen = look(run, record)
    assert told(seen) == {100: "remembered", 200: "remembered", 300: "here", 400: "here"}
    assert [entry.step for entry in seen.checkpoints] == [100, 200, 300, 400]
    ghost = seen.checkpoints[0]
    assert (ghost.status, ghost.prefix, ghost.family, ghost.format) == (
        GONE,
        "model.ckpt-100",
        "model.ckpt",
        "tensor_bundle",
    )
    assert ghost.modified is not None
    assert ghost.layout == seen.checkpoints[2].layout != 0
    assert ghost.size_bytes > 400


def test_a_directory_that_lost_nothing_is_given_back_as_it_is(run: Path, record: RunRecord) -> None:
    write_step(run, 100)
    remember_all(run, record)
    seen = look(run)
    assert record.with_ghosts(seen) is seen


def test_what_the_state_file_lists_and_was_seen_becomes_choosable(run: Path, record: RunRecord) -> None:
    for step in (100, 200):
        write_step(run, step)
    (run / "checkpoint").write_text(
        'model_checkpoint_path: "model.ckpt-200"\n'
        'all_model_checkpoint_paths: "model.ckpt-50"\n'
        'all_model_checkpoint_paths: "model.ckpt-100"\n'
        'all_model_checkpoint_paths: "model.ckpt-200"\n'
    )
    remember_all(run, record)
    delete_step(run, 100)
    seen = look(run, record)
    assert told(seen) == {50: "gone", 100: "remembered", 200: "here"}
    ghost = seen.entry("model.ckpt-100")
    assert ghost is not None
    assert ghost.is_listed
    assert CheckpointCache(memory=record).open(ghost).step == 100


def test_a_run_that_goes_on_from_its_last_step_keeps_its_history(run: Path, opened: Opened) -> None:
    for step in (100, 200, 300):
        write_step(run, step)
    remember_all(run, opened())
    delete_step(run, 100)
    write_step(run, 300, at=1000)  # a Saver writes the step it restored once more, the same content
    write_step(run, 400, at=1100)
    assert told(look(run, opened())) == {100: "remembered", 200: "here", 300: "here", 400: "here"}


def test_a_run_begun_anew_is_not_mixed_with_the_one_before(run: Path, opened: Opened) -> None:
    for step in (100, 200, 300):
        write_step(run, step)
    remember_all(run, opened())
    for step in (100, 200, 300):
        delete_step(run, step)
    write_step(run, 100, at=1000, value=7.0)
    record = opened()
    assert told(look(run, record)) == {100: "here"}
    (second,) = remember_all(run, record)
    wanted = int(second.table.crc32c[second.row("weights")])
    delete_step(run, 100)
    write_step(run, 200, at=1100, value=8.0)
    # Of the first run neither 200 nor 300; of the second its own first step.
    record = opened()
    seen = look(run, record)
    assert told(seen) == {100: "remembered", 200: "here"}
    ghost = CheckpointCache(memory=record).open(seen.checkpoints[0])
    assert int(ghost.table.crc32c[ghost.row("weights")]) == wanted


def test_a_run_begun_anew_while_the_window_is_open(run: Path, record: RunRecord) -> None:
    for step in (100, 200, 300):
        write_step(run, step)
    remember_all(run, record)
    delete_step(run, 100)
    delete_step(run, 200)
    assert told(look(run, record)) == {100: "remembered", 200: "remembered", 300: "here"}
    write_step(run, 50, at=int(time.time()) - LONG_AGO + 1)
    assert told(look(run, record)) == {50: "here", 300: "here"}


def test_a_run_begun_anew_unseen_hides_the_one_before(run: Path, opened: Opened) -> None:
    for step in (100, 200, 300, 400):
        write_step(run, step)
    remember_all(run, opened())
    delete_step(run, 100)
    delete_step(run, 200)
    for step in (300, 400):  # all written anew while nobody looked, the first two deleted by then
        write_step(run, step, at=1000 + step, value=9.0)
    assert told(look(run, opened())) == {300: "here", 400: "here"}


def test_who_goes_back_to_a_step_on_disk_keeps_what_led_there(run: Path, opened: Opened) -> None:
    for step in (100, 200, 300, 400):
        write_step(run, step)
    remember_all(run, opened())
    delete_step(run, 100)
    delete_step(run, 400)
    write_step(run, 300, at=1000, value=9.0)  # restored 200 and went on from there
    assert told(look(run, opened())) == {100: "remembered", 200: "here", 300: "here"}


def test_many_hours_later_the_steps_before_are_still_there(run: Path, opened: Opened) -> None:
    for first in (100, 400, 700):
        for step in range(first, first + 300, 100):
            write_step(run, step)
            delete_step(run, step - 300)
        remember_all(run, opened())
    seen = told(look(run, opened()))
    assert seen == dict.fromkeys(range(100, 700, 100), "remembered") | dict.fromkeys((700, 800, 900), "here")


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(6)), st.sets(st.integers(0, 5), min_size=1, max_size=5))
def test_the_times_of_copied_files_tell_nothing(order: list[int], deleted: set[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "run"
        for at, number in enumerate(order):
            write_step(run, 100 * number, at=at)
        record = RunRecord(run, Path(folder) / "cache")
        remember_all(run, record)
        for number in deleted:
            delete_step(run, 100 * number)
        assert told(look(run, record)) == {
            100 * number: "remembered" if number in deleted else "here" for number in range(6)
        }
        record.close()


def test_a_terminal_that_remembers_an_earlier_step_later_is_no_new_run(run: Path, tmp_path: Path) -> None:
    window = RunRecord(run, tmp_path / "cache")
    now = int(time.time()) - LONG_AGO + 2
    write_step(run, 100, at=now)
    write_step(run, 200, at=now + 1)
    first, second = look(run).checkpoints
    window.remember_checkpoint(second, CheckpointCache().open(second))  # the newest first
    terminal = RunRecord(run, tmp_path / "cache")
    terminal.remember_checkpoint(first, CheckpointCache().open(first))
    delete_step(run, 100)
    delete_step(run, 200)
    write_step(run, 300, at=now + 2)
    for record in (window, terminal):
        assert told(look(run, record)) == {100: "remembered", 200: "remembered", 300: "here"}
        record.close()


def test_one_without_a_step_tells_nothing_of_the_others(run: Path, opened: Opened) -> None:
    for step in (100, 200):
        write_step(run, step)
    (run / "model.ckpt-150.index").write_bytes(b"damaged")
    (run / "model.ckpt-150.data-00000-of-00001").write_bytes(b"damaged")
    remember_all(run, opened())
    delete_step(run, 100)
    write_step(run, 300)
    assert told(look(run, opened()), (100, 200, 300)) == {100: "remembered", 200: "here", 300: "here"}


def test_files_copied_back_with_new_times_are_no_new_run(run: Path, record: RunRecord) -> None:
    for step in (100, 200, 300):
        write_step(run, step)
    remember_all(run, record)
    delete_step(run, 200)
    age(run, "model.ckpt-100", 5000)
    age(run, "model.ckpt-300", 4000)
    assert told(look(run, record)) == {100: "here", 200: "remembered", 300: "here"}


def test_families_do_not_hide_each_other(run: Path, record: RunRecord) -> None:
    write_step(run, 100)
    write_step(run, 200)
    remember_all(run, record)
    delete_step(run, 200)
    write_bundle(run / "best-50", {"w": np.float32(1.0)})
    age(run, "best-50", 9000)
    assert told(look(run, record), (100, 200)) == {100: "here", 200: "remembered"}


def test_another_window_sees_what_this_one_remembers(tmp_path: Path, run: Path, record: RunRecord) -> None:
    other = RunRecord(run, tmp_path / "cache")
    write_step(run, 100)
    write_step(run, 200)
    assert told(look(run, other)) == {100: "here", 200: "here"}
    remember_all(run, record)
    delete_step(run, 100)
    assert told(look(run, other)) == {100: "remembered", 200: "here"}
    other.close()
