from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.gui.histogram.value_scale import LINEAR, LOG, SYMLOG, nice_values, scale_of, tick_texts

finite = st.floats(allow_nan=False, allow_infinity=False)


def test_a_linear_scale_puts_the_middle_in_the_middle():
    scale = scale_of(LINEAR, -2.0, 6.0)

    assert scale.place(np.array([-2.0, 2.0, 6.0])).tolist() == [0.0, 0.5, 1.0]
    assert scale.value(0.25) == pytest.approx(0.0, abs=1e-12)


def test_a_log_scale_gives_each_decade_the_same_room_and_no_place_to_zero():
    scale = scale_of(LOG, -5.0, 100.0, smallest=0.01)

    assert scale.place(np.array([0.01, 0.1, 1.0, 10.0, 100.0])).tolist() == pytest.approx(
        [0, 0.25, 0.5, 0.75, 1]
    )
    assert np.isnan(scale.place(0.0))
    assert np.isnan(scale.place(-1.0))


def test_a_log_scale_of_nothing_positive_is_refused():
    assert scale_of(LOG, -5.0, 0.0) is None


def test_a_symmetric_log_scale_mirrors_around_zero():
    scale = scale_of(SYMLOG, -100.0, 100.0, smallest=0.01)

    assert scale.place(0.0) == pytest.approx(0.5)
    assert scale.place(7.0) + scale.place(-7.0) == pytest.approx(1.0)
    assert scale.place(1.0) > 0.7


@given(finite, finite, st.sampled_from((LINEAR, SYMLOG)), st.integers(1, 300))
def test_edges_ascend_and_hold_both_extremes(first, second, kind, bins):
    low, high = sorted((first, second))

    edges = scale_of(kind, low, high).edges(bins)

    assert len(edges) == bins + 1
    assert edges[0] <= low
    assert edges[-1] >= high
    assert (np.diff(edges) >= 0).all()


@pytest.mark.parametrize(
    ("low", "high", "count", "expected"),
    [
        (-0.4, 0.4, 8, [-0.4, -0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.4]),
        (0.0, 10.0, 5, [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]),
        (3.0, 3.0, 5, [3.0]),
    ],
)
def test_nice_values(low, high, count, expected):
    assert nice_values(low, high, count) == pytest.approx(expected)


def test_tick_texts_have_as_many_decimals_as_they_need():
    assert tick_texts([-0.2, -0.1, 0.0, 0.1]) == ["-0.2", "-0.1", "0", "0.1"]
    assert tick_texts([1000.0, 2000.0]) == ["1,000", "2,000"]
    assert tick_texts([1e-7, 2e-7]) == ["1e-07", "2e-07"]


@pytest.mark.parametrize("kind", ["linear", "log", "symmetric log"])
def test_ticks_beyond_the_largest_number_end_with_it(kind):
    scale = scale_of(kind, 1e-300, 1.7e308)

    ticks = scale.ticks(-0.08, 1.03, 8)

    assert 2 <= len(ticks) <= 30
    assert all(np.isfinite(place) for place, _ in ticks)
