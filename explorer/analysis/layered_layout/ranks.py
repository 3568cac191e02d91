"""Which rank each node of a directed graph belongs to: every link leads downwards, links are short.

Links within a strongly connected component that lead back in the drawing tree's order are turned
round first; that leaves no circle and turns no tree link. Ranks are longest paths from above, then
nodes and what hangs on them tightly move to where links are shorter. Nothing recurses.
"""

from __future__ import annotations

from collections.abc import Sequence

ROUNDS = 6
LARGEST_GROUP = 60  # nodes that move together


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


def ranks(count: int, ends: Sequence[tuple[int, int]], lengths: Sequence[int]) -> list[int]:
    """The rank of each node, links given as (upper, lower) without circles; each at least `lengths` long."""
    down: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    up: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    missing = [0] * count
    for (upper, lower), length in zip(ends, lengths, strict=True):
        down[upper].append((lower, length))
        up[lower].append((upper, length))
        missing[lower] += 1
    rank = [0] * count
    sequence = [node for node in range(count) if not missing[node]]
    for node in sequence:
        below = rank[node]
        for lower, length in down[node]:
            if below + length > rank[lower]:
                rank[lower] = below + length
            missing[lower] -= 1
            if not missing[lower]:
                sequence.append(lower)
    if len(ends) < count or not rank:
        return rank
    return _shortened(rank, down, up)


def _shortened(
    rank: list[int],
    down: list[list[tuple[int, int]]],
    up: list[list[tuple[int, int]]],
) -> list[int]:
    """Move groups of nodes while that makes links shorter, all in all.

    A group is a node with all that its links hold tightly on one side: what must move along for it to move at all.
    """
    count = len(rank)
    for _ in range(ROUNDS):
        moved = False
        for node in sorted(range(count), key=rank.__getitem__, reverse=True):
            moved |= _move(node, rank, down, up, 1)
        for node in sorted(range(count), key=rank.__getitem__):
            moved |= _move(node, rank, up, down, -1)
        if not moved:
            break
    lowest = min(rank)
    return [value - lowest for value in rank]


def _move(
    node: int,
    rank: list[int],
    ahead: list[list[tuple[int, int]]],
    behind: list[list[tuple[int, int]]],
    way: int,
) -> bool:
    """Move a node and what is tight ahead of it, if its links pull that way; `way` 1: downwards."""
    group = [node]
    inside = {node}
    for member in group:
        for other, length in ahead[member]:
            if other not in inside and (rank[other] - rank[member]) * way == length:
                inside.add(other)
                group.append(other)
        if len(group) > LARGEST_GROUP:
            return False
    pull = 0
    room = -1
    for member in group:
        for other, length in ahead[member]:
            if other not in inside:
                pull += 1
                slack = (rank[other] - rank[member]) * way - length
                room = slack if room < 0 or slack < room else room
        for other, _ in behind[member]:
            if other not in inside:
                pull -= 1
    if pull <= 0 or room <= 0:
        return False
    for member in group:
        rank[member] += way * room
    return True
