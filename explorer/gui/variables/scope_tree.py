"""The variables as a tree of scopes, with what each scope holds and weighs."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeView, QWidget

from explorer.gui.item_models.cell_delegate import CellDelegate
from explorer.gui.item_models.cells import CELL_ROLE, KEY_ROLE, VARIABLE_ROLE, Cell
from explorer.gui.item_models.focus import choosing_nothing
from explorer.gui.item_models.table_model import plain_tool_tip, said
from explorer.gui.language import tr
from explorer.gui.theme import ui_font
from explorer.gui.variables.scope_paths import ScopePaths
from explorer.gui.variables.variable_source import VariableSource
from explorer.report.numbers import display_name, format_bytes, format_count, format_shape

NO_INDEX = QModelIndex()
FETCHED_AT_ONCE = 250  # a scope of 100,000 children opens at once and grows while one scrolls


class ScopeModel(QAbstractItemModel):
    """Nodes of `ScopePaths` as items; an index's id is its node."""

    titles: tuple[str, ...] = ("Scope", "Role", "Dtype", "Shape", "Variables", "Bytes")
    numbers: tuple[int, ...] = (4, 5)  # columns aligned to the right
    widths: tuple[int, ...] = (0, 134, 80, 130, 80, 90)  # px; the first column takes what is left

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source: VariableSource | None = None
        self._paths: ScopePaths | None = None
        self._rows: np.ndarray | None = None
        self._clear()

    def _clear(self) -> None:
        self._shown: dict[int, np.ndarray] = {}
        self._numbers: dict[int, list[int]] = {}  # the same as plain numbers: Qt asks thousands of times
        self._has_below = b""
        self._fetched: dict[int, int] = {}
        self._place: dict[int, int] = {}

    def show(self, source: VariableSource | None, paths: ScopePaths | None, rows: np.ndarray | None) -> None:
        """Show the scopes that lead to `rows` (all for None)."""
        self.beginResetModel()
        self.source, self._paths, self._rows = source, paths, rows
        self._clear()
        if paths is not None and source is not None:
            self._marks = paths.marked(rows)
            below = np.zeros(len(paths.names), np.bool_)
            below[paths.parent[paths.children[self._marks[paths.children]]]] = True
            self._has_below = below.tobytes()
            self._sum_up(source, paths, rows)
        self.endResetModel()

    def _sum_up(self, source: Any, paths: ScopePaths, rows: np.ndarray | None) -> None:
        """What the scopes say of all that lies below them."""
        self._counts = paths.summed(np.ones(len(source)), rows)
        self._sizes = paths.summed(source.size_bytes, rows)

    def renew(self, source: VariableSource) -> None:
        """Show the same scopes with the variables of another checkpoint."""
        self.source = source
        self._sum_up(source, self._paths, self._rows)

    def children(self, node: int) -> np.ndarray:
        """The nodes shown below `node`, in order."""
        found = self._shown.get(node)
        if found is None:
            paths = self._paths
            below = paths.children[paths.first_child[node] : paths.first_child[node + 1]]
            found = self._shown[node] = below[self._marks[below]]
            numbers = self._numbers[node] = found.tolist()
            self._fetched[node] = min(len(found), FETCHED_AT_ONCE)
            self._place.update(zip(numbers, range(len(numbers)), strict=True))
        return found

    def node_index(self, node: int, column: int = 0) -> QModelIndex:
        """The index of a node, fetching what lies before it."""
        if node <= 0 or not self._marks[node]:
            return NO_INDEX
        parent = int(self._paths.parent[node])
        self.children(parent)
        place = self._place[node]
        if place >= self._fetched[parent]:  # at once: Qt lays out the whole scope after each insertion
            self._fetch(self.node_index(parent), place + FETCHED_AT_ONCE)
        return self.createIndex(place, column, node)

    def depth(self, node: int) -> int:
        """How many scopes lie above a node."""
        depth = 0
        while node > 0:
            node, depth = int(self._paths.parent[node]), depth + 1
        return depth

    def key_index(self, key: str) -> QModelIndex:
        """The index of a variable, invalid when it is not shown."""
        if self._paths is None or self.source is None:
            return NO_INDEX
        row = self.source.row_of(key)
        return NO_INDEX if row < 0 else self.node_index(int(self._paths.node_of_row[row]))

    def key_at(self, index: QModelIndex) -> str:
        """The key of a variable's index, "" for a mere scope."""
        row = int(self._paths.row[index.internalId()]) if index.isValid() else -1
        return self.source.key(row) if row >= 0 else ""

    # Qt's side

    def index(self, row: int, column: int, parent: QModelIndex = NO_INDEX) -> QModelIndex:
        # Qt asks for each child of a scope it unfolds: no detour through `hasIndex`.
        if self._paths is None or not 0 <= column < len(self.titles) or parent.column() > 0:
            return NO_INDEX
        node = parent.internalId() if parent.isValid() else 0
        if node not in self._numbers:
            self.children(node)
        if not 0 <= row < self._fetched[node]:
            return NO_INDEX
        return self.createIndex(row, column, self._numbers[node][row])

    def parent(self, index: QModelIndex = NO_INDEX) -> QModelIndex:
        if not index.isValid() or self._paths is None:
            return NO_INDEX
        node = int(self._paths.parent[index.internalId()])
        if node <= 0:
            return NO_INDEX
        self.children(int(self._paths.parent[node]))
        return self.createIndex(self._place[node], 0, node)

    def rowCount(self, parent: QModelIndex = NO_INDEX) -> int:
        if self._paths is None or parent.column() > 0:
            return 0
        node = parent.internalId() if parent.isValid() else 0
        self.children(node)
        return self._fetched[node]

    def hasChildren(self, parent: QModelIndex = NO_INDEX) -> bool:
        if self._paths is None or parent.column() > 0:
            return False
        return bool(self._has_below[parent.internalId() if parent.isValid() else 0])

    def canFetchMore(self, parent: QModelIndex) -> bool:
        if self._paths is None or parent.column() > 0:
            return False
        node = parent.internalId() if parent.isValid() else 0
        return len(self.children(node)) > self._fetched[node]

    def fetchMore(self, parent: QModelIndex) -> None:
        node = parent.internalId() if parent.isValid() else 0
        self._fetch(parent, self._fetched[node] + FETCHED_AT_ONCE)

    def _fetch(self, parent: QModelIndex, wanted: int) -> None:
        """Show so many children of a scope, or all."""
        node = parent.internalId() if parent.isValid() else 0
        first, last = self._fetched[node], min(len(self.children(node)), wanted)
        if last > first:
            self.beginInsertRows(parent, first, last - 1)
            self._fetched[node] = last
            self.endInsertRows()

    def columnCount(self, parent: QModelIndex = NO_INDEX) -> int:
        return 0 if parent.column() > 0 else len(self.titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.titles):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(self.titles[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._paths is None:
            return None
        node = index.internalId()
        if role == CELL_ROLE:
            return self._cell(node, index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return said(self._cell(node, index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        row = int(self._paths.row[node])
        if role == Qt.ItemDataRole.ToolTipRole:
            name = self.source.key(row) if row >= 0 else self._paths.names[node]
            return plain_tool_tip(display_name(name))
        if row >= 0 and role == KEY_ROLE:
            return self.source.key(row)
        if row >= 0 and role == VARIABLE_ROLE:
            return self.source.record(row)
        return None

    def _cell(self, node: int, column: int) -> Cell:
        row = int(self._paths.row[node])
        variable = self.source.record(row) if row >= 0 else None
        if column == 0:
            name = display_name(self._paths.names[node]) or tr("(no name)")
            if variable is None:
                return Cell(name, "muted", elide_middle=True)
            key_cell = self.source.cell(row, "key")
            return Cell(name, key_cell.tone, mark=key_cell.mark, role=variable.role, elide_middle=True)
        if column == 4:
            count = int(self._counts[node])
            return Cell(format_count(count) if variable is None or count > 1 else "", "muted", is_number=True)
        if column == 5:
            return Cell(format_bytes(int(self._sizes[node])), "" if variable else "muted", is_number=True)
        if variable is None:
            return Cell()
        if column == 1:
            return Cell(tr(variable.role), f"role:{variable.role}", is_data=False)
        return Cell(variable.dtype if column == 2 else format_shape(variable.shape))

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self.numbers else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class ScopeTree(QTreeView):
    """The tree; Enter or a double click on a variable opens it."""

    key_chosen = Signal(object)
    key_opened = Signal(object)

    def __init__(
        self, parent: QWidget, model: ScopeModel | None = None, name: str = "variables_tree"
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("Variables by scope"))
        self._model = model or ScopeModel(self)
        self._pending: tuple[VariableSource | None, np.ndarray | None] = (None, None)
        self._built: tuple[Any, Any] = (self, self)  # nothing yet
        self._wanted_key = ""
        self._is_choosing = False
        self.setModel(self._model)
        self.setItemDelegate(CellDelegate(self))
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(True)
        header = self.header()
        header.setAccessibleName(tr("Columns of the tree"))
        header.setStretchLastSection(False)
        header.setFont(ui_font(12))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(self._model.widths):
            if width:
                header.resizeSection(column, width)
        self.doubleClicked.connect(self._open)

    def set_source(self, source: VariableSource | None) -> None:
        """Show another checkpoint's variables; the tree is built when it is looked at.

        With the same scopes as before, what was unfolded stays so.
        """
        self._pending = source, self._pending[1] if _same_paths(source, self._pending[0]) else None
        self._build_if_visible()

    def set_rows(self, rows: np.ndarray | None) -> None:
        """Show only these rows of the source; None for all."""
        self._pending = self._pending[0], rows
        self._build_if_visible()

    def choose(self, key: str) -> None:
        """Go to a variable without telling anyone."""
        self._wanted_key = key
        if self.isVisible():
            self._show_chosen()

    def chosen_keys(self) -> tuple[str, ...]:
        """Keys of the chosen variables."""
        keys = (self._model.key_at(index) for index in self.selectionModel().selectedRows())
        return tuple(key for key in keys if key)

    def refresh_theme(self) -> None:
        """The palette or fonts changed."""
        self.itemDelegate().refresh_fonts()
        self.viewport().update()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._build_if_visible()
        self._show_chosen()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        key = self._model.key_at(current) if current.isValid() else ""
        if key and not self._is_choosing:
            self._wanted_key = key
            self.key_chosen.emit(key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        was_choosing, self._is_choosing = self._is_choosing, True
        with choosing_nothing(self):
            super().focusInEvent(event)
        self._is_choosing = was_choosing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            index = self.currentIndex().siblingAtColumn(0)
            if self._model.key_at(index):
                self._open(index)
            else:
                self.setExpanded(index, not self.isExpanded(index))
            return
        super().keyPressEvent(event)

    def _build_if_visible(self) -> None:
        source, rows = self._pending
        if not self.isVisible() or (source is self._built[0] and rows is self._built[1]):
            return
        before, self._built = self._built, self._pending
        if _same_paths(source, before[0]):
            if _same_rows(rows, before[1]):
                self._model.renew(source)
                self.viewport().update()
                return
            unfolded, place = self._unfolded(), self.verticalScrollBar().value()
            self._show(source, rows)
            for node in unfolded:
                self.expand(self._model.node_index(node))
            self.verticalScrollBar().setValue(place)
        else:
            self._show(source, rows)
            self._unfold()
        self._show_chosen()

    def _show(self, source: VariableSource | None, rows: np.ndarray | None) -> None:
        self._is_choosing = True
        self._model.show(source, source.paths if source is not None else None, rows)
        self._is_choosing = False

    def _unfolded(self) -> list[int]:
        """The nodes whose children are shown, parents before children."""
        asked = sorted(self._model._shown, key=lambda node: (self._model.depth(node), node))
        return [node for node in asked if node and self.isExpanded(self._model.node_index(node))]

    def _unfold(self) -> None:
        """Open scopes from the top as long as the whole stays within a few screens."""
        level = [0] if self._model.source is not None else []
        total = 0
        while level:
            below = [int(child) for node in level for child in self._model.children(node)[:200]]
            total += len(below)
            if total > 120:
                return
            for node in level:
                if node:
                    self.expand(self._model.node_index(node))
            level = [node for node in below if len(self._model.children(node))]

    def _show_chosen(self) -> None:
        index = self._model.key_index(self._wanted_key) if self._wanted_key else NO_INDEX
        if index.isValid() and index != self.currentIndex():
            self._is_choosing = True
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)
            self._is_choosing = False

    def _open(self, index: QModelIndex) -> None:
        key = self._model.key_at(index)
        if key:
            self.key_opened.emit(key)


def _same_paths(source: Any, before: Any) -> bool:
    paths = getattr(source, "paths", None)
    return paths is not None and paths is getattr(before, "paths", None)


def _same_rows(rows: np.ndarray | None, before: np.ndarray | None) -> bool:
    if rows is None or before is None:
        return rows is before
    return len(rows) == len(before) and np.array_equal(np.sort(rows), np.sort(before))
