"""Columns that are shown where there is room for them, until the user chooses columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject

from explorer.gui.item_models.record_table import RecordTable


class FittingColumns(QObject):
    """Shows `optional` columns of a table in this order while all fit beside each other.

    Columns that are not optional come and go as they like: they only leave more or less room.
    """

    def __init__(self, table: RecordTable, optional: Sequence[str]) -> None:
        super().__init__(table)
        self._table, self._optional = table, tuple(optional)
        self._is_fitting = self._is_by_hand = False
        self._defaults = frozenset(
            column.id for column in table.model().columns if column.is_default
        ).intersection(optional)
        # A window that was narrow when it closed has stored what fitted then: nobody chose that.
        stored = frozenset(table.shown_columns()).intersection(optional)
        fits = stored == frozenset(self._optional[: len(stored)])
        self._fitted = stored if fits else self._defaults
        self._widths: dict[
            str, int
        ] = {}  # as last shown: a hidden column has none, and would seem to fit again
        table.columns_changed.connect(self._changed)
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.fit()
        return False

    def fit(self) -> None:
        """The table has another width, or the columns that are not optional need another one."""
        if self._is_by_hand or self._is_fitting or not self._table.isVisible():
            return
        self._is_fitting = True
        header, model = self._table.horizontalHeader(), self._table.model()
        numbers = [model.column_index(name) for name in self._optional]
        key = model.column_index("key")
        room = self._table.viewport().width() - self._table.min_stretch
        for number in range(header.count()):
            if number not in (*numbers, key):
                room -= header.sectionSize(number)
        fitted = set()
        for name, number in zip(self._optional, numbers, strict=True):
            if not header.isSectionHidden(number):
                self._widths[name] = header.sectionSize(number)
            room -= max(self._table.first_width(name), self._widths.get(name, 0))
            if room >= 0:
                fitted.add(name)
            if (room >= 0) is header.isSectionHidden(number):
                self._table.show_column(name, room >= 0)
        self._fitted = frozenset(fitted)
        self._is_fitting = False

    def _changed(self) -> None:
        if not self._is_fitting:
            shown = frozenset(self._table.shown_columns()).intersection(self._optional)
            self._is_by_hand = shown not in (self._fitted, self._defaults)
            self.fit()
