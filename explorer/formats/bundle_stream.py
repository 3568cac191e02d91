"""The stored bytes of a bundle's tensors as numbers, some at a time; also of parts of one range, in other processes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from explorer.errors import MissingFileError
from explorer.formats.checksum import crc32c
from explorer.formats.dtypes import data_type
from explorer.formats.tensor_values import to_numbers
from explorer.storage.files import FileSource, check_range, is_link

if TYPE_CHECKING:
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class StoredRange:
    """`size_bytes` bytes from `offset` on of the data file of that name; `crc32c` is masked, as stored."""

    file_name: str
    offset: int
    size_bytes: int
    crc32c: int
    is_big_endian: bool


_MOST_KEPT = 16


class OpenFiles:
    """The data file in use during one call: thousands of slices lie in a file that is opened once.

    The first few of those asked for go into `kept`, if there is one: whoever made it closes them, so that
    thousands of calls may share them.
    """

    def __init__(self, kept: dict[Path, FileSource] | None = None) -> None:
        self._source: FileSource | None = None
        self._kept = kept

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._source is not None:
            self._source.close()

    def get(self, path: Path) -> FileSource:
        """The file at `path`, opened. Raises MissingFileError, FileAccessError."""
        if self._kept is not None:
            found = self._kept.get(path)
            if found is None and len(self._kept) < _MOST_KEPT:
                found = self._kept[path] = _opened(path)
            if found is not None:
                return found
        if self._source is None or self._source.path != path:
            self.__exit__()
            self._source = None
            self._source = _opened(path)
        return self._source


def _opened(path: Path) -> FileSource:
    try:
        return FileSource(path)
    except MissingFileError as error:
        if is_link(path):  # the error says so
            raise
        raise MissingFileError(
            f"the data file {path.name} is not there",
            hint="Copy it from where the checkpoint was written, or use another checkpoint.",
            path=path,
        ) from error


class NumberStream:
    """Flat elements of a byte range, each chunk in the same memory; `crc` is the CRC-32C of what was handed out.

    Args:
        source: the data file.
        offset, size_bytes: the range, whole elements.
        dtype: number of the DataType enum, numeric.
        is_big_endian: byte order of the file.
        chunk_bytes: how much is read at once.
        verify: whether `crc` is wanted.

    Raises:
        CorruptFileError: the file is too short, or ends while it is read.
    """

    def __init__(
        self,
        source: FileSource,
        offset: int,
        size_bytes: int,
        dtype: int,
        is_big_endian: bool,
        chunk_bytes: int,
        verify: bool = True,
    ) -> None:
        check_range(offset, size_bytes, source.size, source.name)
        self.crc = 0
        self._source, self._offset, self._size = source, offset, size_bytes
        self._dtype, self._is_big_endian, self._verify = dtype, is_big_endian, verify
        item_size = data_type(dtype).item_size
        self._step = max(chunk_bytes // item_size, 1) * item_size

    def __iter__(self) -> Iterator[tuple[npt.NDArray[Any], int]]:
        """(elements, how many stored bytes they are of)."""
        buffer = np.empty(min(self._step, self._size), np.uint8)
        for begin in range(0, self._size, self._step):
            raw = buffer[: min(self._step, self._size - begin)]
            self._source.read_into(self._offset + begin, raw)
            if self._verify:
                self.crc = crc32c(raw, self.crc)
            yield to_numbers(raw, self._dtype, self._is_big_endian), len(raw)
