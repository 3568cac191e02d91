"""Table files: the annotated real one, blocks, footers, checksums, and every way to contradict the format."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import CorruptFileError, UnsupportedFileError
from explorer.formats.bundle_index import decode_entry_by_entry, read_index
from explorer.formats.checksum import crc32c, masked_crc32c
from explorer.formats.table import BlockHandle, block_entries, parse_footer, read_data_blocks
from explorer.formats.varint import read_fields, read_varint, write_varint
from explorer.storage.files import BufferSource
from tests.builders import (
    block_bytes,
    entry_bytes,
    footer,
    header_bytes,
    mutant_tables,
    mutants,
    one_block_table,
    table_bytes,
    varint,
)

# Written by TensorFlow: abc float32 [2], abd int64 scalar, s string [2].
REAL_TABLE = bytes.fromhex(
    "000006" "08011a020801" "00030f" "616263" "08011204120208022808" "35593ce535"
    "02010d" "64" "0809120020082808" "35bbd79f11" "000111" "73" "0807120412020802" "20102808" "359e9e48ed"
    "00000000" "01000000" "00" "015cdae3" "0000000001000000" "00" "c0f2a1b0"
    "000102" "74" "004c" "00000000" "01000000" "00" "1503a87d" "51085e0e"
).ljust(161 - 8, b"\0") + bytes.fromhex("57fb808b247547db")  # fmt: skip


def test_the_annotated_file_of_tensorflow_reads_as_annotated():
    index = read_index(BufferSource(REAL_TABLE))

    assert (index.header.num_shards, index.header.is_big_endian) == (1, False)
    assert index.keys == ["abc", "abd", "s"]
    assert index.dtype.tolist() == [1, 9, 7]
    assert [index.shapes[i] for i in index.shape_id] == [(2,), (), (2,)]
    assert (index.offset.tolist(), index.size_bytes.tolist()) == ([0, 8, 16], [8, 8, 8])
    assert index.crc32c.tolist() == [0x35E53C59, 0x119FD7BB, 0xED489E9E]


def test_checksums_have_the_published_values():
    assert (crc32c(b""), masked_crc32c(b"")) == (0, 0xA282EAD8)
    assert (crc32c(b"123456789"), masked_crc32c(b"123456789")) == (0xE3069283, 0xC78AB0E5)
    assert (crc32c(bytes(32)), masked_crc32c(bytes(32))) == (0x8A9136AA, 0x0FD7FFFA)
    assert crc32c(b"56789", crc32c(b"1234")) == 0xE3069283


numbers = st.integers(0, 2**64 - 1)
handles = st.builds(BlockHandle, numbers, numbers)


@given(handles, handles)
def test_a_footer_survives_writing_and_reading(metaindex, index):
    data = footer((metaindex.offset, metaindex.size), (index.offset, index.size))

    assert parse_footer(data) == (metaindex, index)


@given(st.binary(max_size=64))
def test_any_bytes_give_a_footer_or_an_explained_error(tail):
    with contextlib.suppress(CorruptFileError):
        parse_footer(tail)


@given(numbers, st.binary(max_size=3))
def test_a_varint_survives_writing_and_reading(value, behind):
    data = write_varint(value)

    assert read_varint(data + behind, 0, len(data)) == (value, len(data))
    with pytest.raises(CorruptFileError, match="cut off"):
        read_varint(data, 0, len(data) - 1)


def test_a_varint_has_at_most_ten_bytes():
    with pytest.raises(CorruptFileError, match="more than 10 bytes"):
        read_varint(b"\xff" * 11, 0, 11)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (b"\x00\x01", "field number 0"),
        (b"\x0b", "wire type 3"),
        (b"\x0a\x05abc", "says 5 bytes, 3 are left"),
        (b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "says 18446744073709551615 bytes"),
        (b"\x35\x00\x00", "says 4 bytes, 2 are left"),
    ],
)
def test_fields_that_contradict_protobuf_are_refused(message, words):
    with pytest.raises(CorruptFileError, match=words):
        list(read_fields(message, 0, len(message)))


names = st.binary(min_size=1, max_size=40)
tables = st.dictionaries(names, st.binary(max_size=60), max_size=60)


@given(tables, st.integers(20, 400), st.integers(1, 20), st.booleans())
def test_a_table_survives_writing_and_reading(content, block_target, restart_interval, snappy):
    entries = sorted(content.items())
    data = table_bytes(entries, block_target=block_target, restart_interval=restart_interval, snappy=snappy)

    blocks = read_data_blocks(BufferSource(data))

    found = [(key, block.data[a:b]) for block in blocks for key, a, b in block_entries(block, 1 << 20)]
    assert found == entries


def _block(*entries: bytes, restarts: bytes = b"\0\0\0\0\1\0\0\0") -> bytes:
    return b"".join(entries) + restarts


HEADER_ENTRY = varint(0) + varint(0) + varint(len(header_bytes())) + header_bytes()
DAMAGED_BLOCKS = {
    "more restart points than fit": (
        _block(restarts=b"\xff\xff\xff\x7f"),
        "restart points do not fit|at least 8",
    ),
    "no restart point": (_block(HEADER_ENTRY, restarts=b"\0\0\0\0"), "restart points do not fit"),
    "first restart point elsewhere": (
        _block(HEADER_ENTRY, restarts=b"\3\0\0\0\1\0\0\0"),
        "restart point of a block",
    ),
    "more shared than there is": (_block(HEADER_ENTRY, b"\4\1\0a"), "shares 4 bytes"),
    "key beyond the block": (_block(HEADER_ENTRY, b"\0\x7f\0a"), "should end at byte"),
    "value beyond the block": (_block(HEADER_ENTRY, b"\0\1\xff\xff\xff\xff\x0fa"), "should end at byte"),
    "keys out of order": (_block(HEADER_ENTRY, b"\0\1\0b", b"\0\1\0a"), "out of order"),
    "a key twice": (_block(HEADER_ENTRY, b"\0\1\0a", b"\0\1\0a"), "out of order"),
    "no header": (_block(b"\0\1\0a"), "no header entry"),
    "nothing at all": (_block(), "no header entry"),
}


@pytest.mark.parametrize("name", DAMAGED_BLOCKS)
def test_a_block_that_contradicts_the_format_is_refused(name):
    contents, words = DAMAGED_BLOCKS[name]

    with pytest.raises(CorruptFileError, match=words):
        read_index(BufferSource(one_block_table(contents)))


def test_a_table_with_a_flipped_bit_fails_its_checksum():
    for at in (0, 20, 75, 76, 77, 85, 100):
        damaged = bytearray(REAL_TABLE)
        damaged[at] ^= 4

        with pytest.raises(CorruptFileError, match="checksum"):
            read_index(BufferSource(bytes(damaged)))


def test_every_truncation_of_a_table_is_refused():
    for size in range(len(REAL_TABLE)):
        with pytest.raises(CorruptFileError):
            read_index(BufferSource(REAL_TABLE[:size]))


def test_keys_cannot_grow_beyond_what_the_file_holds():
    size = 100_000
    entries = [HEADER_ENTRY, varint(0) + varint(size) + varint(0) + b"k" * size]
    entries += [varint(size) + varint(3) + varint(0) + b"%03d" % 0]
    entries += [varint(size) + varint(3) + varint(0) + b"%03d" % n for n in range(1, 999)]

    with pytest.raises(CorruptFileError, match="far longer than the file can hold"):
        read_index(BufferSource(one_block_table(_block(*entries))))


@pytest.mark.parametrize("contents", [varint(2**32 - 1) + bytes(100), varint(2**32 - 1), b"", b"\x05abc"])
def test_a_lying_snappy_block_is_refused(contents):
    with pytest.raises(CorruptFileError, match=r"compressed block|varint"):
        read_index(BufferSource(one_block_table(contents, compression=1)))


def test_unknown_compression_is_refused():
    with pytest.raises(CorruptFileError, match="unknown compression 7"):
        read_index(BufferSource(one_block_table(_block(HEADER_ENTRY), compression=7)))


@pytest.mark.parametrize(
    ("header", "error", "words"),
    [
        (header_bytes(1, min_consumer=2), UnsupportedFileError, "asks for a reader of version 2"),
        (b"\x08\x01\x1a\x04\x08\x01\x18\x01", UnsupportedFileError, "refuses readers of version 1"),
        (b"\x08\x01\x1a\x05\x08\x01\x1a\x01\x01", UnsupportedFileError, "refuses readers of version 1"),
        (b"\x0a\x02\x08\x01", UnsupportedFileError, "first format"),
        (b"\x08" + varint(-1), CorruptFileError, "says -1 data files"),
        (b"\x08\x01\x10\x02", CorruptFileError, "byte order 2"),
        (b"\x08", CorruptFileError, "cut off"),
    ],
)
def test_headers_we_cannot_follow_are_refused(header, error, words):
    table = table_bytes([(b"", header), (b"a", entry_bytes(1, ()))])

    with pytest.raises(error, match=words):
        read_index(BufferSource(table))


def test_a_larger_producer_alone_is_fine():
    table = table_bytes([(b"", header_bytes(1, producer=9)), (b"a", entry_bytes(1, ()))])

    assert read_index(BufferSource(table)).keys == ["a"]


CONTENTS = block_bytes(
    [(b"", header_bytes(2))]
    + [
        (b"layer/%02d" % n, entry_bytes(1 + n % 9, (n, 3), shard=n % 2, offset=n, crc=n * 977))
        for n in range(30)
    ]
)


@pytest.mark.parametrize("seed", range(4))
def test_mutants_behind_a_right_checksum_open_or_are_explained(seed):
    opened = 0
    for table in (*mutant_tables(CONTENTS, 150, seed), *mutants(one_block_table(CONTENTS), 50, seed)):
        with contextlib.suppress(CorruptFileError, UnsupportedFileError):
            index = decode_entry_by_entry(read_data_blocks(BufferSource(table)))
            assert len(index.keys) == len(index.dtype) == len(index.shape_id)
            opened += 1
    assert opened > 10  # else the mutants test nothing but the first check
