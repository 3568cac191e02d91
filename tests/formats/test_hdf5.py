"""HDF5 files of many kinds, made by h5py: read as it reads them; and damaged ones, which hurt nobody."""

from __future__ import annotations

import io
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import ml_dtypes
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.errors import CorruptFileError, ExplorerError, NoValueError, UnsupportedFileError
from explorer.formats import hdf5_bytes, hdf5_heaps, hdf5_superblock
from explorer.formats.dtypes import data_type
from explorer.formats.hdf5_checksum import is_fletcher32, lookup3
from explorer.formats.hdf5_file import DEEPEST, Hdf5Walk
from explorer.formats.keras_h5 import KerasH5
from explorer.formats.reader import open_reader
from explorer.storage.files import BufferSource
from tests.builders import mutants
from tests.golden_answers import GOLDEN

LIBVERS: dict[str, Any] = {
    "earliest": {"libver": "earliest"},
    "v110": {"libver": ("v110", "v110")},
    "latest": {"libver": "latest"},
    "ordered": {"libver": "latest", "track_order": True},
    "user block": {"userblock_size": 1024},
}
SLOWEST_S = 2.0
Fill = Callable[[h5py.File], None]
every_libver = pytest.mark.parametrize("options", LIBVERS.values(), ids=list(LIBVERS))


def make(path: Path, fill: Fill, **options: Any) -> Path:
    """A file that h5py made."""
    with h5py.File(path, "w", **options) as file:
        fill(file)
    return path


def assert_reads_as_h5py(path: Path) -> KerasH5:
    """Names, shapes, dtypes and bytes of every dataset, read whole and piece by piece."""
    expected: dict[str, Any] = {}
    with h5py.File(path, "r") as file:

        def note(name: str, item: object) -> None:
            if isinstance(item, h5py.Dataset):
                expected[name] = item[()]

        file.visititems(note)
    reader = KerasH5(path)
    assert list(reader.table.keys) == sorted(expected, key=str.encode)
    assert reader.table.problems == {}
    for row, key in enumerate(reader.table.keys):
        value = reader.read(row)
        if value.dtype == object:
            assert value.tolist() == np.asarray(expected[key], object).tolist(), key
            continue
        native = np.asarray(expected[key])
        native = native.astype(native.dtype.newbyteorder("="))
        assert (value.shape, value.tobytes()) == (native.shape, native.tobytes()), key
        assert value.dtype == native.dtype or native.dtype.kind == "V", key
        pieces = [chunk.values.copy() for chunk in reader.chunks(row, chunk_bytes=200)]
        assert b"".join(piece.tobytes() for piece in pieces) == native.tobytes(), key
    return reader


# --- what h5py writes ----------------------------------------------------------------------------


def many_types(file: h5py.File) -> None:
    random = np.random.default_rng(0)
    for kind in ("u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", ">i2", ">u4", ">i8"):
        file[f"int/{kind}"] = random.integers(0, 100, (3, 4)).astype(kind)
    for kind in ("f2", "f4", "f8", ">f2", ">f4", ">f8", "c8", "c16", ">c8", ">c16"):
        file[f"float/{kind}"] = random.standard_normal((2, 3)).astype(kind)
    file["bool"] = np.array([True, False, True])
    file["enum"] = np.array([1, 2], h5py.enum_dtype({"A": 1, "B": 2}, basetype="i2"))
    file["scalar"], file["counter"], file["flag"] = np.float32(3.5), np.int64(7), np.bool_(True)
    file["empty"], file["text"] = np.zeros((0, 3), "f4"), "text"
    file["fixed"] = np.array([b"ab", b"cde", b""])
    file["varied"] = np.array([b"x" * 300, "häß".encode(), b""], h5py.string_dtype())
    file.create_dataset("array", (4,), np.dtype(("f4", (2, 3))))[...] = random.standard_normal((4, 2, 3))
    file["named"] = np.dtype("f4")
    file.create_dataset("of_named", data=np.arange(3.0), dtype=file["named"])


def many_layouts(file: h5py.File) -> None:
    random = np.random.default_rng(1)

    def add(name: str, shape: tuple[int, ...], **options: Any) -> None:
        file.create_dataset(name, data=random.integers(0, 9, shape).astype("f4"), **options)

    add("plain", (30, 7))
    add("chunks", (31, 17), chunks=(10, 8))
    add("packed", (31, 17), chunks=(10, 8), compression="gzip", shuffle=True)
    add("checked", (11, 7, 5), chunks=(4, 4, 4), fletcher32=True)
    add("checked_odd", (5,), chunks=(5,), fletcher32=True, compression="gzip")
    add("single", (11, 7), chunks=(11, 7))
    add("single_packed", (11, 7), chunks=(11, 7), compression="gzip")
    add("pages", (2200,), chunks=(2,))
    add("pages_packed", (2500,), chunks=(2,), compression="gzip")
    add("growing", (3000,), chunks=(2,), maxshape=(None,))
    add("growing_packed", (500, 3), chunks=(2, 3), maxshape=(None, 3), compression="gzip")
    add("growing_below", (9, 7, 5), chunks=(2, 3, 2), maxshape=(9, None, 8))
    add("growing_last", (9, 16, 5), chunks=(2, 3, 2), maxshape=(11, 16, None), compression="gzip")
    add("growing_a_little", (19, 16), chunks=(2, 3), maxshape=(31, 22))
    add("growing_a_little_packed", (19, 16), chunks=(2, 3), maxshape=(19, 22), compression="gzip")
    add("growing_twice", (100, 60), chunks=(2, 3), maxshape=(None, None))
    add("growing_twice_packed", (20, 30), chunks=(7, 3), maxshape=(None, None), compression="gzip")
    file.create_dataset("sparse", (100, 10), "f4", chunks=(10, 10), fillvalue=2.5)[35] = 1
    file.create_dataset("sparse_growing", (100, 10), "f4", chunks=(10, 10), maxshape=(None, 10))[35] = 1
    for name, most in (("few_pages", None), ("few_pages_growing", (None,))):
        few = file.create_dataset(name, (200_000,), "i1", chunks=(3,), maxshape=most, fillvalue=2)
        few[100_000:100_010], few[199_998:] = 1, 4
    file.create_dataset("unwritten", (10, 10), "i2", fillvalue=-3)
    file.create_dataset("unwritten_chunks", (100, 10), "i2", chunks=(3, 3), fillvalue=-3)
    file.create_dataset("shrunk", data=np.arange(90.0), chunks=(7,), maxshape=(None,)).resize((20,))
    settings_of = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    settings_of.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple((5,))
    compact = h5py.h5d.create(file.id, b"compact", h5py.h5t.NATIVE_INT32, space, settings_of)
    compact.write(h5py.h5s.ALL, h5py.h5s.ALL, np.arange(5, dtype="i4"))
    settings_of = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    settings_of.set_chunk((3, 4))
    settings_of.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    early = h5py.h5d.create(
        file.id, b"early", h5py.h5t.NATIVE_INT32, h5py.h5s.create_simple((10, 9)), settings_of
    )
    early.write(h5py.h5s.ALL, h5py.h5s.ALL, np.arange(90, dtype="i4").reshape(10, 9))


def many_groups(file: h5py.File) -> None:
    for number in range(300):  # trees of several levels
        file[f"many/{number}"] = np.float32(number)
    file["ünï/cö.dé/x y"] = np.arange(3)
    file["/".join("d" * 40)] = np.arange(4.0)
    file["long/" + "n" * 300] = np.arange(2)
    group = file.create_group("told")
    for number in range(40):
        group.attrs[f"a{number}"] = "v" * number
    group.attrs["weight_names"] = [b"w0:0", b"w1:0"]
    group.attrs["long"] = "y" * 100_000
    group["w0:0"], group["w1:0"] = np.arange(2), np.arange(3)


@every_libver
def test_every_type_reads_as_in_h5py(tmp_path: Path, options: dict[str, Any]):
    reader = assert_reads_as_h5py(make(tmp_path / "f.h5", many_types, **options))

    names = {key: data_type(int(number)).name for key, number in zip(reader.table.keys, reader.table.dtype)}
    assert {key: names[key] for key in ("bool", "enum", "float/>c8", "float/f2", "int/>u4", "varied")} == {
        "bool": "bool",
        "enum": "int16",
        "float/>c8": "complex64",
        "float/f2": "float16",
        "int/>u4": "uint32",
        "varied": "string",
    }


@every_libver
def test_every_layout_reads_as_in_h5py(tmp_path: Path, options: dict[str, Any]):
    reader = assert_reads_as_h5py(make(tmp_path / "f.h5", many_layouts, **options))

    assert len(reader.table) == 26


@every_libver
def test_many_groups_and_names_read_as_in_h5py(tmp_path: Path, options: dict[str, Any]):
    reader = assert_reads_as_h5py(make(tmp_path / "f.h5", many_groups, **options))

    assert reader.problems == ()
    assert reader.told_names is not None
    assert {"w0", "w1"} < set(reader.told_names)


@pytest.mark.parametrize(
    "bounds", [(h5py.h5f.LIBVER_EARLIEST, h5py.h5f.LIBVER_LATEST), (h5py.h5f.LIBVER_LATEST,) * 2]
)
def test_addresses_and_lengths_of_four_bytes_are_read_too(tmp_path: Path, bounds: tuple[int, int]):
    creation, access = h5py.h5p.create(h5py.h5p.FILE_CREATE), h5py.h5p.create(h5py.h5p.FILE_ACCESS)
    creation.set_sizes(4, 4)
    access.set_libver_bounds(*bounds)
    path = tmp_path / "f.h5"
    with h5py.File(h5py.h5f.create(bytes(path), h5py.h5f.ACC_TRUNC, creation, access)) as file:
        many_types(file)
        file.create_dataset(
            "packed", data=np.arange(500.0).reshape(50, 10), chunks=(3, 3), compression="gzip"
        )
        for number in range(60):
            file[f"many/{number}"] = np.float32(number)

    assert_reads_as_h5py(path)


def test_a_file_behind_a_block_of_a_program_s_own_opens_by_its_path(tmp_path: Path):
    path = make(tmp_path / "f.h5", many_types, userblock_size=512)

    assert open_reader(path).format == "h5"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.dictionaries(
        st.text("abcxyz._-:ü0", min_size=1, max_size=5).filter(lambda name: name.strip(".")),
        st.sampled_from(("u1", "<i4", ">i8", "<f2", "<f4", ">f8", "<c8", "?")).flatmap(
            lambda kind: npst.arrays(np.dtype(kind), npst.array_shapes(max_dims=3, max_side=6))
        ),
        max_size=6,
    ),
    libver=st.sampled_from(("earliest", "v110", "latest")),
    chunked=st.booleans(),
    packing=st.sampled_from((None, "gzip")),
    checks=st.booleans(),
    growth=st.sampled_from((0, 5, None)),
)
def test_whatever_h5py_writes_reads_the_same(
    tmp_path: Path,
    values: dict[str, Any],
    libver: str,
    chunked: bool,
    packing: str | None,
    checks: bool,
    growth: int | None,
):
    def fill(file: h5py.File) -> None:
        for number, (name, value) in enumerate(values.items()):
            options: dict[str, Any] = {}
            if chunked:
                chunks = tuple(max(size - number % 3, 1) for size in value.shape)
                most: list[int | None] = [size + (growth or 2) for size in value.shape]
                if growth is None:
                    most[number % len(most)] = None
                options = {
                    "chunks": chunks,
                    "maxshape": tuple(most),
                    "compression": packing,
                    "fletcher32": checks,
                    "shuffle": checks,
                }
            file.create_dataset(f"g{number % 2}/{name}", data=value, **options)

    assert_reads_as_h5py(
        make(tmp_path / "f.h5", fill, libver=(libver, libver if libver != "earliest" else "latest"))
    )


def test_bfloat16_is_what_keras_says_it_is(tmp_path: Path):
    values = np.arange(6).astype(ml_dtypes.bfloat16).reshape(2, 3)

    def fill(file: h5py.File) -> None:
        file.create_dataset("vars/0", data=values).attrs["dtype"] = "bfloat16"

    reader = KerasH5(make(tmp_path / "f.weights.h5", fill))

    assert data_type(int(reader.table.dtype[0])).name == "bfloat16"
    assert reader.read(0).dtype == values.dtype
    assert reader.read(0).tobytes() == values.tobytes()


def test_two_opaque_bytes_are_bfloat16_where_keras_says_nothing(tmp_path: Path):
    # Keras 2, and Keras 3 in whole-model .h5 files, hand the array to h5py as it is.
    values = np.array([1.5, -0.0, np.inf, 3e-39]).astype(ml_dtypes.bfloat16)

    def fill(file: h5py.File) -> None:
        file["dense/kernel:0"] = values
        file["dense/scale:0"] = values.astype(ml_dtypes.float8_e4m3fn)

    reader = KerasH5(make(tmp_path / "f.h5", fill))

    assert data_type(int(reader.table.dtype[0])).name == "bfloat16"
    assert reader.read(0).dtype == values.dtype
    assert reader.read(0).tobytes() == values.tobytes()
    with pytest.raises(NoValueError, match="opaque elements of 1 bytes, and the file does not say"):
        reader.read(1)


def test_two_opaque_bytes_with_a_tag_are_not_taken_for_numbers(tmp_path: Path):
    def fill(file: h5py.File) -> None:
        kind = h5py.h5t.create(h5py.h5t.OPAQUE, 2)
        kind.set_tag(b"pair of flags")
        h5py.h5d.create(file.id, b"vars", kind, h5py.h5s.create_simple((3,)))

    reader = KerasH5(make(tmp_path / "f.h5", fill))

    with pytest.raises(NoValueError, match="opaque elements of 2 bytes, and the file does not say"):
        reader.read(0)


def test_types_without_numbers_are_listed_and_say_so(tmp_path: Path):
    def fill(file: h5py.File) -> None:
        file["record"] = np.zeros(2, [("x", "f4"), ("y", "i4")])
        file["reference"] = np.array([file.ref], h5py.ref_dtype)
        file.create_dataset("sequences", (2,), h5py.vlen_dtype("i4"))

    reader = KerasH5(make(tmp_path / "f.h5", fill))

    told = {}
    for row, key in enumerate(reader.table.keys):
        with pytest.raises(NoValueError) as caught:
            reader.read(row)
        told[key] = caught.value.problem
    assert told == {
        "record": "it holds records of several fields, which have no numbers",
        "reference": "it holds references, which have no numbers",
        "sequences": "it holds sequences of varied length, which have no numbers",
    }
    assert reader.table.problems == {}


def test_links_inside_the_file_are_followed_and_others_are_not(tmp_path: Path):
    secret = make(tmp_path / "secret.h5", lambda file: file.create_dataset("x", data=np.arange(3)))

    def fill(file: h5py.File) -> None:
        file["a/w"] = np.arange(3)
        file["hard"] = file["a/w"]
        file["circle"] = file["a"]
        file["a/up"] = file["/"]
        file["soft"] = h5py.SoftLink("/a/up/again")
        file["again"] = h5py.SoftLink("a/./w")
        file["lost"] = h5py.SoftLink("/nowhere")
        file["round"] = h5py.SoftLink("/round")
        file["out"] = h5py.ExternalLink(secret.name, "/x")

    reader = KerasH5(make(tmp_path / "f.h5", fill))

    assert [key for key in reader.table.keys if not key.startswith("circle")] == [
        "a/w",
        "again",
        "hard",
        "soft",
    ]
    assert {tuple(reader.read(row).tolist()) for row in range(len(reader.table))} == {(0, 1, 2)}
    assert reader.table.problems == {}
    assert reader.problems == (
        "The link out leads to another file (secret.h5: /x), and is not followed.",
        "The link lost leads to /nowhere, which is not there.",
        "The link round leads to /round, which is not there.",
    )


def test_values_that_lie_elsewhere_or_are_packed_strangely_are_refused_one_by_one(tmp_path: Path):
    (tmp_path / "raw").write_bytes(bytes(8))

    def fill(file: h5py.File) -> None:
        file.create_dataset("external", (2,), "f4", external=[(str(tmp_path / "raw"), 0, 8)])
        file.create_dataset("lzf", data=np.arange(50.0), compression="lzf", chunks=(50,))
        file.create_dataset("scaled", data=np.arange(50), scaleoffset=0, chunks=(50,))
        file.create_virtual_dataset("view", h5py.VirtualLayout((2,), "f4"))
        file["sound"] = np.arange(3)

    reader = KerasH5(make(tmp_path / "f.h5", fill, libver="latest"))

    told = {reader.table.keys[row]: text.split(". ")[0] for row, text in reader.table.problems.items()}
    assert told == {
        "external": "its values lie in another file, which is not opened",
        "lzf": "its values are packed by the filter lzf, which is not applied here",
        "scaled": "its values are packed by the filter scale-offset, which is not applied here",
        "view": "its values are a view of other datasets or files, which is not followed",
    }
    assert reader.read(reader.table.find("sound")).tolist() == [0, 1, 2]
    with pytest.raises(NoValueError, match="packed by the filter lzf"):
        reader.read(reader.table.find("lzf"))


def test_odd_names_open_and_read_by_name(tmp_path: Path):
    names = (b"\xff\xfe", b"a.b", b"..x", "nö".encode(), b"new\nline", b"=1+1", b" ")

    def fill(file: h5py.File) -> None:
        for number, name in enumerate(names):
            space = h5py.h5s.create_simple((1,))
            h5py.h5d.create(file.id, name, h5py.h5t.NATIVE_INT32, space).write(
                h5py.h5s.ALL, h5py.h5s.ALL, np.array([number], "i4")
            )

    checkpoint = Checkpoint(KerasH5(make(tmp_path / "f.h5", fill)), "f.h5")

    found = {
        v.key.encode("utf-8", "surrogateescape"): int(checkpoint.read(v.key)[0]) for v in checkpoint.variables
    }
    assert found == {name: number for number, name in enumerate(names)}
    assert len(checkpoint.graph.role) == 1 + len(names)


# --- checksums -----------------------------------------------------------------------------------


def test_lookup3_gives_the_values_of_its_author():
    # hashlittle("", 0) and hashlittle("Four score and seven years ago", 0), from lookup3.c.
    assert (lookup3(b""), lookup3(b"Four score and seven years ago")) == (0xDEADBEEF, 0x17770551)


@given(st.binary(min_size=1, max_size=60))
def test_fletchers_checksum_is_what_the_plain_sums_give(data: bytes):
    first = second = 0
    for at in range(0, len(data), 2):
        first = (first + int.from_bytes(data[at : at + 2].ljust(2, b"\0"), "big")) % 65535
        second = (second + first) % 65535

    assert is_fletcher32(np.frombuffer(data, np.uint8), second << 16 | first)
    assert not is_fletcher32(np.frombuffer(data, np.uint8), second << 16 | (first + 257) % 65535)


def test_a_damaged_chunk_is_seen_where_it_carries_a_checksum(tmp_path: Path):
    values = np.arange(64.0)
    path = make(
        tmp_path / "f.h5", lambda file: file.create_dataset("x", data=values, chunks=(64,), fletcher32=True)
    )
    data = path.read_bytes()
    at = data.index(values.tobytes())
    path.write_bytes(data[: at + 100] + b"\x55" + data[at + 101 :])

    reader = KerasH5(path)

    with pytest.raises(CorruptFileError, match="the checksum of a chunk does not match its bytes"):
        reader.read(0)
    assert reader.read(0, verify=False)[20:].tolist() == values[20:].tolist()


# --- hostile files -------------------------------------------------------------------------------


def small_file(libver: str) -> bytes:
    """A bit of everything in some 20 KB."""
    buffer = io.BytesIO()
    random = np.random.default_rng(1)
    with h5py.File(buffer, "w", libver=libver) as file:
        file["a/b/w"] = random.standard_normal((5, 4)).astype("f4")
        file.create_dataset(
            "gz", data=np.arange(200).reshape(20, 10), chunks=(4, 3), compression="gzip", fletcher32=True
        )
        file.create_dataset("growing", data=np.arange(60.0), chunks=(2,), maxshape=(None,))
        file.create_dataset("twice", data=np.ones((6, 10)), chunks=(2, 2), maxshape=(None, None))
        file["strings"] = np.array([b"ab", b"c" * 40], h5py.string_dtype())
        for number in range(12):
            file[f"layers/dense_{number}/vars/0"] = np.float32(number)
            file[f"layers/dense_{number}/vars"].attrs["name"] = f"x{number}"
        for number in range(10):
            file["a"].attrs[f"a{number}"] = "v"
        file["soft"] = h5py.SoftLink("/a/b/w")
        file.attrs["model_config"] = "{}" * 100
    return buffer.getvalue()


def tour(path: Path) -> int:
    """Look at everything a file holds; only explained errors may come. How many values could be read."""
    count = 0
    try:
        reader = KerasH5(path)
        reader.config_json()
        checkpoint = Checkpoint(reader, "f.h5")
        assert len(checkpoint.graph.role) > 0
        assert len(checkpoint.variables) == len(reader.table)
    except ExplorerError:
        return count
    for row in range(len(reader.table)):
        for read in (reader.read, lambda row: list(reader.chunks(row))):
            try:
                read(row)
            except ExplorerError:
                continue
            count += 1
    return count


def unchecked(data: bytes, what: str) -> bytes:
    """Takes every checksum for right, as if the damage came before it was computed."""
    return hdf5_bytes.Fields(data, what).take(len(data) - 4)


@pytest.mark.parametrize("seed", ["golden", "earliest", "latest", "latest, checksums repaired"])
def test_no_damage_to_a_file_raises_what_is_not_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: str
):
    golden = GOLDEN / "keras3_modelcheckpoint_tf221/weights/w_01.weights.h5"
    data = golden.read_bytes() if seed == "golden" else small_file(seed.split(",")[0])
    if "repaired" in seed:
        for module in (hdf5_bytes, hdf5_heaps, hdf5_superblock):
            monkeypatch.setattr(module, "checked", unchecked)
    path = tmp_path / "f.h5"
    read = 0
    slowest = 0.0

    for mutant in mutants(data, 30, seed=5):
        path.write_bytes(mutant)
        begin = time.perf_counter()
        read += tour(path)
        slowest = max(slowest, time.perf_counter() - begin)

    assert read > 100
    assert slowest < SLOWEST_S


def test_every_length_of_a_file_cut_short_opens_or_is_explained(tmp_path: Path):
    def fill(file: h5py.File) -> None:
        file["g/first"], file["g/last"] = np.arange(4.0), np.arange(2000.0)

    path = make(tmp_path / "f.h5", fill)
    data = path.read_bytes()

    read = []
    for length in range(0, len(data), 101):
        path.write_bytes(data[:length])
        read.append(tour(path))

    assert read[0] == 0
    assert set(read) == {0, 2}


@given(st.binary(max_size=300))
def test_any_bytes_behind_the_signature_open_or_are_explained(tail: bytes):
    for head in (b"\0\0\0\0\0\x08\x08\0", b"\x02\x08\x08\0", b"\x03\x04\x02\0"):
        try:
            found = Hdf5Walk(BufferSource(hdf5_bytes.SIGNATURE + head + tail)).walk()
        except (CorruptFileError, UnsupportedFileError):
            continue
        assert found.groups


def test_a_shape_that_the_file_cannot_hold_is_refused_before_memory_is_asked_for(tmp_path: Path):
    def fill(file: h5py.File) -> None:
        file.create_dataset("unwritten", (2**31, 2**10), "f4")
        file.create_dataset("sparse", (2**40,), "f4", chunks=(2**10,))[5] = 1
        file.create_dataset("huge_chunk", (2**29,), "f4", chunks=(2**29,))

    reader = KerasH5(make(tmp_path / "f.h5", fill))

    for row in range(3):
        for read in (reader.read, lambda row: next(reader.chunks(row))):
            with pytest.raises(NoValueError, match="nearly all of it was never written"):
                read(row)
    assert [int(count) for count in reader.table.element_count] == [2**29, 2**40, 2**41]


def test_a_packed_chunk_gives_no_more_than_its_size(tmp_path: Path):
    zeros = np.zeros(1 << 20, "u1")
    path = make(
        tmp_path / "f.h5",
        lambda file: file.create_dataset("x", data=zeros, chunks=(1 << 20,), compression="gzip"),
    )
    data = path.read_bytes()
    packed = zlib.compress(zeros.tobytes(), 4)
    assert packed in data
    longer = zlib.compress(bytes((1 << 20) + 1), 4)
    path.write_bytes(data.replace(packed, longer[: len(packed)]))

    reader = KerasH5(path)

    with pytest.raises(CorruptFileError, match="a packed chunk"):
        reader.read(0)


def test_groups_nested_without_end_are_refused_at_a_depth(tmp_path: Path):
    def fill(file: h5py.File) -> None:
        file["/".join("d" * (DEEPEST + 50))] = np.arange(2)
        file["sound"] = np.arange(3)

    reader = KerasH5(make(tmp_path / "f.h5", fill))

    assert list(reader.table.problems.values()) == [f"its groups are nested more than {DEEPEST} deep"]
    assert reader.read(reader.table.find("sound")).tolist() == [0, 1, 2]


def move(path: Path, key: str, address: int) -> None:
    """Let the header of a dataset of an old file say that its values lie somewhere else."""
    table = KerasH5(path).table
    row = table.find(key)
    size = int(table.size_bytes[row]).to_bytes(8, "little")
    place = int(table.offset[row]).to_bytes(8, "little") + size
    data = path.read_bytes()
    assert data.count(place) == 1
    path.write_bytes(data.replace(place, address.to_bytes(8, "little") + size))


def test_two_datasets_on_the_same_bytes_are_told_apart_from_two_names_of_one(tmp_path: Path):
    def fill(file: h5py.File) -> None:
        file["one"], file["two"] = np.arange(100.0), np.arange(100.0) + 0.5
        file["alias"] = file["one"]

    path = make(tmp_path / "f.h5", fill)
    sound = KerasH5(path)
    assert sound.table.problems == {}
    move(path, "two", int(sound.table.offset[0]) + 8)

    reader = KerasH5(path)

    assert reader.table.problems == {
        0: "its bytes are also those of 'two'",
        1: "its bytes are also those of 'two'",
        2: "its bytes are also those of 'alias'",
    }


def test_values_that_would_lie_in_the_file_s_own_structures_are_told(tmp_path: Path):
    path = make(tmp_path / "f.h5", lambda file: file.create_dataset("x", data=np.arange(20.0)))
    move(path, "x", 96)

    assert KerasH5(path).table.problems == {0: "its bytes are also those of the file's own structures"}


def test_long_names_are_not_repeated_for_every_weight(tmp_path: Path):
    def fill(file: h5py.File) -> None:
        file.attrs["layer_names"] = [b"dense"]
        for number in range(20):
            file[f"dense/vars/{number}"] = np.float32(number)
        file["dense/vars"].attrs["name"] = "n" * 60_000
        file["optimizer_weights/adam/" + "_" * 60_000] = np.float32(1)

    reader = KerasH5(make(tmp_path / "f.h5", fill))

    assert reader.told_names == tuple(reader.table.keys)
    assert reader.told_slots == {20: (-1, "", "optimizer_weights")}


def test_names_that_share_their_bytes_are_counted_each(tmp_path: Path):
    # One heap of 60,000 letters, and every entry of the group begins somewhere else in it.
    def fill(file: h5py.File) -> None:
        file["n" * 60_000] = np.float32(1)
        for number in range(700):
            file[f"{number:03}"] = file["n" * 60_000]

    path = make(tmp_path / "f.h5", fill)
    data = bytearray(path.read_bytes())
    letters = data.index(b"n" * 60_000)
    names = int.from_bytes(data[(head := data.rindex(b"HEAP", 0, letters)) + 24 : head + 32], "little")
    for node in (at for at in range(len(data)) if data.startswith(b"SNOD", at)):
        count = int.from_bytes(data[node + 6 : node + 8], "little")
        for entry in range(node + 8, node + 8 + 40 * count, 40):
            data[entry : entry + 8] = (letters - names + entry % 999).to_bytes(8, "little")
    path.write_bytes(data)

    with pytest.raises(CorruptFileError, match="its blocks refer to each other without end"):
        KerasH5(path)
