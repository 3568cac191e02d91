"""The form of the curve: pixels from steps and values."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.checkpoints.run_events import ScalarSeries
from explorer.gui.timeline.axis import BY_NUMBER, BY_STEP, lay_out
from explorer.gui.timeline.curve_row import anchors_of
from explorer.gui.timeline.curve_shape import nearest_point, points_of, shape_of, visible
from tests.gui.records import entry

ANCHORS = ((0.0, 100.0), (10.0, 210.0))


def series(steps, values, tag="loss") -> ScalarSeries:
    steps = np.array(steps, np.int64)
    return ScalarSeries("", tag, steps, steps.astype(np.float64), np.array(values, np.float64))


def shape(steps, values, *, is_log=False, anchors=ANCHORS):
    return shape_of(points_of(series(steps, values)), anchors, 0.0, 40.0, is_log=is_log)


def test_a_curve_goes_from_the_highest_value_at_the_top_to_the_lowest_at_the_bottom():
    assert shape([0, 50, 100], [3.0, 2.0, 1.0]).lines == ([(10.0, 0.0), (110.0, 20.0), (210.0, 40.0)],)


def test_a_logarithmic_scale_gives_each_power_of_ten_the_same_height():
    assert [y for _, y in shape([0, 50, 100], [100.0, 10.0, 1.0], is_log=True).lines[0]] == [0.0, 20.0, 40.0]


def test_equal_values_lie_in_the_middle():
    assert shape([0, 100], [2.0, 2.0]).lines == ([(10.0, 20.0), (210.0, 20.0)],)


def test_the_line_breaks_off_at_values_that_are_no_numbers():
    found = shape([0, 10, 20, 30, 40], [1.0, math.nan, 2.0, math.inf, 3.0])

    assert [len(line) for line in found.lines] == [1, 1, 1]
    assert found.odd == ((30.0, True), (70.0, False))


def test_only_such_values_give_marks_and_no_line():
    found = shape([0, 100], [math.nan, math.nan])

    assert (found.lines, len(found.odd)) == ((), 2)


def test_what_lies_outside_the_axis_is_not_drawn():
    assert shape([0, 50, 200], [1.0, 2.0, 9.0]).lines == ([(10.0, 40.0), (110.0, 35.0)],)


def test_a_restart_is_a_line_of_its_own():
    found = shape([0, 20, 40, 60, 20, 40], [6.0, 5.0, 4.0, 3.0, 2.0, 1.0])

    assert [[x for x, _ in line] for line in found.lines] == [[10.0, 50.0, 50.0, 90.0]]
    assert [[x for x, _ in line] for line in found.older] == [[90.0, 130.0]]


def test_half_a_million_points_become_a_column_a_pixel_and_keep_the_spike():
    values = np.ones(500_000)
    values[333_333] = 99.0
    values[100_000] = math.nan
    points = points_of(series(np.arange(500_000), values))

    found = shape_of(points, ((0.0, 499_999.0), (0.0, 800.0)), 0.0, 40.0, is_log=False)

    assert found.lines == ()
    assert [x for x, _, _ in found.bands] == [column + 0.5 for column in range(801)]
    assert [(x, lower) for x, upper, lower in found.bands if upper == 0.0] == [(533.5, 40.0)]
    assert found.odd == ((160.0, True),)
    assert points.steps.size == 500_000


def test_columns_without_a_point_are_bridged_but_not_over_values_that_are_no_numbers():
    steps = np.repeat([0, 4, 8], 20)
    values = np.repeat([0.0, 4.0, 0.0], 20)
    anchors = ((0.0, 8.0), (0.0, 8.0))

    bridged = shape_of(points_of(series(steps, values)), anchors, 0.0, 40.0, is_log=False)
    broken = shape_of(
        points_of(series([*steps[:20], 2, *steps[20:]], [*values[:20], math.nan, *values[20:]])),
        anchors, 0.0, 40.0, is_log=False,
    )  # fmt: skip

    assert [(x, round(upper, 3), round(lower, 3)) for x, upper, lower in bridged.bands] == [
        (0.5, 40.0, 40.0), (1.5, 30.0, 40.0), (2.5, 20.0, 30.0), (3.5, 10.0, 20.0), (4.5, 0.0, 10.0),
        (5.5, 0.0, 10.0), (6.5, 10.0, 20.0), (7.5, 20.0, 30.0), (8.5, 30.0, 40.0),
    ]  # fmt: skip
    assert [x for x, _, _ in broken.bands] == [0.5, 4.5, 5.5, 6.5, 7.5, 8.5]
    assert broken.bands[1] == (4.5, 0.0, 0.0)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-(2**62), 2**62), st.floats(width=64)), min_size=1, max_size=50),
    st.booleans(),
)
def test_any_numbers_stay_inside_their_row(rows, is_log):
    points = points_of(series([step for step, _ in rows], [value for _, value in rows]))
    low = min(step for step, _ in rows)
    anchors = ((float(low), float(low + 2**40)), (0.0, 300.0))

    found = shape_of(points, anchors, 0.0, 40.0, is_log=is_log and points.can_be_log)

    assert found.bands == ()
    for line in (*found.lines, *found.older):
        assert all(-1e-6 <= y <= 40.000001 and -1e-6 <= x <= 300.000001 for x, y in line)


def test_the_nearest_point_is_found_by_step():
    points = points_of(series([0, 10, 50, 100, 500], [1, 2, 3, 4, 5]))

    assert [nearest_point(points, ANCHORS, x) for x in (0, 45, 100, 999)] == [0, 1, 2, 3]
    assert visible(points, ANCHORS) == (0, 4)


# --- on the axis -------------------------------------------------------------------------------


def axis_of(entries, mode, extent=None):
    return lay_out(entries, mode, 0, 1000, len, extent=extent)


def test_an_axis_reaches_as_far_as_the_curve():
    axis = axis_of((entry(1, 120), entry(2, 200)), BY_STEP, (0.0, 200.0))

    assert axis.xs == (600.0, 1000.0)
    assert [axis.x_of(step) for step in (0, 100, 201)] == [0.0, 500.0, None]


def test_a_curve_far_longer_than_the_steps_of_the_checkpoints_does_not_squeeze_them():
    assert axis_of((entry(1, 0), entry(2, 10)), BY_STEP, (0.0, 1e6)).xs == (0.0, 1000.0)


def test_a_single_checkpoint_stands_where_its_step_is_on_the_curve():
    assert axis_of((entry(1, 50),), BY_STEP, (0.0, 200.0)).xs == (250.0,)


def test_on_an_axis_by_save_number_the_checkpoints_steps_are_the_anchors():
    entries = (entry(1, 0), entry(2, 10), entry(3, 100))

    assert anchors_of(axis_of(entries, BY_NUMBER), entries, series([0, 100], [1, 2])) == (
        [0.0, 10.0, 100.0], [0.0, 500.0, 1000.0], "",
    )  # fmt: skip


@pytest.mark.parametrize("tag", ["epoch_loss", "train/epoch_loss"])
def test_epochs_have_a_scale_of_their_own_on_an_axis_of_steps(tag):
    entries = (entry(1, 0), entry(2, 900))

    steps, xs, note = anchors_of(axis_of(entries, BY_STEP), entries, series([0, 29], [1, 2], tag))

    assert (steps, xs) == ([0.0, 29.0], [0.0, 1000.0])
    assert note == "epochs 0 to 29, on a scale of their own"


def test_epochs_in_file_names_count_from_one_where_event_files_count_from_zero():
    from dataclasses import replace

    entries = tuple(replace(entry(n), number=None, epoch=n, path=Path(f"/x/{n}")) for n in (1, 2, 3))

    steps, xs, note = anchors_of(axis_of(entries, BY_NUMBER), entries, series([0, 2], [1, 2], "epoch_loss"))

    assert (steps, xs, note) == ([0.0, 1.0, 2.0], [0.0, 500.0, 1000.0], "")
