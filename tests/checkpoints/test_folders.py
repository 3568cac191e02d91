"""Runs with a folder per save, folders beside a run, Keras files, and links: what the scan makes of them."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path

import numpy as np
import pytest

import explorer
from explorer.checkpoints import dir_listing
from explorer.checkpoints.model_dir import scan_model_dir
from explorer.checkpoints.prefix_names import epoch_in_name, family_of, suffix_number
from tests.builders import write_bundle
from tests.golden_answers import GOLDEN

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 12884901\n" % (b"a" * 64)
WEIGHTS = GOLDEN / "keras3_modelcheckpoint_tf221/weights"
SAVED_MODEL = GOLDEN / "keras_modelcheckpoint_tf215/checkpoints/keras_model_01"


def write(prefix: Path, value: float = 1.0) -> None:
    prefix.parent.mkdir(parents=True, exist_ok=True)
    write_bundle(prefix, {"w": np.float32([value])})


def prefixes(directory: Path) -> list[str]:
    return [entry.prefix for entry in scan_model_dir(directory).checkpoints]


def folders(directory: Path) -> dict[str, tuple[int, int]]:
    return {
        other.name: (other.checkpoint_count, other.event_count)
        for other in scan_model_dir(directory).other_files
        if other.kind == "directory"
    }


def age(path: Path, seconds: float = 7200) -> None:
    os.utime(path, (time.time() - seconds,) * 2)


def test_a_folder_per_epoch_gives_the_steps_of_one_run(tmp_path: Path) -> None:
    for epoch in (1, 2, 10):
        write(tmp_path / f"epoch_{epoch}/model")

    run = explorer.open_model_dir(tmp_path)

    assert [(e.prefix, e.family, e.epoch, e.status) for e in run.checkpoints] == [
        ("epoch_1/model", "epoch", 1, "complete"),
        ("epoch_2/model", "epoch", 2, "complete"),
        ("epoch_10/model", "epoch", 10, "complete"),
    ]
    assert run.checkpoints[0].path == tmp_path / "epoch_1/model"
    assert folders(tmp_path) == {}


@pytest.mark.parametrize("word", ["step-", "ckpt_", "mnist_epoch=", "Checkpoint", "keras_model_"])
def test_a_series_is_known_by_a_word_that_counts_saves(word: str, tmp_path: Path) -> None:
    for number in (1, 2):
        write(tmp_path / f"{word}{number}/m")

    assert prefixes(tmp_path) == [f"{word}1/m", f"{word}2/m"]


def test_folders_called_by_a_number_alone_are_a_series_too(tmp_path: Path) -> None:
    for number in (1, 2):
        write(tmp_path / f"{number:04d}/ckpt-1")

    run = explorer.open_model_dir(tmp_path)

    assert [(e.prefix, e.family, e.epoch) for e in run.checkpoints] == [
        ("0001/ckpt-1", "ckpt", 1),
        ("0002/ckpt-1", "ckpt", 2),
    ]


@pytest.mark.parametrize(
    "made",
    [
        ("epoch_1/model",),  # one folder is no series
        ("epoch_1/model", "epoch_2/a", "epoch_2/b"),  # nor is one with several checkpoints
        ("epoch_1/model", "epoch_2/model", "model.ckpt-1"),  # nor folders beside the run's own checkpoints
        ("run_1/model", "run_2/model"),  # runs of their own, by their name
        ("trial-1/model", "trial-2/model"),
        ("lr_0.1/model", "lr_0.01/model"),
        ("units_16/model", "units_32/model"),
        ("train/model", "best/model"),  # no number
    ],
)
def test_what_is_not_plainly_a_series_stays_folders(made: tuple[str, ...], tmp_path: Path) -> None:
    for name in made:
        write(tmp_path / name)

    assert prefixes(tmp_path) == [name for name in made if "/" not in name]
    assert set(folders(tmp_path)) == {name.partition("/")[0] for name in made if "/" in name}


def test_folders_with_event_files_are_runs_of_their_own(tmp_path: Path) -> None:
    for name in ("model_1", "model_2"):
        write(tmp_path / name / "model")
        (tmp_path / name / "events.out.tfevents.1.host").write_bytes(b"")

    assert prefixes(tmp_path) == []
    assert folders(tmp_path) == {"model_1": (1, 1), "model_2": (1, 1)}


def test_the_chief_of_backup_and_restore_is_the_run(tmp_path: Path) -> None:
    write(tmp_path / "chief/ckpt-7")
    (tmp_path / "chief/checkpoint").write_text(
        'model_checkpoint_path: "ckpt-7"\nall_model_checkpoint_paths: "ckpt-7"\n'
    )

    run = scan_model_dir(tmp_path)

    assert [(e.prefix, e.is_listed) for e in run.checkpoints] == [("chief/ckpt-7", True)]


def test_folders_beside_a_run_say_how_many_checkpoints_and_event_files_they_hold(tmp_path: Path) -> None:
    write(tmp_path / "model.ckpt-1")
    write(tmp_path / "best/best-1")
    (tmp_path / "eval").mkdir()
    (tmp_path / "eval/events.out.tfevents.1.host").write_bytes(b"")
    for timestamp in ("1576640070", "1576640090"):
        shutil.copytree(SAVED_MODEL, tmp_path / "export/best_exporter" / timestamp)

    assert folders(tmp_path) == {"best": (1, 0), "eval": (0, 1), "export": (2, 0)}


def test_exports_named_by_their_time_are_one_family_without_epochs(tmp_path: Path) -> None:
    for timestamp in ("1576640070", "1576640090"):
        shutil.copytree(SAVED_MODEL, tmp_path / timestamp)

    assert [(e.name, e.family, e.epoch) for e in scan_model_dir(tmp_path).checkpoints] == [
        ("1576640070", "", None),
        ("1576640090", "", None),
    ]


def test_only_so_many_folders_are_looked_into_and_the_rest_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dir_listing.Lookout, "__init__", _with_room_for_three)
    for name in "abcde":
        (tmp_path / name).mkdir()
    write(tmp_path / "e/model")

    run = scan_model_dir(tmp_path)

    assert run.notes == ("2 of its folders were not looked into.",)
    assert {other.name: other.checkpoint_count for other in run.other_files}["e"] == 0


def _with_room_for_three(self: dir_listing.Lookout, most: int = 0) -> None:
    self._left, self._names_left, self.left_out = 3, 100, 0


def test_a_link_to_a_folder_is_listed_and_not_followed(tmp_path: Path) -> None:
    outside, run = tmp_path / "outside", tmp_path / "run"
    write(outside / "ckpt-9")
    write(run / "ckpt-1")
    (run / "away").symlink_to(outside)
    (run / "loop").symlink_to(run)
    (run / "up").symlink_to("..")

    found = scan_model_dir(run)

    assert [entry.prefix for entry in found.checkpoints] == ["ckpt-1"]
    links = {other.name: (other.is_link, other.checkpoint_count) for other in found.other_files}
    assert links == {"away": (True, 0), "loop": (True, 0), "up": (True, 0)}


def test_a_saved_model_whose_graph_is_not_there_yet_is_being_written(tmp_path: Path) -> None:
    shutil.copytree(SAVED_MODEL, tmp_path / "m_01")
    for file in (tmp_path / "m_01").iterdir():
        if file.is_file():
            file.unlink()
    fresh = time.time()
    for file in (tmp_path / "m_01/variables").iterdir():
        os.utime(file, (fresh, fresh))

    entry = explorer.open_model_dir(tmp_path).checkpoints[0]

    assert (entry.name, entry.status) == ("m_01", "being written")
    assert entry.problems == ("There is no saved_model.pb yet.",)


# --- Keras files --------------------------------------------------------------------------------


def test_keras_files_stand_on_the_time_axis_by_their_epoch(tmp_path: Path) -> None:
    for number in (1, 2):
        shutil.copy(WEIGHTS / f"w_0{number}.weights.h5", tmp_path / f"w_0{number}.weights.h5")
    (tmp_path / "m_03.keras").write_bytes(b"PK\x03\x04")
    shutil.copy(WEIGHTS / "w_01.weights.h5", tmp_path / "best.h5")

    run = scan_model_dir(tmp_path)

    assert [(e.prefix, e.family, e.epoch, e.format) for e in run.checkpoints] == [
        ("w_01.weights.h5", "w.weights.h5", 1, "weights_h5"),
        ("w_02.weights.h5", "w.weights.h5", 2, "weights_h5"),
        ("m_03.keras", "m.keras", 3, "keras"),
        ("best.h5", "best.h5", None, "h5"),
    ]
    assert run.latest_checkpoint is None
    assert run.problems == ()
    assert run.latest is not None
    assert run.latest.prefix == "m_03.keras"  # best.h5 has no place in time


def test_a_keras_name_does_not_make_a_keras_file(tmp_path: Path) -> None:
    for name in ("notes.h5", "text.keras", "list.weights.h5"):
        (tmp_path / name).write_bytes(b"hello, this is text")
    (tmp_path / "block.h5").write_bytes(b"x" * 1024 + b"\x89HDF\r\n\x1a\n")  # HDF5 behind a user block

    run = scan_model_dir(tmp_path)

    assert [entry.prefix for entry in run.checkpoints] == ["block.h5"]
    assert {other.name: (other.kind, bool(other.note)) for other in run.other_files} == {
        "notes.h5": ("h5", True),
        "text.keras": ("keras", True),
        "list.weights.h5": ("weights h5", True),
    }


def test_an_empty_keras_file_is_being_written_when_fresh_and_damaged_later(tmp_path: Path) -> None:
    for name in ("new.h5", "old.h5"):
        (tmp_path / name).write_bytes(b"")
    age(tmp_path / "old.h5")

    statuses = {entry.prefix: entry.status for entry in scan_model_dir(tmp_path).checkpoints}

    assert statuses == {"new.h5": "being written", "old.h5": "damaged"}


def test_keras_backup_tells_its_epoch_in_the_file_beside_it(tmp_path: Path) -> None:
    shutil.copy(WEIGHTS / "w_01.weights.h5", tmp_path / "latest.weights.h5")
    (tmp_path / "training_metadata.json").write_text(json.dumps({"epoch": 4, "batch": 0}))

    run = scan_model_dir(tmp_path)

    assert [(e.prefix, e.epoch) for e in run.checkpoints] == [("latest.weights.h5", 4)]
    assert [(o.name, "epoch 4" in o.note) for o in run.other_files] == [("training_metadata.json", True)]


@pytest.mark.parametrize(
    "text", [b"", b"[" * 60_000, b'{"epoch": "4"}', b"[4]", b'{"epoch": -1}', b"\xff", b"9" * 5000]
)
def test_odd_metadata_of_keras_backup_tells_nothing(text: bytes, tmp_path: Path) -> None:
    (tmp_path / "training_metadata.json").write_bytes(text)
    shutil.copy(WEIGHTS / "w_01.weights.h5", tmp_path / "latest.weights.h5")

    assert [entry.epoch for entry in scan_model_dir(tmp_path).checkpoints] == [None]


# --- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "family", "epoch"),
    [
        ("w_01.weights.h5", "w.weights.h5", 1),
        ("weights.05-0.32.h5", "weights.h5", 5),
        ("weights-improvement-12-0.87.hdf5", "weights-improvement.hdf5", 12),
        ("ep003-loss12.3-val_loss11.2.h5", "ep.h5", 3),
        ("model-0.98.keras", "model.keras", None),
        ("resnet50.h5", "resnet.h5", None),
        ("best.h5", "best.h5", None),
        ("cp-0001.ckpt", "cp", 1),
        ("epoch05", "epoch", 5),
        ("model_v3.keras", "model_v.keras", None),
        ("1576640070", "1576640070", None),
    ],
)
def test_a_name_tells_its_family_and_its_epoch(name: str, family: str, epoch: int | None) -> None:
    assert (family_of(name), epoch_in_name(name)) == (family, epoch)


def test_the_shards_of_an_old_checkpoint_are_not_its_step() -> None:
    assert suffix_number("model.ckpt-5-?????-of-00003") == 5
    assert suffix_number("model.ckpt-5-00001-of-00003") == 5


# --- what else lies there -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ckpt-1.index:Zone.Identifier", "other"),
        ("._ckpt-1.index", "other"),
        ("ckpt-2.index.crdownload", "temporary"),
        ("ckpt-2.data-00000-of-00001.part", "temporary"),
        ("best.h5.tmp", "temporary"),
        ("ckpt-2.index.tempstate1234", "temporary"),
        ("training.log", "other"),
    ],
)
def test_foreign_files_are_listed_and_make_no_checkpoint(name: str, kind: str, tmp_path: Path) -> None:
    write(tmp_path / "ckpt-1")
    (tmp_path / name).write_bytes(b"x")

    run = scan_model_dir(tmp_path)

    assert [entry.prefix for entry in run.checkpoints] == ["ckpt-1"]
    assert [(other.name, other.kind) for other in run.other_files] == [(name, kind)]


def test_a_folder_that_is_merely_called_temp_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "my_temp").mkdir()
    (tmp_path / "my_temp/notes.txt").write_text("x")

    run = scan_model_dir(tmp_path)

    assert run.checkpoints == ()
    assert [(other.name, other.kind) for other in run.other_files] == [("my_temp", "directory")]


@pytest.mark.parametrize("name", ["ckpt-6_temp", "ckpt-6_temp_0123456789abcdef0123456789abcdef"])
def test_a_save_in_progress_shows_its_bytes_and_turns_old(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    part = tmp_path / name / "part-00000-of-00001.data-00000-of-00001.tempstate99"
    part.write_bytes(b"x" * 100)
    fresh = scan_model_dir(tmp_path).checkpoints
    for path in (part, tmp_path / name):
        age(path)

    old = scan_model_dir(tmp_path).checkpoints

    assert [(e.prefix, e.status, e.size_bytes) for e in fresh] == [("ckpt-6", "being written", 100)]
    assert "interrupted" not in " ".join(fresh[0].problems)
    assert "interrupted" in " ".join(old[0].problems)
    assert old[0].status == "being written"


def test_a_savers_half_written_checkpoint_is_placed_by_its_step(tmp_path: Path) -> None:
    write(tmp_path / "model.ckpt-5")
    (tmp_path / "model.ckpt-5.meta").write_bytes(b"x")
    (tmp_path / "model.ckpt-6.data-00000-of-00001").write_bytes(b"x")  # the .meta comes last

    run = scan_model_dir(tmp_path)

    assert [(e.step, e.number, e.status) for e in run.checkpoints] == [
        (5, None, "complete"),
        (6, None, "being written"),
    ]


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to(path.name)])
@pytest.mark.parametrize(
    "name", ["m.h5", "m.keras", "m.weights.h5", "saved_model.pb", "training_metadata.json", "model.ckpt-5"]
)
def test_odd_files_of_any_name_neither_hang_nor_count(make, name: str, tmp_path: Path) -> None:
    write(tmp_path / "ckpt-1")
    make(tmp_path / name)

    found = explorer.open_model_dir(tmp_path)

    assert {e.prefix for e in found.checkpoints if e.status == "complete"} == {"ckpt-1"}


def test_names_that_are_no_utf8_or_hold_newlines_are_listed(tmp_path: Path) -> None:
    names = [b"ckpt-\xff-1", b"a\nb-2", b"x" * 233 + b"-3"]
    for name in names:
        write_bundle(Path(os.fsdecode(bytes(tmp_path) + b"/" + name)), {"w": np.float32([1])})

    run = explorer.open_model_dir(tmp_path)

    assert sorted(os.fsencode(entry.prefix) for entry in run.checkpoints) == sorted(names)
    assert {entry.status for entry in run.checkpoints} == {"complete"}


def test_files_of_three_days_ago_in_a_folder_of_today_are_an_interrupted_save(tmp_path: Path) -> None:
    case = shutil.copytree(GOLDEN / "corrupt_shared/cases/half_written_save", tmp_path / "run")
    then = time.time() - 3 * 86400
    for file in case.rglob("*"):
        if file.is_file():
            os.utime(file, (then, then))
    os.utime(case / "ckpt-9_temp")  # as a copy of the files leaves it

    entry = explorer.open_model_dir(case).entry("ckpt-9")

    assert entry is not None
    assert entry.status == "being written"
    assert entry.is_interrupted
    assert entry.modified is not None
    assert abs(entry.modified - then) < 5
