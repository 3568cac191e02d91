"""The numbers in one summary value: a scalar or the buckets of a histogram, in TF1's and TF2's clothes.

TF1 writes `simple_value` and `histo`; TF2 writes tensors, and says in the metadata of a tag's first
value of a file what they are. All of it becomes float64.
Source: TensorFlow, core/framework/summary.proto, tensor.proto; TensorBoard's data_compat.py.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.formats.dtypes import data_type, numpy_dtype

if TYPE_CHECKING:
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]

SCALARS, HISTOGRAMS = b"scalars", b"histograms"  # TensorBoard's plugin names
MAX_BUCKETS = 100_000
_MAX_RANK = 8
_FLOAT32, _FLOAT64 = 1, 2
# dtype number -> the field small tensors keep their values in; half_val holds the bits.
_VALUE_FIELD = {
    1: "float_val", 2: "double_val", 3: "int_val", 4: "int_val", 5: "int_val", 6: "int_val",
    9: "int64_val", 10: "bool_val", 11: "int_val", 12: "int_val", 13: "int_val", 14: "half_val",
    15: "int_val", 16: "int_val", 17: "int_val", 19: "half_val", 22: "uint32_val", 23: "uint64_val",
}  # fmt: skip


def tensor_numbers(tensor: Any, max_count: int) -> FloatArray | None:
    """The values of a TensorProto in its shape, as float64; None when it holds no such numbers.

    A list shorter than the shape asks for repeats its last value, an empty one means zeros, as in
    TensorFlow. Complex numbers, strings and more than `max_count` values give None.
    """
    row = data_type(tensor.dtype)
    dims = tensor.tensor_shape.dim
    if not row.is_numeric or row.kind == "complex" or len(dims) > _MAX_RANK:
        return None
    if tensor.tensor_shape.unknown_rank:
        return None
    shape = tuple(dim.size for dim in dims)
    if any(not 0 <= size <= max_count for size in shape) or (count := math.prod(shape)) > max_count:
        return None
    dtype = numpy_dtype(row.number)
    content: bytes = tensor.tensor_content
    if content:
        if len(content) != count * dtype.itemsize:
            return None
        return np.frombuffer(content, dtype.newbyteorder("<")).astype(np.float64).reshape(shape)
    field = _VALUE_FIELD.get(row.number)
    if field is None:
        return None
    stored = getattr(tensor, field)
    if len(stored) > count:
        return None
    values = np.empty(count, np.float64)
    if field == "half_val":
        bits = np.array(stored, np.int64).astype(np.uint16)
        values[: len(stored)] = bits.view(dtype).astype(np.float64)
    else:
        values[: len(stored)] = np.array(stored, np.float64)
    values[len(stored) :] = values[len(stored) - 1] if len(stored) else 0.0
    return values.reshape(shape)


def scalar_of_tensor(tensor: Any) -> float | None:
    """The one number of a tensor, None when it has none or several."""
    if tensor.dtype == _FLOAT32 and not tensor.tensor_shape.dim:  # nearly all there are, a little faster
        stored = tensor.float_val
        if len(stored) == 1 and not tensor.tensor_content:
            return float(stored[0])
    values = tensor_numbers(tensor, 1)
    return float(values.reshape(-1)[0]) if values is not None and values.size == 1 else None


def buckets_of_tensor(tensor: Any) -> FloatArray | None:
    """The buckets of a TF2 histogram, float64 [k, 3]: left edge, right edge, count; None if it is none."""
    values = tensor_numbers(tensor, 3 * MAX_BUCKETS)
    return values if values is not None and values.ndim == 2 and values.shape[1] == 3 else None


def buckets_of_proto(histogram: Any) -> FloatArray | None:
    """The buckets of a TF1 histogram in the same form, None when limits and counts do not match.

    A HistogramProto's bucket i reaches from limit i - 1 to limit i. Empty buckets at both ends are
    dropped, and the outermost edges, which may be as large as a float64 goes, become min and max.
    """
    if len(histogram.bucket) != len(histogram.bucket_limit) or len(histogram.bucket) > MAX_BUCKETS:
        return None
    counts = np.array(histogram.bucket, np.float64)
    filled = np.flatnonzero(counts > 0)
    if not len(filled):
        return np.zeros((0, 3))
    first, last = int(filled[0]), int(filled[-1])
    buckets = np.empty((last - first + 1, 3))
    inner = np.array(histogram.bucket_limit[first:last], np.float64)
    buckets[0, 0], buckets[1:, 0] = histogram.min, inner
    buckets[:-1, 1], buckets[-1, 1] = inner, histogram.max
    buckets[:, 2] = counts[first : last + 1]
    return buckets
