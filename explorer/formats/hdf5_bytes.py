"""The bytes of one HDF5 file by address: every read is checked against the file and counted against a budget.

Files come from anywhere, and the HDF5 library dies or hangs on damaged ones. So its format is read
here, in the part that Keras and h5py write, in plain loops without recursion.
Source: HDF5 file format specification 3.0 (https://docs.hdfgroup.org/hdf5/develop/_s_p_e_c.html).
"""

from __future__ import annotations

from explorer.errors import CorruptFileError, UnsupportedFileError
from explorer.formats.hdf5_checksum import lookup3
from explorer.storage.files import ByteSource

SIGNATURE = b"\x89HDF\r\n\x1a\n"
REPACK_HINT = "Rewriting the file with `h5repack` of the HDF5 tools, or with h5py, turns it into a plain one."
DAMAGED_HINT = "The file is damaged, still being written, or a copy of it was cut short."
_BUDGET_FACTOR = 8  # metadata of a sound file is read a few times over at most
_BUDGET_START = 1 << 20
_LARGEST_BLOCK = 64 << 20
_LARGEST_BUDGET = 1 << 30


class Fields:
    """Little-endian fields of one block of metadata, taken one after the other."""

    __slots__ = ("_length_size", "_offset_size", "data", "position", "what")

    def __init__(self, data: bytes, what: str, offset_size: int = 8, length_size: int = 8) -> None:
        self.data, self.position, self.what = data, 0, what
        self._offset_size, self._length_size = offset_size, length_size

    @property
    def left(self) -> int:
        """How many bytes are not taken yet."""
        return len(self.data) - self.position

    def take(self, size: int) -> bytes:
        """The next `size` bytes. Raises CorruptFileError when there are fewer."""
        end = self.position + size
        if size < 0 or end > len(self.data):
            raise CorruptFileError(
                f"{self.what} ends after {len(self.data)} bytes, in the middle of a field", hint=DAMAGED_HINT
            )
        part = self.data[self.position : end]
        self.position = end
        return part

    def number(self, size: int) -> int:
        """The next unsigned number of `size` bytes."""
        return int.from_bytes(self.take(size), "little")

    def length(self) -> int:
        """The next number of the file's size of lengths."""
        return self.number(self._length_size)

    def most_length(self) -> int:
        """The next length; -1 where it says without end."""
        raw = self.take(self._length_size)
        return -1 if raw.count(0xFF) == len(raw) else int.from_bytes(raw, "little")

    def address(self) -> int:
        """The next address; -1 where it is undefined."""
        raw = self.take(self._offset_size)
        return -1 if raw.count(0xFF) == len(raw) else int.from_bytes(raw, "little")

    def expect(self, signature: bytes) -> None:
        """Take a signature. Raises CorruptFileError when other bytes are there."""
        found = self.take(len(signature))
        if found != signature:
            raise CorruptFileError(
                f"{self.what} begins with {found!r} instead of {signature!r}", hint=DAMAGED_HINT
            )

    def sub(self, size: int, what: str) -> Fields:
        """The next `size` bytes as fields of their own."""
        return Fields(self.take(size), what, self._offset_size, self._length_size)

    def text(self) -> bytes:
        """The next bytes up to a zero byte, which is taken too."""
        end = self.data.find(0, self.position)
        if end < 0:
            raise CorruptFileError(f"a name in {self.what} has no end", hint=DAMAGED_HINT)
        found = self.data[self.position : end]
        self.position = end + 1
        return found


class Hdf5Bytes:
    """The file as the format addresses it: from the superblock on, in offsets of a size it names.

    `offset_size` and `length_size` are the bytes of an address and of a length. All metadata goes
    through `read`, whose budget grows with the file: no web of blocks that share bytes can keep a
    reader busy for long.
    """

    def __init__(self, source: ByteSource, base: int, offset_size: int, length_size: int) -> None:
        self.source, self.base = source, base
        self.offset_size, self.length_size = offset_size, length_size
        self.size = source.size - base
        self.visited: list[tuple[int, int]] = []  # where metadata was read, as (address, size)
        self._budget = min(_BUDGET_FACTOR * self.size + _BUDGET_START, _LARGEST_BUDGET)

    def read(self, address: int, size: int, what: str) -> bytes:
        """`size` bytes of metadata at `address`. `what` is for messages: "the group's heap".

        Raises:
            CorruptFileError: they lie outside the file, or too much was read already.
        """
        if address < 0 or size < 0 or address + size > self.size:
            raise CorruptFileError(
                f"{what} should lie at bytes {address} to {address + size}, but the file has {self.size}"
                if address >= 0
                else f"{what} has no address",
                hint=DAMAGED_HINT,
            )
        if size > _LARGEST_BLOCK:
            raise UnsupportedFileError(
                f"{what} has {size} bytes, more than any program writes", hint=REPACK_HINT
            )
        self.spend(size + 16)
        self.visited.append((address, size))
        return self.source.read(self.base + address, size)

    def spend(self, size: int) -> None:
        """Count `size` bytes that were read, or copied out of what was. Raises CorruptFileError when it is enough."""
        self._budget -= size
        if self._budget < 0:
            raise CorruptFileError(
                "its blocks refer to each other without end: far more would be read than the file holds",
                hint=DAMAGED_HINT,
            )

    def fields(self, address: int, size: int, what: str) -> Fields:
        """The same as fields."""
        return Fields(self.read(address, size, what), what, self.offset_size, self.length_size)

    def checked_fields(self, address: int, size: int, what: str) -> Fields:
        """The same, of a block whose last four bytes are its checksum; they are compared and left out."""
        return Fields(checked(self.read(address, size, what), what), what, self.offset_size, self.length_size)


def checked(data: bytes, what: str) -> bytes:
    """A block without the checksum at its end. Raises CorruptFileError if that does not match."""
    if len(data) < 4:
        raise CorruptFileError(f"{what} is too short for its checksum", hint=DAMAGED_HINT)
    stored, computed = int.from_bytes(data[-4:], "little"), lookup3(data[:-4])
    if stored != computed:
        raise CorruptFileError(
            f"the checksum of {what} does not match: stored {stored:#010x}, computed {computed:#010x}",
            hint=DAMAGED_HINT,
        )
    return data[:-4]


def bytes_needed(limit: int) -> int:
    """Bytes that hold every number up to `limit`, at least one."""
    return max((limit.bit_length() + 7) // 8, 1)
