"""All event files of a run together, against what TensorBoard reads in them."""

from __future__ import annotations

import hashlib
import json
import math
import os
from functools import cache
from typing import Any

import numpy as np
import pytest

from explorer.checkpoints import event_columns, run_events
from explorer.checkpoints.event_columns import thinned
from explorer.checkpoints.run_events import SavedCheckpoint, best_loss_tag, read_run_events
from explorer.task import Cancelled, Task
from tests import event_builders as made
from tests.golden_answers import GOLDEN


@cache
def answers() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((GOLDEN / "event_answers" / "answers.json").read_text())["folders"]
    return found


FOLDERS = sorted(answers())


def number(value: float) -> float | str:
    return value if math.isfinite(value) else str(value)


def rows(series) -> list[list[Any]]:
    return [
        [step, time, number(value)]
        for step, time, value in zip(
            series.steps.tolist(), series.wall_times.tolist(), series.values.tolist(), strict=True
        )
    ]


def loss(events) -> list[tuple[int, float]]:
    series = events.series_of("loss")
    return [] if series is None else list(zip(series.steps.tolist(), series.values.tolist()))


def write(folder, number, *contents: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"events.out.tfevents.{1_700_000_000 + number}.trainbox").write_bytes(
        made.event_file(made.version(), *contents)
    )


# --- as TensorBoard ----------------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS)
def test_scalars_are_what_tensorboard_reads(folder):
    found = {
        series.tag: rows(series) for series in read_run_events(GOLDEN / folder).series if not series.folder
    }
    expected = answers()[folder]["scalars"]

    assert {tag: found.get(tag) for tag in expected} == expected
    # TensorBoard alone, without TensorFlow, cannot decode bfloat16.
    assert set(found) - set(expected) <= {"dtype/bfloat16"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_histograms_are_what_tensorboard_reads(folder):
    found = {
        series.tag: [
            [step, time, len(buckets), hashlib.sha256(buckets.astype("<f4").tobytes()).hexdigest()]
            for step, time, buckets in zip(series.steps.tolist(), series.wall_times.tolist(), series.buckets)
        ]
        for series in read_run_events(GOLDEN / folder).histograms
        if not series.folder
    }

    assert found == answers()[folder]["histograms"]


def test_the_answers_are_of_the_sets_the_promise_names():
    assert {"history_tf115/model_dir", "history_tf215/run", "iris_dnn_tf115/models/iris"} <= set(FOLDERS)


def test_a_bfloat16_scalar_is_read_although_tensorboard_cannot():
    events = read_run_events(GOLDEN / "event_answers" / "odd_values")

    series = events.series_of("dtype/bfloat16")
    assert series is not None
    assert series.values.tolist() == [0.0, 1.0, 3.0]


def test_the_saves_of_a_run_are_known_by_step_time_and_name():
    events = read_run_events(GOLDEN / "iris_dnn_tf115" / "models" / "iris")

    assert events.saved == (
        SavedCheckpoint(1, 1795210128.486208, "model.ckpt-1"),
        SavedCheckpoint(200, 1795210128.9387312, "model.ckpt-200"),
    )


# --- several files and folders -----------------------------------------------------------------


def test_a_folder_below_is_a_series_of_its_own():
    events = read_run_events(GOLDEN / "event_answers" / "restarted")

    assert [(series.name, len(series.steps)) for series in events.series] == [
        ("loss", 11), ("eval/loss", 2), ("eval/accuracy", 1),
    ]  # fmt: skip


def test_a_step_gone_back_to_without_a_session_start_drops_nothing_and_is_told():
    series = read_run_events(GOLDEN / "event_answers" / "went_back").series_of("loss")

    assert series is not None
    assert series.steps[series.is_superseded].tolist() == [30, 40]
    assert len(series.steps) == 11


def test_the_first_start_of_a_run_drops_nothing(tmp_path):
    write(tmp_path, 1, made.scalar(5, "loss", 1.0), made.session_log(0, made.START))

    assert loss(read_run_events(tmp_path)) == [(5, 1.0)]


def test_files_are_merged_in_the_order_of_their_names(tmp_path):
    write(tmp_path, 2, made.scalar(20, "loss", 2.0))
    write(tmp_path, 1, made.scalar(10, "loss", 1.0))

    assert loss(read_run_events(tmp_path)) == [(10, 1.0), (20, 2.0)]


def test_a_directory_without_event_files_gives_nothing(tmp_path):
    events = read_run_events(tmp_path / "nowhere")

    assert (events.series, events.saved, events.problems, events.file_count) == ((), (), (), 0)


def test_damage_in_one_file_leaves_the_others_and_is_a_sentence(tmp_path):
    write(tmp_path, 1, made.scalar(10, "loss", 1.0))
    write(tmp_path / "eval", 2, made.scalar(10, "loss", 2.0))
    bad = next((tmp_path / "eval").iterdir())
    bad.write_bytes(made.with_bad_byte(bad.read_bytes(), 3))

    events = read_run_events(tmp_path)

    assert loss(events) == [(10, 1.0)]
    assert events.problems == (f"eval/{bad.name}: it is no event file, or its first bytes are damaged.",)


def test_a_file_that_cannot_be_opened_is_a_sentence(tmp_path):
    write(tmp_path, 1, made.scalar(10, "loss", 1.0))
    os.mkfifo(tmp_path / "events.out.tfevents.9.pipe")

    events = read_run_events(tmp_path)

    assert loss(events) == [(10, 1.0)]
    assert events.problems == ("events.out.tfevents.9.pipe: it is a pipe, not a file.",)


def test_a_link_to_itself_hides_no_other_file(tmp_path):
    write(tmp_path, 1, made.scalar(10, "loss", 1.0))
    (tmp_path / "events.out.tfevents.2.loop").symlink_to("events.out.tfevents.2.loop")
    (tmp_path / "folder").symlink_to("folder")

    events = read_run_events(tmp_path)

    assert loss(events) == [(10, 1.0)]
    assert [problem.partition(":")[0] for problem in events.problems] == ["events.out.tfevents.2.loop"]


def test_folders_of_folders_are_read_too_but_no_deeper(tmp_path):
    write(tmp_path / "logs" / "train", 1, made.scalar(10, "epoch_loss", 1.0))
    write(tmp_path / "logs" / "validation", 1, made.scalar(10, "epoch_loss", 2.0))
    write(tmp_path / "logs" / "train" / "plugins", 1, made.scalar(10, "epoch_loss", 3.0))

    names = [series.name for series in read_run_events(tmp_path).series]

    assert names == ["logs/train/epoch_loss", "logs/validation/epoch_loss"]
    assert best_loss_tag(names) == "logs/train/epoch_loss"


def test_no_more_folders_are_looked_into_than_a_run_has(tmp_path, monkeypatch):
    monkeypatch.setattr(run_events, "MAX_LISTED", 5)
    for count in range(9):
        (tmp_path / f"a{count}").mkdir()
    write(tmp_path / "z", 1, made.scalar(10, "loss", 1.0))

    assert read_run_events(tmp_path).series == ()


def test_links_to_folders_elsewhere_are_not_followed(tmp_path):
    write(tmp_path / "elsewhere", 1, made.scalar(10, "loss", 1.0))
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "eval").symlink_to(tmp_path / "elsewhere")

    assert read_run_events(tmp_path / "run").series == ()


def test_more_folders_than_a_run_has_are_not_all_read(tmp_path, monkeypatch):
    monkeypatch.setattr(run_events, "MAX_FOLDERS", 3)
    for count in range(6):
        write(tmp_path / f"run{count}", 1, made.scalar(1, "loss", 1.0))

    events = read_run_events(tmp_path)

    assert len(events.series) == 4
    assert events.problems == ("More than 3 folders hold event files; those after them are not read.",)


# --- again -------------------------------------------------------------------------------------


def test_refreshing_reads_only_what_is_new(tmp_path, monkeypatch):
    write(tmp_path, 1, *(made.scalar(step, "loss", 1.0) for step in range(100)))
    first = read_run_events(tmp_path)
    file = next(tmp_path.iterdir())
    size = file.stat().st_size
    with file.open("ab") as stream:
        stream.write(made.record(made.scalar(100, "loss", 0.5)))
    asked: list[int] = []
    read = run_events.EventFile.read_new.__globals__["FileSource"].read
    monkeypatch.setattr(
        "explorer.formats.event_file.FileSource.read", lambda s, o, n: asked.append(o) or read(s, o, n)
    )

    second = first.refresh()

    assert (len(loss(first)), loss(second)[-1]) == (100, (100, 0.5))
    assert min(asked) >= size - 16


def test_a_new_file_and_a_new_folder_are_found_when_refreshing(tmp_path):
    write(tmp_path, 1, made.scalar(10, "loss", 1.0))
    events = read_run_events(tmp_path)
    write(tmp_path, 2, made.session_log(0, made.START), made.session_log(5, made.START))
    write(tmp_path / "eval", 1, made.scalar(10, "loss", 3.0))

    later = events.refresh()

    assert [series.name for series in later.series] == ["eval/loss"]
    assert [series.name for series in events.series] == ["loss"]


@pytest.mark.parametrize("how", ["deleted", "replaced"])
def test_what_a_lost_file_had_dropped_comes_back(tmp_path, how):
    write(tmp_path, 1, made.session_log(0, made.START), made.scalar(10, "loss", 1.0))
    write(tmp_path, 2, made.session_log(5, made.START), made.scalar(6, "loss", 2.0))
    events = read_run_events(tmp_path)
    second = max(tmp_path.iterdir())
    if how == "deleted":
        second.unlink()
    else:
        second.write_bytes(made.event_file(made.version()))

    later = events.refresh()

    assert (loss(events), loss(later)) == ([(6, 2.0)], [(10, 1.0)])


def test_a_cancelled_reading_may_be_asked_for_again(tmp_path):
    write(tmp_path, 1, made.scalar(10, "loss", 1.0))
    events = read_run_events(tmp_path)
    write(tmp_path, 2, made.scalar(20, "loss", 2.0))
    task = Task()
    task.cancel()

    with pytest.raises(Cancelled):
        events.refresh(task)

    assert loss(events.refresh()) == [(10, 1.0), (20, 2.0)]


# --- very long ---------------------------------------------------------------------------------


def test_a_very_long_series_is_thinned_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(event_columns.FolderEvents.__init__, "__defaults__", (100,))
    values = [0.0] * 150
    values[77] = 9.0
    write(tmp_path, 1, *(made.scalar(step, "loss", value) for step, value in enumerate(values)))

    series = read_run_events(tmp_path).series_of("loss")

    assert series is not None
    assert len(series.steps) + series.left_out == 150
    assert len(series.steps) <= 100
    assert (77, 9.0) in zip(series.steps.tolist(), series.values.tolist())


def test_thinning_keeps_extremes_and_values_that_are_no_numbers():
    kept = thinned(np.array([1.0, 5.0, 2.0, -3.0, 4.0, math.nan, 4.0, 4.0, 7.0]))

    assert kept.tolist() == [False, True, False, True, False, True, True, False, True]


def test_many_histograms_are_thinned_and_say_so(tmp_path, monkeypatch):
    monkeypatch.setattr(event_columns, "MAX_HISTOGRAMS", 10)
    write(tmp_path, 1, *(made.histogram(step, "spread", (0.0, 1.0), (1.0, 2.0)) for step in range(30)))

    series = read_run_events(tmp_path).histograms[0]

    assert len(series.buckets) + series.left_out == 30
    assert len(series.buckets) <= 10
    assert (series.steps[0], series.steps[-1]) == (0, 29)


# --- what to draw ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tags", "best"),
    [
        (("accuracy", "loss", "eval/loss"), "loss"),
        (("eval/loss", "train/loss"), "train/loss"),
        (("global_step/sec", "average_loss", "loss"), "loss"),
        (("train/epoch_accuracy", "train/epoch_loss", "validation/epoch_loss"), "train/epoch_loss"),
        (("loss/total", "learning_rate"), "loss/total"),
        (("learning_rate", "val_loss", "reward"), "val_loss"),
        (("global_step/sec", "learning_rate", "reward"), "reward"),
        (("global_step/sec",), "global_step/sec"),
        (("Losses/TotalLoss", "Loss/localization_loss"), "Losses/TotalLoss"),
        ((), None),
    ],
)
def test_the_curve_shows_the_loss_of_the_training_where_there_is_one(tags, best):
    assert best_loss_tag(tags) == best
