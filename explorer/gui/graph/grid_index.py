"""Which of very many boxes touch a rectangle, found without looking at all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
MOST_COLUMNS = 250  # cells a side: their numbers then sort as 16-bit integers, in linear time
BOXES_A_CELL = 6
GROWTH = 4.0  # from one level's cells to the next one's
MOST_LEVELS = 12


@dataclass(frozen=True)
class _Level:
    """Boxes of about one size, each in the cell of its middle."""

    left: float
    top: float
    wide: float  # of a cell
    high: float
    columns: int
    rows: int
    slack_x: float  # half of the widest box
    slack_y: float
    number: Places  # box numbers, cell by cell, row by row
    first: npt.NDArray[np.int64]  # [cells + 1]

    def near(self, left: float, top: float, right: float, bottom: float) -> list[Places]:
        columns, rows = self.columns, self.rows
        first = int(np.clip((left - self.slack_x - self.left) / self.wide, 0, columns - 1))
        last = int(np.clip((right + self.slack_x - self.left) / self.wide, 0, columns - 1))
        top_row = int(np.clip((top - self.slack_y - self.top) / self.high, 0, rows - 1))
        bottom_row = int(np.clip((bottom + self.slack_y - self.top) / self.high, 0, rows - 1))
        if first == 0 and last == columns - 1:
            return [self.number[self.first[top_row * columns] : self.first[(bottom_row + 1) * columns]]]
        begin = np.arange(top_row, bottom_row + 1) * columns
        starts = self.first[begin + first].tolist()
        ends = self.first[begin + last + 1].tolist()
        return [self.number[start:end] for start, end in zip(starts, ends, strict=True) if end > start]


class BoxGrid:
    """An index over boxes [k, 4] of left, top, right, bottom; boxes that are NaN are never found."""

    def __init__(self, boxes: Floats) -> None:
        self._boxes = boxes
        self._levels: list[_Level] = []
        extent = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
        left_over = np.flatnonzero(np.isfinite(extent))
        # Wide boxes are kept in coarser cells, so that they do not make every look at the fine ones wide.
        while len(left_over):
            sizes = extent[left_over]
            limit = max(float(np.median(sizes)) * GROWTH, 1.0)
            small = sizes <= limit
            if len(self._levels) == MOST_LEVELS - 1:
                small[:] = True
            self._levels.append(_level(boxes, left_over[small]))
            left_over = left_over[~small]

    def touching(self, left: float, top: float, right: float, bottom: float) -> Places:
        """Numbers of the boxes that touch a rectangle, ascending."""
        parts = [part for level in self._levels for part in level.near(left, top, right, bottom)]
        if not parts:
            return np.zeros(0, np.int64)
        near = np.concatenate(parts)
        boxes = self._boxes[near]
        inside = boxes[:, 0] <= right
        inside &= boxes[:, 2] >= left
        inside &= boxes[:, 1] <= bottom
        inside &= boxes[:, 3] >= top
        found = near[inside]
        if len(found) > len(self._boxes) // 16:  # sorting many costs more than marking them
            marked = np.zeros(len(self._boxes), np.bool_)
            marked[found] = True
            return np.flatnonzero(marked)
        found.sort()
        return found


def _level(boxes: Floats, chosen: Places) -> _Level:
    own = boxes[chosen]
    x, y = (own[:, 0] + own[:, 2]) / 2, (own[:, 1] + own[:, 3]) / 2
    left, top = float(x.min()), float(y.min())
    span_x, span_y = max(float(x.max()) - left, 1.0), max(float(y.max()) - top, 1.0)
    cells = max(1.0, len(chosen) / BOXES_A_CELL)
    side = max((span_x * span_y / cells) ** 0.5, 1e-9)
    columns = int(np.clip(span_x / side, 1, MOST_COLUMNS))
    rows = int(np.clip(span_y / side, 1, MOST_COLUMNS))
    wide, high = span_x / columns, span_y / rows
    column = np.minimum(((x - left) / wide).astype(np.int64), columns - 1)
    row = np.minimum(((y - top) / high).astype(np.int64), rows - 1)
    cell = (row * columns + column).astype(np.uint16)
    order = np.argsort(cell, kind="stable")
    first = np.zeros(rows * columns + 1, np.int64)
    np.cumsum(np.bincount(cell, minlength=rows * columns), out=first[1:])
    return _Level(
        left, top, wide, high, columns, rows,
        float((own[:, 2] - own[:, 0]).max()) / 2, float((own[:, 3] - own[:, 1]).max()) / 2,
        chosen[order], first,
    )  # fmt: skip
