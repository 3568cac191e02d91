"""Where the pictures of a matrix lie: one with its profiles, or three beside or below each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

BESIDE_PX = 760  # narrower, three pictures lie below each other
_MOST_LINES = 8


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
) -> None:
    """Newer, older and difference, each below its title; the first two share a bar."""
    _clear(grid)
    for number, (title, heat_map) in enumerate(zip(titles, maps)):
        row, column = (1, (0, 1, 3)[number]) if beside else (2 * number + 1, 0)
        grid.addWidget(title, row - 1, column)
        grid.addWidget(heat_map, row, column)
        grid.setRowStretch(row, 1)
        grid.setColumnStretch(column, 1)
    if beside:
        grid.addWidget(bars[0], 1, 2)
        grid.addWidget(bars[1], 1, 4)
    else:
        grid.addWidget(bars[0], 1, 2, 3, 1)
        grid.addWidget(bars[1], 5, 2)


def _clear(grid: QGridLayout) -> None:
    while grid.count():
        grid.takeAt(0)
    for number in range(_MOST_LINES):
        grid.setColumnStretch(number, 0)
        grid.setRowStretch(number, 0)
