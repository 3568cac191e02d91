"""What the doctor's windows share: a table that copies, a reader of whole sentences, choosing a variable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from explorer.gui.item_models.cells import TableColumn
from explorer.gui.item_models.record_table import RecordTable
from explorer.gui.item_models.table_menu import copy_tsv, install_column_menu
from explorer.gui.item_models.table_model import ColumnTableModel
from explorer.gui.language import tr
from explorer.gui.theme import data_font

if TYPE_CHECKING:
    from explorer.gui.session import Session


def record_table(
    columns: tuple[TableColumn, ...],
    base: str,
    stretch: str,
    name: str,
    title: str,
    session: Session,
    parent: QWidget,
) -> RecordTable:
    """A table with a model of its own, sorted in a job; Ctrl+C copies the chosen rows as TSV."""
    model = ColumnTableModel(columns, base, session.new_slot(parent), parent)
    table = RecordTable(model, stretch, name, parent)
    table.setAccessibleName(tr(title))
    install_column_menu(table)
    copying = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), table)
    copying.setContext(Qt.ShortcutContext.WidgetShortcut)
    copying.activated.connect(lambda: copy_rows(table))
    return table


def copy_rows(table: RecordTable) -> None:
    """The chosen rows, or all of them when none is chosen, as TSV."""
    if not table.chosen_keys():
        table.selectAll()
    put_on_clipboard(copy_tsv(table))


def put_on_clipboard(text: str) -> None:
    """Any text; bytes that are no UTF-8 cannot stand on a clipboard."""
    QGuiApplication.clipboard().setText(text.encode("utf-8", "backslashreplace").decode())


def text_field(name: str, title: str, parent: QWidget, *, data: bool = False) -> QPlainTextEdit:
    """Plain text to be read and copied; Tab leaves it."""
    field = QPlainTextEdit(parent)
    field.setObjectName(name)
    field.setAccessibleName(tr(title))
    field.setReadOnly(True)
    field.setTabChangesFocus(True)
    if data:
        field.setFont(data_font())
        field.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    return field


def choose_variable(session: Session, key: str, prefix: str = "") -> bool:
    """Choose a variable everywhere, and the checkpoint it was found in; whether there is one to choose."""
    if not key:
        return False
    if prefix and session.run is not None:
        entry = session.run.entry(prefix)
        if entry is not None and entry != session.newer_entry:
            session.choose_newer(entry)
    session.select(key)
    return True
