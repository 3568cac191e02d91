"""The rows of the directory panel, made from a run: families, checkpoints newest first, folders, other files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.gui.language import tr
from explorer.gui.statuses import BEING_WRITTEN, DAMAGED, GONE, REMEMBERED, shown_status
from explorer.natural_sort import natural_key
from explorer.report.numbers import display_name, format_bytes, format_count, format_time
from explorer.report.sentences import sentence

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir, OtherFile

KIND_TEXT = {
    "state file": "state file",
    "events": "event file",
    "graph": "graph definition",
    "meta": "graph definition",
    "directory": "folder",
    "saved model": "SavedModel",
    "temporary": "unfinished",
    "h5": "not HDF5",
    "weights h5": "not HDF5",
    "keras": "not a Keras file",
    "other": "",
}
FORMAT_TEXT = {
    "tensor_bundle": "",  # the usual one
    "tensor_slice_v1": "TensorFlow's first format (V1)",
    "saved_model": "SavedModel",
    "h5": "Keras HDF5 file",
    "weights_h5": "Keras weights, HDF5",
    "keras": "Keras archive",
}
MOST_ROWS = 1_000  # of other files
MOST_INNER_ROWS = 200  # in a folder that is shown in place
Contents = Mapping[str, "ModelDir"]  # folder, relative to the opened directory -> what lies in it


@dataclass(slots=True)
class TreeRow:
    """One row: `kind` is "directory", "family", "checkpoint", "files", "file", "folder", "inner" or "message".

    "inner" is a checkpoint of a folder below; "folder" a folder that can be unfolded, "message" what stands in
    it until it was looked into.
    """

    kind: str
    text: str
    note: str = ""
    entry: CheckpointEntry | None = None  # one of the run's own
    file: OtherFile | None = None
    tip: str = ""
    children: list[TreeRow] = field(default_factory=list)
    inner: CheckpointEntry | None = None  # one of a folder below, to be opened
    folder: str = ""  # of "folder": relative to the opened directory, with "/"
    path: Path | None = None  # what Enter or a double click opens
    is_latest: bool = False  # of "checkpoint"

    @property
    def identity(self) -> tuple[str, str]:
        """What makes it the same row after a reload."""
        if self.entry is not None:
            return self.kind, self.entry.prefix
        if self.path is not None:
            return self.kind, str(self.path)
        return self.kind, self.file.name if self.file is not None else self.text


def build_rows(
    run: ModelDir, contents: Contents | None = None, before: Iterable[TreeRow] = ()
) -> list[TreeRow]:
    """The top-level rows of a run; `contents` of the folders that were looked into.

    Rows `before` that still say what is to be said of their checkpoint are taken again.
    """
    name = display_name(run.directory.name or str(run.directory), 200)
    there = sum(entry.status != GONE for entry in run.checkpoints)
    remembered = sum(shown_status(entry) == REMEMBERED for entry in run.checkpoints)
    gone = len(run.checkpoints) - there - remembered
    note = f"{format_count(there)} checkpoint{'s' if there != 1 else ''}"
    for count, word in ((remembered, "remembered"), (gone, "gone")):
        if count:
            note += f", {format_count(count)} {word}"
    tip = "\n".join((str(run.directory), *map(tr, run.notes)))
    root = TreeRow("directory", f"{name}/", note, tip=tip)
    root.children = _checkpoint_rows(run, {row.entry.prefix: row for row in before if row.entry is not None})
    made = [root]
    folders = [file for file in run.other_files if _is_folder(file)]
    files = [file for file in run.other_files if not _is_folder(file)]
    if folders:
        rows = _folder_rows(run.directory, "", folders, contents or {})
        made.append(TreeRow("files", tr("folders"), format_count(len(folders)), children=rows))
    if files:
        rows = _file_rows(run.directory, files, MOST_ROWS)
        made.append(TreeRow("files", tr("other files"), format_count(len(files)), children=rows))
    return made


def _checkpoint_rows(run: ModelDir, before: Mapping[str, TreeRow]) -> list[TreeRow]:
    """Newest first, a branch for each family where there are several."""
    latest = run.latest_checkpoint
    by_family: dict[str, list[TreeRow]] = {}
    for entry in reversed(run.checkpoints):
        row = before.get(entry.prefix)
        is_latest = entry.prefix == latest
        if row is None or row.is_latest != is_latest or (row.entry is not entry and row.entry != entry):
            text, note = display_name(entry.name, 200), entry_note(entry, latest)
            row = TreeRow("checkpoint", text, note, entry=entry, is_latest=is_latest)
        by_family.setdefault(entry.family, []).append(row)
    made: list[TreeRow] = []
    # Names without any number have no place in time: they come last, not as the newest.
    for family, rows in sorted(by_family.items(), key=lambda item: not item[1][0].entry.has_place):
        is_single = len(rows) == 1 and (len(by_family) > 12 or rows[0].entry.name == family)
        if len(by_family) == 1 or is_single:
            made.extend(rows)
        else:
            text = display_name(family, 200) if family else tr("numbered folders")
            made.append(TreeRow("family", text, format_count(len(rows)), children=rows))
    return made


def _folder_rows(directory: Path, outer: str, folders: list[OtherFile], contents: Contents) -> list[TreeRow]:
    """A row for each folder, with what lies in it once that was looked into."""
    made = []
    for file in sorted(folders, key=lambda file: natural_key(file.name))[:MOST_ROWS]:
        name = file.name.rstrip("/")
        folder = f"{outer}{name}"
        row = TreeRow(
            "folder",
            display_name(name, 200) + "/",
            folder_note(file),
            file=file,
            tip=_tip(file, tr("Enter or a double click opens it.")),
            folder=folder,
            path=directory / folder,
        )
        if folder in contents:
            row.children = _inner_rows(directory, folder, contents)
        elif can_be_unfolded(file):
            row.children = [TreeRow("message", tr("looking into it …"), path=directory / folder)]
        made.append(row)
    return made


def _inner_rows(directory: Path, folder: str, contents: Contents) -> list[TreeRow]:
    inner = contents[folder]
    made = [
        TreeRow(
            "inner",
            display_name(entry.name, 200),
            entry_note(entry, inner.latest_checkpoint),
            tip=tr("Enter or a double click opens it, and its folder."),
            inner=entry,
            path=entry.path,
        )
        for entry in reversed(inner.checkpoints[-MOST_INNER_ROWS:])
    ]
    if (more := len(inner.checkpoints) - MOST_INNER_ROWS) > 0:
        text = tr(f"{format_count(more)} more: open the folder")
        made.append(TreeRow("message", text, path=directory / folder))
    below = [file for file in inner.other_files if _is_folder(file)]
    made += _folder_rows(directory, f"{folder}/", below, contents)
    made += _file_rows(
        directory / folder, [f for f in inner.other_files if not _is_folder(f)], MOST_INNER_ROWS
    )
    return made or [TreeRow("message", tr("nothing in it"), path=directory / folder)]


def _is_folder(file: OtherFile) -> bool:
    return file.kind == "directory"


def can_be_unfolded(file: OtherFile) -> bool:
    """Whether a folder may be shown in place: links are not followed, hidden folders not looked into."""
    is_closed = file.name.startswith(".") or file.note.startswith("Cannot be read")
    return _is_folder(file) and not file.is_link and not is_closed


def folder_note(file: OtherFile) -> str:
    """What a folder holds, in a few words."""
    if file.is_link:
        return "link"
    parts = [
        f"{format_count(count)} {word}{'s' if count != 1 else ''}"
        for count, word in ((file.checkpoint_count, "checkpoint"), (file.event_count, "event file"))
        if count
    ]
    return ", ".join(parts) or "folder"


def _file_rows(directory: Path, files: list[OtherFile], most: int) -> list[TreeRow]:
    files = sorted(files, key=lambda file: (file.kind == "other", natural_key(file.name)))
    made = [_file_row(directory, file) for file in files[:most]]
    if len(files) > most:
        made.append(TreeRow("message", tr(f"{format_count(len(files) - most)} more"), path=directory))
    return made


def entry_note(entry: CheckpointEntry, latest: str | None) -> str:
    """The right-hand words of a checkpoint: its step, or what is wrong with it."""
    if entry.status == GONE:
        gone = shown_status(entry)
        return gone if entry.step is None else f"step {entry.step:,} · {gone}"
    words = []
    if entry.step is not None:
        words.append(f"step {entry.step:,}")
    elif entry.epoch is not None:
        words.append(f"epoch {entry.epoch:,}")
    elif entry.number is not None:
        words.append(f"save {entry.number:,}")
    elif entry.format == "saved_model":
        words.append(_time_of_export(entry.name) or "SavedModel")
    if entry.status == DAMAGED:
        words.append("damaged")
    elif entry.status == BEING_WRITTEN:
        words.append("being written")
    elif entry.prefix == latest:
        words.append("latest")
    elif entry.note.startswith("kept"):
        words.append("kept")
    return " · ".join(words)


def _time_of_export(name: str) -> str:
    """When an export was made that is named by its time in seconds since 1970, as Estimator names them."""
    last = name.rpartition("/")[2]
    return format_time(float(last)) if len(last) == 10 and last.isascii() and last.isdigit() else ""


def entry_facts(entry: CheckpointEntry) -> str:
    """What the tree adds to a checkpoint's description: its format, and facts that are no problem."""
    words = (FORMAT_TEXT.get(entry.format, entry.format), sentence(entry.note))
    return "\n".join(map(tr, filter(None, words)))


def _file_row(directory: Path, file: OtherFile) -> TreeRow:
    note = KIND_TEXT.get(file.kind, file.kind)
    if "git-lfs" in file.note:
        note = "git-lfs pointer"
    return TreeRow(
        "file",
        display_name(file.name, 200),
        note,
        file=file,
        tip=_tip(file, format_bytes(file.size_bytes)),
        path=directory / file.name,
    )


def _tip(file: OtherFile, last: str) -> str:
    return "\n".join(part for part in (file.name, file.note, last) if part)
