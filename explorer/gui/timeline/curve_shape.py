"""The form of a curve over the time axis: steps and values in, pixels out, nothing of Qt.

However many points there are, each pixel column is drawn once, from its lowest value to its highest,
so that no spike gets lost.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from explorer.checkpoints.run_events import ScalarSeries

    FloatArray = npt.NDArray[np.float64]

Line = list[tuple[float, float]]
Band = tuple[float, float, float]  # x, upper and lower y of one pixel column
LOG_FROM = 10_000.0  # largest over smallest value from which a linear scale shows an L and nothing more
_DENSE = 1.5  # points a pixel column from which on columns are drawn
_MANY, _GROUPS = (
    1 << 16,
    1 << 14,
)  # more points are drawn as the extremes of so many groups: far finer than pixels


@dataclass(frozen=True)
class Points:
    """One series as it is drawn: steps never go back, `older` is what a restart wrote again."""

    steps: FloatArray  # float64 [n], non-decreasing
    values: FloatArray  # float64 [n]
    older_steps: FloatArray
    older_values: FloatArray
    low: float  # of the finite values; NaN when there is none
    high: float
    odd_count: int  # values that are NaN or infinite
    drawn_steps: FloatArray  # the same, or of very many points those that matter at the size of a screen
    drawn_values: FloatArray

    @property
    def can_be_log(self) -> bool:
        """Whether a logarithmic scale can show every number."""
        return self.low > 0

    @property
    def wants_log(self) -> bool:
        """Whether the range asks for a logarithmic scale."""
        return self.low > 0 and self.high / self.low >= LOG_FROM


@dataclass(frozen=True, slots=True)
class Shape:
    """Lines or, of many points, columns in pixels, and where values are that are no numbers."""

    lines: tuple[Line, ...]
    bands: tuple[Band, ...]
    older: tuple[Line, ...]
    older_bands: tuple[Band, ...]
    odd: tuple[tuple[float, bool], ...]  # x, and whether it is NaN (else infinite)
    ground: tuple[tuple[float, float], ...]  # x and y of the curve in each pixel column, to be filled below


def points_of(series: ScalarSeries) -> Points:
    """A series made ready for drawing; a pass over all its points."""
    import numpy as np

    older = series.is_superseded
    finite = series.values[np.isfinite(series.values)]
    steps, values = series.steps[~older].astype(np.float64), series.values[~older]
    kept = _extremes(values) if len(values) > _MANY else slice(None)
    return Points(
        steps=steps,
        values=values,
        drawn_steps=steps[kept],
        drawn_values=values[kept],
        older_steps=series.steps[older].astype(np.float64),
        older_values=series.values[older],
        low=float(finite.min()) if len(finite) else math.nan,
        high=float(finite.max()) if len(finite) else math.nan,
        odd_count=len(series.values) - len(finite),
    )


def _extremes(values: FloatArray) -> npt.NDArray[np.int64]:
    """Indices of the lowest and the highest value of each group in a row, and of a NaN or infinity in it."""
    import numpy as np

    size = -(-len(values) // _GROUPS)
    whole = len(values) // size * size
    groups = values[:whole].reshape(-1, size)
    finite = np.isfinite(groups)
    first = np.arange(0, whole, size)
    lowest = np.where(finite, groups, np.inf).argmin(axis=1)
    highest = np.where(finite, groups, -np.inf).argmax(axis=1)
    odd = np.flatnonzero(~finite.all(axis=1))
    return np.unique(
        np.concatenate(
            [
                first + lowest,
                first + highest,
                first[odd] + (~finite[odd]).argmax(axis=1),
                np.arange(whole, len(values)),
                [0, len(values) - 1],
            ]
        )
    )


def shape_of(
    points: Points,
    anchors: tuple[Sequence[float], Sequence[float]],
    top: float,
    bottom: float,
    *,
    is_log: bool,
) -> Shape:
    """The curve between the first and the last anchor.

    Args:
        points: the series.
        anchors: increasing steps and the x of each; between them x is interpolated.
        top: y of the highest value.
        bottom: y of the lowest value.
        is_log: whether y goes by the logarithm; the values are all above 0 then.
    """
    lines, bands, odd = _drawn(points.drawn_steps, points.drawn_values, points, anchors, top, bottom, is_log)
    older, older_bands, _ = _drawn(
        points.older_steps, points.older_values, points, anchors, top, bottom, is_log
    )
    ground = tuple((x, lower) for x, _, lower in bands) + tuple(
        place for line in lines for place in _ground(line)
    )
    return Shape(lines, bands, older, older_bands, odd, ground)


def _ground(line: Line) -> Line:
    import numpy as np

    xs, ys = zip(*line)
    every = np.arange(math.ceil(xs[0] - 0.5), math.floor(xs[-1] - 0.5) + 1) + 0.5
    return list(zip(every.tolist(), np.interp(every, xs, ys).tolist()))


def nearest_point(points: Points, anchors: tuple[Sequence[float], Sequence[float]], x: float) -> int:
    """Index of the point nearest to `x` among those between the anchors, -1 without any."""
    import numpy as np

    first, last = visible(points, anchors)
    if first >= last:
        return -1
    step = float(np.interp(x, anchors[1], anchors[0]))
    index = int(np.searchsorted(points.steps[first:last], step)) + first
    around = [place for place in (index - 1, index) if first <= place < last]
    return min(around, key=lambda place: abs(float(points.steps[place]) - step))


def visible(points: Points, anchors: tuple[Sequence[float], Sequence[float]]) -> tuple[int, int]:
    """First point between the anchors, and the one behind the last."""
    import numpy as np

    first = np.searchsorted(points.steps, anchors[0][0], "left")
    return int(first), int(np.searchsorted(points.steps, anchors[0][-1], "right"))


def y_of(value: float, points: Points, top: float, bottom: float, *, is_log: bool) -> float:
    """Where a finite value lies."""
    low, high = _scaled_range(points, is_log)
    scaled = math.log10(value) if is_log else value
    share = 0.5 if high <= low else (scaled / 2 - low / 2) / (high / 2 - low / 2)
    return bottom - (bottom - top) * share


def _scaled_range(points: Points, is_log: bool) -> tuple[float, float]:
    return (math.log10(points.low), math.log10(points.high)) if is_log else (points.low, points.high)


def _drawn(
    steps: FloatArray,
    values: FloatArray,
    points: Points,
    anchors: tuple[Sequence[float], Sequence[float]],
    top: float,
    bottom: float,
    is_log: bool,
) -> tuple[tuple[Line, ...], tuple[Band, ...], tuple[tuple[float, bool], ...]]:
    import numpy as np

    inside = (steps >= anchors[0][0]) & (steps <= anchors[0][-1])
    xs = np.interp(steps[inside], anchors[0], anchors[1])
    values = values[inside]
    finite = np.isfinite(values)
    odd: tuple[tuple[float, bool], ...] = ()
    if not finite.all():
        odd = tuple(
            sorted(
                {
                    (float(x), bool(is_nan))
                    for x, is_nan in zip(np.round(xs[~finite]), np.isnan(values[~finite]))
                }
            )
        )
    # Between two numbers with no number between them the line breaks off.
    breaks = np.cumsum(~finite)[finite]
    xs, shown = xs[finite], values[finite]
    if not len(xs):
        return (), (), odd
    low, high = _scaled_range(points, is_log)
    scaled = np.log10(shown) if is_log else shown
    # Halves: the distance of the two largest numbers there are is no number itself.
    share = (scaled / 2 - low / 2) / (high / 2 - low / 2) if high > low else np.full(len(xs), 0.5)
    ys = bottom - (bottom - top) * share
    # A step back in an older part starts another line.
    goes_back = np.concatenate([[0], np.cumsum(np.diff(xs) < 0)])
    parts = breaks + goes_back
    lines: list[Line] = []
    edges = np.flatnonzero(np.diff(parts)) + 1
    if len(xs) > _DENSE * max(abs(anchors[1][-1] - anchors[1][0]), 1.0) or len(edges) > 2000:
        return (), _columns(xs, ys, breaks), odd
    for first, last in zip([0, *edges.tolist()], [*edges.tolist(), len(xs)]):
        lines.append(list(zip(xs[first:last].tolist(), ys[first:last].tolist())))
    return tuple(lines), (), odd


def _columns(xs: FloatArray, ys: FloatArray, breaks: npt.NDArray[np.int64]) -> tuple[Band, ...]:
    """Many points as one vertical stroke a pixel column, each reaching to where the one before it ended.

    Columns without a point are bridged, unless `breaks` differs on both sides: a value that is no
    number lies between.
    """
    import numpy as np

    columns = np.floor(xs).astype(np.int64)
    if (np.diff(columns) < 0).any():
        order = np.argsort(columns, kind="stable")
        columns, ys, breaks = columns[order], ys[order], breaks[order]
    starts = np.concatenate([[0], np.flatnonzero(np.diff(columns)) + 1])
    ends = np.concatenate([starts[1:], [len(columns)]]) - 1
    places = columns[starts]
    every = np.arange(places[0], places[-1] + 1)
    # Where each column begins and ends; an empty one lies on the way from the last to the next.
    way = np.stack([places, places + 1e-6], axis=1).reshape(-1)
    upper = np.interp(every, way, np.stack([ys[starts], ys[ends]], axis=1).reshape(-1))
    lower, last = upper.copy(), upper.copy()
    found = places - places[0]
    own_upper, own_lower = np.minimum.reduceat(ys, starts), np.maximum.reduceat(ys, starts)
    upper[found], lower[found] = own_upper, own_lower
    last[found] = ys[ends]
    upper[1:], lower[1:] = np.minimum(upper[1:], last[:-1]), np.maximum(lower[1:], last[:-1])
    is_bridged = np.ones(len(every), np.bool_)
    for index in np.flatnonzero(breaks[starts[1:]] != breaks[ends[:-1]]).tolist():
        behind = found[index + 1]
        is_bridged[found[index] + 1 : behind] = False
        upper[behind], lower[behind] = own_upper[index + 1], own_lower[index + 1]
    return tuple(
        zip((every[is_bridged] + 0.5).tolist(), upper[is_bridged].tolist(), lower[is_bridged].tolist())
    )
