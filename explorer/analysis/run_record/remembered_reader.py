"""A checkpoint as the record knows it: a `CheckpointReader` that opens files only for values of some size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.analysis.run_record.files_told import Content, stamps_now
from explorer.analysis.run_record.format_told import FormatTold
from explorer.checkpoints.entries import FileStamp
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.errors import CorruptFileError, ExplorerError, FileAccessError, MissingFileError, NoValueError
from explorer.formats.bundle_stream import StoredRange
from explorer.formats.hdf5_reader import Hdf5Reader
from explorer.formats.keras_archive import KerasArchive
from explorer.formats.range_read import RangeReader
from explorer.formats.reader import CHUNK_BYTES, CheckpointReader, Chunk, DataFile, open_reader
from explorer.formats.tensor_bundle import TensorBundle
from explorer.formats.tensor_table import TensorTable
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    import numpy.typing as npt

    from explorer.formats.keras_archive import KerasMetadata
    from explorer.formats.keras_layout import KerasContents


class RememberedReader:
    """Table, object graph and small values from the record, other values from the files while they are unchanged.

    Args:
        prefix: absolute.
        content: which files they were.
        files: the same with the inodes of now; of a checkpoint that left the disk, those it had.
        is_gone: nothing is looked for on the disk.
    """

    def __init__(
        self,
        prefix: Path,
        content: Content,
        files: tuple[FileStamp, ...],
        table: TensorTable,
        *,
        format: str,
        data_files: tuple[DataFile, ...],
        problems: tuple[str, ...],
        told: FormatTold,
        graph: bytes | None,
        small: Mapping[int, npt.NDArray[Any]],
        is_gone: bool,
    ) -> None:
        self.prefix = prefix
        self.format = format
        self.table = table
        self.data_files = data_files
        self.problems = problems
        self.told_names: Sequence[str] | None = told.names
        self.told_roles: Mapping[int, str] = told.roles
        self.told_slots: Mapping[int, tuple[int, str, str]] = told.slots
        self.content = content
        self.is_gone = is_gone
        stamps = tuple(None if size < 0 else (size, at, inode) for _, size, at, inode in files)
        # What `Checkpoint.identity` is when the same files are opened.
        self.identity: tuple[object, ...] = (str(prefix), *stamps, stamps[0])
        self._told, self._graph, self._small = told, graph, small
        self._lock = Lock()
        self._live: CheckpointReader | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.prefix.name!r}: {len(self.table)} tensors>"

    def object_graph_bytes(self) -> bytes | None:
        """The serialized TrackableObjectGraph; None for name-based checkpoints."""
        if self._graph is not None or self.table.find(OBJECT_GRAPH_KEY) < 0:
            return self._graph
        return self._files().object_graph_bytes()

    def read(self, row: int, *, verify: bool = True, partial: bool = False) -> npt.NDArray[Any]:
        """The whole tensor; see `CheckpointReader.read`. Of a checkpoint that is gone only small ones are known."""
        known = self._known(row)
        if known is not None:
            return known
        return self._files().read(row, verify=verify, partial=partial)

    def chunks(
        self, row: int, *, verify: bool = True, chunk_bytes: int = CHUNK_BYTES, task: Task = QUIET
    ) -> Iterator[Chunk]:
        """The tensor's elements in order; see `CheckpointReader.chunks`."""
        known = self._known(row)
        if known is None or known.dtype == object:
            yield from self._files().chunks(row, verify=verify, chunk_bytes=chunk_bytes, task=task)
            return
        task.report(0, known.size, f"Reading {self.table.keys[row]}")
        slices = self.table.slices.get(row)
        if slices is None:
            yield Chunk(0, known.reshape(-1))
            return
        done = 0
        for (
            part
        ) in slices:  # in the order of the files: who compares two checkpoints pairs them piece by piece
            ranges = zip(part.start, part.length, strict=True)
            piece = known[tuple(slice(start, start + length) for start, length in ranges)].reshape(-1)
            yield Chunk(done, piece)
            done += len(piece)

    def keeping_open(self) -> AbstractContextManager[None]:
        """See `TensorBundle.keeping_open`: of files that were needed by now."""
        return self._live.keeping_open() if isinstance(self._live, TensorBundle) else nullcontext()

    def why_not_in_ranges(self, row: int) -> str:
        """See `RangeReader`."""
        if self.is_gone:
            return "the checkpoint is gone"
        try:
            files = self._files()
        except ExplorerError as error:
            return error.problem
        if not isinstance(files, RangeReader):
            return "a file of this format is read tensor by tensor"
        return files.why_not_in_ranges(row)

    def read_ranges(self, row: int, ranges: Iterable[tuple[int, int]]) -> Iterator[npt.NDArray[Any]]:
        """See `RangeReader`: read from the files."""
        files = self._files()
        if not isinstance(files, RangeReader):
            raise NoValueError("a file of this format is read tensor by tensor")
        yield from files.read_ranges(row, ranges)

    def stored_ranges(self, row: int) -> tuple[StoredRange, ...] | None:
        """Where the numbers of a tensor lie, for a reading spread over processes; see `TensorBundle.stored_ranges`."""
        if self.is_gone:
            return None
        try:
            files = self._files()
        except ExplorerError:  # `chunks` says what it is
            return None
        return files.stored_ranges(row) if isinstance(files, TensorBundle) else None

    def _known(self, row: int) -> npt.NDArray[Any] | None:
        if self._graph is not None and self.table.keys[row] == OBJECT_GRAPH_KEY:
            value = np.empty((), object)
            value[()] = self._graph
            value.setflags(write=False)
            return value
        return self._small.get(row)

    def _files(self) -> CheckpointReader:
        """The reader of the files. Raises what opening them raises; FileAccessError when they are others now."""
        if self.is_gone:
            raise MissingFileError(
                "the checkpoint is gone, and this value was not kept",
                hint="Its table, small values and the statistics computed while it was there are remembered. "
                "Keep more checkpoints (max_to_keep) to look into values later.",
            )
        with self._lock:
            if self._live is None:
                self._live = self._opened()
            return self._live

    def _opened(self) -> CheckpointReader:
        reader = open_reader(self.prefix)
        now = stamps_now(self.prefix, (name for name, *_ in self.content.files))
        same = [file[:3] for file in now] == [file[:3] for file in self.content.files]
        if not same or not self.content.is_at(self.prefix):
            raise FileAccessError(
                "the files of the checkpoint changed while it was open", hint="Open it again."
            )
        if reader.table.keys != self.table.keys:
            raise CorruptFileError("the remembered table is not that of the file", hint="Open it again.")
        return reader


class RememberedHdf5(RememberedReader, Hdf5Reader):
    """The same of a Keras file, with the configuration of the model it holds."""

    @property
    def contents(self) -> KerasContents:  # type: ignore[override]
        """The lists of names the loaders of Keras go by."""
        return self._told.contents

    def config_json(self) -> bytes | None:
        """See `Hdf5Reader.config_json`."""
        return self._told.config

    def training_json(self) -> bytes | None:
        """See `Hdf5Reader.training_json`."""
        return self._told.training


class RememberedArchive(RememberedHdf5, KerasArchive):
    """The same of a `.keras` archive."""

    @property
    def metadata(self) -> KerasMetadata:  # type: ignore[override]
        """What Keras notes of a save."""
        return self._told.metadata

    def check_archive(self, task: Task = QUIET) -> None:
        """See `KerasArchive.check_archive`: done on the file."""
        files = self._files()
        if isinstance(files, KerasArchive):
            files.check_archive(task)


def reader_class(told: FormatTold) -> type[RememberedReader]:
    """Which of the classes above stands for the reader that told."""
    return {"hdf5": RememberedHdf5, "archive": RememberedArchive}.get(told.kind, RememberedReader)
