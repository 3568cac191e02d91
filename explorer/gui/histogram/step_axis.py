"""Where the steps of a run stand on their axis: by step, save number, epoch, wall time, or one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from explorer.report.numbers import format_count, format_float

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import CheckpointEntry
    from explorer.gui.histogram.history import StepRecord

EVENLY, UNORDERED = "evenly spaced", "evenly spaced: the numbers do not ascend"
STEP, SAVE, EPOCH, TIME, ORDER = "step", "save number", "epoch", "wall time", "order"
KINDS = (STEP, SAVE, EPOCH, TIME, ORDER)

_UNITS = ((86400.0, "days"), (3600.0, "hours"), (60.0, "minutes"), (1.0, "seconds"))


@dataclass(frozen=True, eq=False)
class StepPlaces:
    """Where each record stands: float64 [records], strictly ascending, with its text."""

    kind: str
    x: npt.NDArray[np.float64]
    texts: tuple[str, ...]
    word: str  # below the axis: "step", "hours since the first one shown"

    def edges(self) -> npt.NDArray[np.float64]:
        """float64 [records + 1]: halfway between neighbours; a column of its own for each record."""
        x = self.x
        if len(x) < 2:
            return np.array([-0.5, 0.5]) + (x[0] if len(x) else 0.0)
        middle = (x[1:] + x[:-1]) / 2
        return np.concatenate(([x[0] - (middle[0] - x[0])], middle, [x[-1] + (x[-1] - middle[-1])]))

    def nearest(self, place: float) -> int:
        """Index of the record nearest to a place; -1 without records."""
        return int(np.argmin(np.abs(self.x - place))) if len(self.x) else -1


def _number(entry: CheckpointEntry, kind: str) -> float | None:
    if kind == STEP:
        return entry.step
    if kind == SAVE:
        return entry.number
    if kind == EPOCH:
        return entry.epoch
    if kind == TIME:
        return entry.saved_at or entry.modified
    return None


def available(records: Sequence[StepRecord]) -> tuple[str, ...]:
    """The kinds of axis that at least half of the records can be placed on."""
    found = [
        kind
        for kind in KINDS[:-1]
        if 2 * sum(_number(record.entry, kind) is not None for record in records) > len(records)
    ]
    return (*found, ORDER)


def places_of(records: Sequence[StepRecord], kind: str) -> StepPlaces:
    """The places of all records on one kind of axis.

    A record without such a number stands between its neighbours. Numbers that do not ascend (files
    copied in one second, a run begun anew) have no true spacing: the records then stand evenly.
    """
    count = len(records)
    order = np.arange(count, dtype=np.float64)
    if kind == ORDER or kind not in available(records):
        words = {r.entry.label.split(" ")[0] for r in records if " " in r.entry.label}
        word = words.pop() if len(words) == 1 else "checkpoint"
        return StepPlaces(ORDER, order, tuple(r.shown_label for r in records), f"{word}, {EVENLY}")
    numbers = [_number(record.entry, kind) for record in records]
    known = [index for index, number in enumerate(numbers) if number is not None]
    x = np.interp(order, known, [float(numbers[index]) for index in known])
    # Before the first known one and after the last there is nothing between: they stand as far apart as usual.
    gap = float(np.median(np.diff(x[known]))) if len(known) > 1 else 1.0
    x[: known[0]] = x[known[0]] - gap * np.arange(known[0], 0, -1)
    x[known[-1] + 1 :] = x[known[-1]] + gap * np.arange(1, count - known[-1])
    word = {STEP: "step", SAVE: "save number", EPOCH: "epoch"}.get(kind, "")
    if kind == TIME:
        x, texts, word = _times(x)
    else:
        texts = tuple(
            record.entry_label if numbers[index] is None else format_count(int(numbers[index]))
            for index, record in enumerate(records)
        )
    if count > 1 and not (np.diff(x) > 0).all():
        return StepPlaces(kind, order, texts, f"{word}, {UNORDERED}")
    return StepPlaces(kind, x, texts, word)


def _times(x: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.float64], tuple[str, ...], str]:
    since = x - x[0] if len(x) else x
    span = float(since[-1]) if len(since) else 0.0
    size, unit = next(((size, unit) for size, unit in _UNITS if abs(span) >= 2 * size), _UNITS[-1])
    scaled = since / size
    texts = tuple(format_float(float(value), 3) if value else "0" for value in scaled)
    return scaled, texts, f"{unit} since the first save shown"


def place_events(
    places: StepPlaces,
    records: Sequence[StepRecord],
    steps: npt.NDArray[np.int64],
    times: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """float64 [n]: where points written at `steps` (and `times`, seconds since the epoch) stand on this axis.

    On any axis but that of the steps themselves they lie between the saves around them, in proportion;
    NaN outside of all saves there, for nothing tells where they belong.
    """
    if places.kind == STEP and not places.word.startswith("step,"):
        return steps.astype(np.float64)
    numbers = [_number(r.entry, TIME if places.kind == TIME else STEP) for r in records]
    known = [index for index, number in enumerate(numbers) if number is not None]
    if len(known) < 2:
        return np.full(len(steps), np.nan)
    at = np.array([float(numbers[index]) for index in known])
    asked = times if places.kind == TIME else steps.astype(np.float64)
    if not (np.diff(at) > 0).all():
        return np.full(len(steps), np.nan)
    return np.interp(asked, at, places.x[known], left=np.nan, right=np.nan)
