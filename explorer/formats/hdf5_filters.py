"""Undoes the filters of a chunk: deflate, shuffle, Fletcher's checksum; no result is larger than the chunk."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from explorer.errors import CorruptFileError
from explorer.formats.hdf5_bytes import DAMAGED_HINT
from explorer.formats.hdf5_checksum import is_fletcher32
from explorer.formats.hdf5_layout import DEFLATE, FLETCHER32, Filter

if TYPE_CHECKING:
    import numpy.typing as npt

MOST_DEFLATED = 1032  # bytes one byte of a deflate stream can stand for


def undo_filters(
    data: npt.NDArray[np.uint8], filters: tuple[Filter, ...], skipped: int, size: int, *, verify: bool
) -> npt.NDArray[np.uint8]:
    """The `size` bytes of a chunk out of what is stored of it.

    Args:
        data: as stored.
        filters: in the order they were applied when it was written.
        skipped: bit k: filter k was not applied.
        size: bytes of the whole chunk.
        verify: compare Fletcher's checksum, if there is one.

    Raises:
        CorruptFileError: a stream is damaged, a checksum does not match, or the size does not.
    """
    applied = [step for number, step in enumerate(filters) if not skipped >> number & 1]
    # A checksum inside a deflate stream makes what comes out of it four bytes longer.
    for place, step in reversed(list(enumerate(applied))):
        if step.number == FLETCHER32:
            data = _without_checksum(data, verify=verify)
        elif step.number == DEFLATE:
            inner = 4 * sum(before.number == FLETCHER32 for before in applied[:place])
            data = _inflate(data, size + inner)
        else:
            data = _unshuffle(data, step.values[0] if step.values else 1)
    if len(data) != size:
        raise CorruptFileError(f"a chunk of {size} bytes has {len(data)}", hint=DAMAGED_HINT)
    return data


def _without_checksum(data: npt.NDArray[np.uint8], *, verify: bool) -> npt.NDArray[np.uint8]:
    if len(data) < 4:
        raise CorruptFileError("a chunk is too short for its checksum", hint=DAMAGED_HINT)
    stored = int.from_bytes(data[-4:].tobytes(), "little")
    if verify and not is_fletcher32(data[:-4], stored):
        raise CorruptFileError("the checksum of a chunk does not match its bytes", hint=DAMAGED_HINT)
    return data[:-4]


def _inflate(data: npt.NDArray[np.uint8], size: int) -> npt.NDArray[np.uint8]:
    stream = zlib.decompressobj()
    try:
        found = stream.decompress(data.data, size + 1)
    except zlib.error as error:
        raise CorruptFileError(f"a packed chunk cannot be unpacked: {error}", hint=DAMAGED_HINT) from error
    if len(found) > size or not stream.eof:
        raise CorruptFileError(f"a packed chunk should hold {size} bytes, and does not", hint=DAMAGED_HINT)
    return np.frombuffer(found, np.uint8)


def _unshuffle(data: npt.NDArray[np.uint8], width: int) -> npt.NDArray[np.uint8]:
    """Bytes were stored by their place in the element: all first ones, all second ones; a rest as it is."""
    if width <= 1 or len(data) < 2 * width:
        return data
    count = len(data) // width
    whole = data[: count * width].reshape(width, count).T.reshape(-1)
    return whole if count * width == len(data) else np.concatenate([whole, data[count * width :]])
