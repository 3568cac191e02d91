"""Attributes of HDF5 objects, with their values as texts where they are texts.

Message: version u8, flags u8, sizes of name, datatype and dataspace u16 each, (version 3: charset u8),
then the three (version 1: each padded to 8 bytes) and the data. Many attributes lie in a fractal heap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from explorer.errors import CorruptFileError, ExplorerError, UnsupportedFileError
from explorer.formats.dtypes import STRING
from explorer.formats.hdf5_bytes import DAMAGED_HINT, REPACK_HINT, Fields, Hdf5Bytes
from explorer.formats.hdf5_datatype import Datatype, parse_dataspace, parse_datatype
from explorer.formats.hdf5_header import (
    ATTRIBUTE,
    ATTRIBUTE_INFO,
    DATASPACE,
    DATATYPE,
    ObjectHeader,
    shared_message,
)
from explorer.formats.hdf5_heaps import FractalHeap, GlobalHeaps
from explorer.formats.hdf5_trees import walk_second

_ATTRIBUTES_BY_NAME = 8


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute as stored: `data` holds the elements, in C order."""

    name: bytes
    datatype: Datatype
    shape: tuple[int, ...]
    data: bytes


def read_attributes(file: Hdf5Bytes, header: ObjectHeader) -> Mapping[bytes, Attribute]:
    """The attributes of an object by name; one that cannot be decoded is left out, for none is needed to read values.

    Raises:
        CorruptFileError: the heap of many attributes is damaged.
        UnsupportedFileError: it is kept in a way that is not read here.
    """
    found: dict[bytes, Attribute] = {}
    messages = [message for message in header.messages if message.kind == ATTRIBUTE]
    for message in messages:
        try:
            attribute = parse_attribute(file, header.fields(message))
        except ExplorerError:
            continue
        found.setdefault(attribute.name, attribute)
    info = header.find(ATTRIBUTE_INFO)
    if info is not None:
        for data in _dense(file, info):
            try:
                attribute = parse_attribute(
                    file, Fields(data, "an attribute", file.offset_size, file.length_size)
                )
            except ExplorerError:
                continue
            found.setdefault(attribute.name, attribute)
    return found


def parse_attribute(file: Hdf5Bytes, fields: Fields) -> Attribute:
    """Decode one attribute message."""
    version, flags = fields.number(1), fields.number(1)
    if not 1 <= version <= 3:
        raise UnsupportedFileError(f"an attribute is of version {version}", hint=REPACK_HINT)
    sizes = [fields.number(2) for _ in range(3)]
    if version == 3:
        fields.take(1)
    parts = []
    for size in sizes:
        part = fields.take(size)
        if version == 1:
            fields.take(min(-size % 8, fields.left))
        parts.append(part)
    name, type_bytes, space_bytes = parts
    if version > 1 and flags & 1:
        type_bytes = shared_message(file, DATATYPE, type_bytes)
    if version > 1 and flags & 2:
        space_bytes = shared_message(file, DATASPACE, space_bytes)
    datatype = parse_datatype(Fields(type_bytes, "an attribute's type", file.offset_size, file.length_size))
    space = parse_dataspace(Fields(space_bytes, "an attribute's shape", file.offset_size, file.length_size))
    shape = space.shape + datatype.dimensions
    count = 1
    for size in shape:
        count *= size
    return Attribute(name.split(b"\0")[0], datatype, shape, fields.take(count * datatype.item_size))


def texts_of(
    file: Hdf5Bytes, heaps: GlobalHeaps, datatype: Datatype, data: bytes, *, count: int
) -> list[bytes]:
    """The `count` strings whose elements are in `data`, of fixed or of varied length.

    Raises:
        CorruptFileError: they are no strings, or lie where nothing is.
    """
    if datatype.number != STRING or count * datatype.item_size > len(data):
        raise CorruptFileError("its elements are no strings", hint=DAMAGED_HINT)
    size = datatype.item_size
    if not datatype.is_varied:
        return [_unpadded(data[at : at + size], datatype.padding) for at in range(0, count * size, size)]
    fields = Fields(data, "strings of varied length", file.offset_size, file.length_size)
    texts = []
    for _ in range(count):
        element = fields.sub(size, "a string of varied length")
        length, address, index = element.number(4), element.address(), element.number(4)
        if not length or address <= 0:
            texts.append(b"")
            continue
        stored = heaps.get(address, index)
        if length > len(stored):
            raise CorruptFileError("a string is longer than what is stored of it", hint=DAMAGED_HINT)
        file.spend(length)
        texts.append(stored if length == len(stored) else stored[:length])
    return texts


def _unpadded(raw: bytes, padding: int) -> bytes:
    if padding == 0:
        return raw.split(b"\0", 1)[0]
    return raw.rstrip(b" " if padding == 2 else b"\0")


def _dense(file: Hdf5Bytes, info: Fields) -> list[bytes]:
    info.take(1)
    flags = info.number(1)
    if flags & 1:
        info.take(2)
    heap_address, tree = info.address(), info.address()
    if heap_address < 0 or tree < 0:
        return []
    heap = FractalHeap(file, heap_address)
    return [heap.get(record.take(8)) for record in walk_second(file, tree, (_ATTRIBUTES_BY_NAME,))]
