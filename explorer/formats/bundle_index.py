"""The index of a tensor bundle as columns: one row an entry, the slices' entries included.

Two ways lead to the same columns: entry by entry (few entries, or odd ones), and all entries
at once in numpy (`bundle_index_fast`). The second one leaves every entry it does not know by
heart to the first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from explorer.errors import CorruptFileError
from explorer.formats.bundle_entry import (
    BundleEntry,
    BundleHeader,
    Shape,
    parse_entry,
    parse_header,
    parse_shape,
)
from explorer.formats.table import Block, block_entries, key_budget, read_data_blocks
from explorer.storage.files import BufferSource, ByteSource

if TYPE_CHECKING:
    import numpy.typing as npt

WORTH_NUMPY_BYTES = 4096  # some 150 entries: below, the calls of numpy cost more than the entries
READ_AT_ONCE_BYTES = 64 << 10
NO_ENTRY = "its entry in the index is damaged"


@dataclass
class BundleIndex:
    """The header and the columns of all entries behind it, in the file's order.

    `slices` and `problems` go by row; `keys` are UTF-8 with surrogateescape.
    """

    header: BundleHeader
    keys: list[str]
    dtype: npt.NDArray[np.int32]
    shape_id: npt.NDArray[np.int32]
    shapes: tuple[Shape, ...]
    shard: npt.NDArray[np.int32]
    offset: npt.NDArray[np.int64]
    size_bytes: npt.NDArray[np.int64]
    crc32c: npt.NDArray[np.uint32]
    slices: dict[int, tuple[bytes, ...]] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)


class ShapeTable(dict[bytes, int]):
    """Undecoded shape -> its number. A shape not seen before is decoded and gets the next one."""

    def __init__(self) -> None:
        super().__init__()
        self._number: dict[tuple[Shape, str], int] = {}
        self._by_number: list[Shape] = []

    def __missing__(self, data: bytes) -> int:
        decoded = parse_shape(data)
        number = self._number.setdefault(decoded, len(self._number))
        if number == len(self._by_number):
            self._by_number.append(decoded[0])
        self[data] = number
        return number

    def shape(self, number: int) -> Shape:
        """The shape of a number."""
        return self._by_number[number]

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The distinct shapes, by number."""
        return tuple(self._by_number)

    @property
    def problems(self) -> dict[int, str]:
        """Number of a shape -> why it can be no tensor's."""
        return {number: problem for (_, problem), number in self._number.items() if problem}


def read_index(source: ByteSource) -> BundleIndex:
    """Read a whole `.index` file.

    Raises:
        CorruptFileError: the table is damaged, or holds no header.
        UnsupportedFileError: its version is newer than this reader.
    """
    if source.size <= READ_AT_ONCE_BYTES:  # one call instead of two for each block
        source = BufferSource(source.read(0, source.size), source.name)
    return decode_index(read_data_blocks(source))


def decode_index(blocks: list[Block]) -> BundleIndex:
    """The columns of the entries in a table's data blocks."""
    if sum(block.entries_end for block in blocks) >= WORTH_NUMPY_BYTES:
        from explorer.formats.bundle_index_fast import decode_all_at_once  # late: it needs the records above

        index = decode_all_at_once(blocks)
        if index is not None:
            return index
    return decode_entry_by_entry(blocks)


def decode_entry_by_entry(blocks: list[Block]) -> BundleIndex:
    """The columns, one entry after the other."""
    budget = key_budget(sum(len(block.data) for block in blocks))
    header: BundleHeader | None = None
    previous: bytes | None = None
    keys: list[str] = []
    entries: list[BundleEntry] = []
    problems: dict[int, str] = {}
    for block in blocks:
        for key, start, end in block_entries(block, budget):
            if previous is None:
                if key:
                    break
                header = parse_header(block.data[start:end])
                previous = key
                continue
            if key <= previous:
                raise CorruptFileError(f"the key {key[:80]!r} is out of order")
            previous = key
            budget -= len(key)
            try:
                entry = parse_entry(block.data[start:end])
            except CorruptFileError as error:
                entry = BundleEntry()
                problems[len(keys)] = f"{NO_ENTRY}: {error.problem}"
            keys.append(key.decode("utf-8", "surrogateescape"))
            entries.append(entry)
        if header is None:
            break
    if header is None:
        raise no_header()
    table = ShapeTable()
    index = BundleIndex(
        header,
        keys,
        np.array([entry.dtype for entry in entries], np.int32),
        np.array([table[entry.shape] for entry in entries], np.int32),
        (),
        np.array([entry.shard for entry in entries], np.int32),
        np.array([entry.offset for entry in entries], np.int64),
        np.array([entry.size_bytes for entry in entries], np.int64),
        np.array([entry.crc32c for entry in entries], np.uint32),
        {row: entry.slices for row, entry in enumerate(entries) if entry.slices},
        problems,
    )
    finish_index(index, table)
    return index


def no_header() -> CorruptFileError:
    """The error for a table whose first key is not the empty one."""
    return CorruptFileError(
        "the table has no header entry, so it is no index of a checkpoint",
        hint="Another program may have written this table file.",
    )


def finish_index(index: BundleIndex, table: ShapeTable) -> None:
    """Put in the shapes, tell which rows have an impossible one, reduce reference types to their base."""
    index.shapes = table.shapes
    bad = table.problems
    if bad:
        for row in np.flatnonzero(np.isin(index.shape_id, list(bad))).tolist():
            index.problems.setdefault(row, bad[int(index.shape_id[row])])
    is_reference = (index.dtype > 100) & (index.dtype < 200)
    index.dtype[is_reference] -= 100
