"""The superblock of an HDF5 file: sizes of addresses, where the root group is, where the file should end."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.errors import CorruptFileError, UnsupportedFileError
from explorer.formats.hdf5_bytes import DAMAGED_HINT, SIGNATURE, Fields, Hdf5Bytes, checked
from explorer.storage.files import ByteSource

_SIZES = (2, 4, 8)
_LARGEST = 128  # bytes: version 1 with 8-byte addresses takes 100


@dataclass(frozen=True, slots=True)
class Superblock:
    """What the superblock says: `root` is the address of the root group's object header."""

    version: int
    root: int
    end: int  # where the file should end; -1 if it does not say
    is_open: bool = False  # a program is writing it, or died while it did


def open_superblock(source: ByteSource) -> tuple[Hdf5Bytes, Superblock]:
    """Find the superblock (at 0, or behind a user block of 512, 1024, 2048 ... bytes) and decode it.

    Raises:
        CorruptFileError: there is none, or it is damaged.
        UnsupportedFileError: a version we do not know.
    """
    start = 0
    while start + len(SIGNATURE) <= source.size:
        if source.read(start, len(SIGNATURE)) == SIGNATURE:
            data = source.read(start, min(_LARGEST, source.size - start))
            return _parse(source, start, data)
        start = start * 2 or 512
    raise CorruptFileError("it does not begin as an HDF5 file does", hint=DAMAGED_HINT)


def _parse(source: ByteSource, start: int, data: bytes) -> tuple[Hdf5Bytes, Superblock]:
    fields = Fields(data, "the superblock")
    fields.take(len(SIGNATURE))
    version = fields.number(1)
    if version > 3:
        raise UnsupportedFileError(
            f"its superblock is of version {version}; 0 to 3 are known", hint="A newer HDF5 wrote it."
        )
    if version < 2:
        fields.take(4)
    offset_size, length_size = fields.number(1), fields.number(1)
    if offset_size not in _SIZES or length_size not in _SIZES:
        raise CorruptFileError(
            f"its superblock says addresses of {offset_size} and lengths of {length_size} bytes",
            hint=DAMAGED_HINT,
        )
    rest = Fields(data, "the superblock", offset_size, length_size)
    is_open = False
    if version < 2:
        # Reserved, two sizes of group nodes, flags; version 1 has one more such size and padding.
        rest.position = 24 + 4 * version
        rest.address()
        rest.address()
        end = rest.address()
        rest.address()
        rest.address()  # offset of the root group's name
        root = rest.address()
    else:
        rest.position = 12
        is_open = version == 3 and bool(data[11] & 1)
        rest.address()
        rest.address()
        end = rest.address()
        root = rest.address()
        checked(data[: rest.position + 4], "the superblock")
    return Hdf5Bytes(source, start, offset_size, length_size), Superblock(version, root, end, is_open)
