"""Display histograms derived from exact value counts: any edges, linear, log or symmetric log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.analysis.statistics import ValueCounts

Floats = npt.NDArray[np.float64]

SCALES = ("linear", "log", "symlog")


def rebin(values: ValueCounts, edges: Floats) -> Floats:
    """float64 [bins]: the counts spread over `edges` [bins + 1] (ascending); a range crossing an edge is split in proportion.

    Bins are half open, the last one closed, as numpy's are: a single value that equals an edge
    belongs to the bin above. What lies outside `edges` is in no bin.
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


def merge_counts(several: Iterable[ValueCounts | None]) -> ValueCounts:
    """The counts of all together. Ranges that overlap (different dtypes, clipped ends) become one."""
    known = [values for values in several if values is not None and len(values)]
    if not known:
        return ValueCounts(np.empty(0), np.empty(0), np.empty(0, np.int64))
    lower = np.concatenate([values.lower for values in known])
    upper = np.concatenate([values.upper for values in known])
    counts = np.concatenate([values.count for values in known])
    order = np.lexsort((upper, lower))
    lower, upper, counts = lower[order], np.maximum.accumulate(upper[order]), counts[order]
    first = np.flatnonzero(np.concatenate(([True], lower[1:] > upper[:-1])))
    last = np.concatenate((first[1:], [len(lower)])) - 1
    return ValueCounts(lower[first], upper[last], np.add.reduceat(counts, first))


def magnitudes(values: ValueCounts) -> ValueCounts:
    """The counts of the absolute values: what a logarithmic axis shows. Zero stays, at 0."""
    negative = values.upper < 0
    across = ~negative & (values.lower < 0)
    lower = np.where(across, 0.0, np.where(negative, -values.upper, values.lower))
    upper = np.where(
        across, np.maximum(-values.lower, values.upper), np.where(negative, -values.lower, values.upper)
    )
    order = np.argsort(lower, kind="stable")
    return merge_counts([ValueCounts(lower[order], upper[order], values.count[order])])


# --- edges ---------------------------------------------------------------------------------------


def common_edges(several: Iterable[ValueCounts | None], bins: int, scale: str = "linear") -> Floats:
    """float64 [about bins + 1], strictly ascending: edges that hold all values of all histograms.

    Args:
        several: histograms to be drawn on one axis; None and empty ones do not count.
        bins: how many bins are wanted; round edges may make it up to twice as many, or fewer.
        scale: "linear": round steps (1, 2, 2.5, 5 times a power of ten), or one bin for each
            integer where all values are integers and few. "log": for `magnitudes`, equal factors
            between whole fractions of decades; zero is in no bin. "symlog": logarithmic on both
            sides of one linear bin around zero, in the tensors' own unit.
    """
    known = [values for values in several if values is not None and len(values)]
    bins = max(int(bins), 1)
    if scale == "log":
        return _log_edges([magnitudes(values) for values in known], bins)
    if scale == "symlog":
        return _symmetric_edges(known, bins)
    if scale != "linear":
        raise ValueError(f"scale is one of {', '.join(SCALES)}, not {scale!r}")
    with np.errstate(over="ignore", under="ignore"):  # at either end of float64 the wide way out is taken
        return _linear_edges(known, bins)


def _linear_edges(known: Sequence[ValueCounts], bins: int) -> Floats:
    if not known:
        return np.array([-0.5, 0.5])
    low = min(float(values.lower[0]) for values in known)
    high = max(float(values.upper[-1]) for values in known)
    if max(-low, high) < 2**51 and high - low < bins and all(_are_integers(v) for v in known):
        return np.arange(low, high + 2) - 0.5
    if low == high:
        margin = max(abs(low) * 0.05, float(np.finfo(np.float64).tiny))
        limit = float(np.finfo(np.float64).max)
        low, high = max(low - margin, -limit), min(high + margin, limit)
    step = _round_step(high / bins - low / bins)
    if step > 0 and np.isfinite(step):
        first, last = np.floor(low / step), np.ceil(high / step)
        if abs(first) < 2**52 and abs(last) < 2**52:
            with np.errstate(over="ignore"):
                edges = np.arange(first, last + 1) * step
            # Rounding may have put an outer edge one step inside the range.
            edges[0], edges[-1] = min(edges[0], low), max(edges[-1], high)
            if _ascends(edges):
                return edges
    # Too wide or too narrow for round numbers: halves first, so that the width cannot overflow.
    edges = np.unique(np.linspace(low / 2, high / 2, bins + 1) * 2)
    edges[0], edges[-1] = low, high
    return edges if _ascends(edges) else np.array([np.nextafter(low, -np.inf), np.nextafter(high, np.inf)])


def _are_integers(values: ValueCounts) -> bool:
    return values.is_exact and bool((values.lower == np.floor(values.lower)).all())


def _round_step(step: float) -> float:
    """The least of 1, 2, 2.5, 5 times a power of ten that is not below `step`."""
    if not step > 0:
        return 0.0
    power = 10.0 ** np.floor(np.log10(step))
    if power == 0:
        return 0.0
    for factor in (1.0, 2.0, 2.5, 5.0, 10.0):
        if factor * power >= step * (1 - 1e-12):
            return float(factor * power)
    return float(10 * power)


def _log_edges(known: Sequence[ValueCounts], bins: int) -> Floats:
    low, high = _magnitude_range(known)
    if not high > 0:
        return np.array([0.1, 1.0, 10.0])
    per_decade = _bins_per_decade(np.log10(high) - np.log10(low), bins)
    first, last = np.floor(np.log10(low) * per_decade), np.ceil(np.log10(high) * per_decade)
    with np.errstate(over="ignore"):
        edges = 10.0 ** (np.arange(first, max(last, first + 1) + 1) / per_decade)
    # Powers of ten past either end of float64, and rounding at the ends, must not lose a value.
    edges = edges[(edges > 0) & np.isfinite(edges)]
    inner = edges[(edges > low) & (edges < high)]
    left = edges[edges <= low][-1:] if (edges <= low).any() else np.array([low])
    right = edges[edges >= high][:1] if (edges >= high).any() else np.array([high])
    edges = np.unique(np.concatenate((left, inner, right)))
    return edges if len(edges) > 1 else np.array([low, float(np.nextafter(high, np.inf))])


def _symmetric_edges(known: Sequence[ValueCounts], bins: int) -> Floats:
    folded = [magnitudes(values) for values in known]
    low, high = _magnitude_range(folded)
    if not high > 0:
        return np.array([-0.5, 0.5])
    # Below the 0.1 % of smallest magnitudes nothing is told apart: the axis would be spent on noise.
    merged = merge_counts(folded)
    small = float(quantiles(merged, [0.001]).lower[0])
    threshold = max(small, low, high * 1e-12)
    half = _log_edges(
        [ValueCounts(np.array([threshold]), np.array([high]), np.ones(1, np.int64))], max(bins // 2, 1)
    )
    has_negative = any(float(values.lower[0]) < 0 for values in known)
    has_positive = any(float(values.upper[-1]) > 0 for values in known)
    left = -half[::-1] if has_negative else -half[:1]
    right = half if has_positive else half[:1]
    return np.concatenate((left, right))


def _magnitude_range(folded: Sequence[ValueCounts]) -> tuple[float, float]:
    """The least positive and the largest magnitude; (0, 0) when all is zero."""
    low, high = np.inf, 0.0
    for values in folded:
        positive = values.upper > 0
        if positive.any():
            first = int(np.argmax(positive))
            low = min(low, float(values.lower[first]) or float(values.upper[first]))
            high = max(high, float(values.upper[-1]))
    return (low, high) if high > 0 else (0.0, 0.0)


def _bins_per_decade(decades: float, bins: int) -> float:
    """Round fractions of a decade: 1, 2, 5, 10, 20, 50 ... bins in each, or a bin of several decades."""
    if decades <= 0:
        return float(bins)
    wanted = bins / decades
    if wanted < 1:
        return 1 / float(np.ceil(1 / wanted))
    power = 10.0 ** np.floor(np.log10(wanted))
    return float(max(factor for factor in (1.0, 2.0, 5.0) if factor * power <= wanted * (1 + 1e-12)) * power)


def _ascends(edges: Floats) -> bool:
    return len(edges) > 1 and bool(np.isfinite(edges).all() and (edges[1:] > edges[:-1]).all())


# --- quantiles and shares ------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Quantiles:
    """Quantiles read from value counts: an estimate, and the bounds the true value surely lies in.

    The true value is the one of numpy's method "inverted_cdf": the least value that at least
    this fraction of the elements does not exceed. With `lower == upper` the estimate is exact;
    for log buckets the bounds are at most 1/128 of the value apart.
    """

    fraction: Floats  # [q]
    value: Floats
    lower: Floats
    upper: Floats


def quantiles(values: ValueCounts | None, fractions: Sequence[float]) -> Quantiles:
    """Quantiles of the finite elements; NaN where there are none."""
    wanted = np.asarray(fractions, np.float64)
    if values is None or not len(values):
        nothing = np.full(len(wanted), np.nan)
        return Quantiles(wanted, nothing, nothing, nothing)
    ends = np.cumsum(values.count)
    # The rank of the element looked for, 1 .. n; the product may round up past a whole number.
    exact = wanted * float(ends[-1])
    rank = np.clip(np.ceil(exact - np.spacing(np.maximum(exact, 1.0))), 1, ends[-1]).astype(np.int64)
    index = np.searchsorted(ends, rank, side="left")
    lower, upper = values.lower[index], values.upper[index]
    inside = (rank - (ends[index] - values.count[index]) - 0.5) / values.count[index]
    return Quantiles(wanted, np.clip(lower * (1 - inside) + upper * inside, lower, upper), lower, upper)


def count_bounds(values: ValueCounts | None, lower: float, upper: float) -> tuple[int, int]:
    """How many elements v have lower <= v <= upper: at least so many, and at most so many."""
    if values is None or not len(values):
        return 0, 0
    within = (values.lower >= lower) & (values.upper <= upper)
    touching = (values.upper >= lower) & (values.lower <= upper)
    return int(values.count[within].sum()), int(values.count[touching].sum())


# --- one tensor over the steps -------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class StepHistogram:
    """One tensor at one checkpoint, in the bins of its series. `None` heights: nothing is known.

    below, zero_left_out and above count the finite elements outside the edges, so that
    heights.sum() + below + zero_left_out + above == the finite elements.
    """

    label: str  # how the checkpoint is called
    position: float  # on the step axis
    heights: Floats | None  # [bins]
    below: float = 0.0
    above: float = 0.0
    zero_left_out: int = 0  # on a log axis
    nan: int = 0
    posinf: int = 0
    neginf: int = 0
    problem: str = ""


@dataclass(frozen=True, eq=False)
class HistogramSeries:
    """One tensor over several checkpoints on common edges. On scale "log" the edges are of |v|."""

    key: str
    scale: str
    edges: Floats  # [bins + 1]
    steps: tuple[StepHistogram, ...]

    @property
    def tallest(self) -> float:
        """The largest height of all steps; 0 when there is none."""
        return max(
            (float(s.heights.max()) for s in self.steps if s.heights is not None and len(s.heights)),
            default=0.0,
        )

    def matrix(self) -> Floats:
        """float64 [steps, bins], NaN rows where nothing is known: what a heat map draws."""
        rows = np.full((len(self.steps), len(self.edges) - 1), np.nan)
        for row, step in zip(rows, self.steps):
            if step.heights is not None:
                row[:] = step.heights
        return rows


def step_histogram(
    values: ValueCounts | None, edges: Floats, scale: str, label: str, position: float
) -> StepHistogram:
    """The counts of one checkpoint in given edges; nothing outside them is forgotten."""
    if values is None:
        return StepHistogram(label, position, np.zeros(len(edges) - 1))
    zero = 0
    if scale == "log":
        values = magnitudes(values)
        zero = int(values.count[values.upper == 0].sum())
    heights = rebin(values, edges)
    below = float(_count_below(values, edges[:1])[0]) - zero
    above = max(float(values.total) - zero - below - float(heights.sum()), 0.0)
    return StepHistogram(label, position, heights, below=max(below, 0.0), above=above, zero_left_out=zero)
