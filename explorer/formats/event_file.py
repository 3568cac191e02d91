"""TensorBoard's event files `events.out.tfevents.*`, read from where the last reading ended.

A TFRecord file (`record_walk`) of Event messages: wall time, step, and one of file version, graph,
summary (values by tag), session log and others. Scalars, histograms and the session log are taken;
graphs, images, audio and text are passed over. Numbers go into columns, never into an object an event.
Source: TensorFlow, core/util/event.proto, core/framework/summary.proto.
"""

from __future__ import annotations

import os
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.errors import CorruptFileError
from explorer.formats.event_patterns import ScalarPatterns
from explorer.formats.event_values import (
    HISTOGRAMS,
    SCALARS,
    buckets_of_proto,
    buckets_of_tensor,
    scalar_of_tensor,
)
from explorer.formats.messages import parse_message
from explorer.formats.record_walk import RecordWalk
from explorer.formats.varint import BYTES, FIXED64, VARINT, int64, read_fields, read_varint
from explorer.storage.files import FileSource
from explorer.task import QUIET, Cancelled, Task, breathing

if TYPE_CHECKING:
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

BATCH_BYTES = 32 << 20
MAX_TAGS = 10_000  # of one directory; a program has tens or hundreds
_MAX_SAVED, _MAX_HISTOGRAMS = 100_000, 65_536  # of a batch: objects, so more than their bytes in the file
_WHOLE_MESSAGE = 64 << 10  # longer events are taken apart value by value: tiny fields swell when decoded
_MAX_VALUE = 1 << 20
_WALL_TIME, _STEP, _FILE_VERSION, _SUMMARY, _SESSION_LOG = 1, 2, 3, 5, 7
_START, _CHECKPOINT = 1, 3
_TAIL_SIZE = 16


@dataclass(frozen=True, slots=True, eq=False)
class ScalarColumns:
    """New scalars of one tag in the order of the file; `records` numbers the events of the batch."""

    tag: str
    steps: IntArray
    wall_times: FloatArray  # seconds since the epoch
    values: FloatArray
    records: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class HistogramColumns:
    """New histograms of one tag; each of `buckets` is float64 [k, 3]: left edge, right edge, count."""

    tag: str
    steps: IntArray
    wall_times: FloatArray
    buckets: tuple[FloatArray, ...]
    records: IntArray
    left_out: int = 0  # beyond what one batch takes


@dataclass(frozen=True, slots=True)
class SavedEvent:
    """The session log says a checkpoint was saved; `prefix` is as the program called it, without `-step`."""

    step: int
    wall_time: float
    prefix: str


@dataclass(frozen=True, slots=True, eq=False)
class EventBatch:
    """What one reading found: everything appended since the one before."""

    scalars: tuple[ScalarColumns, ...]
    histograms: tuple[HistogramColumns, ...]
    saved: tuple[SavedEvent, ...]
    starts: IntArray  # [n, 2]: record and step of each start of a session
    record_count: int
    starts_anew: bool  # the file is another than before: forget what it gave
    is_all: bool  # False: there is more to read at once


class EventFile:
    """One event file and how far it was read. Opened for each reading, never kept open.

    Args:
        path: the file.
        kinds: tag -> TensorBoard plugin, as the first value of each tag told it; files of one run share it.
        with_histograms: False passes histograms over.
    """

    def __init__(
        self, path: Path, kinds: dict[bytes, bytes] | None = None, *, with_histograms: bool = True
    ) -> None:
        self.path = path
        self.offset = 0
        self._kinds = {} if kinds is None else kinds
        self._with_histograms = with_histograms
        self._identity: tuple[int, ...] | None = None
        self._stamp: tuple[int, ...] | None = None  # of the file when it was last read to its end
        self._tail = b""  # the last bytes before `offset`
        self._damaged_at, self._damaged_count = -1, 0
        self._foreign_at, self._foreign_count = -1, 0
        self._too_long_at = -1
        self._has_too_many_tags = False
        self._end_problem = ""  # about what lies at `offset`; may heal

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be read so far, one sentence each."""
        name, found = self.path.name, []
        if self._damaged_count:
            found.append(
                f"{name}: {_records(self._damaged_count)} damaged and left out, the first at byte {self._damaged_at}."
            )
        if self._foreign_count:
            found.append(
                f"{name}: {_records(self._foreign_count)} no TensorFlow event, the first at byte {self._foreign_at}."
            )
        if self._too_long_at >= 0:
            found.append(
                f"{name}: the event at byte {self._too_long_at} is too long to be looked into; its values are left out."
            )
        if self._has_too_many_tags:
            found.append(f"{name}: it has more than {MAX_TAGS:,} tags; the others are left out.")
        if self._end_problem:
            found.append(self._end_problem)
        return tuple(found)

    def read_new(self, task: Task = QUIET, limit: int = BATCH_BYTES) -> EventBatch:
        """What was appended since the last call, at most about `limit` bytes of it.

        A torn last record is waited for in silence; other damage stands in `problems`. A file that
        was replaced or cut is read from its start, and the batch says so.

        Raises:
            MissingFileError, FileAccessError: it cannot be opened or read.
            Cancelled: the task was cancelled; nothing is lost, the next call begins where this one did.
        """
        stamp = _stamp(self.path)
        if stamp is not None and stamp == self._stamp:
            return _NOTHING
        with FileSource(self.path) as source:
            starts_anew = self.offset > 0 and self._is_another(source, stamp)
            if starts_anew:
                self._forget()
            walk = RecordWalk(source, self.offset, _may_matter, limit, task)
            collector = _Collector(dict(self._kinds), self._with_histograms, task)
            start, foreign = self.offset, []
            try:
                for data in walk:
                    if not collector.take(data):
                        foreign.append(walk.offset - len(data) - 16)
                if walk.offset > start:
                    self._tail = source.read(max(walk.offset - _TAIL_SIZE, 0), min(_TAIL_SIZE, walk.offset))
            except CorruptFileError:
                pass  # the file became shorter while it was read: the next reading finds out
            self._note(walk, foreign, source.size)
        self.offset = walk.offset
        self._identity = stamp[:2] if stamp is not None else None
        self._stamp = stamp if walk.reached_end else None
        self._has_too_many_tags = self._has_too_many_tags or collector.has_too_many_tags
        self._kinds.update(collector.kinds)
        return collector.batch(starts_anew, walk.reached_end)

    def _is_another(self, source: FileSource, stamp: tuple[int, ...] | None) -> bool:
        if stamp is not None and self._identity is not None and stamp[:2] != self._identity:
            return True
        if source.size < self.offset:
            return True
        try:
            return source.read(self.offset - len(self._tail), len(self._tail)) != self._tail
        except CorruptFileError:
            return True

    def _forget(self) -> None:
        self.offset, self._tail = 0, b""
        self._damaged_at = self._foreign_at = self._too_long_at = -1
        self._damaged_count = self._foreign_count = 0
        self._has_too_many_tags = False
        self._end_problem = ""

    def _note(self, walk: RecordWalk, foreign: list[int], size: int) -> None:
        """Keep what the walk met for `problems`."""
        if walk.damaged_count:
            self._damaged_at = walk.damaged[0] if not self._damaged_count else self._damaged_at
            self._damaged_count += walk.damaged_count
        if foreign:
            self._foreign_at = foreign[0] if not self._foreign_count else self._foreign_at
            self._foreign_count += len(foreign)
        if walk.too_long and self._too_long_at < 0:
            self._too_long_at = walk.too_long[0]
        name, offset = self.path.name, walk.offset
        self._end_problem = ""
        if walk.length_is_damaged and not offset:
            self._end_problem = f"{name}: it is no event file, or its first bytes are damaged."
        elif walk.length_is_damaged:
            self._end_problem = (
                f"{name}: the record at byte {offset} is damaged, and nothing tells where the next begins: "
                f"the last {size - offset} bytes cannot be read."
            )
        elif walk.last_is_damaged:
            self._end_problem = (
                f"{name}: the last record, at byte {offset}, does not match its checksum and is left out."
            )


_Columns = tuple["array[int]", "array[float]", "array[float]", "array[int]"]  # as in ScalarColumns


class _Collector:
    """Turns events into columns."""

    def __init__(self, kinds: dict[bytes, bytes], with_histograms: bool, task: Task) -> None:
        self.kinds = kinds
        self.has_too_many_tags = False
        self._task = task
        self._with_histograms = with_histograms
        self._scalars: dict[bytes, _Columns] = {}
        self._patterns: ScalarPatterns[_Columns] = ScalarPatterns()
        self._histograms: dict[bytes, tuple[array[int], array[float], list[FloatArray], array[int]]] = {}
        self._saved: list[SavedEvent] = []
        self._starts = array("q")
        self._histogram_count = 0
        self._left_out: dict[bytes, int] = {}
        self._record = 0

    def take(self, data: bytes) -> bool:
        """Add one event; False when the bytes are none."""
        self._record += 1
        match = self._patterns.match(data)
        if match is not None:
            (steps, times, values, records), wall_time, step, number = match
            steps.append(step)
            times.append(wall_time)
            values.append(number)
            records.append(self._record)
            return True
        try:
            if len(data) > _WHOLE_MESSAGE:
                self._take_long(data)
                return True
            event = parse_message("Event", data)
        except CorruptFileError:
            return False
        wall_time, step = event.wall_time, event.step
        values = event.summary.value
        for value in values:
            self._take_value(value, wall_time, step)
        if len(values) == 1:
            columns = self._scalars.get(values[0].tag)
            if columns is not None and columns[3][-1] == self._record:  # the value was a scalar
                self._patterns.learn(data, columns)
        if event.HasField("session_log"):
            self._take_log(event.session_log, wall_time, step)
        return True

    def _take_long(self, data: bytes) -> None:
        """A long event, a value at a time."""
        wall_time, step, parts = 0.0, 0, []
        for number, wire, a, b in breathing(read_fields(data, 0, len(data))):
            if number == _WALL_TIME and wire == FIXED64:
                wall_time = float(np.frombuffer(data, "<f8", 1, a)[0])
            elif number == _STEP and wire == VARINT:
                step = int64(a)
            elif number == _SUMMARY and wire == BYTES:
                parts.append((a, b))
            elif number == _SESSION_LOG and wire == BYTES and b - a <= _MAX_VALUE:
                self._take_log(parse_message("SessionLog", data[a:b]), wall_time, step)
        for start, end in parts:
            for count, (number, wire, a, b) in enumerate(breathing(read_fields(data, start, end))):
                if count % 4096 == 0 and self._task.is_cancelled:
                    raise Cancelled
                if number == 1 and wire == BYTES and b - a <= _MAX_VALUE:
                    self._take_value(parse_message("Value", data[a:b]), wall_time, step)

    def _take_value(self, value: Any, wall_time: float, step: int) -> None:
        tag: bytes = value.tag
        if value.HasField("simple_value"):
            self._add_scalar(tag, step, wall_time, value.simple_value)
        elif value.HasField("tensor"):
            tag = tag or value.node_name
            kind = self.kinds.get(tag)
            if kind is None and value.HasField("metadata"):
                if len(self.kinds) >= MAX_TAGS:
                    self.has_too_many_tags = True
                    return
                kind = self.kinds[tag] = value.metadata.plugin_data.plugin_name
            if kind == SCALARS:
                number = scalar_of_tensor(value.tensor)
                if number is not None:
                    self._add_scalar(tag, step, wall_time, number)
            elif kind == HISTOGRAMS and self._with_histograms:
                self._add_histogram(tag, step, wall_time, buckets_of_tensor(value.tensor))
        elif self._with_histograms and value.HasField("histo"):
            self._add_histogram(tag, step, wall_time, buckets_of_proto(value.histo))

    def _add_scalar(self, tag: bytes, step: int, wall_time: float, value: float) -> None:
        columns = self._scalars.get(tag)
        if columns is None:
            if len(self._scalars) >= MAX_TAGS:
                self.has_too_many_tags = True
                return
            columns = self._scalars[tag] = (array("q"), array("d"), array("d"), array("q"))
        columns[0].append(step)
        columns[1].append(wall_time)
        columns[2].append(value)
        columns[3].append(self._record)

    def _add_histogram(self, tag: bytes, step: int, wall_time: float, buckets: FloatArray | None) -> None:
        if buckets is None:
            return
        if tag not in self._histograms and len(self._histograms) >= MAX_TAGS:
            self.has_too_many_tags = True
            return
        self._histogram_count += 1
        if self._histogram_count > _MAX_HISTOGRAMS and tag in self._histograms:
            self._left_out[tag] = self._left_out.get(tag, 0) + 1
            return
        columns = self._histograms.setdefault(tag, (array("q"), array("d"), [], array("q")))
        columns[0].append(step)
        columns[1].append(wall_time)
        columns[2].append(buckets)
        columns[3].append(self._record)

    def _take_log(self, log: Any, wall_time: float, step: int) -> None:
        if log.status == _START:
            self._starts.extend((self._record, step))
        elif log.status == _CHECKPOINT and len(self._saved) < _MAX_SAVED:
            self._saved.append(SavedEvent(step, wall_time, _text(log.checkpoint_path)))

    def batch(self, starts_anew: bool, is_all: bool) -> EventBatch:
        """Everything taken so far as arrays."""
        return EventBatch(
            scalars=tuple(
                ScalarColumns(_text(tag), _ints(steps), np.array(times), np.array(values), _ints(records))
                for tag, (steps, times, values, records) in self._scalars.items()
            ),
            histograms=tuple(
                HistogramColumns(
                    _text(tag),
                    _ints(steps),
                    np.array(times),
                    tuple(buckets),
                    _ints(records),
                    self._left_out.get(tag, 0),
                )
                for tag, (steps, times, buckets, records) in self._histograms.items()
            ),
            saved=tuple(self._saved),
            starts=_ints(self._starts).reshape(-1, 2),
            record_count=self._record,
            starts_anew=starts_anew,
            is_all=is_all,
        )


_NOTHING = EventBatch((), (), (), np.zeros((0, 2), np.int64), 0, starts_anew=False, is_all=True)


def _may_matter(head: bytes) -> bool:
    """Whether an event that begins with these bytes may hold what we take: graphs of 100 MB do not."""
    position = 0
    try:
        while position < len(head):
            tag, position = read_varint(head, position, len(head))
            if tag == _WALL_TIME << 3 | FIXED64:
                position += 8
            elif tag == _STEP << 3 | VARINT:
                _, position = read_varint(head, position, len(head))
            else:
                return tag >> 3 in (_FILE_VERSION, _SUMMARY, _SESSION_LOG)
    except CorruptFileError:
        pass
    return True


def _stamp(path: Path) -> tuple[int, ...] | None:
    """What changes when a file is replaced (the first two) or written to."""
    try:
        status = os.stat(path)  # noqa: PTH116 - opening it next tells what is wrong
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _records(count: int) -> str:
    return "one record is" if count == 1 else f"{count:,} records are"


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")


def _ints(numbers: array[int]) -> IntArray:
    return np.array(numbers, np.int64)
