"""The elements of one HDF5 dataset: whole, or piece by piece in C order.

Memory is asked for only after the stored bytes were found to be there: a packed dataset cannot be
more than 1032 times larger than what is stored of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.errors import CorruptFileError, NoValueError
from explorer.formats.dtypes import BY_NAME, STRING, data_type
from explorer.formats.hdf5_attributes import texts_of
from explorer.formats.hdf5_bytes import DAMAGED_HINT, Hdf5Bytes
from explorer.formats.hdf5_chunks import ChunkPlace, chunk_bytes, find_chunks
from explorer.formats.hdf5_file import Hdf5Dataset
from explorer.formats.hdf5_filters import MOST_DEFLATED, undo_filters
from explorer.formats.hdf5_heaps import GlobalHeaps
from explorer.formats.hdf5_layout import CHUNKED, COMPACT, Layout
from explorer.formats.tensor_values import to_numbers
from explorer.storage.files import check_range

if TYPE_CHECKING:
    import numpy.typing as npt

    Octets = npt.NDArray[np.uint8]

_UNWRITTEN_BYTES = 1 << 20
_LEAST_STORED = 4096  # bytes granted to datasets of which nothing was written, times MOST_DEFLATED


def dtype_number(dataset: Hdf5Dataset) -> int:
    """TensorFlow's number of the dtype; 0 where it has none. What Keras says of opaque elements is taken."""
    datatype = dataset.datatype
    if datatype.is_opaque and (named := BY_NAME.get(dataset.dtype_name)) is not None:
        return named.number if named.item_size == datatype.item_size else 0
    return datatype.number


def element_count(shape: tuple[int, ...]) -> int:
    """The product of the dimensions."""
    count = 1
    for size in shape:
        count *= size
    return count


def read_elements(file: Hdf5Bytes, dataset: Hdf5Dataset, *, verify: bool) -> npt.NDArray[Any]:
    """The flat elements; strings as an object array of bytes.

    Raises:
        CorruptFileError: they are not there, or damaged.
        NoValueError: of a type that has no numbers.
    """
    layout, dtype = _readable(dataset)
    size = _stored_size(dataset)
    places = _check_there(file, dataset, layout, size)
    raw = np.empty(size, np.uint8)
    if layout.kind == CHUNKED:
        done = 0
        for band in _bands(file, dataset, layout, places, verify=verify):
            raw[done : done + len(band)] = band
            done += len(band)
    else:
        _fill(file, dataset, layout, raw, 0)
    if dtype == STRING:
        count = element_count(dataset.shape)
        value = np.empty(count, object)
        heaps = GlobalHeaps(file)
        value[:] = texts_of(file, heaps, dataset.datatype, raw.tobytes(), count=count)
        return value
    return to_numbers(raw, dtype, dataset.datatype.is_big_endian)


def stream_elements(
    file: Hdf5Bytes, dataset: Hdf5Dataset, chunk_bytes_wanted: int, *, verify: bool
) -> Iterator[npt.NDArray[Any]]:
    """The flat elements some `chunk_bytes_wanted` at a time; an array may be reused for the next."""
    layout, dtype = _readable(dataset)
    if not data_type(dtype).is_numeric:
        raise no_numbers(dataset)
    size = _stored_size(dataset)
    places = _check_there(file, dataset, layout, size)
    item_size = data_type(dtype).item_size
    step = max(chunk_bytes_wanted // item_size, 1) * item_size
    is_big_endian = dataset.datatype.is_big_endian
    if layout.kind == CHUNKED:
        for band in _bands(file, dataset, layout, places, verify=verify):
            for begin in range(0, len(band), step):
                yield to_numbers(band[begin : begin + step], dtype, is_big_endian)
        return
    buffer = np.empty(min(step, size), np.uint8)
    for begin in range(0, size, step):
        raw = buffer[: min(step, size - begin)]
        _fill(file, dataset, layout, raw, begin)
        yield to_numbers(raw, dtype, is_big_endian)


def no_numbers(dataset: Hdf5Dataset) -> NoValueError:
    """Why a dataset of strings, records or unknown elements has no numbers."""
    if dataset.datatype.is_opaque:
        return NoValueError(
            f"it holds {dataset.datatype.name}, and the file does not say what they are",
            hint="Keras writes dtypes that NumPy has no name for so; save them as float32 to read them.",
        )
    return NoValueError(f"it holds {dataset.datatype.name}, which have no numbers")


def layout_problem(file: Hdf5Bytes, dataset: Hdf5Dataset) -> str:
    """What can be told against a dataset without reading its values; "" if nothing."""
    layout = dataset.layout
    if layout is None:
        return dataset.problem
    needed = _stored_size(dataset)
    if layout.kind == CHUNKED:
        if layout.item_size != dataset.datatype.item_size * element_count(dataset.datatype.dimensions):
            return "the elements of its chunks are of another size than its type"
        return ""
    if (
        layout.size_bytes >= 0
        and layout.size_bytes != needed
        and (layout.kind == COMPACT or layout.address >= 0)
    ):
        return f"its shape and dtype need {needed} bytes, {layout.size_bytes} are stored"
    if layout.address >= 0 and layout.address + needed > file.size:
        return f"it should end at byte {layout.address + needed} of the file, which has {file.size}"
    return ""


# --- stored bytes --------------------------------------------------------------------------------


def _readable(dataset: Hdf5Dataset) -> tuple[Layout, int]:
    layout = dataset.layout
    if layout is None:
        raise NoValueError(f"it cannot be read: {dataset.problem}")
    dtype = dtype_number(dataset)
    if dtype != STRING and not data_type(dtype).is_numeric:
        raise no_numbers(dataset)
    return layout, dtype


def _stored_size(dataset: Hdf5Dataset) -> int:
    return element_count(dataset.shape) * dataset.datatype.item_size


def _check_there(file: Hdf5Bytes, dataset: Hdf5Dataset, layout: Layout, size: int) -> list[ChunkPlace]:
    """The chunks, if it has any. Raise unless its bytes are in the file, or can come out of what is."""
    if problem := layout_problem(file, dataset):
        raise CorruptFileError(problem, hint=DAMAGED_HINT)
    places: list[ChunkPlace] = []
    whole = 0
    if layout.kind == CHUNKED:
        places, whole = find_chunks(file, layout, _grid_shape(dataset), dataset.most), chunk_bytes(layout)
    elif layout.kind == COMPACT or layout.address >= 0:
        return places
    stored = sum(place.size_bytes for place in places)
    if max(size, whole if places else 0) > MOST_DEFLATED * max(stored, _LEAST_STORED):
        raise NoValueError(
            f"{stored} bytes are stored of a tensor of {max(size, whole)}: nearly all of it was never written"
        )
    return places


def _grid_shape(dataset: Hdf5Dataset) -> tuple[int, ...]:
    """The shape that chunks divide: without the dimensions of an array type."""
    return dataset.shape[: len(dataset.shape) - len(dataset.datatype.dimensions)]


def _fill(file: Hdf5Bytes, dataset: Hdf5Dataset, layout: Layout, raw: Octets, begin: int) -> None:
    """Fill `raw` with stored bytes from `begin` on, of a dataset without chunks."""
    if layout.kind == COMPACT:
        check_range(begin, len(raw), len(layout.data), "the dataset")
        raw[:] = np.frombuffer(layout.data, np.uint8, len(raw), begin)
    elif layout.address < 0:
        _fill_in(raw, layout.fill, dataset.datatype.item_size)
    else:
        file.source.read_into(file.base + layout.address + begin, raw)


def _fill_in(raw: Octets, fill: bytes, item_size: int) -> None:
    """What stands where nothing was written: the fill value, or zeros. `raw` holds whole elements."""
    raw[:] = 0
    if len(fill) == item_size and any(fill):
        raw.reshape(-1, item_size)[:] = np.frombuffer(fill, np.uint8)


def _bands(
    file: Hdf5Bytes, dataset: Hdf5Dataset, layout: Layout, places: list[ChunkPlace], *, verify: bool
) -> Iterator[Octets]:
    """The bytes of a chunked dataset in C order: at a time the rows of one chunk, or rows never written."""
    shape, chunk, item = _grid_shape(dataset), layout.chunk, layout.item_size
    row_bytes = element_count(shape[1:]) * item
    if not element_count(shape):
        return
    bands: dict[int, list[ChunkPlace]] = {}
    for place in places:
        bands.setdefault(place.place[0], []).append(place)
    row = 0
    for number in sorted(bands):
        yield from _unwritten(layout, row_bytes, number * chunk[0] - row)
        row = number * chunk[0]
        rows = min(chunk[0], shape[0] - row)
        row += rows
        band = np.empty((rows, *shape[1:], item), np.uint8)
        _fill_in(band.reshape(-1), layout.fill, item)
        for place in bands[number]:
            data = _read_chunk(file, layout, place, shape, verify=verify).reshape(*chunk, item)
            starts = (0, *(at * length for at, length in zip(place.place[1:], chunk[1:])))
            sizes = [min(length, size - start) for length, size, start in zip(chunk, band.shape, starts)]
            box = tuple(slice(start, start + size) for start, size in zip(starts, sizes))
            band[box] = data[tuple(slice(0, size) for size in sizes)]
        yield band.reshape(-1)
    yield from _unwritten(layout, row_bytes, shape[0] - row)


def _unwritten(layout: Layout, row_bytes: int, rows: int) -> Iterator[Octets]:
    """Rows of which nothing is stored, about a MiB at a time."""
    step = max(_UNWRITTEN_BYTES // row_bytes, 1)
    for begin in range(0, rows, step):
        raw = np.empty(min(step, rows - begin) * row_bytes, np.uint8)
        _fill_in(raw, layout.fill, layout.item_size)
        yield raw


def _read_chunk(
    file: Hdf5Bytes, layout: Layout, place: ChunkPlace, shape: tuple[int, ...], *, verify: bool
) -> Octets:
    filters = layout.filters
    if layout.index.has_whole_edges and any(
        (at + 1) * length > size for at, length, size in zip(place.place, layout.chunk, shape)
    ):
        filters = ()
    check_range(file.base + place.address, place.size_bytes, file.source.size, file.source.name)
    data = np.empty(place.size_bytes, np.uint8)
    file.source.read_into(file.base + place.address, data)
    return undo_filters(data, filters, place.skipped, chunk_bytes(layout), verify=verify)
