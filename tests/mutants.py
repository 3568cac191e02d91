"""Damaged copies of files: bytes flipped, cut, doubled and moved, fields edited; where the format has checksums, repaired.

    for number in range(2000):
        damaged = table_mutant(index, random.Random(number))   # its blocks still match their checksums

A mutant depends on the bytes and the dice alone, so a number names it for ever. Damage behind a right
checksum gets past the first gate and so reaches the code that reads lengths, offsets and names.
Independent of the code it is meant for: no module of `explorer` is imported.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from tests.builders import block_bytes, crc32c, footer, mask, stored_block, varint

Mutator = Callable[[bytes, Random], bytes]

# Numbers at which programs go wrong: around the widths of integers, and small ones.
EDGES = (
    0, 1, 2, 3, 7, 8, 15, 16, 100, 127, 128, 254, 255, 256, 1000, 65535, 65536, 2**24, 2**31 - 2, 2**31 - 1, 2**31,
    2**32 - 1, 2**32, 2**40, 2**53, 2**58, 2**62, 2**63 - 1, 2**63, 2**64 - 2, 2**64 - 1,
)  # fmt: skip
_DEEPEST = 12  # messages within messages an edit goes down to
_MOST_BYTES = 1 << 20  # no mutant grows beyond this: size itself is the bombs' matter


# --- bytes -----------------------------------------------------------------------------------


def byte_mutant(data: bytes, dice: Random) -> bytes:
    """One to three edits anywhere: raw damage, checksums left as they were."""
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        data = _edited(data, dice)
    return data[:_MOST_BYTES]


def _edited(data: bytes, dice: Random) -> bytes:
    if not data:
        return dice.randbytes(dice.randrange(9))
    at = dice.randrange(len(data))
    size = dice.choice((1, 1, 2, 4, 8, dice.randrange(1, 65)))
    other = dice.randrange(len(data))
    what = dice.randrange(11)
    if what == 0:
        return data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]
    if what == 1:
        return (
            data[:at]
            + bytes([dice.choice((0, 1, 0x7F, 0x80, 0xFE, 0xFF, dice.randrange(256)))])
            + data[at + 1 :]
        )
    if what == 2:  # cut out
        return data[:at] + data[at + size :]
    if what == 3:  # doubled
        return data[: at + size] + data[at:]
    if what == 4:  # overwritten by another place
        return data[:at] + data[other : other + size] + data[at + size :]
    if what == 5:  # spliced: the start of one place, the end of another
        return data[:at] + data[other:]
    if what == 6:  # cut short
        return data[:at]
    if what == 7:  # an integer of fixed width
        width = dice.choice((2, 4, 8))
        number = dice.choice(EDGES) % (1 << 8 * width)
        return (
            data[:at] + number.to_bytes(width, dice.choice(("little", "little", "big"))) + data[at + width :]
        )
    if what == 8:  # a varint in the place of one
        end = at
        while end < min(len(data), at + 10) and data[end] & 0x80:
            end += 1
        return data[:at] + varint(dice.choice(EDGES)) + data[end + 1 :]
    if what == 9:
        return data[:at] + bytes([dice.choice((0, 0xFF))]) * size + data[at + size :]
    return data[:at] + dice.randbytes(size) + data[at:]


# --- protobuf --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Field:
    number: int
    wire: int
    value: int | bytes


def message_mutant(data: bytes, dice: Random) -> bytes:
    """A protobuf message with one field edited somewhere inside, every length around it repaired."""
    return _message_mutant(data, dice, 0)[:_MOST_BYTES]


def _message_mutant(data: bytes, dice: Random, depth: int) -> bytes:
    fields = _fields(data)
    if not fields:
        return byte_mutant(data, dice)
    at = dice.randrange(len(fields))
    field = fields[at]
    if isinstance(field.value, bytes) and depth < _DEEPEST and dice.random() < 0.75:
        looks_like_message = _fields(field.value) is not None and len(field.value) > 1
        edit = _message_mutant if looks_like_message and dice.random() < 0.9 else None
        field.value = edit(field.value, dice, depth + 1) if edit else byte_mutant(field.value, dice)
        return _joined(fields)
    what = dice.randrange(8)
    if what <= 2:
        field.value = _other_value(field.value, dice)
    elif what == 3:
        del fields[at]
    elif what == 4:
        fields[at:at] = [field] * dice.choice((1, 2, 50))
    elif what == 5:
        other = dice.randrange(len(fields))
        fields[at], fields[other] = fields[other], fields[at]
    elif what == 6:
        field.number = dice.choice((1, 2, 3, 4, 5, 6, 7, 8, 15, 16, 2**29 - 1, field.number + 1))
    else:
        other_field = fields[dice.randrange(len(fields))]
        field.value, field.wire = other_field.value, other_field.wire
    return _joined(fields)


def _other_value(value: int | bytes, dice: Random) -> int | bytes:
    if isinstance(value, bytes):
        return dice.choice((b"", value * 2, value * 50, bytes(len(value)), dice.randbytes(len(value))))
    return dice.choice((*EDGES, value + 1, value - 1, value * 2, value ^ 1)) & 2**64 - 1


def _fields(data: bytes) -> list[_Field] | None:
    """The fields of a message; None if the bytes are none."""
    fields = []
    at = 0
    while at < len(data):
        tag = _varint_at(data, at)
        if tag is None:
            return None
        at, wire, number = tag[1], tag[0] & 7, tag[0] >> 3
        if not 0 < number < 2**29:
            return None
        if wire == 0:
            found = _varint_at(data, at)
            if found is None:
                return None
            value: int | bytes = found[0]
            at = found[1]
        elif wire in (1, 5):
            size = 8 if wire == 1 else 4
            value = int.from_bytes(data[at : at + size], "little")
            at += size
        elif wire == 2:
            found = _varint_at(data, at)
            if found is None:
                return None
            size, at = found
            value = data[at : at + size]
            at += size
        else:
            return None
        if at > len(data):
            return None
        fields.append(_Field(number, wire, value))
    return fields


def _varint_at(data: bytes, at: int) -> tuple[int, int] | None:
    value = shift = 0
    while at < len(data) and shift < 70:
        value |= (data[at] & 0x7F) << shift
        at += 1
        if data[at - 1] < 0x80:
            return value, at
        shift += 7
    return None


def _joined(fields: Sequence[_Field]) -> bytes:
    out = bytearray()
    for field in fields:
        wire = field.wire
        if isinstance(field.value, bytes):
            wire = 2
        elif wire == 2:
            wire = 0
        out += varint(field.number << 3 | wire)
        if isinstance(field.value, bytes):
            out += varint(len(field.value)) + field.value
        elif wire == 0:
            out += varint(field.value)
        else:
            size = 8 if wire == 1 else 4
            out += (field.value % (1 << 8 * size)).to_bytes(size, "little")
    return bytes(out)


# --- table files -----------------------------------------------------------------------------


@dataclass(slots=True)
class _Table:
    """A table file taken apart: data blocks as (contents, whether snappy), the index block's keys."""

    blocks: list[tuple[bytes, bool]]
    separators: list[bytes]


def table_mutant(data: bytes, dice: Random) -> bytes:
    """A table file (`.index`, V1 checkpoint) damaged inside a block, all checksums and handles right again."""
    table = _taken_apart(data)
    at = dice.randrange(len(table.blocks))
    contents, is_snappy = table.blocks[at]
    what = dice.random()
    if what < 0.45:
        table.blocks[at] = byte_mutant(contents, dice), is_snappy
    elif what < 0.92:
        entries = _block_entries(contents)
        _edit_entries(entries, dice)
        table.blocks[at] = block_bytes(entries, dice.choice((16, 16, 16, 1, 3))), is_snappy
    else:
        return _put_together(table, lambda index: byte_mutant(index, dice))
    return _put_together(table)


def recompressed(data: bytes) -> bytes:
    """The same table with snappy blocks, as TensorFlow reads but never writes them."""
    table = _taken_apart(data)
    table.blocks = [(contents, True) for contents, _ in table.blocks]
    return _put_together(table)


def _edit_entries(entries: list[tuple[bytes, bytes]], dice: Random) -> None:
    """One edit of a block's keys and values."""
    at, other = dice.randrange(len(entries)), dice.randrange(len(entries))
    key, value = entries[at]
    what = dice.randrange(12)
    if what <= 5:
        entries[at] = key, message_mutant(value, dice)
    elif what == 6:
        entries[at] = byte_mutant(key, dice), value
    elif what == 7:
        del entries[at]
    elif what == 8:
        entries.insert(at, (key + dice.choice((b"", b"\0", b"/x")), value))
    elif what == 9:
        entries[at], entries[other] = (key, entries[other][1]), (entries[other][0], value)
    elif what == 10:
        entries[at] = key, entries[other][1]
    else:
        entries[at], entries[other] = entries[other], entries[at]


def _taken_apart(data: bytes) -> _Table:
    handles = []
    at = len(data) - 48
    for _ in range(4):
        found = _varint_at(data, at)
        assert found is not None
        number, at = found
        handles.append(number)
    table = _Table([], [])
    for separator, handle in _block_entries(data[handles[2] : handles[2] + handles[3]]):
        offset, size_at = _varint_at(handle, 0) or (0, 0)
        size, _ = _varint_at(handle, size_at) or (0, 0)
        contents, is_snappy = data[offset : offset + size], data[offset + size] == 1
        if is_snappy:
            import cramjam

            contents = bytes(cramjam.snappy.decompress_raw(contents))
        table.blocks.append((contents, is_snappy))
        table.separators.append(separator)
    return table


def _put_together(table: _Table, edit_index: Callable[[bytes], bytes] = bytes) -> bytes:
    out = bytearray()
    handles = []
    for contents, is_snappy in table.blocks:
        stored = stored_block(contents, snappy=is_snappy)
        handles.append(varint(len(out)) + varint(len(stored) - 5))
        out += stored
    metaindex = stored_block(block_bytes([]))
    index = stored_block(edit_index(block_bytes(list(zip(table.separators, handles)), 1)))
    ends = (len(out), len(metaindex) - 5), (len(out) + len(metaindex), len(index) - 5)
    return bytes(out) + metaindex + index + footer(*ends)


def _block_entries(contents: bytes) -> list[tuple[bytes, bytes]]:
    """Keys and values of a sound block."""
    end = len(contents) - 4 - 4 * int.from_bytes(contents[-4:], "little")
    entries = []
    at, key = 0, b""
    while at < end:
        numbers = []
        for _ in range(3):
            found = _varint_at(contents, at)
            assert found is not None
            numbers.append(found[0])
            at = found[1]
        shared, unshared, size = numbers
        key = key[:shared] + contents[at : at + unshared]
        entries.append((key, contents[at + unshared : at + unshared + size]))
        at += unshared + size
    return entries


# --- event files, archives, text -------------------------------------------------------------


def record_bytes(data: bytes) -> bytes:
    """One record of an event file, with its checksums."""
    size = len(data).to_bytes(8, "little")
    return size + _stored_checksum(size) + data + _stored_checksum(data)


def some_records(data: bytes, count: int) -> bytes:
    """The first records of an event file, those of more than 20 kB (graphs) left out."""
    small = [record for record in _records(data) if len(record) < 20_000]
    return b"".join(map(record_bytes, small[:count]))


def _records(data: bytes) -> list[bytes]:
    records = []
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 8], "little")
        records.append(data[at + 12 : at + 12 + size])
        at += 16 + size
    return records


def records_mutant(data: bytes, dice: Random) -> bytes:
    """An event file with one record edited (or records dropped, doubled, swapped), checksums right again."""
    records = _records(data)
    at, other = dice.randrange(len(records)), dice.randrange(len(records))
    what = dice.randrange(8)
    if what <= 4:
        records[at] = (
            message_mutant(records[at], dice) if dice.random() < 0.8 else byte_mutant(records[at], dice)
        )
    elif what == 5:
        del records[at]
    elif what == 6:
        records.insert(other, records[at])
    else:
        records[at], records[other] = records[other], records[at]
    return b"".join(map(record_bytes, records))


def zip_mutant(data: bytes, dice: Random) -> bytes:
    """An archive with one member damaged, renamed, doubled or left out; the archive itself is sound."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    at = dice.randrange(len(members))
    name, content = members[at]
    what = dice.randrange(8)
    if what <= 4:
        members[at] = name, byte_mutant(content, dice)
    elif what == 5:
        del members[at]
    elif what == 6:
        members[at] = dice.choice((name + "x", "../" + name, "/" + name, name.upper(), "a\\" + name)), content
    else:
        members.append((f"{name}.{at}", content))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", dice.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


_TOKENS = (
    b"{", b"}", b"<", b">", b"[", b"]", b":", b'"', b"'", b"\\", b"#", b"\n", b"\0", b"\xff", b"node {", b"dim {",
    b"size: -1", b"size: 99999999999999999999", b'name: "', b"1e400", b"nan", b"0x", b"\\777", b"\\u", b"\xef\xbb\xbf",
)  # fmt: skip


def text_mutant(data: bytes, dice: Random) -> bytes:
    """Protobuf text with lines dropped, doubled and moved, tokens put in, or bytes damaged."""
    what = dice.randrange(6)
    if what == 0:
        return byte_mutant(data, dice)
    if what <= 2:
        at = dice.randrange(len(data) + 1)
        return data[:at] + dice.choice(_TOKENS) * dice.choice((1, 1, 1, 2, 400)) + data[at:]
    lines = data.split(b"\n")
    at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    if what == 3:
        del lines[at : at + dice.choice((1, 1, 2, 5))]
    elif what == 4:
        lines[at:at] = lines[other : other + dice.choice((1, 1, 5))]
    else:
        lines[at] = byte_mutant(lines[at], dice)
    return b"\n".join(lines)


def _stored_checksum(data: bytes) -> bytes:
    return mask(crc32c(data)).to_bytes(4, "little")
