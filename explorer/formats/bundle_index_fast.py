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
_PADDING = 256  # a value's fields may be looked for this far behind the last byte
_SLAB = 16384  # entries whose fields are read at one time: what stays in the processor's cache
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
    there, (shared, key_start, value_start, value_end) = entries
    key_size = shared + value_start - key_start  # of cells without an entry 0
    if (shared[:, 1:] > key_size[:, :-1]).any():
        return None
    if int(key_size.sum()) > key_budget(sum(len(block.data) for block in blocks)):
        return None
    keys = join_keys(data, words, there, shared, key_start, value_start)
    if keys is None or keys[0]:
        return None
    start, end = value_start[there], value_end[there]
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


def _walk(words: Words, start: Ints, end: Ints) -> tuple[Bools, list[Ints]] | None:
    """Of all entries the shared key bytes, start of the other ones, start and end of the value.

    All as [runs, longest run], with a matrix that tells where there is an entry; elsewhere they are 0.
    """
    steps: list[tuple[Ints, tuple[Ints, ...]]] = []
    run = np.arange(len(start))
    position, last = start, end
    while len(run):
        if len(steps) == _LONGEST_RUN:
            return None
        head = words[position]
        if not (head & np.uint64(0x808080)).any():  # three varints of one byte: nearly always
            shared, unshared, size = (
                (head >> np.uint64(shift) & np.uint64(0x7F)).astype(np.int64) for shift in (0, 8, 16)
            )
            position = position + 3
        else:
            shared, position, long = read_varints(words, position, 5)
            unshared, position, longer = read_varints(words, position, 5)
            size, position, longest = read_varints(words, position, 5)
            if (long | longer | longest).any():
                return None
        value_start = position + unshared
        value_end = value_start + size
        if (value_end > last).any() or (not steps and shared.any()):
            return None
        steps.append((run, (shared, position, value_start, value_end)))
        going_on = value_end < last
        run, position, last = run[going_on], value_end[going_on], last[going_on]
    if len(steps) * len(start) > _EMPTY_CELLS * sum(len(run) for run, _ in steps):
        return None
    there = np.zeros((len(start), len(steps)), bool)
    columns = [np.zeros(there.shape, np.int64) for _ in range(4)]
    for step, (run, values) in enumerate(steps):
        there[run, step] = True
        for column, value in zip(columns, values):
            column[run, step] = value
    return there, columns


def _shape_ids(data: bytes, words: Words, start: Ints, end: Ints, table: ShapeTable) -> npt.NDArray[np.int32]:
    found = distinct(words, start, end)
    if found is not None:
        number, row_of = found
        ids = [table[data[a:b]] for a, b in zip(start[row_of].tolist(), end[row_of].tolist())]
        return np.array(ids, np.int32)[number]
    return np.array([table[data[a:b]] for a, b in zip(start.tolist(), end.tolist())], np.int32)


def _fields(words: Words, start: Ints, end: Ints) -> tuple[npt.NDArray[Any], ...]:
    """The columns of `_values` and where the shape lies; last, which entries are odd."""
    # dtype and shape: tag, one byte of value or length
    head = words[start]
    odd = (end - start < 4) | ((head & np.uint64(0x80FF80FF)) != np.uint64(0x00120008))
    dtype = (head >> np.uint64(8) & np.uint64(0x7F)).astype(np.int32)
    shape_start = start + 4
    shape_end = shape_start + (head >> np.uint64(24) & np.uint64(0x7F)).astype(np.int64)
    position = np.minimum(shape_end, end + 1)
    numbers = []
    for tag, most in ((0x18, 5), (0x20, 7), (0x28, 7)):
        field = words[position]
        there = ((field & np.uint64(0xFF)) == np.uint64(tag)) & (position < end)
        column = np.zeros(len(start), np.int64)
        if there.any():
            value, length = varints_in(field >> np.uint64(8))
            column[there] = value[there]
            odd |= there & (length > most)
            position += np.where(there, length + 1, 0)
            np.minimum(position, end + 1, out=position)
        numbers.append(column)
    shard, offset, size_bytes = numbers
    field = words[position]
    there = ((field & np.uint64(0xFF)) == np.uint64(0x35)) & (position < end)
    checksum = np.where(there, field >> np.uint64(8) & np.uint64(0xFFFFFFFF), 0).astype(np.uint32)
    position += np.where(there, 5, 0)
    odd |= (position != end) | (shard >= 2**31)
    return dtype, shape_start, shape_end, shard, offset, size_bytes, checksum, odd


def _values(
    data: bytes, words: Words, start: Ints, end: Ints, keys: list[str]
) -> tuple[BundleIndex, ShapeTable]:
    """All BundleEntryProtos: fields 1, 2, 3, 4, 5, 6 in this order, of which 3 to 6 may be missing."""
    slabs = [
        _fields(words, start[first : first + _SLAB], end[first : first + _SLAB])
        for first in range(0, max(len(start), 1), _SLAB)
    ]
    dtype, shape_start, shape_end, shard, offset, size_bytes, checksum, odd = map(np.concatenate, zip(*slabs))
    table = ShapeTable()
    shape_start[odd] = shape_end[odd] = 0  # read below
    shape_id = _shape_ids(data, words, shape_start, shape_end, table)
    slices: dict[int, tuple[bytes, ...]] = {}
    problems: dict[int, str] = {}
    shards = np.where(odd, 0, shard).astype(np.int32)
    for row in np.flatnonzero(odd).tolist():
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
