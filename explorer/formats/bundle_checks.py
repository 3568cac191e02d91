"""Contradictions between the entries of an index, and between the index and the data files.

Everything here works on whole columns: a hostile index may repeat one mistake a million times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from explorer.formats.bundle_index import BundleIndex
from explorer.formats.dtypes import DATA_TYPES, STRING, VARIANT
from explorer.formats.wide_words import sorted_distinct

if TYPE_CHECKING:
    import numpy.typing as npt

    Bools = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int64]

_MAX_TYPE = 256
_ITEM_SIZE = np.zeros(_MAX_TYPE, np.int64)
for _number, _row in DATA_TYPES.items():
    _ITEM_SIZE[_number] = _row.item_size
_SLAB = 16384  # entries looked at at one time: what stays in the processor's cache
_MAX_ELEMENTS = 2**58  # times the largest item size still fits 63 bits


def used_shards(index: BundleIndex, is_whole: Bools) -> list[int]:
    """The data files that entries refer to, those that cannot exist left out."""
    shards = sorted_distinct(index.shard[is_whole])
    return [int(s) for s in shards.tolist() if 0 <= s < index.header.num_shards]


def check_entries(
    index: BundleIndex,
    is_whole: Bools,
    file_size: dict[int, int | None],
    file_name: Callable[[int], str],
    absence: Mapping[int, str] = {},
) -> None:
    """Add to `index.problems` what is wrong with single entries; the first problem of a row stays.

    Args:
        index: all entries.
        is_whole: rows that have bytes of their own (not the summaries of partitioned variables).
        file_size: for each shard of `used_shards` its size; None if it is not there.
        file_name: the name of a shard's data file.
        absence: for each shard without a size the end of a sentence, "is not there" by default.
    """
    if not _is_sound(index, is_whole, file_size):
        _check_closely(index, is_whole, file_size, file_name, absence)


def _check_closely(
    index: BundleIndex,
    is_whole: Bools,
    file_size: dict[int, int | None],
    file_name: Callable[[int], str],
    absence: Mapping[int, str] = {},
) -> None:
    known = (index.dtype >= 0) & (index.dtype < _MAX_TYPE)
    number = np.where(known, index.dtype, 0)
    item_size = _ITEM_SIZE[number]
    counts = _element_counts(index)[index.shape_id]
    # A dtype number we do not know is a newer TensorFlow's, and no damage; 0 is nobody's.
    _tell(index, _rows(index.dtype == 0), lambda row: "its entry names no dtype")
    _check_sizes(index, is_whole, number, item_size, counts)
    _check_places(index, is_whole, file_size, file_name, absence)
    _check_overlaps(index, is_whole, file_size, file_name)


def _is_sound(index: BundleIndex, is_whole: Bools, file_size: dict[int, int | None]) -> bool:
    """Whether nothing is wrong with any entry, as in nearly all files; False also where that is not easily told."""
    sizes = [file_size.get(number) for number in range(min(index.header.num_shards, len(file_size)))]
    present = [size for size in sizes if size is not None]
    if not is_whole.all() or not present or len(present) < index.header.num_shards or sum(present) > 2**62:
        return False
    available = np.array(present, np.int64)
    base = np.cumsum(available) - available
    counts_of = _element_counts(index)
    starts, ends = np.empty(len(is_whole), np.int64), np.empty(len(is_whole), np.int64)
    for first in range(0, len(is_whole), _SLAB):
        rows = slice(first, first + _SLAB)
        number, shard = index.dtype[rows], index.shard[rows]
        offset, size = index.offset[rows], index.size_bytes[rows]
        if number.min() < 1 or number.max() >= _MAX_TYPE or shard.min() < 0 or shard.max() >= len(available):
            return False
        counts, item_size = counts_of[index.shape_id[rows]], _ITEM_SIZE[number]
        right = counts * item_size == size
        # Strings and variants: at least a length byte each, and a checksum.
        for row in np.flatnonzero(item_size == 0).tolist():
            right[row] = int(number[row]) not in (STRING, VARIANT) or 5 * int(counts[row]) + 4 <= int(
                size[row]
            )
        if not right.all() or counts.min() < 0 or offset.min() < 0 or size.min() < 0:
            return False
        room = available[shard]
        room -= offset
        if (size > room).any():
            return False
        start = np.add(base[shard], offset, out=starts[rows])
        np.add(start, size, out=ends[rows])
    if not index.size_bytes.all():
        filled = index.size_bytes > 0
        starts, ends = starts[filled], ends[filled]
    if (starts[1:] >= ends[:-1]).all():
        return True
    # Ranges overlap just when, at some byte, two more of them have begun than ended.
    starts.sort()
    ends.sort()
    return bool((starts[1:] >= ends[:-1]).all())


def _tell(index: BundleIndex, rows: Iterable[int], sentence: Callable[[int], str]) -> None:
    problems = index.problems
    for row in rows:
        if row not in problems:
            problems[row] = sentence(row)


def _rows(mask: Bools) -> list[int]:
    return np.flatnonzero(mask).tolist()


def _element_counts(index: BundleIndex) -> Ints:
    """Elements of each distinct shape; -1 where they are more than any file has."""
    counts = np.empty(max(len(index.shapes), 1), np.int64)
    for number, shape in enumerate(index.shapes):
        product = 1
        for size in shape:
            product *= size
        counts[number] = product if 0 <= product < _MAX_ELEMENTS and -1 not in shape else -1
    return counts


def _check_sizes(
    index: BundleIndex, is_whole: Bools, number: npt.NDArray[np.int32], item_size: Ints, counts: Ints
) -> None:
    size = index.size_bytes
    needed = counts * item_size
    wrong = is_whole & (item_size > 0) & ((counts < 0) | (needed != size))
    _tell(
        index,
        _rows(wrong),
        lambda row: (
            f"its shape and dtype need {int(needed[row])} bytes, {int(size[row])} are stored"
            if counts[row] >= 0
            else f"its shape has more elements than the {int(size[row])} bytes stored can hold"
        ),
    )
    # One length byte a string and a checksum; one length byte and a checksum a variant.
    least = np.where(number == STRING, counts + 4, 0) + np.where(number == VARIANT, 5 * counts, 0)
    short = is_whole & ((number == STRING) | (number == VARIANT)) & ((counts < 0) | (least > size))
    _tell(
        index,
        _rows(short),
        lambda row: f"its shape has more elements than its {int(size[row])} bytes can hold",
    )


def _check_places(
    index: BundleIndex,
    is_whole: Bools,
    file_size: dict[int, int | None],
    file_name: Callable[[int], str],
    absence: Mapping[int, str],
) -> None:
    shard, offset, size = index.shard, index.offset, index.size_bytes
    outside = is_whole & ((shard < 0) | (shard >= index.header.num_shards))
    count = index.header.num_shards
    _tell(
        index,
        _rows(outside),
        lambda row: f"it should lie in data file number {int(shard[row])}, there are {count}",
    )
    negative = is_whole & ((offset < 0) | (size < 0))
    _tell(index, _rows(negative), lambda row: "its entry has a negative offset or size")
    numbers = np.array(sorted(file_size), np.int64)
    if not len(numbers):
        return
    sizes = np.array([-1 if file_size[n] is None else file_size[n] for n in numbers.tolist()], np.int64)
    place = np.minimum(np.searchsorted(numbers, shard), len(numbers) - 1)
    available = np.where(numbers[place] == shard, sizes[place], -1)
    sound = is_whole & ~outside & ~negative
    _tell(
        index,
        _rows(sound & (available < 0)),
        lambda row: (
            f"the data file {file_name(int(shard[row]))} {absence.get(int(shard[row]), 'is not there')}"
        ),
    )
    beyond = sound & (available >= 0) & ((offset > available) | (size > available - offset))
    _tell(
        index,
        _rows(beyond),
        lambda row: (
            f"it should end at byte {int(offset[row]) + int(size[row])} of {file_name(int(shard[row]))}, "
            f"which has {int(available[row])}"
        ),
    )


def _check_overlaps(
    index: BundleIndex,
    is_whole: Bools,
    file_size: dict[int, int | None],
    file_name: Callable[[int], str],
) -> None:
    """Ranges are laid on one line, the data files one behind the other, so one sort finds all overlaps."""
    numbers = np.array(sorted(n for n, size in file_size.items() if size is not None), np.int64)
    if not len(numbers):
        return
    sizes = np.array([file_size[n] for n in numbers.tolist()], np.float64)
    if sizes.sum() > 2**62:  # sparse files can claim that
        return
    base = np.concatenate(([0], np.cumsum(sizes.astype(np.int64))[:-1]))
    place = np.minimum(np.searchsorted(numbers, index.shard), len(numbers) - 1)
    available = sizes.astype(np.int64)[place]
    inside = is_whole & (numbers[place] == index.shard) & (index.size_bytes > 0) & (index.offset >= 0)
    inside &= (index.offset <= available) & (index.size_bytes <= available - index.offset)
    rows = np.flatnonzero(inside)
    if len(rows) < 2:
        return
    start = base[place[rows]] + index.offset[rows]
    order = np.argsort(start, kind="stable")
    rows, start = rows[order], start[order]
    end = start + index.size_bytes[rows]
    reach = np.maximum.accumulate(end)
    if not (start[1:] < reach[:-1]).any():
        return
    # Who reaches furthest so far, and who starts next: the partner named in the message.
    furthest = np.maximum.accumulate(np.where(end == reach, np.arange(len(rows)), 0))
    hit_before = np.concatenate(([False], start[1:] < reach[:-1]))
    hit_after = np.concatenate((end[:-1] > start[1:], [False]))
    partner = np.arange(len(rows))
    partner[hit_after] += 1
    behind = np.flatnonzero(hit_before)
    partner[behind] = furthest[behind - 1]
    for at in np.flatnonzero(hit_before | hit_after).tolist():
        row, other = int(rows[at]), int(rows[partner[at]])
        if row not in index.problems:
            index.problems[row] = (
                f"its bytes in {file_name(int(index.shard[row]))} are also those of {index.keys[other][:200]!r}"
            )
