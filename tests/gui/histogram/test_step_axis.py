from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer.gui.histogram.history import StepRecord
from explorer.gui.histogram.step_axis import (
    EPOCH,
    ORDER,
    SAVE,
    STEP,
    TIME,
    available,
    place_events,
    places_of,
)
from tests.gui.histogram.conftest import entry_of


def records_of(*steps: int | None, **columns: tuple) -> tuple[StepRecord, ...]:
    made = []
    for index, step in enumerate(steps):
        entry = replace(entry_of(index), step=step, modified=None)
        made.append(StepRecord(replace(entry, **{name: column[index] for name, column in columns.items()})))
    return tuple(made)


def test_steps_have_their_true_spacing():
    places = places_of(records_of(10, 20, 100), STEP)

    assert places.x.tolist() == [10, 20, 100]
    assert places.edges().tolist() == [5, 15, 60, 140]
    assert (places.texts, places.word) == (("10", "20", "100"), "step")


def test_only_axes_with_numbers_are_offered():
    records = records_of(10, 20, 30, number=(1, 2, 3), modified=(100.0, 160.0, 220.0))

    assert available(records) == (STEP, SAVE, TIME, ORDER)
    assert EPOCH not in available(records)


def test_wall_time_counts_from_the_first_save():
    places = places_of(records_of(1, 2, 3, modified=(1000.0, 4600.0, 15400.0)), TIME)

    assert places.x.tolist() == [0.0, 1.0, 4.0]
    assert (places.texts, places.word) == (("0", "1", "4"), "hours since the first save shown")


def test_a_record_without_a_number_stands_between_its_neighbours():
    places = places_of(records_of(10, None, 30), STEP)

    assert places.x.tolist() == [10, 20, 30]


def test_numbers_that_do_not_ascend_stand_evenly_and_say_so():
    places = places_of(records_of(10, 30, 20), STEP)

    assert places.x.tolist() == [0, 1, 2]
    assert places.word == "step, evenly spaced: the numbers do not ascend"


def test_nothing_to_place_is_no_error():
    assert places_of((), STEP).x.tolist() == []
    assert places_of((), STEP).nearest(3.0) == -1


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(STEP, [5, 15, 40]), (SAVE, [np.nan, 1.5, np.nan]), (TIME, [np.nan, 0.5, np.nan])],
)
def test_events_lie_between_the_saves_around_them(kind, expected):
    records = records_of(10, 20, 30, number=(1, 2, 3), modified=(0.5, 60.5, 120.5))
    places = places_of(records, kind)

    found = place_events(places, records, np.array([5, 15, 40]), np.array([0.0, 30.5, 500.0]))

    assert found.tolist() == pytest.approx(expected, nan_ok=True)
