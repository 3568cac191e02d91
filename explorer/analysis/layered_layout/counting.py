"""How many joints cross between ordered ranks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from explorer.analysis.layered_layout.levels import Levels


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
    if len(ends) <= 1_500:
        return int(np.count_nonzero(np.triu(column[:, None] > column[None, :], 1)))
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
