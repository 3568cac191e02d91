"""The corrected text of a wrong `checkpoint` file.

That TensorFlow 2.15.1 reads each text as `expected` says was tried with `tf.train.latest_checkpoint` and
`tf.train.get_checkpoint_state` on the same directories.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

import explorer
from explorer.checkpoints.state_text import corrected_state, escaped
from explorer.formats.checkpoint_state import parse_checkpoint_state
from tests.builders import write_bundle
from tests.golden_answers import GOLDEN, fixtures, golden_answers

STATE_FILES = [
    (fixture, directory)
    for fixture in fixtures()
    for directory in golden_answers(fixture).get("latest_checkpoint", {})
    if (GOLDEN / fixture / directory / "checkpoint").exists()
]


def correct(directory: Path) -> str | None:
    return corrected_state(explorer.open_model_dir(directory))


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """ckpt-1 to ckpt-4, saved at 1000, 2000, 3000 and 4000 s."""
    for number in range(1, 5):
        write_bundle(tmp_path / f"ckpt-{number}", {"w": np.float32([number])})
        for file in tmp_path.glob(f"ckpt-{number}.*"):
            os.utime(file, (number * 1000, number * 1000))
    return tmp_path


def lists(*names: str, latest: str | None = None) -> str:
    lines = [f'model_checkpoint_path: "{latest or names[-1]}"']
    lines += [f'all_model_checkpoint_paths: "{name}"' for name in names]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (lists("ckpt-1", "ckpt-2", latest="ckpt-9"), lists("ckpt-1", "ckpt-2", "ckpt-3", "ckpt-4")),
        (lists("ckpt-9"), lists("ckpt-1", "ckpt-2", "ckpt-3", "ckpt-4")),
        (lists("ckpt-3", "ckpt-3", "ckpt-4"), lists("ckpt-3", "ckpt-4")),
        (lists("/home/train/ckpt-3", "/home/train/ckpt-4"), lists("ckpt-3", "ckpt-4")),
        (lists("ckpt-4", "ckpt-3"), None),  # an order of its own, but all of it is there
        (lists("ckpt-3", "ckpt-4", latest="ckpt-3"), lists("ckpt-3", "ckpt-4")),
        ("", lists("ckpt-1", "ckpt-2", "ckpt-3", "ckpt-4")),
        ('model_checkpoint_path: "ckpt', lists("ckpt-1", "ckpt-2", "ckpt-3", "ckpt-4")),
        (lists("ckpt-2", "ckpt-4"), None),
        (lists("ckpt-0", "ckpt-4"), None),  # the deleted one does no harm
        ('model_checkpoint_path: "ckpt-2"\n', None),
    ],
)
def test_a_wrong_list_is_put_right_and_a_right_one_left_alone(
    wrong: str, expected: str | None, run: Path
) -> None:
    (run / "checkpoint").write_text(wrong)

    assert correct(run) == expected


def test_checkpoints_kept_for_good_are_not_given_back_to_the_manager_that_deletes(run: Path) -> None:
    (run / "checkpoint").write_text(lists("ckpt-3", "ckpt-9"))

    assert correct(run) == lists("ckpt-3", "ckpt-4")


def test_other_families_are_not_mixed_in(run: Path) -> None:
    write_bundle(run / "best-7", {"w": np.float32([1])})
    (run / "checkpoint").write_text(lists("ckpt-4", "ckpt-9"))

    assert correct(run) == lists("ckpt-4")


def test_the_newest_that_is_damaged_is_not_named(run: Path) -> None:
    (run / "ckpt-4.data-00000-of-00001").unlink()
    (run / "checkpoint").write_text(lists("ckpt-3", "ckpt-4"))

    assert correct(run) == lists("ckpt-3")


def test_times_are_kept_where_the_file_tells_them(run: Path) -> None:
    (run / "checkpoint").write_text(
        lists("ckpt-2", "ckpt-3", "ckpt-9")
        + "".join(f"all_model_checkpoint_timestamps: {time}\n" for time in (20.5, 30.25, 90.0))
        + "last_preserved_timestamp: 5.5\n"
    )

    state = parse_checkpoint_state((correct(run) or "").encode())

    assert state.all_model_checkpoint_paths == ("ckpt-2", "ckpt-3", "ckpt-4")
    assert state.all_model_checkpoint_timestamps == (20.5, 30.25, 4000.0)
    assert state.last_preserved_timestamp == 5.5


def test_names_are_escaped_as_protobuf_does() -> None:
    assert escaped("a\"b'é\n\\\udcff-1") == "a\\\"b\\'\\303\\251\\n\\\\\\377-1"


def test_odd_names_survive_writing_and_reading(tmp_path: Path) -> None:
    names = ["ck\"pt'é-1", "ck\"pt'é-2", "ck\"pt'é-3"]
    for name in names:
        write_bundle(tmp_path / name, {"w": np.float32([1])})
    (tmp_path / "checkpoint").write_text("")

    text = correct(tmp_path)

    assert text is not None
    assert parse_checkpoint_state(text.encode()).all_model_checkpoint_paths == tuple(names)


@pytest.mark.parametrize(("fixture", "directory"), STATE_FILES)
def test_the_state_files_of_sound_runs_are_right(fixture: str, directory: str) -> None:
    assert correct(GOLDEN / fixture / directory) is None


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("state_points_at_deleted", lists("ckpt-1")),
        ("state_absolute_other_machine", lists("ckpt-2")),
        ("half_written_save", None),
        ("truncated_index", None),  # nothing complete is left to name
        ("untouched", None),
    ],
)
def test_the_state_file_of_a_damaged_directory(case: str, expected: str | None) -> None:
    assert correct(GOLDEN / "corrupt_shared/cases" / case) == expected
