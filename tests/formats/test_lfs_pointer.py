"""Files that git-lfs has not fetched: every tensor says so, and nothing is read from the pointer."""

import shutil

import numpy as np
import pytest

import explorer
from explorer.analysis.restore import check_restore
from explorer.formats.lfs_pointer import pointer_text
from explorer.formats.reader import open_reader
from explorer.storage.files import BufferSource
from tests.builders import write_bundle
from tests.v1_builders import write_v1_shards

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 12884901\n" % (b"a" * 64)
SHARD = "ckpt.data-00000-of-00001"


@pytest.fixture
def unfetched(tmp_path):
    """A checkpoint whose first tensor would lie within the bytes of the pointer, the second behind its end."""
    tensors = {"near": np.arange(4, dtype=np.float32), "off": np.arange(100, dtype=np.float32)}
    prefix = write_bundle(tmp_path / "ckpt", tensors)
    (tmp_path / SHARD).write_bytes(POINTER)
    return prefix


def test_every_tensor_of_a_pointer_is_said_to_be_one(unfetched):
    reader = open_reader(unfetched)

    assert set(reader.table.problems) == {0, 1}
    assert all(
        SHARD in text and "git-lfs pointer" in text and "git lfs pull" in text
        for text in reader.table.problems.values()
    )
    assert any("git-lfs pointer" in problem for problem in reader.problems)


@pytest.mark.parametrize("verify", [True, False])
@pytest.mark.parametrize("key", ["near", "off"])
def test_reading_a_tensor_of_a_pointer_gives_the_sentence_not_its_text(unfetched, key, verify):
    checkpoint = explorer.open_checkpoint(unfetched)

    with pytest.raises(explorer.CorruptFileError, match="git-lfs pointer") as caught:
        checkpoint.read(key, verify=verify)

    assert "git lfs pull" in caught.value.hint


def test_the_advice_of_a_restore_is_to_fetch_the_file(unfetched):
    checkpoint = explorer.open_checkpoint(unfetched)

    rows = check_restore(checkpoint, checkpoint, verify=True).rows

    assert [row.verdict for row in rows] == ["damaged"] * 2
    assert all("git lfs pull" in row.hint for row in rows)


def test_a_data_file_that_is_fetched_later_can_be_read(unfetched, tmp_path):
    reader = open_reader(unfetched)
    (tmp_path / "fetched").mkdir()
    tensors = {"near": np.arange(4, dtype=np.float32), "off": np.arange(1000, dtype=np.float32)}
    write_bundle(tmp_path / "fetched/ckpt", tensors)
    shutil.copy(tmp_path / "fetched" / SHARD, tmp_path / SHARD)

    assert reader.read(reader.table.find("near")).tolist() == [0, 1, 2, 3]


def test_one_shard_of_a_v1_checkpoint_that_is_a_pointer_is_called_so(tmp_path):
    values = np.arange(4, dtype=np.float32)
    write_v1_shards(tmp_path / "model.ckpt-5", [{"a": values}, {"b": values}])
    other = tmp_path / "model.ckpt-5-00001-of-00002"
    other.write_bytes(POINTER)

    reader = open_reader(tmp_path / "model.ckpt-5")

    assert any(other.name in problem and "git-lfs pointer" in problem for problem in reader.problems)


@pytest.mark.parametrize("data", [b"", b"version", b"x" * 130, POINTER + b" " * 1024])
def test_other_files_are_no_pointers(data):
    assert pointer_text(BufferSource(data)) == ""


def test_a_pointer_tells_the_size_of_what_it_stands_for():
    assert "12884901 bytes" in pointer_text(BufferSource(POINTER))
