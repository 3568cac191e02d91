from __future__ import annotations

import numpy as np
import pytest

from explorer.gui.values.colours import AROUND_ZERO, RISING, scale_for
from explorer.gui.values.grid_model import element_text, exact_text
from explorer.gui.values.slicing import (
    SliceChoice,
    first_choice,
    reduce_matrix,
    slice_statistics,
    take_slice,
)

CUBE = np.arange(24).reshape(2, 3, 4)


def test_the_last_two_axes_are_shown_first():
    assert first_choice((2, 3, 4)) == SliceChoice(1, 2, (0, 0, 0))
    assert first_choice((3, 3, 1, 16)) == SliceChoice(1, 3, (0, 0, 0, 0))
    assert first_choice((1, 1, 5)) == SliceChoice(1, 2, (0, 0, 0))
    assert first_choice((7,)) == SliceChoice(None, 0, (0,))
    assert first_choice(()) == SliceChoice(None, None, ())


def test_a_slice_follows_its_axes_and_positions():
    choice = first_choice((2, 3, 4)).with_index(0, 1)

    assert take_slice(CUBE, choice).tolist() == [[12, 13, 14, 15], [16, 17, 18, 19], [20, 21, 22, 23]]
    assert choice.text() == "[1, :, :]"


def test_choosing_the_other_axis_transposes():
    choice = first_choice((2, 3, 4)).with_axis("rows", 2, (2, 3, 4))

    assert (choice.rows, choice.columns) == (2, 1)
    assert take_slice(CUBE, choice).tolist() == [[0, 4, 8], [1, 5, 9], [2, 6, 10], [3, 7, 11]]


def test_statistics_of_a_slice_count_what_is_odd():
    matrix = np.array([[1.0, np.nan, -3.0], [np.inf, 0.0, 2.0]], np.float32)

    found = slice_statistics(matrix)

    assert (found.count, found.nan, found.infinite, found.zero, found.min, found.max) == (
        6,
        1,
        1,
        1,
        -3.0,
        2.0,
    )
    assert found.mean == pytest.approx(0.0)
    assert found.std == pytest.approx((14 / 4) ** 0.5)


def test_statistics_leave_out_what_is_not_stored():
    matrix = np.ma.masked_array([[1.0, 9.0], [3.0, 9.0]], [[False, True], [False, True]])

    found = slice_statistics(matrix)

    assert (found.count, found.masked, found.nan, found.max, found.mean) == (4, 2, 0, 3.0, 2.0)


def test_a_large_matrix_becomes_means_of_blocks_and_keeps_its_nan():
    matrix = np.array([[1.0, 3.0, 5.0, 7.0], [1.0, 3.0, np.nan, 7.0], [2.0, 2.0, 4.0, 4.0]])

    detail = reduce_matrix(matrix, (0, 3, 0, 4), 2, 2)

    assert (detail.row_step, detail.column_step) == (2, 2)
    assert detail.mean.tolist() == [[2.0, pytest.approx(19 / 3)], [2.0, 4.0]]
    assert detail.has_nan.tolist() == [[False, True], [False, False]]


def test_a_window_is_shown_cell_by_cell():
    detail = reduce_matrix(CUBE[0], (1, 3, 2, 4), 10, 10)

    assert detail.mean.tolist() == [[6, 7], [10, 11]]
    assert (detail.top, detail.left, detail.row_step) == (1, 2, 1)


def test_colours_are_symmetric_when_values_lie_on_both_sides_of_zero():
    assert (scale_for(-1.0, 3.0).low, scale_for(-1.0, 3.0).high) == (-3.0, 3.0)
    assert scale_for(-1.0, 3.0).kind == AROUND_ZERO
    assert scale_for(2.0, 3.0).kind == RISING
    assert scale_for(None, None) is None


def test_nan_has_a_colour_of_its_own_and_what_is_missing_none():
    matrix = np.ma.masked_array([[np.nan, 1.0, 2.0]], [[False, False, True]])
    detail = reduce_matrix(matrix, (0, 1, 0, 3), 10, 10)

    pixels = scale_for(0.0, 2.0).image(detail)

    usual = {tuple(colour) for colour in scale_for(0.0, 2.0).table().tolist()}
    assert tuple(pixels[0, 0, :3].tolist()) not in usual
    assert tuple(pixels[0, 1, :3].tolist()) in usual
    assert pixels[0, :, 3].tolist() == [255, 255, 0]


@pytest.mark.parametrize(
    ("value", "shown", "exact"),
    [
        (np.float32(0.1), "0.1", "0.1"),
        (np.float32("nan"), "NaN", "nan"),
        (np.float64("-inf"), "−Inf", "-inf"),
        (np.int64(-7), "-7", "-7"),
        (np.bool_(True), "True", "True"),
        (np.complex64(1 - 2j), "1−2j", "(1-2j)"),
        (np.uint64(2**64 - 1), "18446744073709551615", "18446744073709551615"),
    ],
)
def test_elements_as_text(value, shown, exact):
    assert (element_text(value), exact_text(value)) == (shown, exact)
