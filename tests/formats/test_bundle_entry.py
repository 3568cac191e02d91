"""Entries of an index, the usual ones and those no TensorFlow writes."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import CorruptFileError
from explorer.formats.bundle_entry import BundleEntry, parse_entry
from tests.builders import bytes_field, entry_bytes, number_field, shape_bytes

UP_TO_63_BITS = st.integers(0, 2**63 - 1)


@given(
    st.integers(1, 200),
    st.lists(UP_TO_63_BITS, max_size=20),
    st.integers(0, 2**31 - 1),
    UP_TO_63_BITS,
    UP_TO_63_BITS,
    st.integers(0, 2**32 - 1),
)
def test_an_entry_reads_as_it_was_written(dtype, shape, shard, offset, size, crc):
    data = entry_bytes(dtype, tuple(shape), shard=shard, offset=offset, size_bytes=size, crc=crc)

    assert parse_entry(data) == BundleEntry(dtype, shape_bytes(tuple(shape)), shard, offset, size, crc)


@pytest.mark.parametrize(
    ("data", "entry"),
    [
        (b"", BundleEntry()),
        (b"\x08\x01\x08\x03", BundleEntry(dtype=3)),  # of a number that is there twice the last counts
        (b"\x12\x02\x12\x00\x12\x02\x12\x00", BundleEntry(shape=b"\x12\x00\x12\x00")),  # messages join
        (b"\x08\x81\x80\x80\x80\x80\x80\x80\x80\x80\x00", BundleEntry(dtype=1)),  # longer than need be
        (b"\x20" + b"\xff" * 9 + b"\x01", BundleEntry(offset=-1)),
        (b"\x18\x80\x80\x80\x80\x08", BundleEntry(shard=-(2**31))),
        (b"\x35\x01\x02\x03\x04\x08\x01", BundleEntry(dtype=1, crc32c=0x04030201)),  # not at the end
        (number_field(9, 7) + b"\x08\x01", BundleEntry(dtype=1)),  # a field of a later version
        (bytes_field(7, b"ab") + bytes_field(7, b""), BundleEntry(slices=(b"ab", b""))),
    ],
)
def test_entries_stored_oddly_mean_what_protobuf_says(data, entry):
    assert parse_entry(data) == entry


@given(st.data())
def test_an_entry_cut_off_inside_a_field_is_damaged_and_others_never_raise_anything_else(data):
    whole = entry_bytes(1, (300, 2), shard=1, offset=10_000, size_bytes=2400, crc=7)
    cut = whole[: data.draw(st.integers(len(whole) - 4, len(whole) - 1))]

    with pytest.raises(CorruptFileError):
        parse_entry(cut)
    with contextlib.suppress(CorruptFileError):
        parse_entry(data.draw(st.binary(max_size=40)))
