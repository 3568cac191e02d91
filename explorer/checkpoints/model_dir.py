"""The scan of a directory: which checkpoints it holds, which it names but lost, what else lies there.

Reads file names, sizes, the small `checkpoint` file, and the first or last bytes of files whose names alone
do not tell. The true step of an object-based checkpoint stands in a tensor: `checkpoints.series` fills it
in afterwards.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from explorer.checkpoints.dir_listing import Listing, list_directory, list_inner
from explorer.checkpoints.entries import (
    BEING_WRITTEN,
    COMPLETE,
    DAMAGED,
    GONE,
    KEPT_NOTE,
    STALE_AFTER_S,
    CheckpointEntry,
    ModelDir,
    OtherFile,
)
from explorer.checkpoints.entry_builder import gone_entry, make_entry
from explorer.checkpoints.folders import Folders, look_into_folders
from explorer.checkpoints.found_files import STATE_FILE, SortedFiles, settle_metas, sort_file
from explorer.checkpoints.latest import LatestAnswer, is_inner_folder, read_state
from explorer.checkpoints.prefix_names import KERAS_ENDINGS, family_of
from explorer.checkpoints.saved_model_folder import saved_model_entry
from explorer.task import QUIET, Task, breathing

__all__ = [
    "BEING_WRITTEN",
    "COMPLETE",
    "DAMAGED",
    "GONE",
    "KEPT_NOTE",
    "STALE_AFTER_S",
    "CheckpointEntry",
    "ModelDir",
    "OtherFile",
    "scan_model_dir",
]

_MAX_GONE = 10_000  # a file of some MiB can name a million
_MAX_LISTED_FOLDERS = 200  # folders that a state file may lead us into


def scan_model_dir(directory: Path | str, task: Task = QUIET) -> ModelDir:
    """List a directory.

    Raises:
        MissingFileError: there is no such directory.
        FileAccessError: it is no directory, or may not be read.
    """
    directory = Path(os.path.abspath(directory))  # noqa: PTH100 - resolve() would follow links out of the directory
    listing = list_directory(directory, task)
    here = SortedFiles()
    for number, (name, status) in enumerate(listing.files.items()):
        if number % 1000 == 0:
            task.report(number, len(listing.files), f"Looking at the files of {directory.name}")
        sort_file(here, directory, name, status)
    settle_metas(here)
    folders = look_into_folders(directory, listing, here, task)
    state = read_state(directory, listing.files, here.state_files or ())
    entries = _entries(directory, listing, here, folders, state)
    entries = sorted(entries, key=lambda entry: entry.sort_key)
    others = [*here.others, *folders.others]
    return ModelDir(
        directory=directory,
        checkpoints=_with_notes(entries, state),
        latest_checkpoint=state.latest,
        why_no_latest=state.why_none,
        other_files=tuple(sorted(others, key=lambda other: other.name)),
        problems=(*state.problems, *_why_none(state, entries, STATE_FILE in here.state_files)),
        notes=tuple(folders.notes),
    )


def _entries(
    directory: Path, listing: Listing, here: SortedFiles, folders: Folders, state: LatestAnswer
) -> list[CheckpointEntry]:
    listed = set(state.listed)
    savers = {family_of(prefix) for prefix, part in here.found.items() if part.meta is not None}
    entries = [
        make_entry(directory, "", prefix, part, is_listed=prefix in listed, savers=savers)
        for prefix, part in breathing(here.found.items())
    ]
    if here.backup is not None:  # Keras 3's BackupAndRestore tells the epoch of its one file beside it
        entries = [
            replace(entry, epoch=here.backup[0]) if entry.prefix == "latest.weights.h5" else entry
            for entry in entries
        ]
    names = [*folders.saved_models]
    if "saved_model.pb" in listing.files or "saved_model.pbtxt" in listing.files:
        names.append("")
    entries += [saved_model_entry(directory, name) for name in names]
    for folder in folders.series:
        entries += _in_folder(directory, folder, listed)
    known = {entry.prefix for entry in entries}
    entries += _listed_below(directory, state.listed, known)
    known.update(entry.prefix for entry in entries)
    gone = [prefix for prefix in state.listed if prefix not in known]
    if len(gone) > _MAX_GONE:
        folders.notes.append(
            f"{len(gone) - _MAX_GONE:,} more checkpoints that a state file names are gone; the last {_MAX_GONE:,} are listed."
        )
    entries += [
        gone_entry(
            directory, prefix, is_saver=family_of(prefix) in savers, saved_at=state.saved_at.get(prefix)
        )
        for prefix in breathing(gone[-_MAX_GONE:])
    ]
    return entries


def _why_none(state: LatestAnswer, entries: list[CheckpointEntry], has_state: bool) -> tuple[str, ...]:
    """That TensorFlow finds no latest checkpoint, where somebody might look for one with `latest_checkpoint`."""
    is_missed = has_state or any(
        entry.format not in KERAS_ENDINGS.values()
        and (entry.format != "saved_model" or entry.epoch is not None)
        for entry in entries
    )
    return (state.why_none,) if state.why_none and is_missed else ()


def _in_folder(
    directory: Path, folder: str, listed: set[str], wanted: set[str] | None = None
) -> list[CheckpointEntry]:
    """The checkpoints of a folder below the directory, all of them or those `wanted`."""
    inner = SortedFiles()
    files = list_inner(directory / folder)
    for name, status in files.items():
        sort_file(inner, directory / folder, name, status)
    settle_metas(inner)
    if wanted is None and inner.state_files:  # of the folder itself: it names `model`, not `epoch_01/model`
        state = read_state(directory / folder, files, inner.state_files)
        listed = listed | {f"{folder}/{prefix}" for prefix in state.listed}
    return [
        make_entry(directory, folder, prefix, part, is_listed=f"{folder}/{prefix}" in listed)
        for prefix, part in inner.found.items()
        if wanted is None or prefix in wanted
    ]


def _listed_below(directory: Path, listed: Iterable[str], known: set[str]) -> list[CheckpointEntry]:
    """Checkpoints in folders that only the state file leads to, `real/x-1`, unless a link leads out."""
    by_folder: dict[str, set[str]] = {}
    for prefix in listed:
        folder, slash, base = prefix.rpartition("/")
        if slash and prefix not in known and (folder in by_folder or len(by_folder) < _MAX_LISTED_FOLDERS):
            by_folder.setdefault(folder, set()).add(base)
    entries = []
    for folder, bases in by_folder.items():
        if is_inner_folder(directory, folder):
            entries += _in_folder(directory, folder, {f"{folder}/{base}" for base in bases}, bases)
    return entries


def _with_notes(entries: list[CheckpointEntry], state: LatestAnswer) -> tuple[CheckpointEntry, ...]:
    """The entries with what the state file tells of their time, and that it forgot them.

    Saver's `keep_checkpoint_every_n_hours` and CheckpointManager's like leave checkpoints on disk that the
    state file no longer names; those are older than the first that it names.
    """
    first: dict[str, int] = {}  # family -> place of the first listed one
    lasting: dict[str, int] = {}
    for place, entry in enumerate(entries):
        if entry.is_listed:
            first.setdefault(entry.family, place)
            lasting[entry.family] = lasting.get(entry.family, 0) + 1
    noted = []
    for place, entry in enumerate(breathing(entries)):
        note = ""
        if not entry.is_listed and entry.status == COMPLETE and entry.family in first:
            # A list of one (`Checkpoint.save`, Keras) never named the others to begin with.
            is_kept = place < first[entry.family] and lasting[entry.family] > 1
            note = KEPT_NOTE if is_kept else "not in the checkpoint file"
        saved_at = state.saved_at.get(entry.prefix, entry.saved_at)
        if note or saved_at != entry.saved_at:
            entry = replace(entry, note=note, saved_at=saved_at)
        noted.append(entry)
    return tuple(noted)
