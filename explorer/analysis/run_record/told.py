"""What is told of one remembered checkpoint beside its tensors, as one JSON object."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from explorer.analysis.run_record.files_told import Content
from explorer.analysis.run_record.sealed import BrokenSealError
from explorer.checkpoints.entries import COMPLETE, DAMAGED, GONE, KEPT_NOTE, CheckpointEntry
from explorer.formats.reader import CheckpointReader, DataFile

GHOST_NOTE = "its files are gone; its table and what was computed of it are remembered"
_SCAN_NOTES = (KEPT_NOTE, "not in the checkpoint file")  # told anew by each scan
_SETTLED_AFTER_S = 2.0  # a file may change again within the resolution of its time


@dataclass(frozen=True, slots=True)
class Told:
    """One remembered checkpoint: its entry as it was resolved, and what its reader said of the whole."""

    content: Content
    entry: CheckpointEntry  # `path` is that of the directory as it is opened now
    reader_format: str
    data_files: tuple[DataFile, ...]
    problems: tuple[str, ...]  # of the reader
    table_problems: Mapping[int, str]
    first_seen: float  # seconds since 1970, see `first_sight`
    told_at: float

    @property
    def is_settled(self) -> bool:
        """Whether the files were old enough, when they were read, that a later change shows in their times."""
        return self.entry.modified is None or self.told_at - self.entry.modified >= _SETTLED_AFTER_S


def first_sight(entry: CheckpointEntry, opened_at: float) -> float:
    """When something on disk was there to be seen first by who opened its directory at `opened_at`.

    What was there already has one time in common, whatever the times of its files: these are in no
    order after a copy. What comes later counts from when it was written.
    """
    return opened_at if entry.modified is None else max(opened_at, min(entry.modified, time.time()))


def told_of(
    content: Content,
    entry: CheckpointEntry,
    reader: CheckpointReader,
    known: Told | None,
    opened_at: float,
) -> Told:
    """What is to be remembered of a resolved entry; `known` is what was before of this content."""
    return Told(
        content=content,
        entry=entry,
        reader_format=reader.format,
        data_files=reader.data_files,
        problems=reader.problems,
        table_problems=dict(reader.table.problems),
        first_seen=first_sight(entry, opened_at) if known is None else known.first_seen,
        told_at=time.time(),
    )


def told_to_json(told: Told) -> dict[str, Any]:
    """Only values that JSON has."""
    entry = told.entry
    return {
        "prefix": told.content.prefix,
        "files": [list(file) for file in told.content.files],
        "index_crc": told.content.index_crc,
        "marks": [list(mark) for mark in told.content.marks],
        "entry": {
            "family": entry.family,
            "step": entry.step,
            "number": entry.number,
            "epoch": entry.epoch,
            "format": entry.format,
            "status": entry.status,
            "size_bytes": entry.size_bytes,
            "modified": entry.modified,
            "problems": list(entry.problems),
            "note": "" if entry.note in _SCAN_NOTES else entry.note,
            "is_listed": entry.is_listed,
            "saved_at": entry.saved_at,
        },
        "stamp": [list(file) for file in entry.stamp],
        "format": told.reader_format,
        "data_files": [[file.name, file.size_bytes] for file in told.data_files],
        "problems": list(told.problems),
        "table_problems": [[row, text] for row, text in told.table_problems.items()],
        "first_seen": told.first_seen,
        "told_at": told.told_at,
    }


def told_from_json(value: Mapping[str, Any], directory: Path) -> Told:
    """Raises BrokenSealError over anything that `told_to_json` does not write."""
    try:
        marks = tuple((int(inode), int(at)) for inode, at in value["marks"])
        content = Content(str(value["prefix"]), _stamps(value["files"]), value["index_crc"], marks)
        entry = dict(value["entry"])
        entry["problems"] = tuple(map(str, entry["problems"]))
        found = Told(
            content=content,
            entry=CheckpointEntry(
                prefix=content.prefix,
                path=directory / content.prefix,
                is_resolved=True,
                stamp=_stamps(value["stamp"]),
                **entry,
            ),
            reader_format=str(value["format"]),
            data_files=tuple(DataFile(name, size) for name, size in value["data_files"]),
            problems=tuple(map(str, value["problems"])),
            table_problems={int(row): str(text) for row, text in value["table_problems"]},
            first_seen=float(value["first_seen"]),
            told_at=float(value["told_at"]),
        )
        numbers = (found.entry.step, found.entry.number, found.entry.epoch, found.entry.size_bytes)
        times = (found.entry.modified, found.entry.saved_at)
        if not all(number is None or type(number) is int for number in numbers) or not all(
            at is None or isinstance(at, int | float) for at in times
        ):
            raise BrokenSealError
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise BrokenSealError from error
    if found.entry.status not in (COMPLETE, DAMAGED):
        raise BrokenSealError
    return found


def ghost_of(told: Told, gone: CheckpointEntry | None, layout: int) -> CheckpointEntry:
    """The entry of a remembered checkpoint that left the disk; `gone` is what the state file tells of it."""
    base = told.entry if gone is None else gone
    return replace(
        base,
        family=told.entry.family,
        step=told.entry.step,
        number=told.entry.number,
        epoch=told.entry.epoch,
        format=told.entry.format,
        status=GONE,
        size_bytes=told.entry.size_bytes,
        modified=told.entry.modified,
        problems=() if gone is None else gone.problems,
        note=GHOST_NOTE,
        is_resolved=True,
        is_listed=gone is not None and gone.is_listed,
        is_being_saved=False,
        stamp=told.entry.stamp,
        is_remembered=True,
        layout=layout,
    )


def _stamps(value: Any) -> tuple[tuple[str, int, int, int], ...]:
    return tuple((str(name), int(size), int(at), int(inode)) for name, size, at, inode in value)
