"""One table file looked into without reading all of it: its index block first, a data block when a key is asked for.

A V1 checkpoint is such a file, of any size: a block of it is as large as the largest tensor in it.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from explorer.errors import locating
from explorer.formats.table import (
    FOOTER_SIZE,
    BlockHandle,
    block_entries,
    key_budget,
    read_block,
    read_handles,
)
from explorer.storage.files import FileSource

# A block is kept for the next key, which nearly always lies in it too; of a large one the small values.
_KEPT_BYTES = 1 << 20
_KEPT_VALUE_BYTES = 1 << 14
_KEPT_BLOCKS = 2


@dataclass(frozen=True, slots=True)
class TableBlock:
    """One data block: the value of `key` is `data[a:b]` with `a, b = place[key]`."""

    data: bytes
    place: dict[bytes, tuple[int, int]]


class TableReader:
    """The places of a table's data blocks; thread safe, and no file stays open between calls.

    Raises:
        MissingFileError, FileAccessError: the file cannot be read.
        CorruptFileError: its footer or its index block is damaged, or it was written anew since.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with locating(path=path), FileSource(path) as source:
            self.size = source.size
            self._opened_as = source.stamp()
            handles = read_handles(source)
            source.check_unchanged()
        self._last_keys = [key for key, _ in handles]
        self.handles: list[BlockHandle] = [handle for _, handle in handles]
        self._lock = Lock()
        self._kept: list[tuple[tuple[object, ...], bool, TableBlock]] = []  # stamp, whether whole, block

    def find_block(self, key: bytes) -> int:
        """The number of the block in which a key stands, if it is in the table; -1 if it can be in none."""
        number = bisect_left(self._last_keys, key)
        return number if number < len(self._last_keys) else -1

    def read_block(self, number: int, wanted: bytes | None = None, *, verify: bool = True) -> TableBlock:
        """One data block.

        Args:
            number: which one.
            wanted: the only key that is looked for: others may then be left out. None: all are needed.
            verify: compare the checksum.

        Raises:
            MissingFileError, FileAccessError: the file cannot be read any more.
            CorruptFileError: the block's checksum (if `verify`) or its structure is wrong.
        """
        with locating(path=self.path):
            stamp = (number, *self._stamp())
            with self._lock:
                for known, is_whole, block in self._kept:
                    if known == stamp and (is_whole or wanted in block.place):
                        return block
            with FileSource(self.path) as source:
                source.check_stamp(self._opened_as)  # each block has a checksum of its own, whosever it is
                stored = read_block(source, self.handles[number], source.size - FOOTER_SIZE, verify=verify)
                source.check_stamp(self._opened_as)
            entries = block_entries(stored, key_budget(stored.entries_end))
        found = TableBlock(stored.data, {key: (start, end) for key, start, end in entries})
        if verify:
            is_whole = len(stored.data) <= _KEPT_BYTES
            kept = (stamp, is_whole, found if is_whole else _small_values(found))
            with self._lock:
                self._kept = [*self._kept[1 - _KEPT_BLOCKS :], kept]
        return found

    def _stamp(self) -> tuple[object, ...]:
        try:
            status = os.stat(self.path)  # noqa: PTH116
        except OSError:
            return (None,)  # opening it tells why
        return status.st_size, status.st_mtime_ns, status.st_ino


def _small_values(block: TableBlock) -> TableBlock:
    """What is small in a large block: else each bias beside a large kernel would cost reading the kernel."""
    parts: list[bytes] = []
    place: dict[bytes, tuple[int, int]] = {}
    end = 0
    for key, (a, b) in block.place.items():
        if b - a <= _KEPT_VALUE_BYTES and end + b - a <= _KEPT_BYTES:
            parts.append(block.data[a:b])
            place[key] = (end, end + b - a)
            end += b - a
    return TableBlock(b"".join(parts), place)
