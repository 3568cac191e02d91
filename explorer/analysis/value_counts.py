"""What is known of one tensor's values: the records that statistics hand out."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from explorer.showing import Shown


@dataclass(frozen=True, eq=False)
class ValueCounts:
    """How many finite elements lie in each of b adjacent value ranges, exactly; empty ranges left out.

    Range i holds the values v with lower[i] <= v <= upper[i]; ranges ascend and do not overlap.
    For floats of at most 16 bits, integers of few values and bool, lower == upper: each value on
    its own. The first lower is the least value there is, the last upper the largest.
    """

    lower: npt.NDArray[np.float64]  # [b]
    upper: npt.NDArray[np.float64]  # [b]
    count: npt.NDArray[np.int64]  # [b]

    def __post_init__(self) -> None:
        for column in (self.lower, self.upper, self.count):
            column.setflags(write=False)

    def __len__(self) -> int:
        return len(self.count)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ValueCounts) and all(
            np.array_equal(mine, its)
            for mine, its in (
                (self.lower, other.lower),
                (self.upper, other.upper),
                (self.count, other.count),
            )
        )

    @property
    def total(self) -> int:
        """How many elements are counted."""
        return int(self.count.sum())

    @property
    def is_exact(self) -> bool:
        """Whether every range is one single value."""
        return bool(np.array_equal(self.lower, self.upper))


@dataclass(frozen=True)
class TensorStatistics(Shown):
    """Statistics over the finite elements; None where there are none. std is the population's.

    Complex: of the absolute value. bool: 0 and 1. Strings, variants: `count` alone, the rest None/0.
    min and max are exact: Python integers for integer dtypes. std, l1 and l2 are None too where
    the sum (of squares, for std and l2) is beyond float64's range, as numpy's would be; squares too
    small for float64 count as 0. Integers past 2**53 enter mean, std, l1 and l2 as the nearest float64.
    `zero` counts -0.0 as well. `denormal` is judged in the stored dtype (of a complex number: the
    absolute value against the smallest normal number of its components).
    """

    key: str
    count: int
    finite: int
    nan: int
    posinf: int
    neginf: int
    zero: int
    denormal: int
    min: float | int | None
    max: float | int | None
    mean: float | None
    std: float | None
    l1: float | None
    l2: float | None
    values: ValueCounts | None = field(repr=False)
