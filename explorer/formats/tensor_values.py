"""Stored bytes of a tensor to numpy values: numbers of every dtype and byte order, and strings.

Numbers lie in C order, sub-byte types one to a byte. Strings are

    varint length[n], u32 masked crc32c of the lengths as u32 (u64 beyond 2^32 - 1), all bytes in a row

and their checksum covers those fixed-width lengths, the stored checksum and the bytes.
Source: TensorFlow, core/util/tensor_bundle/tensor_bundle.cc.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.errors import CorruptFileError
from explorer.formats.checksum import both_checksums, crc32c, mask
from explorer.formats.dtypes import DataType, data_type, numpy_dtype
from explorer.formats.varint import BYTES, read_fields, read_varint

if TYPE_CHECKING:
    import numpy.typing as npt

_FLOAT4 = np.array([0, 0.5, 1, 1.5, 2, 3, 4, 6], np.float32)
_DAMAGED_HINT = "The data file is damaged, or belongs to another save than the index."


def to_numbers(raw: npt.NDArray[np.uint8], dtype: int, is_big_endian: bool = False) -> npt.NDArray[Any]:
    """The flat elements in `raw`, whose size is a multiple of the item size. Shares memory where it can."""
    row = data_type(dtype)
    target = numpy_dtype(dtype)
    if is_big_endian and row.item_size > 1:
        width = row.item_size // 2 if row.kind == "complex" else row.item_size
        raw = np.ascontiguousarray(raw.reshape(-1, width)[:, ::-1]).reshape(-1)
    if row.bits < 8 * row.item_size and row.kind != "bool":
        return _unpack(raw, row, target)
    if row.kind == "bool":
        # Any other byte than 0 and 1 in a numpy bool would be neither.
        is_clean = raw.size == 0 or int(raw.max()) <= 1
        return raw.view(np.bool_) if is_clean else np.not_equal(raw, 0)
    return raw.view(target)


def _unpack(raw: npt.NDArray[np.uint8], row: DataType, target: np.dtype[Any]) -> npt.NDArray[Any]:
    """Sub-byte values: only the low bits count."""
    low = raw & np.uint8((1 << row.bits) - 1)
    if row.kind == "float":
        if target == np.float32:  # an ml_dtypes without this type
            sign: npt.NDArray[Any] = np.where(low & 8, -1, 1).astype(np.float32)
            value: npt.NDArray[Any] = sign * _FLOAT4[low & 7]
            return value
        return low.view(target)
    if row.kind == "uint":
        return low.astype(target)
    top = np.uint8(1 << (row.bits - 1))
    return ((low ^ top).astype(np.int8) - np.int8(top)).astype(target)


def to_strings(data: bytes, count: int, checksum: int | None, is_big_endian: bool = False) -> list[bytes]:
    """The `count` strings in `data`, which must be used up exactly.

    Args:
        data: as stored.
        count: how many strings there are.
        checksum: the entry's masked checksum; None checks neither it nor the one of the lengths.
        is_big_endian: the byte order of the fixed-width numbers.

    Raises:
        CorruptFileError: lengths, bytes or a checksum do not fit.
    """
    if count + 4 > len(data):
        raise CorruptFileError(f"{count} strings do not fit in {len(data)} bytes", hint=_DAMAGED_HINT)
    position, end = 0, len(data)
    lengths = []
    for _ in range(count):
        if data[position] < 0x80 and position < end - 4:
            length = data[position]
            position += 1
        else:
            length, position = read_varint(data, position, end - 4)
        lengths.append(length)
    start = position + 4
    if start + sum(lengths) != end:
        raise CorruptFileError(
            f"its strings should fill {start + sum(lengths)} bytes, {end} are stored", hint=_DAMAGED_HINT
        )
    if checksum is not None:
        _check_strings(data, lengths, position, checksum, "big" if is_big_endian else "little")
    strings = []
    for length in lengths:
        strings.append(data[start : start + length])
        start += length
    return strings


def _check_strings(data: bytes, lengths: list[int], position: int, checksum: int, order: Any) -> None:
    if not lengths or max(lengths) <= 0xFFFFFFFF:
        widths = np.array(lengths, ">u4" if order == "big" else "<u4").tobytes()
    else:
        widths = b"".join(length.to_bytes(8 if length > 0xFFFFFFFF else 4, order) for length in lengths)
    crc = crc32c(widths)
    stored = int.from_bytes(data[position : position + 4], order)
    if mask(crc) != stored:
        raise CorruptFileError(
            f"the checksum of its string lengths does not match: {both_checksums(stored, crc)}",
            hint=_DAMAGED_HINT,
        )
    compare_checksum(crc32c(data[position:], crc), checksum)


def compare_checksum(crc: int, stored: int) -> None:
    """Raise CorruptFileError unless `crc`, masked, is the stored checksum of a tensor."""
    if mask(crc) != stored:
        raise CorruptFileError(
            f"the checksum does not match: {both_checksums(stored, crc)}",
            hint=_DAMAGED_HINT,
        )


def variant_type_name(data: bytes) -> str:
    """The type name of the first variant in a tensor's bytes; "" when it cannot be told.

    Each element is `varint size`, a VariantTensorDataProto (1 type_name) and a u32 checksum.
    """
    try:
        size, start = read_varint(data, 0, len(data))
        for number, wire, a, b in read_fields(data, start, min(start + size, len(data))):
            if number == 1 and wire == BYTES:
                return data[a:b].decode("utf-8", "replace")[:200]
    except CorruptFileError:
        pass
    return ""
