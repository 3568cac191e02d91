"""The dtypes and shapes on both sides of a comparison: few distinct ones, and which of them each row has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from explorer.formats.dtypes import data_type
from explorer.report.numbers import format_shape

if TYPE_CHECKING:
    from explorer.analysis.diff import Side
    from explorer.formats.tensor_table import TensorTable


class SideKinds:
    """One side: `distinct` kinds, None for a row that is not there, and `codes` [n], the kind of each row."""

    def __init__(self, table: TensorTable, rows: npt.NDArray[np.intp]) -> None:
        from explorer.analysis.diff import Side  # late: not needed before the view is

        width = max(len(table.shapes), 1)
        kinds = np.append(np.asarray(table.dtype, np.int64) * width + table.shape_id, -1)[rows]
        distinct, codes = np.unique(kinds, return_inverse=True)
        self.distinct: list[Side | None] = [
            None if kind < 0 else Side(data_type(kind // width).name, table.shapes[kind % width])
            for kind in distinct.tolist()
        ]
        self.codes = codes.astype(np.int32).reshape(-1)

    def searched(self) -> list[str]:
        """What the filter looks through, for each distinct kind."""
        return [
            "" if side is None else f"{side.dtype} {format_shape(side.shape).replace(' ', '')}"
            for side in self.distinct
        ]

    def longest(self) -> int:
        """How many characters the widest cell needs."""
        return max(
            (len(format_shape(side.shape)) if side else len("not there") for side in self.distinct), default=4
        )
