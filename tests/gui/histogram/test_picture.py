from __future__ import annotations

import numpy as np
import pytest

from explorer.analysis.value_counts import ValueCounts
from explorer.gui.histogram.history import ABSENT, QUANTILES, StepRecord, extent_of, reading_order
from explorer.gui.histogram.picture import Picture, bin_readout, exact_count, percent_text
from explorer.gui.histogram.ridge_plot import make_ridges, tallest_ridge
from tests.gui.histogram.conftest import counts_of, entry_of, record_of


def picture_of(*records: StepRecord, bins: int = 4) -> Picture:
    picture = Picture(key="w", title="w", dtype="float32", records=records, newer=len(records) - 1)
    picture.set_scale("linear")
    picture.set_window(0.0, 1.0, bins)
    while picture.fill(1.0):
        pass
    return picture


def test_ridges_are_as_high_as_their_counts_against_the_tallest_bin_of_all_steps():
    picture = picture_of(record_of(10, (0.5, 8), (2.5, 4)), record_of(20, (0.5, 2), (3.9, 1), (4.0, 1)))
    picture.edges = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
    picture.counts.clear()
    picture.fill(1.0)

    first, second = make_ridges(picture, (0, 1))

    height = tallest_ridge(2)
    ys = [[point.y() for point in ridge.outline] for ridge in (first, second)]
    assert ys[0] == pytest.approx([0, 0 - height, 0, 0 - height / 2, 0, 0])
    assert ys[1] == pytest.approx([1, 1 - height / 4, 1, 1, 1 - height / 4, 1])
    assert [point.x() for point in first.outline] == pytest.approx([0, 0.125, 0.375, 0.625, 0.875, 1])


def test_own_heights_lift_each_ridge_to_the_same_top():
    picture = picture_of(record_of(10, (0.0, 100), (4.0, 1)), record_of(20, (0.0, 2), (4.0, 1)))
    picture.own_heights = True

    tops = [picture.heights(index).max() for index in (0, 1)]

    assert tops == [1.0, 1.0]


def test_log_counts_make_one_value_among_many_visible():
    picture = picture_of(record_of(10, (0.0, 1000), (4.0, 1)))
    picture.log_counts = True

    heights = picture.heights(0)

    assert heights.tolist() == pytest.approx([1.0, 0.0, 0.0, np.log(2) / np.log(1001)])


def test_a_spike_at_the_first_step_is_noticed():
    flat = [record_of(step, *((float(value), 1) for value in range(50))) for step in range(20, 60, 10)]
    picture = picture_of(record_of(10, (0.0, 50)), *flat, bins=50)

    assert picture.spikes_dwarf_the_rest()


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0.0, 0.4, (0.0, 0.4, 0)), (0.9, 1.1, (0.9, 1.1, 3)), (1.0, 2.0, (1.0, 2.0, 8))],
)
def test_the_count_under_the_cursor_is_exact(low, high, expected):
    values = counts_of((0.5, 7), (1.0, 3), (2.0, 5))

    assert exact_count(values, low, high) == expected


def test_the_readout_names_step_range_and_share():
    picture = picture_of(record_of(640, (0.0, 10), (3.0, 412), (4.0, 78), nan=3))

    readout = bin_readout(picture, 0, 0.99)

    assert readout.headline == "step 640 · value 3 to 4"
    assert readout.detail == "490 of 500 finite values (98.00 %) · 3 NaN"


def test_the_readout_of_a_step_without_the_tensor_says_so():
    record = StepRecord(entry_of(5), ABSENT, reason="This step does not hold the tensor.")
    picture = picture_of(record_of(10, (0.0, 1), (1.0, 1)), record)

    assert bin_readout(picture, 1, 0.5).detail == "This step does not hold the tensor."


def test_a_log_axis_says_how_many_values_it_leaves_out():
    picture = picture_of(record_of(10, (-1.0, 5), (0.0, 2), (1.0, 3), (10.0, 1)))

    picture.set_scale("log")

    assert picture.missing_note() == "7 values ≤ 0 have no place on a log axis"


def test_quantiles_of_single_values_are_exact_and_those_of_ranges_are_bounded():
    single = extent_of(counts_of((1.0, 50), (2.0, 49), (9.0, 1)))
    ranges = extent_of(ValueCounts(np.array([0.0, 2.0]), np.array([1.0, 4.0]), np.array([3, 1])))

    assert single.quantiles.value.tolist() == pytest.approx([1, 1, 1, 1, 1.5, 2, 2, 2.07, 9])
    assert single.is_exact
    middle = QUANTILES.index(0.5)
    assert (ranges.quantiles.lower[middle], ranges.quantiles.upper[middle]) == (0.0, 1.0)
    assert (ranges.quantiles.value[0], ranges.quantiles.value[-1]) == (0.0, 4.0)


def test_steps_are_read_from_the_current_one_outwards():
    assert reading_order(5, 3) == [3, 2, 4, 1, 0]


@pytest.mark.parametrize(
    ("count", "total", "text"),
    [
        (0, 10, "0 %"),
        (10, 10, "100 %"),
        (63, 10_000, "0.63 %"),
        (1, 100_000, "< 0.01 %"),
        (99_999, 100_000, "> 99.99 %"),
        (0, 0, "0 %"),
    ],
)
def test_shares_say_none_and_all_only_where_it_is_true(count, total, text):
    assert percent_text(count, total) == text
