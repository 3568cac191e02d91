"""A string tensor as a list: one line an element, every unprintable byte as an escape."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from explorer.gui.language import tr
from explorer.report.numbers import display_name, format_bytes

_LONGEST = 2000  # characters shown of one element


class TextModel(QAbstractListModel):
    """Elements in C order, with their index."""

    def __init__(self, parent=None) -> None:  # type: ignore[no-untyped-def]
        super().__init__(parent)
        self._array: Any = np.zeros(0, object)

    def show_array(self, array: Any) -> None:
        """Show another array of bytes objects."""
        self.beginResetModel()
        self._array = array
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else min(int(self._array.size), 2**31 - 1)

    def element(self, row: int) -> bytes:
        """The element in a line."""
        return bytes(self._array.reshape(-1)[row])

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        element = self.element(index.row())
        place = np.unravel_index(index.row(), self._array.shape) if self._array.ndim else ()
        where = f"[{', '.join(str(int(part)) for part in place)}]" if place else tr("value")
        return f"{where}   {string_text(element)}   ({format_bytes(len(element))})"


def string_text(element: bytes) -> str:
    """The bytes as quoted text with escapes."""
    text = element[: _LONGEST * 4].decode("utf-8", "surrogateescape")
    return f'"{display_name(text, _LONGEST)}"'
