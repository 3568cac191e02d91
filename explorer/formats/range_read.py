"""Reading a few runs of a tensor's elements without the rest of it: for looking into what is too large to be read whole.

Only where the elements lie in the file as they are, one behind the other, is this possible. No stored
checksum covers a part of a tensor, so nothing read this way is verified.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from explorer.errors import NoValueError
from explorer.formats.tensor_table import TensorSlice

if TYPE_CHECKING:
    import numpy.typing as npt


@runtime_checkable
class RangeReader(Protocol):
    """What a `CheckpointReader` also is when its format allows for it."""

    def why_not_in_ranges(self, row: int) -> str:
        """Why a tensor cannot be read in part, as the end of a sentence; "" when it can."""

    def read_ranges(self, row: int, ranges: Iterable[tuple[int, int]]) -> Iterator[npt.NDArray[Any]]:
        """Runs of elements in C order, each (first, count): a new flat array for each, not verified.

        Raises:
            NoValueError: it cannot be read in part, or a run lies outside of it.
            CorruptFileError: sizes do not fit, or the file is shorter than the index says.
            MissingFileError, FileAccessError: the data file cannot be read.
        """


def consecutive_parts(
    shape: tuple[int, ...], slices: Sequence[TensorSlice]
) -> tuple[tuple[int, TensorSlice], ...]:
    """(first element in C order, slice) when the slices cut along the first axis only and leave no gap.

    Returns:
        In ascending order; empty when they are cut otherwise or do not fill the tensor.
    """
    if not shape:
        return ()
    width = 1
    for size in shape[1:]:
        width *= size
    found, expected = [], 0
    for part in sorted(slices, key=lambda part: part.start[0] if part.start else 0):
        if len(part.start) != len(shape) or tuple(part.length[1:]) != tuple(shape[1:]):
            return ()
        if any(part.start[1:]) or part.start[0] != expected:
            return ()
        found.append((part.start[0] * width, part))
        expected += part.length[0]
    return tuple(found) if expected == shape[0] else ()


def check_run(start: int, count: int, available: int) -> None:
    """Raise NoValueError unless elements `start : start + count` are among `available`."""
    if start < 0 or count < 0 or start + count > available:
        raise NoValueError(
            f"elements {start} to {start + count} were asked for, the tensor has {available}",
            hint="Reload: the checkpoint may have been written anew.",
        )
