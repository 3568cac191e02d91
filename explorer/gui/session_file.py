"""Session files, `*.ckptx.json`: where a window stands, for oneself next week or for a colleague with the same directory.

    {"format": "checkpoint-explorer session", "version": 1,
     "directory": {"relative": "../runs/iris", "absolute": "/data/runs/iris"},
     "fingerprint": [{"prefix": "model.ckpt-100", "bytes": 2817}, ...],
     "state": {"newer": "model.ckpt-200", "older": "model.ckpt-100", "view": "compare", ...}}

"relative" is seen from the session file's own folder. The file is read as one that anybody may have written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.errors import CorruptFileError, ExplorerError
from explorer.gui.window_state import LONGEST, WindowState, state_from_json
from explorer.report.atomic import atomic_write
from explorer.report.numbers import display_name
from explorer.storage.files import is_directory, read_small_file
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import ModelDir

SUFFIX = ".ckptx.json"
FORMAT, VERSION = "checkpoint-explorer session", 1
LARGEST = 4 << 20
MOST_PREFIXES = 2_000  # of the fingerprint, the latest


@dataclass(frozen=True, slots=True)
class SavedSession:
    """What a session file says, checked. Paths are absolute."""

    file: Path
    directory: Path | None  # where it was found; None: nowhere
    is_inside: (
        bool  # the directory lies beside the session file or below its folder: opening it was asked for
    )
    named: str  # how the file calls it, for sentences
    fingerprint: Mapping[str, int]  # prefix -> bytes
    state: WindowState

    @property
    def outside(self) -> tuple[str, ...]:
        """Paths elsewhere that opening it would read: somebody is to agree first."""
        found = [] if self.is_inside or self.directory is None else [str(self.directory)]
        base = self.directory
        for path in (self.state.target, self.state.older_elsewhere):
            if path and (base is None or not Path(os.path.normpath(path)).is_relative_to(base)):
                found.append(path)
        return tuple(found)


def is_session_file(path: Path | str) -> bool:
    """Whether a path is called like a session file."""
    return Path(path).name.endswith(SUFFIX)


def fingerprint_of(run: ModelDir) -> dict[str, int]:
    """Prefix -> bytes of the checkpoints that are there, the latest of very many."""
    there = [(entry.prefix, entry.size_bytes) for entry in run.checkpoints if entry.modified is not None]
    return dict(there[-MOST_PREFIXES:])


def write_session(path: Path, state: WindowState, fingerprint: Mapping[str, int], task: Task = QUIET) -> None:
    """Write a session file, whole or not at all. Raises FileAccessError, MissingFileError."""
    task.report(0, 1, "Writing the session")
    folder = path.absolute().parent
    try:
        relative = os.path.relpath(state.directory, folder)
    except ValueError:  # another drive
        relative = ""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "directory": {"relative": relative, "absolute": state.directory},
        "fingerprint": [{"prefix": prefix, "bytes": size} for prefix, size in fingerprint.items()],
        "state": _without_panels(replace(state, directory="")).as_json(),
    }
    with atomic_write(path) as file:
        json.dump(content, file, indent=1)  # ASCII: names may hold any byte
        file.write("\n")


def read_session(path: Path, task: Task = QUIET) -> SavedSession:
    """What a session file says, and whether its directory is there.

    Raises:
        ExplorerError: unreadable, no session file, or of a newer version.
    """
    task.report(0, 1, "Reading the session")
    path = Path(path).absolute()
    try:
        known = json.loads(read_small_file(path, LARGEST))
    except (ValueError, RecursionError) as error:
        raise _no_session(path, "it is no JSON") from error
    if not isinstance(known, dict) or known.get("format") != FORMAT:
        raise _no_session(path, f"it does not say {FORMAT!r}")
    if known.get("version") != VERSION:
        raise ExplorerError(
            f"the session file is of version {display_name(str(known.get('version')), 20)}, "
            f"this program reads version {VERSION}",
            hint="Open it with the version of Checkpoint Explorer that wrote it, or a newer one.",
            path=path,
        )
    places = known.get("directory")
    relative, absolute = (_text(places, name) for name in ("relative", "absolute"))
    if not relative and not absolute:
        raise _no_session(path, "it names no directory")
    found, is_inside = _found(path.parent, relative, absolute)
    state = _without_panels(state_from_json(known.get("state")))
    return SavedSession(
        path, found, is_inside, absolute or relative, _fingerprint(known.get("fingerprint")), state
    )


def _without_panels(state: WindowState) -> WindowState:
    """Qt's own descriptions suit this window alone, and one made up by somebody ends the program."""
    return replace(state, docks="", geometry="")


def differences(saved: Mapping[str, int], run: ModelDir) -> str:
    """A sentence on what of a directory is not as it was when the session was saved; "" when all is."""
    if not saved:
        return ""
    now = {entry.prefix: entry.size_bytes for entry in run.checkpoints if entry.modified is not None}
    missing = [prefix for prefix in saved if prefix not in now]
    other = [prefix for prefix, size in saved.items() if prefix in now and now[prefix] != size]
    total = len(saved)
    if len(missing) == total:
        return (
            f"The session was saved with another directory: none of its checkpoints is here ({total} then)."
        )
    if missing and other:
        return (
            f"Of the {total} checkpoints the session was saved with, no longer here: {len(missing)}, "
            f"of another size now: {len(other)}."
        )
    if missing:
        return f"Of the {total} checkpoints the session was saved with, no longer here: {len(missing)}."
    if other:
        return f"Of the {total} checkpoints the session was saved with, of another size now: {len(other)}."
    return ""


def _found(folder: Path, relative: str, absolute: str) -> tuple[Path | None, bool]:
    if relative and not Path(relative).is_absolute():
        near = Path(os.path.normpath(folder / relative))
        if is_directory(near):
            return near, near.is_relative_to(folder)
    if absolute and Path(absolute).is_absolute() and is_directory(absolute):
        return Path(os.path.normpath(absolute)), Path(os.path.normpath(absolute)).is_relative_to(folder)
    return None, False


def _fingerprint(known: object) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in known[:MOST_PREFIXES] if isinstance(known, list) else ():
        prefix, size = (part.get("prefix"), part.get("bytes")) if isinstance(part, dict) else (None, None)
        if isinstance(prefix, str) and len(prefix) <= LONGEST and type(size) is int and size >= 0:
            found[prefix] = size
    return found


def _text(known: Any, name: str) -> str:
    value = known.get(name) if isinstance(known, dict) else None
    return value if isinstance(value, str) and len(value) <= LONGEST and "\0" not in value else ""


def _no_session(path: Path, why: str) -> CorruptFileError:
    return CorruptFileError(
        f"this is no session file of Checkpoint Explorer: {why}",
        hint="Session files are written by File > Save session.",
        path=path,
    )
