"""The key column that stays at the left while the columns of steps are scrolled under it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from explorer.gui.item_models.record_table import RecordTable
from explorer.gui.language import tr


class KeptKey(QTableView):
    """Lies over the left edge of a table as soon as that is scrolled sideways; shows its first column again.

    Rows, selection and order are the table's own, and so is the keyboard: this view never has the focus.
    """

    def __init__(self, table: RecordTable) -> None:
        super().__init__(table)
        self._table = table
        self.setObjectName(f"{table.objectName()}_key")
        self.setAccessibleName(tr("Keys of the rows"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setItemDelegate(table.itemDelegate())
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setSelectionBehavior(table.selectionBehavior())
        self.setSelectionMode(table.selectionMode())
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(table.verticalScrollMode())
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        vertical, ours, theirs = self.verticalHeader(), self.horizontalHeader(), table.horizontalHeader()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        vertical.hide()
        vertical.setSelectionModel(QItemSelectionModel(self.model(), vertical))
        ours.setSelectionModel(QItemSelectionModel(self.model(), ours))
        ours.setHighlightSections(False)
        ours.setFont(theirs.font())
        ours.setFixedHeight(theirs.height())
        ours.setSectionsClickable(True)
        ours.setSortIndicatorShown(True)
        ours.setSortIndicator(theirs.sortIndicatorSection(), theirs.sortIndicatorOrder())
        ours.sectionClicked.connect(lambda _: self._sort())
        theirs.sectionResized.connect(lambda *_: self._place())
        theirs.sortIndicatorChanged.connect(self._show_order)
        self.verticalScrollBar().valueChanged.connect(lambda value: table.verticalScrollBar().setValue(value))
        table.verticalScrollBar().valueChanged.connect(lambda value: self.verticalScrollBar().setValue(value))
        table.horizontalScrollBar().valueChanged.connect(lambda _: self._place())
        self.model().modelReset.connect(self._place)
        self.doubleClicked.connect(lambda index: table.doubleClicked.emit(index))
        table.viewport().installEventFilter(self)
        self.hide()

    def is_current_row(self, index: QModelIndex) -> bool:
        """Whether the keyboard is at this row; asked by the delegate."""
        return self._table.is_current_row(index)

    def is_problem_row(self, index: QModelIndex) -> bool:
        """Whether the row is tinted as a problem; asked by the delegate."""
        return self._table.is_problem_row(index)

    def is_first_column(self, number: int) -> bool:
        """Whether the bar of the current row stands in this column; asked by the delegate."""
        return number == 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _show_order(self, column: int, order: Qt.SortOrder) -> None:
        self.horizontalHeader().setSortIndicator(column, order)

    def _sort(self) -> None:
        header = self._table.horizontalHeader()
        is_by_key = header.sortIndicatorSection() == 0
        is_ascending = header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        descending = is_by_key and is_ascending
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self._table.sortByColumn(0, order)

    def _place(self) -> None:
        table = self._table
        is_wanted = table.horizontalScrollBar().value() > 0
        if is_wanted:
            header = self.horizontalHeader()
            for number in range(1, header.count()):
                header.setSectionHidden(number, True)
            width = table.columnWidth(0)
            self.setColumnWidth(0, width)
            height = table.viewport().height() + table.horizontalHeader().height()
            self.setGeometry(table.frameWidth(), table.frameWidth(), width, height)
            self.verticalScrollBar().setValue(table.verticalScrollBar().value())
        self.setVisible(is_wanted)
