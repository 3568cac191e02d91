"""A table of variables as blobs that the steps of a run share: layout, places, and checksums of their own.

Names, dtypes and shapes are the same in every step, places nearly always; only the checksums of the
values differ. Each part is stored once under the hash of its content.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.analysis.run_record.sealed import BrokenSealError, Parts, parse_object
from explorer.formats.tensor_table import TensorSlice, TensorTable

_SEPARATORS = ("\n", "\0")


@dataclass(frozen=True, slots=True)
class TableBlobs:
    """The columns of a `TensorTable`, unpacked bytes. Problems are kept with the checkpoint."""

    layout: bytes  # keys, dtypes, shapes
    places: bytes  # shards, offsets, sizes, slices
    sums: bytes  # checksums of tensors and slices


def table_to_blobs(table: TensorTable) -> TableBlobs:
    """Take a table apart. Raises UnicodeEncodeError over keys that no file can have."""
    keys = list(table.keys)
    separator = next((sign for sign in _SEPARATORS if not any(sign in key for key in keys)), "")
    head = {
        "rows": len(keys),
        "shapes": [list(shape) for shape in table.shapes],
        "separator": separator,
    }
    raw = [] if separator else [key.encode("utf-8", "surrogateescape") for key in keys]
    joined = separator.join(keys).encode("utf-8", "surrogateescape") if separator else b"".join(raw)
    lengths = np.array([len(part) for part in raw], "<i8")
    layout = Parts.join(
        _json(head),
        joined,
        lengths.tobytes(),
        _raw(table.dtype, "<i4"),
        _raw(table.shape_id, "<i4"),
    )
    slices = sorted(table.slices.items())
    told = [
        [row, [[list(p.start), list(p.length), p.shard, p.offset, p.size_bytes] for p in parts]]
        for row, parts in slices
    ]
    places = Parts.join(
        _json({"slices": told}),
        _raw(table.shard, "<i4"),
        _raw(_stepped(table.offset), "<i8"),
        _raw(table.size_bytes, "<i8"),
    )
    of_slices = np.array([p.crc32c for _, parts in slices for p in parts], "<u4")
    sums = Parts.join(_raw(table.crc32c, "<u4"), of_slices.tobytes())
    return TableBlobs(layout, places, sums)


@dataclass(frozen=True)
class Layout:
    """What the steps of a run have in common."""

    keys: list[str]
    dtype: npt.NDArray[np.int32]
    shape_id: npt.NDArray[np.int32]
    shapes: tuple[tuple[int, ...], ...]


def layout_from_blob(data: bytes) -> Layout:
    """Names, dtypes and shapes. Raises BrokenSealError."""
    parts = Parts(data)
    head = parse_object(parts.next())
    rows = _whole(head.get("rows"))
    try:
        keys = _keys(parts.next(), parts.next(), rows, head.get("separator"))
        shapes = tuple(tuple(shape) for shape in head["shapes"])
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenSealError from error
    if not all(type(size) is int for shape in shapes for size in shape):
        raise BrokenSealError
    dtype = _column(parts.next(), "<i4", np.int32, rows)
    shape_id = _column(parts.next(), "<i4", np.int32, rows)
    if rows and (shape_id.min() < 0 or shape_id.max() >= len(shapes)):
        raise BrokenSealError
    return Layout(keys, dtype, shape_id, shapes)


def table_from_blobs(layout: Layout, places: bytes, sums: bytes, problems: dict[int, str]) -> TensorTable:
    """Put a table together again. Raises BrokenSealError where the parts do not fit each other."""
    rows = len(layout.keys)
    parts = Parts(places)
    head = parse_object(parts.next())
    shard = _column(parts.next(), "<i4", np.int32, rows)
    offset = np.cumsum(_column(parts.next(), "<i8", np.int64, rows))
    offset.setflags(write=False)
    size_bytes = _column(parts.next(), "<i8", np.int64, rows)
    more = Parts(sums)
    crc = _column(more.next(), "<u4", np.uint32, rows)
    of_slices = np.frombuffer(_multiple(more.next(), 4), "<u4").tolist()
    slices: dict[int, tuple[TensorSlice, ...]] = {}
    taken = 0
    try:
        for row, told in head["slices"]:
            found = []
            for start, length, number, at, size in told:
                if not all(type(value) is int for value in (*start, *length, number, at, size)):
                    raise BrokenSealError
                found.append(TensorSlice(tuple(start), tuple(length), number, at, size, of_slices[taken]))
                taken += 1
            slices[row] = tuple(found)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise BrokenSealError from error
    named = (*slices, *problems)
    if taken != len(of_slices) or not all(type(row) is int and 0 <= row < rows for row in named):
        raise BrokenSealError
    return TensorTable(
        layout.keys,
        layout.dtype,
        layout.shape_id,
        layout.shapes,
        shard,
        offset,
        size_bytes,
        crc,
        slices,
        problems,
    )


def _keys(joined: bytes, lengths: bytes, rows: int, separator: object) -> list[str]:
    if separator in _SEPARATORS and isinstance(separator, str):
        keys = joined.decode("utf-8", "surrogateescape").split(separator) if rows else []
    else:
        ends = np.cumsum(np.frombuffer(_multiple(lengths, 8), "<i8")).tolist()
        keys = [
            joined[begin:end].decode("utf-8", "surrogateescape")
            for begin, end in zip([0, *ends[:-1]], ends, strict=True)
        ]
        if (ends[-1] if ends else 0) != len(joined):
            raise BrokenSealError
    if len(keys) != rows:
        raise BrokenSealError
    return keys


def _stepped(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Distances instead of places: tensors of one size follow each other, which packs well. Wraps around."""
    return np.diff(values, prepend=np.int64(0))


def _raw(values: npt.NDArray[Any], dtype: str) -> bytes:
    return np.ascontiguousarray(values, dtype).tobytes()


def _column(data: bytes, stored: str, dtype: type, rows: int) -> npt.NDArray[Any]:
    if len(data) != rows * np.dtype(stored).itemsize:
        raise BrokenSealError
    column: npt.NDArray[Any] = np.frombuffer(data, stored).astype(dtype, copy=False)
    column.setflags(write=False)
    return column


def _multiple(data: bytes, size: int) -> bytes:
    if len(data) % size:
        raise BrokenSealError
    return data


def _whole(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise BrokenSealError
    return value


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")
