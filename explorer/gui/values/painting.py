"""From the pixels of a look to colours and patterns, on a pool thread: a million of them take 30 ms."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from explorer.analysis.sampling_detail import Detail
from explorer.gui.values.colours import RISING, ColourScale
from explorer.gui.values.odd_marks import MOST_DRAWN, runs
from explorer.task import Task


@dataclass(frozen=True, eq=False)
class Painted:
    """A detail with the colours of its pixels, uint8 [rows, columns, 4], and the rectangles of odd cells.

    `odd` is empty where they are too many for patterns: their ground colours tell.
    """

    detail: Detail
    pixels: npt.NDArray[np.uint8]
    odd: tuple[tuple[int, int, int, int, int], ...]


def paint(
    details: tuple[Detail, ...], scales: tuple[ColourScale | None, ...], *, task: Task
) -> tuple[Painted, ...]:
    """Paint each detail in its scale."""
    painted = []
    for number, (detail, scale) in enumerate(zip(details, scales)):
        task.report(number, len(details), "Painting")
        odd = tuple(islice(runs(detail.marks), MOST_DRAWN + 1)) if detail.marks.any() else ()
        shown = scale or ColourScale(RISING, 0.0, 1.0)
        painted.append(Painted(detail, shown.image(detail), odd if len(odd) <= MOST_DRAWN else ()))
    return tuple(painted)
