"""The doctor on formats that are no tensor bundle: first sound ones, then damaged copies of them."""

import shutil
import zipfile

import h5py
import numpy as np
import pytest

from explorer.analysis.doctor import verify
from tests.golden_answers import GOLDEN

V1 = "v1_format_tf115/model_dir/model.ckpt-5"
OTHERS = sorted(
    path
    for kind in ("**/*.h5", "**/*.keras", "**/saved_model.pb", "v1_format_tf115/*/*-5*[!a]")
    for path in GOLDEN.glob(kind)
    if "corrupt" not in path.parts and path.is_file() and path.suffix != ".meta"
)


@pytest.mark.parametrize("path", OTHERS, ids=[str(path.relative_to(GOLDEN)) for path in OTHERS])
def test_sound_files_of_other_formats_have_no_problem(path):
    verification = verify(path.parent if path.suffix == ".pb" else path)

    assert verification.problems == ()
    assert verification.lost_count == 0
    assert (verification.tensor_count > 0) == ("no_variables" not in path.parts)
    assert (verification.checked_bytes > 0) == (verification.tensor_count > 0)


def test_a_flipped_bit_in_a_block_of_the_first_format_loses_what_lies_in_it(tmp_path):
    for path in (GOLDEN / V1).parent.iterdir():
        shutil.copy(path, tmp_path)
    file = tmp_path / "model.ckpt-5"
    whole = verify(file).tensor_count
    data = bytearray(file.read_bytes())
    data[len(data) // 4] ^= 1
    file.write_bytes(data)

    verification = verify(tmp_path)

    (verdict,) = verification.checkpoints
    assert verification.problems
    assert not verdict.is_known or 0 < len(verdict.lost) <= whole


def test_hdf5_without_checksums_is_not_called_sound(tmp_path):
    with h5py.File(tmp_path / "w.weights.h5", "w") as file:
        file["layers/dense/vars/0"] = np.arange(6, dtype=np.float32)

    verification = verify(tmp_path)

    assert verification.problems == ()
    assert not verification.checkpoints[0].has_checksums
    assert "no checksums" in verification.notes[0]


def test_fletchers_checksum_tells_of_a_damaged_chunk(tmp_path):
    path = tmp_path / "w.weights.h5"
    values = np.arange(4096, dtype=np.float32)
    with h5py.File(path, "w") as file:
        file.create_dataset("layers/dense/vars/0", data=values, chunks=(1024,), fletcher32=True)
        file["layers/dense/vars/1"] = np.ones(3, np.float32)
    assert verify(path).problems == ()
    data = bytearray(path.read_bytes())
    at = data.index(values[2000:2010].tobytes())
    data[at + 1] ^= 1
    path.write_bytes(data)

    (verdict,) = verify(path).checkpoints

    assert verdict.lost == ("layers/dense/vars/0",)
    assert verdict.safe_count == 1


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_damaged_weights_in_an_archive_are_lost_and_a_damaged_config_is_not(tmp_path, method):
    source = next(GOLDEN.glob("**/*.keras"))
    for member, is_lost in (("model.weights.h5", True), ("config.json", False)):
        path = tmp_path / f"{member}.keras"
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", method) as new:
            for info in old.infolist():
                new.writestr(info.filename, old.read(info))
        assert verify(path).problems == ()
        with zipfile.ZipFile(path) as archive:
            info = archive.getinfo(member)
        data = bytearray(path.read_bytes())
        data[info.header_offset + 30 + len(member) + info.compress_size // 2] ^= 1
        path.write_bytes(data)

        verification = verify(path)

        assert verification.problems
        known = [verdict for verdict in verification.checkpoints if verdict.is_known]
        if is_lost:
            assert all(verdict.lost and not verdict.safe_count for verdict in known)
        else:
            assert known
            assert verification.lost_count == 0
