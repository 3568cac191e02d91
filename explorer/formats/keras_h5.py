"""Keras weights in HDF5: `.weights.h5` of Keras 3 and 2.15, `.h5` of Keras 2."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from explorer.errors import locating
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
            self._stamp = source.stamp()
            self._load(source, 0, self.prefix.name)
            source.check_unchanged()
            self.data_files = (DataFile(self.prefix.name, source.size),)

    @contextmanager
    def _open(self) -> Iterator[FileSource]:
        with FileSource(self.prefix) as source:
            source.check_stamp(self._stamp)
            yield source
            source.check_stamp(self._stamp)
