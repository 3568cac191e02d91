"""Menus of a record table: which columns are shown, and copying the chosen rows as something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from explorer.gui.item_models.copying import as_csv, as_keys, as_markdown, as_python, as_tsv
from explorer.gui.item_models.record_table import RecordTable
from explorer.gui.language import tr
from explorer.gui.menu_button import menu_button
from explorer.task import QUIET, Task

REPORT_EVERY = 64
AT_ONCE = 200  # rows copied on the spot


def install_column_menu(table: RecordTable) -> None:
    """The header's context menu: one checkable entry a column."""
    header = table.horizontalHeader()
    header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def show(position: QPoint) -> None:
        menu = QMenu(header)
        fill_column_menu(menu, table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(header.mapToGlobal(position))

    header.customContextMenuRequested.connect(show)


def column_button(table: RecordTable, name: str, parent: QWidget) -> QToolButton:
    """A button with the same menu, for those who do not think of the header."""
    said = "Choose the columns shown"
    tip = f"{said}. A right click on the table's header does the same."
    button = menu_button(f"{name}_columns", parent, text="Columns", said=said, tip=tip)
    menu = button.menu()
    menu.aboutToShow.connect(lambda: fill_column_menu(menu, table))
    return button


def fill_column_menu(menu: QMenu, table: RecordTable) -> None:
    """One checkable entry a column, and the way back to the columns of the first day."""
    menu.clear()
    menu.setToolTipsVisible(True)
    shown = set(table.shown_columns())
    columns = table.model().columns
    for column in columns:
        action = menu.addAction(tr(column.title or column.id))
        action.setCheckable(True)
        action.setChecked(column.id in shown)
        action.setToolTip(tr(column.explanation))
        action.setEnabled(column.id != columns[0].id)
        action.toggled.connect(lambda on, column_id=column.id: table.show_column(column_id, on))
    menu.addSeparator()
    menu.addAction(tr("Reset columns"), table.reset_columns)


def table_cells(table: RecordTable) -> tuple[list[str], list[list[str]]]:
    """Header and cells of the chosen rows in the columns shown; small pictures are left out."""
    titles, rows = read_cells(*_wanted_cells(table))
    return titles, list(rows)


def _wanted_cells(table: RecordTable) -> tuple[Any, list[str], list[str], Any]:
    """(source, column ids, titles, chosen source rows): all that a worker needs to read the cells."""
    columns = {column.id: column for column in table.model().columns}
    ids = [name for name in table.shown_columns() if columns[name].is_sortable]
    return table.model().source, ids, [columns[name].title for name in ids], table.chosen_source_array()


def read_cells(
    source: Any, ids: list[str], titles: list[str], chosen: Any, task: Task = QUIET
) -> tuple[list[str], Iterator[list[str]]]:
    """Header and cells row by row, on any thread."""

    def rows() -> Iterator[list[str]]:
        for done, row in enumerate(chosen.tolist()):
            if done % REPORT_EVERY == 0:
                task.report(done, len(chosen), "Copying rows")
            yield [source.text(row, name) for name in ids]

    return titles, rows()


def copy_job(table: RecordTable, write: Callable[..., str] = as_tsv) -> tuple[int, Callable[[Task], str]]:
    """(number of chosen rows, what makes their text): so that many rows are copied by a worker."""
    wanted = _wanted_cells(table)
    return len(wanted[3]), lambda task: write(*read_cells(*wanted, task))


def copy_tsv(table: RecordTable) -> str:
    """The chosen rows as TSV with a header; "" when nothing is chosen."""
    header, rows = table_cells(table)
    return as_tsv(header, rows) if rows else ""


def copy_actions(menu: QMenu, table: RecordTable, prefix: Callable[[], str]) -> tuple[QAction, ...]:
    """ "Copy as ..." entries. `prefix` gives the checkpoint's path for the Python lines."""

    def put(text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def put_cells(write: Callable[..., str]) -> None:
        count, make = copy_job(table, write)
        window = table.window()
        if count > AT_ONCE and hasattr(window, "copy_in_job"):
            window.copy_in_job(count, make)
        else:
            put(make(QUIET))

    made = (
        menu.addAction(tr("Copy as TSV"), lambda: put_cells(as_tsv)),
        menu.addAction(tr("Copy as CSV"), lambda: put_cells(as_csv)),
        menu.addAction(tr("Copy as Markdown"), lambda: put_cells(as_markdown)),
        menu.addAction(tr("Copy keys"), lambda: put(as_keys(table.chosen_keys()))),
        menu.addAction(tr("Copy as Python"), lambda: put(as_python(prefix(), table.chosen_keys()))),
    )
    for action in made:
        action.setEnabled(bool(table.chosen_keys()))
    return made
