"""The scan of a directory: which checkpoints it holds, which it names but lost, what else lies there.

Reads file names, sizes and the small `checkpoint` file only. The true step of an object-based
checkpoint stands in a tensor: `checkpoints.series.resolve` fills it in afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from explorer.task import QUIET, Task

COMPLETE, BEING_WRITTEN, DAMAGED, GONE = "complete", "being written", "damaged", "gone"


@dataclass(frozen=True, slots=True)
class CheckpointEntry:
    """One mark on the time axis: a checkpoint on disk, or one the state file names that is gone."""

    prefix: str  # relative to the directory, "/" between parts
    path: Path  # absolute prefix, to be opened
    family: str  # prefix without its number: "model.ckpt", "best", "cnn"
    step: int | None  # training step, once known
    number: int | None  # save number (the 3 of ckpt-3 when it counts saves)
    epoch: int | None
    format: str
    status: str  # COMPLETE, BEING_WRITTEN, DAMAGED or GONE
    size_bytes: int
    modified: float | None  # seconds since the epoch; None when gone
    problems: tuple[str, ...] = ()
    is_resolved: bool = False  # step, number and status were read from the files, not only guessed from the name

    @property
    def label(self) -> str:
        """How a person calls it: "step 200", "save 3", "epoch 2", or the prefix."""
        for word, value in (("step", self.step), ("save", self.number), ("epoch", self.epoch)):
            if value is not None:
                return f"{word} {value}"
        return self.prefix


@dataclass(frozen=True, slots=True)
class OtherFile:
    """A file or folder of the directory that is no checkpoint; `kind` says what we take it for."""

    name: str  # relative
    kind: str  # "state file", "events", "graph", "meta", "h5", "keras", "saved model", "directory", "temporary", "other"
    size_bytes: int
    note: str = ""  # one sentence, e.g. why it is not opened


@dataclass(frozen=True, slots=True)
class ModelDir:
    """What one directory holds. `checkpoints` is in order of step, then number, epoch, time."""

    directory: Path
    checkpoints: tuple[CheckpointEntry, ...]
    latest_checkpoint: str | None  # what tf.train.latest_checkpoint answers, relative
    why_no_latest: str  # a sentence when TensorFlow would find none, else ""
    other_files: tuple[OtherFile, ...]
    problems: tuple[str, ...]

    @property
    def latest(self) -> CheckpointEntry | None:
        """The entry TensorFlow would take, else the newest one that is complete, else None."""
        raise NotImplementedError


def scan_model_dir(directory: Path | str, task: Task = QUIET) -> ModelDir:
    """List a directory. Raises MissingFileError, FileAccessError."""
    raise NotImplementedError
