"""The numbers of one folder's event files while they are read: columns by file and tag, merged on demand.

Memory is bounded: when a folder has too many scalars, its longest columns lose every
second point, those that are a minimum or maximum among their neighbours excepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from explorer.formats.event_file import MAX_TAGS, EventBatch, EventFile, SavedEvent

if TYPE_CHECKING:
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]
    Scalars = tuple[IntArray, FloatArray, FloatArray, int]
    Histograms = tuple[IntArray, FloatArray, tuple[FloatArray, ...], int]

MAX_POINTS = 2 << 20  # 50 MB
MAX_HISTOGRAMS = 256  # of one tag
MAX_SAVED = 100_000
_NO_STEP = -(1 << 63)


@dataclass(slots=True)
class _Column:
    """Points of one tag in one file, as arrays of each batch."""

    steps: list[IntArray] = field(default_factory=list)
    times: list[FloatArray] = field(default_factory=list)
    values: list[FloatArray] = field(default_factory=list)
    count: int = 0
    left_out: int = 0

    def append(self, steps: IntArray, times: FloatArray, values: FloatArray) -> None:
        if len(steps):
            self.steps.append(steps)
            self.times.append(times)
            self.values.append(values)
            self.count += len(steps)

    def keep(self, kept: npt.NDArray[np.bool_]) -> None:
        """Drop the points that are False in `kept` (of all points)."""
        steps, times, values = self.joined()
        self.steps, self.times, self.values = [steps[kept]], [times[kept]], [values[kept]]
        self.count = len(self.steps[0])

    def joined(self) -> tuple[IntArray, FloatArray, FloatArray]:
        if len(self.steps) != 1:
            self.steps = [np.concatenate(self.steps or [np.zeros(0, np.int64)])]
            self.times = [np.concatenate(self.times or [np.zeros(0)])]
            self.values = [np.concatenate(self.values or [np.zeros(0)])]
        return self.steps[0], self.times[0], self.values[0]

    def drop_from(self, step: int) -> bool:
        """Drop the points at steps >= `step`; whether there were any."""
        if not self.count or max(int(part.max()) for part in self.steps) < step:
            return False
        self.keep(self.joined()[0] < step)
        return True

    def thin(self) -> None:
        before = self.count
        self.keep(thinned(self.joined()[2]))
        self.left_out += before - self.count


@dataclass(slots=True)
class _Pictures:
    """Histograms of one tag in one file."""

    steps: list[int] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    buckets: list[FloatArray] = field(default_factory=list)
    left_out: int = 0

    def keep(self, kept: Iterable[int]) -> None:
        chosen = list(kept)
        self.steps = [self.steps[index] for index in chosen]
        self.times = [self.times[index] for index in chosen]
        self.buckets = [self.buckets[index] for index in chosen]

    def thin(self) -> None:
        while len(self.steps) > MAX_HISTOGRAMS:
            before = len(self.steps)
            self.keep(sorted({*range(0, before, 2), before - 1}))
            self.left_out += before - len(self.steps)


@dataclass(slots=True)
class _FileColumns:
    file: EventFile
    scalars: dict[str, _Column] = field(default_factory=dict)
    histograms: dict[str, _Pictures] = field(default_factory=dict)
    saved: list[SavedEvent] = field(default_factory=list)
    top: int = _NO_STEP  # no point lies at a higher step

    def drop_from(self, step: int) -> tuple[list[str], int]:
        """Drop what lies at steps >= `step`; the tags that lost scalars, and how many scalars those were."""
        if self.top < step:
            return [], 0
        before = sum(column.count for column in self.scalars.values())
        tags = [tag for tag, column in self.scalars.items() if column.drop_from(step)]
        for pictures in self.histograms.values():
            if any(old >= step for old in pictures.steps):
                pictures.keep(index for index, old in enumerate(pictures.steps) if old < step)
        self.top = step - 1
        return tags, before - sum(column.count for column in self.scalars.values())


class FolderEvents:
    """The event files of one folder, and what they gave so far."""

    def __init__(self, max_points: int = MAX_POINTS) -> None:
        self.kinds: dict[bytes, bytes] = {}
        self.has_too_many_tags = False  # more than `MAX_TAGS`: the others are left out
        self._max_points = max_points
        self._files: dict[str, _FileColumns] = {}
        self._has_started = False
        self._count = 0  # scalars kept, of all files
        self._top = _NO_STEP  # no point of any file lies at a higher step
        self._merged: dict[str, Scalars] = {}  # tags without news since they were merged
        self._tags: dict[str, None] = {}  # in the order they appeared

    @property
    def names(self) -> set[str]:
        """The files read so far."""
        return set(self._files)

    def file(self, name: str) -> EventFile | None:
        """The file of a name, None if it was not added yet."""
        columns = self._files.get(name)
        return columns.file if columns is not None else None

    def add_file(self, name: str, file: EventFile) -> None:
        """A file that is read from now on."""
        is_last = not self._files or name > next(reversed(self._files))
        self._files[name] = _FileColumns(file)
        if not is_last:  # thousands of files come in the order of their names
            self._files = dict(sorted(self._files.items()))

    def accept(self, name: str, batch: EventBatch) -> None:
        """Add what one reading of a file gave."""
        if not batch.record_count:  # nearly all of thousands of files have no news
            return
        columns = self._files[name]
        restarts = batch.starts if self._has_started else batch.starts[1:]
        self._has_started = self._has_started or len(batch.starts) > 0
        if len(restarts):
            self._drop_before(name, int(restarts[:, 1].min()))
        limits = _Limits(restarts)
        for scalars in batch.scalars:
            if scalars.tag not in self._tags and len(self._tags) >= MAX_TAGS:
                self.has_too_many_tags = True
                continue
            self._tags[scalars.tag] = None
            self._merged.pop(scalars.tag, None)
            column = columns.scalars.setdefault(scalars.tag, _Column())
            kept = limits.keep(scalars.records, scalars.steps)
            points = scalars.steps, scalars.wall_times, scalars.values
            if kept is not None:
                points = points[0][kept], points[1][kept], points[2][kept]
            column.append(*points)
            self._count += len(points[0])
            columns.top = max(columns.top, int(points[0].max(initial=_NO_STEP)))
        for histograms in batch.histograms:
            pictures = columns.histograms.setdefault(histograms.tag, _Pictures())
            kept = limits.keep(histograms.records, histograms.steps)
            for index in range(len(histograms.buckets)) if kept is None else np.flatnonzero(kept).tolist():
                pictures.steps.append(int(histograms.steps[index]))
                pictures.times.append(float(histograms.wall_times[index]))
                pictures.buckets.append(histograms.buckets[index])
                columns.top = max(columns.top, pictures.steps[-1])
            pictures.left_out += histograms.left_out
            pictures.thin()
        self._top = max(self._top, columns.top)
        columns.saved.extend(batch.saved[: MAX_SAVED - len(columns.saved)])
        self._bound()

    def _drop_before(self, name: str, step: int) -> None:
        """A session starts again at `step`: what this file and those before it gave from there on is void."""
        if step > self._top:
            return
        for other, columns in self._files.items():
            tags, count = columns.drop_from(step)
            self._count -= count
            for tag in tags:
                self._merged.pop(tag, None)
            if other == name:
                break
        self._top = max(columns.top for columns in self._files.values())

    def _bound(self) -> None:
        if self._count <= self._max_points:
            return
        every = [(tag, column) for part in self._files.values() for tag, column in part.scalars.items()]
        while self._count > self._max_points:
            tag, longest = max(every, key=lambda item: item[1].count)
            before = longest.count
            longest.thin()
            self._merged.pop(tag, None)
            if longest.count >= before:
                return
            self._count -= before - longest.count

    def scalars(self) -> Iterator[tuple[str, Scalars]]:
        """Each tag with steps, wall times, values (read-only) and how many points were left out."""
        for tag in self._tags:
            if tag not in self._merged:
                self._merged[tag] = self._merge(tag)
            if len(self._merged[tag][0]):
                yield tag, self._merged[tag]

    def _merge(self, tag: str) -> Scalars:
        parts = [part.scalars[tag] for part in self._files.values() if tag in part.scalars]
        joined = [part.joined() for part in parts]
        left_out = sum(part.left_out for part in parts)
        if len(joined) == 1:
            steps, times, values = joined[0][0].view(), joined[0][1].view(), joined[0][2].view()
        else:
            steps = np.concatenate([part[0] for part in joined])
            times = np.concatenate([part[1] for part in joined])
            values = np.concatenate([part[2] for part in joined])
        for column in (steps, times, values):
            column.setflags(write=False)
        return steps, times, values, left_out

    def histograms(self) -> Iterator[tuple[str, Histograms]]:
        """Each tag with steps, wall times, buckets and how many histograms were left out."""
        tags = dict.fromkeys(tag for part in self._files.values() for tag in part.histograms)
        for tag in tags:
            parts = [part.histograms[tag] for part in self._files.values() if tag in part.histograms]
            steps = np.array([step for part in parts for step in part.steps], np.int64)
            times = np.array([time for part in parts for time in part.times], np.float64)
            if len(steps):
                buckets = tuple(buckets for part in parts for buckets in part.buckets)
                yield tag, (steps, times, buckets, sum(part.left_out for part in parts))

    def saved(self) -> Iterator[SavedEvent]:
        """Every save the session logs tell of, in the order of the files."""
        for part in self._files.values():
            yield from part.saved


class _Limits:
    """For the points of a batch: the lowest step at which a later session of the same batch started again."""

    def __init__(self, restarts: IntArray) -> None:
        self._records = restarts[:, 0]
        self._lowest = np.minimum.accumulate(restarts[::-1, 1])[::-1]

    def keep(self, records: IntArray, steps: IntArray) -> npt.NDArray[np.bool_] | None:
        """Which points stay; None: all of them."""
        if not len(self._records):
            return None
        after = np.searchsorted(self._records, records, "right")
        kept = np.ones(len(records), np.bool_)
        concerned = after < len(self._records)
        kept[concerned] = steps[concerned] < self._lowest[after[concerned]]
        return kept


def thinned(values: FloatArray) -> npt.NDArray[np.bool_]:
    """Which points to keep when half of them must go: of each four in a row the smallest and the largest.

    Values that are no numbers count as extremes, so none of them disappears unseen.
    """
    kept = np.zeros(len(values), np.bool_)
    whole = len(values) // 4 * 4
    kept[whole:] = True
    fours = values[:whole].reshape(-1, 4)
    rows = np.arange(len(fours)) * 4
    lowest, highest = fours.argmin(axis=1), fours.argmax(axis=1)
    highest[lowest == highest] = 3 - lowest[lowest == highest]  # all equal, or a NaN
    kept[rows + lowest] = True
    kept[rows + highest] = True
    return kept
