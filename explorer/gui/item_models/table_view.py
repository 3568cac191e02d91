"""Base of the views that are a record table: filter field, columns, copying, selection, context menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from explorer.gui.item_models.cells import TableColumn
from explorer.gui.item_models.record_table import RecordTable
from explorer.gui.item_models.table_menu import (
    column_button,
    copy_actions,
    copy_job,
    copy_tsv,
    install_column_menu,
)
from explorer.gui.item_models.table_model import ColumnTableModel
from explorer.gui.item_models.table_parts import EmptyNote, EscapeToField, FilterField
from explorer.gui.item_models.timers import single_shot
from explorer.gui.language import tr
from explorer.gui.view import View
from explorer.report.numbers import display_name
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.gui.session import Session

LOOK_MS = 60  # after scrolling stops: ask for what is in view


class TableView(View):
    """A `RecordTable` over the view's own source, or a sentence where there are no rows.

    A view makes the parts in the order the Tab key is to visit them, then calls `_connect_table`.
    """

    tree: Any = None  # the same rows by scope, of a view that has such a page among its `pages`
    leads_to_restore = True  # whether a row's menu offers to show it in the Restore view

    def __init__(
        self, session: Session, columns: Sequence[TableColumn], sort_column: str, parent: QWidget | None
    ) -> None:
        super().__init__(session, parent)
        self.model = ColumnTableModel(columns, sort_column, session.new_slot(self, "Sorting"), self)
        self._source: Any = None

    # Parts

    def _new_table(self, said: str) -> RecordTable:
        """The table; `said` is what a screen reader calls its rows."""
        table = RecordTable(self.model, "key", self.view_id, self)
        table.setAccessibleName(tr(said))
        install_column_menu(table)
        return table

    def _new_filter(self, example: str) -> FilterField:
        field = FilterField(self.view_id, example, self.table, self)
        EscapeToField(field, self.table)
        return field

    def _new_column_button(self) -> QWidget:
        return column_button(self.table, self.view_id, self)

    def _new_empty(self, *buttons: QWidget) -> EmptyNote:
        """What stands in the table's place when it has no rows."""
        empty = EmptyNote(f"{self.view_id}_empty", self)
        for button in buttons:
            empty.add_button(button)
        return empty

    def _new_pages(self, *pages: QWidget) -> QStackedWidget:
        stack = QStackedWidget(self)
        for page in pages:
            stack.addWidget(page)
        return stack

    def _connect_table(self) -> None:
        session, table = self.session, self.table
        session.selection_changed.connect(self._show_selection)
        session.palette_changed.connect(self._refresh_theme)
        self.filter.textChanged.connect(self._set_filter)
        self.model.rows_changed.connect(self._rows_changed)
        table.key_chosen.connect(session.select)
        table.key_opened.connect(self._open)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._show_menu)

    # What the window asks

    def set_search(self, text: str) -> None:
        self.filter.setText(text)

    @property
    def _shows_tree(self) -> bool:
        return self.tree is not None and self.pages.currentWidget() is self.tree

    def selected_keys(self) -> tuple[str, ...]:
        return self.tree.chosen_keys() if self._shows_tree else self.table.chosen_keys()

    def copy_text(self) -> str:
        if self._shows_tree:
            return "".join(f"{display_name(key, 1 << 20)}\n" for key in self.tree.chosen_keys())
        return copy_tsv(self.table)

    def copy_job(self) -> tuple[int, Callable[[Task], str] | None]:
        """(number of chosen rows, what makes their text): many rows are copied by a worker."""
        return (0, None) if self._shows_tree else copy_job(self.table)

    def next_difference(self, forward: bool) -> bool:
        """The next row worth a look, among the rows shown, round the end."""
        if self._source is None:
            return False
        rows, count = self.model.rows, len(self.model.rows)
        chosen = self.table.chosen_row()
        start = chosen if chosen >= 0 else (-1 if forward else 0)
        for offset in range(1, count + 1):
            place = (start + offset if forward else start - offset) % count
            if self._is_remarkable(int(rows[place])):
                self.table.go_to(place)
                return True
        return False

    # What a view says of its own

    def _is_remarkable(self, row: int) -> bool:
        """Whether F7 stops at a row of the source."""
        return self._source.is_problem(row)

    def _rows_changed(self) -> None:
        """Other rows are shown, or in another order."""

    def _prefix(self) -> str:
        """The checkpoint the copied Python lines open."""
        newer = self.session.newer
        return str(newer.prefix) if newer is not None else ""

    def _set_filter(self, text: str) -> None:
        self.model.set_filter(text)

    def _show_selection(self, key: str) -> None:
        self.table.choose(key)

    def _open(self, key: str) -> None:
        self.session.select(key)

    def _refresh_theme(self) -> None:
        self.table.refresh_theme()

    # Menu

    def _show_menu(self, position: QPoint) -> None:
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(self.table.viewport().mapToGlobal(position))

    def fill_menu(self, menu: QMenu) -> None:
        """The context menu of a row."""
        copy_actions(menu, self.table, self._prefix)
        key = self.table.current_key
        if self.leads_to_restore and self.session.report is not None and key:
            menu.addSeparator()
            menu.addAction(tr("Show in Restore"), lambda: self.session.show_rows((key,)))


class FillingTableView(TableView):
    """A table whose cells fill while one looks: what is in view is asked for first."""

    redraw_ms = 50  # arrivals are gathered this long before cells are drawn anew

    def __init__(
        self, session: Session, columns: Sequence[TableColumn], sort_column: str, parent: QWidget | None
    ) -> None:
        super().__init__(session, columns, sort_column, parent)
        self._is_active = False
        self._arrived: set[str] = set()
        self._look = single_shot(self, LOOK_MS, self._want_in_view)
        self._redraw = single_shot(self, self.redraw_ms, self._show_arrived)

    def _connect_table(self) -> None:
        super()._connect_table()
        self.session.statistics.arrived.connect(self._note_arrival)
        self.table.verticalScrollBar().valueChanged.connect(lambda _: self._look.start())

    def _note_arrival(self, wish: tuple[object, str]) -> None:
        identity, key = wish
        if self._is_shown(identity):
            self._gather(key)

    def _gather(self, key: str) -> None:
        """Draw this row anew, soon."""
        self._arrived.add(key)
        if not self._redraw.isActive():
            self._redraw.start()

    def _is_shown(self, identity: object) -> bool:
        """Whether values of this checkpoint stand in the table."""
        raise NotImplementedError

    def _want_in_view(self) -> None:
        """Ask for what the rows in view still lack."""
        raise NotImplementedError

    def _show_arrived(self) -> None:
        """Draw the rows in view of which something arrived."""
        self._refresh_in_view(self._take_arrived())

    def _take_arrived(self) -> set[str]:
        keys, self._arrived = self._arrived, set()
        return keys

    def _keys_in_view(self) -> list[str]:
        return [self.model.key_at(row) for row in self.table.visible_rows()]

    def _refresh_in_view(self, keys: set[str]) -> None:
        rows = self.table.visible_rows()
        self.model.refresh_keys(keys, rows.start, rows.stop - 1)


def bar_layout(*parts: tuple[QWidget, int], top: int = 8, bottom: int = 8, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side above a table, each with its share of the width left over."""
    bar = QHBoxLayout()
    bar.setContentsMargins(12, top, 12, bottom)
    bar.setSpacing(spacing)
    for widget, share in parts:
        bar.addWidget(widget, share)
    return bar
