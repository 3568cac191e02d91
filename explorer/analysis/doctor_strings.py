"""The checksums of string and variant tensors, which do not cover the bytes as they stand in the file.

    strings:  varint length[n], u32 masked crc of the lengths as fixed numbers, all bytes in a row
    variants: of each element varint length, its bytes, u32 masked crc of all so far

The lengths enter the checksum as u32 (u64 beyond 2^32 - 1; variants: always u64). The bytes are
read piece by piece: a vocabulary of gigabytes takes the memory of one piece.
Source: TensorFlow, core/util/tensor_bundle/tensor_bundle.cc.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import numpy as np

from explorer.errors import CorruptFileError
from explorer.formats.checksum import both_checksums, crc32c, mask
from explorer.formats.tensor_values import compare_checksum
from explorer.formats.varint import read_varint
from explorer.storage.files import ByteSource

if TYPE_CHECKING:
    import numpy.typing as npt

PIECE_BYTES = 1 << 20
_LONGEST_VARINT = 10
Order = Literal["little", "big"]


class _Stream:
    """The bytes of one tensor, taken from the front."""

    def __init__(
        self, source: ByteSource, start: int, size: int, on_bytes: Callable[[int], None], piece_bytes: int
    ) -> None:
        self._source, self._position, self._end = source, start, start + size
        self._on_bytes, self._piece_bytes = on_bytes, piece_bytes
        self._held = b""
        self._at = 0

    @property
    def left(self) -> int:
        return self._end - self._position + len(self._held) - self._at

    def peek(self, least: int, most: int | None = None) -> bytes:
        """The bytes from here on: at least `least` if there are so many, and at most `most`."""
        if len(self._held) - self._at < least and self._position < self._end:
            wanted = min(max(self._piece_bytes, least), self._end - self._position)
            fresh = self._source.read(self._position, wanted)
            self._on_bytes(wanted)
            self._position += wanted
            self._held, self._at = self._held[self._at :] + fresh, 0
        return self._held[self._at : None if most is None else self._at + most]

    def skip(self, size: int) -> None:
        self._at += size

    def take(self, size: int) -> bytes:
        data = self.peek(size, size)
        if len(data) < size:
            raise CorruptFileError(f"it ends {size - len(data)} bytes too early")
        self.skip(size)
        return data

    def checksum_of(self, size: int, crc: int) -> int:
        """The checksum continued over the next `size` bytes."""
        while size:
            data = self.peek(1, size)
            if not data:
                raise CorruptFileError(f"it ends {size} bytes too early")
            crc = crc32c(data, crc)
            self.skip(len(data))
            size -= len(data)
        return crc


def check_strings(
    source: ByteSource,
    start: int,
    size: int,
    count: int,
    stored: int,
    order: Order = "little",
    on_bytes: Callable[[int], None] = lambda _: None,
    piece_bytes: int = PIECE_BYTES,
) -> None:
    """Check `count` strings at `start : start + size` against their stored (masked) checksum.

    Raises:
        CorruptFileError: lengths, bytes or a checksum do not fit.
    """
    if count + 4 > size:
        raise CorruptFileError(f"{count} strings do not fit in {size} bytes")
    stream = _Stream(source, start, size, on_bytes, piece_bytes)
    crc, total = _check_lengths(stream, count, order)
    lengths_crc = stream.take(4)
    found = int.from_bytes(lengths_crc, order)
    if mask(crc) != found:
        raise CorruptFileError(
            f"the checksum of its string lengths does not match: {both_checksums(found, crc)}"
        )
    if total != stream.left:
        raise CorruptFileError(f"its strings should fill {total} bytes, {stream.left} are stored")
    compare_checksum(stream.checksum_of(total, crc32c(lengths_crc, crc)), stored)


def _check_lengths(stream: _Stream, count: int, order: Order) -> tuple[int, int]:
    """The checksum of the fixed-width lengths and their sum, a piece of them at a time."""
    crc = total = 0
    while count:
        piece = np.frombuffer(stream.peek(_LONGEST_VARINT), np.uint8)
        ends = np.flatnonzero(piece < 0x80)[:count]
        if not len(ends):
            raise CorruptFileError("the length of one of its strings has no end")
        lengths = _varints(piece, ends)
        crc = crc32c(_fixed_widths(lengths, order), crc)
        total += sum(lengths.tolist())
        count -= len(ends)
        stream.skip(int(ends[-1]) + 1)
    return crc, total


def _varints(piece: npt.NDArray[np.uint8], ends: npt.NDArray[np.intp]) -> npt.NDArray[np.uint64]:
    """The numbers whose last bytes stand at `ends`, one behind the other from the start of `piece`."""
    if int(ends[-1]) + 1 == len(ends):  # words shorter than 128 bytes: each length is one byte
        return piece[: len(ends)].astype(np.uint64)
    starts = np.concatenate((np.zeros(1, np.intp), ends[:-1] + 1))
    longest = int((ends - starts).max()) + 1
    if longest > _LONGEST_VARINT:
        raise CorruptFileError("the length of one of its strings is no number")
    values = np.zeros(len(ends), np.uint64)
    for step in range(longest):
        place = starts + step
        there = place <= ends
        digit = (piece[np.minimum(place, ends)] & np.uint8(0x7F)).astype(np.uint64)
        values |= np.where(there, digit << np.uint64(min(7 * step, 63)), np.uint64(0))
    return values


def _fixed_widths(lengths: npt.NDArray[np.uint64], order: Order) -> bytes:
    sign = "<" if order == "little" else ">"
    if not len(lengths) or int(lengths.max()) <= 0xFFFFFFFF:
        return lengths.astype(f"{sign}u4").tobytes()
    return b"".join(length.to_bytes(8 if length > 0xFFFFFFFF else 4, order) for length in lengths.tolist())


def check_variants(
    source: ByteSource,
    start: int,
    size: int,
    count: int,
    stored: int,
    order: Order = "little",
    on_bytes: Callable[[int], None] = lambda _: None,
    piece_bytes: int = PIECE_BYTES,
) -> None:
    """Check `count` variants at `start : start + size` against their stored (masked) checksum.

    Raises:
        CorruptFileError: lengths, bytes or a checksum do not fit.
    """
    stream = _Stream(source, start, size, on_bytes, piece_bytes)
    crc = 0
    for element in range(count):
        head = stream.peek(_LONGEST_VARINT, _LONGEST_VARINT)
        length, behind = read_varint(head, 0, len(head))
        stream.skip(behind)
        if length + 4 > stream.left:
            raise CorruptFileError(
                f"the variant {element} should have {length} bytes, {stream.left} are left"
            )
        crc = stream.checksum_of(length, crc32c(length.to_bytes(8, order), crc))
        written = stream.take(4)
        found = int.from_bytes(written, order)
        if found != mask(crc):
            raise CorruptFileError(
                f"the checksum of the variant {element} does not match: {both_checksums(found, crc)}"
            )
        crc = crc32c(written, crc)
    if stream.left:
        raise CorruptFileError(f"{stream.left} bytes stand behind its last variant")
    compare_checksum(crc, stored)
