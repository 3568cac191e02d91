"""Proposed renames as a table with check boxes: old name, new name, how sure, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from explorer.gui.item_models.cells import CELL_ROLE, Cell, without_tail
from explorer.gui.item_models.table_model import plain_tool_tip, said
from explorer.gui.language import tr
from explorer.report.numbers import display_name

NO_INDEX = QModelIndex()
TITLES = ("Take", "Checkpoint holds", "Model expects", "Confidence", "Why")
TAKE, OLD, NEW, CONFIDENCE, WHY = range(len(TITLES))
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Rename:
    """One proposal, with the record it came from."""

    old: str
    new: str
    confidence: float
    reason: str
    pair: Any


class RenamesModel(QAbstractTableModel):
    """The proposals in their order; which are taken is the model's own."""

    taken_changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.renames: tuple[Rename, ...] = ()
        self._taken: list[bool] = []

    def show(self, renames: tuple[Rename, ...]) -> None:
        """Show these, the sure ones taken."""
        self.beginResetModel()
        self.renames = renames
        self._taken = [rename.confidence > SURE for rename in renames]
        self.endResetModel()
        self.taken_changed.emit()

    def taken(self) -> tuple[Rename, ...]:
        """The accepted ones, in order."""
        return tuple(rename for rename, on in zip(self.renames, self._taken, strict=True) if on)

    def take(self, wanted: list[bool]) -> None:
        """Accept exactly these."""
        self._taken = list(wanted)
        if self.renames:
            self.dataChanged.emit(self.index(0, TAKE), self.index(len(self.renames) - 1, TAKE))
        self.taken_changed.emit()

    def toggle(self, row: int) -> None:
        """Accept a row, or no longer."""
        if 0 <= row < len(self._taken):
            self._taken[row] = not self._taken[row]
            self.dataChanged.emit(self.index(row, TAKE), self.index(row, TAKE))
            self.taken_changed.emit()

    # Qt's side

    def rowCount(self, parent: QModelIndex = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.renames)

    def columnCount(self, parent: QModelIndex = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return tr(TITLES[section]) if is_title and 0 <= section < len(TITLES) else None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == TAKE else flags

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != TAKE or not index.isValid():
            return False
        self._taken[index.row()] = Qt.CheckState(value) == Qt.CheckState.Checked
        self.dataChanged.emit(index, index)
        self.taken_changed.emit()
        return True

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.renames):
            return None
        rename, column = self.renames[index.row()], index.column()
        if column == TAKE:
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if self._taken[index.row()] else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return tr(f"Take {display_name(rename.old)} as {display_name(rename.new)}")
            return None
        cell = self._cell(rename, column)
        if role == CELL_ROLE:
            return cell
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return said(cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(said(cell))
        return None

    def _cell(self, rename: Rename, column: int) -> Cell:
        if column in (OLD, NEW):
            text, tail = without_tail(display_name(rename.old if column == OLD else rename.new))
            return Cell(text, elide_middle=True, tail=tail)
        if column == CONFIDENCE:
            sure = rename.confidence > SURE
            tone, mark = ("verdict:restored", "✓") if sure else ("verdict:wrong value silently", "?")
            return Cell(f"{round(100 * rename.confidence)} %", tone, mark=mark)
        return Cell(tr(display_name(rename.reason, 2000)), is_data=False)
