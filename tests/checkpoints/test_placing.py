"""A checkpoint that has lost its values keeps its place in time, by what the number in a name means to its siblings."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

import explorer
from tests.builders import write_bundle
from tests.golden_answers import GOLDEN


def places(directory: Path) -> list[tuple[str, int | None, int | None, str]]:
    run = explorer.open_model_dir(directory)
    return [(entry.prefix, entry.step, entry.number, entry.status) for entry in run.checkpoints]


def lose_data(directory: Path, prefix: str) -> None:
    for file in directory.glob(f"{prefix}.data-*"):
        file.unlink()


def test_a_save_number_stays_one_where_the_siblings_count_saves(tmp_path: Path) -> None:
    run = shutil.copytree(GOLDEN / "net_adam_manager_tf215/tf_ckpts", tmp_path / "run")
    before = places(run)
    prefix, _, number, _ = before[1]

    lose_data(run, prefix)

    expected = list(before)
    expected[1] = (prefix, None, number, "damaged")
    assert places(run) == expected


def test_a_number_is_the_step_where_it_is_that_of_the_siblings(tmp_path: Path) -> None:
    run = shutil.copytree(GOLDEN / "net_adam_manager_tf215/tf_ckpts", tmp_path / "run")
    by_step = tmp_path / "by_step"
    by_step.mkdir()
    for prefix, step, _, _ in places(run):
        for file in run.glob(f"{prefix}.*"):
            shutil.copy(file, by_step / file.name.replace(prefix, f"ckpt-{step}"))
    before = places(by_step)
    prefix, step, _, _ = before[0]
    assert prefix == f"ckpt-{step}"

    lose_data(by_step, prefix)

    assert places(by_step) == [(prefix, step, None, "damaged"), *before[1:]]


def test_a_number_that_means_nothing_to_the_siblings_is_neither(tmp_path: Path) -> None:
    for number in (100, 200, 300):
        write_bundle(tmp_path / f"model.ckpt-{number}", {"global_step": np.int64(number // 100 + 6)})
    (tmp_path / "model.ckpt-200.data-00000-of-00001").write_bytes(b"")
    (tmp_path / "model.ckpt-200.index").write_bytes(b"no index")
    (tmp_path / "checkpoint").write_text('model_checkpoint_path: "model.ckpt-200"\n')

    assert places(tmp_path) == [
        ("model.ckpt-100", 7, None, "complete"),
        ("model.ckpt-200", None, None, "damaged"),
        ("model.ckpt-300", 9, None, "complete"),
    ]


def test_without_siblings_the_name_is_taken_as_before(tmp_path: Path) -> None:
    (tmp_path / "ckpt-50.index").write_bytes(b"no index")
    (tmp_path / "ckpt-50.data-00000-of-00001").write_bytes(b"")
    (tmp_path / "checkpoint").write_text('model_checkpoint_path: "ckpt-50"\n')

    assert places(tmp_path) == [("ckpt-50", None, 50, "damaged")]


def test_a_checkpoint_that_was_deleted_is_placed_by_its_siblings_too(tmp_path: Path) -> None:
    run = shutil.copytree(GOLDEN / "net_adam_manager_tf215/tf_ckpts", tmp_path / "run")
    before = places(run)
    prefix, _, number, _ = before[1]
    for file in run.glob(f"{prefix}.*"):
        file.unlink()

    assert places(run)[1] == (prefix, None, number, "gone")
