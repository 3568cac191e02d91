"""A table of variables goes through its blobs unchanged, and the steps of a run share what is equal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.run_record import RunRecord, record_size
from explorer.analysis.run_record.sealed import BrokenSealError
from explorer.analysis.run_record.table_blobs import layout_from_blob, table_from_blobs, table_to_blobs
from explorer.formats.tensor_table import TensorSlice, TensorTable
from tests.analysis.run_record.runs import remember_all, write_step

places = st.integers(0, 2**63 - 1)
words = st.integers(0, 2**32 - 1)
sizes = st.tuples(*[st.integers(0, 2**62)] * 2)


@st.composite
def tables(draw: Any) -> TensorTable:
    raw = draw(st.sets(st.binary(max_size=12), max_size=8))
    keys = [key.decode("utf-8", "surrogateescape") for key in sorted(raw)]
    shapes = tuple(
        draw(st.lists(st.lists(st.integers(-1, 2**62), max_size=3).map(tuple), min_size=1, max_size=3))
    )
    n = len(keys)

    def column(values: Any, dtype: Any) -> Any:
        return np.array(draw(st.lists(values, min_size=n, max_size=n)), dtype)

    slices = {}
    for row in range(n):
        if draw(st.booleans()):
            parts = draw(
                st.lists(st.tuples(sizes, sizes, st.integers(0, 99), places, places, words), max_size=3)
            )
            slices[row] = tuple(TensorSlice(*part) for part in parts)
    return TensorTable(
        keys,
        column(st.integers(-(2**31), 2**31 - 1), np.int32),
        column(st.integers(0, len(shapes) - 1), np.int32),
        shapes,
        column(st.integers(-1, 2**31 - 1), np.int32),
        column(places, np.int64),
        column(places, np.int64),
        column(words, np.uint32),
        slices,
        {row: draw(st.text(max_size=9)) for row in range(0, n, 3)},
    )


@given(tables())
def test_every_column_comes_back(table: TensorTable) -> None:
    blobs = table_to_blobs(table)
    found = table_from_blobs(layout_from_blob(blobs.layout), blobs.places, blobs.sums, table.problems)
    assert list(found.keys) == list(table.keys)
    assert (found.shapes, found.slices, found.problems) == (table.shapes, table.slices, table.problems)
    for name in ("dtype", "shape_id", "shard", "offset", "size_bytes", "crc32c"):
        mine, its = getattr(found, name), getattr(table, name)
        assert (mine.dtype, mine.tolist()) == (its.dtype, its.tolist())
        assert not mine.flags.writeable


@settings(max_examples=100)
@given(tables(), st.data())
def test_changed_bytes_give_a_table_that_fits_or_are_refused(table: TensorTable, data: Any) -> None:
    blobs = table_to_blobs(table)
    parts = [bytearray(blobs.layout), bytearray(blobs.places), bytearray(blobs.sums)]
    chosen = parts[data.draw(st.integers(0, 2))]
    for _ in range(data.draw(st.integers(1, 4))):
        chosen[data.draw(st.integers(0, len(chosen) - 1))] = data.draw(st.integers(0, 255))
    del chosen[len(chosen) - data.draw(st.sampled_from((0, 0, 1, 5))) :]
    layout, places_blob, sums = map(bytes, parts)
    try:
        found = table_from_blobs(layout_from_blob(layout), places_blob, sums, {})
    except BrokenSealError:
        return
    rows = len(found.keys)
    assert all(len(getattr(found, name)) == rows for name in ("dtype", "shape_id", "offset", "crc32c"))
    assert all(0 <= index < len(found.shapes) for index in found.shape_id.tolist())
    assert all(0 <= row < rows for row in found.slices)


def test_a_problem_of_a_row_that_is_not_there_is_refused() -> None:
    none = np.zeros(0, np.int32)
    wide = np.zeros(0, np.int64)
    blobs = table_to_blobs(TensorTable([], none, none, (), none, wide, wide, none.astype(np.uint32)))
    with pytest.raises(BrokenSealError):
        table_from_blobs(layout_from_blob(blobs.layout), blobs.places, blobs.sums, {0: "lost"})


def test_a_hundred_steps_more_take_little_room(tmp_path: Path) -> None:
    run = tmp_path / "run"
    for step in range(100, 120):
        write_step(run, step)
    record = RunRecord(run, tmp_path / "cache")
    remember_all(run, record)
    record.close()
    few = record_size(tmp_path / "cache")[0]
    for step in range(120, 220):
        write_step(run, step)
    record = RunRecord(run, tmp_path / "cache")
    remember_all(run, record)
    record.close()
    assert (record_size(tmp_path / "cache")[0] - few) / 100 < 1500
