from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.analysis.distribution_distance import distance, share_difference
from explorer.analysis.value_counts import ValueCounts


def single(*values: float) -> ValueCounts:
    value, count = np.unique(np.array(values, np.float64), return_counts=True)
    return ValueCounts(value, value.copy(), count.astype(np.int64))


def in_ranges(values: list[float], width: float) -> ValueCounts:
    """The same values, known only to lie in ranges [k * width, k * width + width / 2]."""
    lower, count = np.unique(np.floor(np.array(values) / width) * width, return_counts=True)
    return ValueCounts(lower, lower + width / 2, count.astype(np.int64))


def test_two_sets_of_single_values():
    found = distance(single(0, 0, 1, 1), single(0, 1, 1, 3))

    assert found.total_variation == pytest.approx(0.25)
    assert found.wasserstein == pytest.approx((0 + 1 + 0 + 2) / 4)
    assert (found.wasserstein_error, found.is_exact) == (0.0, True)


def test_moving_all_values_by_two_is_a_distance_of_two():
    found = distance(single(0.0, 1.0, 5.0), single(2.0, 3.0, 7.0))

    assert found.wasserstein == pytest.approx(2.0)
    assert found.total_variation == pytest.approx(1.0)


def test_sides_counted_in_ranges_have_a_bound():
    older = ValueCounts(np.array([0.0]), np.array([1.0]), np.array([10]))
    newer = ValueCounts(np.array([4.0]), np.array([6.0]), np.array([10]))

    found = distance(older, newer)

    assert found.wasserstein == pytest.approx(4.5)
    assert found.wasserstein_error == pytest.approx(0.5 + 1.0)
    assert not found.is_exact


def test_ranges_that_overlap_are_not_told_apart():
    older = ValueCounts(np.array([0.0, 10.0]), np.array([2.0, 10.0]), np.array([1, 1]))
    newer = ValueCounts(np.array([1.0, 10.0]), np.array([3.0, 10.0]), np.array([1, 1]))

    assert distance(older, newer).total_variation == 0.0


def test_without_values_there_is_no_distance():
    nothing = ValueCounts(np.empty(0), np.empty(0), np.empty(0, np.int64))

    assert distance(nothing, single(1.0)) is None
    assert distance(None, single(1.0)) is None


def test_the_ends_of_float64_do_not_break_it():
    huge = float(np.finfo(np.float64).max)

    found = distance(single(-huge), single(huge))

    assert found.total_variation == pytest.approx(1.0)
    assert found.wasserstein is None


values = st.lists(st.integers(-50, 50).map(lambda n: n / 4), min_size=1, max_size=30)


def by_sorting(older: list[float], newer: list[float]) -> float:
    """Wasserstein-1 as the mean distance of the sorted values, each repeated to one common length."""
    left, right = np.repeat(np.sort(older), len(newer)), np.repeat(np.sort(newer), len(older))
    return float(np.abs(left - right).mean())


@given(values, values)
def test_single_values_give_the_distance_of_the_sorted_values(older, newer):
    assert distance(single(*older), single(*newer)).wasserstein == pytest.approx(
        by_sorting(older, newer), abs=1e-9
    )


@given(values, values)
def test_the_true_distances_lie_within_what_is_said_of_them(older, newer):
    # Values of quarters, known to ranges half of which hold them: k + 0 or k + 1/4.
    older, newer = [np.floor(v) + v % 0.5 for v in older], [np.floor(v) + v % 0.5 for v in newer]

    found = distance(in_ranges(older, 1.0), in_ranges(newer, 1.0))
    true = distance(single(*older), single(*newer))

    assert abs(found.wasserstein - by_sorting(older, newer)) <= found.wasserstein_error + 1e-9
    assert found.total_variation <= true.total_variation + 1e-9


def test_the_difference_of_shares_is_signed():
    edges = np.array([0.0, 1.0, 2.0, 3.0])

    found = share_difference(single(0.5, 0.5, 1.5, 2.5), single(0.5, 2.5), edges)

    assert found.tolist() == pytest.approx([0.0, -0.25, 0.25])
