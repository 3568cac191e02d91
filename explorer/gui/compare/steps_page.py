"""Several steps as columns: how one quantity of every variable went over the run."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QPainter
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from explorer.analysis.diff_steps import align_steps
from explorer.errors import ExplorerError
from explorer.gui.compare.kept_key import KeptKey
from explorer.gui.compare.steps_source import QUANTITIES, HeatCell, StepColumn, StepsSource
from explorer.gui.item_models.cell_delegate import CellDelegate
from explorer.gui.item_models.cells import CELL_ROLE, TableColumn
from explorer.gui.item_models.record_table import RecordTable
from explorer.gui.item_models.table_model import ColumnTableModel
from explorer.gui.item_models.table_parts import EmptyNote
from explorer.gui.item_models.timers import single_shot
from explorer.gui.language import tr, tr_label
from explorer.gui.menu_button import menu_button
from explorer.gui.session_jobs import open_entry
from explorer.gui.statuses import can_be_chosen
from explorer.gui.theme import Palette, with_alpha
from explorer.report.numbers import display_name, format_label
from explorer.task import QUIET, Task

MOST_STEPS = 40  # columns; the last ones of a longer run
LISTED_STEPS = 120  # in the menu of single steps
LOOK_MS, REDRAW_MS, RANK_MS = 60, 80, 600
ALL, SINCE = "all", "since"


class HeatDelegate(CellDelegate):
    """Cells of numbers with a ground; the number itself says all that the colour does."""

    def _paint_ground(
        self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex, colours: Palette
    ) -> None:
        """Also of a chosen row: one follows a variable over the steps by it."""
        super()._paint_ground(painter, option, index, colours)
        cell = index.data(CELL_ROLE)
        if isinstance(cell, HeatCell):
            tone = "older" if cell.text.startswith(("-", "−")) else "newer"
            ground = option.rect.adjusted(0, 0, 0, -1)  # the line between rows stays
            painter.fillRect(ground, with_alpha(colours.series(tone), 0.05 + 0.35 * cell.heat))


def open_steps(entries: tuple[Any, ...], cache: Any, task: Task = QUIET) -> tuple[Any, Any]:
    """(columns, their alignment); a step that cannot be read is a column that says why."""
    columns = []
    for done, entry in enumerate(entries):
        task.report(done, len(entries), "Opening steps")
        try:
            columns.append(StepColumn(entry, open_entry(cache, entry)))
        except ExplorerError as error:
            columns.append(StepColumn(entry, error=error))
    tables = [column.checkpoint.table for column in columns if column.checkpoint is not None]
    found = align_steps(tables, task)
    rows = np.full((len(columns), len(found.keys)), -1, np.int64)
    rows[[place for place, column in enumerate(columns) if column.checkpoint is not None]] = found.rows
    return tuple(columns), type(found)(found.keys, rows)


class StepsPage(QWidget):
    """Asks for what is in view first, and for a whole column when the table is sorted by it.

    Its two buttons stand in the view's bar.
    """

    said = Signal(str)

    def __init__(self, session: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("compare_steps_page")
        self.session = session
        self._slot = session.new_slot(self, "Opening steps")
        self._is_active, self._shown_for = False, None
        self.source: StepsSource | None = None
        self.sentence = ""
        self._choice: str | frozenset[Any] = ALL
        self._quantity = QUANTITIES[0]
        key = TableColumn("key", "Key", "The name the tensor is stored under", 30)
        self.model = ColumnTableModel((key,), "key", session.new_slot(self, "Sorting"), self)
        self.table = RecordTable(self.model, "key", "compare_steps", self)
        self.table.min_stretch = 170
        self.table.setAccessibleName(tr("Variables over steps"))
        self.table.setItemDelegate(HeatDelegate(self.table))
        self.kept_key = KeptKey(self.table)
        self._arrived: set[str] = set()
        self._look = single_shot(self, LOOK_MS, self._want)
        self._redraw = single_shot(self, REDRAW_MS, self._show_arrived)
        self._rank = single_shot(self, RANK_MS, self._rank_again)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.steps_button = menu_button(
            "compare_steps_chosen", self, said="Steps shown", tip="Which steps are columns"
        )
        self.quantity_button = menu_button(
            "compare_steps_quantity", self, said="Quantity shown", tip="What the cells show"
        )
        group = QActionGroup(self)
        for quantity in QUANTITIES:
            action = self.quantity_button.menu().addAction(tr(quantity.title))
            action.setObjectName(f"compare_quantity_{quantity.id}")
            action.setToolTip(tr(quantity.explanation))
            action.setCheckable(True)
            action.setChecked(quantity is self._quantity)
            action.triggered.connect(lambda _, chosen=quantity: self.set_quantity(chosen))
            group.addAction(action)
        self.empty = EmptyNote("compare_steps_empty", self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        self._say_buttons()

    def _connect(self) -> None:
        session = self.session
        self.steps_button.menu().aboutToShow.connect(self._fill_steps_menu)
        for signal in (session.run_changed, session.newer_changed, session.older_changed):
            signal.connect(self._ask)
        session.selection_changed.connect(self.table.choose)
        self.table.key_chosen.connect(session.select)
        session.statistics.arrived.connect(self._note)
        session.changes.arrived.connect(self._note)
        self.model.rows_changed.connect(self._look.start)
        self.table.verticalScrollBar().valueChanged.connect(lambda _: self._look.start())
        self.table.horizontalScrollBar().valueChanged.connect(lambda _: self._look.start())

    # What the view asks

    def set_active(self, is_active: bool) -> None:
        """Shown, or left: then nothing more is asked for."""
        self._is_active = is_active
        if is_active:
            self._ask()
        else:
            self._slot.cancel()

    @property
    def is_busy(self) -> bool:
        """Whether numbers are still on their way."""
        if not self._is_active:
            return False
        stores = self.session.statistics.is_busy() or self.session.changes.is_busy()
        timers = any(timer.isActive() for timer in (self._look, self._redraw, self._rank))
        return self._slot.is_busy or self.model.is_preparing or stores or timers

    def set_quantity(self, quantity: Any) -> None:
        """Show another quantity in the cells."""
        self._quantity = quantity
        self._say_buttons()
        if self.source is not None:
            self._show(self.source.with_quantity(quantity, self.session.older, self.session))

    def choose_steps(self, choice: str | frozenset[Any]) -> None:
        """ALL, SINCE the older step, or the paths of entries."""
        self._choice = choice
        self._ask()

    def refresh_theme(self) -> None:
        """The palette or fonts changed."""
        self.table.refresh_theme()

    # Steps

    def entries(self) -> tuple[Any, ...]:
        """The steps that are columns, in the order of time."""
        found = self._offered()
        older = self.session.older_entry
        if isinstance(self._choice, frozenset):
            found = [entry for entry in found if entry.path in self._choice]
        elif self._choice == SINCE and older in found:
            found = found[found.index(older) :]
        return tuple(found[-MOST_STEPS:])

    def _offered(self) -> list[Any]:
        run = self.session.run
        return [] if run is None else [entry for entry in run.checkpoints if can_be_chosen(entry)]

    def _fill_steps_menu(self) -> None:
        menu, offered = self.steps_button.menu(), self._offered()
        menu.clear()
        chosen = {entry.path for entry in self.entries()}
        menu.addAction(tr(f"All steps ({len(offered)})"), lambda: self.choose_steps(ALL))
        older = self.session.older_entry
        if older in offered:
            count = len(offered) - offered.index(older)
            menu.addAction(
                tr(f"Every step since {display_name(format_label(older.label), 60)} ({count})"),
                lambda: self.choose_steps(SINCE),
            )
        menu.addSeparator()
        for entry in offered[-LISTED_STEPS:]:
            action = menu.addAction(tr_label(display_name(format_label(entry.label), 60)).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(entry.path in chosen)
            action.triggered.connect(
                lambda on, path=entry.path: self.choose_steps(
                    frozenset(chosen | {path} if on else chosen - {path})
                )
            )

    def _ask(self) -> None:
        if not self._is_active:
            return
        entries = self.entries()
        wanted = (entries, getattr(self.session.older, "identity", None))
        if wanted == self._shown_for:
            self._look.start()
            return
        self._shown_for = wanted
        self._say_buttons()
        if len(entries) < 2:
            self._explain(*self._why_too_few())
            return
        self._explain("Opening the steps…")
        self._slot.start(
            open_steps,
            entries,
            self.session.cache,
            then=self._take,
            otherwise=lambda error: self._explain(str(error)),
        )

    def _why_too_few(self) -> tuple[str, str]:
        if len(self._offered()) > 1:
            return "Fewer than two steps are chosen.", f"Choose more with “{self.steps_button.text()}” above."
        if self._offered():
            return "There is one checkpoint only.", "Columns stand here as soon as there are two."
        return "There is no step to show.", "Open a directory with Ctrl+O."

    def _take(self, found: tuple[Any, Any]) -> None:
        self._show(StepsSource(*found, self._quantity, self.session.older, self.session))

    def _show(self, source: StepsSource) -> None:
        same = self.source is not None and [c.id for c in self.source.columns] == [
            c.id for c in source.columns
        ]
        self.source = source
        if not same:
            self.model.set_source(None)
            self.model.columns = source.columns
            self.model.sort(0, Qt.SortOrder.AscendingOrder)
        self.model.columns = source.columns
        self.model.set_source(source)
        self.table.reset_columns()
        self.table.choose(self.session.selected_key)
        if not same:  # the newest steps are those one looks at
            QTimer.singleShot(0, self, self._show_newest)
        offered = len(self._offered())
        self.sentence = f"{len(source):,} variables, {len(source.steps)} steps"
        if self._choice == ALL and offered > len(source.steps):
            self.sentence = f"{len(source):,} variables, {len(source.steps)} steps, the last of {offered}"
        if source.may_have_renames():
            self.sentence += " · matched by key: a renamed variable has a row for each name"
        self.said.emit(self.sentence)
        self._stack.setCurrentWidget(self.table if len(source) else self.empty)
        if not len(source):
            self.empty.say("None of these steps holds a variable.")
        self._look.start()

    def _show_newest(self) -> None:
        bar = self.table.horizontalScrollBar()
        bar.setValue(bar.maximum())

    def _explain(self, sentence: str, hint: str = "") -> None:
        self.source, self.sentence = None, ""
        self.model.set_source(None)
        self.empty.say(sentence, hint)
        self._stack.setCurrentWidget(self.empty)
        self.said.emit("")

    def _say_buttons(self) -> None:
        count = len(self.entries())
        names = {ALL: "All steps", SINCE: "Steps since the older one"}
        chosen = self._choice if isinstance(self._choice, str) else ""
        self.steps_button.setText(f"{tr(names.get(chosen, 'Steps'))} ({count})")
        self.quantity_button.setText(tr(self._quantity.title))

    # Numbers stream in

    def _want(self) -> None:
        source = self.source
        if source is None or not self._is_active or source.quantity.id == "shape":
            return
        sorted_by = self.model.sort_column
        if sorted_by.startswith("step"):  # all of it: an order by half the numbers is no order
            source.wish(int(sorted_by.removeprefix("step")), source.keys())
        keys = [self.model.key_at(row) for row in self.table.visible_rows()]
        header, width = self.table.horizontalHeader(), self.table.viewport().width()
        for place in reversed(range(len(source.steps))):  # the newest wish is served first
            left = header.sectionViewportPosition(place + 1)
            if left < width and left + header.sectionSize(place + 1) > 0:
                source.wish(place, keys)

    def _note(self, wish: tuple[Any, str]) -> None:
        if self._is_active and self.source is not None:
            self._arrived.add(wish[1])
            if not self._redraw.isActive():
                self._redraw.start()
            if self.model.sort_column != "key" and not self._rank.isActive():
                self._rank.start()

    def _show_arrived(self) -> None:
        keys, self._arrived = self._arrived, set()
        rows = self.table.visible_rows()
        self.model.refresh_keys(keys, rows.start, rows.stop - 1)

    def _rank_again(self) -> None:
        self.model.forget_values((self.model.sort_column,))
