"""What a histogram picture shows, as data: rows, bins, heights and readouts, before anything is painted."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from explorer.analysis.histogram import rebin
from explorer.gui.histogram.history import StepRecord
from explorer.gui.histogram.step_axis import STEP, StepPlaces, places_of
from explorer.gui.histogram.value_scale import LINEAR, LOG, ValueScale, scale_of
from explorer.gui.language import tr
from explorer.report.numbers import format_count, format_float

if TYPE_CHECKING:
    from explorer.analysis.statistics import ValueCounts

_FloatArray = npt.NDArray[np.float64]

TRUTH = ("False", "True")
_TRUTH_ENDS = (-0.25, 1.25)
MOST_RIDGES = 120  # more lie closer than lines can be told apart; the heat map shows all


@dataclass
class Picture:
    """One tensor over steps as it is drawn now. Counts of rows not yet binned are simply absent."""

    key: str = ""
    title: str = ""  # the key as it may be shown
    dtype: str = ""
    records: tuple[StepRecord, ...] = ()
    newer: int = -1
    older: int = -1
    kind: str = LINEAR
    log_counts: bool = False
    own_heights: bool = False
    scale: ValueScale | None = None
    bins: int = 300
    first: float = 0.0  # places shown, 0..1 unless zoomed
    last: float = 1.0
    edges: _FloatArray | None = None
    counts: dict[int, _FloatArray] = field(default_factory=dict)  # record index -> counts per bin
    step_kind: str = STEP
    brush: tuple[float, float] | None = None  # the range of values whose share is followed

    _places: StepPlaces = field(default_factory=lambda: places_of((), STEP))
    _places_of: tuple[object, ...] = ()

    def set_window(self, first: float, last: float, bins: int) -> None:
        """Choose the bins; the counts of others are forgotten."""
        if self.edges is not None and (first, last, bins) == (self.first, self.last, self.bins):
            return
        self.first, self.last, self.bins = first, last, bins
        self.edges = None if self.scale is None else self.scale.edges(bins, first, last)
        self.counts.clear()

    def set_scale(self, kind: str) -> bool:
        """Fit the value axis to what has arrived; whether it changed (and all bins with it)."""
        self.kind = kind
        if self.dtype == "bool" and kind == LINEAR and any(record.has_picture for record in self.records):
            fitted: ValueScale | None = ValueScale(LINEAR, *_TRUTH_ENDS)  # the same at every step, with room
        else:
            fitted = fit_scale(self.records, kind)
        if fitted == self.scale:
            return False
        self.scale, self.edges = fitted, None
        self.counts.clear()
        return True

    @property
    def is_exact(self) -> bool:
        """Whether every row is binned from its single values, so that no count is split between bins."""
        return all(record.extent.is_exact for record in self.records if record.extent is not None)

    @property
    def places(self) -> StepPlaces:
        """Where the records stand on the axis of the steps."""
        asked = (self.step_kind, tuple(id(record.entry) for record in self.records))
        if asked != self._places_of:
            self._places_of, self._places = asked, places_of(self.records, self.step_kind)
        return self._places

    def fitting_bins(self, room: int) -> int:
        """As many bins as there is room for, fewer for few values: a line of lone spikes shows no shape."""
        most = max((r.statistics.finite for r in self.records if r.statistics is not None), default=0)
        return max(16, min(room, round(2.5 * most**0.5)))

    def fill(self, budget_s: float) -> bool:
        """Bin rows until done or the time is used up; whether rows are left for the next turn."""
        if self.edges is None:
            return False
        until = time.perf_counter() + budget_s
        for index in sorted(range(len(self.records)), key=lambda row: abs(row - self.newer)):
            record = self.records[index]
            if index in self.counts or not record.has_picture:
                continue
            if time.perf_counter() > until:
                return True
            self.counts[index] = rebin(record.counts, self.edges)
        return False

    def ridge_rows(self) -> tuple[int, ...]:
        """The records drawn as ridges: all, or evenly chosen ones with the two chosen steps and every problem."""
        count = len(self.records)
        if count <= MOST_RIDGES:
            return tuple(range(count))
        chosen = set(np.linspace(0, count - 1, MOST_RIDGES).round().astype(int).tolist())
        return tuple(sorted(chosen | {index for index in (self.newer, self.older) if index >= 0}))

    def tallest_bin(self) -> float:
        """The largest count of any bin of any row."""
        return max((float(row.max(initial=0)) for row in self.counts.values()), default=0.0)

    def heights(self, index: int, tallest: float | None = None) -> _FloatArray | None:
        """0..1 for each bin of one row: counts over `tallest` (the tallest bin of all rows), or over its own."""
        counts = self.counts.get(index)
        if counts is None:
            return None
        if self.own_heights:
            tallest = float(counts.max(initial=0))
        elif tallest is None:
            tallest = self.tallest_bin()
        if tallest <= 0:
            return np.zeros(len(counts))
        if self.log_counts:
            return np.log1p(counts) / np.log1p(tallest)
        return counts / tallest

    def spikes_dwarf_the_rest(self) -> bool:
        """Whether one common height would leave most ridges flat (a bias still all zero at the first step)."""
        tallest = [float(row.max(initial=0)) for row in self.counts.values()]
        return len(tallest) > 2 and float(np.median(tallest)) < max(tallest) / 6

    def missing_note(self) -> str:
        """What a log axis cannot show, in words; "" when it shows everything."""
        if self.scale is None or self.kind != LOG:
            return ""
        hidden = sum(
            int(record.counts.count[record.counts.upper <= 0].sum())
            for record in self.records
            if record.has_picture
        )
        return f"{format_count(hidden)} values ≤ 0 have no place on a log axis" if hidden else ""


@dataclass(frozen=True)
class Readout:
    """What lies under the cursor, in two lines of plain text."""

    headline: str
    detail: str
    index: int = -1  # of the record


def fit_scale(records: tuple[StepRecord, ...], kind: str) -> ValueScale | None:
    """The axis that holds every finite value of every step; on a log axis, every positive one."""
    extents = [record.extent for record in records if record.extent is not None]
    if not extents:
        return None
    low, high = min(extent.low for extent in extents), max(extent.high for extent in extents)
    if kind == LOG:
        return scale_of(
            LOG, low, high, min((e.least_positive for e in extents if e.least_positive), default=None)
        )
    return scale_of(kind, low, high, min((e.near_zero for e in extents if e.near_zero), default=None))


def exact_count(values: ValueCounts, low: float, high: float) -> tuple[float, float, int]:
    """The counted ranges that meet `low`..`high`: their outer ends, and exactly how many values they hold.

    The ends are those of counted ranges, a little wider than asked for, so that the number is no estimate.
    """
    first = int(np.searchsorted(values.upper, low, side="left"))
    last = int(np.searchsorted(values.lower, high, side="right"))
    if first >= last:
        return low, high, 0
    count = int(values.count[first:last].sum())
    return min(low, float(values.lower[first])), max(high, float(values.upper[last - 1])), count


def bin_readout(picture: Picture, index: int, place: float) -> Readout | None:
    """Step, value range and exact count under a place of the value axis."""
    if not 0 <= index < len(picture.records):
        return None
    record = picture.records[index]
    heading = record.heading
    if not record.has_picture:
        return Readout(heading, tr(record.reason or record.unusual or "Not read yet."), index)
    if picture.edges is None or not picture.first <= place <= picture.last:
        return Readout(heading, _whole(record), index)
    width = (picture.last - picture.first) / picture.bins
    number = min(int((place - picture.first) / width), picture.bins - 1)
    values, found = record.counts, record.statistics
    low, high, count = exact_count(values, float(picture.edges[number]), float(picture.edges[number + 1]))
    where = value_words(picture.dtype, low, high)
    detail = tr(f"{format_count(count)} of {finite_text(record)} ({percent_text(count, found.finite)})")
    if record.unusual:
        detail += f" · {record.unusual}"
    if record.reason:
        detail += f"\n{tr(record.reason)}"
    return Readout(f"{heading} · {where}", detail, index)


def finite_text(record: StepRecord) -> str:
    """What shares are parts of, in every picture: "256 values", "231 finite values" where others are not."""
    found = record.statistics
    count = format_count(found.finite)
    return tr(f"{count} values" if found.finite == found.count else f"{count} finite values")


def value_words(dtype: str, low: float, high: float) -> str:
    """A range of values as a readout names it: complex numbers are drawn by their size, truth values have names."""
    if dtype == "bool":
        names = [name for number, name in enumerate(TRUTH) if low <= number <= high]
        return tr(" and ".join(names) or "neither False nor True")
    return f"{value_word(dtype)} {value_range_text(low, high)}"


def value_word(dtype: str) -> str:
    """What the numbers drawn are called."""
    return tr("absolute value" if dtype.startswith("complex") else "value")


def _whole(record: StepRecord) -> str:
    found = record.statistics
    text = tr(f"{finite_text(record)}, {format_float(found.min)} to {format_float(found.max)}")
    return f"{text} · {record.unusual}" if record.unusual else text


def value_range_text(low: float, high: float) -> str:
    """A range of values with as many digits as it takes to tell its ends apart."""
    digits = 4 if high - low > 1e-3 * max(abs(low), abs(high)) else 8
    if low == high:
        return format_float(low, digits)
    return tr(f"{format_float(low, digits)} to {format_float(high, digits)}")


def percent_text(count: int, total: int) -> str:
    """A share, "0.63 %"; "< 0.01 %" where rounding would say none, "0 %" and "100 %" for none and all."""
    if count in (0, total):
        return "0 %" if not count else "100 %"
    share = 100 * count / total if total else 0.0
    if share > 99.99:
        return "> 99.99 %"
    return f"{share:.2f} %" if share >= 0.01 else "< 0.01 %"
