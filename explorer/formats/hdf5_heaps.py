"""The heaps of HDF5: names of a group (local), strings of varied length (global), links and attributes (fractal).

Local: `HEAP`, version, reserved 3, size L, free list L, address of the names.
Global: `GCOL`, version, reserved 3, size L, then {index u16, count u16, reserved u32, size L, data, padding to 8}.
Fractal: `FRHP`, a doubling table of blocks; see `FractalHeap`.
"""

from __future__ import annotations

from explorer.errors import CorruptFileError, UnsupportedFileError
from explorer.formats.hdf5_bytes import (
    DAMAGED_HINT,
    REPACK_HINT,
    Fields,
    Hdf5Bytes,
    bytes_needed,
    checked,
)

_LONGEST_NAME = 1 << 16
_LARGEST_BITS = 64


class LocalHeap:
    """The names of one group's members, each ended by a zero byte."""

    def __init__(self, file: Hdf5Bytes, address: int) -> None:
        fields = file.fields(address, 8 + 2 * file.length_size + file.offset_size, "a group's heap")
        self._file = file
        fields.expect(b"HEAP")
        fields.take(4)
        size = fields.length()
        fields.length()
        self._data = file.read(fields.address(), size, "the names of a group")

    def name(self, offset: int) -> bytes:
        """The name at `offset`. Raises CorruptFileError if none ends there."""
        end = self._data.find(0, offset, offset + _LONGEST_NAME) if offset < len(self._data) else -1
        if end < 0:
            raise CorruptFileError("a name of a group's heap has no end", hint=DAMAGED_HINT)
        self._file.spend(end - offset)  # names may share bytes
        return self._data[offset:end]


class GlobalHeaps:
    """Objects of the global heap collections of a file; each collection is looked through once."""

    def __init__(self, file: Hdf5Bytes) -> None:
        self._file = file
        self._collections: dict[int, dict[int, tuple[int, int]]] = {}
        self._objects: dict[tuple[int, int], bytes] = {}

    def get(self, address: int, index: int) -> bytes:
        """One object; asked for again, the very same bytes. Raises CorruptFileError if there is none."""
        found = self._objects.get((address, index))
        if found is None:
            collection = self._collections.get(address)
            if collection is None:
                collection = self._collections[address] = self._look_through(address)
            if index not in collection:
                raise CorruptFileError(
                    f"the heap at byte {address} holds no object {index}", hint=DAMAGED_HINT
                )
            start, size = collection[index]
            found = self._file.read(start, size, "an object of a global heap")
            self._objects[address, index] = found
        return found

    def _look_through(self, address: int) -> dict[int, tuple[int, int]]:
        file = self._file
        head = 16  # with padding, where lengths have fewer than 8 bytes
        fields = file.fields(address, head, "a global heap")
        fields.expect(b"GCOL")
        fields.take(4)
        end = address + fields.length()
        position = address + head
        objects: dict[int, tuple[int, int]] = {}
        while position + head <= end:
            fields = file.fields(position, head, "an object of a global heap")
            index = fields.number(2)
            fields.take(6)
            size = fields.length()
            if not index:  # free space, up to the end
                break
            if position + head + size > end:
                raise CorruptFileError("an object of a global heap reaches out of it", hint=DAMAGED_HINT)
            objects.setdefault(index, (position + head, size))
            position += head + (size + 7) // 8 * 8
        return objects


class FractalHeap:
    """The heap of a group with many links, or of an object with many attributes.

    Objects lie in direct blocks; rows of a doubling table say how large those are: the first two
    rows have blocks of the starting size, each further row of twice the size of the one before.
    Rows beyond the largest direct block hold indirect blocks, tables of the same kind.
    """

    def __init__(self, file: Hdf5Bytes, address: int) -> None:
        self._file = file
        what = "a fractal heap"
        size = 26 + 12 * file.length_size + 3 * file.offset_size
        fields = file.fields(address, size, what)
        fields.expect(b"FRHP")
        fields.take(1)
        fields.number(2)  # size of an object's id
        has_filters = fields.number(2) > 0
        if has_filters:
            raise UnsupportedFileError("it keeps links or attributes in a filtered heap", hint=REPACK_HINT)
        fields = file.checked_fields(address, size, what)
        fields.take(9)
        self._blocks_are_checked = bool(fields.number(1) & 2)
        self._largest_object = fields.number(4)
        fields.take(2 * file.length_size + 2 * file.offset_size)
        fields.take(8 * file.length_size)
        self._width = fields.number(2)
        self._start_size, self._largest_block = fields.length(), fields.length()
        self._bits = fields.number(2)
        fields.number(2)  # rows the root once began with
        self._root, self._root_rows = fields.address(), fields.number(2)
        for power in (self._start_size, self._largest_block):
            if power <= 0 or power & (power - 1):
                raise CorruptFileError("the blocks of a fractal heap have odd sizes", hint=DAMAGED_HINT)
        if not 0 < self._bits <= _LARGEST_BITS or not 0 < self._width <= 1024:
            raise CorruptFileError("the table of a fractal heap has an odd size", hint=DAMAGED_HINT)
        self._offset_bytes = (self._bits + 7) // 8
        self._length_bytes = min(
            (self._largest_block.bit_length() + 6) // 8, bytes_needed(self._largest_object)
        )
        self._direct_rows = max(self._largest_block.bit_length() - self._start_size.bit_length(), 0) + 2
        self._tables: dict[tuple[int, int], list[int]] = {}
        self._direct: dict[tuple[int, int], bytes] = {}

    def get(self, raw_id: bytes) -> bytes:
        """The object of an id. Raises CorruptFileError; UnsupportedFileError for objects outside the blocks."""
        fields = Fields(raw_id, "the id of a heap object")
        kind = fields.number(1) >> 4 & 3
        if kind == 2:
            # Tiny objects lie in the id itself; their length is in its first byte.
            return fields.take((raw_id[0] & 15) + 1)
        if kind:
            raise UnsupportedFileError("a link or attribute is stored as a huge object", hint=REPACK_HINT)
        offset, length = fields.number(self._offset_bytes), fields.number(self._length_bytes)
        block, start, size = self._find_block(offset)
        if offset - start + length > size:
            raise CorruptFileError("an object reaches out of its heap block", hint=DAMAGED_HINT)
        data = self._direct_block(block, size)
        self._file.spend(length)
        return data[offset - start : offset - start + length]

    def _direct_block(self, address: int, size: int) -> bytes:
        found = self._direct.get((address, size))
        if found is None:
            found = self._file.read(address, size, "a block of a fractal heap")
            if not found.startswith(b"FHDB"):
                raise CorruptFileError("a block of a fractal heap does not begin as one", hint=DAMAGED_HINT)
            if self._blocks_are_checked:
                at = 5 + self._file.offset_size + self._offset_bytes
                # The checksum was computed while its own place held zeros.
                checked(found[:at] + bytes(4) + found[at + 4 :] + found[at : at + 4], "a heap block")
            self._direct[address, size] = found
        return found

    def _find_block(self, offset: int) -> tuple[int, int, int]:
        """Address, heap offset and size of the direct block that holds the heap offset."""
        if not self._root_rows:
            return self._root, 0, self._start_size
        table, rows, base = self._root, self._root_rows, 0
        while True:
            # Row r begins at width * start_size * 2**(r - 1), row 0 at 0.
            inside = offset - base
            turns = inside // (self._width * self._start_size)
            row = turns.bit_length()
            size = self._start_size << max(row - 1, 0)
            row_start = self._width * size if row else 0
            if row >= rows:
                raise CorruptFileError("an object lies beyond the end of its heap", hint=DAMAGED_HINT)
            column = (inside - row_start) // size
            base += row_start + column * size
            block = self._children(table, rows)[row * self._width + column]
            if row < self._direct_rows:
                return block, base, size
            # An indirect block covers `size` bytes: as many rows as add up to that.
            table = block
            rows = size.bit_length() - (self._width * self._start_size).bit_length() + 1

    def _children(self, address: int, rows: int) -> list[int]:
        found = self._tables.get((address, rows))
        if found is None:
            if not 0 < rows <= _LARGEST_BITS:
                raise CorruptFileError("the table of a fractal heap has no rows", hint=DAMAGED_HINT)
            file = self._file
            count = rows * self._width
            head = 5 + file.offset_size + self._offset_bytes
            fields = file.checked_fields(
                address, head + count * file.offset_size + 4, "a table of a fractal heap"
            )
            fields.expect(b"FHIB")
            fields.take(head - 4)
            found = self._tables[address, rows] = [fields.address() for _ in range(count)]
        return found
