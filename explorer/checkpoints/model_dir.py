"""The scan of a directory: which checkpoints it holds, which it names but lost, what else lies there.

Reads file names, sizes and the small `checkpoint` file only. The true step of an object-based
checkpoint stands in a tensor: `checkpoints.series` fills it in afterwards.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from explorer.checkpoints.latest import LatestAnswer, read_state
from explorer.checkpoints.prefix_names import epoch_in_name, family_of, suffix_number
from explorer.errors import ExplorerError, FileAccessError, MissingFileError
from explorer.formats.table import FOOTER_SIZE, MAGIC
from explorer.storage.files import FileSource
from explorer.task import QUIET, Task

COMPLETE, BEING_WRITTEN, DAMAGED, GONE = "complete", "being written", "damaged", "gone"
STALE_AFTER_S = 3600.0  # a save that has not moved for an hour was interrupted

_DATA_FILE = re.compile(r"(.+)\.data-(\d{5})-of-(\d{5,10})", re.DOTALL)
_TEMPORARY = re.compile(r".*(?:\.tempstate\d+|\.tmp[0-9a-f]{32})|(.+)_temp(?:_[0-9a-f]{32})?", re.DOTALL)
_EVENTS = re.compile(r"(?:.*\.)?events\.out\.tfevents\..+", re.DOTALL)
_V1_NAME = re.compile(r"[^.]+|.*\.ckpt|.*-[^.]*", re.DOTALL)  # no extension: not looked into otherwise
_V1_SHARD = re.compile(r"(.+)-\d{5}-of-(\d{5})", re.DOTALL)


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
    is_resolved: bool = False  # step, number and status were read from the files, not guessed from the name
    is_listed: bool = False  # the state file names it

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
        folder = self.prefix.removesuffix("/variables/variables") if self.format == "saved_model" else ""
        return folder or self.prefix

    @property
    def sort_key(self) -> tuple[float, float, float, float, str]:
        """Order in time: step, save number, epoch, modification, name; what is unknown comes last."""
        unknown = float("inf")
        suffix = suffix_number(self.prefix)
        return (
            unknown if self.step is None else self.step,
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
        """The entry TensorFlow would take, else the newest one that can be read, else None."""
        if self.latest_checkpoint is not None:
            for entry in self.checkpoints:
                if entry.prefix == self.latest_checkpoint:
                    return entry
        for wanted in (COMPLETE, DAMAGED):
            for entry in reversed(self.checkpoints):
                if entry.status == wanted:
                    return entry
        return None

    def entry(self, prefix: str) -> CheckpointEntry | None:
        """The entry of a relative prefix, None if the directory has none of that name."""
        return next((entry for entry in self.checkpoints if entry.prefix == prefix), None)


@dataclass(slots=True)
class _Found:
    """What the listing showed of one prefix."""

    index: os.stat_result | None = None
    data: dict[tuple[int, int], os.stat_result] | None = None  # (shard, of) -> stat
    meta: os.stat_result | None = None
    is_temporary: bool = False
    v1: list[os.stat_result] | None = None  # the file itself, or its shards: the format before tensor bundles

    def stats(self) -> list[os.stat_result]:
        parts = (self.index, *(self.data or {}).values(), *(self.v1 or ()), self.meta)
        return [s for s in parts if s is not None]


def scan_model_dir(directory: Path | str, task: Task = QUIET) -> ModelDir:
    """List a directory.

    Raises:
        MissingFileError: there is no such directory.
        FileAccessError: it is no directory, or may not be read.
    """
    directory = Path(os.path.abspath(directory))  # noqa: PTH100 - resolve() would follow links out of the directory
    listing = _list(directory, task)
    found: dict[str, _Found] = {}
    others: list[OtherFile] = []
    saved_models: list[str] = []
    for number, (name, status) in enumerate(listing.items()):
        if number % 1000 == 0:
            task.report(number, len(listing), f"Looking at the files of {directory.name}")
        if stat.S_ISDIR(status.st_mode):
            _sort_directory(directory, name, found, others, saved_models)
        else:
            _sort_file(directory, name, status, found, others)

    state = read_state(directory, listing)
    listed = set(state.listed)
    for prefix, part in list(found.items()):
        if part.meta is not None and not (part.index or part.data or part.v1 or part.is_temporary):
            del found[prefix]
            others.append(OtherFile(f"{prefix}.meta", "meta", part.meta.st_size))
    entries = [_entry(directory, prefix, part, listed) for prefix, part in found.items()]
    entries += _saved_models(directory, saved_models, "saved_model.pb" in listing)
    known = {entry.prefix for entry in entries}
    entries += [_gone(directory, prefix, found) for prefix in state.listed if prefix not in known]
    return ModelDir(
        directory=directory,
        checkpoints=tuple(sorted(entries, key=lambda entry: entry.sort_key)),
        latest_checkpoint=state.latest,
        why_no_latest=state.why_none,
        other_files=tuple(sorted(others, key=lambda other: other.name)),
        problems=_directory_problems(state, entries),
    )


def _list(directory: Path, task: Task) -> dict[str, os.stat_result]:
    """Name -> stat of everything in the directory; entries that vanish meanwhile are left out."""
    found: dict[str, os.stat_result] = {}
    try:
        with os.scandir(directory) as entries:
            for number, entry in enumerate(entries):
                if number % 1000 == 0:
                    task.report(number, 0, f"Listing {directory.name}")
                try:
                    found[entry.name] = entry.stat()
                except OSError:
                    try:
                        found[entry.name] = entry.stat(follow_symlinks=False)  # a dangling or looping link
                    except OSError:
                        continue
    except FileNotFoundError as error:
        raise MissingFileError(
            "there is no such directory", hint="Check the path.", path=str(directory)
        ) from error
    except NotADirectoryError as error:
        raise FileAccessError("this is not a directory", path=str(directory)) from error
    except OSError as error:
        raise FileAccessError(
            f"the directory cannot be read: {error.strerror}",
            hint="Check its permissions, or copy it to a place you may read.",
            path=str(directory),
        ) from error
    return dict(sorted(found.items()))


def _sort_file(
    directory: Path, name: str, status: os.stat_result, found: dict[str, _Found], others: list[OtherFile]
) -> None:
    """Put one file where it belongs: to the prefix it is a part of, or to the other files."""
    if name == "checkpoint":
        others.append(OtherFile(name, "state file", status.st_size))
    elif _TEMPORARY.fullmatch(name):
        others.append(
            OtherFile(name, "temporary", status.st_size, "A save in progress, or left over from one.")
        )
    elif _EVENTS.fullmatch(name):
        others.append(OtherFile(name, "events", status.st_size))
    elif name.endswith(".index") and name != ".index":
        found.setdefault(name.removesuffix(".index"), _Found()).index = status
    elif match := _DATA_FILE.fullmatch(name):
        part = found.setdefault(match[1], _Found())
        part.data = (part.data or {}) | {(int(match[2]), int(match[3])): status}
    elif name.endswith(".meta") and name != ".meta":
        found.setdefault(name.removesuffix(".meta"), _Found()).meta = status
    elif name.endswith((".pbtxt", ".pb")):
        kind = "saved model" if name.startswith("saved_model.pb") else "graph"
        others.append(OtherFile(name, kind, status.st_size))
    elif name.endswith(".weights.h5"):
        others.append(OtherFile(name, "weights h5", status.st_size))
    elif name.endswith((".h5", ".hdf5")):
        others.append(OtherFile(name, "h5", status.st_size))
    elif name.endswith(".keras"):
        others.append(OtherFile(name, "keras", status.st_size))
    elif _V1_NAME.fullmatch(name) and _is_table(directory / name, status):
        match = _V1_SHARD.fullmatch(name)
        prefix = f"{match[1]}-?????-of-{match[2]}" if match else name
        part = found.setdefault(prefix, _Found())
        part.v1 = [*(part.v1 or ()), status]
    else:
        others.append(OtherFile(name, "other", status.st_size))


def _is_table(path: Path, status: os.stat_result) -> bool:
    """Whether a file without extension ends as a table does: a V1 checkpoint is one such file."""
    if not stat.S_ISREG(status.st_mode) or status.st_size < FOOTER_SIZE:
        return False
    try:
        with FileSource(path) as source:
            return source.read(source.size - 8, 8) == MAGIC.to_bytes(8, "little")
    except ExplorerError:
        return False


def _sort_directory(
    directory: Path, name: str, found: dict[str, _Found], others: list[OtherFile], saved_models: list[str]
) -> None:
    match = _TEMPORARY.fullmatch(name)
    if match and match[1]:
        found.setdefault(match[1], _Found()).is_temporary = True
        others.append(OtherFile(name, "temporary", 0, "A save in progress, or left over from one."))
        return
    try:
        with os.scandir(directory / name) as entries:
            inside = {entry.name for _, entry in zip(range(10_000), entries)}
    except OSError as error:
        others.append(OtherFile(name, "directory", 0, f"Cannot be read: {error.strerror}."))
        return
    if "saved_model.pb" in inside or "saved_model.pbtxt" in inside:
        saved_models.append(name)
        return
    count = sum(1 for file in inside if file.endswith(".index"))
    note = f"Holds {count} checkpoint{'s' if count != 1 else ''}." if count else ""
    if not count and "checkpoint" in inside:
        note = "Has a checkpoint state file."
    others.append(OtherFile(name, "directory", 0, note, count))


def _entry(directory: Path, prefix: str, part: _Found, listed: set[str]) -> CheckpointEntry:
    stats = part.stats()
    modified = max((s.st_mtime for s in stats), default=None)
    status, problems = _first_status(part, prefix in listed)
    if status == BEING_WRITTEN and modified is not None and time.time() - modified > STALE_AFTER_S:
        problems = (*problems, "Nothing was written for over an hour: the save was probably interrupted.")
    is_v1 = part.v1 is not None and part.index is None
    suffix = suffix_number(prefix.partition("-?????-of-")[0] if is_v1 else prefix)
    is_saver = is_v1 or part.meta is not None
    return CheckpointEntry(
        prefix=prefix,
        path=directory / prefix,
        family=family_of(prefix.partition("-?????-of-")[0] if is_v1 else prefix),
        # A .meta beside it means a Saver wrote it, and a Saver counts steps, not saves.
        step=suffix if is_saver else None,
        number=None if is_saver else suffix,
        epoch=epoch_in_name(prefix) if suffix is None else None,
        format="tensor_slice_v1" if is_v1 else "tensor_bundle",
        status=status,
        size_bytes=sum(s.st_size for s in stats),
        modified=modified,
        problems=problems,
        is_resolved=is_v1,
        is_listed=prefix in listed,
    )


def _first_status(part: _Found, is_listed: bool) -> tuple[str, tuple[str, ...]]:
    """The status as far as names and sizes tell; TensorFlow writes data before the index, the index before the state file."""
    data = part.data or {}
    if part.index is None:
        if part.v1 is not None:
            return COMPLETE, ()
        if is_listed and not part.is_temporary:
            return DAMAGED, ("The index file is missing; the data files alone cannot be read.",)
        return BEING_WRITTEN, ("There is no index file yet.",)
    if not stat.S_ISREG(part.index.st_mode):
        return DAMAGED, ("The index is not a regular file.",)
    if part.index.st_size == 0:
        if part.is_temporary or not is_listed:
            return BEING_WRITTEN, ("The index file is still empty.",)
        return DAMAGED, ("The index file is empty.",)
    if not data:
        return DAMAGED, ("The data file is missing: names and shapes can be read, values cannot.",)
    totals = {of for _, of in data}
    if not any(all((shard, of) in data for shard in range(of)) for of in totals if of <= len(data)):
        return DAMAGED, ("A data file (shard) is missing: some values cannot be read.",)
    return COMPLETE, ()


def _saved_models(directory: Path, names: list[str], is_itself: bool) -> list[CheckpointEntry]:
    """SavedModel folders below the directory (one an epoch, say), and the directory itself if it is one."""
    entries = []
    for name in [*names, *([""] if is_itself else [])]:
        folder = directory / name / "variables"
        inner = f"{name}/variables/variables" if name else "variables/variables"
        try:
            listing = {entry.name: entry.stat() for entry in os.scandir(folder)}
        except OSError:
            listing = {}
        part = _Found()
        for file, status in listing.items():
            if file == "variables.index":
                part.index = status
            elif match := _DATA_FILE.fullmatch(file):
                part.data = (part.data or {}) | {(int(match[2]), int(match[3])): status}
        status_word, problems = _first_status(part, True)
        if part.index is None and not part.data:
            problems = ("The SavedModel has no variables.",)
        entries.append(
            CheckpointEntry(
                prefix=inner,
                path=directory / inner,
                family=family_of(name) if name else "",
                step=None,
                number=None,
                epoch=epoch_in_name(name) if name else None,
                format="saved_model",
                status=status_word,
                size_bytes=sum(s.st_size for s in part.stats()),
                modified=max((s.st_mtime for s in part.stats()), default=None),
                problems=problems,
            )
        )
    return entries


def _gone(directory: Path, prefix: str, found: Mapping[str, _Found]) -> CheckpointEntry:
    suffix = suffix_number(prefix)
    family = family_of(prefix)
    is_saver = any(part.meta is not None for other, part in found.items() if family_of(other) == family)
    return CheckpointEntry(
        prefix=prefix,
        path=directory / prefix,
        family=family,
        step=suffix if is_saver else None,
        number=None if is_saver else suffix,
        epoch=None,
        format="tensor_bundle",
        status=GONE,
        size_bytes=0,
        modified=None,
        problems=("The checkpoint file names it, but its files are gone.",),
        is_resolved=True,
        is_listed=True,
    )


def _directory_problems(state: LatestAnswer, entries: list[CheckpointEntry]) -> tuple[str, ...]:
    problems = list(state.problems)
    if state.why_none and entries:
        problems.append(state.why_none)
    return tuple(problems)
