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
_MATRIX_WORDS = 1 << 18  # of one slab: few enough for the processor's cache, many enough for few calls
_MAX_WIDTH = 32  # words a key, half the padding; longer ones cost more in numpy than one by one
_BYTE = np.uint64(0xFF)
_WASTE = 6  # slabs with one key so long that the matrix is mostly padding go one by one


def join_keys(
    data: bytes, words: Words, there: Bools, shared: Ints, start: Ints, size: Ints
) -> list[str] | None:
    """All keys in order, run after run; None if they are not strictly ascending.

    Args:
        data: all bytes, padded at both ends.
        words: `words_at` of them.
        there: [longest run, runs] whether a run has so many entries.
        shared: [longest run, runs] how many bytes a key takes from the one before it; 0 in the first row,
            never more than the key before has. Here and below 0 where there is no entry.
        start: [longest run, runs] where its own bytes begin.
        size: [longest run, runs] bytes of the whole key.
    """
    longest, runs = there.shape
    most = size.max(axis=0)  # of each run
    keys: list[str] = []
    room = np.empty(0, np.uint8)  # of all slabs: fresh memory costs more than filling it
    first = 0
    while first < runs:
        guess = max(_MATRIX_WORDS // (longest * (int(most[first]) // 8 + 1)), 1)
        part = slice(first, min(first + guess, runs))
        first = part.stop
        count = int(np.count_nonzero(there[:, part]))
        length = int(size[:, part].sum())
        width = int(most[part].max()) // 8 + 1
        found = None
        if width <= _MAX_WIDTH and (part.stop - part.start) * longest * width * 8 <= _WASTE * length + 4096:
            needed = (part.stop - part.start) * longest * width * 8
            if len(room) < 2 * needed:
                room = np.empty(2 * needed, np.uint8)
            octets = room[:needed]
            surely = _fill(
                octets, words, there[:, part], shared[:, part], start[:, part], size[:, part], width
            )
            found = _split(octets, room[needed : 2 * needed].view(bool), count, length)
        if found is None:
            slab = _one_by_one(data, there[:, part].T, shared[:, part].T, start[:, part].T, size[:, part].T)
            is_ascii, doubtful = False, list(range(1, count))
        else:
            slab, is_ascii = found
            surely[0, 0] = True  # compared with the slab before
            doubtful = np.flatnonzero(~surely.T[there[:, part].T]).tolist()
        if keys and not _raw(keys[-1]) < _raw(slab[0]):
            return None
        if not _is_ascending(slab, doubtful, is_ascii):
            return None
        keys += slab
    return keys


def _fill(
    octets: Octets, words: Words, there: Bools, shared: Ints, start: Ints, size: Ints, width: int
) -> Bools:
    """Write the keys into [runs, longest run, 8 width] bytes, a separator behind each, then zeros.

    Returns:
        bool [longest run, runs]: where a key's first own byte is larger than what stood in its place.
    """
    longest, runs = there.shape
    flat = octets.view("<u8")
    matrix = flat.reshape(runs, longest, width)
    whole_keys = octets.view(f"V{8 * width}").reshape(runs, longest)
    surely = np.zeros(there.shape, bool)  # first keys share nothing: to be compared as a whole
    places = 8 * np.arange(width)
    source = start[0][:, None] + places
    np.bitwise_and(words[source], LOW_BYTES.take(size[0][:, None] - places, mode="clip"), out=matrix[:, 0])
    first_word = np.arange(0, runs * longest * width, longest * width)
    for step in range(1, longest):
        whole_keys[:, step] = whole_keys[:, step - 1]
        common, whole = shared[step], size[step]
        # The word in which the own bytes begin: some bytes of the key before, then own ones.
        lead = common & 7
        begin = common - lead
        at = first_word + (step * width)
        at += begin >> 3
        source = start[step] - lead
        before, own = flat[at], words[source]
        keep = LOW_BYTES[lead]
        left = whole - begin
        mask = LOW_BYTES.take(left, mode="clip")
        mask &= ~keep
        own &= mask
        shift = (lead << 3).astype(np.uint64)
        surely[step] = own >> shift & _BYTE > before >> shift & _BYTE
        before &= keep
        before |= own
        flat[at] = before
        # The words behind it, as far as this key or the one before reaches.
        reach = np.maximum(whole, size[step - 1])
        reach -= begin
        done = 8
        rows = np.flatnonzero(reach > done)
        while len(rows):
            source, left, at, reach = source[rows], left[rows], at[rows], reach[rows]
            flat[at + (done >> 3)] = words[source + done] & LOW_BYTES.take(left - done, mode="clip")
            done += 8
            rows = np.flatnonzero(reach > done)
    ends = size + np.arange(0, longest * width * 8, width * 8)[:, None]
    ends += 8 * first_word
    octets[ends if there.all() else ends[there]] = _SEPARATOR[0]
    return surely


def _split(octets: Octets, mask: Bools, count: int, length: int) -> tuple[list[str], bool] | None:
    """The keys in filled bytes, and whether they are ASCII; None if one of them holds a zero or a separator."""
    packed = octets[np.not_equal(octets, 0, out=mask)].tobytes()
    if len(packed) != length + count:
        return None
    keys = packed.decode("utf-8", "surrogateescape").split(_SEPARATOR.decode())
    keys.pop()
    return (keys, packed.isascii()) if len(keys) == count else None


def _is_ascending(keys: list[str], rows: Iterable[int], is_ascii: bool) -> bool:
    """Whether the keys in `rows` come behind those before them, byte by byte."""
    if is_ascii:  # then texts compare as their bytes do
        return all(keys[row - 1] < keys[row] for row in rows)
    return all(_raw(keys[row - 1]) < _raw(keys[row]) for row in rows)


def _raw(key: str) -> bytes:
    return key.encode("utf-8", "surrogateescape")


def _one_by_one(data: bytes, there: Bools, shared: Ints, start: Ints, size: Ints) -> list[str]:
    keys = []
    key = b""
    end = start + size - shared
    for common, a, b in zip(shared[there].tolist(), start[there].tolist(), end[there].tolist()):
        key = key[:common] + data[a:b]
        keys.append(key.decode("utf-8", "surrogateescape"))
    return keys
