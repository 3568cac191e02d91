"""Every text that a window shows or says: of widgets, actions, headers, cells and tool tips."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QTableView,
    QTabWidget,
    QToolButton,
    QWidget,
)

MOST_ROWS = 12
PROPERTIES = (
    "text",
    "toolTip",
    "accessibleName",
    "accessibleDescription",
    "placeholderText",
    "windowTitle",
    "title",
)


def shown_texts(root: QWidget) -> Iterator[tuple[str, str]]:
    """(object name, a line) for everything below `root` that is visible."""
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisibleTo(root):
            continue
        for text in _texts_of(widget):
            for line in _plain(text).split("\n"):
                yield widget.objectName() or type(widget).__name__, line.strip()
    for action in root.findChildren(QAction):
        if not action.associatedObjects():  # of a menu that a library keeps for itself
            continue
        yield action.objectName(), action.text()
        yield action.objectName(), _plain(action.toolTip())


def _texts_of(widget: QWidget) -> Iterator[str]:
    for name in PROPERTIES:
        ask = getattr(widget, name, None)
        if callable(ask) and not (name == "text" and isinstance(widget, QLineEdit)):
            yield str(ask() or "")
    if isinstance(widget, QTabWidget):
        yield from (widget.tabText(index) for index in range(widget.count()))
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(index) for index in range(widget.count()))
    if isinstance(widget, QToolButton) and widget.menu() is not None:
        widget.menu().aboutToShow.emit()
        yield from (action.text() for action in widget.menu().actions())
    if isinstance(widget, QAbstractItemView) and isinstance(widget.model(), QAbstractItemModel):
        yield from _cells(widget, QModelIndex())


def _cells(view: QAbstractItemView, parent: QModelIndex) -> Iterator[str]:
    model = view.model()
    if not parent.isValid() and isinstance(view, QTableView):
        for column in range(model.columnCount(parent)):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
    columns = model.columnCount(parent) if isinstance(view, QTableView) else 1
    for row in range(min(model.rowCount(parent), MOST_ROWS)):
        for column in range(columns):
            index = model.index(row, column, parent)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                yield str(model.data(index, role) or "")
        if not isinstance(view, QTableView):
            yield from _cells(view, model.index(row, 0, parent))


def _plain(text: str) -> str:
    if not text.startswith("<"):
        return text
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<br ?/?>", "\n", text)))
