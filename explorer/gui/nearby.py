"""Likely targets of a restore near the opened directory: its graph files, and the directories beside it. Names only."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from explorer.natural_sort import natural_key
from explorer.task import QUIET, Task

MAX_FOUND = 12
MAX_LOOKED_AT = 200  # directories; and files in each: a folder of thousands must not take long
MAX_GRAPHS = 4  # of a run's .meta files the newest tell what the program is now
_INSIDE = 500


@dataclass(frozen=True, slots=True)
class Nearby:
    """What lies near a directory, in natural order."""

    graph_files: tuple[Path, ...] = ()  # graph.pbtxt, and the newest .meta files
    directories: tuple[Path, ...] = ()  # siblings that hold checkpoints


def look_nearby(directory: Path, task: Task = QUIET) -> Nearby:
    """What may serve as a target near `directory`; nothing where it cannot be read."""
    return Nearby(graph_files_in(directory), directories_beside(directory, task))


def graph_files_in(directory: Path) -> tuple[Path, ...]:
    """The text graph of a directory, and the `MAX_GRAPHS` newest of its `.meta` files."""
    texts, metas = [], []
    try:
        with os.scandir(directory) as listing:
            for entry in islice(listing, 100 * MAX_LOOKED_AT):
                if entry.name.endswith(".pbtxt"):
                    texts.append(entry.name)
                elif entry.name.endswith(".meta"):
                    metas.append(entry.name)
    except OSError:  # nothing to offer; the dialogs are still there
        return ()
    newest = sorted(metas, key=natural_key)[-MAX_GRAPHS:]
    return tuple(directory / name for name in (*sorted(texts, key=natural_key)[:MAX_GRAPHS], *newest))


def directories_beside(directory: Path, task: Task = QUIET) -> tuple[Path, ...]:
    """Up to `MAX_FOUND` siblings of a directory that hold an index file, in natural order."""
    try:
        with os.scandir(directory.parent) as listing:
            entries = [entry for entry in islice(listing, 10 * MAX_LOOKED_AT) if _is_directory(entry)]
    except OSError:
        return ()
    found: list[Path] = []
    for number, entry in enumerate(sorted(entries, key=lambda e: natural_key(e.name))[:MAX_LOOKED_AT]):
        task.report(number, len(entries), "Looking beside the directory")
        path = Path(entry.path)
        if path != directory and _holds_checkpoint(path):
            found.append(path)
            if len(found) == MAX_FOUND:
                break
    return tuple(found)


def _is_directory(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir() and not entry.name.startswith(".")
    except OSError:
        return False


def _holds_checkpoint(path: Path) -> bool:
    try:
        with os.scandir(path) as listing:
            return any(entry.name.endswith(".index") for entry in islice(listing, _INSIDE))
    except OSError:
        return False
