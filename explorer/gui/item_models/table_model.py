"""A table over columns with an index array of its own: filter, sort and reload without a proxy.

The model keeps `rows`, the source row of each row shown. Filtering makes it shorter, sorting puts it
in another order; both take milliseconds at 200,000 rows. What needs longer (natural ranks of a text
column, the filter's index) is made in a job, and what was asked for meanwhile is done when it is there.
Every change is a model reset: the table over it keeps the selection by key, which Qt's own
way (a persistent index a cell) could not do for 200,000 rows.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from explorer.gui.item_models.cells import (
    CELL_ROLE,
    KEY_ROLE,
    MOST_TIP_CHARACTERS,
    MOST_TIP_LINES,
    SORT_ROLE,
    VARIABLE_ROLE,
    WORD_COLUMNS,
    Cell,
    TableColumn,
    TableSource,
)
from explorer.gui.item_models.row_filter import FilterIndex
from explorer.gui.item_models.row_order import MISSING, Ranks, order_by, ranks_of
from explorer.gui.jobs import JobSlot
from explorer.gui.language import tr
from explorer.task import QUIET, Task

AT_ONCE = 2000  # rows up to which ranks and filter index are made on the spot, within a few milliseconds
NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a job made ready for one source: ranks of a column, and the filter's index."""

    source: TableSource
    column_id: str
    ranks: Ranks
    filter_index: FilterIndex | None


def prepare(source: TableSource, column_id: str, with_filter: bool, task: Task = QUIET) -> Prepared:
    """Rank a column; with the first one, read the filter's fields."""
    ranks = ranks_of(source.values(column_id), task)
    index = FilterIndex(len(source), source.fields()) if with_filter else None
    return Prepared(source, column_id, ranks, index)


class ColumnTableModel(QAbstractTableModel):
    """Rows of a `TableSource`, filtered and sorted by an own index array."""

    rows_changed = Signal()  # other rows, or another order; after the reset
    renewing = Signal()  # before other rows are taken: the table notes where it stands
    settled = Signal()  # nothing asked for is still being made
    failed = Signal(object)  # ExplorerError | Exception of a preparing job

    def __init__(
        self,
        columns: tuple[TableColumn, ...],
        base_column: str,
        slot: JobSlot | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self._base_column = base_column  # orders the rows that the sorted column leaves equal
        self._slot = slot
        self.source: TableSource | None = None
        self.rows: npt.NDArray[np.intp] = np.empty(0, np.intp)
        self._place: npt.NDArray[np.intp] | None = None
        self._order: tuple[tuple[str, bool], npt.NDArray[np.intp]] | None = None
        self._ranks: dict[str, Ranks] = {}
        self._filter_index: FilterIndex | None = None
        self._query = ""
        self._accepted: npt.NDArray[np.bool_] | None = None
        self._sort_column, self._descending = base_column, False
        self._preparing = ""  # column being ranked in a job
        self._outdated: set[str] = set()  # ranks of the rows shown before, good until the new ones are made
        self.keeps_place = True  # the last change came from the data, not from somebody sorting or filtering

    # What is shown

    def set_source(self, source: TableSource | None) -> None:
        """Show other rows. Filter text and sorting stay; a mask of `set_accepted` does not.

        Rows of the same keys keep their order on the screen until they are ranked anew.
        """
        self.renewing.emit()
        if self._slot is not None:
            self._slot.cancel()
        self._preparing = ""
        same = self.source is not None and source is not None and _same_keys(self.source, source)
        self.source, self.keeps_place = source, True
        if same:
            self._outdated = set(self._ranks)
        else:
            self._ranks, self._filter_index, self._order, self._outdated = {}, None, None, set()
        self._accepted = None
        self._bring_about()

    def set_filter(self, query: str) -> None:
        """Show only rows that have all words of `query` (see row_filter)."""
        if query != self._query:
            self._query, self.keeps_place = query, False
            self._bring_about()

    def set_accepted(self, accepted: npt.NDArray[np.bool_] | None) -> None:
        """A bool [n] over the source: a condition beside the filter text; None for all rows."""
        self.renewing.emit()
        self._accepted, self.keeps_place = accepted, True
        self._bring_about()

    def forget_values(self, column_ids: tuple[str, ...]) -> None:
        """Values of these columns streamed in: rank them again if the table is sorted by one."""
        for column_id in column_ids:
            self._ranks.pop(column_id, None)
        if self._sort_column in column_ids:
            self._order = None
            self._renew()

    def forget_fields(self, column_ids: tuple[str, ...]) -> None:
        """What the filter looks through changed too: make its index and these columns' ranks anew."""
        for column_id in (*column_ids, self._base_column):
            self._ranks.pop(column_id, None)
        self._filter_index = self._order = None
        self._renew()

    @property
    def query(self) -> str:
        """The filter text."""
        return self._query

    @property
    def sort_column(self) -> str:
        """Id of the column the rows are sorted by."""
        return self._sort_column

    @property
    def is_descending(self) -> bool:
        """Whether the largest comes first."""
        return self._descending

    @property
    def is_preparing(self) -> bool:
        """Whether ranks or the filter's index are still being made."""
        return bool(self._preparing)

    @property
    def is_filtered(self) -> bool:
        """Whether some rows of the source are left out."""
        return self.source is not None and len(self.rows) < len(self.source)

    # Rows and keys

    def key_at(self, row: int) -> str:
        """The key shown in `row`."""
        return self.source.key(int(self.rows[row]))

    def row_of(self, key: str) -> int:
        """The row that shows `key`, -1 if none does."""
        source_row = self.source_row_of(key)
        return -1 if source_row < 0 else self.place_of(source_row)

    def source_row_of(self, key: str) -> int:
        """The source's row of `key`, -1 if it has none."""
        return -1 if self.source is None or not key else self.source.row_of(key)

    def lowered_keys(self) -> Sequence[str]:
        """All keys in lower case, in the source's order; ready-made once the filter's index is there."""
        if self._filter_index is not None:
            return self._filter_index.texts("key")
        return [key.lower() for key in self.source.keys()]  # noqa: SIM118 - a source is no dict

    def place_of(self, source_row: int) -> int:
        """The row that shows `source_row`, -1 if none does."""
        if self._place is None:
            self._place = np.full(len(self.source), -1, np.intp)
            self._place[self.rows] = np.arange(len(self.rows))
        return int(self._place[source_row])

    def column_index(self, column_id: str) -> int:
        """The model's column number of an id."""
        return next(number for number, column in enumerate(self.columns) if column.id == column_id)

    # Qt's side

    def rowCount(self, parent: QModelIndex = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.source is None or not 0 <= index.row() < len(self.rows):
            return None
        row, column = int(self.rows[index.row()]), self.columns[index.column()]
        if role == CELL_ROLE:
            return in_words(self.source.cell(row, column.id), column.id)
        if role == Qt.ItemDataRole.DisplayRole:
            return said(in_words(self.source.cell(row, column.id), column.id))
        if role == Qt.ItemDataRole.AccessibleTextRole:  # a screen reader says which column it is in
            return f"{tr(column.title)}: {said(in_words(self.source.cell(row, column.id), column.id))}"
        if role == Qt.ItemDataRole.ToolTipRole:
            tell = getattr(self.source, "tool_tip", self.source.text)
            told = tell(row, column.id)
            return plain_tool_tip(tr(told) if column.id in WORD_COLUMNS else told)
        if role == KEY_ROLE:
            return self.source.key(row)
        if role == VARIABLE_ROLE:
            return self.source.record(row)
        if role == SORT_ROLE:
            ranks = self._ranks.get(column.id)
            return MISSING if ranks is None else int(ranks[row])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(column.title)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(column.explanation)
        if role == Qt.ItemDataRole.InitialSortOrderRole and column.is_number and not column.is_smallest_first:
            return Qt.SortOrder.DescendingOrder
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns) or not self.columns[column].is_sortable:
            return
        wanted = self.columns[column].id, order == Qt.SortOrder.DescendingOrder
        if wanted != (self._sort_column, self._descending):
            (self._sort_column, self._descending), self.keeps_place = wanted, False
            self._bring_about()

    def refresh_keys(self, keys: set[str], first_row: int, last_row: int) -> None:
        """Values of these keys streamed in: draw the rows between `first_row` and `last_row` again."""
        for row in range(max(first_row, 0), min(last_row, len(self.rows) - 1) + 1):
            if keys and self.key_at(row) in keys:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    # The index array

    def _renew(self) -> None:
        self.renewing.emit()
        self.keeps_place = True
        self._bring_about()

    def _bring_about(self) -> None:
        """Put the rows as asked for, as far as everything needed is there; start what is missing."""
        source = self.source
        if source is not None:
            for column_id in (self._base_column, self._sort_column):
                if column_id not in self._ranks or column_id in self._outdated:
                    self._prepare(source, column_id)
                    break
        self.beginResetModel()
        self.rows = self._arranged()
        self._place = None
        self.endResetModel()
        self.rows_changed.emit()
        if not self._preparing:
            self.settled.emit()

    def _prepare(self, source: TableSource, column_id: str) -> None:
        needs_filter = self._filter_index is None or self._base_column in self._outdated
        if not needs_filter and column_id in getattr(source, "quick_columns", ()):
            self._keep_ranks(column_id, ranks_of(source.values(column_id)))
            return
        if self._slot is None or len(source) <= AT_ONCE:
            self._take(prepare(source, column_id, needs_filter))
            if self._sort_column not in self._ranks or self._sort_column in self._outdated:
                self._take(prepare(source, self._sort_column, False))
            return
        if column_id == self._preparing:
            return
        self._preparing = column_id
        self._slot.start(
            prepare, source, column_id, needs_filter, then=self._take_late, otherwise=self._give_up
        )

    def _take(self, prepared: Prepared) -> None:
        self._keep_ranks(prepared.column_id, prepared.ranks)
        self._filter_index = prepared.filter_index or self._filter_index

    def _keep_ranks(self, column_id: str, ranks: Ranks) -> None:
        self._ranks[column_id] = ranks
        if column_id in self._outdated:
            self._outdated.discard(column_id)
            self._order = None

    def _take_late(self, prepared: Prepared) -> None:
        self._preparing = ""
        if prepared.source is self.source:
            if self.keeps_place:
                self.renewing.emit()
            self._take(prepared)
            self._bring_about()

    def _give_up(self, error: Exception) -> None:
        self._preparing = ""
        self._sort_column, self._descending = self._base_column, False
        self.failed.emit(error)
        self.settled.emit()

    def _arranged(self) -> npt.NDArray[np.intp]:
        if self.source is None:
            return np.empty(0, np.intp)
        rows = self._sorted()
        accepted = self._accepted
        matched = self._filter_index.match(self._query) if self._filter_index is not None else None
        if matched is not None:
            accepted = matched if accepted is None else accepted & matched
        return rows if accepted is None else rows[accepted[rows]]

    def _sorted(self) -> npt.NDArray[np.intp]:
        """All rows in the order asked for, remembered: a letter more in the filter must not sort again."""
        wanted = self._sort_column, self._descending
        if self._order is not None and self._order[0] == wanted:
            return self._order[1]
        is_base = self._sort_column == self._base_column
        base, ranks = self._ranks.get(self._base_column), self._ranks.get(self._sort_column)
        rows = np.arange(len(self.source))
        if base is not None:
            rows = order_by(base, rows, descending=is_base and self._descending)
        if ranks is not None and not is_base:
            rows = order_by(ranks, rows, descending=self._descending)
        if base is not None and ranks is not None:
            self._order = wanted, rows
        return rows


def _same_keys(before: TableSource, after: TableSource) -> bool:
    return len(before) == len(after) and before.keys() == after.keys()


def in_words(cell: Cell, column_id: str) -> Cell:
    """The cell in the window's language, where its column holds words of ours; sorting and copying stay English."""
    if column_id not in WORD_COLUMNS or cell.is_number:
        return cell
    text = tr(cell.text)
    return cell if text is cell.text else replace(cell, text=text, spans=())


def said(cell: Cell) -> str:
    """A cell's text with its mark, as it is drawn and read aloud."""
    return f"{cell.mark} {cell.text}{cell.tail}".strip()


def plain_tool_tip(text: str) -> str:
    """A tool tip that shows `text` as it is: Qt takes a text with tags for markup, so it gets harmless ones.

    Of a long line the middle is left out: laying out a name of some megabytes takes seconds.
    """
    lines = [html.escape(_elided(line)) for line in text.split("\n", MOST_TIP_LINES)[:MOST_TIP_LINES]]
    return f"<span>{'<br>'.join(lines)}</span>" if text else ""


def _elided(line: str) -> str:
    half = MOST_TIP_CHARACTERS // 2
    return line if len(line) <= MOST_TIP_CHARACTERS else f"{line[: half - 1]}…{line[-half:]}"
