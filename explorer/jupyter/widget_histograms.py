"""The histograms tab: one variable over the steps of a run, as binned counts; no value leaves the kernel."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from explorer.analysis.histogram import rebin
from explorer.analysis.statistics import TensorStatistics, tensor_statistics
from explorer.checkpoints.entries import BEING_WRITTEN, GONE, CheckpointEntry
from explorer.errors import ExplorerError
from explorer.formats.dtypes import data_type
from explorer.jupyter.widget_messages import Payload, fitting, name, words
from explorer.jupyter.widget_place import Place
from explorer.report.numbers import format_count, format_counted, format_float, format_label, format_shape
from explorer.report.sentences import sentence
from explorer.task import PartOfTask, Task

MOST_STEPS = 60
BINS = 64
_KEPT = 4_000  # statistics of one tensor at one step each; some kilobytes


@dataclass(frozen=True)
class StepValues:
    """A tensor at one step: its statistics, or why there are none."""

    entry: CheckpointEntry
    statistics: TensorStatistics | None
    reason: str = ""
    kind: str = ""  # dtype and shape


class KnownValues:
    """Statistics that were read before, by checkpoint and key; of a changed file they are read again."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], TensorStatistics] = {}

    def at(self, place: Place, entry: CheckpointEntry, key: str, task: Task) -> StepValues:
        """The tensor at a step; what cannot be read says why, and the other steps go on."""
        if entry.status == GONE:
            return StepValues(entry, None, "The checkpoint is gone from the disk.")
        if entry.status == BEING_WRITTEN:
            return StepValues(entry, None, "The checkpoint is still being written.")
        try:
            checkpoint = place.checkpoint(place.number(entry))
            row = checkpoint.table.find(key)
            if row < 0:
                return StepValues(entry, None, "This checkpoint holds no such variable.")
            dtype = data_type(int(checkpoint.table.dtype[row]))
            kind = f"{dtype.name} {format_shape(checkpoint.table.shape(row))}"[:120]
            if not dtype.is_numeric:
                return StepValues(entry, None, f"Values of dtype {dtype.name} are no numbers.", kind)
            question = (checkpoint.identity, key)
            if question not in self._known:
                if len(self._known) >= _KEPT:
                    self._known.clear()
                self._known[question] = tensor_statistics(checkpoint, key, task)
            return StepValues(entry, self._known[question], kind=kind)
        except ExplorerError as error:
            return StepValues(entry, None, sentence(error.problem))


def histogram_series(place: Place, known: KnownValues, asked: Payload, task: Task) -> Payload:
    """Counts over equal bins at each step of the run, oldest first, and where the ticks of the axis stand."""
    key = place.key(asked.get("key"))
    newer = place.entry(asked.get("newer"))
    family = [entry for entry in place.all_entries if entry.family == newer.family]
    chosen = evenly(family, MOST_STEPS, family.index(newer) if newer in family else -1)
    steps = [
        known.at(place, entry, key, PartOfTask(task, done * 1000, 1000, len(chosen) * 1000))
        for done, entry in enumerate(chosen)
    ]
    task.report(len(chosen) * 1000, len(chosen) * 1000, "Counting values")
    left_out = len(family) - len(chosen)
    note = (
        f"{format_counted(len(chosen), 'step')} of {format_count(len(family))}, evenly chosen."
        if left_out
        else ""
    )

    def built(most: int) -> Payload:
        shown = steps if most >= len(steps) else evenly(steps, most)
        return {"key": name(key), "note": note, **binned(place, shown)}

    return fitting(built, max(len(steps), 1))


def evenly(items: list[Any], most: int, must: int = -1) -> list[Any]:
    """At most so many of some items: the first, the last, and others at even distances; `must` is among them."""
    if len(items) <= most:
        return items
    if most < 2:
        return items[-most:]
    places = np.unique(np.rint(np.linspace(0, len(items) - 1, most)).astype(int))
    if must >= 0:
        places[int(np.argmin(np.abs(places - must)))] = must
    return [items[place] for place in places.tolist()]


def binned(place: Place, steps: list[StepValues]) -> Payload:
    """All steps over the same bins."""
    found = [s.statistics for s in steps if s.statistics is not None and s.statistics.values is not None]
    ends = [
        (float(s.values.lower[0]), float(s.values.upper[-1])) for s in found if s.values and len(s.values)
    ]
    if not ends:
        return {"low": "", "high": "", "ticks": [], "steps": [_told(place, step, None) for step in steps]}
    low, high = min(first for first, _ in ends), max(last for _, last in ends)
    if low == high:
        margin = abs(low) * 0.1 or 0.5
        low, high = max(low - margin, -1.7e308), min(high + margin, 1.7e308)
    # Halves, since the span itself may be past float64.
    edges = 2 * np.linspace(low / 2, high / 2, BINS + 1)
    edges = np.clip(np.nan_to_num(edges, posinf=high, neginf=low), low, high)
    edges[0], edges[-1] = low, high
    if (np.diff(edges) <= 0).any():  # denormal numbers: fewer bins than there could be
        edges = np.unique(edges)
    return {
        "low": format_float(low),
        "high": format_float(high),
        "ticks": ticks(low, high),
        "steps": [_told(place, step, edges) for step in steps],
    }


def ticks(low: float, high: float, count: int = 5) -> list[list[Any]]:
    """Round values between both ends: the place of each (0 to 1) and its text."""
    half = high / 2 - low / 2
    if not 0 < half < math.inf:
        return []
    rough = half / count * 2
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 1e-300 else rough
    unit = next((power * factor for factor in (1, 2, 5, 10) if power * factor >= rough), rough)
    if not 0 < unit < math.inf:
        return []
    first, last = math.ceil(low / unit - 1e-9), math.floor(high / unit + 1e-9)
    if last - first > 4 * count:
        return []
    values = [number * unit for number in range(first, last + 1)]
    return [[round((value / 2 - low / 2) / half, 5), format_float(value)] for value in values]


def _told(place: Place, step: StepValues, edges: Any) -> Payload:
    told: Payload = {
        "entry": place.number(step.entry),
        "label": name(format_label(step.entry.label), 60),
        "kind": step.kind,
        "reason": words(step.reason)[:600],
        "quiet": step.entry.status in (GONE, BEING_WRITTEN),  # nothing is wrong: it is not here, or not yet
    }
    found = step.statistics
    if found is None:
        return told
    unusual = ((found.nan, "NaN"), (found.posinf, "+Inf"), (found.neginf, "−Inf"))
    told["unusual"] = " · ".join(f"{format_count(count)} {word}" for count, word in unusual if count)
    told["facts"] = [
        ["Min", format_float(found.min)],
        ["Max", format_float(found.max)],
        ["Mean", format_float(found.mean)],
        ["Std", format_float(found.std)],
        ["L2 norm", format_float(found.l2)],
        ["Zeros", format_count(found.zero)],
    ]
    if edges is not None and found.values is not None:
        told["counts"] = [min(round(float(count)), 2**53) for count in rebin(found.values, edges)]
    elif not found.finite:
        told["reason"] = "There is no finite value."
    return told
