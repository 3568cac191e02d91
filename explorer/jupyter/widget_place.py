"""The directory a widget looks at: its checkpoints, opened as they are asked for, and numbers that stand for names.

The page never gets a key or a path to send back: it gets numbers, so that no name has to survive a round trip.
"""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from explorer.checkpoints.checkpoint import Checkpoint, open_checkpoint
from explorer.checkpoints.entries import CheckpointEntry, ModelDir
from explorer.checkpoints.entry_builder import opened_entry
from explorer.checkpoints.model_dir import scan_model_dir
from explorer.checkpoints.series import CheckpointCache, previous_of_family, resolve
from explorer.errors import ExplorerError, MissingFileError
from explorer.storage.files import PathLike, as_path, is_directory
from explorer.task import QUIET, Task

T = TypeVar("T", bound=Hashable)


class Numbers(Generic[T]):
    """Small numbers for things, given out as they are first told; thread safe."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._number: dict[T, int] = {}
        self._thing: list[T] = []

    def of(self, thing: T) -> int:
        """The number of a thing, always the same."""
        with self._lock:
            number = self._number.setdefault(thing, len(self._thing))
            if number == len(self._thing):
                self._thing.append(thing)
            return number

    def known(self, thing: T) -> int | None:
        """The number of a thing that was told before, else None."""
        return self._number.get(thing)

    def thing(self, number: object) -> T:
        """What a number stands for. Raises ExplorerError for one that was never told."""
        if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < len(self._thing):
            return self._thing[number]
        raise ExplorerError("the page asked for something it was never told of", hint="Run the cell again.")


class Place:
    """A path as a person gives it: the directory, the checkpoint meant by it, and all others there."""

    def __init__(self, path: PathLike, step: int | None = None, task: Task = QUIET) -> None:
        path = as_path(path).absolute()
        self.keys: Numbers[str] = Numbers()
        self.entries: Numbers[Path] = Numbers()
        self._cache = CheckpointCache(16)
        self._alone: CheckpointEntry | None = (
            None  # a checkpoint that the scan of its directory does not list
        )
        self.named: Checkpoint | None = None  # what the path named, where that is one checkpoint
        meant: CheckpointEntry | None = None
        if is_directory(path):
            self.directory = path
        else:
            checkpoint = self.named = open_checkpoint(path)
            self.directory = checkpoint.prefix.parent
            if checkpoint.format == "saved_model":
                self.directory = checkpoint.prefix.parent.parent
            self._alone = opened_entry(checkpoint)
        self.run = self._scan(task)
        if self._alone is not None:
            meant = self._listed(self._alone.path) or self._alone
        if step is not None:
            meant = next((e for e in reversed(self.run.checkpoints) if e.step == step), None)
            if meant is None:
                raise MissingFileError(
                    f"there is no checkpoint of step {step}", hint="Leave the step out, or ask for one there is.",
                    path=str(self.directory),
                )  # fmt: skip
        self.meant = meant or self.run.latest

    def refresh(self, task: Task = QUIET) -> None:
        """Look at the directory again; what did not change stays open."""
        self.run = self._scan(task, self.run)

    def _scan(self, task: Task, known: ModelDir | None = None) -> ModelDir:
        run = resolve(scan_model_dir(self.directory, task), task, known=known)
        for entry in run.checkpoints:
            self.entries.of(entry.path)
        return run

    def _listed(self, path: Path) -> CheckpointEntry | None:
        return next((entry for entry in self.run.checkpoints if entry.path == path), None)

    @property
    def all_entries(self) -> tuple[CheckpointEntry, ...]:
        """The checkpoints of the directory in order, and one beside them that was named itself."""
        if self._alone is None or self._listed(self._alone.path) is not None:
            return self.run.checkpoints
        return (*self.run.checkpoints, self._alone)

    def number(self, entry: CheckpointEntry | None) -> int:
        """What the page calls a checkpoint; -1 for none."""
        return -1 if entry is None else self.entries.of(entry.path)

    def entry(self, number: object) -> CheckpointEntry:
        """The checkpoint the page means. Raises ExplorerError when it is not in the directory any more."""
        path = self.entries.thing(number)
        for entry in self.all_entries:
            if entry.path == path:
                return entry
        raise MissingFileError(
            f"{path.name} is not in the directory any more", hint="Choose another checkpoint."
        )

    def checkpoint(self, number: object) -> Checkpoint:
        """The opened checkpoint the page means; raises what opening it raises."""
        return self._cache.open(self.entry(number))

    def before(self, entry: CheckpointEntry | None) -> CheckpointEntry | None:
        """What a checkpoint is compared with at first: the one before it."""
        return None if entry is None else previous_of_family(self.run, entry)

    def key(self, number: object) -> str:
        """The checkpoint key a number of the page stands for."""
        return self.keys.thing(number)
