"""What a reader sees of a drawing, measured on it: where curves cross, and what they run through."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

SAMPLES = 16


def sampled(curve: np.ndarray, first: np.ndarray) -> list[np.ndarray]:
    """Cubic segments [c, 8], line i owning curve[first[i] : first[i + 1]], as polylines [p, 2]."""
    at = np.linspace(0, 1, SAMPLES + 1)[:, None]
    weights = ((1 - at) ** 3, 3 * (1 - at) ** 2 * at, 3 * (1 - at) * at**2, at**3)
    points = sum(w[None] * curve[:, None, 2 * i : 2 * i + 2] for i, w in enumerate(weights))
    lines = []
    for begin, end in pairwise(first.tolist()):
        parts = [points[begin, :1], *(points[i, 1:] for i in range(begin, end))] if end > begin else []
        lines.append(np.concatenate(parts) if parts else np.zeros((0, 2)))
    return lines


def count_crossings(lines: list[np.ndarray], ends: list[tuple[object, object]]) -> int:
    """How often lines cross. Two that leave or reach the same node may run together from there."""
    pieces = (
        np.concatenate([np.concatenate([p[:-1], p[1:]], axis=1) for p in lines])
        if lines
        else np.zeros((0, 4))
    )
    owner = np.repeat(np.arange(len(lines)), [max(len(p) - 1, 0) for p in lines])
    length = np.hypot(*(pieces[:, 2:] - pieces[:, :2]).T)
    pieces, owner = pieces[length > 1e-9], owner[length > 1e-9]
    found: dict[tuple[int, ...], list[np.ndarray]] = {}
    order = np.argsort(pieces[:, 1::2].min(1), kind="stable")
    pieces, owner = pieces[order], owner[order]
    top, bottom = pieces[:, 1::2].min(1), pieces[:, 1::2].max(1)
    left, right = pieces[:, 0::2].min(1), pieces[:, 0::2].max(1)
    reach = np.searchsorted(top, bottom, "right")
    for number in range(len(pieces)):
        others = np.arange(number + 1, reach[number])
        others = others[
            (left[others] <= right[number])
            & (right[others] >= left[number])
            & (owner[others] != owner[number])
        ]
        if not len(others):
            continue
        a, b = pieces[number, :2], pieces[number, 2:]
        c, d = pieces[others, :2], pieces[others, 2:]
        along, across = b - a, d - c
        cross = along[0] * across[:, 1] - along[1] * across[:, 0]
        with np.errstate(divide="ignore", invalid="ignore"):
            t = ((c - a)[:, 0] * across[:, 1] - (c - a)[:, 1] * across[:, 0]) / cross
            u = ((c - a)[:, 0] * along[1] - (c - a)[:, 1] * along[0]) / cross
        hit = (np.abs(cross) > 1e-12) & (np.abs(t - 0.5) <= 0.5 + 1e-9) & (np.abs(u - 0.5) <= 0.5 + 1e-9)
        for other, at in zip(others[hit].tolist(), t[hit].tolist(), strict=True):
            pair = tuple(sorted((int(owner[number]), int(owner[other]))))
            found.setdefault(pair, []).append(a + at * along)
    total = 0
    for (one, two), places in found.items():
        touching = bool(set(ends[one]) & set(ends[two]))
        kept: list[np.ndarray] = []
        for place in places:
            if touching and _run_together(lines[one], lines[two], place):
                continue
            if all(np.hypot(*(place - other)) >= 2.0 for other in kept):
                kept.append(place)
        total += len(kept)
    return total


def _run_together(one: np.ndarray, two: np.ndarray, place: np.ndarray) -> bool:
    """Whether one of two lines has been on the other all the way from a tip to a place: they part there only."""
    for line, other in ((one, two), (two, one)):
        at = int(np.argmin(np.hypot(*(line - place).T)))
        for part in (line[: at + 1], line[at:]):
            if all(_distance(point, other) < 2.5 for point in part):
                return True
    return False


def _distance(point: np.ndarray, line: np.ndarray) -> float:
    begin, step = line[:-1], line[1:] - line[:-1]
    length = np.maximum((step**2).sum(1), 1e-12)
    share = np.clip(((point - begin) * step).sum(1) / length, 0, 1)
    return float(np.hypot(*(begin + share[:, None] * step - point).T).min())


def run_through(lines: list[np.ndarray], boxes: np.ndarray, own: list[set[int]]) -> list[tuple[int, int]]:
    """(line, box) pairs where a line enters a box that is not its own."""
    found = []
    for number, line in enumerate(lines):
        if len(line) < 2:
            continue
        parts = [line[:-1] + (line[1:] - line[:-1]) * share for share in (0.0, 0.25, 0.5, 0.75)]
        points = np.concatenate([*parts, line[-1:]])
        low, high = points.min(0), points.max(0)
        near = np.flatnonzero(
            (boxes[:, 0] < high[0])
            & (boxes[:, 2] > low[0])
            & (boxes[:, 1] < high[1])
            & (boxes[:, 3] > low[1])
        )
        for box in near.tolist():
            if box in own[number]:
                continue
            x0, y0, x1, y1 = boxes[box]
            inside = (points[:, 0] > x0) & (points[:, 0] < x1) & (points[:, 1] > y0) & (points[:, 1] < y1)
            if inside.any():
                found.append((number, box))
    return found


def drawing_lines(edges) -> tuple[list[np.ndarray], list[tuple[int, int]]]:
    """The curves of `GraphEdges` as they are drawn, and the positions they join."""
    return sampled(edges.curve, edges.first), list(
        zip(edges.source.tolist(), edges.target.tolist(), strict=True)
    )
