from __future__ import annotations

import numpy as np
import pytest

from explorer.analysis.sampling_detail import detail_of
from explorer.analysis.sampling_slices import first_choice
from explorer.analysis.sampling_statistics import slice_statistics
from explorer.analysis.sampling_values import LoadedValues
from explorer.gui.values.colours import AROUND_ZERO, LOG_SIZE, RISING, ColourScale, joined, scale_for
from explorer.gui.values.element_text import element_text, exact_text
from explorer.gui.values.facts import facts_sentence
from explorer.gui.values.odd_marks import runs


def measured(*values):
    array = np.array(values, float)
    return slice_statistics(LoadedValues(array), first_choice(array.shape), range(1), range(len(array)))


def test_colours_are_symmetric_when_values_lie_on_both_sides_of_zero():
    assert scale_for(measured(-1.0, 3.0)) == ColourScale(AROUND_ZERO, -3.0, 3.0)
    assert scale_for(measured(2.0, 3.0)) == ColourScale(RISING, 2.0, 3.0)
    assert scale_for(measured(2.0, 3.0), AROUND_ZERO) == ColourScale(AROUND_ZERO, -3.0, 3.0)
    assert scale_for(measured(4.0, 4.0)) == ColourScale(RISING, 3.8, 4.2)
    assert scale_for(measured(np.nan)) is None


def test_a_little_below_zero_does_not_take_half_of_the_colours():
    assert scale_for(measured(-0.01, 3.0)) == ColourScale(RISING, -0.01, 3.0)


def test_the_zero_of_a_difference_is_the_middle_of_its_colours():
    assert scale_for(measured(1.0, 3.0), is_difference=True) == ColourScale(AROUND_ZERO, -3.0, 3.0)


def test_truth_values_and_whole_numbers_have_no_ticks_between_them():
    truths = scale_for(measured(0.0, 1.0), dtype="bool")
    numbers = scale_for(measured(0.0, 3.0), dtype="int32")

    assert truths.ticks() == [(0.0, "False"), (1.0, "True")]
    assert [text for _, text in numbers.ticks()] == ["0", "1", "2", "3"]


def test_sizes_on_a_log_scale_go_from_the_smallest_to_the_largest():
    scale = scale_for(measured(0.0, -0.001, 10.0), LOG_SIZE)

    assert (scale.kind, scale.low, scale.high) == (LOG_SIZE, pytest.approx(-3.0), 1.0)
    assert scale.places(np.array([0.001, -10.0])).tolist() == [pytest.approx(0.0), 1.0]
    assert [text for _, text in scale.ticks()] == ["1e-3", "1e-2", "1e-1", "1e0", "1e1"]
    assert scale.words() == "size of the value, log"


def test_clipped_colours_end_at_the_percentiles_and_say_so():
    scale = scale_for(measured(*range(1001)), clipped=True)

    assert scale == ColourScale(RISING, 10.0, 990.0, True)
    assert scale.words() == "1 % clipped at each end"
    assert (scale.colours_of(np.array([0.0])) == scale.colours_of(np.array([10.0]))).all()


def test_pictures_that_share_their_colours_hold_the_ends_of_both():
    found = joined(measured(-1.0, 2.0, np.nan), measured(-7.0, np.inf, 1.0))

    assert (found.min, found.max, found.nan, found.posinf) == (-7.0, 2.0, 1, 1)


def test_what_is_not_finite_has_a_colour_of_its_own_and_what_is_missing_none():
    matrix = np.ma.masked_array([[np.nan, np.inf, -np.inf, 1.0, 2.0]], [[0, 0, 0, 0, 1]])
    detail = detail_of(LoadedValues(matrix), first_choice(matrix.shape), (0, 1, 0, 5), 10, 10)
    scale = ColourScale(RISING, 0.0, 2.0)

    pixels = scale.image(detail)

    usual = {tuple(colour) for colour in scale.table().tolist()}
    odd = {tuple(pixels[0, column, :3].tolist()) for column in range(3)}
    assert len(odd) == 3
    assert not odd & usual
    assert tuple(pixels[0, 3, :3].tolist()) in usual
    assert pixels[0, :, 3].tolist() == [255, 255, 255, 255, 0]


def test_marked_cells_become_few_rectangles():
    marks = np.array([[0, 1, 1, 0], [0, 1, 1, 2], [0, 0, 0, 2], [4, 4, 4, 4]], np.uint8)

    assert sorted(runs(marks)) == [(1, 0, 2, 1, 2), (2, 1, 2, 3, 1), (4, 3, 1, 0, 4)]


@pytest.mark.parametrize(
    ("value", "shown", "exact"),
    [
        (np.float32(0.1), "0.1", "0.1"),
        (np.float32("nan"), "NaN", "nan"),
        (np.float64("-inf"), "−Inf", "-inf"),
        (np.int64(-7), "-7", "-7"),
        (np.bool_(True), "True", "True"),
        (np.complex64(1 - 2j), "1−2j", "(1-2j)"),
        (np.uint64(2**64 - 1), "18,446,744,073,709,551,615", "18446744073709551615"),
    ],
)
def test_elements_as_text(value, shown, exact):
    assert (element_text(value), exact_text(value)) == (shown, exact)


def test_the_facts_are_one_sentence():
    assert (
        facts_sentence(measured(1.0, -3.0, np.nan, np.inf), of="slice [:, 0]", total=9, detail="a sample")
        == "slice [:, 0] · 4 of 9 values · -3 to 1 · mean -1 · std 2 · 0 zero · 1 NaN · 1 +Inf · a sample"
    )
    assert facts_sentence(measured(0.0)) == "1 value · all 0 · 1 zero · 0 NaN"
