"""Where the pictures of a matrix lie: one with its profiles, or three beside or below each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from explorer.gui.layouts import take_widgets
from explorer.gui.theme import px

_BAR_PX, _LEFT_PX, _NUMBERS_PX, _TITLE_PX = (
    92,
    56,
    36,
    24,
)  # what bars, numbers of rows, of columns, titles take
_TOP_PX = _NUMBERS_PX + _TITLE_PX
_LEAST_PX = 110  # of a picture beside others: room for its title
_MOST_LINES = 8


def is_better_beside(width: int, height: int) -> bool:
    """Whether three pictures in this room are larger beside each other than below each other."""
    beside = min(_beside_px(width), height - px(_TOP_PX))
    below = min(width - px(_BAR_PX) - px(_LEFT_PX), (height - px(_NUMBERS_PX)) / 3 - px(_TITLE_PX))
    return beside >= px(_LEAST_PX) and beside > below


def _beside_px(width: int) -> float:
    """How wide each of three pictures is."""
    return (width - 2 * px(_BAR_PX) - px(_LEFT_PX)) / 3


def place_one(grid: QGridLayout, heat_map: QWidget, bar: QWidget, rows: QWidget, columns: QWidget) -> None:
    """The picture, the profile of its rows at its right, that of its columns below, the bar at the edge."""
    _clear(grid)
    grid.addWidget(heat_map, 0, 0)
    grid.addWidget(rows, 0, 1)
    grid.addWidget(columns, 1, 0)
    grid.addWidget(bar, 0, 2)
    grid.setRowStretch(0, 1)
    grid.setColumnStretch(0, 1)


def place_three(
    grid: QGridLayout,
    titles: Sequence[QWidget],
    maps: Sequence[QWidget],
    bars: Sequence[QWidget],
    *,
    beside: bool,
    size: tuple[int, int],
) -> None:
    """Newer, older and difference, each below its title; the first two share a bar. `size` in pixels."""
    width, height = size
    _clear(grid)
    each = max(int(_beside_px(width) if beside else (height - px(_NUMBERS_PX)) / 3 - px(_TITLE_PX)), 1)
    for number, (title, heat_map) in enumerate(zip(titles, maps)):
        row, column = (1, (0, 1, 3)[number]) if beside else (2 * number + 1, 0)
        grid.addWidget(title, row - 1, column)
        grid.addWidget(heat_map, row, column)
        if not beside:
            grid.setRowStretch(row, each + px(_NUMBERS_PX) if number == 0 else each)
        else:
            grid.setRowStretch(row, 1)
        # The first has the numbers of the rows at its side, or of the columns above it.
        grid.setColumnStretch(column, each + px(_LEFT_PX) if beside and number == 0 else each)
    if beside:
        grid.addWidget(bars[0], 1, 2)
        grid.addWidget(bars[1], 1, 4)
    else:
        grid.addWidget(bars[0], 1, 2, 3, 1)
        grid.addWidget(bars[1], 5, 2)


def _clear(grid: QGridLayout) -> None:
    take_widgets(grid)
    for number in range(_MOST_LINES):
        grid.setColumnStretch(number, 0)
        grid.setRowStretch(number, 0)
