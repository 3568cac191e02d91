"""The values of small tensors: counters, rates, single numbers; kept so that they are known of deleted checkpoints."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.analysis.run_record.sealed import BrokenSealError, Parts
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.errors import ExplorerError
from explorer.formats.dtypes import STRING, data_type, numpy_dtype
from explorer.formats.reader import CheckpointReader
from explorer.formats.tensor_table import TensorTable

MOST_ELEMENTS = 64
_MOST_TENSORS = 512  # of one checkpoint: each costs a read
_MOST_STRING_BYTES = 4096  # of one tensor

Values = Mapping[int, npt.NDArray[Any]]


def read_small_values(reader: CheckpointReader) -> dict[int, npt.NDArray[Any]]:
    """Row -> value of the tensors of at most `MOST_ELEMENTS` elements; single whole numbers first.

    What cannot be read is left out: it is damaged, and its problem is told elsewhere.
    """
    table = reader.table
    counts = table.element_count
    fits = np.flatnonzero((counts >= 0) & (counts <= MOST_ELEMENTS))
    fits = fits[np.argsort(counts[fits], kind="stable")]
    single: list[int] = []
    rows: list[int] = []
    for row in fits.tolist():
        dtype = data_type(int(table.dtype[row]))
        if table.keys[row] == OBJECT_GRAPH_KEY or not (dtype.is_numeric or dtype.number == STRING):
            continue
        if dtype.number == STRING and table.size_bytes[row] > _MOST_STRING_BYTES:
            continue
        (single if table.shape(row) == () and dtype.kind in ("int", "uint") else rows).append(row)
        if len(single) >= _MOST_TENSORS:
            break
    found: dict[int, npt.NDArray[Any]] = {}
    for row in (*single, *rows)[:_MOST_TENSORS]:
        try:
            value = reader.read(row)
        except ExplorerError:
            continue
        if isinstance(value, np.ma.MaskedArray) or value.shape != table.shape(row):
            continue
        found[row] = value
    return found


def values_to_bytes(values: Values, table: TensorTable) -> bytes:
    """Pack values of rows of a table."""
    told, parts = [], []
    for row, value in values.items():
        if value.dtype == object:
            strings = [bytes(item) for item in value.reshape(-1).tolist()]
            told.append([row, [len(item) for item in strings]])
            parts.append(b"".join(strings))
        elif (native := value.astype(value.dtype.newbyteorder("="))).dtype == _dtype_of(table, row):
            told.append([row, []])
            parts.append(native.tobytes())
    return Parts.join(json.dumps(told, separators=(",", ":")).encode("ascii"), *parts)


def values_from_bytes(data: bytes, table: TensorTable) -> dict[int, npt.NDArray[Any]]:
    """Row -> value, read-only, in its full shape. Raises BrokenSealError."""
    parts = Parts(data)
    found: dict[int, npt.NDArray[Any]] = {}
    try:
        for row, lengths in json.loads(parts.next()):
            if type(row) is not int or not 0 <= row < len(table):
                raise BrokenSealError
            shape, octets = table.shape(row), parts.next()
            if int(table.element_count[row]) > MOST_ELEMENTS:
                raise BrokenSealError
            if data_type(int(table.dtype[row])).number == STRING:
                value = _strings(octets, lengths).reshape(shape)
            else:
                value = np.frombuffer(octets, numpy_dtype(int(table.dtype[row]))).reshape(shape)
            value.setflags(write=False)
            found[row] = value
    except (TypeError, ValueError, RecursionError) as error:
        raise BrokenSealError from error
    return found


def _dtype_of(table: TensorTable, row: int) -> np.dtype[Any] | None:
    try:
        return numpy_dtype(int(table.dtype[row]))
    except TypeError:
        return None


def _strings(octets: bytes, lengths: list[int]) -> npt.NDArray[Any]:
    value = np.empty(len(lengths), object)
    at = 0
    for place, length in enumerate(lengths):
        if length < 0 or length > len(octets) - at:
            raise BrokenSealError
        value[place] = octets[at : at + length]
        at += length
    if at != len(octets):
        raise BrokenSealError
    return value
