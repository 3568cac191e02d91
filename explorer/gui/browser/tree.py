"""The rows of the directory panel, made from a run: families, checkpoints newest first, other files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from explorer.gui.statuses import BEING_WRITTEN, DAMAGED, GONE
from explorer.report.natural_sort import natural_key
from explorer.report.numbers import display_name, format_bytes, format_count

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir, OtherFile

KIND_TEXT = {
    "state file": "state file",
    "events": "event file",
    "graph": "graph definition",
    "meta": "graph definition",
    "directory": "folder",
    "saved model": "SavedModel",
    "temporary": "unfinished save",
    "other": "",
}


@dataclass(slots=True)
class TreeRow:
    """One row: `kind` is "directory", "family", "checkpoint", "files" or "file"."""

    kind: str
    text: str
    note: str = ""
    entry: CheckpointEntry | None = None
    file: OtherFile | None = None
    tip: str = ""
    children: list[TreeRow] = field(default_factory=list)

    @property
    def identity(self) -> tuple[str, str]:
        """What makes it the same row after a reload."""
        if self.entry is not None:
            return self.kind, self.entry.prefix
        return self.kind, self.file.name if self.file is not None else self.text


def build_rows(run: ModelDir) -> list[TreeRow]:
    """The top-level rows of a run."""
    name = display_name(run.directory.name or str(run.directory), 200)
    there = sum(entry.status != GONE for entry in run.checkpoints)
    gone = len(run.checkpoints) - there
    note = f"{format_count(there)} checkpoint{'s' if there != 1 else ''}"
    if gone:
        note += f", {format_count(gone)} gone"
    root = TreeRow("directory", f"{name}/", note, tip=str(run.directory))
    families = list(dict.fromkeys(entry.family for entry in reversed(run.checkpoints)))
    latest = run.latest_checkpoint
    for family in families:
        rows = [
            TreeRow("checkpoint", display_name(entry.name, 200), entry_note(entry, latest), entry=entry)
            for entry in reversed(run.checkpoints)
            if entry.family == family
        ]
        if len(families) == 1 or (len(rows) == 1 and len(families) > 12):
            root.children.extend(rows)
        else:
            count = f"{format_count(len(rows))}"
            root.children.append(TreeRow("family", display_name(family, 200), count, children=rows))
    made = [root]
    folders = [file for file in run.other_files if file.kind in ("directory", "saved model")]
    files = [file for file in run.other_files if file.kind not in ("directory", "saved model")]
    for title, group in (("folders", folders), ("other files", files)):
        if group:
            rows = [
                _file_row(file)
                for file in sorted(group, key=lambda file: (file.kind == "other", natural_key(file.name)))
            ]
            made.append(TreeRow("files", title, format_count(len(rows)), children=rows))
    return made


def entry_note(entry: CheckpointEntry, latest: str | None) -> str:
    """The right-hand words of a checkpoint: its step, or what is wrong with it."""
    if entry.status == GONE:
        return "gone"
    words = []
    if entry.step is not None:
        words.append(f"step {entry.step:,}")
    elif entry.epoch is not None:
        words.append(f"epoch {entry.epoch}")
    elif entry.number is not None:
        words.append(f"save {entry.number}")
    if entry.status == DAMAGED:
        words.append("damaged")
    elif entry.status == BEING_WRITTEN:
        words.append("being written")
    elif entry.prefix == latest:
        words.append("latest")
    return " · ".join(words)


def _file_row(file: OtherFile) -> TreeRow:
    is_folder = file.kind in ("directory", "saved model")
    count = file.checkpoint_count
    note = KIND_TEXT.get(file.kind, file.kind)
    if count:
        note = f"{count:,} checkpoint{'s' if count != 1 else ''}"
    text = display_name(file.name, 200) + ("/" if is_folder and not file.name.endswith("/") else "")
    tip = "\n".join(
        part
        for part in (
            file.name,
            "" if is_folder else format_bytes(file.size_bytes),
            file.note,
            "Enter or a double click opens it." if is_folder else "",
        )
        if part
    )
    return TreeRow("file", text, note, file=file, tip=tip)
