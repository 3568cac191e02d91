from __future__ import annotations

import numpy as np
import pytest

from explorer.analysis import sampling_detail
from explorer.analysis.sampling_detail import (
    MISSING,
    NAN,
    NEGINF,
    PLAIN,
    POSINF,
    Detail,
    detail_of,
    sample_steps,
)
from explorer.analysis.sampling_rows import profile_of
from explorer.analysis.sampling_slices import first_choice
from explorer.analysis.sampling_statistics import slice_statistics
from explorer.analysis.sampling_values import LoadedValues, StoredValues
from explorer.checkpoints.checkpoint import checkpoint_at
from tests.builders import write_bundle

GRID = np.arange(48, dtype=np.float32).reshape(6, 8)


def detail(array, window, *most):
    return detail_of(LoadedValues(array), first_choice(array.shape), window, *most)


def statistics(array, rows=None, columns=None):
    shape = (1, *array.shape)[-2:]
    return slice_statistics(
        LoadedValues(array), first_choice(array.shape), rows or range(shape[0]), columns or range(shape[1])
    )


def test_pixels_are_means_of_blocks_and_keep_what_is_odd():
    found = detail(
        np.array([[1.0, 3.0, 5.0, 7.0], [1.0, 3.0, np.nan, 7.0], [2.0, -np.inf, np.inf, 4.0]]),
        (0, 3, 0, 4),
        2,
        2,
    )

    assert (found.row_step, found.column_step) == (2, 2)
    assert found.mean.tolist() == [[2.0, pytest.approx(19 / 3)], [2.0, 4.0]]
    assert found.marks.tolist() == [[PLAIN, NAN], [NEGINF, POSINF]]
    assert found.words() == "each pixel the mean of 2 × 2 values"


def test_a_pixel_is_missing_only_when_all_of_it_is():
    array = np.ma.masked_array(np.ones((2, 4)), [[True, True, True, False], [True, True, False, False]])

    assert detail(array, (0, 2, 0, 4), 1, 2).marks.tolist() == [[MISSING, PLAIN]]
    assert detail(array, (0, 2, 0, 4), 2, 4).marks.tolist() == [[4, 4, 4, 0], [4, 4, 0, 0]]


def test_a_window_is_shown_cell_by_cell():
    found = detail(GRID, (1, 3, 2, 4), 10, 10)

    assert found.mean.tolist() == [[10, 11], [18, 19]]
    assert (found.top, found.left, found.words()) == (1, 2, "")


@pytest.fixture
def stored(tmp_path):
    return StoredValues(checkpoint_at(write_bundle(tmp_path / "m", {"w": GRID})), "w")


def test_what_is_too_large_is_a_sample_and_says_so(stored, monkeypatch):
    monkeypatch.setattr(sampling_detail, "EXACT_ELEMENTS", 10)

    found = detail_of(stored, first_choice((6, 8)), (0, 6, 0, 8), 3, 3)

    assert found.mean.tolist() == [[0, 3, 6], [16, 19, 22], [32, 35, 38]]
    assert found.words() == "a sample: one row of 2 and one column of 3"


def test_the_window_is_read_exactly_when_it_is_small(stored, monkeypatch):
    monkeypatch.setattr(sampling_detail, "EXACT_ELEMENTS", 10)

    found = detail_of(stored, first_choice((6, 8)), (4, 6, 3, 8), 3, 3)

    assert found.mean.tolist() == [[35.5, 37.5, 39.0], [43.5, 45.5, 47.0]]
    assert not found.is_sample


def test_a_sample_reads_no_more_lines_than_its_bytes_allow(monkeypatch):
    class Wide:
        shape, is_stored = (100_000, 100_000), True

        def line_cost(self, choice, columns):
            return 400_000, choice.rows == 0

    monkeypatch.setattr(sampling_detail, "SAMPLE_BYTES", 40_000_000)
    choice, whole = first_choice(Wide.shape), (0, 100_000, 0, 100_000)

    assert sample_steps(Wide(), choice, whole, 1000, 1000) == (1000, 100)
    assert sample_steps(Wide(), choice.swapped(), whole, 1000, 1000) == (100, 1000)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((128, 98), "a sample: one row of 128 and one column of 98"),
        ((1, 11), "a sample: one column of 11"),
        ((1021, 1), "a sample: one row of 1,021"),
    ],
)
def test_a_sample_says_one_row_of_how_many_it_is(steps, words):
    found = Detail(np.zeros((1, 1)), np.zeros((1, 1), np.uint8), *steps, 0, 0, is_sample=True)

    assert found.words() == words


def test_profiles_leave_out_what_is_not_finite():
    found = detail(np.array([[1.0, np.nan, 4.0], [np.nan, np.nan, np.nan]]), (0, 2, 0, 3), 10, 10)

    rows, columns = profile_of(found, of_rows=True), profile_of(found, of_rows=False)

    assert (rows.mean[0], rows.low[0], rows.high[0]) == (2.5, 1.0, 4.0)
    assert np.isnan(rows.mean[1])
    assert columns.mean.tolist()[::2] == [1.0, 4.0]


def test_statistics_count_what_is_not_finite():
    array = np.ma.masked_array([[np.nan, 1.0, -3.0], [np.inf, 0.0, -np.inf]], [[0, 0, 0], [0, 0, 0]])
    array[0, 1] = np.ma.masked

    found = statistics(array)

    assert (found.count, found.masked, found.nan, found.posinf, found.neginf, found.zero) == (
        6,
        1,
        1,
        1,
        1,
        1,
    )
    assert (found.min, found.max, found.mean, found.std, found.smallest) == (-3.0, 0.0, -1.5, 1.5, 3.0)


def test_statistics_of_a_part_are_those_of_its_cells():
    found = statistics(GRID, range(1, 6, 2), range(0, 8, 7))

    assert (found.count, found.min, found.max, found.mean) == (6, 8.0, 47.0, 27.5)


def test_percentiles_leave_out_one_in_a_hundred():
    found = statistics(np.arange(1001.0))

    assert (found.low_percentile, found.high_percentile) == (10.0, 990.0)


def test_huge_values_do_not_overflow_the_mean():
    found = statistics(np.array([1e308, 1e308, -1e308, 1e308]))

    assert found.mean == pytest.approx(5e307)
    assert found.std is None


def test_statistics_of_nothing_finite():
    found = statistics(np.array([np.nan, np.inf]))

    assert (found.min, found.max, found.mean, found.std, found.low_percentile) == (None,) * 5
