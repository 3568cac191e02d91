"""Checkpoints of TensorFlow's first format (V1): one table file, or several, of `SavedTensorSlices`.

A table's empty key holds the list of its tensors; each other key, a name and a slice in ordered
code, the values. Nothing but the list is read on opening. The only checksums are those of blocks.
Source: TensorFlow, core/util/tensor_slice_reader.cc, tensor_slice_writer.cc.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.errors import CorruptFileError, ExplorerError, MissingFileError, NoValueError, locating
from explorer.formats.bundle_index import ShapeTable
from explorer.formats.chunk_stream import as_chunks, fitting_in_memory
from explorer.formats.dtypes import STRING, data_type, numpy_dtype
from explorer.formats.lfs_pointer import POINTER_HINT, pointer_at
from explorer.formats.proto_values import ProtoValues
from explorer.formats.reader import CHUNK_BYTES, Chunk, DataFile
from explorer.formats.saved_slices import find_values, parse_list
from explorer.formats.table_reader import TableReader
from explorer.formats.tensor_table import TensorTable
from explorer.formats.v1_files import V1Files, find_v1_files
from explorer.formats.v1_listing import V1Listing, gather
from explorer.formats.v1_pieces import Piece, StoredPart, file_pieces, whole_part
from explorer.formats.whole_tensors import assemble, checked_count, reshaped
from explorer.storage.files import regular_file_size
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    import numpy.typing as npt

_MOST_NAMED_FILES = 3
_MOST_MISSING_FILES = 1000  # listed one by one: how many there should be is told by a name alone
_NO_TABLE = "the file holds no list of tensors, so it is no checkpoint"


class TensorSliceV1:
    """One V1 checkpoint; a `CheckpointReader`. The lists of its files are read when the constructor returns.

    Args:
        path: its file, one of its shards, the pattern TensorFlow calls it by, or the prefix without that.

    Raises:
        MissingFileError: there is no such checkpoint.
        CorruptFileError: the file (of several: each of them) is damaged.
        UnsupportedFileError: a newer TensorFlow wrote it, or it is the index of another format.
    """

    format = "tensor_slice_v1"
    told_names: Sequence[str] | None = None
    told_roles: Mapping[int, str] = {}
    told_slots: Mapping[int, tuple[int, str, str]] = {}

    def __init__(self, path: Path | str) -> None:
        files = find_v1_files(Path(path).absolute())
        if files is None:
            raise MissingFileError("there is no V1 checkpoint of this name", path=path)
        self.prefix = files.prefix
        self._files = files
        self._readers: dict[int, TableReader] = {}
        self.data_files = _data_files(files)
        listing, damaged = self._read_lists()
        self._parts = listing.parts
        self.table: TensorTable = listing.table
        self.problems = (*_absent_files(files), *damaged)

    def __repr__(self) -> str:
        return f"<TensorSliceV1 {self.prefix.name!r}: {len(self.table)} tensors>"

    def object_graph_bytes(self) -> bytes | None:
        """None: V1 checkpoints are name-based."""
        return None

    def read(self, row: int, *, verify: bool = True, partial: bool = False) -> npt.NDArray[Any]:
        """The whole tensor, read-only; see `CheckpointReader.read`."""
        table = self.table
        dtype, shape = int(table.dtype[row]), table.shape(row)
        parts, slices = self._parts_of(row), table.slices.get(row)
        self._check_dtype(dtype)
        with fitting_in_memory(shape):
            if slices is None:
                value = self._read_part(row, dtype, shape, parts[0], verify)
            else:
                value = assemble(
                    dtype,
                    shape,
                    slices,
                    lambda number: self._read_part(row, dtype, slices[number].length, parts[number], verify),
                    problem=table.problems.get(row),
                    partial=partial,
                )
        value.setflags(write=False)
        return value

    def chunks(
        self, row: int, *, verify: bool = True, chunk_bytes: int = CHUNK_BYTES, task: Task = QUIET
    ) -> Iterator[Chunk]:
        """The tensor's elements in order; see `CheckpointReader.chunks`.

        The block it lies in is read and its checksum compared before the first of them.
        """
        table = self.table
        dtype = int(table.dtype[row])
        if dtype == STRING:
            raise NoValueError("it is of the dtype string, which has no numbers")
        self._check_dtype(dtype)
        slices = table.slices.get(row)
        lengths = [table.shape(row)] if slices is None else [part.length for part in slices]
        if not lengths:
            raise NoValueError(f"none of its slices is in the file: {table.problems.get(row, '')}")
        counts = [checked_count(length) for length in lengths]
        item_size = data_type(dtype).item_size
        total = sum(counts) * item_size
        pieces = (
            (values, len(values) * item_size)
            for count, part in zip(counts, self._parts_of(row))
            for values in self._values(row, dtype, part, verify).numbers(count, chunk_bytes)
        )
        yield from as_chunks(pieces, total, table.keys[row], task)

    # --- one stored piece --------------------------------------------------------------------

    def _parts_of(self, row: int) -> tuple[StoredPart, ...]:
        parts = self._parts.get(row)
        if parts is None:
            name, file = self.table.keys[row].encode("utf-8", "surrogateescape"), int(self.table.shard[row])
            parts = (whole_part(self._readers[file], file, name, len(self.table.shape(row))),)
        return parts

    def _values(self, row: int, dtype: int, part: StoredPart, verify: bool) -> ProtoValues:
        reader = self._readers[part.file]
        with locating(path=reader.path):
            block = reader.read_block(part.block, part.key, verify=verify) if part.block >= 0 else None
            place = block.place.get(part.key) if block is not None else None
            if block is None or place is None:
                raise CorruptFileError(
                    "the file lists it, but holds no values of it",
                    hint="The file is damaged, or is being rewritten now.",
                )
            name = self.table.keys[row].encode("utf-8", "surrogateescape")
            return find_values(block.data, place, name, part.extents, dtype)

    def _read_part(
        self, row: int, dtype: int, shape: tuple[int, ...], part: StoredPart, verify: bool
    ) -> npt.NDArray[Any]:
        count = checked_count(shape)
        values = self._values(row, dtype, part, verify)
        if dtype == STRING:
            value = np.empty(count, object)
            value[:] = values.strings(count)
            return reshaped(value, shape)
        values.check_count(count)
        value = np.empty(count, numpy_dtype(dtype))
        start = 0
        for chunk in values.numbers(count, CHUNK_BYTES):
            value[start : start + len(chunk)] = chunk
            start += len(chunk)
        return reshaped(value, shape)

    def _check_dtype(self, dtype: int) -> None:
        kind = data_type(dtype)
        if not kind.is_numeric and dtype != STRING:
            raise NoValueError(f"its dtype, {kind.name}, has no values that we know")

    # --- opening -----------------------------------------------------------------------------

    def _read_lists(self) -> tuple[V1Listing, list[str]]:
        """The rows that all files list, and sentences on the files that cannot be read."""
        pieces: list[Piece] = []
        shapes = ShapeTable()
        damaged: list[str] = []
        failure: ExplorerError | None = None
        for number, path in self._files.files.items():
            try:
                reader = TableReader(path)
                with locating(path=path):
                    if not reader.handles:
                        raise CorruptFileError(_NO_TABLE)
                    first = reader.read_block(0)
                    if b"" not in first.place:
                        raise CorruptFileError(_NO_TABLE)
                    tensors = parse_list(first.data, *first.place[b""])
            except ExplorerError as error:
                pointer = pointer_at(path)
                told = CorruptFileError(pointer, hint=POINTER_HINT, path=path) if pointer else error
                failure = failure or told
                if len(damaged) < _MOST_NAMED_FILES:
                    damaged.append(f"The file {path.name} cannot be read: {told.problem}.")
                continue
            self._readers[number] = reader
            pieces.extend(file_pieces(reader, number, tensors, first, shapes))
        if failure is not None and not self._readers:
            raise failure
        unread = len(self._files.files) - len(self._readers)
        if unread > len(damaged):
            damaged.append(f"{unread - len(damaged)} more files cannot be read.")
        return gather(pieces, shapes), damaged


def _data_files(files: V1Files) -> tuple[DataFile, ...]:
    """All files there should be, as far as they can be listed."""
    numbers = sorted({*files.files, *range(min(files.count, _MOST_MISSING_FILES))})
    return tuple(
        DataFile(
            files.name_of(number), regular_file_size(files.files[number]) if number in files.files else None
        )
        for number in numbers
    )


def _absent_files(files: V1Files) -> list[str]:
    problems: list[str] = []
    absent = files.count - len(files.files)
    number = 0
    while len(problems) < min(absent, _MOST_NAMED_FILES):
        if number not in files.files:
            problems.append(f"The file {files.name_of(number)} is not there; tensors in it are not listed.")
        number += 1
    if absent > len(problems):
        problems.append(f"{absent - len(problems)} more of its {files.count} files are not there.")
    if files.other_counts:
        others = " and ".join(str(count) for count in files.other_counts[:_MOST_NAMED_FILES])
        problems.append(f"A checkpoint of the same name in {others} files lies beside it, and is not read.")
    return problems
