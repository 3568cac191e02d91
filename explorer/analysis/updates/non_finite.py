"""Whether a tensor holds NaN or infinities: a pass that counts nothing, and compares the checksum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.formats.dtypes import data_type
from explorer.formats.tensor_table import TensorTable
from explorer.task import QUIET, Task

_LARGE_BYTES = 1 << 20
_EXPONENT = {"float16": 0x7C00, "bfloat16": 0x7F80}  # all ones: NaN or an infinity


@dataclass(frozen=True, slots=True)
class NonFinite:
    """What a look into one tensor found. `inf` is told for sure only without a NaN, or by a look for both kinds."""

    nan: bool
    inf: bool
    bytes_read: int
    has_finite: bool = True  # any finite element; told for sure by a look for both kinds only

    @property
    def is_healthy(self) -> bool:
        """Whether every element is finite."""
        return not (self.nan or self.inf)


def may_be_non_finite(table: TensorTable) -> tuple[str, ...]:
    """The keys of the tensors whose dtype has NaN or infinities at all, and whose values are numbers."""
    numbers = [
        number
        for number in np.unique(table.dtype).tolist()
        if (row := data_type(number)).is_numeric and row.kind in ("float", "complex")
    ]
    return tuple(table.keys[row] for row in np.flatnonzero(np.isin(table.dtype, numbers)).tolist())


def look_for_non_finite(
    checkpoint: Checkpoint, key: str, task: Task = QUIET, *, both: bool = False
) -> NonFinite:
    """Look for a NaN or an infinity (with `both`: for one of each, and a finite element) and read to the end.

    What was found early is no reason to stop: damaged bytes look like NaN as well, and only the checksum
    tells the two apart. Tensors that are not finite are few. The task is told elements.

    Raises:
        UnknownKeyError: no such tensor.
        CorruptFileError, MissingFileError, FileAccessError, NoValueError: it cannot be read.
        Cancelled: through the task.
    """
    table = checkpoint.table
    row = checkpoint.row(key)
    total = max(int(table.element_count[row]), 1)
    read = 0
    nan = inf = has_finite = is_settled = False
    for chunk in checkpoint.chunks(key, chunk_bytes=_LARGE_BYTES):
        task.report(min(chunk.start, total), total, f"Looking for NaN in {key[:200]}")
        read += chunk.values.nbytes
        if is_settled:
            continue
        if is_finite(chunk.values):
            has_finite = has_finite or len(chunk.values) > 0
            continue
        nan = nan or bool(np.isnan(chunk.values).any())
        inf = inf or bool(np.isinf(chunk.values).any())
        has_finite = has_finite or bool(np.isfinite(chunk.values).any())
        is_settled = (nan and inf and has_finite) if both else (nan or inf)
    return NonFinite(nan, inf, read, has_finite)


def is_finite(values: npt.NDArray[Any]) -> bool:
    """Whether all elements are finite; near the speed of reading them."""
    if not values.dtype.isnative:
        values = values.astype(values.dtype.newbyteorder("="))
    flat = np.ascontiguousarray(values).reshape(-1)
    if flat.dtype.kind == "c":
        flat = flat.view(f"f{flat.dtype.itemsize // 2}")
    if flat.dtype.kind == "f" and flat.dtype.itemsize >= 4:
        with np.errstate(all="ignore"):
            # NaN and infinities spoil the sum of squares; so does an overflow, which the slow way tells apart.
            return bool(np.isfinite(np.dot(flat, flat))) or bool(np.isfinite(flat).all())
    if (exponent := _EXPONENT.get(flat.dtype.name)) is not None:
        return not len(flat) or int((flat.view(np.uint16) & np.uint16(exponent)).max()) < exponent
    with np.errstate(all="ignore"):
        return bool(np.isfinite(flat).all())
