"""A PNG file written row by row: a picture of a hundred million pixels costs the memory of one strip."""

from __future__ import annotations

import struct
import zlib
from typing import IO

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST_CHUNK = 1 << 20
INCH_M = 0.0254


class PngRows:
    """Rows of 8-bit pixels, top to bottom; `close` when all of them were added."""

    def __init__(
        self, file: IO[bytes], width: int, height: int, *, has_alpha: bool = False, dpi: float = 0.0
    ) -> None:
        self._file, self._width, self._left = file, width, height
        self._depth = 4 if has_alpha else 3
        self._packer = zlib.compressobj(6)
        self._packed = bytearray()
        file.write(SIGNATURE)
        self._chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6 if has_alpha else 2, 0, 0, 0))
        if dpi:
            a_metre = round(dpi / INCH_M)
            self._chunk(b"pHYs", struct.pack(">IIB", a_metre, a_metre, 1))

    def add(self, pixels: bytes) -> None:
        """Some rows, without anything between them: RGB, or RGBA with alpha."""
        size = self._width * self._depth
        count = len(pixels) // size
        if count * size != len(pixels) or count > self._left:
            raise ValueError("no whole rows, or too many of them")
        self._left -= count
        for start in range(0, len(pixels), size):
            self._take(self._packer.compress(b"\0") + self._packer.compress(pixels[start : start + size]))

    def close(self) -> None:
        """Write the end; the file itself stays open."""
        if self._left:
            raise ValueError("rows are missing")
        self._take(self._packer.flush())
        self._chunk(b"IDAT", bytes(self._packed))
        self._chunk(b"IEND", b"")

    def _take(self, packed: bytes) -> None:
        self._packed += packed
        if len(self._packed) >= LARGEST_CHUNK:
            self._chunk(b"IDAT", bytes(self._packed))
            self._packed.clear()

    def _chunk(self, kind: bytes, content: bytes) -> None:
        self._file.write(
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )
