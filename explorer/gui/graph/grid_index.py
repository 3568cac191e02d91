"""Which of very many boxes touch a rectangle, found without looking at all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
MOST_COLUMNS = 250  # cells a side: their numbers then sort as 16-bit integers, in linear time
BOXES_A_CELL = 6
GROWTH = 4.0  # from one level's cells to the next one's
MOST_LEVELS = 12
MEDIAN_OF = 2_000  # boxes looked at for the usual size


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


@dataclass(frozen=True)
class _Columns:
    """Middles and sizes of boxes, in single precision: they choose cells, nothing more."""

    x: Singles
    y: Singles
    wide: Singles
    high: Singles
    extent: Singles

    def only(self, chosen: npt.NDArray[np.bool_]) -> _Columns:
        return _Columns(
            self.x[chosen], self.y[chosen], self.wide[chosen], self.high[chosen], self.extent[chosen]
        )


class BoxGrid:
    """An index over boxes [k, 4] of left, top, right, bottom; boxes that are NaN are never found."""

    def __init__(self, boxes: Floats) -> None:
        self._boxes = boxes
        self._levels: list[_Level] = []
        left, top, right, bottom = np.ascontiguousarray(boxes.T, np.float32)
        wide, high = right - left, bottom - top
        extent = np.maximum(wide, high)
        own = _Columns((left + right) * np.float32(0.5), (top + bottom) * np.float32(0.5), wide, high, extent)
        number = np.arange(len(boxes))
        finite = np.isfinite(extent)
        if not finite.all():
            own, number = own.only(finite), number[finite]
        # Wide boxes are kept in coarser cells, so that they do not make every look at the fine ones wide.
        while len(number):
            step = max(1, len(number) // MEDIAN_OF)
            limit = max(float(np.median(own.extent[::step])) * GROWTH, 1.0)
            small = own.extent <= limit
            if len(self._levels) == MOST_LEVELS - 1 or small.all():
                self._levels.append(_level(own, number))
                break
            self._levels.append(_level(own.only(small), number[small]))
            own, number = own.only(~small), number[~small]

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


def _level(own: _Columns, chosen: Places) -> _Level:
    left, top = float(own.x.min()), float(own.y.min())
    span_x, span_y = max(float(own.x.max()) - left, 1.0), max(float(own.y.max()) - top, 1.0)
    cells = max(1.0, len(chosen) / BOXES_A_CELL)
    side = (span_x * span_y / cells) ** 0.5
    columns = int(np.clip(span_x / side, 1, MOST_COLUMNS))
    rows = int(np.clip(span_y / side, 1, MOST_COLUMNS))
    wide, high = span_x / columns, span_y / rows
    column = ((own.x - np.float32(left)) * np.float32(1 / wide)).astype(np.int32)
    row = ((own.y - np.float32(top)) * np.float32(1 / high)).astype(np.int32)
    np.minimum(column, columns - 1, out=column)
    np.minimum(row, rows - 1, out=row)
    cell = (row * columns + column).astype(np.uint16)
    order = np.argsort(cell, kind="stable")
    first = np.zeros(rows * columns + 1, np.int64)
    np.cumsum(np.bincount(cell, minlength=rows * columns), out=first[1:])
    # Single precision moves a middle by less than this; cells are found with as much to spare.
    spare = 1e-6 * max(abs(left), abs(left + span_x), abs(top), abs(top + span_y)) + 1e-4 * max(wide, high)
    return _Level(
        left, top, wide, high, columns, rows,
        float(own.wide.max()) / 2 + spare, float(own.high.max()) / 2 + spare,
        chosen[order], first,
    )  # fmt: skip
