"""The two kinds of B-tree in HDF5: version 1 (groups and chunks of older files), version 2 (newer ones).

Version 1: `TREE`, kind u8, level u8, entries u16, siblings 2 O, then key, child, key, child ... key.
Version 2: `BTHD` names root, depth and record size; `BTIN` and `BTLF` nodes hold the records.
Both are walked without recursion; a node met twice, or on the wrong level, is damage.
"""

from __future__ import annotations

from collections.abc import Iterator

from explorer.errors import CorruptFileError
from explorer.formats.hdf5_bytes import DAMAGED_HINT, Fields, Hdf5Bytes, bytes_needed

GROUP_NODES, CHUNK_NODES = 0, 1
_DEEPEST = 64


def walk_first(file: Hdf5Bytes, root: int, kind: int, key_size: int) -> Iterator[tuple[bytes, int]]:
    """Key and child address of every leaf entry of a version 1 tree, in order.

    Raises:
        CorruptFileError: a node is damaged or met twice.
    """
    seen: set[int] = set()
    stack: list[tuple[int, int]] = [(root, -1)]
    head = 8 + 2 * file.offset_size
    while stack:
        address, expected_level = stack.pop()
        if address in seen:
            raise CorruptFileError("a tree of blocks runs in a circle", hint=DAMAGED_HINT)
        seen.add(address)
        fields = file.fields(address, head, "a tree node")
        fields.expect(b"TREE")
        stored_kind, level, count = fields.number(1), fields.number(1), fields.number(2)
        if stored_kind != kind or (expected_level >= 0 and level != expected_level) or level > _DEEPEST:
            raise CorruptFileError("a tree node is of another kind than its tree", hint=DAMAGED_HINT)
        body = file.fields(address + head, count * (key_size + file.offset_size), "a tree node")
        entries = [(body.take(key_size), body.address()) for _ in range(count)]
        if level:
            stack.extend((child, level - 1) for _, child in reversed(entries))
        else:
            yield from entries


def walk_second(file: Hdf5Bytes, address: int, kinds: tuple[int, ...]) -> Iterator[Fields]:
    """Every record of a version 2 tree (order does not matter here).

    Raises:
        CorruptFileError: a node is damaged or met twice.
    """
    header = file.checked_fields(address, 22 + file.offset_size + file.length_size, "a tree's header")
    header.expect(b"BTHD")
    header.take(1)
    kind, node_size, record_size, depth = (
        header.number(1),
        header.number(4),
        header.number(2),
        header.number(2),
    )
    header.take(2)
    root, root_count = header.address(), header.number(2)
    if kind not in kinds or not record_size or depth > _DEEPEST:
        raise CorruptFileError("a tree is of another kind than its place", hint=DAMAGED_HINT)
    if root < 0:
        return
    count_bytes, total_bytes = _pointer_sizes(file, node_size, record_size, depth)
    seen: set[int] = set()
    stack = [(root, root_count, depth)]
    while stack:
        node, count, level = stack.pop()
        if node in seen:
            raise CorruptFileError("a tree of records runs in a circle", hint=DAMAGED_HINT)
        seen.add(node)
        pointer = file.offset_size + count_bytes + (total_bytes[level - 1] if level > 1 else 0)
        size = 10 + count * record_size + ((count + 1) * pointer if level else 0)
        fields = file.checked_fields(node, size, "a tree node")
        fields.expect(b"BTIN" if level else b"BTLF")
        fields.take(2)
        for _ in range(count):
            yield fields.sub(record_size, "a tree record")
        if level:
            for _ in range(count + 1):
                child, child_count = fields.address(), fields.number(count_bytes)
                if level > 1:
                    fields.take(total_bytes[level - 1])
                stack.append((child, child_count, level - 1))


def _pointer_sizes(file: Hdf5Bytes, node_size: int, record_size: int, depth: int) -> tuple[int, list[int]]:
    """Bytes of a child's record count, and for each level those of its number of records with all below."""
    most = max((node_size - 10) // record_size, 0)
    count_bytes = bytes_needed(most)
    total, total_bytes = most, [0]
    for _ in range(depth):
        pointer = file.offset_size + count_bytes + total_bytes[-1]
        most = max((node_size - 10 - pointer) // (record_size + pointer), 0)
        total = min((most + 1) * total + most, 2**64 - 1)
        total_bytes.append(bytes_needed(total))
    return count_bytes, total_bytes
