"""One page of the dialog: a table with a filter field, or a sentence where it has no rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from explorer.gui.doctor.parts import copy_rows, record_table
from explorer.gui.item_models.cells import TableColumn
from explorer.gui.item_models.table_parts import EmptyNote, FilterField
from explorer.gui.moves.sources import PLACE, MoveSource

if TYPE_CHECKING:
    from explorer.gui.session import Session


class MovesPage(QWidget):
    """Rows of one kind; Enter or a double click leads to the variable."""

    opened = Signal(object)  # the record
    chosen = Signal()  # another row, or none

    def __init__(
        self,
        columns: tuple[TableColumn, ...],
        stretch: str,
        name: str,
        said: str,
        session: Session,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._columns, self._has_notes = columns, False
        self.table = record_table(columns, PLACE, stretch, f"moves_{name}", said, session, self)
        self.filter = FilterField(f"moves_{name}", "kernel", self.table, self)
        self.filter.textChanged.connect(self.table.model().set_filter)
        self.empty = EmptyNote(f"moves_{name}_empty", self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.filter)
        layout.addWidget(self.stack, 1)
        self.table.key_opened.connect(lambda _: self.open_current())
        self.table.selection_settled.connect(self.chosen)

    def show_rows(self, records: Sequence[Any], why_empty: str) -> None:
        """Show these rows, or why there are none."""
        model = self.table.model()
        model.set_source(MoveSource(self._columns, records) if records else None)
        self.empty.say(why_empty)
        self.filter.setVisible(bool(records))
        if any(column.id == "note" for column in self._columns):
            has_notes = any(record.note for record in records)
            if has_notes != self._has_notes:  # once each way: who hides the column keeps it hidden
                self._has_notes = has_notes
                self.table.show_column("note", has_notes)
        self.stack.setCurrentWidget(self.table if records else self.empty)

    def row_count(self) -> int:
        """How many rows are shown."""
        return self.table.model().rowCount() if self.stack.currentWidget() is self.table else 0

    def current_record(self) -> Any:
        """The chosen row's record, None for none."""
        model = self.table.model()
        row = self.table.chosen_row()
        return model.source.record(int(model.rows[row])) if model.source is not None and row >= 0 else None

    def open_current(self) -> None:
        """Lead to the chosen row's variable."""
        record = self.current_record()
        if record is not None:
            self.opened.emit(record)

    def copy(self) -> None:
        """The chosen rows, or all of them, as TSV."""
        copy_rows(self.table)
