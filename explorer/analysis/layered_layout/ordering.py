"""The order of vertices within their ranks: few crossings, and where it costs none the order known before.

Depth first along the tree first: most object graphs come out without a crossing. Where they do not, several
starts (of the tree, and by chance with a fixed seed) are swept by barycentres, and in the best results every
vertex with crossings moves to the best place among its neighbours, both ranks beside it seen at once. How many
crossings two vertices make in either order is one matrix product for a rank, so a move costs a look along a
row. How many starts and sweeps there are depends on the size of the graph alone: the answer is always the same.
Sources: Sugiyama, Tagawa and Toda 1981 (barycentres); Matuszewski, Schoenfeld and Molitor 1999 (sifting).
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from explorer.analysis.layered_layout.counting import crossings
from explorer.analysis.layered_layout.first_rows import first_rows, known_order
from explorer.analysis.layered_layout.levels import Levels
from explorer.analysis.layered_layout.stored_order import in_stored_order

Matrix = npt.NDArray[np.float32]
EFFORT = 4_500  # vertices seen by all starts together: bounds the time
FEWEST_STARTS, MOST_STARTS = 4, 12
SWEEPS, UNCOUNTED = 6, 2  # the first ones only spread what the start knows
SIFTED = 3  # best results that are worked on further
AGAIN = 2  # times the best one is swept once more
KEPT_FOR = 1.1  # times the fewest crossings, and an earlier order stays


def ordered_rows(levels: Levels, known: Sequence[float] | None = None) -> tuple[list[list[int]], int]:
    """Vertices of each rank in order, and how many crossings that leaves.

    `known[node]`: an earlier place of it along its rank, NaN for new ones; siblings start in that order.
    """
    children = known_order(levels, known) if known is not None else levels.children
    starts = []
    for variant in range(3):
        rows = first_rows(levels, children, variant)
        count = crossings(levels, rows)
        if not count:
            return rows, 0
        starts.append((count, variant, rows))
    starts.sort()
    count, _, kept = starts[0]
    kept = [list(row) for row in kept]
    kept, kept_count = _sifted(levels, kept, count)
    chance = random.Random(0)
    how_many = max(FEWEST_STARTS, min(MOST_STARTS, EFFORT // len(levels.rank)))
    found = [(kept_count, -1, kept)]
    for number in range(how_many):
        if number < 2:
            rows = [list(row) for row in starts[number][2]]
        else:
            rows = [list(row) for row in starts[number % 2][2]]
            for row in rows:
                chance.shuffle(row)
        swept, count = _swept(levels, rows, downwards=number % 2 == 0)
        found.append((count, number, swept))
    found.sort()
    best, fewest = kept, kept_count
    for count, number, rows in found[:SIFTED]:
        if number >= 0:
            rows, count = _sifted(levels, rows, count)
        if count < fewest:
            best, fewest = rows, count
    for number in range(AGAIN):
        rows, count = _swept(levels, [list(row) for row in best], downwards=number % 2 == 0)
        rows, count = _sifted(levels, rows, count)
        if count < fewest:
            best, fewest = rows, count
    if known is not None and kept_count <= KEPT_FOR * fewest:
        best, fewest = kept, kept_count
    ordered = in_stored_order(levels, best, children)
    return ordered, min(fewest, crossings(levels, ordered))


def _sifted(levels: Levels, rows: list[list[int]], count: int) -> tuple[list[list[int]], int]:
    """Moves of single vertices until none helps."""
    for _ in range(6):
        if not _sift(levels, rows):
            break
    return rows, min(count, crossings(levels, rows))


def _swept(levels: Levels, rows: list[list[int]], *, downwards: bool) -> tuple[list[list[int]], int]:
    """The best orders met while sweeping down and up."""
    best, fewest = rows, -1
    place, wish = [0] * len(levels.rank), [0.0] * len(levels.rank)
    for row in rows:
        for number, vertex in enumerate(row):
            place[vertex] = number
    for turn in range(SWEEPS):
        down = (turn % 2 == 0) == downwards
        beside = levels.up if down else levels.down
        for at in range(1, len(rows)) if down else range(len(rows) - 2, -1, -1):
            row = rows[at]
            free = []
            for vertex in row:
                others = beside[vertex]
                if not others:
                    continue
                free.append(vertex)
                if len(others) == 1:
                    wish[vertex] = place[others[0]]
                else:
                    wish[vertex] = sum([place[other] for other in others]) / len(others)
            free.sort(key=wish.__getitem__)
            if len(free) < len(row):  # those without neighbours there keep their places
                ranked = iter(free)
                free = [next(ranked) if beside[vertex] else vertex for vertex in row]
            rows[at] = free
            for number, vertex in enumerate(free):
                place[vertex] = number
        if turn < UNCOUNTED:
            continue
        count = crossings(levels, rows)
        if fewest < 0 or count < fewest:
            best, fewest = list(rows), count
    return best, fewest


def _cost(levels: Levels, rows: list[list[int]], at: int) -> Matrix:
    """[row, row]: crossings of two vertices of a rank if the first stands before the second."""
    row = rows[at]
    cost = np.zeros((len(row), len(row)), np.float32)
    for beside, other in ((levels.up, at - 1), (levels.down, at + 1)):
        if not 0 <= other < len(rows):
            continue
        place = {vertex: number for number, vertex in enumerate(rows[other])}
        joined = np.zeros((len(row), len(rows[other])), np.float32)
        for number, vertex in enumerate(row):
            for neighbour in beside[vertex]:
                joined[number, place[neighbour]] += 1
        before = np.cumsum(joined, axis=1) - joined
        cost += joined @ before.T
    return cost


def _sift(levels: Levels, rows: list[list[int]]) -> bool:
    """Move every vertex with crossings to its best place in its rank; whether anything moved for the better."""
    better = False
    for at in range(len(rows)):
        row = rows[at]
        if len(row) < 2:
            continue
        cost = _cost(levels, rows, at)
        upper = np.triu(cost, 1)
        blame = upper.sum(0) + upper.sum(1)
        if not blame.any():
            continue
        gain = cost - cost.T  # [other, vertex] what moving the vertex from after to before the other saves
        order = np.arange(len(row))
        # What each vertex would win by its best move alone; only those that win something are tried in turn.
        run = np.zeros((len(row) + 1, len(row)), np.float32)
        np.cumsum(gain, axis=0, out=run[1:])
        wins = run[order, order] - run.min(0)
        moved = False
        for vertex in np.argsort(-wins, kind="stable")[: int(np.count_nonzero(wins > 0.5))].tolist():
            position = int(np.flatnonzero(order == vertex)[0])
            # Crossings with all others by place, up to a constant: passing one more to the right adds its gain.
            column = np.zeros(len(order) + 1, np.float32)
            np.cumsum(gain[order, vertex], out=column[1:])
            lowest = float(column.min())
            if lowest < column[position] - 0.5:
                places = np.flatnonzero(column == lowest)
                target = int(places[np.argmin(np.abs(places - position))])
                listed = order.tolist()
                del listed[position]
                listed.insert(target - (target > position), vertex)
                order = np.array(listed)
                moved = True
        if moved:
            better = True
            rows[at] = [row[number] for number in order.tolist()]
    return better
