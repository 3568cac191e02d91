"""What a heat map needs to be painted, computed on a pool thread: pixels, their statistics, profiles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from explorer.analysis.sampling_detail import (
    EXACT_ELEMENTS,
    MISSING,
    NAN,
    NEGINF,
    POSINF,
    Detail,
    Window,
    detail_of,
)
from explorer.analysis.sampling_rows import Profile, profile_of
from explorer.analysis.sampling_slices import SliceChoice, first_choice
from explorer.analysis.sampling_statistics import SliceStatistics, slice_statistics
from explorer.analysis.sampling_values import LoadedValues, TensorValues
from explorer.task import Task

MOST_PIXELS = 1024  # each way; more than a screen shows
_FIRST_PIXELS = 96  # of the picture shown while a larger sample is read


@dataclass(frozen=True, eq=False)
class Look:
    """One entry a layer. `statistics` is None where the whole slice is measured by itself (`measure`)."""

    details: tuple[Detail, ...]
    statistics: tuple[SliceStatistics, ...] | None
    row_profile: Profile
    column_profile: Profile


def is_sampled(values: TensorValues, choice: SliceChoice) -> bool:
    """Whether a slice is so large that its statistics are those of a sample."""
    rows, columns = choice.size(values.shape)
    return values.is_stored and rows * columns > EXACT_ELEMENTS


def look(
    layers: tuple[TensorValues, ...],
    choice: SliceChoice,
    window: Window,
    part: str,
    *,
    task: Task,
    partly: Callable[[Look], None],
) -> Look:
    """Pixels of a window; of what takes long to read first a coarse sample."""
    top, bottom, left, right = window
    is_long = any(values.is_stored for values in layers) and (bottom - top) * (right - left) > EXACT_ELEMENTS
    if is_long:
        partly(_look(layers, choice, window, part, _FIRST_PIXELS, task))
    return _look(layers, choice, window, part, MOST_PIXELS, task)


def _look(
    layers: tuple[TensorValues, ...], choice: SliceChoice, window: Window, part: str, most: int, task: Task
) -> Look:
    details = tuple(detail_of(values, choice, window, most, MOST_PIXELS, part, task) for values in layers)
    statistics = None
    if any(is_sampled(values, choice) for values in layers):
        statistics = tuple(_of_pixels(detail, task) for detail in details)
    return Look(
        details,
        statistics,
        profile_of(details[0], of_rows=True),
        profile_of(details[0], of_rows=False),
    )


def _of_pixels(detail: Detail, task: Task) -> SliceStatistics:
    cells = detail.mean.copy()
    for mark, value in ((NAN, np.nan), (POSINF, np.inf), (NEGINF, -np.inf)):
        cells[detail.marks == mark] = value
    values = LoadedValues(np.ma.MaskedArray(cells, detail.marks == MISSING))
    rows, columns = cells.shape
    return slice_statistics(values, first_choice((2, 2)), range(rows), range(columns), task=task)


def measure(
    layers: tuple[TensorValues, ...], choice: SliceChoice, part: str, *, task: Task
) -> tuple[SliceStatistics, ...]:
    """Statistics of the whole slice in each layer."""
    rows, columns = choice.size(layers[0].shape)
    return tuple(
        slice_statistics(values, choice, range(rows), range(columns), part, task) for values in layers
    )
