"""The Qt model over the directory panel's rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

from explorer.gui.browser.tree import TreeRow, entry_facts
from explorer.gui.language import tr
from explorer.gui.plain_text import tool_tip
from explorer.gui.timeline.words import describe_entry

ROW_ROLE = Qt.ItemDataRole.UserRole + 1  # the TreeRow itself
NOTE_ROLE = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex
# Asked for each of thousands of rows whenever the tree is laid out.
_SCOPE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_MOST_TOLD = 200  # rows whose words changed
_LEAF = _SCOPE | Qt.ItemFlag.ItemNeverHasChildren


class DirectoryModel(QAbstractItemModel):
    """Rows in a flat list with their parents' numbers; an index carries the number."""

    def __init__(self, parent: object = None) -> None:
        super().__init__(parent)
        self._rows: list[TreeRow] = []
        self._parents: list[int] = []
        self._places: list[int] = []  # among its siblings
        self._children: list[Sequence[int]] = []
        self._top: Sequence[int] = []
        self._flags: list[Qt.ItemFlag] = []

    def set_rows(self, rows: list[TreeRow]) -> None:
        """Show other rows. When only their words changed the view keeps all it has."""
        flat: list[TreeRow] = []
        parents: list[int] = []
        places: list[int] = []
        children: list[Sequence[int]] = []

        def add(group: list[TreeRow], parent: int) -> Sequence[int]:
            if not any(row.children for row in group):  # thousands of checkpoints, at one stroke
                first = len(flat)
                flat.extend(group)
                parents.extend([parent] * len(group))
                places.extend(range(len(group)))
                children.extend([()] * len(group))
                return range(first, len(flat))
            numbers = []
            for place, row in enumerate(group):
                number = len(flat)
                flat.append(row)
                parents.append(parent)
                places.append(place)
                children.append(())
                numbers.append(number)
                children[number] = add(row.children, number)  # as deep as the user unfolded folders
            return numbers

        top = add(rows, -1)
        before = self._rows
        same = parents == self._parents and all(
            row is old or row.identity == old.identity for row, old in zip(flat, before, strict=True)
        )
        if not same:
            self.beginResetModel()
        self._rows, self._parents, self._places, self._children, self._top = (
            flat,
            parents,
            places,
            children,
            top,
        )
        self._flags = [_SCOPE if below else _LEAF for below in children]
        if not same:
            self.endResetModel()
            return
        changed = [number for number, (row, old) in enumerate(zip(flat, before)) if row is not old]
        for number in changed[:_MOST_TOLD]:  # of more the view, painted anew anyway, need not be told singly
            self.dataChanged.emit(self.index_of(number), self.index_of(number))

    @property
    def rows(self) -> list[TreeRow]:
        """All rows, flat; a row's number is its place here."""
        return self._rows

    def index_of(self, number: int) -> QModelIndex:
        """The index of a row by its number in the flat list."""
        return self.createIndex(self._places[number], 0, number)

    def find(self, prefix: str) -> QModelIndex:
        """The row of a checkpoint, an invalid index if there is none."""
        for number, row in enumerate(self._rows):
            if row.entry is not None and row.entry.prefix == prefix:
                return self.index_of(number)
        return QModelIndex()

    def row(self, index: Index) -> TreeRow | None:
        """The row behind an index."""
        return self._rows[index.internalId()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        if not parent.isValid():
            return len(self._top)
        return len(self._children[parent.internalId()]) if parent.column() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        siblings = self._children[parent.internalId()] if parent.isValid() else self._top
        if column != 0 or not 0 <= row < len(siblings):
            return QModelIndex()
        return self.createIndex(row, 0, siblings[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not index.isValid():
            return QModelIndex()
        number = self._parents[index.internalId()]
        return self.index_of(number) if number >= 0 else QModelIndex()

    def flags(self, index: Index) -> Qt.ItemFlag:
        return self._flags[index.internalId()] if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == NOTE_ROLE:
            return " · ".join(map(tr, row.note.split(" · ")))
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(_tip(row))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            entry = row.entry or row.inner
            status = f", {tr(entry.status)}" if entry is not None else ""
            return f"{row.text}, {tr(row.note)}{status}" if row.note else row.text + status
        return None


def _tip(row: TreeRow) -> str:
    entry = row.entry or row.inner
    if entry is None:
        return row.tip
    return "\n".join(filter(None, (describe_entry(entry), entry_facts(entry), row.tip)))
