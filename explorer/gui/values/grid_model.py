"""The number grid: a virtual table over a matrix, any size, nothing formatted before it is seen."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from explorer.gui.theme import current_palette, qcolor
from explorer.gui.values.slicing import VECTOR_COLUMNS
from explorer.report.numbers import format_float

MOST_ROWS = 100_000  # a header keeps some bytes a row: beyond, the rows shown begin at `first_row`
MOST_COLUMNS = 2_000
NOT_STORED = "—"


class GridModel(QAbstractTableModel):
    """Rows and columns of a matrix view; a vector ([1, n], `is_vector`) in lines of ten."""

    def __init__(self, parent=None) -> None:  # type: ignore[no-untyped-def]
        super().__init__(parent)
        self._matrix: Any = np.zeros((0, 0))
        self.is_vector = False
        self.first_row = self.first_column = 0

    def show_matrix(self, matrix: Any, *, is_vector: bool, first_row: int = 0, first_column: int = 0) -> None:
        """Show another matrix, or another part of it."""
        self.beginResetModel()
        self._matrix, self.is_vector = matrix, is_vector
        self.first_row, self.first_column = first_row, first_column
        self.endResetModel()

    @property
    def whole_rows(self) -> int:
        """Lines the matrix has, shown or not."""
        if self.is_vector:
            return -(-self._matrix.shape[1] // VECTOR_COLUMNS)
        return int(self._matrix.shape[0])

    @property
    def whole_columns(self) -> int:
        """Columns the matrix has, shown or not."""
        return min(VECTOR_COLUMNS, self._matrix.shape[1]) if self.is_vector else int(self._matrix.shape[1])

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else min(self.whole_rows - self.first_row, MOST_ROWS)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else min(self.whole_columns - self.first_column, MOST_COLUMNS)

    def value_at(self, row: int, column: int) -> Any:
        """The element of a cell; None beyond the end of a vector's last line, or where nothing is stored."""
        row, column = row + self.first_row, column + self.first_column
        if self.is_vector:
            row, column = 0, row * VECTOR_COLUMNS + column
            if column >= self._matrix.shape[1]:
                return None
        value = self._matrix[row, column]
        return None if value is np.ma.masked else value

    def is_beyond_end(self, row: int, column: int) -> bool:
        """Whether a cell of a vector's last line stands for no element."""
        place = (row + self.first_row) * VECTOR_COLUMNS + column
        return self.is_vector and place >= self._matrix.shape[1]

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
        return None if _is_finite(value) else qcolor(current_palette().verdict("damaged"))

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
        row, column = row + self.first_row, column + self.first_column
        return f"[{row * VECTOR_COLUMNS + column}]" if self.is_vector else f"[{row}, {column}]"


def element_text(value: Any) -> str:
    """One element for a cell: sensible digits; NaN and infinities in words."""
    if isinstance(value, bool | np.bool_):
        return "True" if value else "False"
    kind = np.asarray(value).dtype.kind
    if kind in "iu":
        return str(int(value))
    if kind == "c":
        return f"{_float_text(value.real)}{'+' if not value.imag < 0 else '−'}{_float_text(abs(value.imag))}j"
    if kind == "f" or kind == "V" or not isinstance(value, int | float | np.integer):
        return _float_text(float(value))
    return str(value)


def exact_text(value: Any) -> str:
    """One element so that it comes back to the bit."""
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    kind = np.asarray(value).dtype.kind
    if kind in "iu":
        return str(int(value))
    if kind == "c":
        return repr(complex(value))
    return str(value) if kind == "f" else repr(float(value))


def _float_text(value: Any) -> str:
    value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "−Inf"
    return format_float(value, 5).replace("-", "−", 1) if value < 0 else format_float(value, 5)


def _is_finite(value: Any) -> bool:
    kind = np.asarray(value).dtype.kind
    if kind in "iub":
        return True
    return bool(np.isfinite(complex(value) if kind == "c" else float(value)))
