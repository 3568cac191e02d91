"""Where each chunk of a dataset lies: the six indexes of HDF5, from the old tree to the extensible array.

An entry without filters is an address; with filters: address, stored size, u32 mask of the filters
that were left out. The arrays list chunks in the C order of the grid as far as it may grow, with
the dimension that grows without end moved to the front.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explorer.errors import CorruptFileError, UnsupportedFileError
from explorer.formats.hdf5_bytes import DAMAGED_HINT, REPACK_HINT, Fields, Hdf5Bytes
from explorer.formats.hdf5_layout import (
    EXTENSIBLE_ARRAY,
    FIXED_ARRAY,
    IMPLICIT,
    SINGLE,
    TREE_FIRST,
    Layout,
)
from explorer.formats.hdf5_trees import CHUNK_NODES, walk_first, walk_second

_MOST_PAGE_BITS = 30
_MOST_CHUNKS = 1 << 18
_RECORDS, _FILTERED_RECORDS = 10, 11


@dataclass(frozen=True, slots=True)
class ChunkPlace:
    """One stored chunk: its place in the grid of chunks, its bytes after the filters, filters left out."""

    place: tuple[int, ...]
    address: int
    size_bytes: int
    skipped: int  # bit k: filter k was not applied


def chunk_bytes(layout: Layout) -> int:
    """Bytes of one whole chunk before the filters."""
    size = layout.item_size
    for length in layout.chunk:
        size *= length
    return size


def chunk_grid(shape: tuple[int, ...], chunk: tuple[int, ...]) -> tuple[int, ...]:
    """How many chunks there are along each dimension."""
    return tuple((size + length - 1) // length for size, length in zip(shape, chunk, strict=True))


def find_chunks(
    file: Hdf5Bytes, layout: Layout, shape: tuple[int, ...], most: tuple[int, ...]
) -> list[ChunkPlace]:
    """The stored chunks inside `shape`, each once and within the file, in grid order.

    `most` says how far each dimension may grow, -1 without end.

    Raises:
        CorruptFileError: the index is damaged, or says what cannot be.
    """
    if len(layout.chunk) != len(shape) or len(most) != len(shape):
        raise CorruptFileError(
            f"its chunks have {len(layout.chunk)} dimensions, its shape {len(shape)}", hint=DAMAGED_HINT
        )
    if layout.address < 0:
        return []
    grid = chunk_grid(shape, layout.chunk)
    found: dict[tuple[int, ...], ChunkPlace] = {}
    for entry in _entries(file, layout, grid, _order_of(grid, chunk_grid(most, layout.chunk), most)):
        if entry.address < 0 or any(at >= count for at, count in zip(entry.place, grid)):
            continue  # never written, or left over from a larger shape
        if entry.place in found:
            raise CorruptFileError("two chunks claim the same place", hint=DAMAGED_HINT)
        if entry.address + entry.size_bytes > file.size:
            raise CorruptFileError(
                f"a chunk should end at byte {entry.address + entry.size_bytes}, the file has {file.size}",
                hint=DAMAGED_HINT,
            )
        if len(found) == _MOST_CHUNKS:
            raise UnsupportedFileError(f"it is cut into more than {_MOST_CHUNKS} chunks", hint=REPACK_HINT)
        found[entry.place] = entry
    end = 0
    for entry in sorted(found.values(), key=lambda entry: entry.address):
        if entry.address < end:
            raise CorruptFileError("two chunks claim the same bytes", hint=DAMAGED_HINT)
        end = entry.address + entry.size_bytes
    return [found[place] for place in sorted(found)]


@dataclass(frozen=True, slots=True)
class _Order:
    """How the arrays number chunks: `sizes` of the grid with dimension `front` first, of which `end` exist now."""

    sizes: tuple[int, ...]
    front: int
    end: int

    def place(self, number: int) -> tuple[int, ...]:
        """The place of a chunk in the grid."""
        place = []
        for size in reversed(self.sizes[1:]):
            number, at = divmod(number, max(size, 1))
            place.append(at)
        place.reverse()
        place.insert(self.front, number)
        return tuple(place)


def _order_of(grid: tuple[int, ...], most_grid: tuple[int, ...], most: tuple[int, ...]) -> _Order:
    front = most.index(-1) if -1 in most else 0
    return _Order((most_grid[front], *most_grid[:front], *most_grid[front + 1 :]), front, grid[front])


def _entries(file: Hdf5Bytes, layout: Layout, grid: tuple[int, ...], order: _Order) -> Iterator[ChunkPlace]:
    kind = layout.index.kind
    if kind == TREE_FIRST:
        return _from_first_tree(file, layout)
    if kind == SINGLE:
        size, skipped = layout.index.parameters or (chunk_bytes(layout), 0)
        return iter((ChunkPlace((0,) * len(grid), layout.address, size, skipped),))
    if kind == IMPLICIT:
        return _implicit(file, layout, order)
    if kind == FIXED_ARRAY:
        return _in_order(layout, order, _fixed_array(file, layout))
    if kind == EXTENSIBLE_ARRAY:
        return _in_order(layout, order, _extensible_array(file, layout))
    return _from_second_tree(file, layout)


def _from_first_tree(file: Hdf5Bytes, layout: Layout) -> Iterator[ChunkPlace]:
    rank = len(layout.chunk)
    for key, address in walk_first(file, layout.address, CHUNK_NODES, 8 + 8 * (rank + 1)):
        fields = Fields(key, "a chunk's key")
        size, skipped = fields.number(4), fields.number(4)
        offsets = [fields.number(8) for _ in range(rank)]
        if any(offset % length for offset, length in zip(offsets, layout.chunk)):
            raise CorruptFileError("a chunk begins inside another one", hint=DAMAGED_HINT)
        place = tuple(offset // length for offset, length in zip(offsets, layout.chunk))
        yield ChunkPlace(place, address, size, skipped)


def _from_second_tree(file: Hdf5Bytes, layout: Layout) -> Iterator[ChunkPlace]:
    rank = len(layout.chunk)
    for record in walk_second(file, layout.address, (_RECORDS, _FILTERED_RECORDS)):
        address = record.address()
        size, skipped = chunk_bytes(layout), 0
        if layout.filters:
            size, skipped = record.number(max(record.left - 4 - 8 * rank, 0)), record.number(4)
        yield ChunkPlace(tuple(record.number(8) for _ in range(rank)), address, size, skipped)


def _implicit(file: Hdf5Bytes, layout: Layout, order: _Order) -> Iterator[ChunkPlace]:
    """Chunks one behind the other, none of them filtered."""
    size = chunk_bytes(layout)
    count = order.end
    for along in order.sizes[1:]:
        count *= along
    if layout.address + count * size > file.size:
        raise CorruptFileError(
            f"its {count} chunks of {size} bytes do not fit in the file's {file.size}", hint=DAMAGED_HINT
        )
    for number in range(count):
        yield ChunkPlace(order.place(number), layout.address + number * size, size, 0)


def _in_order(layout: Layout, order: _Order, elements: Iterator[tuple[int, Fields]]) -> Iterator[ChunkPlace]:
    """Entries of an array (number of the chunk, its fields) as chunks."""
    whole = chunk_bytes(layout)
    for number, fields in elements:
        place = order.place(number)
        if place[order.front] >= order.end:
            return
        address = fields.address()
        if not layout.filters:
            yield ChunkPlace(place, address, whole, 0)
            continue
        size = fields.number(max(fields.left - 4, 0))
        yield ChunkPlace(place, address, size, fields.number(4))


def _fixed_array(file: Hdf5Bytes, layout: Layout) -> Iterator[tuple[int, Fields]]:
    what = "the index of its chunks"
    header = file.checked_fields(layout.address, 12 + file.length_size + file.offset_size, what)
    header.expect(b"FAHD")
    header.take(2)
    entry_size, page_bits = header.number(1), header.number(1)
    count, address = header.length(), header.address()
    if address < 0:
        return
    if not entry_size or page_bits > _MOST_PAGE_BITS:
        raise CorruptFileError(f"{what} has an odd size", hint=DAMAGED_HINT)
    head = 6 + file.offset_size
    page = 1 << page_bits
    if count <= page:
        block = file.checked_fields(address, head + count * entry_size + 4, what)
        block.expect(b"FADB")
        block.take(head - 4)
        yield from _elements(block, 0, count, entry_size)
        return
    pages = (count + page - 1) // page
    bitmap_size = (pages + 7) // 8
    block = file.checked_fields(address, head + bitmap_size + 4, what)
    block.expect(b"FADB")
    block.take(head - 4)
    bitmap = block.take(bitmap_size)
    yield from _pages(file, address + head + bitmap_size + 4, bitmap, 0, count, page, entry_size)


def _elements(block: Fields, first: int, count: int, entry_size: int) -> Iterator[tuple[int, Fields]]:
    for number in range(first, first + count):
        yield number, block.sub(entry_size, "an entry of a chunk index")


def _pages(
    file: Hdf5Bytes,
    address: int,
    bitmap: bytes,
    first: int,
    count: int,
    page: int,
    entry_size: int,
    first_bit: int = 0,
) -> Iterator[tuple[int, Fields]]:
    """The entries of a paged block; a bit of `bitmap`, highest first, says whether a page was written."""
    for number in range((count + page - 1) // page):
        in_page = min(page, count - number * page)
        size = in_page * entry_size + 4
        byte, bit = divmod(first_bit + number, 8)
        if bitmap[byte] & (0x80 >> bit):
            block = file.checked_fields(address, size, "a page of the index of its chunks")
            yield from _elements(block, first + number * page, in_page, entry_size)
        address += size


def _extensible_array(file: Hdf5Bytes, layout: Layout) -> Iterator[tuple[int, Fields]]:
    """Entries in the index block, then in data blocks that grow, the later ones behind super blocks.

    Super block u has 2**(u // 2) data blocks of 2**((u + 1) // 2) * `least` entries each.
    """
    what = "the index of its chunks"
    header = file.checked_fields(layout.address, 16 + 6 * file.length_size + file.offset_size, what)
    header.expect(b"EAHD")
    header.take(2)
    entry_size, bits, in_index, least, pointers, page_bits = (header.number(1) for _ in range(6))
    header.take(6 * file.length_size)
    address = header.address()
    if address < 0:
        return
    if (
        not entry_size
        or not 0 < bits <= 64
        or page_bits > _MOST_PAGE_BITS
        or least.bit_count() != 1
        or pointers.bit_count() != 1
    ):
        raise CorruptFileError(f"{what} has an odd size", hint=DAMAGED_HINT)
    supers = 1 + max(bits - (least.bit_length() - 1), 0)
    direct_supers = 2 * (pointers.bit_length() - 1)
    direct_blocks = 2 * (pointers - 1)
    head = 6 + file.offset_size
    width = (bits + 7) // 8
    page = 1 << page_bits
    size = in_index * entry_size + (direct_blocks + max(supers - direct_supers, 0)) * file.offset_size
    block = file.checked_fields(address, head + size + 4, what)
    block.expect(b"EAIB")
    block.take(head - 4)
    yield from _elements(block, 0, in_index, entry_size)
    first = in_index

    shape = _Blocks(page, entry_size, head + width)
    for number in range(supers):
        blocks, count = 1 << number // 2, (1 << (number + 1) // 2) * least
        if number < direct_supers:
            for _ in range(blocks):
                # Blocks this small have no pages, so nothing says which of those were written.
                yield from _data_block(
                    file, block.address(), shape, first, count, b"\xff" * (count // 8 + 1), 0
                )
                first += count
            continue
        at = block.address()
        if at >= 0:
            pages = count // page if count > page else 0
            bitmap_size = blocks * ((pages + 7) // 8)
            table = file.checked_fields(at, head + width + bitmap_size + blocks * file.offset_size + 4, what)
            table.expect(b"EASB")
            table.take(head - 4 + width)
            bitmap = table.take(bitmap_size)  # one bit a page, those of all data blocks in a row
            for turn in range(blocks):
                begin = first + turn * count
                yield from _data_block(file, table.address(), shape, begin, count, bitmap, turn * pages)
        first += blocks * count


@dataclass(frozen=True, slots=True)
class _Blocks:
    """What the data blocks of one extensible array have in common: entries a page, bytes of an entry and of a head."""

    page: int
    entry_size: int
    head: int


def _data_block(
    file: Hdf5Bytes, address: int, shape: _Blocks, first: int, count: int, bitmap: bytes, first_bit: int
) -> Iterator[tuple[int, Fields]]:
    if address < 0:
        return
    is_paged = count > shape.page
    size = shape.head + 4 + (0 if is_paged else count * shape.entry_size)
    block = file.checked_fields(address, size, "a block of the index of its chunks")
    block.expect(b"EADB")
    block.take(shape.head - 4)
    if is_paged:
        yield from _pages(file, address + size, bitmap, first, count, shape.page, shape.entry_size, first_bit)
    else:
        yield from _elements(block, first, count, shape.entry_size)
