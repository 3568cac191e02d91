"""The runs that are remembered, as rows: directory, size, when last used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from explorer.gui.language import tr
from explorer.gui.plain_text import tool_tip
from explorer.report.numbers import display_name, format_bytes, format_time

if TYPE_CHECKING:
    from explorer.analysis.run_record.folder import RecordFile

HEADERS = ("Directory", "Size", "Last used")
NUMBERS_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
UNKNOWN = "(a damaged record)"
Index = QModelIndex | QPersistentModelIndex


class RecordsModel(QAbstractTableModel):
    """The last used first."""

    def __init__(self, parent: object = None) -> None:
        super().__init__(parent)
        self._records: tuple[RecordFile, ...] = ()

    def set_records(self, records: tuple[RecordFile, ...]) -> None:
        """Show these."""
        if records != self._records:
            self.beginResetModel()
            self._records = records
            self.endResetModel()

    def record(self, index: Index) -> RecordFile | None:
        """The record of a row; None for no row."""
        return self._records[index.row()] if index.isValid() else None

    def row_of(self, record: RecordFile | None) -> int:
        """Where a run stands, -1 for nowhere."""
        return next((i for i, each in enumerate(self._records) if record and each.path == record.path), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(HEADERS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADERS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter if section == 0 else NUMBERS_RIGHT
            )
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        record = self.record(index)
        if record is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            texts = (
                display_name(record.directory, 400) if record.directory else tr(UNKNOWN),
                format_bytes(record.size_bytes),
                format_time(record.used),
            )
            return texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(record.directory or str(record.path))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return NUMBERS_RIGHT
        return None
