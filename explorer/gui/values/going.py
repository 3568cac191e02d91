"""Going to a cell: typed, or the next one that is not finite, or the next in size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from explorer.analysis.sampling_find import FLAWED, FoundCell, find_cell
from explorer.gui.language import tr
from explorer.gui.values.pages import VECTOR
from explorer.gui.values.subject import Subject
from explorer.gui.values.tensors import error_words
from explorer.gui.values.values_bar import GRID, PICTURE, ROWS, ValuesBar
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.gui.session import Session
    from explorer.gui.values.values_view import ValuesView


class Going(QObject):
    """Moves the cursor of the page in front."""

    def __init__(self, session: Session, bar: ValuesBar, view: ValuesView) -> None:
        super().__init__(view)
        self._view, self._bar = view, bar
        self._slot = session.new_slot(self, "Searching the slice")
        self._last: dict[str, tuple[object, tuple[int, int]]] = {}  # what was found last, of which slice
        bar.cell_wanted.connect(self.go_to)
        bar.find_wanted.connect(self.find)

    def go_to(self, text: str) -> None:
        """Show the cell that was typed, or say what is wrong with it."""
        subject = self._view.subject
        if subject is None:
            return
        rows, columns = subject.size
        try:
            numbers = [int(part) for part in text.replace(",", " ").strip("[] ").split()]
        except ValueError:
            numbers = []
        if subject.is_vector:
            numbers = [0, *numbers]
        if len(numbers) == len(subject.choice.at) and len(numbers) > 2:  # a whole index, as the card shows it
            choice = subject.choice
            assert choice.rows is not None
            assert choice.columns is not None
            numbers = [numbers[choice.rows], numbers[choice.columns]]
        if len(numbers) != 2 or not (0 <= numbers[0] < rows and 0 <= numbers[1] < columns):
            wanted = (
                f"Type an index from 0 to {columns - 1:,}."
                if subject.is_vector
                else f"Type a row from 0 to {rows - 1:,} and a column from 0 to {columns - 1:,}, as in 0, 0."
            )
            wanted = tr(wanted)
            self._view.status_changed.emit(wanted)
            self._view.facts.setText(wanted)
            return
        self.show_cell(numbers[0], numbers[1])

    def show_cell(self, row: int, column: int) -> None:
        """Put the cursor of the page in front on a cell."""
        page: Any = self._view.pages.front
        if page is None:
            return
        if page is self._page(VECTOR):
            page.plot.setFocus()
            page.plot.show_index(column)
        elif page is self._page(PICTURE):
            page.heat_map.setFocus()
            page.heat_map.show_cell(row, column)
        elif page is self._page(GRID) or page is self._page(ROWS):
            page.show_cell(row, column)
            if page is self._page(GRID):
                page.grid.setFocus()

    def _page(self, name: str) -> Any:
        return self._view.pages.made_page(name)

    def find(self, what: str) -> None:
        """Search on from what was found last in this slice, in the background."""
        subject = self._view.subject
        if subject is None:
            return
        slice_id = (subject.key, subject.choice, subject.layer, subject.part)
        known, after = self._last.get(what, (None, None))
        grid = self._page(GRID)
        if what == FLAWED and grid is not None and grid is self._view.pages.front:
            known, after = slice_id, grid.current_cell()  # on from where the cursor is
        self._slot.start(
            _find,
            subject,
            what,
            after if known == slice_id else None,
            then=lambda found: self._found(what, slice_id, found),
            otherwise=lambda error: self._view.facts.setText(error_words(error)),
        )

    def _found(self, what: str, slice_id: object, found: FoundCell | None) -> None:
        if found is None:
            self._view.facts.setText(
                tr(
                    "No value of this slice is NaN or infinite."
                    if what == FLAWED
                    else "No value of this slice is finite."
                )
            )
            return
        self._last[what] = (slice_id, (found.row, found.column))
        self.show_cell(found.row, found.column)

    def stop(self) -> None:
        """Nobody waits any more."""
        self._slot.cancel()

    def is_busy(self) -> bool:
        """Whether a search is under way."""
        return self._slot.is_busy


def _find(subject: Subject, what: str, after: tuple[int, int] | None, *, task: Task) -> FoundCell | None:
    return find_cell(subject.values, subject.choice, what, after, subject.part, task)
