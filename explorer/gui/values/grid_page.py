"""Every value of a slice as a number, in a table; where it begins if a table cannot hold it all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSpinBox, QTableView, QVBoxLayout, QWidget

from explorer.analysis.sampling_statistics import SliceStatistics, slice_statistics
from explorer.gui.language import tr
from explorer.gui.theme import data_font, px
from explorer.gui.values.element_text import cell_text, element_text
from explorer.gui.values.facts import facts_sentence
from explorer.gui.values.grid_model import MOST_COLUMNS, MOST_ROWS, VECTOR_COLUMNS, GridModel, PageKey
from explorer.gui.values.grid_selection import CellRange, place_of, restore_place, selected_range
from explorer.gui.values.look import is_sampled, measure
from explorer.gui.values.page import Page
from explorer.gui.values.subject import Subject
from explorer.report.numbers import format_counted
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.gui.session import Session

MOST_COPIED = 200_000
_COLUMN_SAMPLE = 60
_MOST_MEASURED = 1 << 26


class GridPage(Page):
    """The table, and above it two fields that are shown for endless slices only."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "values_grid_page", parent)
        self.model = GridModel(self)
        self._keeps_place = False
        self._of_slice = ""  # what is said while nothing is selected
        self._page_slot, self._measure_slot = self.new_slot("Reading numbers"), self.new_slot()
        self._selection_slot = self.new_slot("Measuring the selection")
        self._paging, self._selecting = (QTimer(self, singleShot=True, interval=ms) for ms in (20, 60))
        self._paging.timeout.connect(self._read_pages)
        self._selecting.timeout.connect(self._measure_selection)
        self.model.pages_wanted.connect(self._want_pages)
        self.grid = QTableView(self)
        self.grid.setObjectName("values_grid")
        self.grid.setAccessibleName(tr("Values as numbers"))
        self.grid.setModel(self.model)
        self.grid.setFont(data_font())
        self.grid.setTabKeyNavigation(False)
        self.grid.setWordWrap(False)
        for header in (self.grid.verticalHeader(), self.grid.horizontalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
        self.grid.verticalHeader().setDefaultSectionSize(px(22))
        self.grid.selectionModel().selectionChanged.connect(lambda *_: self._selecting.start())
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
            spin.setAccessibleName(tr(f"First {tr(name)} shown"))
            spin.setPrefix(tr(f"from {tr(name)} "))
            spin.setKeyboardTracking(False)
            spin.valueChanged.connect(lambda _: self._fill())
            spin.hide()
            self.starts[name] = spin
            line.addWidget(spin)
        line.addStretch(1)
        return line

    # --- showing -----------------------------------------------------------------------------

    def show_subject(self, subject: Subject) -> None:
        """Show a slice; another step of the one before is scrolled and selected alike."""
        super().show_subject(subject)
        self.stop()
        self._keeps_place, self._of_slice = subject.keeps_place, ""
        rows, columns = subject.size
        lines = -(-columns // VECTOR_COLUMNS) if subject.is_vector else rows
        across = 1 if subject.is_vector else columns
        for name, whole, most in (("row", lines, MOST_ROWS), ("column", across, MOST_COLUMNS)):
            spin = self.starts[name]
            spin.blockSignals(True)
            spin.setRange(0, min(max(whole - 1, 0), 2**31 - 1))
            spin.setSingleStep(most)
            spin.blockSignals(False)
            spin.setVisible(whole > most)
        self._fill()
        self._measure()

    def _fill(self) -> None:
        if self.subject is None:
            return
        place = place_of(self.grid) if self._keeps_place else None
        first_row, first_column = (
            spin.value() if spin.isVisibleTo(self) else 0 for spin in self.starts.values()
        )
        self.model.show_values(
            self.subject.values, self.subject.choice, first_row=first_row, first_column=first_column
        )
        self._fit_columns()
        if place is not None:
            restore_place(self.grid, place)

    def _fit_columns(self) -> None:
        """One width for all columns, from a sample: measuring 100,000 rows would take seconds."""
        assert self.subject is not None
        metrics = self.grid.fontMetrics()
        is_stored = self.subject.values.is_stored  # nothing is read for this
        widest = len("-1.2345e-38") if is_stored else 4
        for row in range(0 if is_stored else min(self.model.rowCount(), _COLUMN_SAMPLE)):
            for column in range(min(self.model.columnCount(), 12)):
                value = self.model.value_at(row, column)
                widest = max(widest, 0 if value is None else len(element_text(value)))
        self.grid.horizontalHeader().setDefaultSectionSize(metrics.horizontalAdvance("0") * (widest + 2) + 8)

    def _want_pages(self) -> None:
        # Every cell painted asks: the timer is not put off by them, and a reading under way goes on.
        if not self._paging.isActive() and not self._page_slot.is_busy:
            self._paging.start()

    def _read_pages(self) -> None:
        wanted = self.model.wanted_pages()
        if wanted:
            self._page_slot.start(
                _read_pages, self.model, wanted, then=self._take_pages, otherwise=self._fail
            )

    def _take_pages(self, pages: list[tuple[PageKey, Any]]) -> None:
        self.model.take_pages(pages)
        self._read_pages()  # what was scrolled to meanwhile

    def show_cell(self, row: int, column: int) -> None:
        """Select a cell of the slice and scroll to it, beginning the table elsewhere where needed."""
        line, across = self.model.place_of(row, column)
        for name, place, shown, first in (
            ("row", line, self.model.rowCount(), self.model.first_row),
            ("column", across, self.model.columnCount(), self.model.first_column),
        ):
            if not 0 <= place < shown:
                self._keeps_place = False
                self.starts[name].setValue(max(first + place - 20, 0))
        index = self.model.index(*self.model.place_of(row, column))
        self.grid.setCurrentIndex(index)
        self.grid.scrollTo(index, QTableView.ScrollHint.PositionAtCenter)

    def current_cell(self) -> tuple[int, int] | None:
        """The cell of the slice the cursor is on."""
        index = self.grid.currentIndex()
        return self.model.cell_of(index.row(), index.column()) if index.isValid() else None

    # --- statistics --------------------------------------------------------------------------

    def _measure(self) -> None:
        subject = self.subject
        assert subject is not None
        if is_sampled(subject.values, subject.choice):
            rows, columns = subject.size
            self._of_slice = (
                f"{tr(format_counted(rows * columns, 'value'))} · numbers are read as they come into view · "
                "select cells for their statistics"
            )
            self.say(self._of_slice)
            return
        self.say("measuring …")
        self._measure_slot.start(
            measure,
            (subject.values,),
            subject.choice,
            subject.part,
            then=self._show_slice,
            otherwise=self._fail,
        )

    def _show_slice(self, found: tuple[SliceStatistics, ...]) -> None:
        assert self.subject is not None
        of = tr(f"slice {self.subject.choice.text()}") if len(self.subject.newer.shape) > 2 else ""
        what = "difference" if self.subject.is_difference else "value"
        self._of_slice = facts_sentence(found[0], of=of, what=what)
        if not self._selecting.isActive():
            self._measure_selection()

    def _measure_selection(self) -> None:
        cells, subject = self.chosen_cells(), self.subject
        if cells is None or cells.count < 2 or subject is None:
            self._selection_slot.cancel()
            self.say(self._of_slice or self.facts)
            return
        if cells.count > _MOST_MEASURED and subject.values.is_stored:
            self.say(
                f"{tr(format_counted(cells.count, 'value'))} selected: too many to read for their statistics"
            )
            return
        rows, columns = self._ranges(cells)
        self._selection_slot.start(
            _measure_part,
            subject,
            rows,
            columns,
            then=lambda found: self._show_selection(cells, found),
            otherwise=self._fail,
        )

    def _ranges(self, cells: CellRange) -> tuple[range, range]:
        """Rows and columns of the slice. A vector's lines: from the first selected element to the last."""
        (top, left), (bottom, right) = (
            self.model.cell_of(cells.top, cells.left),
            self.model.cell_of(cells.bottom, cells.right),
        )
        assert self.subject is not None
        return range(top, bottom + 1), range(left, min(right + 1, self.subject.size[1]))

    def _show_selection(self, cells: CellRange, found: SliceStatistics) -> None:
        if self.model.is_vector:
            _, columns = self._ranges(cells)
            of = tr(f"selected [{columns[0]}] to [{columns[-1]}]")
        else:
            of = tr(f"selected {cells.bottom - cells.top + 1:,} × {cells.right - cells.left + 1:,}")
        self.say(facts_sentence(found, of=of))

    def is_busy(self) -> bool:
        return self._paging.isActive() or self._selecting.isActive() or super().is_busy()

    def stop(self) -> None:
        super().stop()
        self._paging.stop()
        self._selecting.stop()

    # --- copying -----------------------------------------------------------------------------

    def chosen_cells(self) -> CellRange | None:
        """What is selected, None for nothing."""
        return selected_range(self.grid)

    def text_of(self, cells: CellRange) -> str:
        """Cells as TSV, with a line of column indices above and row indices at the left."""
        header, columns = self.model.headerData, range(cells.left, cells.right + 1)
        lines = ["\t".join(("", *(str(header(column, Qt.Orientation.Horizontal)) for column in columns)))]
        for row in range(cells.top, cells.bottom + 1):
            texts = (self._copied(row, column) for column in columns)
            lines.append("\t".join((str(header(row, Qt.Orientation.Vertical)), *texts)))
        return "\n".join(lines)

    def most_copied(self) -> int:
        """So many cells are copied; of what is read in parts those of some pages, here and now."""
        is_stored = self.subject is not None and self.subject.values.is_stored
        return MOST_COPIED // 20 if is_stored else MOST_COPIED

    def _copied(self, row: int, column: int) -> str:
        return cell_text(self.model.value_now(row, column))

    def take_theme(self) -> None:
        """The fonts may have changed."""
        self.grid.setFont(data_font())


def _read_pages(model: GridModel, wanted: tuple[PageKey, ...], *, task: Task) -> list[tuple[PageKey, Any]]:
    return [(key, model.read_page(key, task)) for key in wanted]


def _measure_part(subject: Subject, rows: range, columns: range, *, task: Task) -> SliceStatistics:
    return slice_statistics(subject.values, subject.choice, rows, columns, subject.part, task)
