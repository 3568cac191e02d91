"""The table file, the container behind `.index` and V1 checkpoints: sorted keys with values, in blocks.

    data blocks, metaindex block, index block, footer

Footer, the last 48 bytes: two block handles (varint64 offset, varint64 size each), zero padding up
to byte 40, an 8-byte little-endian magic number. Each block is followed by a byte telling its
compression (0 none, 1 raw snappy) and the masked crc32c of block and byte. A block is

    entries, u32 restart_offset[R], u32 R
    entry: varint shared, varint unshared, varint value_size, key bytes[unshared], value bytes[value_size]

with key = the first `shared` bytes of the previous key + the unshared ones.
Source: TensorFlow, lib/io/format.h and lib/io/table_format.txt.
"""

from __future__ import annotations

from dataclasses import dataclass

from explorer.errors import CorruptFileError
from explorer.formats.checksum import crc32c, mask
from explorer.formats.varint import read_varint
from explorer.storage.files import ByteSource

MAGIC = 0xDB4775248B80FB57
FOOTER_SIZE = 48
TRAILER_SIZE = 5
MAX_TABLE_BYTES = 1 << 30  # 200,000 tensors make 10 MB
# A snappy copy of 3 bytes gives at most 64: more than this factor is no snappy block.
MAX_SNAPPY_RATIO = 24
# Writers share prefixes over 16 keys, so keys never grow by more than that; a file may not blow them up.
MAX_KEY_RATIO = 16
MIN_KEY_BUDGET = 1 << 20
_NO_INDEX = "this is not a checkpoint index, or it was cut short"
_CUT_HINT = "It may still be being written, or a copy of it was cut short."


@dataclass(frozen=True, slots=True)
class BlockHandle:
    """A byte range of the table file; `size` leaves out the 5-byte trailer."""

    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Block:
    """The entries of one block: `data[:entries_end]`, with the offsets at which whole keys stand."""

    data: bytes
    entries_end: int
    restart_count: int


def parse_footer(tail: bytes) -> tuple[BlockHandle, BlockHandle]:
    """Decode the last `FOOTER_SIZE` bytes into the metaindex and index handles.

    Raises:
        CorruptFileError: the tail has another length or another magic number.
    """
    if len(tail) != FOOTER_SIZE:
        raise CorruptFileError(
            f"{_NO_INDEX} (a table file ends with a {FOOTER_SIZE}-byte footer, found {len(tail)} bytes)",
            hint=_CUT_HINT,
        )
    magic = int.from_bytes(tail[-8:], "little")
    if magic != MAGIC:
        raise CorruptFileError(
            f"{_NO_INDEX} (it ends with {magic:#018x}, a table file ends with {MAGIC:#018x})",
            hint=_CUT_HINT,
        )
    metaindex, position = parse_handle(tail, 0, FOOTER_SIZE - 8)
    index, _ = parse_handle(tail, position, FOOTER_SIZE - 8)
    return metaindex, index


def parse_handle(data: bytes, position: int, end: int) -> tuple[BlockHandle, int]:
    """The block handle at `position`, and the position behind it."""
    offset, position = read_varint(data, position, end)
    size, position = read_varint(data, position, end)
    return BlockHandle(offset, size), position


def read_block(source: ByteSource, handle: BlockHandle, limit: int, *, verify: bool = True) -> Block:
    """Read, check and (if need be) decompress one block.

    Args:
        source: the table file.
        handle: where the block lies.
        limit: the block with its trailer must end at or before this byte of the file.
        verify: compare the checksum.

    Raises:
        CorruptFileError: it lies outside, or its checksum (if `verify`) or its structure is wrong.
    """
    stored_size = handle.size + TRAILER_SIZE
    if handle.offset + stored_size > limit:
        raise CorruptFileError(
            f"a block should end at byte {handle.offset + stored_size}, its room ends at byte {limit}"
        )
    contents = source.read(handle.offset, handle.size)  # apart from its trailer: no copy of a large one
    trailer = source.read(handle.offset + handle.size, TRAILER_SIZE)
    if verify:
        expected = int.from_bytes(trailer[1:], "little")
        actual = mask(crc32c(trailer[:1], crc32c(contents)))
        if actual != expected:
            raise CorruptFileError(
                f"the block at byte {handle.offset} does not match its checksum: "
                f"stored {expected:#010x}, computed {actual:#010x}",
                hint="The file is damaged, or is being rewritten now.",
            )
    compression = trailer[0]
    if compression == 1:
        contents = _decompress(contents, handle.offset)
    elif compression != 0:
        raise CorruptFileError(f"the block at byte {handle.offset} has unknown compression {compression}")
    return parse_block(contents)


def parse_block(contents: bytes) -> Block:
    """Find the restart array at the end of a block's contents."""
    if len(contents) < 8:
        raise CorruptFileError(f"a block has at least 8 bytes, found {len(contents)}")
    count = int.from_bytes(contents[-4:], "little")
    entries_end = len(contents) - 4 - 4 * count
    if count < 1 or entries_end < 0:
        raise CorruptFileError(f"{count} restart points do not fit a block of {len(contents)} bytes")
    return Block(contents, entries_end, count)


def block_entries(block: Block, key_budget: int) -> list[tuple[bytes, int, int]]:
    """The entries of a block one after the other: (key, start and end of the value in `block.data`).

    Args:
        block: from `read_block`.
        key_budget: how many bytes all keys may have together.

    Raises:
        CorruptFileError: an entry passes the block's end, shares more than there is, or is out of order.
    """
    data, end = block.data, block.entries_end
    entries: list[tuple[bytes, int, int]] = []
    position = 0
    previous = b""
    while position < end:
        if position + 3 <= end and (data[position] | data[position + 1] | data[position + 2]) < 0x80:
            shared, unshared, size = data[position], data[position + 1], data[position + 2]
            position += 3
        else:
            shared, position = read_varint(data, position, end)
            unshared, position = read_varint(data, position, end)
            size, position = read_varint(data, position, end)
        if shared > len(previous):
            raise CorruptFileError(
                f"a key shares {shared} bytes with the previous one, which has {len(previous)}"
            )
        value_start = position + unshared
        value_end = value_start + size
        if value_end > end:
            raise CorruptFileError(f"an entry should end at byte {value_end} of its block, which has {end}")
        key = previous[:shared] + data[position:value_start]
        if entries and key <= previous:
            raise CorruptFileError(f"the key {key[:80]!r} is out of order")
        key_budget -= len(key)
        if key_budget < 0:
            raise CorruptFileError("the keys are far longer than the file can hold")
        entries.append((key, value_start, value_end))
        previous = key
        position = value_end
    _check_restarts(block)
    return entries


def _check_restarts(block: Block) -> None:
    """Only the first restart point is looked at: scanning from there finds every entry."""
    first = int.from_bytes(block.data[block.entries_end : block.entries_end + 4], "little")
    if first != 0:
        raise CorruptFileError(f"the first restart point of a block is {first} instead of 0")


def read_data_blocks(source: ByteSource) -> list[Block]:
    """All data blocks of a table, each checked, in the order of the index block.

    Raises:
        CorruptFileError: the footer, the index block or a data block is damaged.
    """
    if source.size > MAX_TABLE_BYTES:
        raise CorruptFileError(
            f"{source.name} has {source.size} bytes, an index has at most {MAX_TABLE_BYTES}"
        )
    room = source.size - FOOTER_SIZE
    return [read_block(source, handle, room) for _, handle in read_handles(source)]


def read_handles(source: ByteSource) -> list[tuple[bytes, BlockHandle]]:
    """Where the data blocks of a table lie, each with a key no smaller than its own and smaller than the next one's.

    Raises:
        CorruptFileError: the footer or the index block is damaged, or the data blocks overlap.
    """
    if source.size < FOOTER_SIZE:
        raise CorruptFileError(
            f"{source.name} has {source.size} bytes, too few for the {FOOTER_SIZE}-byte footer of a table file",
            hint=_CUT_HINT,
        )
    metaindex, index = parse_footer(source.read(source.size - FOOTER_SIZE, FOOTER_SIZE))
    room = source.size - FOOTER_SIZE
    read_block(source, metaindex, room)  # always empty, but its checksum tells of damage
    index_block = read_block(source, index, room)
    handles = []
    last_end = 0
    for key, start, end in block_entries(index_block, key_budget(index_block.entries_end)):
        handle, position = parse_handle(index_block.data, start, end)
        if position != end:
            raise CorruptFileError("a block handle in the index block has bytes to spare")
        if handle.offset < last_end:  # also keeps one block from being listed a million times
            raise CorruptFileError(f"the data block at byte {handle.offset} overlaps the one before it")
        last_end = handle.offset + handle.size + TRAILER_SIZE
        handles.append((key, handle))
    return handles


def key_budget(content_size: int) -> int:
    """How many bytes the keys of blocks of `content_size` bytes together may have."""
    return max(MIN_KEY_BUDGET, MAX_KEY_RATIO * content_size)


def _decompress(contents: bytes, offset: int) -> bytes:
    declared, _ = read_varint(contents, 0, len(contents))
    if declared > MAX_SNAPPY_RATIO * len(contents):
        raise CorruptFileError(
            f"the compressed block at byte {offset} says it holds {declared} bytes, "
            f"too many for {len(contents)} compressed ones"
        )
    import cramjam  # late: TensorFlow itself never compresses an index

    library = cramjam.snappy
    try:
        data = bytes(library.decompress_raw(contents))
    except cramjam.DecompressionError as error:
        raise CorruptFileError(f"the compressed block at byte {offset} is damaged: {error}") from error
    if len(data) != declared:
        raise CorruptFileError(f"the compressed block at byte {offset} gave {len(data)} of {declared} bytes")
    return data
