"""What a scan finds: the checkpoints of a directory and its other files, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from explorer.checkpoints.prefix_names import suffix_number
from explorer.showing import Rows, Shown, counted, quoted

COMPLETE, BEING_WRITTEN, DAMAGED, GONE = "complete", "being written", "damaged", "gone"
STALE_AFTER_S = 3600.0  # a save that has not moved for an hour was interrupted
KEPT_NOTE = "kept, no longer in the checkpoint file"
INTERRUPTED = "Nothing was written for over an hour: the save was probably interrupted."
NO_VARIABLES = "the SavedModel has no variables"

FileStamp = tuple[str, int, int, int]  # name, size in bytes, mtime in ns, inode


@dataclass(frozen=True, slots=True, repr=False)
class CheckpointEntry(Shown):
    """One mark on the time axis: a checkpoint on disk, or one the state file names that is gone."""

    prefix: str  # relative to the directory, "/" between parts; of a Keras file its name
    path: Path  # absolute prefix, to be opened
    family: str  # prefix without its number: "model.ckpt", "best", "cnn", "w.weights.h5"
    step: int | None  # training step, once known
    number: int | None  # save number (the 3 of ckpt-3 when it counts saves)
    epoch: int | None
    format: str
    status: str  # COMPLETE, BEING_WRITTEN, DAMAGED or GONE
    size_bytes: int
    modified: float | None  # seconds since the epoch; None when gone
    problems: tuple[str, ...] = ()
    is_resolved: bool = False  # step, number and status were read from the files, not guessed from the name
    is_listed: bool = False  # the state file names it
    note: str = ""  # a fact that is no problem, e.g. KEPT_NOTE
    saved_at: float | None = None  # what the state file says of the time of its save, seconds since 1970
    is_being_saved: bool = False  # the folder of a save of this prefix, P_temp, lies beside it
    stamp: tuple[FileStamp, ...] = ()  # of all its files, by name: equal stamps, equal content
    placed_at: int | None = None  # of an unknown step: the step of its sibling before it; see `placing`
    is_remembered: bool = (
        False  # GONE, yet the record of the run still has its table and what was computed of it
    )
    # A hash of the names, dtypes and shapes in it, good in this process; 0 when it was not read.
    layout: int = field(default=0, compare=False)

    def _in_short(self) -> str:
        return f"{quoted(self.name)}: {quoted(self.label)[1:-1]}, {self.status}"

    def __fspath__(self) -> str:
        """Its prefix: whatever takes a path takes an entry of a directory, too."""
        return str(self.path)

    @property
    def label(self) -> str:
        """How a person calls it: "step 200", "save 3", "epoch 2", or the prefix."""
        for word, value in (("step", self.step), ("save", self.number), ("epoch", self.epoch)):
            if value is not None:
                return f"{word} {value}"
        return self.name

    @property
    def name(self) -> str:
        """The prefix as people call it: a SavedModel by its folder, `cnn_01` for `cnn_01/variables/variables`."""
        if self.format != "saved_model":
            return self.prefix
        if self.prefix == "variables/variables":  # the SavedModel is the directory itself
            return self.path.parent.parent.name or self.prefix
        return self.prefix.removesuffix("/variables/variables") or self.prefix

    @property
    def is_interrupted(self) -> bool:
        """Whether it was begun so long ago that it will not be finished."""
        return self.status == BEING_WRITTEN and INTERRUPTED in self.problems

    @property
    def has_place(self) -> bool:
        """Whether a number tells its place in time: the step, the save, or the epoch."""
        return not (self.step is None and self.number is None and self.epoch is None)

    @property
    def sort_key(self) -> tuple[float, float, float, float, str]:
        """Order in time: step, save number, epoch, modification, name; what is unknown comes last."""
        unknown = float("inf")
        suffix = suffix_number(self.prefix)
        step = self.placed_at if self.step is None else self.step
        return (
            unknown if step is None else step,
            (unknown if suffix is None else suffix) if self.number is None else self.number,
            unknown if self.epoch is None else self.epoch,
            unknown if self.modified is None else self.modified,
            self.prefix,
        )


@dataclass(frozen=True, slots=True)
class OtherFile:
    """A file or folder of the directory that is no checkpoint; `kind` says what we take it for.

    Kinds: "state file", "events", "graph", "meta", "h5", "weights h5", "keras", "saved model",
    "directory", "temporary", "other".
    """

    name: str  # relative
    kind: str
    size_bytes: int
    note: str = ""  # one sentence, e.g. why it is not opened
    checkpoint_count: int = 0  # of a folder: how many checkpoints lie in it
    event_count: int = 0  # of a folder: how many event files lie in it
    is_link: bool = False  # of a folder: a link, which the scan does not follow


@dataclass(frozen=True, slots=True, repr=False)
class ModelDir(Rows[CheckpointEntry]):
    """What one directory holds. `checkpoints` is in order of step, then number, epoch, time: `run[0]` is the oldest."""

    directory: Path
    checkpoints: tuple[CheckpointEntry, ...]
    latest_checkpoint: str | None  # what tf.train.latest_checkpoint answers, relative
    why_no_latest: str  # a sentence when TensorFlow would find none, else ""
    other_files: tuple[OtherFile, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()  # what the scan left out or took for granted, each a sentence

    def _all_rows(self) -> tuple[CheckpointEntry, ...]:
        return self.checkpoints

    def _in_short(self) -> str:
        return f"{quoted(self.directory.name)}: {counted(len(self.checkpoints), 'checkpoint')}"

    def __fspath__(self) -> str:
        """The directory: whatever takes a path takes an opened directory, too."""
        return str(self.directory)

    @property
    def latest(self) -> CheckpointEntry | None:
        """The entry TensorFlow would take, else the newest one that can be read, else None."""
        if self.latest_checkpoint is not None:
            for entry in self.checkpoints:
                if entry.prefix == self.latest_checkpoint:
                    return entry
        for wanted in (COMPLETE, DAMAGED):
            there = [entry for entry in self.checkpoints if entry.status == wanted]
            if there:
                # A `best.h5` beside numbered ones has no place in time, and is not the newest for that.
                return next((entry for entry in reversed(there) if entry.has_place), there[-1])
        return None

    @property
    def has_state_file(self) -> bool:
        """Whether there is a file named `checkpoint`, which is to name the latest one."""
        return any(other.name == "checkpoint" and other.kind == "state file" for other in self.other_files)

    @property
    def families(self) -> tuple[str, ...]:
        """What the checkpoints of this directory are called without their numbers, the newest's first."""
        return tuple(dict.fromkeys(entry.family for entry in reversed(self.checkpoints)))

    def entry(self, prefix: str) -> CheckpointEntry | None:
        """The entry of a relative prefix, None if the directory has none of that name."""
        return next((entry for entry in self.checkpoints if entry.prefix == prefix), None)
