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
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from explorer.analysis.layered_layout.levels import Levels

Matrix = npt.NDArray[np.float32]
EFFORT = 4_500  # vertices seen by all starts together: bounds the time
FEWEST_STARTS, MOST_STARTS = 4, 12
SWEEPS = 6
SIFTED = 3  # best results that are worked on further
AGAIN = 2  # times the best one is swept once more
KEPT_FOR = 1.1  # times the fewest crossings, and an earlier order stays


def crossings(levels: Levels, rows: Sequence[Sequence[int]]) -> int:
    """How many pairs of joints cross, all ranks together."""
    total = 0
    place = [0] * len(levels.rank)
    for upper, lower in pairwise(rows):
        for number, vertex in enumerate(lower):
            place[vertex] = number
        ends: list[int] = []
        for vertex in upper:
            below = levels.down[vertex]
            if len(below) == 1:
                ends.append(place[below[0]])
            else:
                ends += sorted([place[other] for other in below])
        total += _inversions(ends)
    return total


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


def ordered_rows(levels: Levels, known: Sequence[float] | None = None) -> tuple[list[list[int]], int]:
    """Vertices of each rank in order, and how many crossings that leaves.

    `known[node]`: an earlier place of it along its rank, NaN for new ones; siblings start in that order.
    """
    children = _known_order(levels, known) if known is not None else levels.children
    starts = []
    for variant in range(3):
        rows = _first_rows(levels, children, variant)
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
        return kept, kept_count
    return best, fewest


def _sifted(levels: Levels, rows: list[list[int]], count: int) -> tuple[list[list[int]], int]:
    """Moves of single vertices until none helps."""
    for _ in range(6):
        if not _sift(levels, rows):
            break
    return rows, min(count, crossings(levels, rows))


def _known_order(levels: Levels, known: Sequence[float]) -> list[list[int]]:
    """Children by their earlier places; a new one stays behind the sibling before it."""
    result = []
    for group in levels.children:
        keyed, last = [], -np.inf
        for number, node in enumerate(group):
            last = known[node] if known[node] == known[node] else last
            keyed.append((last, number, node))
        keyed.sort()
        result.append([node for _, _, node in keyed])
    return result


def _first_rows(levels: Levels, children: Sequence[Sequence[int]], start: int) -> list[list[int]]:
    """Depth first along tree and points: a tree comes out without crossings.

    Where the points of further links go: beside the tree children on the side their other end is (0),
    behind them (1), before them (2).
    """
    place = [0] * levels.count
    for number, node in enumerate(levels.order):
        place[node] = number
    is_child = [False] * len(levels.rank)
    for group in children:
        for node in group:
            is_child[node] = True
    ahead: list[list[int]] = [[] for _ in range(levels.count)]
    behind: list[list[int]] = [[] for _ in range(levels.count)]
    way: dict[int, int] = {}  # tree child -> first point on the way to it
    for chain in levels.chain:
        if len(chain) < 2:
            continue
        upper, lower = chain[0], chain[-1]
        if lower in way or lower not in children[upper]:
            if len(chain) > 2:
                left = place[lower] < place[upper] if start == 0 else start == 2
                (ahead if left else behind)[upper].append(chain[1])
        else:
            way[lower] = chain[1]
    for stem in levels.stems:
        origin = stem.stem[0]
        to_left = sum(place[branch[0]] < place[origin] for branch in stem.branches) * 2 > len(stem.branches)
        left = to_left if start == 0 else start == 2
        (ahead if left else behind)[origin].append(stem.stem[1])
        for branch in stem.branches:
            behind[branch[0]].append(branch[1])
    rows: list[list[int]] = [[] for _ in range(max(levels.rank, default=-1) + 1)]
    seen = [False] * len(levels.rank)
    waiting = [node for node in reversed(levels.order) if not is_child[node]]
    while waiting:
        vertex = waiting.pop()
        if seen[vertex]:
            continue
        seen[vertex] = True
        rows[levels.rank[vertex]].append(vertex)
        if vertex < levels.count:
            following = ahead[vertex] + [way.get(c, c) for c in children[vertex]] + behind[vertex]
        else:
            following = [
                v for v in levels.down[vertex] if v >= levels.count or way.get(v, v) == _first(levels, vertex)
            ]
        waiting.extend(reversed(following))
    for vertex, was_seen in enumerate(seen):
        if not was_seen:
            rows[levels.rank[vertex]].append(vertex)
    return rows


def _first(levels: Levels, point: int) -> int:
    """The first point of the link a point belongs to."""
    link = levels.passing[point]
    return levels.chain[link][1] if link >= 0 else -1


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
