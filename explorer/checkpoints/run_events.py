"""What the event files of a run tell: scalars and histograms over the steps, and every save with its time.

The event files of the directory and of the folders below it (`eval/`, `logs/train/`) are read, in the
order of their names, and merged as TensorBoard does it: a second and later start of a session (TF1's
SessionLog START at step s) drops what was written before it at steps >= s, in the same folder; nothing
else is dropped. A TF2 program that goes on from an older step writes no such mark: its points all stay,
and `ScalarSeries.is_superseded` tells those that a later one went back behind.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.event_columns import FolderEvents
from explorer.errors import ExplorerError, MissingFileError
from explorer.formats.event_file import MAX_TAGS, EventFile
from explorer.lazily import cached_property
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

MAX_FOLDERS = 16  # with event files
MAX_LISTED = 500  # folders looked into
DEPTH = 2  # logs/train
MAX_FILES = 10_000  # of a folder
POINTS_OF_A_FOLDER = 1 << 18  # the directory itself may have more
MAX_PROBLEMS = 20

_LOSS_NAMES = ("loss", "epoch_loss", "total_loss", "training_loss", "train_loss", "batch_loss")
_TRAIN_FOLDERS = ("", "train", "training")
_HELD_OUT = ("eval", "val", "valid", "validation", "test", "dev")


@dataclass(frozen=True, slots=True)
class SavedCheckpoint:
    """One save that the session log tells of; `name` is its prefix without folders, `model.ckpt-120`."""

    step: int
    wall_time: float  # seconds since the epoch
    name: str


@dataclass(frozen=True, eq=False)
class ScalarSeries:
    """The scalars of one tag in the order they were written. The arrays are read-only."""

    folder: str  # "" for the directory itself, else the folder below it: "eval", "logs/train"
    tag: str
    steps: IntArray  # int64 [n]
    wall_times: FloatArray  # float64 [n], seconds since the epoch
    values: FloatArray  # float64 [n]
    left_out: int = 0  # points of a very long series not kept; the extremes among them are

    @property
    def name(self) -> str:
        """The tag, with its folder before it: "eval/loss"."""
        return f"{self.folder}/{self.tag}" if self.folder else self.tag

    @cached_property
    def is_superseded(self) -> npt.NDArray[np.bool_]:
        """Bool [n]: points behind which a later one of the series went back: written again since."""
        later = np.minimum.accumulate(self.steps[::-1])[::-1]
        return np.asarray(self.steps > later)


@dataclass(frozen=True, eq=False)
class HistogramSeries:
    """The histograms of one tag; each of `buckets` is float64 [k, 3]: left edge, right edge, count."""

    folder: str
    tag: str
    steps: IntArray  # int64 [n]
    wall_times: FloatArray  # float64 [n]
    buckets: tuple[FloatArray, ...]
    left_out: int = 0

    @property
    def name(self) -> str:
        """The tag, with its folder before it."""
        return f"{self.folder}/{self.tag}" if self.folder else self.tag


@dataclass(frozen=True, eq=False)
class RunEvents:
    """What was in a directory's event files when they were read; `refresh` gives a newer one."""

    directory: Path
    series: tuple[ScalarSeries, ...]  # the directory's own first, in the order the tags appeared
    histograms: tuple[HistogramSeries, ...]
    saved: tuple[SavedCheckpoint, ...]  # by step; of the directory itself
    file_count: int
    problems: tuple[str, ...]
    _reader: _RunReader = field(repr=False)

    def series_of(self, name: str) -> ScalarSeries | None:
        """The series called `name`, None if there is none."""
        return next((series for series in self.series if series.name == name), None)

    def refresh(self, task: Task = QUIET) -> RunEvents:
        """The same directory now; only what was written since is read. Safe from any thread.

        Without news it is this very object, and series without news are the same objects.
        """
        return self._reader.read(task)


def read_run_events(directory: Path | str, task: Task = QUIET, *, with_histograms: bool = True) -> RunEvents:
    """Read all event files of a directory and of the folders one and two levels below it.

    Never raises over what is in the files or missing: that stands in `problems`. Without event
    files everything is empty.

    Raises:
        Cancelled: the task was cancelled.
    """
    return _RunReader(Path(directory), with_histograms).read(task)


def best_loss_tag(tags: Sequence[str]) -> str | None:
    """The tag a curve of the training is best drawn of: its loss, else some scalar; None without tags.

    `tags` are names of series, folders included; among equals the first one wins.
    """
    return min(tags, key=_rank, default=None)


def _rank(name: str) -> tuple[int, int]:
    """Smaller is better: how much it looks like a loss, and whose."""
    parts = name.lower().split("/")
    last, folders = parts[-1], parts[:-1]
    held_out = any(part.split("_")[0] in _HELD_OUT for part in (*folders, last)) or "val_" in last
    place = 2 if held_out else 0 if all(part in _TRAIN_FOLDERS for part in folders) else 1
    if last in _LOSS_NAMES:
        return place, _LOSS_NAMES.index(last)
    if "loss" in last:
        return place, len(_LOSS_NAMES)
    if any("loss" in part for part in folders):
        return place, len(_LOSS_NAMES) + 1
    if last.endswith(("/sec", "_sec", "per_second")) or last == "sec" or "steps_per" in last:
        return 9, 0
    if "learning_rate" in last or last in ("lr", "global_step", "epoch"):
        return 8, 0
    return (7 if held_out else 6), 0


class _RunReader:
    """The files of one directory and how far each was read."""

    def __init__(self, directory: Path, with_histograms: bool) -> None:
        self._directory = directory
        self._with_histograms = with_histograms
        self._folders: dict[str, FolderEvents] = {}
        self._last: RunEvents | None = None
        self._lock = Lock()

    def read(self, task: Task) -> RunEvents:
        with self._lock:
            problems: list[str] = []
            listing = _event_files(self._directory, problems)
            for folder in list(self._folders):
                if folder not in listing:
                    del self._folders[folder]
            for folder, names in listing.items():
                self._read_folder(folder, names, problems, task)
            return self._published(problems)

    def _read_folder(self, folder: str, names: list[str], problems: list[str], task: Task) -> None:
        events = self._folders.get(folder)
        if events is None or not events.names.issubset(names):  # a file is gone: what it gave goes too
            events = self._folders[folder] = _new_folder(folder)
        path = self._directory / folder if folder else self._directory
        for name in names:
            file = events.file(name)
            if file is None:
                file = EventFile(path / name, events.kinds, with_histograms=self._with_histograms)
                events.add_file(name, file)
            try:
                while True:
                    batch = file.read_new(task)
                    if batch.starts_anew:  # what its sessions dropped of other files must come back
                        self._folders[folder] = _new_folder(folder)
                        self._read_folder(folder, names, problems, task)
                        return
                    events.accept(name, batch)
                    if batch.is_all:
                        break
            except MissingFileError:
                continue  # deleted since it was listed
            except ExplorerError as error:
                problems.append(f"{name}: {error.problem}.")
            problems.extend(f"{folder}/{text}" if folder else text for text in file.problems)

    def _published(self, problems: list[str]) -> RunEvents:
        problems += [
            f"{folder or 'The directory'} has more than {MAX_TAGS:,} tags; the others are left out."
            for folder, events in self._folders.items()
            if events.has_too_many_tags
        ]
        problems = list(dict.fromkeys(problems))
        if len(problems) > MAX_PROBLEMS:
            more = len(problems) - MAX_PROBLEMS
            problems = [*problems[:MAX_PROBLEMS], f"{more} more event files have problems."]
        last = self._last
        known = {(part.folder, part.tag): part for part in last.series} if last is not None else {}
        series, histograms = [], []
        for folder, events in sorted(self._folders.items()):
            for tag, scalars in events.scalars():
                same = known.get((folder, tag))
                if same is None or same.steps is not scalars[0]:
                    same = ScalarSeries(folder, tag, *scalars)
                series.append(same)
            for tag, (steps, times, buckets, left_out) in events.histograms():
                histograms.append(HistogramSeries(folder, tag, steps, times, buckets, left_out))
        own = self._folders.get("")
        now = RunEvents(
            directory=self._directory,
            series=tuple(series),
            histograms=tuple(histograms),
            saved=_saved(own) if own is not None else (),
            file_count=sum(len(events.names) for events in self._folders.values()),
            problems=tuple(problems),
            _reader=self,
        )
        if last is None or not _is_same(last, now):
            self._last = now
        return self._last or now


def _is_same(last: RunEvents, now: RunEvents) -> bool:
    """Whether nothing was added since: then the older one is given again, and nothing needs drawing anew."""
    return (
        (last.saved, last.problems, last.file_count) == (now.saved, now.problems, now.file_count)
        and len(last.series) == len(now.series)
        and all(old is new for old, new in zip(last.series, now.series))
        and [(part.name, len(part.steps), part.left_out) for part in last.histograms]
        == [(part.name, len(part.steps), part.left_out) for part in now.histograms]
    )


def _new_folder(folder: str) -> FolderEvents:
    return FolderEvents(POINTS_OF_A_FOLDER) if folder else FolderEvents()


def _saved(events: FolderEvents) -> tuple[SavedCheckpoint, ...]:
    """Each save once, at its last time, by step."""
    found: dict[tuple[int, str], SavedCheckpoint] = {}
    for event in events.saved():
        # Only the last part of the path: the program may have run elsewhere, on another machine.
        stem = event.prefix.replace("\\", "/").rstrip("/").rpartition("/")[2]
        if stem:
            name = f"{stem}-{event.step}"
            found[event.step, name] = SavedCheckpoint(event.step, event.wall_time, name)
    return tuple(found[key] for key in sorted(found))


def is_event_file(name: str) -> bool:
    """Whether TensorBoard would take a file of this name for an event file with summaries."""
    return "tfevents" in name and not name.endswith(".profile-empty")


def _event_files(directory: Path, problems: list[str]) -> dict[str, list[str]]:
    """Folder ("" for the directory itself, "eval", "logs/train") -> names of its event files, in order."""
    own, folders = _listing(directory)
    found = {"": own} if own else {}
    waiting = sorted(folders)
    for count, folder in enumerate(waiting):  # those found below come behind the others
        if count >= MAX_LISTED:
            break
        names, inner = _listing(directory / folder)
        if folder.count("/") < DEPTH - 1:
            waiting.extend(f"{folder}/{name}" for name in sorted(inner)[:MAX_LISTED])
        if not names:
            continue
        if len(found) > MAX_FOLDERS:
            problems.append(
                f"More than {MAX_FOLDERS} folders hold event files; those after them are not read."
            )
            break
        found[folder] = names
    return found


def _listing(directory: Path) -> tuple[list[str], list[str]]:
    """Names of the event files and of the folders in a directory; none where it cannot be listed."""
    files, folders = [], []
    try:
        with os.scandir(directory) as entries:
            for entry in entries:
                if is_event_file(entry.name) and not _is_folder(entry, follow=True):
                    files.append(entry.name)
                elif _is_folder(entry, follow=False):  # links could lead anywhere
                    folders.append(entry.name)
    except (OSError, ValueError):
        pass
    return sorted(files)[-MAX_FILES:], folders


def _is_folder(entry: os.DirEntry[str], *, follow: bool) -> bool:
    try:
        return entry.is_dir(follow_symlinks=follow)
    except OSError:  # a link to itself
        return False
