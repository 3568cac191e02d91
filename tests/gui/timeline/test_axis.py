"""Where marks and labels of the time axis go."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from explorer.checkpoints.model_dir import GONE
from explorer.gui.timeline.axis import (
    BY_NUMBER,
    BY_ORDER,
    BY_STEP,
    best_mode,
    lay_out,
    nearest,
    possible_modes,
)
from tests.gui.records import entry


def width(text: str) -> float:
    return 7.0 * len(text)


def labels(axis) -> list[str]:
    return [tick.text for tick in axis.ticks]


def test_no_checkpoint_gives_an_empty_axis():
    axis = lay_out((), BY_STEP, 0, 100, width)

    assert (axis.xs, axis.ticks) == ((), ())
    assert nearest(axis, 50) == -1


def test_a_single_checkpoint_stands_in_the_middle():
    axis = lay_out((entry(1, 40),), BY_STEP, 0, 100, width)

    assert axis.xs == (50.0,)
    assert labels(axis) == ["40"]


def test_two_checkpoints_stand_at_the_ends():
    axis = lay_out((entry(1, 1), entry(2, 200)), BY_STEP, 0, 100, width)

    assert axis.xs == (0.0, 100.0)
    assert labels(axis) == ["1", "200"]


def test_steps_are_placed_by_value_and_not_by_order():
    axis = lay_out((entry(1, 0), entry(2, 10), entry(3, 100)), BY_STEP, 0, 1000, width)

    assert axis.xs == (0.0, 100.0, 1000.0)


def test_a_deleted_checkpoint_of_unknown_step_stands_between_its_neighbours():
    axis = lay_out((entry(1, 100), entry(2, None, GONE), entry(3, 300)), BY_STEP, 0, 1000, width)

    assert axis.xs == (0.0, 500.0, 1000.0)


def test_deleted_checkpoints_before_the_first_known_step_keep_one_typical_gap():
    axis = lay_out((entry(1, None, GONE), entry(2, 200), entry(3, 300)), BY_STEP, 0, 1000, width)

    assert axis.xs == (0.0, 500.0, 1000.0)


def test_too_many_labels_give_way_to_round_numbers():
    entries = tuple(entry(n, n * 10 + 3) for n in range(100))

    axis = lay_out(entries, BY_STEP, 0, 600, width)

    assert labels(axis) == ["100", "200", "300", "400", "500", "600", "700", "800", "900"]


def test_thousands_of_checkpoints_get_small_marks():
    axis = lay_out(tuple(entry(n, n) for n in range(5000)), BY_STEP, 0, 1000, width)

    assert len(axis.xs) == 5000
    assert axis.radius == 2.0


def test_the_axis_counts_saves_where_steps_are_unknown():
    entries = (entry(1), entry(2), entry(3))

    assert best_mode(entries) == BY_NUMBER
    assert possible_modes(entries) == (BY_NUMBER, BY_ORDER)


def test_equal_steps_everywhere_fall_back_to_saves():
    assert best_mode((entry(1, 5), entry(2, 5))) == BY_NUMBER


def test_two_families_get_a_lane_each_with_the_last_saved_on_the_axis():
    axis = lay_out((entry(1, 1, family="best"), entry(2, 2, family="model")), BY_STEP, 0, 100, width)

    assert axis.lanes == (1, 0)
    assert axis.lane_count == 2


def test_of_marks_in_one_place_the_one_in_the_lane_pointed_at_is_meant():
    axis = lay_out(
        (entry(1, 1, family="best"), entry(1, 1, family="model"), entry(2, 9, family="model")),
        BY_STEP,
        0,
        100,
        width,
    )

    assert (nearest(axis, 2, lane=1), nearest(axis, 2, lane=0), nearest(axis, 90)) == (0, 1, 2)


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=300), st.floats(60, 2000))
def test_labels_never_touch_and_stay_inside(steps, right):
    entries = tuple(entry(n, step) for n, step in enumerate(sorted(steps)))

    axis = lay_out(entries, BY_STEP, 0, right, width)

    ends = [(tick.left, tick.left + tick.width) for tick in axis.ticks]
    assert ends
    if len(ends) > 2:  # the two ends are always said, however narrow the window
        assert all(first[1] < second[0] for first, second in itertools.pairwise(ends))
