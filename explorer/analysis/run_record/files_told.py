"""Which content a checkpoint has: its files by name, size and time, and the checksum of its index."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from explorer.checkpoints.entries import FileStamp
from explorer.errors import ExplorerError
from explorer.formats.checksum import crc32c
from explorer.lazily import cached_property
from explorer.storage.files import read_small_file

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint

LARGEST_INDEX = 1 << 30
ABSENT = (-1, -1, -1)
_SETTLED_AFTER_S = 2.0  # the coarsest resolution of a file's times
Marks: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Content:
    """The files that make a checkpoint up, index first; a file that was not there has size -1.

    `index_crc`: CRC-32C of the index file's bytes, which covers the values, for their checksums are in
    it. `marks`: of formats without one, the inode of each file and when it was last changed in any
    way, which nobody can set back: archives and copies give files of equal size equal times.
    """

    prefix: str  # relative to the opened directory
    files: tuple[FileStamp, ...]
    index_crc: int | None
    marks: Marks = ()

    @cached_property
    def hash(self) -> bytes:
        """16 bytes, the name of the content; with an index the inode does not enter, a copy is the same."""
        told = [self.prefix, [list(file[:3]) for file in self.files], self.index_crc, self.marks]
        return hashlib.sha256(json.dumps(told).encode("ascii")).digest()[:16]

    def fits(self, stamp: tuple[FileStamp, ...]) -> bool:
        """Whether the files of a scanned entry may be these: same names, sizes and times."""
        there = {name: (size, modified) for name, size, modified, _ in stamp}
        return all(there.get(name, ABSENT[:2]) == (size, modified) for name, size, modified, _ in self.files)

    def is_at(self, prefix: Path) -> bool:
        """Whether files there that fit are these: what names, sizes and times do not tell."""
        if self.index_crc is None:
            return self.marks == marks_now(prefix, (name for name, *_ in self.files))
        return self.index_crc == index_checksum(prefix)


def content_at(prefix: Path, name: str, files: tuple[FileStamp, ...]) -> Content:
    """The content that files are now; `name` is its prefix, as the opened directory calls it."""
    index_crc = index_checksum(prefix)
    marks = marks_now(prefix, (file for file, *_ in files)) if index_crc is None else ()
    return Content(name, files, index_crc, marks)


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


def marks_now(prefix: Path, names: Iterable[str]) -> Marks:
    """The inode of each file and when it was last changed, in nanoseconds; -1 of one that is not there."""
    found: list[tuple[int, int]] = []
    for name in names:
        try:
            status = os.stat(prefix.parent / name)  # noqa: PTH116
        except (OSError, ValueError):
            found.append((-1, -1))
        else:
            found.append((status.st_ino, status.st_ctime_ns))
    return tuple(found)


def index_checksum(prefix: Path) -> int | None:
    """CRC-32C of the index at a prefix; None where there is none to be read.

    The bytes are read once, and again only after the file changed in any way.
    """
    path = Path(f"{prefix}.index")
    try:
        status = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    if time.time() - status.st_ctime < _SETTLED_AFTER_S:  # it may change again and not show it
        return _checksum_of(path)
    return _known_checksum(path, (status.st_size, status.st_mtime_ns, status.st_ino, status.st_ctime_ns))


@lru_cache(maxsize=8192)
def _known_checksum(path: Path, _: tuple[int, ...]) -> int | None:
    return _checksum_of(path)


def _checksum_of(path: Path) -> int | None:
    try:
        return crc32c(read_small_file(path, LARGEST_INDEX))
    except ExplorerError:
        return None
