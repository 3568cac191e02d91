"""What is selected in the table of numbers, and where it is scrolled to: kept when another step is shown."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QTableView


@dataclass(frozen=True, slots=True)
class CellRange:
    """The smallest rectangle of the table around the selected cells; ends are included."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def count(self) -> int:
        """How many cells."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


def selected_range(grid: QTableView) -> CellRange | None:
    """What is selected, None for nothing."""
    if not grid.selectionModel().hasSelection():
        return None
    ranges = grid.selectionModel().selection()
    return CellRange(
        min(r.top() for r in ranges),
        max(r.bottom() for r in ranges),
        min(r.left() for r in ranges),
        max(r.right() for r in ranges),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Scroll bars, and the selected ranges as (top, left, bottom, right)."""

    left: int
    top: int
    selected: tuple[tuple[int, int, int, int], ...]


def place_of(grid: QTableView) -> Place:
    """Where a table is scrolled to, and what is selected in it."""
    ranges = grid.selectionModel().selection()
    selected = tuple((r.top(), r.left(), r.bottom(), r.right()) for r in ranges)
    return Place(grid.horizontalScrollBar().value(), grid.verticalScrollBar().value(), selected)


def restore_place(grid: QTableView, place: Place) -> None:
    """Scroll and select as before."""
    selection, model = QItemSelection(), grid.model()
    for first_row, first_column, last_row, last_column in place.selected:
        selection.select(model.index(first_row, first_column), model.index(last_row, last_column))
    grid.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    grid.updateGeometries()
    grid.horizontalScrollBar().setValue(place.left)
    grid.verticalScrollBar().setValue(place.top)
