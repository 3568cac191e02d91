"""The graph cut at its ranks: nodes, and a point in every rank a link passes, each joined to the rank below.

Further links of one source to several nodes share a stem: it runs down to the rank below all others,
along it, and up again to each of them, from below. So they cross no link of a tree, where the same number
of links from above crosses most others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explorer.analysis.layered_layout.ranks import downward, ranks, tree_order

MOST_POINTS = 4_000  # where links pass ranks: more of them nobody could follow, and they cost seconds
SHARE_FROM = 3  # links of one source before they share a stem


@dataclass
class Levels:
    """Vertices: the m nodes first, then the points links pass through. Lists, for loops per vertex."""

    count: int  # m
    rank: list[int]  # of each vertex
    down: list[list[int]]  # vertices joined to in the next rank
    up: list[list[int]]
    chain: list[
        list[int]
    ]  # of each link: vertices from the upper node to the lower one; [] for loops, shared
    is_turned: list[bool]  # of each link: its source is the lower one
    stems: list[Stem]
    is_leaf: list[bool]  # of each node: no link leaves it downwards
    order: list[int]  # nodes, depth first along the tree
    children: list[list[int]]  # along the tree
    passing: list[
        int
    ]  # of each vertex: the link it is a point of, -1 for nodes, -2 for stems and their branches


@dataclass
class Stem:
    """Links that leave together and arrive from beyond the last rank."""

    links: list[int]
    stem: list[int]  # vertices from the source down to the last rank
    branches: list[list[int]]  # of each link: vertices from its target down to the last rank


def cut(
    count: int,
    source: Sequence[int],
    target: Sequence[int],
    is_tree: Sequence[bool],
    may_share: Sequence[bool],
    children: list[list[int]],
) -> Levels | None:
    """Choose ranks and place points in them; None where that takes more than `MOST_POINTS`."""
    is_child = [False] * count
    for group in children:
        for node in group:
            is_child[node] = True
    order = tree_order(count, children, is_child)
    groups = _shared(source, target, may_share)
    shared = {link for group in groups for link in group}
    drawn = [i for i in range(len(source)) if source[i] != target[i] and i not in shared]
    ends = [(source[i], target[i]) for i in drawn]
    turned = downward(count, ends, [is_tree[i] for i in drawn], order)
    ends = [
        (lower, upper) if turn else (upper, lower) for (upper, lower), turn in zip(ends, turned, strict=True)
    ]
    seen: set[tuple[int, int]] = set()
    lengths = []
    for pair in ends:  # a second link between two nodes takes a way of its own
        lengths.append(2 if pair in seen else 1)
        seen.add(pair)
    rank = ranks(count, ends, lengths)
    last = max(rank, default=0) + 1
    points = sum(rank[lower] - rank[upper] for upper, lower in ends)
    points += sum(last - rank[target[i]] for group in groups for i in group)
    if points > MOST_POINTS:
        return None
    levels = Levels(
        count, rank, [[] for _ in range(count)], [[] for _ in range(count)], [[] for _ in source],
        [False] * len(source), [], [True] * count, order, children, [-1] * count,
    )  # fmt: skip
    for link, (upper, lower), turn in zip(drawn, ends, turned, strict=True):
        levels.chain[link] = _chain(levels, upper, lower, rank[lower], link)
        levels.is_turned[link] = turn
        levels.is_leaf[upper] = False
    for group in groups:
        origin = source[group[0]]
        stem = _chain(levels, origin, -1, last, -2)
        levels.is_leaf[origin] = False
        levels.stems.append(Stem(group, stem, [_chain(levels, target[i], -1, last, -2) for i in group]))
    return levels


def _shared(source: Sequence[int], target: Sequence[int], may_share: Sequence[bool]) -> list[list[int]]:
    groups: dict[int, dict[int, int]] = {}
    for link, may in enumerate(may_share):
        if may and target[link] != source[link]:
            groups.setdefault(source[link], {}).setdefault(target[link], link)
    return [list(group.values()) for group in groups.values() if len(group) >= SHARE_FROM]


def _chain(levels: Levels, upper: int, lower: int, until: int, link: int) -> list[int]:
    """Points in all ranks between, joined; to the rank `until` itself where there is no lower node."""
    chain = [upper]
    above = upper
    for rank in range(levels.rank[upper] + 1, until + (lower < 0)):
        point = len(levels.rank)
        levels.rank.append(rank)
        levels.down.append([])
        levels.up.append([above])
        levels.passing.append(link)
        levels.down[above].append(point)
        chain.append(point)
        above = point
    if lower >= 0:
        levels.down[above].append(lower)
        levels.up[lower].append(above)
        chain.append(lower)
    return chain
