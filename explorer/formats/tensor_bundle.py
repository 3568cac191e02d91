"""Tensor bundles, TensorFlow's checkpoint format V2: `P.index` and `P.data-SSSSS-of-NNNNN` beside it.

The index is a table file: the empty key holds the header, every other key the entry of one
tensor (where its bytes lie, how many, their checksum). Nothing but the index is read on opening.
Source: TensorFlow, core/util/tensor_bundle and core/protobuf/tensor_bundle.proto.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.errors import CorruptFileError, NoValueError, locating
from explorer.formats.bundle_data_files import DataFiles
from explorer.formats.bundle_index import read_index
from explorer.formats.bundle_slices import find_slices
from explorer.formats.bundle_stream import NumberStream, OpenFiles, StoredRange
from explorer.formats.bundle_table import bundle_table
from explorer.formats.checksum import crc32c
from explorer.formats.chunk_stream import as_chunks, fitting_in_memory
from explorer.formats.dtypes import STRING, VARIANT, data_type
from explorer.formats.range_read import check_run, consecutive_parts
from explorer.formats.reader import CHUNK_BYTES, Chunk
from explorer.formats.saved_model_files import is_saved_model
from explorer.formats.tensor_table import TensorSlice
from explorer.formats.tensor_values import compare_checksum, to_numbers, to_strings, variant_type_name
from explorer.formats.whole_tensors import assemble, checked_count, reshaped
from explorer.storage.files import FileSource, check_range
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    import numpy.typing as npt

OBJECT_GRAPH_KEY = "_CHECKPOINTABLE_OBJECT_GRAPH"


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
        self._stored = DataFiles(self.prefix, index)
        self.data_files, self.problems = self._stored.listed, self._stored.problems
        self.table = bundle_table(index, find_slices(index))
        self._kept = threading.local()  # files: those this thread leaves open

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
        with OpenFiles(getattr(self._kept, "files", None)) as files:
            pieces = (
                piece
                for shape, place in places
                for piece in self._stream(dtype, shape, place, files, verify, chunk_bytes)
            )
            yield from as_chunks(pieces, total, table.keys[row], task)

    @contextmanager
    def keeping_open(self) -> Iterator[None]:
        """Within it, `chunks` on this thread leave the first few data files open for the next tensor."""
        if getattr(self._kept, "files", None) is not None:
            yield
            return
        kept = self._kept.files = dict[Path, FileSource]()
        own = self._kept.__dict__  # of this thread, wherever the end of it is noticed
        try:
            yield
        finally:
            if own.get("files") is kept:
                del own["files"]
            for source in kept.values():
                source.close()

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
                    self._stored.open(place, files).read_into(place.offset + inside, piece)
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

    def _read_part(
        self, dtype: int, shape: tuple[int, ...], place: TensorSlice, files: OpenFiles, verify: bool
    ) -> npt.NDArray[Any]:
        kind = data_type(dtype)
        count = checked_count(shape)
        if dtype == STRING:
            data = self._stored.open(place, files).read(place.offset, place.size_bytes)
            strings = to_strings(data, count, place.crc32c if verify else None, self._is_big_endian)
            value = np.empty(count, object)
            value[:] = strings
            return reshaped(value, shape)
        if not kind.is_numeric:
            raise self._no_numbers_in(place, dtype)
        _check_size(shape, dtype, place)
        source = self._stored.open(place, files)
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
        source = self._stored.open(place, files)
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
            if not self._stored.may_hold(place):
                return None
            try:
                _check_size(shape, dtype, place)
            except CorruptFileError:
                return None
        return tuple(
            StoredRange(
                self._stored.name(place.shard),
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
                    source = self._stored.open(place, files)
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


def _check_size(shape: tuple[int, ...], dtype: int, place: TensorSlice) -> None:
    needed = checked_count(shape) * data_type(dtype).item_size
    if needed != place.size_bytes:
        raise CorruptFileError(
            f"its shape and dtype need {needed} bytes, {place.size_bytes} are stored",
            hint="The index is damaged.",
        )
