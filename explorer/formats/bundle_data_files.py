"""The data files of a bundle: which there are, what is wrong with them, and the one a tensor lies in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from explorer.errors import CorruptFileError
from explorer.formats.bundle_checks import check_entries, used_shards
from explorer.formats.bundle_index import BundleIndex
from explorer.formats.bundle_stream import OpenFiles
from explorer.formats.lfs_pointer import POINTER_HINT, may_be_pointer, pointer_at
from explorer.formats.reader import DataFile
from explorer.formats.tensor_table import TensorSlice
from explorer.storage.files import FileSource, size_or_reason

if TYPE_CHECKING:
    import numpy.typing as npt

_MAX_NAMED_FILES = 3
_MAX_OPENED = 256  # small data files looked into on opening
_IS_POINTER = "is a git-lfs pointer, not the file itself: run `git lfs pull`"


class DataFiles:
    """The files `P.data-SSSSS-of-NNNNN` beside an index, looked at once; none stays open.

    What is wrong with entries whose bytes are not there is told in `index.problems`.
    """

    def __init__(self, prefix: Path, index: BundleIndex) -> None:
        self._prefix = prefix
        self._num_shards = index.header.num_shards
        self._pointers: frozenset[int] = frozenset()
        self.listed, self.problems = self._look(index)

    def name(self, shard: int) -> str:
        """The name of a data file."""
        return f"{self._prefix.name}.data-{shard:05d}-of-{self._num_shards:05d}"

    def may_hold(self, place: TensorSlice) -> bool:
        """Whether `open` is worth a try."""
        return 0 <= place.shard < self._num_shards and place.shard not in self._pointers

    def open(self, place: TensorSlice, files: OpenFiles) -> FileSource:
        """The file a stored range lies in. Raises CorruptFileError, MissingFileError, FileAccessError."""
        if not 0 <= place.shard < self._num_shards:
            raise CorruptFileError(
                f"it should lie in data file number {place.shard}, there are {self._num_shards}"
            )
        source = files.get(self._path(place.shard))
        if place.shard in self._pointers and may_be_pointer(source.size):
            raise CorruptFileError(
                f"the data file {source.name} {_IS_POINTER}", hint=POINTER_HINT, path=source.path
            )
        return source

    def _look(self, index: BundleIndex) -> tuple[tuple[DataFile, ...], tuple[str, ...]]:
        is_whole = np.ones(len(index.keys), bool)
        is_whole[list(index.slices)] = False
        shards = used_shards(index, is_whole)
        problems: list[str] = []
        # Every data file holds a tensor, so more of them than entries is a lie, and maybe a large one.
        if self._num_shards <= max(len(index.keys), 1):
            shards = list(range(self._num_shards))
        else:
            problems.append(
                f"The index names {self._num_shards} data files for {len(index.keys)} tensors; "
                f"the tensors lie in {len(shards)} of them."
            )
        folder = str(self._prefix.parent)
        answers = {shard: size_or_reason(f"{folder}/{self.name(shard)}") for shard in shards}
        on_disk = {shard: found if isinstance(found, int) else None for shard, found in answers.items()}
        self._pointers = self._find_pointers(index, is_whole, on_disk)
        answers |= dict.fromkeys(self._pointers, _IS_POINTER)  # none of a pointer's bytes are a tensor's
        sizes = {shard: found if isinstance(found, int) else None for shard, found in answers.items()}
        absence = {shard: found for shard, found in answers.items() if isinstance(found, str)}
        missing = list(absence)
        check_entries(index, is_whole, sizes, self.name, absence)
        problems += [
            f"The data file {self.name(shard)} is not there."
            if absence[shard] == "is not there"
            else f"The data file {self.name(shard)} {absence[shard]}."
            for shard in missing[:_MAX_NAMED_FILES]
        ]
        if len(missing) > _MAX_NAMED_FILES:
            problems.append(f"{len(missing) - _MAX_NAMED_FILES} more data files are not there.")
        files = tuple(DataFile(self.name(shard), size) for shard, size in on_disk.items())
        return files, tuple(problems)

    def _find_pointers(
        self, index: BundleIndex, is_whole: npt.NDArray[np.bool_], sizes: Mapping[int, int | None]
    ) -> frozenset[int]:
        """The data files that are git-lfs pointers. Opened are only small ones whose size does not fit."""
        small = [shard for shard, size in sizes.items() if size is not None and may_be_pointer(size)]
        found = set()
        for shard in small[:_MAX_OPENED]:
            mine = is_whole & (index.shard == shard)
            ends = index.offset[mine].astype(np.float64) + index.size_bytes[mine]
            if len(ends) and ends.max() != sizes[shard] and pointer_at(self._path(shard)):
                found.add(shard)
        return frozenset(found)

    def _path(self, shard: int) -> Path:
        return self._prefix.with_name(self.name(shard))
