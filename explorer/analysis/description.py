"""Put what an accumulator gathered into the records that are handed out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from explorer.analysis.buckets import Ints
from explorer.analysis.moments import Moments
from explorer.analysis.value_counts import TensorStatistics, ValueCounts

Floats = npt.NDArray[np.float64]

PIECE = 1 << 18  # elements whose keys are counted at once: a chunk of any size takes bounded memory


def describe(
    key: str,
    count: int,
    moments: Moments,
    *,
    values: ValueCounts,
    nan: int = 0,
    posinf: int = 0,
    neginf: int = 0,
    zero: int = 0,
    denormal: int = 0,
) -> TensorStatistics:
    """The record of one tensor."""
    return TensorStatistics(
        key=key,
        count=count,
        finite=moments.count,
        nan=nan,
        posinf=posinf,
        neginf=neginf,
        zero=zero,
        denormal=denormal,
        min=moments.low,
        max=moments.high,
        mean=moments.mean,
        std=moments.std,
        l1=moments.l1,
        l2=moments.l2,
        values=values if moments.count else None,
    )


def with_zero(lower: Floats, upper: Floats, counts: Ints, zero: int) -> tuple[Floats, Floats, Ints]:
    """The ranges in ascending order, with zero as a range of its own."""
    order = np.argsort(lower, kind="stable")
    lower, upper, counts = lower[order], upper[order], counts[order]
    if not zero:
        return lower, upper, counts
    at = int(np.searchsorted(lower, 0.0))
    return np.insert(lower, at, 0.0), np.insert(upper, at, 0.0), np.insert(counts, at, zero)


def clipped(lower: Floats, upper: Floats, moments: Moments) -> tuple[Floats, Floats]:
    """The outermost ranges end at the least and the largest value there is."""
    if moments.low is None or moments.high is None:
        return lower, upper
    return np.maximum(lower, float(moments.low)), np.minimum(upper, float(moments.high))


def joined(lower: Floats, upper: Floats, counts: Ints) -> ValueCounts:
    """Integers past 2**53 may share a float64: entries of the same value become one."""
    if not len(lower) or (lower[1:] > upper[:-1]).all():
        return ValueCounts(lower, upper.copy(), counts)
    first = np.flatnonzero(np.concatenate(([True], lower[1:] > upper[:-1])))
    last = np.append(first[1:], len(lower)) - 1
    return ValueCounts(lower[first], upper[last], np.add.reduceat(counts, first))
