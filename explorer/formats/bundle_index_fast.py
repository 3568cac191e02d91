"""The index of a tensor bundle decoded in numpy, all restart points in lock-step: for many entries.

A table's keys stand whole at every restart point (each 16th entry), so the runs between them can
be walked side by side: step k looks at the k-th entry of all runs at once. Values that look as
TensorFlow writes them are decoded in the same way, field by field; all others go one by one through
the careful parser. Whatever the walk itself does not expect makes `decode_all_at_once` give up, and
the caller reads entry by entry, which says what is wrong.
"""

from __future__ import annotations

from itertools import islice
from operator import lt

import numpy as np
import numpy.typing as npt

from explorer.errors import CorruptFileError
from explorer.formats.bundle_entry import BundleEntry, parse_entry, parse_header
from explorer.formats.bundle_index import NO_ENTRY, BundleIndex, ShapeTable, finish_index
from explorer.formats.message_columns import Ints, Octets, read_varints
from explorer.formats.table import Block, key_budget
from explorer.formats.wide_words import distinct

_LONGEST_RUN = 64  # writers restart each 16 entries; far longer runs gain nothing here
_PADDING = 256  # a value's fields may be looked for this far behind the last byte
_SLICE = 32768  # rows whose Python integers exist at one time


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
    octets = np.frombuffer(data, np.uint8)
    entries = _walk(octets, *runs)
    if entries is None:
        return None
    shared, key_start, value_start, value_end = entries
    key_size = shared + value_start - key_start
    if shared[0] or (shared[1:] > key_size[:-1]).any():
        return None
    if int(key_size.sum()) > key_budget(sum(len(block.data) for block in blocks)):
        return None
    keys = _keys(data, shared, key_start, value_start)
    if keys is None or keys[0]:
        return None
    header = parse_header(data[int(value_start[0]) : int(value_end[0])])
    del keys[0]
    index, table = _values(data, octets, value_start[1:], value_end[1:], keys)
    index.header = header
    finish_index(index, table)
    return index


def _find_runs(blocks: list[Block]) -> tuple[Ints, Ints] | None:
    """Start and end of every run of entries between restart points, once all entries stand in one row."""
    starts: list[Ints] = []
    ends: list[Ints] = []
    base = _PADDING
    for block in blocks:
        restarts = np.frombuffer(block.data, "<u4", block.restart_count, block.entries_end).astype(np.int64)
        limits = np.append(restarts[1:], block.entries_end)
        if restarts[0] != 0 or (limits <= restarts).any():
            return None
        starts.append(restarts + base)
        ends.append(limits + base)
        base += block.entries_end
    return (np.concatenate(starts), np.concatenate(ends)) if starts else None


def _walk(octets: Octets, start: Ints, end: Ints) -> list[Ints] | None:
    """Of all entries in order: shared key bytes, start of the other ones, start and end of the value."""
    steps: list[tuple[Ints, Ints, Ints, Ints, Ints]] = []
    length = np.zeros(len(start), np.int64)
    run = np.arange(len(start))
    position = start
    while len(run):
        if len(steps) == _LONGEST_RUN:
            return None
        shared, position, long = read_varints(octets, position, 5)
        unshared, position, longer = read_varints(octets, position, 5)
        size, position, longest = read_varints(octets, position, 5)
        value_start = position + unshared
        value_end = value_start + size
        if (long | longer | longest | (value_end > end[run])).any() or (not steps and shared.any()):
            return None
        steps.append((run, shared, position, value_start, value_end))
        length[run] += 1
        going_on = value_end < end[run]
        run, position = run[going_on], value_end[going_on]
    first_row = np.cumsum(length) - length
    columns = [np.empty(int(length.sum()), np.int64) for _ in range(4)]
    for step, (run, *values) in enumerate(steps):
        rows = first_row[run] + step
        for column, value in zip(columns, values):
            column[rows] = value
    return columns


def _keys(data: bytes, shared: Ints, start: Ints, end: Ints) -> list[str] | None:
    """The keys; None if they are not strictly ascending."""
    text = data.decode("latin-1")  # one character a byte, so that texts compare as their bytes do
    keys: list[str] = []
    key = ""
    for first in range(0, len(shared), _SLICE):
        rows = slice(first, first + _SLICE)
        places = zip(shared[rows].tolist(), start[rows].tolist(), end[rows].tolist())
        # Measured: joining the shared and the own part in Python beats every way through numpy.
        keys += [key := key[:common] + text[a:b] for common, a, b in places]
    if not all(map(lt, keys, islice(keys, 1, None))):
        return None
    if not all(map(str.isascii, keys)):
        keys = [
            key if key.isascii() else key.encode("latin-1").decode("utf-8", "surrogateescape") for key in keys
        ]
    return keys


def _shape_ids(
    data: bytes, octets: Octets, start: Ints, end: Ints, table: ShapeTable
) -> npt.NDArray[np.int32]:
    found = distinct(octets, start, end)
    if found is not None:
        number, row_of = found
        ids = [table[data[a:b]] for a, b in zip(start[row_of].tolist(), end[row_of].tolist())]
        return np.array(ids, np.int32)[number]
    return np.array([table[data[a:b]] for a, b in zip(start.tolist(), end.tolist())], np.int32)


def _values(
    data: bytes, octets: Octets, start: Ints, end: Ints, keys: list[str]
) -> tuple[BundleIndex, ShapeTable]:
    """All BundleEntryProtos: fields 1, 2, 3, 4, 5, 6 in this order, of which 3 to 6 may be missing."""
    count = len(start)
    position = start.copy()
    # dtype and shape: tag, one byte of value or length
    odd = (end - start < 4) | (octets[position] != 0x08) | (octets[position + 1] >= 0x80)
    dtype = octets[position + 1].astype(np.int32)
    position += 2
    odd |= (octets[position] != 0x12) | (octets[position + 1] >= 0x80)
    shape_start = position + 2
    shape_end = shape_start + octets[position + 1]
    position = np.minimum(shape_end, end + 1)
    numbers = []
    for tag, most in ((0x18, 5), (0x20, 9), (0x28, 9)):
        column = np.zeros(count, np.int64)
        there = np.flatnonzero((position < end) & (octets[position] == tag))
        value, behind, too_long = read_varints(octets, position[there] + 1, most)
        column[there] = value
        position[there] = np.minimum(behind, end[there] + 1)
        odd[there] |= too_long
        numbers.append(column)
    shard, offset, size_bytes = numbers
    checksum = np.zeros(count, np.uint32)
    there = np.flatnonzero((position < end) & (octets[position] == 0x35))
    for byte in range(4):
        checksum[there] |= octets[position[there] + 1 + byte].astype(np.uint32) << np.uint32(8 * byte)
    position[there] += 5
    odd |= (position != end) | (shard >= 2**31)

    table = ShapeTable()
    shape_start[odd] = shape_end[odd] = 0  # read below
    shape_id = _shape_ids(data, octets, shape_start, shape_end, table)
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
