"""A run whose checkpoints hold the same variables is not opened again to be compared."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from explorer.analysis import self_check
from explorer.analysis.doctor import verify
from explorer.analysis.self_check import check_directory
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.checkpoints.model_dir import scan_model_dir
from explorer.checkpoints.series import resolve
from explorer.formats import choose_reader
from tests.builders import write_bundle
from tests.golden_answers import GOLDEN


def write_run(directory: Path, widths: tuple[int, ...]) -> None:
    for step, width in enumerate(widths):
        tensors = {"kernel": np.zeros((4, width), np.float32), "global_step": np.array(step, np.int64)}
        write_bundle(directory / f"model.ckpt-{step}", tensors)


def opened_to_compare(directory: Path) -> tuple[list[str], tuple[str, ...]]:
    opened: list[str] = []

    def opener(entry):
        opened.append(entry.prefix)
        return checkpoint_at(entry.path, entry.prefix)

    found = check_directory(resolve(scan_model_dir(directory)), open_checkpoint=opener)
    return opened, tuple(finding.sentence for finding in found.findings)


def test_neighbours_that_hold_the_same_are_not_opened(tmp_path: Path) -> None:
    write_run(tmp_path, (3, 3, 3, 3))

    assert opened_to_compare(tmp_path) == ([], ())


def test_a_change_among_them_is_found_all_the_same(tmp_path: Path) -> None:
    write_run(tmp_path, (3, 3, 5, 5))

    opened, sentences = opened_to_compare(tmp_path)

    assert opened == ["model.ckpt-1", "model.ckpt-2"]
    assert len(sentences) == 1


def test_verifying_a_directory_opens_each_checkpoint_once(tmp_path: Path, monkeypatch) -> None:
    write_run(tmp_path, (3, 3, 3, 3))
    (tmp_path / "checkpoint").write_text('model_checkpoint_path: "model.ckpt-3"\n')
    opened: list[str] = []
    original = choose_reader.TensorBundle

    def counted(prefix):
        opened.append(Path(prefix).name)
        return original(prefix)

    monkeypatch.setattr(choose_reader, "TensorBundle", counted)
    verification = verify(tmp_path)

    assert [verdict.safe_count for verdict in verification.checkpoints] == [2, 2, 2, 2]
    assert sorted(opened) == [f"model.ckpt-{step}" for step in range(4)]


def test_the_same_graph_beside_many_checkpoints_is_decoded_once(tmp_path: Path, monkeypatch) -> None:
    source = min((GOLDEN / "iris_continued_tf215").rglob("*.meta"))
    for step in range(5):
        for file in source.parent.glob(f"{source.stem}.*"):
            shutil.copy(file, tmp_path / f"model.ckpt-{step}{file.name.removeprefix(source.stem)}")
    decoded: list[str] = []
    original = self_check.spec_from_graph_file

    def counted(path, task):
        decoded.append(path.name)
        return original(path, task)

    monkeypatch.setattr(self_check, "spec_from_graph_file", counted)
    first = check_directory(scan_model_dir(tmp_path))
    (tmp_path / "model.ckpt-2.meta").write_bytes(b"\xff")
    second = check_directory(scan_model_dir(tmp_path))

    assert len(decoded) <= 2  # once, and the one that was damaged
    assert decoded[-1] == "model.ckpt-2.meta"
    assert first.left_out == ()
    assert [sentence.partition(" ")[0] for sentence in second.left_out] == ["model.ckpt-2.meta"]
    named = {row.source for finding in first.findings for row in finding.rows}
    assert named <= {f"model.ckpt-{step}.meta" for step in range(5)}
