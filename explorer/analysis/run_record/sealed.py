"""Bytes under a seal: packed, with a checksum over them and over what they are about.

    crc32c (4 bytes, little-endian) of context + the rest | size unpacked (4) | zlib stream

The context is not stored: bytes that stand beside another tensor or checkpoint than the one they
were computed of do not open.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from typing import Any

from explorer.formats.checksum import crc32c

_HEAD = struct.Struct("<II")
MOST_BYTES = 256 << 20  # of one blob, unpacked
_BEST_RATIO = 1032  # zlib packs nothing better
_LEVEL = 1


class BrokenSealError(Exception):
    """The bytes are not what was stored; never leaves the record."""


def seal(data: bytes, context: bytes) -> bytes:
    """Pack `data`. Raises BrokenSealError where it is too large to be kept."""
    if len(data) > MOST_BYTES:
        raise BrokenSealError
    rest = struct.pack("<I", len(data)) + zlib.compress(data, _LEVEL)
    return struct.pack("<I", crc32c(rest, crc32c(context))) + rest


def unseal(stored: object, context: bytes) -> bytes:
    """What was sealed in this context; nothing is allocated before size and checksum are looked at.

    Raises:
        BrokenSealError: it is something else.
    """
    if not isinstance(stored, bytes) or len(stored) < _HEAD.size:
        raise BrokenSealError
    crc, size = _HEAD.unpack_from(stored)
    packed = memoryview(stored)[_HEAD.size :]
    if size > MOST_BYTES or size > _BEST_RATIO * len(packed) + 64:
        raise BrokenSealError
    if crc32c(stored[4:], crc32c(context)) != crc:
        raise BrokenSealError
    try:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(packed, size + 1)
    except zlib.error as error:
        raise BrokenSealError from error
    if len(data) != size or not unpacker.eof:
        raise BrokenSealError
    return data


def seal_json(value: object, context: bytes) -> bytes:
    """Pack a value of JSON; whole and broken numbers come back as they were, to the bit."""
    return seal(json.dumps(value, separators=(",", ":")).encode("ascii"), context)


def unseal_json(stored: object, context: bytes) -> Mapping[str, Any]:
    """A JSON object that `seal_json` packed. Raises BrokenSealError."""
    return parse_object(unseal(stored, context))


def parse_object(data: bytes) -> Mapping[str, Any]:
    """A JSON object. Raises BrokenSealError."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BrokenSealError from error
    if not isinstance(value, dict):
        raise BrokenSealError
    return value


class Parts:
    """Several runs of bytes in one: each behind its length, in a fixed order."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    @property
    def is_done(self) -> bool:
        """Whether all runs were taken."""
        return self._at >= len(self._data)

    @staticmethod
    def join(*parts: bytes) -> bytes:
        """The runs in one."""
        return b"".join(struct.pack("<Q", len(part)) + part for part in parts)

    def next(self) -> bytes:
        """The next run. Raises BrokenSealError when there is none."""
        begin = self._at + 8
        if begin > len(self._data):
            raise BrokenSealError
        (size,) = struct.unpack_from("<Q", self._data, self._at)
        if size > len(self._data) - begin:
            raise BrokenSealError
        self._at = begin + size
        return self._data[begin : self._at]
