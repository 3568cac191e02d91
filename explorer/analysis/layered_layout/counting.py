"""How many joints cross between ordered ranks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from explorer.analysis.layered_layout.levels import Levels

FEW_ENDS = 1_500  # so many are compared all with all, in 2 MB


def crossings(levels: Levels, rows: Sequence[Sequence[int]]) -> int:
    """How many pairs of joints cross, all ranks together."""
    return sum([crossings_between(levels, upper, lower) for upper, lower in pairwise(rows)])


def crossings_between(levels: Levels, upper: Sequence[int], lower: Sequence[int]) -> int:
    """How many pairs of joints between two ranks cross."""
    place = {vertex: number for number, vertex in enumerate(lower)}
    ends: list[int] = []
    for vertex in upper:
        below = levels.down[vertex]
        if len(below) == 1:
            ends.append(place[below[0]])
        else:
            ends += sorted([place[other] for other in below])
    return _inversions(ends)


def _inversions(ends: list[int]) -> int:
    if len(ends) < 2:
        return 0
    column = np.array(ends, np.int32)
    if (column[1:] >= column[:-1]).all():
        return 0
    if len(ends) <= FEW_ENDS:
        return int(np.count_nonzero((column[:, None] > column) & _earlier()[: len(ends), : len(ends)]))
    total = 0
    counts = [0] * (int(column.max()) + 2)
    for seen, end in enumerate(ends):  # a Fenwick tree over the lower places
        position, smaller = end + 1, 0
        while position:
            smaller += counts[position]
            position &= position - 1
        total += seen - smaller
        position = end + 1
        while position < len(counts):
            counts[position] += 1
            position += position & -position
    return total


@cache
def _earlier() -> npt.NDArray[np.bool_]:
    """Bool [FEW_ENDS, FEW_ENDS]: whether the row comes before the column; made anew it costs more than to count."""
    return np.triu(np.ones((FEW_ENDS, FEW_ENDS), np.bool_), 1)
