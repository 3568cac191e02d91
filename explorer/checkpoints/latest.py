"""The `checkpoint` state file: what it lists, and what `tf.train.latest_checkpoint` makes of it."""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from explorer.errors import ExplorerError
from explorer.formats.checkpoint_state import CheckpointState, parse_checkpoint_state
from explorer.storage.files import read_small_file

MAX_STATE_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class LatestAnswer:
    """TensorFlow's answer, relative to the directory, or why there is none; and all prefixes the file lists."""

    latest: str | None
    why_none: str
    listed: tuple[str, ...]  # relative, those inside the directory
    problems: tuple[str, ...]


def read_state(directory: Path, listing: Mapping[str, object]) -> LatestAnswer:
    """Read the state file of a directory whose file names are `listing`. Never raises on its content."""
    if "checkpoint" not in listing:
        return LatestAnswer(
            None,
            "TensorFlow finds no latest checkpoint here: there is no file named checkpoint, "
            "the state file that latest_checkpoint reads.",
            (),
            (),
        )
    try:
        text = read_small_file(directory / "checkpoint", MAX_STATE_BYTES)
        state = parse_checkpoint_state(text)
    except ExplorerError as error:
        sentence = f"TensorFlow finds no latest checkpoint here: the checkpoint file cannot be read ({error.problem})."
        return LatestAnswer(None, sentence, (), ())
    if not state.model_checkpoint_path:
        return LatestAnswer(
            None,
            "TensorFlow raises ValueError (Invalid checkpoint state) here: "
            "the checkpoint file names no latest checkpoint.",
            (),
            (),
        )
    return _judge(directory, listing, state)


def _judge(directory: Path, listing: Mapping[str, object], state: CheckpointState) -> LatestAnswer:
    listed: dict[str, None] = {}
    problems = []
    moved: list[str] = []
    foreign: list[str] = []
    for path in (*state.all_model_checkpoint_paths, state.model_checkpoint_path):
        relative, was_moved = _inside(directory, path)
        if relative is None:
            foreign.append(path)
            continue
        if was_moved:
            moved.append(path)
            if not _exists(directory, listing, relative):
                continue  # of another machine, and not here under its basename either
        if not relative.endswith("/"):
            listed[relative] = None
    if moved:
        problems.append(
            f"The checkpoint file names paths of another place ({_folder_of(moved[-1])}); "
            "they were looked up by file name in this directory. TensorFlow does not do that."
        )
    if foreign:
        problems.append(
            f"The checkpoint file names {foreign[-1]!r}, which lies outside this directory; it was not opened."
        )

    latest, was_moved = _inside(directory, state.model_checkpoint_path)
    if latest is not None and not was_moved and _exists(directory, listing, latest):
        return LatestAnswer(latest, "", tuple(listed), tuple(problems))
    if was_moved or latest is None:
        why = (
            f"TensorFlow finds no latest checkpoint here: the checkpoint file names "
            f"{state.model_checkpoint_path!r}, a path of another place."
        )
    elif _has_data_only(listing, latest):
        why = (
            f"TensorFlow finds no latest checkpoint here: the checkpoint file names {latest!r}, "
            "whose index file is missing."
        )
    else:
        why = (
            f"TensorFlow finds no latest checkpoint here: the checkpoint file names {latest!r}, "
            "which is not in this directory."
        )
    return LatestAnswer(None, why, tuple(listed), tuple(problems))


def _folder_of(path: str) -> str:
    """The folder part of a path of any system, as it is written."""
    return path[: max(path.rfind("/"), path.rfind("\\"), 0)] or path


def _inside(directory: Path, path: str) -> tuple[str | None, bool]:
    """A listed path relative to the directory, and whether it had to be found by its basename.

    None for what cannot lie inside: parts that climb out, URLs, empty names.
    """
    if "://" in path or "\0" in path or not path:
        return None, False
    windows = len(path) > 2 and path[1:3] in (":\\", ":/")
    is_absolute = windows or path.startswith(("/", "\\\\"))
    here = directory.as_posix().rstrip("/") + "/"
    if not windows and not path.endswith("/"):
        # `..` and `//` are taken away by their letters alone, as TensorFlow does it.
        normal = posixpath.normpath(path if is_absolute else here + path)
        normal = f"/{normal.lstrip('/')}" if normal.startswith("/") else normal
        if normal.startswith(here) and normal != here:
            return normal[len(here) :], False
    if is_absolute:
        base = path.replace("\\", "/").rstrip("/").rpartition("/")[2]
        return (base, True) if base not in ("", ".", "..") else (None, False)
    if path.endswith("/") and (inner := posixpath.normpath(path)) not in (".", "..") and inner[:3] != "../":
        return inner + "/", False  # names a folder, and so no checkpoint
    return None, False


def _exists(directory: Path, listing: Mapping[str, object], relative: str) -> bool:
    """Whether `<path>.index` or (V1) `<path>` matches a file, as a glob pattern like TensorFlow's."""
    folder, _, base = relative.rpartition("/")
    if folder:
        try:
            names = {entry.name for entry in (directory / folder).iterdir()}
        except OSError:
            return False
        if not (directory / folder).resolve().is_relative_to(directory.resolve()):
            return False
    else:
        names = set(listing)
    if not any(sign in base for sign in "*?[\\"):
        return f"{base}.index" in names or base in names
    return any(
        fnmatch.fnmatchcase(name, f"{base}.index") or fnmatch.fnmatchcase(name, base) for name in names
    )


def _has_data_only(listing: Mapping[str, object], prefix: str) -> bool:
    return any(name.startswith(f"{prefix}.data-") for name in listing)
