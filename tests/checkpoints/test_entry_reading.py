"""What reading its files makes of an entry: missing shards, git-lfs pointers, and what is taken over from before."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import explorer
from explorer.checkpoints import series
from explorer.checkpoints.model_dir import KEPT_NOTE, scan_model_dir
from explorer.checkpoints.series import latest_of_families, previous_of_family, resolve
from tests.builders import data_name, write_bundle
from tests.golden_answers import GOLDEN

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 12884901\n" % (b"a" * 64)
LFS = "is a git-lfs pointer (12.3 MiB are stored elsewhere): run `git lfs pull`."


def bundle(directory: Path, name: str = "ckpt-1", num_shards: int = 1) -> Path:
    tensors = {key: np.full(50, 1.0, np.float32) for key in "abcd"}
    return write_bundle(directory / name, tensors, num_shards=num_shards)


def settle(directory: Path) -> None:
    for path in directory.iterdir():
        os.utime(path, (time.time() - 100,) * 2)


@pytest.mark.parametrize(
    ("name", "epoch"),
    [
        ("ckpt-1", None),
        ("model-12", None),
        ("ckpt-0", None),
        ("epoch-3", 3),
        ("weights-7", 7),
        ("cp-0004", 4),
        ("weights.05-0.32", 5),
    ],
)
def test_a_number_that_may_count_anything_is_no_epoch(tmp_path: Path, name: str, epoch: int | None) -> None:
    node = {"children": [("w", 1)]}
    weights = {"attributes": [("VARIABLE_VALUE", "w", "w/.ATTRIBUTES/VARIABLE_VALUE")]}
    key = "w/.ATTRIBUTES/VARIABLE_VALUE"
    write_bundle(tmp_path / name, {key: np.ones(2, np.float32)}, object_graph=[node, weights])

    assert explorer.open_checkpoint(tmp_path / name).counters.epoch == epoch
    assert [entry.epoch for entry in explorer.open_model_dir(tmp_path).checkpoints] == [epoch]


def test_a_missing_shard_is_named_with_what_is_lost(tmp_path: Path) -> None:
    prefix = bundle(tmp_path, "model.ckpt-5", num_shards=2)
    data_name(prefix, 1, 2).unlink()

    entry = explorer.open_model_dir(tmp_path).checkpoints[0]

    assert entry.status == "damaged"
    assert entry.problems == (
        "The values of 2 of 4 tensors are not here: model.ckpt-5.data-00001-of-00002 is missing.",
    )


def test_names_can_be_read_without_any_data_file(tmp_path: Path) -> None:
    data_name(bundle(tmp_path)).unlink()

    run = explorer.open_model_dir(tmp_path)

    assert run.checkpoints[0].problems == (
        "The values of all 4 tensors are not here: ckpt-1.data-00000-of-00001 is missing.",
    )
    assert [v.key for v in explorer.open_checkpoint(tmp_path / "ckpt-1").variables] == list("abcd")


@pytest.mark.parametrize("file", ["ckpt-1.index", "ckpt-1.data-00000-of-00001"])
def test_a_git_lfs_pointer_in_place_of_a_file_is_named(file: str, tmp_path: Path) -> None:
    bundle(tmp_path)
    (tmp_path / file).write_bytes(POINTER)

    entry = explorer.open_model_dir(tmp_path).checkpoints[0]

    assert (entry.status, entry.problems) == ("damaged", (f"{file} {LFS}",))


@pytest.mark.parametrize("name", ["ckpt-1", "ckpt-1.index", "best.h5", "notes"])
def test_opening_a_git_lfs_pointer_itself_says_what_it_is(name: str, tmp_path: Path) -> None:
    for file in ("ckpt-1.index", "best.h5", "notes"):
        (tmp_path / file).write_bytes(POINTER)

    with pytest.raises(explorer.CorruptFileError, match="git-lfs pointer") as caught:
        explorer.open_checkpoint(tmp_path / name)

    assert "git lfs pull" in caught.value.hint


def test_a_saved_model_is_damaged_when_its_graph_has_variables_and_the_folder_none(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "none/saved_model.pb").write_bytes(b"\x08\x01\x12\x00")  # schema version 1, an empty graph
    (tmp_path / "lost").mkdir()
    shutil.copy(
        GOLDEN / "keras_modelcheckpoint_tf215/checkpoints/keras_model_01/saved_model.pb", tmp_path / "lost"
    )

    entries = explorer.open_model_dir(tmp_path).checkpoints

    assert {entry.name: entry.status for entry in entries} == {"none": "complete", "lost": "damaged"}
    assert {entry.note for entry in entries} == {"the SavedModel has no variables"}


@pytest.mark.parametrize("name", ["best.h5", "w_01.weights.h5", "m.keras"])
def test_a_git_lfs_pointer_in_place_of_a_keras_file_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(POINTER)

    entry = explorer.open_model_dir(tmp_path).checkpoints[0]

    assert (entry.status, entry.problems) == ("damaged", (f"{name} {LFS}",))


def test_a_pointer_in_place_of_the_graph_leaves_the_values_readable(tmp_path: Path) -> None:
    bundle(tmp_path)
    (tmp_path / "ckpt-1.meta").write_bytes(POINTER)
    (tmp_path / "graph.pbtxt").write_bytes(POINTER)

    run = explorer.open_model_dir(tmp_path)

    assert [(e.status, e.problems) for e in run.checkpoints] == [("complete", (f"ckpt-1.meta {LFS}",))]
    assert [(o.name, o.note) for o in run.other_files] == [("graph.pbtxt", f"graph.pbtxt {LFS}")]


def test_data_files_of_another_save_beside_it_are_noted(tmp_path: Path) -> None:
    prefix = bundle(tmp_path)
    data_name(prefix, 1, 3).write_bytes(b"old")

    entry = explorer.open_model_dir(tmp_path).checkpoints[0]

    assert entry.status == "complete"
    assert entry.note == "ckpt-1.data-00001-of-00003 beside it belongs to another save"


def test_a_pointer_in_place_of_the_checkpoint_file_is_named(tmp_path: Path) -> None:
    bundle(tmp_path)
    (tmp_path / "checkpoint").write_bytes(POINTER)

    run = scan_model_dir(tmp_path)

    assert run.why_no_latest.endswith(f"checkpoint {LFS}")
    assert [entry.status for entry in run.checkpoints] == ["complete"]


def test_data_without_an_index_but_with_a_graph_is_damaged_not_begun(tmp_path: Path) -> None:
    (tmp_path / "model.ckpt-1.data-00000-of-00001").write_bytes(b"x")
    (tmp_path / "model.ckpt-1.meta").write_bytes(b"x")

    assert [entry.status for entry in scan_model_dir(tmp_path).checkpoints] == ["damaged"]


def test_a_damaged_file_of_the_first_format_is_damaged_however_new(tmp_path: Path) -> None:
    whole = bytearray((GOLDEN / "v1_format_tf115/model_dir/model.ckpt-5").read_bytes())
    whole[:40] = b"\xff" * 40
    (tmp_path / "model.ckpt-5").write_bytes(whole)

    assert [entry.status for entry in explorer.open_model_dir(tmp_path).checkpoints] == ["damaged"]


def test_a_v1_checkpoint_in_shards_is_found_by_a_path_of_another_machine(tmp_path: Path) -> None:
    shard = GOLDEN / "v1_format_tf115/sharded_dir/model.ckpt-5-00000-of-00001"
    shutil.copy(shard, tmp_path)
    (tmp_path / "checkpoint").write_text(state("/home/train/model.ckpt-5-?????-of-00001"))

    assert [(e.prefix, e.is_listed) for e in scan_model_dir(tmp_path).checkpoints] == [
        ("model.ckpt-5-?????-of-00001", True)
    ]


def test_an_unreadable_format_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> object:
        raise explorer.UnsupportedFileError("the package h5py is not installed")

    shutil.copy(GOLDEN / "keras_modelcheckpoint_tf215/h5/keras_model_best.h5", tmp_path / "best.h5")
    monkeypatch.setattr("explorer.checkpoints.entry_reading.open_reader", refuse)

    entry = explorer.open_model_dir(tmp_path).checkpoints[0]

    assert (entry.status, entry.problems, entry.is_resolved) == ("complete", (), True)


# --- what the state files say -------------------------------------------------------------------


def state(*names: str) -> str:
    return f'model_checkpoint_path: "{names[-1]}"\n' + "".join(
        f'all_model_checkpoint_paths: "{name}"\n' for name in names
    )


def test_a_checkpoint_kept_for_good_is_told_from_one_never_listed(tmp_path: Path) -> None:
    for number in range(1, 6):
        bundle(tmp_path, f"ckpt-{number}")
    bundle(tmp_path, "best-1")
    (tmp_path / "checkpoint").write_text(state("ckpt-3", "ckpt-4"))

    notes = {entry.prefix: entry.note for entry in scan_model_dir(tmp_path).checkpoints}

    assert notes == {
        "best-1": "",
        "ckpt-1": KEPT_NOTE,
        "ckpt-2": KEPT_NOTE,
        "ckpt-3": "",
        "ckpt-4": "",
        "ckpt-5": "not in the checkpoint file",
    }


def test_state_files_of_other_names_are_found_by_what_they_say(tmp_path: Path) -> None:
    for name in ("ckpt-1", "best-1"):
        bundle(tmp_path, name)
    (tmp_path / "checkpoint").write_text(state("ckpt-1"))
    (tmp_path / "checkpoint_best").write_text("# the best\n" + state("best-1", "best-2"))

    run = scan_model_dir(tmp_path)

    assert run.latest_checkpoint == "ckpt-1"
    assert {(e.prefix, e.status, e.is_listed) for e in run.checkpoints} == {
        ("ckpt-1", "complete", True),
        ("best-1", "complete", True),
        ("best-2", "gone", True),
    }
    assert [o.name for o in run.other_files if o.kind == "state file"] == ["checkpoint", "checkpoint_best"]


def test_without_a_checkpoint_file_the_other_name_is_told(tmp_path: Path) -> None:
    bundle(tmp_path, "best-1")
    (tmp_path / "checkpoint_best").write_text(state("best-1"))

    run = scan_model_dir(tmp_path)

    assert run.latest_checkpoint is None
    assert "latest_filename='checkpoint_best'" in run.why_no_latest


def test_a_name_listed_twice_is_told_once(tmp_path: Path) -> None:
    bundle(tmp_path)
    (tmp_path / "checkpoint").write_text(state("ckpt-1", "ckpt-1"))

    assert scan_model_dir(tmp_path).problems == ("The checkpoint file lists 'ckpt-1' more than once.",)


def test_a_hostile_list_of_names_makes_no_more_entries_than_can_be_shown(tmp_path: Path) -> None:
    bundle(tmp_path)
    names = ",".join(f'"{number:x}"' for number in range(60_000))
    (tmp_path / "checkpoint").write_text(
        f'model_checkpoint_path: "ckpt-1"\nall_model_checkpoint_paths: [{names}, "ckpt-1"]\n'
    )

    run = scan_model_dir(tmp_path)

    assert len(run.checkpoints) == 10_001
    assert run.latest_checkpoint == "ckpt-1"
    assert run.problems == ("The checkpoint file lists 60,001 names; the last 50,000 were looked up.",)
    assert run.notes == (
        "39,999 more checkpoints that a state file names are gone; the last 10,000 are listed.",
    )


def test_a_state_file_that_cannot_be_read_says_in_which_line(tmp_path: Path) -> None:
    bundle(tmp_path)
    (tmp_path / "checkpoint").write_text('model_checkpoint_path: "ckpt-1"\nsteps: 4\n')

    assert "line 2" in scan_model_dir(tmp_path).why_no_latest


def test_the_state_files_times_reach_the_entries_gone_or_not(tmp_path: Path) -> None:
    bundle(tmp_path, "ckpt-2")
    (tmp_path / "checkpoint").write_text(
        state("ckpt-1", "ckpt-2")
        + "all_model_checkpoint_timestamps: 11.5\nall_model_checkpoint_timestamps: 12.5\n"
    )

    times = {entry.prefix: entry.saved_at for entry in scan_model_dir(tmp_path).checkpoints}

    assert times == {"ckpt-1": 11.5, "ckpt-2": 12.5}


def test_a_checkpoint_in_a_folder_that_only_the_state_file_names_is_found(tmp_path: Path) -> None:
    bundle(tmp_path)
    (tmp_path / "old").mkdir()
    bundle(tmp_path / "old", "ckpt-0")
    (tmp_path / "checkpoint").write_text(state("old/ckpt-0", "old/ckpt-00", "ckpt-1"))

    found = {entry.prefix: entry.status for entry in scan_model_dir(tmp_path).checkpoints}

    assert found == {"old/ckpt-0": "complete", "old/ckpt-00": "gone", "ckpt-1": "complete"}


# --- reading again ------------------------------------------------------------------------------


def test_entries_whose_files_did_not_change_are_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        bundle(tmp_path, f"ckpt-{number}")
    data_name(tmp_path / "ckpt-3").unlink()
    settle(tmp_path)
    known = resolve(scan_model_dir(tmp_path))
    (tmp_path / "ckpt-2.index").touch()
    read: list[str] = []

    def noting(entry: series.CheckpointEntry) -> series.CheckpointEntry:
        read.append(entry.prefix)
        return replace(entry, is_resolved=True)

    monkeypatch.setattr(series, "resolve_entry", noting)
    again = resolve(scan_model_dir(tmp_path), known=known)

    assert read == ["ckpt-2"]
    assert [again.entry(name) for name in ("ckpt-1", "ckpt-3")] == [
        known.entry(name) for name in ("ckpt-1", "ckpt-3")
    ]


def test_an_entry_being_written_is_always_read_again(tmp_path: Path) -> None:
    prefix = bundle(tmp_path)
    whole = Path(f"{prefix}.index").read_bytes()
    Path(f"{prefix}.index").write_bytes(whole[:20])
    known = resolve(scan_model_dir(tmp_path))
    Path(f"{prefix}.index").write_bytes(whole)

    again = resolve(scan_model_dir(tmp_path), known=known)

    assert [run.checkpoints[0].status for run in (known, again)] == ["being written", "complete"]


# --- families -----------------------------------------------------------------------------------


def test_each_family_has_its_own_previous_and_latest(tmp_path: Path) -> None:
    for name in ("ckpt-1", "best-2", "ckpt-3", "best-4"):
        bundle(tmp_path, name)
    (tmp_path / "checkpoint").write_text(state("ckpt-1"))
    run = scan_model_dir(tmp_path)

    assert run.families == ("best", "ckpt")
    assert {family: entry.prefix for family, entry in latest_of_families(run).items()} == {
        "ckpt": "ckpt-1",  # what TensorFlow takes, though ckpt-3 is newer
        "best": "best-4",
    }
    previous = {entry.prefix: previous_of_family(run, entry) for entry in run.checkpoints}
    assert {name: entry and entry.prefix for name, entry in previous.items()} == {
        "ckpt-1": None,
        "best-2": None,
        "ckpt-3": "ckpt-1",
        "best-4": "best-2",
    }


def test_several_missing_shards_are_one_sentence_about_all_that_is_lost(tmp_path: Path) -> None:
    prefix = bundle(tmp_path, "model.ckpt-5", num_shards=2)
    for shard in range(2):
        data_name(prefix, shard, 2).unlink()

    entry = explorer.open_model_dir(tmp_path).checkpoints[0]

    assert entry.problems == (
        "The values of all 4 tensors are not here: model.ckpt-5.data-00000-of-00002 and "
        "model.ckpt-5.data-00001-of-00002 are missing.",
    )


def test_a_value_in_a_missing_shard_names_the_file_and_what_to_do(tmp_path: Path) -> None:
    data_name(bundle(tmp_path)).unlink()

    with pytest.raises(explorer.MissingFileError) as caught:
        explorer.open_checkpoint(tmp_path / "ckpt-1").read("a")

    assert caught.value.problem == "the data file ckpt-1.data-00000-of-00001 is not there"
    assert caught.value.hint == "Copy it from where the checkpoint was written, or use another checkpoint."
