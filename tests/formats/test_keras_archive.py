"""`.keras` archives: read as h5py reads the file in them, in place where they can be, and safely where they lie."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import h5py
import numpy as np
import pytest

from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.errors import CorruptFileError, ExplorerError, MissingFileError, UnsupportedFileError
from explorer.formats.keras_archive import KerasArchive, KerasMetadata
from explorer.formats.reader import open_reader
from tests.builders import mutants
from tests.golden_answers import GOLDEN, golden_answers

ARCHIVES = sorted(path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.keras"))
SOUND = GOLDEN / "keras3_modelcheckpoint_tf221/checkpoints/keras_model_02.keras"


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def members_of(path: Path) -> dict[str, bytes]:
    """The content of an archive, as the standard library reads it."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_golden_archives_are_all_here():
    assert len(ARCHIVES) == 15


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_lists_and_reads_as_h5py_reads_its_weights(name: str):
    members = members_of(GOLDEN / name)
    found = {}
    with h5py.File(io.BytesIO(members["model.weights.h5"]), "r") as file:
        file.visititems(
            lambda path, item: found.__setitem__(path, item[()]) if isinstance(item, h5py.Dataset) else None
        )

    reader = open_reader(GOLDEN / name)

    assert isinstance(reader, KerasArchive)
    assert reader.format == "keras"
    assert list(reader.table.keys) == sorted(found)
    assert (reader.problems, reader.table.problems) == ((), {})
    data = (GOLDEN / name).read_bytes()
    for row, key in enumerate(reader.table.keys):
        assert reader.read(row).tobytes() == found[key].tobytes()
        offset, size = int(reader.table.offset[row]), int(reader.table.size_bytes[row])
        assert data[offset : offset + size] == found[key].tobytes()
    assert reader.config_json() == members["config.json"]
    expected = json.loads(members["metadata.json"])
    assert reader.metadata == KerasMetadata(expected["keras_version"], expected["date_saved"])


@pytest.mark.parametrize(
    ("fixture", "prefix"),
    [("target_spec_tf215", "base/ckpts/ckpt-1"), ("target_spec_keras3_tf221", "base/ckpt-1")],
)
def test_the_values_are_those_of_tensorflows_checkpoint_of_the_same_model(fixture: str, prefix: str):
    there = {variable["sha256"] for variable in golden_answers(fixture)["prefixes"][prefix]["variables"]}

    reader = KerasArchive(GOLDEN / fixture / "base/model.keras")

    keys = [key for key in reader.table.keys if not key.startswith("metrics/")]
    found = {hashlib.sha256(reader.read(reader.table.find(key)).tobytes()).hexdigest() for key in keys}
    assert found <= there
    assert len(keys) == 19 + ("keras3" in fixture)


def test_a_model_with_branches_reads_as_keras_and_h5py_say():
    folder = GOLDEN / "more_keras_h5_tf215"
    expected = json.loads((folder / "answers.json").read_text())["files"]["functional.keras"]

    checkpoint = checkpoint_at(folder / "functional.keras")

    digests = {v.key: hashlib.sha256(checkpoint.read(v).tobytes()).hexdigest() for v in checkpoint.variables}
    assert digests == {key: value["sha256"] for key, value in expected["datasets"].items()}
    assert checkpoint.step == expected["iterations"]
    assert {digests[v.key] for v in checkpoint.variables if v.role == "variable"} == set(
        expected["weights"].values()
    )


def test_an_archive_packed_again_by_hand_reads_the_same(tmp_path: Path):
    (tmp_path / "again.keras").write_bytes(packed(members_of(SOUND)))
    expected, reader = KerasArchive(SOUND), KerasArchive(tmp_path / "again.keras")

    assert list(reader.table.keys) == list(expected.table.keys)
    for row in range(len(reader.table)):
        assert reader.read(row).tobytes() == expected.read(row).tobytes()
    assert reader.config_json() == expected.config_json()


def test_a_flipped_bit_of_a_weight_is_seen_by_the_archive_s_checksum(tmp_path: Path):
    data = bytearray(SOUND.read_bytes())
    sound = KerasArchive(SOUND)
    data[int(sound.table.offset[0])] ^= 1
    (tmp_path / "flipped.keras").write_bytes(data)

    reader = KerasArchive(tmp_path / "flipped.keras")

    assert reader.problems[0].startswith("The checksum of 'model.weights.h5' does not match: stored 0x")
    for read in (lambda: reader.read(0), lambda: list(reader.chunks(0)), reader.check_archive):
        with pytest.raises(CorruptFileError, match="does not match"):
            read()
    assert reader.read(0, verify=False).ravel()[1:].tolist() == sound.read(0).ravel()[1:].tolist()


@pytest.mark.parametrize(
    ("members", "error", "words"),
    [
        ({"config.json": b"{}", "model.weights.npz": b""}, UnsupportedFileError, "model.weights.npz, not as HDF5"),
        ({"config.json": b"{}", "model.weights.json": b""}, UnsupportedFileError, "spread over several files"),
        ({"config.json": b"{}"}, MissingFileError, "holds no model.weights.h5"),
        ({"word/document.xml": b""}, UnsupportedFileError, "a zip archive, but none that Keras wrote"),
        ({"model.weights.h5": b"not HDF5 at all"}, CorruptFileError, "does not begin as an HDF5 file"),
        ({"model.weights.h5": bytes(64 << 20)}, UnsupportedFileError, "unpacks to 67108864 bytes; up to"),
    ],
)  # fmt: skip
def test_other_archives_are_refused_by_what_they_are(
    tmp_path: Path, members: dict[str, bytes], error: type[ExplorerError], words: str
):
    (tmp_path / "m.keras").write_bytes(packed(members))

    with pytest.raises(error, match=words):
        KerasArchive(tmp_path / "m.keras")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_given_twice_is_refused(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "m.keras", "w") as archive:
        for _ in range(2):
            archive.writestr("model.weights.h5", b"")

    with pytest.raises(CorruptFileError, match=r"holds 'model\.weights\.h5' twice"):
        KerasArchive(tmp_path / "m.keras")


def changed(data: bytes, change: dict[int, bytes], place: bytes) -> bytes:
    """The archive with bytes changed in the header of model.weights.h5 that begins with `place`."""
    out = bytearray(data)
    name = out.find(b"model.weights.h5", out.rfind(b"PK\x01\x02") if place == b"PK\x01\x02" else 0)
    at = out.rfind(place, 0, name)
    for offset, raw in change.items():
        out[at + offset : at + offset + len(raw)] = raw
    return bytes(out)


@pytest.mark.parametrize(
    ("change", "place", "error", "words"),
    [
        ({8: b"\x01\x00"}, b"PK\x01\x02", UnsupportedFileError, "is encrypted"),
        ({10: b"\x0c\x00"}, b"PK\x01\x02", UnsupportedFileError, "is packed by method 12"),
        ({24: b"\xff\xff\xff\x7f"}, b"PK\x01\x02", CorruptFileError, "has two sizes"),
        ({20: b"\xff\xff\xff\x7f"}, b"PK\x01\x02", CorruptFileError, "lies outside of the archive"),
        ({0: b"PK\x03\x05"}, b"PK\x03\x04", CorruptFileError, "is not its own"),
        ({30: b"Model"}, b"PK\x03\x04", CorruptFileError, "is not its own"),
    ],
)
def test_headers_that_lie_are_refused(
    tmp_path: Path, change: dict[int, bytes], place: bytes, error: type[ExplorerError], words: str
):
    (tmp_path / "m.keras").write_bytes(changed(SOUND.read_bytes(), change, place))

    with pytest.raises(error, match=words):
        KerasArchive(tmp_path / "m.keras")


def test_metadata_that_is_no_json_takes_nothing_from_the_weights(tmp_path: Path):
    (tmp_path / "m.keras").write_bytes(packed(members_of(SOUND) | {"metadata.json": b"[" * 100_000}))

    reader = KerasArchive(tmp_path / "m.keras")

    assert reader.metadata == KerasMetadata()
    assert len(reader.table) == 14


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_no_damage_to_an_archive_goes_unseen(tmp_path: Path, method: int):
    members = members_of(SOUND)
    sound = KerasArchive(SOUND)
    values = {key: sound.read(row) for row, key in enumerate(sound.table.keys)}
    path = tmp_path / "m.keras"
    opened = 0

    for mutant in mutants(packed(members, method), 150, seed=3):
        path.write_bytes(mutant)
        try:
            reader = KerasArchive(path)
        except ExplorerError:
            continue
        opened += 1
        for row, key in enumerate(reader.table.keys):
            try:
                value = reader.read(row)
            except ExplorerError:
                continue
            assert np.array_equal(value, values[key], equal_nan=True)

    assert opened > 0
