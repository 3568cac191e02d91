"""One tensor over the steps of a run: what is known of it at each, or why nothing is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.analysis.value_counts import ValueCounts
from explorer.checkpoints.model_dir import BEING_WRITTEN, GONE, CheckpointEntry
from explorer.errors import ExplorerError
from explorer.formats.dtypes import BY_NAME
from explorer.report import sentences
from explorer.report.numbers import format_count, format_shape
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.analysis.statistics import TensorStatistics
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.gui.statistics_store import StatisticsStore

WAITING, FINE, OTHER_SHAPE, ABSENT, DAMAGED, LOST, NO_NUMBERS, UNFINISHED = (
    "waiting",
    "fine",
    "other shape",
    "absent",
    "damaged",
    "gone",
    "no numbers",
    "being written",
)
STATE_MARK = {
    WAITING: "…", OTHER_SHAPE: "≠", ABSENT: "−", DAMAGED: "✗", LOST: "○", NO_NUMBERS: "?", UNFINISHED: "◐",
}  # fmt: skip
QUIET_STATES = (WAITING, LOST, UNFINISHED)  # nothing is wrong with the step: it is not here, or not yet


QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
MOST_SINGLE_VALUES = 1 << 18  # elements of one step whose own values are kept to be binned
MOST_OF_ALL_STEPS = 1 << 22  # and of all steps together: 64 MiB


@dataclass(frozen=True)
class Extent:
    """What axes and curves need of one step's counts, found where they are read, not where they are drawn."""

    low: float
    high: float
    near_zero: float  # one in a hundred of the values that are not zero is smaller than this; 0 for none
    least_positive: float  # 0 for none
    quantiles: tuple[float, ...]  # at QUANTILES


@dataclass(frozen=True)
class StepRecord:
    """The tensor at one step. `reason` is a sentence wherever the picture is not the plain one."""

    entry: CheckpointEntry
    state: str = WAITING
    statistics: TensorStatistics | None = None
    dtype: str = ""
    shape: tuple[int, ...] | None = None
    reason: str = ""
    extent: Extent | None = None  # None without finite values
    single: ValueCounts | None = None  # each value by itself, for tensors that are not too large

    @property
    def label(self) -> str:
        """The step as a short text for an axis: "640", else the save number, epoch or prefix."""
        entry = self.entry
        for value in (entry.step, entry.number, entry.epoch):
            if value is not None:
                return str(value)
        return entry.prefix.rsplit("/", 1)[-1]

    @property
    def counts(self) -> ValueCounts | None:
        """The finest counts there are: of single values, else of the statistics' narrow buckets."""
        if self.single is not None or self.statistics is None:
            return self.single
        return self.statistics.values

    @property
    def has_picture(self) -> bool:
        """Whether there are finite values to draw."""
        return self.extent is not None

    @property
    def unusual(self) -> str:
        """NaN and infinities in words: "3 NaN · 1 +Inf"; "" when there are none."""
        found = self.statistics
        if found is None:
            return ""
        parts = ((found.nan, "NaN"), (found.posinf, "+Inf"), (found.neginf, "−Inf"))
        return " · ".join(f"{format_count(count)} {word}" for count, word in parts if count)


def run_of(entries: Sequence[CheckpointEntry], newer: CheckpointEntry | None) -> tuple[CheckpointEntry, ...]:
    """The steps that belong together: those of the current checkpoint's family, in order."""
    if newer is None:
        return tuple(entries)
    family = tuple(entry for entry in entries if entry.family == newer.family)
    return family if any(entry.path == newer.path for entry in family) else (*family, newer)


def reading_order(count: int, first: int) -> list[int]:
    """All indices, those nearest to `first` first."""
    return sorted(range(count), key=lambda index: (abs(index - first), index))


def read_history(
    entries: Sequence[CheckpointEntry],
    key: str,
    shape: tuple[int, ...] | None,
    order: Sequence[int],
    cache: Any,
    store: StatisticsStore,
    *,
    task: Task,
    partly: Callable[[object], None],
) -> None:
    """Read the tensor at each entry in `order`; hands out (index, StepRecord). Never raises but Cancelled.

    Args:
        entries: the steps.
        key: the tensor.
        shape: what it has at the current step; another one is remarked on.
        order: indices into `entries`.
        cache: opens entries.
        store: remembers statistics.
        task: counts steps.
        partly: gets each answer.
    """
    room = min(MOST_SINGLE_VALUES, MOST_OF_ALL_STEPS // max(len(entries), 1))
    for done, index in enumerate(order):
        task.report(done, len(order), f"Reading {entries[index].label}")
        step_task = _StepTask(task, done, len(order))
        partly((index, read_step(entries[index], key, shape, cache, store, step_task, room)))


def read_step(
    entry: CheckpointEntry,
    key: str,
    shape: tuple[int, ...] | None,
    cache: Any,
    store: StatisticsStore,
    task: Task,
    most_single: int = MOST_SINGLE_VALUES,
) -> StepRecord:
    """The tensor at one entry; up to `most_single` elements its values are kept one by one."""
    if entry.status == GONE:
        return StepRecord(entry, LOST, reason="The checkpoint is gone from the disk.")
    if entry.status == BEING_WRITTEN:
        return StepRecord(entry, UNFINISHED, reason="The checkpoint is being written.")
    try:
        checkpoint: Checkpoint = cache.open(entry)
    except ExplorerError as error:
        return StepRecord(entry, DAMAGED, reason=sentence(error))
    if key not in checkpoint.table.row_of:
        return StepRecord(entry, ABSENT, reason="This step does not hold the tensor.")
    variable = checkpoint.variable(key)
    found = store.find(checkpoint, key, task)
    if isinstance(found, ExplorerError):
        return StepRecord(entry, DAMAGED, None, variable.dtype, variable.shape, sentence(found))
    state, reason = FINE, ""
    kind = BY_NAME.get(variable.dtype)
    if kind is None or not kind.is_numeric:
        state, reason = NO_NUMBERS, f"{variable.dtype} values have no histogram."
    elif shape is not None and variable.shape != shape:
        state = OTHER_SHAPE
        reason = f"The shape is {format_shape(variable.shape)} here."
    single = single_values(checkpoint, found, task) if found.count <= most_single else None
    extent = extent_of(found.values if single is None else single)
    return StepRecord(entry, state, found, variable.dtype, variable.shape, reason, extent, single)


def single_values(checkpoint: Checkpoint, found: TensorStatistics, task: Task) -> ValueCounts | None:
    """The finite values themselves, ascending, with their counts; None where the statistics hold them already.

    None too where the file no longer holds what the statistics told of: then those are what is drawn.
    """
    if found.values is None or not len(found.values) or found.values.is_exact:
        return None
    pieces = []
    try:
        for chunk in checkpoint.chunks(found.key, task=task):
            values = chunk.values.reshape(-1)
            if values.dtype.kind == "c":
                values = np.where(np.isnan(values), np.nan, np.abs(values.astype(np.complex128)))
            pieces.append(values.astype(np.float64))
    except ExplorerError:
        return None
    whole = np.concatenate(pieces) if pieces else np.empty(0)
    value, count = np.unique(whole[np.isfinite(whole)], return_counts=True)
    if int(count.sum()) != found.finite:
        return None
    return ValueCounts(value, value, count.astype(np.int64))


def extent_of(values: ValueCounts | None) -> Extent | None:
    """What the pictures need to know of some counts; None when there are none."""
    if values is None or not len(values.count):
        return None
    size = np.maximum(np.abs(values.lower), np.abs(values.upper))
    order = np.argsort(size, kind="stable")
    order = order[size[order] > 0]
    near_zero = 0.0
    if len(order):
        total = np.cumsum(values.count[order])
        near_zero = float(size[order[int(np.searchsorted(total, total[-1] * 0.01))]])
    positive = values.upper[values.upper > 0]
    return Extent(
        low=float(values.lower[0]),
        high=float(values.upper[-1]),
        near_zero=near_zero,
        least_positive=float(positive[0]) if len(positive) else 0.0,
        quantiles=quantiles(values),
    )


def quantiles(values: ValueCounts, fractions: tuple[float, ...] = QUANTILES) -> tuple[float, ...]:
    """Quantiles from exact counts, interpolated inside a counted range: off by less than that range's width."""
    ends = np.cumsum(values.count)
    total = int(ends[-1])
    found = []
    for fraction in fractions:
        rank = fraction * total
        index = min(int(np.searchsorted(ends, rank, side="left")), len(ends) - 1)
        inside = (rank - (ends[index] - values.count[index])) / values.count[index]
        low, high = float(values.lower[index]), float(values.upper[index])
        found.append(low + (high - low) * min(max(inside, 0.0), 1.0) if high > low else low)
    return tuple(found)


def sentence(error: ExplorerError) -> str:
    """An error's problem as a sentence; where it happened is known from the row it stands in."""
    return sentences.sentence(error.problem.strip())


class _StepTask(Task):
    """The pass over one step's tensor inside the walk over all: it only listens for the cancel."""

    def __init__(self, walk: Task, done: int, total: int) -> None:
        super().__init__()
        self._walk, self._done, self._total = walk, done, total

    @property
    def is_cancelled(self) -> bool:
        return self._walk.is_cancelled

    def report(self, done: int, total: int, doing: str) -> None:
        self._walk.report(self._done, self._total, doing)
