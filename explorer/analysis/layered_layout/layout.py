"""The steps of a layered drawing, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.analysis.layered_layout.coordinates import coordinates
from explorer.analysis.layered_layout.levels import Levels, cut
from explorer.analysis.layered_layout.links import Bools, Floats, Layered, Links, Room
from explorer.analysis.layered_layout.ordering import ordered_rows
from explorer.analysis.layered_layout.routes import (
    LOOP,
    STEM_DROP,
    TRACK,
    Cubic,
    as_array,
    back_ways,
    loop,
    stem_routes,
    tracks,
    turned,
    way,
    zones,
)

POINT_ROOM = 5.0  # to either side of a link that passes a rank
NAME_HEIGHT = 14.0
NODE_SIDE = 10.0  # where a loop leaves a node


@dataclass(frozen=True)
class Plan:
    """What does not depend on sizes: ranks and orders. Serves both directions of a drawing."""

    links: Links
    levels: Levels
    rows: list[list[int]]
    crossings: int

    @property
    def is_leaf(self) -> Bools:
        """[m] no link leaves the node away from the root."""
        return np.array(self.levels.is_leaf, np.bool_)


def plan(
    count: int, links: Links, children: Sequence[Sequence[int]], known: Floats | None = None
) -> Plan | None:
    """Choose the rank of every node and the order within ranks; None where links pass too many ranks.

    Args:
        count: m, the nodes.
        links: what is drawn between them.
        children: of each node along its tree links, in the order they should stand.
        known: [m] places along the ranks in an earlier drawing, NaN for new nodes: siblings start in that order.
    """
    levels = cut(
        count,
        links.source.tolist(),
        links.target.tolist(),
        links.is_tree.tolist(),
        links.may_share.tolist(),
        [list(group) for group in children],
    )
    if levels is None:
        return None
    rows, crossed = ordered_rows(levels, None if known is None else known.tolist())
    return Plan(links, levels, rows, crossed)


def layered_layout(planned: Plan, room: Room) -> Layered:
    """Place nodes and draw curves; `room` is what nodes and their texts take in this direction."""
    levels, links, rows = planned.levels, planned.links, planned.rows
    count = levels.count
    names = _names(levels, links, room)
    before, after = _sides(levels, links, room, names)
    father = {child: node for node, group in enumerate(levels.children) for child in group}

    def distance(first: int, second: int) -> float:
        gap = room.gap if max(first, second) < count else room.gap / 2
        if max(first, second) < count and father.get(first) != father.get(second):
            gap += room.family_gap
        return after[first] + before[second] + gap

    place = coordinates(levels, rows, distance)
    long = [0.0] * (len(rows) + 1)
    for vertex, (_, reach) in names.items():
        long[levels.rank[vertex]] = max(long[levels.rank[vertex]], reach + 4)
    main, zone = zones(levels, rows, place, room, long)
    return _drawn(levels, links, room, rows, place, main, zone, names, planned.crossings)


def _names(levels: Levels, links: Links, room: Room) -> dict[int, tuple[float, float]]:
    """The point that carries a link's name -> the name's half extents (cross, main)."""
    names = {}
    widths = links.name_width.tolist()
    for link, chain in enumerate(levels.chain):
        if len(chain) > 2 and widths[link] > 0 and not links.is_tree[link]:
            points = chain[1:-1]
            point = points[0] if levels.is_turned[link] else points[-1]
            half = (widths[link] / 2, NAME_HEIGHT / 2)
            names[point] = half if room.names_across else half[::-1]
    return names


def _sides(
    levels: Levels, links: Links, room: Room, names: dict[int, tuple[float, float]]
) -> tuple[list[float], list[float]]:
    before, after = room.before.tolist(), room.after.tolist()
    more = [POINT_ROOM] * (len(levels.rank) - levels.count)
    before, after = before + more, after + more
    for vertex, (across, _) in names.items():
        before[vertex] = after[vertex] = max(POINT_ROOM, across + 3)
    looped: set[int] = set()
    for link in np.flatnonzero(links.source == links.target).tolist():
        node = int(links.source[link])
        if node not in looped:
            looped.add(node)
            width = float(links.name_width[link])
            name = (width if room.names_across else NAME_HEIGHT) + 4 if width > 0 else 0.0
            before[node] = max(before[node], NODE_SIDE + LOOP + 4 + name)
    widths = links.name_width.tolist()
    for stem in levels.stems:
        for link, branch in zip(stem.links, stem.branches, strict=True):
            half = (
                (widths[link] / 2 if room.names_across else NAME_HEIGHT / 2) + 2 if widths[link] > 0 else 0.0
            )
            for vertex in (branch[0], branch[-1]):
                before[vertex], after[vertex] = max(before[vertex], half), max(after[vertex], half)
    return before, after


def _drawn(
    levels: Levels,
    links: Links,
    room: Room,
    rows: Sequence[Sequence[int]],
    place: Sequence[float],
    main: list[float],
    zone: list[tuple[float, float]],
    names: dict[int, tuple[float, float]],
    crossed: int,
) -> Layered:
    count, rank = levels.count, levels.rank
    source, target = links.source.tolist(), links.target.tolist()
    total = len(source)
    cubics: list[list[Cubic]] = [[] for _ in range(total)]
    continues, borrowed = np.full(total, -1, np.int32), np.zeros(total, np.int32)
    boxes = np.full((total, 4), np.nan)
    leave, arrive, end = room.leave.tolist(), room.arrive.tolist(), room.end.tolist()
    looped: set[int] = set()
    for link, chain in enumerate(levels.chain):
        if len(chain) >= 2:
            upper, lower = chain[0], chain[-1]
            beside = back_ways(levels, chain, place) if levels.is_turned[link] else (0.0, 0.0)
            drawn = way(
                chain, place, zone, rank,
                main[rank[upper]] + leave[upper], main[rank[lower]] - arrive[lower], *beside,
            )  # fmt: skip
            cubics[link] = turned(drawn) if levels.is_turned[link] else drawn
            for point in chain[1:-1]:
                if point in names:
                    across, along = names[point]
                    first, last = zone[rank[point]]
                    x, y = place[point], (first + last) / 2
                    boxes[link] = (x - across, y - along, x + across, y + along)
        elif source[link] == target[link]:
            node = source[link]
            x, y = place[node], main[rank[node]]
            cubics[link] = loop((x, y), NODE_SIDE)
            width = float(links.name_width[link])
            if width > 0 and node not in looped:
                across, along = (width, NAME_HEIGHT) if room.names_across else (NAME_HEIGHT, width)
                edge = x - NODE_SIDE - LOOP - 3
                boxes[link] = (edge - across, y - along / 2, edge, y + along / 2)
            looped.add(node)
    name_widths = links.name_width.tolist()
    named = max(
        [name_widths[link] for stem in levels.stems for link in stem.links if name_widths[link] > 0],
        default=0.0,
    )
    room_for_names = (NAME_HEIGHT if room.names_across else named) + 6 if named else 0.0
    for number, stem in enumerate(tracks(levels.stems, place)):
        bottom = zone[-1][0] if zone else 0.0
        track = bottom + STEM_DROP + room_for_names + number * TRACK
        ends = [
            main[rank[node]] + (end if levels.is_leaf[node] else leave)[node]
            for node in (branch[0] for branch in stem.branches)
        ]
        start = main[rank[stem.stem[0]]] + leave[stem.stem[0]]
        for link, before, how_many, drawn in stem_routes(
            stem, place, zone, rank, start, track, ends, levels.is_leaf
        ):
            cubics[link], continues[link], borrowed[link] = drawn, before, how_many
        for link, branch in zip(stem.links, stem.branches, strict=True):
            if name_widths[link] > 0:
                half = name_widths[link] / 2
                across, along = (half, NAME_HEIGHT / 2) if room.names_across else (NAME_HEIGHT / 2, half)
                x, y = place[branch[-1]], bottom + 3 + along
                boxes[link] = (x - across, y - along, x + across, y + along)
    begins = np.zeros(total + 1, np.int32)
    begins[1:] = np.cumsum([len(own) for own in cubics])
    return Layered(
        np.array(rank[:count], np.int32),
        np.array(place[:count]),
        np.array([main[rank[node]] for node in range(count)], np.float64),
        begins,
        as_array([cubic for own in cubics for cubic in own]),
        continues,
        borrowed,
        boxes,
        crossed,
    )
