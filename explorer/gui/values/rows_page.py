"""One row of a matrix as a curve, and the rows that point the same way: for embeddings, gone to by their index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.analysis.sampling_rows import Neighbours, nearest_rows
from explorer.analysis.sampling_slices import real_values
from explorer.analysis.sampling_statistics import SliceStatistics, slice_statistics
from explorer.gui.language import tr
from explorer.gui.theme import data_font, px
from explorer.gui.values.facts import facts_sentence
from explorer.gui.values.page import Page
from explorer.gui.values.subject import Subject
from explorer.gui.values.vector_plot import VectorPlot
from explorer.report.palette import ROW_HEIGHT
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.gui.session import Session

_NEAREST = 20
_MOST_COLUMNS = 1 << 20  # of a row shown
_Row = tuple[npt.NDArray[np.float64], SliceStatistics]


class RowsPage(Page):
    """A field for the row, its curve, and on demand the table of its neighbours."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "values_rows_page", parent)
        self._row_slot, self._other_slot = self.new_slot("Reading the row"), self.new_slot("Reading the row")
        self._nearest_slot = self.new_slot("Comparing rows")
        self._curve: npt.NDArray[np.float64] | None = None
        self._facts_of_row = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.controls_lead = True
        self.controls = self._make_controls()  # the view puts them among its own
        self.said = QLabel(self)
        self.said.setObjectName("values_nearest_said")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("muted", True)
        self.said.setContentsMargins(12, 6, 12, 0)
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout.addWidget(self.said)
        self._tell_neighbours("")
        below = QHBoxLayout()
        below.setSpacing(0)
        layout.addLayout(below, 1)
        self.plot = VectorPlot(self)
        self.plot.setObjectName("values_row_curve")
        self.plot.hovered.connect(self._hovered)
        below.addWidget(self.plot, 1)
        self.table = self._neighbour_table()
        below.addWidget(self.table)

    def _make_controls(self) -> QWidget:
        controls = QWidget(self)
        line = QHBoxLayout(controls)
        line.setContentsMargins(8, 0, 0, 0)
        line.setSpacing(6)
        self.row = QSpinBox(controls)
        controls.setFocusProxy(self.row)
        self.row.setObjectName("values_row")
        self.row.setAccessibleName(tr("Row shown"))
        self.row.setToolTip(tr("Go to a row by its index (G)"))
        self.row.setKeyboardTracking(False)
        self.row.valueChanged.connect(lambda _: self._ask())
        self.nearest = QToolButton(controls)
        self.nearest.setObjectName("values_nearest")
        self.nearest.setText(tr("Nearest rows"))
        self.nearest.setAccessibleName(tr("Nearest rows"))
        self.nearest.setToolTip(tr("Find the rows with the largest cosine to this one (N)"))
        self.nearest.clicked.connect(self._ask_nearest)
        shortcut = QShortcut(QKeySequence("N"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.nearest.click)
        label = QLabel(tr("Row"), controls)
        label.setBuddy(self.row)
        label.setProperty("muted", True)
        for widget in (label, self.row, self.nearest):
            line.addWidget(widget)
        return controls

    def _neighbour_table(self) -> QTableWidget:
        table = QTableWidget(0, 2, self)
        table.setObjectName("values_neighbours")
        table.setAccessibleName(tr("Nearest rows by cosine"))
        table.setToolTip(tr("Choosing a row draws it in grey; Enter or a double click goes there"))
        table.setHorizontalHeaderLabels([tr("Row"), tr("Cosine")])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setFont(data_font())
        table.setFixedWidth(px(200))
        table.setTabKeyNavigation(False)
        table.itemSelectionChanged.connect(self._compare)
        table.itemActivated.connect(lambda item: self.row.setValue(self._row_in(item.row())))
        table.hide()
        return table

    def _row_in(self, line: int) -> int:
        item = self.table.item(line, 0)
        return int(item.data(Qt.ItemDataRole.UserRole)) if item is not None else 0

    # --- the row -----------------------------------------------------------------------------

    def show_subject(self, subject: Subject) -> None:
        before = self.subject
        super().show_subject(subject)
        same = before is not None and before.size == subject.size and before.key == subject.key
        self.row.blockSignals(True)
        self.row.setRange(0, min(subject.size[0] - 1, 2**31 - 1))
        if not same:
            self.row.setValue(0)
        self.row.setSuffix(tr(f" of {subject.size[0]:,}"))
        widest = self.row.fontMetrics().horizontalAdvance(f"{subject.size[0]}{self.row.suffix()}")
        self.row.setMinimumWidth(widest + 14)
        self.row.blockSignals(False)
        self._ask()

    def show_cell(self, row: int, _column: int) -> None:
        """Go to a row."""
        self.row.setValue(row)

    def _ask(self) -> None:
        self.stop()
        self.table.hide()
        self._tell_neighbours("")
        self._curve = None
        if self.subject is not None:
            arguments = (self.subject, self.row.value())
            self._row_slot.start(_read_row, *arguments, then=self._show_row, otherwise=self._fail)

    def _show_row(self, found: _Row) -> None:
        if self.subject is None:
            return
        keeps = self.subject.keeps_place or self._curve is not None
        self._curve, statistics = found
        self.plot.show_values(self._curve, self.subject.column_name, keeps_zoom=keeps)
        self.plot.setAccessibleName(
            tr(f"Row {self.row.value():,} as a curve over {tr(self.subject.column_name)}")
        )
        row_name = self.subject.row_name
        name = tr(f"row {self.row.value():,}")
        if not row_name.startswith("axis"):
            name = f"{name} ({tr(row_name)})"
        total = self.subject.size[1]
        what = "difference" if self.subject.is_difference else "value"
        length = float(np.linalg.norm(self._curve[np.isfinite(self._curve)]))
        self._facts_of_row = facts_sentence(
            statistics, of=name, total=total, detail=tr(f"length {length:.4g}"), what=what
        )
        self.say(self._facts_of_row)

    # --- its neighbours ----------------------------------------------------------------------

    def _tell_neighbours(self, text: str) -> None:
        self.said.setText(tr(text))
        self.said.setVisible(bool(text))

    def _ask_nearest(self) -> None:
        if self.subject is None:
            return
        self._tell_neighbours("Comparing all rows …")
        self._nearest_slot.start(
            _find_nearest, self.subject, self.row.value(), then=self._show_nearest, otherwise=self._fail
        )

    def _show_nearest(self, found: Neighbours) -> None:
        if not found.nearest:
            self._tell_neighbours(
                "No row has a direction to compare: this row is zero or not finite, or stands alone."
            )
            return
        text = f"The {len(found.nearest)} nearest by cosine"
        if found.step > 1:
            text = f"The {len(found.nearest)} nearest by cosine, of every {found.step:,} rows one: a sample"
        self._tell_neighbours(text)
        self.table.setRowCount(len(found.nearest))
        for line, neighbour in enumerate(found.nearest):
            for column, text in enumerate(
                (f"{neighbour.row:,}", f"{neighbour.cosine:.4f}".replace("-", "−"))
            ):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, neighbour.row)
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(line, column, item)
        self.table.clearSelection()
        self.table.show()

    def _compare(self) -> None:
        lines = self.table.selectionModel().selectedRows()
        if self.subject is not None and lines and self._curve is not None:
            other = self._row_in(lines[0].row())
            self._other_slot.start(
                _read_row,
                self.subject,
                other,
                then=lambda found: self._show_other(other, found),
                otherwise=self._fail,
            )

    def _show_other(self, other: int, found: _Row) -> None:
        if self.subject is not None and self._curve is not None:
            self.plot.show_values(self._curve, self.subject.column_name, older=found[0], keeps_zoom=True)
            self.say(f"{self._facts_of_row} · row {other:,} in grey")

    def _hovered(self, cell: tuple[int, int] | None, at: QPointF) -> None:
        self.pointed.emit(self.plot, None if cell is None else (self.row.value(), cell[1]), at)

    def take_theme(self) -> None:
        self.plot.take_theme()
        self.table.setFont(data_font())


def _read_row(subject: Subject, row: int, *, task: Task) -> _Row:
    rows, columns = range(row, row + 1), range(min(subject.size[1], _MOST_COLUMNS))
    cells = subject.values.part(subject.choice, rows, columns, task)
    statistics = slice_statistics(subject.values, subject.choice, rows, columns, subject.part, task)
    return real_values(cells, subject.part)[0], statistics


def _find_nearest(subject: Subject, row: int, *, task: Task) -> Neighbours:
    return nearest_rows(subject.values, subject.choice, row, _NEAREST, subject.part, task)
