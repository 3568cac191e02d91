"""Members of a zip archive, read with limits: where each lies, and its bytes.

The standard library reads the directory of the archive; what it believes of the file is checked
here: how large the directory is, how many members it names, how far a member may grow.
Source: PKWARE, APPNOTE.TXT 4.3.7 (local file header).
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.errors import CorruptFileError, ExplorerError, NoValueError, UnsupportedFileError
from explorer.storage.files import ByteSource, check_range
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
MOST_MEMBERS = 10_000
LARGEST_DIRECTORY = 2 << 20
_MOST_DEFLATED = 1032
_PIECE = 1 << 20
_LOCAL_HEADER = struct.Struct("<4s5HIIIHH")
_DAMAGED_HINT = "The archive is damaged, still being written, or a copy of it was cut short."
_PACKED_HINT = "Unpacking it and packing it again without encryption makes it readable."


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive: its `packed_size` bytes begin at `offset`, `size` is what they unpack to."""

    name: str
    method: int
    offset: int
    packed_size: int
    size: int
    crc32: int


class PartSource:
    """A run of bytes of another source, as a source of its own."""

    def __init__(self, whole: ByteSource, start: int, size: int, name: str) -> None:
        check_range(start, size, whole.size, whole.name)
        self._whole, self._start, self.size, self.name = whole, start, size, name

    def read(self, offset: int, size: int) -> bytes:
        """Exactly `size` bytes from `offset`."""
        check_range(offset, size, self.size, self.name)
        return self._whole.read(self._start + offset, size)

    def read_into(self, offset: int, buffer: npt.NDArray[np.uint8]) -> None:
        """Fill `buffer` with the bytes from `offset` on."""
        check_range(offset, len(buffer), self.size, self.name)
        self._whole.read_into(self._start + offset, buffer)


class _SourceFile(io.RawIOBase):
    """A source as the file `zipfile` wants, which hands out no more than a directory at a time."""

    def __init__(self, source: ByteSource) -> None:
        super().__init__()
        self._source, self._position = source, 0
        self.failure: ExplorerError | None = (
            None  # the standard library takes a failing disk for "no zip file"
        )

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._source.size}[whence]
        if start + offset < 0:
            raise ValueError("a place before the beginning of the archive")
        self._position = start + offset
        return self._position

    def read(self, size: int = -1) -> bytes:
        left = max(self._source.size - self._position, 0)
        size = left if size < 0 else min(size, left)
        if size > LARGEST_DIRECTORY:
            raise UnsupportedFileError(f"the directory of the archive has {size} bytes, far too many")
        try:
            data = self._source.read(self._position, size)
        except ExplorerError as error:
            self.failure = error
            raise
        self._position += size
        return data


@contextmanager
def _explaining() -> Iterator[None]:
    """What the standard library raises on damaged archives, explained."""
    try:
        yield
    except (
        zipfile.BadZipFile, zlib.error, struct.error, EOFError, IndexError, KeyError, NotImplementedError,
        OverflowError, RuntimeError, UnicodeError, ValueError,
    ) as error:  # fmt: skip
        if isinstance(error, NoValueError):
            raise
        raise CorruptFileError(f"it is no sound zip archive: {error}", hint=_DAMAGED_HINT) from error


def list_members(source: ByteSource) -> dict[str, Member]:
    """The members by name.

    Raises:
        CorruptFileError: no sound archive, a name given twice, or a member outside the file.
        UnsupportedFileError: far more members than any model has.
    """
    file = _SourceFile(source)
    try:
        with _explaining(), zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
    except CorruptFileError:
        if file.failure is not None:
            raise file.failure from None
        raise
    if len(infos) > MOST_MEMBERS:
        raise UnsupportedFileError(f"the archive has {len(infos)} members, a model's has a few")
    members: dict[str, Member] = {}
    for info in infos:
        if info.filename in members:
            raise CorruptFileError(
                f"the archive holds {info.filename[:200]!r} twice",
                hint="Which of them counts, nothing tells.",
            )
        packed = info.compress_size
        if info.header_offset < 0 or info.header_offset + packed > source.size:
            raise CorruptFileError(f"{info.filename[:200]!r} lies outside of the archive", hint=_DAMAGED_HINT)
        method = info.compress_type if not info.flag_bits & 1 else -1
        members[info.filename] = Member(
            info.filename, method, info.header_offset, packed, info.file_size, info.CRC
        )
    return members


def locate(source: ByteSource, member: Member) -> Member:
    """The member with its true offset: behind the header it carries itself, which must agree.

    Raises:
        CorruptFileError: its header is damaged or is another member's.
        UnsupportedFileError: it is encrypted, or packed in a way other than stored or deflated.
    """
    shown = repr(member.name[:200])
    if member.method not in (STORED, DEFLATED):
        how = "encrypted" if member.method < 0 else f"packed by method {member.method}"
        raise UnsupportedFileError(f"{shown} is {how}", hint=_PACKED_HINT)
    head = _LOCAL_HEADER.unpack(source.read(member.offset, _LOCAL_HEADER.size))
    signature, method, name_size, extra_size = head[0], head[3], head[9], head[10]
    name = source.read(member.offset + _LOCAL_HEADER.size, name_size)
    if (
        signature != b"PK\x03\x04"
        or method != member.method
        or name != member.name.encode("utf-8", "replace")
    ):
        raise CorruptFileError(f"the header of {shown} is not its own", hint=_DAMAGED_HINT)
    start = member.offset + _LOCAL_HEADER.size + name_size + extra_size
    check_range(start, member.packed_size, source.size, source.name)
    if member.method == STORED and member.size != member.packed_size:
        raise CorruptFileError(
            f"{shown} has two sizes, {member.size} and {member.packed_size}", hint=_DAMAGED_HINT
        )
    return Member(member.name, member.method, start, member.packed_size, member.size, member.crc32)


def read_member(source: ByteSource, member: Member, limit: int) -> bytes:
    """The content of a located member, its checksum compared.

    Raises:
        CorruptFileError: damaged, or of another size than it says.
        UnsupportedFileError: larger than `limit`.
    """
    shown = repr(member.name[:200])
    if member.size > limit:
        raise UnsupportedFileError(
            f"{shown} unpacks to {member.size} bytes; up to {limit} are unpacked here",
            hint="Unpacking the archive and opening model.weights.h5 itself needs no memory.",
        )
    if member.size > _MOST_DEFLATED * member.packed_size:
        raise CorruptFileError(
            f"{shown} cannot unpack to {member.size} bytes from {member.packed_size}", hint=_DAMAGED_HINT
        )
    data = source.read(member.offset, member.packed_size)
    if member.method == DEFLATED:
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            data = stream.decompress(data, member.size + 1)
        except zlib.error as error:
            raise CorruptFileError(f"{shown} cannot be unpacked: {error}", hint=_DAMAGED_HINT) from error
    if len(data) != member.size:
        raise CorruptFileError(
            f"{shown} should unpack to {member.size} bytes, and does not", hint=_DAMAGED_HINT
        )
    _compare(shown, zlib.crc32(data), member.crc32)
    return data


def check_stored(source: ByteSource, member: Member, task: Task = QUIET) -> None:
    """Compare the checksum of a located, stored member, a MiB at a time. Raises CorruptFileError."""
    crc = 0
    for begin in range(0, member.size, _PIECE):
        crc = zlib.crc32(source.read(member.offset + begin, min(_PIECE, member.size - begin)), crc)
        task.report(min(begin + _PIECE, member.size), member.size, f"Verifying {member.name[:200]}")
    _compare(repr(member.name[:200]), crc, member.crc32)


def _compare(shown: str, computed: int, stored: int) -> None:
    if computed != stored:
        raise CorruptFileError(
            f"the checksum of {shown} does not match: stored {stored:#010x}, computed {computed:#010x}",
            hint="The archive is damaged; which of its values are, nothing tells.",
        )
