"""The share of a range of values over the steps, with what the counted ranges leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.analysis.histogram import count_bounds, rebin
from explorer.gui.histogram.history import StepRecord
from explorer.gui.histogram.picture import percent_text
from explorer.gui.language import tr
from explorer.report.numbers import format_count


@dataclass(frozen=True, eq=False)
class ShareCurve:
    """Of each record: how many values lie in the range, at least and at most, and the estimate between.

    All float64 [records], NaN where nothing is known of a step.
    """

    low: float
    high: float
    least: npt.NDArray[np.float64]
    most: npt.NDArray[np.float64]
    estimate: npt.NDArray[np.float64]
    total: npt.NDArray[np.float64]  # the finite elements, as in every picture
    is_partial: npt.NDArray[np.bool_]  # whether there are others

    def shares(self) -> tuple[npt.NDArray[np.float64], ...]:
        """Least, most and estimate as parts of the finite elements."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return tuple(column / self.total for column in (self.least, self.most, self.estimate))

    def readout(self, index: int) -> str:
        """One step's numbers in words; exact ones said as such."""
        if not 0 <= index < len(self.total) or np.isnan(self.total[index]):
            return ""
        least, most, total = (int(column[index]) for column in (self.least, self.most, self.total))
        count, share = format_count(least), percent_text(least, total)
        if least != most:
            count = tr(f"{count} to {format_count(most)}")
        if (other := percent_text(most, total)) != share:
            share = tr(f"{share} to {other}")
        whole = format_count(total)
        if self.is_partial[index]:
            return tr(f"{count} of {whole} finite ({share})")
        return tr(f"{count} of {whole} ({share})")


def share_curve(records: Sequence[StepRecord], low: float, high: float) -> ShareCurve:
    """The share of values v with low <= v <= high at every step read so far."""
    columns = np.full((4, len(records)), np.nan)
    is_partial = np.zeros(len(records), np.bool_)
    for index, record in enumerate(records):
        found = record.statistics
        if found is None or found.values is None or not found.finite:
            continue
        least, most = count_bounds(found.values, low, high)
        inside = float(rebin(found.values, np.array([low, high]))[0]) if high > low else float(least)
        columns[:, index] = (least, most, min(max(inside, least), most), found.finite)
        is_partial[index] = found.finite < found.count
    return ShareCurve(low, high, *columns, is_partial)
