"""Display histograms lose no element, hold every value, and say how sure a quantile is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.accumulators import accumulator_for
from explorer.analysis.float_counts import FloatAccumulator
from explorer.analysis.histogram import (
    count_bounds,
    quantiles,
    rebin,
)
from explorer.analysis.statistics import ValueCounts


def ranges(*rows: tuple[float, float, int]) -> ValueCounts:
    lower, upper, count = zip(*rows)
    return ValueCounts(np.array(lower, float), np.array(upper, float), np.array(count, np.int64))


def counted(values: Any, dtype: Any = np.float64) -> ValueCounts:
    gathered = accumulator_for(np.dtype(dtype))
    gathered.add(np.asarray(values, dtype))
    found = gathered.statistics("k").values
    assert found is not None
    return found


def bucketed(sample: np.ndarray[Any, Any]) -> ValueCounts:
    """Counts of a sample as of a tensor too large to keep each value."""
    gathered = accumulator_for(sample.dtype)
    if isinstance(gathered, FloatAccumulator):
        gathered._leave_few()
    gathered.add(sample)
    found = gathered.statistics("k").values
    assert found is not None
    return found


any_samples = st.sampled_from([np.float32, np.float64, np.float16]).flatmap(
    lambda dtype: st.lists(
        st.floats(allow_nan=False, allow_infinity=False, width=8 * np.dtype(dtype).itemsize),
        min_size=1,
        max_size=50,
    ).map(lambda values: np.array(values, dtype))
)


# --- rebin ---------------------------------------------------------------------------------------


def test_single_values_fall_into_bins_as_numpy_puts_them() -> None:
    values = np.array([-2.0, 0.0, 0.5, 1.0, 1.0, 2.0, 3.0])
    edges = np.array([-1.0, 0.0, 1.0, 2.0])

    found = rebin(ranges((-2, -2, 1), (0, 0, 1), (0.5, 0.5, 1), (1, 1, 2), (2, 2, 1), (3, 3, 1)), edges)

    assert found.tolist() == np.histogram(values, edges)[0].tolist() == [0, 2, 3]


def test_a_range_across_an_edge_is_split_in_proportion() -> None:
    assert rebin(ranges((0, 4, 8)), np.array([-1.0, 1, 2, 5])).tolist() == [2, 2, 4]


def test_no_counts_and_no_bins_are_no_error() -> None:
    nothing = ValueCounts(np.empty(0), np.empty(0), np.empty(0, np.int64))

    assert rebin(nothing, np.array([0.0, 1.0])).tolist() == [0]
    assert rebin(ranges((0, 1, 1)), np.array([0.0])).tolist() == []


@settings(deadline=None, max_examples=100)
@given(
    any_samples,
    st.lists(st.floats(-1e30, 1e30), min_size=2, max_size=20, unique=True),
    st.booleans(),
)
def test_a_bin_is_off_by_no_more_than_what_crosses_its_edges(
    sample: np.ndarray[Any, Any], points: list[float], from_sample: bool
) -> None:
    values = bucketed(sample)
    if from_sample:  # edges among the values, where it matters
        points = [*points[:1], *sample.astype(float).tolist()]
    edges = np.unique(points)

    found = rebin(values, edges)

    true = np.histogram(sample.astype(np.float64), edges)[0] if len(edges) > 1 else np.zeros(0)
    crossing = [int(values.count[(values.lower <= edge) & (values.upper >= edge)].sum()) for edge in edges]
    allowed = np.array(crossing[:-1]) + np.array(crossing[1:])
    assert (np.abs(found - true) <= allowed + 1e-9 * values.total).all()


@settings(deadline=None)
@given(any_samples, st.lists(st.floats(-1e30, 1e30), min_size=2, max_size=20, unique=True))
def test_rebinning_conserves_counts_for_any_edges(sample: np.ndarray[Any, Any], points: list[float]) -> None:
    values = bucketed(sample)
    wide = [float(values.lower[0]), *points, float(values.upper[-1])]

    assert rebin(values, np.unique(wide)).sum() == pytest.approx(
        values.total if len(np.unique(wide)) > 1 else 0, rel=1e-12
    )


@settings(deadline=None)
@given(any_samples, st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_the_true_share_lies_within_the_bounds_told(
    sample: np.ndarray[Any, Any], one: float, other: float
) -> None:
    lower, upper = min(one, other), max(one, other)

    least, most = count_bounds(bucketed(sample), lower, upper)

    wide = sample.astype(np.float64)
    assert least <= int(((wide >= lower) & (wide <= upper)).sum()) <= most


def test_a_histogram_from_buckets_is_near_the_true_one() -> None:
    sample = np.random.default_rng(1).normal(0, 0.05, 200_000).astype(np.float32)
    values = counted(sample, np.float32)
    edges = np.linspace(-0.2, 0.2, 81)

    found = rebin(values, edges)

    true = np.histogram(sample, edges)[0]
    assert np.abs(found - true).sum() < 0.01 * len(sample)


# --- asking ---------------------------------------------------------------------------------------


@settings(deadline=None)
@given(
    st.lists(st.floats(-1e6, 1e6, width=32), min_size=1, max_size=80),
    st.lists(st.floats(0, 1), min_size=1, max_size=5),
)
def test_the_true_quantile_lies_within_the_bounds_told(sample: list[float], fractions: list[float]) -> None:
    true = np.quantile(np.array(sample), fractions)

    found = quantiles(bucketed(np.array(sample, np.float32)), fractions)

    assert (found.lower <= true).all()
    assert (true <= found.upper).all()
    assert (found.lower <= found.value).all()
    assert (found.value <= found.upper).all()
    beside = [np.quantile(np.array(sample), fractions, method=way) for way in ("lower", "higher")]
    # Magnitudes below float32's normal range come in wider buckets.
    widest = np.maximum(np.abs(beside).max(axis=0) / 128, 2.0**-126)
    assert (found.upper - found.lower <= widest * (1 + 1e-12)).all()


def test_quantiles_of_single_values_are_exact() -> None:
    found = quantiles(counted([1, 2, 3, 4, 100], np.int32), [0, 0.25, 0.5, 0.75, 0.875, 1])

    assert found.value.tolist() == found.lower.tolist() == found.upper.tolist() == [1, 2, 3, 4, 52, 100]


def test_the_median_of_an_even_number_of_values_is_the_mean_of_the_middle_two() -> None:
    sample = np.array([-3, 0.5, 2, 7], np.float32)

    assert quantiles(counted(sample, np.float32), [0.5]).value.tolist() == [1.25]


def test_quantiles_between_the_ends_of_float64_stay_finite() -> None:
    most = float(np.finfo(np.float64).max)

    found = quantiles(ValueCounts(np.array([-most, most]), np.array([-most, most]), np.array([1, 1])), [0.5])

    assert found.value.tolist() == [0.0]


def test_the_ends_are_the_least_and_the_largest_value_whatever_their_bucket_holds() -> None:
    values = ValueCounts(np.array([1.0, 2.0]), np.array([1.5, 3.0]), np.array([4, 4], np.int64))

    found = quantiles(values, [0, 1])

    assert found.value.tolist() == found.lower.tolist() == found.upper.tolist() == [1.0, 3.0]


def test_quantiles_of_nothing_are_nan() -> None:
    assert np.isnan(quantiles(None, [0.5]).value).all()


def test_a_share_is_told_with_its_bounds() -> None:
    values = ranges((0, 1, 5), (2, 3, 7), (4, 4, 1))

    assert count_bounds(values, 0, 2.5) == (5, 12)
    assert count_bounds(values, 2, 4) == (8, 8)
    assert count_bounds(None, 0, 1) == (0, 0)
