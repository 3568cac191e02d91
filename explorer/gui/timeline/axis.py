"""Where the marks and labels of the time axis go: numbers in, pixels out, nothing of Qt."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.gui.timeline.moments import moments, nice_moments

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import CheckpointEntry


BY_STEP, BY_NUMBER, BY_TIME, BY_ORDER = "step", "save number", "wall time", "order"
MODES = (BY_STEP, BY_NUMBER, BY_TIME, BY_ORDER)
LABEL_GAP = 10.0
MOST_LABELLED = 200  # marks that may all have a label
MAX_WIDENING = (
    20.0  # a curve a hundred times longer than the checkpoints' steps would squeeze them into one mark
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A label under the axis, centred at `x` unless it was pushed in from an end."""

    x: float
    text: str
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Axis:
    """Marks in pixels, in the order of the entries; `lane` numbers the family, 0 on the axis itself."""

    mode: str
    xs: tuple[float, ...]
    lanes: tuple[int, ...]
    lane_count: int
    ticks: tuple[Tick, ...]
    radius: float
    ends: tuple[float, float] = (0.0, 0.0)  # what is counted at the left and the right end; equal: nothing is
    places: tuple[float, float] = (0.0, 1.0)  # x of the two ends

    def x_of(self, value: float) -> float | None:
        """Where a value of what is counted lies, None outside or where nothing is counted."""
        (low, high), (left, right) = self.ends, self.places
        if not low <= value <= high or low == high:
            return None
        return left + (right - left) * ((value - low) / (high - low))


def best_mode(entries: Sequence[CheckpointEntry]) -> str:
    """By step when most steps are known, else by save number or epoch, else by order."""
    for mode in (BY_STEP, BY_NUMBER):
        known = [value for value in (_value(entry, mode) for entry in entries) if value is not None]
        if 2 * len(known) >= len(entries) and (len(set(known)) > 1 or len(entries) == len(known) == 1):
            return mode
    return BY_ORDER


def possible_modes(entries: Sequence[CheckpointEntry]) -> tuple[str, ...]:
    """The axes that make sense for these checkpoints."""
    return tuple(mode for mode in MODES if _is_possible(entries, mode))


def _is_possible(entries: Sequence[CheckpointEntry], mode: str) -> bool:
    if mode == BY_ORDER:
        return True
    known = {value for value in (_value(entry, mode) for entry in entries) if value is not None}
    # Copied files may all have the time of the copy: an axis of one moment tells nothing.
    return len(known) > (1 if mode == BY_TIME else 0)


def lay_out(
    entries: Sequence[CheckpointEntry],
    mode: str,
    left: float,
    right: float,
    text_width: Callable[[str], float],
    max_lanes: int = 3,
    extent: tuple[float, float] | None = None,
) -> Axis:
    """Place the marks between `left` and `right` and choose tick labels that never touch.

    `extent` are steps the axis should reach besides: a curve's. It does unless that would push the
    marks into a corner.
    """
    if not entries:
        return _without_marks(mode, left, right, text_width, extent)
    values = _filled(
        [_value(entry, mode) if mode != BY_ORDER else index for index, entry in enumerate(entries)]
    )
    low, high = min(values), max(values)
    is_wider = False
    if extent is not None and mode == BY_STEP:
        wide_low, wide_high = min(low, extent[0]), max(high, extent[1])
        if high == low or wide_high - wide_low <= MAX_WIDENING * (high - low):
            is_wider = wide_high - wide_low > 1.1 * (high - low)
            low, high = wide_low, wide_high
    if high == low:
        xs = [(left + right) / 2] * len(entries)
    else:
        xs = [left + (right - left) * ((value - low) / (high - low)) for value in values]
    families = list(dict.fromkeys(entry.family for entry in reversed(entries)))
    lanes = tuple(min(families.index(entry.family), max_lanes - 1) for entry in entries)
    ordered = sorted(set(xs))
    closest = min((b - a for a, b in itertools.pairwise(ordered)), default=40.0)
    radius = max(2.0, min(5.0, closest / 2 - 1.0))
    labels: Sequence[str] = ()
    if mode == BY_ORDER or high == low or len(xs) <= MOST_LABELLED:
        if mode == BY_ORDER:
            labels = [entry.name for entry in entries]
        else:
            labels = moments(values) if mode == BY_TIME else [_whole(value) for value in values]
    ticks = None if is_wider else _at_marks(xs, labels, left, right, text_width)
    if ticks is None:
        if mode == BY_ORDER or high == low:
            ticks = _some_marks(xs, labels, left, right, text_width)
        else:
            ticks = _nice(low, high, left, right, text_width, is_time=mode == BY_TIME)
    ends = (low, high) if mode != BY_ORDER else (0.0, 0.0)
    return Axis(mode, tuple(xs), lanes, min(len(families), max_lanes), ticks, radius, ends, (left, right))


def _without_marks(
    mode: str,
    left: float,
    right: float,
    text_width: Callable[[str], float],
    extent: tuple[float, float] | None,
) -> Axis:
    """The axis of a curve alone: of event files whose checkpoints lie elsewhere."""
    if mode != BY_STEP or extent is None or extent[0] >= extent[1]:
        return Axis(mode, (), (), 1, (), 5.0, places=(left, right))
    ticks = _nice(*extent, left, right, text_width)
    return Axis(mode, (), (), 1, ticks, 5.0, extent, (left, right))


def nearest(axis: Axis, x: float, lane: int | None = None) -> int:
    """Index of the mark nearest to `x`; among marks at one place the one of `lane`, else the last. -1: none."""
    if not axis.xs:
        return -1
    best, best_distance = -1, math.inf
    for index in range(len(axis.xs)):
        distance = abs(axis.xs[index] - x) + (0.0 if lane is None or axis.lanes[index] == lane else 0.25)
        if distance <= best_distance:
            best, best_distance = index, distance
    return best


def _value(entry: CheckpointEntry, mode: str) -> float | None:
    if mode == BY_STEP:
        return entry.step
    if mode == BY_NUMBER:
        return entry.number if entry.number is not None else entry.epoch
    if mode == BY_TIME:  # what the trainer noted outlives a copy of the files
        return entry.saved_at if entry.saved_at is not None else entry.modified
    return None


def _filled(values: Sequence[float | None]) -> list[float]:
    """Unknown values put evenly between their known neighbours; beyond the ends, one typical gap apart."""
    known = [index for index, value in enumerate(values) if value is not None]
    if not known:
        return [float(index) for index in range(len(values))]
    first, last = float(values[known[0]] or 0), float(values[known[-1]] or 0)
    gap = (last - first) / max(len(known) - 1, 1) or 1.0
    filled: list[float] = []
    for index, value in enumerate(values):
        if value is not None:
            filled.append(float(value))
            continue
        after = bisect_left(known, index)
        if after == 0:
            filled.append(first - gap * (known[0] - index))
        elif after == len(known):
            filled.append(last + gap * (index - known[-1]))
        else:
            before, behind = known[after - 1], known[after]
            share = (index - before) / (behind - before)
            start, end = float(values[before] or 0), float(values[behind] or 0)
            filled.append(start + (end - start) * share)
    return filled


def _whole(value: float) -> str:
    return f"{round(value):,}" if abs(value) < 1e15 else f"{value:.2e}"


def _tick(x: float, text: str, left: float, right: float, text_width: Callable[[str], float]) -> Tick:
    width = text_width(text)
    start = min(max(x - width / 2, left - 24), right + 24 - width)
    return Tick(x, text, start, width)


def _at_marks(
    xs: Sequence[float], labels: Sequence[str], left: float, right: float, text_width: Callable[[str], float]
) -> tuple[Tick, ...] | None:
    """A label under every mark, or None where two would touch."""
    if len(xs) > MOST_LABELLED:
        return None
    ticks: list[Tick] = []
    for x, text in sorted(set(zip(xs, labels))):
        tick = _tick(x, text, left, right, text_width)
        if ticks and (tick.left < ticks[-1].left + ticks[-1].width + LABEL_GAP):
            return None
        ticks.append(tick)
    return tuple(ticks)


def _some_marks(
    xs: Sequence[float], labels: Sequence[str], left: float, right: float, text_width: Callable[[str], float]
) -> tuple[Tick, ...]:
    """Labels under the last mark and as many before it as fit."""
    chosen: list[Tick] = []
    for x, text in sorted(set(zip(xs, labels)), reverse=True):
        if chosen and x > chosen[-1].left:
            continue  # under the label before, however short: thousands need not be measured
        tick = _tick(x, text, left, right, text_width)
        if not chosen or tick.left + tick.width + LABEL_GAP <= chosen[-1].left:
            chosen.append(tick)
    return tuple(reversed(chosen))


def _nice(
    low: float,
    high: float,
    left: float,
    right: float,
    text_width: Callable[[str], float],
    *,
    is_time: bool = False,
) -> tuple[Tick, ...]:
    """Labels at round values or moments, the finest that do not touch."""

    def placed(values: Sequence[float], texts: Sequence[str]) -> tuple[Tick, ...]:
        scale = (right - left) / (high - low)
        return tuple(
            _tick(left + scale * (value - low), text, left, right, text_width)
            for value, text in zip(values, texts)
        )

    for values in nice_moments(low, high) if is_time else _round_values(low, high):
        ticks = placed(values, moments(values) if is_time else [_whole(value) for value in values])
        if len(ticks) > is_time and all(
            first.left + first.width + LABEL_GAP <= second.left for first, second in itertools.pairwise(ticks)
        ):
            return ticks
    ends = (low, high)
    return placed(ends, moments(ends) if is_time else [_whole(value) for value in ends])


def _round_values(low: float, high: float) -> Iterator[list[float]]:
    """Values at 1, 2 or 5 times a power of ten between two ends, ever fewer of them."""
    size = max(high - low, 1.0)
    exponent = math.floor(math.log10(size)) - 2
    for power in range(max(exponent, 0), exponent + 6):
        for factor in (1, 2, 5):
            step = float(factor * 10**power)
            if size / step <= 60:
                yield [number * step for number in range(math.ceil(low / step), math.floor(high / step) + 1)]
