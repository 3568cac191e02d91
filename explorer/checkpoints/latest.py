"""What `tf.train.latest_checkpoint` answers for a directory, by TensorFlow's own rules, and why.

TensorFlow reads the `checkpoint` file, joins a relative path with the directory, and asks whether
`<path>.index` or (V1) `<path>` matches a file as a glob pattern. It never falls back to another entry.
Here paths are never followed out of the directory: a path of another machine is looked up by its basename.
"""

from __future__ import annotations

import fnmatch
import math
import os
import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from explorer.checkpoints.file_heads import pointer_sentence
from explorer.checkpoints.found_files import MAX_STATE_BYTES, STATE_FILE
from explorer.errors import ExplorerError
from explorer.formats.checkpoint_state import CheckpointState, parse_checkpoint_state
from explorer.storage.files import read_small_file, regular_file_size

MAX_STATE_FILES = 16
MAX_NAMES = 50_000  # of one state file that are looked up: one of some MiB can hold a million
_MOST_NAMED = 3
_LOOKED_UP = "looked up by file name in this directory"


@dataclass(frozen=True, slots=True)
class LatestAnswer:
    """TensorFlow's answer, relative to the directory, or why there is none; and all prefixes the files list."""

    latest: str | None
    why_none: str
    listed: tuple[str, ...]  # relative, those inside the directory, oldest first
    problems: tuple[str, ...]
    saved_at: Mapping[str, float] = field(default_factory=dict)  # prefix -> seconds since 1970, where told


def read_state(
    directory: Path, listing: Mapping[str, object], state_files: Sequence[str] = (STATE_FILE,)
) -> LatestAnswer:
    """Read the state files of a directory. Never raises on their content.

    Args:
        directory: absolute.
        listing: the names of its files.
        state_files: `checkpoint`, and files of other names that read like one: what these list counts too,
            but TensorFlow's answer comes from the first alone.
    """
    others = [name for name in state_files if name != STATE_FILE][:MAX_STATE_FILES]
    answer = _read_first(directory, listing, others)
    if not others:
        return answer
    listed, saved_at, problems = dict.fromkeys(answer.listed), dict(answer.saved_at), list(answer.problems)
    for name in others:
        try:
            state = read_state_file(directory / name)
        except ExplorerError as error:
            problems.append(f"{name} reads like a checkpoint file, but {error.problem}.")
            continue
        other = _judge(directory, listing, state, name)
        listed |= dict.fromkeys(other.listed)
        saved_at = {**other.saved_at, **saved_at}
        problems += other.problems
    return LatestAnswer(answer.latest, answer.why_none, tuple(listed), tuple(problems), saved_at)


def read_state_file(path: Path) -> CheckpointState:
    """Read one state file.

    Raises:
        ExplorerError: it is not there, cannot be read, or is no CheckpointState.
    """
    return parse_checkpoint_state(read_small_file(path, MAX_STATE_BYTES))


def _read_first(directory: Path, listing: Mapping[str, object], others: Sequence[str]) -> LatestAnswer:
    if STATE_FILE not in listing:
        why = "TensorFlow finds no latest checkpoint here: there is no file named checkpoint, the state file that latest_checkpoint reads."
        if others:
            why += f" {others[0]} is one of another name: latest_checkpoint(directory, latest_filename={others[0]!r})."
        return LatestAnswer(None, why, (), ())
    try:
        state = read_state_file(directory / STATE_FILE)
    except ExplorerError as error:
        path = directory / STATE_FILE
        why = f"the checkpoint file cannot be read ({error.problem})."
        why = pointer_sentence(path, regular_file_size(path) or 0) or why
        return LatestAnswer(None, f"TensorFlow finds no latest checkpoint here: {why}", (), ())
    if not state.model_checkpoint_path:
        why = "TensorFlow raises ValueError (Invalid checkpoint state) here: the checkpoint file names no latest checkpoint."
        if not state.all_model_checkpoint_paths:
            return LatestAnswer(None, why, (), ())
        rest = _judge(directory, listing, state, STATE_FILE)
        return LatestAnswer(None, why, rest.listed, rest.problems, rest.saved_at)
    return _judge(directory, listing, state, STATE_FILE)


def _judge(directory: Path, listing: Mapping[str, object], state: CheckpointState, name: str) -> LatestAnswer:
    """What one state file says of this directory; `name` is its own, for the sentences."""
    file = "The checkpoint file" if name == STATE_FILE else f"The state file {name}"
    listed: dict[str, None] = {}
    saved_at: dict[str, float] = {}
    moved: list[str] = []
    foreign: list[str] = []
    twice: dict[str, None] = {}
    lies_inside: dict[str, bool] = {"": True}  # by folder: following links costs time
    paths = state.all_model_checkpoint_paths
    times: Sequence[float] = state.all_model_checkpoint_timestamps
    if len(times) != len(paths):
        times = (math.nan,) * len(paths)
    left_out = max(len(paths) - MAX_NAMES, 0)
    paths, times = paths[left_out:], times[left_out:]
    # The latest stands in the list as well, as its last; so it is looked at as one more of them.
    last = [(state.model_checkpoint_path, math.nan)] if state.model_checkpoint_path else []
    for number, (path, time) in enumerate([*zip(paths, times, strict=True), *last]):
        relative, was_moved = inside(directory, path)
        if relative is None:
            foreign.append(path)
            continue
        if was_moved:
            moved.append(path)
            if not _is_here(listing, relative):
                continue  # of another machine, and not here under its basename either
        if relative.endswith("/"):
            continue
        folder = relative.rpartition("/")[0]
        if folder not in lies_inside:
            lies_inside[folder] = is_inner_folder(directory, folder)
        if not lies_inside[folder]:  # through a link
            foreign.append(path)
            continue
        if relative in listed and number < len(paths):
            twice[relative] = None
        if math.isfinite(time):
            saved_at[relative] = time
        listed[relative] = None
    problems = _list_problems(file, moved, foreign, tuple(twice))
    if left_out:
        problems = (
            *problems,
            f"{file} lists {left_out + MAX_NAMES:,} names; the last {MAX_NAMES:,} were looked up.",
        )

    latest, was_moved = inside(directory, state.model_checkpoint_path)
    if latest is not None and not was_moved and _exists(directory, listing, latest):
        return LatestAnswer(latest, "", tuple(listed), problems, saved_at)
    if was_moved:  # one cause, one sentence
        problems = tuple(problem for problem in problems if _LOOKED_UP not in problem)
        why = (
            f"the checkpoint file names {state.model_checkpoint_path!r}, a path of another place "
            f"({_folder_of(state.model_checkpoint_path)}); "
            "its names were looked up by file name in this directory, which TensorFlow does not do."
        )
    elif latest is None:
        why = f"the checkpoint file names {state.model_checkpoint_path!r}, a path of another place."
    elif _has_data_only(listing, latest):
        why = f"the checkpoint file names {latest!r}, whose index file is missing."
    else:
        why = f"the checkpoint file names {latest!r}, which is not in this directory."
    why = f"TensorFlow finds no latest checkpoint here: {why}"
    return LatestAnswer(None, why, tuple(listed), problems, saved_at)


def _list_problems(
    file: str, moved: Sequence[str], foreign: Sequence[str], twice: Sequence[str]
) -> tuple[str, ...]:
    problems = []
    if moved:
        problems.append(
            f"{file} names paths of another place ({_folder_of(moved[-1])}); "
            f"they were {_LOOKED_UP}. TensorFlow does not do that."
        )
    if foreign:
        problems.append(
            f"{file} names {foreign[-1]!r}, which lies outside this directory; it was not opened."
        )
    if twice:
        more = f" and {len(twice) - _MOST_NAMED} more" if len(twice) > _MOST_NAMED else ""
        problems.append(f"{file} lists {', '.join(map(repr, twice[:_MOST_NAMED]))}{more} more than once.")
    return tuple(problems)


def _folder_of(path: str) -> str:
    """The folder part of a path of any system, as it is written."""
    return path[: max(path.rfind("/"), path.rfind("\\"), 0)] or path


def inside(directory: Path, path: str) -> tuple[str | None, bool]:
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


def is_inner_folder(directory: Path, folder: str) -> bool:
    """Whether a folder below the directory really lies in it: no link on the way leads out."""
    first = os.path.join(directory, folder.partition("/")[0])  # noqa: PTH118 - a file may name many thousands
    if not os.path.lexists(first):
        return True  # what is not there leads nowhere, and is soon told
    try:
        return (directory / folder).resolve().is_relative_to(directory.resolve())
    except (OSError, RuntimeError, ValueError):  # a loop of links
        return False


def _exists(directory: Path, listing: Mapping[str, object], relative: str) -> bool:
    """Whether `<path>.index` or (V1) `<path>` matches a file, as a glob pattern like TensorFlow's."""
    folder, _, base = relative.rpartition("/")
    names: Mapping[str, object] | set[str] = listing
    if folder:
        if not is_inner_folder(directory, folder):
            return False
        try:
            names = {entry.name for entry in (directory / folder).iterdir()}
        except OSError:
            return False
    if not any(sign in base for sign in "*?[\\"):
        return f"{base}.index" in names or base in names
    return any(
        fnmatch.fnmatchcase(name, f"{base}.index") or fnmatch.fnmatchcase(name, base) for name in names
    )


def _is_here(listing: Mapping[str, object], prefix: str) -> bool:
    """Whether a file of that prefix lies in the directory itself; of V1 in shards the first."""
    return (
        f"{prefix}.index" in listing
        or prefix in listing
        or prefix.replace("-?????-of-", "-00000-of-") in listing
    )


def _has_data_only(listing: Mapping[str, object], prefix: str) -> bool:
    return any(name.startswith(f"{prefix}.data-") for name in listing)
