"""Row 17: names are bytes. Whatever bytes a key or a file name has, it opens, is shown with escapes, exported and read."""

from __future__ import annotations

import csv
import json
import os
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest

import explorer
from explorer.cli.main import run as run_ckptx
from explorer.report.csv_table import plain_cell
from explorer.report.numbers import display_name
from tests.builders import write_bundle

KEYS = (
    b"plain", b"not utf-8 \xff\xfe", b"nul \0 inside", b"new\nline", b"tab\tand\rreturn", b"back\\slash \\n", b" spaces ",
    "composed é".encode(), unicodedata.normalize("NFD", "composed é").encode(), "bidi \u202e\u2066x".encode(),
    "zero\u200bwidth\ufeff".encode(), "lone \ud800".encode("utf-8", "surrogatepass"), b"=1+1", b"'quoted", b"-2", b"@x",
    b"<img src=x onerror=alert(1)>", b'"; drop', b"k" * 5000, "𝔘𝔫𝔦".encode(), b"\x80", b"\x7f\x1b[31m",
)  # fmt: skip


def text(name: bytes) -> str:
    """A key's bytes as the reader hands them out."""
    return name.decode("utf-8", "surrogateescape")


@pytest.fixture
def prefix(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "c-1", {key: np.float32([at]) for at, key in enumerate(KEYS)})


def test_every_key_is_listed_and_read_by_its_name(prefix: Path):
    checkpoint = explorer.open_checkpoint(prefix)

    assert sorted(key.encode("utf-8", "surrogateescape") for key in checkpoint.table.keys) == sorted(KEYS)
    assert [checkpoint.read(text(key)).tolist() for key in KEYS] == [[at] for at in range(len(KEYS))]


def test_every_key_is_shown_on_one_line_that_can_be_printed_anywhere(prefix: Path):
    shown = [display_name(text(key)) for key in KEYS]

    assert [name for name in shown if not name.isprintable() or len(name) > 512] == []
    assert len(set(shown)) == len(KEYS)
    "".join(shown).encode("utf-8")  # no lone surrogate is left


@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_every_key_comes_back_from_a_table(prefix: Path, tmp_path: Path, suffix: str):
    target = tmp_path / f"table{suffix}"
    explorer.write_variable_table(target, [explorer.open_checkpoint(prefix)])

    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="," if suffix == ".csv" else "\t"))

    assert sorted(plain_cell(row["key"]).encode("utf-8", "surrogateescape") for row in rows) == sorted(KEYS)
    assert [row["key"] for row in rows if row["key"].lstrip(" ")[:1] in tuple("=+-@\t\r")] == []


def test_every_key_comes_back_from_json(prefix: Path, capsys: pytest.CaptureFixture[str]):
    assert run_ckptx(["list", str(prefix), "--json"]) == 0

    printed = capsys.readouterr().out
    found = [row["key"] for row in json.loads(printed)["variables"]]

    assert printed.isascii()
    assert len(set(found)) == len(KEYS)
    assert {text(key) for key in KEYS if key.isascii()} <= set(found)


FILE_NAMES = [
    b"not utf-8 \xff-1",
    b"new\nline-1",
    b"back\\slash-1",
    "composed é-1".encode(),
    unicodedata.normalize("NFD", "composed é-1").encode(),
    "bidi \u202e-1".encode(),
    b"[glob]*?-1",
    b"-leading-1",
    b" spaces -1",
    b"quote\"'-1",
    b"n" * (255 - len(".data-00000-of-00001") - 2) + b"-1",
]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not take any bytes for a file name")
@pytest.mark.parametrize("name", FILE_NAMES, ids=lambda name: repr(name[:20]))
def test_a_checkpoint_of_any_file_name_opens_from_its_directory_and_by_its_name(tmp_path: Path, name: bytes):
    folder = tmp_path / os.fsdecode(name[:200])
    folder.mkdir()
    prefix = write_bundle(folder / os.fsdecode(name), {"a": np.float32([3])})

    run = explorer.open_model_dir(folder)

    assert [(os.fsencode(entry.prefix), entry.status) for entry in run.checkpoints] == [(name, "complete")]
    assert explorer.open_checkpoint(prefix).read("a").tolist() == [3]
    assert explorer.open_checkpoint(folder).read("a").tolist() == [3]
    assert display_name(run.checkpoints[0].prefix).isprintable()


def test_two_names_that_look_alike_are_two_checkpoints(tmp_path: Path):
    composed, decomposed = "é-1", unicodedata.normalize("NFD", "é-1")
    for value, name in enumerate((composed, decomposed)):
        write_bundle(tmp_path / name, {"a": np.float32([value])})
    if len(list(tmp_path.glob("*.index"))) == 1:
        pytest.skip("this file system takes both for one name")

    run = explorer.open_model_dir(tmp_path)

    assert {entry.prefix for entry in run.checkpoints} == {composed, decomposed}
    assert explorer.open_checkpoint(tmp_path / decomposed).read("a").tolist() == [1]
