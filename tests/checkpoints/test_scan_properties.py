"""Any directory: the scan answers, accounts for every name once, and says the same when asked again."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.checkpoints.model_dir import scan_model_dir
from explorer.checkpoints.prefix_names import epoch_in_name, family_of, suffix_number
from explorer.checkpoints.series import resolve
from explorer.checkpoints.state_text import corrected_state, escaped
from explorer.formats.checkpoint_state import parse_checkpoint_state
from tests.golden_answers import GOLDEN

BUNDLE = GOLDEN / "net_adam_manager_legacy_tf215/tf_ckpts/ckpt-3"
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 12884901\n" % (b"a" * 64)
stems = st.sampled_from(["ckpt-1", "ckpt-2", "model.ckpt-5", "w_01", "epoch_2", "x\n-1", "\udcff", "a*b"])
endings = st.sampled_from(
    [
        "", ".index", ".meta", ".data-00000-of-00001", ".data-00001-of-00002", ".h5", ".weights.h5", ".keras",
        "-00000-of-00002", ".tempstate7", ".index.part", ".pbtxt", ".txt", ":Zone.Identifier",
    ]
)  # fmt: skip
names = st.builds("{}{}".format, stems, endings) | st.sampled_from(
    ["checkpoint", "checkpoint_best", "saved_model.pb", "training_metadata.json", "._ckpt-1.index"]
)
contents = st.sampled_from(
    [
        b"",
        b"x",
        POINTER,
        b"\x89HDF\r\n\x1a\n",
        b"PK\x03\x04",
        Path(f"{BUNDLE}.index").read_bytes(),
        Path(f"{BUNDLE}.index").read_bytes()[:-1],
        Path(f"{BUNDLE}.data-00000-of-00001").read_bytes(),
        b'model_checkpoint_path: "ckpt-1"\nall_model_checkpoint_paths: "ckpt-2"\n',
        b'model_checkpoint_path: "../../ckpt-1"',
        b'{"epoch": 3, "batch": 1}',
    ]
) | st.binary(max_size=80)  # fmt: skip
directories = st.dictionaries(names, contents, max_size=8)


def make(directory: Path, files: dict[str, bytes]) -> None:
    directory.mkdir(exist_ok=True)
    for name, content in files.items():
        (directory / name).write_bytes(content)


@given(directories)
@settings(max_examples=80, deadline=None)
def test_every_file_is_told_of_once_and_reading_again_changes_nothing(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as made:
        make(Path(made), files)

        scanned = scan_model_dir(made)
        run = resolve(scanned)
        again = resolve(scan_model_dir(made), known=run)
        text = corrected_state(run)

        told = [stamp[0] for entry in run.checkpoints for stamp in entry.stamp]
        told += [other.name for other in run.other_files if other.name != "saved_model.pb"]
        assert sorted(told) == sorted(files)
        assert [(e.prefix, e.status) for e in again.checkpoints] == [
            (e.prefix, e.status) for e in run.checkpoints
        ]
        assert {path.parent for path in (entry.path for entry in run.checkpoints)} <= {
            Path(made), Path(made, "variables"),
        }  # fmt: skip
        if text is not None:
            listed = parse_checkpoint_state(text.encode()).all_model_checkpoint_paths
            complete = {entry.prefix for entry in run.checkpoints if entry.status == "complete"}
            assert set(listed) <= complete
        assert sorted(os.listdir(made)) == sorted(files)  # noqa: PTH208 - names, not paths


@given(st.lists(st.tuples(names, directories), max_size=3))
@settings(max_examples=25, deadline=None)
def test_folders_of_any_name_with_anything_in_them_are_listed(
    folders: list[tuple[str, dict[str, bytes]]],
) -> None:
    with tempfile.TemporaryDirectory() as made:
        for name, files in folders:
            make(Path(made) / name, files)

        run = resolve(scan_model_dir(made))

        told = {other.name for other in run.other_files}
        told |= {entry.prefix.split("/")[0] for entry in run.checkpoints}
        assert {name for name, _ in folders} <= told


@given(st.text(max_size=30) | names)
def test_any_name_has_a_family_and_maybe_numbers(name: str) -> None:
    epoch, number = epoch_in_name(name), suffix_number(name)

    assert family_of(name) or not name
    assert epoch is None or epoch >= 0
    assert number is None or number >= 0


@given(st.binary(min_size=1, max_size=30))
def test_an_escaped_name_reads_back_as_it_was(name: bytes) -> None:
    text = os.fsdecode(name)

    state = parse_checkpoint_state(f'model_checkpoint_path: "{escaped(text)}"'.encode())

    assert state.model_checkpoint_path == name.decode("utf-8", "surrogateescape")
