"""What a V1 checkpoint's table holds: the list of its tensors under the empty key, one slice under each other key.

    SavedTensorSlices: 1 meta, 2 data
    SavedTensorSliceMeta: 1 tensor, 2 versions
    SavedSliceMeta: 1 name, 2 shape, 3 type, 4 slice
    SavedSlice: 1 name, 2 slice, 3 data (a TensorProto)

Source: TensorFlow, core/util/saved_tensor_slice.proto.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.errors import CorruptFileError, UnsupportedFileError
from explorer.formats.bundle_entry import check_version, parse_slice
from explorer.formats.bundle_slices import extents_text
from explorer.formats.message_columns import PADDING, decode_columns
from explorer.formats.proto_values import ProtoValues
from explorer.formats.varint import BYTES, VARINT, int32, read_fields

_DAMAGED = "The file is damaged, or was not written by TensorFlow."
_FORM = ((1, BYTES), (2, BYTES), (3, VARINT), (4, BYTES))


@dataclass(slots=True)
class ListedTensor:
    """One tensor as the list has it: `shape` is an undecoded TensorShapeProto, `slices` TensorSliceProtos."""

    name: bytes
    shape: bytes
    dtype: int
    slices: tuple[bytes, ...]


def parse_list(data: bytes, start: int, end: int) -> list[ListedTensor]:
    """Decode the value of the empty key.

    Raises:
        CorruptFileError: the bytes are no such list.
        UnsupportedFileError: it is the header of a tensor bundle, or asks for a newer reader.
    """
    places: list[tuple[int, int]] = []
    version: list[bytes] = []
    is_list = False
    for number, wire, a, b in read_fields(data, start, end):
        if number == 1 and wire == VARINT:
            raise UnsupportedFileError(
                "this is the index of a checkpoint of TensorFlow's second format under another name",
                hint="Its name must end in .index, and its data files lie beside it.",
            )
        if number != 1 or wire != BYTES:
            continue
        is_list = True
        for inner, inner_wire, first, last in read_fields(data, a, b):
            if inner == 1 and inner_wire == BYTES:
                places.append((first, last))
            elif inner == 2 and inner_wire == BYTES:
                version.append(data[first:last])
    if not is_list:
        raise CorruptFileError("the table does not list its tensors, so it is no checkpoint", hint=_DAMAGED)
    check_version(b"".join(version))
    return _listed(data, places)


def _listed(data: bytes, places: list[tuple[int, int]]) -> list[ListedTensor]:
    """The messages side by side in numpy; the unusual ones (of several slices, say) one by one."""
    bounds = np.array(places, np.int64).reshape(-1, 2)
    octets = np.frombuffer(data + bytes(PADDING), np.uint8)
    found = decode_columns(octets, bounds[:, 0], bounds[:, 1], _FORM)
    first, last = ([column.tolist() for column in columns] for columns in (found.first, found.last))
    tensors = [
        ListedTensor(data[a:b], data[c:d], int32(dtype), (data[e:f],) if e else ())
        for a, b, c, d, dtype, e, f in zip(first[0], last[0], first[1], last[1], first[2], first[3], last[3])
    ]
    for row in np.flatnonzero(found.odd).tolist():
        tensors[row] = _parse_one(data, *places[row])
    return tensors


def _parse_one(data: bytes, start: int, end: int) -> ListedTensor:
    tensor = ListedTensor(b"", b"", 0, ())
    slices: list[bytes] = []
    shape: list[bytes] = []
    for number, wire, a, b in read_fields(data, start, end):
        if number == 1 and wire == BYTES:
            tensor.name = data[a:b]
        elif number == 2 and wire == BYTES:
            shape.append(data[a:b])
        elif number == 3 and wire == VARINT:
            tensor.dtype = int32(a)
        elif number == 4 and wire == BYTES:
            slices.append(data[a:b])
    tensor.shape, tensor.slices = b"".join(shape), tuple(slices)
    return tensor


def find_values(
    data: bytes, place: tuple[int, int], name: bytes, extents: tuple[tuple[int, ...], ...], dtype: int
) -> ProtoValues:
    """The values in one entry of the table.

    Args:
        data: what holds the entry.
        place: where it begins and ends.
        name: the tensor it must be of.
        extents: starts and lengths of the slice it must be, -1 for a whole dimension.
        dtype: number of the DataType enum.

    Raises:
        CorruptFileError: it is no such entry, or one of another tensor or slice.
    """
    values = (0, 0)
    stored_name = b""
    stored_slice: list[bytes] = []
    is_there = has_values = False
    for number, wire, a, b in read_fields(data, *place):
        if number != 2 or wire != BYTES:
            continue
        is_there = True
        for inner, inner_wire, first, last in read_fields(data, a, b):
            if inner_wire != BYTES:
                continue
            if inner == 1:
                stored_name = data[first:last]
            elif inner == 2:
                stored_slice.append(data[first:last])
            elif inner == 3:
                if has_values:
                    raise CorruptFileError("it is stored twice in one entry", hint=_DAMAGED)
                values, has_values = (first, last), True
    if not is_there:
        raise CorruptFileError("its entry holds no values", hint=_DAMAGED)
    if stored_name != name:
        raise CorruptFileError(f"in its place values of {stored_name[:80]!r} are stored", hint=_DAMAGED)
    if (stored := parse_slice(b"".join(stored_slice))) != extents:
        raise CorruptFileError(
            f"in its place values of the slice {extents_text(*stored)} are stored", hint=_DAMAGED
        )
    return ProtoValues(data, *values, dtype)
