"""Statistics cut into units: runs of stored bytes that any process can gather, and their joining afterwards.

A tensor's bytes are cut wherever they are long, so that one large tensor keeps every core busy. What
is gathered of each unit is merged; the checksum of a range that was cut is joined from those of its
parts, and compared as if it had been read in one go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.analysis.accumulators import Accumulator, accumulator_for
from explorer.analysis.packing import Packed
from explorer.analysis.value_counts import TensorStatistics
from explorer.formats.bundle_stream import NumberStream, OpenFiles, StoredRange
from explorer.formats.checksum import joined_crc32c
from explorer.formats.dtypes import data_type, numpy_dtype
from explorer.formats.reader import CHUNK_BYTES
from explorer.formats.tensor_values import compare_checksum
from explorer.task import QUIET, Cancelled, Task

if TYPE_CHECKING:  # a worker process that only gathers units does without
    from explorer.checkpoints.checkpoint import Checkpoint

UNIT_BYTES = 16 << 20  # some 15 ms of work: no core waits long for the last one
UNIT_RANGES = 128  # of a tensor of many small slices


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a stored range: `size_bytes` from `offset` on of file number `file`. `crc32c`: of a whole range."""

    file: int
    offset: int
    size_bytes: int
    crc32c: int | None


@dataclass(frozen=True, slots=True)
class Unit:
    """Pieces of one tensor that are gathered together."""

    dtype: int
    is_big_endian: bool
    pieces: tuple[Piece, ...]

    @property
    def size_bytes(self) -> int:
        """Of all pieces."""
        return sum(piece.size_bytes for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was gathered of a unit, and the CRC-32C of each of its pieces."""

    accumulator: Accumulator
    checksums: tuple[int, ...]


class Splitting:
    """One tensor, its units, and what is known of them so far."""

    def __init__(
        self, key: str, dtype: int, ranges: tuple[StoredRange, ...], units: tuple[Unit, ...]
    ) -> None:
        self.key = key
        self.units = units
        self._dtype = dtype
        self._ranges = ranges
        self._found: dict[int, tuple[int, ...]] = {}
        self._accumulator: Accumulator | None = None

    @property
    def is_whole(self) -> bool:
        """Whether one unit is all of it."""
        return len(self.units) == 1

    def add(self, number: int, gathered: Gathered) -> bool:
        """Take what was gathered of one unit; whether it was the last."""
        if len(gathered.checksums) != len(self.units[number].pieces):
            raise ValueError("a checksum for each piece is needed")
        if self._accumulator is None:
            self._accumulator = gathered.accumulator
        else:
            self._accumulator.merge(gathered.accumulator)
        self._found[number] = gathered.checksums
        return len(self._found) == len(self.units)

    def statistics(self) -> TensorStatistics:
        """Of the whole tensor. Raises CorruptFileError if the checksum of a range does not fit."""
        parts = iter(
            (piece.size_bytes, crc)
            for number, unit in enumerate(self.units)
            for piece, crc in zip(unit.pieces, self._found[number])
        )
        for stored in self._ranges:
            done, crc = next(parts)
            while done < stored.size_bytes:
                size, of_part = next(parts)
                crc = joined_crc32c(crc, of_part, size)
                done += size
            compare_checksum(crc, stored.crc32c)
        gathered = self._accumulator or accumulator_for(numpy_dtype(self._dtype))
        return gathered.statistics(self.key)


def split(checkpoint: Checkpoint, key: str, file_number: dict[str, int]) -> Splitting | None:
    """The units of one tensor; None where it can only be read as a whole, or nothing of it is read in vain."""
    find = getattr(checkpoint.reader, "stored_ranges", None)
    row = checkpoint.table.row_of.get(key, -1)
    ranges = find(row) if find is not None and row >= 0 else None
    if not ranges:
        return None
    dtype = int(checkpoint.table.dtype[row])
    item_size = data_type(dtype).item_size
    if sum(stored.size_bytes for stored in ranges) != int(checkpoint.table.element_count[row]) * item_size:
        return None
    if any(stored.file_name not in file_number for stored in ranges):
        return None
    is_big_endian = any(stored.is_big_endian for stored in ranges)  # a checkpoint has one byte order
    units = tuple(
        Unit(dtype, is_big_endian, pieces) for pieces in _pieces(ranges, file_number, UNIT_BYTES, item_size)
    )
    return Splitting(key, dtype, ranges, units)


def _pieces(
    ranges: tuple[StoredRange, ...], file_number: dict[str, int], unit_bytes: int, item_size: int
) -> Iterator[tuple[Piece, ...]]:
    most = max(unit_bytes // item_size, 1) * item_size
    unit: list[Piece] = []
    room = most
    for stored in ranges:
        done = 0
        while done < stored.size_bytes or not stored.size_bytes:  # an empty range has a checksum too
            if room < item_size or len(unit) == UNIT_RANGES:
                yield tuple(unit)
                unit, room = [], most
            size = min(room // item_size * item_size, stored.size_bytes - done)
            whole = stored.crc32c if size == stored.size_bytes else None
            unit.append(Piece(file_number[stored.file_name], stored.offset + done, size, whole))
            done += size
            room -= size
            if not stored.size_bytes:
                break
    yield tuple(unit)


def gather(unit: Unit, files: list[Path], opened: OpenFiles, task: Task = QUIET) -> Gathered:
    """Read a unit and gather its numbers.

    Raises:
        CorruptFileError, MissingFileError, FileAccessError: it cannot be read as it was saved.
        Cancelled: through the task.
    """
    accumulator = accumulator_for(numpy_dtype(unit.dtype))
    checksums = []
    for piece in unit.pieces:
        source = opened.get(files[piece.file])
        stream = NumberStream(
            source, piece.offset, piece.size_bytes, unit.dtype, unit.is_big_endian, CHUNK_BYTES
        )
        for values, _ in stream:
            if task.is_cancelled:
                raise Cancelled
            accumulator.add(values)
        if piece.crc32c is not None:
            compare_checksum(stream.crc, piece.crc32c)  # at once: damage is told before the rest is read
        checksums.append(stream.crc)
    return Gathered(accumulator, tuple(checksums))


def restored(dtype: int, packed: Packed, checksums: Sequence[int]) -> Gathered:
    """What another process gathered. Raises KeyError, TypeError or ValueError for what it cannot have."""
    accumulator = accumulator_for(numpy_dtype(dtype))
    accumulator.unpack(packed)
    return Gathered(accumulator, tuple(int(crc) for crc in checksums))
