"""Display histograms, quantiles and shares derived from exact value counts, each with what it may be off by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.analysis.statistics import ValueCounts

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def rebin(values: ValueCounts, edges: Floats) -> Floats:
    """float64 [bins]: the counts spread over `edges` [bins + 1] (ascending); a range crossing an edge is split in proportion.

    Bins are half open, the last one closed, as numpy's are: a single value that equals an edge
    belongs to the bin above. What lies outside `edges` is in no bin.

    A bin is off by no more than the counts of the (at most two) ranges its edges lie in, and exact where
    these are single values or there are none; log buckets are at most 1/128 of their value wide.
    """
    edges = np.asarray(edges, np.float64)
    if not len(values) or len(edges) < 2:
        return np.zeros(max(len(edges) - 1, 0))
    below = _count_below(values, edges)
    # The last bin is closed: single values lying on the last edge belong to it.
    last = int(np.searchsorted(values.lower, edges[-1], side="right")) - 1
    if last >= 0 and values.lower[last] == values.upper[last] == edges[-1]:
        below[-1] += values.count[last]
    return np.diff(below)


def _count_below(values: ValueCounts, points: Floats) -> Floats:
    """How many elements lie below each point; a range containing it counts with its share below."""
    whole = np.concatenate(([0], np.cumsum(values.count))).astype(np.float64)
    index = np.searchsorted(values.upper, points, side="left")  # ranges wholly below the point
    inside = np.minimum(index, len(values) - 1)
    lower, upper = values.lower[inside], values.upper[inside]
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        width = upper - lower
        # Halves only where the width itself is past float64: halving a denormal loses it.
        share = np.where(
            np.isfinite(width), (points - lower) / width, (points / 2 - lower / 2) / (upper / 2 - lower / 2)
        )
    crossed = (index < len(values)) & (lower < points) & (lower < upper)
    return whole[index] + np.where(crossed, np.minimum(share, 1.0), 0.0) * values.count[inside]


@dataclass(frozen=True, eq=False)
class Quantiles:
    """Quantiles read from value counts: an estimate, and the bounds the true value surely lies in.

    The true value is what numpy.quantile gives by default: between two elements it is interpolated,
    so that the median of an even number of elements is the mean of the middle two. With
    `lower == upper` the estimate is exact; for log buckets the bounds are at most 1/128 of the
    largest element beside the quantile apart, and the gap between two elements besides.
    """

    fraction: Floats  # [q]
    value: Floats
    lower: Floats
    upper: Floats


def quantiles(values: ValueCounts | None, fractions: Sequence[float]) -> Quantiles:
    """Quantiles of the finite elements; NaN where there are none.

    At 0 and 1 they are the least and the largest element themselves: the ends of the counts are exact.
    """
    wanted = np.asarray(fractions, np.float64)
    if values is None or not len(values):
        nothing = np.full(len(wanted), np.nan)
        return Quantiles(wanted, nothing, nothing, nothing)
    ends = np.cumsum(values.count)
    place = np.clip(wanted, 0.0, 1.0) * float(ends[-1] - 1)  # 0 is the least element, n - 1 the largest
    first = np.floor(place).astype(np.int64)
    second = np.minimum(first + 1, ends[-1] - 1)
    share = place - first
    estimates, lowest, highest = (
        _between(before, after, share)
        for before, after in zip(_elements(values, ends, first), _elements(values, ends, second), strict=True)
    )
    return Quantiles(wanted, np.clip(estimates, lowest, highest), lowest, highest)


def _elements(values: ValueCounts, ends: Ints, rank: Ints) -> tuple[Floats, Floats, Floats]:
    """Of the elements of some ranks (from 0, ascending): where each likely is, at least and at most."""
    index = np.searchsorted(ends, rank, side="right")
    lower, upper = values.lower[index], values.upper[index]
    # The ends of the counts are elements themselves.
    upper = np.where(rank == 0, values.lower[0], upper)
    lower = np.where(rank == ends[-1] - 1, values.upper[-1], lower)
    inside = (rank - (ends[index] - values.count[index]) + 0.5) / values.count[index]
    return np.clip(lower * (1 - inside) + upper * inside, lower, upper), lower, upper


def _between(before: Floats, after: Floats, share: Floats) -> Floats:
    """Linear interpolation, rounded as numpy.quantile rounds it."""
    with np.errstate(over="ignore", invalid="ignore"):
        apart = after - before
        near = np.where(share < 0.5, before + apart * share, after - apart * (1 - share))
    # A distance past float64 is no distance: then each side is weighted by itself.
    return np.where(np.isfinite(apart), near, before * (1 - share) + after * share)


def count_bounds(values: ValueCounts | None, lower: float, upper: float) -> tuple[int, int]:
    """How many elements v have lower <= v <= upper: at least so many, and at most so many."""
    if values is None or not len(values):
        return 0, 0
    within = (values.lower >= lower) & (values.upper <= upper)
    touching = (values.upper >= lower) & (values.lower <= upper)
    return int(values.count[within].sum()), int(values.count[touching].sum())
