"""What the pages of the values view show: a tensor's values, the older step's beside them, and the slice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from explorer.analysis.sampling_axes import axis_label
from explorer.analysis.sampling_slices import SliceChoice
from explorer.analysis.sampling_values import DifferenceValues, TensorValues

NEWER, DIFFERENCE, SIDE = "newer", "difference", "side by side"


@dataclass(frozen=True, eq=False)
class Subject:
    """One slice of one tensor. `older` is None where it cannot be compared; `layer` is NEWER then."""

    key: str
    dtype: str
    choice: SliceChoice
    names: tuple[str, ...]  # of the axes, empty where unknown
    newer: TensorValues
    older: TensorValues | None
    layer: str
    part: str  # of complex values
    labels: tuple[str, str]  # "step 20", "step 10"
    keeps_place: bool  # another step of what was shown before: zoom and selection stay

    @cached_property
    def difference(self) -> TensorValues | None:
        """Newer minus older."""
        return None if self.older is None else DifferenceValues(self.newer, self.older)

    @property
    def values(self) -> TensorValues:
        """What is in front."""
        return self.difference if self.layer == DIFFERENCE and self.difference is not None else self.newer

    @property
    def is_difference(self) -> bool:
        """Whether the numbers in front are differences."""
        return self.layer == DIFFERENCE and self.older is not None

    @property
    def layers(self) -> tuple[tuple[str, TensorValues], ...]:
        """(title, values) of the pictures, one or three."""
        newer, older = self.labels
        if self.layer == SIDE and self.older is not None and self.difference is not None:
            return ((newer, self.newer), (older, self.older), (f"{newer} − {older}", self.difference))
        return ((f"{newer} − {older}", self.values),) if self.is_difference else ((newer, self.values),)

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of the slice."""
        return self.choice.size(self.newer.shape)

    @property
    def is_vector(self) -> bool:
        """Whether the tensor has one axis only."""
        return len(self.newer.shape) == 1

    @property
    def row_name(self) -> str:
        """What the rows are called."""
        return axis_label(self.names, self.choice.rows)

    @property
    def column_name(self) -> str:
        """What the columns are called."""
        return axis_label(self.names, self.choice.columns)
