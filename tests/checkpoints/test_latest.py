"""What `tf.train.latest_checkpoint` answered (TensorFlow 2.15.1) for odd state files, and that nothing outside is opened."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import explorer
from tests.builders import write_bundle
from tests.golden_answers import GOLDEN, fixtures, golden_answers

STATES = [
    (fixture, directory, state)
    for fixture in fixtures()
    for directory, state in golden_answers(fixture).get("checkpoint_state", {}).items()
    if state is not None and (GOLDEN / fixture / directory).is_dir()
]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """st/: ckpt-1, a*b, real/x-1, and a link lnk to real."""
    directory = tmp_path / "st"
    (directory / "real").mkdir(parents=True)
    for prefix in ("ckpt-1", "a*b", "real/x-1"):
        write_bundle(directory / prefix, {"a": np.float32([1])})
    (directory / "lnk").symlink_to("real")
    return directory


@pytest.mark.parametrize(
    ("named", "answer"),
    [
        ("ckpt-1", "ckpt-1"),
        ("./ckpt-1", "ckpt-1"),
        (".//ckpt-1", "ckpt-1"),
        ("sub/../ckpt-1", "ckpt-1"),
        ("../st/ckpt-1", "ckpt-1"),
        ("{here}/ckpt-1", "ckpt-1"),
        ("{here}//ckpt-1", "ckpt-1"),
        ("{here}/real/../ckpt-1", "ckpt-1"),
        ("real/x-1", "real/x-1"),
        ("real//x-1", "real/x-1"),
        ("lnk/x-1", "lnk/x-1"),
        ("ckpt-?", "ckpt-?"),
        ("[c]kpt-1", "[c]kpt-1"),
        ("a*b", "a*b"),
        ("ckpt-1/", None),
        ("ckpt-1 ", None),
        ("ckpt-{{1,2}}", None),
        ("ckpt-2", None),
    ],
)
def test_the_latest_checkpoint_is_tensorflows_for_odd_paths(
    run: Path, named: str, answer: str | None
) -> None:
    (run / "checkpoint").write_text(f'model_checkpoint_path: "{named.format(here=run)}"\n')

    assert explorer.open_model_dir(run).latest_checkpoint == answer


@pytest.mark.parametrize(
    "named", ["{here}//ckpt-7", "//ckpt-7", "{here}/../ckpt-7", "../../ckpt-7", "/ckpt-7"]
)
def test_no_entry_lies_outside_the_directory(run: Path, named: str) -> None:
    (run / "checkpoint").write_text(f'model_checkpoint_path: "{named.format(here=run)}"\n')

    entries = explorer.open_model_dir(run).checkpoints

    assert {entry.path.parent for entry in entries} == {run}
    assert not any(entry.prefix.startswith("/") for entry in entries)


@pytest.mark.parametrize(
    ("named", "place"),
    [
        ("C:\\\\run\\\\ckpt-9", "(C:\\run)"),
        ("\\\\\\\\srv\\\\share\\\\ckpt-9", "(\\\\srv\\share)"),
        ("/other/ckpt-9", "(/other)"),
    ],
)
def test_a_path_of_another_machine_is_shown_with_its_folder(run: Path, named: str, place: str) -> None:
    (run / "checkpoint").write_text(f'model_checkpoint_path: "{named}"\n')

    assert any(place in problem for problem in explorer.open_model_dir(run).problems)


def test_a_path_that_leaves_through_a_link_is_foreign(run: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    write_bundle(tmp_path / "outside/x-1", {"a": np.float32([1])})
    (run / "out").symlink_to(tmp_path / "outside")
    (run / "checkpoint").write_text(
        'model_checkpoint_path: "out/x-1"\nall_model_checkpoint_paths: "ckpt-1"\n'
    )

    found = explorer.open_model_dir(run)

    assert "out/x-1" not in [entry.prefix for entry in found.checkpoints]
    assert "'out/x-1', which lies outside this directory; it was not opened" in " ".join(found.problems)


@pytest.mark.parametrize(("fixture", "directory", "state"), STATES)
def test_the_listed_checkpoints_are_those_of_get_checkpoint_state(
    fixture: str, directory: str, state: dict[str, object]
) -> None:
    listed = {
        entry.path
        for entry in explorer.open_model_dir(GOLDEN / fixture / directory).checkpoints
        if entry.is_listed
    }

    paths = [*state["all_model_checkpoint_paths"], state["model_checkpoint_path"]]
    assert listed == {GOLDEN / fixture / path for path in paths}


def test_one_cause_is_one_problem_when_all_paths_are_of_another_machine() -> None:
    run = explorer.open_model_dir(GOLDEN / "corrupt_shared/cases/state_absolute_other_machine")

    (problem,) = run.problems
    assert "'/home/train/run7/ckpt-2', a path of another place (/home/train/run7)" in problem
    assert "looked up by file name in this directory, which TensorFlow does not do" in problem
    assert problem == run.why_no_latest
