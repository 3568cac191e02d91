"""The assignment of greatest total score between two sides, by shortest augmenting paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

_EXACT_UP_TO = 200  # of the smaller side: beyond, pairs are taken by descending score


def best_assignment(score: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
    """Pairs (i, j) that use each row and column of `score` [n, m] at most once; min(n, m) of them.

    What is best for both its row and its column is paired at once; the rest is solved exactly, or
    greedily where it is large.
    """
    pairs: list[tuple[int, int]] = []
    rows, columns = np.arange(score.shape[0]), np.arange(score.shape[1])
    while len(rows) and len(columns):
        part = score[np.ix_(rows, columns)]
        if min(part.shape) <= _EXACT_UP_TO:
            pairs += [(int(rows[i]), int(columns[j])) for i, j in _exact(part)]
            break
        of_row, of_column = part.argmax(1), part.argmax(0)
        mutual = np.flatnonzero(of_column[of_row] == np.arange(len(rows)))
        pairs += [(int(rows[i]), int(columns[of_row[i]])) for i in mutual]
        columns = np.delete(columns, of_row[mutual])
        rows = np.delete(rows, mutual)
    return sorted(pairs)


def _exact(score: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
    """Jonker and Volgenant's augmentation, one row at a time. At most _EXACT_UP_TO rows (or columns)."""
    if score.shape[0] > score.shape[1]:
        return [(i, j) for j, i in _exact(score.T)]
    count, width = score.shape
    cost = score.max(initial=0.0) - score
    row_price, column_price = np.zeros(count), np.zeros(width)
    row_of = np.full(width, -1)
    for start in range(count):
        free = int(np.argmin(cost[start] - column_price))
        if row_of[free] < 0:  # nobody competes: the usual case
            row_price[start] = cost[start, free] - column_price[free]
            row_of[free] = start
            continue
        distance = np.full(width, np.inf)
        before = np.full(width, -1)
        done = np.zeros(width, bool)
        row, column, reached = start, -1, 0.0
        while True:
            reduced = reached + cost[row] - row_price[row] - column_price
            better = ~done & (reduced < distance)
            distance[better], before[better] = reduced[better], column
            column = int(np.argmin(np.where(done, np.inf, distance)))
            reached = float(distance[column])
            done[column] = True
            if row_of[column] < 0:
                break
            row = int(row_of[column])
        scanned = np.flatnonzero(done)
        gain = reached - distance[scanned]
        owners = row_of[scanned]
        held = owners >= 0
        row_price[owners[held]] += gain[held]
        column_price[scanned] -= gain
        while column >= 0:
            previous = int(before[column])
            row_of[column] = row_of[previous] if previous >= 0 else start
            column = previous
        row_price[start] = cost[start, row_of == start][0] - column_price[row_of == start][0]
    return [(int(row), column) for column, row in enumerate(row_of) if row >= 0]
