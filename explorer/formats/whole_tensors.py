"""From the flat elements that are stored to a tensor in its shape: one piece, or the slices of a partitioned one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.errors import CorruptFileError, NoValueError
from explorer.formats.dtypes import STRING, numpy_dtype
from explorer.formats.tensor_table import TensorSlice

if TYPE_CHECKING:
    import numpy.typing as npt

_LEAST_ELEMENTS = 1 << 20
_MOST_TIMES = 64  # a file of a few bytes may claim any shape; the parts that exist say how much is real


def checked_count(shape: Sequence[int]) -> int:
    """How many elements a shape has, told from a damaged one."""
    count = 1
    for size in shape:
        if size < 0:
            raise CorruptFileError("its shape has a negative dimension")
        count *= size
    return count


def reshaped(value: npt.NDArray[Any], shape: tuple[int, ...]) -> npt.NDArray[Any]:
    """Flat elements in their shape. Raises NoValueError where no array can have it."""
    check_rank(shape)
    try:
        return value.reshape(shape)
    except ValueError as error:  # an empty tensor whose other dimensions pass what numpy can index
        raise NoValueError(f"an array cannot have the shape {list(shape)}") from error


def check_rank(shape: Sequence[int]) -> None:
    """Raise NoValueError for more dimensions than an array can have."""
    most = 64 if int(np.__version__.split(".")[0]) >= 2 else 32
    if len(shape) > most:
        raise NoValueError(
            f"it has {len(shape)} dimensions, an array has at most {most}",
            hint="Statistics and histograms read it piece by piece.",
        )


def assemble(
    dtype: int,
    shape: tuple[int, ...],
    slices: Sequence[TensorSlice],
    read_part: Callable[[int], npt.NDArray[Any]],
    *,
    problem: str | None,
    partial: bool,
) -> npt.NDArray[Any]:
    """Put the slices of a partitioned tensor in their places.

    Args:
        dtype: number of the DataType enum: a numeric one, or strings.
        shape: of the whole tensor.
        slices: those that are stored.
        read_part: gives the value of the slice of a number, in its own shape.
        problem: what is known to be wrong with them; None: nothing.
        partial: give an incomplete tensor as a masked array.

    Raises:
        NoValueError: it is incomplete (unless `partial`), or too little of it is stored.
    """
    stored = sum(checked_count(part.length) for part in slices)
    whole = checked_count(shape)
    is_complete = stored == whole and problem is None
    if not is_complete and not partial:
        raise NoValueError(
            f"the tensor is not complete: {problem or f'its slices hold {stored} of {whole} elements'}",
            hint="The slices that exist can be read as a masked array (partial=True).",
        )
    check_rank(shape)
    if whole > _MOST_TIMES * max(stored, _LEAST_ELEMENTS):
        raise NoValueError(
            f"its slices hold {stored} of {whole} elements, too few to show them in their place"
        )
    value = np.zeros(shape, np.dtype(object) if dtype == STRING else numpy_dtype(dtype))
    missing = np.ones(shape, bool) if not is_complete else None
    for number, part in enumerate(slices):
        box = tuple(slice(first, first + count) for first, count in zip(part.start, part.length))
        value[box] = read_part(number)
        if missing is not None:
            missing[box] = False
    if missing is None:
        return value
    masked: npt.NDArray[Any] = np.ma.MaskedArray(value, missing)
    return masked
