"""V1 checkpoints: what TensorFlow wrote reads as in TensorFlow, what it could have written too, and damage is told."""

from __future__ import annotations

import os
import re
import shutil
import socket
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.errors import (
    CorruptFileError,
    ExplorerError,
    FileAccessError,
    MissingFileError,
    NoValueError,
    UnsupportedFileError,
)
from explorer.formats.dtypes import data_type
from explorer.formats.proto_values import ProtoValues, decode_varints
from explorer.formats.reader import open_reader
from explorer.formats.saved_slices import parse_list
from explorer.formats.table import block_entries, read_data_blocks
from explorer.formats.tensor_slice_v1 import TensorSliceV1
from explorer.formats.tensor_table import TensorSlice
from explorer.formats.v1_files import find_v1_files, first_format_files
from explorer.storage.files import FileSource
from tests.builders import (
    DTYPE_NUMBER,
    block_bytes,
    bytes_field,
    mutants,
    number_field,
    one_block_table,
    shape_bytes,
    slice_bytes,
    table_bytes,
    varint,
    write_bundle,
)
from tests.formats.test_golden_bundles import digest
from tests.golden_answers import GOLDEN, golden_answers
from tests.v1_builders import meta_bytes, tensor_proto, v1_entries, value_bytes, write_v1, write_v1_shards

FIXTURES = ("v1_format_tf115", "more_v1_tf215")
PREFIXES = [(fixture, prefix) for fixture in FIXTURES for prefix in golden_answers(fixture)["prefixes"]]
FILES = [
    path for fixture in FIXTURES for path in sorted((GOLDEN / fixture).rglob("*")) if first_format_files(path)
]

KERNEL = np.arange(12, dtype=np.float32).reshape(3, 4)
ROWS = [((0, 0), (2, 4)), ((2, 0), (1, 4))]
DTYPES = [name for name in DTYPE_NUMBER if name in (
    "float32", "float64", "float16", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "bool", "complex64", "complex128",
)]  # fmt: skip


def read_all(reader: TensorSliceV1) -> dict[str, Any]:
    return {key: reader.read(row) for row, key in enumerate(reader.table.keys)}


# --- as in TensorFlow ------------------------------------------------------------------------


@pytest.mark.parametrize(("fixture", "prefix"), PREFIXES)
def test_a_checkpoint_lists_and_reads_as_in_tensorflow(fixture: str, prefix: str):
    expected = golden_answers(fixture)["prefixes"][prefix]["variables"]

    reader = open_reader(GOLDEN / fixture / prefix)

    table = reader.table
    assert reader.prefix == GOLDEN / fixture / prefix
    assert list(table.keys) == [variable["name"] for variable in expected]
    found = [(data_type(int(n)).name, list(table.shape(row))) for row, n in enumerate(table.dtype)]
    assert found == [(variable["dtype"], variable["shape"]) for variable in expected]
    assert reader.problems == ()
    for row, variable in enumerate(expected):
        if "sha256" not in variable:  # TensorFlow cannot read it either
            with pytest.raises(NoValueError, match="its slices hold 28 of 35 elements"):
                reader.read(row)
            assert table.problems == {row: "its slices hold 28 of 35 elements"}
            continue
        value = reader.read(row)
        assert (digest(value), value.shape) == (variable["sha256"], tuple(variable["shape"])), variable[
            "name"
        ]
        assert not value.flags.writeable
        assert row not in table.problems


@pytest.mark.parametrize(("fixture", "prefix"), PREFIXES)
def test_chunks_hold_the_same_elements_as_the_whole(fixture: str, prefix: str):
    reader = open_reader(GOLDEN / fixture / prefix)

    for row in range(len(reader.table)):
        if not data_type(int(reader.table.dtype[row])).is_numeric:
            with pytest.raises(NoValueError, match="string, which has no numbers"):
                next(reader.chunks(row))
            continue
        chunks = [(chunk.start, chunk.values.copy()) for chunk in reader.chunks(row, chunk_bytes=24)]
        whole = np.ma.getdata(reader.read(row, partial=True))
        boxes = [
            tuple(slice(s, s + n) for s, n in zip(part.start, part.length))
            for part in reader.table.slices.get(row, ())
        ]
        expected = np.concatenate([whole[box].ravel() for box in boxes]) if boxes else whole.ravel()
        joined = np.concatenate([expected[:0], *(values for _, values in chunks)])
        assert (joined.tobytes(), joined.dtype) == (expected.tobytes(), whole.dtype)
        starts = np.cumsum([0] + [len(values) for _, values in chunks])[:-1].tolist()
        assert [start for start, _ in chunks] == starts


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_our_test_builder_writes_the_same_file_byte_for_byte(path: Path):
    with FileSource(path) as source:
        entries = [
            (key, block.data[start:end])
            for block in read_data_blocks(source)
            for key, start, end in block_entries(block, 1 << 20)
        ]

    assert table_bytes(entries) == path.read_bytes()


def test_a_whole_file_of_the_builder_is_the_one_a_saver_writes():
    path = GOLDEN / "more_v1_tf215" / "slices" / "quantized"
    values = {
        "qint32": ("qint32", np.array([-(2**31), -1, 7], np.int32)),
        "qint8": ("qint8", np.array([-128, -1, 7], np.int8)),
        "quint8": ("quint8", np.array([0, 200, 255], np.uint8)),
    }

    assert table_bytes(sorted(v1_entries(values).items())) == path.read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "model_dir/model.ckpt-5",
        "model_dir/model.ckpt-5.meta",
        "model_dir",
        "model_dir/checkpoint",
        "sharded_dir/model.ckpt-5",
        "sharded_dir/model.ckpt-5-?????-of-00001",
        "sharded_dir/model.ckpt-5-?????-of-?????",
        "sharded_dir/model.ckpt-5-00000-of-00001",
        "sharded_dir/model.ckpt-5.meta",
        "sharded_dir",
    ],
)
def test_any_name_of_a_checkpoint_opens_it(path: str):
    checkpoint = open_checkpoint(GOLDEN / "v1_format_tf115" / path)

    assert (checkpoint.format, checkpoint.step, len(checkpoint)) == ("tensor_slice_v1", 5, 10)
    assert checkpoint.read("count") == 42


# --- what else may be written ----------------------------------------------------------------


@pytest.mark.parametrize(
    "way", [{}, {"packed": False}, {"content": True}, {"snappy": True}, {"block_target": 64}]
)
@pytest.mark.parametrize("dtype", DTYPES)
def test_every_dtype_reads_back(tmp_path, dtype, way):
    rng = np.random.default_rng(3)
    kind = np.dtype(dtype)
    raw = rng.integers(0, 256, (5, 30, kind.itemsize), np.uint8)
    value = (raw[..., 0] % 2).astype(bool) if dtype == "bool" else raw.view(kind)[..., 0]
    path = write_v1(tmp_path / "c", {"a": value, "z": value[0, 0]}, **way)

    reader = TensorSliceV1(path)

    assert {key: (v.dtype, v.tobytes()) for key, v in read_all(reader).items()} == {
        "a": (kind, value.tobytes()),
        "z": (kind, value[0, 0].tobytes()),
    }
    chunks = [chunk.values.copy() for chunk in reader.chunks(0, chunk_bytes=64)]
    assert np.concatenate(chunks).tobytes() == value.tobytes()
    assert reader.table.problems == {}


def test_strings_read_back_and_their_size_is_that_of_their_bytes(tmp_path):
    strings = [b"", b"\xff\0", b"long" * 100, "é".encode()]
    path = write_v1(tmp_path / "c", {"many": strings, "one": b"x", "w": KERNEL}, block_target=100)

    reader = TensorSliceV1(path)

    assert reader.table.size_bytes.tolist() == [404, 1, 48]
    assert reader.read(0).tolist() == strings
    assert reader.read(1).item() == b"x"


@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=300), st.integers(1, 40))
def test_varints_decode_to_what_was_encoded(numbers, slab):
    data = np.frombuffer(b"".join(map(varint, numbers)), np.uint8)

    found, position = [], 0
    slab += 10
    while position < len(data):
        values, used = decode_varints(data[position : position + slab], position + slab >= len(data))
        found += values.tolist()
        position += used

    assert found == numbers


@given(
    hnp.arrays(st.sampled_from([np.float32, np.int16, np.int64, np.uint64, np.bool_]), st.integers(0, 80)),
    st.lists(st.integers(0, 80), max_size=3),
    st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_packed_runs_and_single_fields_may_be_mixed(values, cuts, packed):
    pieces = np.split(values, sorted(min(cut, len(values)) for cut in cuts))
    dtype = values.dtype.name
    other = bytes_field(3, b"") + b"\x18\x01"  # version_number, and a field of another form
    data = other.join(tensor_proto(dtype, piece, packed=way) for piece, way in zip(pieces, packed))

    found = ProtoValues(data, 0, len(data), DTYPE_NUMBER[dtype])

    assert b"".join(chunk.tobytes() for chunk in found.numbers(len(values), 40)) == values.tobytes()


@given(
    st.dictionaries(st.binary(max_size=12), st.integers(-9, 9), min_size=1, max_size=12), st.integers(20, 400)
)
def test_names_are_bytes_and_found_in_whatever_block_they_lie(tmp_path_factory, tensors, block_target):
    path = tmp_path_factory.mktemp("v1") / "c"
    write_v1(path, {name: np.int32(value) for name, value in tensors.items()}, block_target=block_target)

    found = read_all(TensorSliceV1(path))

    assert {key.encode("utf-8", "surrogateescape"): int(v) for key, v in found.items()} == tensors


def test_shards_are_one_checkpoint_and_a_slice_lies_where_it_lies(tmp_path):
    tensors = {"w": KERNEL}
    pattern = write_v1_shards(
        tmp_path / "m-7", [tensors | {"a": np.int8(1)}, tensors], slices=[{"w": ROWS[:1]}, {"w": ROWS[1:]}]
    )

    reader = TensorSliceV1(tmp_path / "m-7")

    assert (reader.prefix, reader.problems, reader.table.problems) == (pattern, (), {})
    assert reader.table.keys == ["a", "w"]
    assert reader.table.shard.tolist() == [0, -1]
    assert reader.table.slices == {
        1: (TensorSlice((0, 0), (2, 4), 0, 0, 32, 0), TensorSlice((2, 0), (1, 4), 1, 0, 16, 0))
    }
    assert reader.read(1).tolist() == KERNEL.tolist()


def test_whole_dimensions_may_be_spelled_out(tmp_path):
    spelled = b"".join(bytes_field(1, b"\x10" + varint(size)) for size in (3, 4))
    key = b"\0w\0\1\1\2" + b"\x80\x83\x80\x84"
    entries = {
        b"": meta_bytes([(b"w", 1, (3, 4), [spelled])]),
        key: value_bytes(b"w", spelled, tensor_proto("float32", KERNEL)),
    }
    (tmp_path / "c").write_bytes(table_bytes(sorted(entries.items())))

    reader = TensorSliceV1(tmp_path / "c")

    assert (reader.table.slices, reader.table.problems) == ({}, {})
    assert reader.read(0).tolist() == KERNEL.tolist()


def test_a_tensor_of_gaps_reads_as_a_masked_array_and_its_chunks_are_what_is_there(tmp_path):
    reader = TensorSliceV1(write_v1(tmp_path / "c", {"w": KERNEL}, slices={"w": ROWS[1:]}))

    with pytest.raises(NoValueError, match="its slices hold 4 of 12 elements"):
        reader.read(0)
    value = reader.read(0, partial=True)

    assert value.mask[:, 0].tolist() == [True, True, False]
    assert value.compressed().tolist() == [8, 9, 10, 11]
    assert [chunk.values.tolist() for chunk in reader.chunks(0)] == [[8, 9, 10, 11]]


def test_only_the_blocks_asked_for_are_read(tmp_path, monkeypatch):
    big = np.arange(1000, dtype=np.int64)
    path = write_v1(tmp_path / "c", {f"t{n:03}": big + n for n in range(50)}, block_target=4000)
    read: list[int] = []
    original = FileSource.read

    def counting(self, offset, size):
        read.append(size)
        return original(self, offset, size)

    monkeypatch.setattr(FileSource, "read", counting)

    reader = TensorSliceV1(path)
    value = reader.read(30)

    assert value.tolist() == (big + 30).tolist()
    assert sum(read) < 15_000 < path.stat().st_size / 5


def test_small_tensors_beside_a_large_one_do_not_cost_reading_it_each_time(tmp_path, monkeypatch):
    large = np.arange(400_000, dtype=np.float32)
    tensors = {f"a{n:02}": KERNEL + n for n in range(20)} | {"big": large}
    path = write_v1(tmp_path / "c", tensors, block_target=1 << 22)
    reader = TensorSliceV1(path)
    read: list[int] = []
    original = FileSource.read

    def counting(self, offset, size):
        read.append(size)
        return original(self, offset, size)

    monkeypatch.setattr(FileSource, "read", counting)

    values = [reader.read(row) for row in range(21)]

    assert all((value == KERNEL + n).all() for n, value in enumerate(values[:20]))
    assert (values[20] == large).all()
    assert sum(read) < 1.1 * path.stat().st_size


# --- files, and what is wrong with them ------------------------------------------------------


def test_a_missing_shard_is_told_and_the_others_read(tmp_path):
    tensors = {"w": KERNEL}
    write_v1_shards(tmp_path / "m", [tensors, None, {"b": KERNEL[0]}], slices=[{"w": ROWS[:1]}, None, None])

    reader = TensorSliceV1(tmp_path / "m-00002-of-00003")

    assert reader.problems == ("The file m-00001-of-00003 is not there; tensors in it are not listed.",)
    assert [(file.name, file.size_bytes is None) for file in reader.data_files] == [
        ("m-00000-of-00003", False),
        ("m-00001-of-00003", True),
        ("m-00002-of-00003", False),
    ]
    assert reader.table.problems == {1: "its slices hold 8 of 12 elements"}
    assert reader.read(0).tolist() == [0, 1, 2, 3]


def test_a_damaged_shard_is_told_and_the_others_read(tmp_path):
    pattern = write_v1_shards(tmp_path / "m", [{"a": KERNEL}, {"b": KERNEL}, {"c": KERNEL}])
    damaged = tmp_path / "m-00000-of-00003"
    damaged.write_bytes(damaged.read_bytes()[:-20])
    (tmp_path / "m-00001-of-00003").unlink()
    os.mkfifo(tmp_path / "m-00001-of-00003")

    reader = TensorSliceV1(pattern)

    assert reader.table.keys == ["c"]
    assert [problem[:40] for problem in reader.problems] == [
        "The file m-00000-of-00003 cannot be read",
        "The file m-00001-of-00003 cannot be read",
    ]
    assert "it is a pipe, not a file" in reader.problems[1]
    assert reader.read(0).tolist() == KERNEL.tolist()


def test_of_two_sets_of_shards_the_complete_one_is_taken_and_the_other_told(tmp_path):
    write_v1_shards(tmp_path / "m", [{"new": KERNEL}, {"b": KERNEL}])
    write_v1_shards(tmp_path / "m", [{"old": KERNEL}, None, None])

    reader = TensorSliceV1(tmp_path / "m")
    named = TensorSliceV1(tmp_path / "m-?????-of-00003")

    assert reader.table.keys == ["b", "new"]
    assert reader.problems == ("A checkpoint of the same name in 3 files lies beside it, and is not read.",)
    assert named.table.keys == ["old"]


def test_a_name_that_claims_ten_billion_files_costs_nothing(tmp_path):
    write_v1(tmp_path / "m-00000-of-9999999999", {"a": KERNEL})

    reader = TensorSliceV1(tmp_path / "m")

    assert len(reader.data_files) == 1000
    assert reader.problems[-1] == "9999999995 more of its 9999999999 files are not there."


def test_odd_names_and_odd_files(tmp_path):
    for name in ("w[1]*?", "new\nline", "-", "x-00000-of", "x-00009-of-00002", "x-00000-of-00000", "é" * 60):
        write_v1(tmp_path / name, {"a": KERNEL})
        assert open_reader(tmp_path / name).table.keys == ["a"], name
    os.mkfifo(tmp_path / "fifo-00000-of-00001")
    (tmp_path / "dir-00000-of-00001").mkdir()
    (tmp_path / "loop-00000-of-00001").symlink_to(tmp_path / "loop-00000-of-00001")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "s-00000-of-00001"))
    server.close()

    for name in ("fifo", "dir", "loop", "s", "w[1]", "nothing", "x\0y", "y" * 300):
        assert first_format_files(tmp_path / name) == [], name
        assert find_v1_files(tmp_path / f"{name}-00000-of-00001") is None, name
        with pytest.raises(ExplorerError):
            open_reader(tmp_path / name)


def test_files_of_other_kinds_are_called_by_name(tmp_path):
    write_bundle(tmp_path / "v2", {"a": KERNEL})
    shutil.move(tmp_path / "v2.index", tmp_path / "plain")
    write_v1(tmp_path / "v1.index", {"a": KERNEL})
    (tmp_path / "empty").write_bytes(table_bytes([]))
    (tmp_path / "other").write_bytes(table_bytes([(b"k", b"v")]))
    (tmp_path / "newer").write_bytes(table_bytes([(b"", meta_bytes([], min_consumer=9))]))

    with pytest.raises(UnsupportedFileError, match="index of a checkpoint of TensorFlow's second format"):
        open_reader(tmp_path / "plain")
    with pytest.raises(UnsupportedFileError, match=r"first format \(V1\)"):
        open_reader(tmp_path / "v1")
    for name in ("empty", "other"):
        with pytest.raises(CorruptFileError, match="no list of tensors"):
            open_reader(tmp_path / name)
    with pytest.raises(UnsupportedFileError, match="asks for a reader of version 9"):
        open_reader(tmp_path / "newer")
    with pytest.raises(MissingFileError):
        TensorSliceV1(tmp_path / "nothing")


def test_damage_in_a_block_is_that_of_the_tensors_in_it(tmp_path):
    path = write_v1(tmp_path / "c", {f"t{n}": KERNEL + n for n in range(6)}, block_target=150)
    reader = TensorSliceV1(path)
    data = bytearray(path.read_bytes())
    offset = int(reader.table.offset[5])
    lost = [key for row, key in enumerate(reader.table.keys) if reader.table.offset[row] == offset]
    data[data.index((KERNEL + 5).tobytes()) + 2] ^= 1
    path.write_bytes(data)

    reader = TensorSliceV1(path)

    for row, key in enumerate(reader.table.keys):
        if key in lost:
            with pytest.raises(CorruptFileError, match="does not match its checksum"):
                reader.read(row)
            with pytest.raises(CorruptFileError, match="does not match its checksum"):
                list(reader.chunks(row))
        else:
            assert reader.read(row).tolist() == (KERNEL + row).tolist()
    assert 0 < len(lost) < 6
    assert reader.read(5, verify=False).shape == (3, 4)


def test_a_tensor_that_is_listed_but_not_stored_is_told(tmp_path):
    reader = TensorSliceV1(write_v1(tmp_path / "c", {"a": KERNEL, "b": KERNEL, "z": KERNEL}, omit=["a", "z"]))

    absent = "the file lists it, but holds no values of it"
    assert reader.table.problems == {0: absent, 2: absent}
    assert reader.read(1).tolist() == KERNEL.tolist()
    with pytest.raises(CorruptFileError, match=absent):
        reader.read(2)


PROTO = tensor_proto("float32", KERNEL)
WHOLE = slice_bytes((0, 0), (3, 4), (3, 4))
KEY = b"\0w\0\1\1\2" + b"\x80\x7f" * 2


@pytest.mark.parametrize(
    ("listed", "value", "problem"),
    [
        ((b"w", 1, (3, 5), [WHOLE]), PROTO, "its shape has 15 elements, 48 bytes of values are stored"),
        ((b"w", 3, (3, 4), [WHOLE]), PROTO, "its shape has 12 elements, 0 bytes of values are stored"),
        ((b"w", 1, (2**40, 2**40), [WHOLE]), PROTO, "its shape has more elements than its"),
        ((b"w", 1, (2**62, 4), [WHOLE]), PROTO, "its shape has more elements than its"),
        ((b"w", 1, b"\x18\x01", [WHOLE]), PROTO, "its shape is stored as unknown"),
        ((b"w", 1, (3, 4), []), PROTO, "the file lists no slice of it"),
        ((b"w", 1, (3, 4), [b"\x0a"]), PROTO, "a slice of it is damaged in the list"),
        ((b"w", 1, (3,), [WHOLE]), PROTO, r"the slice \[:, :\] does not fit its shape \[3\]"),
        ((b"w", 0, (3, 4), [WHOLE]), PROTO, "its shape has 12 elements|the file names no dtype of it"),
        ((b"w", 1, (3, 4), [WHOLE]), b"\x08\x02" + PROTO, "its values are float64, it is listed as float32"),
        ((b"w", 1, (3, 4), [WHOLE]), PROTO + bytes_field(4, b"x" * 48), "it holds its values in two forms"),
        ((b"w", 1, (3, 4), [WHOLE]), b"\x2a\x7f", "says 127 bytes"),
        (
            (b"w", 4, (2,), [slice_bytes((0,), (2,), (2,))]),
            bytes_field(7, b"\1\xac\2"),
            "it holds 300, which is no uint8",
        ),
        (
            (b"w", 6, (2,), [slice_bytes((0,), (2,), (2,))]),
            bytes_field(7, b"\1\xff\1"),
            "it holds 255, which is no int8",
        ),
        ((b"w", 9, (2,), [slice_bytes((0,), (2,), (2,))]), bytes_field(10, b"\1\xff"), "cut off"),
        (
            (b"w", 9, (2,), [slice_bytes((0,), (2,), (2,))]),
            bytes_field(10, b"\xff" * 10 + b"\1\1"),
            "10 bytes",
        ),
        ((b"w", 9, (2,), [slice_bytes((0,), (2,), (2,))]), bytes_field(10, b"\1\1\1"), "more are stored"),
        (
            (b"w", 9, (3,), [slice_bytes((0,), (3,), (3,))]),
            bytes_field(10, b"\1\xff\1"),
            "3 elements, 2 are stored",
        ),
    ],
)
def test_contradictions_are_told_and_never_values(tmp_path, listed, value, problem):
    name, _, shape, slices = listed
    rank = len(shape) if isinstance(shape, tuple) and slices != [WHOLE] else 2
    key = b"\0w\0\1\1" + bytes([rank]) + b"\x80\x7f" * rank
    extents = slices[0] if slices and slices[0] != b"\x0a" else WHOLE
    entries = {b"": meta_bytes([listed]), key: value_bytes(name, extents, value)}
    (tmp_path / "c").write_bytes(table_bytes(sorted(entries.items())))

    reader = TensorSliceV1(tmp_path / "c")
    with pytest.raises((CorruptFileError, NoValueError)) as refused:
        reader.read(0)
    with pytest.raises((CorruptFileError, NoValueError)):
        list(reader.chunks(0))

    told = f"{refused.value} {reader.table.problems.get(0, '')}"
    assert re.search(problem, told), told


def test_a_slice_that_is_listed_twice_is_told(tmp_path):
    entries = {
        b"": meta_bytes([(b"w", 1, (3, 4), [WHOLE, WHOLE])]),
        KEY: value_bytes(b"w", WHOLE, PROTO),
    }
    (tmp_path / "c").write_bytes(table_bytes(sorted(entries.items())))

    reader = TensorSliceV1(tmp_path / "c")

    assert reader.table.problems == {0: "its slices overlap"}
    with pytest.raises(NoValueError, match="its slices overlap"):
        reader.read(0)


def test_values_of_another_tensor_in_its_place_are_refused(tmp_path):
    meta = meta_bytes([(b"w", 1, (3, 4), [WHOLE])])
    half = slice_bytes((0, 0), (2, 4), (3, 4))
    for entry, problem in (
        (value_bytes(b"v", WHOLE, PROTO), "in its place values of b'v' are stored"),
        (value_bytes(b"w", half, PROTO), r"values of the slice \[0:2, :\] are stored"),
        (b"\x0a\x00", "its entry holds no values"),
    ):
        (tmp_path / "c").write_bytes(table_bytes([(b"", meta), (KEY, entry)]))

        with pytest.raises(CorruptFileError, match=problem):
            TensorSliceV1(tmp_path / "c").read(0)


def test_a_dtype_nobody_knows_is_told_and_hides_nothing(tmp_path):
    entries = v1_entries({"b": KERNEL, "w": KERNEL}, listed=meta_bytes([
        (b"b", 1, (3, 4), [WHOLE]), (b"w", 99, (3, 4), [WHOLE]),
    ]))  # fmt: skip
    (tmp_path / "c").write_bytes(table_bytes(sorted(entries.items())))

    reader = TensorSliceV1(tmp_path / "c")

    with pytest.raises(NoValueError, match="dtype 99"):
        reader.read(1)
    with pytest.raises(NoValueError, match="dtype 99"):
        next(reader.chunks(1))
    assert reader.read(0).tolist() == KERNEL.tolist()


def test_a_file_that_vanishes_or_changes_is_told_at_the_next_read(tmp_path):
    path = write_v1(tmp_path / "c", {"a": KERNEL, "b": KERNEL})
    reader = TensorSliceV1(path)
    reader.read(0)

    write_v1(tmp_path / "other", {"a": KERNEL + 1, "b": KERNEL})  # sound, and of the same size
    (tmp_path / "other").replace(path)
    for read in (lambda: reader.read(0), lambda: list(reader.chunks(0))):
        with pytest.raises(CorruptFileError, match="written anew since it was opened"):
            read()
    path.unlink()
    with pytest.raises(MissingFileError):
        reader.read(1)
    path.mkdir()
    with pytest.raises(FileAccessError):
        reader.read(1)


# --- hostile bytes ---------------------------------------------------------------------------


def tour(path: Path, sound: dict[str, bytes]) -> int:
    """Everything a window does; how many values were told to be sound, none of which may be another."""
    try:
        reader = TensorSliceV1(path)
    except ExplorerError:
        return 0
    count = 0
    for row, key in enumerate(reader.table.keys[:200]):
        for options in ({}, {"verify": False}, {"partial": True}):
            try:
                value = reader.read(row, **options)
            except ExplorerError:
                continue
            count += not options
            if not options and key in sound and row not in reader.table.problems:
                assert value.tobytes() == sound[key]
        try:
            for _chunk in reader.chunks(row, chunk_bytes=16):
                pass
        except ExplorerError:
            pass
    return count


TENSORS: dict[str | bytes, Any] = {
    "f": KERNEL,
    "h": np.arange(5, dtype=np.float16),
    "i": np.array([-1, 0, 300, 2**40]),
    "s": [b"alpha", b"beta" * 20],
    "u": np.arange(5, dtype=np.uint8),
    "w": KERNEL,
}


def test_mutants_of_a_file_never_give_another_value(tmp_path):
    path = write_v1(tmp_path / "c", TENSORS, slices={"w": ROWS}, block_target=120)
    sound = {key: value.tobytes() for key, value in read_all(TensorSliceV1(path)).items() if key != "s"}
    read = 0
    for damaged in mutants(path.read_bytes(), 250, 5):
        path.write_bytes(damaged)
        read += tour(path, sound)
    assert read > 20


def test_mutants_with_a_right_checksum_read_or_are_explained(tmp_path):
    path = tmp_path / "c"
    contents = block_bytes(sorted(v1_entries(TENSORS, slices={"w": ROWS}).items()))
    read = 0
    for damaged in mutants(contents, 250, 6):
        path.write_bytes(one_block_table(damaged))
        read += tour(path, {})
    assert read > 20


@given(
    st.binary(max_size=60),
    st.sampled_from([1, 2, 3, 7, 8, 9, 10, 14, 18, 19, 23, 24, 29, 99]),
    st.integers(0, 9),
)
def test_any_bytes_are_values_or_explained(data, dtype, count):
    try:
        values = ProtoValues(data, 0, len(data), dtype)
        if dtype == 7:
            assert len(values.strings(count)) == count
        elif data_type(dtype).is_numeric:
            assert sum(len(chunk) for chunk in values.numbers(count, 16)) == count
    except CorruptFileError:
        pass


def test_a_shard_among_many_files_is_found_without_listing_them(tmp_path, monkeypatch):
    pattern = write_v1_shards(tmp_path / "m", [{"a": KERNEL}, {"b": KERNEL}])
    listed: list[object] = []
    monkeypatch.setattr(os, "scandir", lambda path: listed.append(path))

    reader = TensorSliceV1(pattern)

    assert (reader.table.keys, listed) == (["a", "b"], [])


def test_a_list_told_in_pieces_is_their_concatenation():
    shape = [bytes_field(2, bytes_field(2, number_field(1, size))) for size in (3, 4)]
    tensor = bytes_field(1, b"w") + shape[0] + number_field(3, 1) + shape[1]
    versions = bytes_field(2, number_field(1, 1)) + bytes_field(2, number_field(3, 1))
    sound, refused = bytes_field(1, bytes_field(1, tensor)), bytes_field(1, bytes_field(1, tensor) + versions)

    (listed,) = parse_list(sound, 0, len(sound))

    assert (listed.name, listed.shape) == (b"w", shape_bytes((3, 4)))
    with pytest.raises(UnsupportedFileError, match="refuses readers of version 1"):
        parse_list(refused, 0, len(refused))
