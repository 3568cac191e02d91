"""The table of all table views: selection by key, type-ahead, a header that chooses columns, copying.

The selection is kept as keys, so it survives filter, sort and reload: a chosen row that a filter
hides is chosen again when it comes back.
"""

from __future__ import annotations

import operator
import time
from itertools import repeat

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QGuiApplication, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from explorer.gui.item_models.cell_delegate import PADDING, CellDelegate
from explorer.gui.item_models.focus import choosing_nothing
from explorer.gui.item_models.table_model import ColumnTableModel
from explorer.gui.language import tr
from explorer.gui.theme import data_font, px, ui_font
from explorer.report.palette import ROW_HEIGHT

MAX_RANGES = 2000  # a selection scattered into more pieces by sorting is not worth seconds to restore
MIN_STRETCH = 240


# Column states by table, for as long as the program runs: a view made anew looks as the old one did.
_remembered: dict[str, bytes] = {}


class RecordTable(QTableView):
    """A `QTableView` over a `ColumnTableModel`. `stretch_column` takes the width left over."""

    key_chosen = Signal(object)  # key of the row the user went to: by click, arrow keys, type-ahead
    key_opened = Signal(object)  # Enter or double click
    selection_settled = Signal()  # the chosen rows changed, by the user or by other data
    columns_changed = Signal()  # order, width or visibility, by the user

    def __init__(self, model: ColumnTableModel, stretch_column: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_table")
        self._current_key, self._painted_row = "", -1
        self._chosen: frozenset[str] = frozenset()
        self._is_restoring = self._is_sizing = False
        self._sized_by_hand: set[int] = set()
        self._top: tuple[str, int] = ("", 0)  # key and number of the uppermost row, before rows are renewed
        self._typed, self._typed_at = "", 0.0
        self._stretch_column, self._is_stretched_by_hand = stretch_column, False
        self.min_stretch = px(MIN_STRETCH)  # px, of the column that takes what is left
        self.setItemDelegate(CellDelegate(self))
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab leaves the table, as in every list
        self.setCornerButtonEnabled(False)
        vertical = self.verticalHeader()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(px(ROW_HEIGHT))
        vertical.setMinimumSectionSize(px(ROW_HEIGHT))
        vertical.hide()
        header = self.horizontalHeader()
        header.setObjectName(f"{name}_header")
        header.setAccessibleName(tr("Columns"))
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(px(40))
        header.setFont(ui_font(12))
        header.setFixedHeight(px(28))
        # Qt asks of each section whether it is selected, row by row: seconds after Ctrl+A. Nobody needs to know.
        header.setSelectionModel(QItemSelectionModel(model, header))
        vertical.setSelectionModel(QItemSelectionModel(model, vertical))
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSortIndicator(model.column_index(model.sort_column), Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(False)
        self.setSortingEnabled(True)
        self.reset_columns()
        self.restore_columns(_remembered.get(name, b""))
        self.columns_changed.connect(lambda: _remembered.__setitem__(name, self.column_state()))
        header.sectionResized.connect(self._resized_by_hand)
        header.sectionMoved.connect(lambda *_: self.columns_changed.emit())
        model.renewing.connect(self._note_place)
        model.modelReset.connect(self._restore_selection)
        self.doubleClicked.connect(lambda index: self._open(index))

    # Columns

    def reset_columns(self) -> None:
        """The columns shown at first, in their first order and width."""
        header, columns = self.horizontalHeader(), self.model().columns
        self._is_sizing = True
        for number, column in enumerate(columns):
            header.moveSection(header.visualIndex(number), number)
            header.resizeSection(number, self.first_width(column.id))
            header.setSectionHidden(number, not column.is_default)
        self._is_sizing = self._is_stretched_by_hand = False
        self._sized_by_hand.clear()
        self._stretch()
        self.columns_changed.emit()

    def show_column(self, column_id: str, is_shown: bool) -> None:
        """Show or hide a column; the key column stays."""
        number = self.model().column_index(column_id)
        if column_id != self._stretch_column:
            was_sizing, self._is_sizing = self._is_sizing, True  # Qt tells of a new width
            self.horizontalHeader().setSectionHidden(number, not is_shown)
            self._is_sizing = was_sizing
            self._stretch()
            self.columns_changed.emit()

    def suit_column(self, column_id: str, width: int) -> None:
        """Make a column as wide as its rows need, in px; not narrower than its title, not one sized by hand."""
        header, number = self.horizontalHeader(), self.model().column_index(column_id)
        if number in self._sized_by_hand or header.isSectionHidden(number):
            return
        title = QFontMetricsF(header.font()).horizontalAdvance(self.model().columns[number].title)
        self._is_sizing = True
        header.resizeSection(number, max(width, round(title) + 2 * PADDING + 4))
        self._is_sizing = False
        self._stretch()

    def first_width(self, column_id: str) -> int:
        """The width a column has at first, in px."""
        column = self.model().columns[self.model().column_index(column_id)]
        letter = QFontMetricsF(data_font()).horizontalAdvance("0")
        return round(column.width * letter) + 2 * PADDING + 2

    def put_column(self, column_id: str, place: int) -> None:
        """Move a column to a place from the left."""
        header = self.horizontalHeader()
        header.moveSection(header.visualIndex(self.model().column_index(column_id)), place)

    def shown_columns(self) -> tuple[str, ...]:
        """Ids of the columns shown, from left to right."""
        header, columns = self.horizontalHeader(), self.model().columns
        order = sorted(range(len(columns)), key=header.visualIndex)
        return tuple(columns[number].id for number in order if not header.isSectionHidden(number))

    def is_first_column(self, number: int) -> bool:
        """Whether a column is the leftmost one shown."""
        header = self.horizontalHeader()
        return all(
            header.isSectionHidden(header.logicalIndex(place)) for place in range(header.visualIndex(number))
        )

    def column_state(self) -> bytes:
        """Order, widths and visibility for `restore_columns`."""
        return bytes(self.horizontalHeader().saveState().data())

    def restore_columns(self, state: bytes) -> None:
        """What `column_state` gave; a state of other columns is left alone."""
        header = self.horizontalHeader()
        before = header.saveState()
        model = self.model()
        indicator = model.column_index(model.sort_column)
        self._is_sizing = True
        if not state or not header.restoreState(state) or header.count() != len(model.columns):
            header.restoreState(before)
        header.setSectionHidden(model.column_index(self._stretch_column), False)
        order = Qt.SortOrder.DescendingOrder if model.is_descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(indicator, order)
        self._is_sizing = False
        self._stretch()

    def forget_columns(self) -> None:
        """Begin with the default columns next time."""
        _remembered.clear()

    # Selection by key

    def choose(self, key: str) -> bool:
        """Go to the row of `key`, without telling anyone; whether it is shown."""
        row = self.model().row_of(key)
        if key == self._current_key and (row < 0 or row == self.currentIndex().row()):
            return row >= 0
        self._current_key, self._chosen = key, frozenset((key,))
        self._restore_selection(is_asked_for=True)
        return row >= 0

    def chosen_keys(self) -> tuple[str, ...]:
        """Keys of the chosen rows that are shown, from top to bottom."""
        model, rows = self.model(), self._chosen_places()
        return tuple(model.key_at(int(row)) for row in rows)

    def chosen_source_array(self) -> np.ndarray:
        """The source's rows of the chosen rows, from top to bottom, in an array of its own."""
        return self.model().rows[self._chosen_places()]

    @property
    def current_key(self) -> str:
        """The key the keyboard is at, "" for none."""
        return self._current_key

    def is_current_row(self, index: QModelIndex) -> bool:
        """Whether the keyboard is at this row; asked by the delegate."""
        return index.row() == self._painted_row

    def is_problem_row(self, index: QModelIndex) -> bool:
        """Whether the row is tinted as a problem; asked by the delegate."""
        model = self.model()
        return model.source is not None and model.source.is_problem(int(model.rows[index.row()]))

    def visible_rows(self) -> range:
        """The rows in view."""
        model = self.model()
        first = self.rowAt(0)
        if first < 0:
            return range(0)
        last = self.rowAt(self.viewport().height() - 1)
        return range(first, (last if last >= 0 else model.rowCount() - 1) + 1)

    def chosen_row(self) -> int:
        """The current row if it is selected, else -1: Qt makes a row current by focus alone."""
        row = self.currentIndex().row()
        return row if row >= 0 and self.selectionModel().isRowSelected(row, QModelIndex()) else -1

    def go_to(self, row: int) -> None:
        """Go to a row as if the user had clicked it."""
        if 0 <= row < self.model().rowCount():
            index = self.model().index(row, self.horizontalHeader().logicalIndex(0))
            self.selectionModel().setCurrentIndex(
                self.model().index(row, self._anchor_column()),
                QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
            )
            self.scrollTo(index)

    # Qt's side

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid() and not self._is_restoring and current.row() != previous.row():
            self._current_key = self.model().key_at(current.row())
            self.key_chosen.emit(self._current_key)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._is_restoring:
            model, rows = self.model(), self._chosen_places()
            everything = model.source is not None and len(rows) == len(model.source) > 1000
            self._chosen = (
                frozenset(model.source.keys()) if everything else frozenset(map(model.key_at, rows.tolist()))
            )
            self.selection_settled.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        was_restoring, self._is_restoring = self._is_restoring, True
        with choosing_nothing(self):
            super().focusInEvent(event)
        self._is_restoring = was_restoring

    def paintEvent(self, event: QPaintEvent) -> None:
        self._painted_row = self.currentIndex().row()  # asked for each cell
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, typed: str) -> None:
        """Go to the next row whose key, or last part of it, begins with what was typed just now."""
        now = time.monotonic()
        interval_s = QGuiApplication.styleHints().keyboardInputInterval() / 1000
        is_fresh = now - self._typed_at > interval_s
        self._typed = typed if is_fresh else self._typed + typed
        self._typed_at = now
        model, wanted = self.model(), self._typed.lower()
        if model.source is None or not wanted.strip():
            return
        lowered, rows = model.lowered_keys(), model.rows
        start = max(self.currentIndex().row(), 0) + (1 if is_fresh else 0)
        ahead = np.roll(rows, -min(start, len(rows))).tolist()
        for test, part in ((str.startswith, wanted), (operator.contains, f"/{wanted}")):
            texts = map(lowered.__getitem__, ahead)
            found = np.fromiter(map(test, texts, repeat(part)), np.bool_, len(ahead))
            if found.any():
                self.go_to(model.place_of(ahead[int(found.argmax())]))
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

    def refresh_theme(self) -> None:
        """The palette or fonts changed."""
        self.itemDelegate().refresh_fonts()
        self.horizontalHeader().setFont(ui_font(12))
        self.viewport().update()

    # Inside

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.key_opened.emit(self.model().key_at(index.row()))

    def _anchor_column(self) -> int:
        """The column a row's current index stands in: one that is shown."""
        return self.model().column_index(self._stretch_column)

    def _chosen_places(self) -> np.ndarray:
        model, selection = self.selectionModel(), QItemSelection()
        if model is None or not model.hasSelection():
            return np.empty(0, np.intp)
        selection = model.selection()
        parts = [np.arange(part.top(), part.bottom() + 1) for part in selection]
        if len(parts) == 1:
            return parts[0]
        return np.unique(np.concatenate(parts)) if parts else np.empty(0, np.intp)

    def _note_place(self) -> None:
        model, row = self.model(), self.verticalScrollBar().value()
        self._top = (model.key_at(row) if 0 < row < model.rowCount() else "", row)

    def _restore_place(self) -> None:
        """The same row uppermost as before; what was at the top, and rows that are gone, leave it at its number."""
        key, row = self._top
        found = self.model().row_of(key) if key else -1
        self.updateGeometries()
        self.verticalScrollBar().setValue(found if found >= 0 else row)

    def _restore_selection(self, is_asked_for: bool = False) -> None:
        """Choose the rows of the remembered keys again, wherever they are now."""
        model = self.model()
        is_renewed = model.keeps_place and not is_asked_for
        self._is_restoring = True
        try:
            selection = QItemSelection()
            if (
                len(self._chosen) > 1000
                and model.source is not None
                and len(self._chosen) == len(model.source)
            ):
                places = np.arange(model.rowCount())
            else:
                found = (model.row_of(key) for key in self._chosen)
                places = np.sort(np.fromiter((place for place in found if place >= 0), np.intp))
            last = len(model.columns) - 1
            ranges = _ranges(places)
            if len(ranges) <= MAX_RANGES:
                for first, end in ranges:
                    selection.select(model.index(first, 0), model.index(end, last))
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().select(selection, flags)
            row = model.row_of(self._current_key) if self._current_key else -1
            self.setAutoScroll(False)
            if row >= 0:
                index = model.index(row, self._anchor_column())
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            if is_renewed:
                self._restore_place()
            elif row >= 0:
                self.scrollTo(index)
        finally:
            self._is_restoring = False
            self.setAutoScroll(True)
        self.viewport().update()
        self.selection_settled.emit()

    def _resized_by_hand(self, number: int, _old: int, _new: int) -> None:
        if self._is_sizing:
            return
        self._sized_by_hand.add(number)
        if number == self.model().column_index(self._stretch_column):
            self._is_stretched_by_hand = True
        else:
            self._stretch()
        self.columns_changed.emit()

    def _stretch(self) -> None:
        """Give the key column what the others leave, until the user sets its width."""
        if self._is_stretched_by_hand or self._is_sizing or self.model() is None:
            return
        header = self.horizontalHeader()
        number = self.model().column_index(self._stretch_column)
        others = sum(header.sectionSize(column) for column in range(header.count()) if column != number)
        self._is_sizing = True
        header.resizeSection(number, max(self.min_stretch, self.viewport().width() - others))
        self._is_sizing = False

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.FontChange:
            self.itemDelegate().refresh_fonts()


def _ranges(numbers: np.ndarray) -> list[tuple[int, int]]:
    """Ascending numbers as runs [first, last]."""
    if not len(numbers):
        return []
    breaks = np.flatnonzero(np.diff(numbers) != 1)
    firsts = numbers[np.concatenate(([0], breaks + 1)).astype(np.intp)]
    lasts = numbers[np.concatenate((breaks, [len(numbers) - 1])).astype(np.intp)]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))
