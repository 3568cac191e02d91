"""Gather the statistics of one tensor chunk by chunk; what was gathered apart can be merged.

One accumulator for each way a number can be counted: by its whole bit pattern (at most 16 bits),
by log buckets of its float bits, or by distinct integers while they are few.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from explorer.analysis.float_counts import ComplexAccumulator, FloatAccumulator
from explorer.analysis.integer_counts import IntegerAccumulator
from explorer.analysis.packing import Packed
from explorer.analysis.pattern_counts import PatternAccumulator
from explorer.analysis.value_counts import TensorStatistics


class Accumulator(Protocol):
    """Gathers values of one dtype; `merge` takes another one of the same dtype."""

    count: int

    def add(self, values: npt.NDArray[Any]) -> None:
        """Add a flat, native array."""

    def merge(self, other: Any) -> None:
        """Add what another accumulator of the same dtype gathered."""

    def packed(self) -> Packed:
        """Everything gathered: plain numbers and texts by name, and flat columns of 8-byte numbers."""

    def unpack(self, packed: Packed) -> None:
        """Become what another accumulator of the same dtype packed.

        Raises:
            KeyError, TypeError, ValueError: it is nothing that `packed` could have given.
        """

    def statistics(self, key: str) -> TensorStatistics:
        """What is known of everything added."""


def accumulator_for(dtype: np.dtype[Any]) -> Accumulator:
    """The accumulator that fits a numpy dtype (ml_dtypes' too).

    Raises:
        TypeError: elements of this dtype are no numbers.
    """
    if dtype.kind == "c":
        return ComplexAccumulator(np.float32 if dtype.itemsize == 8 else np.float64)
    if dtype.kind in "iu" and dtype.itemsize > 2:
        return IntegerAccumulator()
    if dtype.kind == "f" and dtype.itemsize in (4, 8):
        return FloatAccumulator(np.float32 if dtype.itemsize == 4 else np.float64)
    if dtype.kind in "biufV" and dtype.itemsize <= 2 and dtype.names is None:
        return PatternAccumulator(dtype)
    raise TypeError(f"values of dtype {dtype} are no numbers")
