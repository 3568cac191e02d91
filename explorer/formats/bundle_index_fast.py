"""The index of a tensor bundle decoded in numpy, all restart points in lock-step: for many entries.

A table's keys stand whole at every restart point (each 16th entry), so the runs between them can
be walked side by side: step k looks at the k-th entry of all runs at once. Values that look as
TensorFlow writes them are decoded in the same way, field by field; all others go one by one through
the careful parser. Whatever the walk itself does not expect makes `decode_all_at_once` give up, and
the caller reads entry by entry, which says what is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.errors import CorruptFileError
from explorer.formats.bundle_entry import BundleEntry, parse_entry, parse_header
from explorer.formats.bundle_index import NO_ENTRY, BundleIndex, ShapeTable, finish_index
from explorer.formats.key_column import join_keys
from explorer.formats.table import Block, key_budget
from explorer.formats.wide_words import distinct, read_varints, varints_in, words_at

if TYPE_CHECKING:
    import numpy.typing as npt

    from explorer.formats.wide_words import Bools, Ints, Words

_LONGEST_RUN = 64  # writers restart each 16 entries; far longer runs gain nothing here
_PADDING = 512  # a value's fields, and words of keys, may be looked for this far behind the last byte
_SLAB = 16384  # entries whose fields are read at one time: what stays in the processor's cache
_SEVEN_BYTES = (1 << 56) - 1
_EMPTY_CELLS = 4  # times as many as entries: runs of such different lengths are no writer's


def decode_all_at_once(blocks: list[Block]) -> BundleIndex | None:
    """The columns of the entries in a table's data blocks; None if anything in the blocks is unusual.

    Raises:
        CorruptFileError: the header entry is damaged.
        UnsupportedFileError: a newer TensorFlow wrote the file.
    """
    runs = _find_runs(blocks)
    if runs is None:
        return None
    padding = bytes(_PADDING)
    data = b"".join([padding, *(block.data[: block.entries_end] for block in blocks), padding])
    words = words_at(np.frombuffer(data, np.uint8))
    entries = _walk(words, *runs)
    if entries is None:
        return None
    there, shared, key_start, value_start, value_end = entries
    key_size = shared + value_start  # of cells without an entry 0
    key_size -= key_start
    if (shared[1:] > key_size[:-1]).any():
        return None
    if int(key_size.sum()) > key_budget(sum(len(block.data) for block in blocks)):
        return None
    keys = join_keys(data, words, there, shared, key_start, key_size)
    if keys is None or keys[0]:
        return None
    start, end = (column.T.reshape(-1) for column in (value_start, value_end))
    if not there.all():
        rows = np.flatnonzero(there.T)
        start, end = start[rows], end[rows]
    header = parse_header(data[int(start[0]) : int(end[0])])
    del keys[0]
    index, table = _values(data, words, start[1:], end[1:], keys)
    index.header = header
    finish_index(index, table)
    return index


def _find_runs(blocks: list[Block]) -> tuple[Ints, Ints] | None:
    """Start and end of every run of entries between restart points, once all entries stand in one row."""
    if not blocks:
        return None
    stored = b"".join(b.data[b.entries_end : b.entries_end + 4 * b.restart_count] for b in blocks)
    sizes = np.array([block.entries_end for block in blocks], np.int64)
    counts = np.array([block.restart_count for block in blocks], np.int64)
    block_end = np.cumsum(sizes) + _PADDING
    start = np.frombuffer(stored, "<u4") + np.repeat(block_end - sizes, counts)
    # A block's first run starts where the block before it ends, so runs end where the next ones start.
    first = np.cumsum(counts) - counts
    end = np.append(start[1:], block_end[-1])
    if (start[first] != block_end - sizes).any() or (end <= start).any():
        return None
    return start, end


def _walk(words: Words, start: Ints, end: Ints) -> tuple[Bools, Ints, Ints, Ints, Ints] | None:
    """Where there is an entry, and of all entries the shared key bytes, start of the other ones, start and end of the value.

    All as [longest run, runs]. A run that has come to its end goes on in the zeros of the padding:
    it shares nothing, and its keys and values are empty.
    """
    numbers = words.view("<i8")
    there: list[Bools] = []
    columns: list[tuple[Ints, Ints, Ints, Ints]] = []
    position, last, going_on = start, end, np.ones(len(start), bool)
    left, entries = len(start), 0
    while left:
        entries += left
        there.append(going_on)
        if len(there) > _LONGEST_RUN or len(there) * len(start) > _EMPTY_CELLS * entries:
            return None
        head = numbers[position]
        if not (head & 0x808080).any():  # three varints of one byte: nearly always
            shared = head & 0x7F
            key_start = position + 3
            value_start = head >> 8
            value_start &= 0x7F
            value_start += key_start
            head >>= 16
            head &= 0x7F
            value_end = np.add(head, value_start, out=head)
        else:
            shared, behind, long = read_varints(words, position, 5)
            unshared, behind, longer = read_varints(words, behind, 5)
            size, key_start, longest = read_varints(words, behind, 5)
            if (long | longer | longest).any():
                return None
            value_start = key_start + unshared
            value_end = value_start + size
        if (value_end > last).any() or (not columns and shared.any()):
            return None
        columns.append((shared, key_start, value_start, value_end))
        going_on = (value_end < last) & going_on
        alive = int(np.count_nonzero(going_on))
        if alive == left == len(start):
            position = value_end
        else:
            position = np.where(going_on, value_end, 0)
            last = np.where(going_on, last, _PADDING)
        left = alive
    shared, key_start, value_start, value_end = (np.array(column) for column in zip(*columns))
    return np.array(there), shared, key_start, value_start, value_end


def _shape_ids(
    data: bytes, words: Words, start: Ints, size: Ints, table: ShapeTable
) -> npt.NDArray[np.int32]:
    found = distinct(words, start, size)
    if found is None:
        return np.array([table[data[a : a + b]] for a, b in zip(start.tolist(), size.tolist())], np.int32)
    number, row_of = found
    ids = [table[data[a : a + b]] for a, b in zip(start[row_of].tolist(), size[row_of].tolist())]
    if ids == list(range(len(ids))):
        return number
    return np.array(ids, np.int32)[number]


class _Columns:
    """What the entries say, filled slab by slab; `odd` are those to be read one by one."""

    def __init__(self, length: int) -> None:
        self.dtype = np.empty(length, np.int32)
        self.shape_size = np.empty(length, np.int64)
        self.shard = np.empty(length, np.int32)
        self.offset = np.empty(length, np.int64)
        self.size_bytes = np.empty(length, np.int64)
        self.checksum = np.empty(length, np.uint32)
        self.odd = np.empty(length, bool)


def _read_fields(columns: _Columns, rows: slice, words: Words, start: Ints, end: Ints) -> None:
    """Fill `rows` of the columns; the shape lies 4 bytes behind `start`."""
    numbers_at = words.view("<i8")
    # dtype and shape: tag, one byte of value or length
    head = numbers_at[start]
    odd = (head & 0x80FF80FF) != 0x00120008
    odd |= end - start < 4
    columns.dtype[rows] = head >> 8 & 0x7F
    head >>= 24
    head &= 0x7F
    columns.shape_size[rows] = head
    head += start
    head += 4
    beyond = end + 1
    position = np.minimum(head, beyond)
    field = numbers_at[position]
    numbers: list[Any] = []
    for tag, most in ((0x18, 5), (0x20, 7), (0x28, 7)):
        there = (field & 0xFF) == tag
        there &= position < end
        count = int(np.count_nonzero(there))
        if not count:
            numbers.append(np.zeros(len(start), np.int64))
            continue
        value, length = varints_in((field >> 8 & _SEVEN_BYTES).view(np.uint64))
        too_long = length > most
        length += 1
        if count < len(start):
            value *= there
            length *= there
            too_long &= there
        odd |= too_long
        position += length
        np.minimum(position, beyond, out=position)
        field = numbers_at[position]
        numbers.append(value)
    shard, offset, size_bytes = numbers
    there = (field & 0xFF) == 0x35
    there &= position < end
    field >>= 8
    if there.all():
        position += 5
    else:
        field *= there
        position += 5 * there
    odd |= position != end
    odd |= shard >= 2**31
    columns.shard[rows] = shard
    columns.offset[rows] = offset
    columns.size_bytes[rows] = size_bytes
    columns.checksum[rows] = field & 0xFFFFFFFF
    columns.odd[rows] = odd


def _values(
    data: bytes, words: Words, start: Ints, end: Ints, keys: list[str]
) -> tuple[BundleIndex, ShapeTable]:
    """All BundleEntryProtos: fields 1, 2, 3, 4, 5, 6 in this order, of which 3 to 6 may be missing."""
    columns = _Columns(len(start))
    for first in range(0, len(start), _SLAB):
        rows = slice(first, first + _SLAB)
        _read_fields(columns, rows, words, start[rows], end[rows])
    odd_rows = np.flatnonzero(columns.odd)
    columns.shard[odd_rows] = columns.shape_size[odd_rows] = 0  # read below
    table = ShapeTable()
    shape_id = _shape_ids(data, words, start + 4, columns.shape_size, table)
    dtype, shards, offset = columns.dtype, columns.shard, columns.offset
    size_bytes, checksum = columns.size_bytes, columns.checksum
    slices: dict[int, tuple[bytes, ...]] = {}
    problems: dict[int, str] = {}
    for row in odd_rows.tolist():
        try:
            entry = parse_entry(data[int(start[row]) : int(end[row])])
        except CorruptFileError as error:
            entry = BundleEntry()
            problems[row] = f"{NO_ENTRY}: {error.problem}"
        dtype[row], shards[row], offset[row] = entry.dtype, entry.shard, entry.offset
        size_bytes[row], checksum[row] = entry.size_bytes, entry.crc32c
        shape_id[row] = table[entry.shape]
        if entry.slices:
            slices[row] = entry.slices
    header = parse_header(b"")  # the caller puts in the real one
    index = BundleIndex(
        header, keys, dtype, shape_id, (), shards, offset, size_bytes, checksum, slices, problems
    )
    return index, table
