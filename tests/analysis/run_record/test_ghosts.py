"""Which remembered checkpoints stand on the axis: the history of what is there, never that of another run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from explorer.analysis.run_record import RunRecord
from explorer.checkpoints.entries import GONE
from explorer.checkpoints.series import CheckpointCache
from tests.analysis.run_record.runs import age, delete_step, look, remember_all, told, write_step
from tests.builders import write_bundle


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return tmp_path / "run"


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


def test_a_run_that_goes_on_from_its_last_step_keeps_its_history(run: Path, record: RunRecord) -> None:
    for step in (100, 200, 300):
        write_step(run, step)
    remember_all(run, record)
    delete_step(run, 100)
    write_step(run, 300, at=1000)  # a Saver writes the step it restored once more, the same content
    write_step(run, 400, at=1100)
    assert told(look(run, record)) == {100: "remembered", 200: "here", 300: "here", 400: "here"}


def test_a_run_begun_anew_is_not_mixed_with_the_one_before(run: Path, record: RunRecord) -> None:
    for step in (100, 200, 300):
        write_step(run, step)
    remember_all(run, record)
    for step in (100, 200, 300):
        delete_step(run, step)
    write_step(run, 100, at=1000, value=7.0)
    assert told(look(run, record)) == {100: "here"}
    remember_all(run, record)
    delete_step(run, 100)
    write_step(run, 200, at=1100, value=8.0)
    # Of the first run neither 200 nor 300; of the second its own first step.
    seen = look(run, record)
    assert told(seen) == {100: "remembered", 200: "here"}
    opened = CheckpointCache(memory=record).open(seen.checkpoints[0])
    assert opened.reader.table.crc32c[3] == CheckpointCache().open(_again(run, 100, 7.0)).table.crc32c[3]


def _again(run: Path, step: int, value: float):
    other = run.parent / "other"
    write_step(other, step, value=value)
    return look(other).checkpoints[0]


def test_a_run_begun_anew_unseen_hides_the_one_before(run: Path, record: RunRecord) -> None:
    for step in (100, 200, 300, 400):
        write_step(run, step)
    remember_all(run, record)
    delete_step(run, 100)
    delete_step(run, 200)
    for step in (300, 400):  # all written anew while nobody looked, the first two deleted by then
        write_step(run, step, at=1000 + step, value=9.0)
    assert told(look(run, record)) == {300: "here", 400: "here"}


def test_who_goes_back_to_a_step_on_disk_keeps_what_led_there(run: Path, record: RunRecord) -> None:
    for step in (100, 200, 300, 400):
        write_step(run, step)
    remember_all(run, record)
    delete_step(run, 100)
    delete_step(run, 400)
    write_step(run, 300, at=1000, value=9.0)  # restored 200 and went on from there
    assert told(look(run, record)) == {100: "remembered", 200: "here", 300: "here"}


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
