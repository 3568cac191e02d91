"""Children in rows: how wide and long every block of a wrapped drawing is, and where each child stands in it.

Works from the deepest level up: all families of a level at once with numpy, or, in trees too deep for
that, family by family in a plain loop. Both give the same numbers exactly: all lengths are whole
multiples of `QUANTUM`, so sums do not depend on the order they are taken in.

Rows are kept where a drawing is made anew after folding: a remembered row is broken only where it no longer
fits, and joined with the next only where both fit into one, so nothing else moves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from explorer.analysis.graph_places import Floats
from explorer.analysis.graph_tree import DEEP, Bools, Ints
from explorer.task import QUIET, Task

QUANTUM = 1 / 256
SIBLING_GAP = 14.0
LINE_GAP = 8.0  # between a node and the line its edges share
INDENT = 20.0  # of wrapped rows, room for the trunk
SLACK = 1.2  # a single row may be this much longer than rows that wrap
STEADY = 1.6  # a remembered row length serves while the fresh one differs by no more than this factor


@dataclass(frozen=True)
class Families:
    """The visible tree in columns over its m nodes, parents before children, level by level."""

    parent: Ints  # [m] -1 for the root
    kids: Ints  # [m - 1] positions, grouped by parent, in drawing order
    first: Ints  # [m + 1] kids of i: kids[first[i] : first[i + 1]]
    level: Ints  # [levels + 1] where each level begins

    @property
    def is_deep(self) -> bool:
        """Whether levels are too short to be worth arrays."""
        return len(self.level) > 16 + len(self.parent) // DEEP


@dataclass(frozen=True)
class Packing:
    """Columns over the m visible nodes; `along` runs from parents to children, `across` along the rows."""

    across: Floats  # from the start of the parent's block to the start of this node's
    along: Floats
    line: Floats  # from the start of the parent's block to the line that the row shares
    ends_row: Bools  # the last of its row
    begins_row: Bools  # the first of its row, but not of its family
    width: Floats  # of the block
    length: Floats
    limit: Floats  # of the rows below a node; 0: no children


@dataclass(frozen=True)
class Shape:
    """What blocks look like before and between children, as the orientation has it."""

    head: Floats  # [m] from the start of a block to the first line of its children
    shortest: float  # what a row may always be long
    aspect: float  # of a block, across to along


def families(parent: Ints, depth: Ints, order: Ints) -> Families:
    """Group visible nodes.

    Args:
        parent: [m] position of each node's parent; -1 for the root, which comes first.
        depth: [m] rising.
        order: [m - 1] all positions but the root's, families in drawing order.
    """
    count = len(parent)
    kids = order[np.argsort(parent[order], kind="stable")].astype(np.int32)
    first = np.searchsorted(parent[kids], np.arange(count + 1)).astype(np.int32)
    steps = np.flatnonzero(np.diff(depth)) + 1
    level = np.concatenate(([0], steps, [count])) if count else np.zeros(1)
    return Families(parent, kids, first, level.astype(np.int32))


def pack(
    family: Families,
    width: Floats,
    length: Floats,
    shape: Shape,
    before: tuple[Floats, Bools] | None = None,
    task: Task = QUIET,
) -> Packing:
    """Fill rows from the deepest level up.

    Args:
        family: who belongs together.
        width: [m] of each node and its text alone, across.
        length: [m] of a leaf, along.
        shape: of blocks with children.
        before: remembered limit and row beginnings of each visible node.
        task: told of progress, may cancel.
    """
    count = len(family.parent)
    remembered = before or (np.zeros(count), np.zeros(count, np.bool_))
    pack_all = _pack_one_by_one if family.is_deep else _pack_by_level
    return pack_all(family, quantised(width), quantised(length), shape, remembered, task)


def quantised(lengths: Floats) -> Floats:
    """Rounded up to whole multiples of `QUANTUM`."""
    whole: Floats = np.ceil(lengths / QUANTUM) * QUANTUM
    return whole


def _pack_by_level(
    family: Families, width: Floats, length: Floats, shape: Shape, before: tuple[Floats, Bools], task: Task
) -> Packing:
    count = len(width)
    across, along, line = np.zeros(count), np.zeros(count), np.zeros(count)
    ends_row, begins_row, limits = np.zeros(count, np.bool_), np.zeros(count, np.bool_), np.zeros(count)
    bounds = family.level.tolist()
    head = quantised(shape.head)
    for level in range(len(bounds) - 2, -1, -1):
        task.report(count - bounds[level], 2 * count, "Laying out the graph")
        low, high = bounds[level], bounds[level + 1]
        sizes = np.diff(family.first[low : high + 1])
        fathers = low + np.flatnonzero(sizes)
        if not len(fathers):
            continue
        kids = family.kids[family.first[low] : family.first[high]]
        size = sizes[sizes > 0]
        stop = np.cumsum(size)
        start = stop - size
        kid_length, step = length[kids], width[kids] + SIBLING_GAP
        ends = np.cumsum(step)
        base = ends[start] - step[start]
        total = ends[stop - 1] - base
        area = np.add.reduceat(step * (kid_length + 2 * LINE_GAP), start)
        widest = np.maximum.reduceat(step, start)
        limit = _limits(area, widest, before[0][fathers], shape)
        limits[fathers] = limit
        kept = limit == before[0][fathers]
        single = total <= limit * SLACK
        breaks = _row_begins(ends, step, start, stop, limit, single, before[1][kids], kept)
        indent = np.where(single, 0.0, INDENT)
        begins = breaks.copy()
        begins[start] = True
        row_start = np.flatnonzero(begins)
        row = np.cumsum(begins) - 1
        owner = np.repeat(np.arange(len(fathers)), size)  # of each kid
        row_owner = owner[row_start]
        row_stop = np.append(row_start[1:], len(kids))
        row_length = np.maximum.reduceat(kid_length, row_start)
        row_base = (ends - step)[row_start]
        row_width = indent[row_owner] + ends[row_stop - 1] - row_base - SIBLING_GAP
        # Rows of a family follow each other.
        pitch = row_length + 2 * LINE_GAP
        reached = np.cumsum(pitch) - pitch
        first_row = row[start]
        row_line = head[fathers][row_owner] + reached - reached[first_row][row_owner]
        across[kids] = ends - step - row_base[row] + indent[owner]
        line[kids], along[kids] = row_line[row], row_line[row] + LINE_GAP
        ends_row[kids[row_stop - 1]] = True
        begins_row[kids] = breaks
        width[fathers] = np.maximum(width[fathers], np.maximum.reduceat(row_width, first_row))
        last_row = row[stop - 1]
        length[fathers] = row_line[last_row] + LINE_GAP + row_length[last_row]
    return Packing(across, along, line, ends_row, begins_row, width, length, limits)


def _limits(area: Floats, widest: Floats, remembered: Floats, shape: Shape) -> Floats:
    """How long rows may get: near-square blocks, but as before while that is not far off."""
    fresh = np.floor(np.maximum(shape.shortest, np.sqrt(area * shape.aspect)) / QUANTUM) * QUANTUM
    fresh = np.maximum(fresh, widest)
    steady = (remembered >= widest) & (fresh <= remembered * STEADY) & (remembered <= fresh * STEADY)
    limits: Floats = np.where(steady, remembered, fresh)
    return limits


def _row_begins(
    ends: Floats,
    step: Floats,
    start: Ints,
    stop: Ints,
    limit: Floats,
    single: Bools,
    remembered: Bools,
    kept: Bools,
) -> Bools:
    """Where a row of one family ends and the next one begins; all families take a row at a time."""
    count = len(ends)
    begins = np.zeros(count, np.bool_)
    chosen = np.flatnonzero(~single)
    at, stop, limit, kept = start[chosen], stop[chosen], limit[chosen], kept[chosen]
    following = _next_of(remembered, count)
    while len(at):
        reach = np.searchsorted(ends, ends[at] - step[at] + limit + SIBLING_GAP, "right")
        end = np.minimum(reach, stop)
        old = np.minimum(following[at], stop)
        beyond = np.minimum(following[np.minimum(old, count - 1)], stop)
        beyond = np.where(old < stop, beyond, stop)
        end = np.where(kept & (old < end), np.where(beyond <= end, beyond, old), end)
        more = end < stop
        at, stop, limit, kept = end[more], stop[more], limit[more], kept[more]
        begins[at] = True
    return begins


def _next_of(marks: Bools, count: int) -> Ints:
    """[count] the nearest marked place after each place; `count` if there is none."""
    places = np.where(marks, np.arange(count), count)
    nearest = np.minimum.accumulate(places[::-1])[::-1]  # at or after
    return np.append(nearest[1:], count).astype(np.int64)


def _pack_one_by_one(
    family: Families, width: Floats, length: Floats, shape: Shape, before: tuple[Floats, Bools], task: Task
) -> Packing:
    count = len(width)
    widths, lengths, heads = width.tolist(), length.tolist(), quantised(shape.head).tolist()
    across, along, line, limits = [0.0] * count, [0.0] * count, [0.0] * count, [0.0] * count
    ends_row, begins_row = bytearray(count), bytearray(count)
    remembered_limit, remembered = before[0].tolist(), before[1].tolist()
    first, all_kids = family.first.tolist(), family.kids.tolist()
    shortest, aspect = shape.shortest, shape.aspect
    smallest = shortest * shortest
    fathers = np.flatnonzero(np.diff(family.first))[::-1].tolist()
    for done, father in enumerate(fathers):
        if not done % 8192:
            task.report(done, 2 * count, "Laying out the graph")
        kids = all_kids[first[father] : first[father + 1]]
        if len(kids) == 1:  # most families of deep trees: one row whatever its length
            kid = kids[0]
            wide, long, at = widths[kid], lengths[kid], heads[father]
            area = (wide + SIBLING_GAP) * (long + 2 * LINE_GAP) * aspect
            fresh = shortest if area <= smallest else math.floor(math.sqrt(area) / QUANTUM) * QUANTUM
            fresh = max(fresh, wide + SIBLING_GAP)
            limit = remembered_limit[father]
            steady = limit >= wide + SIBLING_GAP and fresh <= limit * STEADY and limit <= fresh * STEADY
            limits[father] = limit if steady else fresh
            line[kid], along[kid], ends_row[kid] = at, at + LINE_GAP, 1
            if wide > widths[father]:
                widths[father] = wide
            lengths[father] = at + long + LINE_GAP
            continue
        total = area = widest = 0.0
        for kid in kids:
            step = widths[kid] + SIBLING_GAP
            total += step
            area += step * (lengths[kid] + 2 * LINE_GAP)
            if step > widest:
                widest = step
        fresh = max(math.floor(max(shortest, math.sqrt(area * aspect)) / QUANTUM) * QUANTUM, widest)
        limit = remembered_limit[father]
        kept = limit >= widest and fresh <= limit * STEADY and limit <= fresh * STEADY
        if not kept:
            limit = fresh
        limits[father] = limit
        single = total <= limit * SLACK
        starts = [0] if single else _row_starts(kids, widths, limit, remembered if kept else None)
        indent = 0.0 if single else INDENT
        at, row_length, broadest = heads[father], 0.0, widths[father]
        for number, start in enumerate(starts):
            stop = starts[number + 1] if number + 1 < len(starts) else len(kids)
            reached, row_length = indent, 0.0
            for kid in kids[start:stop]:
                across[kid], line[kid], along[kid] = reached, at, at + LINE_GAP
                reached += widths[kid] + SIBLING_GAP
                if lengths[kid] > row_length:
                    row_length = lengths[kid]
            ends_row[kids[stop - 1]] = 1
            if number:
                begins_row[kids[start]] = 1
            if reached - SIBLING_GAP > broadest:
                broadest = reached - SIBLING_GAP
            at += row_length + 2 * LINE_GAP
        widths[father], lengths[father] = broadest, at - LINE_GAP
    return Packing(
        np.array(across), np.array(along), np.array(line),
        np.frombuffer(bytes(ends_row), np.bool_), np.frombuffer(bytes(begins_row), np.bool_),
        np.array(widths), np.array(lengths), np.array(limits),
    )  # fmt: skip


def _row_starts(
    kids: list[int], widths: list[float], limit: float, remembered: list[bool] | None
) -> list[int]:
    """Places in `kids` where rows begin."""
    starts, count = [0], len(kids)
    marks = [place for place in range(1, count) if remembered[kids[place]]] if remembered else []
    marks += [count, count]
    mark = 0
    while True:
        start, reached = starts[-1], 0.0
        end = start
        while end < count and reached + widths[kids[end]] <= limit:
            reached += widths[kids[end]] + SIBLING_GAP
            end += 1
        while marks[mark] <= start and marks[mark] < count:
            mark += 1
        if remembered and marks[mark] < end:
            end = marks[mark + 1] if marks[mark + 1] <= end else marks[mark]
        if end >= count:
            return starts
        starts.append(end)
