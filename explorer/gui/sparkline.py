"""The small histogram of table cells, inspector and compare rows: a shape without an axis, painted in one go."""

from __future__ import annotations

import weakref
from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from explorer.analysis.histogram import rebin

if TYPE_CHECKING:
    from explorer.analysis.statistics import ValueCounts

_PIXELS_PER_BIN = 2
_REMEMBERED = 4096
_LEAST_TIDIED = 128
_FILL_ALPHA = 70

# A table repaints the same cells again and again: heights by the identity of the counts.
_heights: OrderedDict[tuple[int, int, float, float], tuple[weakref.ref[ValueCounts], npt.NDArray[np.float64]]]
_heights = OrderedDict()
_tidy_at = _LEAST_TIDIED


def value_range(*several: ValueCounts | None) -> tuple[float, float] | None:
    """The smallest range holding all values of all histograms given; None when there are none."""
    known = [values for values in several if values is not None and len(values.count)]
    if not known:
        return None
    return min(float(v.lower[0]) for v in known), max(float(v.upper[-1]) for v in known)


def histogram_heights(values: ValueCounts, bins: int, lower: float, upper: float) -> npt.NDArray[np.float64]:
    """float64 [bins], 0 to 1: counts in equal ranges of `lower` to `upper`, the tallest 1."""
    remembered = (id(values), bins, lower, upper)
    known = _heights.get(remembered)
    if known is not None and known[0]() is values:
        _heights.move_to_end(remembered)
        return known[1]
    heights = np.zeros(bins)
    with np.errstate(over="ignore", invalid="ignore"):
        edges = np.linspace(lower, upper, bins + 1)
    if not np.isfinite(edges).all():  # the range is wider than a float64 can say: halve first
        edges = np.linspace(lower / 2, upper / 2, bins + 1) * 2
    if lower < upper and (np.diff(edges) > 0).all():
        heights = rebin(values, edges)
        tallest = heights.max()
        if tallest > 0:
            heights = heights / tallest
    elif len(values.count):
        heights[bins // 2] = 1.0  # all values equal: one spike in the middle
    heights.setflags(write=False)
    _heights[remembered] = (weakref.ref(values), heights)
    _tidy()
    return heights


def _tidy() -> None:
    """Forget the heights of counts nobody holds any more, and the oldest of too many."""
    global _tidy_at
    if len(_heights) < _tidy_at:
        return
    for remembered, (values, _) in list(_heights.items()):
        if values() is None:
            del _heights[remembered]
    while len(_heights) > _REMEMBERED:
        _heights.popitem(last=False)
    _tidy_at = min(max(_LEAST_TIDIED, 2 * len(_heights)), _REMEMBERED + 1)


def paint_histogram(
    painter: QPainter,
    rect: QRectF,
    values: ValueCounts | None,
    colour: QColor | str,
    *,
    lower: float | None = None,
    upper: float | None = None,
    filled: bool = True,
) -> None:
    """Paint the shape of `values` into `rect`: a line on a baseline, with a faint body if `filled`.

    Args:
        painter: its state is left as it was.
        rect: the cell, with its margins already taken off.
        values: None or without values paints the baseline alone.
        colour: of the line; the body is the same, faint.
        lower: left end of the value axis; the least value when None. Give it to overlay two histograms.
        upper: right end; the largest value when None.
        filled: whether the body is painted.
    """
    rect = QRectF(rect)
    if rect.width() < 2 or rect.height() < 2:
        return
    colour = QColor(colour)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.0)  # Qt draws this width ten times as fast as any other
    base = rect.bottom() - 0.5
    natural = value_range(values)
    if natural is None or values is None:
        painter.setPen(QPen(colour, 1.0))
        painter.drawLine(QPointF(rect.left(), base), QPointF(rect.right(), base))
        painter.restore()
        return
    start = natural[0] if lower is None else float(lower)
    end = natural[1] if upper is None else float(upper)
    # Fewer bins for few values: a line of lone spikes shows no shape.
    bins = max(
        4, min(int(rect.width() / _PIXELS_PER_BIN), max(12, round(2.5 * int(values.count.sum()) ** 0.5)))
    )
    heights = histogram_heights(values, bins, start, end)
    step = rect.width() / bins
    top = rect.height() - 1.5
    points = [QPointF(rect.left(), base)]
    points += [
        QPointF(rect.left() + (index + 0.5) * step, base - height * top)
        for index, height in enumerate(heights.tolist())
    ]
    points.append(QPointF(rect.right(), base))
    outline = QPolygonF(points)
    if filled:
        body = QColor(colour)
        body.setAlpha(_FILL_ALPHA)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(body)
        painter.drawPolygon(outline)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(outline)
    painter.restore()
