"""Further edges of a wrapped drawing, in bundles along its tree: what leads the same way runs on the same lines.

The hierarchy guides the edges, as in Holten, "Hierarchical Edge Bundles" (2006): an edge leaves the blocks
around its source and enters those around its target. Like the tree's own lines it is right-angled, with rounded
corners, and keeps to the gutters between blocks, where no node and no text stands. Edges from one
node that begin alike share whole segments exactly; these are kept once (see `GraphEdges`).
Edges without number are merged before: the slots of an optimizer by the container that holds them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.analysis.graph_links import OWNER, SHARED, GraphLinks
from explorer.analysis.graph_places import NODE_RADIUS, TOP_DOWN, Floats, GraphLayout
from explorer.analysis.graph_tree import Bools, Ints

SLOTS_UP_TO = 400  # curves from optimizers to single slots; more are merged by container
FURTHER_UP_TO = 3_000  # curves to further parents; more are merged by blocks that hold both ends
CLIMB = 24  # blocks an edge passes on either side at most: nobody follows more
BESIDE, ABOVE = 4.0, 4.0  # from a block's corner into the gutters around it
APART = 3.0  # between edges to further parents and those to slots in one gutter
BEND = 9.0  # radius of corners
ROUND = 0.45  # of a corner's radius: how far its controls stay off the corner

Longs = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Bundles:
    """Curves of k links; columns as in `GraphEdges`."""

    links: GraphLinks
    first: Ints  # [k + 1]
    curve: Floats  # [c, 8]
    continues: Ints  # [k]
    borrowed: Ints  # [k]


@dataclass(frozen=True)
class _Ways:
    """How links lead through the tree: ancestors of both ends, nearest first, -1 above the root."""

    up: Longs  # [k, w]
    down: Longs  # [k, w]
    up_count: Longs  # [k] so many of them lie below the nearest common ancestor
    down_count: Longs  # [k]


def bundles(layout: GraphLayout, depth: Ints, links: GraphLinks) -> Bundles:
    """Merge what is too many, and lead the rest along the tree.

    Args:
        layout: in the wrapped form.
        depth: [m] of each visible node in the drawing tree.
        links: of the same nodes; tree edges, which the layout draws as lines, are left out.
    """
    parent = layout.parent.astype(np.int64)
    links = _chosen(links, ~links.is_tree)
    links = _merged_slots(links, parent, depth)
    links = _merged_further(links, parent, depth)
    count = len(links.kind)
    if not count:
        nothing = np.zeros(0, np.int32)
        return Bundles(links, np.zeros(1, np.int32), np.zeros((0, 8)), nothing, nothing)
    way = _ways(links.source, links.target, parent, depth)
    edge, place = _bends(layout, links, way)
    corners, size, point = _by_edge(edge, place, count)
    loop = links.source == links.target
    corners[loop, :2], size[loop] = corners[loop, :1], 2  # a way to itself is drawn apart
    order = np.lexsort(corners.T[::-1])  # edges that begin alike lie together
    links, corners, size = _chosen(links, order), corners[order], size[order]
    whole = _segments(point, corners, size)
    stem, continues, borrowed = _stems(whole, 2 * size - 3)
    own = 2 * size - 3 - stem
    curve = whole[_places(2 * size - 3)[1] >= np.repeat(stem, 2 * size - 3)]
    if layout.orientation != TOP_DOWN:
        curve = curve[:, [1, 0, 3, 2, 5, 4, 7, 6]]
    loop = links.source == links.target
    first = np.concatenate(([0], np.cumsum(own)))
    curve[first[:-1][loop]] = _loops(layout, links.source[loop])
    return Bundles(links, first.astype(np.int32), curve, continues, borrowed)


def _chosen(links: GraphLinks, which: Bools | Longs) -> GraphLinks:
    return GraphLinks(
        links.kind[which], links.source[which], links.target[which], links.number[which], links.times[which],
        links.hidden, links.hidden_slots,
    )  # fmt: skip


def _merged_slots(links: GraphLinks, parent: Longs, depth: Ints) -> GraphLinks:
    """One link an optimizer and container, where there are very many slots."""
    slots = links.kind == OWNER
    if int(slots.sum()) <= SLOTS_UP_TO:
        return links
    way = _ways(links.source[slots], links.target[slots], parent, depth)
    inner = np.maximum(way.down_count - 1, 0)
    target = links.target.astype(np.int64)
    target[slots] = way.down[np.arange(len(inner)), inner]
    return _merged(links, slots, links.source.astype(np.int64), target)


def _merged_further(links: GraphLinks, parent: Longs, depth: Ints) -> GraphLinks:
    """Links between ever larger blocks, until there are few enough."""
    further = links.kind == SHARED
    level = int(depth.max(initial=0))
    while int(further.sum()) > FURTHER_UP_TO and level > 1:
        level = level - 1 if level <= CLIMB else level // 2
        block = _blocks_at(level, parent, depth)
        source = np.where(further, block[links.source], links.source)
        target = np.where(further, block[links.target], links.target)
        links = _merged(links, further, source, target)
        further = links.kind == SHARED
    return links


def _blocks_at(level: int, parent: Longs, depth: Ints) -> Longs:
    """[m] the ancestor of each node at a depth; the node itself if it is no deeper."""
    block = np.where(depth > level, parent, np.arange(len(parent)))
    while True:  # pointer doubling: a chain may have any length
        higher = block[block]
        if np.array_equal(higher, block):
            return block
        block = higher


def _merged(links: GraphLinks, which: Bools, source: Longs, target: Longs) -> GraphLinks:
    """Links between the same two nodes become one; of the chosen ones only, and none from a node to itself."""
    rest = np.flatnonzero(~which)
    chosen = np.flatnonzero(which & (source != target))
    key = ((links.kind[chosen].astype(np.int64) << 60) | (source[chosen] << 30)) + target[chosen]
    _, example, group = np.unique(key, return_index=True, return_inverse=True)
    times = np.bincount(group, links.times[chosen], len(example))
    kept = chosen[example]
    every = np.concatenate([rest, kept])
    return GraphLinks(
        links.kind[every], source[every].astype(np.int32), target[every].astype(np.int32), links.number[every],
        np.concatenate([links.times[rest], times]).astype(np.int32), links.hidden, links.hidden_slots,
    )  # fmt: skip


def _ways(source: Ints, target: Ints, parent: Longs, depth: Ints) -> _Ways:
    """Climb from both ends to where the ways meet, or as far as anybody can follow."""
    width = min(CLIMB, int(depth.max(initial=0)) + 1)
    up, down = _ancestors(source, parent, width), _ancestors(target, parent, width)
    source_depth, target_depth = depth[source].astype(np.int64), depth[target].astype(np.int64)
    climb, row = np.append(parent, -1), np.arange(len(source)) * width
    top = np.minimum(source_depth, target_depth)
    lowest = np.maximum(np.maximum(source_depth, target_depth) - (width - 1), 0)
    left = up.ravel()[row + np.minimum(source_depth - top, width - 1)]
    right = down.ravel()[row + np.minimum(target_depth - top, width - 1)]
    meet = np.full(len(source), -1, np.int64)
    for step in range(width):  # the deepest ancestor both have, looked for from below
        at = top - step
        met = (left == right) & (at >= lowest) & (meet < 0)
        meet[met] = at[met]
        left, right = climb[left], climb[right]
    return _Ways(
        up,
        down,
        np.clip(np.where(meet >= 0, source_depth - meet, width), 0, np.minimum(width, source_depth)),
        np.clip(np.where(meet >= 0, target_depth - meet, width), 0, np.minimum(width, target_depth)),
    )


def _ancestors(node: Ints, parent: Longs, width: int) -> Longs:
    """[k, width] each node itself, its parent, and so on; -1 above the root."""
    climb = np.append(parent, -1)  # -1 stays -1
    found = np.empty((len(node), width), np.int64)
    found[:, 0] = node
    for step in range(1, width):
        found[:, step] = climb[found[:, step - 1]]
    return found


def _bends(layout: GraphLayout, links: GraphLinks, way: _Ways) -> tuple[Longs, Floats]:
    """Where links bend: ([p] the link, [p, 2] across and along), link by link from source to target."""
    nodes = layout.count
    turned = layout.orientation != TOP_DOWN
    x, y = (layout.y, layout.x) if turned else (layout.x, layout.y)
    left, top = (
        (layout.block[:, 1], layout.block[:, 0]) if turned else (layout.block[:, 0], layout.block[:, 1])
    )
    # Numbers of places: a block's gutter, and behind all of them its node itself.
    across = np.concatenate([left - BESIDE, x - (NODE_RADIUS + 1)])
    along = np.concatenate([top - ABOVE, y])
    count, width = way.up.shape
    source, target = links.source.astype(np.int64), links.target.astype(np.int64)
    row, nowhere = np.arange(count), np.full((count, 1), -1, np.int64)
    climbs, falls = way.up_count > 0, way.down_count > 0
    last_up = way.up[row, np.maximum(way.up_count - 1, 0)]  # the two blocks side by side
    first_down = way.down[row, np.maximum(way.down_count - 1, 0)]
    meet = np.where(climbs, way.up[row, np.minimum(way.up_count, width - 1)], source)
    meet = np.where(climbs & (way.up_count >= width), last_up, meet)
    in_one_row = climbs & falls & (along[last_up] == along[first_down])
    steps = np.arange(width)
    up_x, up_y = _staircase(way.up, steps < way.up_count[:, None])
    down_x, down_y = _staircase(way.down, steps < way.down_count[:, None])
    both_x = [
        (source + nodes)[:, None], source[:, None], up_x,
        np.where(climbs & ~in_one_row, meet, -1)[:, None], np.where(falls & ~in_one_row, meet, -1)[:, None],
        down_x[:, ::-1], target[:, None], (target + nodes)[:, None],
    ]  # fmt: skip
    both_y = [
        (source + nodes)[:, None], (source + nodes)[:, None], up_y,
        np.where(climbs, last_up, -1)[:, None], np.where(falls, first_down, -1)[:, None],
        down_y[:, ::-1], (target + nodes)[:, None], (target + nodes)[:, None],
    ]  # fmt: skip
    column, line = np.concatenate([*both_x, nowhere], axis=1), np.concatenate([*both_y, nowhere], axis=1)
    passed = (column >= 0) & (line >= 0)
    edge, _ = np.nonzero(passed)
    place = np.stack([across[column[passed]], along[line[passed]]], axis=1)
    # In the gutters further parents' edges run beside the dashed ones, which would cover them.
    in_gutter = np.stack([column[passed], line[passed]], axis=1) < nodes
    place -= APART * (in_gutter & (links.kind[edge] == SHARED)[:, None])
    return _without_idle(edge, place)


def _staircase(blocks: Longs, passed: Bools) -> tuple[Longs, Longs]:
    """From a block's corner along its row to the gutter of the block around it, to that one's corner, and so on."""
    count, width = blocks.shape
    column, line = np.full((count, 2 * width), -1, np.int64), np.full((count, 2 * width), -1, np.int64)
    column[:, 0::2] = line[:, 0::2] = np.where(passed, blocks, -1)
    outer = passed[:, 1:]
    column[:, 1:-1:2], line[:, 1:-1:2] = (
        np.where(outer, blocks[:, 1:], -1),
        np.where(outer, blocks[:, :-1], -1),
    )
    return column, line


def _without_idle(edge: Longs, place: Floats) -> tuple[Longs, Floats]:
    """Leave out places where nothing bends, and ways there and back."""
    while True:
        after = (edge[1:] == edge[:-1]) & (place[1:] == place[:-1]).all(axis=1)
        idle = np.append(False, after)
        if not idle.any():
            inner = (edge[1:-1] == edge[:-2]) & (edge[1:-1] == edge[2:])
            level = inner & ((place[1:-1] == place[:-2]) & (place[1:-1] == place[2:])).any(axis=1)
            onward = ((place[1:-1] - place[:-2]) * (place[2:] - place[1:-1])).sum(axis=1) > 0
            idle[1:-1] = level & onward
            back = level & ~onward
            back[1:] &= ~back[:-1]  # of neighbours one at a time: the other may bend then
            if not idle.any():
                idle[1:-1] = back
        if not idle.any():
            return edge, place
        edge, place = edge[~idle], place[~idle]


def _by_edge(edge: Longs, place: Floats, count: int) -> tuple[Longs, Longs, Floats]:
    """([k, w] numbers of places, -1 behind the last; [k] how many; the places): equal places, equal numbers."""
    size = np.bincount(edge, minlength=count)
    order = np.lexsort((place[:, 1], place[:, 0]))
    found = place[order]
    new = np.append(True, (found[1:] != found[:-1]).any(axis=1))
    number = np.empty(len(place), np.int64)
    number[order] = np.cumsum(new) - 1
    corners = np.full((count, max(int(size.max()), 2)), -1, np.int64)
    begin = np.cumsum(size) - size
    corners[edge, np.arange(len(edge)) - begin[edge]] = number
    return corners, size, found[new]


def _places(count: Longs) -> tuple[Longs, Longs]:
    """For columns in groups of `count`: the group, and the place in it."""
    group = np.repeat(np.arange(len(count)), count)
    begin = np.cumsum(count) - count
    return group, np.arange(int(count.sum())) - begin[group]


def _stems(curve: Floats, count: Longs) -> tuple[Longs, Ints, Ints]:
    """How many leading segments each edge shares with others, whose they are, and how many of that one's own."""
    edge, step = _places(count)
    before = np.maximum(edge - 1, 0)
    other = (np.cumsum(count) - count)[before] + step
    alike = (edge > 0) & (step < count[before]) & (step < count[edge] - 1)
    alike &= (curve == curve[np.minimum(other, len(curve) - 1)]).all(axis=1)
    shared = np.minimum.reduceat(np.where(alike, len(curve), step), np.cumsum(count) - count).tolist()
    continues, borrowed = [-1] * len(count), [0] * len(count)
    for number, stem in enumerate(shared):
        if not stem:
            continue
        owner = number - 1
        while stem <= shared[owner]:  # that much of its way is another one's already
            owner = continues[owner]
        continues[number], borrowed[number] = owner, stem - shared[owner]
    return np.array(shared, np.int64), np.array(continues, np.int32), np.array(borrowed, np.int32)


def _segments(point: Floats, corners: Longs, size: Longs) -> Floats:
    """[c, 8] straight pieces and rounded corners in turn, edge by edge: a piece less than twice its places."""
    place = point[corners]
    leg = place[:, 1:] - place[:, :-1]
    length = np.abs(leg).sum(axis=2)
    length[np.arange(leg.shape[1]) >= (size - 1)[:, None]] = 0
    towards = np.divide(leg, length[:, :, None], out=np.zeros_like(leg), where=length[:, :, None] > 0)
    # No corner at either end, and none sharper than half of its legs.
    bend = np.zeros(corners.shape)
    bend[:, 1:-1] = np.minimum(BEND, np.minimum(length[:, :-1], length[:, 1:]) / 2)
    owner, step = _places(2 * size - 3)
    at = (step + 1) // 2  # an even piece is the leg from there, an odd one the corner there
    is_leg = step % 2 == 0
    here, next_at = place[owner, at], np.minimum(at + 1, corners.shape[1] - 1)
    away = towards[owner, np.minimum(at, leg.shape[1] - 1)]
    into = np.where(is_leg[:, None], away, towards[owner, np.maximum(at - 1, 0)])
    radius, next_radius = bend[owner, at][:, None], bend[owner, next_at][:, None]
    there = place[owner, next_at]
    start = np.where(is_leg[:, None], here + away * radius, here - into * radius)
    end = np.where(is_leg[:, None], there - away * next_radius, here + away * radius)
    third = (end - start) / 3
    second = np.where(is_leg[:, None], start + third, here - into * radius * ROUND)
    before = np.where(is_leg[:, None], end - third, here + away * radius * ROUND)
    return np.concatenate([start, second, before, end], axis=1).reshape(-1, 8)


def _loops(layout: GraphLayout, node: Ints) -> Floats:
    """[k, 8] from a node to itself."""
    x, y, far = layout.x[node], layout.y[node], 3 * NODE_RADIUS
    touch = NODE_RADIUS + 1
    if layout.orientation == TOP_DOWN:
        return np.stack([x - touch, y, x - far, y - far, x - far, y + far, x - touch, y], axis=1)
    return np.stack([x, y - touch, x - far, y - far, x + far, y - far, x, y - touch], axis=1)
