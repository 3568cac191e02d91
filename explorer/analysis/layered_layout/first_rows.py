"""The orders a layered drawing starts from: depth first along the tree, siblings as the file or an earlier drawing has them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from explorer.analysis.layered_layout.levels import Levels


def known_order(levels: Levels, known: Sequence[float]) -> list[list[int]]:
    """Children by their earlier places; a new one stays behind the sibling before it."""
    result = []
    for group in levels.children:
        keyed, last = [], -math.inf
        for number, node in enumerate(group):
            last = known[node] if known[node] == known[node] else last
            keyed.append((last, number, node))
        keyed.sort()
        result.append([node for _, _, node in keyed])
    return result


def first_rows(levels: Levels, children: Sequence[Sequence[int]], start: int) -> list[list[int]]:
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
                v
                for v in levels.down[vertex]
                if v >= levels.count or way.get(v, v) == _first_point(levels, vertex)
            ]
        waiting.extend(reversed(following))
    for vertex, was_seen in enumerate(seen):
        if not was_seen:
            rows[levels.rank[vertex]].append(vertex)
    return rows


def _first_point(levels: Levels, point: int) -> int:
    """The first point of the link a point belongs to."""
    link = levels.passing[point]
    return levels.chain[link][1] if link >= 0 else -1
