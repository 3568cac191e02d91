"""The statistics that can be drawn over the steps: their names, units and values."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from explorer.gui.histogram.history import MEDIAN, StepRecord
from explorer.gui.histogram.value_scale import LINEAR, LOG, ValueScale, scale_of

VALUE, NORM, SHARE, COUNT = "value", "norm", "share of finite values in %", "number of values"
MOST_UNITS = 2  # one axis on each side


@dataclass(frozen=True)
class Statistic:
    """`get` gives the number at a step that has statistics, or None where there is none."""

    name: str
    unit: str
    get: Callable[[StepRecord], float | int | None]
    explanation: str = ""


def _of(attribute: str) -> Callable[[StepRecord], float | int | None]:
    return lambda record: getattr(record.statistics, attribute)


def _median(record: StepRecord) -> float | None:
    return None if record.extent is None else float(record.extent.quantiles.value[MEDIAN])


def _share(attribute: str) -> Callable[[StepRecord], float | None]:
    def get(record: StepRecord) -> float | None:
        found = record.statistics
        return 100 * getattr(found, attribute) / found.finite if found.finite else None

    return get


def _root_mean_square(record: StepRecord) -> float | None:
    found = record.statistics
    return None if found.l2 is None or not found.finite else found.l2 / math.sqrt(found.finite)


def _distinct(record: StepRecord) -> int | None:
    values = record.counts
    return None if values is None or record.extent is None or not record.extent.is_exact else len(values)


STATISTICS = (
    Statistic("max", VALUE, _of("max"), "the largest finite value"),
    Statistic("mean", VALUE, _of("mean")),
    Statistic("median", VALUE, _median),
    Statistic("min", VALUE, _of("min"), "the least finite value"),
    Statistic("std", VALUE, _of("std"), "standard deviation"),
    Statistic("root mean square", VALUE, _root_mean_square, "norm (L2) over the root of the count"),
    Statistic("L1", NORM, _of("l1"), "sum of the sizes"),
    Statistic("L2", NORM, _of("l2"), "the norm: root of the sum of squares"),
    Statistic("zeros", SHARE, _share("zero"), "share of finite values that are 0"),
    Statistic("denormals", COUNT, _of("denormal"), "too small for full precision"),
    Statistic("NaN", COUNT, _of("nan")),
    Statistic("Inf", COUNT, lambda r: r.statistics.posinf + r.statistics.neginf, "of both signs"),
    Statistic("distinct", COUNT, _distinct, "different values; known for small tensors and narrow types"),
)
BY_NAME = {statistic.name: statistic for statistic in STATISTICS}
DEFAULT = ("max", "mean", "median", "min", "std")


def with_choice(chosen: Sequence[str], name: str, *, is_on: bool) -> tuple[str, ...]:
    """`chosen` with `name` added or taken away; a third unit sends away that of the first one chosen."""
    left = [other for other in chosen if other != name]
    if is_on:
        left.append(name)
        units = list(dict.fromkeys(BY_NAME[other].unit for other in reversed(left)))[:MOST_UNITS]
        left = [other for other in left if BY_NAME[other].unit in units]
    return tuple(left) or (name,)


def units_of(chosen: Sequence[str]) -> tuple[str, ...]:
    """The units of the statistics chosen, those on the left axis first."""
    order = (VALUE, NORM, SHARE, COUNT)
    return tuple(sorted({BY_NAME[name].unit for name in chosen}, key=order.index))


def curve_values(records: Sequence[StepRecord], name: str) -> np.ndarray:
    """float64 [records] of one statistic; NaN where a step has none."""
    get = BY_NAME[name].get
    found = np.full(len(records), np.nan)
    for index, record in enumerate(records):
        if record.statistics is not None:
            number = get(record)
            found[index] = math.nan if number is None else float(number)
    return found


def scale_for(columns: Sequence[np.ndarray], kind: str) -> ValueScale | None:
    """The axis that holds all finite numbers of these curves; linear where nothing is above 0 for a log one."""
    numbers = np.concatenate(columns) if columns else np.empty(0)
    numbers = numbers[np.isfinite(numbers)]
    if not len(numbers):
        return None
    low, high = float(numbers.min()), float(numbers.max())
    sizes = np.abs(numbers[numbers != 0])
    smallest = float(sizes.min()) if len(sizes) else None
    if kind == LOG:
        positive = numbers[numbers > 0]
        return (
            scale_of(LOG, low, high, float(positive.min())) if len(positive) else scale_of(LINEAR, low, high)
        )
    return scale_of(kind, low, high, smallest)
