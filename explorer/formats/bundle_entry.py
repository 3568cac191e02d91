"""One entry of a tensor bundle's index: a BundleHeaderProto or a BundleEntryProto, field by field.

    BundleHeaderProto: 1 num_shards, 2 endianness (0 little, 1 big), 3 version {1 producer, 2 min_consumer, 3 bad_consumers}
    BundleEntryProto: 1 dtype, 2 shape, 3 shard_id, 4 offset, 5 size, 6 crc32c (fixed32, masked), 7 slices
    TensorShapeProto: 2 dim {1 size, 2 name}, 3 unknown_rank
    TensorSliceProto: 1 extent {1 start, 2 length}; an absent length is the whole dimension

Fields of value zero are left out. Source: TensorFlow, core/protobuf/tensor_bundle.proto.
"""

from __future__ import annotations

from dataclasses import dataclass

from explorer.errors import CorruptFileError, UnsupportedFileError
from explorer.formats.varint import BYTES, FIXED32, VARINT, int32, int64, read_fields

CONSUMER_VERSION = 1  # of the bundle format, as TensorFlow 1.15 to 2.21 have it
MAX_RANK = 254  # TensorShape::MaxDimensions
Shape = tuple[int, ...]
UNKNOWN: Shape = (-1,)  # stands for a shape that cannot be told: no value has it
# Tags of a BundleEntryProto: field number << 3 | wire type.
_NUMBERS = frozenset((1 << 3, 3 << 3, 4 << 3, 5 << 3))
_SHAPE, _CHECKSUM = 2 << 3 | BYTES, 6 << 3 | FIXED32


@dataclass(frozen=True, slots=True)
class BundleHeader:
    """The entry under the empty key."""

    num_shards: int
    is_big_endian: bool


@dataclass(slots=True)
class BundleEntry:
    """One tensor's entry as stored; `shape` is the undecoded TensorShapeProto, `slices` TensorSliceProtos."""

    dtype: int = 0
    shape: bytes = b""
    shard: int = 0
    offset: int = 0
    size_bytes: int = 0
    crc32c: int = 0
    slices: tuple[bytes, ...] = ()


def parse_header(data: bytes) -> BundleHeader:
    """Decode the header.

    Raises:
        CorruptFileError: the bytes are no header.
        UnsupportedFileError: the writer demands a newer reader.
    """
    num_shards = endianness = 0
    version: list[bytes] = []
    for number, wire, a, b in read_fields(data, 0, len(data)):
        if number == 1 and wire == VARINT:
            num_shards = int32(a)
        elif number == 1 and wire == BYTES:
            raise UnsupportedFileError(
                "this is a checkpoint of TensorFlow's first format (V1), not the index of one of the second",
                hint="Such a file has no ending: take the .index off its name.",
            )
        elif number == 2 and wire == VARINT:
            endianness = int32(a)
        elif number == 3 and wire == BYTES:
            version.append(data[a:b])
    check_version(b"".join(version))
    if num_shards < 0:
        raise CorruptFileError(f"the index header says {num_shards} data files")
    if endianness not in (0, 1):
        raise CorruptFileError(f"the index header says byte order {endianness}, known are 0 and 1")
    return BundleHeader(num_shards, endianness == 1)


def check_version(data: bytes) -> None:
    """Refuse a checkpoint whose VersionDef `data` asks for another reader (V1 and V2 count alike)."""
    for number, wire, a, b in read_fields(data, 0, len(data)):
        if number == 2 and wire == VARINT and int32(a) > CONSUMER_VERSION:
            raise UnsupportedFileError(
                f"the checkpoint asks for a reader of version {int32(a)}, this one knows version {CONSUMER_VERSION}",
                hint="It was written by a newer TensorFlow; a newer Checkpoint Explorer may read it.",
            )
        if number == 3:
            # One varint, or several packed into bytes; only the number 1 matters.
            refused = (a,) if wire == VARINT else tuple(data[a:b])
            if CONSUMER_VERSION in refused:
                raise UnsupportedFileError(
                    f"the checkpoint refuses readers of version {CONSUMER_VERSION}",
                    hint="Its writer knew it to be unreadable by readers of this version.",
                )


def parse_entry(data: bytes) -> BundleEntry:
    """Decode one entry.

    Raises:
        CorruptFileError: the bytes are no entry.
    """
    try:
        entry = _usual_entry(data)
    except IndexError:  # cut off: the closer look says where
        entry = None
    return entry or _any_entry(data)


def _usual_entry(data: bytes) -> BundleEntry | None:
    """An entry as TensorFlow writes nearly all; None for one with other fields, or that stores one oddly.

    A directory has thousands of indexes with a dozen entries each, and this is most of reading them.
    """
    numbers = [0, 0, 0, 0, 0, 0]  # by field
    shape = b""
    position, end = 0, len(data)
    while position < end:
        tag = data[position]
        value = data[position + 1]
        position += 2
        if tag in _NUMBERS:
            if value > 0x7F:
                value &= 0x7F
                shift = 7
                while True:
                    byte = data[position]
                    position += 1
                    value |= (byte & 0x7F) << shift
                    if byte < 0x80:
                        break
                    shift += 7
                    if shift > 56:
                        return None
            numbers[tag >> 3] = value
        elif tag == _SHAPE and value < 0x80 and not shape:
            shape = data[position : position + value]
            position += value
        elif tag == _CHECKSUM and position + 3 == end:
            numbers[0] = int.from_bytes(data[position - 1 :], "little")
            position = end
        else:
            return None
    checksum, dtype, _, shard, offset, size_bytes = numbers
    if position > end or dtype >> 31 or shard >> 31:
        return None
    return BundleEntry(dtype, shape, shard, offset, size_bytes, checksum)


def _any_entry(data: bytes) -> BundleEntry:
    entry = BundleEntry()
    slices: list[bytes] = []
    shape: list[bytes] = []
    for number, wire, a, b in read_fields(data, 0, len(data)):
        if wire == VARINT:
            if number == 1:
                entry.dtype = int32(a)
            elif number == 3:
                entry.shard = int32(a)
            elif number == 4:
                entry.offset = int64(a)
            elif number == 5:
                entry.size_bytes = int64(a)
        elif wire == BYTES:
            if number == 2:
                shape.append(data[a:b])  # a repeated message field merges: its dims follow each other
            elif number == 7:
                slices.append(data[a:b])
        elif wire == FIXED32 and number == 6:
            entry.crc32c = int.from_bytes(data[a:b], "little")
    entry.shape, entry.slices = b"".join(shape), tuple(slices)
    return entry


def parse_shape(data: bytes) -> tuple[Shape, str]:
    """The dimensions of a TensorShapeProto, and why they cannot be a tensor's ("" if they can)."""
    sizes: list[int] = []
    problem = ""
    rank = 0
    try:
        for number, wire, a, b in read_fields(data, 0, len(data)):
            if number == 2 and wire == BYTES:
                rank += 1
                if rank > MAX_RANK:
                    continue
                size = 0
                for inner, inner_wire, value, _ in read_fields(data, a, b):
                    if inner == 1 and inner_wire == VARINT:
                        size = int64(value)
                sizes.append(max(size, -1))
            elif number == 3 and wire == VARINT and a:
                problem = "its shape is stored as unknown"
    except CorruptFileError as error:
        return UNKNOWN, f"its shape is damaged: {error.problem}"
    if rank > MAX_RANK:
        return UNKNOWN, f"its shape has {rank} dimensions, TensorFlow allows {MAX_RANK}"
    if -1 in sizes and not problem:
        problem = "its shape has a negative dimension"
    return (UNKNOWN if problem and -1 not in sizes else tuple(sizes)), problem


def parse_slice(data: bytes) -> tuple[Shape, Shape]:
    """The starts and lengths of a TensorSliceProto; length -1 is the whole dimension.

    Raises:
        CorruptFileError: the bytes are no slice.
    """
    starts: list[int] = []
    lengths: list[int] = []
    for number, wire, a, b in read_fields(data, 0, len(data)):
        if number != 1 or wire != BYTES:
            continue
        if len(starts) == MAX_RANK:
            raise CorruptFileError(f"a slice has more than {MAX_RANK} dimensions")
        start, length = 0, -1
        for inner, inner_wire, value, _ in read_fields(data, a, b):
            if inner_wire == VARINT and inner == 1:
                start = int64(value)
            elif inner_wire == VARINT and inner == 2:
                length = int64(value)
        starts.append(start)
        lengths.append(length)
    return tuple(starts), tuple(lengths)
