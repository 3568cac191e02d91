"""The status of a checkpoint in every state that TensorFlow's writers leave on disk on their way.

The orders were taken from TensorFlow's system calls: object-based and sharded saves merge parts from a
temporary folder, the plain Saver renames its files into place, and V1 is one rename.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import explorer
from tests.golden_answers import GOLDEN

BUNDLE = GOLDEN / "net_adam_manager_legacy_tf215/tf_ckpts"
V1 = GOLDEN / "v1_format_tf115/model_dir/model.ckpt-5"
SAVER = GOLDEN / "history_tf115/model_dir/model.ckpt-10"
STATE = 'model_checkpoint_path: "{0}"\nall_model_checkpoint_paths: "{0}"\n'


def seen(directory: Path, steps: Iterator[None]) -> list[str | None]:
    """The status of the one checkpoint after each step, None when there is no mark for it."""
    found: list[str | None] = []
    for _ in steps:
        entries = explorer.open_model_dir(directory).checkpoints
        assert len(entries) <= 1
        found.append(entries[0].status if entries else None)
    return found


def merged(directory: Path) -> Iterator[None]:
    prefix, part = directory / "ckpt-3", "part-00000-of-00001"
    temporary = directory / "ckpt-3_temp"
    data, index = f"{part}.data-00000-of-00001", f"{part}.index"
    temporary.mkdir()
    yield
    shutil.copy(f"{BUNDLE}/ckpt-3.data-00000-of-00001", temporary / f"{data}.tempstate17")
    yield
    (temporary / f"{data}.tempstate17").rename(temporary / data)
    yield
    shutil.copy(f"{BUNDLE}/ckpt-3.index", temporary / index)
    yield
    (temporary / data).rename(f"{prefix}.data-00000-of-00001")
    yield
    whole = Path(f"{BUNDLE}/ckpt-3.index").read_bytes()
    for size in (0, 40, len(whole) - 1):
        Path(f"{prefix}.index").write_bytes(whole[:size])
        yield
    Path(f"{prefix}.index").write_bytes(whole)
    yield
    (temporary / index).unlink()
    yield
    temporary.rmdir()
    yield
    (directory / "checkpoint").write_text(STATE.format("ckpt-3"))
    yield


def plain_saver(directory: Path) -> Iterator[None]:
    prefix = directory / "model.ckpt-10"
    for suffix in (".data-00000-of-00001", ".index"):
        shutil.copy(f"{SAVER}{suffix}", f"{prefix}{suffix}.tempstate17")
        yield
        Path(f"{prefix}{suffix}.tempstate17").rename(f"{prefix}{suffix}")
        yield
    (directory / "checkpoint.tmp0123456789abcdef0123456789abcdef").write_text(STATE.format("model.ckpt-10"))
    yield
    (directory / "checkpoint.tmp0123456789abcdef0123456789abcdef").rename(directory / "checkpoint")
    yield
    Path(f"{prefix}.meta.tmp0123456789abcdef0123456789abcdef").write_bytes(b"x")
    yield
    Path(f"{prefix}.meta.tmp0123456789abcdef0123456789abcdef").rename(f"{prefix}.meta")
    yield


def first_format(directory: Path) -> Iterator[None]:
    shutil.copy(V1, directory / "model.ckpt-5.tempstate17")
    yield
    (directory / "model.ckpt-5.tempstate17").rename(directory / "model.ckpt-5")
    yield
    (directory / "checkpoint").write_text(STATE.format("model.ckpt-5"))
    yield


def deleted(directory: Path) -> Iterator[None]:
    for file in BUNDLE.glob("ckpt-3.*"):
        shutil.copy(file, directory)
    yield
    (directory / "ckpt-3.index").unlink()
    yield
    (directory / "ckpt-3.data-00000-of-00001").unlink()
    yield


def test_a_merged_save_is_being_written_until_its_index_is_whole(tmp_path: Path) -> None:
    assert seen(tmp_path, merged(tmp_path)) == ["being written"] * 8 + ["complete"] * 4


def test_a_plain_savers_files_are_complete_once_the_index_is_in_place(tmp_path: Path) -> None:
    assert (
        seen(tmp_path, plain_saver(tmp_path)) == [None, "being written", "being written"] + ["complete"] * 5
    )


def test_the_first_format_is_there_at_once(tmp_path: Path) -> None:
    assert seen(tmp_path, first_format(tmp_path)) == [None, "complete", "complete"]


def test_a_checkpoint_that_is_deleted_is_never_called_damaged(tmp_path: Path) -> None:
    assert seen(tmp_path, deleted(tmp_path)) == ["complete", "being written", None]
