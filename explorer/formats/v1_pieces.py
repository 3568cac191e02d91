"""What one file of a V1 checkpoint holds, piece by piece: a tensor, or a slice of a partitioned one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from explorer.errors import CorruptFileError, ExplorerError
from explorer.formats.bundle_entry import Shape, parse_slice
from explorer.formats.bundle_index import ShapeTable
from explorer.formats.bundle_slices import MAX_PROBLEMS, resolve_slice
from explorer.formats.dtypes import STRING, data_type
from explorer.formats.ordered_code import FULL_EXTENT, encode_slice_key, encode_string
from explorer.formats.saved_slices import ListedTensor, find_values
from explorer.formats.table import MAX_SNAPPY_RATIO
from explorer.formats.table_reader import TableBlock, TableReader

_STRING_BLOCKS_BYTES = 4 << 20  # of one file, read on opening to know the sizes of the strings in them
_MOST_BYTES = 2**63 - 1
_ABSENT = "the file lists it, but holds no values of it"
_NO_KEY = b"\0\0\1"  # the beginning of the key of a tensor without a name

Extents = tuple[Shape, Shape]  # starts and lengths as stored; -1 is a whole dimension


# Tuples: a file may list hundreds of thousands, and no other frozen record is made as quickly.
class StoredPart(NamedTuple):
    """Where a piece stands: the key in its file's table, and the block that must hold it (-1: there is none)."""

    file: int
    block: int
    key: bytes
    extents: Extents


class Piece(NamedTuple):
    """One piece as its file lists it; `box` is None where its slice does not lie in the shape."""

    name: bytes
    shape_id: int
    dtype: int
    part: StoredPart | None  # None: the tensor is listed without a slice, or with a damaged one
    box: Extents | None  # starts and lengths in elements
    offset: int  # of the block in the file
    size_bytes: int
    problem: str


def whole_part(reader: TableReader, file: int, name: bytes, rank: int) -> StoredPart:
    """Where a tensor stands that is stored in one piece, as writers call it."""
    extents = (0,) * rank, (FULL_EXTENT,) * rank
    key = encode_slice_key(name, *extents)
    return StoredPart(file, reader.find_block(key), key, extents)


def file_pieces(
    reader: TableReader, file: int, tensors: list[ListedTensor], first: TableBlock, shapes: ShapeTable
) -> Iterator[Piece]:
    """The pieces that a file lists, with what is known of them without reading the file.

    Args:
        reader: the file.
        file: its number.
        tensors: what it lists.
        first: its first data block, which holds that list; what lies in it is looked at.
        shapes: gives numbers to shapes, of all files alike.
    """
    blocks = _Blocks(reader, first)
    extents_of: dict[bytes | None, tuple[Extents, bytes] | None] = {}
    box_of: dict[tuple[int, bytes | None], Extents | None] = {}  # in a shape
    for tensor in tensors:
        trouble = 0
        dtype = tensor.dtype - 100 if 100 < tensor.dtype < 200 else tensor.dtype
        shape_id = shapes[tensor.shape]
        shape = shapes.shape(shape_id)
        begin = b"\0" + encode_string(tensor.name)
        for data in tensor.slices or (None,):
            if trouble == MAX_PROBLEMS:
                break  # the tensor is beyond help
            if data not in extents_of:
                extents_of[data] = _decode(data)
            decoded = extents_of[data]
            if decoded is None:
                what = "a slice of it is damaged in the list" if data else "the file lists no slice of it"
                trouble += 1
                yield Piece(tensor.name, shape_id, dtype, None, None, 0, 0, what)
                continue
            extents, rest = decoded
            key = begin + rest
            part = StoredPart(file, reader.find_block(key), key, extents)
            if (shape_id, data) not in box_of:
                box_of[shape_id, data] = resolve_slice(shape, *extents)
            box = box_of[shape_id, data]
            offset = reader.handles[part.block].offset if part.block >= 0 else 0
            size, problem = 0, ""
            if box is not None:
                size, problem = blocks.look_at(part, tensor.name, dtype, box[1])
            trouble += box is None or bool(problem)
            yield Piece(tensor.name, shape_id, dtype, part, box, offset, size, problem)


def _decode(data: bytes | None) -> tuple[Extents, bytes] | None:
    """The extents of a slice, and what its key has behind the name; None if the slice is damaged."""
    if data is None:
        return None
    try:
        extents = parse_slice(data)
        return extents, encode_slice_key(b"", *extents)[len(_NO_KEY) :]
    except CorruptFileError:
        return None


class _Blocks:
    """The blocks of one file as far as they are known: the first, and within a limit those that hold strings."""

    def __init__(self, reader: TableReader, first: TableBlock) -> None:
        self._reader, self._first = reader, first
        self._last: tuple[int, TableBlock | ExplorerError] = (0, first)
        self._budget = _STRING_BLOCKS_BYTES

    def look_at(self, part: StoredPart, name: bytes, dtype: int, length: Shape) -> tuple[int, str]:
        """The size of a piece in bytes, and what is wrong with it ("" if nothing is known)."""
        count = 1
        for size in length:
            count *= size
        item_size = data_type(dtype).item_size
        size = min(count * item_size, _MOST_BYTES)
        if part.block < 0:
            return size, _ABSENT
        room = self._reader.handles[part.block].size
        if dtype == STRING or item_size == 0:
            size = room  # more is not known without reading it
        least = count * (item_size if data_type(dtype).kind in ("float", "complex") and item_size > 2 else 1)
        if least > MAX_SNAPPY_RATIO * room:
            return size, f"its shape has more elements than its {room} bytes can hold"
        block = self._block(part.block, dtype == STRING)
        if block is None:
            return size, ""
        if isinstance(block, ExplorerError):
            return size, f"it cannot be read: {block.problem}"
        place = block.place.get(part.key)
        if place is None:
            return 0, _ABSENT
        try:
            values = find_values(block.data, place, name, part.extents, dtype)
            if dtype == STRING:
                size = sum(map(len, values.strings(count)))
            elif item_size:
                values.check_count(count)
            else:
                size = place[1] - place[0]
        except CorruptFileError as error:
            return size, error.problem
        return size, ""

    def _block(self, number: int, is_wanted: bool) -> TableBlock | ExplorerError | None:
        if number == 0:
            return self._first
        if number == self._last[0]:
            return self._last[1]
        room = self._reader.handles[number].size
        if not is_wanted or room > self._budget:
            return None
        self._budget -= room
        found: TableBlock | ExplorerError
        try:
            found = self._reader.read_block(number)
        except ExplorerError as error:
            found = error
        self._last = number, found
        return found
