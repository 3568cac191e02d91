"""Display histograms lose no element, hold every value, and say how sure a quantile is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.accumulators import accumulator_for
from explorer.analysis.histogram import (
    HistogramSeries,
    common_edges,
    count_bounds,
    magnitudes,
    merge_counts,
    quantiles,
    rebin,
    step_histogram,
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


any_values = st.sampled_from([np.float32, np.float64, np.float16]).flatmap(
    lambda dtype: st.lists(
        st.floats(allow_nan=False, allow_infinity=False, width=8 * np.dtype(dtype).itemsize),
        min_size=1,
        max_size=50,
    ).map(lambda values: counted(values, dtype))
)
scales = st.sampled_from(["linear", "log", "symlog"])


# --- rebin ---------------------------------------------------------------------------------------


def test_single_values_fall_into_bins_as_numpy_puts_them() -> None:
    values = np.array([-2.0, 0.0, 0.5, 1.0, 1.0, 2.0, 3.0])
    edges = np.array([-1.0, 0.0, 1.0, 2.0])

    found = rebin(ranges((-2, -2, 1), (0, 0, 1), (0.5, 0.5, 1), (1, 1, 2), (2, 2, 1), (3, 3, 1)), edges)

    assert found.tolist() == np.histogram(values, edges)[0].tolist() == [0, 2, 3]


def test_a_range_across_an_edge_is_split_in_proportion() -> None:
    assert rebin(ranges((0, 4, 8)), np.array([-1.0, 1, 2, 5])).tolist() == [2, 2, 4]


def test_no_counts_and_no_bins_are_no_error() -> None:
    nothing = merge_counts([])

    assert rebin(nothing, np.array([0.0, 1.0])).tolist() == [0]
    assert rebin(ranges((0, 1, 1)), np.array([0.0])).tolist() == []


@settings(deadline=None)
@given(any_values, scales, st.integers(1, 200))
def test_common_edges_hold_every_value_and_rebinning_loses_none(
    values: ValueCounts, scale: str, bins: int
) -> None:
    edges = common_edges([values, None], bins, scale)

    step = step_histogram(values, edges, scale, "step 1", 1.0)

    assert np.isfinite(edges).all()
    assert (edges[1:] > edges[:-1]).all()
    assert len(edges) <= 2 * bins + 4
    assert step.heights is not None
    assert (step.heights >= 0).all()
    assert (step.below, step.above) == (0.0, pytest.approx(0.0, abs=1e-9))
    assert step.heights.sum() + step.zero_left_out == pytest.approx(values.total, rel=1e-12)


@settings(deadline=None)
@given(any_values, st.lists(st.floats(-1e30, 1e30), min_size=2, max_size=20, unique=True))
def test_rebinning_conserves_counts_for_any_edges(values: ValueCounts, edges: list[float]) -> None:
    step = step_histogram(values, np.sort(np.array(edges)), "linear", "step 1", 1.0)

    assert step.heights is not None
    assert step.below + step.heights.sum() + step.above == pytest.approx(values.total, rel=1e-12)


def test_a_histogram_from_buckets_is_near_the_true_one() -> None:
    sample = np.random.default_rng(1).normal(0, 0.05, 200_000).astype(np.float32)
    values = counted(sample, np.float32)
    edges = np.linspace(-0.2, 0.2, 81)

    found = rebin(values, edges)

    true = np.histogram(sample, edges)[0]
    assert np.abs(found - true).sum() < 0.01 * len(sample)


# --- edges ---------------------------------------------------------------------------------------


def test_linear_edges_are_round() -> None:
    assert common_edges([ranges((-0.93, 1.71, 1))], 10).tolist() == pytest.approx(
        [-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0]
    )


def test_few_integers_get_a_bin_each() -> None:
    values = [counted([0, 3, 3, 7], np.int64), counted([-1, 2], np.int64)]

    edges = common_edges(values, 20)

    assert edges.tolist() == [-1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5]
    assert rebin(values[0], edges).tolist() == [0, 1, 0, 0, 2, 0, 0, 0, 1]


def test_log_edges_stand_on_decades() -> None:
    edges = common_edges([ranges((-0.5, -0.5, 1), (0, 0, 9), (0.002, 0.002, 1))], 6, "log")

    assert edges.tolist() == pytest.approx([10**-3, 10**-2.5, 10**-2, 10**-1.5, 10**-1, 10**-0.5, 1.0])


def test_symmetric_edges_mirror_at_zero() -> None:
    edges = common_edges([counted(np.linspace(-5, 5, 1001))], 30, "symlog")

    assert edges.tolist() == (-edges[::-1]).tolist()
    assert edges[-1] >= 5


def test_all_equal_and_all_zero_values_still_have_edges_around_them() -> None:
    for value in (0.0, 1.0, -1e-300, 1.7e308):
        for scale in ("linear", "symlog"):
            edges = common_edges([ranges((value, value, 5))], 40, scale)
            assert rebin(ranges((value, value, 5)), edges).sum() == 5


def test_an_unknown_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="linear, log, symlog"):
        common_edges([], 10, "cubic")


# --- merging, folding, asking --------------------------------------------------------------------


def test_merging_joins_equal_and_overlapping_ranges() -> None:
    merged = merge_counts([ranges((0, 1, 2), (2, 3, 4)), None, ranges((0, 1, 1), (2.5, 5, 1), (7, 7, 1))])

    assert merged == ranges((0, 1, 3), (2, 5, 5), (7, 7, 1))


@settings(deadline=None)
@given(any_values, any_values)
def test_merged_counts_count_all(one: ValueCounts, other: ValueCounts) -> None:
    merged = merge_counts([one, other])

    assert merged.total == one.total + other.total
    assert (merged.upper[:-1] < merged.lower[1:]).all()


def test_magnitudes_fold_the_negative_side() -> None:
    assert magnitudes(ranges((-3, -2, 1), (-0.5, 1, 2), (2, 3, 4))) == ranges((0, 1, 2), (2, 3, 5))


@settings(deadline=None)
@given(
    st.lists(st.floats(-1e6, 1e6, width=32), min_size=1, max_size=80),
    st.lists(st.floats(0, 1), min_size=1, max_size=5),
)
def test_the_true_quantile_lies_within_the_bounds_told(sample: list[float], fractions: list[float]) -> None:
    true = np.quantile(np.array(sample), fractions, method="inverted_cdf")

    found = quantiles(counted(sample, np.float32), fractions)

    assert (found.lower <= true).all()
    assert (true <= found.upper).all()
    assert (found.lower <= found.value).all()
    assert (found.value <= found.upper).all()
    # Magnitudes below float32's normal range come in wider buckets.
    assert (found.upper - found.lower <= np.maximum(np.abs(true) / 128, 2.0**-126)).all()


def test_quantiles_of_single_values_are_exact() -> None:
    found = quantiles(counted([1, 2, 3, 4, 100], np.int32), [0, 0.2, 0.5, 0.8, 1])

    assert found.value.tolist() == found.lower.tolist() == found.upper.tolist() == [1, 1, 3, 4, 100]


def test_quantiles_of_nothing_are_nan() -> None:
    assert np.isnan(quantiles(None, [0.5]).value).all()


def test_a_share_is_told_with_its_bounds() -> None:
    values = ranges((0, 1, 5), (2, 3, 7), (4, 4, 1))

    assert count_bounds(values, 0, 2.5) == (5, 12)
    assert count_bounds(values, 2, 4) == (8, 8)
    assert count_bounds(None, 0, 1) == (0, 0)


def test_a_series_draws_unknown_steps_as_nan_rows() -> None:
    edges = np.array([0.0, 1.0, 2.0])
    known = step_histogram(ranges((0.5, 0.5, 3), (1.5, 1.5, 4)), edges, "linear", "step 1", 1)
    series = HistogramSeries("k", "linear", edges, (known, type(known)("step 2", 2.0, None, problem="gone")))

    matrix = series.matrix()

    assert matrix[0].tolist() == [3, 4]
    assert np.isnan(matrix[1]).all()
    assert series.tallest == 4


def test_a_step_histogram_forgets_nothing_outside_its_edges() -> None:
    step = step_histogram(
        ranges((-9, -9, 1), (0, 0, 2), (0.05, 0.05, 4), (5, 5, 8), (50, 50, 16)),
        np.array([0.1, 10.0]),
        "log",
        "s",
        0,
    )

    assert step.heights is not None
    assert (step.heights.tolist(), step.zero_left_out, step.below, step.above) == ([9], 2, 4, 16)
