"""The checksums of many byte ranges of one file, read once from front to back in large blocks.

Key order jumps about in a data file; reading in the file's order goes at the speed of the disk.
One buffer is used again and again, so a checkpoint of any size takes the memory of a block.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from explorer.errors import CorruptFileError, ExplorerError
from explorer.formats.checksum import crc32c
from explorer.storage.files import ByteSource

if TYPE_CHECKING:
    import numpy.typing as npt

BLOCK_BYTES = (
    2 << 20
)  # measured: below 1 MiB the calls show, above 4 MiB the block leaves the processor's cache
MOST_READ_TWICE = 4  # times the file's size: overlapping ranges are a lie, maybe a large one
PAGE_BYTES = 4096
_RETRY_BYTES = 64 << 10

Answer = int | ExplorerError  # a plain CRC-32C, or why there is none


def range_checksums(
    source: ByteSource,
    ranges: Sequence[tuple[int, int]],
    on_bytes: Callable[[int], None] = lambda _: None,
    block_bytes: int = BLOCK_BYTES,
) -> list[Answer]:
    """The CRC-32C of each range (start, size), in the order given.

    Args:
        source: the file.
        ranges: any order; those outside the file get an error.
        on_bytes: told how many bytes are read next, block by block; what it raises passes through.
        block_bytes: how much is read at one time.
    """
    answers: dict[tuple[int, int], Answer] = {}
    window = _Window(source, on_bytes, block_bytes)
    wanted = sorted(set(ranges))
    window.limit = min(source.size, max((start + size for start, size in wanted), default=0))
    for start, size in wanted:
        answers[start, size] = _one_range(window, start, size)
    return [answers[place] for place in ranges]


class _Window:
    """The block of the file that is in memory."""

    def __init__(self, source: ByteSource, on_bytes: Callable[[int], None], block_bytes: int) -> None:
        self.source, self.limit = source, source.size
        self.first = self.last = 0  # the bytes at hand
        self.has_failed = False
        self._on_bytes = on_bytes
        self._buffer = _aligned(min(block_bytes, max(source.size, 1)))
        self._budget = MOST_READ_TWICE * source.size + block_bytes

    @property
    def data(self) -> npt.NDArray[np.uint8]:
        """The buffer; the byte `first` of the file stands at its start."""
        return self._buffer

    def move_to(self, position: int, end: int) -> None:
        """Have the bytes from `position` on at hand: a whole block, or up to `end` after a failure."""
        most = _RETRY_BYTES if self.has_failed else len(self._buffer)
        last = min(position + most, end if self.has_failed else max(self.limit, end))
        size = min(last - position, len(self._buffer))
        self._budget -= size
        if self._budget < 0:
            raise CorruptFileError("too many tensors lie on the same bytes to check them all")
        self.first = self.last = 0
        self._on_bytes(size)  # before they are read: a cancel is felt before a slow disk is asked
        self.source.read_into(position, self._buffer[:size])
        self.first, self.last = position, position + size


def _aligned(size: int) -> npt.NDArray[np.uint8]:
    """A buffer that begins with a page of memory: the kernel fills it at nearly twice the speed."""
    room = np.empty(size + PAGE_BYTES, np.uint8)
    start = -room.ctypes.data % PAGE_BYTES
    return room[start : start + size]


def _one_range(window: _Window, start: int, size: int) -> Answer:
    end = start + size
    if start < 0 or size < 0 or end > window.source.size:
        return CorruptFileError(
            f"it should end at byte {end} of {window.source.name}, which has {window.source.size}"
        )
    if window.first <= start and end <= window.last:  # most are small and lie in the block at hand
        return crc32c(window.data[start - window.first : end - window.first])
    try:
        return _long_range(window, start, end)
    except ExplorerError:
        # The block may have failed because of its neighbours: once more, and nothing but this range.
        window.has_failed = True
    try:
        return _long_range(window, start, end)
    except ExplorerError as error:
        return error
    finally:
        window.has_failed = False


def _long_range(window: _Window, start: int, end: int) -> int:
    crc, position = 0, start
    while position < end:
        if not window.first <= position < window.last:
            window.move_to(position, end)
        last = min(end, window.last)
        crc = crc32c(window.data[position - window.first : last - window.first], crc)
        position = last
    return crc
