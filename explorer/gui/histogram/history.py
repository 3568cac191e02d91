"""One tensor over the steps of a run: what is known of it at each, or why nothing is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from explorer.analysis.histogram import Quantiles, quantiles
from explorer.checkpoints.model_dir import BEING_WRITTEN, GONE, CheckpointEntry
from explorer.errors import ExplorerError
from explorer.formats.dtypes import BY_NAME
from explorer.gui.language import tr, tr_label
from explorer.report import sentences
from explorer.report.numbers import format_count, format_label, format_shape
from explorer.task import StepOfTask, Task

if TYPE_CHECKING:
    from explorer.analysis.statistics import TensorStatistics
    from explorer.analysis.value_counts import ValueCounts
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.gui.statistics_store import StatisticsStore

WAITING, FINE, OTHER_SHAPE, OTHER_DTYPE, ABSENT, DAMAGED, LOST, NO_NUMBERS, UNFINISHED = (
    "waiting",
    "fine",
    "other shape",
    "other dtype",
    "absent",
    "damaged",
    "gone",
    "no numbers",
    "being written",
)
STATE_MARK = {
    WAITING: "…", OTHER_SHAPE: "≠", OTHER_DTYPE: "≠", ABSENT: "−", DAMAGED: "✗", LOST: "○", NO_NUMBERS: "?",
    UNFINISHED: "◐",
}  # fmt: skip
STATE_WORD = {
    OTHER_SHAPE: "other shape", OTHER_DTYPE: "other type", ABSENT: "absent", DAMAGED: "damaged", LOST: "gone",
    NO_NUMBERS: "no numbers", UNFINISHED: "being written",
}  # fmt: skip
QUIET_STATES = (WAITING, LOST, UNFINISHED)  # nothing is wrong with the step: it is not here, or not yet


GONE_UNSEEN = "The checkpoint is gone from the disk; it was gone before it was read."
QUANTILES = (0.0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1.0)
MEDIAN = QUANTILES.index(0.5)
Expected: TypeAlias = "tuple[str, tuple[int, ...]] | None"  # element type, shape


@dataclass(frozen=True)
class Extent:
    """What axes and curves need of one step's counts, found where they are read, not where they are drawn."""

    low: float
    high: float
    near_zero: float  # one in a hundred of the values that are not zero is smaller than this; 0 for none
    least_positive: float  # 0 for none
    quantiles: Quantiles  # at QUANTILES
    is_exact: bool = True  # each value is counted by itself


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

    @property
    def label(self) -> str:
        """The step as files and tables write it: "1640", else the save number, epoch or prefix."""
        entry = self.entry
        for value in (entry.step, entry.number, entry.epoch):
            if value is not None:
                return str(value)
        return entry.prefix.rsplit("/", 1)[-1]

    @property
    def shown_label(self) -> str:
        """The step as the screen writes it, digits grouped: "1,640"."""
        return f"{int(self.label):,}" if self.label.isdecimal() else self.label

    @property
    def entry_label(self) -> str:
        """The step with its word: "step 1,640"."""
        return tr_label(format_label(self.entry.label))

    @property
    def counts(self) -> ValueCounts | None:
        """The finest counts there are: of single values, or of the statistics' narrow buckets."""
        return None if self.statistics is None else self.statistics.values

    @property
    def is_ghost(self) -> bool:
        """Whether the numbers are remembered of a checkpoint whose files are gone."""
        return self.entry.status == GONE and self.statistics is not None

    @property
    def heading(self) -> str:
        """The step as the first words of a readout."""
        return tr(f"{self.entry_label} (gone from disk)") if self.is_ghost else self.entry_label

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
    expected: Expected,
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
        expected: its element type and shape at the current step; others are remarked on. None: unknown.
        order: indices into `entries`.
        cache: opens entries.
        store: remembers statistics.
        task: counts steps.
        partly: gets each answer.
    """
    for done, index in enumerate(order):
        task.report(done, len(order), f"Reading {format_label(entries[index].label)}")
        step_task = StepOfTask(task, lambda done=done: (done, len(order)))
        partly((index, read_step(entries[index], key, expected, cache, store, step_task)))


def read_step(
    entry: CheckpointEntry,
    key: str,
    expected: Expected,
    cache: Any,
    store: StatisticsStore,
    task: Task,
) -> StepRecord:
    """The tensor at one entry, its bytes read at most once: the counts are made in the pass of the statistics."""
    if entry.status == GONE and not entry.is_remembered:
        return StepRecord(entry, LOST, reason=GONE_UNSEEN)
    if entry.status == BEING_WRITTEN:
        return StepRecord(entry, UNFINISHED, reason="The checkpoint is being written.")
    is_ghost = entry.status == GONE
    try:
        checkpoint: Checkpoint = cache.open(entry)
    except ExplorerError as error:
        return StepRecord(
            entry, LOST if is_ghost else DAMAGED, reason=GONE_UNSEEN if is_ghost else sentence(error)
        )
    if key not in checkpoint.table.row_of:
        return StepRecord(entry, ABSENT, reason="This step does not hold the tensor.")
    variable = checkpoint.variable(key)
    found = store.find(checkpoint, key, task)
    if isinstance(found, ExplorerError):
        state, reason = (LOST, GONE_UNSEEN) if is_ghost else (DAMAGED, sentence(found))
        return StepRecord(entry, state, None, variable.dtype, variable.shape, reason)
    state, reason = FINE, ""
    kind = BY_NAME.get(variable.dtype)
    if kind is None or not kind.is_numeric:
        state, reason = NO_NUMBERS, f"{variable.dtype} values have no histogram."
    elif expected is not None and variable.shape != expected[1]:
        state, reason = OTHER_SHAPE, f"The shape is {format_shape(variable.shape)} here."
    elif expected is not None and variable.dtype != expected[0]:
        state, reason = OTHER_DTYPE, f"The element type is {variable.dtype} here."
    return StepRecord(entry, state, found, variable.dtype, variable.shape, reason, extent_of(found.values))


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
        quantiles=quantiles(values, QUANTILES),
        is_exact=values.is_exact,
    )


def sentence(error: ExplorerError) -> str:
    """An error's problem as a sentence; where it happened is known from the row it stands in."""
    return sentences.sentence(error.problem.strip())
