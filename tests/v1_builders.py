"""Writes V1 checkpoints for tests, as TensorFlow writes them byte for byte, and damaged ones.

    write_v1(path, {"w": np.zeros((2, 3), np.float32)})
    write_v1_shards(prefix, [{"w": ...}, {"b": ...}])      # two files, addressed as <prefix>-?????-of-00002

Independent of the code it tests: no module of `explorer` is imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tests.builders import (
    DTYPE_NUMBER,
    bytes_field,
    number_field,
    shape_bytes,
    slice_bytes,
    slice_key,
    table_bytes,
    varint,
)

FIELD_OF = {
    "float32": 5, "float64": 6, "int32": 7, "uint8": 7, "int16": 7, "int8": 7, "uint16": 7, "qint8": 7, "quint8": 7,
    "qint32": 7, "qint16": 7, "quint16": 7, "string": 8, "complex64": 9, "int64": 10, "bool": 11, "complex128": 12,
    "float16": 13, "bfloat16": 13, "uint32": 16, "uint64": 17,
}  # fmt: skip

# A tensor: an array, bytes or a list of bytes (strings), or (dtype name, array) for what numpy cannot tell.
Tensor = Any
Extents = tuple[Sequence[int], Sequence[int]]  # starts, lengths


def split(tensor: Tensor) -> tuple[str, np.ndarray[Any, Any]]:
    """Name of the dtype, and array of a tensor."""
    if isinstance(tensor, tuple):
        return tensor[0], np.asarray(tensor[1])
    if isinstance(tensor, bytes):
        value = np.empty((), object)
        value[()] = tensor
        return "string", value
    if isinstance(tensor, list):
        value = np.empty(len(tensor), object)
        value[:] = tensor
        return "string", value
    array = np.asarray(tensor)
    return ("string" if array.dtype == object else array.dtype.name), array


def tensor_proto(
    dtype: str, value: np.ndarray[Any, Any], *, packed: bool = True, content: bool = False
) -> bytes:
    """A TensorProto with its value field alone; unpacked, or as tensor_content, for readers that must take these."""
    flat = value.reshape(-1)
    field = FIELD_OF[dtype]
    if content:
        return bytes_field(4, flat.tobytes()) if flat.size else b""
    if dtype == "string":
        return b"".join(bytes_field(8, text) for text in flat.tolist())
    if field in (5, 6, 9, 12):
        parts = flat.view({5: "<f4", 6: "<f8", 9: "<f4", 12: "<f8"}[field])
        if packed:
            return bytes_field(field, parts.tobytes()) if parts.size else b""
        tag = varint(field << 3 | (5 if parts.itemsize == 4 else 1))
        return b"".join(tag + part.tobytes() for part in parts)
    numbers = flat.view(np.uint16) if field == 13 else flat
    encoded = [varint(int(number)) for number in numbers.tolist()]
    if packed:
        return bytes_field(field, b"".join(encoded)) if encoded else b""
    return b"".join(varint(field << 3) + number for number in encoded)


def meta_bytes(
    tensors: Sequence[tuple[bytes, int, Sequence[int] | bytes, Sequence[bytes]]], *, min_consumer: int = 0
) -> bytes:
    """The value of the empty key: names, dtype numbers, shapes and TensorSliceProtos."""
    listed = b"".join(
        bytes_field(
            1,
            bytes_field(1, name)
            + bytes_field(2, shape if isinstance(shape, bytes) else shape_bytes(shape))
            + number_field(3, dtype)
            + b"".join(bytes_field(4, part) for part in slices),
        )
        for name, dtype, shape, slices in tensors
    )
    return bytes_field(1, listed + bytes_field(2, number_field(1, 1) + number_field(2, min_consumer)))


def value_bytes(name: bytes, extents: bytes, proto: bytes) -> bytes:
    """The value of one slice's key."""
    return bytes_field(2, bytes_field(1, name) + bytes_field(2, extents) + bytes_field(3, proto))


def v1_entries(
    tensors: Mapping[str | bytes, Tensor],
    *,
    slices: Mapping[str, Sequence[Extents]] | None = None,
    packed: bool = True,
    content: bool = False,
    omit: Sequence[str] = (),
    listed: bytes | None = None,
    extra: Mapping[bytes, bytes] | None = None,
) -> dict[bytes, bytes]:
    """Keys and values of the table of one file.

    Args:
        tensors: key -> array, string(s), or (dtype, array).
        slices: key -> [(starts, lengths)] of a tensor to be stored in parts; parts left out stay missing.
        packed: False: each number in a field of its own.
        content: numbers in tensor_content.
        omit: keys that are listed but whose values are left out.
        listed: another value of the empty key.
        extra: raw entries that replace or join the others, for damage.
    """
    entries: dict[bytes, bytes] = {}
    meta = []
    for key, tensor in tensors.items():
        name = key if isinstance(key, bytes) else key.encode("utf-8", "surrogateescape")
        dtype, array = split(tensor)
        whole: list[Extents] = [((0,) * array.ndim, array.shape)]
        parts = (slices or {}).get(key, whole) if isinstance(key, str) else whole
        protos = [slice_bytes(start, length, array.shape) for start, length in parts]
        meta.append((name, DTYPE_NUMBER[dtype], array.shape, protos))
        for (start, length), proto in zip(parts, protos):
            if key in omit:
                continue
            box = tuple(slice(first, first + count) for first, count in zip(start, length))
            part = np.ascontiguousarray(array[box]) if array.ndim else array
            values = tensor_proto(dtype, part, packed=packed, content=content)
            entries[slice_key(name, start, length, array.shape)] = value_bytes(name, proto, values)
    entries[b""] = meta_bytes(meta) if listed is None else listed
    return entries | (extra or {})


def write_v1(path: Path | str, tensors: Mapping[str | bytes, Tensor], **options: Any) -> Path:
    """Write a checkpoint of one file; options as of `v1_entries` and `table_bytes`."""
    path = Path(path)
    table = {name: options.pop(name) for name in ("snappy", "block_target") if name in options}
    path.write_bytes(table_bytes(sorted(v1_entries(tensors, **options).items()), **table))
    return path


def write_v1_shards(
    prefix: Path | str, shards: Sequence[Mapping[str | bytes, Tensor] | None], **options: Any
) -> Path:
    """Write a checkpoint of several files (None: one that is missing); gives the pattern it is called by.

    `slices` of the options is then a list, one mapping a file.
    """
    slices = options.pop("slices", [None] * len(shards))
    for number, (tensors, cut) in enumerate(zip(shards, slices)):
        if tensors is not None:
            write_v1(f"{prefix}-{number:05d}-of-{len(shards):05d}", tensors, slices=cut, **options)
    return Path(f"{prefix}-?????-of-{len(shards):05d}")
