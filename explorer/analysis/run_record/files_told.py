"""Which content a checkpoint has: its files by name, size and time, and the checksum of its index."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.checkpoints.entries import FileStamp
from explorer.errors import ExplorerError
from explorer.formats.checksum import crc32c
from explorer.lazily import cached_property
from explorer.storage.files import read_small_file

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint

LARGEST_INDEX = 1 << 30
ABSENT = (-1, -1, -1)


@dataclass(frozen=True)
class Content:
    """The files that make a checkpoint up, index first; a file that was not there has size -1.

    `index_crc`: CRC-32C of the index file's bytes; None of formats without one, which go by the
    files' sizes and times alone.
    """

    prefix: str  # relative to the opened directory
    files: tuple[FileStamp, ...]
    index_crc: int | None

    @cached_property
    def hash(self) -> bytes:
        """16 bytes, the name of the content; the inode does not enter, a copy is the same."""
        told = [self.prefix, [list(file[:3]) for file in self.files], self.index_crc]
        return hashlib.sha256(json.dumps(told).encode("ascii")).digest()[:16]

    def fits(self, stamp: tuple[FileStamp, ...]) -> bool:
        """Whether the files of a scanned entry are these: same names, sizes and times."""
        there = {name: (size, modified) for name, size, modified, _ in stamp}
        return all(there.get(name, ABSENT[:2]) == (size, modified) for name, size, modified, _ in self.files)


def files_of(checkpoint: Checkpoint) -> tuple[FileStamp, ...]:
    """The files of an opened checkpoint as they were when it was opened."""
    prefix = checkpoint.prefix.name
    names = (f"{prefix}.index", *(file.name for file in checkpoint.reader.data_files))
    stamps = checkpoint.identity[1 : 1 + len(names)]
    return tuple(
        (name, *(stamp if isinstance(stamp, tuple) and len(stamp) == 3 else ABSENT))
        for name, stamp in zip(names, stamps, strict=True)
    )


def stamps_now(prefix: Path, names: Iterable[str]) -> tuple[FileStamp, ...]:
    """The files of these names beside a prefix as they are now; their places in the content's order."""
    found: list[FileStamp] = []
    for name in names:
        try:
            status = os.stat(prefix.parent / name)  # noqa: PTH116
        except (OSError, ValueError):
            found.append((name, *ABSENT))
        else:
            found.append((name, status.st_size, status.st_mtime_ns, status.st_ino))
    return tuple(found)


def index_checksum(prefix: Path) -> int | None:
    """CRC-32C of the index at a prefix; None where there is none to be read."""
    try:
        return crc32c(read_small_file(Path(f"{prefix}.index"), LARGEST_INDEX))
    except ExplorerError:
        return None
