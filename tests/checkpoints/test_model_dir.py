"""The scan of directories against TensorFlow's own answers, and against states written by hand."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import explorer
from explorer.checkpoints.model_dir import scan_model_dir
from explorer.checkpoints.series import CheckpointCache, choose_entry
from tests.golden_answers import GOLDEN, fixtures, golden_answers

DIRECTORIES = [
    (fixture, directory, latest)
    for fixture in fixtures()
    for directory, latest in golden_answers(fixture).get("latest_checkpoint", {}).items()
]
CASES = [
    (case, answers["latest_checkpoint"])
    for case, answers in golden_answers("corrupt_shared")["cases"].items()
]
RUN = GOLDEN / "net_adam_manager_legacy_tf215/tf_ckpts"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A copy of a small run: ckpt-3, ckpt-4, ckpt-5 at steps 30, 40, 50."""
    copy = tmp_path / "run"
    shutil.copytree(RUN, copy)
    return copy


def statuses(directory: Path) -> dict[str, str]:
    return {entry.prefix: entry.status for entry in explorer.open_model_dir(directory).checkpoints}


@pytest.mark.parametrize(("fixture", "directory", "latest"), DIRECTORIES)
def test_the_latest_checkpoint_is_tensorflows(fixture: str, directory: str, latest: str | None) -> None:
    run = scan_model_dir(GOLDEN / fixture / directory)

    found = run.latest_checkpoint
    expected = latest if latest is None else os.path.relpath(latest, directory)

    assert found == expected
    assert bool(run.why_no_latest) == (latest is None)


@pytest.mark.parametrize(("case", "latest"), CASES)
def test_the_latest_checkpoint_of_a_damaged_directory_is_tensorflows(case: str, latest: str | None) -> None:
    run = scan_model_dir(GOLDEN / "corrupt_shared/cases" / case)

    assert run.latest_checkpoint == (latest and latest.removeprefix(f"cases/{case}/"))


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("untouched", {"ckpt-2": "complete"}),
        ("truncated_index", {"ckpt-2": "damaged"}),
        ("zero_length_index", {"ckpt-2": "damaged"}),
        ("text_named_index", {"ckpt-2": "damaged"}),
        ("bit_flip_in_index_block", {"ckpt-2": "damaged"}),
        ("truncated_data", {"ckpt-2": "damaged"}),
        ("missing_data", {"ckpt-2": "damaged"}),
        ("missing_shard", {"ckpt-2": "damaged"}),
        ("index_huge_size", {"ckpt-2": "damaged"}),
        ("extra_shard_file", {"ckpt-2": "complete"}),
        ("half_written_save", {"ckpt-2": "complete", "ckpt-9": "being written"}),
        ("state_points_at_deleted", {"ckpt-1": "complete", "ckpt-2": "gone"}),
        ("state_absolute_other_machine", {"ckpt-2": "complete"}),
    ],
)
def test_each_checkpoint_of_a_damaged_directory_has_the_right_status(
    case: str, expected: dict[str, str]
) -> None:
    assert statuses(GOLDEN / "corrupt_shared/cases" / case) == expected


def test_step_and_save_number_are_told_apart() -> None:
    run = explorer.open_model_dir(RUN)

    assert [(e.prefix, e.step, e.number) for e in run.checkpoints] == [
        ("ckpt-3", 30, 3),
        ("ckpt-4", 40, 4),
        ("ckpt-5", 50, 5),
    ]


def test_a_manager_that_numbers_by_step_still_counts_its_saves() -> None:
    run = explorer.open_model_dir(GOLDEN / "history_tf215/run")

    assert [(e.prefix, e.step, e.number) for e in run.checkpoints[:2]] == [
        ("ckpt-10", 10, 1),
        ("ckpt-20", 20, 2),
    ]
    assert len(run.checkpoints) == 32


def test_an_estimators_checkpoints_are_ordered_by_number_not_by_name() -> None:
    run = explorer.open_model_dir(GOLDEN / "history_tf115/model_dir")

    assert [e.step for e in run.checkpoints] == list(range(0, 330, 10))
    assert {e.number for e in run.checkpoints} == {None}


def test_weights_saved_per_epoch_have_an_epoch() -> None:
    run = explorer.open_model_dir(GOLDEN / "keras_modelcheckpoint_tf215/weights_only")

    assert [(e.prefix, e.epoch) for e in run.checkpoints] == [("cp-0001.ckpt", 1), ("cp-0002.ckpt", 2)]


@pytest.mark.parametrize(
    ("folder", "prefix"), [("model_dir", "model.ckpt-5"), ("sharded_dir", "model.ckpt-5-?????-of-00001")]
)
def test_checkpoints_in_the_old_single_file_format_are_recognised(folder: str, prefix: str) -> None:
    run = explorer.open_model_dir(GOLDEN / "v1_format_tf115" / folder)

    assert [(e.prefix, e.step, e.format, e.status) for e in run.checkpoints] == [
        (prefix, 5, "tensor_slice_v1", "complete")
    ]
    assert run.latest_checkpoint == prefix


def test_saved_model_folders_of_a_run_are_its_checkpoints() -> None:
    run = explorer.open_model_dir(GOLDEN / "keras_modelcheckpoint_tf215/checkpoints")

    assert [(e.prefix, e.epoch, e.format) for e in run.checkpoints] == [
        ("keras_model_01/variables/variables", 1, "saved_model"),
        ("keras_model_02/variables/variables", 2, "saved_model"),
    ]


def test_checkpoints_the_state_file_forgot_are_found_on_disk(run: Path) -> None:
    (run / "checkpoint").write_text('model_checkpoint_path: "ckpt-5"\nall_model_checkpoint_paths: "ckpt-5"\n')

    assert statuses(run) == {"ckpt-3": "complete", "ckpt-4": "complete", "ckpt-5": "complete"}


def test_a_checkpoint_deleted_behind_the_state_files_back_is_gone(run: Path) -> None:
    for file in run.glob("ckpt-3.*"):
        file.unlink()

    assert statuses(run) == {"ckpt-3": "gone", "ckpt-4": "complete", "ckpt-5": "complete"}


def test_paths_that_climb_out_of_the_directory_are_never_opened(run: Path) -> None:
    outside = run.parent / "outside"
    shutil.copytree(RUN, outside)
    (run / "checkpoint").write_text('model_checkpoint_path: "../outside/ckpt-4"\n')

    found = explorer.open_model_dir(run)

    assert found.latest_checkpoint is None
    assert [e.prefix for e in found.checkpoints] == ["ckpt-3", "ckpt-4", "ckpt-5"]
    assert "../outside/ckpt-4" in " ".join(found.problems)


def test_a_directory_without_a_state_file_says_why_tensorflow_finds_nothing() -> None:
    run = explorer.open_model_dir(GOLDEN / "keras_cnn_tf215/checkpoints")

    assert run.latest_checkpoint is None
    assert "no file named checkpoint" in run.why_no_latest
    assert run.latest is not None
    assert run.latest.prefix == "cnn_01/variables/variables"


def test_every_state_of_a_save_in_progress_is_shown_as_being_written(run: Path) -> None:
    index, data = run / "ckpt-6.index", run / "ckpt-6.data-00000-of-00001"
    temporary = run / "ckpt-6_temp"
    whole_index = (run / "ckpt-5.index").read_bytes()

    temporary.mkdir()
    seen = [statuses(run).get("ckpt-6")]
    shutil.copy(run / "ckpt-5.data-00000-of-00001", data)
    seen.append(statuses(run)["ckpt-6"])
    for size in (0, 1, 47, len(whole_index) // 2, len(whole_index) - 1):
        index.write_bytes(whole_index[:size])
        seen.append(statuses(run)["ckpt-6"])
    index.write_bytes(whole_index)
    temporary.rmdir()

    assert seen == ["being written"] * 7
    assert statuses(run)["ckpt-6"] == "complete"


def test_an_old_half_saved_checkpoint_is_said_to_be_interrupted(run: Path) -> None:
    data = run / "ckpt-6.data-00000-of-00001"
    data.write_bytes(b"x")
    os.utime(data, (1.6e9, 1.6e9))

    entry = explorer.open_model_dir(run).entry("ckpt-6")

    assert entry.status == "being written"
    assert "interrupted" in " ".join(entry.problems)


def test_foreign_files_are_listed_with_what_they_are(run: Path) -> None:
    for name in (
        "events.out.tfevents.1.host",
        "graph.pbtxt",
        "best.weights.h5",
        "m.keras",
        "notes.txt",
        "a.h5",
    ):
        (run / name).write_bytes(b"x")
    (run / "eval").mkdir()

    others = {other.name: other.kind for other in explorer.open_model_dir(run).other_files}

    assert others == {
        "a.h5": "h5",
        "best.weights.h5": "weights h5",
        "checkpoint": "state file",
        "eval": "directory",
        "events.out.tfevents.1.host": "events",
        "graph.pbtxt": "graph",
        "m.keras": "keras",
        "notes.txt": "other",
    }


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("nowhere")])
@pytest.mark.parametrize("name", ["checkpoint", "ckpt-9.index", "ckpt-9.data-00000-of-00001", "ckpt-9.meta"])
def test_odd_files_in_place_of_real_ones_neither_hang_nor_hide_the_rest(make, name: str, run: Path) -> None:
    (run / name).unlink(missing_ok=True)
    make(run / name)

    found = explorer.open_model_dir(run)

    assert {"ckpt-3", "ckpt-4", "ckpt-5"} <= {e.prefix for e in found.checkpoints if e.status == "complete"}


def test_a_step_can_be_asked_for_and_an_absent_one_is_explained(run: Path) -> None:
    assert choose_entry(run, step=40).prefix == "ckpt-4"
    assert choose_entry(run, number=3).prefix == "ckpt-3"
    with pytest.raises(explorer.MissingFileError) as caught:
        choose_entry(run, step=45)
    assert "step 30" in caught.value.hint
    with pytest.raises(explorer.MissingFileError) as caught:
        choose_entry(run, step=4)
    assert caught.value.hint.endswith("One of them is save number 4: ask by number, not by step.")


def test_the_cache_opens_a_checkpoint_once_and_again_when_it_was_rewritten(run: Path) -> None:
    cache = CheckpointCache()
    entry = explorer.open_model_dir(run).entry("ckpt-3")

    first, second = cache.open(entry), cache.open(entry)
    shutil.copy(run / "ckpt-4.index", run / "ckpt-3.index")
    os.utime(run / "ckpt-3.index", (2e9, 2e9))
    third = cache.open(explorer.open_model_dir(run).entry("ckpt-3"))

    assert first is second
    assert third is not first


def test_a_missing_directory_is_explained(tmp_path: Path) -> None:
    with pytest.raises(explorer.MissingFileError, match="no such directory"):
        explorer.open_model_dir(tmp_path / "nowhere")


def test_a_saved_model_opened_by_itself_is_called_by_its_folder() -> None:
    run = scan_model_dir(GOLDEN / "keras3_modelcheckpoint_tf221" / "exported")

    assert [(entry.prefix, entry.name) for entry in run.checkpoints] == [("variables/variables", "exported")]
