"""Reading values out of bundles of our own making: dtypes, strings, slices, byte order, and lies about them."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import ml_dtypes
import numpy as np
import pytest

from explorer.errors import (
    CorruptFileError,
    FileAccessError,
    MissingFileError,
    NoValueError,
    UnsupportedFileError,
)
from explorer.formats import bundle_stream
from explorer.formats.reader import open_reader
from explorer.formats.tensor_table import TensorSlice
from explorer.task import Cancelled, Progress, Task
from tests.builders import (
    data_name,
    entry_bytes,
    header_bytes,
    slice_bytes,
    slice_key,
    write_bundle,
    write_index,
    write_layered_model,
)

# dtype -> (stored bytes, values), from TensorFlow 2.21
VECTORS = {
    "bfloat16": ("40c080bf0000803f0040", [-3, -1, 0, 1, 2]),
    "float16": ("00c200bc0000003c0040", [-3, -1, 0, 1, 2]),
    "float8_e5m2": ("c2bc003c40", [-3, -1, 0, 1, 2]),
    "float8_e4m3fn": ("c4b8003840", [-3, -1, 0, 1, 2]),
    "float8_e4m3fnuz": ("ccc0384048", [-3, -1, 0.5, 1, 2]),
    "float8_e4m3b11fnuz": ("e4d8505860", [-3, -1, 0.5, 1, 2]),
    "float8_e5m2fnuz": ("c6c03c4044", [-3, -1, 0.5, 1, 2]),
    "float4_e2m1fn": ("0d0a010204", [-3, -1, 0.5, 1, 2]),
    "int4": ("0d0f000102", [-3, -1, 0, 1, 2]),
    "int2": ("0203000101", [-2, -1, 0, 1, 1]),
    "uint4": ("0d0f000102", [13, 15, 0, 1, 2]),
    "uint2": ("0203000101", [2, 3, 0, 1, 1]),
    "qint8": ("fdff000102", [-3, -1, 0, 1, 2]),
    "quint16": ("fdff000001000200ffff", [65533, 0, 1, 2, 65535]),
    "qint32": ("fdffffff" "00000000" "01000000" "02000000" "ffffffff", [-3, 0, 1, 2, -1]),
    "bool": ("0101000102", [True, True, False, True, True]),
}  # fmt: skip


@pytest.mark.parametrize("dtype", VECTORS)
def test_every_dtype_decodes_to_tensorflows_values(tmp_path, dtype):
    stored, values = VECTORS[dtype]
    reader = open_reader(write_bundle(tmp_path / "c", {"x": (dtype, (5,), bytes.fromhex(stored))}))

    value = reader.read(0)
    (chunk,) = reader.chunks(0)

    wide = np.float32 if value.dtype.kind in "fV" else np.int64
    assert value.astype(wide).tolist() == values
    assert (chunk.start, chunk.values.astype(wide).tolist()) == (0, values)
    assert reader.table.problems == {}


def test_high_bits_of_sub_byte_types_do_not_count(tmp_path):
    tensors = {"x": ("int4", (3,), b"\xfd\x70\x21"), "y": ("uint2", (2,), b"\xff\x04")}
    reader = open_reader(write_bundle(tmp_path / "c", tensors))

    assert reader.read(0).astype(int).tolist() == [-3, 0, 1]
    assert reader.read(1).astype(int).tolist() == [3, 0]
    assert reader.read(0).dtype == ml_dtypes.int4


TENSORS = {
    "b": np.array([True, False]),
    "c": np.array([1 + 2j, -3.5j], np.complex64),
    "d": np.array([[1.5], [-2.5]]),
    "e": np.zeros((0, 3), np.float32),
    "i": np.arange(-3, 3, dtype=np.int16).reshape(2, 3),
    "s": [b"hi", b"", b"\xff\0" * 200],
    "z": b"",
}


@pytest.mark.parametrize("options", [{}, {"big_endian": True}, {"snappy": True}, {"num_shards": 4}], ids=str)
def test_values_survive_whatever_way_they_are_stored(tmp_path, options):
    reader = open_reader(write_bundle(tmp_path / "c", TENSORS, **options))

    assert list(reader.table.keys) == sorted(TENSORS)
    for row, key in enumerate(reader.table.keys):
        value = reader.read(row)
        expected = TENSORS[key]
        if isinstance(expected, np.ndarray):
            np.testing.assert_array_equal(value, expected, strict=True)
        else:
            assert value.dtype == object
            assert value.tolist() == expected
        with pytest.raises(ValueError, match="read-only"):
            value[...] = value
    assert [file.name for file in reader.data_files] == [
        f"c.data-{n:05d}-of-{len(reader.data_files):05d}" for n in range(options.get("num_shards", 1))
    ]


@pytest.mark.parametrize("damaged", range(3))
def test_a_flipped_bit_in_strings_is_found_wherever_it_is(tmp_path, damaged):
    prefix = write_bundle(tmp_path / "c", {"s": [b"ab", b"cd"]})  # 2 lengths, 4 bytes checksum, 4 bytes text
    data = bytearray(data_name(prefix).read_bytes())
    data[(1, 3, 7)[damaged]] ^= 1
    data_name(prefix).write_bytes(data)
    reader = open_reader(prefix)

    with pytest.raises(CorruptFileError, match=r"checksum|should fill"):
        reader.read(0)


def test_a_flipped_bit_in_numbers_is_found_unless_nobody_asks(tmp_path):
    prefix = write_bundle(tmp_path / "c", {"x": np.arange(1000, dtype=np.uint8)})
    data = bytearray(data_name(prefix).read_bytes())
    data[-1] ^= 1
    data_name(prefix).write_bytes(data)
    reader = open_reader(prefix)

    with pytest.raises(CorruptFileError, match=r"the checksum does not match: stored \d+, computed \d+"):
        reader.read(0)
    chunks = reader.chunks(0, chunk_bytes=400)
    assert [next(chunks).start for _ in range(3)] == [0, 400, 800]
    with pytest.raises(CorruptFileError, match="the checksum does not match"):
        next(chunks)
    assert reader.read(0, verify=False)[-1] == 999 % 256 ^ 1
    assert sum(len(chunk.values) for chunk in reader.chunks(0, verify=False)) == 1000


def test_chunks_report_and_stop_when_cancelled(tmp_path):
    reader = open_reader(write_bundle(tmp_path / "c", {"x": np.arange(1000)}))
    told: list[Progress] = []
    task = Task(told.append)

    for _ in reader.chunks(0, chunk_bytes=80, task=task):
        pass
    assert told[0] == Progress(80, 8000, "Reading x")
    assert told[-1] == Progress(8000, 8000, "Reading x")

    chunks = reader.chunks(0, chunk_bytes=80, task=task)
    next(chunks)
    task.cancel()
    with pytest.raises(Cancelled):
        next(chunks)


# --- slices ----------------------------------------------------------------------------------

WHOLE = np.arange(24, dtype=np.int64).reshape(4, 6)
ROWS = [((0, 0), (3, 6)), ((3, 0), (1, 6))]
GRID = [((0, 0), (2, 2)), ((0, 2), (2, 4)), ((2, 0), (2, 6))]


def test_data_files_stay_open_while_many_tensors_are_read(tmp_path, monkeypatch):
    opened = []

    class Noted(bundle_stream.FileSource):
        def __init__(self, path):
            super().__init__(path)
            opened.append(self)

    monkeypatch.setattr(bundle_stream, "FileSource", Noted)
    values = {f"t{number:02}": np.full(3, number, np.float32) for number in range(40)}
    reader = open_reader(write_bundle(tmp_path / "model", values, num_shards=20))

    def read(row: int) -> list[float]:
        return np.concatenate([chunk.values.copy() for chunk in reader.chunks(row)]).tolist()

    with reader.keeping_open():
        suspended = reader.chunks(0)
        found = [read(row) for row in range(40)] + [read(row) for row in range(40)]
        assert next(suspended).values.tolist() == [0, 0, 0]
        kept = {source.path for source in opened if source._descriptor >= 0}
    suspended.close()

    assert found == [[row] * 3 for row in range(40)] * 2
    assert len(kept) == 16  # the others are opened as they are needed
    assert len(opened) < 80
    assert all(source._descriptor < 0 for source in opened)
    assert read(7) == [7, 7, 7]


@pytest.mark.parametrize("parts", [ROWS, GRID, ROWS[::-1]], ids=["rows", "grid", "reversed"])
def test_slices_join_to_the_whole(tmp_path, parts):
    prefix = write_bundle(
        tmp_path / "c",
        {"a": np.float32(1), "p\xff\0q": WHOLE, "z": np.float32(2)},
        slices={"p\xff\0q": parts},
    )

    reader = open_reader(prefix)

    assert (list(reader.table.keys), reader.table.problems) == (["a", "p\xff\0q", "z"], {})
    np.testing.assert_array_equal(reader.read(1), WHOLE, strict=True)
    assert (int(reader.table.shard[1]), int(reader.table.size_bytes[1])) == (-1, 192)
    assert [(part.start, part.length) for part in reader.table.slices[1]] == parts
    elements = np.concatenate([chunk.values.copy() for chunk in reader.chunks(1, chunk_bytes=16)])
    assert sorted(elements.tolist()) == list(range(24))


def test_missing_slices_are_a_problem_and_masked_on_request(tmp_path):
    prefix = write_bundle(tmp_path / "c", {"p": WHOLE}, slices={"p": GRID[:2]})
    reader = open_reader(prefix)

    assert reader.table.problems == {0: "its slices hold 12 of 24 elements"}
    with pytest.raises(NoValueError, match="not complete: its slices hold 12 of 24"):
        reader.read(0)
    value = reader.read(0, partial=True)
    assert isinstance(value, np.ma.MaskedArray)
    np.testing.assert_array_equal(value[:2], WHOLE[:2])
    assert value.mask.tolist() == [[False] * 6] * 2 + [[True] * 6] * 2


def test_the_part_of_a_slot_that_tensorflow_stores_by_itself_is_no_damage(tmp_path):
    key = "scope/pw/art_1/Adagrad"
    reader = open_reader(write_bundle(tmp_path / "c", {key: WHOLE}, slices={key: ROWS[1:]}))

    assert reader.table.problems == {}
    with pytest.raises(NoValueError, match="its slices hold 6 of 24 elements"):
        reader.read(0)
    assert reader.read(0, partial=True)[3].tolist() == WHOLE[3].tolist()


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([*ROWS, ((1, 0), (1, 6))], "its slices overlap"),
        ([*GRID, ((1, 1), (1, 2))], "its slices overlap"),
        ([((0, 0), (4, 6)), ((0, 0), (4, 6))], "its slices overlap"),
    ],
)
def test_overlapping_slices_are_a_problem(tmp_path, parts, words):
    reader = open_reader(write_bundle(tmp_path / "c", {"p": WHOLE}, slices={"p": parts}))

    assert reader.table.problems == {0: words}


def test_a_listed_slice_without_an_entry_or_with_another_shape_is_a_problem(tmp_path):
    protos = [slice_bytes(start, length, (4, 6)) for start, length in ROWS]
    entries = {
        b"": header_bytes(),
        b"p": entry_bytes(9, (4, 6), slices=protos),
        b"q": entry_bytes(9, (4, 6), slices=protos[:1]),
        b"r": entry_bytes(9, (4,), slices=protos[:1]),
        slice_key(b"p", *ROWS[0], (4, 6)): entry_bytes(9, (3, 6), size_bytes=144),
        slice_key(b"q", *ROWS[0], (4, 6)): entry_bytes(1, (6, 6), offset=144, size_bytes=144),
    }
    write_index(tmp_path / "c", entries)
    data_name(tmp_path / "c").write_bytes(bytes(288))

    reader = open_reader(tmp_path / "c")

    assert reader.table.problems == {
        0: "the slice [3:4, 0:6] is not in the file",
        1: "the slice [0:3, 0:6] is stored with another dtype than the whole",
        2: "the slice [0:3, :] does not fit its shape [4]",
    }


def test_a_key_that_only_looks_like_a_slice_is_an_ordinary_tensor(tmp_path):
    keys = ["\0p", "\0p\0\1\1\1\x80\x7f", "p"]
    reader = open_reader(write_bundle(tmp_path / "c", {key: np.float32(1) for key in keys}))

    assert list(reader.table.keys) == sorted(keys)
    assert reader.read(0) == 1


# --- entries that contradict themselves or the files -----------------------------------------

LIES = {
    "more elements than bytes": (entry_bytes(1, (2**62, 4), size_bytes=64), "has more elements than the 64 bytes"),
    "wrong size": (entry_bytes(1, (3,), size_bytes=8), "its shape and dtype need 12 bytes, 8 are stored"),
    "negative dimension": (entry_bytes(1, (-1, 2), size_bytes=8), "its shape has a negative dimension"),
    "unknown rank": (entry_bytes(1, b"\x18\x01", size_bytes=4), "its shape is stored as unknown"),
    "too many dimensions": (entry_bytes(1, (1,) * 100_000, size_bytes=4), "has 100000 dimensions"),
    "damaged shape": (entry_bytes(1, b"\x12\x05", size_bytes=4), "its shape is damaged"),
    "no such shard": (entry_bytes(1, (2,), shard=1, size_bytes=8), "in data file number 1, there are 1"),
    "negative shard": (entry_bytes(1, (2,), shard=-1, size_bytes=8), "in data file number -1"),
    "beyond the file": (entry_bytes(1, (2,), offset=60, size_bytes=8), "should end at byte 68 of c.data-00000-of-00001"),
    "offset overflows": (entry_bytes(1, (2,), offset=2**63 - 1, size_bytes=8), "should end at byte"),
    "negative offset": (entry_bytes(1, (2,), offset=-8, size_bytes=8), "negative offset or size"),
    "negative size": (entry_bytes(1, (2,), size_bytes=-8), "8 bytes, -8 are stored"),
    "huge size": (entry_bytes(4, (2**57,), size_bytes=2**57), "should end at byte"),
    "too many strings": (entry_bytes(7, (2**40,), size_bytes=64), "more elements than its 64 bytes"),
    "too many variants": (entry_bytes(21, (13,), size_bytes=64), "more elements than its 64 bytes"),
    "no dtype": (entry_bytes(0, (2,), size_bytes=8), "names no dtype"),
    "damaged entry": (b"\x08", "its entry in the index is damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", LIES)
def test_an_entry_that_lies_is_a_problem_of_its_row_and_gives_no_value(tmp_path, name):
    entry, words = LIES[name]
    prefix = tmp_path / "c"
    good = entry_bytes(4, (1,), offset=63, size_bytes=1, crc=0x8A000000)
    write_index(prefix, {b"": header_bytes(), b"bad": entry, b"good": good})
    data_name(prefix).write_bytes(bytes(64))

    reader = open_reader(prefix)

    assert words in reader.table.problems[0]
    for options in ({}, {"verify": False}, {"partial": True, "verify": False}):
        with pytest.raises((CorruptFileError, NoValueError)):
            reader.read(0, **options)
    with pytest.raises((CorruptFileError, NoValueError)):
        list(reader.chunks(0, verify=False))
    assert reader.read(1, verify=False).tolist() == [0]


def test_ranges_that_overlap_are_told_of_both_tensors(tmp_path):
    prefix = tmp_path / "c"
    entries = {
        b"": header_bytes(2),
        b"a": entry_bytes(4, (8,), offset=0, size_bytes=8),
        b"b": entry_bytes(4, (2,), offset=2, size_bytes=2),
        b"c": entry_bytes(4, (3,), offset=7, size_bytes=3),
        b"d": entry_bytes(4, (3,), offset=10, size_bytes=3),
        b"e": entry_bytes(4, (0,), offset=11, size_bytes=0),
        b"f": entry_bytes(4, (8,), shard=1, offset=0, size_bytes=8),
    }
    write_index(prefix, entries)
    for shard in range(2):
        data_name(prefix, shard, 2).write_bytes(bytes(32))

    problems = open_reader(prefix).table.problems

    where = "its bytes in c.data-00000-of-00002 are also those of"
    assert problems == {0: f"{where} 'b'", 1: f"{where} 'a'", 2: f"{where} 'a'"}


def test_a_missing_data_file_is_told_and_the_others_are_read(tmp_path):
    prefix = write_bundle(tmp_path / "c", {key: np.float32(1) for key in "abcd"}, num_shards=2)
    data_name(prefix, 1, 2).unlink()

    reader = open_reader(prefix)

    assert reader.problems == ("The data file c.data-00001-of-00002 is not there.",)
    assert [file.size_bytes for file in reader.data_files] == [8, None]
    assert sorted(reader.table.problems) == [2, 3]
    assert reader.read(1) == 1
    with pytest.raises(MissingFileError):
        reader.read(2)


def test_a_header_that_names_too_many_data_files_makes_us_look_for_none(tmp_path):
    entries = {b"": header_bytes(2**31 - 1), b"a": entry_bytes(1, (2,), shard=2**31 - 2, size_bytes=8)}
    write_index(tmp_path / "c", entries)

    reader = open_reader(tmp_path / "c")

    assert [file.name for file in reader.data_files] == ["c.data-2147483646-of-2147483647"]
    assert reader.problems[0].startswith("The index names 2147483647 data files for 1 tensors")


def test_unknown_dtypes_are_listed_without_values(tmp_path):
    reader = open_reader(write_bundle(tmp_path / "c", {"x": (999, (2,), b"12345")}))

    assert (int(reader.table.dtype[0]), reader.table.problems) == (999, {})
    with pytest.raises(NoValueError, match="its dtype, dtype 999, is not known; 5 bytes are stored"):
        reader.read(0)


def test_references_are_reduced_to_their_base(tmp_path):
    reader = open_reader(write_bundle(tmp_path / "c", {"x": (101, (1,), b"\0\0\x80\x3f")}))

    assert (int(reader.table.dtype[0]), reader.read(0).tolist()) == (1, [1.0])


def test_keys_are_bytes(tmp_path):
    raw = [b"a\0b", b"caf\xc3\xa9", b"caf\xe9", b"cafe\xcc\x81", b"line\nbreak", b"x" * 255, b"\xff\xfe"]
    reader = open_reader(write_bundle(tmp_path / "c", {key: np.int64(n) for n, key in enumerate(raw)}))

    keys = list(reader.table.keys)
    assert [key.encode("utf-8", "surrogateescape") for key in keys] == sorted(raw)
    for n, key in enumerate(raw):
        assert reader.read(reader.table.row_of[key.decode("utf-8", "surrogateescape")]) == n


# --- opening ---------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["", ".index", ".data-00000-of-00001", ".meta"])
def test_any_file_of_a_checkpoint_opens_it(tmp_path, suffix):
    prefix = write_bundle(tmp_path / "model.ckpt-100", {"x": np.float32(1)})
    Path(f"{prefix}.meta").write_bytes(b"")

    reader = open_reader(f"{prefix}{suffix}")

    assert (reader.prefix, reader.format) == (prefix, "tensor_bundle")


def test_a_prefix_may_look_like_a_file_name(tmp_path):
    prefix = write_bundle(tmp_path / "odd.index", {"x": np.float32(1)})

    assert open_reader(prefix).prefix == prefix


def test_relative_paths_become_absolute(tmp_path, monkeypatch):
    write_bundle(tmp_path / "c", {"x": np.float32(1)})
    monkeypatch.chdir(tmp_path)

    reader = open_reader("c")
    monkeypatch.chdir("/")

    assert (reader.prefix, reader.read(0)) == (tmp_path / "c", 1)


def test_a_saved_model_is_a_bundle_in_its_variables_folder(tmp_path):
    (tmp_path / "export" / "variables").mkdir(parents=True)
    prefix = write_bundle(tmp_path / "export" / "variables" / "variables", {"x": np.float32(1)})
    assert open_reader(prefix).format == "tensor_bundle"
    (tmp_path / "export" / "saved_model.pb").write_bytes(b"")

    assert open_reader(prefix).format == "saved_model"
    assert open_reader(tmp_path / "export").prefix == prefix


@pytest.mark.parametrize(
    ("name", "content", "error", "words"),
    [
        ("w.h5", b"\x89HDF\r\n\x1a\n" + bytes(100), CorruptFileError, "its superblock says addresses of 0"),
        ("m.keras", b"PK\3\4" + bytes(100), CorruptFileError, "no sound zip archive"),
        ("events.out.tfevents.1.host", b"\x18", UnsupportedFileError, "an event file"),
        (
            "checkpoint",
            b'model_checkpoint_path: "a"',
            UnsupportedFileError,
            "the list of a directory's checkpoints",
        ),
        ("saved_model.pb", b"\x08\x01", CorruptFileError, "the file holds no graph"),
        ("c.meta", b"\x0a", MissingFileError, "whose index c.index is not there"),
        ("c.data-00000-of-00001", b"", MissingFileError, "whose index c.index is not there"),
        ("notes.txt", b"hello", UnsupportedFileError, "no checkpoint file that we know"),
        ("empty", b"", CorruptFileError, "the file is empty"),
        ("c.index", b"", CorruptFileError, "too few for the 48-byte footer"),
        (
            "c.index",
            b"x" * 99,
            CorruptFileError,
            "^this is not a checkpoint index, or it was cut short .it ends with 0x",
        ),
    ],
)
def test_other_files_are_called_by_their_name(tmp_path, name, content, error, words):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(error, match=words) as caught:
        open_reader(tmp_path / name)
    assert "path" in caught.value.where


def test_nothing_and_odd_names_are_missing(tmp_path):
    for path in (tmp_path / "none", tmp_path / ("long" * 200), f"{tmp_path}/a\0b"):
        with pytest.raises(MissingFileError):
            open_reader(path)
    with pytest.raises(UnsupportedFileError, match="a directory, not one checkpoint"):
        open_reader(tmp_path)


def test_data_without_an_index_is_being_written(tmp_path):
    data_name(tmp_path / "c").write_bytes(b"123")

    with pytest.raises(MissingFileError, match="its data files are there, but not its index") as caught:
        open_reader(tmp_path / "c")
    assert "still be being written" in caught.value.hint


@pytest.mark.parametrize("suffix", [".index", ".data-00000-of-00001", ".meta"])
@pytest.mark.parametrize("kind", ["fifo", "directory", "loop"])
def test_no_odd_file_hangs_a_reader(tmp_path, suffix, kind):
    prefix = write_bundle(tmp_path / "c", {"x": np.float32(1)})
    path = Path(f"{prefix}{suffix}")
    path.unlink(missing_ok=True)
    {"fifo": os.mkfifo, "directory": os.mkdir, "loop": lambda p: p.symlink_to(p)}[kind](path)

    if suffix == ".index":
        with pytest.raises(FileAccessError):
            open_reader(prefix)
        return
    reader = open_reader(prefix)
    if suffix == ".meta":
        assert reader.read(0) == 1
        return
    assert 0 in reader.table.problems
    with pytest.raises(FileAccessError):
        reader.read(0)


def test_every_truncation_of_a_data_file_is_told_beforehand(tmp_path):
    prefix = write_bundle(tmp_path / "c", {"x": np.arange(6, dtype=np.uint8), "y": np.uint8(1)})
    whole = data_name(prefix).read_bytes()
    for size in range(len(whole)):
        data_name(prefix).write_bytes(whole[:size])

        reader = open_reader(prefix)

        assert sorted(reader.table.problems) == ([1] if size == 6 else [0, 1])


def test_many_threads_read_one_reader(tmp_path):
    reader = open_reader(write_layered_model(tmp_path / "c", 20, num_shards=3))
    expected = [
        reader.read(row).tobytes() for row in range(len(reader.table)) if reader.table.dtype[row] != 7
    ]
    rows = [row for row in range(len(reader.table)) if reader.table.dtype[row] != 7]
    found: list[list[bytes]] = []

    def run() -> None:
        found.append([reader.read(row).tobytes() for row in rows])

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [expected] * 6


def test_the_table_is_immutable(tmp_path):
    table = open_reader(write_bundle(tmp_path / "c", {"p": WHOLE}, slices={"p": ROWS})).table

    for name in ("dtype", "shape_id", "shard", "offset", "size_bytes", "crc32c"):
        assert not getattr(table, name).flags.writeable
    assert isinstance(table.slices[0][0], TensorSlice)


def test_a_pipe_in_the_place_of_a_data_file_is_called_one(tmp_path):
    prefix = write_bundle(tmp_path / "c", {"a": np.zeros(3)})
    data_name(prefix).unlink()
    os.mkfifo(data_name(prefix))

    reader = open_reader(prefix)

    assert reader.problems == ("The data file c.data-00000-of-00001 is a pipe, not a file.",)
    assert reader.table.problems == {0: "the data file c.data-00000-of-00001 is a pipe, not a file"}
    with pytest.raises(FileAccessError, match="it is a pipe, not a file"):
        reader.read(0)
