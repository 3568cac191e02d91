"""Checksums of many ranges in one pass, and those of strings and variants read in pieces."""

import contextlib

import google_crc32c
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.analysis.doctor_checksums import range_checksums
from explorer.analysis.doctor_strings import check_strings, check_variants
from explorer.errors import CorruptFileError, ExplorerError, FileAccessError
from explorer.storage.files import BufferSource
from tests.builders import crc32c, mask, string_bytes, varint

DATA = bytes(range(256)) * 8


@given(
    st.lists(st.tuples(st.integers(0, len(DATA)), st.integers(0, 600)), max_size=30),
    st.integers(1, 700),
)
def test_each_range_has_the_checksum_of_its_bytes_whatever_the_block(ranges, block_bytes):
    answers = range_checksums(BufferSource(DATA), ranges, block_bytes=block_bytes)

    for (start, size), answer in zip(ranges, answers, strict=True):
        if start + size > len(DATA):
            assert isinstance(answer, CorruptFileError)
        elif not isinstance(answer, ExplorerError):  # too much of the file read again and again
            assert answer == google_crc32c.value(DATA[start : start + size])


@given(st.lists(st.integers(0, 50), max_size=40), st.integers(1, 64))
def test_ranges_side_by_side_are_all_checked_and_read_once(sizes, block_bytes):
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    read = []

    answers = range_checksums(
        BufferSource(DATA), list(zip(starts, sizes, strict=True)), read.append, block_bytes
    )

    expected = [
        google_crc32c.value(DATA[start : start + size]) for start, size in zip(starts, sizes, strict=True)
    ]
    assert answers == expected
    assert sum(read) == sum(sizes)


def test_a_sector_that_cannot_be_read_costs_only_the_ranges_on_it():
    class BadSector(BufferSource):
        def read_into(self, offset, buffer):
            if offset <= 100 < offset + len(buffer):
                raise FileAccessError("the system cannot read it: Input/output error")
            super().read_into(offset, buffer)

    ranges = [(0, 50), (50, 50), (100, 50), (150, 50)]

    answers = range_checksums(BadSector(DATA), ranges)

    assert [isinstance(answer, FileAccessError) for answer in answers] == [False, False, True, False]
    assert answers[3] == google_crc32c.value(DATA[150:200])


@given(
    st.lists(st.binary(max_size=20) | st.just(b"x" * 300), max_size=40),
    st.integers(1, 64),
    st.sampled_from(["little", "big"]),
)
def test_strings_are_checked_in_pieces_of_any_size(strings, piece_bytes, order):
    data, stored = string_bytes(strings, big_endian=order == "big")
    source = BufferSource(b"head" + data + b"tail")
    where = (source, 4, len(data), len(strings))

    check_strings(*where, stored, order, piece_bytes=piece_bytes)
    with pytest.raises(CorruptFileError):
        check_strings(*where, stored ^ 1, order, piece_bytes=piece_bytes)


@given(st.lists(st.binary(max_size=6), max_size=6), st.data())
def test_any_changed_bit_of_strings_is_told(strings, data):
    whole, stored = string_bytes(strings)
    at = data.draw(st.integers(0, 8 * len(whole) - 1))
    changed = bytearray(whole)
    changed[at // 8] ^= 1 << at % 8

    with pytest.raises(CorruptFileError):
        check_strings(BufferSource(bytes(changed)), 0, len(whole), len(strings), stored)


def variant_bytes(elements):
    """As TensorFlow writes them: the running checksum covers 64-bit lengths, bytes and checksums so far."""
    out, crc = b"", 0
    for element in elements:
        crc = crc32c(element, crc32c(len(element).to_bytes(8, "little"), crc))
        written = mask(crc).to_bytes(4, "little")
        out += varint(len(element)) + element + written
        crc = crc32c(written, crc)
    return out, mask(crc)


@given(st.lists(st.binary(max_size=200), max_size=8), st.integers(1, 64), st.data())
def test_variants_are_checked_in_pieces_of_any_size(elements, piece_bytes, data):
    whole, stored = variant_bytes(elements)

    check_variants(BufferSource(whole), 0, len(whole), len(elements), stored, piece_bytes=piece_bytes)
    if whole:
        at = data.draw(st.integers(0, 8 * len(whole) - 1))
        changed = bytearray(whole)
        changed[at // 8] ^= 1 << at % 8
        with pytest.raises(CorruptFileError):
            check_variants(BufferSource(bytes(changed)), 0, len(whole), len(elements), stored)


@given(st.binary(max_size=64), st.integers(0, 2**40), st.integers(0, 2**32 - 1))
def test_any_bytes_give_an_explained_error_or_nothing(data, count, stored):
    for check in (check_strings, check_variants):
        with contextlib.suppress(CorruptFileError):
            check(BufferSource(data), 0, len(data), count, stored)
