"""Tensor bundles, TensorFlow's checkpoint format V2: `P.index` and `P.data-SSSSS-of-NNNNN` beside it.

The index is a table file: the empty key holds the header, every other key the entry of one
tensor (where its bytes lie, how many, their checksum). Nothing but the index is read on opening.
Source: TensorFlow, core/util/tensor_bundle and core/protobuf/tensor_bundle.proto.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.errors import CorruptFileError, NoValueError, locating
from explorer.formats.bundle_checks import check_entries, used_shards
from explorer.formats.bundle_index import BundleIndex, read_index
from explorer.formats.bundle_slices import Slices, find_slices
from explorer.formats.bundle_stream import NumberStream, OpenFiles, StoredRange
from explorer.formats.checksum import crc32c
from explorer.formats.chunk_stream import as_chunks, fitting_in_memory
from explorer.formats.dtypes import STRING, VARIANT, data_type
from explorer.formats.lfs_pointer import POINTER_HINT, may_be_pointer, pointer_at
from explorer.formats.range_read import check_run, consecutive_parts
from explorer.formats.reader import CHUNK_BYTES, Chunk, DataFile
from explorer.formats.saved_model_files import is_saved_model
from explorer.formats.tensor_table import TensorSlice, TensorTable
from explorer.formats.tensor_values import compare_checksum, to_numbers, to_strings, variant_type_name
from explorer.formats.whole_tensors import assemble, checked_count, reshaped
from explorer.storage.files import FileSource, check_range, size_or_reason
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    import numpy.typing as npt

OBJECT_GRAPH_KEY = "_CHECKPOINTABLE_OBJECT_GRAPH"
_MAX_NAMED_FILES = 3
_MAX_OPENED = 256  # small data files looked into on opening
_IS_POINTER = "is a git-lfs pointer, not the file itself: run `git lfs pull`"


class TensorBundle:
    """One tensor bundle; a `CheckpointReader`. Reading the index is done when the constructor returns.

    Raises:
        MissingFileError: there is no index.
        CorruptFileError: the index is damaged or still being written.
        UnsupportedFileError: a newer TensorFlow wrote it.
    """

    told_names: Sequence[str] | None = None  # the object graph tells them
    told_roles: Mapping[int, str] = {}
    told_slots: Mapping[int, tuple[int, str, str]] = {}

    def __init__(self, prefix: Path | str) -> None:
        self.prefix = Path(prefix).absolute()
        self.format = "tensor_bundle"
        if (self.prefix.parent.name, self.prefix.name) == ("variables", "variables") and (
            is_saved_model(self.prefix.parent.parent)
        ):
            self.format = "saved_model"
        path = self.prefix.with_name(f"{self.prefix.name}.index")
        with locating(path=path), FileSource(path) as source:
            index = read_index(source)
            source.check_unchanged()
        self.is_big_endian = self._is_big_endian = index.header.is_big_endian
        self._num_shards = index.header.num_shards
        self.data_files, self.problems = self._look_at_data_files(index)
        self.table = _make_table(index, find_slices(index))

    def __repr__(self) -> str:
        return f"<TensorBundle {self.prefix.name!r}: {len(self.table)} tensors>"

    def object_graph_bytes(self) -> bytes | None:
        """The serialized TrackableObjectGraph; None for name-based checkpoints."""
        row = self.table.find(OBJECT_GRAPH_KEY)
        if row < 0:
            return None
        with locating(key=OBJECT_GRAPH_KEY):
            if self.table.dtype[row] != STRING or self.table.shape(row) != ():
                raise CorruptFileError("the object graph is not stored as one string")
            return bytes(self.read(row).item())

    def read(self, row: int, *, verify: bool = True, partial: bool = False) -> npt.NDArray[Any]:
        """The whole tensor, read-only; see `CheckpointReader.read`."""
        table = self.table
        dtype, shape = int(table.dtype[row]), table.shape(row)
        slices = table.slices.get(row)
        with fitting_in_memory(shape), OpenFiles() as files:
            if slices is not None:
                value = self._assemble(row, slices, files, verify, partial)
            else:
                value = self._read_part(dtype, shape, self._place(row), files, verify)
        value.setflags(write=False)
        return value

    def chunks(
        self, row: int, *, verify: bool = True, chunk_bytes: int = CHUNK_BYTES, task: Task = QUIET
    ) -> Iterator[Chunk]:
        """The tensor's elements in order; see `CheckpointReader.chunks`."""
        table = self.table
        dtype = int(table.dtype[row])
        if not data_type(dtype).is_numeric:
            raise self._no_numbers(row, dtype)
        slices = table.slices.get(row)
        places = [(table.shape(row), self._place(row))]
        if slices is not None:
            if not slices:
                raise NoValueError(f"none of its slices is in the file: {table.problems.get(row, '')}")
            places = [(part.length, part) for part in slices]
        total = sum(place.size_bytes for _, place in places)
        with OpenFiles() as files:
            pieces = (
                piece
                for shape, place in places
                for piece in self._stream(dtype, shape, place, files, verify, chunk_bytes)
            )
            yield from as_chunks(pieces, total, table.keys[row], task)

    # --- in part -----------------------------------------------------------------------------

    def why_not_in_ranges(self, row: int) -> str:
        """Why a tensor cannot be read in part; see `range_read.RangeReader`."""
        if not data_type(int(self.table.dtype[row])).is_numeric:
            return "its elements have no fixed size"
        slices = self.table.slices.get(row)
        if slices is not None and not consecutive_parts(self.table.shape(row), slices):
            return "its slices do not lie one behind the other"
        return ""

    def read_ranges(self, row: int, ranges: Iterable[tuple[int, int]]) -> Iterator[npt.NDArray[Any]]:
        """Runs of elements, not verified; see `range_read.RangeReader`."""
        if why_not := self.why_not_in_ranges(row):
            raise NoValueError(f"it cannot be read in part: {why_not}")
        dtype, shape = int(self.table.dtype[row]), self.table.shape(row)
        slices = self.table.slices.get(row)
        parts = ((0, self._place(row)),) if slices is None else consecutive_parts(shape, slices)
        for _, place in parts:
            _check_size(shape if slices is None else place.length, dtype, place)
        item_size = data_type(dtype).item_size
        starts = [first for first, _ in parts]
        with OpenFiles() as files:
            for start, count in ranges:
                check_run(start, count, checked_count(shape))
                raw, done = np.empty(count * item_size, np.uint8), 0
                number = max(bisect_right(starts, start) - 1, 0)
                while done < len(raw):
                    first, place = parts[number]
                    inside = start * item_size + done - first * item_size
                    piece = raw[done : done + place.size_bytes - inside]
                    self._source(place, files).read_into(place.offset + inside, piece)
                    done += len(piece)
                    number += 1
                yield to_numbers(raw, dtype, self._is_big_endian)

    # --- one stored range --------------------------------------------------------------------

    def _place(self, row: int) -> TensorSlice:
        table = self.table
        return TensorSlice(
            (),
            (),
            int(table.shard[row]),
            int(table.offset[row]),
            int(table.size_bytes[row]),
            int(table.crc32c[row]),
        )

    def _source(self, place: TensorSlice, open_files: OpenFiles) -> FileSource:
        if not 0 <= place.shard < self._num_shards:
            raise CorruptFileError(
                f"it should lie in data file number {place.shard}, there are {self._num_shards}"
            )
        source = open_files.get(self._data_path(place.shard))
        if place.shard in self._pointers and may_be_pointer(source.size):
            raise CorruptFileError(_pointer_problem(source.name), hint=POINTER_HINT, path=source.path)
        return source

    def _file_name(self, shard: int) -> str:
        return f"{self.prefix.name}.data-{shard:05d}-of-{self._num_shards:05d}"

    def _read_part(
        self, dtype: int, shape: tuple[int, ...], place: TensorSlice, files: OpenFiles, verify: bool
    ) -> npt.NDArray[Any]:
        kind = data_type(dtype)
        count = checked_count(shape)
        if dtype == STRING:
            data = self._source(place, files).read(place.offset, place.size_bytes)
            strings = to_strings(data, count, place.crc32c if verify else None, self._is_big_endian)
            value = np.empty(count, object)
            value[:] = strings
            return reshaped(value, shape)
        if not kind.is_numeric:
            raise self._no_numbers_in(place, dtype)
        _check_size(shape, dtype, place)
        source = self._source(place, files)
        # Before memory is asked for: the size came from the file.
        check_range(place.offset, place.size_bytes, source.size, source.name)
        raw = np.empty(place.size_bytes, np.uint8)
        source.read_into(place.offset, raw)
        if verify:
            compare_checksum(crc32c(raw), place.crc32c)
        return reshaped(to_numbers(raw, dtype, self._is_big_endian), shape)

    def _stream(
        self,
        dtype: int,
        shape: tuple[int, ...],
        place: TensorSlice,
        files: OpenFiles,
        verify: bool,
        chunk_bytes: int,
    ) -> Iterator[tuple[npt.NDArray[Any], int]]:
        _check_size(shape, dtype, place)
        source = self._source(place, files)
        stream = NumberStream(
            source, place.offset, place.size_bytes, dtype, self._is_big_endian, chunk_bytes, verify
        )
        yield from stream
        if verify:
            compare_checksum(stream.crc, place.crc32c)

    def stored_ranges(self, row: int) -> tuple[StoredRange, ...] | None:
        """Where the numbers of a tensor lie, for a reading that is spread over processes; no file is touched.

        None where something is wrong, or there are no numbers: `chunks` tells what.
        """
        table = self.table
        dtype = int(table.dtype[row])
        if not data_type(dtype).is_numeric or row in table.problems:
            return None
        slices = table.slices.get(row)
        places = [(table.shape(row), self._place(row))]
        if slices is not None:
            places = [(part.length, part) for part in slices]
        for shape, place in places:
            if not 0 <= place.shard < self._num_shards or place.shard in self._pointers:
                return None
            try:
                _check_size(shape, dtype, place)
            except CorruptFileError:
                return None
        return tuple(
            StoredRange(
                self._file_name(place.shard),
                place.offset,
                place.size_bytes,
                place.crc32c,
                self._is_big_endian,
            )
            for _, place in places
        )

    def _assemble(
        self,
        row: int,
        slices: tuple[TensorSlice, ...],
        files: OpenFiles,
        verify: bool,
        partial: bool,
    ) -> npt.NDArray[Any]:
        dtype, shape = int(self.table.dtype[row]), self.table.shape(row)
        kind = data_type(dtype)
        if not kind.is_numeric and dtype != STRING:
            raise self._no_numbers(row, dtype)
        return assemble(
            dtype,
            shape,
            slices,
            lambda number: self._read_part(dtype, slices[number].length, slices[number], files, verify),
            problem=self.table.problems.get(row),
            partial=partial,
        )

    def _no_numbers(self, row: int, dtype: int) -> NoValueError:
        if self.table.slices.get(row) is not None:
            return NoValueError(f"it is of the dtype {data_type(dtype).name}, which has no numbers")
        return self._no_numbers_in(self._place(row), dtype)

    def _no_numbers_in(self, place: TensorSlice, dtype: int) -> NoValueError:
        name = data_type(dtype).name
        if dtype == VARIANT:
            type_name = ""
            try:
                with OpenFiles() as files:
                    source = self._source(place, files)
                    type_name = variant_type_name(source.read(place.offset, min(place.size_bytes, 4096)))
            except (CorruptFileError, OSError):
                pass  # what it is of is worth saying, but its absence is told elsewhere
            of = f" of the type {type_name}" if type_name else ""
            return NoValueError(
                f"it holds a variant{of}, {place.size_bytes} bytes that only TensorFlow understands",
                hint="Dataset iterators and lists of tensors are stored so.",
            )
        return NoValueError(
            f"it is of the dtype {name}, which has no numbers"
            if dtype == STRING
            else f"its dtype, {name}, is not known; {place.size_bytes} bytes are stored"
        )

    # --- data files --------------------------------------------------------------------------

    def _look_at_data_files(self, index: BundleIndex) -> tuple[tuple[DataFile, ...], tuple[str, ...]]:
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
        folder = str(self.prefix.parent)
        answers = {shard: size_or_reason(f"{folder}/{self._file_name(shard)}") for shard in shards}
        on_disk = {shard: found if isinstance(found, int) else None for shard, found in answers.items()}
        self._pointers = self._find_pointers(index, is_whole, on_disk)
        answers |= dict.fromkeys(self._pointers, _IS_POINTER)  # none of a pointer's bytes are a tensor's
        sizes = {shard: found if isinstance(found, int) else None for shard, found in answers.items()}
        absence = {shard: found for shard, found in answers.items() if isinstance(found, str)}
        missing = list(absence)
        check_entries(index, is_whole, sizes, self._file_name, absence)
        problems += [
            f"The data file {self._file_name(shard)} {absence[shard]}."
            for shard in missing[:_MAX_NAMED_FILES]
        ]
        if len(missing) > _MAX_NAMED_FILES:
            problems.append(f"{len(missing) - _MAX_NAMED_FILES} more data files are not there.")
        files = tuple(DataFile(self._file_name(shard), size) for shard, size in on_disk.items())
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
            if len(ends) and ends.max() != sizes[shard] and pointer_at(self._data_path(shard)):
                found.add(shard)
        return frozenset(found)

    def _data_path(self, shard: int) -> Path:
        return self.prefix.with_name(self._file_name(shard))


def _pointer_problem(name: str) -> str:
    return f"the data file {name} {_IS_POINTER}"


def _make_table(index: BundleIndex, slices: Slices) -> TensorTable:
    """The public columns: the parts of partitioned variables leave the list, the rest keeps its order."""
    shard, size_bytes = index.shard, index.size_bytes
    for row, parts in slices.of_row.items():
        shard[row] = -1
        size_bytes[row] = min(sum(max(part.size_bytes, 0) for part in parts), 2**63 - 1)
        index.offset[row] = 0
        index.crc32c[row] = 0
    keep = np.ones(len(index.keys), bool)
    keep[list(slices.parts)] = False
    keys = index.keys
    new_row = np.cumsum(keep) - 1
    problems, of_row = index.problems, slices.of_row
    columns: list[npt.NDArray[Any]] = [
        index.dtype,
        index.shape_id,
        shard,
        index.offset,
        size_bytes,
        index.crc32c,
    ]
    if slices.parts:
        keys = [key for key, kept in zip(keys, keep.tolist()) if kept]
        columns = [column[keep] for column in columns]
        problems = {int(new_row[row]): text for row, text in problems.items() if keep[row]}
        of_row = {int(new_row[row]): parts for row, parts in of_row.items() if keep[row]}
    for column in columns:
        column.setflags(write=False)
    dtype, shape_id, shard, offset, size_bytes, checksums = columns
    return TensorTable(
        keys,
        dtype,
        shape_id,
        index.shapes,
        shard,
        offset,
        size_bytes,
        checksums,
        dict(sorted(of_row.items())),
        dict(sorted(problems.items())),
    )


def _check_size(shape: tuple[int, ...], dtype: int, place: TensorSlice) -> None:
    needed = checked_count(shape) * data_type(dtype).item_size
    if needed != place.size_bytes:
        raise CorruptFileError(
            f"its shape and dtype need {needed} bytes, {place.size_bytes} are stored",
            hint="The index is damaged.",
        )
