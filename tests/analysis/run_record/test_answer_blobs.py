"""Statistics and changes go through bytes unchanged, to the bit; anything else is refused."""

from __future__ import annotations

from typing import Any

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.run_record.answer_blobs import (
    change_from_bytes,
    change_to_bytes,
    statistics_from_bytes,
    statistics_to_bytes,
)
from explorer.analysis.run_record.sealed import BrokenSealError, seal, unseal
from explorer.analysis.statistics import tensor_statistics
from explorer.analysis.value_change import ValueChange
from explorer.analysis.value_counts import TensorStatistics, ValueCounts
from explorer.checkpoints.checkpoint import checkpoint_at
from tests.builders import write_bundle

ints = st.integers(0, 2**80)
numbers = st.none() | st.integers(-(2**80), 2**80) | st.floats(allow_nan=False)
floats = st.none() | st.floats(allow_nan=False)


def bits(values: Any) -> list[int]:
    return np.ascontiguousarray(values).view(np.int64).tolist()


def assert_same(found: TensorStatistics, wanted: TensorStatistics) -> None:
    assert repr(found).partition(", values=")[0] == repr(wanted).partition(", values=")[0]
    if wanted.values is None:
        assert found.values is None
        return
    assert found.values is not None
    for column in ("lower", "upper", "count"):
        mine, its = getattr(found.values, column), getattr(wanted.values, column)
        assert bits(mine) == bits(its)
        assert mine.dtype == its.dtype
        assert not mine.flags.writeable


@given(st.lists(ints, min_size=7, max_size=7), numbers, numbers, st.lists(floats, min_size=4, max_size=4))
def test_plain_fields_of_any_size(counts: list[int], low: Any, high: Any, rest: list[float | None]) -> None:
    wanted = TensorStatistics("k", *counts, low, high, *rest, None)
    found = statistics_from_bytes("k", statistics_to_bytes(wanted))
    assert_same(found, wanted)
    assert [type(value) for value in (found.min, found.mean)] == [type(low), type(rest[0])]


ends = st.lists(
    st.floats(allow_nan=False, allow_infinity=False), max_size=80, unique_by=lambda x: x + 0.0
).map(sorted)


@given(ends, st.data())
def test_ranges_of_any_kind(ends: list[float], data: Any) -> None:
    lower, upper = ends[: len(ends) // 2 * 2 : 2], ends[1::2]
    count = data.draw(st.lists(st.integers(1, 2**62), min_size=len(lower), max_size=len(lower)))
    for high in (upper, lower):
        values = ValueCounts(np.array(lower), np.array(high), np.array(count, np.int64))
        wanted = TensorStatistics("k", 1, 1, 0, 0, 0, 0, 0, None, None, None, None, None, None, values)
        assert_same(statistics_from_bytes("k", statistics_to_bytes(wanted)), wanted)


@pytest.mark.parametrize(
    "values",
    [
        np.random.default_rng(1).normal(size=50_000).astype(np.float32),
        np.random.default_rng(2).normal(size=20_000) * 1e-300,
        np.random.default_rng(3).normal(size=9_000).astype(np.float16),
        np.random.default_rng(4).normal(size=9_000).astype(ml_dtypes.bfloat16),
        np.random.default_rng(5).integers(-(2**63), 2**63 - 1, 9_000),
        np.random.default_rng(6).integers(0, 2**64 - 1, 9_000, np.uint64),
        np.arange(-100, 100, dtype=np.int8),
        np.array([True, False, True]),
        np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, 1e-45, 3.4e38], np.float32),
        np.array([1 + 2j, -3j], np.complex64),
        np.zeros(0, np.float32),
        np.full(70, 2.5),
    ],
    ids=lambda values: f"{values.dtype}-{len(values)}",
)
def test_what_the_engine_finds(tmp_path: Any, values: Any) -> None:
    checkpoint = checkpoint_at(write_bundle(tmp_path / "m", {"w": values}))
    wanted = tensor_statistics(checkpoint, "w")
    stored = statistics_to_bytes(wanted)
    assert_same(statistics_from_bytes("w", stored), wanted)


def test_counts_of_a_large_tensor_take_a_few_kib(tmp_path: Any) -> None:
    values = np.random.default_rng(1).normal(size=500_000).astype(np.float32)
    checkpoint = checkpoint_at(write_bundle(tmp_path / "m", {"w": values}))
    wanted = tensor_statistics(checkpoint, "w")
    assert wanted.values is not None
    assert len(seal(statistics_to_bytes(wanted), b"")) < 12 * 1024 < 24 * len(wanted.values)


@given(st.lists(floats, min_size=4, max_size=4), st.lists(ints, min_size=3, max_size=3), floats, floats)
def test_changes(norms: list[float | None], whole: list[int], older: Any, newer: Any) -> None:
    wanted = ValueChange(*norms, *whole, older, newer)
    assert repr(change_from_bytes(change_to_bytes(wanted))) == repr(wanted)


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_odd_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(BrokenSealError):
        unseal(data, b"context")
    for decode in (change_from_bytes, lambda data: statistics_from_bytes("k", data)):
        with pytest.raises(BrokenSealError):
            decode(data)


@pytest.fixture(scope="module")
def stored_statistics() -> bytes:
    lower = np.array([-1.5, 0.0, 2.0])
    values = ValueCounts(lower, np.array([-1.25, 0.0, 3.0]), np.array([1, 2, 3]))
    return statistics_to_bytes(
        TensorStatistics("k", 6, 6, 0, 0, 0, 2, 0, -1.5, 3.0, 0.5, 1.0, 3.0, 4.0, values)
    )


@given(data=st.data())
def test_every_flipped_bit_breaks_the_seal(stored_statistics: bytes, data: Any) -> None:
    sealed = bytearray(seal(stored_statistics, b"tensor w of step 3"))
    place = data.draw(st.integers(0, 8 * len(sealed) - 1))
    sealed[place // 8] ^= 1 << place % 8
    with pytest.raises(BrokenSealError):
        unseal(bytes(sealed), b"tensor w of step 3")


def test_an_answer_about_another_tensor_does_not_open(stored_statistics: bytes) -> None:
    sealed = seal(stored_statistics, b"tensor w of step 3")
    assert unseal(sealed, b"tensor w of step 3") == stored_statistics
    with pytest.raises(BrokenSealError):
        unseal(sealed, b"tensor w of step 4")


def test_a_huge_declared_size_allocates_nothing() -> None:
    import struct

    from tests.builders import crc32c

    rest = struct.pack("<I", 2**31) + b"x" * 50
    with pytest.raises(BrokenSealError):
        unseal(struct.pack("<I", crc32c(rest)) + rest, b"")


@settings(max_examples=300)
@given(data=st.data())
def test_wrong_bytes_behind_a_right_checksum_give_an_answer_or_are_refused(
    stored_statistics: bytes, data: Any
) -> None:
    changed = bytearray(stored_statistics)
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = statistics_from_bytes("k", bytes(changed))
    except BrokenSealError:
        return
    if (values := found.values) is not None:
        assert len(values.lower) == len(values.upper) == len(values.count)
        assert np.isfinite(values.lower).all()
        assert np.isfinite(values.upper).all()
        assert (values.lower <= values.upper).all()
        assert (values.lower[1:] > values.upper[:-1]).all()
        assert (values.count > 0).all()
    assert min(found.count, found.finite, found.nan, found.posinf, found.neginf, found.zero) >= 0
