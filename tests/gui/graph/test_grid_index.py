"""The grid over boxes finds what looking at every box finds."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.gui.graph.grid_index import BoxGrid

numbers = st.floats(-5_000, 5_000, allow_nan=False, width=32)
sizes = st.one_of(st.just(0.0), st.floats(0, 60, width=32), st.floats(0, 9_000, width=32))
boxes = st.lists(st.tuples(numbers, numbers, sizes, sizes), max_size=60)


def as_boxes(rows) -> np.ndarray:
    found = np.array(rows, np.float64).reshape(-1, 4)
    return np.concatenate([found[:, :2], found[:, :2] + found[:, 2:]], axis=1)


def looked_at_one_by_one(found: np.ndarray, left, top, right, bottom) -> list[int]:
    return [
        number
        for number, box in enumerate(found.tolist())
        if box[0] <= right and box[2] >= left and box[1] <= bottom and box[3] >= top
    ]


@settings(deadline=None)
@given(boxes, numbers, numbers, sizes, sizes)
def test_it_finds_what_touches_a_rectangle(rows, left, top, wide, high):
    found = as_boxes(rows)
    rectangle = (left, top, left + wide, top + high)

    assert BoxGrid(found).touching(*rectangle).tolist() == looked_at_one_by_one(found, *rectangle)


def test_boxes_of_very_different_sizes_are_all_found():
    rng = np.random.default_rng(5)
    corner = rng.uniform(0, 40_000, (4_000, 2))
    size = np.where(rng.random((4_000, 1)) < 0.02, 9_000, 30) * rng.random((4_000, 2))
    found = np.concatenate([corner, corner + size], axis=1)
    grid = BoxGrid(found)

    for left, top in rng.uniform(0, 40_000, (20, 2)).tolist():
        rectangle = (left, top, left + 700, top + 400)
        assert grid.touching(*rectangle).tolist() == looked_at_one_by_one(found, *rectangle)


def test_boxes_that_are_nowhere_are_not_found():
    found = np.array([[0.0, 0.0, 1.0, 1.0], [np.nan] * 4, [2.0, 0.0, 3.0, 1.0]])

    assert BoxGrid(found).touching(-10, -10, 10, 10).tolist() == [0, 2]


def test_no_boxes_at_all():
    assert BoxGrid(np.zeros((0, 4))).touching(-10, -10, 10, 10).tolist() == []


def test_all_boxes_in_one_place():
    found = np.tile([5.0, 5.0, 6.0, 6.0], (3_000, 1))

    assert len(BoxGrid(found).touching(5.5, 5.5, 5.6, 5.6)) == 3_000
    assert BoxGrid(found).touching(7, 7, 8, 8).tolist() == []
