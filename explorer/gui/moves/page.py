"""One page of the dialog: a table with a filter field, or a sentence where it has no rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from explorer.gui.doctor.parts import copy_rows, record_table
from explorer.gui.focus_ring import RING
from explorer.gui.item_models.cells import TableColumn
from explorer.gui.item_models.fitting import FittingColumns
from explorer.gui.item_models.record_table import RecordTable
from explorer.gui.item_models.table_parts import EmptyNote, EscapeToField, FilterField
from explorer.gui.language import tr
from explorer.gui.moves.sources import PLACE, MoveSource

if TYPE_CHECKING:
    from explorer.gui.session import Session

FITTING = ("bar", "mean", "largest", "where", "flipped")  # shown in this order where there is room

MOST_NOTE = 200  # characters of a note that are measured
NOTE_MARGIN = 28  # px around it
PAGE_MARGINS = 36  # px beside the table, its scroll bar among them


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
        self._columns, self._stretch = columns, stretch
        self._name, self._said, self._session = name, said, session
        self._has_notes = self._has_across = False
        self._table: RecordTable | None = None
        self._records: Sequence[Any] = ()
        self._why_empty = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty(RING, True)

    @property
    def is_made(self) -> bool:
        """Whether the page was looked at: before that it has no widgets, which are slow to make."""
        return self._table is not None

    @property
    def table(self) -> RecordTable:
        """The rows; made when they are asked for first."""
        if self._table is None:
            self._table = self._make()
            self._fill()
        return self._table

    def _make(self) -> RecordTable:
        table = record_table(
            self._columns, PLACE, self._stretch, f"moves_{self._name}", self._said, self._session, self
        )
        self.filter = FilterField(f"moves_{self._name}", "kernel", table, self)
        self.filter.textChanged.connect(table.model().set_filter)
        EscapeToField(self.filter, table)
        table.min_stretch = 200
        shown = table.shown_columns()  # as the dialog before left them
        self._has_notes, self._has_across = "note" in shown, "across" in shown
        self._fitting = FittingColumns(
            table, [column for column in FITTING if column in {c.id for c in self._columns}]
        )
        self.empty = EmptyNote(f"moves_{self._name}_empty", self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(table)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.filter)
        layout.addWidget(self.stack, 1)
        table.key_opened.connect(lambda _: self.open_current())
        table.selection_settled.connect(self.chosen)
        return table

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.is_made:  # after the window's first picture
            QTimer.singleShot(0, self, self._make_now)

    def _make_now(self) -> None:
        is_awaited = self.hasFocus()
        self.setFocusProxy(self.table)
        if is_awaited:
            self.table.setFocus()

    def show_rows(self, records: Sequence[Any], why_empty: str) -> None:
        """Show these rows, or why there are none."""
        self._records, self._why_empty = records, why_empty
        if self.is_made:
            self._fill()

    def _fill(self) -> None:
        table, records = self.table, self._records
        table.model().set_source(MoveSource(self._columns, records) if records else None)
        self.empty.say(self._why_empty)
        self.filter.setVisible(bool(records))
        names = {column.id for column in self._columns}
        if "across" in names:
            has_across = any(record.across is not None for record in records)
            if has_across != self._has_across:
                self._has_across = has_across
                table.show_column("across", has_across)
        if "note" in names:
            has_notes = any(record.note for record in records)
            if has_notes != self._has_notes:  # once each way: who hides the column keeps it hidden
                self._has_notes = has_notes
                table.show_column("note", has_notes)
                table.put_column("note", 1)  # beside the key: it is what one looks for
            self._suit_notes()
        self.stack.setCurrentWidget(table if records else self.empty)

    def _suit_notes(self) -> None:
        """As wide as the longest note where the sizes leave room for it, so that none is cut for nothing."""
        table = self.table
        if self._has_notes:
            metrics = QFontMetricsF(table.font())
            longest = max((len(said), said) for said in (tr(record.note) for record in self._records))[1]
            needed = round(metrics.horizontalAdvance(f"! {longest[:MOST_NOTE]}")) + NOTE_MARGIN
            beside = [*FITTING[:3], *(["across"] if self._has_across else [])]
            taken = table.min_stretch + sum(table.first_width(name) for name in beside)
            room = max(self.width() - PAGE_MARGINS - taken, table.first_width("note"))
            table.suit_column("note", min(needed, room))
        self._fitting.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._has_notes and self.is_made:
            self._suit_notes()

    def row_count(self) -> int:
        """How many rows are shown."""
        table = self._table
        if table is None:
            return len(self._records)
        return table.model().rowCount() if self.stack.currentWidget() is table else 0

    def current_record(self) -> Any:
        """The chosen row's record, None for none."""
        if self._table is None:
            return None
        model = self._table.model()
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
