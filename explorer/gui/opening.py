"""From a path a person points at to the directory and the checkpoint meant by it. Runs on a pool thread."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.errors import ExplorerError, MissingFileError, locating
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.analysis.run_record import RunRecord
    from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir

_SUFFIX = re.compile(r"(\.index|\.meta|\.data-\d{5}-of-\d{5,10}|-(?:\d{5}|\?{5})-of-\d{5})$")
# Files that belong to a directory, not to one checkpoint: whoever points at one means the directory.
_OF_THE_DIRECTORY = ("state file", "events", "graph", "meta", "saved model", "temporary")


@dataclass(frozen=True, slots=True)
class Opened:
    """A scanned directory, the checkpoint the path meant (None: the latest), and what else is to be said."""

    run: ModelDir
    chosen: CheckpointEntry | None
    problem: ExplorerError | None = None


def open_path(path: Path, task: Task = QUIET) -> Opened:
    """Scan the directory behind anything a person may point at: a folder, a prefix, any file of a checkpoint.

    Raises:
        ExplorerError: nothing there, unreadable, or a file that is no checkpoint.
    """
    task.report(0, 1, "Reading the directory")
    path = path.expanduser().absolute()
    with locating(path=path):
        try:
            is_directory = path.is_dir()
        except (OSError, ValueError):
            is_directory = False
        if is_directory:
            from explorer.checkpoints.model_dir import scan_model_dir

            return Opened(scan_model_dir(path, task), None)
        if not path.parent.is_dir():
            raise MissingFileError(
                "there is no such file or directory", hint="Check the path, or open another one."
            )
        return _open_file(path, task)


def resolve_stepwise(
    run: ModelDir,
    record: RunRecord | None = None,
    *,
    task: Task = QUIET,
    partly: Callable[[ModelDir], None] = lambda _: None,
) -> ModelDir:
    """Read the true steps, newest first, showing the run as it fills; of unchanged files the record knows them."""
    from explorer.checkpoints.series import resolve

    return resolve(run, task, partly, memory=record)


def prefix_of(path: Path) -> Path:
    """The checkpoint prefix a file name belongs to; the path itself when it carries none of our suffixes."""
    return path.with_name(_SUFFIX.sub("", path.name))


def entry_of(run: ModelDir, path: Path) -> CheckpointEntry | None:
    """The checkpoint of a run that a path means: its prefix, or any of its files."""
    for wanted in (path, prefix_of(path)):
        for entry in run.checkpoints:
            if entry.path == wanted:
                return entry
    # A V1 checkpoint in several files is called by a pattern: model.ckpt-5-?????-of-00002.
    bare = prefix_of(path)
    for entry in run.checkpoints:
        if entry.format == "tensor_slice_v1" and prefix_of(entry.path) == bare:
            return entry
    return None


def _open_file(path: Path, task: Task) -> Opened:
    from explorer.checkpoints.model_dir import scan_model_dir

    directory = path.parent
    if directory.name == "variables" and (directory.parent / "saved_model.pb").exists():
        directory = directory.parent  # the SavedModel, whose graph says more than its values alone
    run = scan_model_dir(directory, task)
    chosen = entry_of(run, path)
    if chosen is not None:
        return Opened(run, chosen)
    if any(file.name == path.name and file.kind in _OF_THE_DIRECTORY for file in run.other_files):
        return Opened(run, None)
    from explorer.checkpoints.checkpoint import open_checkpoint

    try:
        # A checkpoint the scan does not list, or the error that says why it is none.
        checkpoint = open_checkpoint(path)
    except ExplorerError as error:
        error.own_hint = (
            error.own_hint or "Open the directory it lies in, or a file like model.ckpt-200.index."
        )
        raise
    from explorer.checkpoints.entry_builder import opened_entry

    entry = opened_entry(checkpoint)
    return Opened(replace(run, checkpoints=(*run.checkpoints, entry)), entry)
