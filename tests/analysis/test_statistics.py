"""Statistics against straightforward numpy, in any chunking, for every kind of number."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from unittest import mock

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from explorer.analysis import float_counts
from explorer.analysis.accumulators import accumulator_for
from explorer.analysis.float_counts import FEW_FLOATS
from explorer.analysis.integer_counts import FEW_INTEGERS
from explorer.analysis.statistics import TensorStatistics, tensor_statistics
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.errors import CorruptFileError, NoValueError, UnknownKeyError
from explorer.formats.dtypes import BY_NAME
from explorer.formats.reader import Chunk
from explorer.task import Cancelled, Task

FLOATS = (np.float32, np.float64, np.float16, ml_dtypes.bfloat16, ml_dtypes.float8_e5m2)
INTEGERS = (np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64)


def gather(values: np.ndarray[Any, Any], cuts: list[int] = []) -> TensorStatistics:  # noqa: B006
    """Statistics of `values` added in pieces, cut at these places."""
    gathered = accumulator_for(values.dtype)
    for piece in np.split(values, sorted(min(cut, len(values)) for cut in cuts)):
        gathered.add(piece)
    return gathered.statistics("k")


def any_bits(dtype: Any) -> st.SearchStrategy[np.ndarray[Any, Any]]:
    """Arrays of every bit pattern there is: NaN payloads, infinities, denormals, both zeros."""
    unsigned = np.dtype(f"u{np.dtype(dtype).itemsize}")
    special = st.sampled_from(
        [0, 1, int(np.array(-0.0, dtype).view(unsigned)), int(np.array(1, dtype).view(unsigned))]
    )
    whole = st.integers(0, 2 ** (8 * unsigned.itemsize) - 1)
    return st.lists(special | whole, min_size=1, max_size=60).map(
        lambda bits: np.array(bits, unsigned).view(dtype)
    )


# How many floats are kept one by one: none (buckets), some (both ways), all.
limits = st.sampled_from([0, 20, 4096])


def integers(dtype: Any) -> st.SearchStrategy[np.ndarray[Any, Any]]:
    return npst.arrays(dtype, st.integers(1, 60))


def test_hand_written_float32() -> None:
    values = np.array([1, -3, 0, -0.0, np.nan, np.inf, -np.inf, -np.inf, 1e-40], np.float32)

    found = gather(values)

    assert (found.count, found.finite, found.nan, found.posinf, found.neginf) == (9, 5, 1, 1, 2)
    assert (found.zero, found.denormal, found.min, found.max) == (2, 1, -3.0, 1.0)
    assert found.mean == pytest.approx(-0.4, rel=1e-15)
    assert found.std == pytest.approx(math.sqrt(10 / 5 - 0.16), rel=1e-15)
    assert found.l1 == pytest.approx(4.0, rel=1e-15)
    assert found.l2 == pytest.approx(math.sqrt(10), rel=1e-15)
    assert found.values is not None
    assert found.values.count.tolist() == [1, 2, 1, 1]
    assert found.values.lower[0] == -3.0
    assert (found.values.lower[1], found.values.upper[1]) == (0.0, 0.0)
    assert found.values.lower[2] == found.values.upper[2] == 0x116C2 * 2.0**-149  # 1e-40
    assert found.values.upper[3] == 1.0


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(FLOATS).flatmap(any_bits), limits)
def test_any_floats_are_described_as_numpy_does(values: np.ndarray[Any, Any], limit: int) -> None:
    with np.errstate(all="ignore"), mock.patch.object(float_counts, "FEW_FLOATS", limit):
        wide = values.astype(np.float64)
        finite = wide[np.isfinite(wide)]
        tiny = float(ml_dtypes.finfo(values.dtype).smallest_normal)
        exact = finite.astype(np.longdouble)

        found = gather(values)

        assert (found.count, found.finite) == (len(values), len(finite))
        assert found.nan == np.isnan(wide).sum()
        assert (found.posinf, found.neginf) == ((wide == np.inf).sum(), (wide == -np.inf).sum())
        assert found.zero == (wide == 0).sum()
        assert found.denormal == ((np.abs(finite) < tiny) & (finite != 0)).sum()
        if not len(finite):
            assert found.min is found.max is found.mean is found.std is found.values is None
            return
        assert (found.min, found.max) == (finite.min(), finite.max())
        scale = float(np.abs(exact).max()) or 1.0
        assert abs(found.mean - float(exact.mean())) <= 1e-15 * scale * len(finite)
        if 1e-150 < scale < 1e150:  # so that squares are within float64
            assert found.std == pytest.approx(float(exact.std()), rel=1e-9, abs=1e-15 * scale)
            assert found.l2 == pytest.approx(float(np.sqrt((exact**2).sum())), rel=1e-12)
            assert found.l1 == pytest.approx(float(np.abs(exact).sum()), rel=1e-12)
        check_counts(found, finite)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(INTEGERS).flatmap(integers))
def test_any_integers_are_described_exactly(values: np.ndarray[Any, Any]) -> None:
    numbers = values.tolist()

    found = gather(values)

    assert (found.count, found.finite, found.zero) == (len(numbers), len(numbers), numbers.count(0))
    assert (found.min, found.max) == (min(numbers), max(numbers))
    assert type(found.min) is int
    wide = values.astype(np.float64).astype(np.longdouble)
    scale = float(np.abs(wide).max()) or 1.0
    assert abs(found.mean - float(wide.mean())) <= 1e-15 * scale * len(numbers)
    assert found.std == pytest.approx(float(wide.std()), rel=1e-9, abs=1e-15 * scale)
    assert found.values is not None
    distinct, counts = np.unique(values.astype(np.float64), return_counts=True)
    assert found.values.lower.tolist() == found.values.upper.tolist() == distinct.tolist()
    assert found.values.count.tolist() == counts.tolist()


def check_counts(found: TensorStatistics, finite: np.ndarray[Any, Any]) -> None:
    """Every range holds exactly the values that lie in it, and the ranges ascend."""
    values = found.values
    assert values is not None
    assert (values.lower <= values.upper).all()
    assert (values.upper[:-1] < values.lower[1:]).all()
    inside = [
        int(((finite >= low) & (finite <= high)).sum()) for low, high in zip(values.lower, values.upper)
    ]
    assert values.count.tolist() == inside
    assert sum(inside) == len(finite)
    assert (values.lower[0], values.upper[-1]) == (finite.min(), finite.max())


@settings(deadline=None)
@given(
    st.sampled_from([*FLOATS, np.complex64]).flatmap(
        lambda d: any_bits(d) if d is not np.complex64 else any_bits(np.float32)
    ),
    st.lists(st.integers(0, 60), max_size=5),
    limits,
)
def test_any_chunking_gives_the_same_counts(
    values: np.ndarray[Any, Any], cuts: list[int], limit: int
) -> None:
    with mock.patch.object(float_counts, "FEW_FLOATS", limit):
        whole, pieces = gather(values), gather(values, cuts)

    assert pieces.values == whole.values
    for name in ("count", "finite", "nan", "posinf", "neginf", "zero", "denormal", "min", "max"):
        assert getattr(pieces, name) == getattr(whole, name), name


@settings(deadline=None)
@given(
    st.sampled_from([np.float32, np.float64, np.float16, np.int64]).flatmap(
        lambda d: st.tuples(any_bits(d), any_bits(d))
    ),
    limits,
)
def test_merging_equals_adding(both: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]], limit: int) -> None:
    one, other = both
    with mock.patch.object(float_counts, "FEW_FLOATS", limit):
        left, right = accumulator_for(one.dtype), accumulator_for(one.dtype)
        left.add(one)
        right.add(other)

        left.merge(right)

        merged, added = left.statistics("k"), gather(np.concatenate(both))
    assert merged.values == added.values
    assert (merged.count, merged.zero, merged.min, merged.max) == (
        added.count,
        added.zero,
        added.min,
        added.max,
    )
    assert merged.l1 == (None if added.l1 is None else pytest.approx(added.l1, rel=1e-12))


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int32, np.int64, np.float16, np.uint8])
def test_long_arrays_of_many_blocks_are_counted_like_short_ones(dtype: Any) -> None:
    random = np.random.default_rng(7)
    wide = random.normal(0, 50, 600_000)
    wide[::1000] = 0
    values = np.abs(wide).astype(dtype) if dtype is np.uint8 else wide.astype(dtype)

    found = gather(values, [1, 5, 300_001])

    reference = values.astype(np.float64)
    assert found.zero == (reference == 0).sum()
    assert (found.min, found.max) == (reference.min(), reference.max())
    assert found.mean == pytest.approx(math.fsum(reference) / len(reference), rel=1e-12)
    assert found.std == pytest.approx(reference.std(), rel=1e-12)
    assert found.l1 == pytest.approx(math.fsum(np.abs(reference)), rel=1e-12)
    assert found.values is not None
    below = [int((reference <= upper).sum()) for upper in found.values.upper[::97]]
    assert np.cumsum(found.values.count)[::97].tolist() == below


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("count", [FEW_FLOATS, FEW_FLOATS + 1])
def test_few_floats_are_counted_one_by_one_and_many_in_ranges(dtype: Any, count: int) -> None:
    values = np.random.default_rng(2).normal(0, 1, count).astype(dtype)
    values[:9] = [0, -0.0, np.nan, np.inf, -np.inf, 1, 1, 1, np.finfo(dtype).smallest_subnormal]

    found = gather(values, [7, 1000])

    distinct, counts = np.unique(values[np.isfinite(values)].astype(np.float64), return_counts=True)
    assert found.values is not None
    assert (found.nan, found.posinf, found.neginf, found.zero, found.denormal) == (1, 1, 1, 2, 1)
    if count == FEW_FLOATS:
        assert found.values.lower.tolist() == found.values.upper.tolist() == distinct.tolist()
        assert found.values.count.tolist() == counts.tolist()
    else:
        assert not found.values.is_exact
        check_counts(found, values[np.isfinite(values)].astype(np.float64))


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32), st.integers(1, 6), st.sampled_from([0.0, 1.0, 1e6]))
def test_merging_in_any_order_keeps_the_digits(seed: int, parts: int, mean: float) -> None:
    random = np.random.default_rng(seed)
    values = random.normal(mean, 1, 30_000)
    found = []
    for _ in range(2):
        pieces = [accumulator_for(values.dtype) for _ in range(parts)]
        for piece, part in zip(pieces, np.array_split(values, parts)):
            piece.add(part)
        order = random.permutation(parts).tolist()
        whole = pieces[order[0]]
        for number in order[1:]:
            whole.merge(pieces[number])
        found.append(whole.statistics("k"))

    assert found[0].values == found[1].values
    assert (
        found[0].mean == found[1].mean == pytest.approx(math.fsum(values) / len(values), rel=1e-12, abs=1e-14)
    )
    assert found[0].std == pytest.approx(found[1].std, rel=1e-12)
    # The sum of a block is rounded once, which a mean a million times the deviation shows; 1e-9 is promised.
    assert found[0].std == pytest.approx(float(values.astype(np.longdouble).std()), rel=1e-11)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_far_mean_keeps_the_digits_of_a_small_deviation(dtype: Any) -> None:
    pattern = np.array([999_999.0, 1_000_001.0], dtype)  # mean 1e6, deviation 1, exactly
    gathered = accumulator_for(pattern.dtype)
    chunk = np.tile(pattern, 500_000)

    for _ in range(20):
        gathered.add(chunk)

    found = gathered.statistics("k")
    assert found.mean == 1e6
    assert found.std == pytest.approx(1.0, rel=1e-12)
    assert found.count == 20_000_000


@pytest.mark.parametrize("value", [0.1, -1e300, 3e-310])
def test_equal_values_have_no_deviation_at_all(value: float) -> None:
    found = gather(np.full(300_001, value), [7, 100_000])

    assert (found.mean, found.std, found.min, found.max) == (value, 0.0, value, value)
    assert found.values is not None
    assert (found.values.lower.tolist(), found.values.upper.tolist()) == ([value], [value])


def test_integers_of_many_values_go_to_ranges_that_hold_them() -> None:
    random = np.random.default_rng(3)
    values = np.concatenate(
        [
            random.integers(-(2**63), 2**63 - 1, 20_000),
            np.arange(-300, 300),
            np.array([2**62 - 1, 2**62, 2**53, 2**53 + 1, -(2**63), 2**63 - 1]),
        ]
    )

    found = gather(values)

    assert len(np.unique(values)) > FEW_INTEGERS
    assert found.values is not None
    assert found.values.total == len(values) == found.count
    assert found.zero == 1
    single = found.values.lower == found.values.upper
    by_value = dict(zip(found.values.lower[single].tolist(), found.values.count[single].tolist()))
    assert [by_value.get(float(v)) for v in range(-250, 250)] == [1] * 500


def test_how_integers_are_cut_into_chunks_does_not_matter_past_the_limit_either() -> None:
    values = np.random.default_rng(5).permutation(np.arange(-9000, 9000) * 10**6)

    assert gather(values, [10, 5000, 5001, 12_000]).values == gather(values).values


@pytest.mark.parametrize("name", ["int4", "uint4", "float8_e4m3fn", "float8_e4m3b11fnuz", "float8_e5m2fnuz"])
def test_small_types_count_every_value(name: str) -> None:
    every = np.arange(256, dtype=np.uint8).view(getattr(ml_dtypes, name))
    with np.errstate(all="ignore"):
        wide = every.astype(np.float64)

    found = gather(every)

    finite = wide[np.isfinite(wide)]
    assert (found.nan, found.finite, found.zero) == (np.isnan(wide).sum(), len(finite), (wide == 0).sum())
    assert found.mean == pytest.approx(finite.mean(), rel=1e-12, abs=1e-15)
    check_counts(found, finite)


@pytest.mark.parametrize(("name", "least"), [("int4", -8), ("uint4", 0), ("int2", -2), ("uint2", 0)])
def test_the_least_and_largest_of_small_integers_are_integers(name: str, least: int) -> None:
    dtype = np.dtype(getattr(ml_dtypes, name))
    largest = int(ml_dtypes.iinfo(dtype).max)

    found = gather(np.array([least, largest, 1], np.int8).astype(dtype))

    assert (found.min, found.max) == (least, largest)
    assert type(found.min) is type(found.max) is int


def test_bools_are_zeros_and_ones() -> None:
    found = gather(np.array([True, False, True, True]))

    assert (found.count, found.zero, found.min, found.max, found.mean) == (4, 1, 0, 1, 0.75)
    assert found.values is not None
    assert (found.values.lower.tolist(), found.values.count.tolist()) == ([0.0, 1.0], [1, 3])


def test_complex_numbers_count_by_their_absolute_value() -> None:
    values = np.array(
        [3 + 4j, -1j, 0, complex(np.nan, 1), complex(np.inf, 1), complex(np.inf, np.nan)], np.complex64
    )

    found = gather(values)

    assert (found.nan, found.posinf, found.neginf, found.zero, found.finite) == (2, 1, 0, 1, 3)
    assert (found.min, found.max, found.mean) == (0.0, 5.0, 2.0)


def test_squares_beyond_float64_are_not_told() -> None:
    found = gather(np.array([1.7e308, -1.7e308, 1.7e308]))

    assert (found.std, found.l2) == (None, None)
    assert found.mean == pytest.approx(1.7e308 / 3, rel=1e-15)
    assert found.l1 is None


def test_a_sum_beyond_float64_still_has_a_mean() -> None:
    found = gather(np.full(1000, 1.7e308))

    assert found.mean == pytest.approx(1.7e308, rel=1e-14)


def test_sums_beyond_float64_of_both_signs_still_have_a_mean() -> None:
    values = np.repeat(np.array([-1.7e308, 1.7e308]), 20_000)  # in blocks of one sign each

    found = gather(values)

    assert (found.mean, found.std, found.l2) == (0.0, None, None)
    assert (found.min, found.max, found.l1) == (-1.7e308, 1.7e308, None)


def test_big_endian_arrays_are_no_numbers_of_another_kind() -> None:
    checkpoint = fake(np.array([1.5, -2.0], ">f4"), "float32")

    found = tensor_statistics(checkpoint, "k")

    assert (found.min, found.max, found.mean) == (-2.0, 1.5, -0.25)


# --- one tensor of a checkpoint ------------------------------------------------------------------


@dataclass
class FakeCheckpoint(Checkpoint):
    """As much of a checkpoint as statistics ask of it."""

    table: Any
    pieces: list[np.ndarray[Any, Any]]
    name: str = "fake"
    failure: Exception | None = None
    given: list[int] = field(default_factory=list)

    def chunks(self, key: str, *, task: Task, **_: Any) -> Iterator[Chunk]:
        start = 0
        for piece in self.pieces:
            self.given.append(start)
            yield Chunk(start, piece)
            start += len(piece)
        if self.failure is not None:
            raise self.failure


def fake(values: np.ndarray[Any, Any], dtype: str, pieces: int = 1, elements: int | None = None) -> Any:
    count = values.size if elements is None else elements
    table = SimpleNamespace(
        row_of={"k": 0},
        keys=["k"],
        dtype=np.array([BY_NAME[dtype].number]),
        element_count=np.array([count]),
        shape=lambda row: (count,),
    )
    return FakeCheckpoint(table, np.array_split(values, pieces))


def test_a_key_that_is_not_there_is_said_to_be_unknown() -> None:
    with pytest.raises(UnknownKeyError, match="no tensor 'x'"):
        tensor_statistics(fake(np.zeros(3), "float64"), "x")


def test_an_empty_tensor_has_no_numbers() -> None:
    found = tensor_statistics(fake(np.empty(0, np.float32), "float32"), "k")

    assert found == TensorStatistics("k", 0, 0, 0, 0, 0, 0, 0, None, None, None, None, None, None, None)


def test_a_wrong_checksum_found_at_the_end_reaches_the_caller() -> None:
    checkpoint = fake(np.zeros(3), "float64")
    checkpoint.failure = CorruptFileError("wrong checksum")

    with pytest.raises(CorruptFileError, match="wrong checksum"):
        tensor_statistics(checkpoint, "k")


def test_missing_slices_are_no_smaller_tensor() -> None:
    with pytest.raises(NoValueError, match="3 of the tensor's 5 elements"):
        tensor_statistics(fake(np.zeros(3), "float64", elements=5), "k")


def test_cancelling_stops_between_chunks() -> None:
    checkpoint = fake(np.zeros(1000), "float64", pieces=100)
    task = Task(lambda progress: task.cancel() if progress.done >= 30 else None)

    with pytest.raises(Cancelled):
        tensor_statistics(checkpoint, "k", task)

    assert len(checkpoint.given) < 10


def test_progress_is_told_in_elements() -> None:
    told: list[tuple[int, int]] = []

    tensor_statistics(
        fake(np.zeros(6), "float64", pieces=3), "k", Task(lambda p: told.append((p.done, p.total)))
    )

    assert told == [(0, 6), (0, 6), (2, 6), (4, 6)]
