"""How far apart the values of two histograms lie, with what the counted ranges leave open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.analysis.histogram import rebin
from explorer.analysis.value_counts import ValueCounts

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Distance:
    """Two distances between the distributions of finite values.

    total_variation: half the sum of the differences of shares, 0 (alike) to 1 (nothing in common),
    over the ranges both sides were counted in. Values inside one range are not told apart, so that
    of the values themselves is at least this; it is equal to it when `is_exact`.
    wasserstein: the least mean distance the values must be moved by, in the tensor's unit; the true
    one lies within `wasserstein_error` of it (0 when `is_exact`). None past float64's range.
    """

    total_variation: float
    wasserstein: float | None
    wasserstein_error: float | None
    is_exact: bool


def distance(older: ValueCounts | None, newer: ValueCounts | None) -> Distance | None:
    """The distances; None where a side has no finite value.

    Wasserstein-1 is the area between the two cumulative shares, each range's values spread evenly over
    it. Values anywhere in a range of width w lie at most w / 2 from such a spread in the mean, hence
    the error: half the mean width of the ranges, of both sides together.
    """
    if older is None or newer is None or not len(older) or not len(newer):
        return None
    is_exact = older.is_exact and newer.is_exact
    edges = _common_ranges(older, newer)
    shares = [_shares(side, edges) for side in (older, newer)]
    variation = float(np.abs(shares[1] - shares[0]).sum()) / 2
    points = np.unique(np.concatenate((older.lower, older.upper, newer.lower, newer.upper)))
    with np.errstate(over="ignore", invalid="ignore"):
        # Between two points next to each other both cumulative shares are straight lines.
        at_left = _above(newer, points[:-1]) - _above(older, points[:-1])
        at_right = _below(newer, points[1:]) - _below(older, points[1:])
        work = float((_mean_size(at_left, at_right) * np.diff(points)).sum())
        error = sum(
            float(((side.upper - side.lower) * (side.count / side.total)).sum()) / 2
            for side in (older, newer)
        )
    known = bool(np.isfinite(work) and np.isfinite(error))
    return Distance(
        min(max(variation, 0.0), 1.0), work if known else None, error if known else None, is_exact
    )


def _common_ranges(older: ValueCounts, newer: ValueCounts) -> Floats:
    """The lower ends of ranges that no range of either side reaches across, ascending."""
    lower = np.concatenate((older.lower, newer.lower))
    upper = np.concatenate((older.upper, newer.upper))
    order = np.lexsort((upper, lower))
    lower, reach = lower[order], np.maximum.accumulate(upper[order])
    first = np.concatenate(([True], lower[1:] > reach[:-1]))
    return np.asarray(lower[first], np.float64)


def _shares(values: ValueCounts, starts: Floats) -> Floats:
    """The part of the values in each of the common ranges."""
    index = np.searchsorted(starts, values.lower, side="right") - 1
    found = np.zeros(len(starts))
    np.add.at(found, index, values.count / values.total)
    return found


def _below(values: ValueCounts, points: Floats) -> Floats:
    """The share of values below each point, ranges that hold it split in proportion."""
    return _cumulative(values, points, including=False)


def _above(values: ValueCounts, points: Floats) -> Floats:
    """The share of values at or below each point."""
    return _cumulative(values, points, including=True)


def _cumulative(values: ValueCounts, points: Floats, *, including: bool) -> Floats:
    ends = np.concatenate(([0.0], np.cumsum(values.count / values.total)))
    index = np.searchsorted(values.upper, points, side="right" if including else "left")
    inside = np.minimum(index, len(values) - 1)
    lower, upper = values.lower[inside], values.upper[inside]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        share = np.where(upper > lower, (points - lower) / (upper - lower), 0.0)
    crossed = (index < len(values)) & (lower < points) & (lower < upper)
    return np.asarray(
        ends[index] + np.where(crossed, np.clip(share, 0.0, 1.0), 0.0) * values.count[inside] / values.total
    )


def _mean_size(left: Floats, right: Floats) -> Floats:
    """The mean of |y| along a straight line from `left` to `right`."""
    crosses = left * right < 0
    sizes = np.abs(left) + np.abs(right)
    across = np.divide(
        left * left + right * right, 2 * sizes, out=np.zeros_like(sizes), where=crosses & (sizes > 0)
    )
    return np.where(crosses, across, sizes / 2)


def share_difference(older: ValueCounts | None, newer: ValueCounts | None, edges: Floats) -> Floats:
    """float64 [bins]: the newer share of finite values in each bin less the older one."""
    found = np.zeros(max(len(edges) - 1, 0))
    for side, sign in ((older, -1.0), (newer, 1.0)):
        if side is not None and len(side):
            found += sign * rebin(side, edges) / side.total
    return found
