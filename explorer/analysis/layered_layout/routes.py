"""The curves of the links: straight past the nodes of a rank, bent between two ranks.

Between the tails of one rank and the heads of the next lies a channel without nodes and texts. All
curves cross it in the same manner, so two of them cross once if their ends change sides, else never.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from explorer.analysis.layered_layout.levels import Levels, Stem
from explorer.analysis.layered_layout.links import Floats, Room

LEAST_CHANNEL, MOST_CHANNEL = 18.0, 72.0
SLANT = 0.05  # of the widest bend, that a channel grows by
CORNER = 10.0  # radius where a stem turns
TRACK = 10.0  # between two stems
STEM_DROP = 12.0  # from the last rank to the first stem's run
BESIDE = 5.0  # a stem leaves beside the links to children, so that dashes show
BACK = 6.0  # so do links against the ranks, at both ends
LOOP = 24.0
ROUND = 0.5523  # of a cubic that draws a quarter of a circle
Point = tuple[float, float]
Cubic = tuple[float, float, float, float, float, float, float, float]


def straight(start: Point, end: Point) -> Cubic:
    """A line as a cubic."""
    (a, b), (c, d) = start, end
    return (a, b, a + (c - a) / 3, b + (d - b) / 3, c - (c - a) / 3, d - (d - b) / 3, c, d)


def bend(start: Point, end: Point) -> Cubic:
    """From one place along the ranks to another, leaving and arriving along the main axis."""
    (a, b), (c, d) = start, end
    middle = (b + d) / 2
    return (a, b, a, middle, c, middle, c, d)


def turned(cubics: Sequence[Cubic]) -> list[Cubic]:
    """The same way backwards."""
    return [(g, h, e, f, c, d, a, b) for a, b, c, d, e, f, g, h in reversed(cubics)]


def way(
    chain: Sequence[int],
    place: Sequence[float],
    zone: Sequence[tuple[float, float]],
    rank: Sequence[int],
    begin: float,
    end: float,
    beside: float = 0.0,
    beside_end: float = 0.0,
) -> list[Cubic]:
    """Through all vertices of a chain, from main `begin` in the first one's rank to `end` in the last one's.

    It leaves `beside` the first one's centre, and arrives `beside_end` the last one's.
    """
    cubics: list[Cubic] = []
    at: Point = (place[chain[0]] + beside, begin)
    for number, (upper, lower) in enumerate(pairwise(chain), 2):
        leave, arrive = zone[rank[upper]][1], zone[rank[lower]][0]
        across = place[lower] + (beside_end if number == len(chain) else 0.0)
        if abs(at[0] - across) < 0.75:
            continue
        if leave - at[1] > 0.1:
            cubics.append(straight(at, (at[0], leave)))
        cubics.append(bend((at[0], max(leave, at[1])), (across, arrive)))
        at = (across, arrive)
    if abs(end - at[1]) > 0.1 or not cubics:
        cubics.append(straight(at, (at[0], end)))
    return cubics


def back_ways(levels: Levels, chain: Sequence[int], place: Sequence[float]) -> tuple[float, float]:
    """How far beside both ends' centres a link against the ranks runs: no bit of it is one of those that lead down."""
    sides = []
    for end, nearest, others in (
        (chain[0], chain[1], levels.down[chain[0]]),
        (chain[-1], chain[-2], levels.up[chain[-1]]),
    ):
        before = sum(place[other] < place[nearest] for other in others)
        after = sum(place[other] > place[nearest] for other in others)
        to_right = after < before or (after == before and place[nearest] >= place[end])
        sides.append(BACK if to_right else -BACK)
    return sides[0], sides[1]


def zones(
    levels: Levels, rows: Sequence[Sequence[int]], place: Sequence[float], room: Room, long: Sequence[float]
) -> tuple[list[float], list[tuple[float, float]]]:
    """(main of each rank's nodes, [(first, last) main of each rank's nodes and texts]).

    `long` is how far names on links reach along the main axis, per rank, to both sides of its middle.
    """
    main: list[float] = []
    zone: list[tuple[float, float]] = []
    head, tail = room.head.tolist(), room.tail.tolist()
    reached = 0.0
    for at, row in enumerate(rows):
        nodes = [vertex for vertex in row if vertex < levels.count]
        above = max([head[node] for node in nodes], default=0.0)
        below = max([tail[node] for node in nodes], default=0.0)
        lacking = 2 * long[at] - above - below
        if lacking > 0:
            above, below = above + lacking / 2, below + lacking / 2
        if at:
            reach = max(
                [abs(place[upper] - place[vertex]) for vertex in row for upper in levels.up[vertex]],
                default=0.0,
            )
            reached += min(MOST_CHANNEL, LEAST_CHANNEL + SLANT * reach)
        else:
            reached = -above
        main.append(reached + above)
        zone.append((reached, reached + above + below))
        reached += above + below
    return main, zone


def tracks(stems: Sequence[Stem], place: Sequence[float]) -> list[Stem]:
    """Stems in the order their runs should lie below the last rank: each next one crosses those before it."""
    reach = []
    for stem in stems:
        lines = sorted([place[stem.stem[-1]], *(place[branch[-1]] for branch in stem.branches)])
        reach.append(lines)

    def crossed(first: int, second: int) -> int:
        """Lines of the second one that come through the run of the first one, when that lies nearer."""
        low, high = reach[first][0], reach[first][-1]
        return sum(low < line < high for line in reach[second])

    order: list[int] = []
    for number in sorted(range(len(stems)), key=lambda number: -len(reach[number])):
        costs = []
        for at in range(len(order) + 1):
            nearer = sum(crossed(other, number) for other in order[:at])
            costs.append(nearer + sum(crossed(number, other) for other in order[at:]))
        order.insert(costs.index(min(costs)), number)
    return [stems[number] for number in order]


def stem_routes(
    stem: Stem,
    place: Sequence[float],
    zone: Sequence[tuple[float, float]],
    rank: Sequence[int],
    leave: float,
    track: float,
    ends: Sequence[float],
    is_leaf: Sequence[bool],
) -> list[tuple[int, int, int, list[Cubic]]]:
    """(link, the link it continues or -1, how much of that, own cubics) of links that share a stem.

    `ends` is the main place where each link of the stem arrives at its target.
    """
    bottom = stem.stem[-1]
    origin = place[bottom]
    result: list[tuple[int, int, int, list[Cubic]]] = []
    drops = sorted((place[branch[-1]], number) for number, branch in enumerate(stem.branches))
    first_link, trunk = -1, 0
    for side in (-1, 1):
        ordered = [(x, n) for x, n in drops if (x - origin) * side > 0 or (x == origin and side > 0)]
        if side < 0:
            ordered.reverse()
        before, borrowed = first_link, trunk
        at: Point = (0.0, 0.0)
        for position, (x, number) in enumerate(ordered):
            own: list[Cubic] = []
            radius = min(CORNER, abs(x - origin) / 2)
            if position == 0:
                if first_link < 0:
                    beside = _beside(stem.stem, place, is_leaf)
                    own += way(stem.stem, place, zone, rank, leave, track - radius, beside)
                    trunk = len(own)
                    # The other side may turn earlier or later: it starts where the trunk ends.
                    trunk_end = track - radius
                    first_link = stem.links[number]
                else:
                    if abs(trunk_end - (track - radius)) > 0.1:
                        own.append(straight((origin, trunk_end), (origin, track - radius)))
                own.append(
                    corner((origin, track - radius), (origin + side * radius, track), leaves_along=False)
                )
                at = (origin + side * radius, track)
            radius = min(CORNER, abs(x - at[0]))
            turn = x - side * radius
            if abs(turn - at[0]) > 0.1:
                own.append(straight(at, (turn, track)))
            passed = len(own)
            own.append(corner((turn, track), (x, track - radius), leaves_along=True))
            branch = stem.branches[number]
            upward = way(
                branch, place, zone, rank, ends[number], track - radius, _beside(branch, place, is_leaf)
            )
            own += turned(upward)
            result.append((stem.links[number], before, borrowed, own))
            before, borrowed, at = stem.links[number], passed, (turn, track)
    return result


def _beside(chain: Sequence[int], place: Sequence[float], is_leaf: Sequence[bool]) -> float:
    """How far from its centre a stem or branch touches a node that links to children leave as well."""
    away = place[chain[1]] - place[chain[0]]
    if is_leaf[chain[0]] or abs(away) <= BESIDE:
        return 0.0
    return BESIDE if away > 0 else -BESIDE


def corner(start: Point, end: Point, *, leaves_along: bool) -> Cubic:
    """A quarter of an ellipse; `leaves_along` the ranks (cross axis) or along the main axis."""
    (a, b), (c, d) = start, end
    if leaves_along:
        return (a, b, a + (c - a) * ROUND, b, c, d - (d - b) * ROUND, c, d)
    return (a, b, a, b + (d - b) * ROUND, c - (c - a) * ROUND, d, c, d)


def loop(at: Point, radius: float) -> list[Cubic]:
    """Out to the side before a node and back."""
    x, y = at
    side, reach = x - radius, x - radius - LOOP
    return [
        (side, y - 3, side - 8, y - 16, reach, y - 12, reach, y),
        (reach, y, reach, y + 12, side - 8, y + 16, side, y + 3),
    ]


def as_array(cubics: Sequence[Cubic]) -> Floats:
    """[c, 8]."""
    return np.array(cubics, np.float64).reshape(-1, 8)
