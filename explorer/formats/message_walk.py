"""The fields of a protobuf message in a file, walked without reading what nobody asks for.

A graph file may hold hundreds of megabytes of constants; a walk reads the heads of its fields
through a small window and passes over the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from explorer.errors import CorruptFileError
from explorer.formats.varint import BYTES, FIXED32, FIXED64, VARINT, read_varint
from explorer.storage.files import ByteSource

_HEAD_BYTES = 20  # the longest head of a field: two varints


class MessageWalk:
    """Reads heads and contents of fields by their offsets in the file. For one thread."""

    def __init__(self, source: ByteSource, window_bytes: int = 1 << 18) -> None:
        self.source = source
        self._window_bytes = window_bytes
        self._window = b""
        self._start = 0

    def fields(self, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
        """The fields of the message at `start:end`, as `varint.read_fields` yields them, offsets those of the file.

        Raises:
            CorruptFileError: a length passes the end, or a field number or wire type is not allowed.
        """
        position = start
        while position < end:
            if not self._start <= position or position + _HEAD_BYTES > self._start + len(self._window):
                self._move_to(position)
            data, base = self._window, self._start
            limit = min(end - base, len(data))
            tag, at = read_varint(data, position - base, limit)
            number, wire = tag >> 3, tag & 7
            if not 0 < number < 1 << 29:
                raise CorruptFileError(f"field number {number} at byte {position} is not allowed")
            if wire == VARINT:
                value, at = read_varint(data, at, limit)
                position = base + at
                yield number, wire, value, position
                continue
            if wire == BYTES:
                size, at = read_varint(data, at, limit)
            elif wire == FIXED64:
                size = 8
            elif wire == FIXED32:
                size = 4
            else:
                raise CorruptFileError(
                    f"wire type {wire} of field {number} at byte {position} is not allowed"
                )
            first = base + at
            if size > end - first:
                raise CorruptFileError(
                    f"field {number} at byte {position} says {size} bytes, {end - first} are left",
                    hint="The file may still be being written, or a copy of it was cut short.",
                )
            yield number, wire, first, first + size
            position = first + size

    def read(self, start: int, end: int) -> bytes:
        """The bytes `start:end` of the file."""
        if self._start <= start and end <= self._start + len(self._window):
            return self._window[start - self._start : end - self._start]
        return self.source.read(start, end - start)

    def _move_to(self, position: int) -> None:
        self._window = self.source.read(position, min(self._window_bytes, self.source.size - position))
        self._start = position
