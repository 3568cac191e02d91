"""A checkpoint of another directory as the older side: its run, with labels that name where it lies. Made on a pool thread."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from explorer.checkpoints.entries import CheckpointEntry
from explorer.checkpoints.model_dir import ModelDir
from explorer.checkpoints.series import resolve
from explorer.errors import MissingFileError
from explorer.gui.choices import first_choice
from explorer.gui.opening import open_path
from explorer.gui.statuses import COMPLETE
from explorer.report.numbers import display_name
from explorer.task import QUIET, Task

MOST_NAME = 40  # characters of the other directory's name in a label


@dataclass(frozen=True, slots=True)
class ElsewhereEntry(CheckpointEntry):
    """A checkpoint that does not lie in the opened directory."""

    where: str = ""  # its directory, as a label calls it

    @property
    def label(self) -> str:
        """As of any checkpoint, and the directory: "step 200 of other_run/"."""
        return f"{CheckpointEntry.label.fget(self)} of {self.where}/"  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class OtherRun:
    """The directory the older checkpoint was chosen from, and which of its checkpoints was meant."""

    directory: Path
    entries: tuple[CheckpointEntry, ...]
    chosen: CheckpointEntry


def open_elsewhere(path: Path, step: int | None, opened: Path, task: Task = QUIET) -> OtherRun:
    """The checkpoint a path means: of a directory the one of the given step if it has one, else its latest.

    Args:
        path: a directory, or any file of a checkpoint.
        step: of the newer checkpoint.
        opened: the directory that is open: its own checkpoints keep their labels.
        task: reports, and is asked for a cancel.

    Raises:
        ExplorerError: nothing there that can be read, or a directory without a checkpoint.
    """
    found = open_path(path, task)
    run = resolve(found.run, task)
    is_inside = run.directory == opened
    where = _name_beside(run.directory, opened)
    entries = run.checkpoints if is_inside else tuple(_elsewhere(entry, where) for entry in run.checkpoints)
    chosen = _meant(entries, found.chosen, step, run)
    if chosen is None:
        raise MissingFileError(
            "there is no checkpoint in this directory",
            hint="Choose a folder with .index files, or one of a checkpoint's files.",
            path=path,
        )
    return OtherRun(run.directory, entries, chosen)


def _meant(
    entries: tuple[CheckpointEntry, ...], named: CheckpointEntry | None, step: int | None, run: ModelDir
) -> CheckpointEntry | None:
    if named is None and step is not None:
        for entry in reversed(entries):
            if entry.step == step and entry.status == COMPLETE:
                return entry
    wanted = named or first_choice(run)
    return next((entry for entry in entries if wanted is not None and entry.path == wanted.path), None)


def _elsewhere(entry: CheckpointEntry, where: str) -> ElsewhereEntry:
    return ElsewhereEntry(**{field.name: getattr(entry, field.name) for field in fields(entry)}, where=where)


def _name_beside(directory: Path, opened: Path) -> str:
    """The directory's name; with its parent's where the opened one is called the same."""
    name = directory.name or str(directory)
    if name == opened.name and directory.parent.name:
        name = f"{directory.parent.name}/{name}"
    return display_name(name, MOST_NAME)
