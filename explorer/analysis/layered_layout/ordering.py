"""The order of vertices within their ranks: few crossings, and where it costs none the order known before.

Sweeps by barycentres find good orders from afar; then every vertex with crossings moves to the best
place among its neighbours, both ranks beside it seen at once. How many crossings two vertices make in
either order is one matrix product for a rank, so a move costs a look along a row. Several starts; the
number of rounds depends on the size of the graph alone, so the answer is always the same.
Sources: Sugiyama, Tagawa and Toda 1981 (barycentres); Matuszewski, Schoenfeld and Molitor 1999 (sifting).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from explorer.analysis.layered_layout.levels import Levels

Matrix = npt.NDArray[np.float32]
EFFORT = 2_400  # vertices looked at by all rounds together: bounds the time
MOST_ROUNDS = 14


def crossings(levels: Levels, rows: Sequence[Sequence[int]]) -> int:
    """How many pairs of joints cross, all ranks together."""
    total = 0
    for upper, lower in pairwise(rows):
        place = {vertex: number for number, vertex in enumerate(lower)}
        ends: list[int] = []
        for vertex in upper:
            ends += sorted(place[other] for other in levels.down[vertex])
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
    total, size = 0, len(ends)
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
    assert size
    return total


def ordered_rows(levels: Levels, known: Sequence[float] | None = None) -> tuple[list[list[int]], int]:
    """Vertices of each rank in order, and how many crossings that leaves.

    `known[node]`: an earlier place of it along its rank, NaN for new ones; siblings start in that order.
    """
    children = _known_order(levels, known) if known is not None else levels.children
    best: list[list[int]] = []
    fewest = -1
    for start in range(3):
        rows = _first_rows(levels, children, start)
        count = crossings(levels, rows)
        if fewest < 0 or count < fewest:
            best, fewest = rows, count
        if not fewest:
            return best, 0
    starts = [_first_rows(levels, children, start) for start in range(3)]
    starts.sort(key=lambda rows: crossings(levels, rows))
    vertices = len(levels.rank)
    rounds = max(2, min(MOST_ROUNDS, EFFORT // max(vertices, 1)))
    for number, rows in enumerate(starts[: 2 if vertices > 300 else 3]):
        rows, count = _improved(levels, rows, rounds, number)
        if count < fewest:
            best, fewest = rows, count
        if not fewest:
            break
    return best, fewest


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
        (ahead if start == 2 else behind)[stem.stem[0]].append(stem.stem[1])
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


def _improved(levels: Levels, rows: list[list[int]], rounds: int, number: int) -> tuple[list[list[int]], int]:
    best, fewest = rows, crossings(levels, rows)
    rows = [list(row) for row in rows]
    idle = 0
    for turn in range(rounds):
        if turn or number:
            _sweep(levels, rows, downwards=(turn + number) % 2 == 0)
        for _ in range(3):
            if not _sift(levels, rows):
                break
        count = crossings(levels, rows)
        if count < fewest:
            best, fewest, idle = [list(row) for row in rows], count, 0
        else:
            idle += 1
        if not fewest or idle >= 4:
            break
    return best, fewest


def _sweep(levels: Levels, rows: list[list[int]], *, downwards: bool) -> None:
    """Order rank after rank by the mean place of the neighbours in the rank before."""
    beside = levels.up if downwards else levels.down
    sequence = range(1, len(rows)) if downwards else range(len(rows) - 2, -1, -1)
    for at in sequence:
        before = rows[at - 1] if downwards else rows[at + 1]
        place = {vertex: float(number) for number, vertex in enumerate(before)}
        row = rows[at]
        keyed = []
        for vertex in row:
            others = beside[vertex]
            if others:
                keyed.append(sum(place[other] for other in others) / len(others))
        ranked = iter(
            [
                v
                for _, _, v in sorted(
                    zip(keyed, range(len(keyed)), [v for v in row if beside[v]], strict=True)
                )
            ]
        )
        rows[at] = [next(ranked) if beside[vertex] else vertex for vertex in row]


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
        moved = False
        for vertex in np.flatnonzero(blame).tolist():
            position = int(np.flatnonzero(order == vertex)[0])
            rest = np.delete(order, position)
            # Crossings with all others by place, up to a constant: passing one more to the right adds its gain.
            run = np.concatenate(([0.0], np.cumsum(gain[rest, vertex])))
            lowest = float(run.min())
            if lowest < run[position] - 0.5:
                places = np.flatnonzero(run == lowest)
                target = int(places[np.argmin(np.abs(places - position))])
                order = np.insert(rest, target, vertex)
                moved = True
        if moved:
            better = True
            rows[at] = [row[number] for number in order.tolist()]
    return better
