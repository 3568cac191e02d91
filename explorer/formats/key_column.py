"""The keys of many table entries put together in numpy: each shares a prefix with the one before it in its run.

All runs are built side by side in a matrix of eight-byte words, key by key; what is left of the
padding gives one text, which one `split` makes the keys of.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from explorer.formats.wide_words import LOW_BYTES

if TYPE_CHECKING:
    from explorer.formats.wide_words import Bools, Ints, Octets, Words

_SEPARATOR = b"\n"
_MATRIX_WORDS = 1 << 15  # of one slab: what stays in the processor's cache
_WASTE = 6  # slabs with one key so long that the matrix is mostly padding go one by one


def join_keys(
    data: bytes, words: Words, there: Bools, shared: Ints, start: Ints, end: Ints
) -> list[str] | None:
    """All keys in order; None if they are not strictly ascending.

    Args:
        data: all bytes, padded at both ends.
        words: `words_at` of them.
        there: [runs, longest run] whether a run has so many entries.
        shared: [runs, longest run] how many bytes a key takes from the one before it; 0 in the first column,
            never more than the key before has.
        start: [runs, longest run] where its own bytes begin.
        end: [runs, longest run] where they end.
    """
    size = np.where(there, shared + end - start, 0)
    runs, longest = there.shape
    keys: list[str] = []
    first = 0
    while first < runs:
        guess = max(_MATRIX_WORDS // (longest * (int(size[first].max()) // 8 + 1)), 1)
        rows = slice(first, min(first + guess, runs))
        first = rows.stop
        count = int(there[rows].sum())
        length = int(size[rows].sum())
        width = int(size[rows].max()) // 8 + 1
        found = None
        if (rows.stop - rows.start) * longest * width * 8 <= _WASTE * length + 4096:
            octets = _matrix(words, there[rows], shared[rows], start[rows], end[rows], size[rows], width)
            found = _split(octets, count, length)
        if found is None:
            slab = _one_by_one(data, there[rows], shared[rows], start[rows], end[rows])
            is_ascii, doubtful = False, list(range(1, count))
        else:
            slab, is_ascii = found
            surely = _surely_ascending(octets, shared[rows], size[rows])[there[rows]]
            surely[0] = True  # compared with the slab before
            doubtful = np.flatnonzero(~surely).tolist()
        if keys and not _raw(keys[-1]) < _raw(slab[0]):
            return None
        if not _is_ascending(slab, doubtful, is_ascii):
            return None
        keys += slab
    return keys


def _matrix(
    words: Words, there: Bools, shared: Ints, start: Ints, end: Ints, size: Ints, width: int
) -> Octets:
    """uint8 [runs, longest run, 8 width]: the keys, a separator behind each, and zeros."""
    places = 8 * np.arange(width)
    from_last = LOW_BYTES.take(shared[..., None] - places, mode="clip")
    own = LOW_BYTES.take(size[..., None] - places, mode="clip")
    own &= ~from_last
    first = start - shared
    source = first[..., None] + places
    if int(first.min()) < 0 or int(first.max()) + 8 * width > len(words):
        np.clip(source, 0, len(words) - 1, out=source)  # only words without own bytes, which are masked
    matrix = words[source]
    matrix &= own
    for step in range(1, matrix.shape[1]):
        from_last[:, step] &= matrix[:, step - 1]
        matrix[:, step] |= from_last[:, step]
    octets: Octets = matrix.astype("<u8", copy=False).view(np.uint8)
    flat = octets.reshape(-1)
    flat[(_first_bytes(octets) + size)[there]] = _SEPARATOR[0]
    return octets


def _first_bytes(octets: Octets) -> Ints:
    runs, longest, width = octets.shape
    first: Ints = np.arange(0, runs * longest * width, width).reshape(runs, longest)
    return first


def _split(octets: Octets, count: int, length: int) -> tuple[list[str], bool] | None:
    """The keys in the matrix, and whether they are ASCII; None if one of them holds a zero or a separator."""
    packed = octets[octets != 0].tobytes()
    if len(packed) != length + count:
        return None
    keys = packed.decode("utf-8", "surrogateescape").split(_SEPARATOR.decode())
    keys.pop()
    return (keys, packed.isascii()) if len(keys) == count else None


def _surely_ascending(octets: Octets, shared: Ints, size: Ints) -> Bools:
    """Where a key's first own byte is larger than the one in its place in the key before it."""
    width = octets.shape[2]
    flat = octets.reshape(-1)
    place = _first_bytes(octets) + np.minimum(shared, width - 1)
    own = flat[place]
    own[shared == size] = 0
    before = flat[np.maximum(place - width, 0)]
    before[before == _SEPARATOR[0]] = 0  # no key holds one, so this is the end of the key
    ascending: Bools = own > before
    ascending[:, 0] = False  # shares nothing: to be compared as a whole
    return ascending


def _is_ascending(keys: list[str], rows: Iterable[int], is_ascii: bool) -> bool:
    """Whether the keys in `rows` come behind those before them, byte by byte."""
    if is_ascii:  # then texts compare as their bytes do
        return all(keys[row - 1] < keys[row] for row in rows)
    return all(_raw(keys[row - 1]) < _raw(keys[row]) for row in rows)


def _raw(key: str) -> bytes:
    return key.encode("utf-8", "surrogateescape")


def _one_by_one(data: bytes, there: Bools, shared: Ints, start: Ints, end: Ints) -> list[str]:
    keys = []
    key = b""
    for common, a, b in zip(shared[there].tolist(), start[there].tolist(), end[there].tolist()):
        key = key[:common] + data[a:b]
        keys.append(key.decode("utf-8", "surrogateescape"))
    return keys
