"""Object headers of HDF5: the messages that make an object a group, a dataset or a named type.

Version 1: version u8, reserved, message count u16, reference count u32, size u32, padding to 16,
then messages {type u16, size u16, flags u8, reserved 3, data}. Version 2: `OHDR`, version, flags,
optional times and attribute limits, size, messages {type u8, size u16, flags u8, optional order
u16, data}, checksum. Both go on in continuation blocks.
"""

from __future__ import annotations

from dataclasses import dataclass

from explorer.errors import CorruptFileError, UnsupportedFileError
from explorer.formats.hdf5_bytes import DAMAGED_HINT, REPACK_HINT, Fields, Hdf5Bytes

DATASPACE, LINK_INFO, DATATYPE, OLD_FILL, FILL, LINK = 0x01, 0x02, 0x03, 0x04, 0x05, 0x06
EXTERNAL_FILES, LAYOUT, FILTERS, ATTRIBUTE, CONTINUATION = 0x07, 0x08, 0x0B, 0x0C, 0x10
SYMBOL_TABLE, ATTRIBUTE_INFO = 0x11, 0x15
MOST_CONTINUATIONS = 4096

_SHARED = 0x02


@dataclass(frozen=True, slots=True)
class Message:
    """One header message; `is_shared`: the data only says where the message lies."""

    kind: int
    is_shared: bool
    data: bytes


class ObjectHeader:
    """The messages of one object, in file order."""

    def __init__(self, file: Hdf5Bytes, messages: tuple[Message, ...]) -> None:
        self._file, self.messages = file, messages

    def find(self, kind: int) -> Fields | None:
        """The data of the first message of a kind, where it is shared that of its target; None if there is none."""
        for message in self.messages:
            if message.kind == kind:
                return self.fields(message)
        return None

    def all(self, kind: int) -> list[Fields]:
        """The data of all messages of a kind."""
        return [self.fields(message) for message in self.messages if message.kind == kind]

    def has(self, kind: int) -> bool:
        """Whether there is a message of a kind."""
        return any(message.kind == kind for message in self.messages)

    def fields(self, message: Message) -> Fields:
        """The data of a message, fetched from where it is shared."""
        file = self._file
        data = shared_message(file, message.kind, message.data) if message.is_shared else message.data
        return Fields(data, f"a message of type {message.kind}", file.offset_size, file.length_size)


def shared_message(file: Hdf5Bytes, kind: int, pointer: bytes) -> bytes:
    """The data of a message kept in another object (a named type). One step only: that one is never shared."""
    fields = Fields(pointer, "a shared message", file.offset_size, file.length_size)
    version, place = fields.number(1), fields.number(1)
    if version == 1:
        fields.take(6)
    elif version not in (2, 3):
        raise CorruptFileError(f"a shared message is of version {version}", hint=DAMAGED_HINT)
    if version == 3 and place == 1:
        raise UnsupportedFileError(
            "it keeps messages of objects in a common heap, which is not read here", hint=REPACK_HINT
        )
    for message in read_header(file, fields.address()).messages:
        if message.kind == kind and not message.is_shared:
            return message.data
    raise CorruptFileError("a shared message is not where it should be", hint=DAMAGED_HINT)


def read_header(file: Hdf5Bytes, address: int) -> ObjectHeader:
    """Read the object header at `address` with all its continuations.

    Raises:
        CorruptFileError: it is damaged, or its continuations run in a circle.
        UnsupportedFileError: a version we do not know.
    """
    # A small header of version 2 may end the file before byte 16.
    begin = file.read(address, min(16, max(file.size - address, 8)), "an object header")
    if begin.startswith(b"OHDR"):
        return _read_second(file, address, begin)
    if begin[0] != 1 or len(begin) < 16:
        raise CorruptFileError(
            f"an object header should lie at byte {address}, found {begin[:4]!r}", hint=DAMAGED_HINT
        )
    blocks = [file.fields(address + 16, int.from_bytes(begin[8:12], "little"), "an object header")]
    messages: list[Message] = []
    seen = {address + 16}
    for block in blocks:  # grows while it is walked
        while block.left >= 8:
            kind, size = block.number(2), block.number(2)
            flags = block.number(1)
            block.take(3)
            _add(file, messages, blocks, seen, kind, flags, block.take(size), is_second=False)
    return ObjectHeader(file, tuple(messages))


def _read_second(file: Hdf5Bytes, address: int, begin: bytes) -> ObjectHeader:
    version, flags = begin[4], begin[5]
    if version != 2:
        raise UnsupportedFileError(f"an object header is of version {version}", hint=REPACK_HINT)
    width = 1 << (flags & 3)
    start = 6 + (16 if flags & 0x20 else 0) + (4 if flags & 0x10 else 0)
    size = int.from_bytes(file.read(address + start, width, "an object header"), "little")
    first = file.checked_fields(address, start + width + size + 4, "an object header")
    first.position = start + width
    blocks = [first]
    messages: list[Message] = []
    seen = {address}
    has_order = bool(flags & 4)
    head_size = 6 if has_order else 4
    for block in blocks:  # grows while it is walked
        while block.left >= head_size:
            kind, size, message_flags = block.number(1), block.number(2), block.number(1)
            if has_order:
                block.take(2)
            data = block.take(size)
            _add(file, messages, blocks, seen, kind, message_flags, data, is_second=True)
    return ObjectHeader(file, tuple(messages))


def _add(
    file: Hdf5Bytes,
    messages: list[Message],
    blocks: list[Fields],
    seen: set[int],
    kind: int,
    flags: int,
    data: bytes,
    *,
    is_second: bool,
) -> None:
    if kind != CONTINUATION:
        if kind:
            messages.append(Message(kind, bool(flags & _SHARED), data))
        return
    fields = Fields(data, "a continuation", file.offset_size, file.length_size)
    address, size = fields.address(), fields.length()
    if address in seen or len(seen) > MOST_CONTINUATIONS:
        raise CorruptFileError("an object header continues in a circle", hint=DAMAGED_HINT)
    seen.add(address)
    what = "a continuation of an object header"
    if is_second:
        block = file.checked_fields(address, size, what)
        block.expect(b"OCHK")
    else:
        block = file.fields(address, size, what)
    blocks.append(block)
