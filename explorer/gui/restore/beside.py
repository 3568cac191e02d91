"""The directories beside the opened one that hold checkpoints: likely targets of a restore. Names only."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from explorer.report.natural_sort import natural_key
from explorer.task import QUIET, Task

MAX_FOUND = 12
MAX_LOOKED_AT = 200  # directories; and files in each: a folder of thousands must not take long
_INSIDE = 500


def directories_beside(directory: Path, task: Task = QUIET) -> tuple[Path, ...]:
    """Up to `MAX_FOUND` siblings of a directory that hold an index file, in natural order."""
    try:
        with os.scandir(directory.parent) as listing:
            entries = [entry for entry in islice(listing, 10 * MAX_LOOKED_AT) if _is_directory(entry)]
    except OSError:  # nothing to offer; the dialogs are still there
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
