"""Where each vertex of an ordered rank stands: near its neighbours, parents over their children, long links straight.

Each rank in turn takes the places that lie nearest to what its vertices wish, distances kept and
weights regarded: isotonic regression, solved exactly by pooling neighbours in one pass. Ranks are
visited up and down until all agree; one last pass upwards puts every parent over its children.
Source: Best and Chakravarti 1990 (pool adjacent violators).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from explorer.analysis.layered_layout.levels import Levels

EFFORT = 5_000_000  # square of the vertices visited, in all rounds: bounds the time
FEWEST_ROUNDS, MOST_ROUNDS = 4, 80
STILL = 0.3  # pixels: moves that need no further round
STRAIGHT, STIFF, SOFT = 8.0, 2.0, 1.0  # point to point, node to point, node to node
# In the last passes: what should be in line, what may bend for a node, what makes way, what stays.
ALIGN, BEND, YIELD, FIXED = 40.0, 0.2, 0.002, 1e5


def pooled(wish: Sequence[float], weight: Sequence[float], distance: Sequence[float]) -> list[float]:
    """The places nearest to `wish` (weighted squares) with at least `distance[i]` from place i - 1 to i."""
    shifts: list[float] = []
    total = 0.0
    means: list[float] = []
    weights: list[float] = []
    sizes: list[int] = []
    for target, heft, step in zip(wish, weight, distance, strict=True):
        total += step
        shifts.append(total)
        mean, size = target - total, 1
        while means and means[-1] > mean:
            above = weights.pop()
            mean = (means.pop() * above + mean * heft) / (above + heft)
            heft += above
            size += sizes.pop()
        means.append(mean)
        weights.append(heft)
        sizes.append(size)
    places = []
    number = 0
    for mean, size in zip(means, sizes, strict=True):
        for _ in range(size):
            places.append(mean + shifts[number])
            number += 1
    return places


def coordinates(
    levels: Levels, rows: Sequence[Sequence[int]], distance: Callable[[int, int], float]
) -> list[float]:
    """The place of each vertex along its rank; `distance` is the least one between two neighbours."""
    count = levels.count
    place = [0.0] * len(levels.rank)
    steps: list[list[float]] = []
    for row in rows:
        step = [0.0, *(distance(first, second) for first, second in pairwise(row))]
        steps.append(step)
        total = 0.0
        for vertex, gap in zip(row, step, strict=True):
            total += gap
            place[vertex] = total
        for vertex in row:
            place[vertex] -= total / 2
    near: list[list[tuple[int, float]]] = [[] for _ in place]
    heft = [0.0] * len(place)
    leaves = _leaves(levels)
    for vertex, below in enumerate(levels.down):
        for other in below:
            if vertex >= count and other >= count:
                pull = STRAIGHT
            elif vertex >= count or other >= count:
                pull = STIFF
            else:  # small families keep their shape, wide ones give
                pull = SOFT / leaves[other]
            near[vertex].append((other, pull))
            near[other].append((vertex, pull))
            heft[vertex] += pull
            heft[other] += pull

    hefts = [[heft[vertex] or 0.1 for vertex in row] for row in rows]

    def visit(at: int) -> float:
        """Place one rank anew; how far anything moved."""
        row = rows[at]
        wish = []
        for vertex in row:
            if heft[vertex]:
                wish.append(sum([place[other] * pull for other, pull in near[vertex]]) / heft[vertex])
            else:
                wish.append(place[vertex])
        furthest = 0.0
        for vertex, value in zip(row, pooled(wish, hefts[at], steps[at]), strict=True):
            moved = abs(value - place[vertex])
            if moved > furthest:
                furthest = moved
            place[vertex] = value
        return furthest

    upwards, downwards = range(len(rows) - 2, -1, -1), range(1, len(rows))
    _settle(levels, rows, steps, place)
    for _ in range(max(FEWEST_ROUNDS, min(MOST_ROUNDS, EFFORT // max(len(place), 1) ** 2))):
        furthest = max([visit(at) for at in downwards], default=0.0)
        if max([furthest, *(visit(at) for at in upwards)]) < STILL:
            break
    _settle(levels, rows, steps, place)
    _straighten(levels, rows, steps, place)
    return [round(2 * value) / 2 for value in place]


def _leaves(levels: Levels) -> list[int]:
    """How many leaves of the tree are at or below each node."""
    found = [0 if group else 1 for group in levels.children]
    parent = {child: node for node, group in enumerate(levels.children) for child in group}
    for node in reversed(levels.order):
        if node in parent:
            found[parent[node]] += found[node]
    return found


def _settle(
    levels: Levels, rows: Sequence[Sequence[int]], steps: Sequence[Sequence[float]], place: list[float]
) -> None:
    """From the last rank up: parents to the middle of their children, points over the point below."""
    count = levels.count
    ways = _ways(levels)
    in_branch = {
        point
        for stem in levels.stems
        for branch in stem.branches
        if levels.is_leaf[branch[0]]
        for point in branch[1:]
    }
    for at in range(len(rows) - 2, -1, -1):
        row, wish, weight = rows[at], [], []
        for vertex in row:
            if vertex >= count:
                below = levels.down[vertex]
                is_straight = bool(below) and (below[0] >= count or ways.get(below[0]) == vertex)
                wish.append(place[below[0]] if is_straight else place[vertex])
                # Long links make way for nodes; below those that moved, `_straighten` follows.
                weight.append(ALIGN if vertex in in_branch else BEND if is_straight else YIELD)
                continue
            children = [ways.get(child, child) for child in levels.children[vertex]]
            branches = [point for point in levels.down[vertex] if levels.passing[point] == -2]
            if children:
                ends = [place[child] for child in children]
                wish.append((min(ends) + max(ends)) / 2)
                weight.append(4.0 + len(ends))
            elif branches and levels.is_leaf[vertex]:
                wish.append(sum(place[branch] for branch in branches) / len(branches))
                weight.append(ALIGN)
            else:
                wish.append(place[vertex])
                weight.append(YIELD)
        for vertex, value in zip(row, pooled(wish, weight, steps[at]), strict=True):
            place[vertex] = value


def _straighten(
    levels: Levels, rows: Sequence[Sequence[int]], steps: Sequence[Sequence[float]], place: list[float]
) -> None:
    """From the first rank down: points under the point above where nodes leave room; nodes stay."""
    count = levels.count
    for at in range(1, len(rows)):
        row = rows[at]
        wish, weight = [], []
        for vertex in row:
            above = levels.up[vertex][0] if vertex >= count else -1
            in_line = above >= count or (above >= 0 and levels.is_leaf[above])
            wish.append(place[above if in_line else vertex])
            weight.append(1.0 if vertex >= count else FIXED)
        for vertex, value in zip(row, pooled(wish, weight, steps[at]), strict=True):
            place[vertex] = value


def _ways(levels: Levels) -> dict[int, int]:
    """For a tree child far below its parent: the point nearest to the parent on the way there."""
    ways: dict[int, int] = {}
    for chain in levels.chain:
        if len(chain) > 2 and chain[-1] not in ways and chain[-1] in levels.children[chain[0]]:
            ways[chain[-1]] = chain[1]
    return ways
