"""What an accumulator gathered as plain numbers and columns, so that it can be sent between processes.

Only names, numbers and arrays of 8-byte numbers: nothing that could be run. What arrives is checked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

# Plain numbers and texts by name (fit for JSON), and flat columns of 8-byte numbers.
Packed: TypeAlias = tuple[Mapping[str, Any], Sequence[npt.NDArray[Any]]]

_KINDS = {"i8": np.dtype(np.int64), "u8": np.dtype(np.uint64), "f8": np.dtype(np.float64)}
_MOST_COLUMNS = 4
_MOST_ROWS = 1 << 22  # more buckets than any dtype has


def columns_told(columns: Sequence[npt.NDArray[Any]]) -> list[list[Any]]:
    """[kind, length] of each column, to be sent before `columns_bytes`."""
    return [[column.dtype.str[1:], len(column)] for column in columns]


def columns_bytes(columns: Sequence[npt.NDArray[Any]]) -> bytes:
    """The columns, one behind the other, in this machine's byte order."""
    return b"".join(column.tobytes() for column in columns)


def told_size(told: Any) -> int:
    """How many bytes the columns of `columns_told` take. Raises ValueError for what it cannot have said."""
    if not isinstance(told, list) or len(told) > _MOST_COLUMNS:
        raise ValueError(f"{told!r:.200} are no columns")
    for kind, length in told:
        if kind not in _KINDS or not isinstance(length, int) or not 0 <= length <= _MOST_ROWS:
            raise ValueError(f"{kind!r:.20} [{length!r:.20}] is no column")
    return sum(8 * length for _, length in told)


def columns_of(told: list[list[Any]], data: bytes) -> tuple[npt.NDArray[Any], ...]:
    """The columns again; `data` has `told_size` bytes."""
    columns = []
    offset = 0
    for kind, length in told:
        columns.append(np.frombuffer(data, _KINDS[kind], length, offset))
        offset += 8 * length
    return tuple(columns)
