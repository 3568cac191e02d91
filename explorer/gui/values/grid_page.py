"""Every value of a slice as a number, in a table; where it begins if a table cannot hold it all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSpinBox, QTableView, QVBoxLayout, QWidget

from explorer.gui.theme import data_font
from explorer.gui.values.export import cell_text
from explorer.gui.values.grid_model import GridModel

_MOST_ROWS, _MOST_COLUMNS = 100_000, 2_000
_COLUMN_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class CellRange:
    """The smallest rectangle around the selected cells; ends are included."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def count(self) -> int:
        """How many cells."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


class GridPage(QWidget):
    """The table, and above it two fields that are shown for endless slices only."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = GridModel(parent)
        self._matrix: Any = None
        self._is_vector = self._keeps_place = False
        self.grid = QTableView(self)
        self.grid.setObjectName("values_grid")
        self.grid.setAccessibleName("Values as numbers")
        self.grid.setModel(self.model)
        self.grid.setFont(data_font())
        self.grid.setTabKeyNavigation(False)
        self.grid.setWordWrap(False)
        for header in (self.grid.verticalHeader(), self.grid.horizontalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
        self.grid.verticalHeader().setDefaultSectionSize(22)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._start_fields())
        layout.addWidget(self.grid, 1)

    def _start_fields(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 12, 6)
        self.starts: dict[str, QSpinBox] = {}
        for name in ("row", "column"):
            spin = QSpinBox(self)
            spin.setObjectName(f"values_first_{name}")
            spin.setAccessibleName(f"First {name} shown")
            spin.setPrefix(f"from {name} ")
            spin.setKeyboardTracking(False)
            spin.valueChanged.connect(lambda _: self._fill())
            spin.hide()
            self.starts[name] = spin
            line.addWidget(spin)
        line.addStretch(1)
        return line

    def show_matrix(self, matrix: Any, is_vector: bool, *, keeps_place: bool) -> None:
        """Show a slice [rows, columns]; with `keeps_place`, scrolled and selected as the one before."""
        self._matrix, self._is_vector, self._keeps_place = matrix, is_vector, keeps_place
        rows = -(-matrix.shape[1] // 10) if is_vector else int(matrix.shape[0])
        columns = 1 if is_vector else matrix.shape[1]
        for name, whole, most in (("row", rows, _MOST_ROWS), ("column", columns, _MOST_COLUMNS)):
            spin = self.starts[name]
            spin.blockSignals(True)
            spin.setRange(0, min(max(whole - 1, 0), 2**31 - 1))
            spin.setSingleStep(most)
            spin.blockSignals(False)
            spin.setVisible(whole > most)
        self._fill()

    def _fill(self) -> None:
        place = self._place() if self._keeps_place else None
        first_row, first_column = (
            spin.value() if spin.isVisibleTo(self) else 0 for spin in self.starts.values()
        )
        self.model.show_matrix(
            self._matrix, is_vector=self._is_vector, first_row=first_row, first_column=first_column
        )
        self._fit_columns()
        if place is not None:
            self._restore_place(*place)

    def _place(self) -> tuple[int, int, list[tuple[int, int, int, int]]]:
        """Where the grid is scrolled to, and what is selected in it."""
        ranges = self.grid.selectionModel().selection()
        selected = [(r.top(), r.left(), r.bottom(), r.right()) for r in ranges]
        return self.grid.horizontalScrollBar().value(), self.grid.verticalScrollBar().value(), selected

    def _restore_place(self, left: int, top: int, selected: list[tuple[int, int, int, int]]) -> None:
        selection = QItemSelection()
        for first_row, first_column, last_row, last_column in selected:
            selection.select(
                self.model.index(first_row, first_column), self.model.index(last_row, last_column)
            )
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.grid.selectionModel().select(selection, flags)
        self.grid.updateGeometries()
        self.grid.horizontalScrollBar().setValue(left)
        self.grid.verticalScrollBar().setValue(top)

    def _fit_columns(self) -> None:
        """One width for all columns, from a sample: measuring 100,000 rows would take seconds."""
        metrics = self.grid.fontMetrics()
        widest = 4
        for row in range(min(self.model.rowCount(), _COLUMN_SAMPLE)):
            for column in range(min(self.model.columnCount(), 12)):
                widest = max(widest, len(self.model.data(self.model.index(row, column)) or ""))
        self.grid.horizontalHeader().setDefaultSectionSize(metrics.horizontalAdvance("0") * (widest + 2) + 8)

    def chosen_cells(self) -> CellRange | None:
        """What is selected, None for nothing."""
        if not self.grid.selectionModel().hasSelection():
            return None
        ranges = self.grid.selectionModel().selection()
        return CellRange(
            min(r.top() for r in ranges),
            max(r.bottom() for r in ranges),
            min(r.left() for r in ranges),
            max(r.right() for r in ranges),
        )

    def text_of(self, cells: CellRange) -> str:
        """Cells as TSV, with a line of column indices above and row indices at the left."""
        header, columns = self.model.headerData, range(cells.left, cells.right + 1)
        lines = ["\t".join(("", *(str(header(column, Qt.Orientation.Horizontal)) for column in columns)))]
        for row in range(cells.top, cells.bottom + 1):
            texts = (cell_text(self.model.value_at(row, column)) for column in columns)
            lines.append("\t".join((str(header(row, Qt.Orientation.Vertical)), *texts)))
        return "\n".join(lines)

    def take_theme(self) -> None:
        """The fonts may have changed."""
        self.grid.setFont(data_font())
