"""Where the elements of an HDF5 dataset lie: its layout, the filters of its chunks, its fill value."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.errors import CorruptFileError, UnsupportedFileError
from explorer.formats.hdf5_bytes import DAMAGED_HINT, REPACK_HINT, Fields
from explorer.formats.hdf5_datatype import MOST_DIMENSIONS
from explorer.formats.hdf5_header import EXTERNAL_FILES, FILL, FILTERS, LAYOUT, OLD_FILL, ObjectHeader

COMPACT, CONTIGUOUS, CHUNKED, VIRTUAL = 0, 1, 2, 3
TREE_FIRST, SINGLE, IMPLICIT, FIXED_ARRAY, EXTENSIBLE_ARRAY, TREE_SECOND = 0, 1, 2, 3, 4, 5
DEFLATE, SHUFFLE, FLETCHER32 = 1, 2, 3
_FILTER_NAMES = {
    4: "szip",
    5: "nbit",
    6: "scale-offset",
    32000: "lzf",
    32001: "blosc",
    32004: "lz4",
    32015: "zstd",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """One step of a chunk's way into the file: `values` are its parameters."""

    number: int
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChunkIndex:
    """How the chunks of a dataset are found. Sizes in bytes are those after the filters."""

    kind: int
    parameters: tuple[int, ...] = ()  # see hdf5_chunks
    has_whole_edges: bool = False  # chunks that reach over the edge are stored without filters
    size_bytes: int = 0  # width of a chunk's size in the index; 0: by the chunk's size


@dataclass(frozen=True, slots=True)
class Layout:
    """Where elements lie: `data` (compact), `address` and `size_bytes` (contiguous), or chunks.

    `size_bytes` is -1 where the file does not say; `address` is -1 where nothing was written.
    `chunk` has one entry a dimension, in elements.
    """

    kind: int
    address: int = -1
    size_bytes: int = -1
    data: bytes = b""
    chunk: tuple[int, ...] = ()
    item_size: int = 0
    index: ChunkIndex = ChunkIndex(TREE_FIRST)
    filters: tuple[Filter, ...] = ()
    fill: bytes = b""


def read_layout(header: ObjectHeader) -> Layout:
    """The layout of a dataset with its filters and fill value.

    Raises:
        CorruptFileError: a message is damaged or missing.
        UnsupportedFileError: the values lie in other files, or are kept in a way that is not read here.
    """
    if header.has(EXTERNAL_FILES):
        raise UnsupportedFileError("its values lie in another file, which is not opened", hint=REPACK_HINT)
    message = header.find(LAYOUT)
    if message is None:
        raise CorruptFileError("a dataset does not say where its values lie", hint=DAMAGED_HINT)
    pipeline = header.find(FILTERS)
    filters = parse_filters(pipeline) if pipeline is not None else ()
    return parse_layout(message, filters, _fill_value(header))


def parse_layout(fields: Fields, filters: tuple[Filter, ...] = (), fill: bytes = b"") -> Layout:
    """Decode a layout message of the versions 1 to 5."""
    version = fields.number(1)
    if version in (1, 2):
        return _parse_old(fields, filters, fill)
    if not 3 <= version <= 5:
        raise UnsupportedFileError(f"a layout is of version {version}", hint=REPACK_HINT)
    kind = fields.number(1)
    if kind == COMPACT:
        data = fields.take(fields.number(2))
        return Layout(COMPACT, size_bytes=len(data), data=data, fill=fill)
    if kind == CONTIGUOUS:
        return Layout(CONTIGUOUS, fields.address(), fields.length(), fill=fill)
    if kind != CHUNKED:
        raise UnsupportedFileError(
            "its values are a view of other datasets or files, which is not followed"
            if kind == VIRTUAL
            else f"its values are laid out in a way unknown here ({kind})",
            hint=REPACK_HINT,
        )
    if version == 3:
        rank = _checked_rank(fields.number(1))
        address = fields.address()
        sizes = tuple(fields.number(4) for _ in range(rank))
        index = ChunkIndex(TREE_FIRST)
    else:
        flags, rank, width = fields.number(1), _checked_rank(fields.number(1)), fields.number(1)
        if not 1 <= width <= 8:
            raise CorruptFileError("the sizes of a chunk have an odd width", hint=DAMAGED_HINT)
        sizes = tuple(fields.number(width) for _ in range(rank))
        index = _parse_index(fields, flags, version)
        address = fields.address()
    return Layout(
        CHUNKED, address, chunk=_checked(sizes), item_size=sizes[-1], index=index, filters=filters, fill=fill
    )


def _parse_index(fields: Fields, flags: int, version: int) -> ChunkIndex:
    kind = fields.number(1)
    parameters: tuple[int, ...] = ()
    if kind == SINGLE:
        if flags & 2:
            parameters = (fields.length(), fields.number(4))
    elif kind == FIXED_ARRAY:
        parameters = (fields.number(1),)
    elif kind == EXTENSIBLE_ARRAY:
        parameters = tuple(fields.number(1) for _ in range(5))
    elif kind == TREE_SECOND:
        fields.take(6)
    elif kind != IMPLICIT:
        raise UnsupportedFileError(f"its chunks are indexed in an unknown way ({kind})", hint=REPACK_HINT)
    return ChunkIndex(kind, parameters, bool(flags & 1), 8 if version >= 5 else 0)


def _parse_old(fields: Fields, filters: tuple[Filter, ...], fill: bytes) -> Layout:
    rank, kind = fields.number(1), fields.number(1)
    if rank > MOST_DIMENSIONS + 1:
        raise CorruptFileError(f"a layout has {rank} dimensions", hint=DAMAGED_HINT)
    fields.take(5)
    address = fields.address() if kind != COMPACT else -1
    sizes = tuple(fields.number(4) for _ in range(rank))
    if kind == COMPACT:
        data = fields.take(fields.number(4))
        return Layout(COMPACT, size_bytes=len(data), data=data, fill=fill)
    if kind == CONTIGUOUS:
        return Layout(CONTIGUOUS, address, fill=fill)
    if kind != CHUNKED:
        raise CorruptFileError(f"a layout is of an unknown class {kind}", hint=DAMAGED_HINT)
    _checked_rank(rank)
    return Layout(CHUNKED, address, chunk=_checked(sizes), item_size=sizes[-1], filters=filters, fill=fill)


def _checked_rank(rank: int) -> int:
    """Dimensions of a chunk, the bytes of an element counted as the last of them."""
    if not 2 <= rank <= MOST_DIMENSIONS + 1:
        raise CorruptFileError(f"a chunk has {rank - 1} dimensions", hint=DAMAGED_HINT)
    return rank


def _checked(sizes: tuple[int, ...]) -> tuple[int, ...]:
    if not all(sizes):
        raise CorruptFileError("a chunk has a dimension of size 0", hint=DAMAGED_HINT)
    return sizes[:-1]


def parse_filters(fields: Fields) -> tuple[Filter, ...]:
    """Decode a filter pipeline message.

    Raises:
        UnsupportedFileError: a filter that is not applied here, named.
    """
    version, count = fields.number(1), fields.number(1)
    if version not in (1, 2) or count > 32:
        raise CorruptFileError("a filter pipeline is of an unknown kind", hint=DAMAGED_HINT)
    if version == 1:
        fields.take(6)
    filters = []
    for _ in range(count):
        number = fields.number(2)
        name_size = fields.number(2) if version == 1 or number >= 256 else 0
        fields.take(2)
        value_count = fields.number(2)
        name = fields.take((name_size + 7) // 8 * 8 if version == 1 else name_size)
        values = tuple(fields.number(4) for _ in range(value_count))
        if version == 1 and value_count % 2:
            fields.take(4)
        if number not in (DEFLATE, SHUFFLE, FLETCHER32):
            known = _FILTER_NAMES.get(number) or name.split(b"\0")[0].decode("utf-8", "replace")[:60]
            raise UnsupportedFileError(
                f"its values are packed by the filter {known or number}, which is not applied here",
                hint="`h5repack -f GZIP=4` of the HDF5 tools packs them in a way that is.",
            )
        filters.append(Filter(number, values))
    return tuple(filters)


def _fill_value(header: ObjectHeader) -> bytes:
    """The bytes of the element that stands where nothing was written; b"" for zeros."""
    message = header.find(FILL)
    if message is not None:
        version = message.number(1)
        if version == 3:
            return message.take(message.number(4)) if message.number(1) & 0x20 else b""
        message.take(2)
        is_defined = message.number(1)
        return message.take(message.number(4)) if is_defined and version in (1, 2) else b""
    message = header.find(OLD_FILL)
    return message.take(message.number(4)) if message is not None else b""
