"""The two ways of decoding an index give the same columns, or the fast one leaves the work to the other."""

from __future__ import annotations

import contextlib
import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import ExplorerError
from explorer.formats import bundle_checks, bundle_index
from explorer.formats.bundle_index import BundleIndex, decode_entry_by_entry, decode_index
from explorer.formats.bundle_index_fast import decode_all_at_once
from explorer.formats.table import read_data_blocks
from explorer.storage.files import BufferSource
from tests.builders import block_bytes, entry_bytes, header_bytes, mutant_tables, slice_bytes, table_bytes


def columns(index: BundleIndex) -> dict[str, Any]:
    """All of an index with its shapes spelt out: their numbering is nobody's business."""
    found = {
        field.name: getattr(index, field.name)
        for field in dataclasses.fields(index)
        if field.name not in ("shapes", "shape_id")
    }
    found = {
        name: (value.dtype.name, value.tolist()) if isinstance(value, np.ndarray) else value
        for name, value in found.items()
    }
    found["shape"] = [index.shapes[i] for i in index.shape_id]
    return found


keys = st.one_of(
    st.text("abc/", min_size=1, max_size=8).map(str.encode),
    st.binary(min_size=1, max_size=12),
    st.text(min_size=1, max_size=6).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
sizes = st.lists(st.one_of(st.integers(0, 300), st.integers(-2, 2**63 - 1)), max_size=5)
tidy = st.builds(
    entry_bytes,
    st.one_of(st.integers(0, 40), st.integers(0, 2**31 - 1)),
    sizes,
    shard=st.one_of(st.just(0), st.integers(-(2**31), 2**31 - 1)),
    offset=st.one_of(st.integers(0, 2**20), st.integers(-(2**63), 2**63 - 1)),
    size_bytes=st.one_of(st.integers(0, 2**20), st.integers(-(2**63), 2**63 - 1)),
    crc=st.integers(0, 2**32 - 1),
    slices=st.lists(st.just(slice_bytes((0,), (2,), (5,))), max_size=2),
)
values = st.one_of(
    tidy, tidy, st.binary(max_size=12), st.builds(lambda a, b: a + b, tidy, st.binary(max_size=4))
)


@given(
    st.dictionaries(keys, values, max_size=50),
    st.integers(30, 600),
    st.integers(1, 70),
    st.booleans(),
)
def test_both_ways_agree(entries, block_target, restart_interval, snappy):
    entries = sorted({b"": header_bytes(3), **entries}.items())
    table = table_bytes(entries, block_target=block_target, restart_interval=restart_interval, snappy=snappy)
    blocks = read_data_blocks(BufferSource(table))

    fast = decode_all_at_once(blocks)

    assert fast is not None or restart_interval > 64
    if fast is not None:
        assert columns(fast) == columns(decode_entry_by_entry(blocks))


CONTENTS = block_bytes(
    [(b"", header_bytes(2))]
    + [
        (b"layer_%03d/kernel" % n, entry_bytes(1 + n % 9, (n, 3), shard=n % 2, offset=n * 200, crc=n * 977))
        for n in range(40)
    ]
)


@pytest.mark.parametrize("seed", range(4))
def test_both_ways_agree_on_damaged_tables(seed):
    compared = 0
    for table in mutant_tables(CONTENTS, 200, seed):
        with contextlib.suppress(ExplorerError):
            blocks = read_data_blocks(BufferSource(table))
            fast = decode_all_at_once(blocks)
            if fast is not None:
                assert columns(fast) == columns(decode_entry_by_entry(blocks))
                compared += 1
    assert compared > 15


def test_large_tables_take_the_fast_way_and_odd_ones_the_careful_one(monkeypatch):
    entries = [(b"", header_bytes())] + [(b"%06d" % n, entry_bytes(1, (n,))) for n in range(2000)]
    blocks = read_data_blocks(BufferSource(table_bytes(entries)))
    odd = read_data_blocks(BufferSource(table_bytes(entries, restart_interval=100)))
    monkeypatch.setattr(bundle_index, "decode_entry_by_entry", lambda blocks: "careful")

    assert isinstance(decode_index(blocks), BundleIndex)
    assert decode_index(odd) == "careful"


ODD_KEYS = {
    "one very long": [b"layer_05000/" + b"x" * 3000],
    "with line breaks": [b"layer_05000\nkernel", b"layer_00001/\n"],
    "with zeros": [b"\0slice", b"layer_04000\0"],
    "not ASCII": ["layer_05000/größe".encode(), "layer_00002/\U0001f9e0".encode()],
    "no UTF-8": [b"layer_05000/\xff\xfe", b"layer_05001/\xc3"],
}


@pytest.mark.parametrize("odd", ODD_KEYS.values(), ids=ODD_KEYS)
def test_both_ways_agree_on_many_keys_with_odd_ones_among_them(odd):
    keys = {b"layer_%05d/kernel" % n for n in range(12_000)} | set(odd)
    entries = [(b"", header_bytes())] + [(key, entry_bytes(1, (3, 4))) for key in sorted(keys)]
    blocks = read_data_blocks(BufferSource(table_bytes(entries)))

    fast = decode_all_at_once(blocks)

    assert fast is not None
    assert columns(fast) == columns(decode_entry_by_entry(blocks))


@pytest.mark.parametrize("at", [5, 16, 17, 8000])
def test_keys_out_of_order_are_left_to_the_careful_way(at):
    keys = [b"layer_%05d/kernel" % n for n in range(12_000)]
    keys[at], keys[at + 1] = keys[at + 1], keys[at]
    entries = [(b"", header_bytes())] + [(key, entry_bytes(1, (3, 4))) for key in keys]

    assert decode_all_at_once(read_data_blocks(BufferSource(table_bytes(entries)))) is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from([0, 1, 1, 1, 3, 7, 21, 300]),
            st.sampled_from([(), (2,), (3, 0), (2**40, 2**40)]),
            st.sampled_from([0, 0, 0, 1, 2, -1]),
            st.integers(-1, 60),
            st.sampled_from([None, None, None, 0, 7, -1, 2**62]),
        ),
        max_size=6,
    ),
    st.sampled_from([{0: 1000, 1: 30}, {0: 1000}, {0: 1000, 1: None}]),
)
def test_what_is_called_sound_at_a_glance_has_no_problem_at_a_closer_look(rows, file_size):
    entries = [(b"", header_bytes(2))]
    for number, (dtype, shape, shard, place, size) in enumerate(rows):
        elements = 1
        for length in shape:
            elements *= length
        right = elements * {1: 4, 3: 4, 7: 9, 21: 9}.get(dtype, 1)
        stored = min(right, 2**60) if size is None else size
        value = entry_bytes(dtype, shape, shard=shard, offset=place * 8, size_bytes=stored)
        entries.append((b"%03d" % number, value))
    index = decode_entry_by_entry(read_data_blocks(BufferSource(table_bytes(entries))))
    whole = np.ones(len(rows), bool)

    is_sound = bundle_checks._is_sound(index, whole, file_size)
    bundle_checks._check_closely(index, whole, file_size, str, {})

    assert not (is_sound and index.problems)
    if all(place == 3 * number for number, (_, _, _, place, _) in enumerate(rows)) and file_size == {
        0: 1000,
        1: 30,
    }:
        assert is_sound or index.problems or any(kind[0] in (7, 21, 300) for kind in rows)
