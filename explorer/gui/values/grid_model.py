"""The number grid: a virtual table over a matrix, any size, nothing formatted before it is seen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from explorer.analysis.sampling_slices import SliceChoice
from explorer.analysis.sampling_values import TensorValues
from explorer.gui.theme import current_palette, qcolor
from explorer.gui.values.element_text import element_text, exact_text, is_finite
from explorer.task import QUIET, Task

MOST_ROWS = 100_000  # a header keeps some bytes a row: beyond, the rows shown begin at `first_row`
MOST_COLUMNS = 2_000
VECTOR_COLUMNS = 10  # a vector is shown in lines of ten
NOT_STORED, READING = "—", "…"
PENDING = object()
PAGE_ROWS, PAGE_COLUMNS = 128, 64
_MOST_PAGES = 128

PageKey = tuple[int, int]


class GridModel(QAbstractTableModel):
    """Rows and columns of a slice, a vector in lines of ten; its values come page by page."""

    pages_wanted = Signal()  # some cells in view are not read yet: see `wanted_pages`

    def __init__(self, parent=None) -> None:  # type: ignore[no-untyped-def]
        super().__init__(parent)
        self._values: TensorValues | None = None
        self._choice = SliceChoice(None, None, ())
        self._size = (0, 0)
        self._pages: OrderedDict[PageKey, Any] = OrderedDict()
        self._wanted: dict[PageKey, None] = {}
        self.is_vector = False
        self.first_row = self.first_column = 0

    def show_values(
        self, values: TensorValues, choice: SliceChoice, *, first_row: int = 0, first_column: int = 0
    ) -> None:
        """Show another slice, or another part of it."""
        self.beginResetModel()
        self._values, self._choice, self._size = values, choice, choice.size(values.shape)
        self.is_vector = choice.rows is None
        self.first_row, self.first_column = first_row, first_column
        self._pages.clear()
        self._wanted.clear()
        self.endResetModel()

    @property
    def whole_rows(self) -> int:
        """Lines the slice has, shown or not."""
        return -(-self._size[1] // VECTOR_COLUMNS) if self.is_vector else self._size[0]

    @property
    def whole_columns(self) -> int:
        """Columns the slice has, shown or not."""
        return min(VECTOR_COLUMNS, self._size[1]) if self.is_vector else self._size[1]

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else min(self.whole_rows - self.first_row, MOST_ROWS)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else min(self.whole_columns - self.first_column, MOST_COLUMNS)

    def cell_of(self, row: int, column: int) -> tuple[int, int]:
        """The cell of the slice that a cell of the table stands for."""
        row, column = row + self.first_row, column + self.first_column
        return (0, row * VECTOR_COLUMNS + column) if self.is_vector else (row, column)

    def place_of(self, row: int, column: int) -> tuple[int, int]:
        """The cell of the table that stands for a cell of the slice; negative or beyond it where not shown."""
        if self.is_vector:
            row, column = divmod(column, VECTOR_COLUMNS)
        return row - self.first_row, column - self.first_column

    def is_beyond_end(self, row: int, column: int) -> bool:
        """Whether a cell of a vector's last line stands for no element."""
        return self.cell_of(row, column)[1] >= self._size[1]

    def value_at(self, row: int, column: int) -> Any:
        """The element of a cell; None beyond a vector's end and where nothing is stored, PENDING if not read yet."""
        row, column = self.cell_of(row, column)
        if column >= self._size[1] or self._values is None:
            return None
        key = (row // PAGE_ROWS, column // PAGE_COLUMNS)
        page = self._pages.get(key)
        if page is None:
            if self._values.is_stored:
                self._wanted[key] = None
                self.pages_wanted.emit()
                return PENDING
            page = self.read_page(key, QUIET)
            self._keep(key, page)
        value = page[row % PAGE_ROWS, column % PAGE_COLUMNS]
        return None if value is np.ma.masked else value

    def value_now(self, row: int, column: int) -> Any:
        """As `value_at`, but read here and now if it was not read yet."""
        value = self.value_at(row, column)
        if value is not PENDING:
            return value
        at = self.cell_of(row, column)
        key = (at[0] // PAGE_ROWS, at[1] // PAGE_COLUMNS)
        self._wanted.pop(key, None)
        self._keep(key, self.read_page(key, QUIET))
        return self.value_at(row, column)

    def read_page(self, key: PageKey, task: Task) -> Any:
        """The cells of a page; on any thread."""
        assert self._values is not None
        (top, left), (rows, columns) = (key[0] * PAGE_ROWS, key[1] * PAGE_COLUMNS), self._size
        some = range(top, min(top + PAGE_ROWS, rows)), range(left, min(left + PAGE_COLUMNS, columns))
        return self._values.part(self._choice, *some, task)

    def wanted_pages(self) -> tuple[PageKey, ...]:
        """Pages that cells in view are waiting for, the latest asked for first; asks no more for them."""
        wanted = tuple(reversed(self._wanted))[:_MOST_PAGES]
        self._wanted.clear()
        return wanted

    def take_pages(self, pages: Iterable[tuple[PageKey, Any]]) -> None:
        """Pages that were wanted have been read."""
        for key, page in pages:
            self._keep(key, page)
        if self.rowCount() and self.columnCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _keep(self, key: PageKey, page: Any) -> None:
        self._pages[key] = page
        while len(self._pages) > _MOST_PAGES:
            self._pages.popitem(last=False)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.ForegroundRole,
        ):
            return None
        row, column = index.row(), index.column()
        value = self.value_at(row, column)
        if value is PENDING:
            return READING if role == Qt.ItemDataRole.DisplayRole else None
        if value is None:
            if role == Qt.ItemDataRole.DisplayRole:
                return "" if self.is_beyond_end(row, column) else NOT_STORED
            if role == Qt.ItemDataRole.ForegroundRole:
                return qcolor(current_palette().muted)
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return element_text(value)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{self._place(row, column)}: {exact_text(value)}"
        return None if is_finite(value) else qcolor(current_palette().verdict("damaged"))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            number = section + self.first_row
            return str(number * VECTOR_COLUMNS) if self.is_vector else str(number)
        number = section + self.first_column
        return f"+{number}" if self.is_vector else str(number)

    def _place(self, row: int, column: int) -> str:
        return str(list(self._choice.place(*self.cell_of(row, column))))
