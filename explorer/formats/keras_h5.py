"""Keras weights in HDF5: `.weights.h5` of Keras 3 and 2.15, `.h5` of Keras 2."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from explorer.errors import CorruptFileError, locating
from explorer.formats.hdf5_reader import Hdf5Reader
from explorer.formats.reader import DataFile
from explorer.storage.files import FileSource


class KerasH5(Hdf5Reader):
    """One such file; a `CheckpointReader`. Groups and headers are read when the constructor returns.

    Raises:
        MissingFileError: there is no such file.
        CorruptFileError: its root is damaged, or it is no HDF5 file.
        UnsupportedFileError: it is kept in a way that is not read here.
    """

    def __init__(self, path: Path | str) -> None:
        self.prefix = Path(path).absolute()
        with locating(path=self.prefix), FileSource(self.prefix) as source:
            self._stamp = file_stamp(self.prefix)
            self._load(source, 0, self.prefix.name)
            source.check_unchanged()
            self.data_files = (DataFile(self.prefix.name, source.size),)

    @contextmanager
    def _open(self) -> Iterator[FileSource]:
        with FileSource(self.prefix) as source:
            check_stamp(self.prefix, self._stamp)
            yield source
            check_stamp(self.prefix, self._stamp)


def file_stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file is written anew; None if it is gone."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino


def check_stamp(path: Path, stamp: tuple[int, int, int] | None) -> None:
    """Raise CorruptFileError if the file is another than it was."""
    if file_stamp(path) != stamp:
        raise CorruptFileError(
            f"{path.name} was written anew since it was opened", hint="Reload to see what it holds now."
        )
