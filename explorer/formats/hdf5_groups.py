"""The members of an HDF5 group: by symbol table (older files) or by link messages (newer ones)."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.errors import CorruptFileError, UnsupportedFileError
from explorer.formats.hdf5_bytes import DAMAGED_HINT, REPACK_HINT, Fields, Hdf5Bytes
from explorer.formats.hdf5_header import LINK, LINK_INFO, SYMBOL_TABLE, ObjectHeader
from explorer.formats.hdf5_heaps import FractalHeap, LocalHeap
from explorer.formats.hdf5_trees import GROUP_NODES, walk_first, walk_second

HARD, SOFT, EXTERNAL = 0, 1, 64
_LINKS_BY_NAME = 5
_CACHED_SOFT = 2


@dataclass(frozen=True, slots=True)
class Link:
    """One member: `address` of its object header (hard), or `target`, a path (soft) or "file: path" (external)."""

    name: bytes
    kind: int
    address: int = -1
    target: bytes = b""


def is_group(header: ObjectHeader) -> bool:
    """Whether an object has members."""
    return any(header.has(kind) for kind in (SYMBOL_TABLE, LINK_INFO, LINK))


def read_links(file: Hdf5Bytes, header: ObjectHeader) -> list[Link]:
    """All links of a group, in no particular order.

    Raises:
        CorruptFileError: a structure of the group is damaged.
        UnsupportedFileError: it is kept in a way that is not read here.
    """
    links = [parse_link(fields) for fields in header.all(LINK)]
    table = header.find(SYMBOL_TABLE)
    if table is not None:
        links += _symbol_table(file, table.address(), table.address())
    info = header.find(LINK_INFO)
    if info is not None:
        links += _dense_links(file, info)
    return links


def parse_link(fields: Fields) -> Link:
    """Decode one link message."""
    version, flags = fields.number(1), fields.number(1)
    if version != 1:
        raise UnsupportedFileError(f"a link is of version {version}", hint=REPACK_HINT)
    kind = fields.number(1) if flags & 0x08 else HARD
    if flags & 0x04:
        fields.take(8)
    if flags & 0x10:
        fields.take(1)
    name = fields.take(fields.number(1 << (flags & 3)))
    if kind == HARD:
        return Link(name, HARD, fields.address())
    value = fields.take(fields.number(2))
    if kind == EXTERNAL:
        value = b": ".join(value[1:].split(b"\0")[:2])
    return Link(name, kind, target=value)


def _symbol_table(file: Hdf5Bytes, tree: int, heap_address: int) -> list[Link]:
    heap = LocalHeap(file, heap_address)
    entry_size = 2 * file.offset_size + 24
    links = []
    seen: set[int] = set()
    for _, address in walk_first(file, tree, GROUP_NODES, file.length_size):
        if address in seen:
            raise CorruptFileError("a group lists a node twice", hint=DAMAGED_HINT)
        seen.add(address)
        fields = file.fields(address, 8, "a group's node")
        fields.expect(b"SNOD")
        fields.take(2)
        count = fields.number(2)
        fields = file.fields(address + 8, count * entry_size, "a group's node")
        for _ in range(count):
            name, target, cached = fields.address(), fields.address(), fields.number(4)
            fields.take(4)
            scratch = fields.sub(16, "a symbol table entry")
            if cached == _CACHED_SOFT:
                links.append(Link(heap.name(name), SOFT, target=heap.name(scratch.number(4))))
            else:
                links.append(Link(heap.name(name), HARD, target))
    return links


def _dense_links(file: Hdf5Bytes, info: Fields) -> list[Link]:
    info.take(1)
    flags = info.number(1)
    if flags & 1:
        info.take(8)
    heap_address, tree = info.address(), info.address()
    if heap_address < 0 or tree < 0:
        return []
    heap = FractalHeap(file, heap_address)
    links = []
    for record in walk_second(file, tree, (_LINKS_BY_NAME,)):
        record.take(4)
        data = heap.get(record.take(record.left))
        links.append(parse_link(Fields(data, "a link", file.offset_size, file.length_size)))
    return links
