"""Which rank each node of a directed graph belongs to: every link leads downwards, links are short.

Links within a strongly connected component that lead back in the drawing tree's order are turned
round first; that leaves no circle and turns no tree link. Ranks are longest paths from above, then
single nodes move to where their links are shorter. Nothing recurses.
"""

from __future__ import annotations

from collections.abc import Sequence


def tree_order(count: int, children: Sequence[Sequence[int]], is_child: Sequence[bool]) -> list[int]:
    """Nodes by depth first search along `children` from those that are nobody's child."""
    order: list[int] = []
    waiting = [node for node in range(count - 1, -1, -1) if not is_child[node]]
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting.extend(reversed(children[node]))
    return order


def components(count: int, successors: Sequence[Sequence[int]]) -> list[int]:
    """The strongly connected component of each node (Tarjan, with a stack of its own)."""
    number, low, component = [-1] * count, [0] * count, [-1] * count
    next_child = [0] * count
    path: list[int] = []
    clock = found = 0
    for start in range(count):
        if number[start] >= 0:
            continue
        work = [start]
        while work:
            node = work[-1]
            if number[node] < 0:
                number[node] = low[node] = clock
                clock += 1
                path.append(node)
            following = successors[node]
            while next_child[node] < len(following):
                other = following[next_child[node]]
                if number[other] < 0:
                    work.append(other)
                    break
                if component[other] < 0 and low[other] < low[node]:
                    low[node] = low[other]
                next_child[node] += 1
            else:
                work.pop()
                if low[node] == number[node]:
                    while True:
                        member = path.pop()
                        component[member] = found
                        if member == node:
                            break
                    found += 1
    return component


def downward(
    count: int, ends: Sequence[tuple[int, int]], is_tree: Sequence[bool], order: Sequence[int]
) -> list[bool]:
    """Which links to draw upside down so that no circle is left."""
    if all(is_tree):
        return [False] * len(ends)
    successors: list[list[int]] = [[] for _ in range(count)]
    for upper, lower in ends:
        successors[upper].append(lower)
    component = components(count, successors)
    place = [0] * count
    for number, node in enumerate(order):
        place[node] = number
    return [component[upper] == component[lower] and place[upper] >= place[lower] for upper, lower in ends]


def ranks(
    count: int, ends: Sequence[tuple[int, int]], lengths: Sequence[int], weights: Sequence[int]
) -> list[int]:
    """The rank of each node, links given as (upper, lower) without circles; each at least `lengths` long."""
    down: list[list[tuple[int, int, int]]] = [[] for _ in range(count)]
    up: list[list[tuple[int, int, int]]] = [[] for _ in range(count)]
    missing = [0] * count
    for (upper, lower), length, weight in zip(ends, lengths, weights, strict=True):
        down[upper].append((lower, length, weight))
        up[lower].append((upper, length, weight))
        missing[lower] += 1
    rank = [0] * count
    sequence = [node for node in range(count) if not missing[node]]
    for node in sequence:
        below = rank[node]
        for lower, length, _ in down[node]:
            if below + length > rank[lower]:
                rank[lower] = below + length
            missing[lower] -= 1
            if not missing[lower]:
                sequence.append(lower)
    if len(ends) < count:
        return rank
    for _ in range(8):  # longer links than needed: move nodes that pull more downwards than upwards
        moved = False
        for node in reversed(sequence):
            if not down[node]:
                continue
            room = min(rank[lower] - length for lower, length, _ in down[node]) - rank[node]
            pull = sum(w for _, _, w in down[node]) - sum(w for _, _, w in up[node])
            if room > 0 and pull > 0 and up[node]:
                rank[node] += room
                moved = True
        for node in sequence:
            if not up[node]:
                continue
            room = rank[node] - max(rank[upper] + length for upper, length, _ in up[node])
            pull = sum(w for _, _, w in up[node]) - sum(w for _, _, w in down[node])
            if room > 0 and pull > 0:
                rank[node] -= room
                moved = True
        if not moved:
            break
    return rank
