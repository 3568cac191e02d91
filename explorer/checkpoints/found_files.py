"""The files of one folder sorted by what they are: parts of a checkpoint, or something else."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from explorer.checkpoints.entries import OtherFile
from explorer.checkpoints.file_heads import (
    begins_as_keras,
    begins_as_state_file,
    ends_as_table,
    pointer_sentence,
    training_metadata,
)
from explorer.checkpoints.prefix_names import KERAS_ENDINGS, keras_ending, without_shards
from explorer.errors import FileAccessError

STATE_FILE = "checkpoint"
MAX_STATE_BYTES = 4 << 20
MAX_HEADS = 2_000  # small files without an ending that are looked into: any of them may be a state file

_DATA_FILE = re.compile(r"(.+)\.data-(\d{5})-of-(\d{5,10})", re.DOTALL)
_TEMPORARY = re.compile(r".*(?:\.tempstate\d+|\.tmp[0-9a-f]{32})", re.DOTALL)
_TEMPORARY_FOLDER = re.compile(r"(.+)_temp(_[0-9a-f]{32})?", re.DOTALL)
_EVENTS = re.compile(r"(?:.*\.)?events\.out\.tfevents\..+", re.DOTALL)
_NO_ENDING = re.compile(r"[^.]+|.*\.ckpt|.*-[^.]*", re.DOTALL)  # others are not looked into
_V1_SHARD = re.compile(r"(.+)-(\d{5})-of-(\d{5})", re.DOTALL)
_UNFINISHED_COPY = (".crdownload", ".part", ".partial", ".download", ".aria2", ".tmp", ".filepart")
_KERAS_KIND = {"weights_h5": "weights h5", "h5": "h5", "keras": "keras"}
_SAVED_MODEL_PARTS = ("fingerprint.pb", "keras_metadata.pb")
_SAVE_NOTE = "A save in progress, or left over from one."


@dataclass(slots=True)
class Found:
    """What one folder holds of one prefix."""

    files: dict[str, os.stat_result] = field(default_factory=dict)  # all of them, by name
    index: os.stat_result | None = None
    data: dict[tuple[int, int], os.stat_result] = field(default_factory=dict)  # (shard, of) -> stat
    meta: os.stat_result | None = None
    v1: dict[tuple[int, int], os.stat_result] = field(
        default_factory=dict
    )  # (shard, of); the one file: (0, 1)
    keras: str = ""  # the format of a Keras file
    temporary: tuple[float, int] | None = None  # time and bytes of what a save in progress has written
    problems: tuple[str, ...] = ()  # met while sorting


@dataclass(slots=True)
class SortedFiles:
    """The files of one folder: by prefix, and those that belong to none."""

    found: dict[str, Found] = field(default_factory=dict)
    others: list[OtherFile] = field(default_factory=list)
    state_files: list[str] = field(default_factory=list)  # `checkpoint`, and files that read like it
    backup: tuple[int, int] | None = None  # epoch and batch told by Keras 3's BackupAndRestore
    heads_left: int = MAX_HEADS

    def part(self, prefix: str, name: str, status: os.stat_result) -> Found:
        """The record of a prefix, with one more file of it."""
        found = self.found.setdefault(prefix, Found())
        found.files[name] = status
        return found

    def other(self, name: str, kind: str, status: os.stat_result, note: str = "") -> None:
        """One more file that belongs to no checkpoint."""
        self.others.append(OtherFile(name, kind, status.st_size, note))


def sort_file(into: SortedFiles, directory: Path, name: str, status: os.stat_result) -> None:
    """Put one file where it belongs. Opens it only where the name alone does not tell."""
    if name == STATE_FILE:
        into.state_files.append(name)
        into.other(name, "state file", status)
    elif name.startswith("._"):
        into.other(name, "other", status, "A side file of macOS; no checkpoint.")
    elif name.endswith(":Zone.Identifier"):
        into.other(name, "other", status, "A mark that Windows sets on downloads; no checkpoint.")
    elif _TEMPORARY.fullmatch(name):
        into.other(name, "temporary", status, _SAVE_NOTE)
    elif name.endswith(_UNFINISHED_COPY):
        into.other(name, "temporary", status, "A download or copy that was not finished.")
    elif _EVENTS.fullmatch(name):
        into.other(name, "events", status)
    elif name.endswith(".index") and name != ".index":
        into.part(name.removesuffix(".index"), name, status).index = status
    elif match := _DATA_FILE.fullmatch(name):
        into.part(match[1], name, status).data[int(match[2]), int(match[3])] = status
    elif name.endswith(".meta") and name != ".meta":
        _sort_meta(into, directory, name, status)
    elif name in _SAVED_MODEL_PARTS:
        into.other(name, "other", status, "A part of the SavedModel.")
    elif name.endswith((".pbtxt", ".pb")):
        kind = "saved model" if name.startswith("saved_model.pb") else "graph"
        into.other(name, kind, status, pointer_sentence(directory / name, status.st_size))
    elif ending := keras_ending(name):
        _sort_keras(into, directory, name, status, ending.lower())
    elif name == "training_metadata.json":
        _sort_metadata(into, directory, name, status)
    else:
        try:
            _sort_by_content(into, directory, name, status)
        except FileAccessError as error:  # it may be a checkpoint; who can say?
            into.other(name, "other", status, f"Not looked into: {error.problem}.")


def _sort_meta(into: SortedFiles, directory: Path, name: str, status: os.stat_result) -> None:
    part = into.part(name.removesuffix(".meta"), name, status)
    part.meta = status
    if sentence := pointer_sentence(directory / name, status.st_size):
        part.problems = (*part.problems, sentence)


def _sort_keras(into: SortedFiles, directory: Path, name: str, status: os.stat_result, ending: str) -> None:
    """A Keras file is one checkpoint, if it begins as such a file does."""
    format_name = KERAS_ENDINGS[ending]
    sentence = pointer_sentence(directory / name, status.st_size)
    is_empty = status.st_size == 0 and stat.S_ISREG(status.st_mode)
    begins_so = False
    if not sentence and stat.S_ISREG(status.st_mode):
        try:
            begins_so = begins_as_keras(directory / name, ending)
        except FileAccessError as error:
            sentence = f"{error.problem[:1].upper()}{error.problem[1:]}."
    if sentence or is_empty or begins_so:
        part = into.part(name, name, status)
        part.keras = format_name
        part.problems = (sentence,) if sentence else ()
        return
    if not stat.S_ISREG(status.st_mode):
        into.other(name, _KERAS_KIND[format_name], status, _odd_note(status))
        return
    wanted = "a zip archive" if ending == ".keras" else "an HDF5 file"
    into.other(name, _KERAS_KIND[format_name], status, f"It does not begin as {wanted} does; not opened.")


def _sort_metadata(into: SortedFiles, directory: Path, name: str, status: os.stat_result) -> None:
    into.backup = training_metadata(directory / name)
    note = ""
    if into.backup is not None:
        epoch, batch = into.backup
        note = f"Keras 3's BackupAndRestore goes on with epoch {epoch}, batch {batch}."
    into.other(name, "other", status, note)


def _sort_by_content(into: SortedFiles, directory: Path, name: str, status: os.stat_result) -> None:
    """Files without an ending: a V1 checkpoint, a state file of another name, or anything else."""
    if not (stat.S_ISREG(status.st_mode) and _NO_ENDING.fullmatch(name)):
        into.other(name, "other", status, "" if stat.S_ISREG(status.st_mode) else _odd_note(status))
    elif ends_as_table(directory / name, status.st_size):
        match = _V1_SHARD.fullmatch(name)
        if match:
            part = into.part(f"{match[1]}-?????-of-{match[3]}", name, status)
            part.v1[int(match[2]), int(match[3])] = status
        else:
            into.part(name, name, status).v1[0, 1] = status
    elif sentence := pointer_sentence(directory / name, status.st_size):
        into.other(name, "other", status, sentence)
    elif 0 < status.st_size <= MAX_STATE_BYTES and into.heads_left > 0:
        into.heads_left -= 1
        if begins_as_state_file(directory / name):
            into.state_files.append(name)
            into.other(name, "state file", status, "Reads like a checkpoint file of another name.")
        else:
            into.other(name, "other", status)
    else:
        into.other(name, "other", status)


def _odd_note(status: os.stat_result) -> str:
    if stat.S_ISLNK(status.st_mode):
        return "A link to what is not there."
    return "Not a regular file; not opened."


def settle_metas(into: SortedFiles) -> None:
    """Give each `.meta` to its checkpoint; one whose checkpoint is not there is a graph definition like any other."""
    sharded = {without_shards(prefix): part for prefix, part in into.found.items() if part.v1}
    for prefix, part in list(into.found.items()):
        if part.meta is None or part.index or part.data or part.v1 or part.temporary:
            continue
        del into.found[prefix]
        if prefix in sharded:  # V1 in shards: model.ckpt-5-00000-of-00001 beside model.ckpt-5.meta
            sharded[prefix].meta = part.meta
            sharded[prefix].files |= part.files
            sharded[prefix].problems += part.problems
        else:
            into.other(f"{prefix}.meta", "meta", part.meta, " ".join(part.problems))


def sort_temporary_folder(into: SortedFiles, directory: Path, name: str, status: os.stat_result) -> bool:
    """Whether a folder is a save in progress, `P_temp/part-...`; then P is being written, or was left over."""
    match = _TEMPORARY_FOLDER.fullmatch(name)
    if not match:
        return False
    newest, size = 0.0, 0
    try:
        with os.scandir(directory / name) as entries:
            for entry in entries:
                if not entry.name.startswith("part-"):
                    return False
                inner = entry.stat(follow_symlinks=False)
                newest, size = max(newest, inner.st_mtime), size + inner.st_size
    except OSError:
        pass  # renamed or taken away meanwhile
    # A copy makes folders anew, and dates them so: what lies in one tells when the save was going on.
    into.found.setdefault(match[1], Found()).temporary = newest or status.st_mtime, size
    into.others.append(OtherFile(name, "temporary", size, _SAVE_NOTE))
    return True
