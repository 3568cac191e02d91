"""TensorFlow's DataType enum: number, name, bytes per element, and the numpy dtype that decodes it.

Sub-byte types (int4, uint4, int2, uint2, float4_e2m1fn) take one whole byte per element in a
tensor bundle, the value in the low bits. Strings and variants have no fixed size.
Source: TensorFlow, core/framework/types.proto; sizes measured on TensorFlow 1.15 to 2.21.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

STRING = 7
VARIANT = 21
REFERENCE_OFFSET = 100  # 101 is "reference to float": the same bytes


@dataclass(frozen=True, slots=True)
class DataType:
    """One row of the enum. `item_size` is 0 where elements have no fixed size or none is known.

    `kind`: "float", "int", "uint", "bool", "complex", "string", "variant" or "unknown".
    `bits` is below 8 * item_size for the sub-byte types only.
    """

    number: int
    name: str
    item_size: int
    kind: str
    bits: int
    numpy_name: str  # empty: no numbers can be made of it

    @property
    def is_numeric(self) -> bool:
        """Whether the elements are numbers (or booleans) of a fixed size."""
        return self.item_size > 0 and bool(self.numpy_name)


_ROWS = (
    (1, "float32", 4, "float", 32, "float32"),
    (2, "float64", 8, "float", 64, "float64"),
    (3, "int32", 4, "int", 32, "int32"),
    (4, "uint8", 1, "uint", 8, "uint8"),
    (5, "int16", 2, "int", 16, "int16"),
    (6, "int8", 1, "int", 8, "int8"),
    (7, "string", 0, "string", 0, ""),
    (8, "complex64", 8, "complex", 64, "complex64"),
    (9, "int64", 8, "int", 64, "int64"),
    (10, "bool", 1, "bool", 8, "bool"),
    (11, "qint8", 1, "int", 8, "int8"),
    (12, "quint8", 1, "uint", 8, "uint8"),
    (13, "qint32", 4, "int", 32, "int32"),
    (14, "bfloat16", 2, "float", 16, "bfloat16"),
    (15, "qint16", 2, "int", 16, "int16"),
    (16, "quint16", 2, "uint", 16, "uint16"),
    (17, "uint16", 2, "uint", 16, "uint16"),
    (18, "complex128", 16, "complex", 128, "complex128"),
    (19, "float16", 2, "float", 16, "float16"),
    (20, "resource", 0, "unknown", 0, ""),
    (21, "variant", 0, "variant", 0, ""),
    (22, "uint32", 4, "uint", 32, "uint32"),
    (23, "uint64", 8, "uint", 64, "uint64"),
    (24, "float8_e5m2", 1, "float", 8, "float8_e5m2"),
    (25, "float8_e4m3fn", 1, "float", 8, "float8_e4m3fn"),
    (26, "float8_e4m3fnuz", 1, "float", 8, "float8_e4m3fnuz"),
    (27, "float8_e4m3b11fnuz", 1, "float", 8, "float8_e4m3b11fnuz"),
    (28, "float8_e5m2fnuz", 1, "float", 8, "float8_e5m2fnuz"),
    (29, "int4", 1, "int", 4, "int4"),
    (30, "uint4", 1, "uint", 4, "uint4"),
    (31, "int2", 1, "int", 2, "int2"),
    (32, "uint2", 1, "uint", 2, "uint2"),
    (33, "float4_e2m1fn", 1, "float", 4, "float4_e2m1fn"),
)
DATA_TYPES = {row[0]: DataType(*row) for row in _ROWS}
BY_NAME = {data_type.name: data_type for data_type in DATA_TYPES.values()}


def data_type(number: int) -> DataType:
    """The enum's row for `number` (reference types reduced to their base).

    A number we do not know gives a row named `dtype N` of kind "unknown" without values.
    """
    if REFERENCE_OFFSET < number < 2 * REFERENCE_OFFSET:
        number -= REFERENCE_OFFSET
    return DATA_TYPES.get(number) or DataType(number, f"dtype {number}", 0, "unknown", 0, "")


@cache
def numpy_dtype(number: int) -> np.dtype[Any]:
    """The numpy dtype values of this enum number are handed out in.

    Plain types are numpy's own; bfloat16, float8, int4 and the like come from `ml_dtypes`
    (imported at the first use). What an older `ml_dtypes` lacks is handed out widened:
    int2 as int8, uint2 as uint8, float4 as float32.

    Raises:
        TypeError: the type has no numbers (strings, variants, unknown numbers).
    """
    row = data_type(number)
    if not row.numpy_name:
        raise TypeError(f"{row.name} has no numpy dtype of a fixed size")
    try:
        return np.dtype(row.numpy_name)
    except TypeError:
        pass
    import ml_dtypes  # late: 90 ms, and most checkpoints need none of it

    scalar: type | None = getattr(ml_dtypes, row.numpy_name, None)
    if scalar is not None:
        return np.dtype(scalar)
    widened: dict[str, npt.DTypeLike] = {"int": np.int8, "uint": np.uint8, "float": np.float32}
    return np.dtype(widened[row.kind])
