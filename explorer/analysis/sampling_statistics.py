"""Statistics of a rectangle of a tensor: a slice, what is selected, or the cells that a sample holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from explorer.analysis.sampling_slices import SIZE, SliceChoice, real_values
from explorer.analysis.sampling_values import TensorValues
from explorer.task import QUIET, Task

CLIPPED_PERCENT = 1.0  # at each end
_BLOCK_ELEMENTS = 1 << 21  # handled at once, so that a cancel is felt
_SAMPLE = 200_000  # values the percentiles are taken from


@dataclass(frozen=True)
class SliceStatistics:
    """Over the stored elements of a rectangle; None where no finite one is there.

    `smallest` is the least size of a finite value other than zero. `low_percentile` and `high_percentile`
    cut off CLIPPED_PERCENT at each end; they come from at most some 200,000 evenly spread values.
    """

    count: int
    masked: int
    nan: int
    posinf: int
    neginf: int
    zero: int
    min: float | None
    max: float | None
    mean: float | None
    std: float | None
    smallest: float | None = None
    low_percentile: float | None = None
    high_percentile: float | None = None


def slice_statistics(
    values: TensorValues,
    choice: SliceChoice,
    rows: range,
    columns: range,
    part: str = SIZE,
    task: Task = QUIET,
) -> SliceStatistics:
    """Statistics of some rows and columns of a slice, some million elements at a time.

    Args:
        values: of the tensor.
        choice: which slice of it.
        rows: of the slice, with a step where a sample is wanted.
        columns: alike.
        part: of complex values, one of COMPLEX_PARTS.
        task: reports and is asked for a cancel.
    """
    found = _Gatherer(max(1, len(rows) * len(columns) // _SAMPLE))
    at_once = max(1, _BLOCK_ELEMENTS // max(len(columns), 1))
    for start in range(0, len(rows), at_once):
        task.report(start, len(rows), "Measuring the slice")
        for left in range(0, len(columns), _BLOCK_ELEMENTS):
            block = values.part(
                choice, rows[start : start + at_once], columns[left : left + _BLOCK_ELEMENTS], task
            )
            found.add(block, part)
    return found.result()


class _Gatherer:
    def __init__(self, every: int) -> None:
        self._every = every
        self._count = self._masked = self._nan = self._posinf = self._neginf = self._zero = self._finite = 0
        self._low, self._high, self._smallest = np.inf, -np.inf, np.inf
        self._mean = self._squares = 0.0
        self._sample: list[Any] = []

    def add(self, block: Any, part: str) -> None:
        values = real_values(block, part)
        self._count += values.size
        if isinstance(block, np.ma.MaskedArray):
            hidden = np.ma.getmaskarray(block)
            self._masked += int(hidden.sum())
            values = values[~hidden]
        self._nan += int(np.isnan(values).sum())
        self._posinf += int((values == np.inf).sum())
        self._neginf += int((values == -np.inf).sum())
        values = values[np.isfinite(values)]
        if not values.size:
            return
        sizes = np.abs(values)
        self._zero += int((sizes == 0).sum())
        self._smallest = min(self._smallest, float(sizes.min(where=sizes > 0, initial=np.inf)))
        low, high = float(values.min()), float(values.max())
        self._low, self._high = min(self._low, low), max(self._high, high)
        self._sample.append(values[:: self._every])
        scale = max(abs(low), abs(high)) or 1.0
        here = float((values / scale).mean() * scale)  # sums of 1e308 overflow
        total = self._finite + values.size
        with np.errstate(over="ignore"):
            self._squares += float(np.square(values - here).sum())
            if self._finite:
                gap = np.float64(here) - self._mean
                self._squares += float(gap * gap * (self._finite * values.size / total))
        self._mean = self._mean * (self._finite / total) + here * (values.size / total)
        self._finite = total

    def result(self) -> SliceStatistics:
        counts = (self._count, self._masked, self._nan, self._posinf, self._neginf, self._zero)
        if not self._finite:
            return SliceStatistics(*counts, None, None, None, None)
        sample = np.concatenate(self._sample)
        low, high = np.percentile(sample, (CLIPPED_PERCENT, 100 - CLIPPED_PERCENT), method="nearest")
        spread = float(np.sqrt(self._squares / self._finite))  # overflows beyond 1e154
        return SliceStatistics(
            *counts,
            self._low,
            self._high,
            self._mean,
            spread if np.isfinite(spread) else None,
            self._smallest if np.isfinite(self._smallest) else None,
            float(low),
            float(high),
        )
